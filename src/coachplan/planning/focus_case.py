"""
One focus as it stands on a day: everything that a decision about it is made of, put together once.

Holds values. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.plans import Focus, Plan
from coachplan.model.suits import NOTHING_TOLD, Suits
from coachplan.planning.wording import message_values
from coachplan.progress.practice import Practice

__all__ = ["FocusCase"]


@frozen(kw_only=True)
class FocusCase:
    """
    The plan, what was practised of one focus of it, and the knowledge there is. *revision* and *agreed* are the plan's
    on that day; *suits*, what a clinic's own logs say of strategies.
    """

    plan: Plan
    practice: Practice
    catalogue: Catalogue
    revision: int
    agreed: str
    suits: Suits = NOTHING_TOLD

    @property
    def focus(self) -> Focus:
        """
        The focus as it stood on that day.
        """
        return self.practice.focus

    @property
    def child(self) -> str:
        """
        What the child is called.
        """
        return self.plan.family.child.name

    @cached_property
    def values(self) -> Mapping[str, object]:
        """
        The values that every sentence about this focus may use.
        """
        return message_values(self.plan, self.practice)
