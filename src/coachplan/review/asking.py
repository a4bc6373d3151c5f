"""
Rules asked about one focus: each reading made once, which rules are true, and what each saw, for whoever asks.

A reading of a plugin may fail in any way; it is named, and not known. One that does not was made plain at the door
(`plugins/contributions`). Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from attrs import field, frozen

from coachplan.base.copies import unchecked
from coachplan.base.errors import describe
from coachplan.base.validators import BEYOND
from coachplan.knowledge.clause_traces import decisive, trace
from coachplan.knowledge.conditions import evaluate
from coachplan.knowledge.rule_sets import RuleSet
from coachplan.knowledge.rules import Rule
from coachplan.model.evidence import ClauseTrace, RuleTrace
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.offered import is_asked
from coachplan.progress.practice import Practice
from coachplan.progress.readings import Measured
from coachplan.progress.signals import Signal

__all__ = ["Asked", "Readings", "asked_together"]

#: A rule was looked at when it was admitted, and its clauses are our own.
_traced = unchecked(RuleTrace)


class Asked(NamedTuple):
    """
    A rule that was asked of a focus, whether it is true, how many more practised days it waits for, and the readings by
    name.
    """

    focus: str
    rule: Rule
    true: bool
    waits: int
    seen: Mapping[str, Measured]

    @property
    def verdict(self) -> bool | None:
        """
        True, False, or None for unknown: which of these two it is, is asked when somebody looks.
        """
        return True if self.true else evaluate(self.rule.condition, self.look)

    @property
    def speaks(self) -> bool:
        """
        Whether the rule is true, and has waited long enough.
        """
        return self.true and not self.waits

    def look(self, name: str) -> float | str | None:
        """
        Return a reading that the rule saw.
        """
        return self.seen[name].value

    @property
    def clauses(self) -> tuple[ClauseTrace, ...]:
        """
        Every clause, with the reading that it saw.
        """
        return trace(self.rule.condition, self.look)

    @property
    def traced(self) -> RuleTrace:
        """
        The same, with the verdict, and which of the clauses hold it back.
        """
        rule, clauses = self.rule, self.clauses
        return _traced(
            focus=self.focus,
            rule=rule.id,
            verdict=self.verdict,
            then=rule.then,
            holds=rule.holds,
            clauses=clauses,
            held_back_by=decisive(rule.condition, clauses),
            waits=self.waits,
        )


def asked_together(case: FocusCase, rules: Iterable[Rule]) -> RuleSet:
    """
    Return those of the rules that are asked about a focus. For all the rules that there are the set is kept, with what
    is worked out for it.
    """
    focus, catalogue, rules = case.focus, case.catalogue, tuple(rules)

    def choose() -> list[Rule]:
        return [rule for rule in rules if is_asked(rule, focus, catalogue)]

    # A plan may name whatever it likes; kept is only what the catalogue has.
    known = focus.skill in catalogue.skills and focus.strategy in catalogue.strategies
    if not known or rules != tuple(catalogue.rules.values()):
        return RuleSet(tuple(choose()))
    return catalogue.rule_sets.of((focus.skill, focus.strategy, focus.maintaining), choose)


@frozen(kw_only=True)
class Readings:
    """
    The readings of one focus by name, each made once; those that are *broken*, with what went wrong, are not known.
    """

    case: FocusCase
    measured: dict[str, Measured]
    broken: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, case: FocusCase, failed: Iterable[str] = ()) -> Readings:
        """
        Begin with none. Those that *failed* before are not made again: they are not known.
        """
        return cls(case=case, measured={name: Measured(None) for name in failed})

    def look(self, name: str) -> float | str | None:
        """
        Return a reading.
        """
        found = self.measured.get(name)
        if found is None:
            case = self.case
            found = self.measured[name] = _measure(case.catalogue.signals[name], case.practice, self.broken)
        return found.value

    def all(self, names: Iterable[str]) -> dict[str, float | str | None]:
        """
        Return several of them, by name.
        """
        signals, practice, measured = self.case.catalogue.signals, self.case.practice, self.measured
        made: dict[str, float | str | None] = {}
        for name in names:
            found = measured.get(name)
            if found is None:
                found = measured[name] = _measure(signals[name], practice, self.broken)
            made[name] = found.value
        return made

    def speaks(self, rule: Rule) -> bool:
        """
        Say whether a rule is true and has waited long enough. One that waits is not asked.
        """
        return rule.after <= len(self.case.practice.days) and evaluate(rule.condition, self.look) is True


def _measure(signal: Signal, practice: Practice, broken: dict[str, str]) -> Measured:
    try:
        value: Any = signal.measure(practice)
        kind = type(value)
        if kind is str or value is None or ((kind is float or kind is int) and -BEYOND < value < BEYOND):
            return Measured(value)  # as nearly all readings are: there is nothing to find wrong with it
        made = value if isinstance(value, Measured) else Measured(value)
        wrong = _not_a_reading(made)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a reading may fail in any way; it is named
        made, wrong = Measured(None), describe(error).removesuffix(".")
    if wrong:
        broken[signal.id] = wrong
        return Measured(None)
    return made


def _not_a_reading(made: Measured) -> str:
    # A number that ends, a word, or nothing; bounds are numbers or nothing. Anything else would spoil the review.
    for part, sorts in ((made.value, (int, float, str)), (made.low, (int, float)), (made.high, (int, float))):
        if part is not None and (isinstance(part, bool) or not isinstance(part, sorts)):
            return f"it returned {type(part).__name__}, which is neither a number nor a word"
        if not isinstance(part, str | None) and not abs(part) < BEYOND:
            return "it returned a number without an end"
    ids = () if made.entries is None else made.entries
    if not isinstance(ids, list | tuple) or not all(isinstance(entry, str) for entry in ids):
        return "its entries are not ids"
    return ""
