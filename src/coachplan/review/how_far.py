"""
How far a plan is with each goal of the family, told from what was decided.

Never pushes: there is no day by which anything must be reached, and what waits is said to wait. Decides nothing, and
nothing that is decided knows of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import evolve, frozen

from coachplan.base.messages import Message
from coachplan.model.family import Family
from coachplan.model.goal_standings import GoalStanding
from coachplan.model.goals import Goal
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Suggestion
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.goals import HOW, How, how_it_serves, said
from coachplan.progress.contexts import going_well
from coachplan.progress.practice import Practice
from coachplan.progress.statistics import share_of

__all__ = ["standings", "told_together"]

_WAITS = Message("core/goal.waits")
_NONE = Message("core/goal.none")


@frozen(kw_only=True)
class _Serving:
    # One focus that serves a goal: how, how it stands, and what was decided about it.
    how: How
    case: FocusCase
    suggestion: Suggestion

    @property
    def rests(self) -> bool:
        # What cannot be named cannot be practised either: its plugin is not here.
        return self.suggestion.is_resting or not _on_ladder(self.case.practice)


def standings(
    plan: Plan, decided: Iterable[tuple[FocusCase, Suggestion]], *, paused: bool, quiet: Collection[Goal] = ()
) -> tuple[GoalStanding, ...]:
    """
    Return how far the plan is with each goal of its family, in their order, after what was *decided* about each focus.
    While the plan is *paused* by a flag, all of them wait. Those that are *quiet* are told to the clinician alone.
    """
    decided = tuple(decided)
    told = (_standing(goal, plan.family, decided, paused=paused) for goal in plan.family.goals)
    return tuple(evolve(each, quiet=each.goal in quiet) for each in told)


def _standing(
    goal: Goal, family: Family, decided: Iterable[tuple[FocusCase, Suggestion]], *, paused: bool
) -> GoalStanding:
    serving = sorted(_serving(goal, decided), key=lambda each: HOW.index(each.how))
    practised = [each for each in serving if not each.rests]
    if paused or (serving and not practised):
        then = _WAITS
    elif not serving:
        then = _NONE
    else:
        # Of what is only looked in on there is less to say than of what is practised, but where it is the goal itself.
        then = _told(min(practised, key=lambda each: each.case.focus.maintaining and each.how != "skill"))
    return GoalStanding(
        goal=goal,
        focuses=[each.case.focus.id for each in serving],
        message=said(goal, family, then),
        numbers=[_numbers(each) for each in serving],
        language=family.language,
    )


def _serving(goal: Goal, decided: Iterable[tuple[FocusCase, Suggestion]]) -> Iterator[_Serving]:
    for case, suggestion in decided:
        how = how_it_serves(goal, case.focus.skill, case.focus.routine, case.catalogue)
        if how is not None:
            yield _Serving(how=how, case=case, suggestion=suggestion)


def _on_ladder(practice: Practice) -> bool:
    return practice.skill is not None and practice.focus.step <= len(practice.skill.steps)


def _told(serving: _Serving) -> Message:
    # In the words of the goal itself where it is just that; else the skill is named, as a part of it or on the way.
    practice, part = serving.case.practice, _PART[serving.how]
    values = {"skill": serving.case.values["skill"], "step": practice.focus.step, "last": _last(practice)}
    return Message(f"core/goal.{part}{_stands(practice)}", values)


#: How a sentence begins, by how something serves the goal.
_PART = {"skill": "", "first": "first-", "routine-and-discipline": "part-", "routine": "part-", "discipline": "part-"}


def _last(practice: Practice) -> int:
    return 0 if practice.skill is None else len(practice.skill.steps)


def _stands(practice: Practice) -> str:
    works = _works(practice)
    if practice.focus.maintaining:
        return "again" if works is False else "there"
    if practice.focus.step < _last(practice) or not works:
        return "step"
    if going_well("place")(practice) > 1:
        return "places"
    return "people" if going_well("who")(practice) > 1 else "last"


def _works(practice: Practice) -> bool | None:
    # None where there is too little to tell. The share is that from which it goes well in a place.
    share = share_of(practice.lately)
    if share is None:
        return None
    if practice.focus.maintaining:
        return share >= practice.parameters.context_share
    enough = sum(day.tries for day in practice.lately) >= practice.parameters.lately_tries
    calm = not any(day.upset for day in practice.last_three)
    return enough and calm and share >= practice.parameters.context_share


def _numbers(serving: _Serving) -> Message:
    case = serving.case
    values: dict[str, object] = {
        "skill": case.values["skill"],
        "how": Message(f"core/goal.how.{serving.how}"),
        "step": case.focus.step,
        "last": _last(case.practice),
        "counted": case.values["counted"],
    }
    if serving.suggestion.standing is None:
        return Message("core/goal.numbers", values)
    return Message("core/goal.numbers-sure", {**values, "surely": serving.suggestion.standing})


# -- several plans of one family


def told_together(reviewed: Sequence[tuple[Plan, Review]]) -> tuple[Review, ...]:
    """
    Return the reviews of several plans of one family, their goals told after what waits its turn. What one of the plans
    serves, the others tell as that one does.
    """
    told = [_after_waiting(plan, review) for plan, review in reviewed]
    return tuple(
        evolve(review, goals=tuple(_best_told(goal, told) for goal in review.goals)) if review.goals else review
        for review in told
    )


def _after_waiting(plan: Plan, review: Review) -> Review:
    resting = {each.focus for each in review.next_steps if each.is_resting}
    return evolve(review, goals=tuple(_waiting(goal, plan, resting) for goal in review.goals))


def _waiting(standing: GoalStanding, plan: Plan, resting: Collection[str]) -> GoalStanding:
    if not standing.focuses or not all(focus in resting for focus in standing.focuses):
        return standing
    return evolve(standing, message=said(standing.goal, plan.family, _WAITS))


def _best_told(standing: GoalStanding, reviews: Iterable[Review]) -> GoalStanding:
    if standing.focuses:
        return standing
    others = (each for review in reviews for each in review.goals if each.goal == standing.goal and each.focuses)
    return next(others, standing)
