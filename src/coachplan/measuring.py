"""
How each reading is made from the practised days of one focus.

One small function a reading. Does not know the readings' names, or which rule asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from attrs import frozen

from coachplan.days import Day, Practice
from coachplan.progress import below_aim, differ, estimate, rise, share_of, trend

__all__ = [
    "Measured",
    "below_the_aim",
    "better_time",
    "calm_days",
    "confidence_days",
    "differs",
    "extra_help_days",
    "going_well",
    "groups",
    "judged",
    "marked",
    "mean",
    "practised_share",
    "probe",
    "rising",
    "since_change",
    "stalled",
    "steps_left",
    "strategy_partly",
    "stress_days",
    "success",
    "success_high",
    "success_low",
    "support_share",
    "tagged_days",
    "trend_of_days",
    "worst_day",
    "yes",
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


def yes(answer: object) -> str:
    """
    Return `yes` or `no`.
    """
    return "yes" if answer else "no"


# -- how the child does


def success(log: Practice) -> Measured:
    """
    Return the pooled share lately, with the bounds of the estimate.
    """
    share = share_of(log.lately)
    sure = estimate(log.lately, log.number)
    return Measured(share, sure.low if sure else None, sure.high if sure else None)


def success_low(log: Practice) -> float | None:
    """
    Return the lower bound of the estimate lately.
    """
    sure = estimate(log.lately, log.number)
    return sure.low if sure else None


def success_high(log: Practice) -> float | None:
    """
    Return the upper bound of the estimate lately.
    """
    sure = estimate(log.lately, log.number)
    return sure.high if sure else None


def worst_day(log: Practice) -> float | None:
    """
    Return the lowest daily share lately.
    """
    return min((day.share for day in log.lately if day.tries), default=None)


def rising(log: Practice) -> str:
    """
    Say whether the last day lately is better than the first.
    """
    counted = [day for day in log.lately if day.tries]
    return yes(len(counted) > 1 and counted[-1].share > counted[0].share)


def judged(log: Practice) -> list[Day]:
    """
    Return the days that a trend may be read from: not ill, and not in a new place or with a new person.
    """
    # A new place or an ill day tells about the place or the day: kept, shown, and left out of what is a trend.
    return [day for day in log.days if day.tags.isdisjoint(("ill", "new-place", "new-person"))]


def trend_of_days(log: Practice) -> float | None:
    """
    Return the change of the share per practised day.
    """
    return trend(judged(log))


def below_the_aim(log: Practice) -> str | None:
    """
    Say whether practice is below the aim line at two looks, and flat; None where there is no aim.
    """
    focus, days = log.focus, [day for day in judged(log) if day.tries]
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
    return yes(flat and below_aim(days, aim_on, log.number))


def stalled(log: Practice) -> str | None:
    """
    Say whether the newer half of many days is no better than the older; None before there are enough.
    """
    days = [day for day in judged(log) if day.tries]
    if len(days) < log.number["stalled-days"]:
        return None
    newer = rise(days)
    return yes(newer is not None and newer <= 0)


# -- how much was practised, and how sure the log is


def practised_share(log: Practice) -> float | None:
    """
    Return practised days over planned ones in the window; None until that has passed since a change.
    """
    window = int(log.number["practised-window"])
    first = log.focus.since if not log.gap else log.days[0].on
    if log.changed_on is not None and log.changed_on >= first:
        first = log.changed_on + timedelta(days=1)
    if (log.on - first).days + 1 < window:
        return None
    began = log.on - timedelta(days=window - 1)
    done = sum(1 for day in log.days if day.on >= began)
    return min(1.0, done / (log.focus.days_per_week * window / 7))


def tagged_days(*tags: str) -> Callable[[Practice], float]:
    """
    Return a reading of how many of the last three practised days carry one of *tags*.
    """
    wanted = frozenset(tags)

    def count(log: Practice) -> float:
        return sum(1 for day in log.last_three if not day.tags.isdisjoint(wanted))

    return count


def calm_days(log: Practice) -> float:
    """
    Return the practised days lately without any sign of upset.
    """
    upset = frozenset({"distressed", "refused", "gagged", "coughed", "vomited", "pressured"})
    return sum(1 for day in log.lately if day.tags.isdisjoint(upset))


def extra_help_days(log: Practice) -> float:
    """
    Return how many of the last three days had mostly more help than the step.
    """
    return sum(1 for day in log.last_three if day.helped > day.tries)


def support_share(log: Practice) -> float | None:
    """
    Return the share of tries lately that had more help than the step.
    """
    helped = sum(day.helped for day in log.lately)
    tries = sum(day.tries for day in log.lately)
    return helped / (helped + tries) if helped + tries else None


def marked(days: Iterable[Day], mark: Callable[[Day], float | None], count: int) -> list[tuple[Day, float]]:
    """
    Return the last *count* days that have a mark, each with its mark.
    """
    found = [(day, value) for day in days if (value := mark(day)) is not None]
    return found[-count:]


def confidence_days(log: Practice) -> list[tuple[Day, float]]:
    """
    Return the last days with a confidence mark since the last change of any kind.
    """
    return marked(log.load_days, lambda day: day.confidence, int(log.number["lately-days"]))


def stress_days(log: Practice) -> list[tuple[Day, float]]:
    """
    Return the last days with a stress mark since the last change of any kind.
    """
    return marked(log.load_days, lambda day: day.stress, int(log.number["lately-days"]))


def mean(marks: list[tuple[Day, float]]) -> float | None:
    """
    Return the mean of marks; None without any.
    """
    return sum(value for _, value in marks) / len(marks) if marks else None


# -- who, where, when


def groups(log: Practice, place: int) -> dict[str, tuple[float, float, int]]:
    """
    Return (tries, successes, days) by support (0), place (1), person (2) or part of day (3).
    """
    groups: dict[str, tuple[float, float, int]] = {}
    for day in log.days:
        for name in {at[place] for at in day.pools}:
            tries = sum(count[0] for at, count in day.pools.items() if at[place] == name)
            successes = sum(count[1] for at, count in day.pools.items() if at[place] == name)
            before = groups.get(name, (0.0, 0.0, 0))
            groups[name] = (before[0] + tries, before[1] + successes, before[2] + 1)
    return groups


def going_well(place: int) -> Callable[[Practice], float]:
    """
    Return a reading of how many places (1) or people (2) it goes well in or with. One not written is no second.
    """

    def count(log: Practice) -> float:
        found = groups(log, place)
        named = {name: group for name, group in found.items() if name} or found
        return sum(
            1
            for tries, successes, _ in named.values()
            if tries >= log.number["context-tries"] and successes / tries >= log.number["context-share"]
        )

    return count


def differs(place: int) -> Callable[[Practice], str]:
    """
    Return a reading of whether one place (1) or person (2) goes well and another does not, beyond chance.
    """

    def compare(log: Practice) -> str:
        return yes(differ(groups(log, place), log.number))

    return compare


def better_time(log: Practice) -> str | None:
    """
    Return the part of day that goes well and calmly where another does not, or None.
    """
    found = differ({name: group for name, group in groups(log, 3).items() if name}, log.number)
    if found is None:
        return None
    upset = sum(
        1 for day in log.last_three if not day.tags_at.get(found[0], frozenset()).isdisjoint(("distressed", "refused"))
    )
    return None if upset else found[0]


def steps_left(log: Practice) -> float | None:
    """
    Return how many steps are above this one; None where the skill is not known.
    """
    return None if log.skill is None else len(log.skill.steps) - log.focus.step


def probe(log: Practice) -> float | None:
    """
    Return the share of the latest probe of a maintained skill.
    """
    probes = [day for day in log.days if day.tries]
    return probes[-1].share if log.focus.maintaining and probes else None


def strategy_partly(log: Practice) -> float | None:
    """
    Return the share of marked days on which the strategy was done partly or not.
    """
    marked = sum(day.marked for day in log.days)
    return sum(day.partly for day in log.days) / marked if marked else None


def since_change(log: Practice) -> float:
    """
    Return the days since the last change of any kind.
    """
    return max(0, (log.on - (log.changed_on or log.focus.since)).days)
