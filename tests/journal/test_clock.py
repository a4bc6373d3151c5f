"""
A journal whose clock goes back: its order is that of the writing, nothing is refused, and it says where that was.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coachplan.audit import again
from coachplan.journal import trail
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five

LOG = of_five(5, 5, 5, 4, 5)
HURT = [*LOG, entry(5, hard="he stopped breathing", id="e9")]

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
BACK = {
    "an hour": timedelta(hours=1),
    "a day": timedelta(days=1),
    "a year": timedelta(days=365),
    "to 1970": AT - datetime(1970, 1, 1, tzinfo=UTC),
}


@pytest.mark.parametrize("back", BACK.values(), ids=BACK)
def test_a_journal_goes_on_where_it_was(journal, back):
    """All is as it was written, in that order; nothing is refused, and where it went back is said."""
    journal.save(OPEN, made_from=None, at=AT, by="Dana, OT", entries=LOG)
    review = ENGINE.review(OPEN, HURT, on=day(6))
    late = {"at": AT - back, "by": "Alex"}
    journal.append(HURT[-1:], family="sam", plan="p1", **late)
    journal.offered(review, family="sam", **late)
    recorded = ENGINE.record(OPEN, review)
    journal.save(recorded, made_from=OPEN.version, **late)

    record = journal.read("sam")

    assert list(range(1, len(record.events) + 1)) == [event.version for event in record.events]
    assert (recorded, tuple(HURT), review.alerts) == (record.plan(), record.entries, record.alerts)
    assert ((), 0) == (journal.check(), journal.append(HURT, family="sam", plan="p1", at=AT, by="Alex").new)
    (of,) = trail(record).audited
    assert again(ENGINE, of).same
    for event in record.events:  # by its place, what was known is what was known, whatever the clock said
        assert record.events[: event.version] == journal.read("sam", as_of=event.seq).events
    (said,) = record.clock_went_back
    first = next(event for event in record.events if event.at < AT)
    assert ("wrong-day", f"event {first.seq}") == (said.code, said.where)
    assert str(first.at) in said.what
    assert () == journal.read("sam", as_of=first.seq - 1).clock_went_back


@pytest.mark.parametrize("on", [datetime(2026, 10, 25, 2, 30), datetime(2026, 3, 29, 2, 30)])  # noqa: DTZ001 - zoned below
def test_an_hour_that_comes_twice_or_never_is_no_trouble(journal, on):
    """What is returned is what is read back, and what was known at either of the two is told apart."""
    journal.save(OPEN, made_from=None, at=AT, by="Dana, OT")
    kept = [
        journal.append([entry(1 + fold)], family="sam", plan="p1", at=on.replace(tzinfo=MADRID, fold=fold), by="Al")
        for fold in (0, 1)
    ]

    record = journal.read("sam")

    assert tuple(each.events[0] for each in kept) == record.events[-2:]
    first = min(each.events[0].at for each in kept)
    assert first in [event.at for event in journal.read("sam", as_of=first).events]
