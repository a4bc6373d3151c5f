"""
The two tables of judgement: which true rule speaks, and which step is the more cautious.

Everything that settles a disagreement between rules must live here. This file does not know what any rule says.
"""

from __future__ import annotations

from coachplan.knowledge.rules import TOPICS, Rule
from coachplan.model.actions import KINDS

__all__ = [
    "ALWAYS_OPEN",
    "ASKED_WHILE_MAINTAINING",
    "CAUTION",
    "EASING",
    "HELD_BY_A_PERSON",
    "HELD_BY_SOON",
    "MAY_BE_HELD",
    "NEVER_QUEUED",
    "caution",
    "precedence_key",
]

#: How cautious a step is, higher is more cautious. Equal steps stand on one line of the design.
CAUTION = {
    "pause": 6,
    "lighten": 5,
    "step-down": 4,
    "change-strategy": 3,
    "change-routine": 3,
    "clarify": 3,
    "continue": 3,
    "maintain": 2,
    "generalise": 2,
    "step-up": 1,
}

#: What a plugin's rule may hold back: holding a more cautious step back would make a decision less cautious.
MAY_BE_HELD = tuple(kind for kind in KINDS if CAUTION[kind] <= CAUTION["continue"])

#: What a flag *soon* holds back, and a plugin that failed or is blocked.
HELD_BY_SOON = ("step-up", "generalise", "maintain")

#: What a person's hold keeps as it is. Lightening and stepping down stay possible.
HELD_BY_A_PERSON = ("step-up", "generalise", "maintain", "change-strategy", "change-routine")

#: Kinds that ask less of a family: they never wait.
EASING = ("pause", "lighten", "step-down")

#: Kinds that never wait for another focus, and kinds that change nothing and so need not.
NEVER_QUEUED = (*EASING, "continue", "clarify")

#: Kinds that a caregiver may always take: they change nothing, or make it lighter.
ALWAYS_OPEN = ("continue", "lighten", "pause")

#: A mastered skill is probed, not practised: only these rows are asked about it.
ASKED_WHILE_MAINTAINING = ("safety", "load", "maintain")


def caution(kind: str) -> int:
    """
    Return how cautious a kind of step is; higher is more cautious.
    """
    return CAUTION[kind]


def precedence_key(rule: Rule) -> tuple[int, int, str]:
    """
    Return the place of a rule in the order of speaking: by row, in a row the more cautious, then by id.
    """
    return (TOPICS.index(rule.topic), -CAUTION[rule.then] if rule.then else 0, rule.id)
