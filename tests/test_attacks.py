"""
Every promise once, from the side of somebody who wants to break it.

Each test takes one sentence of the README or of the design and tries to make it untrue: by words, documents, plugins,
folders of a clinic, forged values and odd input. What is tried here was tried by people, and some of it once worked.
"""

from __future__ import annotations

import asyncio
import json
import math
import pickle
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Text
from coachplan.documents.codec import dumps, loads
from coachplan.documents.logs import read_log
from coachplan.engine import Engine, core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.precedence import caution
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Action
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import Help, Phrasing, RedFlag
from coachplan.model.plans import Clearance, Declined, Hold, Plan
from coachplan.model.suggestions import Alert, Suggestion
from coachplan.progress.signals import Measured, Signal
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, PLAN, Bringing, D, day, entry, of_five, review
from coachplan.testing.toy import toy

BAD = entry(2, hard="he is choking and turned blue")
DANGERS = (
    "he is choking and turned blue",
    "she stopped breathing",
    "he had a seizure",
    "she swallowed a battery",
    "I shook him",
    "no puede respirar",
)
TWO = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", skill="toy/wave-bye", routine="bed")])


def with_folder(tmp_path, files, name="clinic", **more):
    """
    Return an engine beside the pretend plugin with a clinic's folder of these files.
    """
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return Engine(plugins=[toy], content=[folder], **more)


def held(engine, plan, log, on=40):
    """
    Say whether a plan is stopped: an alert that pauses stands, and nothing but a pause is suggested.
    """
    found = engine.review(plan, log, on=day(on))
    return found.paused and {"pause"} >= {each.action.kind for each in found.next_steps}


# -- "A flag now or today stays until a named clinician clears that entry, as it was written."


@pytest.mark.parametrize(
    "log",
    [
        [BAD, evolve(BAD, revision=1, hard="")],
        [BAD, evolve(BAD, revision=1, hard="all is well, it was nothing", worked="he is fine")],
        [BAD, evolve(BAD, revision=2, on=day(999), hard="")],
        [BAD, evolve(BAD, hard="ok")],
        [BAD, *[entry(n, 5, worked="a good day") for n in range(3, 40)]],
        [evolve(BAD, focus="")],
        [evolve(BAD, focus="nobody's")],
        [evolve(BAD, on=day(-400))],
        [evolve(BAD, on=date.min)],
        [evolve(BAD, on=date.max)],
        [evolve(BAD, tags=("no-such-tag",))],
        [evolve(BAD, tries=-3, successes=9)],
        [evolve(BAD, language="xx")],
        [evolve(BAD, language="")],
        [evolve(BAD, role="clinician")],
        [evolve(BAD, hard="", question=BAD.hard)],
        [evolve(BAD, hard="", win=BAD.hard)],
        [evolve(BAD, hard="", place=BAD.hard)],
        [evolve(BAD, hard="", who=BAD.hard)],
        [evolve(BAD, worked="he is choking", hard="and turned blue")],
        [evolve(BAD, hard="He ate well and then he played. " * 2000 + BAD.hard)],
        [evolve(BAD, hard=BAD.hard.upper())],
        [evolve(BAD, hard="\u202e" + "\u200b".join(BAD.hard))],
        [evolve(BAD, hard="<!-- " + BAD.hard + " -->")],
        [evolve(BAD, hard="<script>" + BAD.hard + "</script>")],
        [evolve(BAD, hard="he is\r\nchoking\r\nand turned\r\nblue")],
    ],
    ids=lambda log: None,
)
def test_nothing_that_is_written_lifts_a_flag(log):
    """Amended, moved, dated away, clashing, hidden in another field or in marks: the plan is paused."""
    assert held(ENGINE, TWO, log)


