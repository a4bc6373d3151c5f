"""
What means more together than apart: a blow to the head and sleepy, a fever in a small baby, nothing drunk for hours.

It only adds: no sign is lowered here, and none is taken away. The rules follow what clinicians ask parents to call for
(see *sources* in docs/explanation/notes.md); each says in its own words what it takes. Refuses to know what is done.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from coachplan.model.evidence import Mention
from coachplan.model.flags import SOUNDING, URGENCIES, Urgency
from coachplan.notes.amounts import Amount, AmountKind, amounts_in
from coachplan.notes.meant import Meant, doubt_of
from coachplan.notes.tokens import STOP, Words

__all__ = ["HARDER", "RULES", "Number", "Rule", "heard_together"]

#: What belongs together stands within so many words, how often within fewer; and of a longer piece so many are quoted.
_WITHIN, _TIMES, _QUOTED = 40, 8, 30
#: Stands for a word that is to be none: no list has it.
_NOTHING = "#"
#: Beside an age these tell of another time: "when she was 7 weeks".
_BACK = frozenset("was were had when back remember cuando tuvo tenia era estaba".split())
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
    So urgent where one of each of *needs* stands in a note, near to one another. A need is several things seen, by the
    names of their lists, or numbers, any of which is enough.
    """

    urgency: Urgency
    needs: tuple[tuple[str | Number, ...], ...] = field(converter=tuple[tuple["str | Number", ...], ...])


#: What raises a sign of the lists by one: it came suddenly, or is worse than ever.
HARDER = ("suddenly", "worse")

_FEVER: tuple[str | Number, ...] = ("fever", Number("temperature", 38.0, 43.0))

RULES: tuple[Rule, ...] = (
    Rule("now", (_FEVER, (Number("age", 0, _SMALL),))),
    Rule("now", (("head-hit",), ("changed", "vomited"))),
    Rule("now", (("nothing-drunk", "dry", "vomited"), ("dried-out",))),
    Rule("now", (("nothing-drunk", "dry"), (Number("duration", 6, 120),), ("changed",))),
    Rule("today", ((Number("temperature", 40.0, 43.0),),)),
    Rule("today", (_FEVER, (Number("duration", 3 * _DAY, 30 * _DAY),))),
    Rule("today", (("vomited",), (Number("times", 3),))),
    Rule("today", (("nothing-drunk", "dry"), (Number("duration", 8, 5 * _DAY),))),
    Rule("today", (("choked",), (Number("times", 3),))),
    Rule("today", (("sleepless",), (Number("duration", 2 * _DAY, 60 * _DAY),))),
    Rule("soon", (("fell",), (Number("times", 3),))),
    Rule("soon", (("meal",), (Number("duration", 0.66, 4),))),
    Rule("soon", (("stool",), (Number("duration", 4 * _DAY, 60 * _DAY),))),
    Rule("soon", (("voice",), (Number("duration", 14 * _DAY, 400 * _DAY),))),
)


def heard_together(
    cutting: Words,
    meant: Iterable[Meant],
    mentions: Iterable[Mention],
    age_months: float | None = None,
    *,
    grave: bool = False,
) -> tuple[Mention, ...]:
    """
    Return what is heard only together, the most urgent of it: nothing where *mentions* say something as urgent already.

    *age_months* is the child's age, where it is known: it counts where the note tells none. *grave* where it sounds
    like an emergency to the second reader: only then is a sign of today that came suddenly one of now.
    """
    seen: dict[str, list[_Piece]] = {}
    mentions = tuple(mentions)
    amounts = tuple(amounts_in(cutting))
    timeless = _without_ages(cutting, amounts)
    for one in meant:
        doubt = one.doubt and doubt_of(timeless, one.first, one.last)
        seen.setdefault(one.name, []).append(_Piece(one.first, one.last, doubt))
    said = [URGENCIES.index(one.urgency) for one in mentions if one.urgency in URGENCIES]
    loudest = min(said, default=len(URGENCIES))
    for rule in RULES:
        if URGENCIES.index(rule.urgency) >= loudest:
            break
        candidates = [_candidates(need, timeless, seen, amounts, age_months) for need in rule.needs]
        found = _nearest(candidates) if all(candidates) else None
        if found is not None:
            return (_mention(rule.urgency, found, cutting),)
    return tuple(_raised(cutting, seen, mentions, loudest)) if grave or loudest > 1 else ()


