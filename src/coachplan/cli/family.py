"""
The commands that begin with a family and look at its plan: start, propose, review, why-not.

Each asks one verb of the engine, and shows what it says. Decides nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from coachplan.audit import audited
from coachplan.base.disclosure import no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.languages import base_language
from coachplan.base.validators import names_somebody
from coachplan.cli.completion import focuses, languages, routine_kinds, routines, skills
from coachplan.cli.opened import Opened, family_options, focus_of, say_absent, signs_in_bad_rows
from coachplan.cli.output import may_be_written, show
from coachplan.cli.places import cache_folder
from coachplan.cli.terminal import ALERT, AS_JSON, alerts_told, put
from coachplan.cli.typed import no_caregiver
from coachplan.documents.audit_trail import add_audited
from coachplan.documents.codec import unstructure
from coachplan.documents.family_folder import FamilyFolder
from coachplan.engine import Engine
from coachplan.model.actions import KINDS
from coachplan.model.approvals import Approval
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert
from coachplan.papers.speaking import with_sentences
from coachplan.review.writers import written_by

__all__ = ["propose", "review", "start", "why_not"]

_AGE = click.IntRange(0, 300)
_FOCUS = click.option(
    "--focus", "focus_id", default="", metavar="ID", help="Which focus, of several.", shell_complete=focuses
)


# -- the beginning


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--child", default=None, help="The child's name.")
@click.option("--age", default=None, type=_AGE, help="In months.")
@click.option("--caregiver", default=None, help="The first caregiver's name.")
@click.option("--language", default=None, help="The one they read best, such as en or es.", shell_complete=languages)
@click.option(
    "--routine",
    "routines",
    multiple=True,
    metavar="KIND",
    help="Such as dressing. May be repeated.",
    shell_complete=routine_kinds,
)
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
    called = _name(ask, "What is the child called?", child, "--child")
    months = int(ask("How old, in months?", type=_AGE)) if age is None else age
    adult = _name(ask, "Who practises with the child?", caregiver, "--caregiver")
    reads: str = ask("Which language do they read best?", default="en") if language is None else language
    engine = Engine(cache=cache_folder())
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
    own = family.caregivers[0].language
    there = with_sentences(engine.catalogue.words)
    if base_language(own) not in there:
        put(f"There are no sentences in {own} yet, so pages and answers are in English.", err=True)
        put(f"  There are: {', '.join(there)}. Another language is a folder: docs/how-to/new-language.md", err=True)
    if as_json:
        show(family)
        return
    put(f"Made {folder}/family.toml: more about the family can be written there. Next: coachplan propose {folder}")


def _name(ask: Callable[..., str], question: str, given: str | None, option: str) -> str:
    if given is not None and not names_somebody(given):
        raise click.UsageError(f"{option} is a name, and nobody is named: say what they are called.")
    while given is None or not names_somebody(given):
        given = ask(question)
    return given


def _id_of(folder: Path) -> str:
    # What the folder is called, as an id.
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-") or "family"


@click.command()
@family_options(plan=False, log=False)
@click.option(
    "--skill", default=None, metavar="ID", help="This skill alone, such as ot/pull-up-socks.", shell_complete=skills
)
@click.option(
    "--routine", default=None, metavar="ID", help="This routine of the family alone.", shell_complete=routines
)
@click.option("--limit", type=click.IntRange(1, 99), default=3, show_default=True, help="How many at most.")
@click.option("--take", type=click.IntRange(1), default=None, metavar="N", help="Open number N, and keep it.")
@click.option("--by", default="", metavar="NAME", help="The clinician who opens it.")
def propose(of: Opened, skill: str | None, routine: str | None, limit: int, take: int | None, by: str) -> None:
    """
    Propose first plans for a family, with a reason for each; or open one of them, as a clinician.

    \b
    Examples:
      coachplan propose sam
      coachplan propose sam --take 1 --by "Dana, OT"
    """
    family, beside = of.folder.family(), of.folder.plans()
    open_alerts = _open_alerts(of, beside)
    found = of.engine.propose(family, on=of.on, skill=skill, routine=routine, limit=limit, beside=beside)
    if take is not None:
        if any(alert.pauses for alert in open_alerts):
            what, hint = "no plan is opened while an alert is open.", "Look at it first, and clear it."
            raise CoachplanError(Finding(what=what, hint=hint, code="flag-stands"))
        no_caregiver(family, by)
        _keep(of, [each.plan for each in found], take, limit, by)
        return
    if of.as_json:
        show({"proposals": list(found), "left_out": list(found.left_out)})
        return
    for number, proposal in enumerate(found, start=1):
        focus = proposal.plan.focuses[0]
        put(f"{number}. {of.engine.catalogue.skills[focus.skill].title} ({focus.skill}): {focus.cue}")
        for line in (*proposal.lines, *(f"= For the therapist: {line}" for line in proposal.here)):
            put(f"   {line}")
    if not found:
        put("Nothing fits yet. Why:")
        for line in found.left_out:
            put(f"  - {line}")


def _open_alerts(of: Opened, plans: Iterable[Plan]) -> list[Alert]:
    # Said first, and in no words of what was written: a caregiver may look on.
    found = []
    for plan in plans:
        for alert in of.look(plan.id)[1].alerts:
            found.append(alert)
            put(f"! An alert is open ({alert.urgency}, {alert.on}), in the plan {plan.id}. See it first:", err=True)
            put(f"  coachplan review {of.folder.path} --clinician --plan {plan.id}", err=True)
    return found


def _keep(of: Opened, plans: list[Plan], take: int, limit: int, by: str) -> None:
    if not by.strip():
        raise click.UsageError('A named clinician opens a plan: --by "Dana, OT"')
    if take > len(plans):
        more = "" if len(plans) < limit else f" To be shown more of them: --limit {take}."
        raise click.UsageError(f"{len(plans)} were shown, and number {take} was not.{more}")
    plan = plans[take - 1]
    plan = of.engine.approve(plan, Approval.everything(plan, by=by, on=of.on), role="clinician")
    of.folder.save(plan, made_from=None)
    if of.as_json:
        show(plan)
    else:
        which = f" --plan {plan.id}" if len(of.folder.plans()) > 1 else ""
        put(f"Opened and kept: {plan.id}. Next: coachplan handout {of.folder.path}{which}")


# -- the review


@click.command()
@family_options()
@click.option("--who", default="", metavar="NAME", help="As this caregiver is shown it.")
@click.option("--clinician", is_flag=True, help="As the clinician is told it, with every reason.")
@click.option("--numbers", is_flag=True, help="With the readings, rules and sources behind it.")
@click.option("--audit", "trail", default="", metavar="FILE", help="Also add it to this .jsonl file, to look back.")
def review(of: Opened, who: str, clinician: bool, numbers: bool, trail: str) -> int:
    """
    Review a plan: alerts first, then wins and one small step a focus.

    Ends with 3 where an alert is open. An alert that is new is kept with the plan; nothing else is changed.

    \b
    Examples:
      coachplan review sam
      coachplan review sam --clinician --on 2026-03-16
      coachplan review sam --json --log - < new.csv
      coachplan review sam --audit trail.jsonl
    """
    if trail:
        may_be_written(Path(trail), (".jsonl",), "--audit")
    signs_in_bad_rows(of)
    made = of.review
    own = written_by(of.log.entries, of.plan.family, who)
    seen = made.for_caregiver(of.language or None, who or None, wrote=own)
    unkept = _kept_for_audit(of, made, Path(trail)) if trail else None
    with alerts_told(alert.words for alert in seen.alerts):
        if of.as_json:
            show(_with_ids(made))
        elif clinician or numbers:
            _for_clinician(of, made, numbers=numbers)
        else:
            for line in seen.lines:
                put(line)
    if unkept is not None and not made.alerts:
        raise unkept
    if unkept is not None:
        put(f"Error: {unkept}", err=True)  # the code says first that an alert is open
    return ALERT if made.alerts else 0


def _kept_for_audit(of: Opened, made: Review, trail: Path) -> CoachplanError | None:
    # Before it is shown, since whoever reads it may go away in the middle; shown it is, whether or not it was kept.
    try:
        add_audited(trail, audited(of.engine, of.plan, of.log.entries, made))
    except CoachplanError as error:
        return error
    return None


def _with_ids(made: Review) -> dict[str, Any]:
    # The id by which a question is answered is made of its words, so that no document keeps it; a script needs it.
    values: dict[str, Any] = unstructure(made)
    for question, written in zip(made.questions, values.get("questions", ()), strict=True):
        written["id"] = question.id
    return values


def _for_clinician(of: Opened, made: Review, *, numbers: bool) -> None:
    language = of.language or made.language
    say_absent(of.engine)
    for alert in made.alerts:
        put(f"! {alert.urgency}, {alert.on}, entry {alert.entry}: {'; '.join(alert.words)}")
        put(f"  {alert.say}")
    for mention in made.worth_a_look:
        put(f"Worth a look, entry {mention.entry}: {mention.words}")
    absent = {each.name for each in of.engine.plugins}  # told already
    odd = (each for each in made.missing if each.what not in {*of.engine.catalogue.signals, *absent})
    for line in dict.fromkeys(each.say(language) for each in odd):
        put(f"- {line}")
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
