"""
A layout is a value: what can be declared, and what is refused when it is made and not when it is met.
"""

from __future__ import annotations

import pickle

import pytest

from coachplan import CoachplanError
from coachplan.spreadsheets import LAYOUTS, Layout, layout_named, read_layout


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_has_a_name_and_stays_as_it_is(name):
    """It is equal to another with the same in it, has a hash, and goes to another process."""
    layout = layout_named(name, focus="f1")

    assert layout == layout_named(name, focus="f1")
    assert hash(layout) == hash(layout_named(name, focus="f1"))
    assert layout == pickle.loads(pickle.dumps(layout))
    assert "P" not in layout.codes


def test_what_is_declared_stands_in_place_of_what_the_layout_says():
    """A code anew, however it is written; a level of cue takes a code of that name away."""
    assert "success" == layout_named("trials", codes={"nr": "success"}).codes["nr"]
    assert "NR" not in layout_named("trials", codes={"nr": "success"}).codes
    layout = layout_named("prompt-codes", cues={"PP": "partial"})
    assert "PP" not in layout.codes
    assert "full" == layout.codes["FP"]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({"codes": {"P": "sometimes"}}, "codes: P: found 'sometimes'. Expected one of success, miss"),
        ({"codes": {"P": 5}}, "codes: P: found a number."),
        ({"codes": {" ": "miss"}}, "found an empty code"),
        ({"codes": ["P"]}, "codes: found a list of 1. Give a table"),
        ({"codes": {"P": "miss", "P ": "miss"}}, "it is declared twice"),
        ({"codes": {"P": "miss"}, "cues": {"p": "verbal"}}, "cues: p: it is a code of a try and a level of cue"),
        ({"cues": {"VC": "loud"}}, "cues: VC: there is no meaning 'loud'."),
        ({"columns": {"Notes": "words"}}, "columns: Notes: there is no meaning 'words'."),
        ({"columns": {"Notes": 5}}, "columns: found a number"),
        ({"focuses": {"Socks": "f1", "socks ": "f2"}}, "it is declared twice"),
        ({"focuses": {5: "f1"}}, "focuses"),
        ({"area": "A1-F20"}, "area: found 'A1-F20'. Write it as A1:F20"),
        ({"day": "the top"}, "day: found a text of 7 characters. Write it as B1"),
        ({"header": 0}, "header: found 0"),
        ({"tries": 0}, "tries: found 0"),
        ({"dates": "american"}, "dates: "),
        ({"zone": "Mars/Base"}, "zone: found a text of 9 characters, which is no time zone"),
        ({"hidden": "show"}, "hidden: "),
        ({"notes": "note"}, "notes: "),
        ({"role": "mother"}, "role: "),
        ({"fill_down": "yes"}, "fill_down: found a text of 3 characters. Expected true or false"),
        ({"focusses": {}}, "there is no such field"),
    ],
)
def test_what_cannot_be_declared_is_refused_when_it_is_made(declared, told):
    """With its field and, of what could be a code, the code."""
    with pytest.raises(CoachplanError) as error:
        layout_named("trials", **declared)
    assert told in str(error.value)


def test_a_file_that_declares_none_says_why(tmp_path):
    """The name of the layout is asked for, and a field that there is not is named with the nearest."""
    file = tmp_path / "mine.toml"
    for text, told in (
        ("", "mine.toml: layout: this is missing. Begin with layout = one of trials"),
        ('layout = "trials"\ncode = 5', "mine.toml: code: there is no such field. Did you mean 'codes'?"),
        ('layout = "trails"', "mine.toml: layout: there is no layout 'trails'. Did you mean 'trials'?"),
        ('layout = "trials"\n[codes]\nP = "x"', "mine.toml: codes: P: found 'x'."),
        ("layout = ", "mine.toml: this is not TOML"),
        ("layout = 5", "mine.toml: layout: this is missing"),
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(CoachplanError) as error:
            read_layout(file)
        assert told in str(error.value)


def test_a_layout_shows_no_words():
    """Headings and targets are the family's."""
    layout = Layout(
        shape="trials", columns={"Zorblax": ""}, focuses={"Zorblax": "f1"}, codes={"Z": "miss"}, sheet="Zorblax"
    )
    assert "Zorblax" not in repr(layout)
