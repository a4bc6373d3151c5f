"""
What a review could not use or does not know: plugins that are absent, ids nobody brings, readings without data.

Only names what is missing, with the reason. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachplan.base.copies import unchecked
from coachplan.base.errors import nearest
from coachplan.base.ids import namespace_of
from coachplan.base.messages import Message, key
from coachplan.knowledge.conditions import of_another_sort, sorts
from coachplan.knowledge.goals import unknown_in
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Missing
from coachplan.planning.cautioned import ruled_out
from coachplan.review.context import ReviewContext
from coachplan.review.decisions import Decision

__all__ = ["lacking", "missing_items"]

#: A reading was looked at when it was made, and a family may have many that nothing is known of.
_missing = unchecked(Missing)


def missing_items(plan: Plan, context: ReviewContext) -> Iterable[Missing]:
    """
    Yield what a plan names and nobody brings, and the plugins that are absent.
    """
    yield from _absent(context)
    yield from _needed(plan, context)
    yield from _unknown_ids(plan, context)
    yield from _above_the_ladder(plan, context)
    yield from _no_routine(plan)
    yield from _cautions(plan, context)
    yield from _goals(plan, context)


def _absent(context: ReviewContext) -> Iterable[Missing]:
    for absent in context.absent:
        # Why one is blocked is always the same; why one failed is told as its author reads it, in quotes.
        flags = Message(f"core/missing.flags-{'stay' if absent.signs else 'gone'}")
        values = {"plugin": absent.name, "why": flags if absent.status == "blocked" else absent.why}
        message = Message(f"core/missing.plugin-{absent.status}", values)
        yield Missing(what=absent.name, about="plugin", message=message)


def _needed(plan: Plan, context: ReviewContext) -> Iterable[Missing]:
    # One that is simply not there has no name of its own: it is called by the namespace that the plan uses.
    known = {absent.name for absent in context.absent}
    for name in context.lacking(plan.needs):
        if name not in known:
            yield Missing(what=name, about="plugin", message=Message("core/missing.plugin-missing", {"plugin": name}))
        yield Missing(what=name, about="plan", message=Message("core/missing.need", {"plugin": name}))


def _unknown_ids(plan: Plan, context: ReviewContext) -> Iterable[Missing]:
    for focus in plan.focuses:
        for item, known in ((focus.skill, context.catalogue.skills), (focus.strategy, context.catalogue.strategies)):
            if item not in known:
                message = Message("core/missing.item", {"item": item, "focus": focus.id})
                yield Missing(what=item, about=focus.id, message=message)


def _cautions(plan: Plan, context: ReviewContext) -> Iterable[Missing]:
    known = context.catalogue.known_cautions
    for written in dict.fromkeys(plan.family.child.cautions):
        if not known.meant(written):
            near = known.nearest(written)
            values = {"caution": written, **({"nearest": Message(key(near, "title"))} if near else {})}
            message = Message(f"core/missing.caution{'-near' if near else ''}", values)
            yield Missing(what=written, about="family", message=message)
    for focus in plan.focuses:
        for why in ruled_out(plan, focus, context.catalogue)[:1]:
            message = Message("core/missing.ruled-out", {"focus": focus.id, "why": why})
            yield Missing(what=focus.skill, about=focus.id, message=message)


def _goals(plan: Plan, context: ReviewContext) -> Iterable[Missing]:
    routines = [routine.id for routine in plan.family.routines]
    for goal in plan.family.goals:
        for unknown in unknown_in(goal, routines, context.catalogue):
            near = nearest(unknown.found, unknown.known)
            values = {"words": goal.quoted, "item": unknown.found, **({"nearest": near} if near else {})}
            message = Message(f"core/missing.goal{'-near' if near else ''}", values)
            yield Missing(what=unknown.found, about="family", message=message)


def _no_routine(plan: Plan) -> Iterable[Missing]:
    for focus in plan.focuses:
        if plan.family.routine(focus.routine) is None:
            message = Message("core/missing.routine", {"focus": focus.id, "item": focus.routine})
            yield Missing(what=focus.routine, about=focus.id, message=message)


def _above_the_ladder(plan: Plan, context: ReviewContext) -> Iterable[Missing]:
    for focus in plan.focuses:
        skill = context.catalogue.skills.get(focus.skill)
        if skill is not None and focus.step > len(skill.steps):
            values = {"focus": focus.id, "step": focus.step, "item": skill.id, "last": len(skill.steps)}
            message = Message("core/missing.step", values)
            yield Missing(what=skill.id, about=focus.id, message=message)


def lacking(decision: Decision) -> Iterable[Missing]:
    """
    Yield the readings of one focus that are not known, asked for as what they are not, or broken.
    """
    for value in decision.readings:
        if value.lacks is not None:
            yield _missing(what=value.signal, about=value.focus, message=value.lacks)
    for asked in decision.asked if decision.another_sort else ():
        for clause in asked.traced.clauses if of_another_sort(sorts(asked.rule.condition), asked.look) else ():
            if clause.verdict is None and clause.seen is not None:
                values = {"signal": clause.signal, "seen": clause.seen, "clause": clause.clause, "rule": asked.rule.id}
                message = Message("core/missing.sort", values)
                yield Missing(what=clause.signal, about=asked.focus, message=message)
    for name, why in decision.broken:
        message = Message("core/missing.broken", {"signal": name, "plugin": namespace_of(name), "why": why})
        yield Missing(what=name, about="plugin", message=message)
