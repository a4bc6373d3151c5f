"""
Law 11 at the door: whatever one plugin is, does or hands over, it is named, and the sound ones beside it are as before.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import threading
from datetime import timedelta
from functools import cache, partial

import pytest
from attrs import evolve

from coachplan.base.frozen_map import FrozenMap
from coachplan.base.messages import Text
from coachplan.documents.codec import dumps, loads
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import MOST, Catalogue
from coachplan.knowledge.precedence import caution
from coachplan.knowledge.rules import Parameter, Rule
from coachplan.model.entries import Entry
from coachplan.model.flags import Answer, Phrasing, RedFlag
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill, Step
from coachplan.model.strategies import Barrier, RoutineKind, Strategy, Tag
from coachplan.plugins import contributions as asking
from coachplan.plugins import deadline as answering
from coachplan.plugins import making
from coachplan.plugins.deadline import NoAnswerError, call_with_timeout, right_here
from coachplan.plugins.hookspecs import hookimpl
from coachplan.plugins.loading import load
from coachplan.progress.signals import Measured, Signal
from coachplan.testing.builders import OPEN, Bringing, day, of_five
from coachplan.testing.conformance.check import check_plugin
from coachplan.testing.toy import OWN, TOY, toy

OPENED = threading.Event()  # what hangs waits for this, which never comes while it is tested


@pytest.fixture(autouse=True)
def _let_go():
    OPENED.clear()
    yield
    OPENED.set()


def hang(*_):
    OPENED.wait()


def throw(error):
    raise error


bad = partial(Bringing, "bad")


#: A second sound one, with a flag and a signal of its own.
SECOND = Bringing(
    "second",
    flags=[RedFlag("second/sign", "today", words={"en": ["odd sign"]}, say="Please call.", sources=[OWN])],
    signals=[Signal("second/days", "days", low=0, measure=lambda log: len(log.days))],
    rules=[Rule("second/wait", "second/days < 2", holds=["step-up"], say="Wait.", sources=[OWN])],
)


# -- what is hostile


class Word(str):
    """A word that takes part in nothing."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other):
        raise SystemExit

    __lt__ = __gt__ = __contains__ = __format__ = __repr__ = __str__ = __eq__


class Count(int):
    """A number that takes part in nothing."""

    __hash__ = int.__hash__

    def __eq__(self, other):
        raise ValueError("no")

    __lt__ = __gt__ = __le__ = __ge__ = __abs__ = __format__ = __repr__ = __str__ = __int__ = __index__ = __eq__


class Share(float):
    """As above."""

    __hash__ = float.__hash__

    def __eq__(self, other):
        raise ValueError("no")

    __lt__ = __gt__ = __le__ = __ge__ = __abs__ = __format__ = __repr__ = __str__ = __float__ = __eq__


class Liar:
    """It says that it is whatever it is asked for."""

    @property
    def __class__(self):
        raise KeyboardInterrupt


class Odd(BaseException):
    """No error of anybody's."""


def named(make):
    class Named(Bringing):
        name = property(lambda _: make(), lambda *_: None)

    return lambda: Named("", Catalogue())


def of_version(make):
    class Versioned(Bringing):
        @property
        def __version__(self):
            return make()

    return lambda: Versioned("bad", Catalogue())


class Unspeakable:
    def __str__(self):
        raise SystemExit


class Unasked:
    def __getattr__(self, name):
        raise RuntimeError(name)


class Unasked2:
    def __getattribute__(self, name):
        raise KeyboardInterrupt


def claiming(namespaces):
    class Claiming(Bringing):
        @hookimpl
        def coachplan_namespaces(self):
            return namespaces()

    return lambda: Claiming("bad", Catalogue())


def changed(value, /, **attributes):
    # What no constructor would let through.
    for name, inside in attributes.items():
        object.__setattr__(value, name, inside)
    return value


def brought(**shelves):
    return lambda: bad(Catalogue(**shelves))


def shelf(kind, item="bad/x"):
    made = FrozenMap()
    made._items = {item: kind}
    return made


def _flag(**more):
    return RedFlag("bad/x", "now", words={"en": ["zig zag"]}, say="Please call.", **more)


def _strategy():
    return Strategy("bad/x", "x", what="x", when="x", why="x")