def test_no_verb_of_anybody_lifts_a_flag():
    """Declining, ending, holding, changing, approving and taking the pause leave it where it was."""
    found = ENGINE.review(TWO, [BAD], on=day(3))
    kept = ENGINE.record(TWO, found)
    who = {"by": "Alex", "on": day(3)}
    clinician = {"by": "Dana", "role": "clinician", "on": day(3)}
    for plan in (
        ENGINE.apply(kept, found.next_steps[0], **who),
        ENGINE.decline(kept, found.next_steps[0], **clinician),
        ENGINE.end(ENGINE.end(kept, "f1", **who), "f2", **who),
        ENGINE.hold(kept, "f1", until=day(90), **clinician),
        ENGINE.change(kept, "f1", minutes=60, **clinician),
        ENGINE.approve(kept, Approval.everything(kept, by="Dana", on=day(3)), role="clinician"),
        loads(Plan, dumps(kept)),
        pickle.loads(pickle.dumps(kept)),  # our own value, not somebody's file
    ):
        assert held(ENGINE, plan, [BAD])
        assert held(ENGINE, plan, [])


def test_a_block_list_lifts_no_flag():
    """Whoever brings the words, blocking them leaves the flags in force."""
    blocked = Engine(plugins=[toy], blocked=["toy", "core", "*", ""])
    assert held(blocked, TWO, [BAD])
    assert held(blocked, TWO, [entry(2, hard="hiccups all day")])


def test_a_clearance_by_hand_clears_nothing_that_was_not_seen():
    """A document with a made-up clearance, of nobody, of any entry, or of an old form, stops as before."""
    alert = ENGINE.review(TWO, [BAD], on=day(3)).alerts[0]
    told = {"entry": BAD.id, "flags": alert.flags, "words": alert.words, "on": day(3)}
    for forged in (
        Clearance(**told, by="Dana"),
        Clearance(**told, by="Dana", seen=["", "*", "all", BAD.id]),
        Clearance(**told, by="", seen=alert.seen),
        Clearance(**told, by="\u3164\u200b ", seen=alert.seen),
        Clearance(**{**told, "words": ["*"], "flags": ["*"]}, by="Dana", seen=alert.seen),
        Clearance(**{**told, "entry": "*"}, by="Dana", seen=alert.seen),
    ):
        assert held(ENGINE, evolve(TWO, cleared=[forged]), [BAD])


# -- "No step is taken over a flag."


def test_a_step_offered_before_is_not_taken_over_a_flag():
    """The oldest trick: keep yesterday's step up, and take it today."""
    good = of_five(5, 5, 5)
    found = ENGINE.review(OPEN, good, on=day(3))
    bad = entry(4, hard="she stopped breathing")
    recorded = ENGINE.record(OPEN, ENGINE.review(OPEN, [*good, bad], on=day(4)))
    for plan, more in (
        (OPEN, {}),
        (OPEN, {"entries": [*good, bad]}),
        (recorded, {}),
        (recorded, {"entries": []}),
    ):
        with pytest.raises(CoachplanError):
            ENGINE.apply(plan, found.next_steps[0], by="Dana", role="clinician", on=day(4), **more)


def test_a_suggestion_that_travelled_takes_nobody_further():
    """Through a browser and back, with a need, a step, a strategy, a rule or a plan of its own choosing."""
    good = of_five(5, 5, 5)
    found = ENGINE.review(PLAN, good, on=day(3)).next_steps[0]
    raw = json.loads(dumps(found))
    raw.pop("needs", None)
    narrow = evolve(PLAN, approval=Approval("Dana", D, strategies=["toy/wait-and-look"]))
    other = evolve(PLAN, family=evolve(PLAN.family, id="another-sam"))
    yesterday = ENGINE.change(PLAN, "f1", by="Dana", role="clinician", on=day(2), minutes=6)
    for plan, lies in (
        (PLAN, {"needs": "caregiver"}),
        (PLAN, {"needs": "caregiver", "action": {"kind": "step-up", "step": 6}}),
        (PLAN, {"rule": "core/high-stress", "needs": "caregiver"}),
        (PLAN, {"rule": "core/continue", "needs": "caregiver"}),
        (narrow, {"action": {"kind": "change-strategy", "strategy": "toy/none"}, "rule": "core/does-little"}),
        (narrow, {"action": {"kind": "change-strategy", "strategy": "toy/wait-and-look"}, "rule": "core/step-up"}),
        (other, {"needs": "caregiver"}),
        (yesterday, {"revision": yesterday.revision}),
    ):
        back = loads(Suggestion, json.dumps({**raw, "agreed": PLAN.agreed, **lies}))
        for more in ({}, {"entries": good}):
            with pytest.raises(CoachplanError):
                ENGINE.apply(plan, back, by="Alex", on=day(3), **more)
    assert ENGINE.apply(PLAN, found, by="Dana", role="clinician", on=day(3), entries=good).revision


