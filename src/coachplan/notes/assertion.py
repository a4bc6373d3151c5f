"""
The rules of reading: how far a denial, a memory, a fear or somebody else reaches, and what each makes of a sign.

A short function for each kind of mention, all asked in turn of the same sentence. Refuses to know what any sign means,
and what is done about it. Where the rules disagree, the more urgent reading wins; only a plain negation is believed
against that. The kinds of rules (absence findings, false negations, near misses, scope, corrections, time, who and
what-if) follow NegEx (Chapman and others 2001) and ConText (Harkema and others 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from coachplan.model.evidence import MENTION_KINDS, MentionKind
from coachplan.model.flags import Urgency
from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.statements import begins
from coachplan.notes.tokens import COMMA, LINE

__all__ = ["KINDS", "assertion_of", "cue_behind"]

#: What a mention can be. Only `affirmed` fires.
KINDS = MENTION_KINDS


def _finite(s: Sentence, match: Match) -> bool:
    words = [s.words[index] for index in match.places]
    return any(
        word in s.known.finite or (word.endswith("ed") and word not in s.known.not_happened) for word in words[:3]
    )


# -- negation


def _denied(s: Sentence, match: Match, language: str) -> bool:
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
    if "and" in between and (strange or _finite(s, match)):
        return False
    thing = cue.kind == "denied-thing" or s.words[cue.first] == "no"
    if thing and (_finite(s, match) or any(word in s.known.common_verbs for word in between)):
        return listed and not any(word in s.known.common_verbs for word in between)
    if not thing and _finite(s, match) and not listed:
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


# -- time


def _past(s: Sentence, match: Match) -> bool:
    """
    Past is what is long ago or over. Days and weeks are not: nobody may have heard of it yet. What was lost stays lost.
    """
    if any(cue.kind == "lost-skill" for cue in s.touching(match)) and not _came_back(s, match):
        return False
    near = s.cues_near(match, *_NEAR, "past", "past-before", "recent")
    cues = [cue for cue in near if cue.last <= match.first or cue.first >= match.last]
    old = [cue for cue in cues if cue.kind != "recent" and _tells_time(s, cue, match)]
    if not old:
        return False
    nearest = min(_distance(cue, match) for cue in old)
    for cue in cues:
        if cue.kind != "recent" or any(cue.first in range(one.first, one.last) for one in old):
            continue
        later = cue.first >= match.last
        if later and _over(s, match, cue):
            continue
        if (later and s.joined(match.last, cue.first, COMMA)) or _distance(cue, match) <= nearest:
            return False
    # "since last year" and "for years now" go on until now
    return not all(s.known.since & {*s.words[max(0, cue.first - 1) : cue.first + 1]} for cue in old)


#: How far from a sign the words may stand that tell its time, or what it is: before it, and after.
_NEAR = (16, 14)


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
    if s.known.again & {*between, *now} or _compares(s, recent):
        return False  # "but never like today"
    if any(one == "not" and other in s.known.well for one, other in pairwise(between)):
        return False  # "but he is not ok now"
    if {"but", "pero"} & set(between) and s.known.over & set(between):
        return True
    if s.breaks[recent.first] != COMMA and s.breaks[recent.first - 1] != COMMA:
        return False
    return bool(s.known.well & now) and not s.known.denying_words & now


def _distance(cue: Cue, match: Match) -> int:
    return match.first - cue.last if cue.last <= match.first else cue.first - match.last


def _compares(s: Sentence, cue: Cue) -> bool:
    """
    "like the one last year", "same as when he was a baby": this tells what it was like, and not when it was.
    """
    before = list(s.words[: cue.first])
    while before and before[-1] not in s.known.compared:
        if before.pop() not in s.known.between_compared:
            return False
    return bool(before) and (before[-1] != "que" or "igual" in before)


def _tells_time(s: Sentence, cue: Cue, match: Match) -> bool:
    if _compares(s, cue):
        return False
    if cue.last <= match.first:
        words = s.words[cue.last : match.first]
        if s.known.is_so & {*words} or any(
            s.last_cue(index, "new-statement") for index in range(cue.last, match.first)
        ):
            return False  # "last year he had surgery and he is not breathing"
        if cue.kind == "past-before":
            # "used to sleep well he chokes", "used to sleep well and choked"
            strays = s.words[cue.first] == "used" and (s.known.subjects & {*words} or _finite(s, match))
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


# -- what-if


def _supposed(s: Sentence, match: Match, language: str) -> bool:
    first = s.words[match.first]
    happened = _finite(s, match) or (language == "es" and _preterite(s, match))
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
        states = _preterite(s, match) or s.known.states & {*s.words[index : match.first + 1]}
        if states and s.breaks[index] == COMMA and word not in ("and", "y"):
            return True
        opens = word in s.known.the_child or _opens_with_theirs(s, index)
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
        cue.first >= match.last and s.words[cue.first] != "again" and _compares(s, cue)
        for cue in s.cues_near(match, *_NEAR, "recent")
    )


def _opens_with_theirs(s: Sentence, index: int) -> bool:
    """
    Say whether a statement about the child's own begins here: "his lips are ...".
    """
    before = s.words[index - 1 : index]
    return (
        s.words[index] in ("his", "her") and not s.known.before_somebody & {*before} and begins(s.known, s.words, index)
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


def _preterite(s: Sentence, match: Match) -> bool:
    doing = next((s.words[index] for index in match.places if s.words[index] not in s.known.small_pronouns), "")
    return doing.endswith(("o", "ron")) and not doing.endswith(("ndo", "no"))


# -- who


def _somebody_else(s: Sentence, match: Match, urgency: str | None) -> bool:
    stories = (s.last_cue(index, "story", "in-a-story") for index, _ in s.back(match, 12))
    if any(cue and _tells_a_story(s, cue, match) for cue in stories) or _my_own(s, match, urgency):
        return True
    first, own = s.words[match.first], {s.words[index] for index in match.places}
    if s.known.me_or_us & own or s.known.at_us & {*s.words[match.last : match.last + 1]}:
        return False  # "my brother has a knife and threatens us"
    before = s.words[max(0, match.first - 2) : match.first]
    if s.known.done_to & {*before[-1:]} and "se" not in before:
        return False  # "mi mama le mete ...": done to the child
    if first in s.known.things_taken:
        return False  # "grandpa's pills are gone": whose they are is not who took them
    for index, comma in s.back(match, 7):
        word = s.words[index]
        cue = s.last_cue(index, "who", "teller", "new-statement")
        if cue is None:
            if s.known.linking.issuperset(s.words[index + 1 : match.first]) and _goes_on(s, index, urgency):
                continue
            if word == "they" and first.startswith("call") and any(s.last_cue(back, "who") for back in range(index)):
                return True  # "his classmate had ... and they called"
            if word in s.known.next or (
                word in s.known.own_child and s.known.before_the_child & {*s.words[max(0, index - 1) : index]}
            ):
                return False  # also "I have my baby choking here"
            if word in s.known.what_was_told and s.known.telling & {*s.words[:index]}:
                return False  # "I told my husband that ..."
            if _opens_with_theirs(s, index):
                return False  # "my sister is here his lips ..."
            continue
        if (word == "dio" and s.words[index - 1] == "le") or (cue.kind == "new-statement" and word in s.known.still):
            continue  # "a su primo le dio ..."
        if cue.kind != "who" or _is_among(s, cue, urgency):
            return False
        if first.startswith(s.known.touching) or s.words[match.last - 1] in s.known.them:
            return False  # "somebody touched her ...", "my brother shook him": done to the child
        before_who = {*s.words[max(0, cue.first - 1) : cue.first]}
        if "a" not in before_who and s.known.done_to & own and first != "se":
            return False  # "mi hermano le dio una patada": done to the child
        if first.startswith(s.known.forcing):
            return False  # "our nanny keeps shoveling it in": done to the child
        return not comma and not s.known.before_somebody & before_who
    return False


def _goes_on(s: Sentence, index: int, urgency: str | None) -> bool:
    """
    Say whether the same person goes on after this *and*: "fell and broke her hip", not "was feeding her and choked".

    Spanish need not name who comes next: after what was going on ("estaba y ..."), and where the sign is one of `now`,
    it is the child.
    """
    before = s.words[max(0, index - 4) : index]
    if s.words[index] == "y":
        return urgency != "now" and not any(word.endswith(s.known.was_doing) for word in before)
    return s.words[index] == "and" and not s.known.them & {*before[-1:]}


def _is_among(s: Sentence, cue: Cue, urgency: str | None) -> bool:
    """
    Say whether the child is one of those named: "he and his brother", and where it is urgent "the kids".
    """
    other = cue.first - 2
    if other >= 0 and s.words[other + 1] in ("and", "y"):
        opens = not other or s.breaks[other] or s.last_cue(other - 1, "new-statement")
        named = opens and s.words[cue.first] in s.known.his_or_her
        if (named or s.words[other] in s.known.among_them) and s.last_cue(other, "who", "story", "in-a-story") is None:
            return True
    first = cue.last - 1
    if (
        urgency != "now"
        or s.words[first] not in s.known.children
        or s.known.of_others & {*s.words[cue.last : cue.last + 1]}
    ):
        return False
    return s.words[max(0, first - 1)] in s.known.all_of_them


def _tells_a_story(s: Sentence, cue: Cue, match: Match) -> bool:
    """
    Say whether it is told: what is read or watched up to the next statement, "in the book ..." on to the next *he*.
    """
    frame = cue.kind == "in-a-story"
    if frame and s.words[max(0, cue.first - 1)] in s.known.during:
        return False  # "despues del cuento"
    if not s.parted(cue.last - 1, match.first, frame=frame):
        return True
    if any(
        one in s.known.our and other in s.known.own_child for one, other in pairwise(s.words[cue.last : match.last])
    ):
        return False  # "in the book the wolf blew and my son ..."
    if not frame or s.known.no_tale & {*s.words[cue.last : match.first]}:
        return False
    return s.words[cue.first].startswith("de") or s.words[cue.last] in s.known.articles


def _my_own(s: Sentence, match: Match, urgency: str | None) -> bool:
    """
    "I choked", "I burned my hand", "yo estoy con tos": what the writer's own body does.
    """
    doers = (
        (s.words[index], comma)
        for index, comma in s.back(match, match.first)
        if s.words[index] not in s.known.said_of_oneself
    )
    if urgency is not None and s.words[match.first].startswith(s.known.own_signs) and next(doers, None) == ("i", False):
        return True
    if s.words[match.last - 1] == "breathe":
        words = [word for word in s.words[: match.last - 1] if word not in s.known.barely]
        if s.known.we & {*words[-2:-1]} and s.known.i_can.issuperset(words[-1:]):
            return True  # "I can't breathe with this child on my face"; "I can't make him breathe" is not that
    around = s.words[max(0, match.first - 4) : match.last + 3]
    held = s.known.held if urgency == "now" else s.known.held_in
    if {"i", "me"} & {*around} and not s.known.not_me & {*around}:
        for before, one, other in zip(("", *around), around, around[1:], strict=False):
            if one == "my" and other in s.known.own_parts and before not in held:
                return True  # but who is limp in my arms is the child
    back = {*s.words[max(0, match.first - 4) : match.first]}
    return "yo" in back and bool(s.known.i_have & back)


# -- not meant so


def _figurative(s: Sentence, match: Match) -> bool:
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


def assertion_of(s: Sentence, match: Match, *, language: str, urgency: Urgency | None) -> MentionKind:
    """
    Say how a sign is meant: one of `KINDS`. *language* is that of the phrase found.
    """
    if _figurative(s, match):
        return "figurative"
    if _somebody_else(s, match, urgency):
        return "somebody-else"
    if _denied(s, match, language):
        return "past" if any(s.cues_near(match, *_NEAR, "ever-since")) else "negated"
    if _past(s, match):
        return "past"
    return "what-if" if _supposed(s, match, language) else "affirmed"


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
    cues = list(s.cues_near(match, *_NEAR, *kinds))
    if not cues:
        return ""
    nearest = min(cues, key=lambda cue: (abs(_distance(cue, match)), cue.first - cue.last))
    return " ".join(s.words[nearest.first : nearest.last])
