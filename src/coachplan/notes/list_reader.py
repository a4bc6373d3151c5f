"""
Free text -> mentions: words that a word list knows, and whether they are meant: negated, past, what-if, somebody else.

Brings word lists and the rules of reading together. Refuses to know what any sign means, and what is done about it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from attrs import evolve

from coachplan.base.languages import base_language
from coachplan.model.evidence import Mention, MentionKind, Reading
from coachplan.model.flags import MentionUrgency
from coachplan.notes.cues import turns
from coachplan.notes.legibility import unread
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.sentence_reader import LONG_NOTE, Found, Search, read_sentence
from coachplan.notes.tokens import Words, words_of_name
from coachplan.notes.vocabulary import core_vocabulary

__all__ = ["Heard", "heard_in", "listed_in", "mentions_in", "read_words"]

#: Spanish "yes", which without its accent is "if".
_ACCENTED_YES = tuple(f"{s}{i}" for s in "sS" for i in ("\u00ed", "\u00cd", "i\u0301", "I\u0301"))


_NONE: frozenset[int] = frozenset()


def _accented(cutting: Words, part: Sequence[str], start: int) -> frozenset[int]:
    """
    Return where in a sentence that begins at the word *start* a `si` was written with its accent.
    """
    return frozenset(
        index
        for index, word in enumerate(part)
        if word == "si" and cutting.text.startswith(_ACCENTED_YES, cutting.starts[start + index])
    )


class Heard(NamedTuple):
    """
    What a word list finds in a text: where, the words as they were written, what they are listed under and by which
    phrase, how they are meant, and the words around that decided so. A mention that nobody holds yet.
    """

    start: int
    words: str
    flag: str
    kind: MentionKind
    urgency: MentionUrgency | None
    language: str
    phrase: str
    cue: str


def heard_in(lexicon: Lexicon, cutting: Words, on: date | None) -> tuple[Heard, ...]:
    """
    Return all that a word list finds in a text cut into words, in the order written.
    """
    # In a long note what was said often enough is searched no longer, so that what its sentences say is its own.
    known: dict[Hashable, list[Found]] | None = {} if len(cutting.words) >= LONG_NOTE else None
    # Of the day no rule asks more: see `years.py`.
    month = None if on is None else (on.year, on.month)
    search: Search | None = None
    heard: list[Heard] = []
    for start, part, pauses in cutting.parts:
        accents = _accented(cutting, part, start) if "si" in part else _NONE
        asked = (part, pauses, accents, month)
        made: list[Found] | None = (lexicon.sentences if known is None else known).get(asked)
        if made is None:
            search = search or Search(lexicon, cutting.words, lexicon.index, on)
            made = read_sentence(search, part, pauses, accents)
            if known is None:
                lexicon.sentences.keep(asked, made, letters=sum(map(len, part)), items=1 + len(made))
            else:
                known[asked] = made
        for first, last, listed, kind, cue in made:
            at, written = cutting.written(start + first, start + last)
            urgency = listed.level if kind == "affirmed" else None
            heard.append(Heard(at, written, listed.item, kind, urgency, listed.language, listed.phrase, cue))
    if len(heard) > 1:
        heard.sort(key=lambda one: (one.start, len(one.words), one.flag))
    return tuple(dict.fromkeys(heard))


def mentions_in(lexicon: Lexicon, cutting: Words, on: date | None) -> tuple[Mention, ...]:
    """
    Return every mention of a text cut into words, in the order written.
    """
    return tuple([Mention(**one._asdict()) for one in heard_in(lexicon, cutting, on)])


#: So much of a child's name is looked for.
_NAME = 100


def _by_pronoun(cutting: Words, child: str, lexicon: Lexicon) -> Words | None:
    """
    Return the words with the child's name as a pronoun, where a part of the name means something else in the lists.
    """
    known, whole = core_vocabulary(), lexicon.index.whole
    names = {word for word in words_of_name(child[:_NAME]) if turns(word, known) or word in whole}
    if not names:
        return None
    if names.isdisjoint(cutting.words) and names.isdisjoint(word.removesuffix("s") for word in cutting.words):
        return None
    pronouns = dict.fromkeys(names, "he") | {f"{name}s": "his" for name in names}
    return evolve(cutting, words=[pronouns.get(word, word) for word in cutting.words])


def _either(one: Iterable[Mention], other: Iterable[Mention]) -> tuple[Mention, ...]:
    # Of two ways to read a note, what fires in either does.
    found = {(mention.start, mention.flag): mention for mention in one}
    for mention in other:
        known = found.get((mention.start, mention.flag))
        if mention.urgency is not None and (known is None or known.urgency is None):
            found[mention.start, mention.flag] = mention
    return tuple(sorted(found.values(), key=lambda mention: (mention.start, len(mention.words), mention.flag)))


def read_words(lexicon: Lexicon, cutting: Words, language: str, child: str, on: date | None) -> Reading:
    """
    Read a note that is cut into words.
    """
    mentions, checked, strange = listed_in(lexicon, cutting, language, child, on)
    return Reading(mentions=mentions, checked=checked, unread=strange)


def listed_in(
    lexicon: Lexicon, cutting: Words, language: str, child: str, on: date | None
) -> tuple[tuple[Mention, ...], bool, tuple[str, ...]]:
    """
    Return what a reading by the lists is made of: every mention, whether all could be checked, and what could not.
    """
    strange = unread(cutting, lexicon.index.whole, lexicon.scripts)
    known = base_language(language) in lexicon.languages or not cutting.words
    mentions = mentions_in(lexicon, cutting, on)
    by_pronoun = _by_pronoun(cutting, child, lexicon) if child else None
    if by_pronoun is not None:
        mentions = _either(mentions, mentions_in(lexicon, by_pronoun, on))
    return mentions, known and not strange, strange
