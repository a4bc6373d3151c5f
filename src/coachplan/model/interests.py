"""
What a child loves, as a family says it: in plain words, or with the kind before them, as in `character: Bluey`.

Knows what kinds there are, and how each is written. Does not know any sentence that is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast, get_args

from attrs import frozen

from coachplan.base.validators import strings

__all__ = ["INTEREST_KINDS", "Interest", "InterestKind", "interest_for", "interest_kinds"]

#: A sentence that is right of a train is not right of a swim, or of somebody with a name.
InterestKind = Literal["character", "thing", "activity", "animal"]
INTEREST_KINDS: tuple[InterestKind, ...] = get_args(InterestKind)

_WRITTEN: dict[str, InterestKind] = {
    **{kind: kind for kind in INTEREST_KINDS},
    "personaje": "character",
    "cosa": "thing",
    "actividad": "activity",
    "animal": "animal",
}


@frozen
class Interest:
    """
    One thing a child loves: the *words* as they stand in a sentence, and the *kind*; None where nobody said.
    """

    words: str
    kind: InterestKind | None = None

    @classmethod
    def written(cls, text: str) -> Interest:
        """
        Read `trains`, or `character: Bluey`. Before another word than a kind, a colon is one of the words.
        """
        kind, colon, words = text.partition(":")
        found = _WRITTEN.get(kind.strip().casefold()) if colon and words.strip() else None
        return cls(text.strip()) if found is None else cls(words.strip(), found)


def interest_for(interests: Iterable[str], kinds: Iterable[str]) -> str | None:
    """
    Return the words of the first of *interests* that is of one of *kinds*: of any, known or not, where there are none.
    """
    wanted = tuple(kinds)
    loved = (Interest.written(text) for text in interests)
    return next((each.words for each in loved if not wanted or each.kind in wanted), None)


def interest_kinds(given: Iterable[InterestKind]) -> tuple[InterestKind, ...]:
    """
    Keep kinds of interest as a tuple of words; whether each is one, whoever reads them asks.
    """
    return cast("tuple[InterestKind, ...]", strings(given))
