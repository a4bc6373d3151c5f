"""
The named readings that rules ask about, and how a plugin adds one.

A signal is a record with a function: what it is, its unit and range, what it needs before it is known, and how it is
read from the practised days of one focus. Does not know which rule asks, or what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from attrs import field, frozen
from attrs.validators import instance_of

from coachplan.days import Day, Practice
from coachplan.progress import below_aim, differ, estimate, rise, share_of, trend
from coachplan.shapes import strings

__all__ = ["CORE_SIGNALS", "Measured", "Signal", "better_time"]


@frozen
class Measured:
    """
    A reading with its bounds and the ids of the entries behind it, where they are not simply the days lately.
    """

    value: float | str | None
    low: float | None = None
    high: float | None = None
    entries: tuple[str, ...] | None = None


@frozen
class Signal:
    """
    A named reading. *doc* says what it is; *unit*, *low*, *high* and *words* what it can be; *needs* what it lacks
    while it is not known (empty: it is always known); *measure* reads it.
    """

    id: str = field(validator=instance_of(str))
    doc: str = field(validator=instance_of(str))
    measure: Callable[[Practice], float | str | Measured | None] = field(kw_only=True, eq=False)
    unit: str = field(kw_only=True, default="")
    low: float | None = field(kw_only=True, default=None)
    high: float | None = field(kw_only=True, default=None)
    words: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    whole: bool = field(kw_only=True, default=False)
    needs: str = field(kw_only=True, default="")


def _yes(answer: object) -> str:
    return "yes" if answer else "no"


# -- how the child does


def _success(log: Practice) -> Measured:
    share = share_of(log.lately)
    sure = estimate(log.lately, log.number)
    return Measured(share, sure.low if sure else None, sure.high if sure else None)


def _success_low(log: Practice) -> float | None:
    sure = estimate(log.lately, log.number)
    return sure.low if sure else None


def _success_high(log: Practice) -> float | None:
    sure = estimate(log.lately, log.number)
    return sure.high if sure else None


def _worst_day(log: Practice) -> float | None:
    return min((day.share for day in log.lately if day.tries), default=None)


def _rising(log: Practice) -> str:
    counted = [day for day in log.lately if day.tries]
    return _yes(len(counted) > 1 and counted[-1].share > counted[0].share)


def _judged(log: Practice) -> list[Day]:
    # A new place or an ill day tells about the place or the day: kept, shown, and left out of what is a trend.
    return [day for day in log.days if day.tags.isdisjoint(("ill", "new-place", "new-person"))]


def _trend(log: Practice) -> float | None:
    return trend(_judged(log))


def _below_aim(log: Practice) -> str | None:
    focus, days = log.focus, [day for day in _judged(log) if day.tries]
    if focus.aim is None or focus.aim_day is None or len(days) < log.number["aim-min-days"]:
        return None
    aim, start = focus.aim, focus.baseline or 0.0
    span = (focus.aim_day - focus.since).days

    def aim_on(on: date) -> float:
        gone = (on - focus.since).days
        return aim if span <= 0 else start + (aim - start) * min(1.0, gone / span)

    slope = trend(days)
    wanted = (aim - start) / span * (days[-1].on - days[0].on).days / (len(days) - 1) if span > 0 else 0.0
    flat = slope is None or slope < log.number["aim-slope-part"] * wanted
    return _yes(flat and below_aim(days, aim_on, log.number))


def _stalled(log: Practice) -> str | None:
    days = [day for day in _judged(log) if day.tries]
    if len(days) < log.number["stalled-days"]:
        return None
    newer = rise(days)
    return _yes(newer is not None and newer <= 0)


# -- how much was practised, and how sure the log is


def _practised(log: Practice) -> float | None:
    window = int(log.number["practised-window"])
    first = log.focus.since if not log.gap else log.days[0].on
    if log.changed_on is not None and log.changed_on >= first:
        first = log.changed_on + timedelta(days=1)
    if (log.on - first).days + 1 < window:
        return None
    began = log.on - timedelta(days=window - 1)
    done = sum(1 for day in log.days if day.on >= began)
    return min(1.0, done / (log.focus.days_per_week * window / 7))


def _tagged(*tags: str) -> Callable[[Practice], float]:
    wanted = frozenset(tags)

    def count(log: Practice) -> float:
        return sum(1 for day in log.last_three if not day.tags.isdisjoint(wanted))

    return count


def _calm_days(log: Practice) -> float:
    upset = frozenset({"distressed", "refused", "gagged", "coughed", "vomited", "pressured"})
    return sum(1 for day in log.lately if day.tags.isdisjoint(upset))


def _extra_help_days(log: Practice) -> float:
    return sum(1 for day in log.last_three if day.helped > day.tries)


def _support_share(log: Practice) -> float | None:
    helped = sum(day.helped for day in log.lately)
    tries = sum(day.tries for day in log.lately)
    return helped / (helped + tries) if helped + tries else None


def _marked(days: Iterable[Day], mark: Callable[[Day], float | None], count: int) -> list[tuple[Day, float]]:
    found = [(day, value) for day in days if (value := mark(day)) is not None]
    return found[-count:]


def _confidence_days(log: Practice) -> list[tuple[Day, float]]:
    return _marked(log.load_days, lambda day: day.confidence, int(log.number["lately-days"]))


def _stress_days(log: Practice) -> list[tuple[Day, float]]:
    return _marked(log.load_days, lambda day: day.stress, int(log.number["lately-days"]))


def _mean(marks: list[tuple[Day, float]]) -> float | None:
    return sum(value for _, value in marks) / len(marks) if marks else None


# -- who, where, when


def _groups(log: Practice, place: int) -> dict[str, tuple[float, float, int]]:
    groups: dict[str, tuple[float, float, int]] = {}
    for day in log.days:
        for name in {at[place] for at in day.pools}:
            tries = sum(count[0] for at, count in day.pools.items() if at[place] == name)
            successes = sum(count[1] for at, count in day.pools.items() if at[place] == name)
            before = groups.get(name, (0.0, 0.0, 0))
            groups[name] = (before[0] + tries, before[1] + successes, before[2] + 1)
    return groups


def _going_well(place: int) -> Callable[[Practice], float]:
    def count(log: Practice) -> float:
        return sum(
            1
            for tries, successes, _ in _groups(log, place).values()
            if tries >= log.number["context-tries"] and successes / tries >= log.number["context-share"]
        )

    return count


def _differs(place: int) -> Callable[[Practice], str]:
    def compare(log: Practice) -> str:
        return _yes(differ(_groups(log, place), log.number))

    return compare


def better_time(log: Practice) -> str | None:
    """
    Return the part of day that goes well and calmly where another does not, or None.
    """
    found = differ({name: group for name, group in _groups(log, 3).items() if name}, log.number)
    if found is None:
        return None
    upset = sum(
        1 for day in log.last_three if not day.tags_at.get(found[0], frozenset()).isdisjoint(("distressed", "refused"))
    )
    return None if upset else found[0]


def _steps_left(log: Practice) -> float | None:
    return None if log.skill is None else len(log.skill.steps) - log.focus.step


def _probe(log: Practice) -> float | None:
    probes = [day for day in log.days if day.tries]
    return probes[-1].share if log.focus.maintaining and probes else None


def _strategy_partly(log: Practice) -> float | None:
    marked = sum(day.marked for day in log.days)
    return sum(day.partly for day in log.days) / marked if marked else None


def _since_change(log: Practice) -> float:
    return max(0, (log.on - (log.changed_on or log.focus.since)).days)


_TRIES = "tries with successes at this step"
_DAYS = "practised days"

#: Every signal of the core, in the order in which a review lists them.
CORE_SIGNALS: tuple[Signal, ...] = (
    Signal("days", "practised days since the last change", unit="days", low=0, whole=True, measure=lambda log: len(log.days)),
    Signal("tries", "tries since the last change, at the step's own help, without pressure, not ill, not another way",
           unit="tries", low=0, measure=lambda log: sum(day.tries for day in log.days)),
    Signal("lately-tries", "the same tries, over the days lately", unit="tries", low=0,
           measure=lambda log: sum(day.tries for day in log.lately)),
    Signal("success", "share of successes, pooled over the days lately", unit="share", low=0, high=1, needs=_TRIES, measure=_success),
    Signal("success-low", "the lower bound of what the share is likely to be", unit="share", low=0, high=1, needs=_TRIES, measure=_success_low),
    Signal("success-high", "the upper bound of what the share is likely to be", unit="share", low=0, high=1, needs=_TRIES, measure=_success_high),
    Signal("worst-day", "the lowest daily share lately", unit="share", low=0, high=1, needs=_TRIES, measure=_worst_day),
    Signal("rising", "whether the last practised day lately is better than the first", words=("yes", "no"), measure=_rising),
    Signal("trend", "change of the share per practised day", unit="share a day", low=-1, high=1, needs="five practised days with tries", measure=_trend),
    Signal("below-aim", "whether four practised days are below the aim line, at two looks running", words=("yes", "no"),
           needs="an aim, its day, and six practised days", measure=_below_aim),
    Signal("stalled", "whether the newer half of ten or more practised days is no better than the older", words=("yes", "no"),
           needs="ten practised days with tries", measure=_stalled),
    Signal("practised", "share of the planned days with practice, over 14 days", unit="share", low=0, high=1,
           needs="14 days since the last change", measure=_practised),
    Signal("distress-days", "of the last three practised days, those distressed or refused", unit="days", low=0, high=3, whole=True,
           measure=lambda log: sum(1 for day in log.last_three if day.upset)),
    Signal("pressured-days", "of the last three practised days, those under pressure", unit="days", low=0, high=3, whole=True, measure=_tagged("pressured")),
    Signal("no-time-days", "of the last three practised days, those with no time or too tired", unit="days", low=0, high=3, whole=True, measure=_tagged("no-time", "tired")),
    Signal("another-way-days", "of the last three practised days, those where the skill was done another way", unit="days", low=0, high=3, whole=True, measure=_tagged("another-way")),
    Signal("ill-days", "of the last three practised days, those when the child was ill", unit="days", low=0, high=3, whole=True, measure=_tagged("ill")),
    Signal("gagged-days", "of the last three practised days, those with gagging", unit="days", low=0, high=3, whole=True, measure=_tagged("gagged")),
    Signal("coughed-days", "of the last three practised days, those with coughing", unit="days", low=0, high=3, whole=True, measure=_tagged("coughed")),
    Signal("extra-help-days", "of the last three practised days, those mostly with more help than the step has", unit="days", low=0, high=3, whole=True, measure=_extra_help_days),
    Signal("calm-days", "practised days lately without distress, refusal, gagging, coughing, vomiting or pressure", unit="days", low=0, whole=True, measure=_calm_days),
    Signal("stress-days", "of the last three practised days with a mark, those with high stress", unit="days", low=0, high=3, whole=True,
           measure=lambda log: sum(1 for _, mark in _stress_days(log) if mark >= log.number["high-stress"])),
    Signal("low-confidence-days", "of the last three practised days with a mark, those with low confidence", unit="days", low=0, high=3, whole=True,
           measure=lambda log: sum(1 for _, mark in _confidence_days(log) if mark < log.number["low-confidence"])),
    Signal("confidence", "the caregiver's confidence, mean of the last three practised days with a mark", unit="0-10", low=0, high=10,
           needs="a confidence mark", measure=lambda log: _mean(_confidence_days(log))),
    Signal("stress", "the caregiver's stress, mean of the last three practised days with a mark", unit="1-5", low=1, high=5,
           needs="a stress mark", measure=lambda log: _mean(_stress_days(log))),
    Signal("impossible-counts", "entries of the last three practised days whose counts cannot be", unit="entries", low=0, whole=True,
           measure=lambda log: sum(day.impossible for day in log.last_three)),
    Signal("gap", "days of the long break just before the present run of practice; else 0", unit="days", low=0, whole=True, measure=lambda log: log.gap),
    Signal("quiet-days", "days since the last entry", unit="days", low=0, whole=True, needs="an entry",
           measure=lambda log: None if log.last_entry is None else (log.on - log.last_entry).days),
    Signal("days-since-change", "days since the last change of any kind", unit="days", low=0, whole=True, measure=_since_change),
    Signal("step", "the step, counting from 1", unit="step", low=1, whole=True, measure=lambda log: log.focus.step),
    Signal("steps-left", "how many steps are above this one", unit="steps", low=0, whole=True, needs="the skill's plugin", measure=_steps_left),
    Signal("places", "places in which it goes well", unit="places", low=0, whole=True, measure=_going_well(1)),
    Signal("people", "people with whom it goes well", unit="people", low=0, whole=True, measure=_going_well(2)),
    Signal("places-differ", "whether one place goes well and another does not, beyond chance", words=("yes", "no"), measure=_differs(1)),
    Signal("people-differ", "whether it goes well with one person and not with another, beyond chance", words=("yes", "no"), measure=_differs(2)),
    Signal("times-differ", "whether one part of day goes well and calmly and another does not, beyond chance", words=("yes", "no"),
           measure=lambda log: _yes(better_time(log))),
    Signal("strategy-days", "practised days on which the strategy was marked done", unit="days", low=0, whole=True,
           measure=lambda log: sum(1 for day in log.days if day.done)),
    Signal("strategy-partly", "share of marks that say the strategy was done partly or not", unit="share", low=0, high=1,
           needs="a mark for the strategy", measure=_strategy_partly),
    Signal("support-share", "share of tries lately that were given more help than the step has", unit="share", low=0, high=1, needs="tries", measure=_support_share),
    Signal("sensory", "whether the strategy is a sensory one", words=("yes", "no"),
           measure=lambda log: _yes(log.strategy is not None and "sensory" in log.strategy.tags)),
    Signal("maintaining", "whether the skill is mastered and only probed", words=("yes", "no"), measure=lambda log: _yes(log.focus.maintaining)),
    Signal("generalising", "whether places or people are being alternated", words=("yes", "no"), measure=lambda log: _yes(log.focus.generalising)),
    Signal("probe-success", "share of the latest probe of a maintained skill", unit="share", low=0, high=1, needs="a probe", measure=_probe),
    Signal("offers", "parts of days since the last change in which something was offered or tried", unit="offers", low=0, whole=True,
           measure=lambda log: sum(day.offers for day in log.days)),
)
