"""
The caregiver's handout: what is agreed and opened, alerts first, and nothing cheerful beside them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import asdict, evolve
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Text
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver
from coachplan.model.flags import Help
from coachplan.model.goals import Goal
from coachplan.papers.handout import handouts
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, Bringing, D, entry, of_five
from coachplan.testing.strategies import logs, plans
from coachplan.testing.toy import toy

HELP = Help(emergency="112", call="the clinic, 555 0100", safeguarding="the safe line, 555 0199")
CALLING = Engine(plugins=[toy], help=HELP)


def made(plan=OPEN, log=(), *, engine=ENGINE, ahead=7, **more):
    """The handouts of a plan after a week."""
    on = D + timedelta(days=ahead)
    return handouts(engine, plan, engine.review(plan, log, on=on), **more)


def said(paper):
    """All that stands in the practice of a handout."""
    return [paper.when, paper.what, paper.how, paper.success, paper.helps, paper.why, paper.amount, *paper.wins]


def test_what_to_do_at_home_stands_on_one_page():
    """The routine, the sentence, how, what counts, how long, what to look for, and whom to call."""
    [paper] = made(engine=CALLING)

    assert (FOCUS.id, "en", "Sam") == (paper.focus, paper.language, paper.child)
    assert all(said(paper))
    assert paper.when.startswith("When it is time for")
    assert "I will take 5 minutes" in paper.when
    assert ("112" in paper.call[0], "555 0100" in paper.call[1]) == (True, True)
    assert "Dana, OT" in paper.made


def test_a_few_tiny_wins_to_look_for():
    """As many as a glance takes in, with the child's name in them."""
    stacking = ENGINE.catalogue.skills[FOCUS.skill]
    wins = [f"{{child}} does small thing {number}." for number in range(5)]
    skill = evolve(stacking, id="made/stack", tiny_wins=wins, prerequisites=())
    engine = Engine(plugins=[toy, Bringing("made", skills=[skill])])
    plan = evolve(OPEN, focuses=[evolve(FOCUS, skill="made/stack")])

    [paper] = made(plan, engine=engine)

    assert ("Sam does small thing 0.", "Sam does small thing 1.", "Sam does small thing 2.") == paper.wins


def test_help_against_somebody_at_home_is_not_left_lying_about():
    """Paper is read by whoever passes; where a family can turn to is for the clinician to say."""
    [paper] = made(engine=CALLING)

    assert not any("0199" in line for line in (*paper.call, *said(paper)))


def test_the_goal_stands_in_the_familys_own_words():
    """What they want leads the page of what serves it, and of nothing else."""
    family = evolve(OPEN.family, goals=[Goal("Quiet evenings on the rug", routine="play")])
    plan = evolve(OPEN, family=family)
    elsewhere = evolve(OPEN, family=evolve(family, goals=[Goal("Quiet evenings on the rug", routine="bed")]))

    assert "Quiet evenings on the rug" in made(plan)[0].goal
    assert "" == made(elsewhere)[0].goal


def test_a_goal_that_somebody_who_is_feared_may_read_is_on_no_paper():
    """Paper lies about. The next goal that this serves stands there, and nothing where there is none."""
    quiet, other = Goal("My husband stops hitting us", routine="play"), Goal("Quiet evenings", routine="play")
    with_goals = [evolve(OPEN, family=evolve(OPEN.family, goals=goals)) for goals in ([quiet], [quiet, other])]
    alone, both = (made(plan)[0] for plan in with_goals)
    assert "" == alone.goal
    assert "Quiet evenings" in both.goal
    assert not any("husband" in str(asdict(each)) for each in (alone, both))


def test_a_sentence_of_their_own_stands_as_they_wrote_it():
    """Only what was made for them is said anew."""
    plan = evolve(OPEN, focuses=[evolve(FOCUS, cue="After the bus, blocks on the rug.")])

    assert "After the bus, blocks on the rug." == made(plan)[0].when


def test_each_caregiver_has_it_in_their_language():
    """The language is that of whoever is named, unless one is given; a sentence that was made is made anew."""
    first = ENGINE.propose(OPEN.family, on=D)[0].plan
    both = evolve(first, family=evolve(first.family, caregivers=[Caregiver("Alex"), Caregiver("Rosa", language="es")]))
    plan = ENGINE.approve(both, Approval.everything(both, by="Dana, OT", on=D), role="clinician")

    assert first.focuses[0].cue
    assert ["en", "es", "es"] == [
        made(plan, who="Alex")[0].language,
        made(plan, who="rosa")[0].language,
        made(plan, who="Alex", language="es")[0].language,
    ]
    assert made(plan, who="Rosa")[0].when.startswith("Durante ")


