"""A chart as SVG for a page and as PNG: the same bytes each time, ids of its own, words that are read aloud."""

import io
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Message
from coachplan.charts import png, svg
from coachplan.model.plans import Hold
from coachplan.papers.alternative import alternative
from coachplan.papers.series import series
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five

sys.path.insert(0, str(Path(__file__).parent))
from drawn_series import any_series  # beside the tests, and no package

CHEAP = partial(settings, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
PLAN = evolve(OPEN, holds=[Hold(focus="f1", by="Alex", on=day(5), until=day(8))])
LOG = [*of_five(1, 2, 3), entry(4, tags=["ill"]), entry(30, went="mostly")]


def plain():
    return series(PLAN, LOG, "f1", on=day(31), catalogue=ENGINE.catalogue)


def ids(drawn):
    return re.findall(r'\bid="([^"]*)"', drawn)


@CHEAP(max_examples=8)
@given(any_series(), st.sampled_from(["en", "es"]))
def test_it_is_one_element_that_any_page_can_hold(drawn, language):
    """Well formed, without a prolog, a style that reaches others, a script, or anything from elsewhere."""
    found = svg(drawn, id_prefix="c-1", language=language)
    root = ET.fromstring(found)

    assert found.startswith("<svg xmlns=")
    assert found == svg(drawn, id_prefix="c-1", language=language)
    assert not re.search(r"<\?|<!|<style|style=|<script|xlink|metadata", found)
    assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"https?://[^\"' ]*", found))
    assert "img" == root.get("role")
    assert "c-1-title c-1-desc" == root.get("aria-labelledby")
    assert 0 < float(root.get("viewBox").split()[2]) <= 460


@pytest.mark.whole
@CHEAP(max_examples=8)
@given(any_series())
def test_two_share_a_page(drawn):
    """Every id is there once and begins with the prefix; whatever points to one finds it."""
    one, other = svg(drawn, id_prefix="one"), svg(drawn, id_prefix="two")
    found = ids(one) + ids(other)

    assert len(set(found)) == len(found)
    assert all(each.startswith("one-") for each in ids(one))
    for drawing in (one, other):
        pointed = re.findall(r"url\(#([^)]*)\)", drawing) + re.findall(r'href="#([^"]*)"', drawing)
        assert set(pointed) <= set(ids(drawing))
        assert len(pointed) == drawing.count("#") - len(re.findall(r'"#[0-9a-f]{6}"', drawing))


def test_it_says_what_it_shows():
    """Its title and its description are the text alternative."""
    drawn = plain()
    root = ET.fromstring(svg(drawn, id_prefix="c"))
    title, description = root[0], root[1]

    assert alternative(drawn) == f"{title.text}\n{description.text}"


def test_its_words_are_text():
    """They can be chosen, searched and read aloud."""
    found = svg(plain(), id_prefix="c")

    assert ">Tries that worked (%)<" in found
    assert ">days off, as agreed<" in found


@pytest.mark.whole
def test_the_bytes_are_the_same_in_another_process_and_under_other_settings():
    """Whatever the order of sets there, and whatever style the program has."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_export as t, hashlib; d = t.plain(); "
        "print(hashlib.sha256(t.svg(d, id_prefix='c').encode() + t.png(d, dpi=60)).hexdigest())"
    )
    here = str(Path(__file__).parent)
    said = {
        subprocess.run(
            [sys.executable, "-c", code, here], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert 1 == len(said)
    before = svg(plain(), id_prefix="c"), png(plain(), dpi=60)
    with mpl.rc_context({"svg.fonttype": "path", "font.size": 20.0, "axes.facecolor": "black", "savefig.dpi": 300}):
        assert before == (svg(plain(), id_prefix="c"), png(plain(), dpi=60))


@pytest.mark.parametrize("dpi", [72, 200])
def test_a_picture_is_as_wide_as_a_column(dpi):
    """16 cm, in grey alone, and without who made it when."""
    drawn = Image.open(io.BytesIO(png(plain(), dpi=dpi)))

    assert abs(drawn.width - 16 / 2.54 * dpi) <= 1
    assert {"dpi"} >= set(drawn.info)
    red, green, blue = (band.tobytes() for band in drawn.convert("RGB").split())
    assert red == green == blue


@pytest.mark.parametrize("prefix", ["", "1a", "a b", 'a"b', "a)b", "é", "a#b"])
def test_a_prefix_that_is_no_name_is_refused(prefix):
    """It would end an attribute, or begin nothing."""
    with pytest.raises(CoachplanError, match="begin an id"):
        svg(plain(), id_prefix=prefix)


@pytest.mark.parametrize("dpi", [0, -5, 35, 1201])
def test_a_picture_that_nobody_reads_or_no_machine_holds_is_refused(dpi):
    """With the bounds."""
    with pytest.raises(CoachplanError, match="36 to 1200"):
        png(plain(), dpi=dpi)


@pytest.mark.sweep(one_in=4)
@pytest.mark.parametrize("words", [
    '<script>alert(1)</script> & "quoted" id="x" url(#y) href="#z"', r"$\frac{$", "\x1b[31m\x07\x00",
    "\u202eevil\u2066",
    "]]> <!-- -->", "ع 漢 😀", "\ud800",
])  # fmt: skip
def test_words_of_others_stay_words(words):
    """Escaped, without controls, and never taken for an id."""
    drawn = plain()
    label = Message("core/chart.phase.step", {"step": 1, "title": words})
    drawn = evolve(drawn, skill=label, phases=[evolve(drawn.phases[0], label=label)])
    found = svg(drawn, id_prefix="c")
    root = ET.fromstring(found)

    assert not {each.tag for each in root.iter()} & {"{http://www.w3.org/2000/svg}script"}
    assert not set(found) & set("\x1b\x07\x00\u202e\u2066\ud800")
    assert "url(#c-y)" not in found
    assert "#c-z" not in found
    assert png(drawn, dpi=50).startswith(b"\x89PNG")
