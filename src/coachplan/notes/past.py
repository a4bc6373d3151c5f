"""
What is long ago or over: "last year", "as a newborn, now he is fine". Days and weeks are not.

What was lost stays lost. Time follows ConText (Harkema and others 2009).
"""

from __future__ import annotations

from itertools import pairwise

from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.reach import NEAR, compares, distance, finite
from coachplan.notes.tokens import COMMA

__all__ = ["past"]


def past(s: Sentence, match: Match) -> bool:
    """
    Say whether it is long ago or over. Days and weeks ago is not: nobody may have heard of it yet.
    """
    if any(cue.kind == "lost-skill" for cue in s.touching(match)) and not _came_back(s, match):
        return False
    near = s.cues_near(match, *NEAR, "past", "past-before", "recent")
    cues = [cue for cue in near if cue.last <= match.first or cue.first >= match.last]
    old = [cue for cue in cues if cue.kind != "recent" and _tells_time(s, cue, match)]
    if not old:
        return False
    nearest = min(distance(cue, match) for cue in old)
    for cue in cues:
        if cue.kind != "recent" or any(cue.first in range(one.first, one.last) for one in old):
            continue
        later = cue.first >= match.last
        if later and _over(s, match, cue):
            continue
        if (later and s.joined(match.last, cue.first, COMMA)) or distance(cue, match) <= nearest:
            return False
    # "since last year" and "for years now" go on until now
    return not all(s.known.since & {*s.words[max(0, cue.first - 1) : cue.first + 1]} for cue in old)


def _came_back(s: Sentence, match: Match) -> bool:
    after = set(s.words[match.last : match.last + 14])
    return bool({"but", "pero"} & after) and bool(s.known.came_back & after)


def _over(s: Sentence, match: Match, recent: Cue) -> bool:
    """
    "Last year ... but he is fine now": the now after a *but* tells that it is over.
    """
    between = s.words[match.last : recent.last + 2]
    if s.words[recent.first - 1] in ("not", "no", "never"):
        return True  # "..., not now"
    now = {*s.words[recent.first : recent.last + 7]}  # "as a newborn he ..., now he is five and fine"
    if s.known.again & {*between, *now} or compares(s, recent):
        return False  # "but never like today"
    if any(one == "not" and other in s.known.well for one, other in pairwise(between)):
        return False  # "but he is not ok now"
    if {"but", "pero"} & set(between) and s.known.over & set(between):
        return True
    if s.breaks[recent.first] != COMMA and s.breaks[recent.first - 1] != COMMA:
        return False
    return bool(s.known.well & now) and not s.known.denying_words & now


def _tells_time(s: Sentence, cue: Cue, match: Match) -> bool:
    if compares(s, cue):
        return False
    if cue.last <= match.first:
        words = s.words[cue.last : match.first]
        if s.known.is_so & {*words} or any(
            s.last_cue(index, "new-statement") for index in range(cue.last, match.first)
        ):
            return False  # "last year he had surgery and he is not breathing"
        if cue.kind == "past-before":
            # "used to sleep well he chokes", "used to sleep well and choked"
            strays = s.words[cue.first] == "used" and (s.known.subjects & {*words} or finite(s, match))
            return not strays and s.joined(cue.last - 1, match.first + 1)
        if not s.joined(cue.last - 1, match.first + 1, COMMA):
            return False
        opens = (
            cue.first == 0
            or s.breaks[cue.first] > 0
            or s.words[cue.first - 1] in ("and", "but", "so", "back", "y", "pero")
        )
        return opens and len(words) <= 8
    if cue.kind == "past-before":
        return False
    words = s.words[match.last : cue.first]
    if s.known.and_another & {*words}:
        return False
    ends = cue.last >= len(s.words) or s.breaks[cue.last] > 0
    if ends and s.breaks[cue.first] == COMMA:
        return True  # "..., four years ago" tells the time of all that was said
    elsewhere = (s.known.subjects | s.known.for_a_reason) & {*words}
    return s.joined(match.last - 1, cue.first + 1, COMMA if ends else 0) and not elsewhere
