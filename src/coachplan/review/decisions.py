"""
One focus, one decision: the rules are asked, the tables of precedence settle it, and the step is made concrete.

In four moves: ask every rule; let the core speak; let plugins be more careful; say what was held and why. Does not know
of the other focuses of the plan, or of flags beyond what it is told to hold back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from attrs import evolve, frozen

from coachplan.base.copies import unchecked
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.conditions import evaluate, names, of_another_sort
from coachplan.knowledge.precedence import EASING, HELD_BY_SOON, caution, precedence_key
from coachplan.knowledge.rule_sets import RuleSet
from coachplan.knowledge.rules import TOPICS, Rule
from coachplan.model.actions import Action, Kind
from coachplan.model.evidence import Basis, SignalValue, read_value, signal_words
from coachplan.model.skills import Source
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.next_action import tried_next
from coachplan.progress.readings import Measured
from coachplan.review.asking import Asked, Readings, asked_together
from coachplan.review.barriers import MetBarrier
from coachplan.review.candidates import Candidate, from_barrier, from_rule, reason_and_action

__all__ = ["READING_BROKEN", "Decision", "Restraint", "decide", "kind_of_step", "preferred"]

#: What is held where a reading that would hold something back cannot be made.
READING_BROKEN = "core/reading-broken"

_CONTINUE = Action("continue")

#: What a suggestion stands on was looked at as a reading.
_basis_of = unchecked(Basis)

#: Readings that a clinician is shown whatever the rules ask.
_SHOWN = ("success-now", "success-next", "growth", "does-little")


@frozen(kw_only=True)
class Restraint:
    """
    Kinds of step that are held back, by what, and the sentence that says so. *asks*: what is left to judge by is not
    whole, so even going on as before says why, and a clinician is asked about whatever is not lighter.
    """

    kinds: tuple[str, ...]
    by: str
    message: Message
    sources: tuple[Source, ...] = ()
    asks: bool = False


@frozen(kw_only=True)
class Decision:
    """
    The step for one focus before queueing, with what it stands on. *another_sort*: a reading is a word where a rule
    asks for a number, or the other way round.
    """

    action: Action
    rule: str
    message: Message
    basis: tuple[Basis, ...]
    sources: tuple[Source, ...]
    needs_clinician: bool
    rests: bool
    held: tuple[Message, ...]
    readings: tuple[SignalValue, ...]
    asked: tuple[Asked, ...]
    broken: tuple[tuple[str, str], ...]
    another_sort: bool


def decide(
    case: FocusCase,
    rules: Iterable[Rule],
    held: Iterable[Restraint],
    barriers: tuple[MetBarrier, ...] = (),
    *,
    failed: Iterable[str] = (),
) -> Decision:
    """
    Decide the next step of one focus. *held* is what flags, persons and missing plugins hold back; *barriers*, what got
    in the way lately. Readings that *failed* before are not made again: they are not known.
    """
    readings, together = Readings.of(case, failed), asked_together(case, rules)
    measured, broken = readings.measured, readings.broken
    # Each reading is made, whether a verdict turns on it or not: a review shows them all, and one that fails is named.
    seen = readings.all(together.names)
    readings.all(_SHOWN)
    true, focus, days = together.true(seen), case.focus.id, len(case.practice.days)
    asked = tuple(
        [
            Asked(focus, rule, place in true, rule.after - days if rule.after > days else 0, measured)
            for place, rule in enumerate(together.rules)
        ]
    )
    speaking = [each.rule for each in asked if each.true and not each.waits]
    unknown = (each.rule for each in asked if each.rule.holds and each.verdict is None)
    holds = [*held, *_holds(case, speaking, broken, unknown)]
    chosen = _choose(case, speaking, holds, barriers)
    return Decision(
        action=chosen.action,
        rule=chosen.rule,
        message=chosen.told(),
        basis=_basis(chosen.rule, asked, measured),
        sources=chosen.sources,
        needs_clinician=chosen.clinician,
        rests=chosen.rests,
        held=tuple(dict.fromkeys(hold.message for hold in holds)),
        readings=_values(case, measured),
        asked=asked,
        broken=tuple(sorted(broken.items())),
        another_sort=of_another_sort(together.sorts, seen.__getitem__),
    )


def kind_of_step(together: RuleSet, readings: Readings) -> Kind:
    """
    Return the kind of step that `decide` comes to by these rules, where nothing beside them holds it back and nothing
    got in the way. No reading is made that it does not turn on.
    """
    case, look, broken = readings.case, readings.look, readings.broken
    speaking = [rule for rule in together.rules if readings.speaks(rule)]
    unknown = [rule for rule in together.rules if rule.holds and evaluate(rule.condition, look) is None]
    # Those that hold something back where they cannot be made.
    for space in _own(case):
        readings.all(together.by_namespace.get(space, ()))
    readings.all(_would_hold(unknown))
    return _choose(case, speaking, _holds(case, speaking, broken, unknown), ()).action.kind


def _holds(
    case: FocusCase, speaking: Iterable[Rule], broken: Collection[str], unknown: Iterable[Rule]
) -> list[Restraint]:
    # What the rules hold back, and what readings that cannot be made do: those of the focus's own disciplines, and
    # those of a rule that would hold something back and is not known.
    holds = [_held_by(rule, case) for rule in speaking if rule.holds]
    if broken:
        own, asked_for = _own(case), _would_hold(unknown)
        unread = sorted(name for name in broken if namespace_of(name) in own or name in asked_for)
        if unread:
            # A rule that would have held back cannot be asked, so nothing harder is taken on.
            message = Message(READING_BROKEN, {"signal": unread[0]})
            holds.append(Restraint(kinds=HELD_BY_SOON, by=READING_BROKEN, message=message))
    return holds


def _own(case: FocusCase) -> frozenset[str]:
    return frozenset((namespace_of(case.focus.skill), namespace_of(case.focus.strategy)))


def _would_hold(unknown: Iterable[Rule]) -> frozenset[str]:
    # The readings that stand between a rule and what it would hold back.
    return frozenset().union(*(names(rule.condition) for rule in unknown))


# -- what it stands on


def _values(case: FocusCase, measured: Mapping[str, Measured]) -> tuple[SignalValue, ...]:
    focus = case.focus.id
    return tuple(
        [
            read_value(
                name,
                focus,
                reading.value,
                reading.low,
                reading.high,
                reading.entries,
                _lacks(name, case) if reading.value is None else None,
            )
            for name, reading in sorted(measured.items())
        ]
    )


def _lacks(name: str, case: FocusCase) -> Message:
    needs = case.catalogue.signals[name].needs
    return _lacking(name, needs, case.catalogue.words.find(needs, "en") is not None)


@lru_cache(maxsize=1024)
def _lacking(name: str, needs: str, is_a_text: bool) -> Message:
    said: object = Message(needs) if is_a_text else needs
    return Message("core/missing.signal", {"signal": signal_words(name), "needs": said})


def _basis(rule: str, asked: Iterable[Asked], measured: Mapping[str, Measured]) -> tuple[Basis, ...]:
    for each in asked:
        if each.rule.id == rule:
            return tuple(
                _basis_of(
                    signal=clause.signal,
                    seen=clause.seen,
                    needed=clause.needed,
                    low=measured[clause.signal].low,
                    high=measured[clause.signal].high,
                )
                for clause in each.clauses
                if clause.needed not in ("", "known", "unknown")
                and clause.verdict is not clause.negated
                and clause.verdict is not None
            )
    return ()


# -- settling


def _held_by(rule: Rule, case: FocusCase) -> Restraint:
    return Restraint(
        kinds=rule.holds, by=rule.id, message=Message(key(rule.id, "say"), case.values), sources=rule.sources
    )


def _choose(case: FocusCase, true: list[Rule], holds: list[Restraint], barriers: tuple[MetBarrier, ...]) -> Candidate:
    prefer = preferred(barriers, case.catalogue)
    proposing = [rule for rule in sorted(true, key=precedence_key) if rule.then]

    def proposed(*, core: bool) -> Iterator[Candidate]:
        # One by one: what nobody comes to is not made concrete.
        for rule in proposing:
            made = from_rule(rule, case, prefer) if (namespace_of(rule.id) == CORE_NAMESPACE) is core else None
            if made is not None:
                yield made

    def still_open(candidates: Iterable[Candidate | None]) -> Iterator[Candidate]:
        return (each for each in candidates if each is not None and not _declined(case, each.action))

    cores = _core_choice(case, proposed(core=True))

    # A plugin may only be more careful than the core, or as careful and earlier in precedence: the first of all that
    # counts is taken. What is held back is compared as the `continue` that it becomes, so that holding one step never
    # lets a less careful one through.
    others = (*proposed(core=False), *(from_barrier(met, case) for met in barriers))
    counting = [cores, *(each for each in still_open(others) if _counts(each, cores))]
    if any(cores.action.kind in hold.kinds for hold in holds):
        # What is held back must not hide a more careful step of the core behind it.
        behind = still_open(proposed(core=True))
        counting += [each for each in behind if caution(each.action.kind) > caution("continue")]
    return min(
        (_after_holds(case, each, holds) for each in counting),
        key=lambda each: (-caution(each.action.kind), each.order),
    )


def preferred(barriers: Iterable[MetBarrier], catalogue: Catalogue) -> tuple[str, ...]:
    """
    Return what is tried first where something got in the way: strategies, and kinds of step.
    """
    return tuple(each for met in barriers for each in tried_next(met.barrier, catalogue))


def _counts(candidate: Candidate, cores: Candidate) -> bool:
    if candidate.adjusts and caution(cores.action.kind) < caution("continue"):
        return False  # what got in the way says which adjustment, and takes no step up away that was earned
    # A plugin's step-up, generalise or maintain speaks only where the core says the same.
    return caution(candidate.action.kind) >= caution("continue") or candidate.action.kind == cores.action.kind


def _core_choice(case: FocusCase, candidates: Iterable[Candidate]) -> Candidate:
    # The first true rule by precedence. What was declined gives way to the next, but never to a less careful step.
    turned_down = False
    for candidate in candidates:
        if _declined(case, candidate.action):
            turned_down = True
        elif not turned_down or caution(candidate.action.kind) >= caution("continue"):
            return candidate
    if case.focus.maintaining and not turned_down:
        return _continue(case, "core/continue", Message("core/looking-in"), do="look-in")
    return _continue(case, "core/declined" if turned_down else "core/continue")


def _after_holds(case: FocusCase, candidate: Candidate, holds: list[Restraint]) -> Candidate:
    kind, asks = candidate.action.kind, any(hold.asks for hold in holds)
    for hold in holds:
        if kind in hold.kinds or (hold.asks and kind == "continue"):
            stay = _continue(case, hold.by, hold.message)
            return evolve(stay, sources=hold.sources, clinician=asks, core=candidate.core, order=candidate.order)
    return evolve(candidate, clinician=True) if asks and kind not in EASING else candidate


def _continue(case: FocusCase, rule: str, reason: Message | None = None, *, do: str = "continue") -> Candidate:
    def told() -> Message:
        return reason_and_action(reason or Message(key(rule, "say"), case.values), do, case.values)

    return Candidate(
        rule=rule,
        action=_CONTINUE,
        told=told,
        sources=(),
        clinician=False,
        core=True,
        order=(len(TOPICS), 0, rule),
    )


def _same(declined: Action, action: Action) -> bool:
    # Whoever said no to a rung of the ladder is not asked for it again by another way of helping.
    if action.kind in ("step-up", "step-down"):
        return (declined.kind, declined.step) == (action.kind, action.step)
    return declined == action


def _declined(case: FocusCase, action: Action) -> bool:
    if action.kind == "pause":
        return False  # a stop stays a stop, whoever says no to it
    wait = case.practice.parameters.declined_days
    for declined in case.plan.declined:
        if declined.focus != case.focus.id or not _same(declined.action, action) or case.focus.since > declined.on:
            continue
        if case.practice.count_after(declined.on) < wait:
            return True
    return False
