"""
Conformance: one call that tells a plugin's author whatever is wrong with the plugin, in sentences.

Looks at what is handed over, and then at what the engine makes of it over families and logs that are made up. Knows
nothing of what a discipline ought to contain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from attrs import evolve, field, frozen
from hypothesis import HealthCheck, Verbosity, given, settings
from hypothesis import strategies as st

from coachplan.catalogue import Catalogue, check, namespaces_used, total
from coachplan.engine import Engine
from coachplan.entries import CORE_TAGS, TEXT_FIELDS, Entry
from coachplan.errors import Finding
from coachplan.hookspecs import hookimpl
from coachplan.ids import nearest
from coachplan.plans import Plan
from coachplan.precedence import caution
from coachplan.reviews import Review
from coachplan.rules import Rule
from coachplan.shapes import strings
from coachplan.strategies import Strategy
from coachplan.testing.denying import DeniedError, denied
from coachplan.testing.strategies import FIRST_DAY, days, families, logs, plans, texts
from coachplan.testing.toy import TOY, toy
from coachplan.testing.wording import check_wording

__all__ = ["Report", "check_catalogue", "check_plugin"]

_HOOK = "coachplan_catalogue"

#: How a review says that a plugin's reading failed and was left out.
_BROKEN = "core/missing.broken"


@frozen
class Report:
    """
    Everything that was found; nothing found is what a plugin wants. `str(report)` lists it, a line a finding.
    """

    findings: tuple[Finding, ...] = field(converter=tuple[Finding, ...])

    @property
    def passed(self) -> bool:
        """
        Whether nothing was found.
        """
        return not self.findings

    def __str__(self) -> str:
        if self.passed:
            return "Nothing was found."
        found = len(self.findings)
        return "\n".join([f"{found} finding{'' if found == 1 else 's'}:", *(f"  {each}" for each in self.findings)])


def check_plugin(plugin: object, *, examples: int = 50, namespaces: Iterable[str] | None = None) -> Report:
    """
    Check a plugin, a module or an object with hooks, and return whatever is wrong with it.

    *examples* is how many made-up plans and logs are reviewed with it; 0 for none. *namespaces* are the plugin's own;
    left out, it is the one that most of its ids are in. Never raises for what a plugin does.
    """
    if isinstance(plugin, type):
        plugin = plugin()
    catalogue, wrong = _hand_over(plugin)
    if catalogue is None:
        return Report(wrong)
    engine = Engine(plugins=[plugin])
    if namespaces is None:
        namespaces = _declared(plugin, engine.plugins[0].name, catalogue)
    found = [*wrong, *check_catalogue(catalogue, namespaces=namespaces).findings]
    for record in engine.plugins:
        if record.status == "failed" and not _says_the_same(record.why, found):
            found.append(Finding(where=record.name, what=f"the engine cannot use it: {record.why}"))
    if examples and not any(record.status == "failed" for record in engine.plugins):
        found += _behaviour(plugin, engine.plugins[0].name, catalogue, examples)
    return Report(found)


def check_catalogue(catalogue: Catalogue, *, namespaces: Iterable[str] | None = None) -> Report:
    """
    Check knowledge by itself: ids, references, sources, ladders, and the words in every language it begins.
    """
    core = Engine(plugins=[]).catalogue
    found = [*_names(catalogue, None if namespaces is None else strings(namespaces))]
    if not found or not _clashes(catalogue, core):
        found += check(catalogue, total([core, catalogue]))
    found += _substance(catalogue)
    found += check_wording(catalogue)
    return Report(dict.fromkeys(found))


# -- what is handed over


def _hand_over(plugin: object) -> tuple[Catalogue | None, list[Finding]]:
    name = _name(plugin)
    hook = getattr(plugin, _HOOK, None)
    if hook is None:
        close = nearest(_HOOK, [each for each in dir(plugin) if not each.startswith("__")])
        mend = f"Rename {close!r}." if close else f"Write {_HOOK}(), marked with @hookimpl."
        return None, [Finding(where=name, what=f"there is no hook {_HOOK!r}.", mend=mend)]
    found: list[Finding] = []
    given_over: list[Any] = []
    for _ in range(2):
        with denied(_module(plugin)) as asked:
            try:
                given_over.append(hook())
            except DeniedError:
                pass  # told below, by name
            except Exception as error:  # noqa: BLE001 - a hook may fail in any way, and that is a finding
                what = f"the hook raised {type(error).__name__}: {error}"
                return None, [*_asked(name, "the hook", asked), Finding(where=name, what=what)]
        found += _asked(name, "the hook", asked)
    if len(given_over) < 2:
        # The first of these is still worth looking at, with the clock where it was.
        try:
            given_over = [hook()] * 2
        except Exception as error:  # noqa: BLE001 - as above
            return None, [*dict.fromkeys(found), Finding(where=name, what=f"the hook raised {error!r}")]
    first, second = given_over
    if not isinstance(first, Catalogue):
        what = f"the hook returned {type(first).__name__}."
        return None, [*dict.fromkeys(found), Finding(where=name, what=what, mend="Return a Catalogue.")]
    if first != second:
        what = "the hook returns something else each time it is called."
        found.append(Finding(where=name, what=what, mend="Hand over the same values always."))
    return first, list(dict.fromkeys(found))


def _asked(where: str, who: str, asked: list[str]) -> list[Finding]:
    mend = "A plugin hands over values, and asks for no clock, chance or network."
    return [Finding(where=where, what=f"{who} asked for {name}.", mend=mend) for name in sorted(set(asked))]


def _name(plugin: object) -> str:
    named = getattr(plugin, "name", None)
    if isinstance(named, str) and named:
        return named
    return plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__name__


def _module(plugin: object) -> str:
    return plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__module__


def _says_the_same(why: str, found: list[Finding]) -> bool:
    return any(finding.what and finding.what in why for finding in found)


# -- names


def _declared(plugin: object, name: str, catalogue: Catalogue) -> tuple[str, ...] | None:
    hook = getattr(plugin, "coachplan_namespaces", None)
    if hook is not None:
        return strings(hook())
    return (name,) if any(item.startswith(f"{name}/") for _, item, _ in catalogue.items()) else None


def _names(catalogue: Catalogue, namespaces: tuple[str, ...] | None) -> Iterator[Finding]:
    counted = Counter(item.partition("/")[0] for _, item, _ in catalogue.items())
    if namespaces is None:
        if not counted:
            yield Finding(what="it contributes nothing.", mend="Give it at least one skill.")
            return
        namespaces = (counted.most_common(1)[0][0],)
    home = " or ".join(f"{namespace}/" for namespace in namespaces)
    for _, item, _ in catalogue.items():
        if item.partition("/")[0] not in namespaces:
            yield Finding(item=item, what="the id is outside the plugin's namespace.", mend=f"Begin it with {home}")
    for owner in sorted(namespaces_used(catalogue) - set(namespaces) - set(counted)):
        yield Finding(item=owner, what="there are texts for a namespace of somebody else.", mend=f"Begin with {home}")


def _clashes(catalogue: Catalogue, core: Catalogue) -> bool:
    return not {item for _, item, _ in catalogue.items()}.isdisjoint(item for _, item, _ in core.items())


# -- substance


def _substance(catalogue: Catalogue) -> Iterator[Finding]:
    sourced: list[Strategy | Rule] = [*catalogue.strategies.values(), *catalogue.rules.values()]
    for item in sourced:
        if not item.sources:
            yield Finding(
                item=item.id, what="there is no source.", mend="Name one; a proposal of your own has the grade OWN."
            )
    for skill in catalogue.skills.values():
        if not 4 <= len(skill.steps) <= 7:
            yield Finding(item=skill.id, what=f"the ladder has {len(skill.steps)} steps.", mend="Give it 4 to 7.")
        for number, step in enumerate(skill.steps, start=1):
            for part in ("title", "look_for"):
                if not getattr(step, part).strip():
                    yield Finding(
                        item=f"{skill.id}, step {number}",
                        what=f"{part!r} is empty.",
                        mend="Say what a stranger could see and count.",
                    )


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
    grounds = catalogue if whole else total([catalogue, TOY])
    full = Engine(plugins=[plugin, *company])
    bare = Engine(plugins=[_Bare(name, catalogue), *company])
    asked: list[str] = []
    last: list[tuple[Plan, tuple[Entry, ...]]] = []
    unlike = list(_unlike(bare))
    if unlike:
        return unlike

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(_cases(grounds))
    def law(case: tuple[Plan, tuple[Entry, ...], Any]) -> None:
        plan, log, on = case
        last[:] = [(plan, log)]
        with denied(_module(plugin)) as wanted:
            try:
                review = full.review(plan, log, on=on)
            finally:
                asked.extend(wanted)
        assert not wanted, "it asked for what a plugin may not ask for"
        _total(plan, review, full)
        _as_careful(review, bare.review(plan, log, on=on))
        assert full.review(plan, reversed(log), on=on) == review, "another order of the entries gives another review"

    try:
        law()
    except Exception as error:  # noqa: BLE001 - whatever a plugin makes of a review is a finding
        found = _asked(name, "a signal", asked)
        if found:
            return found
        told = str(error).partition("\n")[0] or type(error).__name__
        kind = "" if isinstance(error, AssertionError) else f"the review raised {type(error).__name__}: "
        return [Finding(where=name, what=f"{kind}{told}.", mend=_case(last[0]) if last else "")]
    return []


def _unlike(bare: Engine) -> Iterator[Finding]:
    for record in bare.plugins:
        if record.status == "failed":
            yield Finding(what=f"without its rules and flags it does not load: {record.why}")


def _total(plan: Plan, review: Review, engine: Engine) -> None:
    assert [step.focus for step in review.next_steps] == [focus.id for focus in plan.focuses], (
        "the review does not have exactly one step a focus"
    )
    for record in engine.plugins:
        assert record.status != "failed", f"{record.name} failed in a review: {record.why}"
    for missing in review.missing:
        assert missing.message.key != _BROKEN, missing.why
    for step in review.next_steps:
        assert step.because, f"{step.rule} says nothing to the caregiver"


def _as_careful(review: Review, alone: Review) -> None:
    for step, before in zip(review.next_steps, alone.next_steps, strict=True):
        assert caution(step.action.kind) >= caution(before.action.kind), (
            f"with it {step.rule} says {step.action.kind}, where the core alone says {before.action.kind}, "
            "which is more careful"
        )


def _case(found: tuple[Plan, tuple[Entry, ...]]) -> str:
    plan, log = found
    focuses = "; ".join(
        f"{focus.id}: {focus.skill}, step {focus.step}, {focus.strategy}, {focus.routine}" for focus in plan.focuses
    )
    return f"Seen with {focuses}; log: {', '.join(map(_written, log)) or 'none'}."


def _written(entry: Entry) -> str:
    words = " ".join(getattr(entry, name) for name in TEXT_FIELDS).strip()
    count = "" if entry.tries is None else f" {entry.successes}/{entry.tries}"
    tags = f" {' '.join(entry.tags)}" if entry.tags else ""
    return f"day {(entry.on - FIRST_DAY).days + 1}{count}{tags}{f' {words!r}' if words else ''}"


@st.composite
def _cases(draw: st.DrawFn, catalogue: Catalogue) -> tuple[Plan, tuple[Entry, ...], Any]:
    plan = draw(plans(catalogue, focuses=(1, 2), family=draw(families(catalogue))))
    own = sorted({_plainly(phrase) for phrase in _phrases(catalogue)})
    written = texts() | st.sampled_from(own) if own else texts()
    log = draw(logs(plan, tags=(*CORE_TAGS, *catalogue.tags), written=written))
    return plan, log, draw(days(span=40))


def _phrases(catalogue: Catalogue) -> Iterator[str]:
    for shelf in (catalogue.flags, catalogue.barriers, catalogue.answers, catalogue.never_suggest):
        for item in shelf.values():
            listed: Iterable[tuple[str, ...]] = item.words.values()
            yield from (phrase for phrases in listed for phrase in phrases)


def _plainly(phrase: str) -> str:
    # A phrase as somebody might write it: the first of any alternatives, the stems cut, the gaps closed.
    return " ".join(part.partition("|")[0].strip("[]*") for part in phrase.split() if not part.startswith("..."))
