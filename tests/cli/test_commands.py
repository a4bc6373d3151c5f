"""
The command line: what each command prints, how it ends, and where a mistake in a file is shown.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from coachplan import cli
from coachplan.base.errors import Finding
from coachplan.cli import commands
from coachplan.cli.commands import coachplan
from coachplan.cli.lint import look
from coachplan.cli.locate import locate
from coachplan.cli.new_plugin import new_plugin
from coachplan.engine import Engine
from coachplan.testing.builders import ENGINE
from coachplan.testing.toy import toy

CORE = Path(cli.__file__).parents[1] / "content"


def run(*arguments):
    return CliRunner().invoke(coachplan, [str(each) for each in arguments])


@pytest.fixture
def installed(monkeypatch):
    """What is found as installed: by default only the toy."""

    def install(*points):
        monkeypatch.setattr("coachplan.plugins.loading.entry_points", lambda group: list(points))

    install(EntryPoint("toy", "coachplan.testing.toy:toy", "coachplan"))
    return install


# -- the door


def test_help_lists_the_commands():
    """Each command is shown with one line that says what it is for."""
    shown = run("--help")
    assert 0 == shown.exit_code
    for words in ("plugins", "check", "new-plugin", "Show each plugin, and why one does not work."):
        assert words in shown.output


def test_help_loads_nothing_heavy():
    """Asking for help imports no engine, no plugin and no simulation, so it is quick."""
    script = (
        "import sys; from coachplan.cli import main; sys.argv = ['coachplan', '--help']\n"
        "try: main()\nexcept SystemExit as end: assert end.code == 0\n"
        "heavy = {'hypothesis', 'pytest', 'syllapy', 'coachplan.testing', 'coachplan.simulation'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "loaded: []" in done.stdout


def test_without_click_one_sentence_says_what_to_install(monkeypatch, capsys):
    """The command line is an extra; whoever lacks it is told its name, and sees no traceback."""
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert 2 == ended.value.code
    assert 'pip install "coachplan[cli]"' in capsys.readouterr().err


def test_a_command_from_elsewhere_is_imported_when_it_is_called(monkeypatch):
    """Where its file is there, such a command is listed and runs; where it is not, nothing fails."""

    @click.command()
    def pretend():
        click.echo("ran")

    monkeypatch.setattr(commands, "PRETEND", pretend, raising=False)
    monkeypatch.setattr(
        commands,
        "_ELSEWHERE",
        {
            "there": ("cli/commands.py", "coachplan.cli.commands:PRETEND", "It is there."),
            "gone": ("no/such/file.py", "coachplan.no.such:thing", "It is not."),
        },
    )
    shown = run("--help").output
    assert "It is there." in shown
    assert "gone" not in shown
    assert "ran\n" == run("there").output
    assert 2 == run("gone").exit_code


def test_every_command_of_the_help_can_be_called():
    """A command that is listed is there: each says how it is used, the ones from elsewhere too."""
    names = coachplan.list_commands(click.Context(coachplan))
    assert {"check", "new-plugin", "plugins"} <= set(names)
    for name in names:
        shown = run(name, "--help")
        assert 0 == shown.exit_code, (name, shown.output)
        assert "Usage:" in shown.output


# -- plugins


def test_plugins_shows_each_with_what_it_brings_and_why(installed):
    """A loaded one is counted, a failed one explained with its hint; a block list can be tried out."""
    installed(
        EntryPoint("broken", "coachplan_no_such_module", "coachplan"),
        EntryPoint("toy", "coachplan.testing.toy:toy", "coachplan"),
    )
    shown = run("plugins")
    assert 0 == shown.exit_code
    lines = shown.output.splitlines()
    assert "contract 1" in lines[0]
    assert ["plugin", "version", "status", "brings"] == lines[1].split()
    assert lines[3].endswith("2 skills, 3 strategies, 1 flag")
    assert "broken (failed):" in lines
    assert "No module named 'coachplan_no_such_module'. Mend broken" in shown.output
    blocked = run("plugins", "--block", "toy", "--block", "tuy").output
    assert "Its red flags stay in force. Take it off the block list" in blocked
    assert "Did you mean 'toy'?" in blocked


def test_plugins_as_json(installed, tmp_path):
    """The same for a program: status, reasons, namespaces and counts; a clinic's folder is one of them."""
    told = json.loads(run("plugins", "--json", "--content", tmp_path / "none").output)
    assert 1 == told["contract"]
    by_name = {each["name"]: each for each in told["plugins"]}
    assert {"skills": 2, "strategies": 3, "flags": 1} == by_name["toy"]["brings"]
    assert ["toy"] == by_name["toy"]["namespaces"]
    assert ("failed", True) == (by_name["none"]["status"], "no such folder" in by_name["none"]["why"])


