"""
The words that the rules of reading ask for, of one language or of several together: cues by kind, and sets by name.

Each name is one of the tables in `languages/`, where what it does is said above it. Refuses to know how far a cue
reaches, and what any of these words makes of a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any

from attrs import field, fields_dict, frozen

from coachplan.notes.language_files import tables
from coachplan.notes.matcher import Index

__all__ = ["CUES", "TABLES", "Vocabulary", "core_vocabulary"]

#: The kinds of cues. Where two of the same words are of several kinds, the one that stands first here is taken.
CUES = (
    "denied-thing",
    "denied-doing",
    "denied-thought",
    "denial",
    "denied-belief",
    "no-denial",
    "new-statement",
    "past-before",
    "past",
    "recent",
    "ever-since",
    "lost-skill",
    "if",
    "what-if",
    "unsure",
    "fear",
    "may",
    "may-have",
    "advice",
    "hazard",
    "came-true",
    "who",
    "in-a-story",
    "story",
    "teller",
    "figure-of-speech",
    "own-body",
    "colouring",
    "first-thought",
    "took-it-back",
)
#: The tables of a file of words in which cues and sets stand.
TABLES = ("cues", "denial", "time", "supposition", "who", "figure", "statement", "asking")

_WORDS: Any = field(default=(), metadata={"kept": frozenset})
#: Beginnings, or ends, of words.
_PARTS: Any = field(default=(), metadata={"kept": tuple})


@frozen(kw_only=True, eq=False, init=False, repr=False)
class Vocabulary:
    """
    Cues by kind, and sets of words by name.
    """

    cues: Mapping[str, tuple[str, ...]]
    # -- denial
    denying_words: frozenset[str] = _WORDS
    helping_verbs: frozenset[str] = _WORDS
    light_words: frozenset[str] = _WORDS
    listed_signs: frozenset[str] = _WORDS
    truth: frozenset[str] = _WORDS
    parts_of_the_face: frozenset[str] = _WORDS
    # -- time
    before_a_year: frozenset[str] = _WORDS
    within_a_date: frozenset[str] = _WORDS
    months: tuple[str, ...] = _PARTS
    since: frozenset[str] = _WORDS
    came_back: frozenset[str] = _WORDS
    well: frozenset[str] = _WORDS
    again: frozenset[str] = _WORDS
    over: frozenset[str] = _WORDS
    compared: frozenset[str] = _WORDS
    between_compared: frozenset[str] = _WORDS
    is_so: frozenset[str] = _WORDS
    and_another: frozenset[str] = _WORDS
    for_a_reason: frozenset[str] = _WORDS
    # -- supposition
    after_may: frozenset[str] = _WORDS
    not_yet: frozenset[str] = _WORDS
    went_well: frozenset[str] = _WORDS
    right_now: frozenset[str] = _WORDS
    numbers: frozenset[str] = _WORDS
    amounts: frozenset[str] = _WORDS
    whether: frozenset[str] = _WORDS
    is_or_can: frozenset[str] = _WORDS
    anyone: frozenset[str] = _WORDS
    asks_oneself: frozenset[str] = _WORDS
    states: frozenset[str] = _WORDS
    opens_a_question: frozenset[str] = _WORDS
    opens_no_question: frozenset[str] = _WORDS
    asked_of: frozenset[str] = _WORDS
    habit: frozenset[str] = _WORDS
    small_pronouns: frozenset[str] = _WORDS
    # -- who
    before_somebody: frozenset[str] = _WORDS
    linking: frozenset[str] = _WORDS
    own_signs: tuple[str, ...] = _PARTS
    forcing: tuple[str, ...] = _PARTS
    touching: tuple[str, ...] = _PARTS
    things_taken: frozenset[str] = _WORDS
    done_to: frozenset[str] = _WORDS
    own_parts: frozenset[str] = _WORDS
    barely: frozenset[str] = _WORDS
    me: frozenset[str] = _WORDS
    at_us: frozenset[str] = _WORDS
    said_of_oneself: frozenset[str] = _WORDS
    was_doing: tuple[str, ...] = _PARTS
    before_the_child: frozenset[str] = _WORDS
    next_doer: frozenset[str] = _WORDS
    still: frozenset[str] = _WORDS
    what_was_told: frozenset[str] = _WORDS
    them: frozenset[str] = _WORDS
    among_them: frozenset[str] = _WORDS
    his_or_her: frozenset[str] = _WORDS
    children: frozenset[str] = _WORDS
    all_of_them: frozenset[str] = _WORDS
    of_others: frozenset[str] = _WORDS
    during: frozenset[str] = _WORDS
    articles: frozenset[str] = _WORDS
    ends_a_story: frozenset[str] = _WORDS
    our: frozenset[str] = _WORDS
    own_child: frozenset[str] = _WORDS
    telling: frozenset[str] = _WORDS
    we: frozenset[str] = _WORDS
    i_can: frozenset[str] = _WORDS
    held_in: frozenset[str] = _WORDS
    held_on: frozenset[str] = _WORDS
    i_have: frozenset[str] = _WORDS
    # -- figure
    playing: tuple[str, ...] = _PARTS
    no_colouring: frozenset[str] = _WORDS
    colours: tuple[str, ...] = _PARTS
    # -- statement
    subjects: frozenset[str] = _WORDS
    the_child: frozenset[str] = _WORDS
    common_verbs: frozenset[str] = _WORDS
    happened: frozenset[str] = _WORDS
    not_happened: frozenset[str] = _WORDS
    joins: frozenset[str] = _WORDS
    always_another: frozenset[str] = _WORDS
    goes_on: frozenset[str] = _WORDS
    before_a_bare_verb: frozenset[str] = _WORDS
    same_in_the_past: frozenset[str] = _WORDS
    adverbs: frozenset[str] = _WORDS
    theirs: frozenset[str] = _WORDS
    owners: frozenset[str] = _WORDS
    openers: frozenset[str] = _WORDS
    no_names: frozenset[str] = _WORDS
    after_a_name: frozenset[str] = _WORDS
    # -- asking
    asks_advice: tuple[str, ...] = _PARTS

    def __init__(self, *, cues: Mapping[str, tuple[str, ...]], **words: Iterable[str]) -> None:
        # By hand, since one that is made of a hundred fields takes longer to compile than all the words to read.
        if strange := words.keys() - fields_dict(Vocabulary).keys():
            raise TypeError(f"no rule asks for {', '.join(sorted(strange))}")
        object.__setattr__(self, "cues", cues)
        for name, each in fields_dict(Vocabulary).items():
            if name != "cues":
                object.__setattr__(self, name, each.metadata["kept"](words.get(name, ())))

    @classmethod
    def of(cls, tables: Iterable[Mapping[str, Any]]) -> Vocabulary:
        """
        Add the tables of one file or of several up: lists are phrases, and texts are words.
        """
        cues: dict[str, tuple[str, ...]] = {}
        sets: dict[str, Any] = {}
        for table in tables:
            for name, words in table.items():
                key = name.replace("-", "_")
                if name in CUES:
                    cues[name] = (*cues.get(name, ()), *words)
                else:
                    parts = words if isinstance(words, list) else words.replace("*", "").split()
                    sets[key] = (*sets.get(key, ()), *parts)
        return cls(cues=cues, **sets)

    # -- what several rules ask for together

    @cached_property
    def finite(self) -> frozenset[str]:
        """
        Verbs of what is or was.
        """
        return self.common_verbs | self.happened

    @cached_property
    def opening(self) -> frozenset[str]:
        """
        What begins a statement.
        """
        return self.finite | self.openers

    @cached_property
    def after_name(self) -> frozenset[str]:
        """
        What follows a name.
        """
        return self.finite | self.after_a_name

    @cached_property
    def me_or_us(self) -> frozenset[str]:
        """
        The writer and those with them.
        """
        return self.me | self.at_us

    @cached_property
    def next(self) -> frozenset[str]:
        """
        Who does what comes next is not who was named before.
        """
        return self.the_child | self.next_doer

    @cached_property
    def no_tale(self) -> frozenset[str]:
        """
        What ends a story.
        """
        return self.the_child | self.ends_a_story

    @cached_property
    def not_me(self) -> frozenset[str]:
        """
        Whoever is not the writer.
        """
        return self.the_child | self.them | self.own_child

    @cached_property
    def held(self) -> frozenset[str]:
        """
        Where a child is held.
        """
        return self.held_in | self.held_on

    # -- cues, compiled

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """
        The kind of each phrase of the index.
        """
        return tuple(kind for kind in CUES for _ in self.cues.get(kind, ()))

    @cached_property
    def index(self) -> Index:
        """
        The phrases of all cues as one tree.
        """
        return Index.of(phrase for kind in CUES for phrase in self.cues.get(kind, ()))

    @cached_property
    def advice(self) -> Index:
        """
        The phrases of who thinks of doing something, as one tree.
        """
        return Index.of(self.asks_advice)


@cache
def core_vocabulary() -> Vocabulary:
    """
    Return the words of the core, of all its languages.
    """
    return Vocabulary.of(table for name in TABLES for table in tables(name))
