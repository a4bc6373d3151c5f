"""
Whether a note asks for advice without a question mark: somebody thinks of doing something, or was told to.

Refuses to know what is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachplan.base.late import Late
from coachplan.notes.tokens import Words

if TYPE_CHECKING:
    from coachplan.notes import vocabulary
else:  # nobody waits for it before something is written
    vocabulary = Late("coachplan.notes.vocabulary")

__all__ = ["asks_advice"]


def asks_advice(cutting: Words) -> bool:
    """
    Say whether the words of one who thinks of doing something stand in a text, with no mark between them.
    """
    found = vocabulary.core_vocabulary().advice.find(cutting.words)
    return any(not any(cutting.breaks[match.first + 1 : match.last]) for match in found)
