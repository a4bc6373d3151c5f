"""
The quick marks of how practice went, as caregivers write them: "mostly", "casi siempre", "on her own".

Word for word, in any language there are words for. Refuses to guess: what is no mark stays what was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from coachplan.base.messages import Texts
from coachplan.model.told import MARKS, Mark
from coachplan.notes.language_files import tables
from coachplan.notes.tokens import cut

__all__ = ["known_marks", "plainly"]


def plainly(written: str) -> str:
    """
    Return a mark as it is looked for: its words without case, accents and dashes.
    """
    return " ".join(cut(written.replace("-", " ").replace("_", " ")).words)


def known_marks(texts: Texts) -> Mapping[str, Mark]:
    """
    Return what each mark may be called, plainly, in every language. *texts* hold what it is called in those of plugins.
    """
    found: dict[str, set[Mark]] = {name: {mark} for name, mark in _listed()}
    for mark in MARKS:
        for language in texts.languages:
            if called := texts.find(f"core/mark.{mark}", language):
                found.setdefault(plainly(called), set()).add(mark)
    # What two marks could mean is none of them.
    return {name: next(iter(marks)) for name, marks in found.items() if len(marks) == 1}


@cache
def _listed() -> tuple[tuple[str, Mark], ...]:
    return tuple(
        (plainly(name), mark)
        for mark in MARKS
        for names in ((mark,), *(table.get(mark, ()) for table in tables("marks")))
        for name in names
    )
