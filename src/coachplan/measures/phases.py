"""
The two phases that a measure compares, read with care: numbers, finite, and as many as the formula needs.

Does not know what is measured, nor the formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import Any, Literal

from coachplan.base.arguments import explained
from coachplan.base.disclosure import figure, found, found_code
from coachplan.base.errors import CoachplanError, Finding

__all__ = ["Direction", "series", "split_phases", "two_phases"]

#: Which way is better.
Direction = Literal["increase", "decrease"]

#: Larger values would overflow where they are squared; nothing that is counted at home comes near.
_LARGEST = 1e100


def series(values: Iterable[float], name: str = "values", least: int = 1) -> list[float]:
    """
    Return the values as a list of floats.

    Raises CoachplanError, a finding for each mistake, for what is no finite number and for fewer than *least*.
    """
    findings: list[Finding] = []
    kept = _numbers(values, name, least, findings)
    if findings:
        raise CoachplanError(findings)
    return kept


def two_phases(
    baseline: Iterable[float],
    treatment: Iterable[float],
    direction: Direction = "increase",
    least: tuple[int, int] = (1, 1),
) -> tuple[list[float], list[float], float]:
    """
    Return both phases as lists of floats, and the sign that turns them so that more is better: 1.0 or -1.0.

    *least*: how many values the formula needs in each. Raises CoachplanError with every mistake found.
    """
    findings: list[Finding] = []
    before = _numbers(baseline, "baseline", least[0], findings)
    after = _numbers(treatment, "treatment", least[1], findings)
    if direction not in ("increase", "decrease"):
        findings.append(
            Finding(
                item="direction",
                what=f"found {found_code(direction)}.",
                hint='Say "increase" or "decrease", whichever is better.',
                code="unknown-word",
            )
        )
    if findings:
        raise CoachplanError(findings)
    return before, after, 1.0 if direction == "increase" else -1.0


@explained
def split_phases(values: Iterable[float], phases: Iterable[str]) -> tuple[list[float], list[float]]:
    """
    Return baseline and treatment of one series whose sessions say which phase they are of, in their order.

    *phases*: a name for each value, such as A A A B B. Raises CoachplanError for a series of another design: every
    measure here compares one baseline with the one phase after it, and would be misleading for phases that come back
    (reversal, A-B-A-B) or take turns (alternating). Compare two phases that follow one another at a time.
    """
    numbers, names = series(values), list(phases)
    if len(names) != len(numbers):
        what = f"found {len(names)} for {len(numbers)} values."
        raise CoachplanError(Finding(item="phases", what=what, hint="Give one for each value.", code="too-few"))
    runs = [name for index, name in enumerate(names) if not index or name != names[index - 1]]
    if len(runs) != 2:
        found = f"found {len(runs)} phases, one after another"
        hint = "A measure compares a baseline with the phase after it: give two phases that follow one another."
        raise CoachplanError(Finding(item="phases", what=f"{found}.", hint=hint, code="no-result"))
    second = names.index(runs[1])
    return numbers[:second], numbers[second:]


def _numbers(values: Iterable[float], name: str, least: int, findings: list[Finding]) -> list[float]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        findings.append(
            Finding(item=name, what=f"found {found(values)}.", hint="Give a list of numbers.", code="not-a-list")
        )
        return []
    kept: list[float] = []
    given: list[Any] = list(values)
    for index, value in enumerate(given, start=1):
        right = isinstance(value, Real) and not isinstance(value, bool)
        if not right:
            hint = "Leave out a session without a value, or give a number."
        elif abs(value) <= _LARGEST:
            kept.append(float(value))
            continue
        else:  # what is no number (NaN) is never smaller
            hint = "Give a finite number of ordinary size."
        findings.append(
            Finding(item=f"{name}, value {index}", what=f"found {figure(value)}.", hint=hint, code="not-a-number")
        )
    if len(given) < least:
        needed = "one value is" if least == 1 else f"{least} values are"
        findings.append(
            Finding(
                item=name,
                what=f"found {len(given)} values.",
                hint=f"At least {needed} needed for this measure.",
                code="too-few",
            )
        )
    return kept
