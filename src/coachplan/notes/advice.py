"""
Whether a note asks for advice without a question mark: somebody thinks of doing something, or was told to.

Refuses to know what is asked.
"""

from __future__ import annotations

from coachplan.notes.tokens import Words
from coachplan.notes.vocabulary import core_vocabulary

__all__ = ["asks_advice"]


def asks_advice(cutting: Words) -> bool:
    """
    Say whether the words of one who thinks of doing something stand in a text, with no mark between them.
    """
    return any(
        not any(cutting.breaks[match.first + 1 : match.last]) for match in core_vocabulary().advice.find(cutting.words)
    )
