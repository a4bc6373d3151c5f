"""
The command `backtest`: rules and textbook policies on made-up families, or on recorded logs, from the command line.

Reads the options, runs, and prints. Needs click. Does not know how anything is counted or shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import attrs
import click
from attrs import frozen

from coachplan.base.clean import visible
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.ids import CORE_NAMESPACE
from coachplan.cli.completion import skills
from coachplan.cli.terminal import progress_bar, put
from coachplan.cli.typed import FITTED
from coachplan.documents.codec import read
from coachplan.documents.logs import read_log
from coachplan.engine import Engine
from coachplan.model.plans import Plan
from coachplan.simulation import report as printing
from coachplan.simulation.experiments.backtest import backtest
from coachplan.simulation.experiments.compare import Rules, compare
from coachplan.simulation.experiments.recorded import SEEING, parting, replay
from coachplan.simulation.experiments.reliability import calibration
from coachplan.simulation.policies.coached import MADE_UP, coached
from coachplan.simulation.policies.textbook import TEXTBOOK, Policy
from coachplan.simulation.world.cohorts import COHORTS, SET_ASIDE, Cohort

__all__ = ["command"]

_OWN = "coachplan"

#: How a document of fitted numbers ends; an engine takes it as content.
_NUMBERS = ".json"


@frozen(kw_only=True)
class _Run:
    # The options that every way of running shares.
    rules: Rules
    skill: str
    cohorts: tuple[Cohort, ...]
    families: int
    weeks: int
    every: int
    seed: int
    workers: int

    @property
    def shared(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("families", "weeks", "every", "seed", "workers")}


@click.command("backtest")
@click.option(
    "--cohort",
    "cohorts",
    multiple=True,
    metavar="NAME",
    help="Families of this kind. [default: all but those set aside]",
)
@click.option("--set-aside", is_flag=True, help="Also the cohorts that no number was chosen with.")
@click.option("--list", "listed", is_flag=True, help="List the cohorts and the policies, and stop.")
@click.option(
    "--families",
    default=100,
    show_default=True,
    type=click.IntRange(1),
    help="Families of each cohort; ten or more give intervals.",
)
@click.option(
    "--weeks", default=26, show_default=True, type=click.IntRange(1), help="How long each family is followed."
)
@click.option("--every", type=click.IntRange(1), help="Days between looks. [default: 7; 1 on recorded logs]")
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(0), help="The same seed gives the same figures."
)
@click.option("--workers", type=click.IntRange(1), help="Processes. [default: one a processor, 8 at most]")
@click.option("--policy", "policies", multiple=True, metavar="NAME", help="Try this policy. [default: all]")
@click.option(
    "--content",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    metavar="FOLDER",
    help="A clinic's own rules.",
)
@FITTED
@click.option("--plugin", "plugins", multiple=True, metavar="MODULE[:OBJECT]", help="A plugin's rules.")
@click.option(
    "--skill",
    default=MADE_UP,
    metavar="ID",
    help="Practise this skill of a plugin, not a made-up one.",
    shell_complete=skills,
)
@click.option(
    "--diff",
    multiple=True,
    metavar="FOLDER|FILE|MODULE[:OBJECT]",
    help="The second set of rules, whole: the core's and these, or fitted numbers. Or 'core': the core's alone.",
)
@click.option("--logs", "log", type=click.Path(path_type=Path), metavar="FILE", help="A recorded log, with its --plan.")
@click.option("--plan", type=click.Path(path_type=Path), metavar="FILE", help="The plan that the log belongs to.")
@click.option("--reliability", "reliable", is_flag=True, help="How often it is so, of the times it is said.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    cohorts: tuple[str, ...],
    set_aside: bool,
    listed: bool,
    families: int,
    weeks: int,
    every: int | None,
    seed: int,
    workers: int | None,
    policies: tuple[str, ...],
    content: tuple[str, ...],
    fitted: Path | None,
    plugins: tuple[str, ...],
    skill: str,
    diff: tuple[str, ...],
    log: Path | None,
    plan: Path | None,
    reliable: bool,
    as_json: bool,
) -> None:
    """
    Try rules on made-up families with a known truth, beside textbook policies and an all-knowing oracle.

    With --diff, tell who would be treated differently under a second set of rules. With --logs and --plan, tell what
    each would have said of a recorded log.

    \b
    Examples:
      coachplan backtest --list
      coachplan backtest --families 20 --weeks 12
      coachplan backtest --logs sam/log.csv --plan sam/plan.json
    """
    if listed:
        table = f"{printing.cohorts_known()}\n\n{printing.policies_known(coached())}"
        put(_json(_known()) if as_json else table)
        return
    if (log is None) != (plan is None):
        raise click.UsageError("A recorded log and its plan go together: give both --logs and --plan.")
    if reliable and (diff or log):
        raise click.UsageError("--reliability needs the truth of made-up families, and one set of rules.")
    if (diff or reliable) and policies and log is None:
        raise click.UsageError("--policy has no use with --diff or --reliability: only coachplan's rules are asked.")
    if fitted is not None:
        content = (*content, _numbers(fitted))
        put(f"With a clinic's own numbers: {visible(Path(fitted).name)}.", err=True)
    try:
        rules = Rules(name=_named((*plugins, *content)), content=content, plugins=plugins)
        second = _second(diff) if diff else None
        if second is not None and second.name == rules.name:
            raise click.UsageError(f"Both sets of rules are the same: {rules.name}.")
        chosen = _policies(policies)
        if log is not None and plan is not None:
            text, document = _recorded(log, plan, rules, second, chosen, every or 1)
        else:
            run = _Run(
                rules=rules,
                skill=skill,
                cohorts=_on_the_ladder(_cohorts(cohorts, set_aside), skill, rules),
                families=families,
                weeks=weeks,
                every=every or 7,
                seed=seed,
                workers=workers or min(8, os.cpu_count() or 1),
            )
            if reliable:
                text, document = _reliability(run)
            elif second is not None:
                text, document = _differences(run, second)
            else:
                text, document = _figures(run, chosen)
            document = {"settings": _settings(run), **document}
    except CoachplanError as error:
        raise click.ClickException(visible(str(error))) from None
    put(_json(document) if as_json else text)


# -- what is run


def _figures(run: _Run, chosen: Iterable[str]) -> tuple[str, dict[str, object]]:
    own = coached(content=run.rules.content, plugins=run.rules.plugins, skill=run.skill)
    policies = [_policy(name, own) for name in chosen]
    with progress_bar("families") as progress:
        found = backtest(policies, run.cohorts, **run.shared, progress=progress)
    return printing.figures(found), {"results": [attrs.asdict(each) for each in found]}


def _reliability(run: _Run) -> tuple[str, dict[str, object]]:
    with progress_bar("families") as progress:
        found = calibration(
            run.cohorts,
            content=run.rules.content,
            plugins=run.rules.plugins,
            skill=run.skill,
            **run.shared,
            progress=progress,
        )
    return printing.reliabilities(found), {"reliability": [attrs.asdict(each) for each in found]}


def _differences(run: _Run, second: Rules) -> tuple[str, dict[str, object]]:
    if run.skill != MADE_UP and run.skill not in second.engine.catalogue.skills:
        raise click.BadParameter(f"{second.name} has no skill {run.skill!r}: name its plugin.", param_hint="--diff")
    with progress_bar("families") as progress:
        found = compare(run.rules, second, run.cohorts, skill=run.skill, **run.shared, progress=progress)
    text = printing.differences(found, run.rules.name, second.name, families=len(run.cohorts) * run.families)
    return text, {"second": attrs.asdict(second), "differences": [attrs.asdict(each) for each in found]}


def _recorded(
    log: Path, plan: Path, rules: Rules, second: Rules | None, chosen: Iterable[str], every: int
) -> tuple[str, dict[str, object]]:
    engines = {each.name: each.engine for each in (rules, second) if each is not None}
    agreed, *_ = [_agreed(plan, name, engine) for name, engine in engines.items()]
    written = read_log(log, tags=frozenset().union(*(engine.catalogue.known_tags for engine in engines.values())))
    for row in written.bad_rows:
        put(f"{log.name}: line {row.line} is not in this: {row.reason}", err=True)
    asked = {name: engine for name, engine in engines.items() if _OWN in chosen}
    textbook = [TEXTBOOK[name] for name in chosen if name != _OWN and name not in SEEING]
    with progress_bar("looks") as progress:
        statements = replay(
            agreed,
            written.entries,
            asked,
            textbook,
            skills=rules.engine.catalogue.skills,
            every=every,
            progress=progress,
        )
    text = printing.sayings(statements)
    document: dict[str, object] = {"said": [attrs.asdict(each) for each in statements]}
    if second is not None:
        found = parting(agreed, written.entries, rules.engine, second.engine, every=every)
        text += "\n\n" + printing.differences(found, rules.name, second.name, families=1)
        document["differences"] = [attrs.asdict(each) for each in found]
    return text, document


def _agreed(plan: Path, name: str, engine: Engine) -> Plan:
    try:
        return read(Plan, plan, catalogue=engine.catalogue)
    except CoachplanError as error:
        raise CoachplanError(Finding(where=name, what=str(finding)) for finding in error.findings) from error


# -- what is asked for


def _cohorts(names: Iterable[str], set_aside: bool) -> tuple[Cohort, ...]:
    known = {**COHORTS, **SET_ASIDE}
    names = tuple(dict.fromkeys(names))
    for name in names:
        if name not in known:
            raise click.BadParameter(f"there is no cohort {name!r}. {suggest(name, known)}", param_hint="--cohort")
    chosen = [known[name] for name in names or COHORTS]
    return (*chosen, *(cohort for cohort in SET_ASIDE.values() if set_aside and cohort not in chosen))


def _policies(names: Iterable[str]) -> tuple[str, ...]:
    known = (*TEXTBOOK, _OWN)
    names = tuple(dict.fromkeys(names))
    for name in names:
        if name not in known:
            raise click.BadParameter(f"there is no policy {name!r}. {suggest(name, known)}", param_hint="--policy")
    return names or known


def _policy(name: str, own: Policy) -> Policy:
    return own if name == own.name else TEXTBOOK[name]


def _second(diff: Iterable[str]) -> Rules:
    given = [each for each in diff if each != CORE_NAMESPACE]
    content = tuple(each for each in given if Path(each).is_dir() or Path(each).suffix.lower() == _NUMBERS)
    plugins = tuple(each for each in given if each not in content)
    for each in plugins:
        if not all(part.isidentifier() for part in each.replace(":", ".").split(".")):
            what = f"there is no folder {each!r}, and it is no plugin either: write module or module:object."
            raise click.BadParameter(what, param_hint="--diff")
    return Rules(name=_named((*plugins, *content)), content=content, plugins=plugins)


def _numbers(fitted: Path) -> str:
    if fitted.suffix.lower() != _NUMBERS:
        raise click.BadParameter("a document of fitted numbers is a .json file.", param_hint="--fitted")
    return str(fitted)


def _named(parts: Iterable[str]) -> str:
    return " + ".join([CORE_NAMESPACE, *(Path(part).name if Path(part).is_dir() else part for part in parts)])


def _on_the_ladder(cohorts: tuple[Cohort, ...], skill: str, rules: Rules) -> tuple[Cohort, ...]:
    # On the ladder of a real skill, every family's has as many steps.
    if skill == MADE_UP:
        return cohorts
    skills = rules.engine.catalogue.skills
    known = skills.get(skill)
    if known is None:
        raise click.BadParameter(f"there is no skill {skill!r}. {suggest(skill, skills)}", param_hint="--skill")
    return tuple(attrs.evolve(cohort, steps=(len(known.steps), len(known.steps))) for cohort in cohorts)


# -- how it is shown


def _known() -> dict[str, object]:
    def told(named: Iterable[Cohort | Policy]) -> list[dict[str, str]]:
        return [{"name": each.name, "about": each.about} for each in named]

    return {
        "cohorts": told(COHORTS.values()),
        "set_aside": told(SET_ASIDE.values()),
        "policies": told((*TEXTBOOK.values(), coached())),
    }


def _settings(run: _Run) -> dict[str, object]:
    shown = {name: value for name, value in run.shared.items() if name != "workers"}
    cohorts = [cohort.name for cohort in run.cohorts]
    return {"rules": attrs.asdict(run.rules), "skill": run.skill, "cohorts": cohorts, **shown}


def _json(document: Mapping[str, object]) -> str:
    return json.dumps({"format": "coachplan-backtest/1", **document}, indent=2, default=_plain, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} cannot stand in a document")
