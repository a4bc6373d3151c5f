"""
Many families of 50 entries each, from a file to a file: how many a second, beside a loop written by hand, and how much
memory it takes.

`python benchmarks/caseload.py` prints a table; `--families 1000` takes more of them. `--memory 1000 --memory 10000`
measures runs in processes of their own. By hand is what a program would do that knows this one plan: each line read as
JSON, its days pooled, one belief after another, a dozen readings, and the rules as if and else; no words, no signs, no
reasons.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from coachplan import Approval, Caregiver, Child, Engine, Entry, Family, Help, Routine
from coachplan.caseload import (
    Case,
    Reviewed,
    Written,
    dump_case,
    dump_result,
    load_case,
    read_cases,
    review_as_text,
    review_caseload,
    write_cases,
    write_results,
)

FIRST = date(2026, 3, 2)
ON = FIRST + timedelta(days=26)
ENTRIES = 50
WORKERS = 2


def engine():
    return Engine(help=Help(emergency="112", call="the clinic"))


def cases(made, number, entries=ENTRIES):
    """Families that practise twice a day, each with a log of its own."""
    family = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("mornings", "dressing", minutes=10)], id="sam")
    plan = made.propose(family, on=FIRST, skill="ot/pull-up-socks")[0].plan
    plan = made.approve(plan, Approval.everything(plan, by="Dana, OT", on=FIRST), role="clinician")
    focus = plan.focuses[0].id
    for each in range(number):
        log = [
            Entry(
                f"e{n}", FIRST + timedelta(days=1 + n // 2), focus=focus, tries=5, successes=(n * each + n // 7) % 6,
                place=("home", "nursery")[n % 5 == 0], who=("Alex", "Bo")[n % 3 == 0], did_strategy="yes",
            )
            for n in range(entries)
        ]  # fmt: skip
        yield Case(plan, log, on=ON, id=f"family-{each}")


# -- by hand

GROWTHS = (0.0, 0.05, 0.15)


def after(views, tries, successes, idle):
    """One day more of what is believed of a child, under three paces."""
    share = (successes + 0.5) / (tries + 1)
    weight = tries * share * (1 - share)
    pulled = weight * math.log(share / (1 - share))
    moved = []
    for (kept, ability, variance), growth in zip(views, GROWTHS, strict=True):
        chance = 1 / (1 + math.exp(-ability))
        middle, wide = ability + 4 * growth * chance * (1 - chance), variance + 0.02 * (1 + idle) + 0.3
        precision = 1 / wide
        mode = (middle * precision + pulled) / (precision + weight)
        for _ in range(30):
            part = 1 / (1 + math.exp(-mode))
            step = (successes - tries * part - (mode - middle) * precision) / (tries * part * (1 - part) + precision)
            mode += max(-2.0, min(2.0, step))
            if abs(step) < 0.01:
                break
        part = 1 / (1 + math.exp(-mode))
        bend = tries * part * (1 - part) + precision
        fit = successes * math.log(part) + (tries - successes) * math.log(1 - part) - math.log(wide * bend) / 2
        moved.append((kept + fit, max(-10.0, min(10.0, mode)), 1 / bend))
    top = max(kept for kept, _, _ in moved)
    return [(kept - top, ability, variance) for kept, ability, variance in moved]


def bounds(views):
    weights = [math.exp(kept) for kept, _, _ in views]
    found = []
    for wanted in (0.9, 0.1):
        low, high = -20.0, 20.0
        for _ in range(32):
            level = (low + high) / 2
            above = sum(
                weight / 2 * math.erfc((level - ability) / math.sqrt(2 * variance))
                for weight, (_, ability, variance) in zip(weights, views, strict=True)
            )
            low, high = (level, high) if above >= wanted * sum(weights) else (low, level)
        found.append(1 / (1 + math.exp(-low)))
    return found


def by_hand(line):
    """One line of a case to one line of a result."""
    case = json.loads(line)
    days = {}
    for entry in case["entries"]:
        days.setdefault(entry["on"], []).append(entry)
    views, last, pooled = [(0.0, 0.0, 1.0)] * 3, None, []
    groups = {"place": {}, "who": {}}
    for on in sorted(days):
        tries = sum(each.get("tries", 0) for each in days[on])
        successes = sum(each.get("successes", 0) for each in days[on])
        tags = {tag for each in days[on] for tag in each.get("tags", ())}
        today = date.fromisoformat(on)
        views = after(views, tries, successes, max(0, (today - last).days - 1) if last else 0)
        pooled.append((today, tries, successes, tags))
        for name, group in groups.items():
            for each in days[on]:
                before = group.get(each.get(name, ""), (0, 0))
                more = each.get("tries", 0), each.get("successes", 0)
                group[each.get(name, "")] = (before[0] + more[0], before[1] + more[1])
        last = today
    low, high = bounds(views)
    lately = pooled[-3:]
    success = sum(each[2] for each in lately) / max(1, sum(each[1] for each in lately))
    upset = sum(1 for each in lately if each[3] & {"distressed", "refused"})
    half = len(pooled) // 2
    halves = pooled[:half], pooled[half:]
    older, newer = (sum(each[2] for each in part) / max(1, sum(each[1] for each in part)) for part in halves)
    well = {name: sum(s / t >= 0.8 for t, s in group.values() if t >= 5) for name, group in groups.items()}
    kind, rule = "continue", "core/continue"
    if upset >= 2:
        kind, rule = "step-down", "core/upset"
    elif success == 0 and sum(each[1] for each in lately) >= 9:
        kind, rule = "step-down", "core/zero"
    elif high < 0.3:
        kind, rule = "step-down", "core/too-hard"
    elif len(pooled) >= 8 and newer <= older and high < 0.8:
        kind, rule = "change-strategy", "core/stalled"
    elif low >= 0.8:
        kind, rule = "step-up", "core/surely-works"
    elif well["place"] < 2 and success >= 0.9:
        kind, rule = "generalise", "core/one-place"
    readings = {"days": len(pooled), "success": success, "low": low, "high": high, "older": older, "newer": newer}
    return json.dumps({"id": case["id"], "kind": kind, "rule": rule, "readings": readings | well})


def by_hand_together(lines):
    return list(map(by_hand, lines))


# -- measured


def second(work, number, times=3):
    """How many families a second, by the clock: the best of a few, since others use the machine too."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return number / min(took)


