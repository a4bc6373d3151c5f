"""
Scenarios: tests that people who do not code can write, read from TOML into a plan, a log and what is expected of them.

A file is refused whole, with every mistake in it. A family or plan that a scenario names is a document beside its file.
Knows nothing of what one scenario says: that is read in `reading`, and held against an engine in `judging`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import evolve

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.documents.codec import read
from coachplan.documents.content_files import Listed, scenario_files
from coachplan.documents.files import loads_toml, read_text
from coachplan.testing.scenarios.judge import Outcome, run_scenario
from coachplan.testing.scenarios.model import Scenario
from coachplan.testing.scenarios.parse import Reader
from coachplan.testing.scenarios.strict_keys import unknown_keys

__all__ = ["FORMAT", "Outcome", "Scenario", "load_scenarios", "run_scenario"]

FORMAT = "coachplan-scenarios/1"


@checked
def load_scenarios(path: Path | str) -> tuple[Scenario, ...]:
    """
    Read the scenarios of a file, or of every TOML file of a folder in the order of their names.

    Raises one `CoachplanError` with every mistake of every file: its file, its scenario, and the nearest right name.
    """
    given = Path(path)
    try:
        is_folder = given.is_dir()
    except OSError:  # no name of a file: whoever reads it says so
        is_folder = False
    listed = scenario_files(given, given.name) if is_folder else Listed(files=(given,), left_out=())
    found: list[Scenario] = []
    wrong: list[Finding] = list(listed.left_out)
    for file in listed.files:
        try:
            found += _read_file(file)
        except CoachplanError as error:
            wrong += error.findings
    if wrong:
        raise CoachplanError(wrong)
    return tuple(found)


def _read_file(file: Path) -> Iterable[Scenario]:
    name = file.name
    raw = loads_toml(read_text(file), name=name)
    wrong: list[Finding] = []
    if raw.get("format") != FORMAT:
        wrong.append(
            Finding(
                where=name,
                what=f"the format is {raw.get('format')!r}.",
                hint=f'Begin with: format = "{FORMAT}"',
                code="wrong-format",
            )
        )
    wrong += unknown_keys(raw, ("format", "plugins", "scenario"), name, "")
    plugins = raw.get("plugins", [])
    if not isinstance(plugins, list) or not all(isinstance(each, str) for each in plugins):
        hint = 'Write: plugins = ["my_plugin"], or leave it out.'
        wrong.append(
            Finding(where=name, item="plugins", what="this is not a list of modules.", hint=hint, code="not-a-list")
        )
        plugins = []
    tables = raw.get("scenario", [])
    if not isinstance(tables, list) or not tables:
        wrong.append(
            Finding(
                where=name,
                what="there is no scenario in it.",
                hint="Write one under [[scenario]].",
                code="missing-field",
            )
        )
        tables = []

    def fetch(kind: type, named: str) -> Any:
        beside = file.parent / named
        if not beside.is_file():
            near = (str(each.relative_to(file.parent)) for each in file.parent.rglob("*") if each.is_file())
            hint = suggest(named, sorted(set(near) - {name}))
            raise CoachplanError(
                Finding(where=name, what=f"there is no file {named!r} beside this one.", hint=hint, code="no-such-file")
            )
        return read(kind, beside)

    found: list[Scenario] = []
    names: set[str] = set()
    for number, table in enumerate(tables, start=1):
        reader = Reader(table if isinstance(table, dict) else {}, name, number, fetch)
        scenario = reader.read()
        wrong += reader.wrong
        if reader.item in names:
            wrong.append(Finding(where=name, item=reader.item, what="two scenarios have this name.", code="duplicate"))
        names.add(reader.item)
        if scenario is not None:
            found.append(evolve(scenario, plugins=tuple(plugins)))
    if wrong:
        raise CoachplanError(wrong)
    return found