def _raised(
    cutting: Words, seen: Mapping[str, Sequence[_Piece]], mentions: Iterable[Mention], loudest: int
) -> Iterator[Mention]:
    """
    Yield the most urgent sign of the lists that is sudden, or worse than ever, in its own sentence: one level up. Where
    the sign's own words say so, its list knew it.
    """
    hard = [piece for name in HARDER for piece in seen.get(name, ()) if not piece.doubt]
    if not hard or not loudest or loudest >= len(URGENCIES):
        return
    for one in mentions:
        if one.source == "word-list" and one.urgency == URGENCIES[loudest]:
            first = max(0, bisect_right(cutting.starts, one.start) - 1)
            last = max(first + 1, bisect_left(cutting.starts, one.start + len(one.words)))
            near = [
                piece
                for piece in hard
                if _is_one_sentence(cutting, first, piece.first) and not first <= piece.first < last
            ]
            if near:
                yield _mention(URGENCIES[loudest - 1], (_Piece(first, last), near[0]), cutting)
                return


def _is_one_sentence(cutting: Words, one: int, other: int) -> bool:
    first, last = sorted((one, other))
    return last - first <= _WITHIN and max(cutting.breaks[first + 1 : last + 1], default=0) < STOP


@frozen(order=True)
class _Piece:
    """
    Something seen, or a number: from which word up to which, and the words that make it doubtful. What is *known* and
    not written (the child's own age) has no words.
    """

    first: int
    last: int
    doubt: str = ""
    known: bool = False
    within: int = _WITHIN


def _candidates(
    need: Sequence[str | Number],
    cutting: Words,
    seen: Mapping[str, Sequence[_Piece]],
    amounts: Iterable[Amount],
    age_months: float | None,
) -> list[_Piece]:
    found: list[_Piece] = []
    for one in need:
        if isinstance(one, str):
            found += seen.get(one, ())
            continue
        ages = one.kind == "age"
        for amount in amounts:
            if one.fits(amount):
                found.append(_number_piece(amount, cutting, age_months))
        told = any(amount.kind == "age" for amount in amounts)
        if ages and age_months is not None and not told and one.least <= age_months * _MONTH < one.below:
            found.append(_Piece(0, 0, known=True))
    return sorted(found)


def _number_piece(amount: Amount, cutting: Words, age_months: float | None) -> _Piece:
    first, last = amount.first, amount.last
    if amount.kind == "temperature":
        return _Piece(first, last, doubt_of(cutting, first, last))
    if amount.kind != "age":
        return _Piece(first, last, within=_TIMES if amount.kind == "times" else _WITHIN)
    before = cutting.words[max(0, first - 8) : first]
    back = next((word for word in before if word in _BACK), "")
    # "At 7 weeks", of a child of four, is long ago.
    if not back and before[-1:] == ["at"] and age_months is not None and age_months * _MONTH >= 2 * _SMALL:
        back = "at"
    return _Piece(first, last, back or doubt_of(cutting, first, last))


def _without_ages(cutting: Words, amounts: Iterable[Amount]) -> Words:
    """
    Return the words with every age as none: it is what a fever is held against, and no ground to doubt that it is now.
    """
    words = list(cutting.words)
    for amount in amounts:
        if amount.kind == "age":
            # "bebé de 5 semanas" is how old, and no "de bebé".
            first = amount.first - (amount.first > 0 and words[amount.first - 1] == "de")
            words[first : amount.last] = [_NOTHING] * (amount.last - first)
    return evolve(cutting, words=words)


def _nearest(candidates: Sequence[Sequence[_Piece]]) -> tuple[_Piece, ...] | None:
    """
    Return one piece of each need, near to one another, none of them doubtful; None where there are none.
    """
    for one in candidates[0]:
        others = [_beside(one, needed) for needed in candidates[1:]]
        taken = (one, *(other for other in others if other is not None))
        if None not in others and not any(piece.doubt for piece in taken):
            return taken
    return None


def _beside(one: _Piece, needed: Sequence[_Piece]) -> _Piece | None:
    at = bisect_left(needed, one)
    near = [piece for piece in needed[max(0, at - 1) : at + 2] if piece != one]
    near += [piece for piece in needed[:1] if piece.known]
    close = [piece for piece in near if piece.known or abs(piece.first - one.first) <= piece.within]
    return min(close, key=lambda piece: (bool(piece.doubt), abs(piece.first - one.first)), default=None)


def _mention(urgency: Urgency, pieces: Sequence[_Piece], cutting: Words) -> Mention:
    written = sorted(piece for piece in pieces if not piece.known)
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
