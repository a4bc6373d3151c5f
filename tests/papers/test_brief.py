"""
The therapist's brief: alerts in their exact words first, then what was practised, written, changed and suggested.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.model.entries import Entry
from coachplan.model.goals import Goal
from coachplan.model.plans import Hold
from coachplan.pages.for_clinicians import brief_page
from coachplan.papers.brief import brief
from coachplan.papers.speaking import longest
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, D, at, day, entry, of_five
from coachplan.testing.strategies import logs, plans

CHOKED = entry(9, id="c1", hard="He choked on a grape and his lips went blue.", worked="the song")


def made(plan=OPEN, log=(), number=9, **more):
    """The brief of a plan on a day by its number."""
    return brief(ENGINE, plan, log, ENGINE.review(plan, log, on=day(number)), **more)


def test_an_alert_stands_in_the_exact_words_first():
    """Then what the sign stands in, whole, and what the family is told."""
    found = made(log=[*of_five(3, 4), CHOKED])

    [alert] = found.alerts
    assert ("now", "Now", "Alex") == (alert.urgency, alert.called, alert.who)
    assert "lips went blue" in alert.words[0]
    assert (CHOKED.hard,) == alert.note
    assert ("the song",) == alert.beside
    assert alert.told
    assert found.paused
    assert () == found.wins


def test_nothing_cheerful_stands_beside_an_alert():
    """The win of the same entry is not said where its sign is."""
    both = evolve(CHOKED, worked="", win="He laughed!", question="Is that bad?")
    [alert] = made(log=[both]).alerts

    assert (CHOKED.hard,) == alert.note
    assert ("Is that bad?",) == alert.beside


def test_a_sign_in_a_win_is_in_the_alert_all_the_same():
    """Where somebody wrote it does not hide it."""
    [alert] = made(log=[entry(9, id="c2", win="He laughed and then his lips went blue.")]).alerts

    assert ("He laughed and then his lips went blue.",) == alert.note


def test_a_day_of_which_an_alert_alone_tells_is_no_practised_day():
    """Nothing was counted and nothing marked: it tells of what happened, and of no practice."""
    alone = entry(9, id="c3", hard="His lips went blue and he cried.", tags=["distressed"])
    [focus] = made(log=[*of_five(3, 4), alone]).focuses
    [counted] = made(log=[*of_five(3, 4), entry(9, 1, id="c3", hard=alone.hard)]).focuses

    assert (2, 3) == (focus.days, counted.days)


def test_more_days_than_were_planned_read_as_a_sentence():
    """Nobody practised on nine of six days."""
    [focus] = made(log=of_five(*[3] * 9)).focuses

    assert (9, 6) == (focus.days, focus.planned)
    assert "Practised on 9 days (about 6 planned)." == focus.practised


def test_what_was_practised_of_what_was_planned():
    """Days, and not entries; days of an agreed rest and ill days were not planned."""
    twice = [*of_five(3, 4, 4), entry(3, 2, id="again")]
    held = evolve(OPEN, holds=[Hold(focus=FOCUS.id, until=day(7), by="Alex", on=D)])

    assert (3, 5) == (made(log=twice, number=7).focuses[0].days, made(log=twice, number=7).focuses[0].planned)
    assert 1 == made(held, twice, number=7).focuses[0].planned
    assert 4 == made(log=[*twice, entry(4, tags=["ill"])], number=7).focuses[0].planned


def test_the_step_is_in_the_clinicians_voice():
    """What was found, how sure that is, what would change it; no id and no number behind."""
    [focus] = made(log=of_five(3, 3, 4)).focuses

    assert "carrying on" == focus.suggested
    assert any(line.startswith("Found:") for line in focus.finding)
    assert any(line.startswith("In doubt:") for line in focus.finding)
    assert not any("core/" in line or FOCUS.id == line for line in focus.finding)
    assert focus.options


def test_the_newest_wins_stand_on_the_first_page():
    """What went well lately is what the session is about; what went well before follows in the detail."""
    words = ("he clapped", "he built a tower", "he drew a line", "he sang along", "he put it on by himself")
    page = brief_page(made(log=[entry(n, win=each) for n, each in enumerate(words, start=1)]), ENGINE.catalogue.words)
    first, _, detail = page.partition('class="detail"')
    assert [False, True, True, True, True] == [each in first for each in words]
    assert words[0] in detail


def test_what_is_wanted_is_told_to_whom_it_is_not_said():
    """A therapist did not say it: the family did; and how far it is, with each focus, and not twice."""
    family = evolve(OPEN.family, goals=[Goal("Put on socks alone", skill=FOCUS.skill)])
    [goal] = made(plan=evolve(OPEN, family=family), log=of_five(4, 4, 5)).goals
    assert goal.startswith("The family said: “Put on socks alone”.")
    assert "tries" not in goal


def test_it_is_of_the_days_that_were_asked_for():
    """What was written before stays away; alerts do not."""
    log = [entry(1, win="he clapped his hands"), entry(8, win="he built a tower")]
    later = made(log=[*log, evolve(CHOKED, on=day(2))], since=day(7))

    assert ["he built a tower"] == [said.words for said in made(log=log, since=day(7)).wins]
    assert 2 == len(made(log=log).wins)
    assert 1 == len(later.alerts)


def test_days_after_the_review_are_refused():
    """A brief of days to come says nothing."""
    with pytest.raises(CoachplanError) as refused:
        made(since=day(10))

    assert ["wrong-day"] == [finding.code for finding in refused.value.findings]


def test_what_changed_since():
    """Each change once, with who made it; and none from before."""
    plan = ENGINE.change(OPEN, FOCUS.id, by="Dana, OT", role="clinician", on=day(4), minutes=3, entries=[])

    assert 1 == len(made(plan, since=day(3)).changes)
    assert "Dana, OT" in made(plan).changes[0]
    assert () == made(plan, since=day(6)).changes


def _since(found):
    return found.changes_since, found.news


def test_what_changed_is_since_the_last_session():
    """The newest of what a clinician wrote or did to the plan; it is said when that was, and who."""
    seen = entry(5, 4, id="s1", role="clinician", who="Dana, OT", seen="He watched.")
    plan = ENGINE.change(OPEN, FOCUS.id, by="Kim, SLP", role="clinician", on=day(3), minutes=3, entries=[])

    assert made(plan, of_five(3, 4)).changes_since == "Since Wednesday 4 March, when Kim, SLP last worked on the plan"
    assert made(plan, [*of_five(3, 4), seen]).changes_since == "Since Friday 6 March, when Dana, OT last wrote"
    assert 1 == len(made(plan, of_five(3, 4)).changes)
    assert () == made(plan, [*of_five(3, 4), seen]).changes


def test_a_session_is_before_the_day():
    """What is written on the day itself is this session."""
    today = entry(9, 4, id="s1", role="clinician", who="Dana, OT")

    assert "Dana, OT" not in made(log=[*of_five(3), today]).changes_since


def test_what_a_caregiver_does_to_a_plan_is_no_session():
    """A hold of theirs, and a step that they took."""
    plan = ENGINE.hold(OPEN, FOCUS.id, until=day(7), by="Alex", on=day(4))

    assert "when" not in made(plan, of_five(3)).changes_since


def test_without_a_session_it_is_the_days_of_the_brief():
    """Nobody knows of any: then it is said since when, and no name."""
    assert "Since Monday 2 March" == made(log=of_five(3)).changes_since
    assert "Since Thursday 5 March" == made(log=of_five(3), since=day(4)).changes_since


def test_what_is_new_since_the_last_session():
    """Days practised, wins, alerts and questions, counted; of what there is none nothing is said."""
    log = [
        *of_five(3, 4),
        entry(3, 4, id="s1", role="clinician", who="Dana, OT"),
        entry(5, 4, win="he built a tower", question="Is the sofa fine?"),
        entry(6, 4),
    ]
    found = made(log=log)

    assert ("Practised on 2 days.", "1 new win.", "1 new question.") == found.news
    alerts = made(log=[*log, CHOKED]).news
    assert "1 new alert." == alerts[0]
    assert not any("win" in each for each in alerts)


def test_how_far_it_is_from_baseline_to_aim():
    """Where both were set: PoGO over the counts of this step."""
    plan = at(baseline=0.2, aim=0.8)

    assert "50 % of the way" in made(plan, [entry(1, 5, 10), entry(2, 5, 10)]).focuses[0].measure
    assert "" == made(plan, []).focuses[0].measure
    assert "" == made(OPEN, of_five(3)).focuses[0].measure


def test_the_family_and_the_clinician_are_measured_apart():
    """Each by their own counts, and by how many days: a mean of both is nobody's."""
    plan = at(baseline=0.2, aim=0.8)
    log = [entry(1, 5, 10), entry(2, 5, 10), entry(2, 5, 10, id="again")]
    session = entry(3, 8, 10, id="s1", role="clinician", who="Dana, OT")
    [family] = made(plan, log).focuses
    [both] = made(plan, [*log, session]).focuses

    assert family.measure == "From 20 % at first to an aim of 80 %. By the family’s counts on 2 days: 50 % of the way."
    assert both.measure == f"{family.measure} By a clinician’s counts on 1 day: 100 % of the way."