def test_a_review_of_another_child_says_nothing_here():
    """Two children called Sam: neither a review, an alert nor a step of one is taken in the plan of the other."""
    twin = evolve(TWO, family=evolve(TWO.family, id="another-sam"))
    found = ENGINE.review(TWO, [BAD], on=day(3))
    clinician = {"by": "Dana", "role": "clinician", "on": day(3)}
    for attack in (
        lambda: ENGINE.record(twin, found),
        lambda: ENGINE.clear(twin, found.alerts[0], **clinician),
        lambda: ENGINE.clear(twin, found.alerts[0], **clinician, entries=[]),
        lambda: ENGINE.apply(twin, found.next_steps[0], **clinician),
        lambda: ENGINE.decline(twin, found.next_steps[0], **clinician),
        lambda: ENGINE.approve(TWO, Approval.everything(TWO, by="Dana", on=day(3))),
    ):
        with pytest.raises(CoachplanError):
            attack()


def test_a_pause_cannot_be_dressed_up():
    """A suggestion of a paused review, with its action exchanged, is refused."""
    found = ENGINE.review(TWO, [BAD], on=day(2))
    forged = evolve(found.next_steps[0], action=Action("step-up", step=3))
    with pytest.raises(CoachplanError):
        ENGINE.apply(TWO, forged, by="Dana", role="clinician", on=day(2), entries=[BAD])


# -- "A plugin may be more cautious, never less." "Nothing that others bring takes a sign away."

QUIET = (
    "choking",
    "choked",
    "blue",
    "turned blue",
    "seizure",
    "breathing",
    "battery",
    "shook",
    "respirar",
    "*",
    "he is",
)


@pytest.mark.parametrize("language", ["en", "es", "fr", "en-GB", "xx"])
def test_a_take_out_of_others_takes_nothing_out(tmp_path, language):
    """Phrases that look like exceptions, lent by a plugin or by a folder in any language, silence no sign."""
    flags = sorted(core_catalogue().flags)
    lent = [Phrasing(flag, language, f"! {word}") for flag in flags for word in QUIET if word != "*"]
    table = "".join(f'["{flag}"]\nwords = ["! choking", "! blue", "! breathing", "! seizure"]\n' for flag in flags)
    head = f'format = "coachplan-content/1"\nlanguage = "{language}"\ntranslates = ["core"]\n'
    for engine in (
        Engine(plugins=[toy, Bringing("evil", phrases=lent)]),
        with_folder(tmp_path, {"quiet.toml": head + table}),
    ):
        assert [ENGINE.read(text).mentions for text in DANGERS] == [engine.read(text).mentions for text in DANGERS]
        assert held(engine, TWO, [BAD])


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "en_US", "eng", "es", "es-MX", "spa", "xx"])
def test_no_safety_sentence_is_replaced(tmp_path, language):
    """What is said in an alert is the core's, whatever somebody calls a translation of it."""
    calm = (
        f'format = "coachplan-content/1"\nlanguage = "{language}"\ntranslates = ["core"]\n[text]\n'
        '"core/alert.now" = "Nothing to worry about."\n"core/alert.paused" = "Carry on."\n'
        '"core/red-flag" = "All is well."\n'
        '"core/do.pause" = "Carry on practising."\n["core/choking-now"]\nsay = "It is normal."\n'
    )
    texts = [Text(key="core/alert.now", language=language, words="Nothing to worry about {emergency:d}.")]
    plan = evolve(TWO, family=evolve(TWO.family, caregivers=(Caregiver("Alex", language=language),)))
    wanted = ENGINE.review(plan, [BAD], on=day(3)).for_caregiver()
    for engine in (
        with_folder(tmp_path, {"calm.toml": calm}),
        Engine(plugins=[toy, Bringing("evil", translations=texts)]),
        Engine(plugins=[toy, Bringing("evil", texts=texts)]),
    ):
        assert wanted == engine.review(plan, [BAD], on=day(3)).for_caregiver()


