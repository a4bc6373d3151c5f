"""
Counts as families write them in a sentence: "4 of 5", "3/5", "twice out of five", "cuatro de cinco".

Knows numbers and what is no count of tries: days, minutes, a date, a half. Refuses to know what was tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from coachplan.notes.language_files import tables, words_of
from coachplan.notes.tokens import COMMA, Words

__all__ = ["Counted", "counts_in", "number_of", "numbers"]

#: More tries than this a family does not count in one sentence.
_MOST = 100
#: A stroke after these is a part of a whole: "1/2 a banana". So is every "3/4", where nobody could say which it is.
_PARTS = frozenset([(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)])
#: So many words of the same clause on either side say what was counted.
_BESIDE = 5


@frozen
class Counted:
    """
    *successes* of *tries*, from which word up to which.
    """

    successes: int
    tries: int
    first: int
    last: int


@cache
def numbers() -> Mapping[str, int]:
    """
    Return the words that are numbers.
    """
    return {word: number for table in tables("counting") for word, number in table["numbers"].items()}


@cache
def _between() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for table in tables("counting") for phrase in table["between"])


def _counting(name: str) -> frozenset[str]:
    return words_of("counting", name)


def number_of(word: str) -> int | None:
    """
    Return the whole number that a word is, in digits or in letters; None where it is none.
    """
    return int(word) if word.isascii() and word.isdigit() and len(word) < 7 else numbers().get(word)


def counts_in(cutting: Words) -> Iterator[Counted]:
    """
    Yield every count of successes in tries, in the order written. What may be a date, a time or a share is none.
    """
    words, breaks = cutting.words, cutting.breaks
    done, named = 0, numbers()
    if named.keys().isdisjoint(words) and not any(map(str.isdigit, words)):
        return
    for first, word in enumerate(words):
        if word not in named and not word.isdigit():
            continue
        if first < done or (successes := number_of(word)) is None:
            continue
        middle = first + 1
        if words[middle : middle + 1] and words[middle] in _counting("tries"):
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
        if tuple(words[at : at + length]) in _between():
            return at + length, False
    return 0, False


def _is_count(cutting: Words, successes: int, tries: int, *, first: int, last: int, stroke: bool) -> bool:
    words, text = cutting.words, cutting.text
    if not 2 <= tries <= _MOST or successes > tries or (stroke and (successes, tries) in _PARTS):
        return False
    # "4/5/26", "1:2/3", "day 8 of 14", "on 3/5", and what is counted is no try: "four of seven nights".
    start, end = cutting.starts[first], cutting.ends[last]
    if text[max(0, start - 1) : start] in tuple("/:.-+$\u20ac\u00a3") or text[end : end + 1] in tuple("/:%"):
        return False
    if text[end : end + 1] in tuple(".,") and text[end + 1 : end + 2].isdigit():
        return False
    before = words[first - 1] if first else ""
    if before in _counting("before") or (stroke and before in _counting("before-a-date")):
        return False
    after = words[last + 1 : last + 3]
    if not _counting("other").isdisjoint(after) or (stroke and not _counting("after-a-share").isdisjoint(after[:1])):
        return False
    return not _is_of_something_bad(cutting, first, last)


def _is_of_something_bad(cutting: Words, first: int, last: int) -> bool:
    """
    Say whether it is tears or slips that were counted, or what was not done: "cried 3 of 3", "4 of 5 wrong".
    """
    words, breaks, bad, without = cutting.words, cutting.breaks, _counting("bad"), _counting("without")
    begin, end = first, last + 1
    while begin > max(0, first - _BESIDE) and breaks[begin] < COMMA:
        begin -= 1
    while end < min(len(words), last + 1 + _BESIDE) and breaks[end] < COMMA:
        end += 1
    if not _counting("denied").isdisjoint(words[begin:first]):
        return True
    # "4 of 5, no crying" is a count of what went well.
    near = (*range(begin, first), *range(last + 1, end))
    return any(words[index] in bad and words[max(0, index - 1)] not in without for index in near)
