"""
What `coachplan fit` says beside the numbers, so that a clinician can judge them: how made-up families fare under them,
and whose next step would be another today.

Runs what tells it, and makes text and plain values of it. Decides nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

import attrs
from attrs import frozen

from coachplan.base.columns import columns
from coachplan.caseload.cases import Failed
from coachplan.cli.terminal import progress_bar
from coachplan.fitting.differing import Looked, Offered
from coachplan.fitting.results import Fit
from coachplan.simulation.experiments.scores import FIGURES, Figure
from coachplan.simulation.experiments.under_both import TOLD, Compared, UnderBoth, under_both

__all__ = ["Differences", "as_plain", "differences_of", "differences_told", "judged_told", "tried"]

#: So many families are told one by one where their next step would be another; --json has all of them.
_MOST_TOLD = 100

_TOLD = {"gain": "share of what an all-knowing oracle gains"} | {name: told for name, (told, _) in FIGURES.items()}

#: Figures that are no share.
_WEEKS = ("stuck",)


def tried(found: Fit, families: int, content: Iterable[os.PathLike[str]], workers: int) -> UnderBoth | None:
    """
    Try the numbers of a fit on so many made-up families; None where there are none to try, or nobody to try them on.
    """
    if not families or not found.values:
        return None
    folders = tuple(str(folder) for folder in content)
    with progress_bar("trying") as progress:
        return under_both(
            found.values,
            practice=found.practice,
            content=folders,
            families=families,
            workers=workers,
            progress=progress,
        )


def judged_told(judged: UnderBoth, *, grouped: bool = False) -> str:
    """
    Return how made-up families fare under both sets of numbers, as text. *grouped*: there are numbers of groups, too.
    """
    head = f"{judged.families} made-up families drawn from the fitted numbers, {judged.weeks} weeks, under both:"
    rows = [("", "shipped", "fitted", "more under the fitted")]
    rows += [(_TOLD[name], *_cells(name, judged.figures[name])) for name in TOLD]
    marks = "±: 95 % intervals over repeated seeds; -: nothing to count. They show how rules act, and no child's gain."
    marks += " Few families show large differences only, and these are made to suit the fitted numbers: read a gain as "
    marks += "the most there can be, and no warning as no promise."
    beside = ["They tried the numbers of all. How those of groups decide was not tried."] if grouped else []
    return "\n".join([head, columns(rows), marks, *beside, *_warned(judged)])


def _cells(name: str, each: Compared) -> tuple[str, str, str]:
    return _cell(name, each.shipped), _cell(name, each.fitted), _cell(name, each.more, sign="+")


def _cell(name: str, figure: Figure, sign: str = "") -> str:
    if figure.value is None:
        return "-"
    off = None if figure.low is None or figure.high is None else (figure.high - figure.low) / 2
    # Rounded first, and nothing added: so that what is nearly nothing has no minus.
    if name in _WEEKS:
        return f"{round(figure.value, 1) + 0.0:{sign}.1f}" + ("" if off is None else f" ±{off:.1f}")
    return f"{round(100 * figure.value):{sign}d} %" + ("" if off is None else f" ±{100 * off:.0f}")


def _warned(judged: UnderBoth) -> Iterator[str]:
    gain, too_soon, needless = (judged.figures[name].more for name in ("gain", "too-soon", "needless-changes"))
    if gain.high is not None and gain.high < 0:
        yield f"These families gain less under the fitted numbers, {_CHANCE}. Do not use them before you know why."
    if too_soon.low is not None and too_soon.low > 0:
        yield f"More steps up come too soon under the fitted ones, {_CHANCE}. Do not use them before you know why."
    if needless.low is not None and needless.low > 0:
        yield f"Strategies that suit are left more often under them, {_CHANCE}. Weigh it against the gain."


_CHANCE = "more than chance explains in 19 cases of 20"


@frozen
class Differences:
    """
    Whose next step would be another today: so many *families* were reviewed, those who *differ*, and who could not be;
    *unknown*: so many practise what no plugin here knows, so that their steps cannot differ.
    """

    families: int
    differ: tuple[Looked, ...]
    failed: tuple[str, ...]
    unknown: int = 0


def differences_of(looked: Iterable[Looked | Failed]) -> Differences:
    """
    Put together what was found of each family.
    """
    families, differ, failed, unknown = 0, [], [], 0
    for each in looked:
        if isinstance(each, Failed):
            failed.append(each.id)
            continue
        families += 1
        unknown += each.unknown
        if each.parts:
            differ.append(each)
    return Differences(families, tuple(differ), tuple(failed), unknown)


def differences_told(found: Differences) -> str:
    """
    Return whose next step would be another, as text.
    """
    number = len(found.differ)
    said = f"Of {found.families} families {number} would be offered another next step under the fitted numbers today"
    lines = [f"{said}{':' if number else '.'}"]
    if number:
        lines.append("It is a list to judge the numbers by, and no advice about these families.")
    rows = [
        (f"  {each.id}", f"{part.plan}, {part.focus}:", _step(part.shipped), f"-> {_step(part.fitted)}")
        for each in found.differ[:_MOST_TOLD]
        for part in each.parts
    ]
    if rows:
        lines.append(columns(rows))
    if number > _MOST_TOLD:
        lines.append(f"  And {number - _MOST_TOLD} more: --json has all of them.")
    if found.unknown:
        lines.append(f"{found.unknown} practise something that no plugin here knows: their steps can hardly differ.")
    if found.failed:
        lines.append(f"{len(found.failed)} could not be reviewed: {', '.join(found.failed[:_MOST_TOLD])}.")
    return "\n".join(lines)


def _step(step: Offered) -> str:
    to = f" to {step.sets}" if step.sets else ""
    called = f" “{step.title}”" if step.title else ""
    return f"{step.kind}{to}{called} ({step.rule})"


def as_plain(judged: UnderBoth | None, found: Differences | None) -> dict[str, Any]:
    """
    Return both as plain values, each by its name; what was not asked for is left out.
    """
    plain: dict[str, Any] = {}
    if judged is not None:
        plain["backtest"] = attrs.asdict(judged)
    if found is not None:
        differ = [attrs.asdict(each) for each in found.differ]
        counts = {"families": found.families, "unknown": found.unknown}
        plain["diff"] = {**counts, "differ": differ, "failed": list(found.failed)}
    return plain
