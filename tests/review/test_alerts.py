"""
Red flags to alerts: what raises one, what it says, and that only a clinician takes it away.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver
from coachplan.model.flags import Answer, Help, RedFlag
from coachplan.model.plans import Change, OpenFlag
from coachplan.review.alert_words import longest
from coachplan.review.entry_reading import read_entry
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, Bringing, D, at, day, entry, of_five, review
from coachplan.testing.toy import OWN, toy

#: Flags, one soon, one that pauses though it is soon, two raised by a tag; and two answers.
SIGNS = Bringing(
    "signs",
    flags=[
        RedFlag("signs/soon", "soon", words={"en": ["soon sign"]}, say="Please tell your therapist.", sources=[OWN]),
        RedFlag("signs/lost", "soon", words={"en": ["lost sign"]}, say="Please tell us.", pauses=True, sources=[OWN]),
        RedFlag("signs/hurt", "today", words={}, tags=["injured"], say="Please call.", sources=[OWN]),
        RedFlag("signs/sore", "soon", words={}, tags=["injured"], say="Please look.", sources=[OWN]),
        RedFlag("signs/dark", "now", words={"en": ["dark sign"]}, say="Please get help.", sources=[OWN]),
    ],
    answers=[Answer("signs/how-long", {"en": ["how long"]}, say="Five minutes.", sources=[OWN])],
    never_suggest=[Answer("signs/straps", {"en": ["the straps"]}, say="Please ask first.", sources=[OWN])],
)


SOON = Engine(plugins=[toy, SIGNS])


def alerts(found):
    return [(alert.urgency, alert.entry) for alert in found.alerts]


def test_one_alert_an_entry_most_urgent_first():
    """Two entries with flags are two alerts; now stands before today."""
    found = review(OPEN, [entry(1, 3, hard="hiccups all day"), entry(2, 3, hard="he stopped breathing"), entry(3, 3)])
    assert [("now", "e2"), ("today", "e1")] == alerts(found)
    assert "toy/all-day-hiccups" in found.alerts[1].flags
    assert ("hiccups all day",) == found.alerts[1].words


@pytest.mark.parametrize("field", ["worked", "hard", "question", "win", "seen", "tried"])
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
    kept = ENGINE.record(OPEN, review(OPEN, log))
    cleared = ENGINE.clear(kept, alert, by="Dana, OT", role="clinician", on=day(2), note="seen")
    assert not review(cleared, log).paused
    assert "Dana, OT" == cleared.cleared[0].by


def test_a_clearance_covers_only_what_was_seen():
    """New words in the same entry, or the same words in another, raise a new alert."""
    log = [entry(1, 3, hard="hiccups all day")]
    kept = ENGINE.record(OPEN, review(OPEN, log))
    cleared = ENGINE.clear(kept, review(OPEN, log).alerts[0], by="Dana", role="clinician", on=day(1))
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


# -- what an entry is read for


STRAPS = ("signs/straps", "the straps")


def heard(**fields):
    found = read_entry(entry(1, **fields), SOON.catalogue, "en")
    return found.answers, found.never_suggest


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"question": "how long"}, (("signs/how-long",), ())),  # the field asks, without a mark
        ({"hard": "how long?"}, (("signs/how-long",), ())),  # the mark asks, in any field
        ({"hard": "I do not know how long"}, ((), ())),  # nobody asks
        ({"hard": "should we do it, and how long"}, ((), ())),  # advice is weighed, and not answered
        ({"question": "the straps"}, (("signs/straps",), (STRAPS,))),
        ({"hard": "Grandma said to use the straps"}, ((), (STRAPS,))),
        ({"hard": "we use the straps"}, ((), ())),
        ({"worked": "how long? how long?", "win": "how long?"}, (("signs/how-long",), ())),  # answered once
        ({"worked": "fun", "win": "how long?"}, (("signs/how-long",), ())),  # after a text that asks nothing
        ({"question": "how long?", "win": "the straps?"}, (("signs/how-long", "signs/straps"), (STRAPS,))),
    ],
)
def test_what_is_asked_is_answered(fields, expected):
    """A question, by its field or its mark, is answered once; what is never suggested is heard in advice as well."""
    assert expected == heard(**fields)


def test_a_question_on_the_list_is_an_alert_soon():
    """It needs the clinician, and says only the sentence of the list."""
    (alert,) = SOON.review(OPEN, [entry(1, 3, question="the straps")], on=D).alerts
    assert ("soon", ("signs/straps",), ("the straps",)) == (alert.urgency, alert.flags, alert.words)
    assert not alert.pauses
    assert "Please ask first." in alert.say


@pytest.mark.parametrize(("words", "expected"), [("the soon sign", ["soon"]), ("soon sign", ["soon"]), ("Soon", [])])
@pytest.mark.parametrize("field", ["who", "place"])
def test_a_sentence_where_a_name_should_stand_is_read(field, words, expected):
    """Two words may be all that somebody wrote; one is a name."""
    log = [entry(1, 3, **{field: words})]
    assert expected == [alert.urgency for alert in SOON.review(OPEN, log, on=D).alerts]


def test_a_mention_knows_its_entry():
    """Whatever was read, in a text or in place of a name, says in which entry it stood."""
    found = read_entry(entry(1, hard="hiccups all day", who="Dad says hiccups all day"), ENGINE.catalogue, "en")
    assert ["e1", "e1"] == [mention.entry for mention in found.mentions]


def test_an_entry_is_unchecked_where_any_text_is():
    """One text in a language without a list is enough, whatever stands after it; and the family's language counts."""
    french = evolve(OPEN, family=evolve(OPEN.family, caregivers=[Caregiver("Alex", language="fr")]))
    for log, plan, language in (
        ([entry(1, 3, hard="il a mal", win="", language="fr")], OPEN, "fr"),
        ([entry(1, 3, hard="il a mal")], french, "fr"),
    ):
        (missing,) = [each for each in review(plan, log).missing if each.message.key == "core/missing.language"]
        assert ("e1", "f1", {"entry": "e1", "language": language}) == (
            missing.what,
            missing.about,
            dict(missing.message.values),
        )
        assert "not checked" in missing.why or language in missing.why


