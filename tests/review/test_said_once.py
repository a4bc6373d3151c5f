"""What a family and a therapist are told is said once, to whoever reads it, and is true of the days it is about."""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan import Approval, Engine, Rule
from coachplan.base.messages import Message
from coachplan.model.speaking import said_once
from coachplan.notes.praise import is_win
from coachplan.testing.builders import ENGINE, PLAN, Bringing, at, day, entry, installed, of_five, review
from coachplan.testing.toy import toy

INSTALLED = installed()
SPEECH = evolve(
    PLAN, focuses=[evolve(PLAN.focuses[0], skill="speech/first-words", strategy="speech/pause-and-look", step=1)]
)
SPEECH = evolve(SPEECH, approval=Approval.everything(SPEECH, by="Dana, SLP", on=day(1)))


def _say(message):
    return ENGINE.catalogue.words.say(message, "en")


def test_a_sentence_of_several_flags_is_said_once_and_what_was_written_stays_whole():
    """Two flags that ask for the same ask once; a family's own repetition is not touched."""
    stop = Message("core/choking#say")
    wrote = Message("core/alert.wrote", {"words": "No. No. No."})
    said = said_once([stop, stop, wrote], _say)
    assert said == f"{_say(stop)} You wrote: “No. No. No.”."


def _asked(log, language="en"):
    return review(at(), log).for_caregiver(language).from_words


def test_one_thing_that_was_read_is_asked_back():
    """However much was read: all of it is in the review, and a caregiver is asked about one thing."""
    bag = "forty people, it stayed in the bag"
    log = [entry(on, None, worked=f"{on} of 5, so proud", hard=bag) for on in (2, 3, 4)]
    found = review(at(), log)
    assert {"e2", "e3", "e4"} == {each.entry for each in found.from_words}
    assert ("We counted “4 of 5” as 4 of 5. Tell us if not.",) == found.for_caregiver("en").from_words
    assert ("Contamos «4 of 5» como 4 de 5. Avísanos si no es así.",) == found.for_caregiver("es").from_words


def test_how_it_went_is_asked_back_before_what_the_day_was_like():
    """The newest of how it went, though a tag was read in something newer; and else the tag."""
    bag = entry(3, None, hard="Eid today, forty people, tablet stayed in the bag")
    counted = entry(2, None, worked="4 of 5 with me")
    assert ("We counted “4 of 5” as 4 of 5. Tell us if not.",) == _asked([counted, bag])
    assert ("We read “Eid today, forty people, tablet stayed in the bag” as: no time. Is that right?",) == _asked([bag])


@pytest.mark.parametrize(
    "words",
    ["no time", "tired", "she has a cold", "snotty", "no practice", "catarro", "he cried", "would not sit, refused"],
)
def test_what_says_so_itself_is_not_asked_back(words):
    """Nor tears and a no, which are heard: nobody is asked whether a child really cried."""
    log = [entry(day, 3, hard=words if day == 3 else "") for day in (1, 2, 3)]
    assert review(at(), log).from_words
    assert () == _asked(log)


def test_nothing_of_a_note_with_tears_is_asked_back():
    """However doubtful the rest of it is."""
    log = [entry(1, None, hard="i put tablet in cupboard so she will say it. she cried, 2 of 5")]
    assert review(at(), log).from_words[0].counts
    assert () == _asked(log)


def test_nothing_of_an_open_alert_is_asked_back():
    """Whoever is asked to tell a therapist is not asked how it was meant."""
    log = [entry(1, None, worked="4 of 5"), entry(2, None, worked="2 of 5", hard="I feel like a failure")]
    found = review(at(), log)
    assert ["e2"] == [alert.entry for alert in found.alerts]
    assert ("We counted “4 of 5” as 4 of 5. Tell us if not.",) == found.for_caregiver("en").from_words


def test_that_it_was_hard_and_seen_is_told_once():
    """Where it is the win, the step does not begin with it again."""
    view = review(at(), [entry(day, hard="cried all the way", tags=["distressed"]) for day in (1, 2, 3)])
    shown = view.for_caregiver("en")
    assert "You saw what was hard and wrote it down. That helps the plan fit you." in shown.wins
    assert "" == shown.next_steps[0].did


