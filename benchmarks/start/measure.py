"""
What a start costs: imports beside `import attrs`, an engine cold and kept, and a whole process beside one by hand.

Processor time of new processes, theirs and the system's, in turns so that a busy machine is busy for all of them alike;
medians. Run by itself, or by `make bench`.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from coachplan import Approval, Caregiver, Child, Engine, Entry, Family, Routine
from coachplan.documents.codec import dumps

HERE = Path(__file__).resolve().parent
FIRST = date(2026, 3, 2)
LENGTH = 100
NOTES = (
    "He did the last bit by himself.", "", "She looked at me and waited. I counted to ten in my head.", "",
    "Tired after nursery, but no crying today.", "", "Grandma came and it went as usual.", "",
)  # fmt: skip
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
CONTENT = {"coachplan": "content", **{f"coachplan_{each}": "catalogue" for each in ("ot", "speech", "feeding")}}

#: What is run, what it is measured against, and the most times that it should cost.
ROWS = {
    "bare": ("start Python, nothing else", "attrs", None),
    "attrs": ("and `import attrs`", "attrs", None),
    "coachplan": ("and `import coachplan`", "attrs", 1.2),
    "engine": ("and `from coachplan import Engine`", "attrs", 2.5),
    "cold": ("and `Engine()` with three plugins", "attrs", None),
    "kept": ("the same, kept before (`cache=`)", "attrs", None),
    "hand": ("a whole process by hand, 100 entries of counts", "hand", None),
    "whole": ("the same with coachplan, kept before", "hand", 2),
    "whole-cold": ("the same, all read and checked", "hand", None),
    "hand-notes": ("a whole process by hand, notes in half of the entries", "hand-notes", None),
    "whole-notes": ("the same with coachplan, kept before", "hand-notes", 2),
}


def log(plan, notes):
    days = [FIRST + timedelta(days=n) for n in range(LENGTH) if n % 7 < 5]
    return [
        Entry(f"e{n}", days[n // 2], focus=plan.focuses[0].id, part_of_day=("morning", "evening")[n % 2], tries=5,
              successes=min(5, 1 + n * 3 // LENGTH + n % 2), minutes=5, confidence=7, stress=2,
              did_strategy="yes" if n % 3 else None, worked=notes[n % len(notes)])
        for n in range(LENGTH)
    ]  # fmt: skip


def write(folder):
    engine = Engine(needs=["ot", "speech", "feeding"], strict=True)
    plan = engine.propose(FAMILY, on=FIRST, skill="ot/pull-up-socks")[0].plan
    plan = engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=FIRST), role="clinician")
    kept = {"family": FAMILY, "plan": plan, "counts": log(plan, [""]), "notes": log(plan, NOTES)}
    for name, value in kept.items():
        (folder / f"{name}.json").write_text(dumps(value), encoding="utf-8")
    content = {
        name: {file.name: tomllib.loads(file.read_text("utf-8")) for file in (files(name) / under).iterdir()
               if file.name.endswith(".toml")}
        for name, under in CONTENT.items()
    }  # fmt: skip
    (folder / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    Engine().keep(folder / "cache")


def commands(folder):
    cache = str(folder / "cache")
    said = {
        "bare": "pass",
        "attrs": "import attrs",
        "coachplan": "import coachplan",
        "engine": "from coachplan import Engine",
        "cold": "from coachplan import Engine; Engine()",
        "kept": f"from coachplan import Engine; Engine(cache={cache!r})",
    }
    run = {
        "hand": ["by_hand.py", folder, "counts"],
        "whole": ["with_coachplan.py", folder, "counts", cache],
        "whole-cold": ["with_coachplan.py", folder, "counts"],
        "hand-notes": ["by_hand.py", folder, "notes"],
        "whole-notes": ["with_coachplan.py", folder, "notes", cache],
    }
    found = {name: [sys.executable, "-c", code] for name, code in said.items()}
    return found | {
        name: [sys.executable, str(HERE / file), *map(str, rest)] for name, (file, *rest) in run.items()
    }


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(rounds):
    with tempfile.TemporaryDirectory() as name:
        write(Path(name))
        to_run = commands(Path(name))
        taken = {row: [] for row in to_run}
        for number in range(rounds + 1):
            for row, command in to_run.items():
                took = seconds(command)
                if number:  # the first writes what Python compiles
                    taken[row].append(took)
    return {row: statistics.median(each) for row, each in taken.items()}


def table(medians):
    yield "| what | processor time | times | at most |"
    yield "| --- | ---: | ---: | ---: |"
    for row, (what, beside, most) in ROWS.items():
        times = medians[row] / medians[beside]
        yield f"| {what} | {medians[row] * 1000:.0f} ms | {times:.2f} | {most or ''} |"


if __name__ == "__main__":
    print("\n".join(table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 11))))
