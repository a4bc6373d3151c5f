"""
What a review is made with beside the plan and the entries: knowledge, whom to call, plugins that are absent.

Holds values. Decides nothing.
"""

from __future__ import annotations

from attrs import frozen

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.flags import Help

__all__ = ["Absent", "ReviewContext"]


@frozen(kw_only=True)
class Absent:
    """
    A plugin that is not there: blocked or failed, the namespaces that were its own, and why.
    """

    name: str
    namespaces: tuple[str, ...]
    status: str
    why: str


@frozen(kw_only=True)
class ReviewContext:
    """
    What a review is made with beside the plan and the entries: knowledge, whom to call, plugins that are absent.
    """

    catalogue: Catalogue
    helpers: Help
    absent: tuple[Absent, ...]
    made_with: tuple[tuple[str, str], ...]
