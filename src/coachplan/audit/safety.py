"""
What bears on safety in two reviews of the same plan, entries and day: alerts, pauses, holds, harder steps, who must say
yes, and what a therapist would have seen. Each is told both ways: less safe than it was, or more careful.

Where it is not clear which of the two it is, it is told as less safe. Makes no review.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from coachplan.audit.differences import Difference, Weight
from coachplan.base.messages import Message
from coachplan.knowledge.precedence import caution
from coachplan.model.evidence import RuleTrace
from coachplan.model.flags import URGENCIES, Urgency, more_urgent
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert, Suggestion

__all__ = ["in_safety"]

#: What is said beside a pause, and holds nothing back by itself.
_BESIDE = ("core/paused-since",)
#: In how many ways one thing is said: to whom, and whether its words may be read by others.
_WAYS = (".quiet", ".others", ".told")


def in_safety(plan: Plan, then: Review, now: Review) -> Iterator[Difference]:
    """
    Yield every difference that bears on safety, in no order but that a gone alert comes before others of its weight.
    """
    yield from _alerts(then, now)
    yield from _signs(then, now)
    yield from _heard(then, now)
    yield from _looks(then, now)
    yield from _pauses(then, now)
    yield from _quiet(then, now)
    for was in then.next_steps:
        step = next((each for each in now.next_steps if each.focus == was.focus), None)
        focus = plan.focus(was.focus)
        if step is not None and focus is not None:
            yield from _of_focus(focus, was, step, then.trace, now.trace)


def _told(weight: Weight, said: str, about: str, was: str = "", stands: str = "", **values: Any) -> Difference:
    what = Message(f"core/audit.{said}", {"about": about, **values})
    return Difference(weight=weight, what=what, about=about, then=was, now=stands)


def _way(weight: Weight, less: str, more: str, *, less_safe: bool) -> tuple[Weight, str]:
    return (weight, less) if less_safe else ("careful", more)


def _urgency(urgency: str) -> Message:
    return Message(f"core/audit.urgency.{urgency}")


# -- alerts, and what was heard

#: How urgent a sign is, and its words.
_Sign = tuple[Urgency, str]
#: The signs of each flag in each entry.
_Signs = Mapping[tuple[str, str], _Sign]


def _alerts(then: Review, now: Review) -> Iterator[Difference]:
    was, stands = _by_entry(then), _by_entry(now)
    gravest = sorted({*was, *stands}, key=lambda entry: (URGENCIES.index((was.get(entry) or stands[entry])[0]), entry))
    for entry in gravest:
        before, after = was.get(entry), stands.get(entry)
        if before is not None and after is None:
            yield _told("alert", "alert-gone", entry, before[0], urgency=_urgency(before[0]), words=before[1])
        elif after is not None and before is None:
            yield _told("careful", "alert-new", entry, "", after[0], urgency=_urgency(after[0]), words=after[1])
    for entry in gravest:
        if entry in was and entry in stands and was[entry][0] != stands[entry][0]:
            yield _otherwise("alert", entry, was[entry], stands[entry])


def _otherwise(name: str, entry: str, was: _Sign, stands: _Sign, **values: str) -> Difference:
    milder = URGENCIES.index(stands[0]) > URGENCIES.index(was[0])
    weight, said = _way("alert", f"{name}-milder", f"{name}-graver", less_safe=milder)
    urgencies: dict[str, Any] = {"then": _urgency(was[0]), "now": _urgency(stands[0])}
    return _told(weight, said, entry, was[0], stands[0], words=was[1], **urgencies, **values)


def _signs(then: Review, now: Review) -> Iterator[Difference]:
    # Of alerts that stand still: one of several signs may be gone, and the alert is as urgent as before by another.
    was, stands = _by_entry(then), _by_entry(now)
    before, after = _in_alerts(then.alerts), _in_alerts(now.alerts)
    both = was.keys() & stands.keys()
    told = {entry for entry in both if was[entry][0] != stands[entry][0]}  # as the alert itself
    yield from _one_by_one("sign", _only(before, both), _only(after, both), told)


def _heard(then: Review, now: Review) -> Iterator[Difference]:
    # What is kept with the plan raises its alert whatever the readers hear: so it is asked what they hear, too.
    before, after = _in_alerts(then.alerts), _in_alerts(now.alerts)
    differ = {sign for sign in {*before, *after} if before.get(sign, ("",))[0] != after.get(sign, ("",))[0]}
    was, stands = _in_words(then), _in_words(now)
    yield from _one_by_one(
        "heard",
        {sign: each for sign, each in was.items() if sign not in differ},
        {sign: each for sign, each in stands.items() if sign not in differ},
    )


def _one_by_one(name: str, was: _Signs, stands: _Signs, told: Container[str] = ()) -> Iterator[Difference]:
    for sign in sorted({*was, *stands}):
        entry, flag = sign
        before, after = was.get(sign), stands.get(sign)
        if before is not None and after is None:
            yield _told("alert", f"{name}-gone", entry, before[0], flag=flag, words=before[1])
        elif after is not None and before is None:
            yield _told("careful", f"{name}-new", entry, "", after[0], flag=flag, words=after[1])
        elif before is not None and after is not None and before[0] != after[0] and entry not in told:
            yield _otherwise(name, entry, before, after, flag=flag)


def _only(signs: _Signs, entries: Container[str]) -> _Signs:
    return {sign: each for sign, each in signs.items() if sign[0] in entries}


def _by_entry(review: Review) -> dict[str, _Sign]:
    found: dict[str, _Sign] = {}
    for alert in review.alerts:
        urgency, words = found.get(alert.entry, (alert.urgency, ""))
        said = "; ".join(dict.fromkeys(each for each in (words, *alert.words) if each))
        found[alert.entry] = (more_urgent(urgency, alert.urgency), said)
    return found


def _in_alerts(alerts: Iterable[Alert]) -> dict[tuple[str, str], _Sign]:
    return _gravest(
        (alert.entry, *each)
        for alert in alerts
        for each in zip(alert.flags, alert.urgencies, alert.words, strict=False)
    )


def _in_words(review: Review) -> dict[tuple[str, str], _Sign]:
    return _gravest(
        (each.entry, each.flag, each.urgency, each.words)
        for each in review.mentions
        if each.urgency in URGENCIES
    )


def _gravest(signs: Iterable[tuple[str, str, Urgency, str]]) -> dict[tuple[str, str], _Sign]:
    found: dict[tuple[str, str], _Sign] = {}
    for entry, flag, urgency, words in signs:
        known = found.get((entry, flag))
        if known is None or more_urgent(urgency, known[0]) != known[0]:
            found[entry, flag] = (urgency, words)
    return found


def _looks(then: Review, now: Review) -> Iterator[Difference]:
    raised = {alert.entry for alert in now.alerts}
    before = {(each.entry, each.flag, each.goal): each.words for each in then.worth_a_look}
    after = {(each.entry, each.flag, each.goal): each.words for each in now.worth_a_look}
    for sign in sorted(before.keys() - after.keys()):
        if sign[0] not in raised:  # what is an alert by now is told as one
            yield _told("look", "look-gone", sign[0], sign[1], words=before[sign])
    for sign in sorted(after.keys() - before.keys()):
        yield _told("careful", "look-new", sign[0], "", sign[1], words=after[sign])


def _quiet(then: Review, now: Review) -> Iterator[Difference]:
    for entry in sorted({*then.quiet} ^ {*now.quiet}):
        weight, said = _way("hold", "quiet-gone", "quiet-new", less_safe=entry in then.quiet)
        yield _told(weight, said, entry)


# -- pauses


def _pauses(then: Review, now: Review) -> Iterator[Difference]:
    if then.paused != now.paused:
        yield _told(*_way("pause", "pause-gone", "pause-new", less_safe=then.paused), "")
    was, stands = ({alert.entry for alert in review.alerts if alert.pauses} for review in (then, now))
    both = {alert.entry for alert in then.alerts} & {alert.entry for alert in now.alerts}  # others were told
    for entry in sorted((was ^ stands) & both):
        yield _told(*_way("pause", "alert-pause-gone", "alert-pause-new", less_safe=entry in was), entry)


# -- one focus


def _of_focus(
    focus: Focus, was: Suggestion, step: Suggestion, traces: Iterable[RuleTrace], today: Iterable[RuleTrace]
) -> Iterator[Difference]:
    if was.rests != step.rests and (was.action.kind == "pause") is (step.action.kind == "pause"):
        yield _told(*_way("pause", "rest-gone", "rest-new", less_safe=was.rests), focus.id)
    # Nothing is more careful than a pause: what else held something back has no part in one.
    before, after = tuple(_holds(was, step, traces, today)), tuple(_holds(step, was, today, traces))
    for said, what, values in before if step.action.kind != "pause" else ():
        yield _told("hold", f"hold-gone{said}", focus.id, what, **values)
    for said, what, values in after if was.action.kind != "pause" else ():
        yield _told("careful", f"hold-new{said}", focus.id, "", what, **values)
    yield from _harder(focus, was, step)
    less = was.needs == "clinician"
    # Who must say yes to something more careful is no loss, and to something harder no gain.
    beyond = caution(step.action.kind) - caution(was.action.kind)
    if was.needs != step.needs and (beyond <= 0 if less else beyond >= 0):
        way = _way("consent", "consent-gone", "consent-new", less_safe=less)
        yield _told(*way, focus.id, was.needs, step.needs)


def _holds(
    one: Suggestion, other: Suggestion, traces: Iterable[RuleTrace], others: Iterable[RuleTrace]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    # What held back in one, and does not in the other.
    there = {_stem(each.key) for each in other.held}
    for message in one.held:
        if _stem(message.key) not in there and message.key not in _BESIDE:
            yield "", message.key, {"why": message}
    if one.queued is not None and other.queued is None:
        yield "", one.queued.key, {"why": one.queued}
    held = {each.rule: each.holds for each in others if each.focus == other.focus and each.speaks}
    for each in traces:
        if each.focus == one.focus and each.speaks:
            for kind in each.holds if each.rule in held else ():
                if kind not in held[each.rule]:
                    yield ".rule", kind, {"rule": each.rule, "kind": Message(f"core/kind.{kind}")}


def _stem(key: str) -> str:
    for way in _WAYS:
        key = key.removesuffix(way)
    return key


def _harder(focus: Focus, was: Suggestion, step: Suggestion) -> Iterator[Difference]:
    before, after = was.action.kind, step.action.kind
    if caution(before) != caution(after):
        way = _way("harder", "harder", "easier", less_safe=caution(after) < caution(before))
        kinds: dict[str, Any] = {"then": Message(f"core/kind.{before}"), "now": Message(f"core/kind.{after}")}
        yield _told(*way, focus.id, before, after, **kinds)
    if "pause" in (before, after):
        return
    for name in ("step", "minutes", "days_per_week"):
        less, more = _would_be(focus, was, name), _would_be(focus, step, name)
        if less != more:
            part = name.replace("_", "-")
            way = _way("harder", f"more.{part}", f"fewer.{part}", less_safe=more > less)
            yield _told(*way, focus.id, f"{less:g}", f"{more:g}", then=f"{less:g}", now=f"{more:g}")


def _would_be(focus: Focus, suggestion: Suggestion, name: str) -> float:
    given = getattr(suggestion.action, name)
    found: float = getattr(focus, name) if given is None else given
    return found
