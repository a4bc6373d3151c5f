"""
How a chart is set: its font, how wide words are in it, and settings of matplotlib that are its own for that moment.

Knows no chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any
from warnings import catch_warnings, filterwarnings

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

__all__ = ["FONT", "SIZES", "style", "wide"]

#: The one font that comes with matplotlib, so that the same words have the same place everywhere; its sizes in points.
FONT = "DejaVu Sans"
SIZES = {"title": 9.0, "text": 7.5, "small": 6.5}

#: With few dots letters are set to whole dots, and take more room than they were measured to need: a little is kept.
_SLACK = 1.03

# The settings of matplotlib belong to the whole process. One drawing at a time borrows them, so that two of different
# threads never put back what the other had borrowed.
_BORROWED = RLock()


@cache
def _advance(sign: str, weight: str) -> float:
    """
    Return how wide a sign is, as a part of the size of its font.
    """
    font = get_font(findfont(FontProperties(family=FONT, weight=weight)))
    font.set_size(100, 72)
    # What the font lacks a reader's own will have, as wide as the widest letter.
    known = sign if font.get_char_index(ord(sign)) else "W"
    return float(font.load_char(ord(known), LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / 100


@contextmanager
def style() -> Iterator[None]:
    """
    Draw with settings of our own, whatever the program around has set; its settings are as they were afterwards.
    """
    ours: Any = {name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith("backend")}
    ours |= {"font.family": [FONT], "svg.fonttype": "none", "svg.hashsalt": "coachplan", "text.parse_math": False}
    ours |= {"text.hinting": "none"}
    ours |= {"hatch.linewidth": 0.5, "path.simplify": False, "toolbar": mpl.rcParams["toolbar"]}
    with _BORROWED, mpl.rc_context(ours), catch_warnings():
        # What the font lacks stands as an empty box in a picture, and as itself in SVG.
        filterwarnings("ignore", message="Glyph")
        yield


def wide(words: str, size: str = "text", weight: str = "normal") -> float:
    """
    Return how wide words are, in points.
    """
    return _SLACK * SIZES[size] * sum(_advance(sign, weight) for sign in words)
