"""
Cards of CDS Hooks: in their form, alerts first and alone while the plan is paused, and nothing of a note as markup.
"""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan import StaleError
from coachplan.interchange.cds_hooks import LONGEST, cards
from coachplan.testing import strategies as made
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, day, entry, of_five, review

CHOKED = "He is choking and his lips went blue"


def shown(plan, log, number=None, **more):
    """The cards of a review, each in the form that CDS Hooks asks for."""
    found = review(plan, log, number)
    answer = cards(found, plan=plan, catalogue=ENGINE.catalogue, **{"language": "en", **more})
    for card in answer["cards"]:
        well_formed(card)
    assert answer == json.loads(json.dumps(answer))
    return answer["cards"]


def well_formed(card):
    assert 0 < len(card["summary"]) < 140
    assert "\n" not in card["summary"]
    assert card["indicator"] in ("info", "warning", "critical")
    assert card["source"]["label"]
    assert ("suggestions" in card) == ("selectionBehavior" in card)
    assert card.get("selectionBehavior", "any") in ("at-most-one", "any")
    assert all(each["label"] for each in card.get("suggestions", []))
    assert card["overrideReasons"]
    assert all(each["code"] and each["system"] and each["display"] for each in card["overrideReasons"])


@given(st.data())
def test_whatever_is_reviewed_has_cards(data):
    """Any plan and any log, in any language, with names or without: each card in its form."""
    plan = data.draw(made.plans())
    log = data.draw(made.logs(plan))
    more = {
        "language": data.draw(st.sampled_from(["en", "es", "xx"])),
        "names": data.draw(st.sampled_from(["as-written", "left-out"])),
    }
    found = ENGINE.review(plan, log, on=day(28))
    answer = cards(found, plan=plan, catalogue=ENGINE.catalogue, **more)
    uuids = [card["uuid"] for card in answer["cards"]]
    for card in answer["cards"]:
        well_formed(card)
    assert len(set(uuids)) == len(uuids)


def test_while_the_plan_is_paused_there_are_alerts_alone():
    """The most urgent first, and what is now is critical; quiet ones, too, as the clinician reads them."""
    log = [*of_five(5, 5, 5), entry(4, 5, hard=CHOKED), entry(5, 5, hard="My husband hits me")]
    told = shown(OPEN, log)

    assert {"critical"} == {card["indicator"] for card in told}
    assert any("blue" in card["detail"] for card in told)
    assert any("husband" in card["detail"] for card in told)
    assert not any("suggestions" in card for card in told)


def test_a_step_can_be_taken_or_set_aside():
    """With its reasons for a clinician, and a label to take it by; that nothing changes is no card."""
    (card,) = shown(OPEN, of_five(5, 5, 5, 5, 5))
    assert ("info", "at-most-one") == (card["indicator"], card["selectionBehavior"])
    assert "a step up" in card["summary"]
    assert "tries worked" in card["detail"]
    assert "f1" not in card["detail"], "it is called by its skill, and an id may hold a name"
    assert {"not-now", "family-says-no", "other-plan"} == {each["code"] for each in card["overrideReasons"]}
    assert [] == shown(OPEN, of_five(3))


def test_it_is_the_same_each_time_and_in_spanish_in_spanish():
    """No clock and no chance; every sentence has its Spanish."""
    log = [entry(1, 5, hard=CHOKED)]
    one, other, spanish = shown(OPEN, log), shown(OPEN, log), shown(OPEN, log, language="es")
    assert one == other
    assert spanish[0]["summary"].startswith("Ahora: «")
    assert not {e["display"] for e in one[0]["overrideReasons"]} & {e["display"] for e in spanish[0]["overrideReasons"]}


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=alert(1)> he is choking",
        "[he is choking](http://evil.example)",
        "![x](http://evil.example/x.png) he is choking",
        "he is choking http://evil.example www.evil.example evil@evil.example",
        "# he is choking\n\n* `code`\u202e",
        "he is choking &lt;script&gt;",
    ],
)
def test_a_note_is_text_and_no_markup(words):
    """Tags, links, pictures, headings and addresses stand there as they were written, and do nothing."""
    plan = evolve(OPEN, family=evolve(FAMILY, child=evolve(FAMILY.child, name=words)))
    for each in (shown(OPEN, [entry(1, 5, who=words, hard=words, tags=["refused"])]), shown(plan, of_five(5, 5, 5, 5))):
        for card in each:
            assert "<" not in card["detail"]
            assert "](" not in card["detail"]
            assert "://" not in card["detail"]
            assert "\u202e" not in card["detail"] + card["summary"]


def test_what_is_long_is_cut_where_it_is_short():
    """A summary ends in time, and the whole stands in the detail."""
    name = "x" * 300
    family = evolve(FAMILY, child=evolve(FAMILY.child, name=name))
    for card in shown(evolve(OPEN, family=family), [entry(1, 5, hard=f"{CHOKED} {'and ' * 90}")]):
        assert LONGEST >= len(card["summary"])


def test_names_are_left_out():
    """Also where a sentence tells of the child."""
    family = evolve(FAMILY, child=evolve(FAMILY.child, name="Zorblax"))
    plan = evolve(OPEN, family=family)
    assert "Zorblax" in json.dumps(shown(plan, of_five(5, 5, 5, 5, 5)))
    assert "Zorblax" not in json.dumps(shown(plan, of_five(5, 5, 5, 5, 5), names="left-out"))


def test_cards_of_another_plan_are_refused():
    """What was found of one plan is shown in no other chart."""
    with pytest.raises(StaleError, match="another plan"):
        cards(review(OPEN, of_five(3)), plan=evolve(OPEN, id="p2"), catalogue=ENGINE.catalogue, language="en")
