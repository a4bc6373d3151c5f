"""
A catalogue whose numbers are others for some disciplines and skills, as a clinic's own logs say of their families.

No plugin brings it, and nothing else on its shelves is another. Does not know how the numbers were found, nor whether
they may be used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import field, fields, frozen

from coachplan.base.frozen_map import FrozenMap
from coachplan.base.ids import namespace_of
from coachplan.knowledge.catalogue import Catalogue
from coachplan.progress.parameters import Parameters

__all__ = ["OfGroups", "numbers_of_groups", "with_groups"]


def _kept(given: Mapping[str, Mapping[str, float]]) -> FrozenMap[str, FrozenMap[str, float]]:
    return FrozenMap({group: FrozenMap(values) for group, values in given.items()})


@frozen(kw_only=True)
class OfGroups(Catalogue):
    """
    The same knowledge, with values of parameters, by id, for a discipline (what its ids begin with) or a skill (its
    id). A skill that has none is as its discipline, and that as all.
    """

    by_group: FrozenMap[str, FrozenMap[str, float]] = field(converter=_kept)

    def numbers_for(self, skill: str) -> Parameters:
        """
        Return what the core's parameters are for whoever practises a skill.
        """
        own = self._by_group
        return own.get(skill) or own.get(namespace_of(skill)) or self.numbers

    @cached_property
    def _by_group(self) -> Mapping[str, Parameters]:
        of_all = {item: parameter.value for item, parameter in self.parameters.items()}
        return {group: Parameters.of({**of_all, **values}) for group, values in self.by_group.items()}


def numbers_of_groups(catalogue: Catalogue) -> Mapping[str, Mapping[str, float]]:
    """
    Return the values that a catalogue has for groups, by discipline or skill; none where it has none.
    """
    return catalogue.by_group if isinstance(catalogue, OfGroups) else {}


def with_groups(catalogue: Catalogue, by_group: Mapping[str, Mapping[str, float]]) -> Catalogue:
    """
    Return a catalogue with these values for groups, in place of any that it has; where neither has any, the same one.
    """
    if not by_group and not isinstance(catalogue, OfGroups):
        return catalogue
    shelves = {shelf.name: getattr(catalogue, shelf.name) for shelf in fields(Catalogue)}
    return OfGroups(**shelves, by_group=by_group) if by_group else Catalogue(**shelves)
