"""
What to look out for in a first plan: for whom it is not, what it needs, and what nothing here knows of.

Rules nothing out: what does was left out before.
"""

from __future__ import annotations

from collections.abc import Iterator

from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.family import Family
from coachplan.model.skills import Skill
from coachplan.model.strategies import Strategy
from coachplan.planning.cautioned import titles_of

__all__ = ["look_out"]


def look_out(skill: Skill, strategy: Strategy, family: Family, catalogue: Catalogue) -> Iterator[str]:
    """
    Yield what to look out for in a plan of a skill and a strategy for a family, in the first caregiver's language.
    """
    texts, language = catalogue.words, family.language
    title = Message(key(strategy.id, "title"))
    known = catalogue.known_cautions
    practised: tuple[Skill | Strategy, ...] = (skill, strategy)
    for item in practised:
        # What the child has and a clinician opened is told among the reasons.
        others = [each for each in item.cautions if not any(known.in_the_way(family.child.cautions, [each]))]
        called = ", ".join(texts.say(each, language) for each in titles_of(others, known))
        if called:
            values = {"item": Message(key(item.id, "title")), "caution": called}
            yield texts.say(Message("core/caution.not-with", values), language)
    items: tuple[Skill | Strategy, ...] = (*catalogue.skills.values(), *catalogue.strategies.values())
    for caution in family.child.cautions:
        # What nothing here names is known, and rules nothing out: whoever reads the plan has to think of it.
        if not any(True for item in items for _ in known.in_the_way([caution], item.cautions)):
            called = ", ".join(texts.say(each, language) for each in titles_of([caution], known))
            yield texts.say(Message("core/caution.unnamed", {"caution": called}), language)
    if strategy.materials and not family.materials:
        wanted = ", ".join(strategy.materials)
        yield texts.say(Message("core/caution.materials", {"item": title, "materials": wanted}), language)
    if skill.steps[0].clinician:
        step = Message(key(skill.id, "steps.1.title"))
        yield texts.say(Message("core/caution.clinician-step", {"step": step}), language)
    carried = {tag for each in catalogue.strategies.values() for tag in each.tags}
    for value in family.values:
        if value.removeprefix("no-") not in carried:
            yield texts.say(Message("core/caution.value", {"value": value}), language)
    yield texts.say(Message("core/caution.draft"), language)
