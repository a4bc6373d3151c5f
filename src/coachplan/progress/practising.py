"""
How each reading of the practice itself is made: how often of what was planned, with which tags and marks.

One small function a reading. Says nothing of how the child does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from statistics import fmean

from coachplan.base.prefixes import Prefix
from coachplan.progress.breaks import days_within
from coachplan.progress.days import Day
from coachplan.progress.practice import Practice

__all__ = [
    "calm_days",
    "confidence_days",
    "doubt_days",
    "extra_help_days",
    "marked",
    "newest",
    "overdue",
    "practised_share",
    "probe",
    "quiet_days",
    "since_change",
    "since_talk",
    "steps_left",
    "strategy_partly",
    "stress_days",
    "support_share",
    "tagged_days",
    "unjudged_days",
    "unjudged_share",
    "weekly_tries",
    "written_days",
]

#: Of so few days that were due, none can be said to have been missed.
_FEWEST = 4
#: So many marks are the newest.
_NEWEST = 2


def practised_share(practice: Practice) -> float | None:
    """
    Return practised days over planned ones in the window; None until it has passed since a change, and for what comes
    too seldom for it. Days of an agreed rest, days away and ill days are not planned; a day that words tell of was one.
    """
    if practice.rare:
        return None
    window = practice.parameters.practised_window
    first = (practice.first_on if practice.gap else None) or practice.focus.since
    if practice.changed_on is not None and practice.changed_on >= first:
        first = practice.changed_on + timedelta(days=1)
    if (practice.on - first).days + 1 < window:
        return None
    began = practice.on - timedelta(days=window - 1)
    done = len(practice.days_from(began)) + len(practice.noted_from(began))
    open_days = window - days_within(practice.rests, began, practice.on)
    ill = {day for day, tags in practice.written_from(began) if "ill" in tags}
    away = {day for day in map(began.__add__, map(timedelta, range(window))) if days_within(practice.away, day, day)}
    open_days -= sum(1 for day in ill | away if not days_within(practice.rests, day, day))
    if open_days < _FEWEST:
        return None  # the first day back is not held against anybody
    return min(1.0, done / (practice.focus.days_per_week * open_days / 7))


def weekly_tries(practice: Practice) -> float:
    """
    Return the tries a week up to the last practised day, since the last change or the last long gap, over the window at
    the most and over a week at the least; days of an agreed rest are left out. Days that only pass change nothing.
    """
    if not practice.days:
        return 0
    last = practice.days[-1].on
    since = (practice.first_on if practice.gap else None) or practice.focus.since
    first = max(since, last - timedelta(days=practice.parameters.weekly_window - 1))
    open_days = (last - first).days + 1 - days_within(practice.rests, first, last)
    return 7 * sum(day.tries for day in practice.days_from(first)) / max(7, open_days)


def quiet_days(practice: Practice) -> float:
    """
    Return the days since the last entry, or since the focus began, without those of an agreed rest.
    """
    since = practice.last_entry or practice.focus.since
    return max(0, (practice.on - since).days - days_within(practice.rests, since + timedelta(days=1), practice.on))


def overdue(practice: Practice) -> bool:
    """
    Say whether it is quiet for longer than is usual: any time is, but where the log of a rare routine says otherwise.
    """
    usual = practice.usual_gap
    return usual is None or quiet_days(practice) > usual * practice.parameters.rare_late


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
    return _marks_lately(practice, lambda day: day.confidence)


def stress_days(practice: Practice) -> list[tuple[Day, float]]:
    """
    Return the last days with a stress mark since the last change of any kind.
    """
    return _marks_lately(practice, lambda day: day.stress)


def _marks_lately(practice: Practice, mark: Callable[[Day], float | None]) -> list[tuple[Day, float]]:
    return marked(practice.load_days, mark, practice.parameters.lately_days)


def newest(marks: list[tuple[Day, float]]) -> float | None:
    """
    Return the mean of the newest two marks: what was harder before does not speak any more. None without any.
    """
    return fmean([value for _, value in marks[-_NEWEST:]]) if marks else None


def doubt_days(practice: Practice) -> float:
    """
    Return how many of the newest two days with a mark have low confidence, of the days since the plan was last talked
    over or made lighter, where it was.
    """
    talked = practice.talked_on
    since = [(day, mark) for day, mark in confidence_days(practice) if talked is None or day.on > talked]
    return sum(1 for _, mark in since[-_NEWEST:] if mark < practice.parameters.low_confidence)


def written_days(*tags: str) -> Callable[[Practice], float]:
    """
    Return a reading of how many of the last three days with anything written carry one of *tags*, practised or not.
    """
    wanted = frozenset(tags)

    def count(practice: Practice) -> float:
        return sum(1 for _, own in practice.written[-practice.parameters.lately_days :] if not own.isdisjoint(wanted))

    return count


def unjudged_days(practice: Practice) -> float:
    """
    Return the practised days since the last change from which nothing can be told of how it went, and those of which
    only words tell.
    """
    return practice.tally.unjudged.all + len(practice.noted)


def unjudged_share(practice: Practice) -> float:
    """
    Return the share of such days among the days with anything written in the window of the days planned.
    """
    began = practice.on - timedelta(days=practice.parameters.practised_window - 1)
    written = {day for day, _ in practice.written_from(began)}
    unjudged = Prefix(practice.tally.unjudged)
    untold = {*unjudged[unjudged.place(began) :], *practice.noted_from(began)} & written
    return len(untold) / len(written) if written else 0.0


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
    if not practice.focus.maintaining:
        return None
    return next((day.share for day in reversed(practice.days) if day.tries), None)


def strategy_partly(practice: Practice) -> float | None:
    """
    Return the share of marked days on which the strategy was done partly or not.
    """
    tally = practice.tally
    return tally.partly / tally.marked if tally.marked else None


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
    return None if talked is None else practice.count_after(talked)
