"""
What a review is made with beside the plan and the entries: knowledge, whom to call, plugins that are absent.

Holds values. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.flags import Help
from coachplan.model.suits import NOTHING_TOLD, Suits

__all__ = ["Absent", "ReviewContext"]


@frozen(kw_only=True)
class Absent:
    """
    A plugin that is not there: blocked, failed or missing, the namespaces that were its own, and why. *signs*: whether
    any red flag of it is in force all the same.
    """

    name: str
    namespaces: tuple[str, ...]
    status: str
    why: str
    signs: bool = False


@frozen(kw_only=True)
class ReviewContext:
    """
    What a review is made with beside the plan and the entries: knowledge, whom to call, plugins that are absent; and
    what a clinic's own logs say of strategies.
    """

    catalogue: Catalogue
    helpers: Help
    absent: tuple[Absent, ...]
    made_with: tuple[tuple[str, str], ...]
    suits: Suits = NOTHING_TOLD

    def lacking(self, needs: Iterable[str]) -> tuple[str, ...]:
        """
        Return who is not in use of those that a plan *needs*, by namespace: the plugin that was blocked or failed, else
        the namespace whose skills and strategies nobody brings.
        """
        brought = self.catalogue.disciplines
        owners = {each: absent.name for absent in reversed(self.absent) for each in absent.namespaces}
        return tuple(dict.fromkeys(owners.get(each, each) for each in needs if each in owners or each not in brought))
