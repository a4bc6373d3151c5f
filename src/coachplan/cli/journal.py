"""
The commands about the record of a practice: what a folder holds put into it, a family's part put out, looked through,
deleted, and what is good of a damaged one.

Needs the extra `coachplan[journal]`, and says so where it is missing. Stamped with the moment at which they are run.
Decides nothing by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coachplan.base.disclosure import found_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.cli.clock import now, today
from coachplan.cli.opened import engine_of
from coachplan.cli.terminal import ALERT, AS_JSON, put, put_alerts, put_json
from coachplan.documents.codec import unstructure
from coachplan.documents.family_folder import FamilyFolder
from coachplan.model.flags import URGENCIES, Help

if TYPE_CHECKING:
    from coachplan.journal import Journal, Kept, Salvaged
    from coachplan.model.plans import Plan

__all__ = ["journal"]

_WHERE = "A file, or postgresql://name@host/database."
_FROM = click.option("--from", "where", required=True, metavar="WHERE", help=_WHERE)
#: Who is named where nobody is: that it was a command tells more than nothing.
_BY = "coachplan journal add"
_NOT_GONE = (
    "The bytes may still be there: in a file while somebody reads it or the disk has no room, in PostgreSQL until it "
    "writes over them."
)


@click.group()
def journal() -> None:
    """
    Keep the record of a practice in a database: SQLite in a file, or PostgreSQL.

    \b
    Examples:
      coachplan journal add sam --to practice.db
      coachplan journal check practice.db
    """


@journal.command(short_help="Put what a family's folder holds into a journal.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--to", "where", required=True, metavar="WHERE", help=f"{_WHERE} A file is made where there is none.")
@click.option("--by", default=_BY, metavar="NAME", help="Who does it. Without it, that it was this command.")
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content.")
@AS_JSON
def add(folder: Path, where: str, by: str, content: tuple[Path, ...], as_json: bool) -> None:
    """
    Put the family, the plans and the log of FOLDER into a journal, each thing once: what is there already stays as it
    is. Of a row of the log that cannot be read its words are kept.

    \b
    Examples:
      coachplan journal add sam --to practice.db
      coachplan journal add sam --to postgresql://clinic@localhost/practice --by "Dana, OT"
    """
    from coachplan.journal import Journal  # noqa: PLC0415 - an extra, asked for where it is needed

    kept_in = FamilyFolder(folder, tags=engine_of(content, Help()).catalogue.known_tags)
    family, plans, log = kept_in.family(), kept_in.plans(), kept_in.log()
    for plan in plans:
        if plan.family.id != family.id:
            what = "it is of another family than family.toml."
            hint = "Put it, and what was written of it, into that family's folder. Nothing was put into the journal."
            raise CoachplanError(Finding(where=kept_in.file_of(plan.id), what=what, hint=hint, code="invalid-value"))
    with Journal.open(where) as opened:
        at = now()
        done = [opened.keep(family, at=at, by=by)]
        done += [_next(opened, plan, family.id, at, by) for plan in plans]
        # A row that could not be read, and says no day, stays the one that was put in on whatever day it was.
        known = [entry.id for entry in opened.entries(family.id)] if log.bad_rows else ()
        entries = kept_in.with_words(log, on=today(), known=known).entries
        done.append(opened.append(entries, family=family.id, at=at, by=by))
    new, there = sum(each.new for each in done), sum(len(each.events) for each in done)
    conflicts = [finding for each in done for finding in each.conflicts]
    if as_json:
        put_json({"family": family.id, "new": new, "conflicts": unstructure(conflicts)})
        return
    put(f"New in the journal: {new}. There already: {there - new}.")
    for finding in conflicts:
        put(f"- {finding}", err=True)


def _next(opened: Journal, plan: Plan, family: str, at: datetime, by: str) -> Kept:
    # A plan of a folder may be several changes further than the one that was put in last; it may not be another one.
    stood = next((each for each in opened.plans(family) if each.id == plan.id), None)
    if stood is not None and plan.history[: len(stood.history)] != stood.history:
        what = f"the journal knows changes of the plan {found_code(plan.id)} that this folder does not."
        hint = "Look at both: journal export shows what the journal has."
        raise CoachplanError(Finding(item="plan", what=what, hint=hint, code="stale"))
    return opened.save(plan, made_from=None if stood is None else stood.version, at=at, by=by)


@journal.command(short_help="Put all that is recorded of a family into one file.")
@click.argument("family")
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
@_FROM
@AS_JSON
def export(family: str, to: Path, where: str, as_json: bool) -> None:
    """
    Put all that is recorded of FAMILY, by its id, into one new file, TO, such as sam.zip.

    \b
    Example:
      coachplan journal export sam sam.zip --from practice.db
    """
    from coachplan.journal import Journal  # noqa: PLC0415 - as above
    from coachplan.journal import export as put_out  # noqa: PLC0415 - as above

    with Journal.open(where, make=False) as opened:
        made = put_out(opened, family, to)
    if as_json:
        put_json(unstructure(made))
        return
    put(f"Put into {to}: {', '.join(made.files)}.")
    if made.left_out:
        put(f"Only journal.jsonl can carry what stands in: {', '.join(made.left_out)}.")


@journal.command(short_help="Look through a journal: is all of it as it was written?")
@click.argument("where")
@AS_JSON
def check(where: str, as_json: bool) -> None:
    """
    Look through the journal at WHERE. Each thing that is wrong is told; ends with 1 where there is one.

    \b
    Examples:
      coachplan journal check practice.db
      coachplan journal check postgresql://clinic@localhost/practice
    """
    from coachplan.journal import Journal  # noqa: PLC0415 - as above

    findings: tuple[Finding, ...] = ()
    families = 0
    try:
        with Journal.open(where, make=False) as opened:
            findings = opened.check()
            families = 0 if findings else len(opened.families())
    except CoachplanError as error:
        if not as_json or {each.code for each in error.findings} != {"damaged"}:
            raise
        findings = error.findings
    if as_json:
        put_json({"families": families, "findings": unstructure(list(findings))})
    else:
        for finding in findings:
            put(str(finding))
        if not findings:
            put(f"All well: {families} famil{'y' if families == 1 else 'ies'}.")
    if findings:
        raise click.exceptions.Exit(1)


@journal.command(short_help="Delete all that is recorded of a family.")
@click.argument("family")
@_FROM
@click.option("--by", required=True, metavar="NAME", help="Who deletes it. This is recorded.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@AS_JSON
def erase(family: str, where: str, by: str, yes: bool, as_json: bool) -> None:
    """
    Delete all that is recorded of FAMILY, by its id. It cannot be taken back. That it was done, when and by whom stays,
    without the id.

    \b
    Example:
      coachplan journal erase sam --from practice.db --by "Dana, OT"
    """
    from coachplan.journal import Journal  # noqa: PLC0415 - as above

    with Journal.open(where, make=False) as opened:
        opened.family(family)  # one that is not there is said before anything is asked
        if not yes:
            click.confirm(f"Delete all that is recorded of {family} in {opened.where}?", abort=True, err=as_json)
        made = opened.erase(family, at=now(), by=by)
    if as_json:
        put_json(unstructure(made))
        return
    put(f"Deleted: {made.events} record{'' if made.events == 1 else 's'}.")
    if not made.gone:
        put(_NOT_GONE)
        if "://" not in where:
            put(f"Then: coachplan journal tidy {where}")


@journal.command(short_help="Take out of a file what was deleted.")
@click.argument("where")
@AS_JSON
def tidy(where: str, as_json: bool) -> None:
    """
    Take out of the journal at WHERE the bytes of what was deleted, where `erase` said that they may still be there.
    Ends with 1 where they still may.

    \b
    Example:
      coachplan journal tidy practice.db
    """
    from coachplan.journal import Journal  # noqa: PLC0415 - as above

    with Journal.open(where, make=False) as opened:
        gone, called = opened.tidy(), opened.where
    if as_json:
        put_json({"gone": gone})
    else:
        put(f"Nothing that was deleted is left in {called}." if gone else _NOT_GONE)
    if not gone:
        raise click.exceptions.Exit(1)


@journal.command(short_help="Read what is good of a damaged journal.")
@click.argument("where")
@click.option("--to", default="", metavar="WHERE", help="Put what is good into this new journal, a file or an address.")
@AS_JSON
def salvage(where: str, to: str, as_json: bool) -> None:
    """
    Read what is good of the journal at WHERE, and name what is not. A file is copied for it and not touched.

    Ends with 1 where something is not as it was written, or is missing: a person looks at it first, since it may have
    been an alert. As far as it can be read, its text is told; ends with 3 where that may name a sign.

    \b
    Examples:
      coachplan journal salvage practice.db
      coachplan journal salvage practice.db --to good.db
    """
    from coachplan.journal import salvage as what_is_good  # noqa: PLC0415 - as above

    if to and "://" not in to and os.path.lexists(to):
        hint = "Choose another name, or move what is there."
        raise CoachplanError(Finding(where=to, what="it is there already.", hint=hint, code="exists"))
    found = what_is_good(where)
    if as_json:
        table = {"families": list(found.families), "events": len(found.events)}
        put_json({**table, **{name: unstructure(list(getattr(found, name))) for name in ("bad", "findings")}})
    else:
        of = _counted(len(found.families), "family", "families")
        put(f"As they were written: {_counted(len(found.events), 'event', 'events')} of {of}.")
        for finding in found.findings:
            put(str(finding))
        for each in found.bad:
            put(f"event {each.seq}, as far as it can be read: {each.text}")
    signs = list(_signs(found))
    put_alerts(signs, err=True)
    if to and found.events:
        put(f"Put into {to}: {_counted(_put_into(to, found), 'event', 'events')}.", err=True)
    if signs or found.findings:
        raise click.exceptions.Exit(ALERT if signs else 1)


def _signs(found: Salvaged) -> Iterator[str]:
    # What is left out of the new journal is read as a note, whatever it was.
    engine = engine_of((), Help())
    for each in found.bad:
        signs = [mention.words for mention in engine.read(each.text).mentions if mention.urgency in URGENCIES]
        if signs:
            words = "; ".join(dict.fromkeys(signs))
            why = "It is not as it was written, and left out. Look at it now."
            yield f"event {each.seq} may name a sign: “{words}”. {why}"


def _put_into(to: str, found: Salvaged) -> int:
    from coachplan.journal import Journal  # noqa: PLC0415 - as above

    try:
        with Journal.open(to) as opened:
            return opened.take(found.events)
    except CoachplanError:
        if "://" not in to:  # nothing by half: it was made for this
            for beside in ("", "-wal", "-shm"):
                Path(to + beside).unlink(missing_ok=True)
        raise


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
