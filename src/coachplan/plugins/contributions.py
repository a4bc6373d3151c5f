"""
One plugin asked: what it is called, what it brings, and later what its signals read.

Whatever is asked is one call within a time, and every answer is copied into plain values of our own before anybody else
sees it. Knows nothing of other plugins.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable
from contextlib import suppress
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pluggy
from attrs import evolve, field, frozen

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Text
from coachplan.base.validators import bounds, is_within, strings
from coachplan.documents.content import read_catalogue, read_folder
from coachplan.documents.contract import contract_refused
from coachplan.knowledge.catalogue import Catalogue, merge
from coachplan.knowledge.kinds import KINDS
from coachplan.model.flags import Phrasing, Turning
from coachplan.notes.patterns import forms
from coachplan.plugins import hookspecs
from coachplan.plugins.admission import admitted
from coachplan.plugins.deadline import NoAnswerError, call_with_timeout, kind_of
from coachplan.plugins.entry_points import Installed, as_installed
from coachplan.plugins.installation import PROJECT
from coachplan.progress.practice import Practice
from coachplan.progress.readings import Measured
from coachplan.progress.signals import Signal

__all__ = ["MOST_FORMS", "SECONDS", "SIGNAL_SECONDS", "Answered", "Twice", "ask", "beside", "collect", "taken_in"]

#: How long a plugin may take to be imported and to hand over what it knows. A large one takes well under one second.
SECONDS = 10.0

#: How long one reading of a plugin's signal may take. It takes some thousandths of a second; the rest is for a machine
#: that is very busy.
SIGNAL_SECONDS = 5.0

#: The most forms of phrases that one contribution may bring: a thousand take less than a second to make ready. The core
#: has some five thousand; the core and three disciplines in two languages have ten.
MOST_FORMS = 20_000

#: The most namespaces that one plugin may declare, and the most letters in its name or version.
_MOST_NAMESPACES = 100
_LONGEST_NAME = 100

#: What stands beside the items, by key.
_WORDS: dict[str, type[Any]] = {"texts": Text, "translations": Text, "phrases": Phrasing, "turning": Turning}


@frozen(kw_only=True)
class Answered:
    """
    What one plugin answered: what it is called, and what it brings; or *why* it brings nothing. *declared*: the
    namespaces that it says are its own. *trace*: where a call into it raised. *beside*:
    where it brings nothing, what could be read of its folder of content without running any of its code.
    """

    name: str
    version: str = ""
    part: Catalogue | None = None
    declared: tuple[str, ...] = ()
    why: str = ""
    trace: str = ""
    beside: Catalogue | None = None


@frozen
class Twice:
    """
    Two distributions that claim one name: pluggy would skip the second in silence, so neither is taken.
    """

    name: str
    points: tuple[Installed, ...] = field(converter=tuple[Installed, ...])

    @property
    def why(self) -> str:
        """
        Say whose they are.
        """
        whose = " and ".join(sorted(point.distribution or point.value for point in self.points))
        return f"two plugins are called {self.name!r}: {whose}. Uninstall or block one."


def ask(plugin: object, seconds: float, *, name: str = "", version: str = "") -> Answered:
    """
    Ask one plugin for everything, within *seconds*. *name* and *version*: as it was installed; else it is asked.

    Never raises for what a plugin does. One that cannot even say its name is called by its class.
    """
    plugin = as_installed(plugin)
    called = [name or _by_class(plugin), version]

    def answer() -> tuple[Catalogue, tuple[str, ...]]:
        if not name:
            called[0] = _name_of(plugin)
            called[1] = str.__str__(str(getattr(plugin, "__version__", "")))[:_LONGEST_NAME]
        part, declared = collect(called[0], plugin)
        return taken_in(part, called[0]), declared

    try:
        part, declared = call_with_timeout(seconds, answer)
    except NoAnswerError as error:
        return Answered(
            name=called[0],
            version=called[1],
            why=_why(error, called[0], plugin),
            trace=error.trace,
            beside=beside(plugin, called[0]),
        )
    return Answered(name=called[0], version=called[1], part=part, declared=declared)


def _why(error: NoAnswerError, name: str, plugin: object) -> str:
    if error.kind == CoachplanError.__name__:
        return str(error)
    package = _distribution(name, plugin)
    hint = f"Mend {package}, or take it out until its author has." if package else "Mend it, or leave it out."
    return f"{str(error).removesuffix('.')}. {hint}"


def _distribution(name: str, plugin: object) -> str:
    if type(plugin) is Installed:
        return plugin.distribution or name
    return ""


def _by_class(plugin: object) -> str:
    if type(plugin) is Installed:
        return plugin.name[:_LONGEST_NAME]
    kind = kind_of(plugin)
    if issubclass(type(plugin), type):
        kind = type.__dict__["__name__"].__get__(plugin)
    return "".join(f"-{c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(kind))[:_LONGEST_NAME]


def _name_of(plugin: object) -> str:
    named = getattr(plugin, "name", None)
    if isinstance(named, str):
        plain = str.__str__(named)
        if plain.strip() and len(plain) <= _LONGEST_NAME:
            return plain
    if isinstance(plugin, types.ModuleType):
        return str(plugin.__name__).rpartition(".")[2].removeprefix(f"{PROJECT}_").replace("_", "-")
    return _by_class(plugin)


def beside(plugin: object, name: str) -> Catalogue | None:
    """
    Return what stands in the folder `catalogue/` of a plugin, as `ask` would have taken it in; None where there is no
    such folder. Runs nothing of the plugin: one that cannot be imported, or raises, may still have its signs there.
    """
    if type(plugin) is Installed:
        package = plugin.value.partition(":")[0].partition(".")[0].strip()
    elif type(plugin) is types.ModuleType:
        package = plugin.__name__.partition(".")[0]
    else:
        return None
    try:
        specs = (finder.find_spec(package, None) for finder in sys.meta_path)
        found = next((spec for spec in specs if spec is not None), None)
        places = list(found.submodule_search_locations or ()) if found is not None else []
        read = [
            read_folder(folder, name=name).catalogue for each in places if (folder := Path(each, "catalogue")).is_dir()
        ]
        return taken_in(merge(read), name) if read else None
    except (CoachplanError, ImportError, OSError, ValueError):
        return None


# -- what it brings


def collect(name: str, plugin: object) -> tuple[Catalogue, tuple[str, ...]]:
    """
    Return what one plugin brings, as it brings it, and the namespaces it declares. Raises whatever the plugin raises.

    A package without a hook, and with a `catalogue` folder in it, is a plugin of data only: the folder is read.
    """
    plugin = as_installed(plugin)
    package = _distribution(name, plugin) or name
    if type(plugin) is Installed:
        plugin = plugin.load()
    made_for = getattr(plugin, "coachplan_contract", None)
    refused = "" if made_for is None else contract_refused(made_for, package)
    if refused:
        raise CoachplanError(refused)
    if isinstance(plugin, type):
        plugin = plugin()
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin, name=name)
    manager.check_pending()
    hooks: Any = manager.hook
    parts = hooks.coachplan_catalogue()
    declared = tuple(sorted({each for given in hooks.coachplan_namespaces() for each in _namespaces(given)}))
    if not hooks.coachplan_catalogue.get_hookimpls() and isinstance(plugin, types.ModuleType):
        folder = files(plugin) / "catalogue" if hasattr(plugin, "__path__") else None
        parts = [read_catalogue(folder, name=package)] if folder is not None and folder.is_dir() else []
    if not parts:
        raise CoachplanError(
            "it hands over no catalogue. Write coachplan_catalogue(), marked with @hookimpl, to return one; "
            "or put a folder called catalogue into the package."
        )
    for part in parts:
        if type(part) is not Catalogue:
            raise CoachplanError(f"coachplan_catalogue() returned {kind_of(part)}. Return a Catalogue.")
        _right_kinds(part)
    return merge(parts), declared


def _namespaces(given: Iterable[str]) -> tuple[str, ...]:
    some = given if isinstance(given, str) else list(islice(given, _MOST_NAMESPACES + 1))
    if len(some) > _MOST_NAMESPACES:
        raise CoachplanError(f"coachplan_namespaces() goes on after {_MOST_NAMESPACES}. Name the plugin's own.")
    declared: tuple[str, ...] = admitted(tuple[str, ...], strings(some), "coachplan_namespaces()")
    return declared


def _right_kinds(part: Catalogue) -> None:
    # A value of another kind would only come to light in the middle of a review.
    items = {kind.shelf: kind.item for kind in KINDS}
    for shelf, kind in (*items.items(), *_WORDS.items()):
        for item, value in getattr(part, shelf).items():
            if type(value) is not kind:
                what = f"{item!r} stands among the {shelf}, and is a {kind_of(value)}."
                raise CoachplanError(f"{what} Give a {kind.__name__}.")
            if shelf in items and value.id != item:
                raise CoachplanError(f"{value.id!r} stands among the {shelf} as {item!r}. Give lists, not mappings.")


def taken_in(part: Catalogue, name: str) -> Catalogue:
    """
    Return a copy of what *name* brings, in plain values of our own. Raises `CoachplanError` where it cannot be.

    Phrases for others are marked with who brings them, and signals are made ones that always come back.
    """
    made: Catalogue = admitted(Catalogue, part)
    _so_many_forms(made)
    phrases = [evolve(each, by=name) for each in made.phrases.values()]
    turning = [evolve(each, by=name) for each in made.turning.values()]
    return evolve(
        made, phrases=phrases, turning=turning, signals=[_guarded(signal) for signal in made.signals.values()]
    )


def _so_many_forms(part: Catalogue) -> None:
    shelves = (part.flags, part.never_suggest, part.answers, part.barriers)
    phrases = chain.from_iterable(
        words for shelf in shelves for value in shelf.values() for words in value.words.values()
    )
    left = MOST_FORMS
    for phrase in chain(phrases, (each.phrase for each in part.phrases.values())):
        with suppress(CoachplanError):  # what cannot be read is told where all mistakes are
            left -= len(forms(phrase))
        if left < 0:
            what = f"its phrases have more than {MOST_FORMS} forms, with and without each optional word."
            raise CoachplanError(
                Finding(item=phrase, what=what, hint="Bring fewer, or divide it into several.", code="plugin-failed")
            )


# -- what its signals read


def _guarded(signal: Signal) -> Signal:
    measure: Any = signal.measure

    def read(log: Practice) -> Measured:
        try:
            return call_with_timeout(SIGNAL_SECONDS, lambda: _as_declared(signal, measure(log)))
        except NoAnswerError as error:
            raise CoachplanError(str(error)) from None

    return evolve(signal, measure=read)


def _as_declared(signal: Signal, answer: object) -> Measured:
    copied = admitted(float | str | Measured | None, answer)
    made = copied if isinstance(copied, Measured) else Measured(copied)
    value = made.value
    if value is None:
        return made
    if signal.words:
        wanted, fits = f"one of {', '.join(signal.words)}", value in signal.words
    elif isinstance(value, str):
        fits = signal.low is None and signal.high is None and not signal.whole
        wanted = bounds(signal.low, signal.high, whole=signal.whole)
    else:
        fits = is_within(value, signal.low, signal.high, whole=signal.whole)
        wanted = bounds(signal.low, signal.high, whole=signal.whole)
    if not fits:
        found = f"the word {value[:60]!r}" if isinstance(value, str) else f"the number {value:g}"
        raise CoachplanError(f"it returned {found}, and is declared to be {wanted}.")
    return made
