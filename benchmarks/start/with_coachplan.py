"""
The same with the library: a family, a plan and a log are read, an engine with three disciplines is made, the log is
reviewed, and what it says is printed. Arguments: the folder, the name of the log, and the folder of the cache, if any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from coachplan import Engine, Entry, Family, Plan
from coachplan.documents.codec import loads


def main(folder, name, cache):
    family = loads(Family, (folder / "family.json").read_text(encoding="utf-8"))
    plan = loads(Plan, (folder / "plan.json").read_text(encoding="utf-8"))
    entries = loads(list[Entry], (folder / f"{name}.json").read_text(encoding="utf-8"))
    review = Engine(cache=cache).review(plan, entries, on=entries[-1].on)
    for alert in review.alerts:
        print(alert.urgency, alert.say)
    for step in review.next_steps:
        print(family.child.name, step.action.kind, "-", step.because)


main(Path(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
