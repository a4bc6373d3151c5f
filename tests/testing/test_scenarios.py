"""
The kit for plugin authors: scenarios are read strictly and judged in sentences, and every seeded defect is found.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Text
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue, merge
from coachplan.knowledge.checks import check
from coachplan.knowledge.parser import parse
from coachplan.knowledge.rules import Rule
from coachplan.model.entries import impossible
from coachplan.model.flags import Answer
from coachplan.model.strategies import Barrier
from coachplan.progress.signals import Signal
from coachplan.testing import check_catalogue, check_plugin, load_scenarios, run_scenario, strategies
from coachplan.testing.builders import ENGINE, Bringing
from coachplan.testing.conformance.sandbox import DeniedError, denied
from coachplan.testing.conformance.wording import grade
from coachplan.testing.scenarios.parse import FIRST_DAY
from coachplan.testing.toy import OWN, TOY, Toy, toy

#: pytest on a folder of scenarios, in this process.
pytest_plugins = ["pytester"]

# -- conformance: a table of defects


def _skill(**changes: object) -> Catalogue:
    return evolve(TOY, skills=[evolve(TOY.skills["toy/stack-blocks"], **changes), TOY.skills["toy/wave-bye"]])


def _strategy(**changes: object) -> Catalogue:
    first = evolve(TOY.strategies["toy/show-first"], **changes)
    others = [one for one in TOY.strategies.values() if one.id != "toy/show-first"]
    return evolve(TOY, strategies=[first, *others])


def _flag(**changes: object) -> Catalogue:
    return evolve(TOY, flags=[evolve(TOY.flags["toy/all-day-hiccups"], **changes)])


def _rule(when: str = "calm-days < 3", **changes: object) -> Catalogue:
    given: dict[str, object] = {"holds": ("step-up",), "say": "Let us wait a bit.", "sources": (OWN,)}
    return evolve(TOY, rules=[Rule("toy/rule", when, **{**given, **changes})])  # type: ignore[arg-type]


def _steps(count: int) -> Catalogue:
    return _skill(steps=TOY.skills["toy/stack-blocks"].steps[:count])


def _blank_look_for() -> Catalogue:
    first, *others = TOY.skills["toy/stack-blocks"].steps
    return _skill(steps=(evolve(first, look_for=" "), *others))


def _barrier(**changes: object) -> Catalogue:
    given: dict[str, object] = {
        "means": "the seat may be too high",
        "ask": "When did it go a bit better?",
        "try_next": ("toy/firm-seat", "lighten"),
        "sources": (OWN,),
    }
    made = Barrier("toy/wiggly", {"en": ["up and down"]}, **{**given, **changes})  # type: ignore[arg-type]
    return evolve(TOY, barriers=[made])


HARD_WORDS = "Systematically facilitate proprioceptive opportunities utilising individualised modifications."

DEFECTS = {
    "a strategy without a source": (lambda: _strategy(sources=()), "no source"),
    "a rule without a source": (lambda: _rule(sources=()), "no source"),
    "an id of somebody else": (lambda: _strategy(id="ot/show-first"), "namespace"),
    "an id that is none": (lambda: _strategy(id="toy/Show First"), "not an id"),
    "a skill that comes after nothing": (lambda: _skill(prerequisites=("toy/stack-block",)), "toy/stack-blocks"),
    "a skill that comes before itself": (lambda: _skill(prerequisites=("toy/stack-blocks",)), "before itself"),
    "a strategy for no skill": (lambda: _strategy(skills=("toy/wave-by",)), "toy/wave-bye"),
    "a routine that is none": (lambda: _skill(routines=("plai",)), "'play'"),
    "a misspelt signal": (lambda: _rule("calm-day < 3"), "'calm-days'"),
    "a condition that cannot be read": (lambda: _rule("calm-days < < 3"), "calm-days"),
    "a rule that never fires": (lambda: _rule("days < 2 and days > 5"), "never fire"),
    "a rule that holds a careful step": (lambda: _rule(holds=("pause",)), "cannot hold back"),
    "a barrier that tries nothing": (lambda: _barrier(try_next=("toy/firm-seats",)), "toy/firm-seat"),
    "three steps": (lambda: _steps(3), "3 steps"),
    "nothing to look for": (_blank_look_for, "'look_for' is empty"),
    "an exclamation mark": (lambda: _strategy(why="Great job!"), "exclamation"),
    "a word that judges": (lambda: _strategy(why="It is not normal to rush."), "'normal' judges"),
    "a condition named by a flag": (lambda: _flag(say="It may be epilepsy. Call now."), "names a condition"),
    "a flag without Spanish words": (lambda: _flag(words={"en": ["hiccups all day"]}), "no words in 'es'"),
    "a flag without English words": (lambda: _flag(words={"es": ["hipo todo el día"]}), "no words in 'en'"),
    "a gap that nothing fills": (lambda: _strategy(why="It helps {kid} to start."), "{kid}"),
    "a bracket that does not close": (lambda: _strategy(why="It helps {child to start."), "do not close"),
    "hard words": (lambda: _strategy(what=HARD_WORDS, why=HARD_WORDS), "Flesch-Kincaid"),
    "an empty sentence": (lambda: _strategy(when=" "), "'when' is empty"),
    "a rule that says nothing": (lambda: _rule(then="clarify", say=""), "'say' is empty"),
    "a Spanish that was begun": (
        lambda: evolve(TOY, texts=[Text(key="toy/show-first#title", language="es", words="Primero, muestra")]),
        "toy/show-first#what (es): not translated",
    ),
    "a translation of nothing": (
        lambda: evolve(TOY, texts=[Text(key="toy/show-frist#title", language="es", words="Primero, muestra")]),
        "no such text in English",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_seeded_defect_is_found(defect: str) -> None:
    """Whatever is wrong with a plugin's knowledge is said, in words that name it."""
    make, words = DEFECTS[defect]
    assert words in str(check_catalogue(make(), namespaces=["toy"]))


