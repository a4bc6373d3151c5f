"""
Recorded logs of a real plan: what each policy would have said, look by look, and where two sets of rules part.

The log is what it is: nobody is moved by what is said here, and there is no truth to score it by. Each day is asked
about with the plan and the entries of that day. Does not know how a log is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve, frozen

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding
from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill
from coachplan.review.tracker import Tracker
from coachplan.simulation.experiments.compare import Difference, differing, first_of_each_sort, in_order
from coachplan.simulation.policies.textbook import Decide, Policy, Snapshot
from coachplan.simulation.world.cohorts import COHORTS
from coachplan.simulation.world.families import draw
from coachplan.simulation.world.life import FIRST_DAY, Life, Situation

__all__ = ["SEEING", "Statement", "looks_at", "parting", "plan_on", "replay"]


#: Policies that know more than the log: a real family has nothing more to show them.
SEEING = ("observer", "oracle")


@frozen(kw_only=True)
class Statement:
    """
    What one policy said of a focus on a day, and by which rule; `continue` where it would change nothing.

    *alerts*: the urgency of each alert of the plan that stood open then, most urgent first.
    """

    on: date
    focus: str
    policy: str
    kind: str
    rule: str = ""
    alerts: tuple[str, ...] = ()


def looks_at(entries: Iterable[Entry], every: int = 1) -> list[date]:
    """
    Return the days of the looks: from the first entry's day to the last one's, every so many days, the last included.

    Raises `CoachplanError` where there is no entry.
    """
    days = sorted({entry.on for entry in entries})
    if not days:
        raise CoachplanError(
            Finding(what="the log has no entry that could be read.", hint="Check its rows.", code="too-few")
        )
    first, last = days[0], days[-1]
    return [*(first + timedelta(days=n) for n in range(0, (last - first).days, every)), last]


def plan_on(plan: Plan, on: date) -> Plan:
    """
    Return a plan as it was known on a day: without what people decided, cleared or turned down later.
    """
    then = plan.as_of(on)
    return evolve(
        then,
        history=[each for each in plan.history if each.on <= on],
        holds=[each for each in plan.holds if each.on <= on],
        cleared=[each for each in plan.cleared if each.on <= on],
        open_flags=[each for each in plan.open_flags if each.on <= on],
        declined=[each for each in plan.declined if each.on <= on],
        answered=[each for each in plan.answered if each.on <= on],
    )


@checked
def replay(
    plan: Plan,
    entries: Iterable[Entry],
    engines: Mapping[str, Engine],
    policies: Iterable[Policy] = (),
    *,
    skills: Mapping[str, Skill] | None = None,
    every: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Statement, ...]:
    """
    Ask sets of rules, by name, and textbook policies about each look at a recorded log.

    *skills*: the ladders that textbook policies go up and down, by id; unless given, those of the engines. Raises
    `CoachplanError` where one is not there, and for a policy that must see the truth: a real log has none.
    """
    textbook = [(policy.name, _textbook(policy)) for policy in policies]
    ladders = skills or {name: skill for each in engines.values() for name, skill in each.catalogue.skills.items()}
    trackers = {name: engine.track(plan) for name, engine in engines.items()}
    days, so_far, found = looks_at(entries := tuple(entries), every), list[Entry](), list[Statement]()
    for index, (on, then, new) in enumerate(_looks(plan, entries, days), start=1):
        so_far += new
        for name, tracker in trackers.items():
            review = _followed(tracker, then, new, on)
            alerts = tuple(alert.urgency for alert in review.alerts)
            found += [
                Statement(on=on, focus=each.focus, policy=name, kind=each.action.kind, rule=each.rule, alerts=alerts)
                for each in review.next_steps
            ]
        for focus in then.focuses if textbook else ():
            look = _look(then, focus, so_far, on, ladders)
            for name, decide in textbook:
                move = decide(look)
                found.append(Statement(on=on, focus=focus.id, policy=name, kind=move.kind if move else "continue"))
        if progress:
            progress(index, len(days))
    return tuple(found)


@checked
def parting(
    plan: Plan, entries: Iterable[Entry], first: Engine, second: Engine, *, every: int = 1
) -> tuple[Difference, ...]:
    """
    Return where two sets of rules part on a recorded log: of each focus the first day of each sort, safety first.
    """
    entries = tuple(entries)
    trackers = first.track(plan), second.track(plan)
    found: list[Difference] = []
    for on, then, new in _looks(plan, entries, looks_at(entries, every)):
        one, other = (_followed(tracker, then, new, on) for tracker in trackers)
        found += differing(one, other, family=plan.id)
    return in_order(first_of_each_sort(found))


def _looks(plan: Plan, entries: Iterable[Entry], days: Iterable[date]) -> Iterator[tuple[date, Plan, list[Entry]]]:
    # Each look with the plan of that day, and the entries that are new since the look before.
    left = sorted(entries, key=lambda entry: (entry.on, entry.id, entry.revision), reverse=True)
    for on in days:
        new: list[Entry] = []
        while left and left[-1].on <= on:
            new.append(left.pop())
        yield on, plan_on(plan, on), new


def _followed(tracker: Tracker, plan: Plan, new: Iterable[Entry], on: date) -> Review:
    for entry in new:
        tracker.add(entry)
    tracker.plan = plan
    return tracker.review(on=on)


# -- textbook policies


def _textbook(policy: Policy) -> Decide:
    if policy.name in SEEING:
        raise CoachplanError(Finding(item=policy.name, what="a recorded log has no truth that it could see."))
    # Textbook policies keep nothing and ask a life nothing, so any will do.
    return policy.begin(Life(truth=draw(COHORTS["steady"], 0, 1)))


def _look(plan: Plan, focus: Focus, entries: Iterable[Entry], on: date, ladders: Mapping[str, Skill]) -> Snapshot:
    skill = ladders.get(focus.skill)
    if skill is None:
        raise CoachplanError(
            Finding(
                item=focus.skill, what="no skill of that id is there.", hint="Name its plugin.", code="unknown-skill"
            )
        )
    changes = [turn.on for turn in plan.history if turn.focus == focus.id and turn.before != turn.after]
    changed = max(changes, default=focus.since - timedelta(days=1))
    return Snapshot(
        today=(on - FIRST_DAY).days,
        entries=tuple(entry for entry in entries if entry.focus == focus.id),
        now=Situation(step=focus.step - 1, days_a_week=float(focus.days_per_week)),
        steps=len(skill.steps),
        changed=(changed - FIRST_DAY).days,
    )