def _skill(**more):
    return Skill("bad/x", "X", discipline="bad", steps=(Step("a", "b"),), **more)


def _text(**more):
    return Text(**{"key": "bad/x", "language": "en", "words": "x", **more})


class Sub(Catalogue):
    """What is nearly a catalogue."""


class Endless(dict):
    def items(self):
        return ((f"k{n}", n) for n in itertools.count())

    __iter__ = items


FAILING = {
    "name-raises": named(lambda: throw(ValueError("n"))),
    "name-exits": named(lambda: throw(SystemExit(9))),
    "name-interrupts": named(lambda: throw(KeyboardInterrupt())),
    "name-hangs": named(hang),
    "version-raises": of_version(lambda: throw(ValueError("v"))),
    "version-exits": of_version(lambda: throw(SystemExit)),
    "version-hangs": of_version(hang),
    "version-unspeakable": of_version(Unspeakable),
    "attributes-raise": Unasked,
    "attributes-interrupt": Unasked2,
    "class-lies": Liar,
    "hook-raises-unspeakably": lambda: bad(hook=lambda: throw(type("E", (Exception,), {"__str__": hang})())),
    "hook-exits": lambda: bad(hook=lambda: throw(SystemExit(3))),
    "hook-interrupts": lambda: bad(hook=lambda: throw(KeyboardInterrupt())),
    "hook-generator-exit": lambda: bad(hook=lambda: throw(GeneratorExit())),
    "hook-cancelled": lambda: bad(hook=lambda: throw(asyncio.CancelledError())),
    "hook-odd": lambda: bad(hook=lambda: throw(Odd())),
    "hook-hangs": lambda: bad(hook=hang),
    "hook-goes-round": lambda: bad(hook=lambda: next(n for n in itertools.count() if n < 0)),
    "nothing": lambda: None,
    "a-word": lambda: "bad",
    "a-subclass": lambda: bad(Sub()),
    "namespaces-endless": claiming(lambda: map(str, itertools.count())),
    "namespaces-core": claiming(lambda: ["core"]),
    "namespaces-raise": claiming(lambda: throw(GeneratorExit())),
    "called-core": lambda: _called("core"),
    "called-Core": lambda: _called(" Core\n"),
    "endless-shelf": lambda: bad(hook=lambda: Catalogue(tags=(Tag("bad/x", "x") for _ in itertools.count()))),
    "too-many": lambda: bad(hook=lambda: Catalogue(tags=[Tag("bad/x", "x")] * (MOST + 1))),
    "text-number": brought(texts=[_text(words=5)]),
    "text-nothing": brought(texts=[_text(language=None)]),
    "text-key": brought(texts=[_text(key=5)]),
    "text-endless": brought(texts=[_text(words="x" * 10_001)]),
    "text-like": brought(texts=[type("T", (), {"key": "bad/x", "language": "en", "words": "x"})()]),
    "text-brace": brought(texts=[_text(words="{child:>99999999}")]),
    "translation-nothing": brought(translations=[_text(key="core/alert.now", language="fr", words=None)]),
    "translation-like": brought(translations=[type("T", (), {"language": "fr", "key": "core/x", "words": "w"})()]),
    "translation-format": brought(translations=[_text(key="core/alert.now", language="fr", words="{emergency:d}")]),
    "translation-english": brought(translations=[_text(key="core/alert.now", language="en-GB", words="Hush.")]),
    "phrase-like": brought(phrases=[type("T", (), {"language": "en", "key": "k", "item": "core/seizure"})()]),
    "phrase-number": brought(phrases=[changed(Phrasing("core/seizure", "en", "x"), phrase=5)]),
    "phrase-takes-out": brought(phrases=[Phrasing("core/seizure", "en", "! seizure")]),
    "flag-number": brought(flags=[changed(_flag(), say=5)]),
    "flag-urgency": brought(flags=[changed(_flag(), urgency="never")]),
    "flag-words": brought(flags=[changed(_flag(), words=Endless())]),
    "flag-shelf": brought(flags=[changed(_flag(), words=shelf("en"))]),
    "flag-pauses": brought(flags=[changed(_flag(), pauses=Count(0))]),
    "answer-words": brought(answers=[changed(Answer("bad/x", {"en": ["x"]}, say="x"), words={"en": "x"})]),
    "barrier-means": brought(barriers=[changed(Barrier("bad/x", {"en": ["x"]}, means="x", ask="x"), means=5)]),
    "strategy-interest": brought(strategies=[changed(_strategy(), interest=5)]),
    "skill-steps": brought(skills=[changed(_skill(), steps=())]),
    "skill-step": brought(skills=[changed(_skill(), steps=("one",))]),
    "skill-ages": brought(skills=[changed(_skill(), ages=(1, float("nan")))]),
    "skill-sources": brought(skills=[changed(_skill(), sources=itertools.count())]),
    "skill-emptied": brought(skills=shelf(object.__new__(Skill))),
    "rule-after": brought(rules=[changed(Rule("bad/x", "days > 1", then="pause"), after=1.5)]),
    "rule-long": brought(rules=[Rule("bad/x", " and ".join(["days > 0"] * 2000), then="pause")]),
    "parameter-range": brought(parameters=[changed(Parameter("bad/x", 1, what="x", low=1, high=2), value=0)]),
    "tag-title": brought(tags=[changed(Tag("bad/x", "x"), title=None)]),
    "kind-title": brought(routine_kinds=[changed(RoutineKind("bad/x", "x"), title=b"x")]),
    "signal-no-function": brought(signals=[Signal("bad/x", "x", measure=5)]),
    "signal-range": brought(signals=[Signal("bad/x", "x", measure=len, low="a")]),
    "one-id-twice": brought(flags=[_flag()], rules=[Rule("bad/x", "days > 1", then="pause", say="Well done.")]),
    "shelf-of-a-mapping": brought(tags=shelf(Tag("toy/x", "x"))),
    "shelf-endless": lambda: bad(Catalogue(tags=changed_shelf(Endless()))),
}  # fmt: skip