def test_the_toy_plugin_is_sound(fewer: Callable[[int], int]) -> None:
    """Nothing is found in a sound plugin, so what is found above was the seeded defect."""
    assert str(check_plugin(toy, examples=fewer(30))) == "Nothing was found."


def test_sound_additions_are_not_findings() -> None:
    """A rule, a barrier, an answer and a whole translation, all well made, raise no finding."""
    whole = evolve(
        merge([_rule(), evolve(_barrier(), skills=(), strategies=(), flags=(), rules=())]),
        never_suggest=[Answer("toy/swing", {"en": ["hang a swing"]}, say="Please ask us first.", sources=(OWN,))],
    )
    assert str(check_catalogue(whole)) == "Nothing was found."
    english = whole.words.by_language["en"]
    translated = [Text(key=name, language="es", words="Vale.") for name in english if not name.endswith("#basis")]
    missing = str(check_catalogue(evolve(whole, texts=translated)))
    assert "not translated" not in missing
    assert "toy/wiggly: no words in 'es'" in missing


class _Hook(Bringing):
    """The pretend plugin with another hook; of this module, whose clock and chance are then watched."""

    def __init__(self, hook: object) -> None:
        super().__init__("toy", hook=hook)


_CALLS: list[int] = []


def _different_each_time() -> Catalogue:
    _CALLS.append(1)
    return _strategy(title=f"Show it {len(_CALLS)} times")


def _after(ask: object) -> Catalogue:
    ask()  # type: ignore[operator]
    return TOY


HOOKS = {
    "chance": (lambda: _after(random.random), "asked for random.random"),
    "the clock": (lambda: _after(time.time), "asked for time.time"),
    "the day": (lambda: _after(date.today), "asked for date.today"),
    "the hour": (lambda: _after(dt.datetime.now), "asked for datetime.now"),
    "the network": (lambda: _after(lambda: __import__("socket").create_connection(("x", 1))), "create_connection"),
    "something else each time": (_different_each_time, "something else each time"),
    "nothing": (lambda: None, "Return a Catalogue"),
    "a failure": (lambda: 1 / 0, "ZeroDivisionError"),
}


@pytest.mark.parametrize("slip", HOOKS)
def test_a_hook_that_is_not_values_is_found(slip: str) -> None:
    """A hook that asks for clock, chance or network, fails, or changes its mind, is found out."""
    hook, words = HOOKS[slip]
    assert words in str(check_plugin(_Hook(hook), examples=0))


def test_a_missing_hook_is_named() -> None:
    """A plugin whose hook is misspelt is told which name to mend."""

    class Misspelt:
        def coachplan_catalog(self) -> Catalogue:
            return TOY

    assert "'coachplan_catalog'" in str(check_plugin(Misspelt()))


