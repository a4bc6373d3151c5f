"""
How values show themselves: lines that nothing can break out of, and HTML only where there is what makes it.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.showing import as_lines, shows_itself

ODD = st.text(st.sampled_from(" \t\n\r\x85\u2028\u202e\x1b!*-?+a\ud800\u0301"), max_size=12) | st.text(max_size=12)


@given(st.lists(ODD))
def test_a_line_stays_one_line(lines):
    """Whatever is written, as many lines come out as went in, and each can be printed."""
    text = as_lines(f"- {line}" for line in lines)

    assert len(lines) == len(text.splitlines()) == text.count("\n") + bool(lines)
    assert all(line.startswith("-") for line in text.splitlines())
    assert text.encode() is not None
    assert not any(sign in text for sign in "\r\x85\u2028\u202e\x1b")


def test_what_is_indented_stays_so():
    """Each under what it belongs to."""
    assert "1. a\n   + b\n\nc" == as_lines(["1. a", "   + b", "", "c"])


def test_what_is_no_page_shows_its_lines():
    """A value that no page is made of has its lines and no HTML, and fails no cell."""

    @shows_itself
    @frozen
    class Thing:
        """Something."""

        def __str__(self):
            return "a thing"

    assert Thing()._repr_html_() is None
    assert {"text/plain": "a thing"} == Thing()._repr_mimebundle_(include=None, exclude=None)


@pytest.mark.whole
def test_without_the_extra_a_notebook_shows_the_lines():
    """Where Jinja2 is not installed there is no HTML and no error; the lines are there."""
    code = (
        "import sys; sys.modules['jinja2'] = sys.modules['markupsafe'] = None\n"
        "from coachplan.testing.builders import ENGINE, FAMILY, OPEN, D\n"
        "for each in (FAMILY, OPEN, ENGINE.review(OPEN, [], on=D)):\n"
        "    assert each._repr_html_() is None\n"
        "    assert each._repr_mimebundle_()['text/plain'] == str(each) != repr(each)\n"
        "print(FAMILY)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.startswith("Sam, 48 months\n")
