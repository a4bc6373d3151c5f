"""
How each reading is made from the practised days of one focus.

One small function a reading. Does not know the readings' names, or which rule asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from attrs import frozen

from coachplan.progress.ability import aim_evidence
from coachplan.progress.breaks import days_within
from coachplan.progress.days import Day, Practice
from coachplan.progress.statistics import rise, share_of, trend

__all__ = [
    "Measured",
    "below_the_aim",
    "calm_days",
    "confidence_days",
    "does_little",
    "extra_help_days",
    "growth",
    "judged",
    "marked",
    "mean",
    "practised_share",
    "probe",
    "rising",
    "since_change",
    "since_talk",
    "stalled",
    "steps_left",
    "strategy_partly",
    "stress_days",
    "success",
    "success_high",
    "success_low",
    "success_next",
    "success_now",
    "support_share",
    "tagged_days",
    "trend_of_days",
    "worst_day",
    "yes_no",
]


@frozen
class Measured:
    """
    A reading with its bounds and the ids of the entries behind it, where they are not simply the days lately.
    """

    value: float | str | None
    low: float | None = None
    high: float | None = None
    entries: tuple[str, ...] | None = None


def yes_no(answer: object) -> str:
    """
    Return `yes` or `no`.
    """
    return "yes" if answer else "no"


# -- how the child does


def success(practice: Practice) -> Measured:
    """
    Return the pooled share lately, with what at least and at most works: each surely in nine cases of ten.
    """
    return Measured(share_of(practice.lately), success_low(practice), success_high(practice))


def success_now(practice: Practice) -> Measured:
    """
    Return the expected share of successes on an ordinary day, with its bounds.
    """
    if not _any_tries(practice):
        return Measured(None)
    return Measured(practice.belief.success(), success_low(practice), success_high(practice))


def success_low(practice: Practice) -> float | None:
    """
    Return the share that at least works, surely in nine cases of ten.
    """
    return practice.belief.bound(practice.parameters.sure) if _any_tries(practice) else None


def success_high(practice: Practice) -> float | None:
    """
    Return the share that at most works, surely in nine cases of ten.
    """
    return practice.belief.bound(1 - practice.parameters.sure) if _any_tries(practice) else None


def success_next(practice: Practice) -> float | None:
    """
    Return the share that would probably work at the next step; None without one.
    """
    if not _any_tries(practice) or not steps_left(practice):
        return None
    return practice.belief.at_step(1).success()


def growth(practice: Practice) -> float | None:
    """
    Return what a practice is expected to add at the best difficulty, in logits.
    """
    return practice.belief.growth() if _any_tries(practice) else None


def does_little(practice: Practice) -> float | None:
    """
    Return the chance that the strategy does little for this child; None before there are enough days under it.
    """
    if sum(1 for day in practice.days if day.usual) < practice.parameters.does_little_days:
        return None
    return practice.belief.does_little()


def _any_tries(practice: Practice) -> bool:
    # Days in other circumstances tell nothing of the usual ones, so what is believed is not known by them.
    return any(day.usual for day in practice.days)


def worst_day(practice: Practice) -> float | None:
    """
    Return the lowest daily share lately.
    """
    return min((day.share for day in practice.lately if day.tries), default=None)


def rising(practice: Practice) -> str:
    """
    Say whether the last day lately is better than the first.
    """
    counted = [day for day in practice.lately if day.tries]
    return yes_no(len(counted) > 1 and counted[-1].share > counted[0].share)


def judged(practice: Practice) -> list[Day]:
    """
    Return the days that a trend may be read from: with tries, not ill, and not in a new place or with a new person.
    """
    return [day for day in practice.days if day.usual]


def trend_of_days(practice: Practice) -> float | None:
    """
    Return the change of the share per practised day.
    """
    return trend(judged(practice))


def below_the_aim(practice: Practice) -> str | None:
    """
    Say whether the days speak for standing still and against the aim line; None without a baseline and an aim.
    """
    focus, days = practice.focus, judged(practice)
    if (
        focus.baseline is None
        or focus.aim is None
        or focus.aim_day is None
        or len(days) < practice.parameters.aim_min_days
    ):
        return None
    start, aim, span = focus.baseline, focus.aim, (focus.aim_day - focus.since).days

    def aim_on(on: date) -> float:
        gone = (on - focus.since).days
        return aim if span <= 0 else start + (aim - start) * min(1.0, gone / span)

    evidence = aim_evidence(((day.tries, day.successes, aim_on(day.on)) for day in days), start, practice.parameters)
    return yes_no(aim > start and evidence >= practice.parameters.aim_evidence)


def stalled(practice: Practice) -> str | None:
    """
    Say whether the newer half of many days is no better than the older; None before there are enough.
    """
    days = judged(practice)
    if len(days) < practice.parameters.stalled_days:
        return None
    newer = rise(days)
    return yes_no(newer is not None and newer <= 0)


# -- how much was practised, and how sure the log is


def practised_share(practice: Practice) -> float | None:
    """
    Return practised days over planned ones in the window, without the days of an agreed rest; None until it has passed
    since a change.
    """
    window = practice.parameters.practised_window
    first = practice.focus.since if not practice.gap else practice.days[0].on
    if practice.changed_on is not None and practice.changed_on >= first:
        first = practice.changed_on + timedelta(days=1)
    if (practice.on - first).days + 1 < window:
        return None
    began = practice.on - timedelta(days=window - 1)
    done = sum(1 for day in practice.days if day.on >= began)
    open_days = window - days_within(practice.rests, began, practice.on)
    if open_days <= 0:
        return None
    return min(1.0, done / (practice.focus.days_per_week * open_days / 7))


def quiet_days(practice: Practice) -> float:
    """
    Return the days since the last entry, or since the focus began, without those of an agreed rest.
    """
    since = practice.last_entry or practice.focus.since
    return max(0, (practice.on - since).days - days_within(practice.rests, since + timedelta(days=1), practice.on))


def tagged_days(*tags: str) -> Callable[[Practice], float]:
    """
    Return a reading of how many of the last three practised days carry one of *tags*.
    """
    wanted = frozenset(tags)

    def count(practice: Practice) -> float:
        return sum(1 for day in practice.last_three if not day.tags.isdisjoint(wanted))

    return count


def calm_days(practice: Practice) -> float:
    """
    Return the practised days lately without any sign of upset.
    """
    upset = frozenset({"distressed", "refused", "gagged", "coughed", "vomited", "pressured"})
    return sum(1 for day in practice.lately if day.tags.isdisjoint(upset))


def extra_help_days(practice: Practice) -> float:
    """
    Return how many of the last three days had mostly more help than the step.
    """
    return sum(1 for day in practice.last_three if day.helped > day.tries)


def support_share(practice: Practice) -> float | None:
    """
    Return the share of tries lately that had more help than the step.
    """
    helped = sum(day.helped for day in practice.lately)
    tries = sum(day.tries for day in practice.lately)
    return helped / (helped + tries) if helped + tries else None


def marked(days: Iterable[Day], mark: Callable[[Day], float | None], count: int) -> list[tuple[Day, float]]:
    """
    Return the last *count* days that have a mark, each with its mark.
    """
    found = [(day, value) for day in days if (value := mark(day)) is not None]
    return found[-count:]


def confidence_days(practice: Practice) -> list[tuple[Day, float]]:
    """
    Return the last days with a confidence mark since the last change of any kind.
    """
    return marked(practice.load_days, lambda day: day.confidence, practice.parameters.lately_days)


def stress_days(practice: Practice) -> list[tuple[Day, float]]:
    """
    Return the last days with a stress mark since the last change of any kind.
    """
    return marked(practice.load_days, lambda day: day.stress, practice.parameters.lately_days)


def mean(marks: list[tuple[Day, float]]) -> float | None:
    """
    Return the mean of marks; None without any.
    """
    return sum(value for _, value in marks) / len(marks) if marks else None


# -- the step and the strategy


def steps_left(practice: Practice) -> float | None:
    """
    Return how many steps are above this one; None where the skill is not known.
    """
    return None if practice.skill is None else len(practice.skill.steps) - practice.focus.step


def probe(practice: Practice) -> float | None:
    """
    Return the share of the latest probe of a maintained skill.
    """
    probes = [day for day in practice.days if day.tries]
    return probes[-1].share if practice.focus.maintaining and probes else None


def strategy_partly(practice: Practice) -> float | None:
    """
    Return the share of marked days on which the strategy was done partly or not.
    """
    marked = sum(day.marked for day in practice.days)
    return sum(day.partly for day in practice.days) / marked if marked else None


def since_change(practice: Practice) -> float:
    """
    Return the days since the last change of any kind.
    """
    return max(0, (practice.on - (practice.changed_on or practice.focus.since)).days)


def since_talk(practice: Practice) -> float | None:
    """
    Return the practised days since the plan was last talked over or made lighter; None where it never was.
    """
    talked = practice.talked_on
    return None if talked is None else sum(1 for day in practice.days if day.on > talked)
