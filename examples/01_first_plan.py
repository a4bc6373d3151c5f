"""A first plan for a family: one routine, one skill, five minutes, and why it fits."""

from datetime import date
from pathlib import Path

from coachplan import Engine, Family
from coachplan.documents.codec import read

engine = Engine()
family = read(Family, Path(__file__).parent / "data" / "theo.toml", catalogue=engine.catalogue)

for proposal in engine.propose(family, on=date(2026, 9, 7)):
    focus = proposal.plan.focuses[0]
    print(f"\n{engine.catalogue.skills[focus.skill].title}: {focus.cue}")
    print("  How:", engine.catalogue.strategies[focus.strategy].title)
    for reason in proposal.reasons:
        print("  +", reason)
    for caution in proposal.cautions:
        print("  !", caution)

print("\nLeft out, and why:")
for reason in proposal.left_out[:12]:
    print("  -", reason)