def test_an_unmarked_hook_is_said() -> None:
    """A hook without its mark would be passed over in silence; the report says that the engine cannot use it."""

    class Unmarked:
        name = "toy"

        def coachplan_catalogue(self) -> Catalogue:
            return TOY

    assert "the engine cannot use it" in str(check_plugin(Unmarked()))


def _with_signal(measure: object) -> Catalogue:
    signal = Signal("toy/mood", "how it feels", measure=measure)  # type: ignore[arg-type]
    return evolve(_rule("toy/mood >= 1"), signals=[signal])


@pytest.mark.whole
def test_a_reading_that_fails_is_found() -> None:
    """A signal that fails on some made-up log is named, with its error."""
    report = str(check_plugin(_Hook(lambda: _with_signal(lambda log: 1 / len(log.days))), examples=30))
    assert "toy/mood" in report
    assert "ZeroDivisionError" in report


@pytest.mark.whole
def test_a_reading_by_chance_is_found() -> None:
    """A signal that draws a random number is found out, even though the engine goes on without it."""
    report = str(check_plugin(_Hook(lambda: _with_signal(lambda _: random.random())), examples=10))
    assert "a signal asked for random.random" in report


@pytest.mark.whole
def test_a_less_careful_decision_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each decision is held against the core's alone: with the table of caution turned round, a pause is found out."""
    from coachplan.knowledge.precedence import caution
    from coachplan.testing.conformance import promises

    monkeypatch.setattr(promises, "caution", lambda kind: -caution(kind))
    report = str(check_plugin(_Hook(lambda: _rule("days >= 0", then="pause")), examples=20))
    assert "toy/rule says pause, where the core alone says" in report


def test_what_was_denied_comes_back() -> None:
    """Clock and chance are as before when the block ends, also where it ends in an error."""
    before = (time.time, random.random, dt.datetime, dt.date)
    with pytest.raises(DeniedError), denied(__name__):
        random.random()
    assert (time.time, random.random, dt.datetime, dt.date) == before
    assert date is dt.date
    assert time.time() > 0


def test_what_was_denied_comes_back_whichever_ends_first() -> None:
    """One that was left behind in another thread may end while the next has begun."""
    before = (time.time, random.random, dt.datetime, dt.date)
    one, other = denied(__name__), denied(__name__)
    for each in (one, other):
        each.__enter__()
    with pytest.raises(DeniedError):
        random.random()
    for each in (one, other):
        each.__exit__(None, None, None)
    assert (time.time, random.random, dt.datetime, dt.date) == before
    assert date is dt.date


@pytest.mark.whole
def test_a_date_made_while_denied_is_a_date() -> None:
    """A plugin may make a date of its own; only today is refused."""
    with denied(__name__) as asked:
        made = date(2026, 3, 2)
        assert isinstance(made, date)
    assert type(made) is dt.date
    assert asked == []


def test_reading_grade() -> None:
    """The grade is Flesch-Kincaid: 0.39 words a sentence, 11.8 syllables a word, less 15.59."""
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade("The cat sat down.", "{child} ran home then") == pytest.approx(0.39 * 4 + 11.8 - 15.59)
    assert grade("Wait.", "The cat sat down.") == pytest.approx(0.39 * 5 + 11.8 - 15.59)
    assert grade("") == 0.0
    assert grade(HARD_WORDS) > 20


# -- strategies

_FEW = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@_FEW
@given(st.data())
def test_made_up_plans_fit_their_catalogue(data: st.DataObject) -> None:
    """Every focus has a step that exists, and a routine that the family has and the skill knows."""
    plan = data.draw(strategies.plans(TOY, held=True, approved=True))
    assert 1 <= len(plan.focuses) <= 2
    for focus in plan.focuses:
        skill = TOY.skills[focus.skill]
        routine = plan.family.routine(focus.routine)
        assert routine is not None
        assert routine.kind in skill.routines
        assert 1 <= focus.step <= len(skill.steps)
        assert focus.since == FIRST_DAY
    assert plan.approval is not None
    assert plan.holds[0].focus == plan.focuses[0].id


