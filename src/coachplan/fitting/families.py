"""
The families that a fit is made of: what each tells, how much it may say, and in which part it is held out.

A family is known by a digest of its id alone. Whatever it brings, it counts for no more days than twice what the family
in the middle has, and speaks for or against a number with no more than so much a day: one family cannot own a fit. Does
not know where families come from.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from statistics import median

from attrs import field, frozen

from coachplan.fitting.histories import History, cut, days_in, tells_of

__all__ = ["ENOUGH_DAYS", "MOST_A_DAY", "MOST_DAYS", "Told", "Voice", "key_of", "together", "voices"]

#: From so many practised days on a family takes part.
ENOUGH_DAYS = 5

#: So many of its first practised days are read: about a year of home practice.
MOST_DAYS = 200

#: No family counts for more days than the one in the middle, so many times.
_TIMES_THE_MIDDLE = 2

#: A family speaks for or against numbers with so much a day at the most, in natural logarithms: 1 to 1.2. Where days go
#: otherwise than shipped, families differ in it by some hundredths a day.
MOST_A_DAY = 0.2


@frozen
class Told:
    """
    What one plan tells, or all plans of one family: by the digest of its id (*key*), each focus as a history. *newest*
    orders what was written of the same plan more than once.
    """

    key: str
    plan: str
    newest: str
    histories: tuple[History, ...]
    days: int = field(init=False)
    tells_of: frozenset[str] = field(init=False)

    @days.default
    def _days(self) -> int:
        return sum(map(days_in, self.histories))

    @tells_of.default
    def _tells_of(self) -> frozenset[str]:
        return frozenset().union(*map(tells_of, self.histories))

    def part(self, parts: int) -> int:
        """
        Return the part, from 0, in which the family is held out: by its digest, so the same wherever and whenever.
        """
        return int(self.key, 16) % parts


def key_of(name: str) -> str:
    """
    Return the digest by which a family or a plan is known.
    """
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def together(told: Iterable[Told]) -> list[Told]:
    """
    Return one for each family, by digest: its plans put together, each plan once, as it was told last; and of its days
    no more than are read.
    """
    newest: dict[tuple[str, str], Told] = {}
    for each in told:
        at = each.key, each.plan
        if at not in newest or _order(each) > _order(newest[at]):
            newest[at] = each
    families: dict[str, list[History]] = {}
    for (key, _), each in sorted(newest.items()):
        families.setdefault(key, []).extend(each.histories)
    return [Told(key, "", "", _first_days(histories)) for key, histories in families.items()]


def _order(told: Told) -> tuple[str, int, str]:
    return told.newest, told.days, repr(told.histories)


def _first_days(histories: Sequence[History]) -> tuple[History, ...]:
    if sum(map(days_in, histories)) <= MOST_DAYS:
        return tuple(histories)
    kept = histories[:MOST_DAYS]
    return tuple(cut(history, MOST_DAYS // len(kept)) for history in kept)


@frozen
class Voice:
    """
    How much one family may say: what its days are worth (*weight*, 1 at most), and with how much it speaks at the most.
    """

    weight: float
    most: float

    def says(self, gain: float) -> tuple[float, float]:
        """
        Return what counts of a family's *gain*, in natural logarithms; and how fast that grows with it.
        """
        bent = math.tanh(self.weight * gain / self.most)
        return self.most * bent, self.weight * (1 - bent * bent)


def voices(told: Sequence[Told]) -> list[Voice]:
    """
    Return how much each of these families may say.
    """
    most = _TIMES_THE_MIDDLE * median(each.days for each in told) if told else 0.0
    return [Voice(min(1.0, most / each.days), MOST_A_DAY * min(most, each.days)) for each in told]