def test_a_draft_is_shown_to_no_caregiver():
    """What no clinician opened is refused, with what to do."""
    with pytest.raises(CoachplanError) as refused:
        made(evolve(OPEN, approval=None))

    assert ["needs-clinician"] == [finding.code for finding in refused.value.findings]


def test_a_review_of_a_plan_as_it_stood_is_refused():
    """What was agreed since may be otherwise."""
    review = ENGINE.review(OPEN, [], on=D)

    with pytest.raises(CoachplanError) as refused:
        handouts(ENGINE, evolve(OPEN, focuses=[evolve(FOCUS, minutes=3)]), review)

    assert ["stale"] == [finding.code for finding in refused.value.findings]


def test_a_caregiver_who_is_not_there_is_refused():
    """And no name is told."""
    with pytest.raises(CoachplanError) as refused:
        made(who="Zorblax")

    assert ["unknown-id"] == [finding.code for finding in refused.value.findings]
    assert "Zorblax" not in str(refused.value)


def test_an_alert_comes_first_and_stands_alone():
    """While the plan is paused there is no practice on the page, and no goal."""
    family = evolve(OPEN.family, goals=[Goal("Quiet evenings", routine="play")])
    log = [entry(1, hard="He choked on a grape and his lips went blue.")]
    [paper] = made(evolve(OPEN, family=family), log, engine=CALLING)

    assert paper.paused
    assert paper.alerts
    assert "112" in paper.alerts[0]
    assert paper.rest
    assert [] == [words for words in (*said(paper), paper.goal) if words]


@given(st.data())
def test_no_page_shows_what_rests_or_was_not_opened(data):
    """Whatever was written: beside an alert that pauses nothing is practised, and each focus has its page."""
    approved = data.draw(plans(approved=True))
    log = data.draw(logs(approved))
    review = ENGINE.review(approved, log, on=D + timedelta(days=20))
    papers = handouts(ENGINE, approved, review)
    view = review.for_caregiver()

    assert [focus.id for focus in approved.focuses] == [paper.focus for paper in papers]
    for paper, suggestion in zip(papers, review.next_steps, strict=True):
        resting = review.paused or suggestion.is_resting
        assert paper.alerts == tuple(alert.words for alert in view.alerts)
        assert bool(paper.rest) or not resting
        assert not (paper.rest and any(said(paper)))


@given(logs(OPEN, written=st.just("a calm morning")))
def test_quiet_words_are_on_no_page(log):
    """What somebody who is feared must not read stands on no page, cleared or not."""
    words = "my husband hits us"
    quiet = [*log, Entry("q1", D + timedelta(days=2), focus=FOCUS.id, hard=words)]
    papers = made(OPEN, quiet)

    assert papers[0].alerts
    assert not any("hits us" in text for paper in papers for text in (*paper.alerts, *said(paper), paper.rest))


def test_it_is_made_easier_where_nobody_has_to_be_asked():
    """Where the log says less, the page shows the lighter step and not the one that was too hard."""
    log = of_five(0, 0, 0, 0)
    review = ENGINE.review(OPEN, log, on=D + timedelta(days=3))
    [step] = review.next_steps
    [paper] = handouts(ENGINE, OPEN, review)

    assert "step-down" == step.action.kind
    assert "caregiver" == step.needs
    easier = ENGINE.catalogue.words.say(step.practice_after.what, "en")
    assert easier != ENGINE.catalogue.words.say(step.practice.what, "en")
    assert easier == paper.what


def test_a_language_from_right_to_left_says_so():
    """Also where only some of its words are there."""
    arabic = Catalogue(translations=[Text(key="toy/stack-blocks#title", language="ar", words="يرص المكعبات")])
    engine = Engine(plugins=[toy, Bringing("arabic", arabic)])
    [paper] = made(engine=engine, language="ar")

    assert (paper.right_to_left, paper.title) == (True, "يرص المكعبات")
    assert not made()[0].right_to_left
