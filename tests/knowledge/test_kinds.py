"""
The kinds of item stand in one table: what a row says is so wherever items are read, worded, translated or counted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import coachplan
from coachplan import Catalogue, Engine, hookimpl
from coachplan.documents.content import content_from_text, read_catalogue
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import merge
from coachplan.knowledge.checks import check
from coachplan.knowledge.kinds import KINDS
from coachplan.knowledge.language_packs import untranslated
from coachplan.testing.toy import toy

HEAD = 'format = "coachplan-content/1"\n'
BARRIER = """
[[barrier]]
id = "toy/rushed"
words = { en = ["rushed"] }
means = "There was no time."
ask = "When was there time?"
"""
IN_GERMAN = """
language = "de"
["toy/rushed"]
means = "Es war keine Zeit."
ask = "Wann war Zeit?"
"""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.shelf)
def test_a_row_names_what_is_there(kind):
    """The shelf is one of a catalogue, and each part that is words is a field of the class."""
    assert {} == getattr(Catalogue(), kind.shelf)
    assert set(kind.parts) <= set(attrs.fields_dict(kind.item))
    assert kind.label


def test_a_shelf_a_row():
    """Every shelf of a catalogue is that of one kind, but for what is kept by key."""
    beside = {"texts", "translations", "phrases", "turning"}
    assert [kind.shelf for kind in KINDS] == [each.name for each in attrs.fields(Catalogue) if each.name not in beside]


def test_what_an_item_says_is_a_text():
    """All that an item of the core or of a plugin says in a part that is words has a key, and is found by it."""
    catalogue = Engine(plugins=[toy]).catalogue
    english = catalogue.words.by_language["en"]
    for kind in KINDS:
        for value in getattr(catalogue, kind.shelf).values():
            said = dict(kind.said_in(value))
            assert said.items() <= english.items()
            assert {part for part in kind.parts if getattr(value, part)} == {
                text_key.partition("#")[2].partition(".")[0] for text_key in said
            }


def test_only_clinicians_read_what_is_for_them():
    """The meaning of a barrier, the basis of a rule and a number's are for clinicians; nothing else is."""
    catalogue = merge([core_catalogue(), content_from_text(HEAD + BARRIER)])
    parts = {text_key.partition("#")[2] for text_key in catalogue.for_clinicians}
    assert {"basis", "means", "what"} == parts
    assert {f"{item}#what" for item in catalogue.parameters} <= catalogue.for_clinicians
    assert not any(item.partition("#")[0] in catalogue.strategies for item in catalogue.for_clinicians)


# -- a barrier's meaning


def test_the_meaning_of_a_barrier_can_be_translated(tmp_path):
    """A folder in another language says what its barrier means, and is taken whole."""
    (tmp_path / "a.toml").write_text(HEAD + BARRIER, encoding="utf-8")
    (tmp_path / "b.toml").write_text(HEAD + IN_GERMAN, encoding="utf-8")
    part = read_catalogue(tmp_path)
    assert () == check(part, part)
    assert "Es war keine Zeit." == part.words.by_language["de"]["toy/rushed#means"]
    assert () == untranslated(part, "de")