def test_what_is_not_judged_is_not_measured():
    """Ill, pressed and with more help than the step has: shown apart, as in the chart."""
    plan = at(baseline=0.2, aim=0.8)
    log = [entry(1, 5, 10), entry(2, 5, 10)]
    others = [
        entry(3, 0, 10, tags=["ill"]),
        entry(4, 10, 10, tags=["pressured"]),
        entry(5, 10, 10, tags=["another-way"]),
        entry(6, 10, 10, support="full"),
    ]

    assert made(plan, log).focuses[0].measure == made(plan, [*log, *others]).focuses[0].measure


def test_the_factual_form_gives_no_advice():
    """A school or a doctor reads what was practised and seen: no step, no way and no alert."""
    log = [*of_five(3, 4), entry(3, win="he built a tower", question="is it fine to use the sofa?")]
    told, facts = made(log=log), made(log=log, factual=True)

    assert told.questions
    assert told.focuses[0].finding
    assert [each.words for each in told.wins] == [each.words for each in facts.wins]
    assert {""} == {each.who for each in facts.wins}
    assert ((), ()) == (facts.hard, facts.goals)
    [focus] = facts.focuses
    assert ((), (), "", ()) == (facts.questions, focus.finding, focus.suggested, focus.options)
    assert told.focuses[0].practised == facts.focuses[0].practised
    assert facts.left_out
    assert not told.left_out


