"""
Each resource by what it says: plan, goals, observations, flags, who vouched, and what a caregiver is told.
"""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from coachplan import Caregiver, Engine, Goal
from coachplan.interchange.fhir import entries_of
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, at, day, entry, of_five, review

#: Words of the core's own flags: of now, and of one that nobody at home may be shown.
CHOKED, FEARED = "He is choking on a grape", "My husband hits me"


def kinds(bundle):
    return {each["resource"]["resourceType"] for each in bundle["entry"]}


# -- plan and goals


def test_a_plan_points_to_its_practice(exported, of_kind):
    """An activity is a reference to a request, which has the timing and the instruction; and it names its goals."""
    made = exported(at(minutes=7, days_per_week=3, part_of_day="evening"), of_five(3, 4))
    plan, request = of_kind(made, "CarePlan")[0], of_kind(made, "ServiceRequest")[0]

    assert [{"reference": {"reference": f"urn:uuid:{request['id']}"}}] == plan["activity"]
    assert {
        "boundsPeriod": {"start": "2026-03-02"}, "duration": 7, "durationUnit": "min", "frequency": 3, "period": 1,
        "periodUnit": "wk", "when": ["EVE"],
    } == request["occurrenceTiming"]["repeat"]  # fmt: skip
    assert {each["reference"] for each in plan["goal"]} == {f"urn:uuid:{each['id']}" for each in of_kind(made, "Goal")}


def test_what_is_only_looked_in_on_is_no_weekly_practice(exported, of_kind):
    """It has no timing, its goal is sustained, and the caregiver is not told to practise."""
    made = exported(at(maintaining=True, aim=0.8), of_five(5, 5))
    request, goal = of_kind(made, "ServiceRequest")[0], of_kind(made, "Goal")[0]

    assert "occurrenceTiming" not in request
    assert request["patientInstruction"].startswith("Nothing to practise.")
    assert "sustaining" == goal["achievementStatus"]["coding"][0]["code"]


def test_an_aim_is_a_target(exported, of_kind):
    """In per cent, by its day; without an aim there is no target."""
    (goal,) = of_kind(exported(at(aim=0.825, aim_day=day(40)), of_five(3)), "Goal")
    (target,) = goal["target"]
    assert (82.5, "%", ">=") == tuple(target["detailQuantity"][name] for name in ("value", "code", "comparator"))
    assert day(40).isoformat() == target["dueDate"]
    assert "target" not in of_kind(exported(OPEN, of_five(3)), "Goal")[0]


WANTED = (
    Goal("He stacks <b>high</b>", skill="toy/stack-blocks", by="Alex"),
    Goal("We sleep"),
    Goal("We sleep", by="Sam"),
)


def test_what_the_family_wants_is_a_goal_in_their_words(exported, of_kind):
    """Active where something practised is about it, proposed where nothing is; never said to be achieved."""
    plan = evolve(OPEN, family=evolve(FAMILY, goals=WANTED))
    goals = of_kind(exported(plan, of_five(5, 5, 5)), "Goal")
    told = {(each["description"]["text"], each.get("expressedBy", {}).get("display"), each["lifecycleStatus"])
            for each in goals if "coding" not in each["description"]}  # fmt: skip

    assert {
        ("He stacks <b>high</b>", "Alex", "active"), ("We sleep", None, "proposed"), ("We sleep", "Sam", "proposed"),
    } == told  # fmt: skip
    assert "achieved" not in json.dumps(goals)
    assert any("step 2 of" in each["text"] for goal in goals for each in goal.get("note", []))


def test_a_request_names_the_goals_that_it_serves(exported, of_kind):
    """Those of the family, too."""
    made = exported(evolve(OPEN, family=evolve(FAMILY, goals=WANTED)), of_five(5))
    served = [each["valueReference"]["reference"] for each in of_kind(made, "ServiceRequest")[0]["extension"]]
    words = {f"urn:uuid:{each['id']}": each["description"]["text"] for each in of_kind(made, "Goal")}

    assert 2 == len(served)
    assert "He stacks <b>high</b>" in [words[each] for each in served]


# -- observations


def observed(exported, of_kind, *written, plan=OPEN, **more):
    return of_kind(exported(plan, written, **more), "Observation")


def values(observation):
    return {each["code"]["coding"][0]["code"]: each.get("valueInteger", "unknown") for each in observation["component"]}


@pytest.mark.parametrize(
    ("counts", "components", "ratio"),
    [
        ({"tries": 5, "successes": 4}, {"tries": 5, "successes": 4}, (4, 5)),
        ({"tries": 5, "successes": 0}, {"tries": 5, "successes": 0}, (0, 5)),
        ({"tries": 5}, {"tries": 5, "successes": "unknown"}, None),
        ({"successes": 2}, {"tries": "unknown", "successes": 2}, None),
        ({"tries": 0, "successes": 0}, {"tries": 0, "successes": 0}, None),
    ],
)
def test_what_was_counted_is_observed(exported, of_kind, counts, components, ratio):
    """What was not said is unknown and no zero; a ratio needs a try."""
    (found,) = observed(exported, of_kind, evolve(entry(1), **counts))
    told = found.get("valueRatio")

    assert components == values(found)
    assert ratio == (told and (told["numerator"]["value"], told["denominator"]["value"]))
    assert "2026-03-02" == found["effectiveDateTime"]


