"""
A rule: when it holds, the step it proposes or holds back, what to say to the caregiver, the basis, and the source.

No rule overrides another. Knows nothing of which of several true rules speaks: that stands in `precedence`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal, get_args

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.validators import a, bounds, each, is_within, number, one_of, strings, text
from coachplan.knowledge.conditions import Condition
from coachplan.knowledge.parser import parse
from coachplan.model.actions import KINDS, Kind, kinds
from coachplan.model.entries import ROLES, Role
from coachplan.model.skills import Source

__all__ = ["TOPICS", "Parameter", "Rule", "Topic"]

#: What a rule is about: the rows of precedence, the first to speak first.
Topic = Literal[
    "safety",
    "load",
    "practised",
    "enough-data",
    "distress",
    "step-down",
    "not-progressing",
    "step-up",
    "generalise",
    "maintain",
    "continue",
]
TOPICS: tuple[Topic, ...] = get_args(Topic)

#: Where a rule does not say what it is about, the kind of its step does.
_TOPIC_OF_KIND: dict[Kind, Topic] = {
    "pause": "safety",
    "lighten": "load",
    "change-routine": "practised",
    "clarify": "enough-data",
    "step-down": "step-down",
    "change-strategy": "not-progressing",
    "step-up": "step-up",
    "generalise": "generalise",
    "maintain": "maintain",
    "continue": "continue",
}


@plain_errors
@frozen
class Rule:
    """
    One line of condition, and what follows from it.

    *then* is the kind of step it proposes; *holds* the kinds it holds back. *after* is how many practised days since
    the last change it waits for. *skills* and *tags* (of the strategy) narrow where it is asked. *needs* is who must
    accept it, where that is more than the approval asks.
    """

    id: str = field(validator=text)
    when: str = field(validator=text)
    then: Kind | None = field(kw_only=True, default=None, validator=one_of(KINDS))
    holds: tuple[Kind, ...] = field(kw_only=True, default=(), converter=kinds, validator=each(one_of(KINDS)))
    say: str = field(kw_only=True, default="", validator=text)
    basis: str = field(kw_only=True, default="", validator=text)
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )
    after: int = field(kw_only=True, default=0, validator=number(0, whole=True))
    needs: Role | None = field(kw_only=True, default=None, validator=one_of(ROLES))
    about: Topic | None = field(kw_only=True, default=None, validator=one_of(TOPICS))
    skills: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    tags: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)

    @cached_property
    def condition(self) -> Condition:
        """
        The condition as a tree. Raises `CoachplanError` where the line cannot be read.
        """
        return parse(self.when)

    @property
    def topic(self) -> Topic:
        """
        The row of precedence in which the rule speaks.
        """
        return self.about or _TOPIC_OF_KIND.get(self.then or "continue", "continue")


@plain_errors
@frozen
class Parameter:
    """
    A number that readings are made with, what it means, and where it comes from.

    *low*, *high* and *whole* say what it can be: beyond that, what is made with it would fail or mean nothing.
    """

    id: str = field(validator=text)
    value: float = field(validator=number())
    what: str = field(kw_only=True, validator=text)
    low: float | None = field(kw_only=True, default=None, validator=number())
    high: float | None = field(kw_only=True, default=None, validator=number())
    whole: bool = field(kw_only=True, default=False, validator=a(bool))
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )

    def __attrs_post_init__(self) -> None:
        if not is_within(self.value, self.low, self.high, whole=self.whole):
            wanted = bounds(self.low, self.high, whole=self.whole)
            raise CoachplanError(
                Finding(
                    item="value",
                    what=f"found the number {self.value:g}.",
                    hint=f"Expected {wanted}.",
                    code="out-of-range",
                )
            )
