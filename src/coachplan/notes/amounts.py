"""
Numbers in a note: temperatures, ages, how long and how often, in one unit each, wherever in a sentence they stand.

Knows how people write them, in figures and in words. Refuses to know what any of them makes of a sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from attrs import frozen

from coachplan.base.kept_a_while import kept_a_while
from coachplan.notes.counted import number_of, numbers
from coachplan.notes.language_files import tables, words_of
from coachplan.notes.tokens import STOP, Words

__all__ = ["Amount", "AmountKind", "amounts_in"]

AmountKind = Literal["temperature", "age", "duration", "times"]

#: Between these a number may be the temperature of a child, in degrees Celsius and in Fahrenheit.
_CELSIUS, _FAHRENHEIT = (35.0, 43.0), (95.0, 109.0)
#: "39C", "7wk": a number with its unit on it.
_ATTACHED = re.compile(r"(\d{1,4})([a-z]{1,4})")
#: Short units that are of an age only before "old", in hours.
_SHORT = {"w": 168.0, "m": 730.0, "d": 24.0, "wo": 168.0, "mo": 730.0}
#: How far from a whole number a word of warmth may stand for it to be a temperature.
_NEAR = 4
#: Of so many words it is remembered whether an amount may begin with them.
_WORDS_KEPT = 4096


@frozen
class Amount:
    """
    A number with its meaning, from which word up to which: a temperature in degrees Celsius, an age in days, a duration
    in hours, or how many times.
    """

    kind: AmountKind
    value: float
    first: int
    last: int


def _amounts(name: str) -> frozenset[str]:
    return words_of("amounts", name)


@cache
def _hours() -> Mapping[str, float]:
    found = tables("amounts")
    return {word: hours for table in found for words, hours in table["hours"].items() for word in words.split()}


@cache
def _spans() -> Mapping[str, Sequence[tuple[tuple[str, ...], float]]]:
    spans: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for table in tables("amounts"):
        for phrase, hours in table["spans"].items():
            words = tuple(phrase.split())
            spans.setdefault(words[0], []).append((words, hours))
    return spans


@cache
def _ordinals() -> Mapping[str, int]:
    return {word: number for table in tables("amounts") for word, number in table["ordinals"].items()}


@cache
def _openers() -> frozenset[str]:
    """
    Return the words without a figure with which an amount may begin.
    """
    return frozenset({*_spans(), *_ordinals(), *_amounts("half"), *_amounts("newborn"), *numbers()})


@kept_a_while(_WORDS_KEPT)
def _may_begin(word: str) -> bool:
    """
    Say whether an amount may begin with a word.
    """
    return word in _openers() or word[0].isdigit() or word[-1].isdigit()


def amounts_in(cutting: Words) -> Iterator[Amount]:
    """
    Yield every amount that a text names, in the order written. One number can be a duration and an age: both are named,
    where the words around say neither.
    """
    words = cutting.words
    for first, word in enumerate(words):
        if not _may_begin(word):
            continue
        value, last = _number(cutting, first)
        if value is not None:
            yield from _measured(cutting, value, first, last)
        yield from _named(words, first, word)


def _number(cutting: Words, first: int) -> tuple[float | None, int]:
    """
    Return the number that begins at a word, with one decimal place, and the word after it.
    """
    words = cutting.words
    whole = number_of(words[first])
    if whole is None and (attached := _ATTACHED.fullmatch(words[first])):
        whole = number_of(attached[1])
    if whole is None:
        alone = words[first] in _amounts("half") and words[first - 1 : first] not in (["a"], ["y"])
        return (0.5, first + 1) if alone else (None, first)
    if first and cutting.text[cutting.ends[first - 1] : cutting.starts[first]] == "/":
        return None, first  # the lower part of "5 1/2"
    if first + 1 < len(words) and cutting.ends[first] < len(cutting.text):
        between = cutting.text[cutting.ends[first] : cutting.starts[first + 1]]
        tenths = (_ATTACHED.fullmatch(words[first + 1]) or [None, words[first + 1]])[1] or ""
        if between in (".", ",") and len(tenths) == 1 and tenths.isdigit():
            return whole + int(tenths) / 10, first + 2
    return float(whole), first + 1


def _measured(cutting: Words, value: float, first: int, last: int) -> Iterator[Amount]:
    words, hours = cutting.words, _hours()
    attached = _ATTACHED.fullmatch(words[last - 1])
    unit = attached[2] if attached else ""
    if unit in hours or (unit in _SHORT and words[last : last + 1] == ["old"]):
        yield from _time(words, value * hours.get(unit, _SHORT.get(unit, 0)), first, last)
        return
    after = words[last] if last < len(words) and cutting.breaks[last] < STOP else ""
    if after in _amounts("times"):
        yield Amount("times", value, first, last + 1)
    elif after in hours and words[first] != "once":  # eleven in Spanish, once in English
        yield from _time(words, value * hours[after], first, last + 1)
    elif after not in _amounts("other-units") and (warm := _warmth(cutting, value, first, last)) is not None:
        yield Amount("temperature", warm, first, last)


def _time(words: Sequence[str], hours: float, first: int, last: int) -> Iterator[Amount]:
    """
    Yield an age where words say so, a duration where they say so, else both: "7 weeks". Nights and hours are no age.
    """
    if any(word in _hours() for word in words[max(0, first - 2) : first]):
        return  # "9 months and 2 weeks": the longer one is said already
    before, after = {*words[max(0, first - 2) : first]}, {*words[last : last + 1]}
    unit = words[last - 1]
    born = not _amounts("born").isdisjoint(words[max(0, first - 3) : first])
    is_long = bool(_amounts("not-age") & (before | after)) and not born
    is_age = bool(_amounts("old") & after) or born or (bool(_amounts("of-age") & before) and not is_long)
    if words[first - 1 : first] == ["de"] and not _amounts("baby").isdisjoint(words[max(0, first - 2) : first]):
        is_age = True  # "bebé de 5 semanas"
    may_be = unit not in _amounts("never-age") and (is_age or (not is_long and unit not in _amounts("days")))
    if may_be:
        yield Amount("age", hours / 24, first, last)
    if is_long or not is_age or not may_be:
        yield Amount("duration", hours, first, last)


def _warmth(cutting: Words, value: float, first: int, last: int) -> float | None:
    words = cutting.words
    text, start, end = cutting.text, cutting.starts[first], cutting.ends[last - 1]
    if text[max(0, start - 1) : start] in tuple(":/-") or text[end : end + 1] in tuple(":/%"):
        return None  # a time of day, a share
    around = words[max(0, first - _NEAR) : last + _NEAR]
    attached = _ATTACHED.fullmatch(words[last - 1])
    unit = attached[2] if attached else "".join(words[last : last + 1])
    degrees = text[end : end + 2].strip()[:1] == "\u00b0" or unit in ("c", "f")
    near, exact = _amounts("warm").intersection(around), last - first == 2
    if not _amounts("things").isdisjoint(around) or not (near or degrees or exact):
        return None
    if _CELSIUS[0] <= value <= _CELSIUS[1]:
        return value
    if _FAHRENHEIT[0] <= value <= _FAHRENHEIT[1] and (near or degrees or words[last - 1].endswith("f")):
        return round((value - 32) / 1.8, 1)
    return None


def _named(words: Sequence[str], first: int, word: str) -> Iterator[Amount]:
    """
    Yield what is an amount without a number: "since last night", "third time", "newborn", "x4".
    """
    for phrase, hours in _spans().get(word, ()):
        if tuple(words[first : first + len(phrase)]) == phrase:
            yield Amount("duration", hours, first, first + len(phrase))
            break
    which = _ordinals().get(word)
    if which is not None and _amounts("times").intersection(words[first + 1 : first + 2]):
        yield Amount("times", float(which), first, first + 2)
    if word == "thrice":
        yield Amount("times", 3.0, first, first + 1)
    if word[:1] == "x" and word[1:].isdigit() and len(word) <= 3:
        yield Amount("times", float(word[1:]), first, first + 1)
    if word[-1:] == "x" and word[:-1].isdigit() and len(word) <= 3:
        yield Amount("times", float(word[:-1]), first, first + 1)
    if word in _amounts("newborn") and (word != "recien" or words[first + 1 : first + 2] in (["nacido"], ["nacida"])):
        yield Amount("age", 14.0, first, first + 1)
