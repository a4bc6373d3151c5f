"""
Which files of a folder are content: one reading for the engine and for what checks a folder, and nothing left out
without a word.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.cli.lint import look
from coachplan.documents.content import read_catalogue, read_folder
from coachplan.documents.content_files import content_files
from coachplan.engine import Engine
from coachplan.testing.builders import ENGINE
from coachplan.testing.scenarios.load import load_scenarios

HEAD = 'format = "coachplan-content/1"\n'
APPLE = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X\xb0"


def flag(name, *, head=HEAD):
    return (
        f'{head}[[flag]]\nid = "clinic/{name}"\nurgency = "today"\nsay = "Please call the clinic today."\n'
        f'[flag.words]\nen = ["{name} here"]\nes = ["{name} ya"]\n'
    ).encode()


def folder(at, files):
    made = Path(at) / "clinic"
    for name, content in files.items():
        file = made / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return made


@pytest.mark.parametrize("name", ["FLAGS.TOML", "Flags.Toml", "flags (1).toml", "flags.en.toml", "~flags.toml"])
def test_what_is_called_toml_is_read(tmp_path, name):
    """In capitals, too, as old cards and shares write them."""
    assert {"clinic/tea", "clinic/burn"} == set(
        read_catalogue(folder(tmp_path, {"a.toml": flag("tea"), name: flag("burn")})).flags
    )


@pytest.mark.parametrize(
    "name",
    [
        "._a.toml", ".a.toml.swp", ".#a.toml", "a.toml~", "#a.toml#", "a.toml.bak", "a.toml.orig", "A.TOML.BAK",
        "~$a.toml", ".hidden/b.toml", "__pycache__/b.toml", "__MACOSX/._a.toml", ".DS_Store", "Thumbs.db",
    ],
)  # fmt: skip
def test_what_is_certainly_no_content_is_passed_over(tmp_path, name):
    """What systems and editors leave behind sinks no folder, and is not spoken of."""
    made = folder(tmp_path, {"a.toml": flag("tea"), name: APPLE})
    assert ["clinic/tea"] == list(read_catalogue(made).flags)
    assert () == content_files(made, "clinic").left_out


@pytest.mark.parametrize("name", ["README.md", "notes.txt", "logo.png", "sub/readme.txt", "__init__.py"])
def test_other_files_may_lie_beside(tmp_path, name):
    """What does not look like content is nobody's business."""
    assert () == content_files(folder(tmp_path, {"a.toml": flag("tea"), name: b"\x89PNG words"}), "clinic").left_out


