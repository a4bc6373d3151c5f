"""
The commands that begin with a family and look at its plan: start, propose, review, why-not.

Each asks one verb of the engine, and shows what it says. Decides nothing by itself.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

import click

from coachplan.base.disclosure import no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.cli.opened import Opened, family_options, focus_of, show, signs_in_bad_rows
from coachplan.cli.terminal import ALERT, AS_JSON, alerts_told, put
from coachplan.documents.family_folder import FamilyFolder
from coachplan.engine import Engine
from coachplan.model.actions import KINDS
from coachplan.model.approvals import Approval
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = ["ALERT", "propose", "review", "start", "why_not"]

_AGE = click.IntRange(0, 300)
_FOCUS = click.option("--focus", "focus_id", default="", metavar="ID", help="Which focus, of several.")


# -- the beginning


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--child", default=None, help="The child's name.")
@click.option("--age", default=None, type=_AGE, help="In months.")
@click.option("--caregiver", default=None, help="The first caregiver's name.")
@click.option("--language", default=None, help="The one they read best, such as en or es.")
@click.option("--routine", "routines", multiple=True, metavar="KIND", help="Such as dressing. May be repeated.")
@click.option("--goal", default="", metavar="WORDS", help="What the family wants, in their own words.")
@AS_JSON
def start(
    folder: Path,
    child: str | None,
    age: int | None,
    caregiver: str | None,
    language: str | None,
    routines: tuple[str, ...],
    goal: str,
    as_json: bool,
) -> None:
    """
    Make the folder of a new family. Asks what was not given.

    \b
    Example:
      coachplan start sam --child Sam --age 48 --caregiver Alex --language en --routine dressing
    """
    from coachplan.model.goals import Goal  # noqa: PLC0415 - used here alone

    ask = partial(click.prompt, err=as_json)  # what is printed as JSON is nothing else
    called: str = ask("What is the child called?") if child is None else child
    months = int(ask("How old, in months?", type=_AGE)) if age is None else age
    adult: str = ask("Who practises with the child?") if caregiver is None else caregiver
    reads: str = ask("Which language do they read best?", default="en") if language is None else language
    engine = Engine()
    kinds = sorted(engine.catalogue.routine_kinds)
    chosen = list(routines)
    if not chosen:
        put("Which routine matters most to them? One of:", err=as_json)
        put(f"  {', '.join(kinds)}", err=as_json)
        chosen = [ask("Routine")]
    wrong = next((kind for kind in chosen if kind not in kinds), None)
    if wrong is not None:
        what, code = no_such("kind of routine", wrong), "unknown-routine-kind"
        raise CoachplanError(Finding(item="routine", what=what, hint=suggest(wrong, kinds), code=code))
    family = Family(
        Child(called, months),
        [Caregiver(adult, language=reads)],
        [Routine(kind, kind, matters=5 if kind == chosen[0] else 3) for kind in dict.fromkeys(chosen)],
        goals=[Goal(goal, routine=chosen[0], by=adult)] if goal.strip() else (),
        id=_id_of(folder),
    )
    FamilyFolder.make(folder, family)
    if as_json:
        show(family)
        return
    put(f"Made {folder}/family.toml: more about the family can be written there. Next: coachplan propose {folder}")


def _id_of(folder: Path) -> str:
    # What the folder is called, as an id.
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-") or "family"


@click.command()
@family_options(plan=False, log=False)
@click.option("--skill", default=None, metavar="ID", help="This skill alone, such as ot/pull-up-socks.")
@click.option("--routine", default=None, metavar="ID", help="This routine of the family alone.")
@click.option("--take", type=click.IntRange(1), default=None, metavar="N", help="Open number N, and keep it.")
@click.option("--by", default="", metavar="NAME", help="The clinician who opens it.")
def propose(of: Opened, skill: str | None, routine: str | None, take: int | None, by: str) -> None:
    """
    Propose first plans for a family, with a reason for each; or open one of them, as a clinician.

    \b
    Examples:
      coachplan propose sam
      coachplan propose sam --take 1 --by "Dana, OT"
    """
    family, beside = of.folder.family(), of.folder.plans()
    limit = max(take or 0, 3)
    found = of.engine.propose(family, on=of.on, skill=skill, routine=routine, limit=limit, beside=beside)
    if take is not None:
        _keep(of, [each.plan for each in found], take, by)
        return
    if of.as_json:
        show({"proposals": list(found), "left_out": list(found.left_out)})
        return
    for number, proposal in enumerate(found, start=1):
        focus = proposal.plan.focuses[0]
        put(f"{number}. {of.engine.catalogue.skills[focus.skill].title} ({focus.skill}): {focus.cue}")
        for line in proposal.lines:
            put(f"   {line}")
    if not found:
        put("Nothing fits yet. Why:")
        for line in found.left_out:
            put(f"  - {line}")


def _keep(of: Opened, plans: list[Plan], take: int, by: str) -> None:
    if not by.strip():
        raise click.UsageError('A named clinician opens a plan: --by "Dana, OT"')
    if take > len(plans):
        raise click.UsageError(f"There are {len(plans)} proposals, and no number {take}.")
    plan = plans[take - 1]
    plan = of.engine.approve(plan, Approval.everything(plan, by=by, on=of.on), role="clinician")
    of.folder.save(plan, made_from=None)
    if of.as_json:
        show(plan)
    else:
        put(f"Opened and kept: {plan.id}. Next: coachplan handout {of.folder.path}")


# -- the review


@click.command()
@family_options()
@click.option("--who", default="", metavar="NAME", help="As this caregiver is shown it.")
@click.option("--clinician", is_flag=True, help="As the clinician is told it, with every reason.")
@click.option("--numbers", is_flag=True, help="With the readings, rules and sources behind it.")
def review(of: Opened, who: str, clinician: bool, numbers: bool) -> int:
    """
    Review a plan: alerts first, then wins and one small step a focus.

    Ends with 3 where an alert is open. An alert that is new is kept with the plan; nothing else is changed.

    \b
    Examples:
      coachplan review sam
      coachplan review sam --clinician --on 2026-03-16
      coachplan review sam --json --log - < new.csv
    """
    signs_in_bad_rows(of)
    made = of.review
    with alerts_told(alert.words for alert in made.for_caregiver(of.language or None).alerts):
        if of.as_json:
            show(made)
        elif clinician or numbers:
            _for_clinician(of, made, numbers=numbers)
        else:
            for line in made.for_caregiver(of.language or None, who or None).lines:
                put(line)
    return ALERT if made.alerts else 0


def _for_clinician(of: Opened, made: Review, *, numbers: bool) -> None:
    language = of.language or made.language
    for alert in made.alerts:
        put(f"! {alert.urgency}, {alert.on}, entry {alert.entry}: {'; '.join(alert.words)}")
        put(f"  {alert.say}")
    for mention in made.worth_a_look:
        put(f"Worth a look, entry {mention.entry}: {mention.words}")
    for step in made.next_steps:
        put("")
        put(of.engine.say(step, language=language, audience="clinician", numbers=numbers))
    for question in made.questions:
        put(f"? {question.words} ({question.id})")
    for standing in made.goals:
        put(standing.say(language, audience="clinician"))


@click.command("why-not")
@family_options()
@_FOCUS
@click.argument("kind", type=click.Choice(KINDS))
def why_not(of: Opened, focus_id: str, kind: Any) -> None:
    """
    Say why a kind of step was not taken, and what would be enough.

    \b
    Example:
      coachplan why-not sam step-up
    """
    reason = of.review.why_not(focus_of(of.plan, focus_id), kind)
    if of.as_json:
        show(reason)
        return
    language = of.language or of.review.language
    put(reason.say(language))
    for more in reason.more:
        put(f"- {more.say(language)}")
