"""
What plugin authors test with: one call for conformance, scenarios that a therapist writes, strategies for properties.

Needs the extra `coachplan[testing]` for the conformance kit and the strategies; scenarios need only the core. Each name
is imported when it is asked for, so that starting pytest does not import Hypothesis.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from coachplan.base.errors import missing_extra

if TYPE_CHECKING:
    from coachplan.testing import strategies as strategies
    from coachplan.testing.conformance.check import Report, check_catalogue, check_plugin
    from coachplan.testing.coverage import Coverage, clause_coverage
    from coachplan.testing.scenarios.load import Outcome, Scenario, load_scenarios, run_scenario

__all__ = [
    "Coverage",
    "Outcome",
    "Report",
    "Scenario",
    "check_catalogue",
    "check_plugin",
    "clause_coverage",
    "load_scenarios",
    "run_scenario",
    "strategies",
]

_HOME = {
    "Coverage": "coverage",
    "Outcome": "scenarios.load",
    "Report": "conformance.check",
    "Scenario": "scenarios.load",
    "check_catalogue": "conformance.check",
    "check_plugin": "conformance.check",
    "clause_coverage": "coverage",
    "load_scenarios": "scenarios.load",
    "run_scenario": "scenarios.load",
}


#: What the extra brings.
_EXTRA = ("hypothesis", "pytest", "syllapy")


def __getattr__(name: str) -> object:
    try:
        if name == "strategies":
            return import_module("coachplan.testing.strategies")
        if name in _HOME:
            return getattr(import_module(f"coachplan.testing.{_HOME[name]}"), name)
    except ModuleNotFoundError as error:
        needs = (error.name or "").partition(".")[0]
        if needs not in _EXTRA:
            raise
        raise missing_extra("testing", needs) from None
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
