"""
The two tables of judgement, as the design states them.
"""

from __future__ import annotations

from coachplan.actions import KINDS
from coachplan.precedence import HELD_BY_A_PERSON, HELD_BY_SOON, MAY_BE_HELD, NEVER_QUEUED, caution, speaks_before
from coachplan.rules import TOPICS, Rule


def test_caution_runs_from_pause_to_step_up():
    """
    pause > lighten > step-down > change-strategy = change-routine = clarify = continue > maintain = generalise
    > step-up.
    """
    lines = [
        ["pause"],
        ["lighten"],
        ["step-down"],
        ["change-strategy", "change-routine", "clarify", "continue"],
        ["maintain", "generalise"],
        ["step-up"],
    ]
    levels = [{caution(kind) for kind in line} for line in lines]
    assert all(len(level) == 1 for level in levels)
    flat = [level.pop() for level in levels]
    assert flat == sorted(set(flat), reverse=True)
    assert set(KINDS) == {kind for line in lines for kind in line}


def test_rows_of_precedence():
    """
    Safety; load; practised; enough data; distress; step down; not progressing; step up; generalise; maintain;
    continue.
    """
    assert (
        "safety",
        "load",
        "practised",
        "enough-data",
        "distress",
        "step-down",
        "not-progressing",
        "step-up",
        "generalise",
        "maintain",
        "continue",
    ) == TOPICS


def test_a_rule_speaks_in_its_row():
    """
    The row comes from the kind of step unless the rule says what it is about; in a row the more cautious goes
    first.
    """
    up = Rule("toy/a", "true", then="step-up")
    down = Rule("toy/b", "true", then="step-down")
    early_up = Rule("toy/c", "true", then="step-up", about="safety")
    assert [early_up, down, up] == sorted([up, down, early_up], key=speaks_before)
    keep, ease = (
        Rule("toy/d", "true", then="continue", about="load"),
        Rule("toy/e", "true", then="lighten", about="load"),
    )
    assert [ease, keep] == sorted([keep, ease], key=speaks_before)


def test_ties_are_settled_by_id():
    """Two rules alike speak in the order of their ids, so that no order of loading matters."""
    one, two = Rule("toy/a", "true", then="clarify"), Rule("toy/b", "true", then="clarify")
    assert [one, two] == sorted([two, one], key=speaks_before)


def test_nothing_careful_can_be_held_back():
    """A flag, a person or a plugin holds back only kinds that are no more cautious than continue."""
    held = {*HELD_BY_SOON, *HELD_BY_A_PERSON, *MAY_BE_HELD}
    assert held.isdisjoint({"pause", "lighten", "step-down"})
    assert {"step-up", "generalise", "maintain"} == set(HELD_BY_SOON)


def test_safety_lighten_and_step_down_never_queue():
    """They never wait for another focus."""
    assert {"pause", "lighten", "step-down"} <= set(NEVER_QUEUED)
    assert {"step-up", "change-strategy", "change-routine", "generalise", "maintain"}.isdisjoint(NEVER_QUEUED)