LEFT_OUT = {
    "flags.toml.txt": flag("burn"),
    "flags.toml copy": flag("burn"),
    "FLAGS.TOML.TXT": b"",
    "flags.txt": flag("burn"),
    "flags": flag("burn"),
    "flags.tml": b"\xef\xbb\xbf# ours\n" + flag("burn"),
    "more/flags.toml": flag("burn"),
    "more/FLAGS.TOML": flag("burn"),
    "more/deeper/flags.txt": flag("burn"),
    "more.toml/flags.toml": flag("burn"),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_looks_like_content_and_is_not_read_is_named(tmp_path, name):
    """The engine and the check name it; what could be read of the folder goes on raising its flags."""
    made = folder(tmp_path, {"a.toml": flag("tea"), name: LEFT_OUT[name]})
    named = name.partition("/")[0]
    with pytest.raises(CoachplanError, match="not read"):
        read_catalogue(made)
    engine = Engine(plugins=[], content=made)
    (status,) = engine.plugins
    assert ("failed", True) == (status.status, f"clinic/{named}: " in status.why)
    assert "clinic/tea" in engine.catalogue.flags
    assert [("clinic/tea", "today")] == [(each.flag, each.urgency) for each in engine.read("tea here").mentions]
    assert [named] == [Path(each.file).name for each in look([made], engine=ENGINE).findings if "not read" in each.what]


@pytest.mark.parametrize(
    ("stray", "what"),
    [
        (b'x = "a note"\n', "format: this is missing"),
        (flag("burn", head=""), "format: this is missing"),
        (b"not TOML at all", "this is not TOML"),
        (b'format = "coachplan-scenarios/1"\n', "found 'coachplan-scenarios/1'"),
        (APPLE, "is not UTF-8"),
    ],
)
def test_a_stray_file_is_refused_by_engine_and_check_alike(tmp_path, stray, what):
    """In one sentence; beside it the flags of the others stay in force."""
    made = folder(tmp_path, {"a.toml": flag("tea"), "note.toml": stray})
    engine = Engine(plugins=[], content=made)
    assert "failed" == engine.plugins[0].status
    assert what in engine.plugins[0].why
    assert "clinic/tea" in engine.catalogue.flags
    (found,) = look([made], engine=ENGINE).findings
    assert "note.toml" == Path(found.file).name
    assert what.removeprefix("format: ") in found.what


def test_the_cause_is_told_and_not_its_echoes(tmp_path):
    """Where the file of sources lost its first line, or its right name, nobody is told that sources are missing."""
    sources = b'[[source]]\nid = "clinic/own"\ncitation = "Ours."\ngrade = "OWN"\n'
    cites = flag("tea").replace(b'urgency = "today"', b'urgency = "today"\nsources = ["clinic/own"]')
    spanish = (HEAD + 'language = "es"\n["clinic/burn"]\nsay = "Llame hoy."\n').encode()
    for name in ("sources.toml", "sources.toml.txt", "sources/all.toml"):
        made = folder(tmp_path / name.replace("/", "-"), {"a.toml": cites, "es.toml": spanish, name: sources})
        read = read_folder(made, name="clinic")
        assert 1 == len(read.findings), read.findings
        assert "sources" in read.findings[0].where
        assert ["clinic/tea"] == list(read.catalogue.flags)
        assert 1 == len(look([made], engine=ENGINE).findings)


def test_a_catalogue_whose_every_file_lost_its_first_line_is_found(tmp_path):
    """The folder of a package is content by its place, whatever its files say."""
    package = tmp_path / "src" / "coachplan_clinic"
    (package / "catalogue").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "catalogue" / "flags.toml").write_bytes(flag("tea", head=""))
    (found,) = look([tmp_path], engine=ENGINE).findings
    assert "this is missing." == found.what


NAMES = st.sampled_from(
    ["a.toml", "B.TOML", "c.toml.txt", "d.txt", "in/e.toml", "in/F.TOML", ".g.toml", "h.toml~", "i.toml.bak", "j.md"]
)


@given(names=st.sets(NAMES, min_size=1))
@settings(max_examples=60)
def test_every_flag_is_read_or_its_file_is_named(names):
    """Whatever lies in a folder: each flag is in force, or its place is told; but for what is certainly none."""
    with tempfile.TemporaryDirectory() as at:
        made = folder(at, {name: flag(f"f{number}") for number, name in enumerate(sorted(names))})
        read = read_folder(made, name="clinic")
        told = " ".join(f"{each.where} {each.what}" for each in read.findings)
        for number, name in enumerate(sorted(names)):
            passed = name.startswith(".") or name.endswith(("~", ".bak"))
            assert passed or f"clinic/f{number}" in read.catalogue.flags or name.partition("/")[0] in told
            assert not (passed and f"clinic/f{number}" in read.catalogue.flags)


SCENARIO = b"""[[scenario]]
name = "It goes on."
child = { name = "Sam", age_months = 60 }
focus = [ { skill = "toy/stack-blocks", step = 1, strategy = "toy/show-first", routine = "play" } ]
log = [ { day = 1, tries = 5, successes = 3 } ]
expect = { step = "continue" }
"""
SAYS = b'format = "coachplan-scenarios/1"\n'


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("b.toml.txt", SAYS + SCENARIO, "does not end in .toml"),
        ("more/b.toml", SAYS + SCENARIO, "in a folder inside is not read"),
        ("b.toml", SCENARIO, "the format is None"),
    ],
)
def test_no_scenario_is_left_out_without_a_word(tmp_path, name, content, what):
    """A test that does not run would look like one that passes."""
    made = folder(tmp_path, {"A.TOML": SAYS + SCENARIO, "._a.toml": APPLE, "families/x.toml": b"", name: content})
    with pytest.raises(CoachplanError, match=what):
        load_scenarios(made)
    (made / name).unlink()
    assert ["It goes on."] == [each.name for each in load_scenarios(made)]
