"""
The two tables of judgement, as the design states them.
"""

from __future__ import annotations

from coachplan.knowledge import precedence
from coachplan.knowledge.precedence import (
    ASKED_WHILE_MAINTAINING,
    HELD_BY_A_PERSON,
    HELD_BY_SOON,
    MAY_BE_HELD,
    NEVER_QUEUED,
    caution,
    precedence_key,
)
from coachplan.knowledge.rules import TOPICS, Rule
from coachplan.model.actions import KINDS


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
    assert [early_up, down, up] == sorted([up, down, early_up], key=precedence_key)
    keep, ease = (
        Rule("toy/d", "true", then="continue", about="load"),
        Rule("toy/e", "true", then="lighten", about="load"),
    )
    assert [ease, keep] == sorted([keep, ease], key=precedence_key)


def test_ties_are_settled_by_id():
    """Two rules alike speak in the order of their ids, so that no order of loading matters."""
    one, two = Rule("toy/a", "true", then="clarify"), Rule("toy/b", "true", then="clarify")
    assert [one, two] == sorted([two, one], key=precedence_key)


def test_what_only_holds_back_comes_last_in_its_row():
    """A rule that proposes nothing has nothing to say before those that do, the least cautious included."""
    hold = Rule("toy/a", "true", holds=["step-up"], about="step-up")
    up = Rule("toy/b", "true", then="step-up")
    assert [up, hold] == sorted([hold, up], key=precedence_key)


def test_nothing_careful_can_be_held_back():
    """A flag, a person or a plugin holds back only kinds that are no more cautious than continue."""
    held = {*HELD_BY_SOON, *HELD_BY_A_PERSON, *MAY_BE_HELD}
    assert held.isdisjoint({"pause", "lighten", "step-down"})
    assert {"step-up", "generalise", "maintain"} == set(HELD_BY_SOON)


def test_a_persons_hold_keeps_what_is_practised():
    """Somebody who says "not now" stops every change of step, strategy, routine and place, and no easing."""
    assert {"step-up", "generalise", "maintain", "change-strategy", "change-routine"} == set(HELD_BY_A_PERSON)


def test_a_plugin_may_hold_back_whatever_is_no_more_careful_than_going_on():
    """Going on as it is can be held back too, and a talk: only what eases or stops cannot."""
    assert set(KINDS) - {"pause", "lighten", "step-down"} == set(MAY_BE_HELD)


def test_what_never_queues():
    """What is safe or easier never waits for another focus, and what changes nothing need not; all else waits."""
    assert {"pause", "lighten", "step-down", "continue", "clarify"} == set(NEVER_QUEUED)


def test_a_mastered_skill_is_asked_about_little():
    """It is stopped where it is not safe, eased where it is too much, and looked in on; it is not practised."""
    assert {"safety", "load", "maintain"} == set(ASKED_WHILE_MAINTAINING)


def test_what_changes_nothing_or_lightens_is_always_a_caregivers():
    """Without any approval a caregiver may go on, make it lighter and pause, and nothing else."""
    assert {"continue", "lighten", "pause"} == set(precedence.ALWAYS_OPEN)
