"""
What a named clinician opened: steps, strategies and routines, flags that are expected of a child, and what a caution
rules out.

Says what is open. Does not know who may approve, or what a plan holds beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, Protocol, runtime_checkable

from attrs import field, frozen

from coachplan.base.arguments import checked, explained
from coachplan.base.asking import asking
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found, plain
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.validators import BEYOND, Unfit, day, names_somebody, strings, text
from coachplan.model.actions import Action
from coachplan.model.family import Family

__all__ = ["ALL", "EXPECTED_DAYS", "Approval", "HighestStep"]

#: So many days a clinician may expect a sign of a child before somebody has to look again: half a year.
EXPECTED_DAYS = 183

#: In an approval: every strategy that fits, and every step of a skill.
ALL: Literal["all"] = "all"

#: The highest step that is open: its number, or all of them.
HighestStep = int | Literal["all"]


@runtime_checkable
class _Focus(Protocol):
    # A plan holds its approval, so what an approval asks of a focus and of a plan is said here.
    @property
    def skill(self) -> str: ...

    @property
    def routine(self) -> str: ...


@runtime_checkable
class _Plan(Protocol):
    @property
    def family(self) -> Family: ...

    @property
    def focuses(self) -> tuple[_Focus, ...]: ...


#: As they are called where something else is given.
_Focus.__name__, _Plan.__name__ = "Focus", "Plan"


def _steps(given: Mapping[str, HighestStep] | None) -> FrozenMap[str, HighestStep] | None:
    if given is None:
        return None
    if not isinstance(given, Mapping) or not all(isinstance(skill, str) for skill in given):
        raise CoachplanError(Finding(item="steps", what=f"found {found(given)}.", hint=_STEPS, code="not-a-table"))
    return FrozenMap({plain(skill): ALL if _is_all(step) else step for skill, step in given.items()})


@asking(additionalProperties={"minimum": 1})
def _open(_instance: object, attribute: Any, steps: FrozenMap[str, HighestStep] | None) -> None:
    if steps is not None and not all(map(_is_step, steps.values())):
        raise Unfit(attribute.name, f"found {found(steps)}.", _STEPS, "not-a-table")


#: What is right there.
_STEPS = f"Expected the highest open step or {ALL!r}, by skill id."


def _despite(given: Mapping[str, Iterable[str]]) -> FrozenMap[str, tuple[str, ...]]:
    if not isinstance(given, Mapping) or not all(isinstance(item, str) for item in given):
        raise CoachplanError(Finding(item="despite", what=f"found {found(given)}.", hint=_DESPITE, code="not-a-table"))
    return FrozenMap({plain(item): strings(cautions) for item, cautions in given.items()})


#: What is right there.
_DESPITE = "Expected the cautions that were looked at, by the id of the skill or strategy."


def _is_all(step: object) -> bool:
    return isinstance(step, str) and plain(step) == ALL


def _is_step(step: object) -> bool:
    return _is_all(step) or (isinstance(step, int) and not isinstance(step, bool) and 1 <= step < BEYOND)


@plain_errors
@frozen
class Approval:
    """
    What a named clinician opened: the highest step of each skill, the strategies and the routines.

    *steps* None opens no step beyond the one in the plan; `{skill: "all"}` opens each of that skill, and the strategies
    `("all",)` each one that fits. *despite* opens what a caution of the child rules out: by the id of a skill or a
    strategy, the cautions that were looked at, `{"feeding/open-cup": ["swallowing"]}`. Another one rules it out still.

    *expected* are the flags that are known of this child, until the day *expected_until*: see `expects`.
    """

    by: str = field(validator=text, repr=False)
    on: date = field(validator=day)
    steps: FrozenMap[str, HighestStep] | None = field(kw_only=True, default=None, converter=_steps, validator=_open)
    strategies: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    routines: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    expected: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    expected_until: date | None = field(kw_only=True, default=None, validator=day)
    despite: FrozenMap[str, tuple[str, ...]] = field(kw_only=True, default=FrozenMap(), converter=_despite)

    @classmethod
    @checked
    def everything(cls, plan: _Plan, *, by: str, on: date) -> Approval:
        """
        Open all that fits: every step of the plan's skills, every strategy, every routine of the family; and nothing in
        spite of a caution. Raises `InvalidError` for what is no plan or no day.
        """
        return cls(
            by,
            on,
            steps={focus.skill: ALL for focus in plan.focuses},
            strategies=(ALL,),
            routines=tuple(routine.id for routine in plan.family.routines),
        )

    @explained
    def opens(self, action: Action, focus: _Focus) -> bool:
        """
        Say whether a caregiver may take a step of *focus* that a clinician opened: the step, strategy or routine that
        it names. What names none of them is open.
        """
        if action.strategy is not None and not self.opens_strategy(action.strategy):
            return False
        if action.kind == "step-up":
            highest = self.highest_step(focus.skill) or 0
            return action.step is not None and (highest == ALL or action.step <= highest)
        if action.kind == "change-strategy":
            return action.strategy is not None
        if action.kind == "change-routine":
            return action.routine == focus.routine or action.routine in self.routines
        return True

    @explained
    def expects(self, flag: str, *, written: date, on: date) -> bool:
        """
        Say whether a flag that was raised on the day *written* is expected, asked *on* a day: from the day of the
        approval to its end day, and for no longer than `EXPECTED_DAYS`. Where nobody is named, nothing is. Raises
        `InvalidError` for what is no day.
        """
        last = self.expected_until
        if flag not in self.expected or last is None or not names_somebody(self.by):
            return False
        asked = max(written, on)
        return self.on <= written and asked <= last and (asked - self.on).days <= EXPECTED_DAYS

    @explained
    def opens_strategy(self, strategy: str) -> bool:
        """
        Say whether a strategy may be used.
        """
        return ALL in self.strategies or strategy in self.strategies

    @explained
    def opened_despite(self, item: str) -> tuple[str, ...]:
        """
        Return the cautions in spite of which a skill or strategy was opened. Where nobody is named, nothing is.
        """
        return self.despite.get(item, ()) if names_somebody(self.by) else ()

    @explained
    def highest_step(self, skill: str) -> HighestStep | None:
        """
        Return the highest open step of a skill, `"all"` where each is open, or None where none was opened.
        """
        return None if self.steps is None else self.steps.get(skill)
