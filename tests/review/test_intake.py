"""
Which entries count: amendments, clashes, days to come, odd counts and tags; what is set aside is listed.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from coachplan.base.errors import CoachplanError
from coachplan.testing.builders import ENGINE, OPEN, D, at, day, entry, of_five, review


def missing(found, what):
    return [each.why for each in found.missing if each.what == what]


def test_the_highest_revision_counts():
    """An amended entry is read as amended, in whatever order the revisions come."""
    log = [entry(1, 1), entry(1, 4, revision=1)]
    for given in (log, log[::-1]):
        assert 0.8 == review(OPEN, given).reading("f1", "success").value


def test_an_edited_past_is_decided_anew():
    """X-07: day 3 changed from 1 of 5 to 4 of 5 gives another review, with another id; neither entry is lost."""
    before = review(OPEN, of_five(5, 5, 1))
    after = review(OPEN, [*of_five(5, 5, 1), entry(3, 4, revision=1)])
    assert ("continue", "step-up") == (before.step_for("f1").action.kind, after.step_for("f1").action.kind)
    assert before.id != after.id


def test_flags_are_read_in_every_revision():
    """Words that were written and taken back are still read."""
    found = review(OPEN, [entry(1, 3, hard="hiccups all day"), entry(1, 3, revision=1, hard="all fine")])
    assert [("today", "e1")] == [(alert.urgency, alert.entry) for alert in found.alerts]


def test_a_clash_counts_for_neither():
    """One id and revision with two contents: neither counts, both are listed."""
    found = review(OPEN, [*of_five(5, 5), entry(3, 5), entry(3, 0)])
    assert 10 == found.reading("f1", "tries").value
    assert 2 == len(missing(found, "e3"))
    assert "twice" in missing(found, "e3")[0]


def test_a_clash_below_the_highest_revision_is_settled():
    """A later revision that is clear counts; the clash below it stays listed."""
    found = review(OPEN, [entry(1, 5), entry(1, 0), entry(1, 4, revision=1)])
    assert 0.8 == found.reading("f1", "success").value
    assert 2 == len(missing(found, "e1"))


@pytest.mark.parametrize(
    "other",
    [{"focus": "f2"}, {"successes": 4}, {"tags": ["ill"]}, {"hard": "ouch"}, {"language": "fr", "hard": "non"}],
)
def test_clashes_come_out_the_same_in_any_order(other):
    """Two entries that clash, in either order: the same review with the same id."""
    pair = [
        entry(1, 1, hard="non", language="xx"),
        entry(1, **{"successes": 1, "hard": "non", "language": "xx", **other}),
    ]
    one, two = review(OPEN, pair), review(OPEN, pair[::-1])
    assert one == two
    assert one.id == two.id


def test_the_words_of_clashing_entries_are_read():
    """What clashes is set aside, and its words are still read for safety."""
    found = review(OPEN, [entry(1, 3, hard="hiccups all day"), entry(1, 2, hard="a good day")])
    assert ["today"] == [alert.urgency for alert in found.alerts]


def test_days_to_come_are_set_aside_and_read():
    """An entry dated after the review is listed, does not count, and its words are read for safety."""
    found = review(OPEN, [entry(1, 3), entry(5, 3, hard="hiccups all day")], 2)
    assert "after the day of this review" in missing(found, "e5")[0]
    assert ["e5"] == [alert.entry for alert in found.alerts]
    assert 5 == review(OPEN, [entry(1, 3), entry(5, 3)], 2).reading("f1", "tries").value


def test_an_unknown_focus_is_listed_and_read():
    """An entry for a focus that the plan never had says so, with those it has; its words are read."""
    found = review(OPEN, [entry(1, 3, focus="f9", hard="hiccups all day")])
    assert "f9" in missing(found, "e1")[0]
    assert "f1" in missing(found, "e1")[0]
    assert ["today"] == [alert.urgency for alert in found.alerts]


def test_entries_of_an_ended_focus_are_no_mistake():
    """A focus that ended is known: its entries are not listed as wrong, and their words are read."""
    ended = ENGINE.end(OPEN, "f1", by="Alex", on=day(3))
    found = review(ended, [entry(2, 3, hard="hiccups all day")])
    assert [] == missing(found, "e2")
    assert ["today"] == [alert.urgency for alert in found.alerts]


def test_entries_before_the_first_day_are_listed():
    """An entry dated before its focus began, in no phase of it, is not used, and says so."""
    found = review(at(since=day(10)), [entry(1, 3), entry(11, 3)])
    assert missing(found, "e1")


def test_a_misspelt_tag_names_the_nearest():
    """An unknown tag sets the entry aside and names the right one; the words are read."""
    found = review(OPEN, [entry(1, 3, tags=["distresed"], hard="hiccups all day")])
    assert "Did you mean distressed?" in missing(found, "e1")[0]
    assert ["today"] == [alert.urgency for alert in found.alerts]


def test_an_impossible_count_is_asked_about():
    """X-02: 7 of 5 is no try; the words are kept and read; the caregiver is asked."""
    found = review(OPEN, [entry(1, 7, worked="he laughed")])
    assert "7 successes out of 5 tries" in missing(found, "e1")[0]
    assert ("clarify", "core/impossible-counts") == (found.step_for("f1").action.kind, found.step_for("f1").rule)
    assert found.reading("f1", "success").value is None
    assert ["he laughed"] == [win.words for win in found.wins if win.by == "child"]


@pytest.mark.parametrize("bad", [{"confidence": 15}, {"stress": 9}, {"confidence": float("nan")}])
def test_an_impossible_mark_is_left_out_and_the_rest_kept(bad):
    """A confidence of 15 is set aside and listed; the tries of that entry count."""
    found = review(OPEN, [entry(1, 4, **bad)])
    assert missing(found, "e1")
    assert 5 == found.reading("f1", "tries").value


@pytest.mark.parametrize("given", [{"id": "e1"}, "e1", None, 3])
def test_what_is_no_entry_is_refused(given):
    """A dict or a word among the entries is an error in words."""
    with pytest.raises(CoachplanError, match=r"entries\[0\]: found .*\. Expected Entry\."):
        ENGINE.review(OPEN, [given], on=D)


@pytest.mark.parametrize("bad", ["2026-03-02", datetime(2026, 3, 2, 9), None])  # noqa: DTZ001 - the mistake
@pytest.mark.parametrize("log", [[], [1]])
def test_the_day_of_a_review_is_a_date(bad, log):
    """A text, or a moment with a clock, for the day is an error that says so."""
    with pytest.raises(CoachplanError):
        ENGINE.review(OPEN, [entry(each, 3) for each in log], on=bad)
