"""
How something is added to the record of a family: after what is there, once, and only where nothing else was expected.

Whoever writes is alone with the record of this family until all of it is kept, or nothing. Knows what was recorded
before, and decides nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import define, evolve, field, frozen
from sqlalchemy import Connection, Select, bindparam, func, insert, select

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found_code, is_code
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.validators import a, each, number
from coachplan.journal.connections import damaged
from coachplan.journal.events import Draft, Event, Happening, escaped, fits, seal
from coachplan.journal.replaying import of_the_family
from coachplan.journal.tables import EVENTS, event_of, sound
from coachplan.model.actions import KINDS
from coachplan.model.audited import MadeWith
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["Kept", "Writer", "no_such_family", "stale"]


@plain_errors
@frozen(kw_only=True)
class Kept:
    """
    What is in the journal now of what was given: its *events*, those that were there already among them; how many of
    them are *new*; and the *conflicts*, a finding for each entry that has the id and the revision of another one and
    says something else. Both are kept, and by the law of the log neither counts until a higher revision says which.
    """

    events: tuple[Event, ...] = field(converter=tuple[Event, ...], validator=each(a(Event)), repr=False)
    new: int = field(validator=number(0, whole=True))
    conflicts: tuple[Finding, ...] = field(default=(), converter=tuple[Finding, ...], validator=each(a(Finding)))


#: What of a plan's history has a value of its own, which is recorded in its place.
_SAID_ELSEWHERE = ("clear", "decline", "answer")


@define
class Writer:
    """
    Somebody who writes in the record of one family, on a connection that nobody else writes on meanwhile.
    """

    connection: Connection
    where: str
    family: str
    at: datetime
    by: str
    events: list[Event] = field(factory=list, init=False)
    new: int = field(default=0, init=False)
    conflicts: list[Finding] = field(factory=list, init=False)
    _stream: str = field(init=False)
    _head: int = field(init=False)
    _waiting: list[dict[str, Any]] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self._stream = fits("family", self.family)
        self._head = self.connection.execute(_HEAD, {"stream": self._stream}).scalar_one()

    @property
    def is_new(self) -> bool:
        """
        Whether nothing is recorded of this family yet.
        """
        return self._head == 0

    def finish(self) -> Kept:
        """
        Send what is not sent yet, and return what came of it.
        """
        self._flush()
        return Kept(events=self.events, new=self.new, conflicts=self.conflicts)

    def expect(self, seen: int | None) -> None:
        """
        Refuse where anything was recorded since so many events had been read.
        """
        if seen is not None and seen != self._head:
            raise stale(self.where, "something else was recorded meanwhile.")

    # -- what is kept

    def keep_family(self, family: Family) -> None:
        """
        Record a family, unless it is recorded as it is.
        """
        last = self._latest("family", family.id)
        if last is not None and last.value == family:
            self.events.append(last)
        else:
            self._add([Draft.of("family", family, item=family.id, once=False)])

    def keep_plan(self, plan: Plan, made_from: str | None) -> None:
        """
        Record the next version of a plan, and what was done in it: steps taken or turned down, alerts cleared,
        questions answered. Refuses where another version was recorded since *made_from*.
        """
        family, last = self._latest("family", self.family), self._latest("plan", plan.id)
        stood = None if last is None else of_the_family(last.value, None if family is None else family.value)
        if stood is not None and last is not None and stood.version == plan.version:
            self.events.append(last)  # told once more by somebody who did not hear that it was kept
            return
        if (stood and stood.version) != made_from:
            raise stale(self.where, "the plan was changed meanwhile.")
        if stood is None and family is not None and family.value != plan.family:
            raise stale(self.where, "the family of this plan is not as it is recorded.")
        if family is None or family.value != plan.family:
            self._add([Draft.of("family", plan.family, item=plan.family.id, once=False)])
        self._add([Draft.of("plan", plan, plan=plan.id, item=plan.id, once=False), *_done(stood, plan)])

    def keep_entries(self, entries: Iterable[Entry], plan_id: str) -> None:
        """
        Record what was written, each entry once.
        """
        if plan_id:
            self._known(plan_id)
        given = [(entry, Draft.of("entry", entry, plan=plan_id, item=entry.id)) for entry in entries]
        before = self._head
        self._add(draft for _, draft in given)
        self._flush()
        new = {event.item for event in self.events if event.version > before}
        kept: dict[tuple[str, int], list[Event]] = {}
        for event in self._of_items("entry", new):
            if "" in (plan_id, event.plan) or plan_id == event.plan:
                kept.setdefault((event.item, event.value.revision), []).append(event)
        for (item, revision), same in kept.items():
            clash = len({event.value.content for event in same}) > 1
            if clash and any(event.version > before for event in same):
                self.conflicts.append(_conflict(item, revision))

    def keep_review(self, review: Review, made_with: MadeWith | None) -> None:
        """
        Record a review that was offered, and every alert in it; and before it what it was made with, unless that is
        what the review before it was made with.
        """
        plan_id = review.plan.rpartition("@")[0]
        self._known(plan_id)
        offered = Draft.of("review", review, plan=plan_id, item=review.id)
        if not self.connection.execute(_ONCE, {"stream": self._stream, "some": [offered.once]}).all():
            self._keep_made_with(made_with)
        self._add([offered])
        self._add(Draft.of("alert", alert, plan=plan_id, item=alert.entry) for alert in review.alerts)

    def _keep_made_with(self, made_with: MadeWith | None) -> None:
        last = self._latest("made-with", "")
        if last is None and made_with is None:
            return
        given = MadeWith() if made_with is None else made_with  # else it would count as made with what stands there
        if last is None or last.value != given:
            self._add([Draft.of("made-with", given, once=False)])

    def keep_as_they_were(self, events: Iterable[Event]) -> None:
        """
        Record events of another journal, each with its own stamp and name.
        """
        for event in events:
            once = event.kind in ("entry", "review", "alert")
            draft = Draft.of(event.kind, event.value, plan=event.plan, item=event.item, once=once)
            self.at, self.by = event.at, event.by
            self._add([evolve(draft, text=event.text)])

    # -- the rows

    def _known(self, plan_id: str) -> None:
        if self._latest("plan", plan_id) is None:
            hint = "Save the plan first."
            what = f"there is no plan {found_code(plan_id)} of this family." if is_code(plan_id) else "no such plan."
            raise CoachplanError(Finding(where=self.where, item="plan", what=what, hint=hint, code="unknown-id"))

    def _latest(self, kind: Happening, item: str) -> Event | None:
        return next(self._asked(_LATEST, kind=kind, item=escaped(item)), None)

    def _of_items(self, kind: Happening, items: Iterable[str]) -> Iterator[Event]:
        for some in _parts(sorted(map(escaped, items))):
            yield from self._asked(_OF_ITEMS, kind=kind, items=some)

    def _asked(self, statement: Select[Any], **values: object) -> Iterator[Event]:
        self._flush()
        for row in self.connection.execute(statement, {"stream": self._stream, **values}).all():
            if not sound(row):
                raise damaged(self.where, "it is not as it was written", f"event {row.seq}")
            yield event_of(row)

    def _add(self, drafts: Iterable[Draft]) -> None:
        # What says the same as something that is there is not added; what is added is numbered, and sent with the rest.
        given = tuple(drafts)
        there: dict[str, Event] = {}
        for some in _parts(sorted({draft.once for draft in given if draft.once})):
            self._flush()
            rows = self.connection.execute(_ONCE, {"stream": self._stream, "some": some}).all()
            for row in rows:
                if not sound(row):
                    raise damaged(self.where, "it is not as it was written", f"event {row.seq}")
                there[row.once] = event_of(row)
        for draft in given:
            known = there.get(draft.once) if draft.once else None
            made = known or self._numbered(draft)
            if draft.once:
                there[draft.once] = made
            self.events.append(made)

    def _numbered(self, draft: Draft) -> Event:
        self._head += 1
        self.new += 1
        made = Event(
            seq=0,
            family=self.family,
            version=self._head,
            kind=draft.kind,
            plan=draft.plan,
            item=draft.item,
            text=draft.text,
            at=self.at,
            by=self.by,
        )
        row: dict[str, Any] = {
            "stream": self._stream,
            "version": made.version,
            "kind": made.kind,
            "plan": escaped(made.plan),
            "item": escaped(made.item),
            "document": made.text,
            "at": made.at.isoformat(),
            "by": escaped(made.by),
        }
        self._waiting.append({**row, "once": draft.once or None, "seal": seal(*row.values())})
        return made

    def _flush(self) -> None:
        if not self._waiting:
            return
        first = self._waiting[0]["version"]
        self.connection.execute(insert(EVENTS), self._waiting)
        self._waiting.clear()
        asked = {"stream": self._stream, "first": first}
        places = {row.version: row.seq for row in self.connection.execute(_PLACES, asked)}
        self.events = [evolve(event, seq=places.get(event.version, event.seq)) for event in self.events]


#: So many are asked for at once.
_AT_ONCE = 500
_ROW = EVENTS.c
_MINE = _ROW.stream == bindparam("stream")
_HEAD = select(func.coalesce(func.max(_ROW.version), 0)).where(_MINE)
_PLACES = select(_ROW.version, _ROW.seq).where(_MINE, _ROW.version >= bindparam("first"))
_ONCE = select(EVENTS).where(_MINE, _ROW.once.in_(bindparam("some", expanding=True)))
_LATEST = (
    select(EVENTS)
    .where(_MINE, _ROW.kind == bindparam("kind"), _ROW.item == bindparam("item"))
    .order_by(_ROW.version.desc())
    .limit(1)
)
_OF_ITEMS = (
    select(EVENTS)
    .where(_MINE, _ROW.kind == bindparam("kind"), _ROW.item.in_(bindparam("items", expanding=True)))
    .order_by(_ROW.version)
)


def _parts(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _done(before: Plan | None, after: Plan) -> Iterator[Draft]:
    # What a plan says that the one before it did not, each as an event of its own.
    def new(name: str) -> tuple[Any, ...]:
        stood, stands = (() if before is None else getattr(before, name)), getattr(after, name)
        return stands[len(stood) :] if stands[: len(stood)] == stood else tuple(x for x in stands if x not in stood)

    for change in new("history"):
        if change.kind not in _SAID_ELSEWHERE:
            kind: Happening = "accepted" if change.kind in KINDS else "changed"
            yield Draft.of(kind, change, plan=after.id, item=change.focus, once=False)
    for declined in new("declined"):
        yield Draft.of("declined", declined, plan=after.id, item=declined.focus, once=False)
    for cleared in new("cleared"):
        yield Draft.of("cleared", cleared, plan=after.id, item=cleared.entry, once=False)
    for answered in new("answered"):
        yield Draft.of("answered", answered, plan=after.id, item=answered.question, once=False)


def _conflict(item: str, revision: int) -> Finding:
    what = f"revision {revision} of this entry is kept already, and says something else. Both are kept."
    hint = f"Neither counts until somebody writes revision {revision + 1}."
    named = item if is_code(item) else "(an entry)"
    return Finding(item=named, what=what, hint=hint, code="duplicate")


def stale(where: str, what: str) -> CoachplanError:
    """
    Return the error that says that something was decided on another state than the one that is recorded.
    """
    return CoachplanError(Finding(where=where, what=what, hint="Read it again, and review again.", code="stale"))


def no_such_family(where: str, family: str, known: Iterable[str] | None = None) -> CoachplanError:
    """
    Return the error that says that nothing is recorded of a family; to whoever asks for it with those that are *known*.
    """
    what = f"there is no family {found_code(family)}." if is_code(family) else "there is no such family."
    hint = "Keep the family first."
    if known is not None:
        known = frozenset(known)
        hint = "It was recorded later." if family in known else suggest(family, known)
    return CoachplanError(Finding(where=where, item="family", what=what, hint=hint, code="unknown-id"))
