"""
What a journal that was kept by `versions/keep.py` says, whichever version and database it is of, once it is opened.
"""

from __future__ import annotations

from datetime import UTC, datetime

from coachplan.audit import again
from coachplan.journal import Erasure, trail
from coachplan.testing.builders import ENGINE, day, entry

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)

#: All of a row that is promised to stay, in order.
ROWS = (
    'select seq, stream, version, kind, plan, item, once, document, at, "by", seal from coachplan_journal order by seq'
)


def says_what_it_said(journal):
    """Its family, its plan, its log with every character, its review, and what was erased; and it goes on."""
    record = journal.read("sam")
    assert () == journal.check()
    assert ("sam",) == journal.families()
    assert ["e1", "e2", "e3", "e9"] == [each.id for each in record.entries]
    assert "He fell and hit his head and was sick. \x00 ñ" == record.entries[3].worked
    focus = record.plan().focuses[0]
    assert ("f1", "toy/stack-blocks", 2) == (focus.id, focus.skill, focus.step)
    assert ["seen"] == [cleared.note for cleared in record.plan().cleared]
    assert ["e9"] == [alert.entry for alert in record.alerts]
    assert (Erasure(at=AT.replace(day=6), by="The clinic", events=1),) == journal.erasures()
    assert {"family", "plan", "entry", "review", "alert", "cleared"} == {event.kind for event in record.events}
    replays(journal, record)
    kept = journal.append([entry(5, 5)], family="sam", plan="p1", at=AT, by="Alex")
    assert (1, len(record.events) + 1) == (kept.new, kept.events[0].version)


def replays(journal, record):
    """What was known at each place is there, and the review of then is made again: as it was, and as safe."""
    for event in record.events:
        known = journal.read("sam", as_of=event.seq)
        assert record.events[: event.version] == known.events
        assert event.value == known.events[-1].value
    looked = trail(record)
    (of,) = looked.audited
    audit = again(ENGINE, of)
    assert ((), ()) == (looked.findings, tuple(audit.less_safe))
    now = ENGINE.review(of.plan, of.entries, on=of.on)
    assert of.review.alerts == now.alerts
    assert [(step.focus, step.action) for step in of.review.next_steps] == [
        (step.focus, step.action) for step in now.next_steps
    ]
    assert () == ENGINE.review(record.plan(), record.entries, on=day(5)).alerts