@pytest.mark.parametrize(
    "more",
    [
        {"went": "mostly"},
        {"worked": "he did 4 of 5"},
        {"tries": 5, "successes": 7},
        {"tries": -1, "successes": 0},
        {"amount": 3},  # of a skill that is measured in tries
        {"tries": 5, "successes": 4, "focus": "f9"},
        {"tries": 5, "successes": 4, "tags": ["iil"]},
        {},
    ],
)
def test_what_nobody_counted_is_not_observed(exported, of_kind, more):
    """Marks and words make no figure; nor does what cannot be, or what does not count."""
    assert [] == observed(exported, of_kind, evolve(entry(1), **more))


def test_what_was_ticked_stands_beside_the_figure(exported, of_kind):
    """So that nobody takes successes under pressure for others."""
    (found,) = observed(exported, of_kind, entry(1, 4, tags=["pressured", "ill"], who="Alex"))
    assert "ill, it took coaxing" in found["note"][0]["text"]
    assert [{"display": "Alex"}] == found["performer"]


def test_an_observation_is_derived_from_what_was_written(exported, of_kind):
    """It points to the response; a session's is of therapy, a family's is told."""
    made = exported(OPEN, [entry(1, 4), entry(2, 3, role="clinician")])
    written = {f"urn:uuid:{each['id']}" for each in of_kind(made, "QuestionnaireResponse")}
    found = of_kind(made, "Observation")

    assert written == {each["derivedFrom"][0]["reference"] for each in found}
    assert ["survey", "therapy"] == [each["category"][0]["coding"][0]["code"] for each in found]


# -- alerts, and who vouches


def test_an_alert_is_a_flag_until_it_is_cleared(exported, of_kind):
    """Active; inactive from the day on which a named clinician looked; active again where it is written anew."""
    log = [entry(1, 3, hard=CHOKED)]
    found = review(OPEN, log)
    made = exported(OPEN, log, review=found)
    assert {"active"} == {each["status"] for each in of_kind(made, "Flag")}
    assert "on-hold" == of_kind(made, "CarePlan")[0]["status"]
    assert "patientInstruction" not in of_kind(made, "ServiceRequest")[0]

    plan = ENGINE.record(OPEN, found)
    for alert in found.alerts:
        plan = ENGINE.clear(plan, alert, by="Dana, OT", role="clinician", on=day(2), note="seen today")
    cleared = exported(plan, log, review=review(plan, log, 2))
    before, after = ({each["id"]: each for each in of_kind(one, "Flag")} for one in (made, cleared))
    assert set(before) == set(after)
    assert {"inactive"} == {each["status"] for each in after.values()}
    assert {("2026-03-02", "2026-03-03")} == {(e["period"]["start"], e["period"]["end"]) for e in after.values()}
    vouched = [each for each in of_kind(cleared, "Provenance") if "cleared" in each["activity"]["text"]]
    assert {f"urn:uuid:{each}" for each in after} == {each["reference"] for one in vouched for each in one["target"]}

    again = [*log, entry(1, 3, hard=CHOKED + "!", revision=1)]
    assert "active" in {each["status"] for each in of_kind(exported(plan, again), "Flag")}


def test_who_approved_is_the_verifier(exported, of_kind):
    """By name and day, of the plan and its practice; recorded at the caller's moment. Nobody named, nobody vouched."""
    made = exported(OPEN, of_five(3))
    (vouched,) = of_kind(made, "Provenance")
    (agent,) = vouched["agent"]

    assert ("verifier", "Dana, OT") == (agent["type"]["coding"][0]["code"], agent["who"]["display"])
    assert ("2026-03-02", "2026-03-31T09:30:00Z") == (vouched["occurredDateTime"], vouched["recorded"])
    assert 2 == len(vouched["target"])
    nobody = evolve(OPEN, approval=evolve(OPEN.approval, by=" - "))
    assert [] == of_kind(exported(nobody, of_five(3)), "Provenance")


def test_an_approval_before_is_told_too(exported, of_kind):
    """Each that stands in the history, once; what is expected of this child stands with the one in force."""
    first = ENGINE.approve(OPEN, evolve(OPEN.approval, by="Kim, OT"), role="clinician")
    expecting = evolve(OPEN.approval, by="Dana, OT", on=day(2), expected=["ot/staring"], expected_until=day(30))
    plan = evolve(first, approval=expecting)
    vouched = of_kind(exported(plan, of_five(3, 4)), "Provenance")

    assert ["Kim, OT", "Dana, OT"] == [each["agent"][0]["who"]["display"] for each in vouched]
    assert [False, True] == ["ot/staring" in each["text"]["div"] for each in vouched]


