"""
Word lists made ready for reading: whose sign each phrase is, who brought it, and which languages are known by them.

What one brings adds to the signs of another, and takes none away. Refuses to know how a note is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from coachplan.base.errors import CoachplanError
from coachplan.base.ids import namespace_of
from coachplan.base.languages import base_language
from coachplan.model.flags import Answer, MentionUrgency, RedFlag, Urgency
from coachplan.notes.brought_words import BROUGHT, brought_vocabulary
from coachplan.notes.language_files import LANGUAGES
from coachplan.notes.legibility import scripts_of
from coachplan.notes.matcher import Index
from coachplan.notes.patterns import lessens, malformed, takes_out
from coachplan.notes.remembered import Remembered
from coachplan.notes.tokens import cut
from coachplan.notes.vocabulary import Vocabulary

__all__ = ["Brought", "Lexicon", "Listed", "Listing"]

#: Of so many sentences it is remembered what was found in them.
_SENTENCES = 1024
#: Whose signs every note must be read for.
CORE = "core"
#: An item's id, its urgency (None where it never fires), and its phrases by language.
Listing = tuple[str, "Urgency | None", Mapping[str, Iterable[str]]]
#: Who brings words that turn a sign, in which language, of which kind, and the words.
Brought = tuple[str, str, str, tuple[str, ...]]


#: What becomes of a sign that something makes less; a *now* stays what it is.
_LESS: Mapping[Urgency, MentionUrgency] = {"today": "soon", "soon": "look"}


def _listings(flags: Iterable[RedFlag | Answer]) -> Iterator[Listing]:
    for flag in flags:
        yield flag.id, flag.urgency if isinstance(flag, RedFlag) else None, flag.words


@frozen
class Listed:
    """
    One phrase: whose sign it is, and who says so.
    """

    item: str
    urgency: Urgency | None
    owner: str  # whose phrase it is: the item's own namespace, or who lent it
    language: str
    phrase: str
    vouched: bool = True  # whether its language counts as read by it
    lessened: bool = False  # whether, where it was found, words lay over it that make it less

    @property
    def excepts(self) -> bool:
        """
        Say whether the phrase names what looks like the sign and is not, or what makes it less.
        """
        return takes_out(self.phrase)

    @property
    def lessens(self) -> bool:
        """
        Say whether the phrase makes the sign that it lies over less.
        """
        return lessens(self.phrase)

    @property
    def level(self) -> MentionUrgency | None:
        """
        How urgent the sign is where it was found: one less where something makes it less, and never less than a now.
        """
        return _LESS.get(self.urgency, self.urgency) if self.lessened and self.urgency else self.urgency


@frozen
class Lexicon:
    """
    Word lists made ready for reading: of flags, answers or barriers, in every language they have.
    """

    listed: tuple[Listed, ...]
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
        core = {number for number, one in enumerate(self.listed) if one.owner == CORE}
        return Index.of((one.phrase for one in self.listed), core or None)

    @cached_property
    def by_owner(self) -> tuple[frozenset[int], ...]:
        """
        The numbers of the phrases, by whose they are.
        """
        made: dict[str, set[int]] = {}
        for number, one in enumerate(self.listed):
            made.setdefault(one.owner, set()).add(number)
        return tuple(map(frozenset, made.values()))

    @cached_property
    def scripts(self) -> frozenset[str]:
        """
        The scripts, other than ours, of the languages that are known.
        """
        other = (one for one in self.listed if not one.phrase.isascii() and not one.excepts)
        signs = (one.phrase for one in other if base_language(one.language) in self.languages)
        return scripts_of({word for phrase in signs for word in cut(phrase).words})

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
        listed = tuple(
            Listed(item, urgency, owner, language, phrase, vouched)
            for owner, vouched, (item, urgency, words) in (*own, *others)
            for language, phrases in words.items()
            for phrase in phrases
        )
        wrong = malformed(one.phrase for one in listed)
        if wrong:
            raise CoachplanError(wrong)
        return cls(listed, _known_languages(listed), _vocabularies(turning))

    def vocabulary(self, listed: Listed) -> Vocabulary | None:
        """
        Return the words that turn a phrase, where somebody brings its language; None where it is read as the core's.
        """
        return self.brought.get((listed.owner, base_language(listed.language))) if self.brought else None


def _vocabularies(turning: Iterable[Brought]) -> Mapping[tuple[str, str], Vocabulary]:
    made: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for by, language, kind, words in turning:
        base = base_language(language)
        if base not in LANGUAGES and kind in BROUGHT:
            kinds = made.setdefault((f"lent by {by}", base), {})
            kinds[kind] = (*kinds.get(kind, ()), *words)
    return {whose: brought_vocabulary(kinds) for whose, kinds in made.items()}


def _known_languages(listed: Sequence[Listed]) -> frozenset[str]:
    """
    Return the languages that every item of the core has signs in, its own or lent; where there are none, that any has.

    Words that take a sign out are none, nor are those that nobody vouches for: a note that was read for half of the
    signs would pass as safe.
    """
    signs: dict[str, set[str]] = {}
    for one in listed:
        if one.vouched and not one.excepts:
            signs.setdefault(one.item, set()).add(base_language(one.language))
    core = [signs.get(item, set()) for item in {one.item for one in listed} if namespace_of(item) == CORE]
    return frozenset(set.intersection(*core) if core else set().union(*signs.values()))