def test_no_plugin_at_all_says_how_to_get_one(installed):
    """An empty list is no dead end."""
    installed()
    assert "coachplan new-plugin NAME" in run("plugins").output


# -- a new plugin


def test_new_plugin_writes_it_and_says_what_next(installed, tmp_path):
    """Three lines follow: install it, edit it, try it; and it is well from the start."""
    shown = run("new-plugin", "early-years", "--to", tmp_path)
    assert 0 == shown.exit_code
    assert 4 == len(shown.output.splitlines())
    assert (tmp_path / "coachplan-early-years" / "src" / "coachplan_early_years" / "catalogue").is_dir()
    assert str(Path("src") / "coachplan_early_years" / "catalogue") in shown.output
    assert "All well: 3 files.\n" == run("check", tmp_path).output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["toy"], "Try 'my-toy'"),
        (["Früh"], "Try 'fruh'"),
        (["core"], "coachplan's own"),
        (["x", "--title", 'a"b'], "quotes"),
    ],
)
def test_new_plugin_refuses_in_one_sentence(installed, tmp_path, arguments, words):
    """A name that is taken or cannot be one ends the command, with a name that would do; nothing is written."""
    shown = run("new-plugin", *arguments, "--to", tmp_path)
    assert 1 == shown.exit_code
    assert words in shown.output
    assert [] == list(tmp_path.iterdir())


# -- check


@pytest.fixture
def started(installed, tmp_path):
    """The content and the scenarios of a new plugin, ready to be broken."""
    folder = new_plugin("pt", tmp_path)
    inside = folder / "src" / "coachplan_pt" / "catalogue"
    return inside / "content.toml", inside / "es.toml", folder / "tests" / "scenarios" / "first.toml"


def breaking(file, written, instead):
    """Change a text in a file, and return the line it stood in."""
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, instead, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(written)) + 1


@pytest.mark.parametrize(
    ("file", "written", "instead", "words"),
    [
        (
            0,
            "ages = [24, 96]",
            "agse = [24, 96]",
            "pt/bring-the-box: agse: there is no such field; Did you mean 'ages'?",
        ),
        (0, 'support = "model"', 'support = "modle"', "pt/bring-the-box: step 2, support: found 'modle'"),
        (0, 'measure = "tries"', 'measure = "trys"', "pt/bring-the-box: measure: found 'trys'"),
        (0, 'when = "calm-days < 3"', 'when = "calm-days <"', "pt/calm-days-first: when:"),
        (0, 'urgency = "soon"', 'urgency = "later"', "pt/please-call: urgency: found 'later'"),
        (0, "[[strategy]]", "[[stratgy]]", "stratgy: there is no such table; Did you mean 'strategy'?"),
        (0, 'grade = "OWN" ', 'grade = "OWN', "this is not TOML at line 12"),
        (
            0,
            'format = "coachplan-content/1"',
            'format = "coachplan-content/2"',
            "format: 'coachplan-content/2' was made",
        ),
        (0, 'contract = ">=1,<2"', 'contract = ">=2,<3"', "contract: it was made for contract >=2,<3"),
        (1, 'say = "Por favor', 'sya = "Por favor', "pt/please-call: sya: there is no such text to translate"),
        (1, '["pt/calm-days-first"]', '["pt/calm-days"]', "pt/calm-days: there is no such item in this folder"),
        (2, "successes = 5, worked", "succeses = 5, worked", "log 3.succeses: there is no such field"),
        (2, 'step = "step-up"', 'step = "stepup"', "expect, step: 'stepup' is not known here; Did you mean 'step-up'?"),
        (2, 'alerts = ["soon"]', 'alert = ["soon"]', "there is no key 'alert' here; Did you mean 'alerts'?"),
    ],
)
def test_a_mistake_is_shown_with_its_line(started, file, written, instead, words):
    """File, line, item, what was found and what would be right: for content, translations and scenarios."""
    line = breaking(started[file], written, instead)
    shown = run("check", *started)
    assert 1 == shown.exit_code
    found = [each for each in shown.output.splitlines() if words in each]
    assert found, shown.output
    exact = not words.startswith(("expect", "there is no key"))
    place, at, _ = found[0].removeprefix(str(started[file])).split(":", 2)
    assert "" == place
    assert not exact or line == int(at), found


