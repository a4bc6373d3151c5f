"""
The numbers of a population on one scale: how far each is from the shipped one, in widths that a careful clinician
would allow.

A width is one SD of what is held likely before any log is read; shares are measured in logits, all else as logarithms.
Does not know what moves them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from coachplan.model.fitted import LIMITS
from coachplan.progress.ability import Priors
from coachplan.progress.parameters import Parameters

__all__ = ["WIDTHS", "Scale", "scale_of"]

#: One SD of what is held likely of each number, around the shipped one: in logits for a share, else of its logarithm.
#: 0.35 is a third more or less in two clinics of three. Our proposal, for clinicians to sign off.
WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        "core/start-share": 0.6,
        "core/start-sd": 0.35,
        "core/little-prior": 0.7,
        "core/growth-little": 0.4,
        "core/growth-slow": 0.35,
        "core/growth-fast": 0.35,
        "core/swing-sd": 0.35,
        "core/swing-carry": 0.7,
        "core/odd-day-sd": 0.5,
        "core/drift-sd": 0.5,
        "core/idle-sd": 0.5,
        "core/break-sd": 0.5,
        "core/step-gap": 0.35,
        "core/step-gap-sd": 0.5,
    }
)

assert set(WIDTHS) == set(LIMITS), "each number has a width and limits"

_SHARES = frozenset({"core/start-share", "core/little-prior", "core/swing-carry"})

#: Growths from the least on; each is at least so many times the one before.
_GROWTHS = ("core/growth-little", "core/growth-slow", "core/growth-fast")
_QUICKER = 1.1


@frozen
class Scale:
    """
    Some numbers of a population (*names*) as points of as many coordinates: 0 is the shipped one, 1 a width more.
    """

    parameters: Parameters
    names: tuple[str, ...]
    #: The lowest and the highest of each coordinate.
    ends: tuple[tuple[float, float], ...] = field(init=False)

    @ends.default
    def _ends(self) -> tuple[tuple[float, float], ...]:
        return tuple(
            (min(0.0, self._place(name, LIMITS[name][0])), max(0.0, self._place(name, LIMITS[name][1])))
            for name in self.names
        )

    def value(self, name: str, place: float) -> float:
        """
        Return the number of that name at a coordinate, within its limits.
        """
        if place == 0:  # as it is shipped, to the last digit
            return self._shipped(name)
        low, high = LIMITS[name]
        at = _onto_line(name, self._shipped(name)) + WIDTHS[name] * place
        value = 1 / (1 + math.exp(-at)) if name in _SHARES else math.exp(at)
        return min(high, max(low, value))

    def values(self, point: Sequence[float]) -> dict[str, float]:
        """
        Return the numbers at a point. The quicker growth is never below the slower one, nor that below the little that
        is added under a strategy that does not suit.
        """
        found = {name: self.value(name, place) for name, place in zip(self.names, point, strict=True)}
        for slower, quicker in pairwise(_GROWTHS):
            if slower in found or quicker in found:
                least = _QUICKER * found.get(slower, self._shipped(slower))
                if found.get(quicker, self._shipped(quicker)) < least:
                    found[quicker] = least
        return found

    def priors(self, point: Sequence[float]) -> Priors:
        """
        Return the priors at a point; those of numbers that are not on the scale are the shipped ones.
        """
        changed: dict[str, Any] = {_field(name): value for name, value in self.values(point).items()}
        return Priors.of(evolve(self.parameters, **changed))

    def _place(self, name: str, value: float) -> float:
        return (_onto_line(name, value) - _onto_line(name, self._shipped(name))) / WIDTHS[name]

    def _shipped(self, name: str) -> float:
        value: float = getattr(self.parameters, _field(name))
        return value


def scale_of(parameters: Parameters, names: Sequence[str]) -> Scale:
    """
    Return the scale of some numbers, in the order of the table.
    """
    return Scale(parameters, tuple(name for name in WIDTHS if name in names))


def _field(name: str) -> str:
    return name.removeprefix("core/").replace("-", "_")


def _onto_line(name: str, value: float) -> float:
    return math.log(value / (1 - value)) if name in _SHARES else math.log(value)
