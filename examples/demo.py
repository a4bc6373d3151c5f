"""
The whole loop on sample families: a first plan, weekly reviews, what the family reads and what the therapist reads.

One family in full and the others in a line a week; `--full` tells all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from textwrap import fill

from coachplan import Approval, Engine, Entry, Family, Help, Plan, Proposal, Review
from coachplan.documents.codec import read
from coachplan.documents.logs import read_log

DATA = Path(__file__).parent / "data"
START = date(2026, 9, 7)
FAMILIES = (
    ("theo.toml", "theo.csv", "ot/pull-up-socks", "Dana, OT"),
    ("lucia.toml", "lucia.jsonl", "speech/asks-for-more", "Dana, SLP"),
    ("noor.toml", "noor.csv", "feeding/open-cup", "Dana, feeding therapist"),
)


def show(words: str, *, mark: str = "", indent: int = 2) -> None:
    start = " " * indent + mark
    print(fill(words, 96, initial_indent=start, subsequent_indent=" " * len(start)))


def show_first_plan(proposal: Proposal) -> None:
    print("\nA first plan, drafted with the therapist")
    for line in proposal.together:
        show(line)
    for reason in proposal.reasons[:3]:
        show(reason, mark="+ ", indent=4)


def show_week(engine: Engine, review: Review, written: list[Entry], week: int, caregiver: str, therapist: str) -> None:
    print(f"\nWeek {week}. What was written, among other things:")
    for words in [text for entry in written for text in (entry.win, entry.hard, entry.question) if text][:3]:
        show(f"“{words}”", indent=4)
    shown = review.for_caregiver()
    step, language = shown.next_steps[0], shown.language
    print(f"  {caregiver} reads:" if language == "en" else f"  {caregiver} reads, in {language}:")
    for alert in shown.alerts:
        show(alert.words, mark="! ", indent=4)
    for win in shown.wins[:2]:
        show(win, mark="* ", indent=4)
    for line in (*step.lines, *shown.goals):
        show(line, indent=4)
    for asked in shown.questions[:1]:
        show(" ".join([f"“{asked.words}”", asked.answered, *asked.answers, asked.waits]).strip(), mark="? ", indent=4)
    print(f"  {therapist} reads:")
    for line in engine.say(review.next_steps[0], language="en", audience="clinician", numbers=False).splitlines():
        show(line, indent=4)
    suggestion = review.next_steps[0]
    if suggestion.would_change is None and suggestion.action.kind not in ("step-up", "maintain", "pause"):
        show(review.why_not(step.focus, "step-up").say("en"), mark="Why not a step up? ", indent=4)


def loop(engine: Engine, sample: tuple[str, str, str, str]) -> Iterator[tuple[Plan, Review, list[Entry]]]:
    """
    Yield each week's review, what was written, and the plan as it is then: what was suggested is taken, and an alert is
    seen to by the therapist.
    """
    family_file, log_file, skill, therapist = sample
    family = read(Family, DATA / family_file, catalogue=engine.catalogue)
    plan = engine.propose(family, on=START, skill=skill, limit=1)[0].plan
    plan = engine.approve(plan, Approval.everything(plan, by=therapist, on=START), role="clinician")
    log = read_log(DATA / log_file, tags=engine.catalogue.known_tags)
    for row in log.bad_rows:
        print(f"  Line {row.line} of {log_file} was not used: {row.reason}")
    weeks = -(-(max(entry.on for entry in log.entries) - START).days // 7)
    for week in range(1, weeks + 1):
        day = START + timedelta(days=7 * week - 1)
        so_far = [entry for entry in log.entries if entry.on <= day]
        review = engine.review(plan, so_far, on=day)
        plan, step = engine.record(plan, review), review.next_steps[0]
        if review.paused:
            for alert in review.alerts:
                plan = engine.clear(plan, alert, by=therapist, role="clinician", on=day, note="seen in the clinic")
        elif step.action.kind != "continue":
            plan = engine.apply(plan, step, by=therapist, role="clinician", on=day, entries=so_far)
        yield plan, review, [entry for entry in so_far if entry.on > day - timedelta(days=7)]


def one_family(engine: Engine, sample: tuple[str, str, str, str], *, full: bool) -> None:
    *_, skill, therapist = sample
    for week, (plan, review, written) in enumerate(loop(engine, sample), start=1):
        child, caregiver = plan.family.child, plan.family.caregivers[0].name
        if week == 1:
            age = f"{child.age_months} months" if child.age_months < 24 else f"{child.age_months // 12} years"
            print(f"\n{child.name}, {age} old, with {caregiver}: {engine.catalogue.skills[skill].title}")
            if full:
                show_first_plan(engine.propose(plan.family, on=START, skill=skill, limit=1)[0])
        if full:
            show_week(engine, review, written, week, caregiver, therapist)
        else:
            show(_in_a_line(engine, review), mark=f"Week {week}: ")
        if review.paused:
            show(f"{therapist} saw {child.name}, and cleared the alert on {review.on}.", indent=4 if full else 10)
    if full:
        print("\nWhat became of the plan")
        for change in plan.history:
            show(f"{change.on}  {change.kind:<16} {change.by}", indent=2)


def _in_a_line(engine: Engine, review: Review) -> str:
    step = review.next_steps[0]
    alerts = "".join(f"an alert ({alert.urgency}): “{alert.words[0]}”; " for alert in review.alerts[:1])
    _, said, *_ = engine.say(step, language="en", audience="clinician", numbers=False).splitlines()
    return alerts + said


def main() -> None:
    full = "--full" in sys.argv[1:]
    engine = Engine(help=Help(emergency="112", call="the clinic, 555 0100"))
    show(
        "A therapist and a family choose one small thing to practise at home. The family writes down how it went. "
        "Once a week coachplan reads what was written, and suggests the next small step, with its reasons. "
        "The therapist decides.",
        indent=0,
    )
    first, *others = FAMILIES
    one_family(engine, first, full=True)
    if not full:
        print("\nTwo more families, in a line a week (--full tells all of it)")
    for sample in others:
        one_family(engine, sample, full=full)
    print("\nMade with coachplan and " + ", ".join(f"{each.name} ({each.status})" for each in engine.plugins) + ".")


if __name__ == "__main__":
    main()
