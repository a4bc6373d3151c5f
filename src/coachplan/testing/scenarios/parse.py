"""
One scenario as it was written, read into values: a plan, a log, a day, and what is expected.

Strict, since a misspelt expectation would pass for ever: every key is known or the scenario is refused, with the
nearest right key. A family or plan may be a document that it is handed. Knows nothing of files, nor of the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from attrs import evolve

from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.codec import structure
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Hold, Plan
from coachplan.testing.scenarios.expected import at_its_place, expected, forbidden
from coachplan.testing.scenarios.model import CERTAINTIES, Scenario
from coachplan.testing.scenarios.strict_keys import Slips

__all__ = ["FIRST_DAY", "Reader"]

T = TypeVar("T")

#: Day 1 of every scenario: the first day of its focuses.
FIRST_DAY = date(2026, 3, 2)

_CLINICIAN = "Dana, clinician"

_KEYS = (
    *("name", "certainty", "why", "plan", "child", "caregiver", "family", "routine", "focus", "approval", "hold"),
    *("log", "review_day", "expect", "never"),
)

#: What a plan that is named by its document says by itself, and what a family does.
_OF_A_PLAN = ("child", "caregiver", "family", "routine", "focus", "approval", "hold")
_OF_A_FAMILY = ("child", "caregiver", "routine")

#: Reads a document of a kind by the name it is called by in a scenario.
Fetch = Callable[[type, str], Any]


class Reader:
    """
    Reads one scenario, and gathers everything that is wrong with it in `wrong`, so that a person mends it in one go.
    """

    def __init__(self, raw: dict[str, Any], where: str, number: int, fetch: Fetch) -> None:
        name = raw.get("name")
        self.raw = raw
        self.where = where
        self.fetch = fetch
        self.first: date = FIRST_DAY
        self.item: str = name.strip() if isinstance(name, str) and name.strip() else f"scenario {number}"
        self.slips: Slips = Slips(raw, where, self.item)

    @property
    def wrong(self) -> list[Finding]:
        """
        Everything that is wrong so far.
        """
        return self.slips.wrong

    def read(self) -> Scenario | None:
        """
        Return the scenario, or None where anything is wrong.
        """
        raw = self.raw
        self.slips.only(raw, _KEYS)
        if self.item != raw.get("name", "") and not (isinstance(raw.get("name"), str) and raw["name"].strip()):
            self.slips.fail("the scenario has no name.", "Give it a sentence for a name.")
        certainty = raw.get("certainty", "robust")
        self.slips.one_of(certainty, CERTAINTIES, "certainty")
        why = self.slips.text(raw, "why")
        plan = self._plan()
        entries = self._log(plan)
        expect, never = expected(self.slips, plan), forbidden(self.slips)
        last = max((entry.on for entry in entries), default=self.first)
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

    def _day(self, value: object, item: str) -> date:
        if type(value) is int:
            try:
                return self.first + timedelta(days=value - 1)
            except OverflowError:
                hint = "Write a smaller number: day 1 is the first."
                self.slips.fail("a day so far away is in no calendar.", hint, item=item)
                return self.first
        if type(value) is date:
            return value
        self.slips.fail(
            f"expected a day, found {value!r}.", "Write a number (day 1 is the first) or a date.", item=item
        )
        return self.first

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
            self.slips.wrong += error.findings
            return None

    def _document(self, kind: type[T], name: object, says: Iterable[str], item: str) -> T | None:
        # A document says everything of its kind: what stood beside it here would be one of two truths.
        for key in says:
            if key in self.raw:
                self.slips.fail(f"{key!r} stands here, and {name!r} says it too.", "Keep one.", item=item)
        try:
            return self.fetch(kind, str(name))  # type: ignore[no-any-return]
        except CoachplanError as error:
            self.slips.wrong += [evolve(each, item=f"{self.item}, {item}") for each in error.findings]
            return None

    # -- the plan

    def _plan(self) -> Plan | None:
        if "plan" in self.raw:
            named = self._document(Plan, self.raw["plan"], _OF_A_PLAN, "plan")
            self.first = (named.first_day if named is not None else None) or FIRST_DAY
            return named
        focuses = self._focuses()
        family = self._family(focuses)
        holds = self._holds(focuses)
        if family is None or None in focuses or not focuses:
            return None
        plan = Plan("p1", family, focuses=tuple(focus for focus in focuses if focus is not None), holds=holds)
        return evolve(plan, approval=self._approval(plan))

    def _focuses(self) -> list[Focus | None]:
        tables = self.slips.tables("focus")
        if not tables:
            self.slips.fail(
                "there is no focus.", 'Write focus = [ { skill = "...", strategy = "...", routine = "..." } ].'
            )
        made: list[Focus | None] = []
        for number, table in enumerate(tables, start=1):
            raw: dict[str, Any] = {"id": f"f{number}", "step": 1, "since": 1, **table}
            raw = self._days_of(raw, {"since": "since", "aim_day": "aim_day"}, f"focus {number}")
            made.append(self._made(Focus, raw, f"focus {number}"))
        return made

    def _family(self, focuses: list[Focus | None]) -> Family | None:
        if isinstance(self.raw.get("family"), str):
            return self._family_of_a_document(self.raw["family"], focuses)
        fields = {"name": "Sam", "age_months": 48, **self.slips.table("child")}
        child = self._made(Child, self._days_of(fields, {"age_on": "age_on"}, "child"), "child")
        caregiver = self._made(Caregiver, {"name": "Alex", **self.slips.table("caregiver")}, "caregiver")
        routines: list[Routine] = []
        for number, table in enumerate(self.slips.tables("routine"), start=1):
            raw = {"id": table["kind"], **table} if "kind" in table else table
            routine = self._made(Routine, raw, f"routine {number}")
            routines += [routine] if routine is not None else []
        for focus in focuses:
            if focus is not None and focus.routine not in {routine.id for routine in routines}:
                routines.append(Routine(focus.routine, focus.routine, matters=4))
        extra = self.slips.table("family")
        for key in ("child", "caregivers", "routines"):
            if key in extra:
                hint = f"Write it under {key.removesuffix('s')!r} of the scenario."
                self.slips.fail(f"{key!r} does not belong here.", hint, item="family")
                return None
        if child is None or caregiver is None:
            return None
        stand_in = {"name": child.name, "age_months": child.age_months}
        household = self._made(Family, {"id": "family", "child": stand_in, "caregivers": [], **extra}, "family")
        if household is None:
            return None
        return evolve(household, child=child, caregivers=(caregiver,), routines=tuple(routines))

    def _family_of_a_document(self, name: str, focuses: list[Focus | None]) -> Family | None:
        family = self._document(Family, name, _OF_A_FAMILY, "family")
        if family is None:
            return None
        kinds = {routine.kind: routine.id for routine in reversed(family.routines)}  # of two of a kind the first
        known = {routine.id for routine in family.routines}
        for index, focus in enumerate(focuses):
            if focus is not None and focus.routine not in known:
                self.slips.one_of(focus.routine, {*known, *kinds}, f"focus {index + 1}, routine")
                focuses[index] = evolve(focus, routine=kinds.get(focus.routine, focus.routine))
        return family

    def _holds(self, focuses: list[Focus | None]) -> tuple[Hold, ...]:
        known = [focus.id for focus in focuses if focus is not None]
        made: list[Hold] = []
        for number, table in enumerate(self.slips.tables("hold"), start=1):
            one: dict[str, Any] = {"focus": known[0]} if len(known) == 1 else {}
            raw = {"by": _CLINICIAN, "on": 1, **one, **table}
            raw = self._days_of(raw, {"until_day": "until", "until": "until", "on": "on"}, f"hold {number}")
            hold = self._made(Hold, raw, f"hold {number}")
            if hold is not None:
                self.slips.one_of(hold.focus, known, f"hold {number}, focus")
                made.append(hold)
        return tuple(made)

    def _approval(self, plan: Plan) -> Approval | None:
        value = self.raw.get("approval")
        if value is None:
            return None
        if value == "everything":
            return Approval.everything(plan, by=_CLINICIAN, on=self.first)
        if isinstance(value, dict):
            raw = self._days_of({"by": _CLINICIAN, "on": 1, **value}, {"on": "on"}, "approval")
            return self._made(Approval, raw, "approval")
        self.slips.fail(
            f"found {value!r}.", 'Write "everything", a table of what is open, or nothing.', item="approval"
        )
        return None

    # -- the log

    def _log(self, plan: Plan | None) -> tuple[Entry, ...]:
        first = plan.focuses[0].id if plan is not None and plan.focuses else "f1"
        made: list[Entry] = []
        for number, table in enumerate(self.slips.tables("log"), start=1):
            item = f"log {number}"
            if "day" not in table and "on" not in table:
                self.slips.fail("the day is missing.", "Write day = 1 for the first day.", item=item)
                continue
            raw = self._days_of({"id": f"e{number}", "focus": first, **table}, {"day": "on", "on": "on"}, item)
            raw["focus"] = at_its_place(raw["focus"], plan)
            entry = self._made(Entry, raw, item)
            if entry is not None:
                made.append(entry)
        return tuple(made)
