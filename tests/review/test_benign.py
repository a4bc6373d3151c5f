"""
Ordinary notes: nothing comes of them, or a look, or soon at the most, and no plan is paused for one.

What each may come to was written before anything was mended (`benign.toml`). Those that are still heard as more stand
here by name, so that each new one is seen.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from coachplan.model.approvals import Approval
from coachplan.testing.builders import PLAN, day, entry, installed

HERE = Path(__file__).parent
NOTES = tomllib.loads((HERE / "benign.toml").read_text(encoding="utf-8"))["note"]
ORDER = ("nothing", "look", "soon", "today", "now")


@cache
def outcome(text, language="en"):
    """What comes of a note: the most urgent alert, a look or nothing; and whether the plan is paused."""
    review = installed().review(PLAN, [entry(1, hard=text, language=language)], on=day(1))
    if review.alerts:
        return review.alerts[0].urgency, review.paused
    return ("look" if review.worth_a_look else "nothing"), review.paused


def over(note):
    found, _ = outcome(note["say"], note.get("language", "en"))
    return ORDER.index(found) > ORDER.index(note["most"])


#: Heard as more than it should be, and as what. Half of them by the second reader, whom no list teaches.
STILL = {
    "Pinched a finger in the toy box, cried one minute, then asked for the box again.": "soon",
    "used to say ba, now he says ball": "look",
    "She doesn't babble anymore, she talks all day now!": "look",
    "Doesn't want the bottle anymore, drinks from the open cup like his brother.": "look",
    "She wears her hearing aids from breakfast to bath now.": "soon",
    "He bit his tongue a bit at lunch, it bled for a second and then he wanted ice cream.": "soon",
    "He used to cry when I left the room, now he waves.": "today",
    "She doesn't call me mama anymore, it's mummy now": "soon",
    "She is deaf in one ear so I sat on her good side and she turned to me four times.": "today",
    "Antes decía pa, ahora ya dice pan.": "look",
    "Barely slept, blocked nose. We just read.": "soon",
    "He doesn't bum shuffle these days, he runs.": "look",
    "She has stopped waving at the bus, she shouts bye bus instead.": "soon",
    "Baby brother choked up some milk in his cot so I had to run, she finished the puzzle by herself.": "today",
}


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note["say"])
def test_an_ordinary_note_comes_to_little(note):
    """No more than was written beside it."""
    assert outcome(note["say"], note.get("language", "en"))[0] == STILL.get(note["say"]) or not over(note)


def test_how_many_ordinary_notes_alert_and_pause():
    """Of all of them; before they were mended 31 of 108 alerted, and 18 paused the plan."""
    found = [outcome(note["say"], note.get("language", "en")) for note in NOTES]
    assert sum(level in ("soon", "today", "now") for level, _ in found) <= 16
    assert sum(paused for _, paused in found) <= 4


def test_what_is_known_of_the_child_pauses_nothing_where_a_clinician_said_so():
    """The one condition of these that is heard as of today is soon, once it is expected."""
    note = "She is deaf in one ear so I sat on her good side and she turned to me four times."
    assert ("today", True) == outcome(note)
    known = Approval("Dana, SLP", day(1), expected=["speech/hearing-changed"], expected_until=day(90))
    plan = installed().approve(PLAN, known, role="clinician")
    review = installed().review(plan, [entry(1, hard=note)], on=day(1))
    assert ["soon"] == [alert.urgency for alert in review.alerts]
    assert not review.paused


def test_what_is_said_to_be_still_heard_is():
    """A note that is mended leaves the list."""
    assert {note["say"] for note in NOTES if over(note)} == set(STILL)
