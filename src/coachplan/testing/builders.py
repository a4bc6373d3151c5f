"""
One family, one plan and its entries day by day; and plugins made on the spot. What tests of the core, and of a plugin
beside the pretend one, are written with.

Made up, and never meant for a family. Knows nothing of Hypothesis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from attrs import evolve

from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.rules import Rule
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Suggestion
from coachplan.plugins.hookspecs import hookimpl
from coachplan.testing.toy import OWN, toy

__all__ = [
    "ENGINE",
    "FAMILY",
    "FOCUS",
    "OPEN",
    "PLAN",
    "Bringing",
    "D",
    "at",
    "curious",
    "day",
    "entry",
    "installed",
    "of_five",
    "review",
    "step",
]

#: The first day of the plan.
D = date(2026, 3, 2)

FAMILY = Family(
    Child("Sam", 48, interests=["trains"]),
    [Caregiver("Alex")],
    [Routine("play", "play", matters=4), Routine("bed", "bedtime"), Routine("tidy", "tidy-up")],
    id="sam",
)
FOCUS = Focus("f1", "play", skill="toy/stack-blocks", step=2, strategy="toy/show-first", since=D)
PLAN = Plan("p1", FAMILY, focuses=[FOCUS])

#: The plan with all of it approved.
OPEN = evolve(PLAN, approval=Approval.everything(PLAN, by="Dana, OT", on=D))

#: The core with the pretend plugin. Engines never change, so all tests share this one.
ENGINE = Engine(plugins=[toy])


@cache
def installed() -> Engine:
    """
    Return the engine with every plugin that is installed, made once. Raises nothing: what failed stands in `plugins`.
    """
    return Engine()


class Bringing:
    """
    A plugin made on the spot: hands over a *part*, a catalogue of *shelves*, or what its *hook* returns.

    A part may be anything that a plugin should not hand over too; an error is raised.
    """

    def __init__(
        self, name: str, part: object = None, *, hook: Callable[[], object] | None = None, **shelves: Any
    ) -> None:
        self.name = name
        self.part: object = Catalogue(**shelves) if shelves else part
        self.hook = hook

    @hookimpl
    def coachplan_catalogue(self) -> object:
        """
        Hand it over.
        """
        if isinstance(self.part, BaseException):
            raise self.part
        return self.part if self.hook is None else self.hook()


def curious(*readings: str) -> Bringing:
    """
    Return a plugin whose one rule asks for each reading and never speaks, so that a review shows them all. Raises
    `InvalidError` for what is no condition.
    """
    known = " or ".join(f"known({reading})" for reading in readings)
    rule = Rule("curious/all", f"days > 9999 and ({known})", holds=["step-up"], say="No.", sources=[OWN])
    return Bringing("curious", rules=[rule])


def day(number: int) -> date:
    """
    Return the day of the plan that has this number; the first is 1. Raises nothing for a number of any real day.
    """
    return D + timedelta(days=number - 1)


def entry(number: int, successes: float | None = None, tries: float = 5, **more: Any) -> Entry:
    """
    Return what was written on a day: some of *tries* went well, or nothing was counted. Raises `InvalidError`
    as `Entry` does.
    """
    counts = {} if successes is None else {"tries": tries, "successes": successes}
    return Entry(**{"id": f"e{number}", "on": day(number), "focus": "f1", **counts, **more})


def of_five(*successes: float, **more: Any) -> list[Entry]:
    """
    Return an entry a day from the first day on, each with so many of five tries that went well. Raises `InvalidError`
    as `Entry` does.
    """
    return [entry(number, each, **more) for number, each in enumerate(successes, start=1)]


def at(plan: Plan = OPEN, **new: Any) -> Plan:
    """
    Return the plan with its one focus changed. Raises `InvalidError` as `Focus` does.
    """
    return evolve(plan, focuses=[evolve(plan.focuses[0], **new)])


def review(plan: Plan, entries: Iterable[Entry], number: int | None = None, *, engine: Engine = ENGINE) -> Review:
    """
    Review the plan on a day by its number, or on the last day on which something was written. Raises as
    `Engine.review` does.
    """
    log = list(entries)
    return engine.review(plan, log, on=day(number) if number else max(each.on for each in log))


def step(plan: Plan, entries: Iterable[Entry], number: int | None = None, *, engine: Engine = ENGINE) -> Suggestion:
    """
    Return the next step of the one focus. Raises as `Engine.review` does.
    """
    return review(plan, entries, number, engine=engine).step_for("f1")
