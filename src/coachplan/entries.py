"""
What the caregiver wrote down: one entry, as it was written, possible or not.

Anything may be missing; missing is not zero, and not attempted is not failed. An impossible count is kept as written:
whether it can be used is decided where it is read, so that its words are never lost.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen
from attrs.validators import in_, instance_of, optional

from coachplan.family import PARTS_OF_DAY
from coachplan.shapes import day, number, strings
from coachplan.skills import SUPPORTS

__all__ = ["CORE_TAGS", "ROLES", "TEXT_FIELDS", "Entry", "impossible"]

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

ROLES = ("caregiver", "clinician")

#: The free text of an entry, in the order in which it is read.
TEXT_FIELDS = ("worked", "hard", "question", "win")


def _tags(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(strings(given))))


_NUMBER = optional(instance_of((int, float)))
_COUNT = optional(instance_of(int))


@frozen
class Entry:
    """
    One practice, or one note. *tries* and *successes* are counts; *amount* is in the measure of the skill; *minutes* is
    how long it took; *confidence* is 0-10 and *stress* 1-5; *did_strategy* is `yes`, `partly` or `no`.

    Of one id, the highest *revision* counts.
    """

    id: str = field(validator=instance_of(str))
    on: date = field(validator=day)
    focus: str = field(kw_only=True, validator=instance_of(str))
    revision: int = field(kw_only=True, default=0, validator=number(whole=True))
    part_of_day: str | None = field(kw_only=True, default=None, validator=optional(in_(PARTS_OF_DAY)))
    who: str = field(kw_only=True, default="", validator=instance_of(str))
    place: str = field(kw_only=True, default="", validator=instance_of(str))
    role: str = field(kw_only=True, default="caregiver", validator=in_(ROLES))
    tries: int | None = field(kw_only=True, default=None, validator=_COUNT)
    successes: int | None = field(kw_only=True, default=None, validator=_COUNT)
    amount: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    minutes: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    support: str | None = field(kw_only=True, default=None, validator=optional(in_(SUPPORTS)))
    did_strategy: str | None = field(kw_only=True, default=None, validator=optional(in_(("yes", "partly", "no"))))
    confidence: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    stress: float | None = field(kw_only=True, default=None, validator=_NUMBER)
    worked: str = field(kw_only=True, default="", validator=instance_of(str))
    hard: str = field(kw_only=True, default="", validator=instance_of(str))
    question: str = field(kw_only=True, default="", validator=instance_of(str))
    win: str = field(kw_only=True, default="", validator=instance_of(str))
    language: str | None = field(kw_only=True, default=None, validator=optional(instance_of(str)))
    tags: tuple[str, ...] = field(kw_only=True, default=(), converter=_tags)


def impossible(entry: Entry) -> tuple[tuple[str, str], ...]:
    """
    Return what cannot be as written: the field, and the sentence that says why.
    """
    found: list[tuple[str, str]] = []
    tries, successes = entry.tries, entry.successes
    if tries is not None and tries < 0:
        found.append(("tries", f"{tries} tries is less than none"))
    if successes is not None:
        if successes < 0:
            found.append(("successes", f"{successes} successes is less than none"))
        elif tries is None:
            found.append(("successes", f"{successes} successes, but not out of how many tries"))
        elif successes > tries >= 0:
            found.append(("successes", f"{successes} successes out of {tries} tries"))
    for name, value, low, high in (
        ("confidence", entry.confidence, 0, 10),
        ("stress", entry.stress, 1, 5),
        ("minutes", entry.minutes, 0, 24 * 60),
        ("amount", entry.amount, -MOST, MOST),
        ("tries", tries, -MOST, MOST),
    ):
        # Written so that what is not a number (NaN) is outside, too.
        if value is not None and not low <= value <= high:
            found.append((name, f"{name} {value} is outside {low:g} to {high:g}"))
    return tuple(found)
