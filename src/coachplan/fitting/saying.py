"""
A fit in plain words and one table: what was fitted, on how many families it rests, and whether it is to be used.

English, for whoever runs the command. Decides nothing.
"""

from __future__ import annotations

from coachplan.base.columns import columns
from coachplan.fitting.families import ENOUGH_DAYS
from coachplan.fitting.results import Fit, Row
from coachplan.fitting.suiting import ENOUGH_SPAN, ENOUGH_TRIED
from coachplan.model.fitted import FEWEST, HeldOut
from coachplan.model.suits import Suited, Suits

__all__ = ["table"]


def table(found: Fit) -> str:
    """
    Return what a fit found as text.
    """
    said = [f"{_counted(found.families, 'family', 'families')} with {_counted(found.days, 'practised day')} took part."]
    if found.too_short:
        said.append(f"{_counted(found.too_short, 'more has', 'more have')} fewer than {ENOUGH_DAYS} days.")
    if found.left_out:
        said.append(f"{_counted(len(found.left_out), 'was', 'were')} left out.")
    rows = [("number", "shipped", "fitted", "19 in 20", "families", "days"), *map(_row, found.rows)]
    return "\n\n".join((" ".join(said), columns(rows), *_judged(found), *_suited(found.suits)))


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
        why = "no family was held out, or too few were left to fit to"
        return [f"Keep the shipped numbers: {why}, so nobody knows whether these foretell better."]
    told = (
        f"{_counted(held.families, 'family', 'families')} held out in {held.parts} parts, {held.days} days. "
        f"Log loss a day: shipped {held.shipped:.4f}, fitted {held.fitted:.4f}; "
        f"the fitted ones save {held.gain:.4f} (99 %: {held.low:.4f} to {held.high:.4f})."
    )
    if held.better:
        advice = "The fitted numbers foretell families better that they have not seen. A clinician decides on them."
    else:
        advice = "Keep the shipped numbers: these do not foretell families better beyond doubt."
    return [told, *_calibrated(held), advice]


def _calibrated(held: HeldOut) -> list[str]:
    rows = [("said to work", "shipped: did", "days", "said to work", "fitted: did", "days")]
    pairs = max(len(held.as_shipped), len(held.as_fitted))
    for place in range(pairs):
        cells: list[str] = []
        for bins in (held.as_shipped, held.as_fitted):
            each = bins[place] if place < len(bins) else None
            cells += [f"{each.said:.0%}", f"{each.was:.0%}", str(each.days)] if each else ["", "", ""]
        rows.append(tuple(cells))  # type: ignore[arg-type]
    return [columns(rows)] if pairs else []


def _suited(suits: Suits) -> list[str]:
    if not suits:
        return []
    weeks = f"{ENOUGH_TRIED} practised days in {ENOUGH_SPAN} days or more"
    about = (
        f"Strategies, among families who tried them ({weeks}): in how many this went with growth. "
        "No proof that it works: nobody chose by lot who was given what. It overrules nobody."
    )
    rows = [("strategy", "skill", "went with growth", "may be", "of the next 100"), *map(_suited_row, suits.rows)]
    return [about, columns(rows)]


def _suited_row(row: Suited) -> tuple[str, ...]:
    low, share, high = (round(100 * each) for each in (row.likely.low, row.likely.share, row.likely.high))
    counted = f"{row.suited} of {row.families}", f"{row.low} to {row.high}"
    return row.strategy, row.skill or "all", *counted, f"{share} ({low} to {high})"
