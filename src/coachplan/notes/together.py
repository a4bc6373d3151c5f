"""
What means more together than apart: a blow to the head and sleepy, a fever in a small baby, nothing drunk for hours.

It only adds: no sign is lowered here, and none is taken away. The rules and their numbers are our own, after what
parents are commonly asked to call for, and are to be signed off by a clinician. Refuses to know what is done about it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import field, frozen

from coachplan.model.evidence import Mention
from coachplan.model.flags import SOUNDING, URGENCIES, Urgency
from coachplan.notes.amounts import Amount, AmountKind
from coachplan.notes.language_files import words_of
from coachplan.notes.meant import Doubts, Meant
from coachplan.notes.tokens import COMMA, STOP, Words

__all__ = ["BESIDE", "HARDER", "RULES", "Number", "Rule", "heard_beside", "heard_together"]

#: What belongs together stands within so many words, how often within fewer; and of a longer piece so many are quoted.
_WITHIN, _TIMES, _QUOTED = 40, 8, 30
#: What belongs together only where one is told right after the other: who went away, and who had a knife.
_NEXT = 3
#: A child's first months, in days: a fever then is an emergency.
_SMALL = 90
_DAY, _MONTH = 24.0, 30.4


@frozen
class Number:
    """
    An amount of one kind that a rule needs: as much as *least*, and less than *below*.
    """

    kind: AmountKind
    least: float = 0.0
    below: float = float("inf")

    def fits(self, amount: Amount) -> bool:
        """
        Say whether an amount is one.
        """
        return amount.kind == self.kind and self.least <= amount.value < self.below


@frozen
class Rule:
    """
    So urgent where one of each of *needs* stands in a note, near to one another: no more than *within* words apart. A
    need is several things seen, by the names of their lists, or numbers, any of which is enough.
    """

    urgency: Urgency
    needs: tuple[tuple[str | Number, ...], ...] = field(converter=tuple[tuple["str | Number", ...], ...])
    within: int = _WITHIN

    @cached_property
    def kinds(self) -> tuple[frozenset[str], ...]:
        """
        For each need, the names of the lists and the kinds of the amounts that can be it.
        """
        return tuple(frozenset(each.kind if isinstance(each, Number) else each for each in need) for need in self.needs)


#: What raises a sign of the lists by one: it came suddenly, or is worse than ever.
HARDER = ("suddenly", "worse")

_FEVER: tuple[str | Number, ...] = ("fever", Number("temperature", 38.0, 43.0))

RULES: tuple[Rule, ...] = (
    Rule("now", (_FEVER, (Number("age", 0, _SMALL),))),
    Rule("now", (_FEVER, ("stiff-neck",))),
    Rule("now", (("head-hit",), ("changed", "vomited"))),
    Rule("now", (("nothing-drunk", "dry", "vomited"), ("dried-out",))),
    Rule("now", (("nothing-drunk", "dry"), (Number("duration", 6, 120),), ("changed",))),
    Rule("now", (("fled",), ("armed",)), _NEXT),
    Rule("now", (("stays-under-glass",),)),
    Rule("now", (_FEVER, ("purple-spots",)), _TIMES),
    Rule("today", ((Number("temperature", 40.0, 43.0),),)),
    Rule("today", (("wandered", "missed-medicine", "drugged", "in-nose-or-ear"),)),
    Rule("today", (_FEVER, (Number("duration", 3 * _DAY, 30 * _DAY),))),
    Rule("today", (_FEVER, ("wound",))),
    Rule("today", (("headache",), ("vomited",)), _NEXT),
    Rule("today", (_FEVER, ("nothing-drunk", "drinks-little"))),
    Rule("today", (("vomited",), (Number("times", 3),))),
    Rule("today", (("nothing-drunk", "dry"), (Number("duration", 8, 5 * _DAY),))),
    Rule("today", (("choked",), (Number("times", 3),))),
    Rule("today", (("sleepless",), (Number("duration", 2 * _DAY, 60 * _DAY),))),
    Rule("soon", (("fell",), (Number("times", 3),))),
    Rule("soon", (("meal",), (Number("duration", 0.66, 4),))),
    Rule("soon", (("stool",), (Number("duration", 4 * _DAY, 60 * _DAY),))),
    Rule("soon", (("voice",), (Number("duration", 14 * _DAY, 400 * _DAY),))),
)


#: What a flag may name that makes it worse wherever it stands in the notes of a day. Other things seen mean nothing
#: without what stands near them: who is sleepy at night is well.
BESIDE = frozenset("choked dried-out dry fever head-hit nothing-drunk stiff-neck vomited wound".split())


def heard_beside(meant: Iterable[Meant], amounts: Iterable[Amount], doubts: Doubts) -> tuple[str, ...]:
    """
    Return what is heard in a note that makes another sign worse, by the names of `BESIDE`: nothing that may be long
    ago, or somebody else's.
    """
    found = {one.name for one in meant if one.name in BESIDE and not one.doubt}
    hot = (each for each in amounts if any(isinstance(need, Number) and need.fits(each) for need in _FEVER))
    return tuple(sorted(found | {"fever" for each in hot if not doubts.of(each.first, each.last)}))


def heard_together(
    cutting: Words,
    meant: Iterable[Meant],
    amounts: Iterable[Amount],
    doubts: Doubts,
    mentions: Sequence[Mention],
    age_months: float | None = None,
    *,
    alarmed: bool = True,
    grave: bool = True,
) -> tuple[Mention, ...]:
    """
    Return what is heard only together, the most urgent of it: nothing where *mentions* say something as urgent already.

    *age_months* is the child's own age, where it is known. What makes a piece doubtful counts unless the second reader
    is *alarmed*, too; and only where the note sounds *grave* to it, a sign of today that came suddenly is one of now.
    """
    said = [URGENCIES.index(one.urgency) for one in mentions if one.urgency in URGENCIES]
    loudest = min(said, default=len(URGENCIES))
    seen = _seen(cutting, meant, amounts, doubts, age_months, alarmed=alarmed)
    if not any(piece.is_written for piece in seen):
        return ()
    kinds = {piece.what.kind if isinstance(piece.what, Amount) else piece.what for piece in seen}
    for rule in RULES:
        if URGENCIES.index(rule.urgency) >= loudest:
            break
        if any(kinds.isdisjoint(need) for need in rule.kinds):
            continue
        found = _nearest(list(_needed(rule, seen)), cutting, rule.within)
        if found:
            return (_mention(rule.urgency, found, cutting),)
    return tuple(_raised(cutting, seen, mentions, loudest)) if grave or loudest > 1 else ()


@frozen(order=True)
class _Piece:
    """
    Something seen, by the name of its list, or a number: from which word up to which. The child's own age has no words.
    """

    first: int
    last: int
    what: str | Amount = field(order=False)

    @property
    def is_written(self) -> bool:
        return self.first >= 0


def _needed(rule: Rule, seen: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """
    Yield what was seen for each need of a rule; nothing more after a need for which there is nothing.
    """
    for need in rule.needs:
        found = sorted(piece for one in need for piece in seen if _is(one, piece))
        yield found
        if not found:
            return


def _is(need: str | Number, piece: _Piece) -> bool:
    if isinstance(need, str):
        return piece.what == need
    return isinstance(piece.what, Amount) and need.fits(piece.what)


def _seen(
    cutting: Words,
    meant: Iterable[Meant],
    amounts: Iterable[Amount],
    doubts: Doubts,
    age_months: float | None,
    *,
    alarmed: bool,
) -> list[_Piece]:
    """
    Return all that a note has which a rule may need, but for what is of another time or of somebody else.
    """
    # Of so small a baby a fever counts whatever else its sentence speaks of.
    alarmed = alarmed or (age_months is not None and age_months * _MONTH < _SMALL)
    found = [_Piece(one.first, one.last, one.name) for one in meant if alarmed or not one.doubt]
    for amount in amounts:
        if amount.kind == "age" and _is_back(cutting, amount, age_months):
            continue
        if amount.kind == "temperature" and not alarmed and doubts.of(amount.first, amount.last):
            continue
        found.append(_Piece(amount.first, amount.last, amount))
    if age_months is not None:
        found.append(_Piece(-1, -1, Amount("age", age_months * _MONTH, -1, -1)))
    return found


def _is_back(cutting: Words, age: Amount, age_months: float | None) -> bool:
    """
    Say whether an age is told of long ago: "when she was 7 weeks"; and of an older child any that is not said outright.
    """
    words = cutting.words
    begin = max(0, age.first - _TIMES)
    while begin < age.first and max(cutting.breaks[begin + 1 : age.first + 1], default=0) >= STOP:
        begin += 1
    before = words[begin : age.first]
    if not words_of("amounts", "back").isdisjoint(before):
        return True
    outright = {*before[-2:], *words[age.last : age.last + 1]} & words_of("amounts", "outright")
    return age_months is not None and age_months * _MONTH >= 2 * _SMALL and not outright


def _nearest(needs: Sequence[Sequence[_Piece]], cutting: Words, most: int) -> tuple[_Piece, ...]:
    """
    Return one piece of each need, near to one another; nothing where there are none. The same words are not two things.
    """
    for one in needs[0]:
        others = [_beside(one, needed, cutting, most) for needed in needs[1:]]
        if None not in others:
            return (one, *(other for other in others if other is not None))
    return ()


def _beside(one: _Piece, needed: Sequence[_Piece], cutting: Words, most: int) -> _Piece | None:
    at = bisect_left(needed, one)
    near = [*needed[max(0, at - 2) : at + 3], *(piece for piece in needed[:1] if not piece.is_written)]
    apart = [piece for piece in near if isinstance(piece.what, Amount) or not _overlap(piece, one)]
    close = [piece for piece in apart if _belong(one, piece, cutting, most)]
    return min(close, key=lambda piece: abs(piece.first - one.first), default=None)


def _overlap(one: _Piece, other: _Piece) -> bool:
    return one.first < other.last and other.first < one.last


def _belong(one: _Piece, other: _Piece, cutting: Words, most: int) -> bool:
    """
    Say whether two pieces stand near, by *most* words: how often and how long in one sentence, or at its very end.
    """
    if not other.is_written or not one.is_written:
        return True
    first, last = sorted((one, other))
    gap = last.first - first.last
    kinds = {piece.what.kind for piece in (one, other) if isinstance(piece.what, Amount)}
    within = _TIMES if "times" in kinds else most
    joined = max(cutting.breaks[first.last : last.first + 1], default=0) < STOP
    return gap <= within and (joined or gap <= 1 or not kinds & {"times", "duration"})


def _raised(cutting: Words, seen: Iterable[_Piece], mentions: Iterable[Mention], loudest: int) -> Iterator[Mention]:
    """
    Yield the most urgent sign of the lists that is sudden, or worse than ever, in its own sentence: one level up. Where
    the sign's own words say so, its list knew it.
    """
    hard = [piece for piece in seen if piece.what in HARDER]
    if not hard or not loudest or loudest >= len(URGENCIES):
        return
    for one in mentions:
        if one.source == "word-list" and one.urgency == URGENCIES[loudest]:
            first = max(0, bisect_right(cutting.starts, one.start) - 1)
            sign = _Piece(first, max(first + 1, bisect_left(cutting.starts, one.start + len(one.words))), one.flag)
            near = [piece for piece in hard if _is_one_statement(cutting, sign, piece)]
            if near:
                yield _mention(URGENCIES[loudest - 1], (sign, near[0]), cutting)
                return


def _is_one_statement(cutting: Words, sign: _Piece, other: _Piece) -> bool:
    first, last = sorted((sign, other))
    if last.first < first.last or last.first - first.last > _TIMES:
        return False
    pauses = [
        pause
        for index, pause in enumerate(cutting.breaks[first.last : last.first + 1], start=first.last)
        if cutting.words[index] not in ("and", "y", "e")  # a comma before these joins
    ]
    return max(pauses, default=0) < COMMA


def _mention(urgency: Urgency, pieces: Iterable[_Piece], cutting: Words) -> Mention:
    written = sorted(piece for piece in pieces if piece.is_written)
    first, last = written[0].first, max(piece.last for piece in written)
    start, words = cutting.written(first, min(last, first + _QUOTED))
    return Mention(
        words=words,
        kind="affirmed",
        flag=SOUNDING[urgency],
        urgency=urgency,
        start=start,
        source="together",
        weighed=[cutting.written(piece.first, piece.last)[1] for piece in written],
    )
