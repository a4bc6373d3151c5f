"""
What clinicians report of a course of practice: effect sizes, trends, goal attainment, and whether it is working.

The door to them. Beside the loop: nothing that suggests a next step reads this.
"""

from __future__ import annotations

from coachplan.measures.attainment import gas_t
from coachplan.measures.differences import mean_difference, pogo, smd
from coachplan.measures.measure import Measure
from coachplan.measures.overlap import d_from_nap, ird, nap, pand, pem, pet, pnd, tau
from coachplan.measures.phases import split_phases
from coachplan.measures.ratios import lor, lrm, lrrd, lrri, percent_change
from coachplan.measures.slopes import kendall_trend, theil_sen, trend_chance
from coachplan.measures.taus import baseline_corrected_tau, tau_u
from coachplan.measures.working import Judgement, judge

__all__ = [
    "Measure",
    "split_phases",
    "nap",
    "tau",
    "d_from_nap",
    "pnd",
    "pem",
    "pet",
    "pand",
    "ird",
    "tau_u",
    "baseline_corrected_tau",
    "theil_sen",
    "kendall_trend",
    "trend_chance",
    "lrri",
    "lrrd",
    "lor",
    "lrm",
    "percent_change",
    "mean_difference",
    "smd",
    "pogo",
    "gas_t",
    "Judgement",
    "judge",
]
