"""
What fits this step and this family: skills and strategies, the reasons for and against, and the hard filters.

Age, cautions, the help of the step, required assessments, what the family avoids and the materials they have rule out.
What remains is ordered by how it fits: the step, what got in the way, the skill, the help, the family; then by
evidence; what is equal in all of it, by what a clinic's own logs say. Does not know how practice is going.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from attrs import field, frozen

from coachplan.base.ids import namespace_of
from coachplan.base.messages import Message, key
from coachplan.base.when_asked import WhenAsked
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.family import Family, Routine
from coachplan.model.interests import interest_for
from coachplan.model.skills import GRADES, Skill, Source, Step
from coachplan.model.strategies import Strategy
from coachplan.model.suits import NOTHING_TOLD, Suits
from coachplan.planning.cautioned import ChildCautions
from coachplan.planning.suited_here import parted

__all__ = [
    "Fit",
    "best_first",
    "best_grade",
    "best_strategies",
    "equals",
    "fit_skill",
    "fit_strategy",
    "goes_with",
    "step_of",
    "supported_by",
    "weighed",
]

#: A strategy that names up to so many skills is made for the first of them; above, it is a way for many (OWN).
FEW = 7

#: How much a grade of evidence speaks for a strategy (OWN: an ordering of ours, not a measure).
_WORTH = {"SR": 3.0, "RCT": 3.0, "SCD": 2.0, "OBS": 1.5, "CON": 1.0, "WEAK": 0.0, "OWN": 0.0}


#: A sentence that nobody has asked for so far, by its name and its values. What is a title then is an id until then.
_Unsaid = tuple[str, dict[str, object]]
_TITLES = frozenset({"routine", "assessment", "skill"})
_GRADES: dict[str, Message] = {grade: Message(f"core/grade.{grade}") for grade in GRADES}


@frozen(kw_only=True)
class Fit:
    """
    How something fits: reasons for it, and reasons against it (any one rules it out). *fits*: there is none against it.

    *order* is what it is ordered by among others for the same step, best last: by the step, what got in the way, the
    skill, the help, the family, the evidence. *score* is what it is worth to a family beside another skill or routine.
    """

    reasons: Sequence[Message]
    against: Sequence[Message]
    order: tuple[float, ...] = ()
    score: float = 0.0
    fits: bool = field()

    @fits.default
    def _nothing_against(self) -> bool:
        return not self.against


def best_grade(sources: Iterable[Source]) -> str:
    """
    Return the strongest grade among sources; `OWN` where there are none.
    """
    return min((source.grade for source in sources), key=GRADES.index, default="OWN")


def supported_by(strategy: Strategy, skill: str) -> tuple[Source, ...]:
    """
    Return the sources that support a strategy for a skill (id): those of its use there, else its own.
    """
    return next((use.sources for use in strategy.uses if skill in use.skills), strategy.sources)


def step_of(skill: Skill, number: int) -> Step | None:
    """
    Return the step of a skill by its number, or None where it has no such step.
    """
    return skill.steps[number - 1] if 1 <= number <= len(skill.steps) else None


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
    return Fit(reasons=tuple(reasons), against=tuple(against))


def _of_skill(strategy: Strategy, skill: Skill) -> bool:
    if strategy.skills:
        return skill.id in strategy.skills
    return namespace_of(strategy.id) == namespace_of(skill.id)


def _in_routine(strategy: Strategy, kind: str) -> bool:
    return not strategy.routines or kind in strategy.routines


def goes_with(strategy: Strategy, step: Step | None) -> bool:
    """
    Say whether a strategy goes with the help that a step gives.
    """
    # Hands over hands and "touch last" contradict each other, whatever else speaks for it.
    return step is None or not strategy.supports or step.support in strategy.supports


def _made_for(strategy: Strategy, step: Step | None) -> float:
    # Made for this kind of step, for any kind, or for others.
    if step is None or step.kind is None or not strategy.kinds:
        return 0.0
    return 1.0 if step.kind in strategy.kinds else -1.0


def _names(strategy: Strategy, skill: Skill) -> float:
    # Made for this skill (named first, among few), for several of which it is one, or not named at all.
    if skill.id not in strategy.skills:
        return float(any(skill.id in use.skills for use in strategy.uses))
    # What has to be assessed first is no first way because it would be special.
    special = len(strategy.skills) <= FEW and skill.id == strategy.skills[0] and not strategy.requires
    return 2.0 if special else 1.0


def fit_strategy(
    strategy: Strategy,
    skill: Skill,
    kind: str,
    family: Family,
    on: date,
    first_day: date | None = None,
    *,
    cautions: ChildCautions,
    step: Step | None = None,
    prefer: Sequence[str] = (),
) -> Fit:
    """
    Say how a strategy fits a skill, a routine kind and a family; and a *step* of the skill, where one is given.
    *prefer*: the strategies (ids) that meet what got in the way, best first.
    """
    child = family.child
    age = child.age_in_months(on, first_day)
    against: list[Message | _Unsaid] = []
    reasons: list[Message | _Unsaid] = []
    grade = best_grade(supported_by(strategy, skill.id))
    for_the_family = 0.0

    def no(reason: str, **values: object) -> None:
        against.append((reason, values))

    def speaks_for(reason: str, **values: object) -> None:
        reasons.append((reason, values))

    if strategy.clinician_only:
        no("clinician-only")
    if not _of_skill(strategy, skill):
        no("other-skill")
    if not goes_with(strategy, step):
        no("other-help")
    if not _in_routine(strategy, kind):
        no("other-routine", routine=kind)
    if _too_young_or_old(strategy.ages, age):
        assert strategy.ages is not None  # _too_young_or_old is False without ages
        no("age", age=age, low=strategy.ages[0], high=strategy.ages[1])
    against += cautions.against(strategy)
    reasons += cautions.opened(strategy)
    for assessment in strategy.requires:
        if assessment not in child.assessed:
            no("requires", assessment=assessment)
    carried = {strategy.id, *strategy.tags}
    for unwanted in sorted(carried & set(family.avoid)):
        no("avoid", what=unwanted)
    if family.materials:
        for material in strategy.materials:
            if material not in family.materials:
                no("material", material=material)
    if step is not None and step.kind in strategy.kinds:
        speaks_for(f"step.{step.kind}", child=child.name)
    for value in family.values:
        if value.startswith("no-") and value[3:] in carried:
            no("value-against", value=value)
        elif value in carried:
            speaks_for("value-for", value=value)
            for_the_family += 2.0
    for strength in child.strengths:
        if strength in carried:
            speaks_for("strength", strength=strength)
            for_the_family += 1.0
    for_the_skill = 2.0 * (skill.id in strategy.skills or any(skill.id in use.skills for use in strategy.uses))
    if for_the_skill:
        speaks_for("made-for", skill=skill.id)
    if kind in strategy.routines:
        speaks_for("fits-routine", routine=kind)
        for_the_family += 1.0
    loved = interest_for(child.interests, strategy.interest_kinds) if strategy.interest else None
    if loved is not None:
        speaks_for("interest", interest=loved)
        for_the_family += 1.0
    speaks_for("grade", grade=_GRADES[grade])
    meets = len(prefer) - prefer.index(strategy.id) if strategy.id in prefer else 0
    return Fit(
        reasons=_said(strategy, reasons),
        against=_said(strategy, against),
        fits=not against,
        order=(
            _made_for(strategy, step),
            meets,
            _names(strategy, skill),
            step is not None and step.support in strategy.supports,
            for_the_family,
            _WORTH[grade],
        ),
        score=_WORTH[grade] + for_the_skill + for_the_family,
    )


def _said(strategy: Strategy, reasons: Iterable[Message | _Unsaid]) -> Sequence[Message]:
    # Who looks for the best way for a step asks for none of the sentences.
    kept = tuple(reasons)

    def in_words(reason: str, values: dict[str, object]) -> Message:
        titles = {name: Message(key(str(of), "title")) for name, of in values.items() if name in _TITLES}
        return Message(f"core/fit.{reason}", {"item": Message(key(strategy.id, "title")), **values, **titles})

    def said() -> tuple[Message, ...]:
        return tuple(each if isinstance(each, Message) else in_words(*each) for each in kept)

    return WhenAsked(said) if kept else ()


def weighed(
    catalogue: Catalogue,
    skill: Skill,
    routine: Routine,
    family: Family,
    on: date,
    first_day: date | None = None,
    *,
    approval: Approval | None = None,
    step: int = 1,
    prefer: Sequence[str] = (),
) -> tuple[tuple[Strategy, Fit], ...]:
    """
    Return every strategy for a step of this skill in this routine with how it fits; of another's there would be nothing
    to weigh. *approval*: what a clinician opened in spite of a caution.
    """
    cautions, on_ladder = ChildCautions.of(family, catalogue, approval), step_of(skill, step)

    def fit(strategy: Strategy) -> Fit:
        return fit_strategy(
            strategy, skill, routine.kind, family, on, first_day, cautions=cautions, step=on_ladder, prefer=prefer
        )

    known = catalogue.strategies_of
    ways = {each.id: each for item in (skill.id, namespace_of(skill.id)) for each in known.get(item, ())}
    return tuple(
        (strategy, fit(strategy))
        for _, strategy in sorted(ways.items())
        if _of_skill(strategy, skill) and _in_routine(strategy, routine.kind)
    )


def best_first(
    weighed: Iterable[tuple[Strategy, Fit]],
    skill: str,
    suits: Suits = NOTHING_TOLD,
    approval: Approval | None = None,
) -> tuple[tuple[Strategy, Fit], ...]:
    """
    Return those that fit a skill (id), best first; ties by what a clinic's own logs say (*suits*), and by id, so that
    the same family gets the same answer.
    """
    fitting = sorted((pair for pair in weighed if pair[1].fits), key=lambda pair: pair[0].id)
    fitting.sort(key=_order, reverse=True)
    if not suits:
        return tuple(fitting)
    tied = [list(pairs) for _, pairs in groupby(fitting, key=_order)]
    return tuple(pair for pairs in tied for pair in parted(pairs, skill, suits, approval))


def _order(pair: tuple[Strategy, Fit]) -> tuple[float, ...]:
    return pair[1].order


def equals(fitting: Sequence[tuple[Strategy, Fit]], strategy: str) -> tuple[str, ...]:
    """
    Return which others (ids) of those given best first fit as well as a *strategy* (id); none where it does not fit.
    """
    orders = {each.id: fit.order for each, fit in fitting}
    own = orders.get(strategy)
    return tuple(each for each, order in orders.items() if own is not None and order == own and each != strategy)


def best_strategies(
    catalogue: Catalogue,
    skill: Skill,
    routine: Routine,
    family: Family,
    on: date,
    first_day: date | None = None,
    *,
    approval: Approval | None = None,
    step: int = 1,
    prefer: Sequence[str] = (),
    suits: Suits = NOTHING_TOLD,
) -> tuple[tuple[Strategy, Fit], ...]:
    """
    Return the strategies that fit a step, best first. *suits*: what a clinic's own logs say, which parts equals.
    """
    every = weighed(catalogue, skill, routine, family, on, first_day, approval=approval, step=step, prefer=prefer)
    return best_first(every, skill.id, suits, approval)
