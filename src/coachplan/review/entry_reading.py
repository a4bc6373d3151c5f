"""
One entry, read: each of its texts as what it is, and what stands where a name, a tag or a mark should.

What was read a while ago is remembered with the word lists, in memory alone. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter

from attrs import evolve, frozen

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import NAME_FIELDS, OBSERVED_FIELDS, TEXT_FIELDS, Entry
from coachplan.model.evidence import Mention, Reading, SecondReading
from coachplan.model.plans import Plan
from coachplan.model.told import MARKS, FromWords, Told
from coachplan.notes.advice import asks_advice
from coachplan.notes.reader import mentions_in
from coachplan.notes.tokens import Words, cut
from coachplan.notes.two_readers import read_twice, second_reader
from coachplan.review.from_words import beyond_the_ticks

__all__ = ["EntryReading", "hearing", "read_entry"]

#: So many words where a name should stand may be a sign, and so many are no name.
_A_SENTENCE, _A_NOTE = 2, 4

_WRITTEN, _NAMED = attrgetter(*TEXT_FIELDS), attrgetter(*NAME_FIELDS)

#: What an entry with its reading takes in memory, counted in mentions.
_ENTRY = 8


@frozen(kw_only=True)
class EntryReading:
    """
    One entry, read: the mentions in its texts, the answers its questions ask for, whether all was checked, what could
    not be read, what became of the second reading where it was not of everything, what is *heard* in it that is no sign
    by itself, and what else its words tell.
    """

    mentions: tuple[Mention, ...]
    answers: tuple[str, ...]
    never_suggest: tuple[tuple[str, str], ...]
    checked: bool
    unread: tuple[str, ...] = ()
    second_readings: frozenset[SecondReading] = frozenset()
    beyond: FromWords | None = None
    heard: frozenset[str] = frozenset()

    @property
    def has_any(self) -> bool:
        """
        Whether anything was written that could be read.
        """
        return self is not _NOTHING_WRITTEN


_NOTHING_WRITTEN = EntryReading(mentions=(), answers=(), never_suggest=(), checked=True)


def read_entry(
    entry: Entry,
    catalogue: Catalogue,
    family_language: str,
    child: str = "",
    age_on: Callable[[date], int | None] = lambda _: None,
) -> EntryReading:
    """
    Read the free text of an entry, field by field. *child* is the child's name, which may be the word for a toy or an
    aunt, too; *age_on* returns how many months old the child was on a day. What was read a while ago is remembered with
    the word lists of the catalogue.
    """
    written, named = _texts(entry), _more_than_names(entry, catalogue)
    if not written and not named:
        return _NOTHING_WRITTEN
    age_months = age_on(entry.on)
    remembered = catalogue.lexicon.remembered
    asked = (entry, family_language, child, age_months, second_reader())
    known: EntryReading | None = remembered.get(asked)
    if known is None:
        known = _read_entry(entry, written, named, catalogue, family_language, child, age_months)
        letters = sum(len(text) for _, text in written) + sum(map(len, named))
        remembered.keep(asked, known, letters=letters, items=_ENTRY + len(known.mentions))
    return known


def hearing(plan: Plan, catalogue: Catalogue) -> Callable[[Entry], EntryReading]:
    """
    Return what reads an entry of a plan.
    """
    family, first_day = plan.family, plan.first_day
    language, child = family.language, family.child

    def age_on(day: date) -> int:
        return child.age_in_months(day, first_day)

    def read(entry: Entry) -> EntryReading:
        return read_entry(entry, catalogue, language, child.name, age_on)

    return read


def _read_entry(
    entry: Entry,
    written: Iterable[tuple[str, str]],
    named: Iterable[str],
    catalogue: Catalogue,
    family_language: str,
    child: str,
    age_months: int | None,
) -> EntryReading:
    language = entry.language or family_language

    def hear(text: str | Words, written_in: str, *, telling: bool = False) -> Reading:
        return read_twice(catalogue.lexicon, text, written_in, child, entry.on, age_months=age_months, telling=telling)

    mentions: list[Mention] = []
    answers: dict[str, None] = {}
    never: dict[tuple[str, str], None] = {}
    checked = True
    unread: dict[str, None] = {}
    seconds: set[SecondReading] = set()
    told: dict[str, Told] = {}
    told_of_names: list[Told] = []
    heard: set[str] = set()
    for name, text in written:
        # What a clinician saw and tried is no practice of the family: read for signs alone. Who counts or ticks, does.
        observes = name in OBSERVED_FIELDS and entry.role == "clinician"
        cutting = cut(text)
        reading = hear(cutting, language, telling=not observes)
        if not observes:
            told[name] = reading.told
        heard.update(reading.heard)
        seconds.add(reading.second_reader)
        checked = checked and reading.checked
        unread.update(dict.fromkeys(reading.unread))
        mentions.extend(evolve(mention, entry=entry.id) for mention in reading.mentions)
        asked = name == "question" or "?" in text
        if not asked and not asks_advice(cutting):
            continue
        for mention in mentions_in(catalogue.answer_lexicon, cutting, entry.on):
            if mention.kind == "figurative" and not mention.cue:  # its own list says that it looks like it, and is not
                continue
            if asked and not observes:
                answers[mention.flag] = None
            if mention.flag in catalogue.never_suggest:
                never[(mention.flag, mention.words)] = None
    for text in named:
        reading = hear(text, family_language, telling=True)
        told_of_names.append(reading.told)
        heard.update(reading.heard)
        seconds.add(reading.second_reader)
        mentions.extend(evolve(mention, entry=entry.id) for mention in reading.mentions)
        if len(text.split()) >= _A_NOTE:
            checked = checked and reading.checked
            unread.update(dict.fromkeys(reading.unread))
    return EntryReading(
        mentions=tuple(mentions),
        answers=tuple(answers),
        never_suggest=tuple(never),
        checked=checked,
        unread=tuple(unread),
        second_readings=frozenset(seconds - {"read"}),
        beyond=beyond_the_ticks(entry, told, told_of_names),
        heard=frozenset(heard),
    )


def _texts(entry: Entry) -> list[tuple[str, str]]:
    texts = _WRITTEN(entry)
    return [(name, text) for name, text in zip(TEXT_FIELDS, texts, strict=True) if text] if any(texts) else []


def _more_than_names(entry: Entry, catalogue: Catalogue) -> list[str]:
    # A tag or a mark that is none may be a word for a sign by itself; a name or a code of one word is none.
    unknown = [tag for tag in entry.tags if tag not in catalogue.known_tags] if entry.tags else []
    short = unknown if entry.went in MARKS or not entry.went else [*unknown, entry.went]
    names = (*_NAMED(entry), *unknown)
    return [text for text in names if text and (text in short or len(text.split()) >= _A_SENTENCE)]
