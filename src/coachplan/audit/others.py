"""
What differs beside safety in two reviews of the same plan, entries and day: other steps, readings, words.

Goes through every part of a review, so that no two that differ are told to be the same. Makes no review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from coachplan.audit.differences import Difference, Weight
from coachplan.base.messages import Message
from coachplan.model.evidence import SignalValue, signal_words
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Missing, Suggestion

__all__ = ["BROKEN", "OF_SIGNS", "in_other_ways"]

#: What is said of a reading of a plugin that failed; why it did may be another text each time.
BROKEN = "core/missing.broken"
#: What names the inputs, or is told one by one below.
_APART = ("id", "plan", "agreed", "on", "made_with", "next_steps", "readings", "trace", "missing", "_texts")
_APART_OF_A_STEP = ("plan", "revision", "agreed", "on", "focus", "action", "rule", "needs", "rests", "_texts")
#: What a step stands on; the rest of it is words.
_BEHIND = ("basis", "evidence", "standing", "doubt", "would_change", "here")
#: What is told as a matter of safety, where that has told anything of it.
OF_SIGNS = ("alerts", "mentions", "worth_a_look", "quiet")

_Values = Mapping[str, object]
_NONE: _Values = MappingProxyType({})


def in_other_ways(
    then: Review, now: Review, shown: Iterable[str], today: Iterable[str], *, told: Iterable[str] = ()
) -> Iterator[Difference]:
    """
    Yield what else differs, in the order in which it is told: steps, readings, words. *shown* are the lines that the
    family was shown, and *today* those that it would be: of none nothing is told. *told* are parts that were told of.
    """
    steps = {step.focus: step for step in now.next_steps}
    for was in then.next_steps:
        if was.focus not in steps:
            yield _told("step", "step-lost", was.focus, was.action.kind)
            continue
        yield from _steps(was, steps.pop(was.focus))
    for step in steps.values():
        yield _told("step", "step-found", step.focus, "", step.action.kind)
    yield from _readings(then, now)
    yield from _traces(then, now)
    yield from _missing(then, now)
    if parts := _differing(then, now, (*_APART, *told)):
        yield _told("words", "parts", "", parts, parts, parts=parts)
    was_said, said = tuple(shown), tuple(today)
    if was_said and was_said != said:
        gone = [line for line in was_said if line not in said]
        new = [line for line in said if line not in was_said]
        way = "shown" if gone or new else "shown-order"
        yield _told("words", way, "", "\n".join(gone), "\n".join(new), {"gone": len(gone), "new": len(new)})


def _told(
    weight: Weight, said: str, about: str, was: str = "", stands: str = "", more: _Values = _NONE, **values: object
) -> Difference:
    what = Message(f"core/audit.{said}", {"about": about, **more, **values})
    return Difference(weight=weight, what=what, about=about, then=was, now=stands)


def _differing(one: Any, other: Any, apart: Iterable[str]) -> str:
    names = [each.name for each in attrs.fields(type(one)) if each.name not in apart]
    return ", ".join(name.replace("_", " ") for name in names if getattr(one, name) != getattr(other, name))


def _steps(was: Suggestion, step: Suggestion) -> Iterator[Difference]:
    if was.action.kind != step.action.kind:
        kinds = {"then": _kind(was), "now": _kind(step)}
        yield _told("step", "step-other", was.focus, was.action.kind, step.action.kind, kinds)
    sets, stands = _sets(was), _sets(step)
    if sets != stands:
        yield _told("step", "sets-other", was.focus, sets, stands, {"then": sets or "-", "now": stands or "-"})
    if was.rule != step.rule:
        yield _told("step", "rule-other", was.focus, was.rule, step.rule, {"then": was.rule, "now": step.rule})
    behind = _differing(was, step, {each.name for each in attrs.fields(Suggestion)}.difference(_BEHIND))
    if behind:
        yield _told("reading", "parts-of-focus", was.focus, behind, behind, parts=behind)
    if said := _differing(was, step, (*_APART_OF_A_STEP, *_BEHIND)):
        yield _told("words", "parts-of-focus", was.focus, said, said, parts=said)


def _kind(step: Suggestion) -> Message:
    return Message(f"core/kind.{step.action.kind}")


def _sets(step: Suggestion) -> str:
    # What a step sets, as its document names it: `step 3, strategy ot/backward-chaining`.
    values = attrs.asdict(step.action, filter=lambda each, value: each.name != "kind" and value is not None)
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())


def _readings(then: Review, now: Review) -> Iterator[Difference]:
    was, stands = _by_signal(then), _by_signal(now)
    in_one: dict[tuple[str, str], int] = {}
    for named in dict.fromkeys((*was, *stands)):
        before, after = was.get(named), stands.get(named)
        if before is None or after is None:  # it is asked for as a whole, or not at all, as where all is paused
            way = "readings-gone" if after is None else "readings-new"
            in_one[named[0], way] = in_one.get((named[0], way), 0) + 1
        elif before != after:
            yield _reading(before, after)
    for (focus, way), number in in_one.items():
        yield _told("reading", way, focus, n=number)


def _by_signal(review: Review) -> dict[tuple[str, str], SignalValue]:
    return {(each.focus, each.signal): each for each in review.readings}


def _reading(before: SignalValue, after: SignalValue) -> Difference:
    was, stands = _value(before), _value(after)
    unknown = Message("core/unknown")
    words = {"signal": signal_words(before.signal), "then": was or unknown, "now": stands or unknown}
    # The same figure may have other bounds, or come from other entries.
    said = "reading" if was != stands else "reading-beside"
    return _told("reading", said, before.focus, was, stands, words)


def _value(reading: SignalValue) -> str:
    if reading.value is None:
        return ""
    return reading.value if isinstance(reading.value, str) else f"{reading.value:.4g}"


def _traces(then: Review, now: Review) -> Iterator[Difference]:
    was, stands = ({(each.focus, each.rule): each for each in review.trace} for review in (then, now))
    by_focus: dict[str, list[str]] = {}
    for focus, rule in dict.fromkeys((*was, *stands)):
        if was.get((focus, rule)) != stands.get((focus, rule)):
            by_focus.setdefault(focus, []).append(rule)
    for focus, rules in by_focus.items():
        yield _told("reading", "rules", focus, n=len(rules), rules=", ".join(rules))


def _missing(then: Review, now: Review) -> Iterator[Difference]:
    # That a reading is not known is told where the reading is.
    signals = {*_by_signal(then), *_by_signal(now)}
    was, stands = (
        {_named(each): each.message for each in review.missing if (each.about, each.what) not in signals}
        for review in (then, now)
    )
    for named in was:
        if named not in stands:
            yield _told("reading", "missing-gone", named[0], named[2].key, why=was[named])
    for named in stands:
        if named not in was:
            yield _told("reading", "missing-new", named[0], "", named[2].key, why=stands[named])


def _named(missing: Missing) -> tuple[str, str, Message]:
    message = missing.message
    return missing.what, missing.about, Message(BROKEN) if message.key == BROKEN else message
