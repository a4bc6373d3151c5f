"""
The caseload at a glance: who needs the clinician first, and why.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.papers.overview import FIRST, overview
from coachplan.testing.builders import ENGINE, OPEN, D, day, entry, of_five
from coachplan.testing.strategies import logs, plans


def case(name, log, number=5, plan=OPEN):
    """One family of the caseload, by its id."""
    own = evolve(plan, id=name, family=evolve(plan.family, id=name))
    return own, ENGINE.review(own, log, on=day(number))


def test_whoever_is_in_danger_comes_first():
    """An emergency, a call today, something to raise; then steps, drafts and questions; then what is quiet."""
    rows = overview(
        ENGINE,
        [
            case("calm", of_five(3, 3, 4, 3)),
            case("quiet", of_five(3), 40),
            case("draft", [], plan=evolve(OPEN, approval=None)),
            case("asks", [entry(4, 3, question="is it fine to use the sofa?")]),
            case("choked", [entry(4, hard="He choked on a grape and his lips went blue.")]),
        ],
    ).rows

    assert ["choked", "draft", "asks", "quiet", "calm"] == [row.family for row in rows]
    assert ["now", "draft", "question", "quiet", "nothing"] == [row.first for row in rows]
    assert "lips went blue" in rows[0].reasons[0]
    assert all(row.reasons for row in rows)


def test_of_two_alerts_the_older_waits_longer():
    """Nobody is forgotten behind newer ones."""
    note = "He choked on a grape and his lips went blue."
    rows = overview(ENGINE, [case("a", [entry(4, hard=note)]), case("b", [entry(2, hard=note)])]).rows

    assert ["b", "a"] == [row.family for row in rows]


def test_an_empty_caseload_has_no_rows():
    """And no day."""
    assert ((), None) == (overview(ENGINE, []).rows, overview(ENGINE, []).on)


@given(st.data())
def test_no_plan_is_left_out_and_no_alert_comes_later(data):
    """Each plan has its row with its most urgent alert as what comes first, however they were handed over."""
    cases = []
    for number in range(data.draw(st.integers(1, 3))):
        plan = evolve(data.draw(plans()), id=f"p{number}")
        cases.append((plan, ENGINE.review(plan, data.draw(logs(plan)), on=D + timedelta(days=30))))
    found, backwards = overview(ENGINE, cases), overview(ENGINE, cases[::-1])

    assert found.rows == backwards.rows
    assert {plan.id for plan, _ in cases} == {row.plan for row in found.rows}
    assert sorted(row.place for row in found.rows) == [row.place for row in found.rows]
    for plan, review in cases:
        [row] = [row for row in found.rows if row.plan == plan.id]
        if review.alerts:
            assert min(FIRST.index(alert.urgency) for alert in review.alerts) == row.place