@pytest.mark.parametrize(("upset", "hard"), [(1, False), (2, True), (3, True)])
def test_after_days_of_crying_nobody_is_counted(upset, hard):
    """That somebody stayed is said, in the place of the days on which they made time; also where it was only told."""
    log = [entry(day, 3, hard="he cried the whole time" if day <= upset else "") for day in (1, 2, 3)]
    found = review(at(), log)
    stayed, counted = "Those were hard days, and you stayed with Sam.", "You made time for it on 3 days."
    said = " ".join(found.for_caregiver("en").wins)
    assert (hard, not hard) == (stayed in said, counted in said)
    assert hard is ("Fueron días difíciles, y te quedaste al lado de Sam." in found.for_caregiver("es").wins)
    assert 3 == next(win.days for win in found.wins if win.by == "caregiver")


def test_nobody_hears_that_it_goes_well_after_tears():
    """However high the counts: after a hard day there is no hurry."""
    step = (
        review(at(step=2), [entry(1, 4), entry(2, 3), entry(3, 4, tags=["distressed"])])
        .for_caregiver("en")
        .next_steps[0]
    )
    assert "Keep the same small step" in step.words
    assert "There is no hurry. A few calm days come first." == step.why


def test_at_the_last_step_no_days_are_asked_for():
    """What would be next is nothing, and a therapist is told so."""
    last = len(ENGINE.catalogue.skills[at().focuses[0].skill].steps)
    found = review(at(step=last), of_five(3, 3, 3, 3)).why_not("f1", "step-up")
    assert "This is the last step already, so a step up is not needed." == found.say("en")


def test_a_therapist_is_not_told_that_they_wrote_it():
    """What was written is quoted to whoever reads it, and the family's own sentence stays theirs."""
    found = review(at(), [*of_five(4, 4, 4), entry(4, 4, hard="I feel like a failure")])
    step = found.next_steps[0]
    told = ENGINE.say(step, language="en", audience="clinician", numbers=False)
    assert step.held
    assert "You wrote" in _say(step.held[0])
    assert "You wrote" not in told
    assert "was written. " in told


@pytest.mark.parametrize(
    ("words", "not_yet", "won"),
    [
        ("Mia did a whole sentence about the duck today, so proud of her", True, False),
        ("Mia ate all her peas", False, False),
        ("Mia comió todos sus chícharos", False, False),
        ("Mia at swim with Tom so just us two, he said cup AND more in the bath", False, True),
        ("Mia said duck and Leo said it too", False, True),
        ("Mia said duck, then he did", True, True),
        ("Leito said duck", False, True),
        ("Tom sang it slowly", False, True),
        ("Bubba said duck", False, True),
        ("Grandma sang it slowly", False, True),
        ("Singing did the trick", False, True),
        ("Said duck twice", True, True),
        ("Finally ate a pea", False, True),
    ],
)
def test_what_another_child_did_by_name_is_no_win_of_this_one(words, not_yet, won):
    """A name that is neither the child's nor of who practises, and what a child does."""
    assert won is is_win(words, "Leo", ["Jen", "Tom"], not_yet=not_yet)


@pytest.mark.parametrize(
    ("words", "won"), [("a 3", False), ("10", False), ("4 of 5", True), ("4/5", True), ("3 x", False), ("ba", True)]
)
def test_a_mark_on_some_scale_is_no_win(words, won):
    """One number says nothing of what was done; a count of tries does."""
    assert won is is_win(words)


def test_what_an_alert_says_is_no_answer_once_more():
    """A question that an alert answers says where, in both languages; what the alert does not say is answered below."""
    ask = ("can I skip a tube feed so she is hungry", "le puedo quitar una toma de la sonda para que tenga hambre?")
    for language, question in zip(("en", "es"), ask, strict=True):
        found = INSTALLED.review(PLAN, [entry(1, question=question, language=language)], on=day(1))
        view = found.for_caregiver(language)
        assert view.alerts, language
        assert found.questions[0].answers
        (asked,) = view.questions
        assert not any(answer in view.alerts[0].words for answer in asked.answers)
        assert asked.waits == INSTALLED.catalogue.words.find("core/question.above", language)
    calm = INSTALLED.review(PLAN, [entry(1, question="Do two languages hold her back?")], on=day(1)).for_caregiver()
    assert calm.questions[0].answers
    assert "" == calm.questions[0].waits


# -- what was found, and what was answered


def _found(log, language="en"):
    step = review(at(), log).next_steps[0]
    return ENGINE.say(step, language=language, audience="clinician", numbers=False)


