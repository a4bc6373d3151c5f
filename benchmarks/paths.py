"""
One review by every way there is, and how many differ: entries in one pass, followed one by one, followed anew from the
plan and the entries as they were written down, let go of as early as can be and gone on from what was saved, handed
over in another order, with rules asked one by one and as one function, in another process, as a caseload, and as a
caseload on a cluster.

    python benchmarks/paths.py 1000             # so many families, each reviewed after each entry
    python benchmarks/paths.py 1000 2           # by two processes
    python benchmarks/paths.py 1000 2 --dask    # and every twentieth family on a cluster of Dask on this machine, too

Made-up families with all plugins that are installed; what is late, amended, twice, impossible or yet to come is among
the entries, and now and then a step is taken, so that the plan is another from then on. Two reviews are the same where
their documents are, letter by letter.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from random import Random

from attrs import evolve

from coachplan import Approval, Caregiver, Child, CoachplanError, Engine, Entry, Family, Plan, Routine
from coachplan.caseload import Case, review_caseload
from coachplan.documents.codec import dumps, loads
from coachplan.knowledge import rule_sets
from coachplan.review import behind, log

FIRST = date(2026, 3, 2)
SAID = ("", "", "", "He did it by himself", "too tired today", "She cried and we stopped", "3 of 5 went well")
TAGS = ((), (), (), (), ("ill",), ("distressed",), ("no-time",), ("no-such-tag",))


@lru_cache(maxsize=4)
def life(seed):
    """The entries of a plan in the order in which they come; with each the day of its review, and the plan by then."""
    engine = ENGINE
    chance = Random(seed)
    skills = sorted(engine.catalogue.skills)
    kinds = sorted(engine.catalogue.routine_kinds)
    routines = [Routine(f"r{n}", kind, goes=3, matters=4) for n, kind in enumerate(chance.sample(kinds, 4))]
    family = Family(Child("Sam", chance.randrange(24, 110)), [Caregiver("Alex")], routines, id=f"family-{seed}")
    found = engine.propose(family, on=FIRST) or engine.propose(family, on=FIRST, skill=chance.choice(skills))
    if not found:
        return []
    plan = engine.approve(
        found[0].plan, Approval.everything(found[0].plan, by="Dana", on=FIRST), role="clinician"
    )
    day, rows = FIRST, []
    for number in range(chance.randrange(8, 24)):
        day += timedelta(days=chance.choice((0, 0, 1, 1, 2, 3, 20)))
        tries = chance.choice((None, 3, 5, 8))
        entry = Entry(
            f"e{number:02}",
            day - timedelta(days=chance.choice((0, 0, 0, 0, 0, 0, 4, -9))),
            focus=plan.focuses[0].id,
            tries=tries,
            successes=None if tries is None else chance.randrange(tries + 1),
            went=chance.choice(("", "", "mostly", "not-yet")),
            confidence=chance.choice((None, 3, 9)),
            stress=chance.choice((None, 1, 5)),
            did_strategy=chance.choice((None, "yes", "no")),
            place=chance.choice(("", "home", "Grandma's")),
            worked=chance.choice(SAID),
            tags=chance.choice(TAGS),
        )
        if rows and chance.random() < 0.08:
            entry = evolve(rows[-1][0], revision=chance.choice((0, 1)), successes=0)
        rows.append((entry, day, plan))
        if chance.random() < 0.3:
            plan = turned(engine, plan, [each for each, *_ in rows], day, chance)
    return rows


def turned(engine, plan, written, day, chance):
    """The plan after a step was taken, or after somebody made it lighter, put it on hold or changed a step by hand."""
    by = {"by": "Dana", "role": "clinician", "on": day}
    focus = plan.focuses[0]
    with suppress(CoachplanError):
        match chance.randrange(6):
            case 0:
                return engine.change(plan, focus.id, days_per_week=max(1, focus.days_per_week - 1), **by)
            case 1:
                return engine.hold(plan, focus.id, until=day + timedelta(days=6), why="away", by="Dana", on=day)
            case 2:
                return engine.change(plan, focus.id, step=focus.step + chance.choice((-1, 1)), **by)
        found = engine.review(plan, written, on=day)
        return engine.apply(plan, found.next_steps[0], entries=written, **by)
    return plan


def digest(review):
    """What two reviews are compared by."""
    return blake2b(dumps(review, indent=None).encode(), digest_size=12).hexdigest()


def in_one_pass(seed):
    """The digests of the reviews of one life, each from all that was written by then."""
    written, found = [], []
    for entry, day, plan in life(seed):
        written.append(entry)
        found.append(digest(ENGINE.review(plan, written, on=day)))
    return found


def other_ways(seed):
    """The same by each other way that this process has."""
    rows = life(seed)
    ways = {"followed": [], "restored": [], "saved": in_parts(seed), "shuffled": [], "one function": []}
    if not rows:
        return ways
    tracker = ENGINE.track(rows[0][2])
    restored, at, written = tracker, Random(seed).randrange(len(rows)), []
    for number, (entry, day, plan) in enumerate(rows):
        written.append(entry)
        tracker.add(entry)
        tracker.plan = plan
        ways["followed"].append(digest(tracker.review(on=day)))
        if number == at:
            written_down = [dumps(each) for each in written]
            restored = ENGINE.track(loads(Plan, dumps(plan)), [loads(Entry, each) for each in written_down])
        elif restored is not tracker:
            restored.add(entry)
            if plan is not rows[number - 1][2]:
                restored.plan = loads(Plan, dumps(plan))
        ways["restored"].append(ways["followed"][-1] if restored is tracker else digest(restored.review(on=day)))
        ways["shuffled"].append(digest(ENGINE.review(plan, Random(number).sample(written, len(written)), on=day)))
        often, rule_sets.OFTEN = rule_sets.OFTEN, 0
        ways["one function"].append(digest(ENGINE.review(plan, written, on=day)))
        rule_sets.OFTEN = often
    return ways


def in_parts(seed):
    """The same by a tracker that lets go of each entry as soon as it can, and is often put down and taken up again."""
    chance, written, found, tracker = Random(seed), [], [], None
    late, many = behind.LATE, log.MANY
    behind.LATE, log.MANY = 2, 1
    for entry, day, plan in life(seed):
        written.append(entry)
        if tracker is None:
            tracker = ENGINE.track(plan, lambda: list(written))
        elif chance.random() < 0.2:
            tracker = ENGINE.track(plan, lambda: list(written), saved=tracker.save())
        tracker.add(entry)
        tracker.plan = plan
        found.append(digest(tracker.review(on=day)))
        WENT_ON[0] += tracker.went_on
    behind.LATE, log.MANY = late, many
    return found


def compared(seed):
    """The reviews of one life, and how many differ by each other way of this process."""
    rule_sets.OFTEN = 10**12  # one by one
    expected = in_one_pass(seed)
    WENT_ON[0] = 0
    return expected, {way: unlike(expected, found) for way, found in other_ways(seed).items()}, WENT_ON[0]


def cases(seed):
    """One life as a caseload: a case for each of its reviews."""
    rows = life(seed)
    for number, (_, day, plan) in enumerate(rows):
        yield Case(plan, [each for each, *_ in rows[: number + 1]], on=day, id=f"{seed}-{number}")


def as_a_caseload(seeds, executor=None):
    """The digests of the reviews of several lives, in order."""
    every = (case for seed in seeds for case in cases(seed))
    return [digest(each.review) for each in review_caseload(every, ENGINE, executor=executor)]


def unlike(ones, others):
    """How many of two lists of digests are not the same."""
    return sum(one != other for one, other in zip(ones, others, strict=True))


ENGINE = Engine()

#: How many reviews went on from what was saved.
WENT_ON = [0]

#: Of each so many lives, one is reviewed in this process, too, beside the one that has just told; and as a caseload.
HERE_TOO = 20

if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    families, workers = (*numbers, None, None)[:2] if numbers else (1000, None)
    reviews, went_on, differ, kept = 0, 0, {"another process": 0, "a caseload": 0}, {}
    with ProcessPoolExecutor(workers) as pool:
        for seed, (expected, found, on_from) in enumerate(pool.map(compared, range(families), chunksize=20)):
            reviews, went_on = reviews + len(expected), went_on + on_from
            if seed % HERE_TOO == 0:
                kept[seed] = expected
                differ["another process"] += unlike(expected, in_one_pass(seed))
                differ["a caseload"] += unlike(expected, as_a_caseload([seed]))
            for way, number in found.items():
                differ[way] = differ.get(way, 0) + number
            if (seed + 1) % 500 == 0:
                print(f"{seed + 1} families, {reviews} reviews; differ: {differ}", flush=True)
    if "--dask" in sys.argv:
        from distributed import Client, LocalCluster

        here = {"threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
        with (
            LocalCluster(n_workers=workers or 2, **here) as made,
            Client(made) as client,
            client.get_executor() as executor,
        ):
            expected = [each for life_of in kept.values() for each in life_of]
            differ[f"Dask ({len(expected)} of them)"] = unlike(expected, as_a_caseload(kept, executor))
    print(f"{families} families, {reviews} reviews, each by {len(differ) + 1} ways; differ: {differ}")
    print(f"{went_on} of them went on from what was saved.")
