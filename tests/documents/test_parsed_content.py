"""
Content that was parsed when a wheel was built: the same catalogue, and never another than the files say.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from coachplan.base.errors import CoachplanError
from coachplan.documents import content
from coachplan.documents.content import read_catalogue, read_folder
from coachplan.documents.parsed_content import NAME, parsed_in

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("coachplan-ot", "coachplan-speech", "coachplan-feeding")
FLAG = """format = "coachplan-content/1"
[[flag]]
id = "clinic/hot-drink"
urgency = "today"
say = "Please call the clinic today."
words = { en = ["hot tea"] }
"""


def hook():
    """What the hook of the build does, without what builds."""
    source = (ROOT / "hatch_build.py").read_text(encoding="utf-8")
    start = source.index("def parsed(")
    names = {}
    exec(f"import json, tomllib\nfrom hashlib import blake2b\nfrom typing import Any\n{source[start:]}", names)
    return names["parsed"]


parsed = hook()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "clinic"
    made.mkdir()
    (made / "flags.toml").write_text(FLAG, encoding="utf-8")
    (made / NAME).write_text(json.dumps(parsed(made)), encoding="utf-8")
    return made


@pytest.fixture
def no_toml(monkeypatch):
    def refuse(_text, *, name):
        raise AssertionError(name)

    return lambda: monkeypatch.setattr(content, "loads_toml", refuse)


@pytest.mark.sweep(one_in=4)
@pytest.mark.parametrize("place", ["src/coachplan/content", *(f"plugins/{name}" for name in PACKAGES)])
def test_what_ships_is_the_same_catalogue(place, tmp_path, no_toml):
    """Every file of the core and of each discipline, read once as it stands and once as it was parsed."""
    source = ROOT / place
    if place.startswith("plugins"):
        source = source / "src" / source.name.replace("-", "_") / "catalogue"
    copy = tmp_path / "content"
    copy.mkdir()
    for file in source.glob("*.toml"):
        (copy / file.name).write_bytes(file.read_bytes())
    as_it_stands = read_catalogue(copy, name="core")
    (copy / NAME).write_text(json.dumps(parsed(copy), ensure_ascii=False), encoding="utf-8")
    no_toml()
    assert as_it_stands == read_catalogue(copy, name="core")


def test_a_file_that_was_changed_is_parsed_anew(folder):
    """One byte, and what it says now counts."""
    (folder / "flags.toml").write_text(FLAG.replace("hot tea", "hot sea"), encoding="utf-8")
    assert read_catalogue(folder).flags["clinic/hot-drink"].words["en"] == ("hot sea",)
    (folder / "flags.toml").unlink()
    with pytest.raises(CoachplanError, match=r"no \.toml file"):
        read_catalogue(folder)


def test_in_a_clinics_folder_what_people_can_read_counts(folder):
    """Whatever lies beside it."""
    told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    told["flags.toml"][1]["flag"][0]["words"]["en"] = ["nothing"]
    (folder / NAME).write_text(json.dumps(told), encoding="utf-8")
    assert read_folder(folder).catalogue.flags["clinic/hot-drink"].words["en"] == ("hot tea",)


@pytest.mark.parametrize(
    "spoilt", ["", "[", "[]", "null", '{"flags.toml": 3}', '{"flags.toml": ["", {}]}', "[" * 100_000]
)
def test_what_is_not_whole_is_passed_over(folder, spoilt):
    """Then the files are parsed."""
    (folder / NAME).write_text(spoilt, encoding="utf-8")
    assert parsed_in(folder).tables("flags.toml", FLAG.encode()) is None
    assert read_catalogue(folder).flags["clinic/hot-drink"].words["en"] == ("hot tea",)


def test_what_json_cannot_hold_is_left_to_toml(tmp_path):
    """A day, or a number without an end."""
    (tmp_path / "odd.toml").write_text("day = 2026-03-02\n", encoding="utf-8")
    (tmp_path / "endless.toml").write_text("number = inf\n", encoding="utf-8")
    (tmp_path / "plain.toml").write_text("number = 1.0\n", encoding="utf-8")
    assert ["plain.toml"] == list(parsed(tmp_path))


def test_every_project_is_built_by_the_same_hook():
    """One text, in each project that ships content; where it can be imported, it is a hook."""
    own = (ROOT / "hatch_build.py").read_text(encoding="utf-8")
    others = [(ROOT / "plugins" / each / "hatch_build.py").read_text("utf-8") for each in PACKAGES]
    assert [own] * len(PACKAGES) == others
    if importlib.util.find_spec("hatchling"):
        spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert module.ParsedContent.initialize
