"""
In how many families of a clinic a strategy went with growth, with the doubt; and how likely that is for another family.

Counted, and not tried: nobody was given a strategy by lot, so it says what happened under it and not what it brought
about. It is no published evidence, stands beside none, and has a grade of its own. Names strategies and skills by the
ids of content; no word, id or day of a family. Counts nothing itself, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from coachplan.base.asking import asking
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found_code
from coachplan.base.ids import is_id
from coachplan.base.validators import Unfit, a, each, listed, number, text

__all__ = ["FEWEST", "NOTHING_TOLD", "Likely", "Suited", "Suits", "content_id_or_all"]

#: Of fewer families nothing is fitted, and no figure is told.
FEWEST = 20

_ID = r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*"


@asking(pattern=rf"^{_ID}$")
def _content_id(instance: object, attribute: Any, value: Any) -> None:
    # Nothing but the id of an item of content can stand here, so no word of a family can.
    text(instance, attribute, value)
    if not is_id(value):
        raise Unfit(attribute.name, f"found {found_code(value)}.", "Expected an id, as `ot/backward-chaining`.")


@asking(pattern=rf"^({_ID})?$")
def content_id_or_all(instance: object, attribute: Any, value: Any) -> None:
    """
    Take the id of an item of content, or "" for all of them.
    """
    if value != "":
        _content_id(instance, attribute, value)


@plain_errors
@frozen(kw_only=True)
class Likely:
    """
    How likely it is that a strategy goes with growth in another family of the same kind, to whom it comes as it came to
    these: the *share*, and *low* to *high*, where it lies in 19 cases of 20 if the model holds.
    """

    low: float = field(validator=number(0, 1))
    share: float = field(validator=number(0, 1))
    high: float = field(validator=number(0, 1))


@plain_errors
@frozen(kw_only=True)
class Suited:
    """
    In how many (*suited*) of the *families* who tried a *strategy* for long enough it went with growth: about so many,
    and from *low* to *high* in 19 cases of 20 if the model holds. With one *skill* (an id), or with all (""). *likely*:
    in another family.
    """

    strategy: str = field(validator=_content_id)
    skill: str = field(default="", validator=content_id_or_all)
    low: int = field(validator=number(0, whole=True))
    suited: int = field(validator=number(0, whole=True))
    high: int = field(validator=number(0, whole=True))
    families: int = field(validator=number(FEWEST, whole=True))
    likely: Likely = field(validator=a(Likely))

    @property
    def grade(self) -> str:
        """
        Its grade of evidence, which is none of the published ones (`Source.grade`).
        """
        return "CLINIC"


def _rows(given: Iterable[Suited]) -> tuple[Suited, ...]:
    return tuple(listed(given))


@plain_errors
@frozen(kw_only=True)
class Suits:
    """
    What is told of strategies, a *row* each; *another*: how likely one is to suit of which nothing is told, None where
    nothing is told of any.
    """

    rows: tuple[Suited, ...] = field(default=(), converter=_rows, validator=each(a(Suited)))
    another: Likely | None = field(default=None, validator=a(Likely, type(None)))

    def __bool__(self) -> bool:
        return bool(self.rows)

    @cached_property
    def _by_pair(self) -> Mapping[tuple[str, str], Suited]:
        return {(row.strategy, row.skill): row for row in self.rows}

    def of(self, strategy: str, skill: str) -> Suited | None:
        """
        Return what is told of a strategy with a skill; where nothing is, with all skills; None where nothing is at all.
        """
        return self._by_pair.get((strategy, skill)) or self._by_pair.get((strategy, ""))

    def tried(self, strategy: str, skill: str) -> tuple[int, int]:
        """
        Return how many families are told of who tried a strategy with a skill, and with any; 0 where these are too few
        to tell.
        """
        found = (self._by_pair.get((strategy, each)) for each in (skill, ""))
        one, every = (0 if row is None else row.families for row in found)
        return one, every

    def likely(self, strategy: str, skill: str) -> Likely | None:
        """
        Return how likely a strategy is to suit with a skill, by what is told of it, or of others; None where nothing is
        told.
        """
        row = self.of(strategy, skill)
        return self.another if row is None else row.likely


#: What is told where no clinic's logs were asked.
NOTHING_TOLD = Suits()