def parts_of(stream, size=16):
    while some := list(islice(stream, size)):
        yield some


def hand_to_file(source, to, pool=None):
    with source.open(encoding="utf-8") as stream, to.open("w", encoding="utf-8") as out:
        each_in_turn = map if pool is None else pool.map
        for lines in each_in_turn(by_hand_together, parts_of(stream)):
            out.writelines(f"{line}\n" for line in lines)


def table(number):
    made = engine()
    spawned = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(WORKERS, mp_context=spawned) as pool:
        source, to = Path(folder) / "cases.jsonl", Path(folder) / "results.jsonl"
        write_cases(cases(made, number), source)
        given = list(cases(made, min(number, 200)))
        list(review_as_text(given[:64], made, executor=pool, chunk=4))  # every worker has its engine now
        list(review_caseload(given[:8], made))
        rows = {
            "values, in process": second(lambda: sum(1 for _ in review_caseload(given, made)), len(given)),
            f"values, {WORKERS} workers": second(
                lambda: sum(1 for _ in review_caseload(given, made, executor=pool)), len(given)
            ),
            "file to file, in process": second(
                lambda: write_results(review_as_text(read_cases(source), made), to), number, 2
            ),
            f"file to file, {WORKERS} workers": second(
                lambda: write_results(review_as_text(read_cases(source), made, executor=pool), to), number, 2
            ),
            "by hand, in process": second(lambda: hand_to_file(source, to), number),
            f"by hand, {WORKERS} workers": second(lambda: hand_to_file(source, to, pool), number),
        }
        parts = where_it_goes(made, given)
    print(f"{number} families of {ENTRIES} entries; {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print("| what | families a second |\n| --- | ---: |")
    for what, speed in rows.items():
        print(f"| {what} | {speed:,.0f} |")
    for where in ("in process", f"{WORKERS} workers"):
        ratio = rows[f"by hand, {where}"] / rows[f"file to file, {where}"]
        print(f"{where}: {ratio:.1f} times by hand")
    print("ms of CPU a family:", ", ".join(f"{what} {each:.2f}" for what, each in parts.items()))


def where_it_goes(made, given):
    """The parts of one family's way from line to line, in milliseconds of this process."""
    lines = [Written(dump_case(each), "") for each in given]
    reviews = [made.review(each.plan, each.entries, on=each.on) for each in given]
    results = [Reviewed("x", each) for each in reviews]
    work = {
        "read": partial(map, load_case, lines),
        "review": lambda: (made.review(each.plan, each.entries, on=each.on) for each in given),
        "write": partial(map, dump_result, results),
        "by hand": lambda: map(by_hand, [each.content for each in lines]),
        "JSON alone": lambda: (json.loads(each.content) for each in lines),
    }
    found = {}
    for what, begin in work.items():
        took = []
        for _ in range(3):
            begun = time.process_time()
            for _ in begin():
                pass
            took.append(time.process_time() - begun)
        found[what] = 1e3 * statistics.median(took) / len(given)
    return found


def memory(number, entries):
    """The most memory that this process and its largest worker came to hold, in MB, from a generator to a file."""
    made = engine()
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "results.jsonl"
        pool = partial(ProcessPoolExecutor, WORKERS, mp_context=multiprocessing.get_context("spawn"))
        done = write_results(review_as_text(cases(made, number, entries), made, executor=pool), to)
    most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"{done.reviewed} families: at most {most[0]:.0f} MB here, {most[1]:.0f} MB in a worker")


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--families", type=int, default=400)
    asked.add_argument("--memory", type=int, action="append", help="only the memory, for so many families")
    asked.add_argument("--entries", type=int, default=ENTRIES, help="of each family, where memory is measured")
    given = asked.parse_args()
    if not given.memory:
        table(given.families)
    elif len(given.memory) == 1:
        memory(given.memory[0], given.entries)
    else:
        for number in given.memory:  # each in a process of its own: what was held once is counted for ever
            more = ["--memory", str(number), "--entries", str(given.entries)]
            subprocess.run([sys.executable, __file__, *more], check=True)


if __name__ == "__main__":
    main()
