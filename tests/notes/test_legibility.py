"""
What no list can read is said: another script, words run together, damaged letters. A name, a picture or a number is not.
"""

# ruff: noqa: E501 -- a note stands on one line

from __future__ import annotations

import pytest

from coachplan.model.flags import RedFlag
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.reader import read
from coachplan.testing.builders import installed

ENGINE = installed()


@pytest.mark.parametrize(
    "text",
    [
        "\u0627\u062e\u062a\u0646\u0642 \u0627\u0644\u064a\u0648\u0645",
        "ate well today, \u043e\u043d \u043d\u0435 \u0434\u044b\u0448\u0438\u0442",
        "\u043d\u0435 \u0434\u044b\u0448\u0438\u0442",
        "good day but \u043d\u0435 \u0434\u044b\u0448\u0438\u0442",
        "\u4ed6\u505c\u6b62\u4e86\u547c\u5438",
        "we sang today and \u4ed6\u505c\u6b62\u4e86\u547c\u5438",
        "\u0939\u0938\u092a\u0924\u093e\u0932",
        "ate well and \u0938\u093e\u0901\u0938 \u0928\u0939\u0940\u0902 \u0932\u0947 \u0930\u0939\u093e",
        "hestoppedbreathing",
        "today heisnotbreathing",
        "notbreathing",
        "nopuederespirar",
        "respir\ufffd mal",
        "he is \ufffd\ufffd now",
        "he can\u00e2\u20ac\u2122t",
        "ni\u00c3\u00b1o feliz",
        "he can?t sit",
        "\U0001f691\U0001f691",
        "\U0001f198",
    ],
)
def test_what_cannot_be_read_is_said(text):
    """Statements in another script, run-together words, damaged letters and a lone picture of alarm are not checked."""
    reading = ENGINE.read(text)

    assert not reading.checked
    assert reading.unread
    assert all(words in text for words in reading.unread)


@pytest.mark.parametrize(
    "text",
    [
        "he sat well today \U0001f600\U0001f389",
        "\U0001f600",
        "\u2764\ufe0f \U0001f44d",
        "played with \u041e\u043b\u044f and \u0418\u0432\u0430\u043d today",
        "\u0645\u062d\u0645\u062f ate well today",
        "\u7f8e\u54b2 said mama today",
        "did 12 of 15, 80%, 3x, at 3pm",
        "see https://example.org/a/verylongunbrokenaddressofapage and www.example.org",
        "write to averylongunbrokenname@example.org please",
        "nooooooooooooooooooooooo",
        "hahahahahahahahahahaha",
        "the gastroenterologist and the otorrinolaring\u00f3logo came, desafortunadamente",
        "is it ok? what else?can we stop",
        "10 \u03bcg, \u03b2 and \u00bd",
        "caf\u00e9 jalape\u00f1o \u00f8re \u0142",
        "",
    ],
)
def test_an_ordinary_note_is_checked(text):
    """Pictures, numbers, addresses, learned words, laughter and names in another script are no reason to doubt a note."""
    assert ((), True) == (ENGINE.read(text).unread, ENGINE.read(text).checked)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("he can\u00e2\u20ac\u2122t breathe", "core/breathing"),
        ("he can?t breathe", "core/breathing"),
        ("se ahog\ufffd con pan", "core/choking"),
        ("\u0645\u062d\u0645\u062f he choked on bread \u0645\u062d\u0645\u062f", "core/choking"),
    ],
)
def test_what_can_be_guessed_is_read_all_the_same(text, flag):
    """Damage is said, and what was likely written is read."""
    assert flag in {one.flag for one in ENGINE.read(text).mentions if one.urgency}


def test_a_script_is_read_where_a_known_language_is_written_in_it():
    """A language whose signs are all listed makes its script known; one that has only words that take out does not."""
    sign = RedFlag("x/sign", "now", words={"ru": ["\u0434\u044b\u0448\u0438\u0442"]}, say="Call.")
    out = RedFlag("x/sign", "now", words={"en": ["sign"], "ru": ["! \u0434\u044b\u0448\u0438\u0442"]}, say="Call.")
    note = "\u043e\u043d \u043d\u0435 \u0434\u044b\u0448\u0438\u0442"

    assert read(Lexicon.of([sign]), note, "ru").checked
    assert not read(Lexicon.of([out]), note, "ru").checked
    assert not read(Lexicon.of([out]), note, "en").checked
