"""
Backtests as text: tables of figures, of how often it is so, of who is treated differently, of what was said when.

Makes words and columns out of values. Decides and counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coachplan.base.arguments import checked
from coachplan.base.columns import columns
from coachplan.model.evidence import ClauseTrace
from coachplan.simulation.experiments.compare import ORDER, Difference, Verdict
from coachplan.simulation.experiments.recorded import Statement
from coachplan.simulation.experiments.reliability import ALL, SAID, Bin, Reliability
from coachplan.simulation.experiments.scores import FIGURES, Figure, Result
from coachplan.simulation.policies.textbook import TEXTBOOK, Policy
from coachplan.simulation.world.cohorts import COHORTS, SET_ASIDE

__all__ = ["cohorts_known", "differences", "figures", "policies_known", "reliabilities", "sayings"]

#: Each figure: the head of its column, in two lines, and how it is written.
_COLUMNS = {
    "gain": ("share", "of gain", "share"),
    "weeks-to-top": ("weeks", "to top", "weeks"),
    "too-soon": ("up too", "soon", "share"),
    "needless-backs": ("backs", "needless", "share"),
    "backs": ("steps", "back", "number"),
    "needless-changes": ("changes", "needless", "share"),
    "families-changed-needlessly": ("families", "with one", "share"),
    "stuck": ("weeks", "stuck", "number"),
    "overdue": ("weeks", "overdue", "number"),
    "changes": ("to take", "in", "number"),
    "stopped": ("stopped", "", "share"),
}

_SORTS = {
    "alert": "alerts and pauses",
    "ease": "steps down and lighter plans",
    "change": "other strategies and routines",
    "rest": "steps up and the rest",
}

_MARKS = "  ± and (from-to): 95 % intervals over repeated seeds; -: nothing to count, or more than half never there"

#: More differences of one sort than these are counted and not told.
_MOST = 10


# -- figures


@checked
def figures(results: Iterable[Result]) -> str:
    """
    Return the figures as a table a cohort, with their intervals, the mean over cohorts, and what each column is.
    """
    by: dict[str, list[Result]] = {}
    for result in results:
        by.setdefault(result.cohort, []).append(result)
    head = [["policy", *(top for top, _, _ in _COLUMNS.values())], ["", *(low for _, low, _ in _COLUMNS.values())]]
    blocks = [
        f"{cohort}: {_about(cohort)}{found[0].families} families\n"
        + columns([*head, *([each.policy, *_cells(each)] for each in found)], indent="  ")
        for cohort, found in by.items()
    ]
    if len(by) > 1:
        policies = dict.fromkeys(result.policy for found in by.values() for result in found)
        rows = [
            [policy, *_cells_of_means([each for found in by.values() for each in found if each.policy == policy])]
            for policy in policies
        ]
        blocks.append("all cohorts: the mean of the figures above\n" + columns([*head, *rows], indent="  "))
    return "\n\n".join([*blocks, _legend()])


def _about(cohort: str) -> str:
    known = {**COHORTS, **SET_ASIDE}.get(cohort)
    return f"{known.about}; " if known is not None else ""


def _cells(result: Result) -> list[str]:
    return [_cell(result.figures[name], kind) for name, (_, _, kind) in _COLUMNS.items()]


def _cells_of_means(found: Sequence[Result]) -> list[str]:
    cells = []
    for name, (_, _, kind) in _COLUMNS.items():
        known = [value for each in found if (value := each.figures[name].value) is not None]
        # Of some cohorts only, a mean would be held against others' of all.
        cells.append(_cell(Figure(sum(known) / len(known)), kind) if known and len(known) == len(found) else "-")
    return cells


def _cell(figure: Figure, kind: str) -> str:
    value, low, high = figure.value, figure.low, figure.high
    if kind == "weeks":
        if value is None:
            return f"over {low:.0f}" if low is not None else "-"
        if low is None:
            return f"{value:.0f}"
        return f"{value:.0f} ({low:.0f}-{high:.0f})" if high is not None else f"{value:.0f} ({low:.0f}-)"
    if value is None:
        return "-"
    half = None if low is None or high is None else (high - low) / 2
    if kind == "share":
        return f"{100 * value:.0f}%" + (f" ±{100 * half:.0f}" if half is not None else "")
    return f"{value:.1f}" + (f" ±{half:.1f}" if half is not None else "")


def _legend() -> str:
    told = {"gain": "the share of what the all-knowing oracle gains over never changing, in ability at the end"}
    told |= {name: words for name, (words, _) in FIGURES.items()}
    heads = {name: f"{top} {low}".strip() for name, (top, low, _) in _COLUMNS.items()}
    wide = max(map(len, heads.values()))
    lines = [f"  {heads[name]:{wide}}  {told[name]}" for name in _COLUMNS]
    return "\n".join([*lines, _MARKS])


# -- reliability


@checked
def reliabilities(found: Iterable[Reliability]) -> str:
    """
    Return the reliability table: all cohorts in bins of ten percent, and each cohort as a whole.
    """
    by: dict[str, list[Reliability]] = {}
    for each in found:
        by.setdefault(each.reading, []).append(each)
    blocks = []
    for reading, own in by.items():
        rows = [["", "times", "said", "so", "interval", "off by"]]
        for each in own:
            if each.cohort == ALL:
                rows += [_bin_row(f"about {round(100 * part.about)} %", part) for part in each.bins]
            rows.append([*_bin_row(each.cohort, each.whole), "" if each.error is None else f"{100 * each.error:.1f}"])
        blocks.append(f"{reading}: {SAID[reading]}\n{columns(rows, indent='  ')}")
    return "\n\n".join(blocks)


def _bin_row(name: str, part: Bin) -> list[str]:
    so = part.happened
    span = "" if so.low is None or so.high is None else f"{_percent(so.low)} to {_percent(so.high)}"
    return [name, str(part.count), f"{100 * part.said:.1f}", "-" if so.value is None else f"{100 * so.value:.1f}", span]


def _percent(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.0f}"


# -- differences


@checked
def differences(found: Iterable[Difference], first: str, second: str, *, families: int) -> str:
    """
    Return who is treated differently, from when, and why: by sort, what touches safety first.
    """
    by: dict[str, list[Difference]] = {sort: [] for sort in ORDER}
    for each in found:
        by[each.kind].append(each)
    affected = {(each.cohort, each.family) for own in by.values() for each in own}
    lines = [f"{first} and {second}: {len(affected)} of {families} treated differently"]
    for sort, own in by.items():
        lines += ["", f"{_SORTS[sort]}: {len({(each.cohort, each.family) for each in own})}"]
        for each in own[:_MOST]:
            lines += _difference(each, first, second)
        if len(own) > _MOST:
            lines.append(f"  and {len(own) - _MOST} more, the first of them on {own[_MOST].on.isoformat()}")
    return "\n".join(lines)


def _difference(each: Difference, first: str, second: str) -> list[str]:
    where = f"  {each.family}" + (f" {each.focus}" if each.focus else "")
    lines = [f"{where} from {each.on.isoformat()}"]
    for name, verdict, other in ((first, each.first, each.second), (second, each.second, each.first)):
        lines.append(f"    {name}: {_step(verdict)} ({verdict.rule}){_basis(verdict)}")
        lines += [f"      alert {urgency}: {', '.join(flags)} ({entry})" for urgency, entry, flags in verdict.alerts]
        if verdict.rule != other.rule and (why := _why_not(verdict, other)):
            lines.append(f"      {why}")
    return lines


def _step(verdict: Verdict) -> str:
    action = verdict.action
    sets = [action.strategy, action.routine, action.part_of_day]
    sets += [f"step {action.step}" if action.step is not None else None]
    sets += [f"{action.days_per_week} days a week" if action.days_per_week is not None else None]
    sets += [f"{action.minutes:g} minutes" if action.minutes is not None else None]
    return " ".join([action.kind, *(f"to {each}" for each in sets if each is not None)])


def _basis(verdict: Verdict) -> str:
    # One reading may be held against two thresholds.
    told: dict[str, list[str]] = {}
    for each in verdict.basis:
        told.setdefault(f"{each.signal} {_seen(each.seen)}", []).append(each.needed)
    readings = ", ".join(f"{seen} ({', '.join(needed)})" for seen, needed in told.items())
    return f": {readings}" if readings else ""


def _why_not(own: Verdict, other: Verdict) -> str:
    # Why this set did not say what the other one says.
    asked = own.asked
    if asked is None:
        # To continue needs no rule; what else it does not know, it was never asked.
        return "" if other.action.kind == "continue" else f"there is no {other.rule} here"
    if asked.waits:
        return f"{other.rule} waits for {asked.waits} more practised days"
    if asked.speaks:
        return f"{other.rule} speaks too, and gives way"
    held = ", ".join(_clause(clause) for clause in asked.held_back_by)
    return f"{other.rule} is held back by {held}" if held else f"{other.rule} does not speak"


def _clause(clause: ClauseTrace) -> str:
    return f"{clause.clause} (seen: {_seen(clause.seen)})"


def _seen(seen: float | str | None) -> str:
    return "unknown" if seen is None else f"{seen:.3g}" if isinstance(seen, float) else str(seen)


# -- recorded logs


@checked
def sayings(said: Iterable[Statement]) -> str:
    """
    Return what each policy said of a recorded log: a row a look where any of them said something new.
    """
    by: dict[str, dict[str, dict[str, Statement]]] = {}
    for each in said:
        by.setdefault(each.focus, {}).setdefault(each.on.isoformat(), {})[each.policy] = each
    blocks = []
    for focus, days in by.items():
        policies = list(dict.fromkeys(policy for told in days.values() for policy in told))
        rows, before = [["day", *policies]], [""] * len(policies)
        for on, told in days.items():
            now = [_told(told.get(policy)) for policy in policies]
            if now != before:
                rows.append([on, *("." if new == old else new for new, old in zip(now, before, strict=True))])
            before = now
        head = f"{focus}: from the day shown until the next; a point stands for the same as before"
        blocks.append(f"{head}\n{columns(rows, indent='  ')}")
    return "\n\n".join(blocks)


def _told(said: Statement | None) -> str:
    if said is None:
        return ""
    step = f"{said.kind} ({said.rule})" if said.rule else said.kind
    return step + (f", alerts: {' '.join(said.alerts)}" if said.alerts else "")


# -- what there is


def cohorts_known() -> str:
    """
    Return the cohorts by name with what they are; the ones that no number was chosen with apart.
    """
    wide = max(map(len, (*COHORTS, *SET_ASIDE)))
    lines = ["cohorts:", *(f"  {name:{wide}}  {cohort.about}" for name, cohort in COHORTS.items())]
    lines += ["set aside, no number was chosen with these:"]
    return "\n".join([*lines, *(f"  {name:{wide}}  {cohort.about}" for name, cohort in SET_ASIDE.items())])


def policies_known(own: Policy) -> str:
    """
    Return the policies by name with what they do.
    """
    known = [*TEXTBOOK.values(), own]
    wide = max(len(policy.name) for policy in known)
    return "\n".join(["policies:", *(f"  {policy.name:{wide}}  {policy.about}" for policy in known)])
