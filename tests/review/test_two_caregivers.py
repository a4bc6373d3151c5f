"""
Two who practise with one child: each is shown their own part in their own language, and neither is compared.
"""

from __future__ import annotations

import pickle
import re
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan import Caregiver, Goal, UnknownIdError
from coachplan.documents.codec import dumps, loads, with_texts
from coachplan.model.reviews import Review
from coachplan.testing.builders import ENGINE, OPEN, day, entry, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans

TWO = evolve(OPEN, family=evolve(OPEN.family, caregivers=[Caregiver("Yuki", language="es"), Caregiver("Obaachan")]))
WAITED, HELD = "I waited and he looked up", "I held the tower still for him"
LOG = [
    entry(1, 5, who="Yuki", worked=WAITED),
    entry(2, 5, who="yuki ", win="he laughed and did one more"),
    entry(3, 5),  # nobody is named: the first caregiver
    entry(3, 0, id="o3", who="OBAACHAN", worked=HELD),
]


def view(who, log=(), **more):
    return review(TWO, log or LOG).for_caregiver(who=who, **more)


# -- laws


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_nobody_is_shown_a_figure_of_somebody_else(data):
    """Days are counted of entries of one's own; what another does stands in their words, as often as it was written."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    found = ENGINE.review(plan, log, on=FIRST_DAY + timedelta(days=20))
    writers = {each.id: each.who for each in log}
    for reader in plan.family.caregivers:
        shown = found.for_caregiver(who=reader.name)
        assert shown.language == reader.language
        for win in found.own_wins:
            if win.who == reader.name and not win.words:
                assert writers[win.entry] in ("", reader.name)
        assert all(any(win.words in works for win in found.own_wins if win.words) for works in shown.works)
        # The step is everybody's; what the adult did is told to whoever did it.
        steps = [evolve(each, did="", lines=()) for each in found.for_caregiver(reader.language).next_steps]
        assert steps == [evolve(each, did="", lines=()) for each in shown.next_steps]
        assert shown.alerts == found.for_caregiver(reader.language).alerts


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_without_a_name_nothing_is_told_of_who_does_what(data):
    """Of several no one is told another's part; the one caregiver of a family is told all of it."""
    plan = data.draw(plans())
    found = ENGINE.review(plan, data.draw(logs(plan)), on=FIRST_DAY + timedelta(days=20))
    shown = found.for_caregiver()
    assert () == shown.works
    if not shown.paused:
        told = [w for w in found.wins if w.by == "child" or len(plan.family.caregivers) < 2]
        assert list(shown.wins) == list(
            dict.fromkeys(ENGINE.catalogue.words.say(w.message, shown.language) for w in told)
        )


# -- each their own


def test_each_reads_their_own_language():
    """Unless another is asked for; a name is one however it is typed."""
    assert ("es", "en") == (view("Yuki").language, view("obaachan").language)
    assert "en" == view(" YUKI", language="en").language


def test_each_is_honoured_for_days_of_their_own():
    """Three of one and one of the other; the child's wins are for both."""
    yuki, other = view("Yuki", language="en"), view("Obaachan")
    assert any("on 3 days" in win for win in yuki.wins)
    assert any("on 1 day" in win for win in other.wins)
    for shown in (yuki, other):
        assert any("did one more" in win for win in shown.wins)


def test_what_the_other_does_that_works_is_told_in_their_words():
    """To the other one, by name; to themselves it is a win as it was."""
    assert (f"Yuki wrote: “{WAITED}”",) == view("Obaachan").works
    assert (f"Obaachan escribió: «{HELD}»",) == view("Yuki").works
    assert any(WAITED in win for win in view("Yuki").wins)
    assert not any(WAITED in win for win in view("Obaachan").wins)


def test_there_is_no_scoreboard():
    """No figure stands beside somebody else's name, and nothing compares."""
    for who in ("Yuki", "Obaachan"):
        shown = view(who, language="en")
        assert not any(re.search(r"\d", words) for words in shown.works)
        others = {"Yuki", "Obaachan"} - {who}
        assert not any(other in win for win in shown.wins for other in others)


@pytest.mark.parametrize(
    "more",
    [
        {"tags": ["pressured"]},
        {"tags": ["distressed"]},
        {"hard": "hiccups all day"},
        {"worked": "bribed him with the tablet and he did it"},
        {"worked": "he cried the whole time but we got it done"},
        {"role": "clinician"},
    ],
)
def test_what_was_pressed_or_hard_is_told_to_nobody_else(more):
    """Nor anything with a sign in it, nor a clinician's words."""
    assert not view("Yuki", [*LOG[:3], evolve(LOG[3], **more)]).works


def test_a_cleared_sign_is_still_no_word_for_somebody_else():
    """What was heard once is between whoever wrote it and the clinician."""
    log = [*LOG[:3], evolve(LOG[3], worked="He choked and his lips went blue, then it was fine.")]
    found = review(TWO, log)
    plan = ENGINE.record(TWO, found)
    for alert in found.alerts:
        plan = ENGINE.clear(plan, alert, by="Dana", role="clinician", on=log[3].on)
    after = review(plan, log)
    assert not after.paused
    assert () == after.for_caregiver(who="Yuki").works