@pytest.mark.parametrize("name", ["core", "Core", " core ", "CORE"])
def test_nobody_else_is_the_core(tmp_path, name):
    """A plugin or folder of that name is refused: its rules say nothing."""
    up = Rule("core/always-up", when="true", then="step-up", say="Go on.", about="safety")
    head = 'format = "coachplan-content/1"\n[[rule]]\nid = "core/hold-all"\n'
    folder = head + 'when = "true"\nholds = ["step-up"]\nsay = "x"\n'
    log = [entry(n, 0, tags=("distressed",)) for n in range(1, 5)]
    for engine in (
        Engine(plugins=[toy, Bringing(name, rules=[up])]),
        with_folder(tmp_path, {"x.toml": folder}, name=name),
    ):
        assert "failed" in [each.status for each in engine.plugins]
        assert {"core/always-up", "core/hold-all"}.isdisjoint(engine.catalogue.rules)
        found, wanted = (each.review(OPEN, log, on=day(4)).step_for("f1").action.kind for each in (engine, ENGINE))
        assert caution(found) >= caution(wanted)


def raising(error):
    def hook():
        raise error

    return hook


#: What a plugin may do when it is asked.
RUDE = [
    raising(ValueError("x")),
    raising(SystemExit(3)),
    raising(KeyboardInterrupt()),
    raising(GeneratorExit()),
    raising(asyncio.CancelledError()),
    lambda: None,
    lambda: 5,
    lambda: Catalogue,
    lambda: Catalogue(flags=[RedFlag("core/choking-now", "soon", words={"en": ["x"]}, say="x")]),
    lambda: Catalogue(texts=[Text(key="evil/x", language="en", words=5)]),
    lambda: Catalogue(translations=[type("T", (), {"language": "fr", "key": "core/x", "words": 5})()]),
    lambda: Catalogue(phrases=[type("T", (), {"language": "en", "key": "k", "item": "core/x", "phrase": 5})()]),
]


@pytest.mark.parametrize("rude", RUDE)
def test_a_plugin_that_fails_harms_no_other(rude):
    """It is named with the reason; the others are loaded, and a flag is a flag."""
    engine = Engine(plugins=[toy, Bringing("evil", hook=rude)])
    assert {"toy": "loaded", "evil": "failed"} == {each.name: each.status for each in engine.plugins}
    assert all(each.why for each in engine.plugins if each.status == "failed")
    assert ENGINE.catalogue.flags == engine.catalogue.flags
    assert held(engine, TWO, [BAD])


class Odd(float):
    """
    A number that cannot be compared.
    """

    __slots__ = ()

    def __gt__(self, other):
        raise SystemExit

    __lt__ = __ge__ = __le__ = __gt__


def measuring(value):
    return lambda practice: value


@pytest.mark.parametrize(
    "measure",
    [
        raising(KeyboardInterrupt()),
        *(
            lambda practice, error=error: raising(error)()
            for error in (KeyboardInterrupt(), SystemExit(), GeneratorExit())
        ),
        measuring(Odd(3)),
        measuring(math.nan),
        measuring(math.inf),
        measuring(b"yes"),
        measuring([1]),
        measuring(10**5000),
        measuring(Measured(1.0, low=math.nan)),
        lambda practice: practice.parameters.clear() or 1,
        lambda practice: setattr(practice.parameters, "lately_days", 0) or 1,
        lambda practice: [object.__setattr__(each, "successes", 99) for each in practice.days] and b"",
    ],
)
def test_a_reading_that_fails_only_makes_it_more_careful(measure):
    """Whatever a plugin's reading does, the review is made, names it, and takes on nothing harder for it."""
    rule = Rule("evil/r", when="evil/x > 0", then="step-up", say="x", skills=("toy/stack-blocks",))
    signal = Signal("evil/x", "x", measure=measure, needs="x")
    engine = Engine(plugins=[toy, Bringing("evil", signals=[signal], rules=[rule])])
    for log in (of_five(5, 5, 5), of_five(0, 0, 0), [BAD]):
        one, other = (each.review(OPEN, log, on=day(3)) for each in (engine, engine))
        assert one == other
        wanted = ENGINE.review(OPEN, log, on=day(3))
        assert caution(one.step_for("f1").action.kind) >= caution(wanted.step_for("f1").action.kind)
    assert ENGINE.catalogue.parameters == engine.catalogue.parameters


