"""
Counts as families write them in a sentence: "4 of 5", "3/5", "twice out of five", "cuatro de cinco".

Knows numbers and what is no count of tries: days, minutes, a date, a half. Refuses to know what was tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from coachplan.notes.language_files import tables
from coachplan.notes.tokens import COMMA, Words

__all__ = ["Counted", "counts_in", "number_of", "numbers"]

#: More tries than this a family does not count in one sentence.
_MOST = 100
#: A stroke after these is a part of a whole: "1/2 a banana". So is every "3/4", where nobody could say which it is.
_PARTS = frozenset([(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)])

#: After a stroke these make it a share: "1/5 of the banana".
_SHARES = frozenset(("of", "cup", "cups", "spoon", "teaspoon", "tablespoon"))
#: So many words of the same clause on either side say what was counted.
_BESIDE = 5
_DENIED = frozenset(("not", "no", "never", "nunca"))
#: "4 of 5, no crying" is a count of what went well.
_WITHOUT = frozenset(("no", "without", "zero", "sin", "not", "never"))


@frozen
class Counted:
    """
    *successes* of *tries*, from which word up to which.
    """

    successes: int
    tries: int
    first: int
    last: int


@frozen(eq=False)
class _Words:
    numbers: Mapping[str, int]
    between: frozenset[tuple[str, ...]]
    tries: frozenset[str]
    other: frozenset[str]
    before: frozenset[str]
    bad: frozenset[str]


@cache
def _words() -> _Words:
    found = tables("counting")
    return _Words(
        numbers={word: number for table in found for word, number in table["numbers"].items()},
        between=frozenset(tuple(phrase.split()) for table in found for phrase in table["between"]),
        tries=frozenset(word for table in found for word in table["tries"].split()),
        other=frozenset(word for table in found for word in table["other"].split()),
        before=frozenset(word for table in found for word in table["before"].split()),
        bad=frozenset(word for table in found for word in table["bad"].split()),
    )


def numbers() -> Mapping[str, int]:
    """
    Return the words that are numbers.
    """
    return _words().numbers


def number_of(word: str) -> int | None:
    """
    Return the whole number that a word is, in digits or in letters; None where it is none.
    """
    return int(word) if word.isascii() and word.isdigit() and len(word) < 7 else _words().numbers.get(word)


def counts_in(cutting: Words) -> Iterator[Counted]:
    """
    Yield every count of successes in tries, in the order written. What may be a date, a time or a share is none.
    """
    words, breaks = cutting.words, cutting.breaks
    done = 0
    for first, word in enumerate(words):
        if first < done or (successes := number_of(word)) is None:
            continue
        middle = first + 1
        if words[middle : middle + 1] and words[middle] in _words().tries:
            middle += 1
        last, stroke = _after_of(cutting, middle)
        if not last or last >= len(words) or (tries := number_of(words[last])) is None:
            continue
        within = stroke or not any(pause >= COMMA for pause in breaks[first + 1 : last + 1])
        if within and _is_count(cutting, successes, tries, first=first, last=last, stroke=stroke):
            done = last + 1
            yield Counted(successes, tries, first, done)


def _after_of(cutting: Words, at: int) -> tuple[int, bool]:
    """
    Return the place after "of", "out of" or a stroke that stands at *at*, 0 where there is none; and whether it is a
    stroke.
    """
    words = cutting.words
    if at < len(words) and cutting.text[cutting.ends[at - 1] : cutting.starts[at]].strip() == "/":
        return at, True
    for length in (3, 2, 1):
        if tuple(words[at : at + length]) in _words().between:
            return at + length, False
    return 0, False


def _is_count(cutting: Words, successes: int, tries: int, *, first: int, last: int, stroke: bool) -> bool:
    known, words, text = _words(), cutting.words, cutting.text
    if not 2 <= tries <= _MOST or successes > tries or (stroke and (successes, tries) in _PARTS):
        return False
    # "4/5/26", "1:2/3", "day 8 of 14", "on 3/5", and what is counted is no try: "four of seven nights".
    start, end = cutting.starts[first], cutting.ends[last]
    if text[max(0, start - 1) : start] in tuple("/:.-+$\u20ac\u00a3") or text[end : end + 1] in tuple("/:%"):
        return False
    if text[end : end + 1] in tuple(".,") and text[end + 1 : end + 2].isdigit():
        return False
    before = words[first - 1] if first else ""
    if before in known.before or (stroke and before in ("on", "since", "until", "by", "el", "del", "desde", "hasta")):
        return False
    after = words[last + 1 : last + 3]
    if known.other.intersection(after) or (stroke and after[:1] and after[0] in _SHARES):
        return False
    return not _is_of_something_bad(cutting, first, last)


def _is_of_something_bad(cutting: Words, first: int, last: int) -> bool:
    """
    Say whether it is tears or slips that were counted, or what was not done: "cried 3 of 3", "4 of 5 wrong".
    """
    words, breaks, known = cutting.words, cutting.breaks, _words()
    begin, end = first, last + 1
    while begin > max(0, first - _BESIDE) and breaks[begin] < COMMA:
        begin -= 1
    while end < min(len(words), last + 1 + _BESIDE) and breaks[end] < COMMA:
        end += 1
    if not _DENIED.isdisjoint(words[begin:first]):
        return True
    near = (*range(begin, first), *range(last + 1, end))
    return any(words[index] in known.bad and words[max(0, index - 1)] not in _WITHOUT for index in near)
