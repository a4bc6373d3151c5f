"""
coachplan itself as a policy: a plan for a made-up family, reviewed at each look; its clinician takes each suggestion.

Works with any set of rules and plugins. The ladder and the strategies are made up like the family, or those of a skill
that a plugin brings. Does not see the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib import import_module

from coachplan.base.arguments import checked, explained
from coachplan.base.disclosure import place_name
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill, Source, Step
from coachplan.model.strategies import Strategy
from coachplan.model.suggestions import Suggestion
from coachplan.planning.fit import best_strategies
from coachplan.plugins.hookspecs import hookimpl
from coachplan.simulation.policies.textbook import Decide, Move, Policy, Snapshot
from coachplan.simulation.world.life import FIRST_DAY, Life, Situation

__all__ = [
    "MADE_UP", "MOST_STEPS", "coached", "coached_by", "deciding", "engine_for", "made_up", "situation", "start",
    "taken",
]  # fmt: skip

MOST_STEPS = 10

_SOURCE = Source("simulated/made-up", "Made up, to try rules on.", "OWN")

#: Stands for any skill: the made-up ladder with as many steps as the family's truth has.
MADE_UP = ""


class _MadeUp:
    # A plugin whose only use is that a made-up family has something to practise.
    name = "simulated"

    @hookimpl
    def coachplan_catalogue(self) -> Catalogue:
        ladders = [
            Skill(
                f"simulated/ladder-{count}",
                f"A ladder of {count} steps",
                discipline="simulated",
                steps=tuple(Step(f"Step {n}", "It works.") for n in range(1, count + 1)),
                routines=("play",),
                sources=(_SOURCE,),
            )
            for count in range(1, MOST_STEPS + 1)
        ]
        ways = [
            Strategy(
                f"simulated/way-{n}",
                f"Way {n}",
                what="Do it this way.",
                when="At each try.",
                why="It may suit.",
                sources=(_SOURCE,),
            )
            for n in range(1, 9)
        ]
        return Catalogue(skills=ladders, strategies=ways)


made_up: _MadeUp = _MadeUp()


def start(engine: Engine, life: Life, skill: str = MADE_UP) -> Plan:
    """
    Return the first plan of a made-up family: everything approved, practised as often as the family can.

    Raises `CoachplanError` where the engine has no such skill, or no strategy for it.
    """
    truth = life.truth
    chosen = skill or f"simulated/ladder-{len(truth.difficulty)}"
    known = engine.catalogue.skills.get(chosen)
    if known is None:
        raise CoachplanError(
            Finding(
                item=place_name(chosen),
                what="no skill of that id is there.",
                hint=suggest(chosen, engine.catalogue.skills),
                code="unknown-skill",
            )
        )
    kind = known.routines[0] if known.routines else next(iter(engine.catalogue.routine_kinds))
    age = known.ages[0] if known.ages else 48
    routine = Routine("now", kind, part_of_day="morning")
    family = Family(Child("Kim", max(age, 12)), [Caregiver("Alex")], [routine, Routine("later", kind)], id="kim")
    ways = best_strategies(engine.catalogue, known, routine, family, FIRST_DAY, suits=engine.suits)
    if not ways:
        raise CoachplanError(Finding(item=place_name(chosen), what="no strategy fits it in a made-up family."))
    focus = Focus(
        life.focus,
        "now",
        skill=chosen,
        step=1,
        strategy=ways[0][0].id,
        since=FIRST_DAY,
        days_per_week=max(1, min(7, round(truth.days_a_week))),
    )
    plan = Plan(f"{truth.cohort}-{truth.seed}", family, focuses=[focus])
    return engine.approve(plan, Approval.everything(plan, by="Dana, clinician", on=FIRST_DAY), role="clinician")


def situation(plan: Plan, order: list[str], days_a_week: float, *, keeps_days: bool = False) -> Situation:
    """
    Return what is practised under a plan. *order*: strategies in the order in which they were first used; grows.
    *keeps_days*: a lighter plan takes strain off and costs no practice.
    """
    focus = plan.focuses[0]
    if focus.strategy not in order:
        order.append(focus.strategy)
    lighter = focus.days_per_week < max(1, min(7, round(days_a_week)))
    return Situation(
        step=focus.step - 1,
        strategy=order.index(focus.strategy),
        # A lighter plan is what is hoped for; many families do a day more.
        days_a_week=focus.days_per_week + 1.0 if lighter and not keeps_days else 7.0,
        elsewhere=focus.generalising,
        resting=focus.maintaining,
    )


def taken(engine: Engine, plan: Plan, suggestion: Suggestion, look: Snapshot) -> Plan:
    """
    Return the plan with a suggestion taken by the family's clinician.
    """
    return engine.apply(plan, suggestion, by="Dana, clinician", on=look.on, role="clinician")


@checked
def coached(
    *,
    name: str = "coachplan",
    content: Iterable[str] = (),
    plugins: Iterable[str] = (),
    skill: str = MADE_UP,
    keeps_days: bool = False,
) -> Policy:
    """
    Return coachplan as a policy: the core's rules with folders of *content* and *plugins* (as `module` or
    `module:object`), on a made-up ladder or on the *skill* of a plugin. It can be sent to another process. With
    *keeps_days* a lighter plan costs these families no practice; else they practise a day a week more than it asks.
    """
    about = "coachplan's rules" + "".join(f", {each}" for each in (*content, *plugins))
    return Policy(name=name, about=about, begin=partial(_begin_with, tuple(content), tuple(plugins), skill, keeps_days))


@explained
def coached_by(engine: Engine, *, name: str = "coachplan", skill: str = MADE_UP) -> Policy:
    """
    Return coachplan with the rules of an engine as a policy. The engine must know `made_up`, or the *skill* given.
    """
    return Policy(name=name, about="the rules of an engine", begin=partial(_begin, engine, skill, False))


@explained
@cache
def engine_for(content: tuple[str, ...] = (), plugins: tuple[str, ...] = ()) -> Engine:
    """
    Return an engine with the core's rules, folders of content and plugins, and something made up to practise.

    Raises `CoachplanError` where a folder or plugin cannot be used: rules that are not there must not be measured.
    """
    engine = Engine(plugins=[made_up, *(_named(plugin) for plugin in plugins)], content=list(content))
    failed = [each for each in engine.plugins if each.status == "failed"]
    if failed:
        raise CoachplanError(
            Finding(item=each.name, what=f"it cannot be used: {each.why}", code="plugin-failed") for each in failed
        )
    return engine


def _named(plugin: str) -> object:
    module, _, name = plugin.partition(":")
    try:
        found: object = import_module(module)
        return getattr(found, name) if name else found
    except (ImportError, AttributeError) as error:
        raise CoachplanError(
            Finding(
                item=plugin,
                what=f"there is no such plugin: {error}.",
                hint="Write `module` or `module:object`.",
                code="unknown-plugin",
            )
        ) from error


def _begin_with(content: tuple[str, ...], plugins: tuple[str, ...], skill: str, keeps_days: bool, life: Life) -> Decide:
    return _begin(engine_for(content, plugins), skill, keeps_days, life)


def _begin(engine: Engine, skill: str, keeps_days: bool, life: Life) -> Decide:
    return deciding(engine, start(engine, life, skill), life, keeps_days=keeps_days)


def deciding(
    engine: Engine, plan: Plan, life: Life, *, keeps_days: bool = False, told: Callable[[Plan], None] | None = None
) -> Decide:
    """
    Return what decides about a plan at each look; each plan that comes of it is *told*.
    """
    tracker = engine.track(plan)
    order: list[str] = []
    practised = partial(situation, order=order, days_a_week=life.truth.days_a_week, keeps_days=keeps_days)
    practised(plan)
    known, usual = 0, plan.focuses[0].days_per_week
    tell = told or (lambda _plan: None)

    def decide(look: Snapshot) -> Move | None:
        nonlocal plan, known
        for entry in look.entries[known:]:
            tracker.add(entry)
        known = len(look.entries)
        review = tracker.review(on=look.on)
        suggestion = review.next_steps[0]
        if suggestion.action.kind == "continue":
            given_back = _given_back(engine, plan, review, look, usual)
            if given_back is None:
                return None
            plan = tracker.plan = given_back
            tell(plan)
            return Move(kind="continue", now=practised(plan), rule="days given back")
        plan = tracker.plan = taken(engine, plan, suggestion, look)
        tell(plan)
        return Move(
            kind=suggestion.action.kind,
            now=practised(plan),
            rule=suggestion.rule,
        )

    return decide


def _given_back(engine: Engine, plan: Plan, review: Review, look: Snapshot, usual: int) -> Plan | None:
    # The engine never asks for more; a clinician who sees a lighter plan kept for two weeks gives the days back.
    focus = plan.focuses[0]
    if focus.days_per_week >= usual or focus.maintaining:
        return None
    lightened = max(turn.on for turn in plan.history if turn.kind == "lighten")
    kept, stress = (review.reading(focus.id, name) for name in ("practised", "stress-days"))
    if (look.on - lightened).days < 14 or kept is None or kept.value is None or stress is None:
        return None
    if not isinstance(kept.value, float) or kept.value < 0.8 or stress.value:
        return None
    return engine.change(
        plan,
        focus.id,
        by="Dana, clinician",
        role="clinician",
        on=look.on,
        days_per_week=usual,
        why="kept for two weeks",
    )
