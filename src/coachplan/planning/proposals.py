"""
First plans for a family: one routine that matters and has room, one skill, one strategy, five minutes, and why it fits.

Cautions, ages and what the family avoids are hard filters, and what the family wants leads what is left; what was left
out is said, with the reason. Does not know of any log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from operator import itemgetter

from attrs import evolve

from coachplan.base.disclosure import found_code, no_such, place_name
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.goals import findings_in_goals
from coachplan.model.approvals import Approval
from coachplan.model.entries import Role
from coachplan.model.family import Family, Routine
from coachplan.model.interests import interest_for
from coachplan.model.options import Option, Options
from coachplan.model.plans import Focus, Plan
from coachplan.model.proposals import Proposal, Proposals
from coachplan.model.skills import Skill
from coachplan.model.suits import NOTHING_TOLD, Suits
from coachplan.planning.cautioned import ChildCautions, unknown_openings
from coachplan.planning.fit import best_first, equals, fit_skill, weighed
from coachplan.planning.goal_words import GoalWords, read_goals
from coachplan.planning.goals import HOW, said, wants_it_in
from coachplan.planning.joint_plan import joint_plan
from coachplan.planning.leading import Candidate, led_by, spread
from coachplan.planning.look_out import look_out
from coachplan.planning.revisions import named, refuse, told_apart
from coachplan.planning.suited_here import told_here, turn
from coachplan.planning.unmet_goals import unmet_goals

__all__ = ["options", "propose"]

#: Five minutes inside an existing routine: a floor that families keep, not a proven dose (OWN).
MINUTES = 5


def propose(
    family: Family,
    catalogue: Catalogue,
    on: date,
    *,
    skill: str | None = None,
    routine: str | None = None,
    limit: int = 3,
    beside: Iterable[Plan] = (),
    approval: Approval | None = None,
    role: Role = "caregiver",
    suits: Suits = NOTHING_TOLD,
) -> Proposals:
    """
    Return up to *limit* first plans, best first, and what was left out. What serves a goal of the family leads. *skill*
    and *routine* (ids) narrow the search; what one of the plans *beside* practises already is left out. *approval*:
    what a clinician opened in spite of a caution; given in another *role*, it is refused. *suits*: what a clinic's own
    logs say of strategies.

    Raises `CoachplanError` where the family or a narrowing names something that does not exist, and where one of the
    plans is another family's, or two are the same or have the same focus.
    """
    _check(family, catalogue, skill, routine)
    if approval is not None:
        _check_approval(approval, role, catalogue)
    others = tuple(beside)
    told_apart(others)
    for other in others:
        if other.family.id != family.id:
            whose = f"the plan {found_code(other.id)} is of the family {found_code(other.family.id)}."
            raise CoachplanError(
                Finding(
                    item="beside", what=whose, hint=f"Give plans of {found_code(family.id)}.", code="different-children"
                )
            )
    practised = [focus for plan in others for focus in plan.focuses]
    left_out: list[Message] = []
    candidates: list[Candidate] = []
    routines = [each for each in family.routines if routine in (None, each.id)]
    for offered in routines:
        if not _has_room(offered, family):
            left_out.append(Message("core/left-out.no-room", {"routine": offered.called}))
            continue
        for each in catalogue.skills.values():
            if skill not in (None, each.id) or not _belongs(each, offered, routines, skill, family, catalogue):
                continue
            candidates += _for_skill(each, offered, family, catalogue, on, left_out, approval, skill, suits)
    again = {(focus.skill, focus.routine) for focus in practised}
    for found in [found for found in candidates if (found.skill.id, found.routine.id) in again]:
        candidates.remove(found)
        title = Message(key(found.skill.id, "title"))
        left_out.append(Message("core/left-out.practised", {"item": title, "routine": found.routine.called}))
    if not candidates and not left_out:
        left_out += _nothing_here(routines, skill)
    candidates = led_by(family.goals, candidates, catalogue)
    wanted = read_goals(family, catalogue)
    if skill is None and routine is None:
        # Of what was not asked about nothing is said.
        roomy = [each for each in routines if _has_room(each, family)]
        left_out[:0] = unmet_goals(
            family, catalogue, on, candidates, roomy, practised=practised, approval=approval, quiet=wanted.quiet
        )
    chosen = spread(candidates, limit)
    texts, language = catalogue.words, family.language
    out = tuple(dict.fromkeys(texts.say(message, language) for message in left_out))
    taken = {focus.id for focus in practised}
    made = [_proposal(each, family, catalogue, on, out, taken, wanted) for each in chosen]
    return Proposals(made, left_out=out, worth_a_look=wanted.mentions)


def _check(family: Family, catalogue: Catalogue, skill: str | None, routine: str | None) -> None:
    findings = [
        Finding(
            where=place_name(family.id),
            item=place_name(each.id),
            what=no_such("routine kind", each.kind),
            hint=suggest(each.kind, catalogue.routine_kinds),
            code="unknown-routine-kind",
        )
        for each in family.routines
        if each.kind not in catalogue.routine_kinds
    ]
    findings += catalogue.known_cautions.unknown(
        family.child.cautions, item="child.cautions", where=place_name(family.id)
    )
    own = [each.id for each in family.routines]
    findings += findings_in_goals(family.goals, own, catalogue, where=place_name(family.id))
    if skill is not None and skill not in catalogue.skills:
        findings.append(
            Finding(what=no_such("skill", skill), hint=suggest(skill, catalogue.skills), code="unknown-skill")
        )
    if routine is not None and family.routine(routine) is None:
        what = no_such("routine", routine, here="the family has")
        findings.append(Finding(what=what, hint=suggest(routine, own), code="unknown-routine"))
    if findings:
        raise CoachplanError(findings)


def _check_approval(approval: Approval, role: Role, catalogue: Catalogue) -> None:
    named(approval.by, role)
    if role != "clinician":
        what = "only a clinician opens what a caution rules out."
        raise refuse(what, "Ask one, and give role='clinician'.", "approval", code="needs-clinician")
    findings = tuple(unknown_openings(approval, catalogue))
    if findings:
        raise CoachplanError(findings)


def _nothing_here(routines: list[Routine], skill: str | None) -> Iterable[Message]:
    # What was never in question is worth a word only where there is nothing else to say.
    if not routines:
        yield Message("core/left-out.no-routine")
    for routine in routines:
        if skill is None:
            yield Message("core/left-out.no-skill", {"routine": routine.called})
        else:
            values = {"item": Message(key(skill, "title")), "routine": routine.called}
            yield Message("core/fit.other-routine", values)


def _belongs(
    skill: Skill, routine: Routine, routines: list[Routine], asked: str | None, family: Family, catalogue: Catalogue
) -> bool:
    # In a routine of its own kinds; one that was asked for may go elsewhere where the family has none of those.
    if not skill.routines or routine.kind in skill.routines:
        return True
    if any(other.kind in skill.routines for other in routines):
        return False
    return asked is not None or any(wants_it_in(goal, skill, routine.id, catalogue) for goal in family.goals)


def _has_room(routine: Routine, family: Family) -> bool:
    budget = family.minutes_a_day
    return (routine.minutes is None or routine.minutes >= MINUTES) and (budget is None or budget >= MINUTES)


def _for_skill(
    skill: Skill,
    routine: Routine,
    family: Family,
    catalogue: Catalogue,
    on: date,
    left_out: list[Message],
    approval: Approval | None,
    asked: str | None,
    suits: Suits,
) -> Iterable[Candidate]:
    skill_fit = fit_skill(skill, family, on, cautions=ChildCautions.of(family, catalogue, approval))
    if skill_fit.against:
        left_out.extend(skill_fit.against)
        return
    if skill.steps[0].clinician and skill.id != asked and all(goal.skill != skill.id for goal in family.goals):
        # Nothing that begins with the therapist there is brought up by itself.
        step = Message(key(skill.id, "steps.1.title"))
        left_out.append(Message("core/caution.clinician-step", {"step": step}))
        return
    strategies = weighed(catalogue, skill, routine, family, on, approval=approval)
    for _, fit in strategies:
        left_out.extend(fit.against)
    fitting = best_first(strategies, skill.id, suits, approval)
    if not fitting:
        left_out.append(
            Message("core/left-out.no-strategy", {"item": Message(key(skill.id, "title")), "routine": routine.called})
        )
        return
    strategy, fit = fitting[0]
    # What matters most to the family weighs most; then where the day is hard; then how well the strategy fits.
    matters, hard = family.matters(routine.id), 6 - (routine.goes or 3)
    score = 3.0 * matters + 1.0 * hard + fit.score + 0.2 * routine.days_a_week + _at_home(skill, family, on)
    yield Candidate(
        routine=routine,
        skill=skill,
        strategy=strategy,
        fit=evolve(fit, reasons=(*skill_fit.reasons, *fit.reasons)),
        score=score,
        here=told_here(strategy.id, equals(fitting, strategy.id), skill.id, suits),
    )


def _at_home(skill: Skill, family: Family, on: date) -> float:
    # A skill that belongs to few routines belongs to this one; one that begins about this age is the next thing.
    special = 4.0 / len(skill.routines) if skill.routines else 0.0
    if skill.ages is None:
        return special
    low, high = skill.ages
    return special + 4.0 * (1 - (family.child.age_in_months(on) - low) / (high - low))


def _focus_id(found: Candidate, family: Family, taken: set[str]) -> str:
    # Discipline, skill and routine, without what parts the cells of a table: who keeps the log can read it.
    routines = [_in_a_cell(routine.id) for routine in family.routines]
    name = _in_a_cell(found.routine.id)
    number = routines[: family.routines.index(found.routine)].count(name) + 1
    called = f"{found.skill.id.replace('/', '-')}-{name}"
    while (made := f"{called}-{number}" if number > 1 else called) in taken:
        number += 1
    return made


def _in_a_cell(name: str) -> str:
    return re.sub(r"""[\s,;"']+""", "-", name.strip())