def _called(name):
    return Bringing(name, rules=[Rule("core/up", "true", then="step-up", say="Go on.", about="safety")])


def changed_shelf(items):
    made = FrozenMap()
    made._items = items
    return made


def _reads(measure, **declared):
    signal = Signal("bad/x", "x", measure=measure, needs="mending", **declared)
    when = "bad/x == yes or bad/x == no" if "words" in declared else "bad/x > 0 or bad/x <= 0"
    rule = Rule("bad/r", when, holds=("step-up",), say="Wait.", sources=[OWN])
    return lambda: bad(Catalogue(signals=[signal], rules=[rule]))


BREAKING = {
    "raises": _reads(lambda log: throw(ValueError("x"))),
    "raises-unspeakably": _reads(lambda log: throw(type("E", (Exception,), {"__str__": throw})())),
    "exits": _reads(lambda log: throw(SystemExit)),
    "interrupts": _reads(lambda log: throw(KeyboardInterrupt())),
    "generator-exit": _reads(lambda log: throw(GeneratorExit())),
    "cancelled": _reads(lambda log: throw(asyncio.CancelledError())),
    "odd": _reads(lambda log: throw(Odd())),
    "hangs": _reads(hang),
    "goes-round": _reads(lambda log: next(n for n in itertools.count() if n < 0)),
    "too-low": _reads(lambda log: -5, low=0),
    "too-high": _reads(lambda log: Measured(1.5), low=0, high=1),
    "not-whole": _reads(lambda log: 1.5, whole=True),
    "another-word": _reads(lambda log: "maybe", words=("yes", "no")),
    "a-number-for-a-word": _reads(lambda log: 1, words=("yes", "no")),
    "a-word-for-a-number": _reads(lambda log: "yes", low=0),
    "endless-entries": _reads(lambda log: Measured(1.0, entries=(str(n) for n in itertools.count()))),
    "entries-once": _reads(lambda log: Measured(1.0, entries=iter(["a"]))),
    "long-word": _reads(lambda log: "x" * 50_000),
    "no-end": _reads(lambda log: Share("inf")),
    "a-lie": _reads(lambda log: Liar()),
    "measured-subclass": _reads(lambda log: type("M", (Measured,), {})(1.0)),
    "clears-numbers": _reads(lambda log: log.parameters.clear()),
    "sets-a-number": _reads(lambda log: setattr(log.parameters, "sure", 0)),
    "sets-a-field": _reads(lambda log: setattr(log, "days", ())),
}

