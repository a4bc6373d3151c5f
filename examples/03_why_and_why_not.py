"""Why this step, and why not another: the rule, the readings, the entries, and what would be enough."""

from datetime import date, timedelta
from pathlib import Path

from coachplan import Engine, Entry, Family
from coachplan.documents.codec import read

start = date(2026, 9, 7)
engine = Engine()
family = read(Family, Path(__file__).parent / "data" / "theo.toml", catalogue=engine.catalogue)
plan = engine.propose(family, on=start, skill="ot/pull-up-socks")[0].plan
focus = plan.focuses[0].id

successes = [3, 4, 3, 4, 4]
entries = [
    Entry(f"e{number}", start + timedelta(days=number), focus=focus, tries=5, successes=count)
    for number, count in enumerate(successes)
]
review = engine.review(plan, entries, on=start + timedelta(days=6))

print("What, and why (for the clinician):\n")
print(engine.say(review.next_steps[0], audience="clinician"))

print("\nWhy has it not moved on?\n")
print(review.why_not(focus, "step-up"))

print("\nWhat is not known, and what it would take:\n")
for missing in review.missing:
    print("-", missing.why)