def test_a_language_folder_may_say_what_barriers_of_others_mean(tmp_path):
    """A language that is brought to somebody else says what their barriers mean, and is loaded whole."""
    for name, words in (("toy", BARRIER), ("german", IN_GERMAN.replace('"de"', '"de"\ntranslates = ["toy"]'))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.toml").write_text(HEAD + words, encoding="utf-8")
    engine = Engine(plugins=[], content=[tmp_path / "toy", tmp_path / "german"])
    assert ["loaded", "loaded"] == [each.status for each in engine.plugins], engine.plugins
    assert "Es war keine Zeit." == engine.catalogue.words.by_language["de"]["toy/rushed#means"]


def test_a_meaning_is_not_needed_for_a_whole_language():
    """What only clinicians read does not count as missing for a caregiver."""
    assert ("toy/rushed#ask",) == untranslated(content_from_text(HEAD + BARRIER), "de")


# -- one place is enough

SONG = '''

@frozen
class Song:
    """
    Something to sing meanwhile.
    """

    id: str
    title: str
    verses: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    why: str = field(kw_only=True, default="")


KINDS = (*KINDS, Kind(item=Song, table="song", shelf="songs", words=("title", "verses"), for_clinicians=("why",)))
'''

SONGS = """
[[song]]
id = "tunes/rain"
title = "Rain"
why = "It sets the pace."
verses = ["Drip", "Drop"]
"""
IN_SPANISH = """
language = "es"
["tunes/rain"]
title = "Lluvia"
why = "Marca el ritmo."
"""

ASKED = """
import sys
from pathlib import Path

from click.testing import CliRunner

from coachplan import Catalogue, CoachplanError, Engine, hookimpl
from coachplan.cli.commands import coachplan
from coachplan.knowledge.catalogue import merge
from coachplan.knowledge.kinds import Song
from coachplan.knowledge.language_packs import untranslated
from coachplan.plugins.contributions import taken_in

folder = Path(sys.argv[1])
engine = Engine(plugins=[], content=[folder])
assert ["loaded"] == [each.status for each in engine.plugins], engine.plugins
song = engine.catalogue.songs["tunes/rain"]
assert Song("tunes/rain", "Rain", ("Drip", "Drop"), why="It sets the pace.") == song
texts = engine.catalogue.words
assert "Rain" == texts.find("tunes/rain#title", "en")
assert "Drop" == texts.find("tunes/rain#verses.2", "en")
assert "Lluvia" == texts.find("tunes/rain#title", "es")
assert "Marca el ritmo." == texts.find("tunes/rain#why", "es")
lacking = untranslated(engine.catalogue, "es")
assert "tunes/rain#verses.1" in lacking and "tunes/rain#why" not in untranslated(engine.catalogue, "xx")
assert (("songs", 1),) == engine.plugins[0].brings


class Tunes:
    name = "tunes"

    @hookimpl
    def coachplan_catalogue(self):
        return Catalogue(songs=[song])


assert {"tunes/rain": song} == Engine(plugins=[Tunes()]).catalogue.songs
other = Catalogue(songs=[Song("tunes/sun", "Sun")])
assert {"tunes/rain", "tunes/sun"} == set(merge([Catalogue(songs=[song]), other]).songs)
assert taken_in(other, "tunes").songs == other.songs and taken_in(other, "tunes").songs["tunes/sun"] is not song
try:
    taken_in(Catalogue(songs=[Song("tunes/sun", 3)]), "tunes")
except CoachplanError as error:
    assert "title" in str(error) and "Expected a text" in str(error), error
else:
    raise AssertionError("a title that is a number was taken in")
shown = CliRunner().invoke(coachplan, ["plugins", "--content", str(folder)]).output
assert "1 song\\n" in shown, shown
"""


@pytest.mark.whole
def test_a_kind_is_added_in_one_place(tmp_path):
    """One row more, and items of that kind are read, worded, translated, counted, let in and summed."""
    source = Path(coachplan.__file__).parent
    shutil.copytree(source, tmp_path / "src" / "coachplan", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "src" / "coachplan" / "knowledge" / "kinds.py").open("a", encoding="utf-8") as table:
        table.write(SONG)
    folder = tmp_path / "tunes"
    folder.mkdir()
    (folder / "a.toml").write_text(HEAD + SONGS, encoding="utf-8")
    (folder / "b.toml").write_text(HEAD + IN_SPANISH, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", ASKED, str(folder)],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 0 == run.returncode, run.stderr


class Mislaid:
    """Hands over an item on the shelf of another kind."""

    name = "mislaid"

    @hookimpl
    def coachplan_catalogue(self):
        return Catalogue(tags=core_catalogue().parameters.values())


def test_the_door_knows_what_stands_on_each_shelf():
    """A value of another kind is named, and would only come to light in the middle of a review."""
    (status,) = Engine(plugins=[Mislaid()]).plugins
    assert "failed" == status.status
    assert "stands among the tags, and is a Parameter. Give a Tag." in status.why
