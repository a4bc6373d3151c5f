"""
The kit for a new discipline: what the template writes, what one call finds out, and how plainly everything reads.
"""

from __future__ import annotations

import sys
import threading
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.cli.new_plugin import new_plugin
from coachplan.documents.content import read_catalogue
from coachplan.documents.contract import CONTRACT
from coachplan.engine import Engine, core_catalogue
from coachplan.knowledge.catalogue import Catalogue, merge
from coachplan.knowledge.rules import Rule
from coachplan.plugins.hookspecs import hookimpl
from coachplan.progress.signals import Signal
from coachplan.testing import check_catalogue, check_plugin
from coachplan.testing.builders import ENGINE, Bringing
from coachplan.testing.conformance import check as conformance
from coachplan.testing.conformance.budget import TooMuchError, counted
from coachplan.testing.conformance.wording import MOST_GRADE, grade
from coachplan.testing.toy import OWN, TOY, toy

PLUGINS = ("ot", "speech", "feeding")


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A plugin just made from the template, importable and found as if it were installed."""
    folder = new_plugin("physiotherapy", tmp_path)
    monkeypatch.syspath_prepend(str(folder / "src"))
    monkeypatch.delitem(sys.modules, "coachplan_physiotherapy", raising=False)
    raw = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    ((name, value),) = raw["project"]["entry-points"]["coachplan"].items()
    monkeypatch.setattr("coachplan.plugins.loading.entry_points", lambda group: [EntryPoint(name, value, group)])
    yield folder
    sys.modules.pop("coachplan_physiotherapy", None)


def content(folder):
    return folder / "src" / "coachplan_physiotherapy" / "catalogue" / "content.toml"


# -- the template


@pytest.mark.whole
def test_a_new_plugin_passes_everything_at_once(made):
    """What the template writes has nothing to be mended: its own first test passes before a word is changed."""
    file = made / "tests" / "test_physiotherapy.py"
    space = {"__file__": str(file)}
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), space)
    space["test_the_plugin_keeps_every_promise"]()


def test_a_new_plugin_has_one_of_each_to_edit(made):
    """One skill, one strategy, one rule, one flag, two scenarios, in two languages; and no Python of its own."""
    engine = Engine()
    assert [("physiotherapy", "loaded")] == [(each.name, each.status) for each in engine.plugins]
    assert (("skills", 1), ("strategies", 1), ("rules", 1), ("flags", 1)) == engine.plugins[0].brings
    scenarios = tomllib.loads((made / "tests" / "scenarios" / "first.toml").read_text(encoding="utf-8"))
    assert 2 == len(scenarios["scenario"])
    assert {"en", "es"} <= set(read_catalogue(content(made).parent).words.by_language)
    assert [] == list((made / "src").rglob("*.py"))
    assert f">={CONTRACT},<{CONTRACT + 1}" == tomllib.loads(content(made).read_text(encoding="utf-8"))["contract"]


def test_nothing_in_the_template_rests_on_a_source_it_does_not_have(made):
    """Every item says that it is our own proposal: an example must not pass for evidence."""
    catalogue = read_catalogue(content(made).parent)
    cited = {source.grade for _, _, item in catalogue.items() for source in item.sources}
    assert {"OWN"} == cited


@pytest.mark.parametrize("name", ["pt", "early-years", "music2", "a1-b2"])
def test_a_name_makes_a_plugin_of_that_name(tmp_path, name):
    """Every id, file and entry point follows the name; what was filled in is whole."""
    folder = new_plugin(name, tmp_path, title="Learning to move")
    package = f"coachplan_{name.replace('-', '_')}"
    catalogue = read_catalogue(folder / "src" / package / "catalogue")
    assert {name} == {item.partition("/")[0] for _, item, _ in catalogue.items()}
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}
    assert [] == [path for path, text in texts.items() if "${" in text or path.suffix == ".txt"]
    assert "Learning to move for coachplan" in texts[folder / "README.md"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Física", "Try 'fisica'."),
        ("speech therapy", "Try 'speech-therapy'."),
        ("under_score", "Try 'under-score'."),
        ("2nd", "Try 'nd'."),
        ("-", "such as 'physiotherapy'"),
        ("", "such as 'physiotherapy'"),
        ("../up", "Try 'up'."),
        ("core", "coachplan's own"),
        ("coachplan-pt", "Try 'pt'."),
        ("ot", "a plugin of this name is installed. Try 'my-ot'."),
    ],
)
def test_a_name_that_cannot_be_one_is_refused(tmp_path, name, words):
    """What is wrong with the name is said, with one that would do; nothing is written."""
    with pytest.raises(CoachplanError) as caught:
        new_plugin(name, tmp_path / "new", taken=["ot"])
    assert words in str(caught.value)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    """A second plugin of the name does not overwrite the first."""
    first = new_plugin("pt", tmp_path)
    (first / "README.md").write_text("mine", encoding="utf-8")
    with pytest.raises(CoachplanError, match="there already"):
        new_plugin("pt", tmp_path)
    assert "mine" == (first / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ['a "quote"', "two\nlines", "back\\slash", "$name"])
def test_a_title_that_would_break_a_file_is_refused(tmp_path, title):
    """A title stands in TOML, so it has no quotes, no backslash and one line."""
    with pytest.raises(CoachplanError, match="without quotes"):
        new_plugin("pt", tmp_path, title=title)
    assert [] == list(tmp_path.iterdir())


# -- what one call finds out


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        (
            'routines = ["play", "tidy-up"]',
            'routines = ["plai"]',
            "there is no routine kind 'plai'. Did you mean 'play'?",
        ),
        ('sources = ["physiotherapy/own"]\n\n  [[', 'sources = ["physiotherapy/owm"]\n\n  [[', "physiotherapy/own"),
        ("calm-days < 3", "calm-dais < 3", "calm-days"),
        ('say = "Three calm days first. Then the next step."', 'say = "Such a failure!"', "exclamation mark"),
        ('es = ["por favor llam*", "llámenme"]', "", "no words in 'es'"),
        ('urgency = "soon"', 'urgency = "sometime"', "sometime"),
        ('contract = ">=1,<2"', 'contract = ">=7,<8"', "Install a newer coachplan"),
        (
            "Ask once. Then",
            "Systematically facilitate individualised communicative opportunities. Then",
            "Flesch-Kincaid",
        ),
        ("holds = [", 'holds = ["pause", ', "cannot hold back 'pause'"),
    ],
)
def test_a_slip_in_a_new_plugin_is_found_in_one_call(made, written, instead, found):
    """Each slip that a first edit may make is named by the one call, with what would be right."""
    text = content(made).read_text(encoding="utf-8")
    assert written in text
    content(made).write_text(text.replace(written, instead, 1), encoding="utf-8")
    assert found in str(check_plugin("physiotherapy", examples=0))


def test_everything_that_is_wrong_is_told_together(made):
    """Two slips of content and one of a scenario are three findings of one report."""
    text = content(made).read_text(encoding="utf-8")
    text = text.replace('title = "Brings the practice box"', 'title = "Brings it! All of it"')
    text = text.replace('why = "It gives {child} time to start."', 'why = "It helps {kid} to start."', 1)
    content(made).write_text(text, encoding="utf-8")
    report = str(check_plugin("physiotherapy", examples=0))
    assert "exclamation mark" in report
    assert "{kid}" in report


def test_a_scenario_that_comes_out_otherwise_is_a_finding(made):
    """The file, the sentence of the scenario, and what came out instead are told."""
    file = made / "tests" / "scenarios" / "first.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"step-up"\nalerts', '"pause"\nalerts'), encoding="utf-8")
    report = str(check_plugin("physiotherapy", scenarios=file, examples=0))
    assert "first.toml: Three calm days that went well: the next small step.: Expected pause" in report


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('format = "coachplan-scenarios/1"\n[[scenario]]\nname = "x"\nfocuss = 1\n', "Did you mean 'focus'?"),
        ('format = "coachplan-scenarios/1"\nplugins = ["no_such_module"]\n[[scenario]]\nname = "x"\n', "no focus"),
        ("", "no scenario"),
    ],
)
def test_a_broken_scenario_file_is_a_finding(made, text, words):
    """A file of scenarios that cannot be read is told in the same report."""
    file = made / "tests" / "scenarios" / "first.toml"
    file.write_text(text, encoding="utf-8")
    assert words in str(check_plugin("physiotherapy", scenarios=file.parent, examples=0))


def test_a_folder_without_scenarios_is_a_finding(tmp_path):
    """Scenarios that were asked for and are not there would prove nothing."""
    assert "there is no scenario here" in str(check_plugin(toy, scenarios=tmp_path, examples=0))


def test_a_name_that_nobody_has_is_said(made):
    """A misspelt plugin is told with the nearest installed one."""
    assert "Did you mean 'physiotherapy'?" in str(check_plugin("physioterapy"))
    assert "Install it first" in str(check_plugin("no-such-discipline"))


def test_a_plugin_that_does_not_answer_is_a_finding():
    """A hook that hangs does not hang the check."""
    opened = threading.Event()

    class Hanging:
        name = "hanging"

        @hookimpl
        def coachplan_catalogue(self):
            opened.wait()

    try:
        assert "did not answer within 0.5 seconds" in str(check_plugin(Hanging(), seconds=0.5))
    finally:
        opened.set()


def measuring(measure):
    """The toy with a rule that asks a signal of its own."""
    rule = Rule("toy/r", "toy/mood >= 1", holds=["step-up"], say="We wait a bit.", sources=[OWN])
    signal = Signal("toy/mood", "how it feels", measure=measure)
    return Bringing("toy", merge([TOY, Catalogue(rules=[rule], signals=[signal])]))


@pytest.mark.whole
def test_a_reading_that_takes_too_long_is_a_finding(monkeypatch):
    """The work of a review is counted in calls, the same on every machine; too much of it is told with the case."""
    monkeypatch.setattr(conformance, "MOST_CALLS", 60_000)
    slow = measuring(lambda log: sum(abs(number) for number in range(100_000)))
    report = str(check_plugin(slow, examples=3))
    assert "a review took more than 60000 calls of functions. Seen with" in report
    assert "Nothing was found." == str(check_plugin(measuring(lambda log: 1), examples=3))


@pytest.mark.whole
def test_a_reading_without_an_end_is_given_up(monkeypatch):
    """A loop that never ends is found at the first made-up log, and does not hang the check."""
    monkeypatch.setattr(conformance, "_MOST_AT_FIRST", 2_000_000)

    def endless(_log):
        while True:
            abs(1)

    assert "a review took more than 2000000 calls" in str(check_plugin(measuring(endless), examples=3))


def test_calls_are_counted_the_same_each_time():
    """The same call makes the same number of calls, and none at all past the most."""
    made, calls = counted(lambda: [abs(number) for number in range(10)], 1000)
    assert list(range(10)) == made
    assert 10 <= calls <= 20
    assert (made, calls) == counted(lambda: [abs(number) for number in range(10)], 1000)
    with pytest.raises(TooMuchError, match="more than 5 calls"):
        counted(lambda: [abs(number) for number in range(10)], 5)
    assert sys.getprofile() is None


def test_a_catalogue_may_lean_on_others():
    """A clinic's own strategy for somebody else's skill is sound beside that plugin, and not without it."""
    shown = TOY.strategies["toy/show-first"]
    own = evolve(shown, id="clinic/show-first", skills=("toy/stack-blocks",))
    clinic = Catalogue(strategies=[own])
    assert "there is no skill 'toy/stack-blocks'" in str(check_catalogue(clinic))
    assert "Nothing was found." == str(check_catalogue(clinic, beside=ENGINE.catalogue))


# -- how plainly it reads


def shown_english(catalogue):
    return {
        key: words
        for key, words in catalogue.words.by_language["en"].items()
        if key not in catalogue.for_clinicians
    }


def test_the_core_reads_at_sixth_grade_or_below():
    """Flesch-Kincaid: all that the core says to a caregiver, and each text of ten words or more."""
    english = shown_english(core_catalogue())
    assert len(english) > 150
    assert MOST_GRADE == 6
    assert grade(*english.values()) <= MOST_GRADE
    hard = {key: (round(grade(words), 1), words) for key, words in english.items() if len(words.split()) >= 10}
    assert {} == {key: found for key, found in hard.items() if found[0] > MOST_GRADE}


def test_the_template_reads_at_sixth_grade_or_below(tmp_path):
    """A new plugin begins well below the limit, so that there is room for an edit."""
    folder = new_plugin("pt", tmp_path)
    english = shown_english(read_catalogue(folder / "src" / "coachplan_pt" / "catalogue"))
    assert grade(*english.values()) <= MOST_GRADE - 2


def test_the_template_stands_beside_the_code():
    """The files of the template are data of the package, and none of them is Python that could be run here."""
    root = Path(conformance.__file__).parents[2] / "cli" / "template"
    inside = [path for path in root.rglob("*") if path.is_file()]
    assert 6 == len(inside)
    assert {".txt"} == {path.suffix for path in inside}
