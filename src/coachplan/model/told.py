"""
What a note tells beside its signs: what would have been ticked, how practice went, counts in words, and wins.

Read from words, so each says in which, and stands apart from what was ticked and counted. Knows nothing of what
follows.
"""

from __future__ import annotations

from typing import Literal, get_args

from attrs import evolve, field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.messages import Message
from coachplan.base.validators import a, each, number, one_of, strings, text

__all__ = ["ASKED_FIRST", "MARKS", "FromWords", "Mark", "Told", "ToldCount", "ToldMark", "ToldTag"]

#: How practice went, the least first.
Mark = Literal["not-yet", "a-little", "mostly", "on-their-own"]
MARKS: tuple[Mark, ...] = get_args(Mark)

#: Of what was read in words these are asked about first: how it went is judged by them.
ASKED_FIRST = ("core/from-words.count", "core/from-words.went")

_COUNT = number(0, whole=True)

#: What is heard and never asked back: nobody is asked whether a child really cried, or really said no.
_HEARD = frozenset({"distressed", "refused"})


@plain_errors
@frozen(kw_only=True)
class ToldTag:
    """
    A tag of an entry that the words of a note would have had ticked. *words* is where, as it was written, and *weighed*
    the words in it that weighed most.
    """

    tag: str = field(validator=text, repr=shown)
    words: str = field(default="", validator=text, repr=False)
    weighed: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    start: int = field(default=0, validator=_COUNT)


@plain_errors
@frozen(kw_only=True)
class ToldMark:
    """
    How practice went as the words tell: *mark*, and the chance of each of `MARKS` in their order, which add up to 1.
    """

    mark: Mark = field(validator=one_of(MARKS), repr=shown)
    chances: tuple[float, ...] = field(converter=tuple[float, ...], validator=each(number(0)))
    words: str = field(default="", validator=text, repr=False)
    weighed: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    start: int = field(default=0, validator=_COUNT)


@plain_errors
@frozen(kw_only=True)
class ToldCount:
    """
    A count in words, as "four out of five".
    """

    successes: int = field(validator=_COUNT)
    tries: int = field(validator=_COUNT)
    words: str = field(default="", validator=text, repr=False)
    start: int = field(default=0, validator=_COUNT)


@plain_errors
@frozen(kw_only=True)
class Told:
    """
    All that one note tells: *tags*, *counts* and *wins* in the order written; *went* is None where no words say it.
    *away* are the words that tell of days away from home, without practice.
    """

    tags: tuple[ToldTag, ...] = field(default=(), converter=tuple[ToldTag, ...], validator=each(a(ToldTag)))
    went: ToldMark | None = field(default=None, validator=a(ToldMark, type(None)))
    counts: tuple[ToldCount, ...] = field(default=(), converter=tuple[ToldCount, ...], validator=each(a(ToldCount)))
    wins: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    away: str = field(default="", validator=text, repr=False)


@plain_errors
@frozen(kw_only=True)
class FromWords:
    """
    What the words of one entry tell beyond what was ticked, marked and counted in it. It takes nothing of that back.

    *tags* are those that were not ticked; *went* is how practice went, told in its texts one by one, where neither a
    count nor a mark says so; *counts* are those in words, where none was written as a number; *wins* are the sentences
    that tell of one; *away* are the words that tell of days away, which are not planned days.
    """

    entry: str = field(validator=text, repr=shown)
    focus: str = field(validator=text, repr=shown)
    tags: tuple[ToldTag, ...] = field(default=(), converter=tuple[ToldTag, ...], validator=each(a(ToldTag)))
    went: tuple[ToldMark, ...] = field(default=(), converter=tuple[ToldMark, ...], validator=each(a(ToldMark)))
    counts: tuple[ToldCount, ...] = field(default=(), converter=tuple[ToldCount, ...], validator=each(a(ToldCount)))
    wins: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    away: str = field(default="", validator=text, repr=False)

    @property
    def messages(self) -> tuple[Message, ...]:
        """
        What was read, as sentences for whoever wrote it: each in its words, and how it is put right or confirmed.
        """
        said = [
            Message("core/from-words.tag", {"words": each.words, "tag": Message(f"core/tag.{each.tag}")})
            for each in self.tags
        ]
        said += [
            Message("core/from-words.went", {"words": each.words, "mark": Message(f"core/mark.{each.mark}")})
            for each in self.went
            if not self.counts
        ]
        said += [
            Message("core/from-words.count", {"words": each.words, "successes": each.successes, "tries": each.tries})
            for each in self.counts
        ]
        said += [Message("core/from-words.away", {"words": self.away})] if self.away else []
        return tuple(said)

    @property
    def asked_back(self) -> tuple[Message, ...]:
        """
        What whoever wrote it may be asked: how it went first, then what was understood of the day. Nothing of an entry
        that tells of tears or a no, and no tag that a list reads: there the words are its everyday name.
        """
        if any(each.tag in _HEARD for each in self.tags):
            return ()
        doubtful = evolve(self, tags=[each for each in self.tags if each.weighed]).messages
        return tuple(sorted(doubtful, key=lambda each: each.key not in ASKED_FIRST))

    @property
    def may_say(self) -> tuple[Message, ...]:
        """
        What it says when it is asked, so that its words travel with it.
        """
        return self.messages