@pytest.mark.parametrize(("length", "shown"), [(60, "\u0436" * 60), (61, "\u0436" * 60 + " ...")])
def test_what_could_not_be_read_is_shown_as_far_as_a_line(length, shown):
    """The clinician sees the entry and the words themselves, and of a long text where it begins."""
    (missing,) = [
        each
        for each in review(OPEN, [entry(1, 3, hard="\u0436" * length)]).missing
        if each.message.key == "core/missing.unread"
    ]
    assert {"entry": "e1", "words": shown} == dict(missing.message.values)


def test_only_words_are_unchecked():
    """Where nothing was written there was nothing to check, and what could be read is not said to be unread."""
    for log in ([entry(1, 3, language="fr")], [entry(1, 3, hard="it was fun")], [entry(1, 3)]):
        assert "core/missing.language" not in [each.message.key for each in review(OPEN, log).missing]


def test_an_unchecked_revision_is_said_once():
    """Two revisions in that language are one thing to tell."""
    log = [entry(1, 3, hard="il a mal", language="fr"), entry(1, 3, revision=1, hard="il a mal", language="fr")]
    assert 1 == len([each for each in review(OPEN, log).missing if each.message.key == "core/missing.language"])


# -- the order of what is told


def test_alerts_stand_by_urgency_then_day_then_entry():
    """The most urgent first; of equals the one that was written first; of one day by their ids."""
    log = [
        entry(2, 3, id="b", hard="hiccups all day"),
        entry(2, 3, id="a", hard="hiccups all day"),
        entry(1, 3, id="c", hard="hiccups all day"),
        entry(3, 3, id="d", hard="dark sign"),
        entry(1, 3, id="e", hard="soon sign"),
    ]
    found = SOON.review(OPEN, log, on=day(3)).alerts
    assert ["d", "c", "a", "b", "e"] == [alert.entry for alert in found]


def test_what_is_kept_stands_among_what_was_written():
    """A flag kept with the plan has its place by its entry, like one that is read in the log."""
    kept = OpenFlag(entry="a", flag="signs/soon", urgency="today", words="w", on=day(2))
    found = review(evolve(OPEN, open_flags=[kept]), [entry(2, 3, id="b", hard="hiccups all day")])
    assert ["a", "b"] == [alert.entry for alert in found.alerts]


