"""
In how many families of a clinic each strategy went with growth: counted by what the filter believes of each, and told
of so many families that none is told of.

A family counts once for a strategy, whatever it wrote. What is believed of it is never made a yes or a no: a count is
what is to be expected, with its doubt. Does not know why a family was given a strategy, and compares no families.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from coachplan.base.ids import is_id
from coachplan.fitting.apart import told_apart
from coachplan.fitting.families import Told
from coachplan.fitting.histories import History, Tried, tried
from coachplan.fitting.leaning import Count, Share, lean
from coachplan.fitting.numbers import WIDTHS
from coachplan.model.suits import FEWEST, NOTHING_TOLD, Likely, Suited, Suits
from coachplan.progress.ability import Priors

__all__ = ["ENOUGH_SPAN", "ENOUGH_TRIED", "suits_of"]

#: Who practised under a strategy on so many days, in so many days from first to last, has tried it (OWN).
ENOUGH_TRIED, ENOUGH_SPAN = 5, 14

#: By so large a share of the families a count may be off beside what chance explains (an SD): for what the filter does
#: not know of families, such as what they forget. Measured on made-up families of seven kinds.
_BESIDE = 0.05

#: What is wider than this part of the families tells nothing that was not thought before: no figure is told.
_WIDEST = 0.5

#: An interval lies so many SDs to either side, for 19 cases of 20.
_INTERVAL = 1.96

#: Families by their place, of one strategy with each skill.
_BySkill = Mapping[str, Mapping[int, float]]


def suits_of(told: Iterable[Told], priors: Priors, own: Callable[[History], Priors] | None = None) -> Suits:
    """
    Return in how many of these families each strategy went with growth, as the filter has it with these priors: with
    all skills, and with each of which enough families tell. Nothing of fewer than `FEWEST`, nor what would be left of
    as few if one were taken from the other. *own*: the priors of a history, where groups have others.
    """
    every = _by_strategy(told, own or (lambda _history: priors))
    strategies = {name: by_skill for name, by_skill in every.items() if _families(by_skill) >= FEWEST}
    if not strategies:
        return NOTHING_TOLD
    leant = lean(
        [_weighed(by_skill) for by_skill in strategies.values()], 1 - priors.weights[0], WIDTHS["core/little-prior"]
    )
    rows = []
    for (name, by_skill), whole, parts in zip(strategies.items(), leant.groups, leant.parts, strict=True):
        rows.append(_row(name, "", _families(by_skill), *whole))
        told_of = told_apart(by_skill)
        rows += [
            _row(name, skill, len(families), *part)
            for (skill, families), part in zip(by_skill.items(), parts, strict=True)
            if skill in told_of
        ]
    rows = [row for row in rows if row.high - row.low <= _WIDEST * row.families]
    return Suits(rows=rows, another=_likely(leant.another)) if rows else NOTHING_TOLD


def _by_strategy(told: Iterable[Told], priors: Callable[[History], Priors]) -> dict[str, dict[str, dict[int, float]]]:
    # How much likelier what each family saw is if the strategy suits, by strategy, skill and the family's place. What
    # has no id, in a plan that somebody wrote, has no row, since its words could be anything.
    found: dict[str, dict[str, dict[int, float]]] = {}
    for place, family in enumerate(told):
        for (strategy, skill), each in sorted(tried(family.histories, priors).items()):
            if _is_enough(each) and is_id(strategy) and is_id(skill):
                found.setdefault(strategy, {}).setdefault(skill, {})[place] = each.odds
    return {strategy: dict(sorted(by_skill.items())) for strategy, by_skill in sorted(found.items())}


def _is_enough(each: Tried) -> bool:
    return each.days >= ENOUGH_TRIED and each.span >= ENOUGH_SPAN


def _families(by_skill: _BySkill) -> int:
    return len({family for families in by_skill.values() for family in families})


def _weighed(by_skill: _BySkill) -> Sequence[Sequence[tuple[float, float]]]:
    # Who tried it with several skills counts for each by its part, so that each family counts once.
    skills: dict[int, int] = {}
    for families in by_skill.values():
        for family in families:
            skills[family] = skills.get(family, 0) + 1
    return [[(1 / skills[family], odds) for family, odds in families.items()] for families in by_skill.values()]


def _row(strategy: str, skill: str, families: int, share: Share, count: Count) -> Suited:
    wide = _INTERVAL * math.hypot(count.off, _BESIDE * families)
    return Suited(
        strategy=strategy,
        skill=skill,
        low=round(max(0.0, count.mean - wide)),
        suited=round(count.mean),
        high=round(min(families, count.mean + wide)),
        families=families,
        likely=_likely(share),
    )


def _likely(share: Share) -> Likely:
    return Likely(low=round(share.low, 2), share=round(share.mean, 2), high=round(share.high, 2))
