"""
Word lists made ready for reading: whose sign each phrase is, who brought it, and which languages are known by them.

What one brings adds to the signs of another, and takes none away. Refuses to know how a note is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from attrs import field, frozen

from coachplan.base.errors import CoachplanError
from coachplan.base.ids import namespace_of
from coachplan.base.languages import base_language
from coachplan.model.flags import Answer, RedFlag, Urgency
from coachplan.notes.brought_words import BROUGHT, brought_vocabulary
from coachplan.notes.language_files import LANGUAGES, files_digest
from coachplan.notes.legibility import scripts_of
from coachplan.notes.listed import Listed, Lists, OneList
from coachplan.notes.made_ready import key_of, ready
from coachplan.notes.matcher import Index, is_ready
from coachplan.notes.patterns import malformed
from coachplan.notes.remembered import Remembered
from coachplan.notes.tokens import cut
from coachplan.notes.vocabulary import Vocabulary

__all__ = ["Brought", "Lexicon", "Listing", "scripts_as_plain"]

#: Of so many sentences it is remembered what was found in them.
_SENTENCES = 1024
#: Whose signs every note must be read for.
CORE = "core"
#: An item's id, its urgency (None where it never fires), and its phrases by language.
Listing = tuple[str, "Urgency | None", Mapping[str, Iterable[str]]]
#: Who brings words that turn a sign, in which language, of which kind, and the words.
Brought = tuple[str, str, str, tuple[str, ...]]


def _listings(flags: Iterable[RedFlag | Answer]) -> Iterator[Listing]:
    for flag in flags:
        yield flag.id, flag.urgency if isinstance(flag, RedFlag) else None, flag.words


@frozen
class Lexicon:
    """
    Word lists made ready for reading: of flags, answers or barriers, in every language they have.
    """

    listed: Lists
    languages: frozenset[str]
    #: The words that turn the phrases of somebody who brings a language, by whose they are and the language.
    brought: Mapping[tuple[str, str], Vocabulary] = field(factory=dict, eq=False, repr=False)
    #: What was read by these words, and by what else its catalogue knows, so that no note is read twice in a row.
    remembered: Remembered = field(factory=Remembered, init=False, eq=False, repr=False)
    #: And what these words find in a sentence, since the same is often said again.
    sentences: Remembered = field(factory=lambda: Remembered(_SENTENCES), init=False, eq=False, repr=False)

    @cached_property
    def index(self) -> Index:
        """
        The phrases as one tree, made when the first note is read.
        """
        return Index.of(self.listed.phrases, _of_core(self.listed))

    @cached_property
    def by_owner(self) -> tuple[frozenset[int], ...]:
        """
        The numbers of the phrases, by whose they are.
        """
        made: dict[str, set[int]] = {}
        for one, numbers in self.listed.numbered():
            made.setdefault(one.owner, set()).update(numbers)
        return tuple(map(frozenset, made.values()))

    @cached_property
    def scripts(self) -> frozenset[str]:
        """
        The scripts, other than ours, of the languages that are known.
        """
        kept = ready(_scripts_key(self._foreign))
        if isinstance(kept, list) and all(type(script) is str for script in kept):
            return frozenset(kept)
        return scripts_of({word for phrase in self._foreign for word in cut(phrase).words})

    @cached_property
    def _foreign(self) -> tuple[str, ...]:
        known = (one for one in self.listed.lists if base_language(one.language) in self.languages)
        return tuple(phrase for one in known for phrase in one.signs if not phrase.isascii())

    @classmethod
    def of(cls, flags: Iterable[RedFlag | Answer]) -> Lexicon:
        """
        Compile the words of flags and answers; an answer has no urgency, so that its mentions never fire.
        """
        return cls.from_words(_listings(flags))

    @classmethod
    def from_words(
        cls,
        items: Iterable[Listing],
        lent: Iterable[tuple[str, Listing]] = (),
        unvouched: Iterable[tuple[str, Listing]] = (),
        turning: Iterable[Brought] = (),
    ) -> Lexicon:
        """
        Take the phrases of items, what others lend to them, and the words that turn what is lent, each with who lends
        it. Malformed phrases raise `CoachplanError`, all together. *unvouched*: what is lent, too, and makes no
        language known.
        """
        own = ((namespace_of(listing[0]), True, listing) for listing in items)
        others = (
            (f"lent by {by}", vouched, listing)
            for vouched, some in ((True, lent), (False, unvouched))
            for by, listing in some
        )
        listed = Lists(
            OneList(item, urgency, owner, language, vouched, tuple(phrases))
            for owner, vouched, (item, urgency, words) in (*own, *others)
            for language, phrases in words.items()
        )
        if not is_ready(listed.phrases, _of_core(listed)) and (wrong := malformed(listed.phrases)):
            raise CoachplanError(wrong)
        return cls(listed, _known_languages(listed), _vocabularies(turning))

    def vocabulary(self, listed: Listed) -> Vocabulary | None:
        """
        Return the words that turn a phrase, where somebody brings its language; None where it is read as the core's.
        """
        return self.brought.get((listed.owner, base_language(listed.language))) if self.brought else None


def scripts_as_plain(lexicon: Lexicon) -> dict[str, Any]:
    """
    Return the scripts of a lexicon as plain data, by their key.
    """
    return {_scripts_key(lexicon._foreign): sorted(lexicon.scripts)}  # noqa: SLF001 - of this very file


def _scripts_key(phrases: Iterable[str]) -> str:
    return key_of("scripts", files_digest(), phrases)


def _of_core(listed: Lists) -> frozenset[int] | None:
    # Where there are phrases of the core, what is spelt as in one of these is no slip.
    return frozenset(chain.from_iterable([numbers for one, numbers in listed.numbered() if one.owner == CORE])) or None


def _vocabularies(turning: Iterable[Brought]) -> Mapping[tuple[str, str], Vocabulary]:
    made: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for by, language, kind, words in turning:
        base = base_language(language)
        if base not in LANGUAGES and kind in BROUGHT:
            kinds = made.setdefault((f"lent by {by}", base), {})
            kinds[kind] = (*kinds.get(kind, ()), *words)
    return {whose: brought_vocabulary(kinds) for whose, kinds in made.items()}


def _known_languages(listed: Lists) -> frozenset[str]:
    """
    Return the languages that every item of the core has signs in, its own or lent; where there are none, that any has.

    Words that take a sign out are none, nor are those that nobody vouches for: a note that was read for half of the
    signs would pass as safe.
    """
    signs: dict[str, set[str]] = {}
    for one in listed.lists:
        if one.vouched and any(one.signs):
            signs.setdefault(one.item, set()).add(base_language(one.language))
    core = [signs.get(item, set()) for item in {one.item for one in listed.lists} if namespace_of(item) == CORE]
    return frozenset(set.intersection(*core) if core else set().union(*signs.values()))
