"""
Who practises: a child, the caregivers, the family's routines, what matters to them and what they want.

Holds what a family says about itself. Knows nothing of skills, plans or logs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args

from attrs import field, frozen

from coachplan.base.arguments import explained
from coachplan.base.asking import asking, asks
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found_code, is_code, shown
from coachplan.base.languages import a_language, language_code
from coachplan.base.messages import Message, key
from coachplan.base.names import same_name
from coachplan.base.showing import as_lines, shows_itself
from coachplan.base.validators import Unfit, a, an_id, day, each, number, one_of, strings, text
from coachplan.model.goals import Goal

__all__ = ["PARTS_OF_DAY", "Caregiver", "Child", "Family", "PartOfDay", "Routine"]

PartOfDay = Literal["morning", "midday", "afternoon", "evening", "night"]
PARTS_OF_DAY: tuple[PartOfDay, ...] = get_args(PartOfDay)


@plain_errors
@frozen
class Child:
    """
    A child, with an age that grows: *age_months* was true on *age_on* (None: on the plan's first day).

    *cautions* name what rules something out (`seizures`, `swallowing`, `egg-allergy`); *assessed* names the
    assessments on file, which some strategies require; *interests* are what the child loves, as `trains`, or with the
    kind before it, as `character: Bluey` (character, thing, activity, animal); *strengths* may be words or the ids of
    skills already there.
    """

    name: str = field(validator=text, repr=False)
    age_months: int = field(validator=number(0, 300, whole=True))
    age_on: date | None = field(default=None, kw_only=True, validator=day)
    interests: tuple[str, ...] = field(default=(), converter=strings, kw_only=True, repr=False)
    strengths: tuple[str, ...] = field(default=(), converter=strings, kw_only=True, repr=False)
    cautions: tuple[str, ...] = field(default=(), converter=strings, kw_only=True, repr=False)
    assessed: tuple[str, ...] = field(default=(), converter=strings, kw_only=True, repr=False)

    @explained
    def age_in_months(self, on: date, first_day: date | None = None) -> int:
        """
        Return the age in whole months on a day, never below the age that was given.
        """
        known_on = self.age_on or first_day
        if known_on is None or on <= known_on:
            return self.age_months
        grown = (on.year - known_on.year) * 12 + on.month - known_on.month - (on.day < known_on.day)
        return self.age_months + max(0, grown)


@plain_errors
@frozen
class Caregiver:
    """
    Somebody who practises with the child, and the language they read best. *confidence* is 0-10, or not known.
    """

    name: str = field(validator=text, repr=False)
    language: str = field(default="en", kw_only=True, converter=language_code, validator=a_language, repr=shown)
    confidence: float | None = field(default=None, kw_only=True, validator=number(0, 10))


@plain_errors
@frozen
class Routine:
    """
    Something the family does anyway. *kind* is a routine kind of the catalogue (`dressing`, `dinner`); *goes* and
    *matters* are the family's own marks from 1 to 5; *minutes* is the time there really is.
    """

    id: str = field(validator=text, repr=shown)
    kind: str = field(validator=text, repr=shown)
    label: str = field(kw_only=True, default="", validator=text, repr=False)
    days_a_week: int = field(kw_only=True, default=7, validator=number(1, 7, whole=True))
    minutes: float | None = field(kw_only=True, default=None, validator=number(0, above=True))
    part_of_day: PartOfDay | None = field(kw_only=True, default=None, validator=one_of(PARTS_OF_DAY))
    who: tuple[str, ...] = field(kw_only=True, default=(), converter=strings, repr=False)
    place: str = field(kw_only=True, default="", validator=text, repr=False)
    goes: int | None = field(kw_only=True, default=None, validator=number(1, 5, whole=True))
    matters: int | None = field(kw_only=True, default=None, validator=number(1, 5, whole=True))

    @property
    def called(self) -> str | Message:
        """
        What the family calls it, else what its kind is called.
        """
        return self.label or Message(key(self.kind, "title"))


#: What mends a family that does not say which it is.
NO_FAMILY_ID = 'Add a line id = "...": a short name of your own that no other family has.'

#: What stands in the middle, where a family marked nothing.
_NOT_SAID = 3

#: What mends a family in which two have one name.
_TOLD_APART = 'Tell them apart as you do at home: "Maria" and "Maria (aunt)".'

_CAREGIVERS = each(a(Caregiver))


@asking(**asks(_CAREGIVERS))
def _told_apart(family: Any, attribute: Any, caregivers: Any) -> None:
    # Who writes is known by a name alone: what one of two wrote would be told as the other's.
    _CAREGIVERS(family, attribute, caregivers)
    first: dict[str, int] = {}
    for place, caregiver in enumerate(caregivers):
        name = same_name(caregiver.name)
        if name and first.setdefault(name, place) != place:
            # A name is nothing for a log: whose it is, is told by the places.
            whose = f"the family {found_code(family.id)}" if is_code(getattr(family, "id", None)) else "the family"
            what = f"{whose} has a caregiver of this name already, at {attribute.name}[{first[name]}]."
            raise Unfit(f"{attribute.name}[{place}]", what, _TOLD_APART, "duplicate")


@shows_itself
@plain_errors
@frozen
class Family:
    """
    A child, the caregivers, their routines, and what fits them.

    A value such as `no-screens` rules out what carries the tag `screens`; another value (`floor-meals`) speaks for what
    carries it as a tag. *avoid* lists strategy ids or tags that are never offered. *minutes_a_day* is the family's
    whole budget. *goals* are what they want, the most wanted first. No two *caregivers* have one name, however it is
    typed; who does is told apart, as `Maria` and `Maria (aunt)`. *id* tells the family from every other: two children
    may be called Sam.

    Printed, it is for whoever keeps its data. Of its goals only the number is told: some are nothing for somebody at
    home to read (`GoalStanding.quiet`), and which they are, a proposal or a review says.
    """

    child: Child = field(validator=a(Child))
    caregivers: tuple[Caregiver, ...] = field(converter=tuple[Caregiver, ...], validator=_told_apart)
    routines: tuple[Routine, ...] = field(default=(), converter=tuple[Routine, ...], validator=each(a(Routine)))
    values: tuple[str, ...] = field(kw_only=True, default=(), converter=strings, repr=False)
    avoid: tuple[str, ...] = field(kw_only=True, default=(), converter=strings, repr=False)
    materials: tuple[str, ...] = field(kw_only=True, default=(), converter=strings, repr=False)
    minutes_a_day: float | None = field(kw_only=True, default=None, validator=number(0, above=True))
    goals: tuple[Goal, ...] = field(kw_only=True, default=(), converter=tuple[Goal, ...], validator=each(a(Goal)))
    id: str = field(kw_only=True, validator=an_id, repr=shown, metadata={"missing": NO_FAMILY_ID})

    @property
    def language(self) -> str:
        """
        The first caregiver's language; English where nobody is named.
        """
        return self.caregivers[0].language if self.caregivers else "en"

    @explained
    def routine(self, routine_id: str) -> Routine | None:
        """
        Return the routine of that id, if the family has it.
        """
        return next((routine for routine in self.routines if routine.id == routine_id), None)

    @explained
    def matters(self, routine_id: str) -> int:
        """
        Return how much a routine matters to the family, 1 to 5; 3 where they did not say.
        """
        routine = self.routine(routine_id)
        return _NOT_SAID if routine is None or routine.matters is None else routine.matters

    def __str__(self) -> str:
        return as_lines(self._lines())

    def _lines(self) -> Iterator[str]:
        child = self.child
        yield f"{child.name}, {child.age_months} months"
        if child.cautions:
            yield f"! Cautions: {', '.join(child.cautions)}"
        for caregiver in self.caregivers:
            sure = "" if caregiver.confidence is None else f", confidence {caregiver.confidence:g} of 10"
            yield f"With {caregiver.name} ({caregiver.language}{sure})"
        for routine in self.routines:
            minutes = "" if routine.minutes is None else f", {routine.minutes:g} minutes"
            marks = (("goes", routine.goes), ("matters", routine.matters))
            said = "".join(f", {name} {mark} of 5" for name, mark in marks if mark is not None)
            yield f"- {routine.label or routine.kind}: {routine.days_a_week} days a week{minutes}{said}"
        said_of = {
            "Loves": child.interests,
            "Does well": child.strengths,
            "Assessed": child.assessed,
            "Matters at home": self.values,
            "Never offered": self.avoid,
            "At home": self.materials,
        }
        yield from (f"{name}: {', '.join(said)}" for name, said in said_of.items() if said)
        if self.minutes_a_day is not None:
            yield f"Minutes a day in all: {self.minutes_a_day:g}"
        if self.goals:
            yield f"Goals: {len(self.goals)} (a proposal and a review tell of them)"
