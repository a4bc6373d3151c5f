"""
A focus as it stood over time: where one stretch ends and the next begins, and what that moves; how long a break is.

Holds what a filter is told between two days. Does not know what was practised on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil
from typing import Protocol

from coachplan.model.plans import Focus, Phase
from coachplan.progress.ability import Belief, begin
from coachplan.progress.parameters import Parameters

__all__ = ["Stood", "long_gap", "moved", "stretches", "waited"]


def long_gap(parameters: Parameters, *, rare: bool, usual: float | None) -> int:
    """
    Return from how many days without practice it begins anew. *usual*: the days from one chance to the next, of a
    *rare* routine.
    """
    long = parameters.rare_gap_days if rare else parameters.gap_days
    return max(long, ceil(usual * parameters.rare_late)) if rare and usual is not None else long


def stretches(phases: Iterable[Phase], focus: Focus, on: date) -> list[tuple[Focus, date | None]]:
    """
    Return the focus as it stood over time, oldest first, each with its last day; None for the one that is still open.
    What only lightens or moves the aim begins none.
    """
    found: list[tuple[Focus, date | None]] = []
    for phase in phases:
        if phase.first is not None and phase.first > on:
            break
        if found and found[-1][0].since == phase.focus.since:
            found.pop()
        found.append((phase.focus, phase.last))
    if found and found[-1][0].since == focus.since:
        found.pop()
    return [*found, (focus, None)]


class Stood(Protocol):
    """
    How a focus stood, as far as it moves what is believed of the child.
    """

    @property
    def skill(self) -> str:
        """
        The id of the skill.
        """

    @property
    def step(self) -> int:
        """
        The step of its ladder, from 1.
        """

    @property
    def strategy(self) -> str:
        """
        The id of the strategy.
        """

    @property
    def baseline(self) -> float | None:
        """
        The share that was measured before the first day; None where none was.
        """


def moved(belief: Belief, before: Stood, after: Stood) -> Belief:
    """
    Return what is believed of the child as one stretch ends and the next begins.
    """
    if after.skill != before.skill:
        return begin(belief.priors, after.baseline)
    if after.step != before.step:
        belief = belief.at_step(after.step - before.step)
    return belief if after.strategy == before.strategy else belief.with_new_strategy()


def waited(on: date, last: date | None, long: int) -> tuple[int, bool]:
    """
    Return the days without practice since the *last* day in usual circumstances, and whether they are a *long* break.
    """
    idle = max(0, (on - last).days - 1) if last is not None else 0
    return idle, idle >= long
