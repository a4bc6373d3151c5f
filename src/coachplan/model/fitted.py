"""
What a clinic's own logs say of the children it works with: a few numbers of the population, how sure each is, on how
many families it rests, and whether families that were held out are foretold better by them; and the same by discipline
and skill, where that foretells better still.

It is what leaves a clinic: numbers alone, none of fewer families than `FEWEST`, and no id, word or day of a family. The
numbers that can be named say how children are; no threshold, sign, caution or load is among them. Beside them stands in
how many families each strategy went with growth. Fits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import asdict, field, fields, frozen

from coachplan.base.asking import asking, asks
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found_code
from coachplan.base.validators import Unfit, a, an_id, day, each, listed, number, text
from coachplan.model.suits import FEWEST, NOTHING_TOLD, Suits, content_id_or_all

__all__ = ["FEWEST", "LIMITS", "Calibration", "Fitted", "Group", "HeldOut", "Population", "RestsOn"]

_share = number(0, 1)
_finite = number()


def _from(low: float, high: float) -> float | None:
    made: float | None = field(default=None, validator=number(low, high))
    return made


@plain_errors
@frozen(kw_only=True)
class Population:
    """
    Numbers of a population, each the parameter of that name; None: not told, and as it is shipped.

    Each lies where a clinic's own may: much narrower than what it can be at all, so that no document makes of children
    what no therapist has seen. A strategy that does little never adds more than one that suits.
    """

    start_share: float | None = _from(0.1, 0.8)
    start_sd: float | None = _from(0.2, 1.5)
    little_prior: float | None = _from(0.1, 0.8)
    growth_little: float | None = _from(0.005, 0.05)
    growth_slow: float | None = _from(0.05, 0.3)
    growth_fast: float | None = _from(0.1, 0.6)
    swing_sd: float | None = _from(0.15, 1.5)
    swing_carry: float | None = _from(0.05, 0.9)
    odd_day_sd: float | None = _from(0.05, 1.0)
    drift_sd: float | None = _from(0.01, 0.3)
    idle_sd: float | None = _from(0.005, 0.2)
    break_sd: float | None = _from(0.1, 1.5)
    step_gap: float | None = _from(0.3, 2.5)
    step_gap_sd: float | None = _from(0.05, 1.0)

    @classmethod
    def of(cls, values: Mapping[str, float]) -> Population:
        """
        Take numbers by the ids of their parameters.
        """
        return cls(**{_name(item): value for item, value in values.items()})

    @property
    def by_id(self) -> Mapping[str, float]:
        """
        Those that are told, by the ids of their parameters.
        """
        return {_id(name): value for name, value in asdict(self).items() if value is not None}


def _id(name: str) -> str:
    return f"core/{name.replace('_', '-')}"


def _name(item: str) -> str:
    return item.removeprefix("core/").replace("-", "_")


#: The lowest and the highest that each can be, by the id of its parameter.
LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        _id(each.name): (asks(each.validator)["minimum"], asks(each.validator)["maximum"])
        for each in fields(Population)
        if each.validator is not None
    }
)


def _counted() -> int | None:
    made: int | None = field(default=None, validator=number(FEWEST, whole=True))
    return made


@plain_errors
@frozen(kw_only=True)
class RestsOn:
    """
    On how many families, or days, each number of a population rests; None where it is not told.
    """

    start_share: int | None = _counted()
    start_sd: int | None = _counted()
    little_prior: int | None = _counted()
    growth_little: int | None = _counted()
    growth_slow: int | None = _counted()
    growth_fast: int | None = _counted()
    swing_sd: int | None = _counted()
    swing_carry: int | None = _counted()
    odd_day_sd: int | None = _counted()
    drift_sd: int | None = _counted()
    idle_sd: int | None = _counted()
    break_sd: int | None = _counted()
    step_gap: int | None = _counted()
    step_gap_sd: int | None = _counted()

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> RestsOn:
        """
        Take counts by the ids of the parameters.
        """
        return cls(**{_name(item): count for item, count in counts.items()})

    @property
    def by_id(self) -> Mapping[str, int]:
        """
        Those that are told, by the ids of the parameters.
        """
        return {_id(name): count for name, count in asdict(self).items() if count is not None}


@plain_errors
@frozen(kw_only=True)
class Calibration:
    """
    Of the days on which about the same share was *said* to work, the share that did (*was*), and how many *days* there
    were. Only where they are of at least `FEWEST` families.
    """

    said: float = field(validator=_share)
    was: float = field(validator=_share)
    days: int = field(validator=number(FEWEST, whole=True))


def _bins(given: Iterable[Calibration]) -> tuple[Calibration, ...]:
    return tuple(listed(given))


@plain_errors
@frozen(kw_only=True)
class HeldOut:
    """
    How well families are foretold whom a fit has not seen, each held out once, in so many *parts*.

    *shipped* and *fitted* are the log losses a day in natural logarithms, lower is better, with the numbers that
    coachplan comes with and with those fitted on the other families. *gain* is what the fitted ones save a day; *low*
    to *high*: where it lies in 99 cases of 100, over families.
    """

    parts: int = field(validator=number(2, whole=True))
    families: int = field(validator=number(FEWEST, whole=True))
    days: int = field(validator=number(FEWEST, whole=True))
    shipped: float = field(validator=_finite)
    fitted: float = field(validator=_finite)
    gain: float = field(validator=_finite)
    low: float = field(validator=_finite)
    high: float = field(validator=_finite)
    as_shipped: tuple[Calibration, ...] = field(default=(), converter=_bins, validator=each(a(Calibration)))
    as_fitted: tuple[Calibration, ...] = field(default=(), converter=_bins, validator=each(a(Calibration)))

    @property
    def better(self) -> bool:
        """
        Whether the fitted numbers foretell better beyond doubt.
        """
        return self.low > 0


_NAMESPACE = r"[a-z0-9][a-z0-9-]*"


@asking(pattern=rf"^{_NAMESPACE}$")
def _namespace(instance: object, attribute: Any, value: Any) -> None:
    # Nothing but what stands before the slash of an id can stand here, so no word of a family can.
    text(instance, attribute, value)
    if re.fullmatch(_NAMESPACE, value) is None:
        raise Unfit(attribute.name, f"found {found_code(value)}.", "Expected what an id begins with, as `ot`.")


@plain_errors
@frozen(kw_only=True)
class Group:
    """
    Numbers of the families who practise something of one *discipline*, which is what the ids of its skills begin with:
    all of it, or one *skill* (an id). Only those that were fitted to these families; each leans on that of the larger
    group, which holds for all that is not told here. The rest is as in `Fitted`.
    """

    discipline: str = field(validator=_namespace)
    skill: str = field(default="", validator=content_id_or_all)
    values: Population = field(validator=a(Population))
    low: Population = field(validator=a(Population))
    high: Population = field(validator=a(Population))
    families: RestsOn = field(validator=a(RestsOn))
    days: RestsOn = field(validator=a(RestsOn))


def _groups(given: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(listed(given))


@plain_errors
@frozen(kw_only=True)
class Fitted:
    """
    What was fitted, as it leaves a clinic: the *values*, and *low* to *high*, where each lies in 19 cases of 20 if the
    model holds; on how many *families* and *days* each rests; who fitted them (*by*) and *on* which day, with which
    *version* of coachplan; how families that were held out are foretold by them; and under which strategies children
    grew (*suits*).

    *groups*: numbers of their own by discipline and skill. *by_group*: how families that were held out are foretold by
    these (its *fitted*) beside the numbers of all that were fitted to the same families (its *shipped*).
    """

    values: Population = field(validator=a(Population))
    low: Population = field(validator=a(Population))
    high: Population = field(validator=a(Population))
    families: RestsOn = field(validator=a(RestsOn))
    days: RestsOn = field(validator=a(RestsOn))
    by: str = field(validator=an_id, metadata={"missing": "Name who fitted them."})
    on: date = field(validator=day)
    version: str = field(validator=text)
    held_out: HeldOut | None = field(default=None, validator=a(HeldOut, type(None)))
    suits: Suits = field(default=NOTHING_TOLD, validator=a(Suits))
    groups: tuple[Group, ...] = field(default=(), converter=_groups, validator=each(a(Group)))
    by_group: HeldOut | None = field(default=None, validator=a(HeldOut, type(None)))

    @property
    def recommended(self) -> bool:
        """
        Whether they are to be used: something was fitted, and it foretells families better that it has not seen.
        """
        return bool(self.values.by_id) and self.held_out is not None and self.held_out.better

    @property
    def grouped(self) -> bool:
        """
        Whether the numbers of the groups are to be used, too: they foretell families better that they have not seen
        than the numbers of all do, and these are recommended.
        """
        return self.recommended and bool(self.groups) and self.by_group is not None and self.by_group.better
