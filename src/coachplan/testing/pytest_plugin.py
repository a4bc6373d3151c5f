"""
Scenario files as tests: pytest collects every TOML file of a folder called `scenarios`, a test a scenario.

Does nothing where there is none; imports stand inside the functions, so that nothing is loaded until there is one.
Which plugins take part: all that are installed, or the modules named by the ini option `coachplan_plugins`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

    from coachplan.engine import Engine
    from coachplan.model.reviews import Review
    from coachplan.testing.scenarios.load import Outcome, Scenario

__all__ = ["ScenarioFile", "ScenarioItem"]

_ENGINES = pytest.StashKey["dict[tuple[str, ...], Engine]"]()

#: The reviews that scenarios came to, kept only where somebody asked for clause coverage.
_REVIEWS: pytest.StashKey[list[Review]] = pytest.StashKey()

#: The first line that says anything must be the format; so no other TOML file is ever taken for scenarios. One that
#: lost that line is told so, and not left out.
_FIRST_LINE = re.compile(r"\s*(?:#[^\n]*\n\s*)*format\s*=\s*[\"']coachplan-scenarios/")
_A_SCENARIO = re.compile(r"^\s*\[\[\s*scenario\s*\]\]", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """
    Add the ini option that names the plugins under test, and the option that asks for clause coverage.
    """
    parser.getgroup("coachplan").addoption(
        "--clause-coverage",
        action="store_true",
        help="after the scenarios, show which clauses of which rules they made true, false and unknown",
    )
    parser.addini(
        "coachplan_plugins",
        "modules that are coachplan plugins, to run scenarios from a source tree; empty: every installed plugin",
        type="args",
        default=[],
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """
    Collect the TOML files of `scenarios` folders that say they hold scenarios.
    """
    if file_path.suffix.casefold() != ".toml" or file_path.name.startswith(".") or file_path.parent.name != "scenarios":
        return None
    with file_path.open(encoding="utf-8-sig", errors="replace") as opened:
        text = opened.read()
    if _FIRST_LINE.match(text) is None and _A_SCENARIO.search(text) is None:
        return None
    return ScenarioFile.from_parent(parent, path=file_path)


def pytest_configure(config: pytest.Config) -> None:
    """
    Keep reviews where clause coverage is asked for.
    """
    if config.getoption("--clause-coverage"):
        config.stash[_REVIEWS] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """
    Show the clause coverage of every rule that took part, where it was asked for and any scenario ran.
    """
    reviews = config.stash.get(_REVIEWS, [])
    if not reviews:
        return
    from coachplan.knowledge.catalogue import Catalogue  # noqa: PLC0415
    from coachplan.testing.coverage import coverage_of  # noqa: PLC0415

    engines = config.stash[_ENGINES].values()
    signals = {name: signal for engine in engines for name, signal in engine.catalogue.signals.items()}
    rules = {name: rule for engine in engines for name, rule in engine.catalogue.rules.items()}
    terminalreporter.section("clause coverage")
    terminalreporter.line(str(coverage_of(Catalogue(rules=rules.values(), signals=signals.values()), reviews)))


class ScenarioFile(pytest.File):
    """
    One file of scenarios.
    """

    def collect(self) -> Iterator[ScenarioItem]:
        """
        Read the file, and hand over a test a scenario.
        """
        from coachplan.testing.scenarios.load import load_scenarios  # noqa: PLC0415

        for scenario in load_scenarios(self.path):
            # pytest makes node ids of names, and "::" would be taken for a boundary.
            name = scenario.name.replace("::", ":")
            yield ScenarioItem.from_parent(self, name=name, scenario=scenario)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str | TerminalRepr:  # type: ignore[override]
        """
        Show a mistake in the file as its sentences.
        """
        from coachplan.base.errors import CoachplanError  # noqa: PLC0415

        if isinstance(excinfo.value, CoachplanError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class ScenarioFailedError(Exception):
    """
    A scenario came out otherwise.
    """

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(str(outcome))


class ScenarioItem(pytest.Item):
    """
    One scenario, named by its sentence.
    """

    def __init__(self, *, scenario: Scenario, **given: Any) -> None:
        super().__init__(**given)
        self.scenario = scenario
        self.user_properties.append(("certainty", scenario.certainty))

    def runtest(self) -> None:
        """
        Review the plan of the scenario and hold it against what was expected.
        """
        from coachplan.testing.scenarios.judge import run_scenario  # noqa: PLC0415

        outcome = run_scenario(self.scenario, _engine(self.config, self.scenario.plugins))
        if _REVIEWS in self.config.stash and outcome.review is not None:
            self.config.stash[_REVIEWS].append(outcome.review)
        if not outcome.passed:
            raise ScenarioFailedError(outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        """
        Show the sentences and what the rules saw; a Python traceback would say nothing to a therapist.
        """
        from coachplan.base.errors import CoachplanError  # noqa: PLC0415

        if isinstance(excinfo.value, ScenarioFailedError):
            why = f" {self.scenario.why}" if self.scenario.why else ""
            return f"{excinfo.value}\n\n({self.scenario.certainty}){why}"
        if isinstance(excinfo.value, CoachplanError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """
        Say where the scenario stands: its file and its sentence.
        """
        # pytest writes "::" for the full stops of a title that a node id ends with, so the title is not quite the name.
        return self.path, None, f"scenario: {self.name}"


def _engine(config: pytest.Config, plugins: tuple[str, ...]) -> Engine:
    # One engine a session and set of plugins: it never changes, and building it reads every plugin's content.
    from coachplan.base.errors import CoachplanError  # noqa: PLC0415
    from coachplan.engine import Engine  # noqa: PLC0415

    engines = config.stash.setdefault(_ENGINES, {})
    if plugins not in engines:
        named = plugins or config.getini("coachplan_plugins")
        engine = Engine(plugins=[resolve_name(name) for name in named]) if named else Engine()
        failed = [plugin for plugin in engine.plugins if plugin.status == "failed"]
        if failed:
            # A scenario that passes without its plugin would prove nothing.
            raise CoachplanError("\n".join(f"The plugin {one.name} did not load: {one.why}" for one in failed))
        engines[plugins] = engine
    return engines[plugins]
