"""
Rules asked about one focus: each reading made once, each rule's verdict, and what it saw, for whoever asks.

A reading of a plugin may fail in any way; it is named, and not known. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import NoneType
from typing import NamedTuple

from coachplan.base.errors import describe
from coachplan.knowledge.clause_traces import decisive, trace
from coachplan.knowledge.conditions import Lookup, evaluate, names
from coachplan.knowledge.rules import Rule
from coachplan.model.evidence import RuleTrace
from coachplan.planning.focus_case import FocusCase
from coachplan.progress.practice import Practice
from coachplan.progress.readings import Measured
from coachplan.progress.signals import Signal

__all__ = ["Asked", "ask", "reader"]


class Asked(NamedTuple):
    """
    A rule that was asked of a focus, its verdict, how many more practised days it waits for, and the readings by name.
    """

    focus: str
    rule: Rule
    verdict: bool | None
    waits: int
    seen: Mapping[str, Measured]

    @property
    def speaks(self) -> bool:
        """
        Whether the rule is true, and has waited long enough.
        """
        return self.verdict is True and not self.waits

    def look(self, name: str) -> float | str | None:
        """
        Return a reading that the rule saw.
        """
        return self.seen[name].value

    @property
    def traced(self) -> RuleTrace:
        """
        Every clause, with the reading that it saw.
        """
        rule = self.rule
        clauses = trace(rule.condition, self.look)
        return RuleTrace(
            focus=self.focus,
            rule=rule.id,
            verdict=self.verdict,
            then=rule.then,
            holds=rule.holds,
            clauses=clauses,
            held_back_by=decisive(rule.condition, clauses),
            waits=self.waits,
        )


def ask(rule: Rule, practice: Practice, look: Lookup, measured: Mapping[str, Measured]) -> Asked:
    """
    Ask a rule of what was practised. *look* makes the readings and keeps them in *measured*.
    """
    condition, waits = rule.condition, max(0, rule.after - len(practice.days))
    # Each reading is made, asked for or not: a review shows them all, and one that fails is named.
    for name in names(condition):
        look(name)
    return Asked(practice.focus.id, rule, evaluate(condition, look), waits, measured)


def reader(
    case: FocusCase, measured: dict[str, Measured] | None = None, broken: dict[str, str] | None = None
) -> Callable[[str], float | str | None]:
    """
    Return what looks a reading of a focus up by its name, each made once. What was *measured* and what is *broken* is
    kept where it is given; one that is broken is not known.
    """
    measured = {} if measured is None else measured
    broken = {} if broken is None else broken

    def look(name: str) -> float | str | None:
        found = measured.get(name)
        if found is None:
            found = measured[name] = _measure(case.catalogue.signals[name], case.practice, broken)
        return found.value

    return look


def _measure(signal: Signal, practice: Practice, broken: dict[str, str]) -> Measured:
    try:
        value: object = signal.measure(practice)
        made = value if isinstance(value, Measured) else Measured(value)  # type: ignore[arg-type]
        wrong = _not_a_reading(made)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a reading may fail in any way; it is named
        made, wrong = Measured(None), describe(error).removesuffix(".")
    if wrong:
        broken[signal.id] = wrong
        return Measured(None)
    return made


def _not_a_reading(made: Measured) -> str:
    if type(made.value) in (NoneType, str) and made.low is None and made.high is None and made.entries is None:
        return ""
    # A number that ends, a word, or nothing; bounds are numbers or nothing. Anything else would spoil the review.
    for part, sorts in ((made.value, (int, float, str)), (made.low, (int, float)), (made.high, (int, float))):
        if part is not None and (isinstance(part, bool) or not isinstance(part, sorts)):
            return f"it returned {type(part).__name__}, which is neither a number nor a word"
        if not isinstance(part, str | None) and not abs(part) < 1e300:
            return "it returned a number without an end"
    ids = () if made.entries is None else made.entries
    if not isinstance(ids, list | tuple) or not all(isinstance(entry, str) for entry in ids):
        return "its entries are not ids"
    return ""
