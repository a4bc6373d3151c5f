"""
The therapist's brief: what to talk about, on one page, and the detail behind it, for a period of days.

Alerts come first, in the exact words that were written. In its factual form, for a school or a doctor, it says what was
practised and what was seen, and no advice; what only the family's own clinician may read is left out. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import evolve

from coachplan.base.dates import said_day
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.languages import right_to_left
from coachplan.base.messages import Message, key
from coachplan.engine import Engine
from coachplan.measures.differences import pogo
from coachplan.model.entries import ROLES, TEXT_FIELDS, Entry
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.notes.marks import plainly
from coachplan.notes.praise import is_win
from coachplan.papers.brief_parts import Brief, BriefAlert, BriefFocus, Said
from coachplan.papers.for_whom import reviewed
from coachplan.papers.series import Series, series
from coachplan.papers.sessions import LastSession, last_session
from coachplan.papers.speaking import Say, day_words, longest, saying
from coachplan.planning.wording import routine_words
from coachplan.progress.breaks import days_within, rests_of
from coachplan.review.intake import select_entries
from coachplan.review.writers import writer

__all__ = ["brief"]

#: As many strategies as are weighed in a talk.
_OPTIONS = 5
#: As far back as a brief looks where nobody says since when.
_DAYS = 28


def brief(
    engine: Engine,
    plan: Plan,
    entries: Iterable[Entry],
    review: Review,
    *,
    since: date | None = None,
    language: str = "",
    factual: bool = False,
) -> Brief:
    """
    Return the brief of a plan for the days from *since* to the day of the review; without it, of four weeks, or since
    the plan began. What changed is told since the same day; without *since*, since the last session, where one is known
    (`coachplan.papers.sessions`). *factual* says what was practised and seen, and no advice.

    Raises `StaleError` where the review is not of this plan as it stands, and `InvalidError` where *since* is after the
    day of the review.
    """
    reviewed(plan, review)
    until = review.on
    began = min(plan.first_day or until, until)  # a plan may begin after the day that a clock says
    first = max(until - timedelta(days=_DAYS - 1), began) if since is None else since
    if first > until:
        hint = "Give a day up to that of the review."
        raise CoachplanError(Finding(item="since", what="it is after the review.", hint=hint, code="wrong-day"))
    made_in = language or review.language
    say = saying(engine.catalogue.words, made_in)
    intake = select_entries(plan, entries, until, engine.catalogue)
    # What counts, and what was set aside, too: in that a sign may stand.
    written = (*intake.usable, *reversed(intake.versions))
    log = [each for each in intake.usable if first <= each.on <= until]
    session = last_session(plan, intake.usable, until) if since is None else None
    changed = first if session is None else session.on
    after = [each for each in intake.usable if changed <= each.on <= until]

    def quoted(words: str, entry: str) -> Said:
        return _said(words, entry, written, plan, until, say)

    whole = Brief(
        language=made_in,
        right_to_left=right_to_left(made_in),
        family=plan.family.id,
        child=plan.family.child.name,
        age=_age(plan, until, say),
        since=first,
        until=until,
        period=say(Message("core/page.period", {"first": said_day(first, until), "last": said_day(until, until)})),
        approved=_approved(plan, until, say),
        factual=factual,
        paused=review.paused,
        alerts=_alerts(plan, written, review, say),
        look=[quoted(each.words, each.entry) for each in review.worth_a_look],
        focuses=[_focus(engine, plan, focus, log, review, first, made_in, say) for focus in plan.focuses],
        # Without its numbers: they stand with each focus.
        goals=[say(standing.told(engine.catalogue.words)) for standing in review.goals],
        wins=list(_wins(plan, log, review, say)),
        hard=[quoted(entry.hard, entry.id) for entry in log if is_win(entry.hard)],
        questions=[quoted(each.words, each.entry) for each in review.questions],
        answers=tuple(tuple(map(say, each.messages)) for each in review.questions),
        observed=[
            evolve(quoted(" ".join(map(say, each.messages)), each.entry), who=each.who) for each in review.observed
        ],
        changes=list(_changes(plan, changed, until, say)),
        changes_since=say(_since(session, changed, until)),
        news=list(_news(engine, plan, after, review, changed, say)),
        missing=list(
            dict.fromkeys(each.say(made_in) for each in review.missing if each.what not in engine.catalogue.signals)
        ),
    )
    return _facts_alone(whole, review, say) if factual else whole


def _facts_alone(whole: Brief, review: Review, say: Say) -> Brief:
    # What only the family's own clinician may read stays there; that something was left out is said.
    quiet = frozenset(review.quiet)

    def open_to_others(said: Iterable[Said]) -> tuple[Said, ...]:
        return tuple(evolve(each, who="") for each in said if each.entry not in quiet)

    return evolve(
        whole,
        alerts=[],
        look=(),
        focuses=[
            evolve(each, strategy="", suggested="", finding=(), options=(), series=_unmarked(each.series))
            for each in whole.focuses
        ],
        goals=(),
        wins=open_to_others(whole.wins),
        hard=(),
        questions=(),
        answers=(),
        observed=open_to_others(whole.observed),
        changes=(),
        changes_since="",
        news=(),
        missing=(),
        left_out=say(Message("core/page.left-out")),
        paused_words=say(Message("core/page.paused-facts")) if whole.paused else "",
    )


def _unmarked(drawn: Series | None) -> Series | None:
    # That somebody wrote something that raised an alert is told to nobody else by a mark on a chart.
    return None if drawn is None else evolve(drawn, flags=(), paused=False)


# -- of the family and its plan


def _age(plan: Plan, on: date, say: Say) -> str:
    years, months = divmod(plan.family.child.age_in_months(on, plan.first_day), 12)
    parts = [Message("core/page.years", {"n": years})] if years else []
    parts += [Message("core/page.months", {"n": months})] if months or not years else []
    return say(parts[0] if len(parts) == 1 else Message("core/page.and", {"first": parts[0], "second": parts[1]}))


def _approved(plan: Plan, until: date, say: Say) -> str:
    if plan.approval is None:
        return say(Message("core/page.draft"))
    values = {"by": plan.approval.by, "day": said_day(plan.approval.on, until)}
    return say(Message("core/page.approved", values))


def _changes(plan: Plan, first: date, until: date, say: Say) -> Iterable[str]:
    for turn in plan.history:
        if not first <= turn.on <= until or turn.kind == "record":
            continue
        values = {"day": day_words(turn.on, until, say), "by": turn.by, "what": Message(f"core/page.turn.{turn.kind}")}
        named = turn.after or turn.before
        if named is None:
            yield say(Message("core/page.change", values))
        else:
            title = Message(key(named.skill, f"steps.{named.step}.title"))
            yield say(Message("core/page.change-of", {**values, "step": title}))


def _since(session: LastSession | None, day: date, until: date) -> Message:
    return Message("core/page.since", {"day": said_day(day, until)}) if session is None else session.since(until)


def _news(engine: Engine, plan: Plan, log: list[Entry], review: Review, since: date, say: Say) -> Iterable[str]:
    # Counted, and small: what it is stands above. Of what there is none nothing is said.
    days = {
        on
        for focus in plan.focuses
        for on in _days_of_practice(_series(engine, plan, log, focus, review, since), plan, review)
    }
    asked = [each for each in review.questions if any(entry.id == each.entry for entry in log)]
    counted = {
        "alerts": sum(1 for alert in review.alerts if alert.on >= since),
        "days": len(days),
        "wins": len(list(_wins(plan, log, review, say))),
        "questions": len(asked),
    }
    return [say(Message(f"core/page.news.{what}", {"n": n})) for what, n in counted.items() if n]


# -- of one focus


def _series(engine: Engine, plan: Plan, log: list[Entry], focus: Focus, review: Review, since: date) -> Series:
    return series(
        plan, log, focus.id, on=review.on, catalogue=engine.catalogue, since=since, until=review.on, review=review
    )


def _days_of_practice(drawn: Series, plan: Plan, review: Review) -> frozenset[date]:
    # A day of which nothing but an alert tells is none: it was written since something happened.
    signs = {alert.entry for alert in review.alerts} | {each.entry for each in plan.cleared}
    return frozenset(
        point.on
        for point in drawn.points
        if point.observer == "caregiver" and not (point.kind == "practised" and signs.issuperset(point.entries))
    )


def _focus(
    engine: Engine, plan: Plan, focus: Focus, log: list[Entry], review: Review, first: date, language: str, say: Say
) -> BriefFocus:
    skill = engine.catalogue.skills.get(focus.skill)
    suggestion = review.step_for(focus.id)
    # The first line names the focus and the kind of step, which stand above.
    lines = engine.say(suggestion, language=language, audience="clinician", numbers=False).splitlines()[1:]
    drawn = _series(engine, plan, log, focus, review, first)
    practised = len(_days_of_practice(drawn, plan, review))
    planned = _planned(plan, focus, log, first, review.on)
    steps = len(skill.steps) if skill is not None else 0
    values = {"step": focus.step, "last": steps, "title": Message(key(focus.skill, f"steps.{focus.step}.title"))}
    known = skill is not None and focus.step <= steps
    options = engine.options(plan, focus.id, on=review.on, language=language)
    fitting = [option for option in options if option.fits][:_OPTIONS]
    unnamed = Message("core/this-practice")
    strategy = engine.catalogue.strategies.get(focus.strategy)
    return BriefFocus(
        focus=focus.id,
        title=say(Message(key(focus.skill, "title")) if skill is not None else unnamed),
        step=say(Message("core/page.step-of", values)) if known else "",
        where=say(Message("core/page.routine", {"routine": routine_words(plan, focus.routine)})),
        strategy=say(unnamed if strategy is None else Message(key(strategy.id, "title"))),
        suggested=say(Message(f"core/kind.{suggestion.action.kind}")),
        practised=say(Message("core/page.practised", {"n": practised, "planned": planned})),
        days=practised,
        planned=planned,
        finding=lines,
        options=[
            say(Message("core/page.tried", {"what": option.title})) if option.tried else option.title
            for option in fitting
        ],
        measure=_measure(focus, drawn, say),
        series=drawn,
    )


def _planned(plan: Plan, focus: Focus, log: list[Entry], first: date, last: date) -> int:
    # As in a review: days of an agreed rest and ill days are not planned days.
    ill = {each.on for each in log if each.focus == focus.id and "ill" in each.tags}
    began = max(first, plan.phases(focus.id)[0].first or first)
    rests = rests_of((hold for hold in plan.holds if hold.focus == focus.id), last)
    due = (last - began).days + 1 - days_within(rests, began, last)
    due -= sum(1 for each in ill if not days_within(rests, each, each))
    return max(round(due * focus.days_per_week / 7), 0)


def _measure(focus: Focus, drawn: Series, say: Say) -> str:
    # As the chart has them: what a review judges, day by day, and each observer apart.
    if focus.baseline is None or focus.aim is None or focus.aim == focus.baseline:
        return ""
    said = []
    for observer in ROLES:
        own = [each for each in drawn.points if each.observer == observer and each.on >= focus.since and each.tries]
        if own:
            gone = pogo([focus.baseline], [each.successes / each.tries for each in own], focus.aim)
            values: dict[str, object] = {"n": len({each.on for each in own}), "gone": f"{gone.value:.0f}"}
            said.append(say(Message(f"core/page.measure.{observer}", values)))
    if not said:
        return ""
    begun = Message("core/page.measure", {"baseline": f"{100 * focus.baseline:.0f}", "aim": f"{100 * focus.aim:.0f}"})
    return " ".join((say(begun), *said))


# -- what was written


def _alerts(plan: Plan, log: Iterable[Entry], review: Review, say: Say) -> list[BriefAlert]:
    newest: dict[str, Entry] = {}
    for each in log:
        newest.setdefault(each.id, each)
    found = []
    for alert in review.alerts:
        entry = newest.get(alert.entry)
        words = longest(alert.words)
        note = _fields(entry)
        with_sign = [part for part in note if any(plainly(each) in plainly(part) for each in words if plainly(each))]
        found.append(
            BriefAlert(
                urgency=alert.urgency,
                called=say(Message(f"core/page.urgency.{alert.urgency}")),
                on=day_words(alert.on, review.on, say),
                who="" if entry is None else writer(entry, plan.family),
                words=words,
                note=with_sign,
                beside=[part for part in _fields(entry, but="win") if part not in with_sign],
                told=" ".join(map(say, dict.fromkeys(alert.messages))),
                flags=alert.flags,
                pauses=alert.pauses,
            )
        )
    return found


def _fields(entry: Entry | None, but: str = "") -> list[str]:
    written = [] if entry is None else [getattr(entry, name) for name in TEXT_FIELDS if name != but]
    return [part for part in written if part.strip()]


def _said(words: str, entry_id: str, log: Iterable[Entry], plan: Plan, on: date, say: Say) -> Said:
    entry = next((each for each in log if each.id == entry_id), None)
    if entry is None:
        return Said(on="", words=words, entry=entry_id)
    return Said(on=day_words(entry.on, on, say), who=writer(entry, plan.family), words=words, entry=entry_id)


def _wins(plan: Plan, log: list[Entry], review: Review, say: Say) -> Iterable[Said]:
    # As in a review, over all the days of the brief: nothing under pressure, and nothing beside a sign.
    flagged = {alert.entry for alert in review.alerts} | {each.entry for each in plan.cleared} | set(review.quiet)
    if review.paused:
        return
    for entry in log:
        if entry.id in flagged or "pressured" in entry.tags:
            continue
        for words in dict.fromkeys(part.strip() for part in (entry.win, entry.worked)):
            names = [caregiver.name for caregiver in plan.family.caregivers]
            if is_win(words, plan.family.child.name, names, not_yet=entry.went == "not-yet"):
                yield Said(
                    on=day_words(entry.on, review.on, say),
                    who=writer(entry, plan.family),
                    words=words,
                    entry=entry.id,
                )
