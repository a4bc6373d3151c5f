"""
What helps whoever types: examples that can be typed, names that the shell completes, numbers from the environment.
"""

from __future__ import annotations

import re
import shlex

import click
import pytest
from click.shell_completion import ShellComplete

from coachplan.cli.commands import coachplan

COMMANDS = coachplan.list_commands(click.Context(coachplan))


def command(name):
    return coachplan.get_command(click.Context(coachplan), name)


def examples(name):
    """The lines below "Example:" or "Examples:" in the help of a command."""
    below = re.split(r"\n\s*Examples?:\n", command(name).help)[1:]
    return [line.strip() for part in below for line in part.splitlines() if line.strip()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_that_can_be_typed(name):
    """Each is of this command, and has what it asks for."""
    assert examples(name)
    for line in examples(name):
        program, own, *words = shlex.split(line.partition(" < ")[0])
        assert ("coachplan", name) == (program, own)
        command(name).make_context(name, words)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is(name):
    """In a sentence."""
    said = [option.help for option in command(name).params if isinstance(option, click.Option)]

    assert [] == [words for words in said if not (words and words.strip().endswith((".", "]")))]


def test_the_shell_completes_commands_and_imports_none(monkeypatch):
    """By their names, each with what it is for; and options of the command that stands there."""
    monkeypatch.setattr("coachplan.cli.commands.resolve_name", None)
    shell = ShellComplete(coachplan, {}, "coachplan", "_COACHPLAN_COMPLETE")

    assert COMMANDS == [each.value for each in shell.get_completions([], "")]
    assert [("overview", "Who needs you first, and why.")] == [
        (each.value, each.help) for each in shell.get_completions([], "ov")
    ]
    assert ["--version"] == [each.value for each in shell.get_completions([], "--v")]


def test_the_shell_completes_options():
    """Of the command that was typed."""
    shell = ShellComplete(coachplan, {}, "coachplan", "_COACHPLAN_COMPLETE")

    assert ["--factual"] == [each.value for each in shell.get_completions(["brief", "sam"], "--fa")]


def completed(*words):
    """What the shell offers for the last of some words."""
    return [
        each.value for each in ShellComplete(coachplan, {}, "coachplan", "").get_completions([*words[:-1]], words[-1])
    ]


def test_the_shell_completes_words_of_a_few(monkeypatch):
    """Without an engine, which takes longer than a key may."""
    monkeypatch.setattr("coachplan.engine.Engine.__init__", None)

    assert ["mostly"] == completed("log", "sam", "--went", "mo")
    assert {"plan", "family", "review"} <= set(completed("schema", ""))
    assert ["sessions"] == completed("log", "sam", "--layout", "se")
    assert ["en", "es"] == completed("review", "sam", "--language", "")
    assert ["es"] == completed("start", "--language", "es")
    assert ["ot/pull-up-socks"] == completed("propose", "sam", "--skill", "ot/pull-up-s")
    assert ["ot/pull-up-socks"] == completed("backtest", "--skill", "ot/pull-up-s")
    assert ["dressing"] == completed("start", "sam", "--routine", "dress")
    assert ["feeding/breast"] == completed("start", "sam", "--routine", "feeding/b")


def test_the_shell_completes_what_the_folder_holds(begun, monkeypatch):
    """Plans, focuses and routines of the family that was typed, or of the one that one is in."""
    monkeypatch.setattr("coachplan.engine.Engine.__init__", None)

    assert ["ot-pull-up-socks-dressing"] == completed("why-not", "sam", "--focus", "")
    assert ["sam-ot-pull-up-socks-dressing-2026-03-02"] == completed("review", "sam", "--plan", "sam-")
    assert ["ot-pull-up-socks-dressing"] == completed("apply", "--by", "Alex", "sam", "--focus", "ot")
    assert ["dressing"] == completed("propose", "sam", "--routine", "")
    assert [] == completed("chart", "--focus", "")
    monkeypatch.chdir("sam")
    assert ["ot-pull-up-socks-dressing"] == completed("chart", "--focus", "")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"focuses": 3}', '{"focuses": [{"idd": 1}]}', "\xff{"])
def test_no_key_fails_by_what_stands_in_a_file(tmp_path, text):
    """Then nothing is offered."""
    for name in ("plan.json", "family.toml"):
        (tmp_path / name).write_text(text, encoding="latin-1")

    assert [] == completed("why-not", str(tmp_path), "--focus", "")
    assert [] == completed("review", str(tmp_path), "--plan", "")
    assert [] == completed("propose", str(tmp_path), "--routine", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_shell_is_told_how_to_complete(typed, monkeypatch, capsys, shell):
    """By the variable that click asks for."""
    monkeypatch.setenv("_COACHPLAN_COMPLETE", f"{shell}_source")
    with pytest.raises(SystemExit) as ended:
        typed()

    assert 0 == ended.value.code
    assert "_COACHPLAN_COMPLETE" in capsys.readouterr().out


def test_whom_to_call_may_stand_in_the_environment(begun, tmp_path, monkeypatch):
    """What is typed goes before it; the help names the variable."""
    assert "names nobody to call" in begun("handout", "sam", "--on", "2026-03-02")[2]
    monkeypatch.setenv("COACHPLAN_EMERGENCY", "112")
    monkeypatch.setenv("COACHPLAN_CALL", "the clinic, 555 0100")

    told = begun("handout", "sam", "--on", "2026-03-02")[2]
    page = (tmp_path / "sam" / "handout.html").read_text(encoding="utf-8")
    typed = begun("handout", "sam", "--on", "2026-03-02", "--call", "Dana, 555 0199", "--to", "-")[1]

    assert "nobody" not in told
    assert ["112" in page, "555 0100" in page] == [True, True]
    assert ["112" in typed, "555 0100" in typed, "555 0199" in typed] == [True, False, True]
    assert "COACHPLAN_EMERGENCY" in begun("handout", "--help")[1]


def test_nothing_else_is_taken_from_the_environment(begun, tmp_path, monkeypatch):
    """Not that a deletion was confirmed, who decides, or as whom: only what is one for every family of a practice."""
    for name in ("YES", "ERASE_YES", "BY", "ROLE", "APPLY_BY", "APPLY_ROLE", "ON", "LANGUAGE", "LOG_HARD"):
        monkeypatch.setenv(f"COACHPLAN_{name}", "1")

    assert 2 == begun("apply", "sam")[0]
    assert 0 == begun("review", "sam", "--on", "2026-03-02")[0]
    asked = {option.envvar for name in COMMANDS for option in command(name).params if option.envvar}
    of_a_practice = {"COACHPLAN_EMERGENCY", "COACHPLAN_CALL", "COACHPLAN_SAFEGUARDING", "COACHPLAN_FITTED"}
    assert of_a_practice == asked