def test_marks_are_told_as_marks_and_the_estimate_as_a_range():
    """“0 of 4 days” beside “about 4 in 10” was no contradiction, and read as one."""
    log = [entry(on, None, went="a-little" if on > 1 else "not-yet") for on in (1, 2, 3, 4)]
    assert "Found: Mostly or better on 0 of 4 days; a little on 3 (marks or words, no counts). On an ordinary day" in (
        _found(log)
    )
    assert "Casi siempre o mejor en 0 de 4 días; un poco en 3 (marcas o palabras, sin conteo). En un día normal" in (
        _found(log, "es")
    )
    assert "; it may be " in _found(log)
    assert "Mostly or better on 2 of 2 days (marks or words" in _found(
        [entry(on, None, went="mostly") for on in (1, 2)]
    )


@pytest.mark.parametrize("log", [[entry(on, None, went="a-little") for on in (1, 2, 3)], of_five(0, 0, 0)])
def test_a_family_is_not_told_that_it_was_none_of_four_days(log):
    """What is likely, and what would be enough; a clinician has the rest."""
    said = review(at(), log).why_not("f1", "step-up").say("en")
    assert "On an ordinary day about" in said
    assert "0 of" not in said
    counted = review(at(), of_five(2, 3, 2)).why_not("f1", "step-up").say("en")
    assert "7 of 15 tries worked lately" in counted


def test_a_clinician_reads_on_how_many_days_there_was_crying():
    """However well the tries went."""
    log = [entry(1, 4), entry(2, 4, hard="he cried the whole time"), entry(3, 4)]
    assert "With crying or upset on 1 of 3 days." in _found(log)
    assert "Con llanto o angustia en 1 de 3 días." in _found(log, "es")
    assert "crying" not in _found(of_five(4, 4, 4))
    assert "crying" not in review(at(), log).why_not("f1", "step-up").say("en")


def test_of_several_alerts_the_newest_holds():
    """What the clinician has not heard of yet; the first stands among the alerts."""
    log = [
        *of_five(4, 4, 4),
        entry(4, 4, hard="I feel like a failure"),
        entry(6, 4, hard="nothing works, I am useless"),
    ]
    found = review(at(), log)
    assert ["soon", "soon"] == [alert.urgency for alert in found.alerts]
    newest = max(found.alerts, key=lambda alert: alert.on)
    assert newest.words[0] in ENGINE.say(found.next_steps[0], audience="clinician", numbers=False)


def test_what_a_plugin_holds_back_is_told_by_its_basis_and_what_was_written():
    """The rule's sentence is for the family."""
    rule = Rule(
        id="calm/pressed", when="pressured-days >= 1", holds=["step-up"], say="That happens when you care.",
        basis="Pressure goes with less eating.",
    )  # fmt: skip
    engine = Engine(plugins=[toy, Bringing("calm", rules=[rule])])
    log = [entry(1, 4), entry(2, 4, hard="we bribed him with tv, one bite for mommy", tags=["pressured"]), entry(3, 4)]
    step = engine.review(at(), log, on=day(3)).next_steps[0]
    told = engine.say(step, language="en", audience="clinician", numbers=False)
    assert "Held back: Pressure goes with less eating. Written: “" in told
    assert "”, on Tuesday 3 March." in told
    assert "That happens when you care." not in told
    spanish = engine.say(step, language="es", audience="clinician", numbers=False)
    assert "En espera: Se escribió: «" in spanish


def test_an_answer_is_not_printed_week_after_week():
    """In its week it is; and after it, until a step was taken from a review that had it."""
    log = [*of_five(5, 5, 5), entry(4, 5, question="en la guarderia dicen que solo ingles, dejamos el español?")]
    (first,) = INSTALLED.review(SPEECH, _of(log), on=day(4)).for_caregiver("en").questions
    assert first.answers
    (late,) = INSTALLED.review(SPEECH, _of(log), on=day(14)).for_caregiver("en").questions
    assert (first.answers, "") == (late.answers, late.answered)
    found = INSTALLED.review(SPEECH, _of(log), on=day(6))
    taken = INSTALLED.apply(SPEECH, found.next_steps[0], by="Dana, SLP", role="clinician", on=day(6), entries=_of(log))
    again = INSTALLED.review(taken, _of(log), on=day(14))
    (asked,) = again.for_caregiver("en").questions
    assert ((), "We answered this on Saturday 7 March.") == (asked.answers, asked.answered)
    assert again.questions[0].answers
    assert any("Esto ya lo contestamos el sábado 7 de marzo." in line for line in again.for_caregiver("es").lines)
    soon = INSTALLED.review(taken, _of(log), on=day(8)).for_caregiver("en").questions
    assert first.answers == soon[0].answers


def _of(log):
    return [evolve(each, focus=SPEECH.focuses[0].id) for each in log]