def test_an_alert_stands_on_the_first_day_of_its_entry():
    """An amendment of later, and a flag kept with the plan, do not make it younger."""
    log = [entry(5, 3, id="e1", revision=1, hard="hiccups all day"), entry(1, 3, hard="hiccups all day")]
    assert [D] == [alert.on for alert in review(OPEN, log).alerts]
    assert [D] == [alert.on for alert in review(OPEN, log[::-1]).alerts]
    kept = evolve(OPEN, open_flags=[OpenFlag(entry="e1", flag="signs/soon", urgency="soon", words="w", on=day(9))])
    assert [D] == [alert.on for alert in ENGINE.review(kept, log, on=day(9)).alerts]
    assert [day(9)] == [alert.on for alert in ENGINE.review(kept, [], on=day(9)).alerts]


def test_words_stand_by_urgency_then_by_flag():
    """What is most urgent is said first; each with its own urgency."""
    log = [entry(1, 3, hard="soon sign and dark sign, hiccups all day", tags=["injured"])]
    (alert,) = SOON.review(OPEN, log, on=D).alerts
    assert [
        ("signs/dark", "dark sign", "now"),
        ("core/injured", "injured", "today"),
        ("signs/hurt", "injured", "today"),
        ("toy/all-day-hiccups", "hiccups all day", "today"),
        ("signs/soon", "soon sign", "soon"),
        ("signs/sore", "injured", "soon"),
    ] == list(zip(alert.flags, alert.words, alert.urgencies, strict=True))
    assert ("now", True) == (alert.urgency, alert.pauses)


SAFE = Engine(plugins=[toy, SIGNS], help=Help(safeguarding="the crisis line"))


def keys(engine, **fields):
    (alert,) = engine.review(OPEN, [entry(1, **fields)], on=D).alerts
    return [message.key for message in alert.messages]


def test_what_to_do_is_said_in_order():
    """Whom to call and by when, once; what to do; the words; what rests; and what this is not."""
    rest = ["core/alert.wrote-on", "core/alert.paused", "core/alert.limits"]
    said = keys(SOON, hard="dark sign, soon sign, hiccups all day")
    assert ["core/alert.now", "signs/dark#say", *rest] == said
    said = keys(SOON, hard="soon sign, hiccups all day")
    assert ["core/alert.today", "toy/all-day-hiccups#say", *rest] == said
    said = keys(SOON, hard="soon sign")
    assert ["core/alert.soon", "signs/soon#say", "core/alert.wrote-on", "core/alert.limits"] == said


def test_a_tag_is_not_quoted_as_words():
    """Nobody wrote a tag: it was ticked."""
    said = keys(SOON, tags=["injured"])
    assert ["core/alert.today", "core/injured#say", "signs/hurt#say", "core/alert.paused", "core/alert.limits"] == said


@pytest.mark.parametrize(
    ("hard", "told"),
    [
        ("I shook him and I'm scared of myself", True),
        ("I want to kill myself", True),
        ("I cannot cope any more", True),
        ("my husband hits me", False),  # he may read it, too
        ("we have no money for food", True),
        ("dark sign", False),
    ],
)
def test_where_a_caregiver_finds_help(hard, told):
    """Harm to the child or to themselves, no strength left, a home that is not safe: they read whom else to reach."""
    assert told is ("core/alert.safeguarding" in keys(SAFE, hard=hard))
    assert "core/alert.safeguarding" not in keys(SOON, hard=hard)


def test_whom_to_call_has_a_name_in_any_case():
    """Where the host names nobody, it is the local number and the clinic."""
    (alert,) = SOON.review(OPEN, [entry(1, hard="dark sign")], on=D).alerts
    assert alert.say.startswith("Call your local emergency number now.")
    (alert,) = SOON.review(OPEN, [entry(1, hard="hiccups all day")], on=D).alerts
    assert "Please call today: your clinic." in alert.say


def test_each_sentence_may_name_the_child_and_whom_to_call():
    """A word list of any plugin, in any language, can say who is meant and where to call, in the host's words."""
    engine = Engine(plugins=[toy, SIGNS], help=Help(emergency="112", call="555 0100"))
    (alert,) = engine.review(OPEN, [entry(1, hard="dark sign")], on=D).alerts
    now, what, *_ = alert.messages
    assert {"emergency": "112", "call": "555 0100"} == dict(now.values)
    assert {"emergency": "112", "call": "555 0100", "child": "Sam"} == dict(what.values)


def test_an_alert_speaks_the_language_of_the_family():
    """What to do is said in the first caregiver's language."""
    spanish = evolve(OPEN, family=evolve(OPEN.family, caregivers=[Caregiver("Ana", language="es")]))
    (alert,) = SAFE.review(spanish, [entry(1, hard="hipo todo el día")], on=D).alerts
    assert "Escribiste" in alert.say


