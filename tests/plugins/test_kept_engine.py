"""
An engine that was kept: the same as one that read everything, used only while nothing is another, and data alone.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from hashlib import blake2b
from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coachplan_ot
from coachplan.base.errors import CoachplanError, InvalidError, UnreadableError
from coachplan.engine import Engine
from coachplan.plugins import installation, kept_engine, loading, making
from coachplan.testing.builders import OPEN, Bringing, day, of_five

FLAG = """format = "coachplan-content/1"
[[flag]]
id = "clinic/hot-drink"
urgency = "today"
say = "Please call the clinic today."
words = { en = ["hot tea"] }
"""


class AnewError(Exception):
    """Raised in the place of reading everything."""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "clinic"
    made.mkdir()
    (made / "flags.toml").write_text(FLAG, encoding="utf-8")
    return made


@pytest.fixture
def only_kept(monkeypatch):
    """From here on an engine is made of what was kept, or not at all."""

    def refuse(_recipe):
        raise AnewError

    return lambda: monkeypatch.setattr(making, "made_anew", refuse)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A kept engine of the core and one flag: its folder, its file, and how it was asked for."""
    place = tmp_path_factory.mktemp("small")
    clinic = place / "clinic"
    clinic.mkdir()
    (clinic / "flags.toml").write_text(FLAG, encoding="utf-8")
    asked = {"plugins": [], "content": [clinic]}
    engine = Engine(**asked)
    return engine, asked, engine.keep(place / "cache")


def read(asked, file):
    """What stands in a file, for an engine that is asked for so; None where it is not used."""
    return kept_engine.read_kept(file, Engine(**asked)._recipe)


def same(one, other):
    return one.catalogue == other.catalogue and one.plugins == other.plugins and one._context == other._context


# -- the same


@pytest.mark.whole
def test_a_kept_engine_is_the_one_that_read_everything(tmp_path, folder, only_kept):
    """Its catalogue, its plugins and what it was made with; nothing is read to make it."""
    engine = Engine(plugins=[coachplan_ot], content=folder, needs=["ot"])
    engine.keep(tmp_path / "cache")
    only_kept()
    kept = Engine(plugins=[coachplan_ot], content=folder, needs=["ot"], cache=tmp_path / "cache")
    assert same(engine, kept)
    assert engine.catalogue.words == kept.catalogue.words
    assert [*engine.catalogue.items()] == [*kept.catalogue.items()]


@pytest.mark.whole
def test_every_installed_plugin_can_be_kept(tmp_path, only_kept):
    """The three that ship are data, so they are kept, and nothing of them is imported."""
    engine = Engine()
    engine.keep(tmp_path / "cache")
    only_kept()
    assert same(engine, Engine(cache=tmp_path / "cache"))


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["", "hot tea", "all well", "he fell"])), max_size=6))
@settings(max_examples=15, deadline=None)
def test_it_reviews_the_same(small, rows):
    """Whatever was counted and written, the review says the same, and every word of it."""
    engine, asked, file = small
    kept = Engine(**asked, cache=file.parent)
    log = [of_five(*[0] * number, well, hard=words)[-1] for number, (well, words) in enumerate(rows)]
    one, other = (each.review(OPEN, log, on=day(len(rows) + 1)) for each in (engine, kept))
    assert one == other
    assert [each.say for each in one.alerts] == [each.say for each in other.alerts]
    assert [each.because for each in one.next_steps] == [each.because for each in other.next_steps]


NOTES = ("he choked on hot tea", "no hot tea today", "se ahogó con el té", "she did it all by herself, 4 of 5", "")
READ = """
import sys
from pathlib import Path
from coachplan.engine import Engine
engine = Engine(plugins=[], content=[sys.argv[1]], cache=sys.argv[2])
for note in sys.argv[3:]:
    print(repr(engine.read(note)))
print("tomllib" in sys.modules, "coachplan.plugins.making" in sys.modules)
"""


def read_elsewhere(asked, folder):
    """What a new process reads in the notes, and whether it parsed a file of words, and read content."""
    command = [sys.executable, "-c", READ, str(asked["content"][0]), str(folder), *NOTES]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    *read_of, parsed = run.stdout.splitlines()
    return read_of, parsed


