"""A week of feedback: read the log, review it, show the caregiver, and take the next small step."""

from datetime import date
from pathlib import Path

from coachplan import Approval, Engine, Family
from coachplan.documents.codec import read
from coachplan.documents.logs import read_log

data = Path(__file__).parent / "data"
engine = Engine()
family = read(Family, data / "theo.toml", catalogue=engine.catalogue)
plan = engine.propose(family, on=date(2026, 9, 7), skill="ot/pull-up-socks")[0].plan
plan = engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=date(2026, 9, 7)), role="clinician")

log = read_log(data / "theo.csv")
for row in log.bad_rows:
    print(f"Line {row.line} was not used: {row.reason}")

review = engine.review(plan, log.entries[:5], on=date(2026, 9, 13))
shown = review.for_caregiver()
print("Went well:", *shown.wins, sep="\n  ")
print("Next:", *(step.words for step in shown.next_steps), sep="\n  ")
print("For the next session:", *(asked.words for asked in shown.questions), sep="\n  ")

plan = engine.apply(plan, review.next_steps[0], by="Alex", on=date(2026, 9, 13), entries=log.entries[:5])
print("\nThe plan now:", f"step {plan.focuses[0].step}, since {plan.focuses[0].since}")
