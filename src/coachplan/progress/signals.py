"""
The named readings that rules ask about, and how a plugin adds one.

A signal is a record with a function: what it is, its unit and range, what it needs before it is known, and how it is
read from the practised days of one focus. Does not know which rule asks, or what follows.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen
from attrs.validators import instance_of

from coachplan.base.constructors import plain_errors
from coachplan.base.validators import strings
from coachplan.progress.contexts import better_time, differs, going_well
from coachplan.progress.practice import Practice
from coachplan.progress.practising import (
    calm_days,
    confidence_days,
    doubt_days,
    extra_help_days,
    newest,
    overdue,
    practised_share,
    probe,
    quiet_days,
    since_change,
    since_talk,
    steps_left,
    strategy_partly,
    stress_days,
    support_share,
    tagged_days,
    unjudged_days,
    unjudged_share,
    weekly_tries,
    written_days,
)
from coachplan.progress.readings import (
    Measured,
    below_the_aim,
    does_little,
    growth,
    ready,
    rising,
    stalled,
    success,
    success_high,
    success_low,
    success_next,
    success_now,
    trend_of_days,
    worst_day,
    yes_no,
)

__all__ = ["CORE_SIGNALS", "Signal"]


@plain_errors
@frozen
class Signal:
    """
    A named reading. *doc* says what it is; *unit*, *low*, *high* and *words* what it can be; *needs* what it lacks
    while it is not known, in words or as the key of a text (empty: it is always known); *measure* reads it.
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


_TRIES = "core/needs.tries-worked"
_DAYS = "practised days"

