"""
Small line drawings for routines and steps, since some who hold a page do not read. All are our own.

A drawing stands beside words and never for them, so that it is hidden from whoever listens to a page.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

__all__ = ["drawing", "drawings", "routine_drawing", "step_drawing"]

#: The drawing of a kind of routine, by its id; of what is not here, that of two people.
_ROUTINES = {
    "breakfast": "meal",
    "lunch": "meal",
    "dinner": "meal",
    "snack": "meal",
    "cooking": "meal",
    "bottle": "bottle",
    "dressing": "dressing",
    "bath": "bath",
    "toothbrushing": "toothbrush",
    "hand-washing": "tap",
    "toilet": "potty",
    "bedtime": "bed",
    "wake-up": "sunrise",
    "diaper": "diaper",
    "play": "play",
    "books": "book",
    "songs": "song",
    "outing": "outing",
    "transition": "next",
    "tidy-up": "box",
    "hair-and-nails": "comb",
    "screen-time": "screen",
}
#: That of a kind of step is called as the kind is.
_STEPS = frozenset(("accept", "copy", "choose", "tell", "do", "wait", "calm", "taste"))


def routine_drawing(kind: str) -> str:
    """
    Return the name of the drawing for a kind of routine.
    """
    return _ROUTINES.get(kind.rpartition("/")[2], "together")


def step_drawing(kind: str) -> str:
    """
    Return the name of the drawing for a kind of step.
    """
    return kind if kind in _STEPS else "together"


@cache
def drawings() -> dict[str, Markup]:
    """
    Return every drawing by its name, as SVG that can stand in a page.
    """
    folder = files("coachplan.pages") / "drawings"
    return {
        each.name.removesuffix(".svg"): Markup(  # noqa: S704 - our own files, and nothing filled in
            each.read_text(encoding="utf-8").strip().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
        )
        for each in sorted(folder.iterdir(), key=lambda each: each.name)
        if each.name.endswith(".svg")
    }


def drawing(name: str) -> Markup:
    """
    Return one drawing. Raises `KeyError` for a name that there is not.
    """
    return drawings()[name]
