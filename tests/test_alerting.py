"""
Red flags to alerts: what raises one, what it says, and that only a clinician takes it away.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from one_plan import ENGINE, FOCUS, OPEN, D, at, day, entry, of_five, review

from coachplan.catalogue import Catalogue
from coachplan.engine import Engine
from coachplan.entries import Entry
from coachplan.errors import CoachplanError
from coachplan.flags import Help, RedFlag
from coachplan.hookspecs import hookimpl
from coachplan.testing.toy import OWN, toy


class Signs:
    """
    A plugin with flags only: one soon, one that pauses though it is soon, and one raised by a tag.
    """

    name = "signs"

    @hookimpl
    def coachplan_catalogue(self):
        return Catalogue(
            flags=[
                RedFlag(
                    "signs/soon", "soon", words={"en": ["soon sign"]}, say="Please tell your therapist.", sources=[OWN]
                ),
                RedFlag(
                    "signs/lost", "soon", words={"en": ["lost sign"]}, say="Please tell us.", pauses=True, sources=[OWN]
                ),
                RedFlag("signs/hurt", "today", words={}, tags=["injured"], say="Please call.", sources=[OWN]),
            ]
        )


SOON = Engine(plugins=[toy, Signs()])


def alerts(found):
    return [(alert.urgency, alert.entry) for alert in found.alerts]


def test_one_alert_an_entry_most_urgent_first():
    """Two entries with flags are two alerts; now stands before today."""
    found = review(OPEN, [entry(1, 3, hard="hiccups all day"), entry(2, 3, hard="he stopped breathing"), entry(3, 3)])
    assert [("now", "e2"), ("today", "e1")] == alerts(found)
    assert "toy/all-day-hiccups" in found.alerts[1].flags
    assert ("hiccups all day",) == found.alerts[1].words


@pytest.mark.parametrize("field", ["worked", "hard", "question", "win"])
def test_every_text_is_read(field):
    """What worked, what was hard, the question and the win are all read."""
    assert [("today", "e1")] == alerts(review(OPEN, [entry(1, 3, **{field: "hiccups all day"})]))


@pytest.mark.parametrize("words", ["he stopped breathing", "hiccups all day"])
def test_now_and_today_pause_the_whole_plan(words):
    """Every focus pauses, by the flag; there are no wins and no cheer."""
    two = evolve(OPEN, focuses=[*OPEN.focuses, evolve(FOCUS, id="f2", skill="toy/wave-bye", routine="bed")])
    found = review(two, [*of_five(5, 5, 5, win="three blocks"), entry(3, id="x", hard=words)])
    assert found.paused
    assert ["pause", "pause"] == [each.action.kind for each in found.next_steps]
    assert {"core/red-flag"} == {each.rule for each in found.next_steps}
    view = found.for_caregiver()
    assert () == found.wins == view.wins == view.questions
    assert ["pause", "pause"] == [each.kind for each in view.next_steps]
    assert view.alerts


def test_no_later_entry_lifts_a_flag():
    """Good days afterwards, an amendment, or another focus change nothing."""
    log = [
        entry(1, 3, hard="hiccups all day"),
        entry(1, 5, revision=1, worked="all is well"),
        *[entry(n, 5) for n in range(2, 40)],
    ]
    assert review(OPEN, log).paused


def test_only_a_clinician_clears():
    """A caregiver is refused; a clinician, named, is not; nobody without a name."""
    log = [entry(1, 3, hard="hiccups all day")]
    alert = review(OPEN, log).alerts[0]
    with pytest.raises(CoachplanError, match="clinician"):
        ENGINE.clear(OPEN, alert, by="Alex", on=day(2))
    with pytest.raises(CoachplanError, match="named"):
        ENGINE.clear(OPEN, alert, by=" ", role="clinician", on=day(2))
    cleared = ENGINE.clear(OPEN, alert, by="Dana, OT", role="clinician", on=day(2), note="seen")
    assert not review(cleared, log).paused
    assert "Dana, OT" == cleared.cleared[0].by


def test_a_clearance_covers_only_what_was_seen():
    """New words in the same entry, or the same words in another, raise a new alert."""
    log = [entry(1, 3, hard="hiccups all day")]
    cleared = ENGINE.clear(OPEN, review(OPEN, log).alerts[0], by="Dana", role="clinician", on=day(1))
    assert review(cleared, [*log, entry(1, 3, revision=1, hard="he stopped breathing")]).paused
    assert review(cleared, [*log, entry(2, 3, hard="hiccups all day")]).paused


def test_a_recorded_flag_outlives_its_log():
    """
    Recorded in the plan, a flag stays when the log is cut short, and goes when it is cleared; recording is no
    change.
    """
    log = [entry(1, 3, hard="hiccups all day")]
    kept = ENGINE.record(OPEN, review(OPEN, log))
    assert OPEN.revision == kept.revision
    assert kept == ENGINE.record(kept, review(kept, log))
    later = review(kept, [], 30)
    assert [("today", "e1")] == alerts(later)
    cleared = ENGINE.clear(kept, later.alerts[0], by="Dana", role="clinician", on=day(30))
    assert () == cleared.open_flags
    assert not review(cleared, [], 31).paused
    assert cleared == ENGINE.record(cleared, review(cleared, log))


def test_a_review_of_another_plan_is_not_recorded():
    """Flags stay with their own plan."""
    with pytest.raises(CoachplanError, match="p2"):
        ENGINE.record(OPEN, review(evolve(OPEN, id="p2"), [entry(1, 3, hard="hiccups all day")]))


def test_soon_lets_practice_go_on_and_holds_steps_back():
    """A question that the therapist must hear about holds step-up back, and practice and wins go on."""
    log = [*of_five(5, 5, 5, win="three blocks"), entry(3, id="x", hard="soon sign")]
    found = SOON.review(OPEN, log, on=day(3))
    assert ["soon"] == [alert.urgency for alert in found.alerts]
    assert not found.paused
    assert ("continue", "core/held-by-flag") == (found.next_steps[0].action.kind, found.next_steps[0].rule)
    assert found.wins
    assert "held back" in str(found.why_not("f1", "step-up"))


def test_soon_pauses_where_the_flag_says_so():
    """Loss of skills is raised within days, and pauses."""
    found = SOON.review(OPEN, [*of_five(5, 5, 5), entry(3, id="x", hard="lost sign")], on=day(3))
    assert found.paused
    assert "pause" == found.next_steps[0].action.kind


def test_a_tag_raises_a_flag_without_words():
    """A flag may name entry tags; the tag is enough."""
    found = SOON.review(OPEN, [entry(1, 3, tags=["injured"])], on=D)
    assert [("today", "e1")] == alerts(found)


def test_a_flag_of_one_plugin_is_heard_in_every_plan():
    """Flags are for everybody, whatever discipline a focus is of."""
    found = SOON.review(at(skill="toy/wave-bye", routine="bed"), [entry(1, 3, hard="lost sign")], on=D)
    assert found.paused


def test_a_denied_sign_is_a_mention_and_no_alert():
    """What did not happen is read as such."""
    found = review(OPEN, [entry(1, 3, worked="no hiccups all day today")])
    assert () == found.alerts
    assert [("hiccups all day", "negated", None)] == [(m.words, m.kind, m.urgency) for m in found.mentions]


def test_a_language_without_a_list_is_said_to_be_unchecked():
    """Words that nobody can check are neither silent nor an alarm: the caregiver is told."""
    found = review(OPEN, [entry(1, 3, hard="il a mal", language="fr")])
    assert () == found.alerts
    assert any("not checked" in note for note in found.for_caregiver().notes)


def test_an_entry_is_read_in_its_own_language():
    """A Spanish note of an English-speaking family is read in Spanish, also as es-MX."""
    for language in ("es", "es-MX"):
        assert [("today", "e1")] == alerts(review(OPEN, [entry(1, 3, hard="hipo todo el día", language=language)]))


def test_the_host_says_whom_to_call():
    """The emergency line comes first, in the host's words; then what was written, and what this cannot do."""
    engine = Engine(
        plugins=[toy], help=Help(emergency="112", call="the clinic, 555 0100", safeguarding="the crisis line")
    )
    said = engine.review(OPEN, [entry(1, hard="he stopped breathing")], on=D).alerts[0].say
    assert said.startswith("Call 112 now.")
    assert "he stopped breathing" in said or "stopped breathing" in said
    assert "555 0100" in engine.review(OPEN, [entry(1, hard="hiccups all day")], on=D).alerts[0].say
    danger = engine.review(OPEN, [entry(1, hard="I shook him and I'm scared of myself")], on=D).alerts[0]
    assert "now" == danger.urgency
    assert "the crisis line" in danger.say