def test_nothing_of_it_is_shown_while_the_plan_is_paused():
    """Stop means stop, for both."""
    shown = view("Yuki", [*LOG, entry(3, id="x", hard="He choked and his lips went blue.")])
    assert () == shown.works == shown.wins
    assert shown.alerts


def test_a_name_that_the_family_does_not_have_is_refused_without_telling_any():
    """The nearest is told by its place, since a name is nothing for a log."""
    with pytest.raises(UnknownIdError, match=r"caregivers\[0\]") as error:
        view("Yukki")
    assert "uk" not in str(error.value)
    with pytest.raises(UnknownIdError, match="2 caregivers"):
        view("")


def test_a_stored_review_shows_the_same():
    """And one that was stored before knows no caregivers."""
    found = review(TWO, LOG)
    stored = with_texts(loads(Review, dumps(found)), ENGINE.catalogue.words)
    assert found.for_caregiver(who="Yuki") == stored.for_caregiver(who="Yuki")
    with pytest.raises(UnknownIdError):
        evolve(stored, caregivers=()).for_caregiver(who="Yuki")


HIT = "My husband hits us at dinner, what should I do?"


def cleared(plan, log):
    """The plan with every alert of a log cleared on its last day."""
    found = review(plan, log)
    plan = ENGINE.record(plan, found)
    for alert in found.alerts:
        plan = ENGINE.clear(plan, alert, by="Dana", role="clinician", on=log[-1].on)
    return plan


@pytest.mark.parametrize("who", [None, "Yuki", "Obaachan"])
@pytest.mark.parametrize(
    "more",
    [
        {"question": HIT},
        {"win": "He ate though dad hits us"},
        {"worked": "Counting, while my husband hits us"},
        {"hard": HIT, "win": "two bites"},
        {"hard": f"{HIT} Он сказал, что убьёт нас, если я скажу кому-нибудь"},
    ],
)
def test_of_what_a_feared_person_may_read_nothing_is_shown_again(who, more):
    """Not while it stands, and not once a clinician cleared it: who holds the telephone is as unknown as before."""
    log = [entry(1, 3), entry(2, 3), entry(3, 3, **more)]
    before = review(TWO, log)
    assert before.paused
    after = review(cleared(TWO, log), log)
    assert not after.paused
    for found in (before, after):
        for language in ("en", "es"):
            view = found.for_caregiver(language, who=who)
            shown = " ".join(
                [
                    *view.wins,
                    *view.works,
                    *view.observed,
                    *view.goals,
                    *view.from_words,
                    *view.notes,
                    *(each.words for each in view.questions),
                    *(each.words for each in view.alerts),
                    *(line for each in view.next_steps for line in each.lines),
                ]
            )
            assert not re.search(r"husband|hits|dad|two bites|убьёт", shown)
    assert "question" not in more or before.questions  # the clinician has it


WANT = [Goal("He builds!", by=" yuki"), Goal("He waits", by="Obaachan"), Goal("He sings"), Goal("He runs", by="nan")]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (None, ["You said", "Obaachan said", "You said", "You said"]),
        ("Yuki", ["You said", "Obaachan said", "You said", "You said"]),
        ("Obaachan", [" yuki said", "You said", "You said", "You said"]),
    ],
)
def test_a_goal_is_told_to_each_as_theirs_or_as_the_others(who, said):
    """Nobody is told that they said what somebody else did."""
    plan = evolve(TWO, family=evolve(TWO.family, goals=WANT))
    found = review(plan, LOG)
    for each in (found, pickle.loads(pickle.dumps(found))):
        told = each.for_caregiver("en", who=who).goals
        assert said == [words.partition(":")[0] for words in told]


def test_what_one_did_is_not_told_to_another_as_their_own():
    """Gran practised, and Alex did not: Alex reads what Sam did, and not that Alex saw or wrote anything."""
    both = evolve(OPEN, family=evolve(OPEN.family, caregivers=[Caregiver("Alex"), Caregiver("Gran")]))
    calm = ENGINE.review(both, [entry(n, 4, who="Gran", did_strategy="yes") for n in (1, 2, 3)], on=day(3))
    assert "Lately Sam did it nearly every time." == calm.for_caregiver(who="Alex").next_steps[0].did
    tears = [entry(n, 4, who="Gran", hard="he cried", tags=["distressed"]) for n in (1, 2)]
    upset = ENGINE.review(both, tears, on=day(2))
    assert "You saw when it was hard" not in " ".join(upset.for_caregiver(who="Alex").next_steps[0].lines)
    never = ENGINE.review(both, [entry(n, 0, who="Gran") for n in (1, 2)], on=day(2))
    assert "" == never.for_caregiver(who="Alex").next_steps[0].did