def _proposal(
    found: Candidate,
    family: Family,
    catalogue: Catalogue,
    on: date,
    left_out: tuple[str, ...],
    taken: set[str],
    wanted: GoalWords,
) -> Proposal:
    texts, language = catalogue.words, family.language
    routine, skill, strategy = found.routine, found.skill, found.strategy
    values = {
        "child": family.child.name,
        "routine": routine.called,
        "skill": Message(key(skill.id, "title")),
        "step": Message(key(skill.id, "steps.1.title")),
        "what": Message(key(strategy.id, "what"), {"child": family.child.name}),
        "strategy": Message(key(strategy.id, "title")),
    }
    why = texts.say(Message(key(strategy.id, "why"), values), language)
    cue = texts.say(Message("core/cue", values), language)
    loved = interest_for(family.child.interests, strategy.interest_kinds) if strategy.interest else None
    if loved is not None:
        woven = Message(key(strategy.id, "interest"), {"interest": loved, "child": family.child.name})
        cue = f"{cue} {texts.say(woven, language)}"
    focus = Focus(
        _focus_id(found, family, taken),
        routine.id,
        skill=skill.id,
        step=1,
        strategy=strategy.id,
        since=on,
        minutes=min(MINUTES, routine.minutes or MINUTES),
        days_per_week=min(3 if _unsure(family, catalogue) else 5, routine.days_a_week),
        cue=cue,
        why=why,
    )
    reasons = [
        *_wanted(found, family, wanted, values),
        Message("core/fit.matters", {"routine": routine.called, "matters": routine.matters or "?"})
        if routine.matters is not None
        else Message("core/fit.routine", {"routine": routine.called}),
        *found.fit.reasons,
        *([Message("core/fit.confidence")] if _unsure(family, catalogue) else []),
    ]
    return Proposal(
        plan=Plan(f"{family.id}-{focus.id}-{on.isoformat()}", family, focuses=(focus,)),
        reasons=tuple(dict.fromkeys(texts.say(reason, language) for reason in reasons)),
        together=tuple(texts.say(line, language) for line in joint_plan(focus, routine, strategy, family)),
        cautions=tuple(look_out(found.skill, found.strategy, family, catalogue)),
        left_out=left_out,
        score=round(found.score, 3),
        worth_a_look=wanted.mentions,
        here=tuple(texts.say(message, language) for message in found.here),
    )