def test_quiet_words_reach_nobody_else():
    """What is said in confidence stays with the family's own clinician, who has all of it."""
    hidden = entry(3, id="q1", hard="my husband hits us", win="she hummed")
    clinician, facts = made(log=[hidden]), made(log=[hidden], factual=True)

    assert "hits us" in " ".join(clinician.alerts[0].note)
    assert not any(said.entry == "q1" for said in (*facts.wins, *facts.hard, *facts.observed))
    assert () == facts.alerts


def test_a_review_of_another_plan_is_refused():
    """What was agreed since may be otherwise."""
    with pytest.raises(CoachplanError) as refused:
        brief(ENGINE, at(minutes=3), [], ENGINE.review(OPEN, [], on=D))

    assert ["stale"] == [finding.code for finding in refused.value.findings]


@given(st.data())
def test_nothing_that_raised_an_alert_is_left_out(data):
    """Whatever was written: each alert of the review stands in the brief, with its words; and no win beside a pause."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    review = ENGINE.review(plan, log, on=D + timedelta(days=30))
    found = brief(ENGINE, plan, log, review)

    assert [longest(alert.words) for alert in review.alerts] == [alert.words for alert in found.alerts]
    assert [focus.id for focus in plan.focuses] == [focus.focus for focus in found.focuses]
    assert not (review.paused and found.wins)
    flagged = {alert.entry for alert in review.alerts}
    assert flagged.isdisjoint(said.entry for said in found.wins)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_whole_in_its_language(language):
    """No key is shown, and no sentence of another language."""
    found = made(log=[*of_five(3, 4), Entry("w", day(3), focus=FOCUS.id, win="torre")], language=language)

    said = [found.age, found.period, found.approved, *found.changes, *(focus.practised for focus in found.focuses)]
    assert language == found.language
    assert all(said)
    assert not any("core/" in words or "{" in words for words in said)


def test_since_when_is_said_in_its_language():
    """Nothing is left of another language, and a day has its article once."""
    plan = ENGINE.change(OPEN, FOCUS.id, by="Kim", role="clinician", on=day(3), minutes=3, entries=[])

    assert made(plan, of_five(3), language="es").changes_since == (
        "Desde el miércoles 4 de marzo, cuando Kim trabajó por última vez en el plan"
    )
