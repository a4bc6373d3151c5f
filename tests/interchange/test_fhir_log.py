"""
The log as a form, both ways: an entry becomes a response as it was written and comes back equal; what cannot be read
comes back with its place, its reason and its words.
"""

from __future__ import annotations

import copy
import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan import Entry, InvalidError
from coachplan.documents.logs import BadRow
from coachplan.interchange.fhir import entries_of
from coachplan.testing import strategies as made
from coachplan.testing.builders import ENGINE, OPEN, day, entry

SAID = "Zorblax said it was quintessed"


@given(st.data())
def test_entries_come_back_equal(exported, data):
    """Law: whatever was written, possible or not, in each revision, out of a Bundle that went through JSON."""
    plan = data.draw(made.plans())
    log = data.draw(made.logs(plan))
    found = ENGINE.review(plan, log, on=day(28))
    back = entries_of(json.loads(json.dumps(exported(plan, log, review=found))))

    assert () == back.bad_rows
    assert set(log) == set(back.entries)


_ANY = st.text(st.characters(codec=None), max_size=12)


@given(st.builds(lambda **fields: Entry(on=day(1), **fields), id=_ANY, focus=_ANY, who=_ANY, place=_ANY, hard=_ANY,
                 went=_ANY, language=_ANY, tags=st.lists(_ANY, max_size=3),
                 amount=st.none() | st.floats(allow_nan=False) | st.integers(-10**40, 10**40),
                 tries=st.none() | st.integers(-10**40, 10**40), minutes=st.sampled_from([None, 1e299, -0.0, 7]),
                 role=st.sampled_from(["caregiver", "clinician"])))  # fmt: skip
def test_what_fhir_cannot_hold_comes_back_too(exported, written):
    """Law: half letters, controls, blanks alone, endless and enormous numbers: beside what can be held, exactly."""
    back = entries_of(json.loads(json.dumps(exported(OPEN, [written]))), tags=written.tags)

    assert () == back.bad_rows
    assert (written,) == back.entries


def response(of_kind, exported, **more):
    """What was written, as a response."""
    return of_kind(exported(OPEN, [entry(1, 3, **more)]), "QuestionnaireResponse")[0]


def test_what_nobody_said_is_no_answer(exported, of_kind):
    """A missing field has no item; that it was filled in on some day is not said, as nobody knows."""
    written = response(of_kind, exported)

    assert ["on", "focus", "tries", "successes"] == [each["linkId"] for each in written["item"]]
    assert "authored" not in written