def test_of_words_inside_others_the_longest_are_said():
    """Word lists overlap, and nobody wants to read the same words twice."""
    assert ["voice sounds gurgly", "wet"] == longest(["gurgly", "voice sounds gurgly", "wet", "wet"])
    assert [] == longest([])


def test_what_was_recorded_never_becomes_milder():
    """A word list that knows better now raises it; one that says less leaves it as it was."""
    (raised,) = review(OPEN, [entry(1, 3, hard="hiccups all day")]).alerts
    content = raised.seen[0]
    for urgency, expected in (("now", "now"), ("soon", "today")):
        kept = OpenFlag(
            entry="e1", flag="toy/all-day-hiccups", urgency=urgency, words="hiccups all day", on=D, content=content
        )
        (alert,) = review(evolve(OPEN, open_flags=[kept]), [entry(1, 3, hard="hiccups all day")]).alerts
        assert ((expected,), expected) == (alert.urgencies, alert.urgency)


def test_the_same_words_in_two_revisions_are_as_urgent_as_the_worse():
    """Kept from two revisions, a sign is told once, and never as the milder of the two."""
    one = OpenFlag(entry="e1", flag="signs/soon", urgency="now", words="w", on=D, content="c1")
    for kept in ([one, evolve(one, urgency="soon", content="c2")], [evolve(one, urgency="soon", content="c2"), one]):
        (alert,) = ENGINE.review(evolve(OPEN, open_flags=kept), [], on=D).alerts
        assert (("now",), ("c1", "c2")) == (alert.urgencies, alert.seen)


def test_a_kept_flag_that_paused_goes_on_pausing():
    """Also soon, and also where nobody knows the flag any more; another one that is kept does not."""
    kept = OpenFlag(entry="e1", flag="gone/flag", urgency="soon", words="w", on=D)
    for pauses in (True, False):
        found = ENGINE.review(evolve(OPEN, open_flags=[evolve(kept, pauses=pauses)]), [], on=D)
        assert (pauses, pauses) == (found.paused, found.alerts[0].pauses)
    other = evolve(kept, entry="e2", pauses=True)
    found = ENGINE.review(evolve(OPEN, open_flags=[kept, other]), [], on=D)
    assert {"e1": False, "e2": True} == {alert.entry: alert.pauses for alert in found.alerts}


@pytest.mark.parametrize(
    "hard",
    [
        "\u043e\u043d \u043d\u0435 \u0434\u044b\u0448\u0438\u0442",
        "\u4ed6\u4e0d\u80fd\u547c\u5438\u4e86",
        "\U0001f691\U0001f198",
    ],
)
def test_what_nobody_could_read_is_said_and_a_clinician_asked(hard):
    """
    Another script, or pictures that call for somebody: the review says which words, the caregiver too, and a step up
    waits for a clinician.
    """
    plain = review(OPEN, of_five(5, 5, 5))
    assert ("step-up", "caregiver") == (plain.next_steps[0].action.kind, plain.next_steps[0].needs)
    found = review(OPEN, [*of_five(5, 5), entry(3, 5, hard=hard)])
    assert [hard] == [dict(each.message.values)["words"] for each in found.missing if each.what == "e3"]
    assert ("step-up", "clinician") == (found.next_steps[0].action.kind, found.next_steps[0].needs)
    view = found.for_caregiver()
    assert "ask" == view.next_steps[0].kind
    assert any("could not be read" in note for note in view.notes)


def test_what_could_not_be_read_before_the_step_is_over():
    """A note from before the step began no longer asks for anybody."""
    old = entry(1, hard="\u043e\u043d \u043d\u0435 \u0434\u044b\u0448\u0438\u0442")
    log = [old, *[entry(n, 5) for n in (2, 3, 4)]]
    plan = at(since=day(2))
    plan = evolve(
        plan, history=[Change(on=day(1), kind="change", by="Dana", focus="f1", before=FOCUS, after=plan.focuses[0])]
    )
    assert ("step-up", "caregiver") == (
        review(plan, log).next_steps[0].action.kind,
        review(plan, log).next_steps[0].needs,
    )


