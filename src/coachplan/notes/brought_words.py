"""
How a sign in a language that a folder brings is meant: by the folder's own words, and only right beside the sign.

Such words turn nothing but the signs of the folder that brings them; those of the core are read as if they were not
there. The rules behind `assertion.py` know English and Spanish sentences, so that here a word reaches over nothing but
the folder's own light words: what is in doubt is meant as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from coachplan.model.evidence import MentionKind
from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.vocabulary import Vocabulary

__all__ = ["BROUGHT", "brought_assertion", "brought_vocabulary"]

#: What a folder may bring, each with what it makes of a sign: phrases, but for the light words, which change nothing.
BROUGHT: Mapping[str, MentionKind] = {
    "denial": "negated",
    "past": "past",
    "what-if": "what-if",
    "fear": "what-if",
    "who": "somebody-else",
    "no-denial": "affirmed",
    "light-words": "affirmed",
}
#: So far from a sign a word may stand, with nothing but light words between.
_REACH = 8


def brought_vocabulary(words: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    """
    Return what a folder brings, by its names in `BROUGHT`, as a vocabulary of its own.
    """
    cues = {name: phrases for name, phrases in words.items() if name != "light-words"}
    return Vocabulary(cues=cues, light_words=frozenset(words.get("light-words", ())))


def brought_assertion(s: Sentence, match: Match) -> MentionKind:
    """
    Say how a sign is meant: the nearest word beside it decides, and two denials deny nothing.
    """
    beside = [cue for cue in s.cues_near(match, _REACH, _REACH, *BROUGHT) if _is_beside(s, cue, match)]
    if any(cue.kind == "no-denial" for cue in beside):
        beside = [cue for cue in beside if cue.kind not in ("denial", "no-denial")]
    if sum(cue.kind == "denial" for cue in beside) > 1:
        beside = [cue for cue in beside if cue.kind != "denial"]
    if not beside:
        return "affirmed"
    return BROUGHT[min(beside, key=lambda cue: (_words_between(cue, match), cue.first - cue.last)).kind]


def _words_between(cue: Cue, match: Match) -> int:
    return match.first - cue.last if cue.last <= match.first else cue.first - match.last


def _is_beside(s: Sentence, cue: Cue, match: Match) -> bool:
    """
    Say whether only light words and other such cues stand between; after a sign only what tells when it was counts.
    """
    if cue.last <= match.first:
        first, last = cue.last, match.first
    elif cue.first >= match.last and cue.kind == "past":
        first, last = match.last, cue.first
    else:
        return False
    if not s.joined(first - 1, last + 1):
        return False
    return all(s.words[index] in s.known.light_words or _denies(s, index) for index in range(first, last))


def _denies(s: Sentence, index: int) -> bool:
    return any(cue.kind == "denial" for cue in s.starting.get(index, ()))
