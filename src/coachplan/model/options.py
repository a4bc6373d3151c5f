"""
A strategy weighed for one focus, for people to choose from.

Holds the reasons in words. Knows nothing of how they were weighed.
"""

from __future__ import annotations

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.validators import a, strings, text

__all__ = ["Option"]


@plain_errors
@frozen(kw_only=True)
class Option:
    """
    A strategy weighed for a focus: reasons for it, reasons against it (any one rules it out), and whether it was tried.
    """

    strategy: str = field(validator=text)
    title: str = field(validator=text)
    reasons: tuple[str, ...] = field(converter=strings)
    against: tuple[str, ...] = field(converter=strings)
    tried: bool = field(default=False, validator=a(bool))

    @property
    def fits(self) -> bool:
        """
        Whether nothing speaks against it.
        """
        return not self.against