def put(path, value):
    """Change one place of a response."""

    def change(response):
        holder = response
        for part in path[:-1]:
            holder = holder[part]
        if value is None:
            del holder[path[-1]]
        elif isinstance(holder, list) and path[-1] == len(holder):
            holder.append(value)
        else:
            holder[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (put(["questionnaire"], None), "QuestionnaireResponse[1].questionnaire: it is not said which form this"),
        (put(["questionnaire"], "https://x.example/form"), "questionnaire: this answers another form."),
        (put(["questionnaire"], "https://github.com/coachplan/coachplan/fhir/Questionnaire/log|7"), "version '7'"),
        (put(["status"], "entered-in-error"), "status: found 'entered-in-error'. Only what is completed or amended"),
        (put(["status"], "in-progress"), "QuestionnaireResponse[1].status: "),
        (put(["item", 2, "linkId"], "triess"), "item[2].linkId: there is no question 'triess' in this form. Did you"),
        (put(["item", 2, "linkId"], SAID), "item[2].linkId: there is no question a text of 30 characters"),
        (put(["item", 2, "linkId"], "successes"), "item[3].linkId: 'successes' is answered twice."),
        (put(["item", 2, "answer", 0], {"valueString": "5"}), "item[2].answer[0]: found 'valueString'. Expected value"),
        (put(["item", 2, "answer", 0], {"valueInteger": "5"}), "tries: found the text '5'."),
        (put(["item", 2, "answer"], [{"valueInteger": 5}] * 2), "item[2].answer: found 2 answers."),
        (put(["item", 2, "answer"], {"valueInteger": 5}), "item[2].answer: found a table. Expected a list"),
        (put(["item", 2, "answer", 0], SAID), "item[2].answer[0]: found a text of 30 characters."),
        (put(["item", 2], SAID), "item[2]: found a text of 30 characters."),
        (put(["item"], SAID), "QuestionnaireResponse[1].item: found a text of 30 characters."),
        (put(["item", 0], {"linkId": "minutes"}), "on: "),
        (put(["item", 0, "answer", 0, "valueDate"], "2026-02-30"), "on: there is no day '2026-02-30'."),
        (put(["item", 1, "answer", 0, "valueCoding", "system"], "http://loinc.org"), "another system of codes"),
        (put(["item", 1, "answer", 0, "valueCoding"], {"display": SAID}), "Expected a coding with a code."),
        (
            put(["item", 5], {"linkId": "hard", "answer": [{"_valueString": {"extension": [
                {"url": "https://github.com/coachplan/coachplan/fhir/StructureDefinition/as-written",
                 "valueBase64Binary": "!!"}]}}]}),
            "item[5].answer[0]._valueString: found a text of 2 characters.",
        ),
        (put(["item", 5], {"linkId": "tags", "answer": [{"valueString": "iil"}]}), "tags: there is no tag 'iil'."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_handed_back(exported, of_kind, change, reason):
    """With the resource, the path and the reason, the response as it stands, and its words; the others are read."""
    good = response(of_kind, exported)
    bad = copy.deepcopy(good)
    bad["item"].append({"linkId": "win", "answer": [{"valueString": SAID}]})
    change(bad)
    log = entries_of([good, bad, good])

    (row,) = log.bad_rows
    assert 2 == row.line
    assert reason in row.reason
    assert "Zorblax" not in row.reason
    assert "Zorblax" not in repr(log)
    assert bad == json.loads(row.raw)
    assert SAID in row.words or bad["item"] == SAID
    assert 2 == len(log.entries)


def test_groups_and_follow_up_questions_are_looked_into(exported, of_kind):
    """However deep another app puts the questions, and where they stand under an answer."""
    written = response(of_kind, exported, hard="a bit")
    flat = entries_of(written).entries
    first, *others = written["item"]
    nested = {**written, "item": [{"linkId": "a group", "item": [first, {**others[0], "answer": [
        {**others[0]["answer"][0], "item": others[1:]}]}]}]}  # fmt: skip
    deep = {"linkId": "hard", "answer": [{"valueString": SAID}]}
    for _ in range(20_000):
        deep = {"linkId": "g", "item": [deep]}

    assert flat == entries_of(nested).entries
    assert SAID in entries_of({**written, "item": [*written["item"], deep]}).bad_rows[0].words


def test_a_bundle_of_others_names_the_place(exported, of_kind):
    """Other resources are passed over; a response in it that is none of ours is named by its place in the Bundle."""
    theirs = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": []}
    bundle = {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient"}}, {}, {"resource": theirs}]}

    (row,) = entries_of(bundle).bad_rows
    assert row.reason.startswith("Bundle.entry[2].resource.questionnaire: ")
    assert isinstance(row, BadRow)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"resourceType": "Patient"}, "resourceType: found 'Patient'. Give a QuestionnaireResponse"),
        ({}, "resourceType: found nothing"),
        ({"resourceType": "Bundle", "entry": {}}, "Bundle.entry: found a table. Expected a list of entries."),
        (5, "given: expected a list, found a number."),
    ],
)
def test_what_is_no_response_is_refused(given, said):
    """In one sentence that says what was found and what would be right."""
    with pytest.raises(InvalidError) as told:
        entries_of(given)
    assert said in str(told.value)


def test_the_id_is_the_identifier_else_the_resources_own(exported, of_kind):
    """A response that another app made has its own id for an entry's."""
    written = response(of_kind, exported)
    del written["identifier"]
    assert (written["id"],) == tuple(each.id for each in entries_of(written).entries)
    del written["id"]
    assert "QuestionnaireResponse.identifier: this is missing." in entries_of(written).bad_rows[0].reason


def test_the_form_asks_everything_once_and_in_two_languages(exported, of_kind):
    """Each field of an entry but its id is a question, with words of its own in English and Spanish."""
    forms = [of_kind(exported(OPEN, [], language=each), "Questionnaire")[0] for each in ("en", "es")]
    fields = {each.name for each in Entry.__attrs_attrs__} - {"id"}
    for form in forms:
        assert fields == {each["linkId"] for each in form["item"]}
    english, spanish = ([each["text"] for each in form["item"]] for form in forms)
    assert not set(english) & set(spanish)
    options = {
        option["valueCoding"]["code"]: option["valueCoding"].get("display")
        for item in forms[1]["item"]
        for option in item.get("answerOption", [])
    }
    assert "con un dibujo" == options["visual"]
    assert all(options.values())


def test_an_amended_entry_says_so(exported, of_kind):
    """Each revision that was given is there: the newest under the entry's own id, the earlier one under another."""
    log = [entry(1, 3), entry(1, 4, revision=1), evolve(entry(2, 1), revision=2), entry(2, 2, revision=2)]
    made_of = exported(OPEN, log)
    written = of_kind(made_of, "QuestionnaireResponse")

    assert sorted(["completed", "amended", "amended", "amended"]) == sorted(each["status"] for each in written)
    assert set(log) == set(entries_of(made_of).entries)
    # Of two that differ under one number neither counts, so nothing is observed.
    assert ["amended"] == [each["status"] for each in of_kind(made_of, "Observation")]
