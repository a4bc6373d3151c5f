"""Series made for charts: any that a plan could give, cheaply, and a few that are looked at."""

from datetime import timedelta

from hypothesis import strategies as st

from coachplan.base.messages import Message
from coachplan.papers.points import Point
from coachplan.papers.series import Series
from coachplan.papers.series_parts import AimLine, ChartedPhase, DaysOff, FlagDay
from coachplan.testing.builders import ENGINE, D

TEXTS = ENGINE.catalogue.words
LABELS = [
    Message("core/chart.phase.step", {"step": 2, "title": "Puts one block on top after you show it"}),
    Message("core/chart.phase.step", {"step": 11, "title": "Waits"}),
    Message("core/chart.phase.strategy", {"title": "Wait and look, and then let the child begin without a word"}),
    Message("core/chart.phase.again"),
]
AXES = {"tries": (0, 1), "rating": (-2, 2), "count": (0, 20), "duration": (0, 15)}


def on(number):
    return D + timedelta(days=number)


@st.composite
def any_series(draw, measure=None):
    """Some days or many, some phases or many, both observers, everything beside."""
    span = draw(st.sampled_from([3, 12, 40, 60, 150, 400]))
    measure = measure or draw(st.sampled_from(sorted(AXES)))
    low, high = AXES[measure]
    most = draw(st.sampled_from([0, 2, 5, 14]))
    changes = sorted(draw(st.sets(st.integers(1, span), max_size=most)))
    begins = [0, *changes]
    ends = [*(begin - 1 for begin in changes), span]
    phases = [
        ChartedPhase(
            first=on(begin), last=on(end), label=draw(st.sampled_from(LABELS)),
            target=None if measure == "tries" else high / 2,
        )
        for begin, end in zip(begins, ends, strict=True)
    ]  # fmt: skip
    days = sorted(draw(st.sets(st.integers(0, span), max_size=25)))
    both = draw(st.booleans())
    points = []
    for number in days:
        phase = sum(1 for begin in changes if begin <= number)
        observers = ("caregiver", "clinician") if both and number % 3 == 0 else ("caregiver",)
        points += [_point(draw, number, phase, observer, measure, low, high) for observer in observers]
    off = []
    if draw(st.booleans()):
        first = draw(st.integers(0, span))
        last = min(span, first + draw(st.integers(0, 20)))
        off = [DaysOff(first=on(first), last=on(last), kind=draw(st.sampled_from(["agreed", "ill", "gap"])))]
    flagged = sorted(draw(st.sets(st.integers(0, span), max_size=3)))
    flags = [FlagDay(on=on(each), cleared=each % 2 == 0) for each in flagged]
    aim = None
    if measure == "tries" and draw(st.booleans()):
        aim = AimLine(first=on(begins[-1]), start=0.2, aim=0.8, aim_day=draw(st.sampled_from([None, on(5), on(90)])))
    return Series(
        focus="f1", skill=Message("toy/stack-blocks#title"), measure=measure, low=low, high=high,
        since=on(0), until=on(span),
        phases=phases, points=points, off=off, flags=flags, aim=aim, texts=TEXTS,
    )  # fmt: skip


def _point(draw, number, phase, observer, measure, low, high):
    kind = draw(st.sampled_from(["counted" if measure == "tries" else "amount"] * 4 + ["coarse", "apart", "practised"]))
    value = low + (high - low) * draw(st.integers(0, 8)) / 8
    tries = draw(st.sampled_from([1, 5, 12])) if kind == "counted" else 0
    if kind == "practised" or (kind == "coarse" and measure != "tries"):
        value = None
    return Point(
        on=on(number), phase=phase, observer=observer, kind=kind, value=value, tries=tries,
        successes=0, apart_tries=3 if kind == "apart" else 0,
    )  # fmt: skip
