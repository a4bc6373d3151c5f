"""
The signs of a chart, told apart by shape and filling so that a copier and an eye without colours can; and which of them
a series needs.

Knows how a sign looks and how large it is. Places nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from attrs import frozen
from matplotlib.path import Path

from coachplan.base.messages import Message
from coachplan.papers.alternative import full_date, percent
from coachplan.papers.points import Point
from coachplan.papers.series import Series

__all__ = ["BLACK", "GREY", "MIDDLE", "PALE", "SIGNS", "Mark", "Shown", "Signs", "shown"]

BLACK, GREY, MIDDLE, PALE = "#000000", "#767676", "#a8a8a8", "#e4e4e4"

#: A pole with a pennant, and two strokes through an axis.
_FLAG = Path([(-0.5, -1), (-0.5, 1), (0.8, 0.45), (-0.5, -0.1), (-0.5, -1)])
_BREAK = Path([(-0.7, -1), (0.1, 1), (-0.1, -1), (0.7, 1)], [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO])


def _sign(marker: Any, *, filled: bool = True, edge: float = 0.8, size: float = 5) -> dict[str, Any]:
    return {
        "marker": marker,
        "markersize": size,
        "linestyle": "none",
        "color": BLACK,
        "markerfacecolor": BLACK if filled else "#ffffff",
        "markeredgecolor": BLACK,
        "markeredgewidth": edge,
    }


#: How each sign is drawn: filled is the family, and open the therapist; a triangle is a mark, which is no count.
SIGNS: dict[str, dict[str, Any]] = {
    "counted": _sign("o"),
    "counted.clinician": _sign("s", filled=False),
    "amount": _sign("o"),
    "amount.clinician": _sign("s", filled=False),
    "coarse": _sign("^", filled=False),
    "coarse.clinician": _sign("v", filled=False),
    "apart": _sign("x", edge=1),
    "apart.clinician": _sign("+", edge=1),
    "practised": _sign("|", edge=0.9),
    "flag": _sign(_FLAG, size=9, edge=0.7),
    "flag-cleared": _sign(_FLAG, size=9, filled=False, edge=0.7),
    "gap": {**_sign(_BREAK, size=8, edge=0.9)},
    "aim": {"color": GREY, "linewidth": 1.1, "linestyle": (0, (1, 1.6))},
    "target": {"color": GREY, "linewidth": 1.0, "linestyle": (0, (5, 1.5, 1, 1.5))},
}


@frozen(kw_only=True)
class Mark:
    """
    One sign on a day, as its number, with its value on the axis (None: under it) and its size in points.
    """

    on: int
    value: float | None
    sign: str
    size: float


@frozen(kw_only=True)
class Shown:
    """
    A sign in the key, and its size where that says something; no sign where it is words alone.
    """

    sign: str
    size: float = 0


@frozen(kw_only=True)
class Signs:
    """
    All signs of a series: *marks* to draw, how many tries each day as *numbers* where they fit (else it is the size of
    its sign), the *key*, how wide the *line* is, and whether days are so *dense* that a line is grey, so that its
    points are seen.
    """

    marks: tuple[Mark, ...]
    numbers: tuple[tuple[int, str], ...]
    key: tuple[tuple[Shown, Message], ...]
    line: float
    dense: bool


def shown(series: Series, a_day: float, measure: Callable[[str], float]) -> Signs:
    """
    Choose the signs of a series where a day is *a_day* points wide.
    """
    # Signs of days beside one another may touch, and not hide each other.
    size = min(5.0, max(1.8, 1.15 * a_day))
    numbers = _numbers(series, a_day, measure)
    tries = sorted(point.tries for point in series.points if point.tries)
    # What differs by less than half is not seen as a size, and is said.
    by_size = not numbers and series.measure == "tries" and bool(tries) and tries[-1] > 1.5 * tries[0]

    def large(counted: int) -> float:
        # The area is what is seen as so many.
        return max(0.45, 1.3 * (counted / tries[-1]) ** 0.5) * size if by_size and counted else size

    marks: list[Mark] = []
    for point in series.points:
        on = point.on.toordinal()
        sign = _name(point.kind, point)
        value = point.value
        if value is None and point.kind in ("counted", "apart", "amount"):
            sign = "practised"  # what was counted in another measure than the axis has
        least = 3.4 if point.kind == "coarse" else 0
        # Around what the family has on the same day, and never over it.
        wider = 1.25 if point.observer == "clinician" and point.kind in ("counted", "amount") else 1
        marks.append(Mark(on=on, value=value, sign=sign, size=max(least, wider * large(point.tries))))
        if point.kind == "counted" and point.apart_tries and value is not None:
            beside = point.apart_successes / point.apart_tries
            marks.append(Mark(on=on, value=beside, sign=_name("apart", point), size=size))
    said = [] if numbers or series.measure != "tries" else tries
    return Signs(
        marks=tuple(marks),
        numbers=numbers,
        key=tuple(_key(series, marks, said, large if by_size else None)),
        line=min(1.0, max(0.45, 0.12 * a_day + 0.35)),
        dense=a_day < 2,
    )


def _name(kind: str, point: Point) -> str:
    return kind if kind == "practised" or point.observer == "caregiver" else f"{kind}.clinician"


def _numbers(series: Series, a_day: float, measure: Callable[[str], float]) -> tuple[tuple[int, str], ...]:
    # In the row where practice without a count stands, so one observer a day, and every number with room.
    if series.measure != "tries" or any(point.observer == "clinician" for point in series.points):
        return ()
    found = [(point.on.toordinal(), str(point.tries)) for point in series.points if point.tries]
    taken: list[tuple[float, float]] = [(on, measure(words)) for on, words in found]
    taken += [(point.on.toordinal(), 3.0) for point in series.points if point.value is None]
    taken += [(phase.first.toordinal() - 0.5, 1.0) for phase in series.phases[1:]]
    taken.sort()
    if any((later - on) * a_day < (wide + other) / 2 + 1.2 for (on, wide), (later, other) in pairwise(taken)):
        return ()
    return tuple(found)


def _key(
    series: Series, marks: list[Mark], tries: list[int], large: Callable[[int], float] | None
) -> list[tuple[Shown, Message]]:
    found: list[tuple[Shown, Message]] = []
    # What an alert looks like comes first.
    raised = ["flag-cleared" if flag.cleared else "flag" for flag in series.flags]
    used = [*sorted(set(raised)), *(sign for sign in SIGNS if any(mark.sign == sign for mark in marks))]
    found += [(Shown(sign=sign), Message(f"core/chart.key.{sign}")) for sign in used]
    if large is not None:
        for each in (tries[0], tries[-1]):
            found.append((Shown(sign="counted", size=large(each)), Message("core/chart.key.size", {"n": each})))
    elif tries and tries[0] == tries[-1]:
        found.append((Shown(sign=""), Message("core/chart.key.each-day", {"n": tries[0]})))
    elif tries:
        found.append((Shown(sign=""), Message("core/chart.key.a-day", {"least": tries[0], "most": tries[-1]})))
    kinds = {off.kind for off in series.off}
    found += [(Shown(sign=kind), Message(f"core/chart.key.{kind}")) for kind in ("agreed", "ill") if kind in kinds]
    if "gap" in kinds:
        found.append((Shown(sign="gap"), Message("core/chart.key.gap", {"days": series.gap_days})))
    if series.aim is not None:
        aim = percent(series.aim.aim)
        if series.aim.aim_day is None:
            found.append((Shown(sign="aim"), Message("core/chart.key.aim", {"aim": aim})))
        else:
            values = {"aim": aim, "day": full_date(series.aim.aim_day)}
            found.append((Shown(sign="aim"), Message("core/chart.key.aim-by", values)))
    if any(phase.target is not None for phase in series.phases):
        found.append((Shown(sign="target"), Message("core/chart.key.target")))
    return found