def test_what_is_in_force_cannot_be_changed():
    """Catalogue, texts, numbers, plans and reviews refuse to be written to."""
    found = review(OPEN, [BAD])
    catalogue = ENGINE.catalogue
    for change in (
        lambda: setattr(catalogue.numbers, "lately_days", 0),
        lambda: catalogue.words.by_language["en"].update({"core/alert.now": "fine"}),
        lambda: catalogue.words.by_language.update({"en": {}}),
        lambda: catalogue.flags.pop("core/choking"),
        lambda: setattr(catalogue.flags["core/choking"], "urgency", "soon"),
        lambda: setattr(catalogue.flags["core/choking"].words, "en", ()),
        lambda: setattr(found, "alerts", ()),
        lambda: setattr(OPEN, "open_flags", ()),
        lambda: setattr(ENGINE, "catalogue", Catalogue()),
    ):
        with pytest.raises((AttributeError, TypeError, FrozenInstanceError)):
            change()
    assert held(ENGINE, TWO, [BAD])


# -- "The engine never raises minutes, days or the number of focuses."


@given(st.sampled_from(["minutes", "days_per_week"]), st.floats(0.5, 10**6), st.integers(1, 7))
def test_no_suggestion_raises_the_load(what, minutes, days):
    """A suggestion that came back with more minutes or days is refused, whoever takes it."""
    found = review(OPEN, of_five(2, 2, stress=5)).step_for("f1")
    action = evolve(found.action, **({"minutes": minutes} if what == "minutes" else {"days_per_week": days}))
    try:
        plan = ENGINE.apply(OPEN, evolve(found, action=action), by="Alex", role="clinician", on=day(2))
    except CoachplanError:
        return
    assert plan.focuses[0].minutes <= OPEN.focuses[0].minutes
    assert plan.focuses[0].days_per_week <= OPEN.focuses[0].days_per_week
    assert len(plan.focuses) == len(OPEN.focuses)


# -- "A caregiver sees only what a named clinician opened; the rest becomes ask."


def test_nothing_unopened_reaches_a_caregiver():
    """Without an approval, a step up is not shown and cannot be taken, under any name of a role."""
    found = review(PLAN, of_five(5, 5, 5))
    shown = found.for_caregiver().next_steps[0]
    assert "ask" == shown.kind
    assert "step-up" == found.next_steps[0].action.kind
    for role in ("caregiver", "Clinician", "", None, 1, ["clinician"], "clinician\u200b"):
        with pytest.raises(CoachplanError):
            ENGINE.apply(PLAN, found.next_steps[0], by="Alex", role=role, on=day(3))


# -- "Nothing is guessed", "every mistake is told", and nothing written reaches an error

SECRET = "Zebedee ate quietly"


@pytest.mark.parametrize(
    "damage",
    [
        {"id": 5},
        {"id": None},
        {"on": SECRET},
        {"on": "2026-02-30"},
        {"tries": SECRET},
        {"tries": True},
        {"tries": "5"},
        {"tries": 1e400},
        {"tags": SECRET},
        {"tags": [SECRET]},
        {"part_of_day": SECRET},
        {"support": SECRET},
        {"role": SECRET},
        {"hard": {"a": SECRET}},
        {SECRET: 1},
        {"__class__": "x"},
        {"format": SECRET},
    ],
)
def test_a_damaged_document_is_refused_without_telling_its_words(damage):
    """It is refused in a sentence; what somebody wrote stays where it was written."""
    good = {"format": "coachplan-entry/1", "id": "e1", "on": "2026-03-14", "focus": "f1", "hard": SECRET}
    with pytest.raises(CoachplanError) as caught:
        loads(Entry, json.dumps({**good, **damage}), catalogue=ENGINE.catalogue)
    assert "Zebedee" not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "{" * 5000,
        "[" * 100_000,
        '{"a":' * 5000,
        "nul",
        "\x00",
        '{"format": "coachplan-entry/1", "id": 1e999}',
        "\ud800",
    ],
)
def test_a_broken_document_is_one_sentence(text):
    """Cut off, nested without end, or no JSON at all."""
    for kind in (Entry, Plan, Family, Alert, Suggestion):
        with pytest.raises(CoachplanError):
            loads(kind, text)


