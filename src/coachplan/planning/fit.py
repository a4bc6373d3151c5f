"""
What fits this family: strategies and routines, the reasons for and against, and the hard filters.

Age, cautions, required assessments, what the family avoids and the materials they have rule out; interests, values and
evidence speak for. Does not know how practice is going.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from coachplan.base.ids import namespace_of
from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.family import Family, Routine
from coachplan.model.plans import Approval
from coachplan.model.skills import GRADES, Skill, Source
from coachplan.model.strategies import Strategy
from coachplan.planning.cautioned import ChildCautions

__all__ = ["Fit", "best_first", "best_grade", "best_strategies", "fit_skill", "fit_strategy", "weighed"]

#: How much a grade of evidence speaks for a strategy (OWN: an ordering of ours, not a measure).
_WORTH = {"SR": 3.0, "RCT": 3.0, "SCD": 2.0, "OBS": 1.5, "CON": 1.0, "WEAK": 0.0, "OWN": 0.0}


@frozen(kw_only=True)
class Fit:
    """
    How something fits: reasons for it, reasons against it (any one rules it out), and a score to rank by.
    """

    reasons: tuple[Message, ...]
    against: tuple[Message, ...]
    score: float


def best_grade(sources: Iterable[Source]) -> str:
    """
    Return the strongest grade among sources; `OWN` where there are none.
    """
    return min((source.grade for source in sources), key=GRADES.index, default="OWN")


def _too_young_or_old(ages: tuple[int, int] | None, age: int) -> bool:
    return ages is not None and not ages[0] <= age <= ages[1]


def fit_skill(skill: Skill, family: Family, on: date, first_day: date | None = None, *, cautions: ChildCautions) -> Fit:
    """
    Say how a skill fits a child: age, cautions, and what comes first.
    """
    child = family.child
    age = child.age_in_months(on, first_day)
    title = Message(key(skill.id, "title"))
    against = []
    reasons = []
    if _too_young_or_old(skill.ages, age):
        assert skill.ages is not None  # _too_young_or_old is False without ages
        against.append(
            Message("core/fit.age", {"item": title, "age": age, "low": skill.ages[0], "high": skill.ages[1]})
        )
    elif skill.ages is not None:
        reasons.append(Message("core/fit.age-fits", {"item": title, "age": age}))
    against += cautions.against(skill)
    reasons += cautions.opened(skill)
    against += [
        Message("core/fit.prerequisite", {"item": title, "first": Message(key(first, "title"))})
        for first in skill.prerequisites
        if first not in child.strengths
    ]
    if skill.id in child.strengths:
        against.append(Message("core/fit.already", {"item": title}))
    return Fit(reasons=tuple(reasons), against=tuple(against), score=0.0)


def _of_skill(strategy: Strategy, skill: Skill) -> bool:
    if strategy.skills:
        return skill.id in strategy.skills
    return namespace_of(strategy.id) == namespace_of(skill.id)


def _in_routine(strategy: Strategy, kind: str) -> bool:
    return not strategy.routines or kind in strategy.routines


def fit_strategy(
    strategy: Strategy,
    skill: Skill,
    kind: str,
    family: Family,
    on: date,
    first_day: date | None = None,
    *,
    cautions: ChildCautions,
) -> Fit:
    """
    Say how a strategy fits a skill, a routine kind and a family.
    """
    child = family.child
    age = child.age_in_months(on, first_day)
    title = Message(key(strategy.id, "title"))
    against: list[Message] = []
    reasons: list[Message] = []
    score = _WORTH[best_grade(strategy.sources)]

    def no(reason: str, **values: object) -> None:
        against.append(Message(f"core/fit.{reason}", {"item": title, **values}))

    def speaks_for(reason: str, worth: float, **values: object) -> None:
        nonlocal score
        reasons.append(Message(f"core/fit.{reason}", {"item": title, **values}))
        score += worth

    if strategy.clinician_only:
        no("clinician-only")
    if not _of_skill(strategy, skill):
        no("other-skill")
    if not _in_routine(strategy, kind):
        no("other-routine", routine=Message(key(kind, "title")))
    if _too_young_or_old(strategy.ages, age):
        assert strategy.ages is not None  # _too_young_or_old is False without ages
        no("age", age=age, low=strategy.ages[0], high=strategy.ages[1])
    against += cautions.against(strategy)
    reasons += cautions.opened(strategy)
    for assessment in strategy.requires:
        if assessment not in child.assessed:
            no("requires", assessment=Message(key(assessment, "title")))
    carried = {strategy.id, *strategy.tags}
    for unwanted in sorted(carried & set(family.avoid)):
        no("avoid", what=unwanted)
    for value in family.values:
        if value.startswith("no-") and value[3:] in carried:
            no("value-against", value=value)
        elif value in carried:
            speaks_for("value-for", 2.0, value=value)
    if family.materials:
        for material in strategy.materials:
            if material not in family.materials:
                no("material", material=material)
    for strength in child.strengths:
        if strength in carried:
            speaks_for("strength", 1.0, strength=strength)
    if skill.id in strategy.skills:
        speaks_for("made-for", 2.0, skill=Message(key(skill.id, "title")))
    if kind in strategy.routines:
        speaks_for("fits-routine", 1.0, routine=Message(key(kind, "title")))
    if strategy.interest and child.interests:
        speaks_for("interest", 1.0, interest=child.interests[0])
    reasons.append(
        Message("core/fit.grade", {"item": title, "grade": Message(f"core/grade.{best_grade(strategy.sources)}")})
    )
    return Fit(reasons=tuple(reasons), against=tuple(against), score=score)


def weighed(
    catalogue: Catalogue,
    skill: Skill,
    routine: Routine,
    family: Family,
    on: date,
    first_day: date | None = None,
    *,
    approval: Approval | None = None,
) -> tuple[tuple[Strategy, Fit], ...]:
    """
    Return every strategy for this skill and routine with how it fits; of another's there would be nothing to weigh.
    *approval*: what a clinician opened in spite of a caution.
    """
    cautions = ChildCautions.of(family, catalogue, approval)
    return tuple(
        (strategy, fit_strategy(strategy, skill, routine.kind, family, on, first_day, cautions=cautions))
        for strategy in catalogue.strategies.values()
        if _of_skill(strategy, skill) and _in_routine(strategy, routine.kind)
    )


def best_first(weighed: Iterable[tuple[Strategy, Fit]]) -> tuple[tuple[Strategy, Fit], ...]:
    """
    Return those that fit, best first; ties by id, so that the same family gets the same answer.
    """
    fitting = [(strategy, fit) for strategy, fit in weighed if not fit.against]
    return tuple(sorted(fitting, key=lambda pair: (-pair[1].score, pair[0].id)))


def best_strategies(
    catalogue: Catalogue,
    skill: Skill,
    routine: Routine,
    family: Family,
    on: date,
    first_day: date | None = None,
    *,
    approval: Approval | None = None,
) -> tuple[tuple[Strategy, Fit], ...]:
    """
    Return the strategies that fit, best first.
    """
    return best_first(weighed(catalogue, skill, routine, family, on, first_day, approval=approval))
