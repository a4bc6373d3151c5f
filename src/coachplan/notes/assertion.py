"""
The rules of reading: how far a denial, a memory, a fear or somebody else reaches, and what each makes of a sign.

Asks the rules of each kind of mention in turn of the same sentence. Refuses to know what any sign means,
and what is done about it. Where the rules disagree, the more urgent reading wins; only a plain negation is believed
against that. The kinds of rules (absence findings, false negations, near misses, scope, corrections, time, who and
what-if) follow NegEx (Chapman and others 2001) and ConText (Harkema and others 2009).
"""

from __future__ import annotations

from coachplan.model.evidence import MENTION_KINDS, MentionKind
from coachplan.model.flags import Urgency
from coachplan.notes.cues import Sentence
from coachplan.notes.figurative import figurative
from coachplan.notes.matcher import Match
from coachplan.notes.negation import denied
from coachplan.notes.past import past
from coachplan.notes.person import somebody_else
from coachplan.notes.reach import NEAR, distance
from coachplan.notes.supposition import supposed

__all__ = ["KINDS", "assertion_of", "cue_behind"]

#: What a mention can be. Only `affirmed` fires.
KINDS = MENTION_KINDS


def assertion_of(s: Sentence, match: Match, *, language: str, urgency: Urgency | None) -> MentionKind:
    """
    Say how a sign is meant: one of `KINDS`. *language* is that of the phrase found.
    """
    if figurative(s, match):
        return "figurative"
    if somebody_else(s, match, urgency):
        return "somebody-else"
    if denied(s, match, language):
        return "past" if any(s.cues_near(match, *NEAR, "ever-since")) else "negated"
    if past(s, match):
        return "past"
    return "what-if" if supposed(s, match, language) else "affirmed"


#: Which cues make which kind.
_BEHIND = {
    "negated": ("denied-thing", "denied-doing", "denied-thought", "denial", "denied-belief", "took-it-back"),
    "past": ("past", "past-before", "ever-since"),
    "what-if": ("what-if", "if", "fear", "may", "advice", "hazard"),
    "somebody-else": ("who", "story", "in-a-story"),
    "figurative": ("figure-of-speech", "colouring", "own-body"),
}


def cue_behind(s: Sentence, match: Match, kind: str) -> str:
    """
    Return the words around a sign that made it this kind, the nearest and longest; empty where there are none.
    """
    kinds = _BEHIND.get(kind, ())
    cues = list(s.cues_near(match, *NEAR, *kinds))
    if not cues:
        return ""
    nearest = min(cues, key=lambda cue: (abs(distance(cue, match)), cue.first - cue.last))
    return " ".join(s.words[nearest.first : nearest.last])
