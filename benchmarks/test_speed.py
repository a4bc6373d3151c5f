"""
What the things cost that an app does: import, make an engine, review a log, keep it and read it again.

The log is made up and the same each time: two entries a day, five days a week, with notes in half of them. Not run by
`make test`; `make bench` runs it and prints the table.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import count

import pytest
from attrs import evolve

from coachplan import Approval, Caregiver, Child, Engine, Entry, Family, Routine
from coachplan.documents.codec import dumps, loads

FIRST = date(2026, 3, 2)
NOTES = (
    "He did the last bit by himself.",
    "",
    "She looked at me and waited. I counted to ten in my head.",
    "",
    "Tired after nursery, but no crying today.",
    "",
    "Grandma came and it went as usual.",
    "",
)

#: Twenty words or so, of which no two notes have the same.
TWENTY = (
    "He pulled the sock over his heel after I counted to three. It took about four minutes. No tears today. Day {}.",
    "She pointed at the cup while the radio was on. I said nothing and it worked. She wanted to go again. Day {}.",
    "We sat on the stairs together because nursery was early. The left one was harder than the right one. Day {}.",
    "He asked for the blue one before we had to leave. I think the loose ones are easier. Busy morning. Day {}.",
)

FAMILY = Family(
    Child("Sam", 48, interests=["trains"]),
    [Caregiver("Alex")],
    routines=[
        Routine("morning", "dressing", minutes=10, goes=3, matters=5),
        Routine("evening", "dinner", minutes=20, goes=3, matters=4),
        Routine("stories", "books", minutes=15, goes=4, matters=3),
    ],
    id="sam",
)


@pytest.fixture(scope="module")
def engine():
    made = Engine()
    loaded = {plugin.name for plugin in made.plugins if plugin.status == "loaded"}
    assert {"ot", "speech", "feeding"} <= loaded, f"the figures are with three plugins; loaded: {sorted(loaded)}"
    return made


@pytest.fixture(scope="module")
def plan(engine):
    return engine.propose(FAMILY, on=FIRST)[0].plan


def log(plan, length):
    """A log of *length* entries, and its last day."""
    days = (FIRST + timedelta(days=n) for n in range(length * 2) if n % 7 < 5)
    found = []
    for day in days:
        for part in ("morning", "evening"):
            number = len(found)
            if number == length:
                return found, found[-1].on
            successes = min(5, 1 + number * 3 // length + number % 2)
            found.append(
                Entry(f"e{number}", day, focus=plan.focuses[0].id, part_of_day=part, tries=5, successes=successes,
                      minutes=5, confidence=7, stress=2, worked=NOTES[number % len(NOTES)])
            )  # fmt: skip
    return found, found[-1].on


def test_import(benchmark):
    """A new Python that only says `import coachplan`."""
    run = [sys.executable, "-c", "import coachplan"]
    benchmark.pedantic(subprocess.run, args=(run,), kwargs={"check": True}, rounds=10, warmup_rounds=1)


def test_bare_python(benchmark):
    """A new Python that does nothing: what of the row above is not ours."""
    run = [sys.executable, "-c", "pass"]
    benchmark.pedantic(subprocess.run, args=(run,), kwargs={"check": True}, rounds=10, warmup_rounds=1)


def test_engine(benchmark):
    """`Engine()`, with the core's content and three plugins read and checked."""
    benchmark.pedantic(Engine, rounds=10, warmup_rounds=1)


def test_first_review(benchmark, plan):
    """The first review of a new engine, which makes ready what the later ones use again."""
    entries, day = log(plan, 10)

    def fresh():
        return (Engine(), plan, entries), {"on": day}

    benchmark.pedantic(lambda made, *given, **on: made.review(*given, **on), setup=fresh, rounds=5)


@pytest.mark.parametrize("length", [10, 100, 1000])
def test_review(benchmark, engine, plan, length):
    """One review of a log."""
    entries, day = log(plan, length)

    review = benchmark(engine.review, plan, entries, on=day)

    assert len(review.next_steps) == len(plan.focuses)


@pytest.mark.parametrize("length", [100, 1000, 10_000])
def test_tracker(benchmark, engine, plan, length):
    """One entry more where a plan is followed, and its review: no notes, so that it is the fold and the decision."""
    opened = engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=FIRST), role="clinician")
    entries = [evolve(entry, worked="") for entry in log(opened, length)[0]]
    tracker, last, added = engine.track(opened, entries), entries[-1], count(1)
    tracker.review(on=last.on)

    def one_more():
        number = next(added)
        day = last.on + timedelta(days=number)
        return (evolve(last, id=f"more-{number:06}", on=day, successes=number % 4),), {}

    def add_and_review(entry):
        tracker.add(entry)
        return tracker.review(on=entry.on)

    found = benchmark.pedantic(add_and_review, setup=one_more, rounds=100, warmup_rounds=5)

    assert len(opened.focuses) == len(found.next_steps)


def twenty(number):
    """A note of twenty words that nobody has read."""
    return TWENTY[number % len(TWENTY)].format(number)


def test_note(benchmark, engine):
    """A new note of twenty words, by both readers, with all that it tells."""
    engine.read(twenty(0))
    numbers = count(1)

    benchmark.pedantic(engine.read, setup=lambda: ((twenty(next(numbers)),), {}), rounds=400)


def noted(plan, first):
    """A log of 100 entries with twenty words each, numbered from *first* on, and its last day."""
    entries, day = log(plan, 100)
    return [evolve(entry, worked=twenty(first + place)) for place, entry in enumerate(entries)], day


def test_review_noted_new(benchmark, engine, plan):
    """A review of 100 entries with twenty words each that nobody has read."""
    numbers = count(1_000_000, 100)

    def new():
        entries, day = noted(plan, next(numbers))
        return (plan, entries), {"on": day}

    benchmark.pedantic(engine.review, setup=new, rounds=10, warmup_rounds=1)


def test_review_noted_again(benchmark, engine, plan):
    """The same review where the notes were read by the review before."""
    entries, day = noted(plan, 2_000_000)

    benchmark.pedantic(engine.review, args=(plan, entries), kwargs={"on": day}, rounds=20, warmup_rounds=1)


def test_propose(benchmark, engine):
    """First plans for a family of three routines."""
    assert benchmark(engine.propose, FAMILY, on=FIRST)


def test_dumps(benchmark, plan):
    """A log of 1,000 entries, written."""
    entries, _ = log(plan, 1000)

    assert benchmark(dumps, entries)


def test_loads(benchmark, plan):
    """A log of 1,000 entries, read and checked."""
    entries, _ = log(plan, 1000)
    written = dumps(entries)

    assert len(benchmark(loads, tuple[Entry, ...], written)) == 1000