def _wanted(found: Candidate, family: Family, wanted: GoalWords, values: Mapping[str, object]) -> Iterable[Message]:
    # One goal is enough to begin with: the one that it serves most, of those that anybody at home may read.
    told = (each for each in found.serves if family.goals[each.place] not in wanted.quiet)
    for serves in islice(told, 1):
        yield said(family.goals[serves.place], family, Message(f"core/goal.serves.{HOW[serves.how]}", values))


def _unsure(family: Family, catalogue: Catalogue) -> bool:
    # A caregiver who doubts the plan is asked for less, so that the first week is one that can be kept.
    marks = [caregiver.confidence for caregiver in family.caregivers[:1] if caregiver.confidence is not None]
    return any(mark < catalogue.numbers.low_confidence for mark in marks)


def options(
    plan: Plan, focus: Focus, catalogue: Catalogue, on: date, language: str | None = None, suits: Suits = NOTHING_TOLD
) -> Options:
    """
    Return every strategy for the skill of a focus with the reasons for and against it here, those that fit best first.

    In the first caregiver's language, unless one is given. Strategies that belong to other skills or routines are not
    listed.
    """
    skill, routine = catalogue.skills.get(focus.skill), plan.family.routine(focus.routine)
    if skill is None or routine is None:
        return Options()
    texts, language = catalogue.words, language or plan.family.language
    used = {phase.focus.strategy for phase in plan.phases(focus.id)} | {focus.strategy}
    ranked = []
    every = weighed(catalogue, skill, routine, plan.family, on, plan.first_day, approval=plan.approval, step=focus.step)
    for strategy, fit in every:
        option = Option(
            strategy=strategy.id,
            title=texts.say(Message(key(strategy.id, "title")), language),
            reasons=tuple(texts.say(message, language) for message in fit.reasons),
            against=tuple(texts.say(message, language) for message in fit.against),
            tried=strategy.id in used,
            here=tuple(texts.say(message, language) for message in told_here(strategy.id, (), skill.id, suits)),
        )
        place = bool(fit.against), [-each for each in fit.order], turn(strategy.id, skill.id, suits), strategy.id
        ranked.append((place, option))
    return Options(option for _, option in sorted(ranked, key=itemgetter(0)))
