"""
What a chart of one focus shows, as a frozen value: practised days, phases, days off, gaps, the aim and the alerts.

Made of the plan, its history and the log with the pools of the engine, so that a chart and a review never count
differently. Holds no note and no name. Decides nothing, and does not know how it is drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any, ClassVar, SupportsIndex

from attrs import evolve, field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found_code, no_such, shown
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.languages import kept_language
from coachplan.base.messages import Message, Texts, key
from coachplan.base.validators import a, day, each, number, one_of, text
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import ROLES, Entry, Role
from coachplan.model.plans import Focus, OpenFlag, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import MEASURES, SkillMeasure
from coachplan.model.speaking import NO_TEXTS, pickled, speak
from coachplan.model.suggestions import Alert
from coachplan.model.told import FromWords
from coachplan.papers.for_whom import opened, reviewed
from coachplan.papers.points import Point, points_of
from coachplan.papers.series_parts import AimLine, ChartedPhase, DaysOff, FlagDay, Lately, OffKind
from coachplan.progress.at_once import practice_of
from coachplan.progress.breaks import Rests, days_within, rests_of
from coachplan.progress.stretches import long_gap, stretches
from coachplan.review.entry_reading import hearing
from coachplan.review.intake import select_entries

__all__ = ["Series", "series"]

_ONE_DAY = timedelta(days=1)
_SILENT = 7  # a line over so many days without a word would tell of days that nobody knows


@plain_errors
@frozen(kw_only=True)
class Series:
    """
    What a chart of a focus shows from *since* to *until*, both counted.

    *measure* says what the axis is, *low* and *high* where it begins and ends: 0 to 1 for a share of tries, -2 to 2 for
    a rating, else from 0 to a round number above all that the log has, in whichever window. *gap_days* is from how many
    days without practice a gap is long, *line_days* from how many no line joins what is before and after. *paused*: an
    alert pauses the plan; what a caregiver is then shown is the alert. *audience* is for whom it was made.
    """

    focus: str = field(validator=text, repr=shown)
    skill: Message = field(validator=a(Message), repr=False)
    measure: SkillMeasure = field(validator=one_of(MEASURES))
    low: float = field(validator=number())
    high: float = field(validator=number())
    since: date = field(validator=day)
    until: date = field(validator=day)
    gap_days: int = field(default=14, validator=number(1, whole=True))
    line_days: int = field(default=_SILENT, validator=number(1, whole=True))
    phases: tuple[ChartedPhase, ...] = field(
        default=(), converter=tuple[ChartedPhase, ...], validator=each(a(ChartedPhase))
    )
    points: tuple[Point, ...] = field(default=(), converter=tuple[Point, ...], validator=each(a(Point)))
    off: tuple[DaysOff, ...] = field(default=(), converter=tuple[DaysOff, ...], validator=each(a(DaysOff)))
    flags: tuple[FlagDay, ...] = field(default=(), converter=tuple[FlagDay, ...], validator=each(a(FlagDay)))
    aim: AimLine | None = field(default=None)
    lately: Lately | None = field(default=None)
    paused: bool = field(default=False)
    audience: Role = field(default="clinician", validator=one_of(ROLES))
    language: str = field(default="en", converter=kept_language, validator=text)
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    #: What it says that it holds as no message: the words of a chart are chosen when it is drawn or told.
    says: ClassVar[tuple[str, ...]] = ("core/chart.",)

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return pickled(self, protocol)

    @property
    def days(self) -> tuple[date, ...]:
        """
        The practised days, each once.
        """
        return tuple(dict.fromkeys(point.on for point in self.points))

    @property
    def lines(self) -> tuple[tuple[Point, ...], ...]:
        """
        The points that a line joins: of one observer, in one phase, with no agreed days off and no `line_days` without
        a point between. Marks are joined only where their observer never counts.
        """
        found: list[tuple[Point, ...]] = []
        breaks = [each for each in self.off if each.kind != "ill"]
        for observer in ROLES:
            own = [point for point in self.points if point.observer == observer and point.value is not None]
            joined = [point for point in own if point.kind in ("counted", "amount")]
            joined = joined or [point for point in own if point.kind == "coarse"]
            run: list[Point] = []
            for point in joined:
                if run and (
                    point.phase != run[-1].phase
                    or any(run[-1].on < off.last and off.first < point.on for off in breaks)
                    or (point.on - run[-1].on).days > self.line_days
                ):
                    found.append(tuple(run))
                    run = []
                run.append(point)
            found.append(tuple(run))
        return tuple(run for run in found if len(run) > 1)

    def say(self, message: Message, language: str | None = None) -> str:
        """
        Return the words of a message of this series. Raises `CoachplanError` where it came without texts.
        """
        return speak(self._texts, message, language or self.language)


@checked
def series(
    plan: Plan,
    entries: Iterable[Entry],
    focus: str,
    *,
    on: date,
    catalogue: Catalogue,
    since: date | None = None,
    until: date | None = None,
    review: Review | None = None,
    audience: Role = "clinician",
) -> Series:
    """
    Return what a chart of a focus shows as the log stood on a day. *since* and *until* choose a window; without them it
    runs from the first day of the focus to *on*. *review*: that of the same plan, entries and day, for its alerts;
    without one those that the plan has recorded are marked. A caregiver's leaves out the alerts that only a clinician
    may see, and those that were cleared.

    Raises `UnknownIdError` for a focus that the plan never had, `InvalidError` for a window without a day, `StaleError`
    for a review of another plan, and `NotAllowedError` for a draft that a caregiver would be shown.
    """
    if not plan.knows(focus):
        known = [each.id for each in plan.focuses]
        what = no_such("focus", focus, here=f"the plan {found_code(plan.id)} has")
        raise CoachplanError(Finding(what=what, hint=suggest(focus, known), code="unknown-focus"))
    if review is not None:
        reviewed(plan, review)
    if audience == "caregiver":
        opened(plan)
    usable = select_entries(plan, entries, on, catalogue).usable
    log = [entry for entry in usable if entry.focus == focus and not entry.only_observes]
    hear = hearing(plan, catalogue)
    told = {entry.id: beyond for entry in log if (beyond := hear(entry).beyond) is not None}

    now = plan.as_of(on).focus(focus)
    turned = plan.phases(focus)
    stood = stretches(turned, now, on) if now is not None else [(turn.focus, turn.last) for turn in turned]
    # A change of today is in force from tomorrow.
    stood = [(each, last) for each, last in stood if each.since <= on] or stood[:1]
    current = stood[-1][0]
    skill = catalogue.skills.get(current.skill)
    measure: SkillMeasure = skill.measure if skill is not None else "tries"

    final = min(until or on, on)
    first = since or min(final, *(each.since for each, _ in stood))
    if first > final:
        hint = "Give a since that is not after until."
        raise CoachplanError(Finding(item="since", what="the window has no day.", hint=hint, code="wrong-day"))
    phases, points = _phases(stood, log, final, measure, catalogue, told)
    kind = plan.family.routine(current.routine)
    sort = catalogue.routine_kinds.get(kind.kind) if kind is not None else None
    practice = practice_of(
        current,
        log,
        skill=skill,
        strategy=catalogue.strategies.get(current.strategy),
        on=final,
        changed_on=None,
        parameters=catalogue.numbers_for(current.skill),
        phases=turned,
        told=told,
        seldom=sort is not None and sort.rare,
    )
    long = long_gap(catalogue.numbers, rare=practice.rare, usual=practice.usual_gap)
    rests = rests_of((hold for hold in plan.holds if hold.focus == focus), final)
    low, high = _axis(measure, points, phases)
    return Series(
        focus=focus,
        skill=Message(key(skill.id, "title")) if skill is not None else Message("core/this-practice"),
        measure=measure,
        low=low,
        high=high,
        since=first,
        until=final,
        gap_days=long,
        line_days=long if practice.rare else min(_SILENT, long),
        phases=[each for each in phases if each.last >= first],
        points=_placed(points, phases, first),
        off=_off(points, log, rests, long, first, final),
        flags=_flags(plan, log, review, _hidden(plan, review, catalogue, audience), first, final),
        aim=_aim(current, measure, final),
        lately=None
        if current.since > final
        else Lately(
            days=len(practice.lately),
            tries=sum(int(each.counted[0]) for each in practice.lately),
            successes=sum(int(each.counted[1]) for each in practice.lately),
        ),
        paused=review.paused if review is not None else any(flag.pauses for flag in plan.open_flags),
        audience=audience,
        language=plan.family.language,
        texts=catalogue.words,
    )


# -- phases and points


def _phases(
    stood: Sequence[tuple[Focus, date | None]],
    log: Sequence[Entry],
    final: date,
    measure: SkillMeasure,
    catalogue: Catalogue,
    told: dict[str, FromWords],
) -> tuple[list[ChartedPhase], list[Point]]:
    phases: list[ChartedPhase] = []
    points: list[Point] = []
    before: Focus | None = None
    for focus, last in stood:
        ended = final if last is None else min(last, final)
        if focus.since > ended:
            continue
        skill = catalogue.skills.get(focus.skill)
        step = skill.steps[focus.step - 1] if skill is not None and focus.step <= len(skill.steps) else None
        same = skill is not None and skill.measure == measure != "tries"
        own = (entry for entry in log if focus.since <= entry.on <= ended)
        points += points_of(own, focus, phase=len(phases), measure=measure, catalogue=catalogue, told=told)
        phases.append(
            ChartedPhase(
                first=focus.since,
                last=ended,
                label=_label(before, focus, catalogue),
                target=step.target if step is not None and same else None,
            )
        )
        before = focus
    return phases, points


def _label(before: Focus | None, focus: Focus, catalogue: Catalogue) -> Message:
    # What is new in it: the step, the way of helping, or the part of the day. Never a name that the family gave.
    skill = catalogue.skills.get(focus.skill)
    step = Message("core/chart.phase.step-alone", {"step": focus.step})
    if skill is not None and focus.step <= len(skill.steps):
        title = Message(key(skill.id, f"steps.{focus.step}.title"), {"child": Message("core/chart.child")})
        step = Message("core/chart.phase.step", {"step": focus.step, "title": title})
    if before is None or (before.skill, before.step) != (focus.skill, focus.step):
        return step
    if before.strategy != focus.strategy:
        strategy = catalogue.strategies.get(focus.strategy)
        if strategy is None:
            return Message("core/chart.phase.strategy-alone")
        return Message("core/chart.phase.strategy", {"title": Message(key(strategy.id, "title"))})
    return Message("core/chart.phase.routine" if before.routine != focus.routine else "core/chart.phase.again")


def _placed(points: Sequence[Point], phases: Sequence[ChartedPhase], first: date) -> list[Point]:
    # The places of phases as they are where those before the window are left out.
    gone = sum(1 for each in phases if each.last < first)
    return [evolve(point, phase=point.phase - gone) for point in points if point.on >= first]


def _axis(measure: SkillMeasure, points: Sequence[Point], phases: Sequence[ChartedPhase]) -> tuple[float, float]:
    if measure == "tries":
        return 0, 1
    if measure == "rating":
        return -2, 2
    most = max((*(p.value for p in points if p.value), *(p.target for p in phases if p.target)), default=1)
    # 5, 10, 20, 50, 100 and so on.
    rungs = (rung * 10**zeros for zeros in count() for rung in (5, 10, 15, 20, 30, 40))
    return 0, next(rung for rung in rungs if rung >= most)


# -- beside the points


def _off(
    points: Sequence[Point], log: Sequence[Entry], rests: Rests, long: int, first: date, final: date
) -> list[DaysOff]:
    found: list[tuple[date, date, OffKind]] = [(begin, end, "agreed") for begin, end in rests]
    practised = sorted({point.on for point in points})
    ill = sorted({entry.on for entry in log if "ill" in entry.tags})
    for on in ill:
        if found and found[-1][2] == "ill" and found[-1][1] == on - _ONE_DAY:
            found[-1] = (found[-1][0], on, "ill")
        else:
            found.append((on, on, "ill"))
    # What was agreed to be a rest is none, however long.
    for before, after in pairwise((*practised, final + _ONE_DAY) if practised else ()):
        begin, end = before + _ONE_DAY, after - _ONE_DAY
        if (end - begin).days + 1 - days_within(rests, begin, end) >= long:
            found.append((begin, end, "gap"))
    return [
        DaysOff(first=max(begin, first), last=min(end, final), kind=kind)
        for begin, end, kind in sorted(found)
        if end >= first and begin <= final
    ]


def _hidden(plan: Plan, review: Review | None, catalogue: Catalogue, audience: Role) -> Collection[str] | None:
    if audience == "clinician":
        return None
    quiet = {name for name, flag in catalogue.flags.items() if flag.quiet}
    entries = {kept.entry for kept in plan.open_flags if kept.flag in quiet}
    if review is not None:
        entries.update(review.quiet, (alert.entry for alert in review.alerts if not quiet.isdisjoint(alert.flags)))
    return entries


def _flags(
    plan: Plan, log: Sequence[Entry], review: Review | None, hidden: Collection[str] | None, first: date, final: date
) -> list[FlagDay]:
    # *hidden*: entries that only a clinician is told of; None for a clinician.
    raised: Sequence[Alert | OpenFlag] = review.alerts if review is not None else plan.open_flags
    standing = {each.on for each in raised if hidden is None or each.entry not in hidden}
    cleared: set[date] = set()
    if hidden is None:
        seen = {clearance.entry for clearance in plan.cleared}
        cleared = {entry.on for entry in log if entry.id in seen} - standing
    days = sorted({*standing, *cleared})
    return [FlagDay(on=on, cleared=on in cleared) for on in days if first <= on <= final]


def _aim(focus: Focus, measure: SkillMeasure, final: date) -> AimLine | None:
    if focus.aim is None or measure != "tries" or focus.since > final:
        return None
    has_line = focus.baseline is not None and focus.aim_day is not None
    return AimLine(
        first=focus.since,
        start=focus.baseline if has_line and focus.baseline is not None else focus.aim,
        aim=focus.aim,
        aim_day=focus.aim_day,
    )
