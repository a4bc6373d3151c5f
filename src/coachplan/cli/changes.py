"""
The commands by which people change a plan: approve, apply, decline, clear, answer; and what a family may ask.

A person is named for every change. What comes of it is kept only where the plan is still the one it was made from.
Decides nothing by itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from coachplan.base.columns import columns
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.cli.completion import focuses
from coachplan.cli.opened import Opened, family_options, focus_of
from coachplan.cli.output import show
from coachplan.cli.terminal import AS_JSON, put
from coachplan.cli.typed import no_caregiver
from coachplan.documents import family_requests as requests
from coachplan.model.approvals import Approval
from coachplan.model.entries import ROLES
from coachplan.model.plans import Plan

__all__ = ["answer", "apply", "approve", "clear", "decline", "erase", "export"]

_BY = click.option("--by", required=True, metavar="NAME", help="Who decides this.")
_ROLE = click.option(
    "--role", type=click.Choice(ROLES), default="caregiver", show_default=True, help="As whom they decide it."
)
_FOCUS = click.option(
    "--focus", "focus_id", default="", metavar="ID", help="Which focus, of several.", shell_complete=focuses
)


@click.command()
@family_options(log=False)
@click.option("--by", required=True, metavar="NAME", help="The clinician who opens it.")
def approve(of: Opened, by: str) -> None:
    """
    Open all of a plan that fits, as a clinician.

    \b
    Example:
      coachplan approve sam --by "Dana, OT"
    """
    no_caregiver(of.folder.family(), by)
    made = of.engine.approve(of.plan, Approval.everything(of.plan, by=by, on=of.on), role="clinician")
    _save(of, made)


@click.command()
@family_options()
@_FOCUS
@_BY
@_ROLE
def apply(of: Opened, focus_id: str, by: str, role: Any) -> None:
    """
    Take the step that the review of the day suggests.

    \b
    Examples:
      coachplan apply sam --by Alex
      coachplan apply sam --by "Dana, OT" --role clinician
    """
    _as_whom(of, by, role)
    step = of.review.step_for(focus_of(of.plan, focus_id))
    _save(of, of.engine.apply(of.plan, step, by=by, on=of.on, role=role, entries=of.log.entries))


@click.command()
@family_options()
@_FOCUS
@_BY
@_ROLE
@click.option("--why", default="", help="The reason, in their words.")
def decline(of: Opened, focus_id: str, by: str, role: Any, why: str) -> None:
    """
    Turn the suggested step down; it is not offered again until something changes.

    \b
    Example:
      coachplan decline sam --by Alex --why "not this week"
    """
    _as_whom(of, by, role)
    step = of.review.step_for(focus_of(of.plan, focus_id))
    _save(of, of.engine.decline(of.plan, step, by=by, on=of.on, why=why, role=role))


@click.command()
@family_options()
@click.argument("entry")
@_BY
@click.option("--note", default="", help="What was looked at.")
def clear(of: Opened, entry: str, by: str, note: str) -> None:
    """
    Clear the alert of ENTRY, as a clinician who has looked at it.

    \b
    Example:
      coachplan clear sam 2026-03-06-1-7c1d22 --by "Dana, OT" --note "seen today"
    """
    no_caregiver(of.folder.family(), by)
    alerts = {alert.entry: alert for alert in of.review.alerts}
    if entry not in alerts:
        what, hint = "there is no alert of such an entry.", suggest(entry, alerts)
        raise CoachplanError(Finding(item="entry", what=what, hint=hint, code="unknown-id"))
    made = of.engine.clear(of.plan, alerts[entry], by=by, on=of.on, role="clinician", note=note, entries=of.log.entries)
    _save(of, made)
    _say_where_else(of, entry)


def _say_where_else(of: Opened, entry: str) -> None:
    # A clearance is of one plan: what stands in another is looked at there.
    for other in of.folder.plans():
        if other.id == of.plan.id:
            continue
        if any(alert.entry == entry for alert in of.engine.review(other, of.log.entries, on=of.on).alerts):
            told = f"The same alert stands in the plan {other.id} ({of.about(other)}). Clear it there, too:"
            put(f"{told}\n  coachplan clear {of.folder.path} {entry} --plan {other.id} --by NAME", err=of.as_json)


@click.command()
@family_options()
@click.argument("question")
@_BY
@_ROLE
@click.option("--words", default="", help="What was said.")
def answer(of: Opened, question: str, by: str, role: Any, words: str) -> None:
    """
    Mark a QUESTION as answered, by its id as `coachplan review --clinician` shows it.

    \b
    Example:
      coachplan answer sam 42f10189c97e --by "Dana, OT" --role clinician --words "Yes."
    """
    _as_whom(of, by, role)
    made = of.engine.answer(of.plan, question, by=by, on=of.on, role=role, words=words, entries=of.log.entries)
    _save(of, made)


def _as_whom(of: Opened, by: str, role: str) -> None:
    if role == "clinician":
        no_caregiver(of.folder.family(), by)


def _save(of: Opened, made: Plan) -> None:
    of.folder.save(made, made_from=of.plan.version)
    if of.as_json:
        show(made)
        return
    turn = made.history[-1]
    put(f"Kept: {turn.kind}, by {turn.by}, on {turn.on}.")
    rows = [(focus.id, f"step {focus.step}", focus.strategy) for focus in made.focuses]
    put(columns(rows, indent="  "))


# -- what a family may ask


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
@AS_JSON
def export(folder: Path, to: Path, as_json: bool) -> None:
    """
    Put all that is kept of the family in FOLDER into one new file, TO, such as sam.zip.

    \b
    Example:
      coachplan export sam sam.zip
    """
    made = requests.export(folder, to)
    if as_json:
        show(made)
        return
    put(f"Put into {to}: {', '.join(made.files)}.")
    if made.left_out:
        put(f"Not among them, and perhaps about the family, too: {', '.join(made.left_out)}.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
@AS_JSON
def erase(folder: Path, yes: bool, as_json: bool) -> None:
    """
    Delete all that is kept of the family in FOLDER. It cannot be taken back.

    \b
    Example:
      coachplan erase sam
    """
    if not yes:
        click.confirm(f"Delete all that is kept in {folder}?", abort=True, err=as_json)
    made = requests.erase(folder)
    if as_json:
        show(made)
        return
    put(f"Deleted: {', '.join(made.files)}.")
    if made.left:
        put(f"Still there, and perhaps about the family, too: {', '.join(made.left)}. Look, and delete it by hand.")