@_FEW
@given(st.data())
def test_kind_logs_are_possible(data: st.DataObject) -> None:
    """A log that is not unkind has only counts that can be, each id once, and days of the plan."""
    plan = data.draw(strategies.plans(TOY))
    log = data.draw(strategies.logs(plan, days=10, unkind=False))
    assert [impossible(entry) for entry in log] == [()] * len(log)
    assert len({entry.id for entry in log}) == len(log)
    assert all(FIRST_DAY <= entry.on < FIRST_DAY + timedelta(days=10) for entry in log)


@pytest.mark.whole
def test_unkind_logs_have_every_fault() -> None:
    """Logs are drawn with impossible counts, double entries, amendments, torn ones, lost ones and future ones."""
    seen: set[str] = set()

    @settings(max_examples=120, suppress_health_check=list(HealthCheck), derandomize=True, database=None, deadline=None)
    @given(strategies.plans(TOY).flatmap(strategies.logs))
    def look(log: tuple[strategies.Entry, ...]) -> None:
        ids = [entry.id for entry in log]
        seen.update({"impossible"} if any(map(impossible, log)) else ())
        seen.update({"twice"} if len(set(log)) < len(log) else ())
        seen.update({"amended"} if any(entry.revision for entry in log) else ())
        seen.update({"torn"} if len({(e.id, e.revision) for e in log}) < len(set(log)) else ())
        seen.update({"lost", "future"} & ({"lost"} if "e-lost" in ids else set()))
        seen.update({"future"} if "e-later" in ids else ())

    look()
    assert seen == {"impossible", "twice", "amended", "torn", "lost", "future"}


@_FEW
@given(strategies.conditions())
def test_made_up_conditions_can_be_read(line: str) -> None:
    """Every line of condition that is drawn can be read."""
    parse(line)


@_FEW
@given(strategies.catalogues())
def test_made_up_catalogues_load(made: Catalogue) -> None:
    """Every catalogue that is drawn is one that the engine accepts."""
    core = Engine(plugins=[]).catalogue
    assert check(made, merge([core, made])) == ()


# -- scenarios

HEAD = 'format = "coachplan-scenarios/1"\n\n'
FOCUS = 'focus = [ { skill = "toy/stack-blocks", step = 1, strategy = "toy/show-first", routine = "play" } ]\n'
ONE = HEAD + '[[scenario]]\nname = "One day is early."\n' + FOCUS + "log = [ { day = 1, tries = 5, successes = 3 } ]\n"