def test_a_log_of_nonsense_loses_no_good_row():
    """A bad row stops no other, and its words are handed back to be read."""
    log = read_log(
        f"on,focus,tries,hard\n2026-03-03,f1,5,ok\nsoon,f1,5,she stopped breathing\n2026-03-05,f1,x,{SECRET}\n"
    )
    assert 1 == len(log.entries)
    assert 2 == len(log.bad_rows)
    assert any("stopped breathing" in row.words for row in log.bad_rows)
    assert "Zebedee" not in "".join(row.reason for row in log.bad_rows) + repr(log)


def test_values_do_not_tell_names_or_notes():
    """What is logged of a plan, an entry or a review shows ids, and nobody's name or words."""
    family = Family(
        Child("Zebedee", 40, interests=["Zebedee"]),
        [Caregiver("Zebedee")],
        [Routine("play", "play", label="Zebedee", place="Zebedee", who=["Zebedee"])],
        id="f",
    )
    plan = evolve(OPEN, family=family, focuses=[evolve(FOCUS, cue="Zebedee", why="Zebedee")])
    plan = ENGINE.hold(plan, "f1", until=day(9), by="Zebedee", on=day(1), why="Zebedee")
    bad = evolve(BAD, hard=f"Zebedee: {BAD.hard}", who="Zebedee", place="Zebedee", win="Zebedee", question="Zebedee?")
    found = ENGINE.review(plan, [bad], on=day(3))
    cleared = ENGINE.clear(ENGINE.record(plan, found), found.alerts[0], by="Zebedee", role="clinician", on=day(3))
    calm = ENGINE.review(cleared, [bad], on=day(3))
    odd = ENGINE.review(evolve(plan, id="Zebedee he"), [evolve(bad, id="Zebedee he choked")], on=day(3))
    for value in (family, plan, bad, found, cleared, calm, calm.for_caregiver(), odd, ENGINE, ENGINE.read(bad.hard)):
        assert "Zebedee" not in repr(value)
    assert "p1" in repr(plan)
    assert bad.id in repr(bad)


# -- "The same entries in any order, duplicated or in parts, give the same review." "Missing is not zero."


@given(st.permutations([*of_five(5, 4, 3, 5), BAD]), st.integers(0, 4))
def test_order_and_copies_hide_nothing(log, again):
    """However the log is shuffled or repeated, the review is the one of the log as it was written."""
    wanted = ENGINE.review(TWO, [*of_five(5, 4, 3, 5), BAD], on=day(9))
    assert wanted == ENGINE.review(TWO, [*log, *log[:again]], on=day(9))


def test_no_wrong_type_in_the_log_is_passed_over():
    """What is no entry stops the review in a sentence; it is not left out in silence."""
    for odd in (None, 5, "x", {"hard": SECRET}, [BAD], object()):
        with pytest.raises(CoachplanError) as caught:
            ENGINE.review(OPEN, [BAD, odd], on=day(3))
        assert "Zebedee" not in str(caught.value)


# -- values that cannot be are not made


@pytest.mark.parametrize(
    "make",
    [
        lambda: evolve(FOCUS, cue=5),
        lambda: evolve(FOCUS, why=None),
        lambda: evolve(FOCUS, minutes=math.inf),
        lambda: evolve(FOCUS, step=True),
        lambda: Hold(focus="f1", until=day(3), by=None, on=D),
        lambda: Declined(focus="f1", action="step-up", rule="x", by="Alex", on=D),
        lambda: Clearance(entry="e1", flags="core/x", words=["x"], by="Dana", on=D),
        lambda: Clearance(entry="e1", flags=["core/x"], words=["x"], by="Dana", on=datetime(2026, 3, 2)),  # noqa: DTZ001
        lambda: Plan("p1", OPEN.family, focuses=["f1"]),
        lambda: Plan("p1", OPEN.family, focuses=[FOCUS], history=[{}]),
        lambda: Action("step-up", step="3"),
        lambda: Entry("e1", D + timedelta(days=1), focus="f1", hard=None),
        lambda: Help(emergency=112),
        lambda: Caregiver("Alex", language=None),
        lambda: Child("Sam", "48"),
    ],
)
def test_what_cannot_be_kept_cannot_be_made(make):
    """A value that no document could hold is refused where it is made."""
    with pytest.raises(CoachplanError):
        make()