def test_a_huge_note_is_read_to_its_end():
    """A sign at the end of a long note is not missed."""
    assert review(OPEN, [entry(1, hard="He ate well and then he played. " * 3000 + "hiccups all day")]).paused


def test_a_plan_without_focuses_still_hears():
    """An empty plan has no next step, and its entries are read all the same."""
    found = review(evolve(OPEN, focuses=[]), [entry(1, 3, hard="hiccups all day")])
    assert () == found.next_steps
    assert found.paused


def test_a_step_accepted_from_before_the_flag_is_refused():
    """A suggestion made before the flag was written cannot be taken once the plan carries the flag, but for a pause."""
    before = review(OPEN, of_five(5, 5, 5))
    after = review(OPEN, [*of_five(5, 5, 5), entry(3, id="x", hard="he stopped breathing")])
    kept = ENGINE.record(OPEN, after)
    with pytest.raises(CoachplanError):
        ENGINE.apply(kept, before.step_for("f1"), by="Alex", on=day(3))


@pytest.mark.parametrize(
    "hard",
    [
        "My sister says to stop his medicine.",
        "We are thinking of stopping his medication for a week.",
        "Mi hermana dice que hay que dejar la medicina.",
    ],
)
def test_somebody_else_s_advice_is_a_question_too(hard):
    """What may never be suggested is heard where a note tells of advice, with no question mark anywhere."""
    entry = Entry("e1", D + timedelta(days=1), focus="f1", tries=5, successes=3, hard=hard)
    (alert,) = ENGINE.review(OPEN, [entry], on=D + timedelta(days=1)).alerts
    assert "soon" == alert.urgency
    assert alert.say


def test_an_everyday_note_with_such_a_word_is_none():
    """Naming the word alone asks nothing."""
    entry = Entry("e1", D + timedelta(days=1), focus="f1", tries=5, successes=3, hard="he spat his medicine out again")
    assert () == ENGINE.review(OPEN, [entry], on=D + timedelta(days=1)).alerts
