"""
How words are written in a hurry: short forms, slips of voice typing and of tired fingers, letters drawn or left out.

Knows which word a written word may stand for. Refuses to know any phrase, and what a word means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from coachplan.base.kept_a_while import kept_a_while
from coachplan.notes.language_files import tables

__all__ = ["collapse_repeats", "correct", "dedupe_letters", "short_forms", "standing_for", "words_that_matter"]

#: Of so many words it is remembered what they may stand for: each word list asks the same of them.
_WORDS_KEPT = 4096

# -- how a word is compared


@cache
def short_forms() -> Mapping[str, tuple[str, ...]]:
    """
    Return the written words that stand for others.
    """
    with_not = (verb for table in tables("spelling") for verb in table.get("verbs-with-not", "").split())
    made = {f"{verb}nt": (verb, "not") for verb in with_not}
    for table in tables("short-forms"):
        made.update({written: tuple(meant.split()) for written, meant in table.items()})
    return made


@cache
def _with_verb() -> tuple[frozenset[str], Mapping[str, str]]:
    # Words that are written together with their verb, and what the end of such a word stands for.
    subjects = frozenset(word for table in tables("spelling") for word in table.get("subjects-with-verb", "").split())
    return subjects, {end: verb for table in tables("spelling") for end, verb in table.get("verb-ends", {}).items()}


_RUN = re.compile(r"(.)\1\1+")
_TWICE = re.compile(r"(.)\1+")


def standing_for(raw: str) -> tuple[str, ...]:
    """
    Return the words that one written word stands for: `didn't` is `did not`, `chocked` is `choked`.
    """
    head, quote, tail = raw.rpartition("'")
    if quote:
        subjects, ends = _with_verb()
        if head in subjects and tail in ends:
            return (head, ends[tail])
    bare = raw.replace("'", "")
    return short_forms().get(bare) or (bare,)


@kept_a_while(_WORDS_KEPT)
def dedupe_letters(word: str) -> str:
    """
    Return *word* with every doubled letter written once.
    """
    return _TWICE.sub(r"\1", word)


@kept_a_while(_WORDS_KEPT)
def collapse_repeats(word: str) -> tuple[tuple[str, ...], ...]:
    """
    Return what a word with a letter drawn out may stand for, as in `bluuue`: with the letter twice, then once.
    """
    if not _RUN.search(word):
        return ()
    shorter = (_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word))
    return tuple(standing_for(one) for one in shorter if one != word)


# -- slips


@cache
def words_that_matter() -> tuple[str, ...]:
    """
    Return the words that are often misspelt in a hurry, and matter. One slip in one of them is corrected.
    """
    return tuple(word for table in tables("spelling") for word in table["words-that-matter"].split())


def _shortened(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


@frozen
class _Slips:
    """
    What corrects a slip: the words meant, by what they may be shortened to; words to leave alone; heads and tails.

    One slip leaves the beginning or the end of a word as it was, so most words need no closer look.
    """

    meant: Mapping[str, str]
    alone: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]


@cache
def _slips() -> _Slips:
    meant: dict[str, str] = {}
    for word in words_that_matter():
        for part in (word, *sorted(_shortened(word))):
            meant.setdefault(part, word)
    return _Slips(
        meant,
        frozenset(word for table in tables("spelling") for word in table["no-slips"].split()),
        frozenset(word[:3] for word in words_that_matter()),
        frozenset(word[0] + word[-2:] for word in words_that_matter()),
    )


@kept_a_while(_WORDS_KEPT)
def correct(word: str) -> str | None:
    """
    Return the word that *word* was likely meant to be: a letter missing, added or swapped, or wrong in a long word.

    Only for words that matter and are often misspelt, from six letters on, with the first letter right.
    """
    if not 6 <= len(word) <= 18:
        return None
    slips = _slips()
    if word in slips.alone or (word[:3] not in slips.heads and word[0] + word[-2:] not in slips.tails):
        return None
    for part in (word, *sorted(_shortened(word))):
        meant = slips.meant.get(part)
        if meant is not None and meant[0] == word[0] and _one_slip(word, meant):
            return meant
    return None


def _one_slip(word: str, meant: str) -> bool:
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    one, other = word[start:], meant[start:]
    return (
        one[1:] == other
        or one == other[1:]
        or one[1:] == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )
