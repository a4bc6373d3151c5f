"""
One scenario as it was written, read into values: a plan, a log, a day, and what is expected.

Strict, since a misspelt expectation would pass for ever: every key is known or the scenario is refused, with the
nearest right key. Knows nothing of files, nor of the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from attrs import evolve, fields

from coachplan.actions import KINDS
from coachplan.codec import structure
from coachplan.entries import ROLES, Entry
from coachplan.errors import CoachplanError, Finding
from coachplan.family import Caregiver, Child, Family, Routine
from coachplan.flags import URGENCIES
from coachplan.ids import suggest
from coachplan.plans import Approval, Focus, Hold, Plan
from coachplan.shelves import Shelf
from coachplan.testing.expectations import (
    CERTAINTIES,
    MENTION_KINDS,
    Expect,
    ExpectedMention,
    Never,
    Scenario,
)

__all__ = ["FIRST_DAY", "Reader", "unknown_keys"]

T = TypeVar("T")

#: Day 1 of every scenario: the first day of its focuses.
FIRST_DAY = date(2026, 3, 2)

_CLINICIAN = "Dana, clinician"


_KEYS = (
    *("name", "certainty", "why", "child", "caregiver", "family", "routine", "focus", "approval", "hold"),
    *("log", "review_day", "expect", "never"),
)

_EXPECT = tuple(attribute.name for attribute in fields(Expect))
_NEVER = tuple(attribute.name for attribute in fields(Never))


def unknown_keys(raw: Mapping[str, Any], known: Iterable[str], where: str, item: str) -> list[Finding]:
    """
    Return a finding for every key that is not known here.
    """
    names = tuple(known)
    return [
        Finding(where=where, item=item, what=f"there is no key {key!r} here.", mend=suggest(key, names))
        for key in raw
        if key not in names
    ]


class Reader:
    """
    Reads one scenario, and gathers everything that is wrong with it in `wrong`, so that a person mends it in one go.
    """

    def __init__(self, raw: dict[str, Any], where: str, number: int) -> None:
        self.raw = raw
        self.where = where
        name = raw.get("name")
        self.item = name.strip() if isinstance(name, str) and name.strip() else f"scenario {number}"
        self.wrong: list[Finding] = []

    def _fail(self, what: str, mend: str = "", *, item: str = "") -> None:
        place = f"{self.item}, {item}" if item else self.item
        self.wrong.append(Finding(where=self.where, item=place, what=what, mend=mend))

    def read(self) -> Scenario | None:
        """
        Return the scenario, or None where anything is wrong.
        """
        raw = self.raw
        self.wrong += unknown_keys(raw, _KEYS, self.where, self.item)
        if self.item != raw.get("name", "") and not (isinstance(raw.get("name"), str) and raw["name"].strip()):
            self._fail("the scenario has no name.", "Give it a sentence for a name.")
        certainty = raw.get("certainty", "robust")
        self._one_of(certainty, CERTAINTIES, "certainty")
        why = self._text(raw, "why")
        plan = self._plan()
        entries = self._log(plan)
        expect, never = self._expect(plan), self._never()
        last = max((entry.on for entry in entries), default=FIRST_DAY)
        review = self._day(raw["review_day"], "review_day") if "review_day" in raw else last
        if self.wrong or plan is None:
            return None
        return Scenario(
            name=self.item,
            certainty=certainty,
            why=why,
            plan=plan,
            entries=entries,
            review_day=review,
            expect=expect,
            never=never,
            where=self.where,
        )

    # -- small things

    def _text(self, raw: Mapping[str, Any], key: str) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self._fail(f"expected a text, found {value!r}.", item=key)
            return ""
        return value

    def _one_of(self, value: object, known: Iterable[str], item: str) -> None:
        names = tuple(known)
        if value not in names:
            self._fail(f"{value!r} is not known here.", suggest(str(value), names), item=item)

    def _day(self, value: object, item: str) -> date:
        if type(value) is int:
            return FIRST_DAY + timedelta(days=value - 1)
        if type(value) is date:
            return value
        self._fail(f"expected a day, found {value!r}.", "Write a number (day 1 is the first) or a date.", item=item)
        return FIRST_DAY

    def _days_of(self, raw: dict[str, Any], names: Mapping[str, str], item: str) -> dict[str, Any]:
        # *names*: how a day is written here, and the field it fills.
        made = dict(raw)
        for written, wanted in names.items():
            if written in made:
                made[wanted] = self._day(made.pop(written), f"{item}, {written}")
        return made

    def _made(self, kind: type[T], raw: Any, item: str) -> T | None:
        try:
            return structure(kind, raw, where=self.where, item=f"{self.item}, {item}")
        except CoachplanError as error:
            self.wrong += error.findings
            return None

    def _table(self, key: str) -> dict[str, Any]:
        value = self.raw.get(key, {})
        if not isinstance(value, dict):
            self._fail(f"expected a table, found {value!r}.", "Write { key = value, ... }.", item=key)
            return {}
        return value

    def _tables(self, key: str) -> list[dict[str, Any]]:
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._fail("expected a list of tables.", "Write [ { key = value }, ... ].", item=key)
            return []
        return value

    # -- the plan

    def _plan(self) -> Plan | None:
        focuses = self._focuses()
        family = self._family(focuses)
        holds = self._holds(focuses)
        if family is None or None in focuses or not focuses:
            return None
        plan = Plan("p1", family, focuses=tuple(focus for focus in focuses if focus is not None), holds=holds)
        return evolve(plan, approval=self._approval(plan))

    def _focuses(self) -> list[Focus | None]:
        tables = self._tables("focus")
        if not tables:
            self._fail("there is no focus.", 'Write focus = [ { skill = "...", strategy = "...", routine = "..." } ].')
        made: list[Focus | None] = []
        for number, table in enumerate(tables, start=1):
            raw: dict[str, Any] = {"id": f"f{number}", "step": 1, "since": 1, **table}
            raw = self._days_of(raw, {"since": "since", "aim_day": "aim_day"}, f"focus {number}")
            made.append(self._made(Focus, raw, f"focus {number}"))
        return made

    def _family(self, focuses: Iterable[Focus | None]) -> Family | None:
        told = {"name": "Sam", "age_months": 48, **self._table("child")}
        child = self._made(Child, self._days_of(told, {"age_on": "age_on"}, "child"), "child")
        caregiver = self._made(Caregiver, {"name": "Alex", **self._table("caregiver")}, "caregiver")
        routines: list[Routine] = []
        for number, table in enumerate(self._tables("routine"), start=1):
            raw = {"id": table["kind"], **table} if "kind" in table else table
            routine = self._made(Routine, raw, f"routine {number}")
            routines += [routine] if routine is not None else []
        for focus in focuses:
            if focus is not None and focus.routine not in {routine.id for routine in routines}:
                routines.append(Routine(focus.routine, focus.routine, matters=4))
        extra = self._table("family")
        for key in ("child", "caregivers", "routines"):
            if key in extra:
                mend = f"Write it under {key.removesuffix('s')!r} of the scenario."
                self._fail(f"{key!r} does not belong here.", mend, item="family")
                return None
        if child is None or caregiver is None:
            return None
        stand_in = {"name": child.name, "age_months": child.age_months}
        household = self._made(Family, {"child": stand_in, "caregivers": [], **extra}, "family")
        if household is None:
            return None
        return evolve(household, child=child, caregivers=(caregiver,), routines=tuple(routines))

    def _holds(self, focuses: list[Focus | None]) -> tuple[Hold, ...]:
        known = [focus.id for focus in focuses if focus is not None]
        made: list[Hold] = []
        for number, table in enumerate(self._tables("hold"), start=1):
            one: dict[str, Any] = {"focus": known[0]} if len(known) == 1 else {}
            raw = {"by": _CLINICIAN, "on": 1, **one, **table}
            raw = self._days_of(raw, {"until_day": "until", "until": "until", "on": "on"}, f"hold {number}")
            hold = self._made(Hold, raw, f"hold {number}")
            if hold is not None:
                self._one_of(hold.focus, known, f"hold {number}, focus")
                made.append(hold)
        return tuple(made)

    def _approval(self, plan: Plan) -> Approval | None:
        value = self.raw.get("approval")
        if value is None:
            return None
        if value == "everything":
            return Approval.everything(plan, by=_CLINICIAN, on=FIRST_DAY)
        if isinstance(value, dict):
            raw = self._days_of({"by": _CLINICIAN, "on": 1, **value}, {"on": "on"}, "approval")
            return self._made(Approval, raw, "approval")
        self._fail(f"found {value!r}.", 'Write "everything", a table of what is open, or nothing.', item="approval")
        return None

    # -- the log

    def _log(self, plan: Plan | None) -> tuple[Entry, ...]:
        first = plan.focuses[0].id if plan is not None else "f1"
        made: list[Entry] = []
        for number, table in enumerate(self._tables("log"), start=1):
            item = f"log {number}"
            if "day" not in table and "on" not in table:
                self._fail("the day is missing.", "Write day = 1 for the first day.", item=item)
                continue
            raw = self._days_of({"id": f"e{number}", "focus": first, **table}, {"day": "on", "on": "on"}, item)
            entry = self._made(Entry, raw, item)
            if entry is not None:
                made.append(entry)
        return tuple(made)

    # -- what is expected

    def _expect(self, plan: Plan | None) -> Expect:
        raw = self._table("expect")
        self.wrong += unknown_keys(raw, _EXPECT, self.where, f"{self.item}, expect")
        focuses = [focus.id for focus in plan.focuses] if plan is not None else []
        ask = raw.get("ask_clinician")
        if ask is not None and not isinstance(ask, bool):
            self._fail(f"expected true or false, found {ask!r}.", item="expect, ask_clinician")
        mentions = None
        if "mentions" in raw:
            mentions = tuple(self._mentions(raw["mentions"]))
        return Expect(
            step=self._by_focus(raw, "step", focuses, KINDS),
            rule=self._by_focus(raw, "rule", focuses, None),
            needs=self._by_focus(raw, "needs", focuses, ROLES),
            alerts=self._words(raw, "alerts", "expect", URGENCIES),
            flags=self._words(raw, "flags", "expect"),
            wins=self._words(raw, "wins", "expect"),
            mentions=mentions,
            answers=self._words(raw, "answers", "expect"),
            says=self._words(raw, "says", "expect") or (),
            ask_clinician=ask,
        )

    def _never(self) -> Never:
        raw = self._table("never")
        self.wrong += unknown_keys(raw, _NEVER, self.where, f"{self.item}, never")
        return Never(
            steps=self._words(raw, "steps", "never", KINDS) or (),
            alerts=self._words(raw, "alerts", "never", URGENCIES) or (),
            says=self._words(raw, "says", "never") or (),
        )

    def _words(
        self, raw: Mapping[str, Any], key: str, under: str, known: Iterable[str] | None = None
    ) -> tuple[str, ...] | None:
        if key not in raw:
            return None
        value = raw[key]
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            self._fail(f"expected a list of words, found {value!r}.", item=f"{under}, {key}")
            return ()
        for word in value:
            if known is not None:
                self._one_of(word, known, f"{under}, {key}")
        return tuple(value)

    def _by_focus(
        self, raw: Mapping[str, Any], key: str, focuses: list[str], known: Iterable[str] | None
    ) -> Shelf[str, tuple[str, ...]] | None:
        if key not in raw:
            return None
        value, item = raw[key], f"expect, {key}"
        if not isinstance(value, dict):
            if len(focuses) > 1:
                mend = "Write { " + ", ".join(f'{focus} = "..."' for focus in focuses) + " }."
                self._fail("the scenario has several focuses.", mend, item=item)
            value = {focuses[0] if focuses else "f1": value}
        made: dict[str, tuple[str, ...]] = {}
        for focus, given in value.items():
            if focuses:
                self._one_of(focus, focuses, item)
            made[focus] = self._words({key: [given] if isinstance(given, str) else given}, key, "expect", known) or ()
            if not made[focus]:
                self._fail("nothing is named that would be right.", item=item)
        return Shelf(made)

    def _mentions(self, value: object) -> Iterator[ExpectedMention]:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._fail('expected a list such as [ { words = "choking", kind = "negated" } ].', item="expect, mentions")
            return
        for number, table in enumerate(value, start=1):
            item = f"expect, mentions {number}"
            self.wrong += unknown_keys(table, ("words", "kind"), self.where, f"{self.item}, {item}")
            words = self._text(table, "words")
            if not words:
                self._fail("the words are missing.", item=item)
            if "kind" in table:
                self._one_of(table["kind"], MENTION_KINDS, item)
            yield ExpectedMention(words=words, kind=table.get("kind"))
