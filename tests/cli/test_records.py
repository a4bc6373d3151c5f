"""
`coachplan check` on what is kept of a family, on ids of somebody else, and by the name of the package.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

from coachplan.cli.lint import look
from coachplan.documents.codec import write
from coachplan.documents.logs import write_log
from coachplan.engine import Engine
from coachplan.testing.builders import ENGINE, FAMILY, FOCUS, OPEN, entry, review
from coachplan.testing.toy import toy

LOG = [entry(1, 5), entry(2, 4, hard="tired of it", tags=["tired"])]


def kept(at):
    """One of each that is kept of a family."""
    write(FAMILY, at / "family.toml")
    write(FAMILY, at / "family.json")
    write(OPEN, at / "plan.json")
    write(LOG, at / "entries.json")
    write(review(OPEN, LOG), at / "review.json")
    write_log(LOG, at / "log.csv")
    write_log(LOG, at / "log.jsonl")
    return at


def told(at, *paths):
    looked = look(paths or [at], engine=ENGINE)
    return looked.files, [(Path(each.file).name, each.line, each.item, each.what) for each in looked.findings]


def test_what_we_wrote_is_well(tmp_path):
    """Plans, families, entries, reviews and logs: found in a folder, and each by itself."""
    kept(tmp_path)
    assert (7, []) == told(tmp_path)
    for file in tmp_path.iterdir():
        assert (1, []) == told(tmp_path, file)


CHILD = """format = "coachplan-family/1"
id = "sam"
[child]
name = "Sam"
age_months = 40
[[caregivers]]
name = "A"
"""
OLD = CHILD.replace("40", '"40"')
ROUTINE = f'{CHILD}[[routines]]\nid = "r"\nkind = "diner"\n'
JSONL = '{"on": "2026-03-14", "focus": "f1", "id": "e1"}\n{"on": "14/3", "focus": "f1"}\n'
TAGS = "on;focus;tags\n2026-03-14;f1;tird\n"


@pytest.mark.parametrize(
    ("file", "text", "line", "item", "what"),
    [
        ("log.csv", "on,focus,tries\n2026-03-14,f1,5\n2026-03-15,f1,five\n", 3, "", "tries: found "),
        ("log.csv", TAGS, 2, "", "tags: there is no tag 'tird'. Did you mean 'tired'"),
        ("log.tsv", "on\tfocus\ttriez\n", 1, "column 3", "there is no column 'triez'."),
        ("log.jsonl", JSONL, 2, "", "id: this is missing"),
        ("family.toml", OLD, 5, "child.age_months", "found "),
        ("family.toml", ROUTINE, 10, "routines[0].kind", "there is no routine kind 'diner'."),
        ("plan.json", '{"format": "coachplan-plan/9"}', 1, "format", "'coachplan-plan/9' was made with a newer"),
    ],
)
def test_a_mistake_stands_in_its_file_and_line(tmp_path, file, text, line, item, what):
    """In a folder and by itself; what was written is never told."""
    (tmp_path / file).write_text(text, encoding="utf-8")
    for files, findings in (told(tmp_path), told(tmp_path, tmp_path / file)):
        assert (1, file) == (files, findings[0][0])
        assert (line, item) == findings[0][1:3]
        assert findings[0][3].startswith(what)


def test_a_plan_of_a_plugin_that_is_not_here_says_what_to_add(tmp_path):
    """Not which ids of others are like it."""
    write(evolve(OPEN, focuses=[evolve(FOCUS, skill="pt/x", strategy="pt/y")], approval=None), tmp_path / "plan.json")
    found = look([tmp_path], engine=ENGINE).findings
    assert 2 == len(found)
    assert all("Nothing here brings pt/: install its plugin" in each.hint for each in found)


@pytest.mark.parametrize("name", ["data.csv", "other.json", "notes.txt", "series.jsonl"])
def test_other_tables_in_a_folder_are_not_ours(tmp_path, name):
    """Only what certainly is a log or a document is taken for one; by itself it is told what it lacks."""
    write(OPEN, tmp_path / "plan.json")
    (tmp_path / name).write_text('{"x": 1}\n' if "json" in name else "year,value\n2020,1\n", encoding="utf-8")
    assert (1, []) == told(tmp_path)
    assert told(tmp_path, tmp_path / name)[1]


# -- ids of somebody else

TAG = 'format = "coachplan-content/1"\n[[tag]]\nid = "{}"\ntitle = "x"\n'


@pytest.mark.parametrize(
    ("folder", "item", "words"),
    [
        ("clinic", "toy/extra", "the namespace 'toy' belongs to 'toy'."),
        ("toy", "toy/extra", "another plugin is called 'toy', too."),
        ("clinic", "clinic/extra", ""),
        ("clinic", "ward/extra", ""),
    ],
)
def test_ids_of_somebody_else_are_found_as_the_engine_finds_them(tmp_path, folder, item, words):
    """What fails in the engine is not well, and what loads is."""
    made = tmp_path / folder
    made.mkdir()
    (made / "tags.toml").write_text(TAG.format(item), encoding="utf-8")
    engine = Engine(plugins=[toy], content=made)
    assert bool(words) == ("failed" in [each.status for each in engine.plugins])
    found = look([made], engine=ENGINE).findings
    assert ([(item, 3, words)] if words else []) == [(each.item, each.line, each.what) for each in found]


def test_two_folders_cannot_have_one_namespace(tmp_path):
    """The one that is called so owns it, else the first."""
    for folder in ("aa", "ward"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tags.toml").write_text(TAG.format(f"ward/{folder}"), encoding="utf-8")
    engine = Engine(plugins=[], content=[tmp_path / "aa", tmp_path / "ward"])
    assert ["failed", "loaded"] == [each.status for each in engine.plugins]
    assert ["ward/aa"] == [each.item for each in look([tmp_path], engine=ENGINE).findings]


def test_the_owner_of_a_package_is_its_name(tmp_path):
    """A plugin under its own name may be looked at beside the one that is installed."""
    inside = tmp_path / "coachplan_toy" / "catalogue"
    inside.mkdir(parents=True)
    (inside.parent / "__init__.py").touch()
    (inside / "tags.toml").write_text(TAG.format("toy/extra"), encoding="utf-8")
    assert () == look([tmp_path], engine=ENGINE).findings


# -- by the name of the package


@pytest.mark.parametrize("package", ["coachplan", "coachplan.cli"])
def test_it_runs_by_its_name(package):
    """`python -m coachplan` does what `coachplan` does."""
    ran = subprocess.run(
        [sys.executable, "-m", package, "--version"], capture_output=True, text=True, check=False, timeout=120
    )
    assert (0, "") == (ran.returncode, ran.stderr)
    assert ran.stdout.startswith("coachplan ")


@pytest.mark.whole
def test_without_click_the_package_is_there_and_names_the_extra():
    """Everything but the command line; that says in one sentence what it lacks."""
    script = (
        "import sys, runpy; sys.modules['click'] = None; import coachplan; coachplan.Engine(plugins=[])\n"
        "runpy.run_module('coachplan', run_name='__main__')"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert 2 == ran.returncode
    assert 'The command line needs click: pip install "coachplan[cli]"\n' == ran.stderr
