"""
What a journal tells to whoever looks back: each review that was offered, with all that was known when it was.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.audit import again, made_with
from coachplan.journal import Journal, trail
from coachplan.model.audited import MadeWith
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five

sys.path.insert(0, str(Path(__file__).parent))
from lived import lives, stamp  # beside the tests, and no package

MADE = made_with(ENGINE)
BY = {"family": "sam", "at": stamp(OPEN.first_day), "by": "Dana, OT"}


def begun(journal, log):
    """A plan and what was written, recorded; and its review."""
    journal.save(OPEN, made_from=None, at=BY["at"], by=BY["by"], entries=log)
    return ENGINE.review(OPEN, log, on=day(3))


@settings(max_examples=15)
@given(data=st.data())
def test_each_review_that_was_offered_is_made_again_as_it_was(empty, data):
    """Whatever was recorded since: the same engine says the same, of every review in the record."""
    with tempfile.TemporaryDirectory() as folder, Journal.open(shutil.copy(empty, Path(folder) / "a.db")) as journal:
        moments = lives(journal, data)
        record = journal.read(moments[0].plan.family.id)
        found = trail(record)

        assert () == found.findings
        assert list(record.reviews) == [each.review for each in found.audited]
        for each in found.audited:
            assert again(ENGINE, each).same


def test_what_was_written_later_is_no_part_of_it(journal):
    """An entry that came after the review was offered was not known then."""
    review = begun(journal, of_five(5, 5))
    journal.offered(review, made_with=MADE, **BY)
    journal.append([entry(3, 0, id="later", hard="he stopped breathing")], **BY)

    (of,) = trail(journal.read("sam")).audited

    assert tuple(of_five(5, 5)) == of.entries
    assert (MADE, True, ()) == (of.made_with, again(ENGINE, of).same, again(ENGINE, of).made_with)


def test_what_it_was_made_with_is_recorded_once_until_it_is_another(journal):
    """And each review has its own, also where one was offered without a word of it."""
    begun(journal, of_five(5, 5))
    other = evolve(MADE, content={"core rules": "x"})
    given = (MADE, MADE, other, MADE, None)
    for number, made in enumerate(given):
        review = ENGINE.review(OPEN, of_five(5, 5), on=day(3) + timedelta(days=number))
        kept = journal.offered(review, made_with=made, **BY)
        assert kept.new == (1 if number == 1 else 2)
        assert journal.offered(review, made_with=other, **BY).new == 0, "the same once more adds nothing"

    found = [each.made_with for each in trail(journal.read("sam")).audited]

    unknown = MadeWith(versions=dict(ENGINE.made_with))
    assert [MADE, MADE, other, MADE, unknown] == found
    assert () == journal.check()


def test_with_a_plan_that_is_saved_it_goes_the_same_way(journal):
    """All or nothing, with the next plan, what was written and the review."""
    begun(journal, of_five(5, 5))
    log = [*of_five(5, 5), entry(3, 5, id="x", hard="he stopped breathing")]
    review = ENGINE.review(OPEN, log, on=day(3))
    journal.save(
        ENGINE.record(OPEN, review), made_from=OPEN.version, at=BY["at"], by="Alex", entries=log[2:], review=review,
        made_with=MADE,
    )  # fmt: skip

    (of,) = trail(journal.read("sam")).audited

    assert (MADE, True) == (of.made_with, again(ENGINE, of).same)
    assert review.alerts == of.review.alerts
    assert of.plan.open_flags


def test_a_review_of_a_plan_that_was_never_recorded_so_is_named(journal):
    """The others are told all the same."""
    review = begun(journal, of_five(5, 5))
    held = ENGINE.hold(OPEN, "f1", until=day(9), by="Dana, OT", role="clinician", on=day(2), why="exams")
    journal.offered(ENGINE.review(held, of_five(5, 5), on=day(3)), **BY)
    journal.offered(review, **BY)

    found = trail(journal.read("sam"))

    assert [review] == [each.review for each in found.audited]
    assert ["stale"] == [each.code for each in found.findings]
    assert "event" in str(found.findings[0])
