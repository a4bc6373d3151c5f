"""
An app of one family in fast forward: what each tap costs, and what stays in memory, of as many taps as you like.

    python benchmarks/taps.py 1000000           # so many taps: an entry each, and a look after every hundredth

Thirty entries a day, one in fifty with a note, one in fifty late or amended. Memory is what the process has of the
machine (`/proc`, so on Linux alone).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from resource import getpagesize
from time import process_time

from attrs import evolve
from test_speed import FAMILY, FIRST, TWENTY

from coachplan import Approval, Engine, Entry

#: Entries a day; a look after so many taps; a line after so many.
A_DAY, A_LOOK, LINES = 30, 100, 10


def written(number: int, focus: str) -> Entry:
    """The entry of a tap."""
    return Entry(
        f"e{number}",
        FIRST + timedelta(days=number // A_DAY),
        focus=focus,
        part_of_day="morning" if number % 2 else "evening",
        place="home",
        tries=5,
        successes=number % 6,
        confidence=7,
        stress=2,
        worked=TWENTY[number % 4].format(number) if number % 50 == 0 else "",
    )


def tapped(number: int, focus: str) -> Entry:
    """What a tap writes: mostly a new entry, now and then one of some days ago, once more or late."""
    if number % 50 == 49:
        return evolve(written(number - 40, focus), revision=1, successes=1)
    return written(number, focus)


def resident() -> int:
    """Bytes of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


class Lived:
    """A plan, and all that was tapped so far, which is made anew whenever it is asked for."""

    def __init__(self) -> None:
        self.engine = Engine()
        plan = self.engine.propose(FAMILY, on=FIRST)[0].plan
        self.plan = self.engine.approve(plan, Approval.everything(plan, by="Dana", on=FIRST), role="clinician")
        self.focus = self.plan.focuses[0].id
        self.taps = 0
        self.reads = 0

    def log(self) -> Iterator[Entry]:
        """All that was written."""
        self.reads += 1
        return (tapped(number, self.focus) for number in range(self.taps))

    def live(self, taps: int) -> Iterator[tuple[int, int, float]]:
        """Tap, and tell now and then: taps so far, bytes in memory, and seconds of CPU since the last line."""
        tracker, began = self.engine.track(self.plan, self.log), process_time()
        for number in range(taps):
            entry = tapped(number, self.focus)
            self.taps = number + 1
            tracker.add(entry)
            if number % A_LOOK == A_LOOK - 1:
                tracker.review(on=FIRST + timedelta(days=number // A_DAY))
            if number % (taps // LINES) == taps // LINES - 1:
                spent = process_time() - began
                self.engine.forget()
                gc.collect()
                yield number + 1, resident(), spent
                began = process_time()


if __name__ == "__main__":
    lived, before = Lived(), None
    for taps, taken, spent in lived.live(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        each = "" if before is None else f"{(taken - before[1]) / (taps - before[0]):6.1f} bytes an entry more"
        print(f"{taps:9,} taps  {taken / 1e6:6.1f} MB  {spent:6.1f} s  {each}", flush=True)
        before = taps, taken
    print(f"The log was read {lived.reads} times.")