def test_notes_are_read_the_same_in_a_new_process(small):
    """With what its lists of words come to, of which none is made anew."""
    engine, asked, file = small
    assert ([repr(engine.read(note)) for note in NOTES], "False False") == read_elsewhere(asked, file.parent)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key, plain: b"",
        lambda key, plain: key + b"\t[]",
        lambda key, plain: key + b"\tnull",
        lambda key, plain: key + b"\t{",
        lambda key, plain: key + b"\t" + b"[" * 100_000,
        lambda key, plain: key + b"\t" + plain.replace(b'"opening":', b'"closing":'),
        lambda key, plain: key + b"\t" + plain.replace(b'"cues":{', b'"cues":3,"other":{'),
        lambda key, plain: key[:-1] + b"\t" + plain,
    ],
)
def test_lists_that_are_none_are_made_anew(tmp_path, small, spoil):
    """One with the right digest, whose lists are gone, empty, cut, or called otherwise: notes are read all the same."""
    engine, asked, file = small
    _, first, *lists = file.read_bytes().split(b"\n")
    place = tmp_path / "cache"
    place.mkdir(mode=0o700)
    copy = place / file.name
    copy.write_bytes(signed(b"\n".join([first, *(spoil(*line.split(b"\t", 1)) for line in lists)])))
    copy.chmod(0o600)
    assert read(asked, copy)
    found, parsed = read_elsewhere(asked, place)
    assert [repr(engine.read(note)) for note in NOTES] == found
    assert parsed.endswith("False")


@pytest.mark.whole
def test_a_blocked_plugin_is_kept_as_blocked(tmp_path, only_kept):
    """Its flags stay, and the rest is out: as it is without a cache, and apart from the engine that has it."""
    blocked = Engine(plugins=[coachplan_ot], blocked=["ot"])
    blocked.keep(tmp_path)
    only_kept()
    kept = Engine(plugins=[coachplan_ot], blocked=["ot"], cache=tmp_path)
    assert same(blocked, kept)
    with pytest.raises(AnewError):
        Engine(plugins=[coachplan_ot], cache=tmp_path)


def test_whom_to_call_is_not_kept(small):
    """It is no content: an engine with other helpers uses the same file."""
    _, asked, file = small
    recipe = Engine(**asked, strict=True)._recipe
    assert kept_engine.file_of(file.parent, recipe) == file


def test_without_a_file_everything_is_read(tmp_path, small):
    """A folder that is empty, or not there, changes nothing and gets nothing."""
    engine, asked, _ = small
    assert same(engine, Engine(**asked, cache=tmp_path / "none"))
    assert [] == list(tmp_path.iterdir())


# -- never stale


def test_one_byte_of_the_content_is_noticed(tmp_path, folder):
    """Another letter, a file more or less, another name: what was kept is not used, and new words are heard."""
    asked = {"plugins": [], "content": folder}
    file = Engine(**asked).keep(tmp_path / "cache")
    flags = folder / "flags.toml"
    assert read(asked, file)
    flags.write_text(FLAG.replace("hot tea", "hot sea"), encoding="utf-8")
    assert read(asked, file) is None
    assert Engine(**asked, cache=file.parent).read("hot sea").mentions
    flags.write_text(FLAG, encoding="utf-8")
    assert read(asked, file)
    (folder / "more.toml").write_text('format = "coachplan-content/1"\n', encoding="utf-8")
    assert read(asked, file) is None
    (folder / "more.toml").unlink()
    flags.rename(folder / "signs.toml")
    assert read(asked, file) is None


@pytest.mark.parametrize("stamp", [0, 4_102_444_800], ids=["1970", "2100"])
def test_no_clock_says_whether_a_kept_engine_holds(tmp_path, folder, stamp):
    """It is used however old or new its files claim to be, and what changed is read, though its date went back."""
    asked = {"plugins": [], "content": [folder]}
    engine, file = Engine(**asked), folder / "flags.toml"
    held = engine.keep(tmp_path / "cache")
    for each in (held, held.parent, file, folder):
        os.utime(each, (stamp, stamp))
    assert read(asked, held) is not None
    file.write_text(FLAG.replace("hot tea", "hot pot"), encoding="utf-8")
    os.utime(file, (stamp, stamp))
    assert read(asked, held) is None
    assert "hot pot" in str(Engine(**asked, cache=held.parent).catalogue.flags["clinic/hot-drink"].words)


