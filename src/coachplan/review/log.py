"""
What was written of a plan, taken in entry by entry: what counts, what tells of a sign, and how each focus went so far.

What simply follows is added to what is there, at nearly the same cost however long the log is, also after a step was
taken. What is late, amended, or of another plan or an earlier day is said to be so, and the log is read anew. Decides
nothing.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter, is_, itemgetter

from attrs import fields

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.model.suggestions import Missing
from coachplan.model.told import FromWords
from coachplan.progress.course import Course
from coachplan.progress.practice import Practice
from coachplan.review.alerts import tells
from coachplan.review.entry_reading import EntryReading
from coachplan.review.growth import Growing
from coachplan.review.intake import SetAside, Sieve, counting, distinct, in_order, of_version

__all__ = ["Log", "since"]

_ON = attrgetter("on")
_COUNTED = ("tries", "successes", "amount", "minutes", "confidence", "stress")
_NUMBERS = attrgetter(*_COUNTED)
_NAMES = tuple(each.name for each in fields(Entry) if each.name not in (*_COUNTED, "on"))
_CONTENT = attrgetter(*_NAMES)

#: What every revision is in order by, the revision, and what was read in it.
_Heard = tuple[tuple[date, str, int], Entry, EntryReading]


def since(entries: Sequence[Entry], day: date) -> Sequence[Entry]:
    """
    Return the entries from a day on, of some that are in order.
    """
    return entries[bisect_left(entries, day, key=_ON) :]


class Log:
    """
    What was written of a plan up to a day. *usable* are the entries that count, by day and id, and *by_focus* those of
    each focus that are of practice; *versions* is every distinct revision. *readings* is what was read in each entry
    that counts, and *told* what its words tell, by its id. *telling* are the revisions that tell of a sign, with all
    others of their entries. *mark* is of all that was written, in whatever order.
    """

    __slots__ = (
        "_aside", "_by_id", "_catalogue", "_clashes", "_courses", "_growing", "_hear", "_last", "_later", "_mark",
        "_newest", "_sieve", "_telling", "_then", "by_focus", "on", "plan", "readings", "told", "usable", "versions",
    )  # fmt: skip

    def __init__(
        self,
        plan: Plan,
        entries: Iterable[Entry],
        on: date,
        catalogue: Catalogue,
        hear_entry: Callable[[Entry], EntryReading],
    ) -> None:
        self.plan, self.on = plan, on
        self._then = plan.as_of(on)
        self._catalogue, self._hear, self._sieve = catalogue, hear_entry, Sieve(plan, catalogue)
        self._by_id, self._clashes = distinct(entries)
        counted, self._aside = counting(self._by_id, self._clashes, self._sieve, on)
        self.versions = sorted((each for versions in self._by_id.values() for each in versions), key=of_version)
        heard = {}
        self._telling: list[_Heard] = []
        telling = set()
        for entry in self.versions:
            heard[id(entry)] = reading = hear_entry(entry)
            if tells(entry, reading, catalogue):
                telling.add(entry.id)
        if telling:
            self._telling = [(of_version(e), e, heard[id(e)]) for e in self.versions if e.id in telling]
        self.usable = sorted(counted, key=in_order)
        self.readings: dict[str, EntryReading] = {}
        self.told: dict[str, FromWords] = {}
        self.by_focus: dict[str, list[Entry]] = {}
        for entry in self.usable:
            known = heard.get(id(entry))
            self._count(entry, hear_entry(entry) if known is None else known)
            if not entry.only_observes:
                self.by_focus.setdefault(entry.focus, []).append(entry)
        self._mark = sum(map(_mark, self.versions))
        #: The last day of the entries that count.
        self._last = self.usable[-1].on if self.usable else date.min
        #: The last day of all that is not yet to come, and of what was changed in the plan.
        changed = (change.on for change in plan.history)
        self._newest = max((*changed, *(entry.on for entry in self.versions if entry.on <= on)), default=date.min)
        #: The first day of what is to come.
        self._later = min((entry.on for entry in self.versions if entry.on > on), default=None)
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
        return same and plan.family is self.plan.family and self._sieve.is_like(Sieve(plan, self._catalogue))

    def follow(self, entry: Entry, on: date) -> bool:
        """
        Take one more entry, in a review of that day; False where it does not simply follow: an entry that is there
        already was amended, or it is late.
        """
        versions = self._by_id.get(entry.id)
        if versions is not None:
            return any(entry == each for each in versions)
        counts, aside = self._sieve.sift(entry, on)
        if entry.on > on or (counts is not None and entry.on < self._last):
            return False
        # Whatever can fail comes before anything is taken.
        reading, mark = self._hear(entry), _mark(entry)
        heard = reading if counts is None or counts is entry else self._hear(counts)
        self._by_id[entry.id] = [entry]
        insort(self.versions, entry, key=of_version)
        if tells(entry, reading, self._catalogue):
            insort(self._telling, (of_version(entry), entry, reading), key=itemgetter(0))
        for each in aside:
            insort(self._aside, each, key=_aside_by)
        self._mark += mark
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
        own = self.by_focus.setdefault(entry.focus, [])
        insort(own, entry, key=in_order)
        course = self._courses.get(entry.focus)
        if course is not None:
            course.put(entry.on, since(own, entry.on))

    # -- what it comes to

    @property
    def mark(self) -> str:
        """
        A digest of all that was written, the same in whatever order it was.
        """
        return f"{self._mark % _MARKS:032x}"

    @property
    def telling(self) -> Iterable[tuple[Entry, EntryReading]]:
        """
        The revisions that tell of a sign, with all others of their entries, by day, and what was read in each.
        """
        return ((entry, reading) for _, entry, reading in self._telling)

    def days_of(self, entry: str) -> Iterable[date]:
        """
        Return the days that the revisions of an entry name.
        """
        return [each.on for each in self._by_id.get(entry, ())]

    def missing(self, on: date) -> list[Missing]:
        """
        Return what is set aside, as a review of that day tells it.
        """
        return [each.told(on) for each in (*self._clashes, *self._aside)]

    @property
    def growing(self) -> Growing:
        """
        How its caregivers grew.
        """
        if self._growing is None:
            self._growing = Growing(self.plan.family, self._catalogue.numbers)
            for day, written in _by_day(self.usable):
                self._growing.put(day, written)
        return self._growing

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
        )
        if before is not None:
            course.go_on(before)
            return course
        for day, written in _by_day(self.by_focus.get(focus.id, ())):
            course.put(day, written)
        return course


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


#: As many different marks as 16 bytes have.
_MARKS = 1 << 128


def _mark(entry: Entry) -> int:
    # 7 and 7.0 are one number, so they make one mark. What stands at its default is left out, so that a field which is
    # added later changes no mark.
    words = [(name, value) for name, value in zip(_NAMES, _CONTENT(entry), strict=True) if value]
    numbers = [value if value is None or type(value) is int else _plain(value) for value in _NUMBERS(entry)]
    content = repr((entry.on.isoformat(), words, numbers)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=16).digest(), "big")


def _plain(number: float) -> float:
    return int(number) if isinstance(number, int) or number.is_integer() else float(number)