# -- what a caregiver is told, and what nobody at home may be shown


def test_a_caregiver_is_told_in_their_language_what_the_view_shows(exported, of_kind):
    """A message each, made and not sent; in words that the view has, and in no others."""
    family = evolve(FAMILY, caregivers=[Caregiver("Alex"), Caregiver("Nía", language="es")])
    plan, log = evolve(OPEN, family=family), of_five(3, 4, 4)
    found = review(plan, log)
    messages = of_kind(exported(plan, log, review=found), "Communication")

    assert [("Alex", "en"), ("Nía", "es")] == [(e["recipient"][0]["display"], e["language"]) for e in messages]
    assert {("preparation", "routine")} == {(each["status"], each["priority"]) for each in messages}
    for name, message in zip(("Alex", "Nía"), messages, strict=True):
        shown = repr([getattr(found.for_caregiver(who=name), part) for part in ("wins", "works", "goals")])
        steps = ["\n".join(each.lines) for each in found.for_caregiver(who=name).next_steps]
        assert all(each["contentString"] in steps or each["contentString"] in shown for each in message["payload"])


@pytest.mark.parametrize(("words", "priority"), [("His lips went blue", "stat"), (CHOKED, "asap")])
def test_beside_an_alert_stands_nothing_cheerful(exported, of_kind, words, priority):
    """The message is the alert, by its urgency; nothing of wins or steps."""
    log = [*of_five(5, 5, 5), entry(4, 5, hard=words, win="He laughed and laughed")]
    found = review(OPEN, log)
    (message,) = of_kind(exported(OPEN, log, review=found), "Communication")
    shown = [each.words for each in found.for_caregiver().alerts]
    assert shown == [each["contentString"] for each in message["payload"]]
    assert "laughed" not in json.dumps(message)
    assert priority == message["priority"]


def test_a_quiet_flag_reaches_the_clinician_and_no_message(exported, of_kind):
    """It is a flag as any, and restricted, as is all of its entry; no message tells that anything was read."""
    log = [*of_five(3, 4), entry(3, 4, hard=FEARED)]
    found = review(OPEN, log)
    assert {"e3"} == set(found.quiet)
    made = exported(OPEN, log, review=found)
    restricted = {(each["resource"]["resourceType"], each["resource"]["id"]) for each in made["entry"]
                  if each["resource"].get("meta", {}).get("security")}  # fmt: skip
    told = {(each["resource"]["resourceType"], each["resource"]["id"]) for each in made["entry"]
            if "husband" in json.dumps(each)}  # fmt: skip

    assert "active" in {each["status"] for each in of_kind(made, "Flag")}
    assert told
    assert told <= restricted
    assert {"Flag", "QuestionnaireResponse", "Observation"} == {kind for kind, _ in restricted}
    assert "Communication" not in kinds(made)


def test_beside_a_quiet_flag_another_alert_is_still_told(exported, of_kind):
    """A sign in another entry is told as ever, and nothing of the quiet one."""
    log = [entry(1, 3, hard=FEARED), entry(2, 3, hard=CHOKED)]
    (message,) = of_kind(exported(OPEN, log), "Communication")

    assert "choking" in json.dumps(message)
    assert "husband" not in json.dumps(message)


def test_what_was_cleared_of_a_quiet_entry_stays_restricted(exported, of_kind):
    """Who looked, and what was looked at, too; and no message brings it back."""
    log = [entry(1, 3, hard=FEARED)]
    found = review(OPEN, log)
    plan = ENGINE.record(OPEN, found)
    for alert in found.alerts:
        plan = ENGINE.clear(plan, alert, by="Dana, OT", role="clinician", on=day(2), note="spoken with", entries=log)
    made = exported(plan, log, review=review(plan, log, 2))
    for kind in ("Flag", "Provenance"):
        for each in of_kind(made, kind):
            if "husband" in json.dumps(each) or "spoken" in json.dumps(each):
                assert "R" == each["meta"]["security"][0]["code"]
    assert "husband" not in json.dumps(of_kind(made, "Communication"))


def test_a_plan_whose_plugin_is_gone_is_still_told(exported, of_kind):
    """By its ids: nothing fails, and no key of a text is shown."""
    bare = Engine(plugins=[])
    log = of_five(3, 4)
    made = exported(OPEN, log, review=bare.review(OPEN, log, on=day(2)), engine=bare)

    assert "toy/stack-blocks" == of_kind(made, "ServiceRequest")[0]["code"]["text"]
    assert "#" not in json.dumps(made).replace("\\u0023", "")
    assert set(log) == set(entries_of(made).entries)