def test_another_plugin_is_noticed(tmp_path, monkeypatch):
    """Its data, its code, its metadata, or that it is gone: one byte of any, and everything is asked again."""
    package, about = tmp_path / "site" / "spare", tmp_path / "site" / "spare-1.0.dist-info"
    (package / "catalogue").mkdir(parents=True)
    about.mkdir()
    (package / "__init__.py").write_text('"""Data."""\n', encoding="utf-8")
    (package / "catalogue" / "flags.toml").write_text(FLAG.replace("clinic/", "spare/"), encoding="utf-8")
    (about / "entry_points.txt").write_text("[coachplan]\nspare = spare\n", encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: spare\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.setattr(loading, "entry_points", lambda group: [EntryPoint("spare", "spare", group)])
    engine = Engine(strict=True)
    assert "spare/hot-drink" in engine.catalogue.flags
    file = engine.keep(tmp_path / "cache")
    for changed in (package / "catalogue" / "flags.toml", package / "__init__.py", *sorted(about.iterdir())):
        before = changed.read_bytes()
        assert kept_engine.read_kept(file, engine._recipe)
        changed.write_bytes(before.replace(b"a", b"e", 1))
        assert kept_engine.read_kept(file, engine._recipe) is None
        changed.write_bytes(before)
    for gone in (about / "entry_points.txt", package / "catalogue" / "flags.toml"):
        before = gone.read_bytes()
        gone.unlink()
        assert kept_engine.read_kept(file, engine._recipe) is None
        gone.write_bytes(before)
    assert kept_engine.read_kept(file, engine._recipe)
    sys.modules.pop("spare", None)


@pytest.mark.parametrize("name", ["CONTRACT", "FORMAT"])
def test_another_contract_or_form_is_noticed(monkeypatch, small, name):
    """What a coachplan of other numbers wrote is not used."""
    _, asked, file = small
    assert read(asked, file)
    monkeypatch.setattr(kept_engine, name, 99 if name == "CONTRACT" else "coachplan-kept-engine/99")
    assert read(asked, file) is None


def test_what_cannot_be_told_is_not_used(monkeypatch, small):
    """Where somebody else finds what is installed, nobody knows that it is as it was. The backport looks as we do."""
    _, asked, file = small

    class Finder:
        find_distributions = None
        find_spec = staticmethod(lambda *_: None)

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert installation.installation_digest() is None
    assert read(asked, file) is None
    Finder.__module__ = "importlib_metadata"
    assert installation.installation_digest()
    assert PathFinder in sys.meta_path


# -- whole, and its owner's own


def signed(body, form=kept_engine.FORMAT):
    return f"{form} {blake2b(body, digest_size=32).hexdigest()}\n".encode() + body


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_one_byte_of_the_file_is_noticed(small, data):
    """Wherever it is changed, cut short or added to, it is as if it were not there."""
    _, asked, file = small
    content = file.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.sampled_from(["changed", "cut", "added"]))
    if other == "changed":
        spoilt = content[:at] + bytes([content[at] ^ data.draw(st.integers(1, 255))]) + content[at + 1 :]
    else:
        spoilt = content[:at] if other == "cut" else content[:at] + b" " + content[at:]
    copy = file.with_name("spoilt.kept")
    copy.write_bytes(spoilt)
    copy.chmod(0o600)
    assert read(asked, copy) is None


