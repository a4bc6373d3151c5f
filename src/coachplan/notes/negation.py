"""
How far a denial reaches: "no choking", "he did not choke or cough", "choking: no", "I thought so but it was a gag".

Only a plain negation is believed. The kinds of negation follow NegEx (Chapman and others 2001).
"""

from __future__ import annotations

from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.reach import finite
from coachplan.notes.tokens import COMMA, LINE

__all__ = ["denied"]


def denied(s: Sentence, match: Match, language: str) -> bool:
    """
    Say whether the sign is denied: before it, in it, or after it.
    """
    if any(s.words[index] in s.known.denying_words for index in match.places):
        # the negation is the sign itself; but "didn't choke, didn't cough" denies its beginning
        just_before = s.words[match.first - 1] if match.first else ""
        return s.words[match.first].startswith("chok") and just_before in ("not", "no", "never")
    between = set(range(match.first, match.last)) - set(match.places)
    inner = sum(s.words[index] in s.known.denying_words and not _pseudo_at(s, index) for index in between)
    if inner:
        return inner == 1  # "I can't promise I won't"
    if _answered_no(s, match) or _corrected(s, match):
        return True
    if s.words[match.first] == "just":
        return False
    before = s.words[max(0, match.first - 2) : match.first]
    if before[-1:] and before[-1] in ("nothing", "nada") and not s.breaks[match.first] and before[0] != "la":
        return True  # but "de la nada" is suddenly
    for index, _ in s.back(match, 9):
        cue = s.last_cue(
            index,
            "no-denial",
            "denied-thing",
            "denied-doing",
            "denied-thought",
            "denial",
            "denied-belief",
            "new-statement",
        )
        if cue is None:
            continue
        if cue.kind in ("no-denial", "new-statement") or index in s.taken:
            return False
        if _turned_round(s, cue):
            return False
        spanish = language == "es" and (
            cue.kind in ("denial", "denied-belief") or s.words[cue.first] in ("no", "nunca")
        )
        return _reaches_es(s, cue, match) if spanish else _reaches(s, cue, match)
    return False


def _turned_round(s: Sentence, cue: Cue) -> bool:
    """
    Two negations: "not without choking", "no meal without choking", "it is not true that he did not choke".
    """
    for index in range(cue.first - 1, max(-1, cue.first - 7), -1):
        if s.breaks[index + 1] or s.words[index] in ("and", "y"):
            return False
        if s.words[index] in ("not", "no", "never", "nunca"):
            between = {*s.words[index + 1 : cue.first]}
            if not between:
                return cue.kind != "denial"
            return bool(s.known.truth & between) or (
                s.words[cue.first] in ("without", "sin") and not s.known.common_verbs & between
            )
    return False


def _pseudo_at(s: Sentence, index: int) -> bool:
    return any(cue.kind == "no-denial" for cue in s.starting.get(index, ()))


def _reaches(s: Sentence, cue: Cue, match: Match) -> bool:
    """
    English: *no* covers the things after it, *not* the doing after it, *not think* a whole clause; lists carry on.
    """
    between = s.words[cue.last : match.first]
    if s.breaks[min(cue.last, match.first)] == COMMA and s.words[cue.first] == "no":
        return False  # "no, he ..."
    if not between:
        return True
    comma = not s.joined(cue.last, match.first + 1)
    strange = [word for word in between if word not in s.known.light_words and word not in s.known.listed_signs]
    if (
        s.words[match.first] in s.known.parts_of_the_face
        and not s.known.light_words.issuperset(between)
        and not {"or", "nor"} & {*between}
    ):
        return False  # "no fever lips are blue" says two things
    if s.words[cue.first] == "instead" and s.known.our & {*between}:
        return False  # "instead of sleeping my husband ..."
    thought = cue.kind in ("denied-thought", "denied-belief")
    if thought:
        return len(strange) <= 4 and not comma
    if any(word in s.known.subjects for word in between):
        return False
    listed = bool({"or", "nor"} & {*between, *s.words[match.first : match.last + 2]})
    if comma and not listed:
        closed = match.last >= len(s.words) or s.breaks[match.last]
        if strange or not closed:
            return False  # "no rash, choking today" tells of today
    if "and" in between and (strange or finite(s, match)):
        return False
    thing = cue.kind == "denied-thing" or s.words[cue.first] == "no"
    if thing and (finite(s, match) or any(word in s.known.common_verbs for word in between)):
        return listed and not any(word in s.known.common_verbs for word in between)
    if not thing and finite(s, match) and not listed:
        helper = s.words[cue.first - 1] if cue.first else ""
        if strange or helper in s.known.helping_verbs:
            return False
    return len(strange) <= 3


def _reaches_es(s: Sentence, cue: Cue, match: Match) -> bool:
    """
    Spanish: *no* covers its own verb; `y` and a comma end it, `ni` and `o` carry it on.
    """
    between = s.words[cue.last : match.first]
    if not between:
        return not (s.breaks[match.first] == COMMA and s.words[cue.first] == "no")
    if any(s.breaks[index] == COMMA and s.words[index] != "ni" for index in range(cue.last, match.first + 1)):
        return False
    if "y" in between or "e" in between:
        return False
    if any(word in s.known.subjects for word in between) and cue.kind != "denied-belief":
        return False
    strange = [word for word in between if word not in s.known.light_words and word not in s.known.listed_signs]
    first = s.words[match.first]
    loose = first.endswith(("r", "se", "do", "da", "s", "miento")) and first != "se"
    return len(strange) <= (2 if loose or cue.kind == "denied-belief" else 0)


def _answered_no(s: Sentence, match: Match) -> bool:
    """
    Afterwards: "choking: no", "fever none", "... was ruled out".
    """
    rest = s.words[match.last : match.last + 4]
    if not rest:
        return False
    ends = match.last + 1 >= len(s.words) or s.breaks[match.last + 1] > 0
    if (
        rest[0] in ("no", "none", "nope", "never", "nada", "ninguna", "ninguno")
        and ends
        and s.breaks[match.last] < LINE
    ):
        return True
    return " ".join(rest).startswith(("was ruled out", "is ruled out", "ruled out", "did not happen", "fue descartad"))


def _corrected(s: Sentence, match: Match) -> bool:
    """
    "I thought he choked but it was a gag": what follows takes it back.
    """
    takes_back = next(iter(s.cues_near(match, 0, 8, "took-it-back")), None)
    if takes_back is None or takes_back.first < match.last:
        return False
    if s.words[takes_back.first] in ("false", "falsa"):
        return True
    return any(s.last_cue(index, "first-thought") for index, _ in s.back(match, 8))
