"""
What the caregiver wrote down: one entry, as it was written, possible or not.

Anything may be missing; missing is not zero, and not attempted is not failed. An impossible count is kept as written:
whether it can be used is decided where it is read, so that its words are never lost.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Literal, get_args

from attrs import field, frozen
from attrs.converters import optional

from coachplan.base.constructors import plain_errors
from coachplan.base.digests import digest
from coachplan.base.disclosure import shown
from coachplan.base.languages import kept_language
from coachplan.base.messages import Message
from coachplan.base.validators import day, number, one_of, strings, text
from coachplan.model.family import PARTS_OF_DAY, PartOfDay
from coachplan.model.skills import SUPPORTS, SkillMeasure, Support

__all__ = [
    "CONFIDENCE",
    "CORE_TAGS",
    "NAME_FIELDS",
    "OBSERVED_FIELDS",
    "ROLES",
    "STRESS",
    "TEXT_FIELDS",
    "UNREAD_ROW",
    "DidStrategy",
    "Entry",
    "Role",
    "impossible",
]

#: The tags that every log may use; plugins add their own.
CORE_TAGS = (
    "ill",
    "tired",
    "distressed",
    "refused",
    "pressured",
    "another-way",
    "new-place",
    "new-person",
    "interrupted",
    "no-time",
    "injured",
    "gagged",
    "coughed",
    "vomited",
)

#: More of anything than a day can hold: above it a number is a slip of the pen.
MOST = 100_000

#: From which mark to which a caregiver's confidence and stress go.
CONFIDENCE, STRESS = (0, 10), (1, 5)

#: What an amount can be, by the measure of the skill.
_AMOUNTS: dict[SkillMeasure, tuple[int, int]] = {
    "tries": (-MOST, MOST),
    "count": (0, MOST),
    "duration": (0, 24 * 60),
    "rating": (-2, 2),
}

Role = Literal["caregiver", "clinician"]
ROLES: tuple[Role, ...] = get_args(Role)

#: Whether the strategy was done as it was agreed.
DidStrategy = Literal["yes", "partly", "no"]

#: What an observation is written in: what was seen, and what was tried together.
OBSERVED_FIELDS = ("seen", "tried")

#: The free text of an entry, in the order in which it is read.
TEXT_FIELDS = ("worked", "hard", "question", "win", *OBSERVED_FIELDS)

#: Fields for a name, a code or a mark, in which a sentence may stand all the same, as where columns slipped.
NAME_FIELDS = ("who", "place", "focus", "id", "language", "went")

#: The focus of an entry that is made of the words of a row that could not be read. No plan has it: the words are
#: read for signs, and nothing in them is counted.
UNREAD_ROW = "unread-row"


def _tags(given: tuple[str, ...]) -> tuple[str, ...]:
    words = strings(given)
    return tuple(sorted(set(map(_tag, words)))) if words else ()


#: What may stand between the words of a tag or around it, as it was typed: `New place`, `no_time`, `#injured`.
_BETWEEN = re.compile(r"[^\w/]+|_+")


def _tag(written: str) -> str:
    # One tag, however it was typed: `Injured` is `injured`. A plugin's is an id, so it has no capitals either. A
    # sentence is none, and is kept as it was written.
    meant = _BETWEEN.sub("-", unicodedata.normalize("NFKC", written).casefold()).strip("-")
    if meant in CORE_TAGS:
        return meant
    return written if len(written.split()) > 1 else written.strip().casefold()


_NUMBER = number(endless=True)
_COUNT = number(whole=True)


@plain_errors
@frozen
class Entry:
    """
    One practice, or one note. *tries* and *successes* are counts; *amount* is in the measure of the skill; *minutes* is
    how long it took; *confidence* is 0-10 and *stress* 1-5; *did_strategy* is `yes`, `partly` or `no`. *went* is for
    those who do not count: `not-yet`, `a-little`, `mostly` or `on-their-own`, or the same in the caregiver's words.

    *seen* and *tried* are for an observation by a clinician: what was seen, and what was tried together.

    Of one id, the highest *revision* counts. Of *tags* neither case nor spaces around count: `Injured` is `injured`.
    """

    id: str = field(validator=text, repr=shown)
    on: date = field(validator=day)
    focus: str = field(kw_only=True, validator=text, repr=shown)
    revision: int = field(kw_only=True, default=0, validator=number(0, whole=True))
    part_of_day: PartOfDay | None = field(kw_only=True, default=None, validator=one_of(PARTS_OF_DAY))
    who: str = field(kw_only=True, default="", validator=text, repr=False)
    place: str = field(kw_only=True, default="", validator=text, repr=False)
    role: Role = field(kw_only=True, default="caregiver", validator=one_of(ROLES))
    tries: int | None = field(kw_only=True, default=None, validator=_COUNT)
    successes: int | None = field(kw_only=True, default=None, validator=_COUNT)
    amount: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    minutes: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    went: str = field(kw_only=True, default="", validator=text, repr=False)
    support: Support | None = field(kw_only=True, default=None, validator=one_of(SUPPORTS))
    did_strategy: DidStrategy | None = field(kw_only=True, default=None, validator=one_of(get_args(DidStrategy)))
    confidence: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    stress: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    worked: str = field(kw_only=True, default="", validator=text, repr=False)
    hard: str = field(kw_only=True, default="", validator=text, repr=False)
    question: str = field(kw_only=True, default="", validator=text, repr=False)
    win: str = field(kw_only=True, default="", validator=text, repr=False)
    language: str | None = field(
        kw_only=True, default=None, converter=optional(kept_language), validator=text, repr=shown
    )
    tags: tuple[str, ...] = field(kw_only=True, default=(), converter=_tags, repr=shown)
    seen: str = field(kw_only=True, default="", validator=text, repr=False)
    tried: str = field(kw_only=True, default="", validator=text, repr=False)

    @property
    def only_observes(self) -> bool:
        """
        Whether it is a clinician's observation and nothing else: no count, no mark, no tag, and no other text.
        """
        if self.role != "clinician" or not (self.seen or self.tried):
            return False
        return self == Entry(
            self.id,
            self.on,
            focus=self.focus,
            revision=self.revision,
            part_of_day=self.part_of_day,
            who=self.who,
            place=self.place,
            role=self.role,
            language=self.language,
            seen=self.seen,
            tried=self.tried,
        )

    @property
    def content(self) -> str:
        """
        A digest of all that was written: another as soon as anything is amended. A clearance names by it what was seen.
        """
        return digest(self)


def impossible(entry: Entry, measure: SkillMeasure = "tries") -> tuple[tuple[str, Message], ...]:
    """
    Return what cannot be as written: the field, and the message that says why. *measure* is the skill's.
    """
    if _all_can_be(entry, measure):
        return ()
    # Numbers as they were written, by their letters: what cannot be may be no number at all, or one without an end.
    found: list[tuple[str, Message]] = []
    tries, successes = entry.tries, entry.successes
    if successes is not None and tries is not None and successes > tries:
        counts = {"successes": str(successes), "tries": str(tries)}
        found.append(("successes", Message("core/impossible.too-many", counts)))
    low, high = _AMOUNTS[measure]
    for name, value, least, most in (
        ("tries", tries, 0, MOST),
        ("successes", successes, 0, MOST),
        ("confidence", entry.confidence, *CONFIDENCE),
        ("stress", entry.stress, *STRESS),
        ("minutes", entry.minutes, 0, 24 * 60),
        ("amount", entry.amount, low, high),
    ):
        # Written so that what is not a number (NaN) is outside, too.
        if value is not None and not least <= value <= most:
            called = Message(f"core/impossible.{name}")
            values = {"what": called, "value": str(value), "least": str(least), "most": str(most)}
            found.append((name, Message("core/impossible.outside", values)))
    return tuple(found)


def _all_can_be(entry: Entry, measure: SkillMeasure) -> bool:
    # Of nearly every entry no more is asked. What is not a number (NaN) is outside, as above.
    tries, successes, minutes, amount = entry.tries, entry.successes, entry.minutes, entry.amount
    low, high = _AMOUNTS[measure]
    return (
        (tries is None or 0 <= tries <= MOST)
        and (successes is None or (0 <= successes <= MOST and (tries is None or successes <= tries)))
        and (entry.confidence is None or 0 <= entry.confidence <= 10)
        and (entry.stress is None or 1 <= entry.stress <= 5)
        and (minutes is None or 0 <= minutes <= 24 * 60)
        and (amount is None or low <= amount <= high)
    )