def _at(raw, *path):
    for name in path[:-1]:
        raw = raw[name]
    return raw, path[-1]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("shelves", "flags", 0, "urgency"), "never"),
        (("shelves", "flags", 0, "words"), ["hot tea"]),
        (("shelves", "flags", 0, "words", "en"), "hot tea"),
        (("shelves", "flags", 0, "say"), 7),
        (("shelves", "flags", 0, "may_be_expected"), "yes"),
        (("shelves", "flags", 0, "__class__"), "os.system"),
        (("shelves", "flags"), None),
        (("shelves", "rules", 0, "after"), True),
        (("shelves", "rules", 0, "when"), ["true"]),
        (("words", "texts", "en"), ["a"]),
        (("words", "texts", "en", "core/because"), {"py/object": "os.system"}),
        (("words",), {}),
        (("plugins", 0), "clinic"),
        (("made_with",), [["coachplan", 1, 2]]),
        (("made_of", "packages"), 3),
        (("made_of", "packages"), {"antigravity": "0"}),
    ],
)  # fmt: skip
def test_a_hostile_file_is_not_used(small, path, value):
    """One with the right digest, whose values are none: nothing is made of it, and nothing of it is imported or run."""
    _, asked, file = small
    _, first, lists = file.read_bytes().split(b"\n", 2)
    raw = json.loads(first)
    place, name = _at(raw, *path)
    place[name] = value
    copy = file.with_name("hostile.kept")
    copy.write_bytes(signed(json.dumps(raw).encode() + b"\n" + lists))
    copy.chmod(0o600)
    assert read(asked, copy) is None
    assert "antigravity" not in sys.modules


@pytest.mark.parametrize(
    "body",
    [b"", b"[", b"null", b"[]", b"{}", b'{"made_of": {}}', b"[" * 200_000, b'{"a":' * 100_000, b"9" * 10_000, b"\xff"],
)
def test_what_is_no_such_file_is_not_used(small, body):
    """Empty, nested without an end, a number without an end, no text: everything is read anew."""
    _, asked, file = small
    copy = file.with_name("odd.kept")
    copy.write_bytes(signed(body))
    copy.chmod(0o600)
    assert read(asked, copy) is None


def test_a_huge_file_is_not_read(monkeypatch, small):
    """One larger than any of ours is left where it is."""
    _, asked, file = small
    monkeypatch.setattr(kept_engine, "MOST", file.stat().st_size - 1)
    assert read(asked, file) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_what_others_could_write_is_not_used(tmp_path, small):
    """Whoever could write it could say what a sign is: in a file, in its folder, through a link or a pipe."""
    _, asked, file = small
    place = tmp_path / "mine"
    place.mkdir(mode=0o700)
    copy = place / "copy.kept"
    copy.write_bytes(file.read_bytes())
    copy.chmod(0o600)
    assert read(asked, copy)
    for mode in (0o620, 0o602, 0o666):
        copy.chmod(mode)
        assert read(asked, copy) is None
    copy.chmod(0o600)
    place.chmod(0o777)
    assert read(asked, copy) is None
    place.chmod(0o700)
    (place / "link.kept").symlink_to(copy)
    assert read(asked, place / "link.kept") is None
    os.mkfifo(place / "pipe.kept")
    assert read(asked, place / "pipe.kept") is None
    assert read(asked, place) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_what_is_kept_is_for_its_owner_alone(tmp_path, small):
    """The file is 0600 and its folder 0700, whatever stood there before; another's folder is refused."""
    engine, _, _ = small
    file = engine.keep(tmp_path / "new" / "cache")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.chmod(0o666)
    assert stat.S_IMODE(engine.keep(file.parent).stat().st_mode) == 0o600
    file.parent.chmod(0o777)
    with pytest.raises(UnreadableError, match="others can write in this folder"):
        engine.keep(file.parent)


def test_a_place_that_is_no_folder_is_said(tmp_path, small):
    """A file stands where the folder should be."""
    engine, _, _ = small
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableError, match="cannot be written"):
        engine.keep(tmp_path / "file" / "cache")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_a_folder_that_is_read_only_is_read_and_not_written(tmp_path, small):
    """What was kept there before is used; to keep more is refused in words."""
    engine, asked, _ = small
    file = engine.keep(tmp_path / "cache")
    file.parent.chmod(0o500)
    # Nothing of its own is read-only for root; what the kernel shows of processes is.
    place = file.parent if os.geteuid() else Path("/proc")
    try:
        assert read(asked, file)
        with pytest.raises(UnreadableError, match="cannot be written"):
            engine.keep(place)
    finally:
        file.parent.chmod(0o700)


