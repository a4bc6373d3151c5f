"""
Notes of thirty people that no list, no weight and no threshold has seen: how much is heard, and how often for nothing.

The floors lie below what was measured once (docs/explanation/second-reader.md), by half of its interval. They are to
find a table that is worse; what is wanted stands in the document, and is more.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coachplan.model.flags import URGENCIES
from coachplan.testing.builders import installed

NOTES = Path(__file__).parent / "strangers.jsonl"
EVERYDAY = ("ordinary", "barrier", "question")


@pytest.fixture(scope="module")
def strangers(some_of):
    """Each note on which both labels agree that there is a danger, or none, with the urgency of the loudest mention."""
    read = []
    for note in map(json.loads, some_of(NOTES.read_text(encoding="utf-8").splitlines(), one_in=5)):
        if (note["level"] == "none") == (note["second"] == "none"):
            language = "es" if note["lang"] == "es" else "en"
            found = {one.urgency for one in installed().read(note["text"], language).mentions}
            read.append((note, next((level for level in (*URGENCIES, "look") if level in found), None)))
    return tuple(read)


def share(chosen, hit):
    chosen = list(chosen)
    assert chosen
    return sum(map(hit, chosen)) / len(chosen)


def at_its_level(pair):
    note, found = pair
    least = max(URGENCIES.index(level) for level in (note["level"], *note["also"]) if level in URGENCIES)
    return found in URGENCIES[: least + 1]


@pytest.mark.parametrize(("level", "least"), [("now", 0.60), ("today", 0.67), ("soon", 0.54)])
def test_a_danger_is_heard_at_its_level(strangers, level, least):
    """At its level or above, or at another level that one of the two readers would defend."""
    assert least <= share((pair for pair in strangers if pair[0]["level"] == level), at_its_level)


@pytest.mark.parametrize(("level", "least"), [("now", 0.70), ("today", 0.73), ("soon", 0.61)])
def test_a_danger_is_seen_at_all(strangers, level, least):
    """By an alert, or by the therapist alone."""
    assert least <= share((pair for pair in strangers if pair[0]["level"] == level), lambda pair: pair[1] is not None)


def test_everyday_notes_pause_little(strangers):
    """Of notes without any danger few pause a plan, and few are looked at."""
    everyday = [pair for pair in strangers if pair[0]["level"] == "none" and pair[0]["kind"] in EVERYDAY]

    assert share(everyday, lambda pair: pair[1] in ("now", "today")) <= 0.07
    assert share(everyday, lambda pair: pair[1] is not None) <= 0.16