#: Strange, and all right: what is read is copied into a plain number or word.
PASSING = {
    "count": (_reads(lambda log: Count(3)), 3),
    "share": (_reads(lambda log: Share(0.5)), 0.5),
    "word": (_reads(lambda log: Word("many")), "many"),
    "measured": (_reads(lambda log: Measured(Count(3), Share(1.0), Count(5), [Word("e1")])), 3),
}

LOGS = (
    tuple(of_five(5, 5, 5, 5, 5)),
    tuple(of_five(0, 0, 0, 0)),
    (*of_five(5, 5), Entry("x", day(3), focus="f1", hard="odd sign")),
)


@cache
def alone():
    return Engine(plugins=[toy, SECOND])


@cache
def decided_alone(log):
    return alone().review(OPEN, log, on=log[-1].on)


@pytest.fixture
def soon(monkeypatch):
    """Wait for what hangs no longer than a test may take."""
    monkeypatch.setattr(making, "load", partial(load, seconds=1.0))
    monkeypatch.setattr(asking, "SIGNAL_SECONDS", 0.2)


def beside(plugin):
    made = Engine(plugins=[toy, plugin, SECOND])
    loaded = [each.name for each in made.plugins if each.status == "loaded"]
    assert {"toy", "second"} <= set(loaded), "the sound ones stand"
    return made, next(each for each in made.plugins if each.name not in ("toy", "second"))


def without_signs(made):
    """A catalogue without what stays in force of a plugin that failed: its flags, tags and what it lends to others."""
    return evolve(made.catalogue, flags=(), never_suggest=(), tags=(), phrases=())


def as_careful(made):
    """Each log is decided as without the hostile one, or more cautiously, and what comes of it is a document."""
    for log in LOGS:
        before, now = decided_alone(log), made.review(OPEN, log, on=log[-1].on)
        assert caution(now.next_steps[0].action.kind) >= caution(before.next_steps[0].action.kind)
        assert before.alerts == now.alerts
        assert [each.say for each in before.alerts] == [each.say for each in now.alerts]
        assert now == loads(Review, dumps(now))
        assert now.for_caregiver().next_steps
    return now


@pytest.mark.sweep(one_in=3)
@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("attack", sorted(FAILING))
def test_whatever_a_plugin_is_it_fails_by_name_and_harms_no_other(attack):
    """The engine is made, the sound plugins are loaded, the hostile one is named with why; reviews are as before."""
    made, found = beside(FAILING[attack]())
    assert "failed" == found.status
    assert found.why
    assert str is type(found.why)
    now = as_careful(made)
    assert [found.name] == [lack.what for lack in now.missing if lack.about == "plugin"]
    assert without_signs(alone()) == without_signs(made), "what is no sign is out"
    for log in LOGS:
        assert decided_alone(log).next_steps == made.review(OPEN, log, on=log[-1].on).next_steps


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("attack", sorted(BREAKING))
def test_whatever_a_signal_does_it_is_broken_by_name_and_holds_back(attack):
    """Its plugin is loaded; the reading counts as unknown and is named; what its rule would hold back is held back."""
    made, found = beside(BREAKING[attack]())
    assert "loaded" == found.status
    as_careful(made)
    log = LOGS[0]
    assert "step-up" == decided_alone(log).next_steps[0].action.kind
    review = made.review(OPEN, log, on=log[-1].on)
    assert "continue" == review.next_steps[0].action.kind
    assert ["bad/x"] == [lack.what for lack in review.missing if lack.about == "plugin"]
    assert [None] == [value.value for value in review.readings if value.signal == "bad/x"]
    others = [value for value in review.readings if value.signal != "bad/x"]
    assert [*decided_alone(log).readings] == others
    assert made.catalogue.parameters == alone().catalogue.parameters


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("attack", "why"),
    [
        ("raises", "so it counts as unknown. The error: “ValueError: x"),
        ("interrupts", "so it counts as unknown. The error: “it raised KeyboardInterrupt"),
        ("exits", "so it counts as unknown. The error: “it tried to stop the program"),
        ("hangs", "so it counts as unknown. The error: “it did not answer within 0.2 seconds"),
        (
            "too-low",
            "The error: “it returned the number -5, and is declared to be a number of at least 0",
        ),
        ("another-word", "it returned the word 'maybe', and is declared to be one of yes, no"),
        ("entries-once", "so it counts as unknown. The error: “entries: found a value of the class list_iterator"),
        ("a-lie", "found a value of the class Liar. Expected a number, a text, a Measured or nothing"),
    ],
)
def test_why_a_reading_is_broken_is_said_in_a_sentence(attack, why):
    """What the signal did or returned, and what it is declared to be."""
    made, _ = beside(BREAKING[attack]())
    review = made.review(OPEN, LOGS[0], on=LOGS[0][-1].on)
    (told,) = [lack.why for lack in review.missing if lack.about == "plugin"]
    assert why in told


