"""
The caregiver's handout: one page a focus, with what to do at home, in the caregiver's own language.

It shows what is agreed and opened, and nothing else. Alerts come first, and beside them nothing is cheerful: a plan
that is paused shows no practice. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import evolve, field, frozen

from coachplan.base.disclosure import shown
from coachplan.base.languages import right_to_left
from coachplan.base.messages import Message, Texts, key
from coachplan.base.validators import a, day, number, strings, text
from coachplan.engine import Engine
from coachplan.knowledge.precedence import EASING
from coachplan.model.flags import Help
from coachplan.model.goal_standings import told_to
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import HomePractice, Suggestion
from coachplan.papers.for_whom import opened, reviewed
from coachplan.papers.speaking import Say, day_words, said_in, saying
from coachplan.planning.wording import routine_words

__all__ = ["Handout", "call_lines", "handouts", "where_words"]

#: As many tiny wins as a glance takes in.
_WINS = 3

_NOTHING = HomePractice()


@frozen(kw_only=True)
class Handout:
    """
    One focus on one page, in words of one *language*. *title*: the skill; *goal*: what the family wants, in their
    words, where this serves it; *when*: the sentence "When ..., I will ..."; *what*, *how* and *success*: what is done
    at home, how the caregiver helps, and what counts; *helps* and *why*: when this way of helping fits, and why it
    does; *amount*: minutes and days; *if_hard*: what to do on a bad day; *wins*: tiny things to look for; *write*: what
    to write down; *call*: who to call.

    *alerts* come first, in the words of the review; of a quiet sign they say that practice rests, and no more. While
    the plan is *paused*, or this focus rests, there is no practice in it: *rest* says so. *routine*, *step* and
    *support* are the kinds that a drawing stands for.
    """

    focus: str = field(validator=text, repr=shown)
    language: str = field(validator=text)
    right_to_left: bool = field(default=False, validator=a(bool))
    on: date = field(validator=day)
    child: str = field(validator=text, repr=False)
    title: str = field(validator=text, repr=False)
    made: str = field(default="", validator=text, repr=False)
    alerts: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    paused: bool = field(default=False, validator=a(bool))
    rest: str = field(default="", validator=text, repr=False)
    goal: str = field(default="", validator=text, repr=False)
    where: str = field(default="", validator=text, repr=False)
    when: str = field(default="", validator=text, repr=False)
    what: str = field(default="", validator=text, repr=False)
    how: str = field(default="", validator=text, repr=False)
    success: str = field(default="", validator=text, repr=False)
    helps: str = field(default="", validator=text, repr=False)
    why: str = field(default="", validator=text, repr=False)
    amount: str = field(default="", validator=text, repr=False)
    minutes: float = field(default=0, validator=number(0))
    wins: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    if_hard: str = field(default="", validator=text, repr=False)
    write: str = field(default="", validator=text, repr=False)
    call: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    routine: str = field(default="", validator=text, repr=shown)
    step: str = field(default="", validator=text)
    support: str = field(default="", validator=text)


def handouts(engine: Engine, plan: Plan, review: Review, *, who: str = "", language: str = "") -> tuple[Handout, ...]:
    """
    Return the handout of each focus of a plan, in the plan's order. *who* is one of the caregivers, by name: it is then
    in their language, unless one is given.

    Raises `StaleError` where the review is not of this plan as it stands, `NotAllowedError` where no clinician opened
    the plan, and `UnknownIdError` where the family has no such caregiver.
    """
    opened(plan)
    reviewed(plan, review)
    # Paper lies about: of what is quiet it says that practice rests, whoever it is for.
    view, texts = review.for_caregiver(language or None, who or None, wrote=()), engine.catalogue.words
    say, made_in = saying(texts, view.language), said_in(texts, view.language)
    # Beside a sign that is quiet a page looks as it does on any other day.
    alarmed = any(each.pauses and each.flags for each in view.alerts)
    bare = Handout(
        focus="",
        language=made_in,
        right_to_left=right_to_left(made_in),
        on=review.on,
        child=plan.family.child.name,
        title="",
        made=_made(plan, review, say, paused=alarmed),
        alerts=[alert.words for alert in view.alerts],
        paused=view.paused,
        call=call_lines(engine.help, plan.family.child.name, say, paused=alarmed),
    )
    made = []
    for focus in plan.focuses:
        skill = engine.catalogue.skills.get(focus.skill)
        title = say(Message("core/this-practice") if skill is None else Message(key(skill.id, "title")))
        paper = evolve(bare, focus=focus.id, title=title)
        suggestion = review.step_for(focus.id)
        step = next(step for step in view.next_steps if step.focus == focus.id)
        if view.paused or suggestion.is_resting or not step.what:
            made.append(evolve(paper, rest=" ".join(filter(None, (step.words, step.why)))))
        else:
            practised = _practised(paper, engine, plan, focus, suggestion, say)
            made.append(evolve(practised, goal=_goal(review, focus, who, say)))
    return tuple(made)


def call_lines(help_: Help, child: str, say: Say, *, paused: bool = False) -> tuple[str, ...]:
    """
    Return whom to call, a line each. Where a family turns for help against somebody at home is not among them: paper
    lies about, and whoever is feared may read it.
    """
    if paused:
        # An alert says itself whether it is an emergency: beside it nothing may sound as if it were none.
        return (say(Message("core/page.call-then", {"call": help_.call})),) if help_.call else ()
    now = {"number": help_.emergency, "child": child}
    lines = [say(Message("core/page.call-now", now))] if help_.emergency else []
    if help_.call:
        lines.append(say(Message("core/page.call", {"call": help_.call})))
    return tuple(lines)


def where_words(plan: Plan, focus: Focus, say: Say) -> str:
    """
    Return in which routine a focus is practised, and in which part of the day where that is said.
    """
    routine = plan.family.routine(focus.routine)
    part = focus.part_of_day or (routine.part_of_day if routine is not None else None)
    named = Message("core/page.routine", {"routine": routine_words(plan, focus.routine)})
    if part is None:
        return say(named)
    return say(Message("core/page.routine-in", {**dict(named.values), "part": Message(f"core/together.part.{part}")}))


def _practised(paper: Handout, engine: Engine, plan: Plan, focus: Focus, suggestion: Suggestion, say: Say) -> Handout:
    # What is agreed; but where it is to be made easier, and nobody has to be asked for that, the easier.
    easier = suggestion.action.kind in EASING and suggestion.needs == "caregiver" and suggestion.queued is None
    practice = (suggestion.practice_after if easier else None) or suggestion.practice or _NOTHING
    routine = plan.family.routine(focus.routine)
    skill = engine.catalogue.skills[focus.skill]
    strategy = engine.catalogue.strategies.get(focus.strategy) if practice.how is not None else None
    child = {"child": plan.family.child.name}

    def words(message: Message | None) -> str:
        return "" if message is None else say(message)

    def of_strategy(part: str) -> str:
        return "" if strategy is None else say(Message(key(strategy.id, part), child))

    number_of = min(focus.step, len(skill.steps)) - 1
    return evolve(
        paper,
        where=where_words(plan, focus, say),
        when=_when(plan, focus, practice, engine.catalogue.words, say),
        what=words(practice.what),
        how=words(practice.how),
        success=words(practice.success),
        helps=of_strategy("when"),
        why=of_strategy("why"),
        amount=say(
            Message("core/page.amount", {"minutes": _figure(focus.minutes), "n": focus.days_per_week, **child})
        ),
        minutes=focus.minutes,
        wins=[
            say(Message(key(skill.id, f"tiny_wins.{place}"), child))
            for place in range(1, min(_WINS, len(skill.tiny_wins)) + 1)
        ],
        # Where each try is an upset that is calmed, an upset is no reason to stop.
        if_hard="" if skill.tries_are_upsets else say(Message("core/page.if-hard", child)),
        write=say(Message("core/page.write", child)),
        routine="" if routine is None else routine.kind,
        step=skill.steps[number_of].kind or "",
        support=skill.steps[number_of].support,
    )


def _when(plan: Plan, focus: Focus, practice: HomePractice, texts: Texts, say: Say) -> str:
    # The family's own sentence stands as they wrote it. One that was made for them is said anew, in this language.
    routine = routine_words(plan, focus.routine)
    if focus.cue and not _is_made(focus.cue, {"routine": routine, "skill": Message(key(focus.skill, "title"))}, texts):
        return focus.cue
    values = {
        "routine": routine,
        "what": practice.what or Message("core/this-practice"),
        "child": plan.family.child.name,
    }
    return say(Message("core/page.when", {**values, "minutes": _figure(focus.minutes)}))


def _is_made(cue: str, values: Mapping[str, object], texts: Texts) -> bool:
    # As a first plan says it, in whatever language; what the child loves may follow it.
    made = (texts.say(Message("core/cue", values), language) for language in texts.languages)
    return any(cue.startswith(sentence) for sentence in made)


def _made(plan: Plan, review: Review, say: Say, *, paused: bool) -> str:
    if paused:
        return say(Message("core/page.made-alert", {"day": day_words(review.on, review.on, say)}))
    by = "" if plan.approval is None else plan.approval.by
    return say(Message("core/page.made", {"day": day_words(review.on, review.on, say), "by": by}))


def _goal(review: Review, focus: Focus, who: str, say: Say) -> str:
    told = (each for each in review.goals if focus.id in each.focuses and not each.quiet)
    standing = next(told, None)
    return "" if standing is None else say(told_to(standing, who or None))


def _figure(value: float) -> str:
    return f"{value:g}"