def test_a_misspelt_id_in_a_scenario_is_shown(started):
    """A skill that no plugin and no folder of the same call brings is named, with the nearest."""
    breaking(started[2], 'skill = "pt/bring-the-box"', 'skill = "pt/bring-the-bocks"')
    shown = run("check", *started)
    assert "there is no skill 'pt/bring-the-bocks'; Did you mean 'pt/bring-the-box'?" in shown.output


def test_an_id_that_nobody_brings_says_what_to_add(started):
    """A scenario alone, of a plugin that is not installed, says so, and not which ids of others are like it."""
    shown = run("check", started[2])
    assert "there is no skill 'pt/bring-the-box'; Nothing here brings pt/: install its plugin" in shown.output
    assert "toy/" not in shown.output


def test_a_folder_that_cannot_be_read_is_told_once(started):
    """What its scenarios name is not told as missing, too: that follows from the one mistake."""
    breaking(started[0], 'urgency = "soon"', 'urgency = "later"')
    assert 1 == len([line for line in run("check", *started).output.splitlines() if ".toml:" in line])


def test_words_are_weighed_too(started):
    """A sentence that is unkind, hard or not translated is shown in the line where it stands."""
    line = breaking(started[0], 'why = "It gives {child} time to start."', 'why = "{child} failed!"')
    found = [each for each in run("check", *started).output.splitlines() if f"content.toml:{line}:" in each]
    assert any("exclamation mark" in each for each in found)
    assert any("'failed' judges" in each for each in found)


def test_one_file_is_read_with_its_folder(started):
    """A translation alone is checked against its English; what is wrong beside it is not told."""
    breaking(started[0], 'urgency = "soon"', 'urgency = "later"')
    breaking(started[1], 'say = "Por favor', 'sya = "Por favor')
    shown = run("check", started[1]).output
    assert "sya" in shown
    assert "later" not in shown


def test_everything_wrong_is_told_at_once(started):
    """Three mistakes in three files are three lines, in the order of the files."""
    breaking(started[0], 'urgency = "soon"', 'urgency = "later"')
    breaking(started[1], 'say = "Por favor', 'sya = "Por favor')
    breaking(started[2], 'approval = "everything"', 'approval = "all"')
    shown = run("check", started[0].parents[3])
    told = [line for line in shown.output.splitlines() if ".toml:" in line]
    assert 3 == len(told)
    assert "3 things to mend in 3 files." in shown.output


def test_what_is_not_there_is_a_finding(installed, tmp_path):
    """A file that is missing, and a folder with nothing of ours in it, must not look as if all were well."""
    (tmp_path / "other.toml").write_text("x = 1\n", encoding="utf-8")
    for path, words in (
        (tmp_path / "none.toml", "there is no such file or folder"),
        (tmp_path, "no file of ours is in it"),
        (tmp_path / "other.toml", "format: this is missing"),
    ):
        shown = run("check", path)
        assert 1 == shown.exit_code
        assert words in shown.output


def test_bytes_that_are_no_text_are_told(started):
    """A file saved in another encoding is told with its line."""
    started[0].write_bytes(started[0].read_bytes().replace("llámenme".encode(), "llámenme".encode("cp1252")))
    shown = run("check", started[0])
    assert 1 == shown.exit_code
    assert "is not UTF-8" in shown.output


def test_two_folders_with_one_id_are_told(started, tmp_path):
    """The same id in two folders of one call is a mistake, and named."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in started[:2]:
        (copy / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    assert "this id is used twice" in run("check", started[0].parent, copy).output


def test_without_syllapy_the_rest_is_checked(started, monkeypatch):
    """Form and references need no extra; that the words were not checked is said."""
    monkeypatch.setattr("coachplan.cli.lint.find_spec", lambda name: None)
    assert not look([started[0].parent]).words
    shown = run("check", *started)
    assert 0 == shown.exit_code
    assert 'pip install "coachplan[testing]"' in shown.output


def test_the_cores_own_content_is_well():
    """What the core brings passes the same check, while it is loaded itself."""
    looked = look([CORE], engine=ENGINE)
    assert () == looked.findings
    assert len(list(CORE.glob("*.toml"))) == looked.files


# -- what the engine would refuse

_HEAD = 'format = "coachplan-content/1"\n'
_LANGUAGE = _HEAD + 'language = "{}"\ntranslates = ["core"]\n'
_CORE_RULE = (
    _HEAD
    + """[[source]]
