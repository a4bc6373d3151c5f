"""
Whom it happened to: somebody else, somebody in a story, or the writer.

What is done to the child is the child's, whoever did it.
"""

from __future__ import annotations

from itertools import pairwise

from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Match
from coachplan.notes.reach import opens_with_theirs

__all__ = ["somebody_else"]


def somebody_else(s: Sentence, match: Match, urgency: str | None) -> bool:
    """
    Say whether it is not about the child. *urgency* is that of the sign.
    """
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
            if opens_with_theirs(s, index):
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
