"""
The table of formats: by name inside, and by the kinds themselves for whoever asks.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from coachplan import Entry, Plan
from coachplan.documents.formats import ENTRIES, FORMATS, Entries, format_of, kind_of_form


def test_every_kind_is_found_by_itself():
    """Each once, with its format; a log in all three ways."""
    assert len(FORMATS) == len(list(FORMATS)) == len(set(FORMATS))
    assert dict(FORMATS) == {kind: format_of(kind) for kind in FORMATS}
    assert {ENTRIES} == {FORMATS[kind] for kind in (list[Entry], tuple[Entry, ...], Entries)}
    assert kind_of_form("entries") == list[Entry]
    assert kind_of_form("plan") is Plan


#: A class that is called as one of ours.
CALLED_SO = type("Plan", (), {"__module__": Plan.__module__})


@pytest.mark.parametrize("kind", [CALLED_SO, Plan.__name__, list[Plan], list, None, 3, object, [Plan]])
def test_what_is_no_kind_of_document_has_no_format(kind):
    """Not even a class that is called as one is."""
    assert format_of(kind) is None


def test_who_reads_a_plan_waits_for_no_other_kind():
    """What a clinic's logs say, what is audited, what is proposed: imported where one is read."""
    code = "import sys; from coachplan.documents import codec; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "coachplan.model.plans" in loaded
    assert {"coachplan.model.fitted", "coachplan.model.audited", "coachplan.model.proposals"}.isdisjoint(loaded)
