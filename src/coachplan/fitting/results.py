"""
What a fit found, as values: a row for each number of the population, whom it left out and why, and whether it is to be
used.

It stays in the clinic; `Fit.document` is what may leave. Does not know how it was found.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from coachplan.caseload.cases import Failed
from coachplan.fitting.practised import Practice
from coachplan.model.fitted import FEWEST, Calibration, Fitted, Group, HeldOut, Population, RestsOn
from coachplan.model.suits import NOTHING_TOLD, Suits

__all__ = ["Fit", "GroupFit", "GroupRow", "Number", "Row"]


@frozen(kw_only=True)
class Number:
    """
    A number that was fitted: its *value*, and *low* to *high*, where it lies in 19 cases of 20 if the model holds.
    """

    value: float
    low: float
    high: float


@frozen(kw_only=True)
class Row:
    """
    One number: its *id*, as it is *shipped*, and the *families* and *days* that tell of it. *fitted* is None where
    these are too few, and the shipped one stays.
    """

    id: str
    shipped: float
    families: int
    days: int
    fitted: Number | None = None


@frozen(kw_only=True)
class GroupRow:
    """
    One number of a group: its *id*, as it was *fitted* to the group's families, as the *larger* group has it, and the
    *families* and *days* that tell of it.
    """

    id: str
    larger: float
    fitted: Number
    families: int
    days: int

    @property
    def differs(self) -> bool:
        """
        Whether it is another than that of the larger group in 19 cases of 20, if the model holds.
        """
        return not self.fitted.low <= self.larger <= self.fitted.high


@frozen(kw_only=True)
class GroupFit:
    """
    The numbers of their own of all who practise something of a *discipline*, or one *skill* of it (an id; "": all of
    them): so many *families*, with so many practised *days* of it.
    """

    discipline: str
    skill: str
    families: int
    days: int
    rows: tuple[GroupRow, ...]


@frozen(kw_only=True)
class Fit:
    """
    What a fit found. *families* took part with so many *days*; *too_short* had too few days to; *left_out* could not be
    read, each with what was wrong. *held_out* is None where nothing was held out, or too few families were left.
    *practice* is how those who took part practise. *suits*: in how many families each strategy went with growth, by the
    numbers that are to be used.

    *groups*: the numbers that were fitted by discipline and skill, around those of all; *by_group*: how they foretell
    families held out (its `fitted`), beside the numbers of all (its `shipped`). Both are tried only where the numbers
    of all are recommended, and where a group is large enough.
    """

    rows: tuple[Row, ...]
    families: int
    days: int
    too_short: int
    left_out: tuple[Failed, ...] = field(repr=False)
    held_out: HeldOut | None
    version: str
    practice: Practice | None = field(default=None, repr=False)
    suits: Suits = NOTHING_TOLD
    groups: tuple[GroupFit, ...] = ()
    by_group: HeldOut | None = None

    @property
    def values(self) -> dict[str, float]:
        """
        The numbers that were fitted, by id.
        """
        return {item: number.value for item, _, number in self._told()}

    def _told(self) -> list[tuple[str, Row, Number]]:
        return [(row.id, row, row.fitted) for row in self.rows if row.fitted is not None]

    @property
    def recommended(self) -> bool:
        """
        Whether the fitted numbers are to be used (`Fitted.recommended`).
        """
        return bool(self.values) and self.held_out is not None and self.held_out.better

    @property
    def grouped(self) -> bool:
        """
        Whether the numbers of groups are to be used, too (`Fitted.grouped`).
        """
        return self.recommended and bool(self.groups) and self.by_group is not None and self.by_group.better

    def document(self, *, by: str, on: date) -> Fitted:
        """
        Return what may leave the clinic: the numbers, and how they foretell; those of groups, and how these foretell,
        only where they are to be used. *by* is who fitted them, *on* which day. Raises `InvalidError` where nobody is
        named.
        """
        told = self._told()
        return Fitted(
            values=Population.of(self.values),
            low=Population.of({item: number.low for item, _, number in told}),
            high=Population.of({item: number.high for item, _, number in told}),
            families=RestsOn.of({item: _about(row.families) for item, row, _ in told}),
            days=RestsOn.of({item: _about(row.days) for item, row, _ in told}),
            groups=tuple(map(_group, self.groups)) if self.grouped else (),
            by_group=_roughly(self.by_group) if self.grouped and self.by_group is not None else None,
            by=by,
            on=on,
            version=self.version,
            held_out=None if self.held_out is None else _roughly(self.held_out),
            suits=self.suits,
        )


def _group(group: GroupFit) -> Group:
    return Group(
        discipline=group.discipline,
        skill=group.skill,
        values=Population.of({row.id: row.fitted.value for row in group.rows}),
        low=Population.of({row.id: row.fitted.low for row in group.rows}),
        high=Population.of({row.id: row.fitted.high for row in group.rows}),
        families=RestsOn.of({row.id: _about(row.families) for row in group.rows}),
        days=RestsOn.of({row.id: _about(row.days) for row in group.rows}),
    )


def _roughly(held: HeldOut) -> HeldOut:
    # Counts in tens, and shares in hundredths: a share in all its digits is a count of successes in one of tries.
    bins = (held.as_shipped, held.as_fitted)
    shipped, fitted = (
        [Calibration(said=round(each.said, 2), was=round(each.was, 2), days=_about(each.days)) for each in own]
        for own in bins
    )
    counts = {"families": _about(held.families), "days": _about(held.days)}
    losses = {name: round(getattr(held, name), _DIGITS) for name in ("shipped", "fitted", "gain", "high")}
    # What is above nothing stays above it.
    low = max(round(held.low, _DIGITS), 10**-_DIGITS) if held.better else round(held.low, _DIGITS)
    return evolve(held, **counts, **losses, low=low, as_shipped=shipped, as_fitted=fitted)


#: A log loss is told to so many digits.
_DIGITS = 6


def _about(number: int) -> int:
    # In whole tens, and no less than is told at all: what one number rests on, taken from what another does, could be
    # one family and its days.
    return max(FEWEST, number // 10 * 10)