def _file(folder: Path, text: str, name: str = "made.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def _run(folder: Path, text: str) -> str:
    (scenario,) = load_scenarios(_file(folder, text))
    return str(run_scenario(scenario, ENGINE))


def test_a_scenario_is_a_plan_and_a_log(tmp_path: Path) -> None:
    """Day 1 is the first day of the focus; ids and focus are made; each focus brings its routine."""
    text = ONE.replace("log = [ ", 'approval = "everything"\nroutine = [ { id = "eve", kind = "bedtime" } ]\nlog = [ ')
    (scenario,) = load_scenarios(_file(tmp_path, text))
    assert scenario.name == "One day is early."
    assert scenario.certainty == "robust"
    assert scenario.review_day == FIRST_DAY == date(2026, 3, 2)
    (focus,) = scenario.plan.focuses
    assert (focus.id, focus.routine, focus.since) == ("f1", "play", FIRST_DAY)
    assert [(r.id, r.kind, r.matters) for r in scenario.plan.family.routines] == [
        ("eve", "bedtime", None),
        ("play", "play", 4),
    ]
    (entry,) = scenario.entries
    assert (entry.id, entry.focus, entry.on, entry.tries) == ("e1", "f1", FIRST_DAY, 5)
    assert scenario.plan.approval is not None
    assert (scenario.plan.approval.by, scenario.plan.approval.on) == ("Dana, clinician", FIRST_DAY)


def test_days_are_numbers_or_dates(tmp_path: Path) -> None:
    """A day may be a number or a date wherever a day stands."""
    more = 'review_day = 9\nhold = [ { until_day = 20, why = "stay" } ]\nlog = [ { day = 2026-03-04'
    text = ONE.replace("log = [ { day = 1", more)
    (scenario,) = load_scenarios(_file(tmp_path, text))
    assert scenario.review_day == FIRST_DAY + timedelta(days=8)
    assert scenario.entries[0].on == FIRST_DAY + timedelta(days=2)
    (hold,) = scenario.plan.holds
    assert (hold.focus, hold.until) == ("f1", FIRST_DAY + timedelta(days=19))


SLIPS = {
    "format": (ONE.replace("scenarios/1", "scenarios/2"), "coachplan-scenarios/1"),
    "top key": (ONE.replace("[[scenario]]", "[[scenarios]]"), "'scenario'"),
    "scenario key": (ONE.replace("log =", "logs ="), "'log'"),
    "focus key": (ONE.replace("strategy =", "strateg ="), "strategy"),
    "entry key": (ONE.replace("successes", "sucesses"), "successes"),
    "child key": (ONE + "child = { age_month = 3 }\n", "age_months"),
    "expect key": (ONE + "[scenario.expect]\nsteps = 'continue'\n", "'step'"),
    "never key": (ONE + "[scenario.never]\nstep = ['pause']\n", "'steps'"),
    "kind": (ONE + "[scenario.expect]\nstep = 'step-upp'\n", "'step-up'"),
    "kind never": (ONE + "[scenario.never]\nsteps = ['stepdown']\n", "'step-down'"),
    "urgency": (ONE + "[scenario.expect]\nalerts = ['nwo']\n", "'now'"),
    "mention": (ONE + "[scenario.expect]\nmentions = [ { words = 'x', kind = 'negate' } ]\n", "'negated'"),
    "certainty": (ONE + "certainty = 'robusst'\n", "'robust'"),
    "no day": (ONE.replace("day = 1, ", ""), "day is missing"),
    "far day": (ONE.replace("day = 1, ", "day = 99999999999, "), "log 1, day: a day so far away is in no calendar"),
    "day long gone": (ONE + "review_day = -99999999999\n", "review_day: a day so far away is in no calendar"),
    "text count": (ONE.replace("tries = 5", "tries = '5'"), "tries"),
    "no name": (ONE.replace('name = "One day is early."\n', ""), "no name"),
    "two of a name": (ONE + ONE.removeprefix(HEAD), "two scenarios"),
    "not a list": (ONE + "[scenario.expect]\nsays = 'hello'\n", "list of words"),
    "focus unknown": (ONE + "[scenario.expect]\nstep = { f2 = 'continue' }\n", "'f1'"),
    "nobody's hold": (ONE + "hold = [ { focus = 'f7', until_day = 3 } ]\n", "'f1'"),
    "child under family": (ONE + "family = { child = {} }\n", "does not belong"),
    "not TOML": (ONE + "[[[", "made.toml"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_scenario_is_an_error(slip: str, tmp_path: Path) -> None:
    """Whatever is misspelt is refused, with the file, the scenario and the nearest right name."""
    text, words = SLIPS[slip]
    with pytest.raises(CoachplanError) as caught:
        load_scenarios(_file(tmp_path, text))
    assert words in str(caught.value)
    assert "made.toml" in str(caught.value)
    if slip not in ("format", "top key", "no name", "not TOML"):
        assert "One day is early." in str(caught.value)


def test_every_slip_is_told_at_once(tmp_path: Path) -> None:
    """Two slips in two files are told in one error."""
    _file(tmp_path, SLIPS["kind"][0], "a.toml")
    _file(tmp_path, SLIPS["entry key"][0], "b.toml")
    with pytest.raises(CoachplanError) as caught:
        load_scenarios(tmp_path)
    assert "a.toml" in str(caught.value)
    assert "b.toml" in str(caught.value)


TRUE = {
    "step": "[scenario.expect]\nstep = 'continue'\n",
    "step list": "[scenario.expect]\nstep = ['clarify', 'continue']\n",
    "step table": "[scenario.expect]\nstep = { f1 = 'continue' }\n",
    "no alerts": "[scenario.expect]\nalerts = []\nflags = []\nmentions = []\nanswers = []\n",
    "nobody asked": "[scenario.expect]\nask_clinician = false\nneeds = 'caregiver'\n",
    "never": "[scenario.never]\nsteps = ['step-up', 'pause']\nalerts = ['now']\nsays = ['mastered']\n",
}

FALSE = {
    "step": ("[scenario.expect]\nstep = 'step-up'\n", "Expected step-up for f1, found continue: "),
    "step list": ("[scenario.expect]\nstep = ['pause', 'lighten']\n", "Expected pause or lighten for f1, found"),
    "rule": ("[scenario.expect]\nrule = 'core/step-up'\n", "Expected core/step-up to speak for f1, but "),
    "needs": ("[scenario.expect]\nneeds = 'clinician'\n", "to need the clinician; it needs the caregiver"),
    "alerts": ("[scenario.expect]\nalerts = ['today']\n", "Expected alerts: today; found: none."),
    "flags": ("[scenario.expect]\nflags = ['toy/all-day-hiccups']\n", "the flag 'toy/all-day-hiccups'; found: none."),
    "wins": ("[scenario.expect]\nwins = ['leans in']\n", "Expected the win 'leans in'"),
    "mentions": (
        "[scenario.expect]\nmentions = [ { words = 'choking', kind = 'negated' } ]\n",
        "Expected 'choking' to be read as negated; found: none.",
    ),
    "answers": ("[scenario.expect]\nanswers = ['toy/swing']\n", "Expected the answer 'toy/swing'; found: none."),
    "says": ("[scenario.expect]\nsays = ['zebra']\n", "Expected the caregiver to read 'zebra'"),
    "ask": ("[scenario.expect]\nask_clinician = true\n", "Expected the clinician to be asked"),
    "never steps": ("[scenario.never]\nsteps = ['continue']\n", "Never continue here, but for f1 it is continue"),
}

ALARM = ONE.replace("successes = 3", 'successes = 3, hard = "She has hiccups all day."')

FALSE_WITH_ALARM = {
    "alerts": ("[scenario.expect]\nalerts = []\n", "Expected alerts: none; found: today (toy/all-day-hiccups; e1)."),
    "flags": ("[scenario.expect]\nflags = []\n", "Expected no flag; found: toy/all-day-hiccups."),
    "ask": ("[scenario.expect]\nask_clinician = false\n", "not to be asked; found an alert today"),
    "never alerts": ("[scenario.never]\nalerts = ['today']\n", "Never an alert today here, but e1 raised toy/"),
    "never says": ("[scenario.never]\nsays = ['CALL THE CLINIC']\n", "The caregiver must never read 'CALL THE CLINIC'"),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_is_so_passes(name: str, tmp_path: Path) -> None:
    """An expectation that holds passes."""
    assert _run(tmp_path, ONE + TRUE[name]) == "As expected."


@pytest.mark.parametrize("name", FALSE)
def test_what_is_not_so_fails_in_a_sentence(name: str, tmp_path: Path) -> None:
    """An expectation that does not hold fails, in a sentence, with the trace of the rules under it."""
    expected, sentence = FALSE[name]
    told = _run(tmp_path, ONE + expected)
    assert sentence in told.partition("\n")[0]
    assert "core/" in told.partition("\n")[2]
    assert "seen" in told


@pytest.mark.parametrize("name", FALSE_WITH_ALARM)
def test_an_alarm_is_judged_too(name: str, tmp_path: Path) -> None:
    """Alerts, flags and everything that the caregiver is shown are held against what must not be."""
    expected, sentence = FALSE_WITH_ALARM[name]
    assert sentence in _run(tmp_path, ALARM + expected)


def test_an_alarm_that_is_expected_passes(tmp_path: Path) -> None:
    """A flag in a note is an alert, a pause, and words for the caregiver, whatever their capitals."""
    expected = (
        "[scenario.expect]\nstep = 'pause'\nalerts = ['today']\nflags = ['toy/all-day-hiccups']\nask_clinician = true\n"
        "mentions = [ { words = 'hiccups all day', kind = 'affirmed' } ]\nsays = ['CALL THE CLINIC TODAY']\n"
    )
    assert _run(tmp_path, ALARM + expected) == "As expected."


def test_an_unknown_id_fails_the_scenario(tmp_path: Path) -> None:
    """A skill, a strategy or a tag that does not exist fails in words, with the nearest right one."""
    assert "toy/stack-blocks" in _run(tmp_path, ONE.replace("toy/stack-blocks", "toy/stack-block"))
    assert "distressed" in _run(tmp_path, ONE.replace("tries = 5,", "tags = ['distresed'],"))


def test_several_focuses_want_a_table(tmp_path: Path) -> None:
    """With several focuses, a step that does not say whose it is is an error."""
    second = "{ skill = 'toy/wave-bye', strategy = 'toy/wait-and-look', routine = 'outing' }"
    two = ONE.replace(" } ]\nlog", " }, " + second + " ]\nlog")
    with pytest.raises(CoachplanError, match="several focuses"):
        load_scenarios(_file(tmp_path, two + "[scenario.expect]\nstep = 'continue'\n"))
    assert _run(tmp_path, two + "[scenario.expect]\nstep = { f1 = 'continue', f2 = ['continue', 'clarify'] }\n") == (
        "As expected."
    )


# -- under pytest


#: How pytest is asked; the plugin is named where it is not installed with an entry point.
_OPTIONS = ["-p", "no:cacheprovider", "-q"]
if "coachplan_scenarios" not in {point.name for point in entry_points(group="pytest11")}:
    _OPTIONS += ["-p", "coachplan.testing.pytest_plugin"]


MODULE = """
from coachplan.plugins.hookspecs import hookimpl
from coachplan.testing.toy import TOY

name = "toy"


@hookimpl
def coachplan_catalogue():
    return TOY
"""


@pytest.mark.whole
def test_pytest_collects_scenarios(tmp_path: Path) -> None:
    """Scenario files are tests named by their sentence; a failure shows sentences and trace, and no traceback."""
    _file(tmp_path, MODULE, "toy_module.py")
    _file(tmp_path, "[pytest]\ncoachplan_plugins = toy_module\npythonpath = .\n", "pytest.ini")
    bad = (
        "\n[[scenario]]\nname = 'It steps up at once.'\nwhy = 'Seeded.'\n"
        + FOCUS
        + ("log = [ { day = 1, tries = 5, successes = 3 } ]\n[scenario.expect]\nstep = 'step-up'\n")
    )
    _file(tmp_path / "scenarios", ONE + bad)
    _file(tmp_path / "scenarios", "[tool]\nformat = 1\n", "other.toml")
    _file(tmp_path / "elsewhere", ONE, "not-a-scenario.toml")
    command = [sys.executable, "-m", "pytest", *_OPTIONS, "-vv"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 failed, 1 passed" in run.stdout
    assert "One day is early. PASSED" in run.stdout
    assert "Expected step-up for f1, found continue: " in run.stdout
    assert "Traceback" not in run.stdout
    assert "judging.py" not in run.stdout


def test_pytest_shows_a_slip_as_a_sentence(pytester: pytest.Pytester) -> None:
    """A file that cannot be read is a collection error in words."""
    _file(pytester.path / "scenarios", SLIPS["kind"][0])
    told = pytester.runpytest_inprocess(*_OPTIONS).stdout.str()
    assert "Did you mean 'step-up'?" in told
    assert "Traceback" not in told


def test_a_plugin_that_fails_fails_its_scenarios(pytester: pytest.Pytester) -> None:
    """A scenario whose plugin did not load is a failure that names the plugin, never a pass."""
    _file(pytester.path, "nothing = 1\n", "toy_module.py")
    _file(pytester.path, "[pytest]\ncoachplan_plugins = toy_module\npythonpath = .\n", "pytest.ini")
    _file(pytester.path / "scenarios", ONE)
    told = pytester.runpytest_inprocess(*_OPTIONS).stdout.str()
    assert "1 failed" in told
    assert "did not load" in told


def test_starting_pytest_loads_no_hypothesis() -> None:
    """The pytest plugin alone imports neither Hypothesis nor the engine."""
    code = (
        "import sys, coachplan.testing.pytest_plugin as plugin; "
        "print(sorted({'hypothesis', 'coachplan.testing.strategies'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def test_the_door_of_the_kit() -> None:
    """Every promised name is there, and another is an AttributeError."""
    import coachplan.testing as kit

    assert all(getattr(kit, name) is not None for name in kit.__all__)
    with pytest.raises(AttributeError, match="check_plugins"):
        kit.check_plugins  # noqa: B018
    assert isinstance(toy, Toy)


def test_the_smallest_scenario_of_the_docs(tmp_path: Path) -> None:
    """The scenario that the docs begin with is read, and comes out as it says."""
    docs = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "scenarios.md").read_text("utf-8")
    assert _run(tmp_path, docs.partition("```toml\n")[2].partition("```")[0]) == "As expected."
