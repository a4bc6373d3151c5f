"""The whole loop on three sample families: first plans, weekly reviews, why and why not, an alert, the history."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from coachplan import Approval, Engine, Family, Help, Plan, Review
from coachplan.documents.codec import read
from coachplan.documents.logs import read_log

DATA = Path(__file__).parent / "data"
START = date(2026, 9, 7)
FAMILIES = (
    ("theo.toml", "theo.csv", "ot/pull-up-socks", "Dana, OT"),
    ("lucia.toml", "lucia.jsonl", "speech/asks-for-more", "Dana, SLP"),
    ("noor.toml", "noor.csv", "feeding/open-cup", "Dana, feeding therapist"),
)


def rule(title: str = "", line: str = "-") -> None:
    print(f"\n{title} {line * (96 - len(title))}" if title else line * 97)


def show_proposals(engine: Engine, family: Family, skill: str) -> Plan:
    proposals = engine.propose(family, on=START)
    print("\nFirst plans that would fit:")
    for number, proposal in enumerate(proposals, start=1):
        focus = proposal.plan.focuses[0]
        print(f"\n  {number}. {engine.catalogue.skills[focus.skill].title} ({focus.skill}), {focus.minutes:g} minutes")
        print(f"     {focus.cue}")
        for reason in proposal.reasons:
            print(f"     + {reason}")
    for reason in proposals[0].left_out[:4]:
        print(f"     - {reason}")
    first = engine.propose(family, on=START, skill=skill, limit=1)[0]
    chosen = first.plan
    print(
        f"\n  Chosen together: {engine.catalogue.skills[skill].title}. "
        f"How: {engine.catalogue.strategies[chosen.focuses[0].strategy].title}."
    )
    print("\n    " + "\n    ".join(first.together))
    return chosen


def show_review(engine: Engine, family: Family, review: Review, week: int) -> None:
    rule(f"Week {week}, reviewed on {review.on}")
    for alert in review.alerts:
        print(f"\n  ALERT ({alert.urgency}), entry {alert.entry}: {alert.say}")
    for suggestion in review.next_steps:
        lines = engine.say(suggestion, language="en", audience="clinician").splitlines()
        print("\n  " + "\n  ".join(lines))
        if family.language != "en":
            print(f"  For the caregiver ({family.language}): {suggestion.because}")
        if suggestion.action.kind not in ("step-up", "maintain", "pause"):
            print(
                "\n  Why not a step up?\n    "
                + str(review.why_not(suggestion.focus, "step-up")).replace("\n", "\n    ")
            )
    shown = review.for_caregiver()
    asked = [" ".join([f"“{each.words}”", *each.answers]) for each in shown.questions]
    goals = [standing.say("en", audience="clinician") for standing in review.goals]
    parts = (("What they want", goals), ("Wins", shown.wins), ("For the next session", asked))
    for title, words in (*parts, ("Please note", shown.notes)):
        if words:
            print(f"\n  {title}:\n    " + "\n    ".join(words))
    negated = [f"“{each.words}” ({each.kind})" for each in review.mentions if each.urgency is None]
    if negated:
        print("\n  Mentioned, but not as happening: " + ", ".join(negated))


def one_family(engine: Engine, family_file: str, log_file: str, skill: str, therapist: str) -> None:
    family = read(Family, DATA / family_file, catalogue=engine.catalogue)
    rule(f"{family.child.name}, {family.child.age_months} months, with {family.caregivers[0].name}", "=")
    plan = show_proposals(engine, family, skill)
    plan = engine.approve(plan, Approval.everything(plan, by=therapist, on=START), role="clinician")

    log = read_log(DATA / log_file, tags=engine.catalogue.known_tags)
    for row in log.bad_rows:
        print(f"  Line {row.line} of {log_file} was not used: {row.reason}")
    weeks = -(-(max(entry.on for entry in log.entries) - START).days // 7)
    for week in range(1, weeks + 1):
        day = START + timedelta(days=7 * week - 1)
        so_far = [entry for entry in log.entries if entry.on <= day]
        review = engine.review(plan, so_far, on=day)
        show_review(engine, family, review, week)
        plan = engine.record(plan, review)
        if review.paused:
            for alert in review.alerts:
                plan = engine.clear(plan, alert, by=therapist, role="clinician", on=day, note="seen in the clinic")
            print(f"\n  {therapist} saw {family.child.name}, and cleared it on {day}.")
        elif review.next_steps[0].action.kind != "continue":
            plan = engine.apply(plan, review.next_steps[0], by=therapist, role="clinician", on=day, entries=so_far)

    print("\n  The plan's history:")
    for change in plan.history:
        step = f"step {change.before.step} to {change.after.step}" if change.before and change.after else ""
        print(f"    {change.on}  {change.kind:<16} {step:<14} {change.by:<26} {change.rule or change.why}")


def main() -> None:
    engine = Engine(help=Help(emergency="112", call="the clinic, 555 0100"))
    print("coachplan, with " + ", ".join(f"{each.name} {each.version} ({each.status})" for each in engine.plugins))
    for family_file, log_file, skill, therapist in FAMILIES:
        one_family(engine, family_file, log_file, skill, therapist)


if __name__ == "__main__":
    main()
