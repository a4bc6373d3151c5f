"""
What a family wants, in their own words, and what it is about.

A goal leads what is proposed and is told of in each review. It opens nothing, has no day by which it must be reached,
and changes no decision. Knows nothing of how far anything is.
"""

from __future__ import annotations

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.validators import an_id, text

__all__ = ["Goal"]

#: What mends a goal without words.
NO_WORDS = "Say what you want in your own words."

#: Quotation marks that stand inside others.
_INSIDE = str.maketrans("“”«»", "‘’‘’")


@plain_errors
@frozen
class Goal:
    """
    What a family wants, in their own *words*; *by* is whose goal it is, a caregiver's or the child's name.

    *routine* is the id of a routine of the family in which it should be so; *discipline* and *skill*, where they fit,
    say what it is about. What is left out is empty. With a skill it is about that skill and what comes before it; else
    about whatever is practised in that routine, that discipline, or both.
    """

    words: str = field(validator=an_id, repr=False, metadata={"missing": NO_WORDS})
    routine: str = field(default="", kw_only=True, validator=text, repr=shown)
    discipline: str = field(default="", kw_only=True, validator=text, repr=shown)
    skill: str = field(default="", kw_only=True, validator=text, repr=shown)
    by: str = field(default="", kw_only=True, validator=text, repr=False)

    @property
    def quoted(self) -> str:
        """
        The words as they stand between quotation marks: on one line, with small marks for those inside, and without a
        full stop of their own.
        """
        return " ".join(self.words.split()).translate(_INSIDE).rstrip(".") or self.words.strip()
