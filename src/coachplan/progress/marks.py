"""
What a mark says of how practice went, as tries: a coarse word for a share, so it counts as a few tries and no more.

A mark that was made counts as one; how it went as words tell counts the less, the less sure that is. Does not know who
wrote what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coachplan.model.told import MARKS, Mark, ToldCount, ToldMark
from coachplan.progress.parameters import Parameters

__all__ = ["count_in_words", "disagrees", "marked", "told_by_words"]


def marked(mark: Mark, parameters: Parameters) -> tuple[float, float]:
    """
    Return tries and successes that a mark counts as.
    """
    weight = parameters.mark_tries
    return weight, weight * _shares(parameters)[MARKS.index(mark)]


def told_by_words(marks: Sequence[ToldMark], parameters: Parameters) -> tuple[float, float] | None:
    """
    Return tries and successes that words count as; None where they say as good as nothing.

    The chances of the texts of an entry are averaged. Words that leave every mark as likely as another weigh nothing,
    and words that leave one mark alone weigh as much as words can: by how much of the spread of shares they take away.
    """
    if not marks:
        return None
    shares = _shares(parameters)
    chances = [sum(each.chances[place] for each in marks) / len(marks) for place in range(len(MARKS))]
    share, spread = _spread(chances, shares)
    _, widest = _spread([1 / len(MARKS)] * len(MARKS), shares)
    weight = parameters.told_tries * max(0.0, 1 - spread / widest)
    return (weight, weight * share) if weight > 0 else None


def count_in_words(counts: Iterable[ToldCount], parameters: Parameters) -> tuple[float, float] | None:
    """
    Return tries and successes that counts in words count as, until somebody confirms them: those of a mark.
    """
    together = [(count.successes, count.tries) for count in counts]
    tries = sum(each for _, each in together)
    if not tries:
        return None
    weight = min(parameters.mark_tries, tries)
    return weight, weight * sum(each for each, _ in together) / tries


def disagrees(mark: Mark, tries: float, successes: float) -> bool:
    """
    Say whether a mark and counts cannot both be so: "not yet" beside four of five, "on their own" beside one of five.
    """
    share = successes / tries if tries else None
    low, high = _CAN_BE[mark]
    return share is not None and not low <= share <= high


#: Shares beside which a mark can stand: wide, since whoever marks has the whole of it in mind.
_CAN_BE: dict[Mark, tuple[float, float]] = {
    "not-yet": (0.0, 0.4),
    "a-little": (0.01, 0.8),
    "mostly": (0.4, 1.0),
    "on-their-own": (0.6, 1.0),
}


def _shares(parameters: Parameters) -> tuple[float, ...]:
    return (
        parameters.share_not_yet,
        parameters.share_a_little,
        parameters.share_mostly,
        parameters.share_on_their_own,
    )


def _spread(chances: Sequence[float], shares: Sequence[float]) -> tuple[float, float]:
    mean = sum(chance * share for chance, share in zip(chances, shares, strict=True))
    return mean, sum(chance * (share - mean) ** 2 for chance, share in zip(chances, shares, strict=True))
