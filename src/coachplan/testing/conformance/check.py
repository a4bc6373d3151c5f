"""
Conformance: one call that tells a plugin's author whatever is wrong with the plugin, in sentences.

Looks at what is handed over, and then at what the engine makes of it over families and logs that are made up. Knows
nothing of what a discipline ought to contain.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, Phase, Verbosity, given, settings

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding, nearest
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue, merge
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.plugins.admission import admitted
from coachplan.plugins.contributions import SECONDS, Answered, ask, collect
from coachplan.plugins.deadline import NoAnswerError, call_with_timeout, kind_of, right_here
from coachplan.plugins.hookspecs import hookimpl
from coachplan.plugins.loading import installed
from coachplan.testing.conformance.budget import TooMuchError, counted
from coachplan.testing.conformance.cases import Case, cases, told
from coachplan.testing.conformance.catalogue import Report, check_catalogue
from coachplan.testing.conformance.promises import is_as_careful, is_whole, must
from coachplan.testing.conformance.sandbox import DeniedError, denied
from coachplan.testing.scenarios.load import load_scenarios, run_scenario
from coachplan.testing.toy import TOY, toy

__all__ = ["MOST_CALLS", "Report", "check_catalogue", "check_plugin"]

#: A mistake of the plugin, whichever it is.
_failed = partial(Finding, code="plugin-failed")

_HOOK = "coachplan_catalogue"

#: The most calls that one review with a plugin may take. Ours take up to 16 000; this is some twentieth of a second.
MOST_CALLS = 250_000

#: The same for the first review, in which the word lists are made ready. Ours take up to half a million.
_MOST_AT_FIRST = 20_000_000

#: When all made-up reviews together must be done. Some seconds are usual: only what hangs gets here.
_SECONDS_IN_ALL = 600.0


@checked
def check_plugin(
    plugin: object,
    *,
    scenarios: Path | str | None = None,
    examples: int = 50,
    namespaces: Iterable[str] | None = None,
    seconds: float = SECONDS,
) -> Report:
    """
    Check a plugin in every way that can be checked without its author, and return whatever is wrong, all at once.

    *plugin* is a module, an object with hooks, or the name of an installed plugin. *scenarios* is a file or folder of
    scenarios that must come out as expected. *examples* is how many made-up plans and logs are reviewed with it; 0 for
    none. *namespaces* are the plugin's own; left out, it is the one that most of its ids are in. *seconds* is how long
    it may take to hand over what it knows. Never raises for what a plugin does.
    """
    name = _called(plugin, seconds)
    try:
        loaded = call_with_timeout(seconds, lambda: _found(plugin))
        catalogue, wrong = call_with_timeout(seconds, lambda: _hand_over(loaded, name))
    except NoAnswerError as error:
        return Report([_failed(where=name, what=str(error))])
    if catalogue is None:
        return Report(wrong)
    engine = Engine(plugins=[loaded])
    if namespaces is None:
        namespaces = _declared(ask(loaded, seconds), catalogue)
    found = [*wrong, *check_catalogue(catalogue, namespaces=namespaces).findings]
    failed = [record for record in engine.plugins if record.status == "failed"]
    for record in failed:
        if not _says_the_same(record.why, found):
            found.append(_failed(where=record.name, what=f"the engine cannot use it: {record.why}"))
    if examples and not failed:
        found += _behaviour(loaded, engine.plugins[0].name, catalogue, examples)
    if scenarios is not None and not failed:
        found += _scenarios(Path(scenarios), engine)
    return Report(dict.fromkeys(found))


# -- what is handed over


def _found(plugin: object) -> object:
    if isinstance(plugin, type):
        return plugin()
    if not isinstance(plugin, str):
        return plugin
    points: dict[str, Any] = {name: point for name, _, point in installed()}
    if plugin in points:
        return points[plugin].load()
    try:
        return importlib.import_module(plugin)
    except ModuleNotFoundError as error:
        if error.name != plugin:
            raise
        close = nearest(plugin, points)
        hint = f"Did you mean {close!r}?" if close else "Install it first: pip install --editable ."
        raise CoachplanError(
            Finding(what="no plugin and no module of this name is installed.", hint=hint, code="unknown-plugin")
        ) from None


def _hand_over(plugin: object, name: str) -> tuple[Catalogue | None, list[Finding]]:
    hook = getattr(plugin, _HOOK, None)
    if hook is None and isinstance(plugin, ModuleType) and hasattr(plugin, "__path__"):
        hook = _data(plugin, name)
    if hook is None:
        close = nearest(_HOOK, [each for each in dir(plugin) if not each.startswith("__")])
        hint = f"Rename {close!r}." if close else f"Write {_HOOK}(), marked with @hookimpl."
        return None, [_failed(where=name, what=f"there is no hook {_HOOK!r}.", hint=hint)]
    found: list[Finding] = []
    given_over: list[Any] = []
    for _ in range(2):
        with denied(_module(plugin)) as asked:
            try:
                given_over.append(hook())
            except DeniedError:
                pass  # told below, by name
            except CoachplanError as error:
                return None, list(error.findings)
            except Exception as error:  # noqa: BLE001 - a hook may fail in any way, and that is a finding
                what = f"the hook raised {type(error).__name__}: {error}"
                return None, [*_asked(name, "the hook", asked), _failed(where=name, what=what)]
        found += _asked(name, "the hook", asked)
    if len(given_over) < 2:
        # The first of these is still worth looking at, with the clock where it was.
        try:
            given_over = [hook()] * 2
        except Exception as error:  # noqa: BLE001 - as above
            return None, [*dict.fromkeys(found), _failed(where=name, what=f"the hook raised {error!r}")]
    first, second = given_over
    if type(first) is not Catalogue:
        what = f"the hook returned {kind_of(first)}."
        return None, [*dict.fromkeys(found), _failed(where=name, what=what, hint="Return a Catalogue.")]
    if first != second:
        what = "the hook returns something else each time it is called."
        found.append(_failed(where=name, what=what, hint="Hand over the same values always."))
    try:
        copied = admitted(Catalogue, first)
    except CoachplanError as error:
        return None, [*dict.fromkeys(found), *(evolve(finding, where=name) for finding in error.findings)]
    return copied, list(dict.fromkeys(found))


def _data(plugin: ModuleType, name: str) -> Any:
    # A plugin of data only: what the engine reads in place of a hook. One without even that has neither.
    near = nearest(_HOOK, [each for each in vars(plugin) if not each.startswith("__")])
    return None if near else lambda: collect(name, plugin)[0]


def _asked(where: str, who: str, asked: list[str]) -> list[Finding]:
    hint = "A plugin hands over values, and asks for no clock, chance or network."
    return [_failed(where=where, what=f"{who} asked for {name}.", hint=hint) for name in sorted(set(asked))]


def _called(plugin: object, seconds: float) -> str:
    try:
        return call_with_timeout(seconds, lambda: str.__str__(_name(plugin)))
    except NoAnswerError:
        return kind_of(plugin)


def _name(plugin: object) -> str:
    if isinstance(plugin, str):
        return plugin
    named = getattr(plugin, "name", None)
    if isinstance(named, str) and named:
        return named
    return plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__name__


def _module(plugin: object) -> str:
    return plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__module__


def _says_the_same(why: str, found: list[Finding]) -> bool:
    return any(finding.what and finding.what in why for finding in found)


def _declared(answered: Answered, catalogue: Catalogue) -> tuple[str, ...] | None:
    if answered.declared:
        return answered.declared
    name = answered.name
    return (name,) if any(item.startswith(f"{name}/") for _, item, _ in catalogue.items()) else None


# -- behaviour


class _Bare:
    # The same plugin without its rules and flags: what a decision is where only the core's rules speak.

    def __init__(self, name: str, catalogue: Catalogue) -> None:
        self.name = name
        self._catalogue = evolve(catalogue, rules=(), flags=())

    @hookimpl
    def coachplan_catalogue(self) -> Catalogue:
        return self._catalogue


def _behaviour(plugin: object, name: str, catalogue: Catalogue, examples: int) -> list[Finding]:
    # A plugin without skills or strategies of its own is tried on the toy's.
    whole = bool(catalogue.skills and catalogue.strategies)
    company = [] if whole else [toy]
    grounds = catalogue if whole else merge([catalogue, TOY])
    full = Engine(plugins=[plugin, *company])
    bare = Engine(plugins=[_Bare(name, catalogue), *company])
    asked: list[str] = []
    longest = [-1]
    slow: list[Finding] = []
    last: list[Case] = []
    unlike = list(_unlike(bare))
    if unlike:
        return unlike

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),  # of what fails a short case is told, and no lines of code
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(grounds))
    def law(case: Case) -> None:
        plan, log, on = case
        if slow:
            return
        last[:] = [case]
        if len(log) > longest[0]:
            longest[0] = len(log)
            try:
                _budget(full, plan, log, on)
            except TooMuchError as error:
                # Not raised on: to look for a smaller case would take the same long time again and again.
                slow.append(_failed(where=name, what=f"a review {error}.", hint=told(last[0])))
                return
        with denied(_module(plugin)) as wanted:
            try:
                review = full.review(plan, log, on=on)
            finally:
                asked.extend(wanted)
        must(not wanted, "it asked for what a plugin may not ask for")
        is_whole(plan, review, full)
        full.propose(plan.family, on=on)
        is_as_careful(review, bare.review(plan, log, on=on))
        must(full.review(plan, reversed(log), on=on) == review, "another order of the entries gives another review")

    def all_cases() -> None:
        with right_here():  # what is denied and counted is so in the thread of the review
            law()

    try:
        call_with_timeout(_SECONDS_IN_ALL, all_cases)
    except NoAnswerError as error:
        found = _asked(name, "a signal", asked)
        if found:
            return found
        plain = error.kind in (AssertionError.__name__, TimeoutError.__name__)
        what = str(error).removeprefix(f"{AssertionError.__name__}: ").partition("\n")[0] or error.kind
        kind = "" if plain else "the review raised "
        return [_failed(where=name, what=f"{kind}{what.removesuffix('.')}.", hint=told(last[0]) if last else "")]
    return slow


def _budget(engine: Engine, plan: Plan, log: tuple[Entry, ...], on: Any) -> None:
    # Once to make ready what is kept, and once to count.
    counted(lambda: engine.review(plan, log, on=on), _MOST_AT_FIRST)
    counted(lambda: engine.review(plan, log, on=on), MOST_CALLS)


def _unlike(bare: Engine) -> Iterator[Finding]:
    for record in bare.plugins:
        if record.status == "failed":
            yield _failed(what=f"without its rules and flags it does not load: {record.why}")


# -- scenarios


def _scenarios(path: Path, engine: Engine) -> Iterator[Finding]:
    try:
        read = load_scenarios(path)
    except CoachplanError as error:
        yield from error.findings
        return
    if not read:
        yield Finding(
            where=str(path),
            what="there is no scenario here.",
            hint="Write one: docs/how-to/scenarios.md.",
            code="no-such-folder",
        )
    for scenario in read:
        try:
            named = [resolve_name(name) for name in scenario.plugins]
        except (ImportError, AttributeError, ValueError) as error:
            yield _failed(where=scenario.where, item="plugins", what=f"{error}.")
            continue
        outcome = run_scenario(scenario, Engine(plugins=named) if named else engine)
        for failure in outcome.failures:
            yield _failed(where=scenario.where, item=scenario.name, what=failure)