@pytest.mark.parametrize("strange", sorted(PASSING))
def test_what_a_signal_reads_is_a_plain_value(strange):
    """Nothing of a hostile class gets into a review: what is said, traced and written is the number or word alone."""
    plugin, value = PASSING[strange]
    made, _ = beside(plugin())
    as_careful(made)
    review = made.review(OPEN, LOGS[0], on=LOGS[0][-1].on)
    (read,) = [each for each in review.readings if each.signal == "bad/x"]
    assert (type(value), value) == (type(read.value), read.value)
    assert {str} >= set(map(type, read.entries))
    assert {int, float, type(None)} >= {type(read.low), type(read.high)}
    assert made.say(review.next_steps[0], audience="clinician")


def test_a_signal_that_goes_round_for_ever_is_told_to_end(monkeypatch):
    """A loop that was left behind hears that nobody waits for it, so it does not take its share of time for ever."""
    monkeypatch.setattr(asking, "SIGNAL_SECONDS", 0.1)
    ended = threading.Event()

    def loop(_log):
        try:
            while True:
                pass  # nothing in it lets go of the processor: what is asked is whether it is ended all the same
        finally:
            ended.set()

    made, _ = beside(_reads(loop)())
    review = made.review(OPEN, LOGS[0], on=LOGS[0][-1].on)
    assert "did not answer within 0.1 seconds" in " ".join(lack.why for lack in review.missing)
    assert ended.wait(60)


def test_only_a_call_that_still_runs_is_told_to_end(monkeypatch):
    """One that came back in the last moment has no thread any more: its number may be that of another's."""
    told = []
    monkeypatch.setattr("ctypes.pythonapi.PyThreadState_SetAsyncExc", lambda *given: told.append(given))
    go = threading.Event()
    runs, ended = (threading.Thread(target=run, daemon=True) for run in (go.wait, lambda: None))
    for each in (runs, ended):
        each.start()
    ended.join()
    answering._end(ended)
    assert [] == told
    answering._end(runs)
    go.set()
    runs.join()
    assert 1 == len(told)


def test_an_interrupt_typed_by_a_person_reaches_the_person(monkeypatch):
    """While a plugin's code is waited for, an interrupt ends the waiting, and is not taken for the plugin's."""
    waiting = threading.Thread.join

    def typed(self, timeout=None):
        waiting(self, 0)
        raise KeyboardInterrupt

    made, _ = beside(_reads(lambda log: 1)())
    monkeypatch.setattr(threading.Thread, "join", typed)
    with pytest.raises(KeyboardInterrupt):
        made.review(OPEN, LOGS[0], on=LOGS[0][-1].on)


def test_signals_of_the_core_are_called_directly(monkeypatch):
    """No thread is started for what comes with coachplan."""
    made = Engine(plugins=[toy])
    monkeypatch.setattr(threading.Thread, "start", lambda self: throw(AssertionError("a thread")))
    assert made.review(OPEN, LOGS[0], on=LOGS[0][-1].on).next_steps


def test_where_no_thread_can_be_had_plugins_load_without_one(monkeypatch):
    """In a browser no thread starts: sound plugins load, signals are read, and what raises still fails by name."""

    def none(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none)
    made, found = beside(FAILING["hook-generator-exit"]())
    assert ("failed", "it raised GeneratorExit. Mend it, or leave it out.") == (found.status, found.why)
    assert alone().catalogue == made.catalogue
    review = made.review(OPEN, LOGS[0], on=LOGS[0][-1].on)
    assert [5] == [each.value for each in review.readings if each.signal == "second/days"]
    made, _ = beside(BREAKING["exits"]())
    as_careful(made)


