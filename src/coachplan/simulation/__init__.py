"""
Families that are made up, with a known truth, to try rules on before a real family meets them.

    from coachplan.simulation import COHORTS, TEXTBOOK, backtest, coached, figures

    results = backtest([TEXTBOOK["pooled"], coached()], [COHORTS["steady"]], families=50)
    print(figures(results))

Everything is seeded: the same call gives the same figures.
"""

from coachplan.simulation.experiments.backtest import backtest, live
from coachplan.simulation.experiments.clinic import clinic
from coachplan.simulation.experiments.compare import Difference, Rules, compare
from coachplan.simulation.experiments.recorded import parting, replay
from coachplan.simulation.experiments.reliability import Reliability, calibration
from coachplan.simulation.experiments.scores import FIGURES, Figure, Outcome, Result
from coachplan.simulation.experiments.under_both import Compared, UnderBoth, under_both
from coachplan.simulation.policies.coached import coached, coached_by, engine_for
from coachplan.simulation.policies.textbook import TEXTBOOK, Move, Policy, Snapshot
from coachplan.simulation.report import differences, figures, reliabilities, sayings
from coachplan.simulation.world.cohorts import COHORTS, SET_ASIDE, Cohort
from coachplan.simulation.world.families import Truth, draw
from coachplan.simulation.world.life import Life, Situation

__all__ = [
    "Compared",
    "COHORTS",
    "FIGURES",
    "SET_ASIDE",
    "TEXTBOOK",
    "Cohort",
    "Difference",
    "Figure",
    "UnderBoth",
    "Life",
    "Outcome",
    "Snapshot",
    "Move",
    "Policy",
    "Reliability",
    "Result",
    "Rules",
    "Situation",
    "Truth",
    "backtest",
    "calibration",
    "clinic",
    "coached",
    "coached_by",
    "compare",
    "differences",
    "draw",
    "engine_for",
    "figures",
    "under_both",
    "live",
    "parting",
    "reliabilities",
    "replay",
    "sayings",
]
