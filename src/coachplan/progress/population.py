"""
Numbers that were fitted to a clinic's own logs, on their way into readings: whether they may be used, and what reviews
call them.

Only what is held likely of children can be named in them. Fits nothing, and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachplan.base.digests import digest
from coachplan.base.errors import CoachplanError, Finding
from coachplan.model.fitted import Fitted
from coachplan.model.suits import Likely, Suits
from coachplan.progress.parameters import Parameters

__all__ = ["NAMED", "named", "taken"]

#: What a review was made with, beside versions: a name that no plugin can have.
NAMED = "core/fitted"

_WHOLE = "Give low, high, families and days for it, as a fit writes them."

_GROWTHS = ("core/growth-little", "core/growth-slow", "core/growth-fast")


def named(fitted: Fitted) -> str:
    """
    Return by what a review names them: the day on which they were fitted, and a digest of all that they are.
    """
    return f"{fitted.on.isoformat()} {digest(fitted)[:12]}"


def taken(fitted: Fitted, parameters: Parameters, *, already: bool = False) -> Mapping[str, float]:
    """
    Return the values to be used in place of some of the *parameters*. *already*: there are fitted ones among these.

    Raises `NotAllowedError` where there are, and for numbers that are not recommended; `InvalidError` where growths
    would not stand in their order, or where what is told of strategies cannot be.
    """
    if already:
        what, hint = "these numbers would be laid over others that were fitted.", "Give them to an engine without any."
        raise CoachplanError(Finding(item="fitted", what=what, hint=hint, code="not-allowed"))
    if not fitted.recommended:
        what = "these numbers are not known to foretell families better than those shipped."
        hint = "Keep the shipped numbers: make the engine without these."
        raise CoachplanError(Finding(item="fitted", what=what, hint=hint, code="not-allowed"))
    values = fitted.values.by_id
    told = (fitted.low.by_id, fitted.high.by_id, fitted.families.by_id, fitted.days.by_id)
    findings = [
        Finding(item=item, what="it is not told how sure this is, or what it rests on.", hint=_WHOLE, code="too-few")
        for item in values
        if not all(item in each for each in told)
    ]
    findings += [
        Finding(item=item, what=_BEYOND, hint=_WHOLE, code="out-of-range")
        for item, value in values.items()
        if item in fitted.low.by_id and item in fitted.high.by_id
        if not fitted.low.by_id[item] <= value <= fitted.high.by_id[item]
    ]
    held = fitted.held_out
    if held is not None and not held.low <= held.gain <= held.high:
        findings.append(Finding(item="held_out.gain", what=_BEYOND, hint=_WHOLE, code="out-of-range"))
    findings += _amiss(fitted.suits)
    if findings:
        raise CoachplanError(findings)
    little, slow, fast = (values.get(item, _shipped(item, parameters)) for item in _GROWTHS)
    if not little < slow < fast:
        what = f"the growths come to {little:g}, {slow:g} and {fast:g}, with those that this engine has."
        hint = "Expected each to be more than the one before: little, slow, fast."
        raise CoachplanError(Finding(item="values", what=what, hint=hint, code="out-of-range"))
    return values


def _amiss(suits: Suits) -> Iterator[Finding]:
    # What one value of these cannot see: counts that are more than there are, and what is told twice.
    if suits.another is not None and not _rise(suits.another):
        yield Finding(item="suits.another", what=_NO_RANGE, hint=_A_RANGE, code="out-of-range")
    told: set[tuple[str, str]] = set()
    for place, row in enumerate(suits.rows):
        item = f"suits.rows[{place}]"
        if not row.low <= row.suited <= row.high <= row.families:
            what, hint = "these counts cannot be of so many families.", "Expected low, suited, high, families to rise."
            yield Finding(item=item, what=what, hint=hint, code="out-of-range")
        if not _rise(row.likely):
            yield Finding(item=f"{item}.likely", what=_NO_RANGE, hint=_A_RANGE, code="out-of-range")
        if (row.strategy, row.skill) in told:
            what, hint = "this strategy is told twice of this skill.", "Tell it once."
            yield Finding(item=item, what=what, hint=hint, code="duplicate")
        told.add((row.strategy, row.skill))


_BEYOND = "this lies beyond its own interval."
_NO_RANGE, _A_RANGE = "the share lies beyond its own interval.", "Expected low, share and high to rise."


def _rise(likely: Likely) -> bool:
    return likely.low <= likely.share <= likely.high


def _shipped(item: str, parameters: Parameters) -> float:
    value: float = getattr(parameters, item.removeprefix("core/").replace("-", "_"))
    return value