def test_an_interrupt_without_a_thread_is_a_persons():
    """Where it runs right here, an interrupt may be typed by somebody, so it goes on; anything else is told."""
    with right_here(), pytest.raises(KeyboardInterrupt):
        call_with_timeout(1, lambda: throw(KeyboardInterrupt()))
    with right_here(), pytest.raises(NoAnswerError, match="it raised Odd") as told:
        call_with_timeout(1, lambda: throw(Odd()))
    assert "Odd" == told.value.kind


def test_nothing_of_an_error_is_kept_but_words():
    """What is raised on is made of plain text, cut where it goes on, and holds nothing of the error itself."""

    class LongError(ValueError):
        def __str__(self):
            return Word("x" * 20_000)

    with pytest.raises(NoAnswerError) as told:
        call_with_timeout(60, lambda: throw(LongError()))
    assert str is type(str(told.value))
    assert len(str(told.value)) < 11_000
    assert told.value.__cause__ is None
    assert sys.getrecursionlimit() > 500


def test_what_is_in_force_cannot_be_changed():
    """The texts, the numbers and the shelves of a catalogue take no new value, in one engine or another."""
    catalogue = alone().catalogue
    for mapping, name in (
        (catalogue.words.by_language, "en"),
        (catalogue.words.by_language["en"], "core/alert.now"),
        (catalogue.parameters, "core/sure"),
        (catalogue.flags, "core/seizure"),
    ):
        with pytest.raises(TypeError):
            mapping[name] = "x"
        assert not hasattr(mapping, "clear")


def test_what_others_lend_is_marked_with_who_brings_it():
    """Whoever a phrase says it is from, it is from the plugin that handed it over."""
    phrase = Phrasing("core/seizure", "en", "went wobbly", by="core")
    made, found = beside(bad(Catalogue(phrases=[phrase])))
    assert "loaded" == found.status
    assert {"bad"} == {each.by for each in made.catalogue.phrases.values()}


def test_one_failed_namesake_takes_nothing_from_the_one_that_stands():
    """A plan of a plugin that is loaded is not held back because another of its name failed."""
    made = Engine(plugins=[toy, changed_name("toy")])
    assert ["failed", "loaded"] == sorted(each.status for each in made.plugins)
    review = made.review(OPEN, LOGS[0], on=LOGS[0][-1].on)
    assert "step-up" == review.next_steps[0].action.kind


def changed_name(name):
    plugin = bad(Catalogue())
    plugin.name = name
    return plugin


def test_a_skill_of_one_step_can_be_practised():
    """A ladder may have one rung: no step up or down is offered on it, and in the end it is maintained."""
    rung = Skill("bad/one", "One", discipline="bad", steps=(Step("Does it", "It is done."),), routines=("play",))
    show = evolve(TOY.strategies["toy/show-first"], id="bad/show")
    made = Engine(plugins=[toy, bad(Catalogue(skills=[rung], strategies=[show]))])
    plan = evolve(OPEN, approval=None, focuses=[evolve(OPEN.focuses[0], skill="bad/one", step=1, strategy="bad/show")])
    said = set()
    for successes in (0, 5):
        for number in range(1, 12):
            log = of_five(*[successes] * number)
            said.add(made.review(plan, log, on=day(number)).next_steps[0].action.kind)
    assert said.isdisjoint({"step-up", "step-down"})
    assert len(said) > 1
    assert made.propose(plan.family, on=day(1) + timedelta(days=1), skill="bad/one")


@pytest.mark.parametrize("attack", ["name-raises", "text-number", "skill-steps", "called-core", "phrase-takes-out",
                                    "namespaces-endless", "one-id-twice", "translation-format"])  # fmt: skip
def test_the_kit_finds_what_the_door_refuses(attack):
    """An author is told by the conformance check what the engine would say."""
    assert not check_plugin(FAILING[attack](), examples=0, seconds=60).passed


def test_the_kit_goes_on_where_a_signal_interrupts():
    """An interrupt that a plugin raises ends its own check with a finding, and not the run of the author."""
    broken = BREAKING["interrupts"]().part
    rule = evolve(broken.rules["bad/r"], id="toy/r", when="toy/x > 0")
    whole = evolve(TOY, signals=[evolve(broken.signals["bad/x"], id="toy/x")], rules=[rule])
    assert "it raised KeyboardInterrupt" in str(check_plugin(Bringing("toy", whole), examples=1, seconds=60))