id = "core/mine"
citation = "Ours."
grade = "OWN"
[[rule]]
id = "core/always-up"
when = "days > 0"
then = "step-up"
say = "Go on."
about = "safety"
sources = ["core/mine"]
"""
)


@pytest.mark.parametrize(
    ("folder", "text", "words"),
    [
        ("clinic", _LANGUAGE.format("en") + '["core/seizure"]\nwords = ["! seizure"]\n', "takes words out"),
        ("clinic", _LANGUAGE.format("fr") + '["core/seizure"]\nwords = ["! crise"]\n', "takes words out"),
        ("clinic", _LANGUAGE.format("en-GB") + '[text]\n"core/alert.now" = "Hush."\n', "has words of its own"),
        ("clinic", _LANGUAGE.format("pt") + '[text]\n"core/alert.now" = "Ligue {emergency:d}."\n', "is no value"),
        ("clinic", _LANGUAGE.format("pt") + '[text]\n"core/alert.now" = "Calma."\n', "{emergency} is left out"),
        ("clinic", _CORE_RULE, "the namespace of coachplan itself"),
        ("core", _CORE_RULE, "only coachplan's own content is called 'core'"),
        ("Core", _HEAD + '[[tag]]\nid = "clinic/x"\ntitle = "x"\n', "only coachplan's own content is called 'core'"),
        ("clinic", _HEAD + f'[[tag]]\nid = "clinic/x"\ntitle = "{"x" * 20_000}"\n', "Write no more than 10000"),
        ("clinic", _HEAD + '[[parameter]]\nid = "clinic/x"\nvalue = 0\nlow = 1\nhigh = 2\nwhat = "x"\n', "from 1 to 2"),
    ],
)  # fmt: skip
def test_check_finds_what_the_engine_refuses(installed, tmp_path, folder, text, words):
    """A folder that the engine would not use is not well: the same sentence stands beside its file."""
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "x.toml").write_text(text, encoding="utf-8")
    made = Engine(plugins=[toy], content=[tmp_path / folder])
    assert "failed" == next(each.status for each in made.plugins if each.name == folder)
    shown = run("check", tmp_path / folder)
    assert 1 == shown.exit_code
    assert words in shown.output
    assert "x.toml:" in shown.output


def test_check_finds_two_packs_that_say_the_same(installed, tmp_path):
    """Two folders with other words for one text of somebody else are told apart, by name."""
    for name, words in (("aa", "Vamos conversar."), ("bb", "Siga.")):
        (tmp_path / name).mkdir()
        text = _LANGUAGE.format("pt") + f'[text]\n"core/do.clarify" = "{words}"\n'
        (tmp_path / name / "x.toml").write_text(text, encoding="utf-8")
    shown = run("check", tmp_path)
    assert 1 == shown.exit_code
    assert "brings words for this in 'pt', too" in shown.output


# -- lines

CONTENT = """format = "coachplan-content/1"
[[skill]]
id = "a/one"
title = "One"
[[skill.step]]
title = "First"
[[skill.step]]
title = "Second"
look_for = "It is there."
[[flag]]
id = "a/two"
[flag.words]
en = ["x"]
es = ["y"]
[text]
"a/three#say" = "Three."
[[strategy]]
id = "a/four"
sources = ["a/s"]
[[strategy.use]]
skills = ["a/one"]
[[strategy.use]]
skills = ["a/five"]
sources = ["a/t"]
"""
SPANISH = """format = "coachplan-content/1"
language = "es"
["a/one"]
title = "Uno"
steps = [
  { title = "Primero" },
  { title = "Segundo", look_for = "Está." },
]
"""


@pytest.mark.parametrize(
    ("item", "language", "line"),
    [
        ("a/one", "en", 3),
        ("a/one: title", "en", 4),
        ("a/one: step 2, look_for", "en", 9),
        ("a/one, step 2", "en", 7),
        ("a/one#steps.2.look_for (en)", "en", 9),
        ("a/one#steps.2.look_for (es)", "es", 7),
        ("a/one#title (es)", "es", 4),
        ("a/two: words.es, number 1", "en", 14),
        ("a/two", "en", 11),
        ("skill 'One'", "en", 4),
        ("a/three#say (en)", "en", 16),
        ("a/four: use 2, sources", "en", 24),
        ("language", "es", 2),
        ("nowhere", "en", 1),
    ],
)
def test_a_place_has_a_line(item, language, line):
    """An item, a step, a field or a text of an item is found in the file and line where it is written."""
    texts = {"en": CONTENT, "es": SPANISH}
    where = language if item == "language" else ""
    assert (language, line) == locate(Finding(what="x", where=where, item=item), texts)


def test_the_package_runs_by_its_name():
    """`python -m coachplan.cli` is the same command line."""
    ran = subprocess.run(
        [sys.executable, "-m", "coachplan.cli", "--help"], capture_output=True, text=True, check=False, timeout=120
    )
    assert 0 == ran.returncode
    assert "check" in ran.stdout
