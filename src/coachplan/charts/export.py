"""
A drawn series as a file: SVG to stand inside a page, and PNG. The same series gives the same bytes.

Knows formats, and nothing of what is drawn.
"""

from __future__ import annotations

import re
from io import BytesIO

from matplotlib.figure import Figure

from coachplan.base.arguments import checked
from coachplan.base.clean import one_line
from coachplan.base.disclosure import found_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.languages import language_code
from coachplan.charts.drawing import draw
from coachplan.charts.inline import fragment
from coachplan.charts.style import style
from coachplan.papers.alternative import alternative, title
from coachplan.papers.series import Series

__all__ = ["png", "svg"]

#: Fonts that are as wide as the one that was measured, or narrower, so that words stay where they have room.
_FAMILY = "'DejaVu Sans', Verdana, 'Noto Sans', Arial, sans-serif"

_PREFIX = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)

#: Dots an inch that a picture can have: below it nothing is read, and above it no memory is left.
_LEAST, _MOST = 36, 1200


@checked
def svg(series: Series, *, id_prefix: str, language: str | None = None) -> str:
    """
    Return a chart as an SVG element to stand inside a page, without a prolog; its text alternative is in it. Every id
    begins with *id_prefix*, so give each chart of a page another. The words are text, and can be chosen and read aloud.

    Raises `InvalidError` for a prefix that is no name (a letter, then letters, digits, `-`, `_` and `.`), and for what
    is no language.
    """
    if not _PREFIX.fullmatch(id_prefix):
        what = f"{found_code(id_prefix)} cannot begin an id."
        hint = "Give a letter, and letters, digits, - and _ behind it: chart-1."
        raise CoachplanError(Finding(item="id_prefix", what=what, hint=hint, code="invalid-value"))
    chosen = language_code(language) if language else series.language
    with style():
        drawn = BytesIO()
        _figure(series, chosen).savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return fragment(
        drawn.getvalue().decode(),
        title=one_line(series.say(title(series), chosen)),
        description="\n".join(alternative(series, chosen).split("\n")[1:]),
        prefix=id_prefix,
        family=_FAMILY,
    )


@checked
def png(series: Series, dpi: int = 200, language: str | None = None) -> bytes:
    """
    Return a chart as a PNG of *dpi* dots an inch, 16 cm wide.

    Raises `InvalidError` for fewer than 36 dots or more than 1200, and for what is no language.
    """
    if not _LEAST <= dpi <= _MOST:
        what = f"found {dpi} dots an inch."
        hint = f"Give a number from {_LEAST} to {_MOST}."
        raise CoachplanError(Finding(item="dpi", what=what, hint=hint, code="out-of-range"))
    with style():
        drawn = BytesIO()
        _figure(series, language).savefig(drawn, format="png", dpi=dpi, metadata={"Software": None})
    return drawn.getvalue()


def _figure(series: Series, language: str | None) -> Figure:
    figure = draw(series, language=language).get_figure(root=True)
    assert figure is not None
    return figure
