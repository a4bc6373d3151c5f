"""
What commands print as JSON, held against the table in docs/reference/api/command-line.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from coachplan.caseload import Case, write_cases
from coachplan.cli.commands import coachplan
from coachplan.documents.codec import from_dict
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.why_not import WhyNot
from coachplan.testing.builders import OPEN, day, of_five

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api" / "command-line.md"
ON = ("--on", "2026-03-05")
TYPED = {
    "propose": ("propose", "sam", *ON),
    "log": ("log", "sam", "--tries", "5", "--successes", "5", *ON),
    "review": ("review", "sam", "--audit", "trail.jsonl", *ON),
    "audit": ("audit", "trail.jsonl"),
    "why-not": ("why-not", "sam", "step-up", *ON),
    "handout": ("handout", "sam", *ON),
    "log-sheet": ("log-sheet", "sam", *ON),
    "cues": ("cues", "sam", *ON),
    "brief": ("brief", "sam", *ON),
    "chart": ("chart", "sam", *ON),
    "overview": ("overview", "sam", *ON),
    "start": (
        "start",
        "ana",
        "--child",
        "Ana",
        "--age",
        "30",
        "--caregiver",
        "Eva",
        "--language",
        "es",
        "--routine",
        "play",
    ),
    "export": ("export", "sam", "sam.zip"),
    "check": ("check", "sam"),
    "new-plugin": ("new-plugin", "physiotherapy"),
    "schema": ("schema", "--to", "schemas"),
    "cache": ("cache", "--folder", "kept"),
    "plugins": ("plugins",),
    "caseload": ("caseload", "cases.jsonl", "--to", "reviews.jsonl", "--workers", "1", *ON),
    "fit": ("fit", "cases.jsonl", "--workers", "1", *ON),
    "backtest": ("backtest", "--families", "1", "--weeks", "1", "--cohort", "steady", "--policy", "never"),
    "decline": ("decline", "sam", "--by", "Alex", *ON),
    "erase": ("erase", "sam", "--yes"),
}
KINDS = {"start": Family, "review": Review, "why-not": WhyNot, "decline": Plan}


def documented():
    """The keys that the page promises, by command."""
    rows = re.findall(r"^\| (`.+?) \| .+ \| (`.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        name: set(re.findall(r"`(\w+)`", keys)) for names, keys in rows for name in re.findall(r"`([a-z-]+)`", names)
    }


def test_what_a_command_prints_is_as_documented(begun, tmp_path):
    """The keys that are promised are there; a document of ours is read back."""
    write_cases([Case(OPEN, of_five(3, 4), on=day(4))], tmp_path / "cases.jsonl")
    promised = documented()

    assert set(TYPED) == set(promised) - {"approve", "apply", "clear", "answer"}
    for name, words in TYPED.items():
        code, said, _ = begun(*words, "--json")
        printed = json.loads(said)
        one = printed[0] if isinstance(printed, list) else printed
        assert (name, 0, set()) == (name, code, promised[name] - set(one))
        if name in KINDS:
            assert from_dict(KINDS[name], printed)


def test_a_calendar_as_json_is_jcal(begun):
    """The same events, in the JSON that calendars have (RFC 7265)."""
    at = ("--at", "dressing=07:40", "--zone", "America/New_York", *ON)
    code, said, _ = begun("calendar", "sam", *at, "--json")
    kind, _, inside = json.loads(said)

    assert (0, "vcalendar") == (code, kind)
    assert begun("calendar", "sam", *at)[1].count("BEGIN:VEVENT") == sum(1 for each in inside if each[0] == "vevent")


def test_what_start_asks_is_no_part_of_what_it_prints(typed, monkeypatch):
    """The questions go the second way, so that the first holds one document."""
    answers = iter(["Sam", "48", "Alex", "en", "dressing"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    code, said, asked = typed("start", "sam", "--json")

    assert (0, "Sam") == (code, from_dict(Family, json.loads(said)).child.name)
    assert "Which routine matters most" in asked


def test_every_command_takes_json():
    """No command that a script could call is left without."""
    context = click.Context(coachplan)

    for name in coachplan.list_commands(context):
        command = coachplan.get_command(context, name)
        for each in command.commands.values() if isinstance(command, click.Group) else [command]:
            assert "as_json" in {param.name for param in each.params}, (name, each.name)
