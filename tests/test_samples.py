"""
Every python sample of README.md and docs/, run as it stands there: a page's blocks in order, in a folder of its own.

What a page takes for granted (an engine, a plan, a file that somebody brought) is prepared below, by page. None is left
out in silence.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from coachplan import Approval, Caregiver, Child, Entry, Family, Routine
from coachplan.cli.new_plugin import new_plugin
from coachplan.documents.logs import write_log
from coachplan.testing.builders import installed

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\s*^```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
#: Whatever a page shows as Python, however it marks it.
_SHOWN = re.compile(r"^[ >]*(?:`{3,}|~{3,}) *\{?(?:code-block\} *)?(?:py|pycon|python3?|doctest)\b", re.MULTILINE)


def blocks(page):
    """Each sample of a page, with what the text block right below it shows, or None."""
    return [match.groups() for match in _BLOCK.finditer(page.read_text(encoding="utf-8"))]


def short(page):
    return page.relative_to(ROOT).as_posix()


# -- what a page takes for granted


def saved_plan(_monkeypatch):
    """The page goes on where another has made `stored` and `write`."""
    names = {}
    for code, _ in blocks(ROOT / "docs" / "how-to" / "save.md")[:2]:
        exec(compile(code, "save.md", "exec"), names)
    return names


@cache
def in_hand():
    """An engine, a family, its plan, a log and a review of them: what a reader has who looks something up."""
    engine, monday = installed(), date(2026, 3, 2)
    family = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("mornings", "dressing", minutes=10)], id="sam")
    plan = engine.propose(family, on=monday, skill="ot/pull-up-socks")[0].plan
    plan = engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=monday), role="clinician")
    today = monday + timedelta(days=3)
    days = [monday + timedelta(days=n) for n in range(1, 4)]
    log = [Entry(f"e{day:%d}", day, focus=plan.focuses[0].id, tries=5, successes=5) for day in days]
    review = engine.review(plan, log, on=today)
    return {
        "engine": engine, "family": family, "plan": plan, "log": log, "today": today, "review": review,
        "suggestion": review.next_steps[0],
    }  # fmt: skip


def documents(_monkeypatch):
    """And two files that somebody brought."""
    write_log(in_hand()["log"], "march.csv")
    diary = "child_id,start,end,goal,milestone\n1,2026-03-04,2026-03-04,ot-pull-up-socks-mornings,pulled one up\n"
    Path("diary.csv").write_text(diary, encoding="utf-8")
    return in_hand()


def in_the_middle(_monkeypatch):
    return in_hand()


def a_language(_monkeypatch):
    Path("portuguese").mkdir()
    words = 'format = "coachplan-content/1"\nlanguage = "pt"\ntranslates = ["core"]\n[text]\n"core/bye" = "Tchau."\n'
    Path("portuguese/sentences.toml").write_text(words, encoding="utf-8")
    return {}


def scenarios(_monkeypatch):
    there = ROOT / "plugins" / "coachplan-ot" / "tests" / "scenarios"
    shutil.copytree(there, "tests/scenarios")
    return {"__file__": str(Path("tests/test_here.py").absolute())}


def a_plugin(monkeypatch):
    """The package that `coachplan new-plugin` makes, as if it were installed."""
    made = new_plugin("physiotherapy", Path())
    shutil.copytree(made / "tests", "tests")
    said = made / "src" / "coachplan_physiotherapy-0.1.0.dist-info"
    said.mkdir()
    (said / "METADATA").write_text("Metadata-Version: 2.1\nName: coachplan-physiotherapy\nVersion: 0.1.0\n", "utf-8")
    (said / "entry_points.txt").write_text("[coachplan]\nphysiotherapy = coachplan_physiotherapy\n", "utf-8")
    monkeypatch.setitem(sys.modules, "coachplan_physiotherapy", None)  # what is imported here is forgotten afterwards
    del sys.modules["coachplan_physiotherapy"]
    monkeypatch.syspath_prepend(str((made / "src").absolute()))
    return {}


PREPARED = {
    "docs/how-to/calendar.md": in_the_middle,
    "docs/how-to/chart.md": in_the_middle,
    "docs/how-to/embed.md": saved_plan,
    "docs/how-to/health-record.md": in_the_middle,
    "docs/how-to/new-language.md": a_language,
    "docs/how-to/new-plugin.md": a_plugin,
    "docs/how-to/papers.md": in_the_middle,
    "docs/how-to/scenarios.md": scenarios,
    "docs/how-to/without-names.md": in_the_middle,
    "docs/reference/api/caseload.md": in_the_middle,
    "docs/reference/api/codec.md": in_the_middle,
    "docs/reference/api/engine.md": in_the_middle,
    "docs/reference/api/interchange.md": in_the_middle,
    "docs/reference/api/logs.md": in_the_middle,
    "docs/reference/api/papers.md": in_the_middle,
    "docs/reference/documents.md": documents,
    "docs/reference/errors.md": in_the_middle,
}


#: What looks through a whole discipline, as the kit does, or keeps an engine and reads it back.
LONG = {"docs/how-to/scenarios.md", "docs/how-to/start-quickly.md"}
RUN = [
    pytest.param(page, id=short(page), marks=[pytest.mark.whole] if short(page) in LONG else [])
    for page in PAGES
    if blocks(page)
]


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("page", RUN)
def test_a_page_runs(page, tmp_path, monkeypatch):
    """Each sample runs, a test in it too, and prints what the text block below it shows."""
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "sample"}
    if short(page) in PREPARED:
        names |= PREPARED[short(page)](monkeypatch)
    for code, shown in blocks(page):
        printed = io.StringIO()
        before = dict(names)
        with contextlib.redirect_stdout(printed):
            exec(compile(code, page.name, "exec"), names)
            for name in set(names) - set(before):
                if name.startswith("test_"):
                    names[name]()
        if shown is not None:
            assert printed.getvalue().split() == shown.split()


def test_no_sample_is_left_out():
    """Whatever a page marks as Python is one of the blocks that run."""
    shown = {short(page): len(_SHOWN.findall(page.read_text(encoding="utf-8"))) for page in PAGES}
    run = {short(page): len(blocks(page)) for page in PAGES}

    assert run == shown
    assert sum(run.values()) >= 48


def test_every_preparation_is_of_a_page_with_samples():
    """What is prepared is asked for."""
    assert set() == set(PREPARED) - {short(page) for page in PAGES if blocks(page)}
