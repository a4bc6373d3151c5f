"""
The commands of the tutorials, typed as they stand there: a page's in order, in a folder of its own.

What is asked is answered as the page answers. A line of three dots stands for what the page leaves out. Files that a
page shows are written where it says. What stands in no console block (pip, a browser) is not run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coachplan.cli.commands import coachplan

TUTORIALS = Path(__file__).resolve().parents[1] / "docs" / "tutorial"
PAGES = [TUTORIALS / "first-plan.md", TUTORIALS / "first-plugin.md"]
#: The second runs the tests of a new plugin, in a process of its own.
RUN = [
    pytest.param(page, id=page.name, marks=marks) for page, marks in zip(PAGES, ([], [pytest.mark.whole]), strict=True)
]
_BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
#: What a page tells to type into a file, which its first line names.
_FILE = re.compile(r"# (?:in |at the end of )?(\S+\.toml)\n")
#: A question that a command asked, and what the page answers.
_ANSWER = re.compile(r"^(?:.*\?(?: \[\w+\])?|Routine): (.*)$", re.MULTILINE)


def blocks(page):
    """Each block of commands, or file, of a page, with what the page shows below it."""
    return [match.groups() for match in _BLOCK.finditer(page.read_text(encoding="utf-8"))]


def typed(line, shown=""):
    """What a command prints, both ways, on any system, and how it ended."""
    if line.startswith("pytest "):
        return pytest_says(shlex.split(line)[1:])
    answers = "".join(f"{each}\n" for each in _ANSWER.findall(shown))
    # A command that ends with a code of its own returns it; an error of ours comes out, and fails the test.
    ran = CliRunner(echo_stdin=True).invoke(
        coachplan, shlex.split(line)[1:], input=answers, standalone_mode=False, catch_exceptions=False
    )
    return ran.output.replace("\\", "/"), ran.return_value if isinstance(ran.return_value, int) else ran.exit_code


def pytest_says(words):
    """What the plugin's own tests print, with the plugin there as if it were installed."""
    [source] = Path().glob("coachplan-*/src")
    [package] = [each for each in source.iterdir() if not each.suffix]
    said = source / f"{package.name}-0.1.0.dist-info"
    if not said.is_dir():
        said.mkdir()
        name = package.name.removeprefix("coachplan_")
        (said / "METADATA").write_text(f"Metadata-Version: 2.1\nName: coachplan-{name}\nVersion: 0.1.0\n", "utf-8")
        (said / "entry_points.txt").write_text(f"[coachplan]\n{name} = {package.name}\n", "utf-8")
    found = os.pathsep.join([str(source.resolve()), *filter(None, [os.environ.get("PYTHONPATH")])])
    asked = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": found})
    return ran.stdout + ran.stderr, ran.returncode


def alike(printed, shown):
    """What was printed is what is shown, however its lines are broken."""
    parts = [re.escape(" ".join(part.split())) for part in re.split(r"^\.\.\.$", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"\s*.*?\s*".join(parts), " ".join(printed.split())) is not None


def done(page):
    """Do what a page says, block by block; give what each printed beside what the page shows."""
    for kind, body, shown in blocks(page):
        if kind == "toml":
            named = _FILE.match(body)
            if named:
                file = Path(named[1])
                text = body[named.end() :]
                text = f"{file.read_text(encoding='utf-8')}\n{text}" if body.startswith("# at the end") else text
                file.write_text(text, encoding="utf-8")
            continue
        lines = [line.partition("  #")[0] for line in body.splitlines() if line.startswith(("coachplan ", "pytest "))]
        told = [typed(line, shown or "") for line in lines]
        yield body, "".join(words for words, _ in told), shown, [code for _, code in told]


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("page", RUN)
def test_a_tutorial_is_true(page, tmp_path, monkeypatch):
    """Each command prints what the page shows below it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for body, printed, shown, codes in done(page):
        assert set(codes) <= {0, 1, 3}, body
        if shown is not None:
            assert alike(printed, shown), f"{body}\n{printed}"


def test_every_tutorial_of_the_command_line_has_commands():
    """A page that shows none, or whose blocks are called otherwise, would pass unseen."""
    assert [True, True] == [sum(kind == "console" for kind, _, _ in blocks(page)) >= 3 for page in PAGES]
