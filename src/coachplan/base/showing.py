"""
How a value shows itself to a person who asks: plainly where it is printed, and laid out as a page is in a notebook.

`repr` is for logs and tells no words; `str` and a notebook's cell are for whoever keeps the family's data, and tell
them. What lays it out stands above and is asked for by its name, since it needs the extra `coachplan[pages]`. Knows
nothing of what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, TypeVar

from coachplan.base.clean import one_line

__all__ = ["as_lines", "shows_itself"]

C = TypeVar("C", bound=type)


def as_lines(lines: Iterable[str]) -> str:
    """
    Return lines as one text that is safe to print: nothing unseen in it, and no line that a note began by itself. What
    is indented stays so.
    """
    return "\n".join(f"{'   ' * line[:1].isspace()}{one_line(line)}" for line in lines)


def shows_itself(cls: C) -> C:
    """
    Let the values of a class show themselves in a notebook: as HTML, and as `str` beside it or where there is none.
    Stands above `@frozen`, in a class with a `__str__` of its own.
    """
    shown: Any = cls
    shown._repr_html_ = _html
    shown._repr_mimebundle_ = _plainly
    return cls


def _html(self: Any) -> str | None:
    """
    Return the value as HTML for a notebook; None where `coachplan[pages]` is not here, or it has no words.
    """
    try:
        made: str | None = import_module("coachplan.pages.notebook").fragment(self)
    except Exception:  # noqa: BLE001 - what shows a value must not fail: a traceback in a notebook would tell its words
        return None
    return made


def _plainly(self: Any, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG001 - a notebook's names
    """
    Return the value as a notebook shows it without HTML.
    """
    # Not `_repr_pretty_`: that is asked inside lists as well, and by what prints values into the logs of tests.
    return {"text/plain": str(self)}
