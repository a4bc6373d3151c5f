"""
What is heard whatever else is wrong: words that were typed, and the text of a file that is refused, read for signs.

The alert is said before anything is refused. Keeps nothing, and decides nothing: what is a sign, the engine says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from coachplan.base.errors import CoachplanError
from coachplan.cli.clock import today
from coachplan.cli.places import cache_folder
from coachplan.cli.terminal import ALERT, AlertUntoldError, put_alerts
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.files import read_bytes, readable
from coachplan.engine import Engine
from coachplan.model.caregiver_view import CaregiverAlert
from coachplan.model.entries import TEXT_FIELDS, UNREAD_ROW, Entry
from coachplan.model.family import Caregiver, Child, Family
from coachplan.model.flags import Help
from coachplan.model.plans import Plan
from coachplan.spreadsheets.grids import words_of
from coachplan.spreadsheets.workbooks import is_workbook, workbook_grids

__all__ = ["GIVEN", "KEPT", "HearingCommand", "Refused", "entries_of_text", "heard", "text_in"]

#: Under which a command puts that it has kept what was given to it; and the content of a file that it has read.
KEPT, GIVEN = "coachplan.kept", "coachplan.given"

#: A typed word alone is a name or a place; so many together may be a note under a name that is not known.
_A_NOTE = 2


class Refused(click.ClickException):
    """
    What is refused beside an alert: it ends as where one is open. *alerts*: the words of those still to be shown.
    """

    exit_code = ALERT

    def __init__(self, message: str, alerts: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.alerts = tuple(alerts)


def heard(
    engine: Engine,
    folder: FamilyFolder | None,
    entries: Iterable[Entry],
    *,
    on: date,
    plan_id: str = "",
    language: str = "",
    typed: Iterable[str] = (),
) -> tuple[CaregiverAlert, ...]:
    """
    Return the alerts that entries raise by themselves; also where there is no plan yet, and where no family can be
    read. Of those that were just *typed* whoever wrote them is told the whole; a quiet sign of any other is told as on
    paper.
    """
    given, typed = tuple(entries), frozenset(typed)
    ids = {each.id for each in given}
    review = engine.review(_plan(folder, plan_id), given, on=on)
    # What stands in the plan from before is told elsewhere.
    wrote = {*typed, *review.quiet}.difference(ids.difference(typed))
    try:
        alerts = review.for_caregiver(language or None, wrote=wrote).alerts
    except CoachplanError:
        alerts = review.for_caregiver(wrote=wrote).alerts
    return tuple(alert for alert in alerts if not alert.entries or not ids.isdisjoint(alert.entries))


def _plan(folder: FamilyFolder | None, plan_id: str) -> Plan:
    # The plan that is meant, else one of the family: its child and its languages are known there. Of nobody that is
    # known, the words are read as of the youngest, of whom most is urgent.
    family = Family(Child("the child", 0), [Caregiver("caregiver")], (), id="unknown")
    if folder is not None:
        with suppress(CoachplanError):
            return folder.plan(plan_id)
        with suppress(CoachplanError, IndexError):
            return folder.plans()[0]
        with suppress(CoachplanError):
            family = folder.family()
    return Plan("unknown", family, focuses=())


# -- what a file holds


def text_in(content: bytes, name: str) -> str:
    """
    Return the text of a file as well as it can be told, whatever it is written in: nothing of it is kept.
    """
    if is_workbook(content):
        with suppress(CoachplanError):
            grids = workbook_grids(content, name)
            return "\n".join(words_of(row.values()) for grid in grids for _, row in grid.rows())
        return ""
    return readable(content)


def entries_of_text(text: str, on: date) -> Iterator[Entry]:
    """
    Yield what is read of a text: all of it, where a note goes on over lines, and each line by itself.
    """
    for number, words in enumerate((text, *text.splitlines())):
        if words.strip():
            yield Entry(f"line-{number}", on, focus=UNREAD_ROW, hard=words)


# -- what was typed


class HearingCommand(click.Command):
    """
    A command about a family to which words are typed: they are read for signs also where what was typed is refused.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """
        Take what was typed; of what cannot be taken every word is read.
        """
        typed = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if ctx.resilient_parsing:
                raise
            taken = click.Context(self, parent=ctx.parent, info_name=ctx.info_name, resilient_parsing=True)
            super().parse_args(taken, list(typed))
            words = [each.partition("=")[2] if each.startswith("--") else each for each in typed]
            notes = [each for each in words if len(each.split()) >= _A_NOTE]
            raise self._refused(ctx, taken.params, notes, error) from None

    def invoke(self, ctx: click.Context) -> Any:
        """
        Run the command; where it fails before what was given is kept, its words are read.
        """
        try:
            return super().invoke(ctx)
        except AlertUntoldError:
            raise
        except (click.ClickException, CoachplanError, OSError) as error:
            raise self._refused(ctx, ctx.params, (), error) from None

    def _refused(
        self, ctx: click.Context, params: Mapping[str, Any], notes: Iterable[str], error: Exception
    ) -> Exception:
        alerts = () if isinstance(error, Refused) else _alerts(ctx, params, notes)
        if not alerts:
            return error
        put_alerts((alert.words for alert in alerts), err=bool(params.get("as_json")))
        told = error.format_message() if isinstance(error, click.ClickException) else _why(error)
        return Refused(told if ctx.meta.get(KEPT) else f"{told}\nNothing was kept. Mend that, and give it once more.")


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and not isinstance(error, CoachplanError):
        return f"{error.filename or 'the output'}: it cannot be used: {error.strerror or type(error).__name__}."
    return str(error)


def _alerts(ctx: click.Context, params: Mapping[str, Any], notes: Iterable[str]) -> tuple[CaregiverAlert, ...]:
    on = params.get("on") or today()
    typed = [*_typed(params, on)]
    typed += [Entry(f"typed-{number}", on, focus=UNREAD_ROW, hard=words) for number, words in enumerate(notes)]
    entries = [*typed, *_given(ctx, params, on)]
    if not entries:
        return ()
    said = {name: params.get(name) or "" for name in ("emergency", "call", "safeguarding")}
    try:
        engine = Engine(content=params.get("content") or (), help=Help(**said), cache=cache_folder())
    except CoachplanError:
        engine = Engine(help=Help(**said), cache=cache_folder())
    where = params.get("folder")
    folder = None if where is None else FamilyFolder(where, tags=engine.catalogue.known_tags)
    plan_id, language = params.get("plan_id") or "", params.get("language") or ""
    own = [each.id for each in typed]
    return heard(engine, folder, entries, on=on, plan_id=plan_id, language=language, typed=own)


def _typed(params: Mapping[str, Any], on: date) -> Iterator[Entry]:
    names = (*TEXT_FIELDS, "went", "who")
    texts = {name: params[name] for name in names if isinstance(params.get(name), str) and params[name].strip()}
    tags = tuple(params.get("tags") or ())
    if texts or tags:
        yield Entry("typed", on, focus=UNREAD_ROW, tags=tags, **texts)


def _given(ctx: click.Context, params: Mapping[str, Any], on: date) -> Iterator[Entry]:
    source = params.get("source")
    if not source:
        return
    content = ctx.meta.get(GIVEN)
    if content is None and source == "-":
        content = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
    elif content is None:
        with suppress(CoachplanError):
            content = read_bytes(Path(source), source)
    yield from entries_of_text(text_in(content or b"", source), on)
