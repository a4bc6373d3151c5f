"""Adults relearning speech sounds, not children: real published sessions (Wambaugh et al. 2017, CC BY 4.0) replayed.

Reviewed after every session, to see the engine meet numbers that nobody made up. A session stands for every other day.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

from coachplan import (
    Caregiver,
    Catalogue,
    Child,
    Engine,
    Entry,
    Family,
    Focus,
    Plan,
    Routine,
    Skill,
    Source,
    Step,
    Strategy,
    hookimpl,
)

print(__doc__.splitlines()[0])

SOURCE = Source("replay/wambaugh-2017", "Wambaugh and colleagues 2017, CC BY 4.0", "RCT")


class Replay:
    @hookimpl
    def coachplan_catalogue(self):
        steps = [Step("Says the practised words", "The sound is right."), Step("Says new words", "The sound is right.")]
        way = Strategy(
            "replay/practice",
            "Practice",
            what="Practise.",
            when="In the session.",
            why="As published.",
            sources=[SOURCE],
        )
        skill = Skill(
            "replay/sounds", "Says the sounds", discipline="speech", steps=steps, routines=["play"], sources=[SOURCE]
        )
        return Catalogue(skills=[skill], strategies=[way])


engine = Engine(plugins=[Replay])
start = date(2017, 1, 2)
family = Family(
    Child("The speaker", 300), [Caregiver("Clinician")], routines=[Routine("session", "play")], id="wambaugh-2017"
)

with (Path(__file__).parent / "data" / "wambaugh2017.csv").open(newline="", encoding="utf-8") as file:
    sessions = [row for row in csv.DictReader(file) if row["phase"] != "A1"]

for case in dict.fromkeys(row["case"] for row in sessions):
    focus = Focus(
        "f1", "session", skill="replay/sounds", step=1, strategy="replay/practice", since=start, days_per_week=3
    )
    plan, entries = Plan(case.split("|")[0], family, focuses=[focus]), []
    print(f"\n{case}")
    for number, row in enumerate(row for row in sessions if row["case"] == case):
        day = start + timedelta(days=2 * number)
        entries.append(
            Entry(f"s{row['session']}", day, focus="f1", tries=int(row["tries"]), successes=int(row["successes"]))
        )
        step = engine.review(plan, entries, on=day).next_steps[0]
        print(
            f"  session {row['session']:>2}: {row['successes']:>2} of {row['tries']:>2}",
            f"  {step.action.kind:<16} {step.rule}",
        )
