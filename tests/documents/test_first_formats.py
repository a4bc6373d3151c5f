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
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.proposals import Proposal
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert, Suggestion
from coachplan.testing.builders import ENGINE

FOLDERS = Path(__file__).parent
FIRST, SECOND = FOLDERS / "1", FOLDERS / "2"
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


def kept_in(folder):
    """The documents that a family had; those with something in every field stand in `test_every_document`."""
    return sorted(path for path in folder.iterdir() if not path.stem.endswith("-full"))


KEPT = [
    str(path.relative_to(FOLDERS))
    for folder in (FIRST, SECOND)
    for path in sorted(folder.glob("*.json"))
    if not path.stem.endswith("-full")
]


def of_first(name, folder=FIRST):
    return read(KINDS[name], folder / name, texts=WORDS)


def test_every_kind_of_document_was_kept():
    """No kind of document that there was is without one; of a later number there is each kind that changed."""
    assert sorted([*KINDS, "log.csv", "log.jsonl"]) == sorted(
        path.name for path in FIRST.iterdir() if not path.stem.endswith("-full")
    )
    changed = {"alert", "plan", "proposal", "review-paused", "review", "suggestion"}
    assert changed == {path.stem for path in kept_in(SECOND)}


@pytest.mark.parametrize("name", KEPT)
def test_what_was_written_is_read_and_loses_nothing(name):
    """Read, and written again, every field of the old document stands in the new one as it was."""
    text = (FOLDERS / name).read_text(encoding="utf-8")
    old = json.loads(text.replace('": 99', '": "all"').replace('"*"', '"all"'))
    new = json.loads(dumps(of_first((FOLDERS / name).name, (FOLDERS / name).parent)))

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
        plan = ENGINE.clear(plan, alert, by="Dana, OT", role="clinician", on=ON, entries=of_first("entries.json"))
    assert () == plan.open_flags == ENGINE.review(plan, of_first("entries.json"), on=ON).alerts


@pytest.mark.parametrize("folder", [FIRST, SECOND], ids=["1", "2"])
def test_an_old_suggestion_is_refused(folder):
    """It does not say what was agreed in its plan: it is not taken and not declined. A new review has it again."""
    step, plan = of_first("suggestion.json", folder), of_first("plan-open-flags.json")
    plan = Plan(plan.id, plan.family, focuses=[plan.history[-1].before], revision=step.revision)
    taken = {"by": "Dana, OT", "role": "clinician", "on": date(2026, 3, 6)}
    entries = of_first("entries.json")[:4]
    refused = "older coachplan made it. Review the plan again and take the new suggestion"
    for verb in (
        lambda: ENGINE.apply(plan, step, **taken),
        lambda: ENGINE.apply(plan, step, **taken, entries=entries),
        lambda: ENGINE.decline(plan, step, **taken),
    ):
        with pytest.raises(CoachplanError, match=refused):
            verb()
    again = ENGINE.review(plan, entries, on=taken["on"]).step_for("f1")
    assert again.action == step.action
    assert 2 == ENGINE.apply(plan, again, **taken, entries=entries).focuses[0].step


@pytest.mark.parametrize("name", ["review.json", "review-paused.json"])
@pytest.mark.parametrize("folder", [FIRST, SECOND], ids=["1", "2"])
def test_an_old_review_is_not_recorded(folder, name):
    """It does not say what was agreed in its plan; the plan is reviewed again, and that review is recorded."""
    with pytest.raises(CoachplanError, match=r"older coachplan made it\. Review the plan again"):
        ENGINE.record(of_first("plan.json", folder), of_first(name, folder))


def test_all_is_called_all():
    """Of an older plan 99 steps and the strategies "*" are all; in a document of today they are a number and a name."""
    old = of_first("plan.json", SECOND)
    assert ({"toy/stack-blocks": "all"}, ("all",)) == (old.approval.steps, old.approval.strategies)
    text = dumps(old).replace('"all"', "99", 1)
    assert {"toy/stack-blocks": 99} == loads(Plan, text).approval.steps
    with pytest.raises(CoachplanError) as caught:
        loads(Plan, text, catalogue=ENGINE.catalogue)
    assert any("has no step 99" in str(each) for each in caught.value.findings)
    proposed = json.loads((SECOND / "proposal.json").read_text(encoding="utf-8"))
    proposed["plan"]["approval"] = {"by": "Dana", "on": "2026-03-02", "steps": {"toy/a": 99, "toy/b": 2}}
    assert {"toy/a": "all", "toy/b": 2} == loads(Proposal, json.dumps(proposed)).plan.approval.steps
    opened = {"format": "coachplan-approval/1", "by": "Dana", "on": "2026-03-02", "strategies": ["*", "toy/a"]}
    assert ("all", "toy/a") == loads(Approval, json.dumps(opened)).strategies


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"approval": 5}, "approval: found a number"),
        ({"approval": {"steps": [99]}}, "approval.steps: found a list"),
        ({"approval": {"strategies": "*"}}, "approval.strategies: found"),
    ],
)
def test_a_damaged_older_document_says_what_is_wrong(damage, said):
    """Whatever stands where an approval should be is refused in the words of whoever reads it."""
    raw = json.loads((SECOND / "plan.json").read_text(encoding="utf-8"))
    with pytest.raises(CoachplanError) as caught:
        loads(Plan, json.dumps({**raw, **damage}))
    assert said in str(caught.value)


def test_a_family_without_an_id_is_told_the_line_to_add():
    """Two children may be called Sam: a document that does not say which family it is of is refused, and mended so."""
    raw = json.loads((FIRST / "family.json").read_text(encoding="utf-8"))
    for damage in ({}, {"id": ""}, {"id": "  "}):
        with pytest.raises(CoachplanError, match=r'id: .*Add a line id = "\.\.\.": a short name of your own') as caught:
            loads(Family, json.dumps({key: value for key, value in raw.items() if key != "id"} | damage))
        assert 1 == len(caught.value.findings)
    plan = json.loads((SECOND / "plan.json").read_text(encoding="utf-8"))
    del plan["family"]["id"]
    with pytest.raises(CoachplanError, match=r"family\.id: this is missing\. Add a line id = "):
        loads(Plan, json.dumps(plan))


def test_an_old_alert_is_refused():
    """It names an entry and not what stood in it; a new review has the alert that can be cleared."""
    with pytest.raises(CoachplanError, match="does not say what was looked at"):
        ENGINE.clear(of_first("plan.json"), of_first("alert.json"), by="Dana, OT", role="clinician", on=ON)


def test_a_newer_document_is_refused():
    """What was made with a newer coachplan is not half read."""
    for name in ("plan.json", "approval.json"):
        text = (FIRST / name).read_text(encoding="utf-8").replace('/1"', '/9"')
        with pytest.raises(CoachplanError, match="made with a newer coachplan"):
            loads(KINDS[name], text)
