"""
Plan, entries and a day to a review: sift, read for safety, decide focus by focus, then one change at a time.

The order of the work stands in `review`; each part has a file of its own. Does not know where entries came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

from coachplan.base.copies import copied, unchecked
from coachplan.base.dates import said_day
from coachplan.base.digests import digest
from coachplan.base.messages import Message, key
from coachplan.base.when_asked import Later, WhenAsked
from coachplan.knowledge.precedence import ALWAYS_OPEN, HELD_BY_SOON
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Action, Kind
from coachplan.model.entries import Entry
from coachplan.model.reviews import Review
from coachplan.model.sentences import BECAUSE
from coachplan.model.speaking import with_texts
from coachplan.model.suggestions import HELD_BY_CAUTION, Alert, Suggestion, Win
from coachplan.model.told import FromWords
from coachplan.planning.focus_case import FocusCase
from coachplan.planning.goal_words import read_goals
from coachplan.planning.next_action import about_strategy
from coachplan.planning.taken import after_step
from coachplan.planning.wording import home_practice
from coachplan.progress.practice import Practice
from coachplan.review.alerts import Alerts, raise_alerts
from coachplan.review.barriers import MetBarrier, barriers_met
from coachplan.review.certainty import doubt, found
from coachplan.review.context import ReviewContext
from coachplan.review.decisions import READING_BROKEN, Decision, decide, preferred
from coachplan.review.feedback import HARD, told_back
from coachplan.review.gaps import lacking, missing_items
from coachplan.review.growth import grown, is_a_lot
from coachplan.review.held_words import with_what_was_written
from coachplan.review.highlights import lately, own_wins, questions, wins, worth_a_look
from coachplan.review.how_far import standings
from coachplan.review.log import Log, since
from coachplan.review.observations import observed
from coachplan.review.outlook import held_back_by, outlook
from coachplan.review.queue import one_change
from coachplan.review.reflection import asked_after_success
from coachplan.review.restraints import restraints, with_words
from coachplan.review.urgency import told_of_expected

__all__ = ["review", "standing"]

#: What a review is made of was looked at where it was made: it is not looked at again.
_suggestion_of, _review_of = unchecked(Suggestion), unchecked(Review)


def review(log: Log, on: date, context: ReviewContext) -> Review:
    """
    Review the plan of a log on a day.
    """
    plan, catalogue = log.plan, context.catalogue
    raised = raise_alerts(plan, log.telling, log.written.days_of, catalogue, context.helpers, on)
    paused = any(alert.pauses for alert in raised.alerts)
    told = log.told
    rules = tuple(catalogue.rules.values())
    # A past day is asked about with the plan of that day; what it suggests is of that revision, and too late to apply.
    then = plan.as_of(on)
    agreed = then.agreed
    unread = max(_unread(log, raised), default=None)
    # Under a flag there are other things to say than what went well, and under strain there is no time to think of it.
    newest = lately(log, on, catalogue.numbers)
    calm = not raised.alerts and not is_a_lot(newest, catalogue.numbers)
    decisions: list[Decision] = []
    suggestions: list[Suggestion] = []
    cases: list[FocusCase] = []
    skills: dict[str, object] = {}
    for focus in then.focuses:
        practice = log.practice(focus, on)
        own = _read_back(log.by_focus.get(focus.id, ()), practice)
        case = FocusCase(
            plan=plan,
            practice=practice,
            catalogue=catalogue,
            revision=then.revision,
            agreed=agreed,
            suits=context.suits,
        )
        cases.append(case)
        skills[focus.id] = case.values["skill"]
        if paused:
            suggestions.append(_pause(case, raised.alerts))
            continue
        barriers = barriers_met(case.practice, own, catalogue, plan.family.language, told)
        held = restraints(case, context, raised.alerts)
        decision = decide(case, rules, held, barriers)
        decisions.append(decision)
        unsure = unread is not None and unread >= focus.since
        step = _suggestion(case, decision, barriers, unread=unsure, own=own, told=told, calm=calm)
        # What a person, a flag, an absence or a broken reading holds back, no number of days lets go.
        if not _is_blind(decision) and not (step.action.kind == "continue" and held):
            step = _with_outlook(step, case, rules, decision)
        suggestions.append(step)
    if not paused:
        suggestions = one_change(plan, suggestions, skills)

    asked = [each for decision in decisions for each in decision.asked]
    won = () if paused else wins(plan, newest, raised, told)
    growth = () if paused else grown(log.growing, log.by_focus, raised, on, catalogue.numbers, told, suggestions)
    missing = [
        *log.missing(on),
        *raised.missing,
        *told_of_expected(plan, catalogue.flags, on),
        *missing_items(plan, context),
        *(each for decision in decisions for each in lacking(decision)),
    ]
    # After all was decided: what a goal says in its words reaches nothing but the therapist.
    wanted = read_goals(plan.family, catalogue)
    now = agreed if then is plan else plan.agreed
    language = plan.family.language
    made = _review_of(
        id=digest((now, (*plan.open_flags, *plan.answered), on, context.made_with), log.mark)[:16],
        plan=f"{plan.id}@{plan.revision}",
        agreed=now,
        on=on,
        next_steps=tuple(suggestions),
        alerts=raised.alerts,
        wins=(*won, *_one_a_focus(growth)),
        own_wins=() if paused else (*own_wins(plan, newest, raised, told, won), *growth),
        goals=standings(plan, zip(cases, suggestions, strict=True), paused=paused, quiet=wanted.quiet),
        questions=questions(plan, log, on, catalogue),
        readings=tuple(value for decision in decisions for value in decision.readings),
        # A tuple to whoever looks, which hardly anybody does.
        trace=cast(Any, WhenAsked(lambda: tuple(each.traced for each in asked))),
        missing=tuple([copied(each, language=language) for each in missing]),
        mentions=raised.mentions,
        from_words=tuple([told[entry.id] for entry in newest if entry.id in told]),
        observed=() if paused else observed(plan, newest, raised),
        worth_a_look=(*worth_a_look(log, raised, on, catalogue.numbers), *wanted.mentions),
        language=language,
        caregivers=plan.family.caregivers,
        quiet=tuple(sorted(raised.quiet)),
        made_with=context.made_with,
    )
    return with_texts(made, catalogue.words)


def standing(log: Log, on: date, context: ReviewContext) -> tuple[tuple[Alert, ...], tuple[date, ...]]:
    """
    Return the alerts that stand on a day, most urgent first: those that a review of that day has; and the days on which
    something was written that nobody could read.
    """
    raised = raise_alerts(log.plan, log.telling, log.written.days_of, context.catalogue, context.helpers, on)
    return raised.alerts, tuple(_unread(log, raised))


def _unread(log: Log, raised: Alerts) -> Iterator[date]:
    # Of entries that count.
    yield from sorted(day for entry, day in log.counted_on.items() if entry in raised.unread)


# -- one focus


def _read_back(entries: Sequence[Entry], practice: Practice) -> Sequence[Entry]:
    # What is told back, asked about and quoted is of the practised days lately.
    days = [days[0].on for days in (practice.lately, practice.last_three) if days]
    return since(entries, min(days)) if days else ()


def _suggestion(
    case: FocusCase,
    decision: Decision,
    barriers: tuple[MetBarrier, ...],
    *,
    unread: bool,
    own: Sequence[Entry],
    told: Mapping[str, FromWords],
    calm: bool,
) -> Suggestion:
    plan, practice = case.plan, case.practice
    # Where some of what was written could not be read, a person reads it before anything harder is taken on.
    asked = decision.needs_clinician or (unread and decision.action.kind in HELD_BY_SOON)
    allowed = decision.action.kind in ALWAYS_OPEN or (
        plan.approval is not None and plan.approval.opens(decision.action, case.focus)
    )
    rests = decision.rests or any(message.key == HELD_BY_CAUTION for message in decision.held)
    asks = _asks(case, barriers)
    if asks is None and calm:
        asks = asked_after_success(case, decision.action.kind, own, told, rests=rests)
    days = 7 if not case.focus.maintaining else _next_probe(practice)
    # Of what rests nothing is told back: it would sound like praise for what must not be done for now.
    did = None if rests or decision.action.kind == "pause" else told_back(case, own)
    now = after = None
    if plan.approval is not None:
        now = after = home_practice(case.focus, case.child, case.catalogue)
        stepped = after_step(case.focus, decision.action, practice.on)
        if stepped is not case.focus:
            after = home_practice(stepped, case.child, case.catalogue)
    return _suggestion_of(
        focus=practice.focus.id,
        action=decision.action,
        rule=decision.rule,
        message=decision.message,
        plan=plan.id,
        revision=case.revision,
        agreed=case.agreed,
        basis=decision.basis,
        evidence=tuple(entry for day in practice.lately for entry in day.entries),
        sources=decision.sources,
        needs="caregiver" if allowed and not asked else "clinician",
        rests=rests,
        on=practice.on,
        review_by=practice.on + timedelta(days=days),
        held=with_what_was_written(decision.held, decision.asked, own, told, practice),
        asks=asks,
        did=did,
        standing=found(practice, case.values["counted"]),
        doubt=doubt(practice),
        notice=_tiny_win(case, decision),
        practice=now,
        practice_after=after if after != now else None,
        here=about_strategy(decision.action, case, preferred(barriers, case.catalogue)) if case.suits else (),
        language=plan.family.language,
    )


def _with_outlook(step: Suggestion, case: FocusCase, rules: Sequence[Rule], decision: Decision) -> Suggestion:
    failed = [name for name, _ in decision.broken]
    if step.action.kind == "continue":
        later = Later(partial(outlook, case, rules, failed))
    else:
        later = Later(partial(held_back_by, case, rules, step.action.kind, failed))
    # What a plugin reads may be another thing by the time that somebody looks.
    of_plugins = any("/" in value.signal for value in decision.readings)
    return copied(step, would_change=later.make() if of_plugins else later)


def _is_blind(decision: Decision) -> bool:
    return any(message.key == READING_BROKEN for message in decision.held)


def _asks(case: FocusCase, barriers: tuple[MetBarrier, ...]) -> Message | None:
    # One question, about the exception and not the cause.
    if not barriers:
        return None
    return Message(key(barriers[0].barrier.id, "ask"), {"child": case.child})


#: Beside these nothing more is given to watch for: it is over, or it becomes less.
_NOTHING_MORE: tuple[Kind, ...] = ("pause", "lighten", "maintain", "step-down", "change-strategy", "change-routine")


def _tiny_win(case: FocusCase, decision: Decision) -> Message | None:
    # Another one after each practised day. None where practice rests, is made easier or is over, nor after a hard day:
    # a win of the skill may lie above what is asked for then.
    skill = case.catalogue.skills.get(case.focus.skill)
    over = case.focus.maintaining or decision.action.kind in _NOTHING_MORE
    hard = any(not day.tags.isdisjoint(HARD) for day in case.practice.last_three)
    if skill is None or not skill.tiny_wins or over or hard or decision.rests:
        return None
    number = len(case.practice.days) % len(skill.tiny_wins) + 1
    win = Message(key(skill.id, f"tiny_wins.{number}"), {"child": case.child})
    return Message("core/notice", {"win": win})


def _one_a_focus(growth: Iterable[Win]) -> Iterable[Win]:
    # Of several caregivers of one focus the first is told here; each sees their own by name.
    first: dict[str, Win] = {}
    for win in growth:
        first.setdefault(win.focus, win)
    return first.values()


def _next_probe(practice: Practice) -> int:
    # Probes at 1, 2, 4 and 8 weeks after practice stopped; then every 8 weeks.
    gone = (practice.on - practice.focus.since).days
    return next((weeks * 7 - gone for weeks in (1, 2, 4, 8) if weeks * 7 > gone), 56)


def _pause(case: FocusCase, alerts: tuple[Alert, ...]) -> Suggestion:
    plan, practice = case.plan, case.practice
    stopping = [alert for alert in alerts if alert.pauses]
    first, began = stopping[0], min(alert.on for alert in stopping)
    # Nothing is told of practice to whoever is called away from it; the clinician who comes sees how it went till then.
    since: dict[str, object] = {"n": len(stopping), "day": said_day(began, practice.on)}
    return Suggestion(
        focus=practice.focus.id,
        action=Action("pause"),
        rule="core/red-flag",
        message=Message(
            BECAUSE,
            {
                "reason": with_words("core/red-flag", first, case),
                "do": Message("core/do.pause", case.values),
            },
        ),
        plan=plan.id,
        revision=case.revision,
        agreed=case.agreed,
        evidence=tuple(dict.fromkeys(alert.entry for alert in stopping)),
        held=[Message("core/paused-since", since)],
        standing=found(practice, case.values["counted"]),
        doubt=doubt(practice),
        would_change=Message("core/outlook.cleared", since),
        on=practice.on,
        review_by=practice.on,
        language=plan.family.language,
    )
