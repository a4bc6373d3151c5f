"""
Clause coverage: which clauses of which rules the scenarios made true, false and unknown, and which they never did.

Of what each clause can come out as (true, false, and unknown where its reading can be missing), the share that some
scenario produced. Counts what reviews say in their traces; does not know what a rule is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pkgutil import resolve_name

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError
from coachplan.base.ids import namespace_of
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.condition_tree import Clause, Constant, Known, Node, Not, leaves
from coachplan.knowledge.conditions import Condition
from coachplan.knowledge.rules import Rule
from coachplan.knowledge.satisfiability import Range, can_ever_be_true
from coachplan.model.reviews import Review
from coachplan.progress.signals import Signal
from coachplan.testing.scenarios.load import Scenario

__all__ = ["OUTCOMES", "ClauseCoverage", "Coverage", "RuleCoverage", "clause_coverage", "coverage_of"]

#: What a clause can come out as, in the order of the columns.
OUTCOMES = ("true", "false", "unknown")

_SAID = {True: "true", False: "false", None: "unknown"}

#: Readings that lack something only where a scenario could not be read at all.
_KNOWN_IN_SCENARIOS = {"steps-left": "a scenario names only skills that are there"}


@frozen(kw_only=True)
class ClauseCoverage:
    """
    One clause of a rule as written, and how often scenarios made it true, false and unknown.

    *left_out* holds the outcomes that cannot be, each with the reason; they count neither for nor against.
    """

    clause: str
    counts: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """
        The outcomes that can be.
        """
        out = dict(self.left_out)
        return tuple(outcome for outcome in OUTCOMES if outcome not in out)

    @property
    def missing(self) -> tuple[str, ...]:
        """
        The outcomes that can be and that no scenario produced.
        """
        counted = dict(self.counts)
        return tuple(outcome for outcome in self.wanted if not counted.get(outcome))


@frozen(kw_only=True)
class RuleCoverage:
    """
    One rule, and its clauses in reading order.
    """

    rule: str
    clauses: tuple[ClauseCoverage, ...]


@plain_errors
@frozen(kw_only=True)
class Coverage:
    """
    The rules of one or more namespaces, in order of their ids. `str(coverage)` is a table with what is missing.
    """

    rules: tuple[RuleCoverage, ...] = field(converter=tuple[RuleCoverage, ...])

    @cached_property
    def wanted(self) -> int:
        """
        How many outcomes there are to produce.
        """
        return sum(len(clause.wanted) for rule in self.rules for clause in rule.clauses)

    @cached_property
    def produced(self) -> int:
        """
        How many of them some scenario produced.
        """
        return self.wanted - len(self.missing)

    @property
    def share(self) -> float:
        """
        Outcomes produced of outcomes wanted, 0-1; 1 where there is nothing to produce.
        """
        return self.produced / self.wanted if self.wanted else 1.0

    @cached_property
    def missing(self) -> tuple[tuple[str, str, str], ...]:
        """
        (rule, clause, outcome) of everything that can be and that no scenario produced.
        """
        return tuple(
            (rule.rule, clause.clause, outcome)
            for rule in self.rules
            for clause in rule.clauses
            for outcome in clause.missing
        )

    @property
    def namespaces(self) -> tuple[str, ...]:
        """
        Whose rules these are, sorted: `core`, and the plugins.
        """
        return tuple(sorted({namespace_of(rule.rule) for rule in self.rules}))

    def of(self, namespace: str) -> Coverage:
        """
        Return the part that belongs to one namespace: the rules of the core, or of one plugin.
        """
        return Coverage(rules=(rule for rule in self.rules if namespace_of(rule.rule) == namespace))

    def __str__(self) -> str:
        return "\n\n".join("\n".join(_table(space, self.of(space))) for space in self.namespaces)


# -- counting


@checked
def clause_coverage(engine: Engine, scenarios: Iterable[Scenario]) -> Coverage:
    """
    Review every scenario and count what the clauses of *engine*'s rules came out as.

    A scenario whose file names its plugins is reviewed with those. One that the engine refuses counts for nothing.
    """
    engines: dict[tuple[str, ...], Engine] = {(): engine}
    reviews: list[Review] = []
    for scenario in scenarios:
        if scenario.plugins not in engines:
            engines[scenario.plugins] = Engine(plugins=[resolve_name(name) for name in scenario.plugins])
        try:
            reviews.append(engines[scenario.plugins].review(scenario.plan, scenario.entries, on=scenario.review_day))
        except CoachplanError:
            continue
    return coverage_of(engine.catalogue, reviews)


def coverage_of(catalogue: Catalogue, reviews: Iterable[Review]) -> Coverage:
    """
    Count what the clauses of a catalogue's rules came out as in *reviews*. Clauses are told apart by their place.
    """
    seen: Counter[tuple[str, int, str]] = Counter()
    for review in reviews:
        for traced in review.trace:
            for index, clause in enumerate(traced.clauses):
                seen[traced.rule, index, _SAID[clause.verdict]] += 1
    return Coverage(rules=(_covered(rule, catalogue.signals, seen) for _, rule in sorted(catalogue.rules.items())))


def _covered(rule: Rule, signals: Mapping[str, Signal], seen: Mapping[tuple[str, int, str], int]) -> RuleCoverage:
    clauses = [
        ClauseCoverage(
            clause=str(clause),
            counts=tuple((outcome, seen.get((rule.id, index, outcome), 0)) for outcome in OUTCOMES),
            left_out=tuple(_left_out(clause, signals)),
        )
        for index, (clause, _) in enumerate(leaves(rule.condition.tree))
    ]
    return RuleCoverage(rule=rule.id, clauses=tuple(clauses))


def _left_out(clause: Clause, signals: Mapping[str, Signal]) -> Iterator[tuple[str, str]]:
    if isinstance(clause, Constant):
        yield from ((outcome, "it says the same whatever is read") for outcome in OUTCOMES)
        return
    signal = signals[clause.signal]
    known = {signal.id: _range(signal)}
    ways: tuple[tuple[str, Node], ...] = (("true", clause), ("false", Not(clause)))
    for outcome, tree in ways:
        if not can_ever_be_true(Condition(tree), known):
            yield outcome, f"no reading of {signal.id} makes it so"
    if isinstance(clause, Known):
        yield "unknown", "whether there is a reading is always known"
    elif not signal.needs:
        yield "unknown", f"{signal.id} is always known"
    elif signal.id in _KNOWN_IN_SCENARIOS:
        yield "unknown", _KNOWN_IN_SCENARIOS[signal.id]


def _range(signal: Signal) -> Range:
    words = signal.words or None
    return Range(low=signal.low, high=signal.high, words=words, whole=signal.whole, always_known=not signal.needs)


# -- showing


def _table(namespace: str, coverage: Coverage) -> Iterator[str]:
    rules = len(coverage.rules)
    headline = f"{coverage.produced} of {coverage.wanted} outcomes, {coverage.share:.0%}"
    yield f"Clauses of {namespace}: {headline}; {rules} rule{'' if rules == 1 else 's'}"
    rows = [("rule", "clause", *OUTCOMES)]
    for rule in coverage.rules:
        for number, clause in enumerate(rule.clauses):
            out, counts = dict(clause.left_out), dict(clause.counts)
            cells = ["-" if outcome in out else str(counts[outcome]) for outcome in OUTCOMES]
            rows.append((rule.rule if not number else "", clause.clause, cells[0], cells[1], cells[2]))
    wide = [max(len(row[column]) for row in rows) for column in range(2)]
    for row in rows:
        yield f"  {row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}" + "".join(f"{cell:>9}" for cell in row[2:])
    for rule_id, written, outcome in coverage.missing:
        yield f"  missing: {rule_id}: {written} was never {outcome}"
