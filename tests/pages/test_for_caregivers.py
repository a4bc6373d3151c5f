"""
Pages for caregivers as HTML: whole, alone, and with nothing in them that was not meant as words.
"""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from coachplan.model.family import Child
from coachplan.model.goals import Goal
from coachplan.model.skills import STEP_KINDS
from coachplan.pages.drawings import drawings, routine_drawing, step_drawing
from coachplan.pages.for_caregivers import cues_page, handout_page, log_sheet_page
from coachplan.papers.cues import cues
from coachplan.papers.handout import handouts
from coachplan.papers.log_sheet import log_sheets
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, D

TEXTS = ENGINE.catalogue.words
HOSTILE = "</p><script>window.pwned=1</script><img src=x onerror=pwned> {{ 7*7 }} {% raw %} \u202eturned \x1b[31m &amp;"


class Seen(HTMLParser):
    """What a page is made of: its tags, its attributes and its words."""

    EMPTY = frozenset(("meta", "br", "img", "path", "circle", "rect", "ellipse"))

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words, self.open, self.ids = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def pages(plan, language=""):
    """Each page that a caregiver is given of a plan."""
    papers = handouts(ENGINE, plan, ENGINE.review(plan, [], on=D), language=language)
    yield handout_page(papers, TEXTS)
    yield log_sheet_page(log_sheets(ENGINE, plan, first=D, language=language), TEXTS)
    yield cues_page(cues(papers), TEXTS)


def with_words(words):
    """A plan in which a family wrote these words wherever words can stand."""
    child = evolve(OPEN.family.child, name=words)
    routines = [evolve(each, label=words) for each in OPEN.family.routines]
    family = evolve(OPEN.family, child=child, routines=routines, goals=[Goal(words, routine="play")])
    approval = evolve(OPEN.approval, by=words)
    return evolve(OPEN, family=family, focuses=[evolve(FOCUS, cue=words)], approval=approval)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_stands_alone(language):
    """One document in its language: no script, nothing loaded, each part closed, and each id once."""
    for page in pages(OPEN, language):
        seen = Seen(page)

        assert [] == seen.open
        assert {"script", "link", "img", "iframe", "object", "form"}.isdisjoint(seen.tags)
        assert [] == [pair for pair in seen.attributes if pair[0] in ("src", "href", "style") or pair[0][:2] == "on"]
        assert ("lang", language) in seen.attributes
        assert "default-src 'none'" in page
        assert len(seen.ids) == len(set(seen.ids))
        assert 1 == len(re.findall("<main", page))
        assert 1 == page.count("<h1")


@given(st.text(min_size=1).filter(str.strip))
@example(HOSTILE)
@example("x" * 3000)
def test_what_was_written_is_only_words(words):
    """Whatever it holds, it makes no tag, no attribute and nothing that cannot be seen."""
    plain, written = pages(OPEN), pages(with_words(words))
    for before, after in zip(plain, written, strict=True):
        seen = Seen(after)

        assert {"script", "img"}.isdisjoint(seen.tags)
        assert set(seen.tags) <= {*Seen(before).tags, "section", "h2", "p"}
        assert [] == seen.open
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", after)


def test_hostile_words_are_shown_as_they_were_written():
    """Nothing is lost of what can be seen: whoever reads the page sees the very signs."""
    page = handout_page(handouts(ENGINE, with_words(HOSTILE), ENGINE.review(with_words(HOSTILE), [], on=D)), TEXTS)
    words = " ".join(Seen(page).words)

    assert "<script>window.pwned=1</script>" in words
    assert "{{ 7*7 }}" in words
    assert "turned [31m" in words


def test_the_same_page_each_time():
    """Byte for byte."""
    assert list(pages(OPEN)) == list(pages(OPEN))


def test_every_routine_and_step_has_a_drawing():
    """A kind that nobody drew has that of two people; every drawing is used, and none speaks to whoever listens."""
    kinds = ENGINE.catalogue.routine_kinds
    named = {routine_drawing(kind) for kind in kinds} | {step_drawing(kind) for kind in STEP_KINDS}

    assert named <= drawings().keys()
    assert routine_drawing("clinic/hippotherapy") == "together"
    assert all('aria-hidden="true"' in drawn for drawn in drawings().values())
    assert 20 <= len(named)


def test_without_the_extra_it_says_how_to_get_it():
    """One sentence, and no traceback of somebody else's."""
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from coachplan.base.errors import MissingExtraError\n"
        "from coachplan.pages.environment import environment\n"
        "try: environment()\n"
        "except MissingExtraError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert 'pip install "coachplan[pages]"' in said


def test_a_long_name_of_a_child_breaks():
    """A name without a blank does not push the page apart: its letters may be parted anywhere."""
    plan = evolve(OPEN, family=evolve(OPEN.family, child=Child("Wolfeschlegelstein" * 9, 48)))

    assert all("overflow-wrap: anywhere" in page for page in pages(plan))
