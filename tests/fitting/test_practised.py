"""
How families practise is told as it is: tries a day, and days a week, where eight families in ten lie.
"""

from __future__ import annotations

from attrs import evolve

from coachplan.fitting.practised import practice_of


def test_tries_and_days_are_those_of_the_families(one):
    """Five tries each day is seven days a week; one idle day between halves that; nobody tells of nothing."""
    daily, rarely = one("daily", [(5, 3)] * 8), one("rarely", [(9, 3)] * 8, idle=1)
    found = practice_of([daily] * 8 + [rarely] * 3)

    assert ((5, 9), 7.0) == (found.tries, found.days_a_week[1])
    assert found.days_a_week[0] == 7 * 8 / (8 + 7)
    assert practice_of([daily]) is None


def test_a_long_break_is_no_week(one):
    """What a family did before and after it counts."""
    told = one("away", [(5, 3)] * 4)
    ((stretch,),) = told.histories
    days = [*stretch.days[:2], stretch.days[2]._replace(idle=40, broke=True), stretch.days[3]]
    away = evolve(told, histories=((evolve(stretch, days=tuple(days)),),))

    assert practice_of([away] * 2).days_a_week == (7, 7)
