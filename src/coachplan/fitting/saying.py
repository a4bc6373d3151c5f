"""
A fit in plain words and one table: what was fitted, on how many families it rests, and whether it is to be used.

English, for whoever runs the command. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from coachplan.base.columns import columns
from coachplan.fitting.families import ENOUGH_DAYS
from coachplan.fitting.results import Fit, GroupFit, Row
from coachplan.fitting.suiting import ENOUGH_SPAN, ENOUGH_TRIED
from coachplan.model.fitted import FEWEST, LIMITS, HeldOut
from coachplan.model.suits import Suited

__all__ = ["table"]


def table(found: Fit) -> str:
    """
    Return what a fit found as text.
    """
    said = [f"{_counted(found.families, 'family', 'families')} with {_counted(found.days, 'practised day')} took part."]
    if found.too_short:
        said.append(f"{_counted(found.too_short, 'more has', 'more have')} fewer than {ENOUGH_DAYS} practised days.")
    if found.left_out:
        said.append(f"{_counted(len(found.left_out), 'was', 'were')} left out.")
    rows = [("number", "shipped", "fitted", "likely range", "families", "days"), *map(_row, found.rows)]
    return "\n\n".join((" ".join(said), columns(rows), *_judged(found), *_grouped(found), *_suited(found)))


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _row(row: Row) -> tuple[str, ...]:
    fitted = row.fitted
    told = (f"{fitted.value:.3g}", f"{fitted.low:.3g} to {fitted.high:.3g}") if fitted else ("-", "too few: as shipped")
    return row.id.removeprefix("core/"), f"{row.shipped:.3g}", *told, str(row.families), str(row.days)


def _judged(found: Fit) -> list[str]:
    held = found.held_out
    if not found.values:
        return [f"Keep the shipped numbers: fewer than {FEWEST} families tell of any of them."]
    if held is None:
        why = f"no families were held out, or fewer than {FEWEST} were left beside those held out"
        return [f"Keep the shipped numbers: {why}, so nobody knows whether the fitted ones foretell better."]
    told = (
        f"{_counted(held.families, 'family', 'families')} held out in {held.parts} parts, {held.days} days. "
        f"Log loss a day: shipped {held.shipped:.4f}, fitted {held.fitted:.4f}; "
        f"the fitted ones save {held.gain:.4f} (99 %: {held.low:.4f} to {held.high:.4f})."
    )
    if held.better:
        advice = "The fitted numbers foretell families they have not seen better than the shipped ones do. "
        advice += "A clinician decides whether to use them."
    else:
        why = "it is not beyond doubt that the fitted ones foretell families better"
        advice = f"Keep the shipped numbers: {'they foretell families better' if held.high < 0 else why}."
    return [told, *_calibrated(held), advice]


def _calibrated(held: HeldOut) -> list[str]:
    rows = [("numbers", "said to work", "did", "days")]
    for name, bins in (("shipped", held.as_shipped), ("fitted", held.as_fitted)):
        rows += [(name, f"{each.said:.0%}", f"{each.was:.0%}", str(each.days)) for each in bins]
    about = "What they said of these families the day before, and what came of it; the nearer the two, the better."
    return [f"{about}\n\n{columns(rows)}"] if len(rows) > 1 else []


def _grouped(found: Fit) -> list[str]:
    if not found.recommended:
        return []
    held = found.by_group
    if held is None:
        why = f"none is of {FEWEST} families or more, with others beside it"
        return [f"No discipline and no skill has numbers of its own: {why}."]
    told = (
        f"By discipline and skill, with numbers of their own, of the same families: log loss a day with those of "
        f"all {held.shipped:.4f}, with their own {held.fitted:.4f}; their own save {held.gain:.4f} "
        f"(99 %: {held.low:.4f} to {held.high:.4f})."
    )
    if not found.grouped:
        why = "they foretell families better" if held.high < 0 else "it is not beyond doubt that their own are better"
        return [f"{told} Keep the numbers of all for each of them: {why}."]
    about = (
        "So each has its own. Here are the numbers whose likely range leaves out that of the larger group; the others "
        "are used, too, and are in --json. They say how these children and these steps are, as far as the logs tell. "
        "They do not compare therapists or families: who works with whom is not by chance."
    )
    rows: list[tuple[str, ...]] = [
        ("practised", "number", "larger group", "own", "likely range", "families", "days"),
    ]
    rows += [row for group in found.groups for row in _group_rows(group)]
    return [told, about, columns(rows), *filter(None, map(_at_its_limit, found.groups))]


def _at_its_limit(group: GroupFit) -> str:
    # What is called slow then is hardly more than little, and a strategy that does little may be kept for it.
    slow = [row for row in group.rows if row.id == _SLOW and row.fitted.value < 1.01 * LIMITS[_SLOW][0]]
    if not slow:
        return ""
    name = _SLOW.removeprefix("core/")
    why = "so a strategy that does little may be kept too long"
    return f"{_called(group)}: {name} is at its lower limit, {why}. Look at it before you use these numbers."


_SLOW = "core/growth-slow"


def _called(group: GroupFit) -> str:
    return group.skill or f"all of {group.discipline}"


def _group_rows(group: GroupFit) -> Iterator[tuple[str, ...]]:
    name = _called(group)
    differ = [row for row in group.rows if row.differs]
    if not differ:
        yield name, "none differs", "", "", "", str(group.families), str(group.days)
    for row in differ:
        fitted = row.fitted
        likely = f"{fitted.low:.3g} to {fitted.high:.3g}"
        counts = str(row.families), str(row.days)
        yield name, row.id.removeprefix("core/"), f"{row.larger:.3g}", f"{fitted.value:.3g}", likely, *counts


def _suited(found: Fit) -> list[str]:
    if not found.suits:
        return []
    about = (
        f"Strategies, among families who tried them ({ENOUGH_TRIED} practised days or more, {ENOUGH_SPAN} days or more "
        "from the first to the last): in about how many progress was more than slight, as the model has it. No proof "
        "that a strategy works: nobody chose at random who was given what. And no comparison of people: rows differ by "
        "who works with whom. Do not choose or leave a strategy for a child because of this table: look at the child's "
        "own log."
    )
    if not found.recommended:
        about += " Reckoned with the shipped numbers: where your families are others, this can be far off."
    rows = [("strategy", "skill", "more than slight", "likely", "of 100 who come to it as these did")]
    return [about, columns([*rows, *map(_suited_row, found.suits.rows)])]


def _suited_row(row: Suited) -> tuple[str, ...]:
    low, share, high = (round(100 * each) for each in (row.likely.low, row.likely.share, row.likely.high))
    counted = f"{row.suited} of {row.families}", f"{row.low} to {row.high}"
    return row.strategy, row.skill or "all", *counted, f"{share} ({low} to {high})"
