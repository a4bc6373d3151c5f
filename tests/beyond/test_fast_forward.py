"""
An app of one family in fast forward: a hundred thousand taps, and memory that stays but for an index.

`benchmarks/taps.py` does a million.
"""

from __future__ import annotations

import gc
from datetime import timedelta
from pathlib import Path
from resource import getpagesize

from attrs import evolve

from coachplan.documents.codec import dumps
from coachplan.testing.builders import ENGINE, OPEN, D, entry

TAPS, SETTLED, A_DAY, A_LOOK = 100_000, 20_000, 30, 100


def tapped(number):
    """What a tap writes: mostly a new entry, now and then one of yesterday, amended."""
    amends = number % 50 == 49
    at = number - 40 if amends else number
    on, place = D + timedelta(days=at // A_DAY), "home" if at % 3 else "nursery"
    words = "ok" if at % 20 == 0 else ""
    each = entry(1, at % 6, id=f"e{at}", on=on, place=place, confidence=7, stress=2, worked=words)
    return evolve(each, revision=1, successes=1) if amends else each


def resident():
    """Bytes of memory that this process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * getpagesize()


def test_memory_stays_but_for_an_index_and_the_log_is_read_once():
    """Of each entry fewer than 64 bytes stay; after nine years the review is the one that all entries give."""
    taps, reads, taken = [0], [], []

    def log():
        reads.append(taps[0])
        return map(tapped, range(taps[0]))

    follower = ENGINE.track(OPEN, log)
    for number in range(TAPS):
        each = tapped(number)
        taps[0] = number + 1
        follower.add(each)
        if number % A_LOOK == A_LOOK - 1:
            found = follower.review(on=D + timedelta(days=number // A_DAY))
        if number + 1 in (SETTLED, TAPS):
            taken.append(resident())
    assert len(reads) == 1
    assert (taken[1] - taken[0]) / (TAPS - SETTLED) < 64
    assert dumps(ENGINE.review(OPEN, log(), on=found.on)) == dumps(found)
    again = ENGINE.track(OPEN, log, saved=follower.save())
    assert dumps(again.review(on=found.on)) == dumps(found)
    assert again.went_on
