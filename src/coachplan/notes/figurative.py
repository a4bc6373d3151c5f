"""
What is only said so: "I nearly died laughing", lips that are blue from a popsicle.

Refuses to know what any sign means.
"""

from __future__ import annotations

from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.tokens import COMMA

__all__ = ["figurative"]


def figurative(s: Sentence, match: Match) -> bool:
    """
    Say whether it is not meant so.
    """
    colour = next((index for index in match.places if s.words[index].startswith(s.known.colours)), None)
    for cue in s.cues_near(match, match.first, 0, "figure-of-speech"):
        meets = cue.last > match.first and (colour is None or cue.first <= colour < cue.last)
        playing = s.words[cue.first].startswith(s.known.playing)
        if meets and not s.parted(cue.first, cue.last - 1, cue.places, frame=playing):
            return True
    owned = (cue for cue in s.touching(match) if cue.kind == "own-body")
    if any(cue.last > match.last for cue in owned):
        return True
    if s.known.no_colouring & {*s.words[max(0, match.first - 12) : match.last + 12]}:
        return False  # not the colour of what was eaten
    return colour is not None and any(_stains(s, cue, colour, match) for cue in s.cues_near(match, 8, 8, "colouring"))


def _stains(s: Sentence, cue: Cue, colour: int, match: Match) -> bool:
    """
    Paint and popsicles colour what is said with them in one statement, and not where it says "not from the popsicle".
    """
    if not s.joined(min(cue.first, match.first), max(cue.last, match.last), COMMA):
        return False
    if s.known.denying_words & {*s.words[max(0, cue.first - 4) : cue.first]}:
        return False
    return not s.parted(min(cue.first, colour), max(cue.first, colour))