#: Every signal of the core, in the order in which a review lists them.
CORE_SIGNALS: tuple[Signal, ...] = (
    Signal(
        "days",
        "practised days since the last change",
        unit="days",
        low=0,
        whole=True,
        measure=lambda practice: len(practice.days),
    ),
    Signal(
        "tries",
        "tries since the last change, at the step's own help, without pressure, not ill, not another way",
        unit="tries",
        low=0,
        measure=lambda practice: practice.tally.tries,
    ),
    Signal(
        "unjudged-days",
        "practised days since the last change from which nothing can be told of how it went",
        unit="days",
        low=0,
        whole=True,
        measure=unjudged_days,
    ),
    Signal(
        "unjudged-share",
        "share of the days with anything written, over 14 days, from which nothing can be told of how it went",
        unit="share",
        low=0,
        high=1,
        measure=unjudged_share,
    ),
    Signal(
        "rare",
        "whether the routine comes once a week or less, so that its chances are counted and not its days",
        words=("yes", "no"),
        measure=lambda practice: yes_no(practice.rare),
    ),
    Signal(
        "lately-tries",
        "the same tries, over the days lately",
        unit="tries",
        low=0,
        measure=lambda practice: sum(day.tries for day in practice.lately),
    ),
    Signal(
        "weekly-tries",
        "tries a week up to the last practised day, since the last change, over four weeks at the most",
        unit="tries a week",
        low=0,
        measure=weekly_tries,
    ),
    Signal(
        "success",
        "share of successes, pooled over the days lately",
        unit="share",
        low=0,
        high=1,
        needs=_TRIES,
        measure=success,
    ),
    Signal(
        "success-low",
        "the share of tries that at least works, surely in nine cases of ten",
        unit="share",
        low=0,
        high=1,
        needs=_TRIES,
        measure=success_low,
    ),
    Signal(
        "success-high",
        "the share of tries that at most works, surely in nine cases of ten",
        unit="share",
        low=0,
        high=1,
        needs=_TRIES,
        measure=success_high,
    ),
    Signal(
        "success-now",
        "the share of tries that is expected to work on an ordinary day",
        unit="share",
        low=0,
        high=1,
        needs=_TRIES,
        measure=success_now,
    ),
    Signal(
        "success-next",
        "the share of tries that would probably work at the next step",
        unit="share",
        low=0,
        high=1,
        needs="core/needs.tries-and-a-step",
        measure=success_next,
    ),
    Signal(
        "ready",
        "the chance that two in three tries work on an ordinary day",
        unit="chance",
        low=0,
        high=1,
        needs=_TRIES,
        measure=ready,
    ),
    Signal(
        "growth",
        "what a practice is expected to add where about half of the tries work",
        unit="logits a practice",
        low=0,
        needs=_TRIES,
        measure=growth,
    ),
    Signal(
        "does-little",
        "the chance that the strategy does little for this child",
        unit="share",
        low=0,
        high=1,
        needs="core/needs.five-usual-days",
        measure=does_little,
    ),
    Signal(
        "worst-day",
        "the lowest daily share lately",
        unit="share",
        low=0,
        high=1,
        needs=_TRIES,
        measure=worst_day,
    ),
    Signal(
        "rising",
        "whether the last practised day lately is better than the first",
        words=("yes", "no"),
        measure=rising,
    ),
    Signal(
        "trend",
        "change of the share per practised day",
        unit="share a day",
        low=-1,
        high=1,
        needs="core/needs.five-days",
        measure=trend_of_days,
    ),
    Signal(
        "below-aim",
        "whether the days speak for standing still and against the aim line",
        words=("yes", "no"),
        needs="core/needs.aim",
        measure=below_the_aim,
    ),
    Signal(
        "stalled",
        "whether the newer half of ten or more practised days is no better than the older",
        words=("yes", "no"),
        needs="core/needs.ten-days",
        measure=stalled,
    ),
    Signal(
        "practised",
        "share of the planned days with practice, over 14 days",
        unit="share",
        low=0,
        high=1,
        needs="core/needs.two-weeks",
        measure=practised_share,
    ),
    Signal(
        "distress-days",
        "of the last three practised days, those distressed or refused",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=lambda practice: sum(1 for day in practice.last_three if day.upset),
    ),
    Signal(
        "pressured-days",
        "of the last three practised days, those under pressure",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=tagged_days("pressured"),
    ),
    Signal(
        "no-time-days",
        "of the last three days with anything written, those with no time or too tired",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=written_days("no-time", "tired"),
    ),
    Signal(
        "another-way-days",
        "of the last three practised days, those where the skill was done another way",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=tagged_days("another-way"),
    ),
    Signal(
        "ill-days",
        "of the last three practised days, those when the child was ill",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=tagged_days("ill"),
    ),
    Signal(
        "gagged-days",
        "of the last three practised days, those with gagging",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=tagged_days("gagged"),
    ),
    Signal(
        "coughed-days",
        "of the last three practised days, those with coughing",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=tagged_days("coughed"),
    ),
    Signal(
        "extra-help-days",
        "of the last three practised days, those mostly with more help than the step has",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=extra_help_days,
    ),
    Signal(
        "calm-days",
        "practised days lately without distress, refusal, gagging, coughing, vomiting or pressure",
        unit="days",
        low=0,
        whole=True,
        measure=calm_days,
    ),
    Signal(
        "stress-days",
        "of the last three practised days with a mark, those with high stress",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=lambda practice: sum(1 for _, mark in stress_days(practice) if mark >= practice.parameters.high_stress),
    ),
    Signal(
        "low-confidence-days",
        "of the last three practised days with a mark, those with low confidence",
        unit="days",
        low=0,
        high=3,
        whole=True,
        measure=lambda practice: sum(
            1 for _, mark in confidence_days(practice) if mark < practice.parameters.low_confidence
        ),
    ),
    Signal(
        "doubt-days",
        "of the newest two practised days with a mark since the plan was last talked over, those with low confidence",
        unit="days",
        low=0,
        high=2,
        whole=True,
        measure=doubt_days,
    ),
    Signal(
        "confidence",
        "the caregiver's confidence, the mean of the newest two marks, of the last days alone",
        unit="0-10",
        low=0,
        high=10,
        needs="core/needs.confidence",
        measure=lambda practice: newest(confidence_days(practice)),
    ),
    Signal(
        "stress",
        "the caregiver's stress, the mean of the newest two marks, of the last days alone",
        unit="1-5",
        low=1,
        high=5,
        needs="core/needs.stress",
        measure=lambda practice: newest(stress_days(practice)),
    ),
    Signal(
        "impossible-counts",
        "entries of the last three practised days whose counts cannot be",
        unit="entries",
        low=0,
        whole=True,
        measure=lambda practice: sum(day.impossible for day in practice.last_three),
    ),
    Signal(
        "gap",
        "days of the long break just before the present run of practice; else 0",
        unit="days",
        low=0,
        whole=True,
        measure=lambda practice: practice.gap,
    ),
    Signal(
        "quiet-days",
        "days since the last entry, or since the focus began where there is none, without those of an agreed rest",
        unit="days",
        low=0,
        whole=True,
        measure=quiet_days,
    ),
    Signal(
        "overdue",
        "whether nothing was written for longer than is usual for a routine that comes once a week or less",
        words=("yes", "no"),
        measure=lambda practice: yes_no(overdue(practice)),
    ),
    Signal(
        "days-since-change",
        "days since the last change of any kind",
        unit="days",
        low=0,
        whole=True,
        measure=since_change,
    ),
    Signal(
        "since-talk",
        "practised days since the plan was last talked over or made lighter",
        unit="days",
        low=0,
        whole=True,
        needs="core/needs.talk",
        measure=since_talk,
    ),
    Signal(
        "step",
        "the step, counting from 1",
        unit="step",
        low=1,
        whole=True,
        measure=lambda practice: practice.focus.step,
    ),
    Signal(
        "steps-left",
        "how many steps are above this one",
        unit="steps",
        low=0,
        whole=True,
        needs="core/needs.plugin",
        measure=steps_left,
    ),
    Signal("places", "places in which it goes well", unit="places", low=0, whole=True, measure=going_well("place")),
    Signal("people", "people with whom it goes well", unit="people", low=0, whole=True, measure=going_well("who")),
    Signal(
        "places-differ",
        "whether one place goes well and another does not, beyond chance",
        words=("yes", "no"),
        measure=differs("place"),
    ),
    Signal(
        "people-differ",
        "whether it goes well with one person and not with another, beyond chance",
        words=("yes", "no"),
        measure=differs("who"),
    ),
    Signal(
        "times-differ",
        "whether one part of day goes well and calmly and another does not, beyond chance",
        words=("yes", "no"),
        measure=lambda practice: yes_no(better_time(practice)),
    ),
    Signal(
        "strategy-days",
        "practised days on which the strategy was marked done",
        unit="days",
        low=0,
        whole=True,
        measure=lambda practice: practice.tally.done,
    ),
    Signal(
        "strategy-partly",
        "share of marks that say the strategy was done partly or not",
        unit="share",
        low=0,
        high=1,
        needs="core/needs.strategy-mark",
        measure=strategy_partly,
    ),
    Signal(
        "support-share",
        "share of tries lately that were given more help than the step has",
        unit="share",
        low=0,
        high=1,
        needs="core/needs.tries",
        measure=support_share,
    ),
    Signal(
        "sensory",
        "whether the strategy is a sensory one",
        words=("yes", "no"),
        measure=lambda practice: yes_no(practice.strategy is not None and "sensory" in practice.strategy.tags),
    ),
    Signal(
        "maintaining",
        "whether the skill is mastered and only probed",
        words=("yes", "no"),
        measure=lambda practice: yes_no(practice.focus.maintaining),
    ),
    Signal(
        "generalising",
        "whether places or people are being alternated",
        words=("yes", "no"),
        measure=lambda practice: yes_no(practice.focus.generalising),
    ),
    Signal(
        "probe-success",
        "share of the latest probe of a maintained skill",
        unit="share",
        low=0,
        high=1,
        needs="core/needs.probe",
        measure=probe,
    ),
    Signal(
        "offers",
        "parts of days since the last change in which something was offered or tried",
        unit="offers",
        low=0,
        whole=True,
        measure=lambda practice: practice.tally.offers,
    ),
)
