"""
What commands print as JSON, held against the table in docs/reference/api/command-line.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from coachplan.documents.codec import from_dict
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.why_not import WhyNot

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api" / "command-line.md"
ON = ("--on", "2026-03-05")
TYPED = {
    "propose": ("propose", "sam", *ON),
    "log": ("log", "sam", "--tries", "5", "--successes", "5", *ON),
    "review": ("review", "sam", *ON),
    "why-not": ("why-not", "sam", "step-up", *ON),
    "handout": ("handout", "sam", *ON),
    "log-sheet": ("log-sheet", "sam", *ON),
    "cues": ("cues", "sam", *ON),
    "brief": ("brief", "sam", *ON),
    "chart": ("chart", "sam", *ON),
    "overview": ("overview", "sam", *ON),
    "plugins": ("plugins",),
    "backtest": ("backtest", "--families", "1", "--weeks", "1", "--cohort", "steady", "--policy", "never"),
    "decline": ("decline", "sam", "--by", "Alex", *ON),
}
KINDS = {"review": Review, "why-not": WhyNot, "decline": Plan}


def documented():
    """The keys that the page promises, by command."""
    rows = re.findall(r"^\| (`.+?) \| .+ \| (`.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        name: set(re.findall(r"`(\w+)`", keys)) for names, keys in rows for name in re.findall(r"`([a-z-]+)`", names)
    }


def test_what_a_command_prints_is_as_documented(begun):
    """The keys that are promised are there; a document of ours is read back."""
    promised = documented()

    assert set(TYPED) == set(promised) - {"approve", "apply", "clear", "answer"}
    for name, words in TYPED.items():
        code, said, _ = begun(*words, "--json")
        printed = json.loads(said)
        one = printed[0] if isinstance(printed, list) else printed
        assert (name, 0, set()) == (name, code, promised[name] - set(one))
        if name in KINDS:
            assert from_dict(KINDS[name], printed)
