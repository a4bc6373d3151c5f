"""
The small phrase language of the word lists: one line a therapist can read, made into the plain forms it stands for.

Knows the marks of the language (`*`, `|`, `[...]`, `...`, `&`, `<set>`, `!`, `~`) and how far a phrase may reach.
Refuses to know what a phrase is for, and whether what it finds is true, denied or feared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise, permutations, product

from coachplan.base.errors import CoachplanError, Finding, nearest
from coachplan.notes.language_files import word_sets
from coachplan.notes.tokens import is_plain, plain_letters, words_of_one

__all__ = ["Form", "forms", "lessens", "malformed", "takes_out"]

#: Opens a phrase that looks like the sign and is not: `! blue cup`.
EXCEPT = "!"
#: Opens a phrase that makes the sign it lies over one level less urgent: `~ bump* chin & giggl*`.
LESS = "~"

_MOST_GAP = 12
_MOST_SIDES = 3
_MOST_FORMS = 1000

_GAP = re.compile(r"(?:\.\.\.|\u2026)(\d*)")
_BOTH = re.compile(r"&(\d*)")
_SET = re.compile(r"<([^<>|]+)>")

# -- the phrase language

#: A phrase made plain: at each place the words that may stand there, or how many words a gap may step over.
Form = tuple["tuple[str, ...] | int", ...]


def _wrong(phrase: str, what: str, hint: str) -> CoachplanError:
    return CoachplanError(Finding(item=repr(phrase), what=what, hint=hint, code="unsound"))


@lru_cache(maxsize=16384)
def _plain(part: str) -> tuple[str, ...]:
    return words_of_one(part)


def _one_word(part: str, phrase: str) -> tuple[str, ...]:
    """
    Read one alternative: a word, or a beginning with `*`. A short form such as `can't` is two words.
    """
    stem = part.removesuffix("*")
    if "*" in stem:
        raise _wrong(phrase, f"{part!r} has a * inside.", "Put * at the end of a word, as in chok*.")
    read = _plain(stem)
    if not read:
        raise _wrong(phrase, f"{part!r} is not a word.", "Write letters, as in chok* or blue|grey.")
    if stem != part:
        bare = stem if is_plain(stem) else plain_letters(stem)
        if len(bare) < 2:
            raise _wrong(phrase, f"{part!r} would be almost any word.", "Put two letters or more before the *.")
        return (f"{bare}*",)
    return read


def _words_of(choice: str, phrase: str) -> tuple[str, ...]:
    """
    Return the words of a set such as `<blue>`; any other choice stands for itself.
    """
    named = _SET.fullmatch(choice)
    if not named:
        return (choice,)
    known = word_sets()
    if named[1] not in known:
        near = nearest(named[1], known)
        hint = f"Did you mean <{near}>?" if near else "The sets are: " + ", ".join(sorted(known)) + "."
        raise _wrong(phrase, f"{choice!r} is no set of words.", hint)
    return known[named[1]]


def _choice(choice: str, phrase: str) -> tuple[tuple[str, ...], ...]:
    return tuple([_one_word(word, phrase) for word in _words_of(choice, phrase)])


@lru_cache(maxsize=16384)
def _known_choice(choice: str) -> tuple[tuple[str, ...], ...]:
    # Most are a plain word, which no mark can be in.
    return (words_of_one(choice),) if is_plain(choice) else _choice(choice, choice)


def _column(choices: Iterable[tuple[tuple[str, ...], ...]]) -> tuple[Form, ...]:
    """
    Read `blue|grey` as one place where any of the words may stand; those that are two words stand apart.
    """
    read = [*chain.from_iterable(choices)]
    single = tuple(sorted({choice[0] for choice in read if len(choice) == 1}))
    return (
        *([(single,)] if single else []),
        *(tuple((word,) for word in choice) for choice in read if len(choice) > 1),
    )


@lru_cache(maxsize=16384)
def _known_column(part: str) -> tuple[Form, ...]:
    return _column(map(_known_choice, part.split("|")))


def _place(part: str, phrase: str) -> tuple[Form, ...]:
    """
    Read one place of a phrase, once for all phrases that have it; where it cannot be read, the error names the phrase.
    """
    try:
        return _known_column(part)
    except CoachplanError:
        return _column(_choice(choice, phrase) for choice in part.split("|"))


@lru_cache(maxsize=65536)
def forms(phrase: str) -> tuple[Form, ...]:
    """
    Return every plain form of a phrase: with each optional word and without it, in each order that `&` allows.

    A malformed phrase raises `CoachplanError` naming the phrase and the hint.
    """
    parts = phrase.split()
    if parts[:1] in ([EXCEPT], [LESS]):
        parts = parts[1:]
    if not parts:
        raise _wrong(phrase, "A phrase has no words.", "Write at least one word.")
    marks = [(index, mark) for index, part in enumerate(parts) if (mark := _BOTH.fullmatch(part))]
    if not marks:
        return _in_order(parts, phrase)
    most = max(int(mark[1]) if mark[1] else 5 for _, mark in marks)
    edges = [-1, *(index for index, _ in marks), len(parts)]
    sides = [parts[first + 1 : last] for first, last in pairwise(edges)]
    if not all(sides):
        raise _wrong(phrase, "An & stands at the edge.", "Put words on both sides of the & .")
    if len(sides) > _MOST_SIDES:
        raise _wrong(phrase, f"It joins {len(sides)} things with & .", f"Join no more than {_MOST_SIDES}.")
    made: dict[Form, None] = {}
    for order in permutations(sides):
        row = list(order[0])
        for side in order[1:]:
            row += [f"...{most}", *side]
        made.update(dict.fromkeys(_in_order(row, phrase)))
    return tuple(made)


def _in_order(parts: Sequence[str], phrase: str) -> tuple[Form, ...]:
    columns: list[tuple[Form, ...]] = []
    number, after_gap = 1, False
    for index, part in enumerate(parts):
        if part.isalpha():  # one word, as most parts are: it has no mark, and stands for itself
            columns.append(_place(part, phrase))
            after_gap = False
            continue
        gap = _GAP.fullmatch(part)
        if gap:
            most = int(gap[1]) if gap[1] else 3
            if index in (0, len(parts) - 1):
                raise _wrong(phrase, "A gap stands at the edge.", "Put words on both sides of the ... .")
            if after_gap:
                raise _wrong(phrase, "Two gaps stand side by side.", "Write one, such as ...6 .")
            if not 1 <= most <= _MOST_GAP:
                raise _wrong(phrase, f"A gap of {most} words.", f"Let it be from 1 to {_MOST_GAP}.")
            columns.append(((most,),))
        elif part.startswith("[") or part.endswith("]"):
            if not (part.startswith("[") and part.endswith("]") and len(part) > 2):
                raise _wrong(phrase, f"{part!r} is not closed.", "Write one optional word as [really].")
            columns.append(((), *_place(part[1:-1], phrase)))
        elif set(part) & set("[]()") or part[0] in "&!~" or "..." in part:
            raise _wrong(phrase, f"{part!r} cannot be read.", "Put spaces around ... and around [words].")
        else:
            columns.append(_place(part, phrase))
        after_gap = gap is not None
        number *= len(columns[-1])
        if number > _MOST_FORMS:
            raise _wrong(phrase, f"It has more than {_MOST_FORMS} forms.", "Split it into several phrases.")
    made = dict.fromkeys([tuple(chain.from_iterable(row)) for row in product(*columns)])
    if any(not form or isinstance(form[0], int) or isinstance(form[-1], int) for form in made):
        raise _wrong(phrase, "Without its optional words nothing is left at an edge.", "Make one word there certain.")
    return tuple(made)


@lru_cache(maxsize=65536)
def takes_out(phrase: str) -> bool:
    """
    Say whether a phrase is no words for the sign: it only looks like it, or makes it less.
    """
    return phrase.strip().startswith((EXCEPT, LESS))


def lessens(phrase: str) -> bool:
    """
    Say whether a phrase makes the sign that it lies over less urgent.
    """
    return phrase.strip().startswith(LESS)


def malformed(phrases: Iterable[str]) -> list[Finding]:
    """
    Return a finding for each phrase that cannot be read, with its hint.
    """
    wrong: list[Finding] = []
    for phrase in phrases:
        try:
            forms(phrase)
        except CoachplanError as error:
            wrong += error.findings
    return wrong