# -- what can be kept


def test_what_is_more_than_data_is_not_kept(tmp_path, folder):
    """A plugin that is an object, one that failed, a folder with a mistake: named, and nothing is written."""
    part = Engine(plugins=[], content=folder).catalogue.flags["clinic/hot-drink"]
    for engine, named in (
        (Engine(plugins=[Bringing("clinic", flags=[part])]), "clinic: this engine cannot be kept. It brings more"),
        (Engine(plugins=[Bringing("odd", part=ValueError("no"))]), "odd: this engine cannot be kept"),
    ):
        with pytest.raises(InvalidError, match=named):
            engine.keep(tmp_path / "cache")
    (folder / "flags.toml").write_text("format = 3", encoding="utf-8")
    with pytest.raises(InvalidError, match="clinic: this engine cannot be kept"):
        Engine(plugins=[], content=folder).keep(tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_what_changes_while_it_is_read_is_not_kept(tmp_path, folder, monkeypatch):
    """Else the file would say that it holds what it does not."""
    engine, anew = Engine(plugins=[], content=folder), making.made_anew

    def changed(recipe):
        made = anew(recipe)
        (folder / "flags.toml").write_text(FLAG + "\n", encoding="utf-8")
        return made

    monkeypatch.setattr(making, "made_anew", changed)
    with pytest.raises(CoachplanError, match="changed while all was read"):
        engine.keep(tmp_path / "cache")


@pytest.mark.whole
def test_two_keep_and_others_read_at_once(tmp_path, small):
    """Two processes keep the same engine again and again; whoever reads meanwhile finds it whole."""
    engine, asked, _ = small
    file = engine.keep(tmp_path / "cache")
    code = (
        "import sys; from coachplan.engine import Engine\n"
        "engine = Engine(plugins=[], content=[sys.argv[1]])\n"
        "for _ in range(3): engine.keep(sys.argv[2])\n"
    )
    command = [sys.executable, "-c", code, str(asked["content"][0]), str(file.parent)]
    running = [subprocess.Popen(command) for _ in range(2)]
    recipe = engine._recipe
    read_whole = 0
    while any(each.poll() is None for each in running):
        assert kept_engine.read_kept(file, recipe) is not None
        read_whole += 1
    assert [0, 0] == [each.returncode for each in running]
    assert read_whole
    assert {file.name, ".lock"} == {each.name for each in file.parent.iterdir()}


def test_it_is_safe_to_delete_at_any_time(tmp_path, small):
    """While it is read again and again, it comes and goes."""
    engine, _, original = small
    file = tmp_path / original.name
    recipe, done = engine._recipe, threading.Event()

    def come_and_go():
        while not done.is_set():
            file.write_bytes(original.read_bytes())
            file.chmod(0o600)
            with suppress(FileNotFoundError):
                file.unlink()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        found = [kept_engine.read_kept(file, recipe) for _ in range(10)]
    finally:
        done.set()
        thread.join()
    assert all(each is None or each.loaded.catalogue == engine.catalogue for each in found)


def test_an_engine_finds_it_in_another_process_too(tmp_path, folder, only_kept):
    """What is sent names the folder, so a pool begins as quickly."""
    engine = Engine(plugins=[], content=folder)
    engine.keep(tmp_path / "cache")
    only_kept()
    kept = Engine(plugins=[], content=folder, cache=tmp_path / "cache")
    rebuild, sent = kept.__reduce__()
    assert same(engine, rebuild(*sent))


@pytest.mark.parametrize("name", ["", "no_such_package_at_all", "os", "coachplan.engine", "coachplan:engine", "a\0b"])
def test_a_package_that_lies_in_no_folder_of_its_own_is_none(name):
    """Only a whole package can be told by its files."""
    assert () == installation.package_folders(name)


def test_a_package_is_found_without_being_imported():
    """By where it lies."""
    assert [str(Path(coachplan_ot.__file__).parent)] == list(installation.package_folders("coachplan_ot"))
