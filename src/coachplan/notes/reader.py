"""
Free text -> mentions: words that a word list knows, and whether they are meant: negated, past, what-if, somebody else.

Brings word lists and the rules of reading together. Refuses to know what any sign means, and what is done about it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from coachplan.base.languages import base_language
from coachplan.base.late import Late
from coachplan.model.evidence import Mention, MentionKind, Reading
from coachplan.model.flags import MentionUrgency
from coachplan.notes.tokens import Words, cut, words_of_name

if TYPE_CHECKING:
    from coachplan.notes import cues, legibility, sentence_reader, vocabulary
    from coachplan.notes.lexicon import Lexicon
else:  # who counts and writes nothing waits for none of the rules of reading
    cues = Late("coachplan.notes.cues")
    legibility = Late("coachplan.notes.legibility")
    sentence_reader = Late("coachplan.notes.sentence_reader")
    vocabulary = Late("coachplan.notes.vocabulary")

__all__ = ["Heard", "heard_in", "listed_in", "mentions_in", "read", "read_words"]

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
    is_long = len(cutting.words) >= sentence_reader.LONG_NOTE
    known: dict[Hashable, list[sentence_reader.Found]] | None = {} if is_long else None
    # Of the day no rule asks more: see `years.py`.
    month = None if on is None else (on.year, on.month)
    search: sentence_reader.Search | None = None
    heard: list[Heard] = []
    for start, part, pauses in cutting.parts:
        accents = _accented(cutting, part, start) if "si" in part else _NONE
        asked = (part, pauses, accents, month)
        made: list[sentence_reader.Found] | None = (lexicon.sentences if known is None else known).get(asked)
        if made is None:
            search = search or sentence_reader.Search(lexicon, cutting.words, lexicon.index, on)
            made = sentence_reader.read_sentence(search, part, pauses, accents)
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
    known, whole = vocabulary.core_vocabulary(), lexicon.index.whole
    names = {word for word in words_of_name(child[:_NAME]) if cues.turns(word, known) or word in whole}
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


def read(lexicon: Lexicon, text: str, language: str = "en", child: str = "", on: date | None = None) -> Reading:
    """
    Read a note: every mention, in the order written. Phrases of all languages are matched, whatever *language* says.

    *child* is the child's name: Teddy, Nan or Elsa is nobody else where that is the child. *on* is the day of the note:
    a year before its own is past.

    *checked* is False where the lexicon has no list for *language* and there is something to read, and where some of it
    cannot be read whatever the language: that is *unread*. The work grows in step with the length of the note.
    """
    return read_words(lexicon, cut(text), language, child, on)


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
    strange = legibility.unread(cutting, lexicon.index.whole, lexicon.scripts)
    known = base_language(language) in lexicon.languages or not cutting.words
    mentions = mentions_in(lexicon, cutting, on)
    by_pronoun = _by_pronoun(cutting, child, lexicon) if child else None
    if by_pronoun is not None:
        mentions = _either(mentions, mentions_in(lexicon, by_pronoun, on))
    return mentions, known and not strange, strange
