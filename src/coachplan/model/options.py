"""
The strategies for one focus, each weighed, for people to choose from.

Holds the reasons in words. Knows nothing of how they were weighed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.showing import as_lines, shows_itself
from coachplan.base.validators import a, strings, text

__all__ = ["Option", "Options"]


@shows_itself
@plain_errors
@frozen(kw_only=True)
class Option:
    """
    A strategy weighed for a focus: reasons for it, reasons against it (any one rules it out), and whether it was tried.
    *here* is what a clinic's own logs say of it, for the clinician, and neither for nor against it.
    """

    strategy: str = field(validator=text)
    title: str = field(validator=text)
    reasons: tuple[str, ...] = field(converter=strings, repr=False)
    against: tuple[str, ...] = field(converter=strings, repr=False)
    tried: bool = field(default=False, validator=a(bool))
    here: tuple[str, ...] = field(default=(), converter=strings, repr=False)

    @property
    def fits(self) -> bool:
        """
        Whether nothing speaks against it.
        """
        return not self.against

    @property
    def lines(self) -> tuple[str, ...]:
        """
        What speaks against it (`-`) and for it (`+`), a line each.
        """
        return (*(f"- {line}" for line in self.against), *(f"+ {line}" for line in self.reasons))

    def __str__(self) -> str:
        return as_lines((_named(self), *self.lines))


@shows_itself
class Options(tuple[Option, ...]):
    """
    The options of a focus, those that fit best first: a tuple that shows itself.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return as_lines(self._lines())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002 - a notebook's names
        # A notebook knows how it prints a tuple, and would not ask for the lines of one.
        printer.text(str(self))

    def _lines(self) -> Iterator[str]:
        for number, option in enumerate(self, start=1):
            yield f"{number}. {_named(option)}"
            yield from (f"   {line}" for line in option.lines)
        if not self:
            yield "There is nothing to choose from."


def _named(option: Option) -> str:
    return f"{option.title} (tried already)" if option.tried else option.title
