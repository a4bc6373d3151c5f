"""
What is feared, asked about or only might be: "what if she chokes", "can too much swinging make them sick".

What has come true, or is so at this moment, is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.reach import NEAR, compares, finite, opens_with_theirs, preterite
from coachplan.notes.tokens import COMMA

__all__ = ["supposed"]


def supposed(s: Sentence, match: Match, language: str) -> bool:
    """
    Say whether it is only feared, asked about or supposed.
    """
    first = s.words[match.first]
    happened = finite(s, match) or (language == "es" and preterite(s, match))
    if any(cue.kind == "hazard" for cue in s.starting.get(match.last, ())) and not s.breaks[match.last]:
        return True
    if _came_true(s, match) or _now(s, match):
        return False
    if not happened and _asks(s, match):
        return True
    for index, comma in s.back(match, 11):
        word = s.words[index]
        cue = s.last_cue(index, "may-have", "unsure", "what-if", "if", "fear", "may", "advice", "new-statement")
        if cue is None:
            continue
        between = s.words[cue.last : match.first]
        subjects = [one for one in between if one in s.known.subjects]
        if cue.kind == "what-if":
            if word == "are" and (index or between):
                continue  # only "are seizures common", where it opens
            if word == "does" and happened:
                return False  # "what does it mean that he choked"
            return len(subjects) <= 2 and not _said_apart(s, cue, match) and not _like_lately(s, match)
        if cue.kind == "may-have" and s.words[index] == "have" and {*between[:1]} & {"a", "an", "another"}:
            return True  # "he might have another one"; "he might have choked" may well have happened
        if cue.kind == "may-have" or (cue.kind == "may" and cue.last == match.first and first in s.known.denying_words):
            return False  # "could not breathe" has happened
        if cue.kind == "unsure" and (happened or "be" in between or first.endswith(("ing", "ndo"))):
            return False
        if cue.kind == "if":
            if word == "si" and (index in s.accents or happened):
                return False
            if _like_lately(s, match):
                return False
            if between and between[0] in s.known.anyone and s.parted(cue.last + 1, match.first):
                return False  # "if anyone reads this, he ..."
            return not comma and len(subjects) <= 1 and len(between) <= 5 and not (happened and language != "en")
        if cue.kind == "advice":
            if word == "about" and _counts(s, s.words[index + 1 : index + 3]):
                continue
            apart = comma or s.parted(cue.last - 1, match.first, frame=True)
            if not apart and not (subjects and (happened or first.endswith("ing"))):
                return True
        elif cue.kind == "fear":
            apart = comma or s.parted(cue.last - 1, match.first, frame=True)
            if not apart and _feared(s, between, match, happened):
                return True
        elif cue.kind == "may":
            mine = any(s.words[one] in s.known.me for one in match.places)
            if not mine and not happened and s.known.after_may.issuperset(between) and not _always(s, match, cue):
                # "he might be choking", "this could be a seizure"
                subject = s.words[cue.first - 1] if cue.first else ""
                return not ("be" in between and (first.endswith("ing") or subject in ("it", "this", "that")))
        elif word in ("but", "pero", "then", "because", "porque"):
            return False
    return False


def _came_true(s: Sentence, match: Match) -> bool:
    """
    "I said he would choke and he did", but not "... and he did great".
    """
    return any(
        cue.kind == "came-true" and not s.known.went_well & {*s.words[cue.last : cue.last + 3]}
        for index in range(match.last, match.last + 8)
        for cue in s.starting.get(index, ())
    )


def _now(s: Sentence, match: Match) -> bool:
    """
    Say whether it is said to be so at this moment: "what if he is choking right now", but not "if he chokes now".
    """
    after = s.words[match.last : match.last + 2]
    now = after[:1] if after[:1] not in (("right",), ("just",)) else after[1:]
    return (
        bool(s.known.right_now & {*now})
        and bool(s.known.is_so & {*s.words[max(0, match.first - 3) : match.last]})
        and not s.breaks[match.last]
    )


def _counts(s: Sentence, words: Sequence[str]) -> bool:
    """
    "about ten tries", "about an hour": a quantity, and not what somebody thinks of.
    """
    return (
        words[0].isdigit()
        or words[0] in s.known.numbers
        or (words[0] in ("a", "an") and bool(s.known.amounts & {*words}))
    )


def _said_apart(s: Sentence, cue: Cue, match: Match) -> bool:
    """
    Say whether it is no part of the question: "should I call, he is blue", "what if he dies, he is not breathing".
    """
    asks_if = bool(s.known.whether & {*s.words[cue.first : cue.last]})
    for index in range(cue.last, match.first + 1):
        word, before = s.words[index], s.words[index - 1]
        if before in s.known.whether or word in s.known.whether:
            continue
        states = preterite(s, match) or s.known.states & {*s.words[index : match.first + 1]}
        if states and s.breaks[index] == COMMA and word not in ("and", "y"):
            return True
        opens = word in s.known.the_child or opens_with_theirs(s, index)
        if opens and not asks_if and (index > cue.last or before in s.known.asks_oneself):
            return True
        if word in s.known.the_child and before != "and" and s.words[index + 1] in s.known.is_or_can:
            return True
    return False


def _like_lately(s: Sentence, match: Match) -> bool:
    """
    Say whether it happened lately: "what if she stops breathing again like today".
    """
    return any(
        cue.first >= match.last and s.words[cue.first] != "again" and compares(s, cue)
        for cue in s.cues_near(match, *NEAR, "recent")
    )


def _asks(s: Sentence, match: Match) -> bool:
    """
    "Can too much swinging make them sick": a question that opens with what may be. "Can't ..." is none.
    """
    start = match.first
    while start and s.breaks[start] == 0 and match.first - start < 9:
        start -= 1
    if start == match.first or s.words[start] not in s.known.opens_a_question or s.words[start + 1] == "not":
        return False
    opens = s.words[start] in ("can", "could", "do", "does") and s.words[start + 1] not in s.known.opens_no_question
    if s.words[start + 1] not in s.known.asked_of and not opens:
        return False
    if s.words[start + 1] in ("i", "we", "you") and s.parted(start, match.first, frame=True):
        return False  # "do I call someone, his lips are blue"
    return not any(
        word in s.known.common_verbs or word in ("not", "hear", "see") for word in s.words[start + 1 : match.first]
    )


def _always(s: Sentence, match: Match, cue: Cue) -> bool:
    """
    "He will cough every time he drinks", "sometimes he will cough" is a habit, not a supposition.
    """
    if s.words[cue.first] not in ("will", "ll", "would"):
        return False
    before = s.words[max(0, cue.first - 6) : cue.first]
    if "i" in before:
        before = before[-2:]  # "I always think he will choke"
    return bool(s.known.habit & {*before, *s.words[cue.first : match.last + 6]})


def _feared(s: Sentence, between: Sequence[str], match: Match, happened: bool) -> bool:
    first = s.words[match.first]
    if "que" in between:
        return not happened and "haya" not in between
    if any(one in s.known.not_yet for one in between):
        return True
    return (
        not happened
        and not first.endswith("ing")
        and not s.known.the_child.isdisjoint(between)
        and not {"is", "has", "had", "was"} & {*between}
    )
