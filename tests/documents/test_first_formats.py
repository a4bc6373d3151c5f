"""
What older coachplans wrote is still read, and where a meaning changed it errs on the careful side and says so.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads, read
from coachplan.documents.logs import read_log
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Approval, Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert, Proposal, Suggestion
from coachplan.testing.builders import ENGINE

FIRST = Path(__file__).parent / "1"
ON = date(2026, 3, 10)
WORDS = ENGINE.catalogue.words

KINDS = {
    "alert.json": Alert,
    "approval.json": Approval,
    "entries.json": list[Entry],
    "entry.json": Entry,
    "family.json": Family,
    "family.toml": Family,
    "plan-open-flags.json": Plan,
    "plan.json": Plan,
    "proposal.json": Proposal,
    "review-paused.json": Review,
    "review.json": Review,
    "suggestion.json": Suggestion,
}


def of_first(name):
    return read(KINDS[name], FIRST / name, texts=WORDS)


def test_every_kind_of_document_was_kept():
    """No kind of document that there was is without one."""
    assert sorted([*KINDS, "log.csv", "log.jsonl"]) == sorted(path.name for path in FIRST.iterdir())


@pytest.mark.parametrize("name", [name for name in KINDS if name.endswith(".json")])
def test_what_was_written_is_read_and_loses_nothing(name):
    """Read, and written again, every field of the old document stands in the new one as it was."""
    old = json.loads((FIRST / name).read_text(encoding="utf-8"))
    new = json.loads(dumps(of_first(name)))

    def within(one, other):
        if isinstance(one, dict):
            return set(one) <= set(other) and all(within(each, other[key]) for key, each in one.items())
        if isinstance(one, list):
            return len(one) == len(other) and all(map(within, one, other))
        return one == other

    assert within({key: value for key, value in old.items() if key != "format"}, new)


@pytest.mark.parametrize("name", ["log.csv", "log.jsonl"])
def test_old_logs_are_the_entries_that_they_were(name):
    """Both kinds of log give the entries that were kept as a document."""
    assert of_first("entries.json") == list(read_log(FIRST / name).entries)
    assert of_first("family.json") == of_first("family.toml")


def test_an_old_clearance_clears_nothing_any_more():
    """The plan was running again after a clearance; read today it pauses, and says why."""
    found = ENGINE.review(of_first("plan.json"), of_first("entries.json"), on=ON)
    assert [("now", "e5"), ("now", "e6")] == [(alert.urgency, alert.entry) for alert in found.alerts]
    assert ["e5"] == [each.what for each in found.missing if each.message.key == "core/missing.clearance"]
    assert found.paused


def test_old_flags_stay_with_their_plan():
    """What was recorded stands with the log and without it, until somebody looks at it."""
    plan = of_first("plan-open-flags.json")
    assert ["e5", "e6"] == [alert.entry for alert in ENGINE.review(plan, [], on=ON).alerts]
    for alert in ENGINE.review(plan, of_first("entries.json"), on=ON).alerts:
        plan = ENGINE.clear(plan, alert, by="Dana, OT", role="clinician", on=ON)
    assert () == plan.open_flags == ENGINE.review(plan, of_first("entries.json"), on=ON).alerts


def test_an_old_suggestion_is_taken_after_a_look_at_the_log():
    """It does not say on which day it was made, so the log is read for flags before anything harder is taken on."""
    step, plan = of_first("suggestion.json"), of_first("plan-open-flags.json")
    plan = Plan(plan.id, plan.family, focuses=[plan.history[-1].before], revision=step.revision)
    taken = {"by": "Dana, OT", "role": "clinician", "on": date(2026, 3, 6)}
    entries = of_first("entries.json")
    with pytest.raises(CoachplanError, match="looked at"):
        ENGINE.apply(plan, step, **taken)
    with pytest.raises(CoachplanError, match="red flag"):
        ENGINE.apply(plan, step, **taken, entries=entries)
    assert 2 == ENGINE.apply(plan, step, **taken, entries=entries[:4]).focuses[0].step


def test_an_old_alert_is_refused():
    """It names an entry and not what stood in it; a new review has the alert that can be cleared."""
    with pytest.raises(CoachplanError, match="does not say what was looked at"):
        ENGINE.clear(of_first("plan.json"), of_first("alert.json"), by="Dana, OT", role="clinician", on=ON)


def test_a_newer_document_is_refused():
    """What was made with a newer coachplan is not half read."""
    for name in ("plan.json", "approval.json"):
        text = (FIRST / name).read_text(encoding="utf-8").replace('/1"', '/3"')
        with pytest.raises(CoachplanError, match="made with a newer coachplan"):
            loads(KINDS[name], text)
