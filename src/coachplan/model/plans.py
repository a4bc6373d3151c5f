"""
What was agreed: the focuses, what the clinician opened, what is on hold, and the history of every change.

A plan never changes; each change makes the next plan, with the change in its history. Which day a change counts from is
decided here and nowhere else: the day after it was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import repeat
from typing import Literal, get_args

from attrs import evolve, field, frozen

from coachplan.base.arguments import explained
from coachplan.base.constructors import plain_errors
from coachplan.base.copies import copied
from coachplan.base.digests import digest
from coachplan.base.disclosure import shown
from coachplan.base.ids import namespace_of
from coachplan.base.showing import as_lines, shows_itself
from coachplan.base.validators import a, day, each, names_somebody, number, one_of, strings, text
from coachplan.model.actions import KINDS, Action, Kind
from coachplan.model.answered import Answered
from coachplan.model.approvals import Approval
from coachplan.model.entries import ROLES, Role
from coachplan.model.family import PARTS_OF_DAY, Family, PartOfDay
from coachplan.model.flags import URGENCIES, Urgency, more_urgent, urgent

__all__ = [
    "Change",
    "Clearance",
    "Declined",
    "Focus",
    "Hold",
    "OpenFlag",
    "Phase",
    "Plan",
    "Verb",
]

#: What a person does to a plan, in its history beside the kinds of step.
Verb = Literal["change", "hold", "end", "approve", "clear", "decline", "record", "answer"]

_SHARE = number(0, 1)

_ANY: Urgency = URGENCIES[0]


@plain_errors
@frozen
class Focus:
    """
    One routine, one skill at one step, one strategy, a few minutes. *step* counts from 1.

    *since* is the first day of this step, strategy and routine. *baseline* and *aim* are shares from 0 to 1.
    *part_of_day* keeps practice to the time that goes well. *generalising* alternates places or people inside the same
    days. *maintaining*: mastered, only probed now and then.
    """

    id: str = field(validator=text, repr=shown)
    routine: str = field(validator=text, repr=shown)
    skill: str = field(kw_only=True, validator=text)
    step: int = field(kw_only=True, validator=number(1, whole=True))
    strategy: str = field(kw_only=True, validator=text)
    since: date = field(kw_only=True, validator=day)
    minutes: float = field(kw_only=True, default=5, validator=number(0, above=True))
    days_per_week: int = field(kw_only=True, default=5, validator=number(1, 7, whole=True))
    cue: str = field(kw_only=True, default="", validator=text, repr=False)
    why: str = field(kw_only=True, default="", validator=text, repr=False)
    baseline: float | None = field(kw_only=True, default=None, validator=_SHARE)
    aim: float | None = field(kw_only=True, default=None, validator=_SHARE)
    aim_day: date | None = field(kw_only=True, default=None, validator=day)
    part_of_day: PartOfDay | None = field(kw_only=True, default=None, validator=one_of(PARTS_OF_DAY))
    generalising: bool = field(kw_only=True, default=False, validator=a(bool))
    maintaining: bool = field(kw_only=True, default=False, validator=a(bool))


@plain_errors
@frozen(kw_only=True)
class Hold:
    """
    A person's word that a focus stays as it is, until a day.
    """

    focus: str = field(validator=text, repr=shown)
    until: date = field(validator=day)
    by: str = field(validator=text, repr=False)
    on: date = field(validator=day)
    why: str = field(default="", validator=text, repr=False)
    role: Role = field(default="caregiver", validator=one_of(ROLES))


@plain_errors
@frozen(kw_only=True)
class OpenFlag:
    """
    A flag that an entry raised, kept with the plan so that a log cut short loses none. *pauses*: it pauses the plan.
    *content* is that of the entry (`Entry.content`); "" where an older coachplan kept the flag.
    """

    entry: str = field(validator=text, repr=shown)
    flag: str = field(validator=text)
    urgency: Urgency = field(validator=one_of(URGENCIES))
    words: str = field(validator=text, repr=False)
    on: date = field(validator=day)
    pauses: bool = field(default=False, validator=a(bool))
    content: str = field(default="", validator=text)


@plain_errors
@frozen(kw_only=True)
class Clearance:
    """
    A clinician, named, has seen to an entry: the flags and the exact words that were cleared, and in what was written.

    *seen* are the contents of the entry that was looked at, one for each of its revisions (`Entry.content`). Without
    any, as older coachplans kept it, it clears nothing: an id alone can be another entry's by now. *urgencies* are how
    urgent each flag was then; what was written later may make it worse, and that was not looked at.
    """

    entry: str = field(validator=text, repr=shown)
    flags: tuple[str, ...] = field(converter=strings)
    words: tuple[str, ...] = field(converter=strings, repr=False)
    by: str = field(validator=text, repr=False)
    on: date = field(validator=day)
    note: str = field(default="", validator=text, repr=False)
    seen: tuple[str, ...] = field(default=(), converter=strings)
    urgencies: tuple[Urgency, ...] = field(default=(), converter=urgent, validator=each(one_of(URGENCIES)))

    def covers(self) -> Iterator[tuple[tuple[str, str, str, str], Urgency]]:
        """
        Yield what is cleared, and up to which urgency: the entry, the flag, the words, and the content that was looked
        at. Where nobody is named, nothing is. What an older coachplan kept is cleared whatever its urgency.
        """
        if names_somebody(self.by):
            for flag, words, urgency in zip(self.flags, self.words, self.urgencies or repeat(_ANY), strict=False):
                yield from (((self.entry, flag, words, content), urgency) for content in self.seen if content)


@plain_errors
@frozen(kw_only=True)
class Declined:
    """
    A suggestion that was turned down, and what the focus was then: it is not offered again until something changes.
    """

    focus: str = field(validator=text, repr=shown)
    action: Action = field(validator=a(Action))
    rule: str = field(validator=text)
    by: str = field(validator=text, repr=False)
    on: date = field(validator=day)
    why: str = field(default="", validator=text, repr=False)


@plain_errors
@frozen(kw_only=True)
class Change:
    """
    One change in the history of a plan: what kind, by whom, by which rule, and the focus before and after.

    *kind* is a kind of step, or a person's verb: `change`, `hold`, `end`, `approve`, `clear`, `decline`, `record`,
    `answer`.
    """

    on: date = field(validator=day)
    kind: Kind | Verb = field(validator=one_of((*KINDS, *get_args(Verb))))
    by: str = field(validator=text, repr=False)
    role: Role = field(default="caregiver", validator=one_of(ROLES))
    focus: str = field(default="", validator=text, repr=shown)
    rule: str = field(default="", validator=text)
    why: str = field(default="", validator=text, repr=False)
    before: Focus | None = field(default=None, validator=a(Focus))
    after: Focus | None = field(default=None, validator=a(Focus))
    revision: int = field(default=0, validator=number(0, whole=True))


@frozen(kw_only=True)
class Phase:
    """
    A stretch of days, first to last (None: still open), in which a focus stood as it says.
    """

    first: date | None
    last: date | None
    focus: Focus


@shows_itself
@plain_errors
@frozen
class Plan:
    """
    A family, one to a few focuses, and everything that was decided about them. *revision* counts the changes.
    """

    id: str = field(validator=text, repr=shown)
    family: Family = field(validator=a(Family), repr=False)
    focuses: tuple[Focus, ...] = field(kw_only=True, converter=tuple[Focus, ...], validator=each(a(Focus)))
    approval: Approval | None = field(kw_only=True, default=None, validator=a(Approval))
    holds: tuple[Hold, ...] = field(kw_only=True, default=(), converter=tuple[Hold, ...], validator=each(a(Hold)))
    cleared: tuple[Clearance, ...] = field(
        kw_only=True, default=(), converter=tuple[Clearance, ...], validator=each(a(Clearance))
    )
    open_flags: tuple[OpenFlag, ...] = field(
        kw_only=True, default=(), converter=tuple[OpenFlag, ...], validator=each(a(OpenFlag))
    )
    declined: tuple[Declined, ...] = field(
        kw_only=True, default=(), converter=tuple[Declined, ...], validator=each(a(Declined))
    )
    history: tuple[Change, ...] = field(
        kw_only=True, default=(), converter=tuple[Change, ...], validator=each(a(Change))
    )
    revision: int = field(kw_only=True, default=0, validator=number(0, whole=True))
    answered: tuple[Answered, ...] = field(
        kw_only=True, default=(), converter=tuple[Answered, ...], validator=each(a(Answered))
    )

    @cached_property
    def worked_out(self) -> dict[object, tuple[object, ...]]:
        """
        What was worked out of it and is asked for in each of its reviews, by what was asked. It is no part of the plan,
        is never written or sent, and goes with it.
        """
        return {}

    @cached_property
    def version(self) -> str:
        """
        A digest of all of it, recorded flags included: what a store compares before it puts the next plan in its place.
        """
        return digest(self)

    @cached_property
    def agreed(self) -> str:
        """
        A digest of what was agreed: all of it but the flags that were recorded and the questions that were answered. A
        suggestion is of this, so that it can still be taken after its own review was recorded.
        """
        return digest(copied(self, open_flags=(), answered=(), history=self.decided))

    @property
    def decided(self) -> tuple[Change, ...]:
        """
        Its history without what changes nothing that was agreed: that a question was answered.
        """
        return tuple(change for change in self.history if change.kind != "answer")

    @property
    def settled(self) -> dict[tuple[str, str, str, str], Urgency]:
        """
        Return what was cleared, and up to which urgency: by entry, flag, words and the content that was looked at.
        """
        found: dict[tuple[str, str, str, str], Urgency] = {}
        for seen, urgency in (pair for clearance in self.cleared for pair in clearance.covers()):
            found[seen] = more_urgent(urgency, found.get(seen, urgency))
        return found

    @property
    def first_day(self) -> date | None:
        """
        The plan's first day: the earliest day any of its focuses began.
        """
        days = [focus.since for focus in self.focuses]
        days += [change.before.since for change in self.history if change.before is not None]
        return min(days, default=None)

    @property
    def needs(self) -> tuple[str, ...]:
        """
        The namespaces of the skills and strategies of its focuses: whose plugins or folders have to be there.
        """
        return tuple(
            dict.fromkeys(
                namespace_of(item) for focus in self.focuses for item in (focus.skill, focus.strategy) if "/" in item
            )
        )

    @explained
    def focus(self, focus_id: str) -> Focus | None:
        """
        Return the focus of that id as it stands now, or None.
        """
        return next((focus for focus in self.focuses if focus.id == focus_id), None)

    @explained
    def as_of(self, on: date) -> Plan:
        """
        Return the plan with each focus, and the revision, as they stood on a day before its last changes.

        The day of a change itself is already asked about with the change made, as whoever made it would expect.
        """
        later = [change for change in self.decided if change.on > on]
        if not later:
            return self
        stood = {change.focus: change.before for change in reversed(later) if change.before is not None}
        return evolve(
            self,
            focuses=[stood.get(focus.id, focus) for focus in self.focuses],
            revision=max(0, min(change.revision for change in later) - 1),
        )

    @explained
    def knows(self, focus_id: str) -> bool:
        """
        Say whether the plan has, or once had, a focus of that id.
        """
        return self.focus(focus_id) is not None or any(change.focus == focus_id for change in self.history)

    @explained
    def phases(self, focus_id: str) -> tuple[Phase, ...]:
        """
        Return the phases of a focus, oldest first. A change made on a day counts from the next.
        """
        turns = [c for c in self.history if c.focus == focus_id and c.before is not None and c.before != c.after]
        stretches: list[Phase] = []
        first: date | None = None
        for turn in turns:
            assert turn.before is not None  # the line above chose those; said for the type checker
            if first is None or first <= turn.on:  # of two changes on one day the first was never in force
                stretches.append(Phase(first=first, last=turn.on, focus=turn.before))
            first = turn.on + timedelta(days=1)
        now = self.focus(focus_id)
        if now is not None:
            stretches.append(Phase(first=first, last=None, focus=now))
        return tuple(stretches)

    def __str__(self) -> str:
        return as_lines(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.open_flags:
            yield "! Something that was written still needs a person: review this plan first."
        opened = self.approval and f"opened by {self.approval.by} on {self.approval.on}"
        yield f"{self.family.child.name}: {opened or 'a draft, which no clinician has opened'}"
        for number_of, focus in enumerate(self.focuses, start=1):
            routine = self.family.routine(focus.routine)
            called = focus.routine if routine is None else routine.label or routine.kind
            yield f"{number_of}. {focus.cue or called}"
            yield f"   {called}: {focus.skill}, step {focus.step}, with {focus.strategy}"
            yield f"   {focus.minutes:g} minutes, {focus.days_per_week} days a week, since {focus.since}"
            yield from (f"   On hold until {hold.until}" for hold in self.holds if hold.focus == focus.id)
