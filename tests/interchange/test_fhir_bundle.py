"""
A whole Bundle: whatever plan, log and review it is made of, it is FHIR R4, and it is the same each time.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan import Approval, CoachplanError, Entry, InvalidError, StaleError
from coachplan.interchange.fhir import bundle, export
from coachplan.testing import strategies as made
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, PLAN, D, day, entry, of_five, review

NASTY = "<script>alert(1)</script> & ]]> \x07\u202e\ufffe {child} 'x' \"y\""


@given(st.data())
def test_whatever_is_exported_is_r4(exported, data):
    """Any plan, any log, in any language, with names or without: not one mistake."""
    plan = data.draw(made.plans())
    log = data.draw(made.logs(plan))
    found = ENGINE.review(plan, log, on=day(28))
    language = data.draw(st.sampled_from(["en", "es", "es-MX", "xx"]))
    names = data.draw(st.sampled_from(["as-written", "left-out", {"Sam": "A"}]))

    exported(plan, log, review=found, language=language, names=names)


def test_it_is_the_same_each_time(exported):
    """The same values make the same bytes: ids are made of ours, and no clock is read."""
    log = of_five(3, 4, 5)
    one, other = exported(OPEN, log), exported(OPEN, list(reversed(log)))

    assert json.dumps(one) == json.dumps(other)
    assert "2026-03-31T09:30:00Z" == one["timestamp"]


def test_what_a_family_wrote_is_text_and_no_markup(exported, r4):
    """Names, goals and notes with tags in them are shown in a narrative, and are none."""
    family = evolve(FAMILY, child=evolve(FAMILY.child, name=NASTY))
    plan = evolve(OPEN, family=family)
    made_of = exported(plan, [entry(1, 3, worked=NASTY, who=NASTY, place=NASTY)])

    assert "<script" not in "".join(each["resource"].get("text", {}).get("div", "") for each in made_of["entry"])


@pytest.mark.parametrize(
    "damage",
    [
        lambda b, by: by["CarePlan"]["text"].update(div=by["CarePlan"]["text"]["div"].replace("<p>", "<p><script/>")),
        lambda b, by: by["CarePlan"]["text"].update(
            div=by["CarePlan"]["text"]["div"].replace("<p>", '<p onclick="x()">')
        ),
        lambda b, by: by["Questionnaire"]["item"].append(by["Questionnaire"]["item"][0]),
        lambda b, by: by["QuestionnaireResponse"]["item"].append(by["QuestionnaireResponse"]["item"][0]),
        lambda b, by: by["Observation"]["valueRatio"]["denominator"].update(value=0),
        lambda b, by: by["Observation"]["valueRatio"].pop("denominator"),
        lambda b, by: by["Observation"].update(status="done"),
        lambda b, by: by["ServiceRequest"]["occurrenceTiming"]["repeat"].update(periodUnit="week"),
        lambda b, by: by["CarePlan"]["activity"][0].update(detail={"status": "scheduled"}),
        lambda b, by: by["CarePlan"].pop("intent"),
        lambda b, by: by["Goal"].update(id="ot/pull-up-socks"),
        lambda b, by: by["Goal"].update(note=[]),
        lambda b, by: by["Goal"].update(subject={"reference": "urn:uuid:0"}),
        lambda b, by: by["Provenance"].update(recorded="2026-03-02"),
        lambda b, by: b["entry"].append(b["entry"][0]),
    ],
)
def test_what_is_wrong_is_seen(exported, r4, damage):
    """The looking itself is looked at: each planted mistake is found."""
    made_of = exported(OPEN, [entry(1, 3)])
    by_kind = {each["resource"]["resourceType"]: each["resource"] for each in made_of["entry"]}
    damage(made_of, by_kind)

    assert list(r4.mistakes(made_of))


def test_a_moment_needs_its_zone():
    """A naive time is another moment in each place, so it is refused in a sentence; one with a zone is told in UTC."""
    found = review(OPEN, [entry(1, 3)])
    asked = {"catalogue": ENGINE.catalogue, "language": "en"}
    for naive in (datetime(2026, 3, 31, 9), datetime.min.replace(tzinfo=timezone(timedelta(hours=3)))):  # noqa: DTZ001
        with pytest.raises(InvalidError, match=r"stamp: found a time without its zone\. Give a moment with its zone"):
            bundle(OPEN, [entry(1, 3)], found, stamp=naive, **asked)
    there = datetime(2026, 3, 31, 9, tzinfo=timezone(timedelta(hours=-6)))

    assert "2026-03-31T15:00:00Z" == bundle(OPEN, [entry(1, 3)], found, stamp=there, **asked)["timestamp"]


def test_a_review_of_another_plan_is_refused(exported):
    """What was found of one plan is not told of another, nor of this one once it says otherwise."""
    log = [entry(1, 3)]
    found = review(OPEN, log)
    with pytest.raises(StaleError, match="another plan"):
        exported(evolve(OPEN, id="p2"), log, review=found)
    changed = ENGINE.change(OPEN, "f1", by="Dana, OT", role="clinician", on=D, entries=log, minutes=3)
    with pytest.raises(StaleError, match="as it stood before"):
        exported(changed, log, review=found)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"base": "my place"}, "base: found"),
        ({"names": "hidden"}, "names: found 'hidden'"),
        ({"names": {"Sam": 3}}, "names: found a number"),
        ({"language": "?"}, "language"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(exported, more, said):
    """An address that is none, a way with names that there is not."""
    with pytest.raises(CoachplanError, match=said):
        exported(OPEN, [entry(1, 3)], **more)


def test_ids_of_two_apps_never_meet(exported):
    """Under another address everything is another resource; under one, an amended entry keeps its id."""
    log = [entry(1, 3)]
    one, other = exported(OPEN, log), exported(OPEN, log, base="https://clinic.example/fhir/")
    assert not {each["fullUrl"] for each in one["entry"]} & {each["fullUrl"] for each in other["entry"]}
    assert "https://clinic.example/fhir/id/plan" in json.dumps(other)

    amended = exported(OPEN, [*log, entry(1, 4, revision=1)])
    before = {each["fullUrl"]: each["resource"] for each in one["entry"]}
    after = {each["fullUrl"]: each["resource"] for each in amended["entry"]}
    written = [url for url, each in before.items() if each["resourceType"] == "QuestionnaireResponse"]
    assert ["amended"] == [after[url]["status"] for url in written]
    assert 2 == sum(each["resourceType"] == "QuestionnaireResponse" for each in after.values())


def test_a_draft_is_a_proposal(exported, of_kind):
    """Until a clinician approved it, everything is a draft, nobody vouches for it, and nobody is told what to do."""
    draft, approved = exported(PLAN, [entry(1, 3)]), exported(OPEN, [entry(1, 3)])
    for made_of, status, intent in ((draft, "draft", "proposal"), (approved, "active", "plan")):
        for kind in ("CarePlan", "ServiceRequest"):
            assert {(status, intent)} == {(each["status"], each["intent"]) for each in of_kind(made_of, kind)}
    assert [] == of_kind(draft, "Provenance") + of_kind(draft, "Communication")
    assert "patientInstruction" not in of_kind(draft, "ServiceRequest")[0]
    assert "Look for" in of_kind(approved, "ServiceRequest")[0]["patientInstruction"]


def test_names_are_left_out_everywhere(exported):
    """Of whoever is known: in no name, note, sentence or id, by no part, in no case and without accents."""
    child, family = evolve(FAMILY.child, name="Zorbláx Quint"), FAMILY
    family = evolve(family, child=child, caregivers=[evolve(FAMILY.caregivers[0], name="Abuela Wim")], id="zorblax")
    plan = evolve(OPEN, id="zorblax-plan", family=family)
    plan = evolve(plan, approval=Approval.everything(plan, by="Dr. Yolk, OT", on=D))
    note = "ZORBLAX did it, zorbláx’s sock; Quint's too. wim helped, and Dr Yolk saw. Ulf choked."
    log = [entry(1, 3, who="abuela  wim", hard=note), entry(2, 4, id="zorblax-2", who="Ulf")]
    for names in ("left-out", {"Zorbláx Quint": "Child A"}):
        told = json.dumps(exported(plan, log, names=names), ensure_ascii=False).casefold()
        assert [] == [name for name in ("zorbl", "quint", "wim", "yolk", "ulf") if name in told]
        assert ("child a did it" if isinstance(names, dict) else "the child did it") in told
    assert "ZORBLAX did it" in json.dumps(exported(plan, log), ensure_ascii=False)


def test_a_sentence_in_the_place_of_a_name_is_no_name(exported):
    """Where columns slipped, the words of a note are not taken out of everything else."""
    slipped = Entry("e1", day(1), focus="f1", who="He choked on a grape today", hard="He choked again")
    told = json.dumps(exported(OPEN, [slipped], names="left-out"))

    assert "He choked again" in told


def test_a_repr_and_an_error_tell_no_words():
    """What an export is made of shows ids and days; what names become is not shown, nor a name in an error."""
    family = evolve(FAMILY, child=evolve(FAMILY.child, name="Zorblax"))
    plan, log = evolve(OPEN, family=family), [entry(1, 3, hard="Zorblax fell", who="Quint")]
    asked = {"stamp": datetime(2026, 3, 31, tzinfo=UTC), "catalogue": ENGINE.catalogue, "language": "en"}
    for names in ("as-written", "left-out", {"Zorblax": "Quint"}):
        of = export(plan, log, review(plan, log), names=names, **asked)
        assert [] == [
            word for word in ("Zorblax", "Quint", "fell") if word in repr((of, of.wording, of.wording.naming))
        ]
    for wrong in ({"names": "Zorblax fell"}, {"base": "Zorblax fell"}, {"names": {"Zorblax fell": 5}}):
        with pytest.raises(InvalidError) as told:
            export(plan, log, review(plan, log), **{**asked, **wrong})
        assert "Zorblax" not in str(told.value)
