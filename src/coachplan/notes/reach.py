"""
What the rules of reading ask of a sentence in common: how near, did it happen, whose statement begins.

Knows sentences and matches. Knows no kind of mention.
"""

from __future__ import annotations

from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.statements import begins

__all__ = ["NEAR", "compares", "distance", "finite", "opens_with_theirs", "preterite"]

#: How far from a sign the words may stand that tell its time, or what it is: before it, and after.
NEAR = (16, 14)


def finite(s: Sentence, match: Match) -> bool:
    """
    Say whether the sign tells that something happened: "he choked", not "choking".
    """
    words = [s.words[index] for index in match.places]
    return any(
        word in s.known.finite or (word.endswith("ed") and word not in s.known.not_happened) for word in words[:3]
    )


def preterite(s: Sentence, match: Match) -> bool:
    """
    Say the same in Spanish: "se atraganto".
    """
    doing = next((s.words[index] for index in match.places if s.words[index] not in s.known.small_pronouns), "")
    return doing.endswith(("o", "ron")) and not doing.endswith(("ndo", "no"))


def distance(cue: Cue, match: Match) -> int:
    """
    Return how many words stand between a cue and a sign.
    """
    return match.first - cue.last if cue.last <= match.first else cue.first - match.last


def compares(s: Sentence, cue: Cue) -> bool:
    """
    "like the one last year", "same as when he was a baby": this tells what it was like, and not when it was.
    """
    before = list(s.words[: cue.first])
    while before and before[-1] not in s.known.compared:
        if before.pop() not in s.known.between_compared:
            return False
    return bool(before) and (before[-1] != "que" or "igual" in before)


def opens_with_theirs(s: Sentence, index: int) -> bool:
    """
    Say whether a statement about the child's own begins here: "his lips are ...".
    """
    before = s.words[index - 1 : index]
    return (
        s.words[index] in ("his", "her") and not s.known.before_somebody & {*before} and begins(s.known, s.words, index)
    )
