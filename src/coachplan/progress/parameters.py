"""
The numbers that readings are made with, by name. Their values, ranges and sources stand in `content/parameters.toml`.

Holds numbers. Does not know what is made of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import fields, frozen

__all__ = ["Parameters"]


@frozen(kw_only=True)
class Parameters:
    """
    Every parameter of the core, each under its id without `core/` and with `_` for `-`.
    """

    lately_days: int
    lately_tries: float
    gap_days: int
    rare_gap_days: int
    rare_late: float
    amount_tries: float
    mark_tries: float
    told_tries: float
    share_not_yet: float
    share_a_little: float
    share_mostly: float
    share_on_their_own: float
    dispersion: float
    little_prior: float
    does_little_days: int
    growth_little: float
    growth_slow: float
    growth_fast: float
    start_share: float
    start_sd: float
    baseline_sd: float
    swing_sd: float
    swing_carry: float
    odd_day_sd: float
    drift_sd: float
    idle_sd: float
    break_sd: float
    step_gap: float
    step_gap_sd: float
    sure: float
    ready_share: float
    aim_min_days: int
    aim_evidence: float
    aim_tries_cap: float
    stalled_days: int
    practised_window: int
    weekly_window: int
    marks_days: int
    high_stress: float
    low_confidence: float
    context_tries: float
    context_share: float
    differ_tries: float
    differ_well: float
    differ_badly: float
    differ_z: float
    barrier_days: int
    barrier_share: float
    declined_days: int
    wins_days: int
    questions_days: int
    asked_share: float
    growth_span: int
    growth_marks: int
    growth_confidence: float
    growth_days: int
    growth_most: float
    growth_letters: int

    @classmethod
    def of(cls, values: Mapping[str, float]) -> Parameters:
        """
        Take the values by their ids. Raises `KeyError` with the id of one that is not there.
        """
        named: dict[str, Any] = {}
        for each in fields(cls):
            value = values[f"core/{each.name.replace('_', '-')}"]
            named[each.name] = int(value) if each.type == "int" else value
        return cls(**named)
