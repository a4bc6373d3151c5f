"""
The README: how it begins, and where its links lead. Its samples run in `test_samples.py`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Links are absolute, so that they lead somewhere from a package index too; this is how those into our own tree begin.
HOME = "https://github.com/coachplan/coachplan"
_LINK = re.compile(r"(?:\]\(|^\[[^]]+\]: )(?!#)([^)#\s]+)", re.MULTILINE)
_INSIDE = re.compile(rf"{re.escape(HOME)}/(blob|tree)/main/(.+)")


def test_the_first_example_is_short():
    """A newcomer sees the whole loop in about twenty lines."""
    code = _BLOCK.search(README.read_text(encoding="utf-8"))[1]

    assert len([line for line in code.splitlines() if line.strip()]) <= 24


def links():
    return sorted(set(_LINK.findall(README.read_text(encoding="utf-8"))))


def test_every_link_is_whole():
    """A package index shows the README without the files beside it, so no link counts on them."""
    assert [] == [link for link in links() if not link.startswith("https://")]


@pytest.mark.parametrize("link", [link for link in links() if link.startswith(HOME)])
def test_a_link_leads_somewhere(link):
    """Every file and folder of ours that the README points to is there, and is what the link takes it for."""
    kind, target = _INSIDE.fullmatch(link).groups()
    if not (README.parent / "src").is_dir() and not target.startswith(("docs/", "examples", "tests/")):
        target = "README.md"  # away from the source tree only these folders come along

    assert (README.parent / target).is_dir() == (kind == "tree")
    assert (README.parent / target).exists()


def test_every_link_by_name_has_its_address():
    """`[words][name]` needs a line `[name]: ...`, and each such line is used."""
    text = README.read_text(encoding="utf-8")

    assert set(re.findall(r"\]\[([^]]+)\]", text)) == set(re.findall(r"^\[([^]]+)\]: ", text, re.MULTILINE))
