"""
What was written of a plan, taken in entry by entry: what counts, what tells of a sign, and how each focus went so far.

What simply follows is added to what is there, at nearly the same cost however long the log is, also after a step was
taken; and what is long over is let go of, when what it came to is known. What is late or amended is said to be so: the
log is made anew of what is still at hand, or where that is not enough, read anew. Decides nothing.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter, is_, itemgetter

from attrs import evolve

from coachplan.base.prefixes import LetGoError, Tail
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.model.suggestions import Missing
from coachplan.model.told import FromWords
from coachplan.progress.course import Course
from coachplan.progress.practice import Practice
from coachplan.review.alerts import tells
from coachplan.review.behind import Behind, kept_days
from coachplan.review.entry_reading import EntryReading
from coachplan.review.growth import Growing, looked_back_to
from coachplan.review.intake import SetAside, Sieve, counting, in_order, of_version
from coachplan.review.written import Written, digits, mark_of

__all__ = ["Log", "since"]

_ON = attrgetter("on")

#: So many entries are let go of at once, or more.
MANY = 64

#: What every revision is in order by, the revision, and what was read in it.
_Heard = tuple[tuple[date, str, int], Entry, EntryReading]


def since(entries: Sequence[Entry], day: date) -> Sequence[Entry]:
    """
    Return the entries from a day on, of some that are in order. Raises `LetGoError` where they are no longer at hand.
    """
    if isinstance(entries, Tail) and entries.floor is not None and day < entries.floor:
        raise LetGoError
    return entries[bisect_left(entries, day, key=_ON) :]


class Log:
    """
    What was written of a *plan* up to a day, *on*; what is said of entries is said of those at hand. *usable* are the
    entries that count, by day and id, and *by_focus* those of each focus that are of practice; *versions* is every
    distinct revision, by day. *readings* is what was read in each entry that counts, and *told* what its words tell, by
    its id. *telling* are the revisions that tell of a sign, with all others of their entries, and *counted_on* the days
    of those that count. *written* is every revision, and what is left of those that are no longer at hand.
    """

    __slots__ = (
        "_aside", "_catalogue", "_courses", "_growing", "_hear", "_last", "_later", "_newest", "_sieve", "_telling",
        "_then", "by_focus", "counted_on", "on", "plan", "readings", "told", "usable", "versions", "written",
    )  # fmt: skip

    def __init__(
        self,
        plan: Plan,
        entries: Iterable[Entry],
        on: date,
        catalogue: Catalogue,
        hear_entry: Callable[[Entry], EntryReading],
        behind: Behind | None = None,
    ) -> None:
        self.plan, self.on = plan, on
        self._then = plan.as_of(on)
        self._catalogue, self._hear, self._sieve = catalogue, hear_entry, Sieve(plan, catalogue)
        self.written = written = Written(entries, self._sieve, behind or Behind())
        behind, every = written.behind, written.in_order()
        counted, self._aside = counting(written.by_id, written.clashes, self._sieve, on)
        self.versions = _tail(every, behind)
        heard = {}
        self._telling: list[_Heard] = []
        telling = set()
        for entry in every:
            heard[id(entry)] = reading = hear_entry(entry)
            if tells(entry, reading, catalogue):
                telling.add(entry.id)
        if telling:
            self._telling = [(of_version(e), e, heard[id(e)]) for e in every if e.id in telling]
        counted.sort(key=in_order)
        self.counted_on = {entry.id: entry.on for entry in counted if entry.id in telling}
        self.usable = _tail(counted, behind)
        self.readings: dict[str, EntryReading] = {}
        self.told: dict[str, FromWords] = {}
        self.by_focus: dict[str, Tail[Entry]] = {}
        for entry in counted:
            known = heard.get(id(entry))
            self._count(entry, hear_entry(entry) if known is None else known)
            if not entry.only_observes and entry.on >= behind.floor_of(entry.focus):
                self._own(entry.focus).append(entry)
        #: The last day of the entries that count.
        self._last = self.usable[-1].on if self.usable else date.min
        #: The last day of all that is not yet to come, and of what was changed in the plan.
        changed = (change.on for change in plan.history)
        self._newest = max((behind.newest, *changed, *(entry.on for entry in every if entry.on <= on)))
        #: The first day of what is to come.
        self._later = min((entry.on for entry in every if entry.on > on), default=None)
        self._courses: dict[str, Course] = {}
        self._growing: Growing | None = None

    # -- what follows

    def take_plan(self, plan: Plan, on: date) -> bool:
        """
        Take the plan as it is by now, and say whether this is the log of it up to that day, too: False where other
        entries would count for it, as it is of other focuses or another family, or where the day is an earlier one. A
        focus that was turned since goes on from what is known of it.
        """
        if plan is not self.plan:
            newest = max((self._newest, *(change.on for change in plan.history)))
            if self._then is not self.plan or on < newest or not self._counts_alike(plan):
                return False
            before, self.plan, self._then, self._newest, self.on = self.plan, plan, plan, newest, on
            for focus, was in zip(plan.focuses, before.focuses, strict=True):
                course = self._courses.get(focus.id)
                if course is not None and not _stood_alike(focus, was, plan, before):
                    self._courses[focus.id] = self._followed(focus, course)
        return self._then is plan and on >= self._newest and (self._later is None or on < self._later)

    def _counts_alike(self, plan: Plan) -> bool:
        # Whether the same entries count, for the same focuses.
        same = [focus.id for focus in plan.focuses] == [focus.id for focus in self.plan.focuses]
        return same and plan.family == self.plan.family and self._sieve.is_like(Sieve(plan, self._catalogue))

    def follow(self, entry: Entry, on: date) -> bool:
        """
        Take one more entry, in a review of that day; False where it does not simply follow: an entry that is there
        already was amended, or it is late.
        """
        if self.written.is_known(entry.id):
            return self.written.has(entry)
        counts, aside = self._sieve.sift(entry, on)
        if entry.on > on:
            return False
        if counts is not None and (counts.on < self._last or counts.on < self.written.behind.floor):
            return False
        # Whatever can fail comes before anything is taken.
        reading, mark = self._hear(entry), mark_of(entry)
        heard = reading if counts is None or counts is entry else self._hear(counts)
        self.written.add(entry, mark)
        if entry.on >= self.written.behind.floor:
            insort(self.versions, entry, key=of_version)
        if tells(entry, reading, self._catalogue):
            if counts is not None:
                self.counted_on[entry.id] = counts.on
            insort(self._telling, (of_version(entry), entry, reading), key=itemgetter(0))
        for each in aside:
            insort(self._aside, each, key=_aside_by)
        self._newest = max(self._newest, entry.on)
        if counts is not None:
            self._last = counts.on
            insort(self.usable, counts, key=in_order)
            self._count(counts, heard)
            self._practise(counts)
        return True

    def _count(self, entry: Entry, reading: EntryReading) -> None:
        if reading.has_any:
            self.readings[entry.id] = reading
            if reading.beyond is not None:
                self.told[entry.id] = reading.beyond

    def _practise(self, entry: Entry) -> None:
        if self._growing is not None:
            self._growing.put(entry.on, since(self.usable, entry.on))
        if entry.only_observes:
            return
        own = self._own(entry.focus)
        insort(own, entry, key=in_order)
        course = self._courses.get(entry.focus)
        if course is not None:
            course.put(entry.on, since(own, entry.on))

    def _own(self, focus: str) -> Tail[Entry]:
        if focus not in self.by_focus:
            self.by_focus[focus] = Tail((), 0, self.written.behind.floor_of(focus))
        return self.by_focus[focus]

    @property
    def is_of_today(self) -> bool:
        """
        Whether it is of the plan as it stands now, and not as it stood on a day before its last change; and each of its
        focuses is there once.
        """
        return self._then is self.plan and len({focus.id for focus in self.plan.focuses}) == len(self.plan.focuses)

    # -- what does not follow

    def anew(self, plan: Plan, more: Iterable[Entry], on: date) -> Log | None:
        """
        Return the log of a plan on a day, with some entries more, made anew of what is at hand and what is left of the
        rest; None where one of them reaches further back, or other entries would count.
        """
        behind = self.written.behind
        if on < behind.newest or not self._counts_alike(plan):
            return None
        rows = self.written.with_more(more)
        return None if rows is None else Log(plan, rows, on, self._catalogue, self._hear, behind)

    def let_go(self, on: date, at_least: int | None = None) -> None:
        """
        Let go of entries that no review from a day on looks at by themselves, where there are many, or *at_least* so
        many: what they came to is kept. What tells of a sign, or is set aside, stays.
        """
        catalogue, focuses = self._catalogue, self.plan.focuses
        numbers = (catalogue.numbers, *(catalogue.numbers_for(focus.skill) for focus in focuses))
        floor = on - timedelta(days=kept_days(numbers))
        over = bisect_left(self.usable, floor, key=_ON)
        if not self.is_of_today or over < (at_least or max(MANY, len(self.usable) // 2)):
            return
        before, growing = self.written.behind, self._grown(self.usable[:over])
        growing.end_day()
        floors, courses = {}, {}
        for focus, own in self.by_focus.items():
            course = self._courses.get(focus)
            first = min(floor, looked_back_to(own, self._catalogue.numbers.lately_days))
            if course is not None:
                floors[focus] = max(course.floor(first), before.floor_of(focus))
                course.let_go(floors[focus])
                if course.behind is not None:
                    courses[focus] = course.behind
            self.by_focus[focus] = own.since(floors.get(focus, floor), _ON)
        stays = {entry.id for _, entry, _ in self._telling}
        stays.update(each.entry.id for each in (*self.written.clashes, *self._aside))
        now = evolve(before, floor=floor, floors=floors, courses=courses, growing=growing)
        for entry in self.written.let_go(now, stays):
            self.readings.pop(entry, None)
            self.told.pop(entry, None)
        self.usable, self.versions = self.usable.since(floor, _ON), self.versions.since(floor, _ON)

    # -- what it comes to

    @property
    def mark(self) -> str:
        """
        A digest of all that was written, the same in whatever order it was.
        """
        return digits(self.written.mark)

    @property
    def telling(self) -> Iterable[tuple[Entry, EntryReading]]:
        """
        The revisions that tell of a sign, with all others of their entries, by day, and what was read in each.
        """
        return ((entry, reading) for _, entry, reading in self._telling)

    def missing(self, on: date) -> list[Missing]:
        """
        Return what is set aside, as a review of that day tells it.
        """
        return [each.told(on) for each in (*self.written.clashes, *self._aside)]

    @property
    def growing(self) -> Growing:
        """
        How its caregivers grew.
        """
        if self._growing is None:
            self._growing = self._grown(self.usable)
        return self._growing

    def _grown(self, entries: Sequence[Entry]) -> Growing:
        before = self.written.behind.growing
        growing = before.copy() if before is not None else Growing(self.plan.family, self._catalogue.numbers)
        for day, written in _by_day(entries):
            growing.put(day, written)
        return growing

    def practice(self, focus: Focus, on: date) -> Practice:
        """
        Return what there is to read about a focus, as it stood on that day.
        """
        course = self.course(focus)
        past = [turn for turn in self.plan.history if turn.focus == focus.id and turn.on <= on]
        changes = [turn.on for turn in past if turn.before != turn.after]
        talks = [turn.on for turn in past if turn.kind in ("clarify", "lighten")]
        return course.practice(
            on,
            changed_on=max(changes, default=None),
            talked_on=max(talks, default=None),
            holds=[hold for hold in self.plan.holds if hold.focus == focus.id],
        )

    def course(self, focus: Focus) -> Course:
        """
        Return a focus followed over all that was written of it so far.
        """
        course = self._courses.get(focus.id)
        if course is None:
            course = self._courses[focus.id] = self._followed(focus)
        return course

    def _followed(self, focus: Focus, before: Course | None = None) -> Course:
        plan, catalogue = self.plan, self._catalogue
        routine = plan.family.routine(focus.routine)
        kind = catalogue.routine_kinds.get(routine.kind) if routine is not None else None
        course = Course(
            focus,
            skill=catalogue.skills.get(focus.skill),
            strategy=catalogue.strategies.get(focus.strategy),
            parameters=catalogue.numbers_for(focus.skill),
            told=self.told,
            on=self.on,
            phases=plan.phases(focus.id),
            seldom=kind is not None and kind.rare,
            behind=None if before is not None else self.written.behind.courses.get(focus.id),
        )
        if before is not None:
            course.go_on(before)
            return course
        for day, written in _by_day(self.by_focus.get(focus.id, ())):
            course.put(day, written)
        return course


def _tail(entries: Sequence[Entry], behind: Behind) -> Tail[Entry]:
    # Of entries by day those that are at hand whole.
    return Tail(entries).since(behind.floor, _ON)


def _by_day(entries: Sequence[Entry]) -> Iterable[tuple[date, list[Entry]]]:
    return ((day, list(written)) for day, written in groupby(entries, key=_ON))


def _stood_alike(one: Focus, other: Focus, plan: Plan, before: Plan) -> bool:
    # Whether its days are folded by the very same in both plans: flags that were recorded or cleared, holds and answers
    # change none of it. What is equal and not the same may be written in another way, as 5 and 5.0.
    mine, theirs = (
        [turn for turn in each.history if turn.focus == one.id and turn.before is not None] for each in (plan, before)
    )
    return one is other and len(mine) == len(theirs) and all(map(is_, mine, theirs))


def _aside_by(each: SetAside) -> str:
    return each.entry.id