@pytest.mark.parametrize(
    "name",
    (
        "Daniel Thomas Elsa Teddy Minnie Mickey Bluey Barbie Elmo Peppa Nan Nana Nunca Sin Dream May Will Blue Sky "
        "Mary-Ann"
    ).split(),
)
@pytest.mark.parametrize(
    "note", ["{} stopped breathing", "{}'s lips turned blue", "today {} had a seizure", "{} no respira"]
)
def test_the_child_is_nobody_else_whatever_the_name(name, note):
    """A name that is also the word for a doll, an aunt, a month or a dream takes no sign away."""
    plan = evolve(OPEN, family=evolve(OPEN.family, child=evolve(OPEN.family.child, name=name)))
    assert ["now"] == [alert.urgency for alert in review(plan, [entry(1, hard=note.format(name))]).alerts]


@pytest.mark.parametrize("field", ["who", "place", "focus", "id", "language"])
def test_a_sentence_in_the_wrong_column_is_heard(field):
    """Where the columns of a table slipped, what was written is heard all the same."""
    for words in ("she stopped breathing", "stopped breathing", "lips blue"):
        assert review(OPEN, [entry(1, **{field: words})]).paused
    unread = review(
        OPEN,
        [entry(1, who="\u043e\u043d \u0441\u043e\u0432\u0441\u0435\u043c \u043d\u0435 \u0434\u044b\u0448\u0438\u0442")],
    )
    assert "core/missing.unread" in [each.message.key for each in unread.missing]
    assert not review(OPEN, [entry(1, 3, who="Grandma Rosa", place="the blue kitchen")]).paused


@pytest.mark.parametrize("field", ["who", "place", "went", "focus"])
@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("cried all the time", "distressed"),
        ("Grandma, he screamed", "distressed"),
        ("refused everything", "refused"),
        ("had to bribe him", "pressured"),
        ("lloró todo el tiempo", "distressed"),
        ("no quiso nada", "refused"),
        ("lo obligué a comer", "pressured"),
    ],
)
def test_what_stands_in_the_wrong_column_is_told(field, words, tag):
    """Tears, a no and pressing are told wherever they were written, in whose words."""
    beyond = read_entry(entry(1, **{field: words}), ENGINE.catalogue, "en").beyond
    assert beyond is not None
    found = {each.tag: each.words for each in beyond.tags}
    assert found.get(tag, "nothing") in words


@pytest.mark.parametrize("field", ["who", "place", "went"])
@pytest.mark.parametrize(
    "words",
    ["Grandma Rosa", "the new teacher", "at a new park", "in the blue kitchen", "by herself", "maestra nueva"],
)
def test_a_name_tells_nothing(field, words):
    """A place may be new on each day, and a mark is no win; only what the child felt or did is told of a name."""
    assert read_entry(entry(1, **{field: words}), ENGINE.catalogue, "en").beyond is None


@pytest.mark.parametrize("word", ["crying", "cried", "refused", "lloró", "berrinche"])
def test_a_mark_of_one_word_that_is_none_is_told(word):
    """An unknown mark says nothing of how it went, and its tears are heard."""
    beyond = read_entry(entry(1, went=word), ENGINE.catalogue, "en").beyond
    assert beyond is not None
    assert 1 == len(beyond.tags)
    assert () == beyond.went


@pytest.mark.parametrize(
    "typed",
    ["injured", "Injured", "INJURED", " injured ", "injured\n", "\u00a0injured", "#injured", "Injured!"],
)
def test_a_tag_raises_its_flag_however_it_was_typed(typed):
    """Neither case nor what stands around a tag says that it is another one."""
    wanted = review(OPEN, [*of_five(5, 5, 5), entry(3, id="x", tags=["injured"])])
    found = review(OPEN, [*of_five(5, 5, 5), entry(3, id="x", tags=[typed])])
    assert alerts(wanted)
    assert wanted == found
    assert ("gagged", "new-place", "no-time") == Entry(
        "e1", day(1), focus="f1", tags=["New place", "no_time", "Gagged", "gagged"]
    ).tags


@pytest.mark.parametrize("written", ["he stopped breathing", "Ok. He stopped breathing", "choking", "Seizure!"])
@pytest.mark.parametrize("language", [None, "en", "xx"])
def test_what_stands_where_a_tag_should_is_read(written, language):
    """A sentence among the tags, or a word that is no tag, is read for flags as a note is."""
    wanted = review(OPEN, [entry(3, id="x", hard=written)])
    found = review(OPEN, [entry(3, id="x", tags=[written], language=language), entry(3, id="y", tags=["ill"])])
    assert wanted.alerts
    assert [(each.urgency, each.flags, each.entry) for each in wanted.alerts] == [
        (each.urgency, each.flags, each.entry) for each in found.alerts
    ]
