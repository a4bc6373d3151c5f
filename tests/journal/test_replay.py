"""
The law of the journal: what was known at any moment is read back as it was, and leads to the same review.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import InvalidError
from coachplan.documents.codec import with_texts
from coachplan.journal import Journal
from coachplan.journal.replaying import up_to
from coachplan.testing.builders import ENGINE, OPEN, of_five

sys.path.insert(0, str(Path(__file__).parent))
from lived import lives, stamp  # beside the tests, and no package


@settings(max_examples=15)
@given(data=st.data())
def test_what_was_known_then_is_read_back_and_reviewed_alike(empty, data):
    """At each moment the plan and the log of the journal are those that were held, and so is their review."""
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(empty, Path(folder) / "practice.db")
        with Journal.open(file) as journal:
            moments = lives(journal, data)
            family = moments[0].plan.family.id
            last = {moment.on: moment for moment in moments}
            asked = [(moment.seq, moment) for moment in moments] + [(moment.at, moment) for moment in moments]
            for as_of, moment in [*asked, *last.items()]:
                record = journal.read(family, as_of=as_of)
                assert moment.plan == record.plan(moment.plan.id)
                assert moment.plan.version == record.plan(moment.plan.id).version
                assert moment.entries == record.entries == record.entries_of(moment.plan.id)
                assert moment.plan.family == record.family
                if moment.review is not None:
                    again = ENGINE.review(record.plan(moment.plan.id), record.entries, on=moment.on)
                    assert moment.review == again
                    assert moment.review in record.reviews
                    assert set(moment.review.alerts) <= set(record.alerts)
            assert (moments[-1].plan,) == journal.plans(family)
            assert () == journal.check()


def test_a_review_that_was_offered_speaks_again(journal):
    """It is kept whole, and once it is given the words it says what it said."""
    journal.save(OPEN, made_from=None, at=stamp(OPEN.first_day), by="Dana, OT")
    review = ENGINE.review(OPEN, of_five(5, 5, 5), on=OPEN.first_day + timedelta(days=2))
    journal.offered(review, family="sam", at=stamp(OPEN.first_day), by="Dana, OT")

    back = with_texts(journal.read("sam").reviews[0], ENGINE.catalogue.words)

    assert (review, review.id, str(review)) == (back, back.id, str(back))


# -- as of when

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def hours(*numbers):
    return [(place, NINE + timedelta(hours=number)) for place, number in enumerate(numbers, start=1)]


@pytest.mark.parametrize(
    ("stood", "as_of", "known"),
    [
        (hours(0, 1, 2), None, 3),
        (hours(0, 1, 2), 2, 2),
        (hours(0, 1, 2), 0, 0),
        (hours(0, 1, 2), NINE + timedelta(hours=1), 2),
        (hours(0, 1, 2), NINE - timedelta(hours=1), 0),
        (hours(0, 24, 48), date(2026, 3, 3), 2),
        (hours(0, 24, 48), date(2026, 3, 1), 0),
        # the clock went back by three hours between the second and the third: what stands before it was known before it
        (hours(0, 5, 2, 3), NINE + timedelta(hours=2), 3),
        (hours(0, 5, 2, 3), NINE + timedelta(hours=1), 1),
        (hours(0, 99_999, 2, 3), NINE + timedelta(hours=3), 4),
    ],
)
def test_what_was_known_is_always_the_beginning_of_the_record(stood, as_of, known):
    """Up to a place, or up to the last that was stamped by then, whatever the clock did between."""
    assert known == up_to(stood, as_of)


def test_a_day_is_the_day_where_it_was_stamped():
    """Half past midnight in Madrid is the next day there, and the day before in Greenwich."""
    madrid = datetime(2026, 3, 3, 0, 30, tzinfo=timezone(timedelta(hours=1)))

    assert 0 == up_to([(1, madrid)], date(2026, 3, 2))
    assert 1 == up_to([(1, madrid)], date(2026, 3, 3))
    assert 1 == up_to([(1, madrid)], datetime(2026, 3, 2, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize("as_of", [True, "2026-03-02", 2.5, datetime(2026, 3, 2, 9)])  # noqa: DTZ001 - what is refused
def test_what_is_no_moment_is_refused(as_of):
    """A moment without its time zone is none."""
    with pytest.raises(InvalidError):
        up_to([], as_of)


def test_a_clock_that_goes_back_changes_no_order(journal):
    """What is recorded later stands later, and the newest plan is the one that was recorded last."""
    first = stamp(OPEN.first_day)
    journal.save(OPEN, made_from=None, at=first, by="Dana, OT")
    held = ENGINE.hold(OPEN, "f1", until=OPEN.first_day + timedelta(days=9), by="Alex", on=OPEN.first_day)
    journal.save(held, made_from=OPEN.version, at=first - timedelta(days=400), by="Alex")
    journal.append(of_five(1, 2), family="sam", plan="p1", at=first - timedelta(days=800), by="Alex")

    record = journal.read("sam")

    assert held == journal.plan("p1")
    assert [1, 2, 3, 4, 5, 6] == [event.version for event in record.events]
    assert tuple(of_five(1, 2)) == record.entries
    assert sorted(event.seq for event in record.events) == [event.seq for event in record.events]
