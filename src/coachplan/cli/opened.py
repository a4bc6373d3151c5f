"""
What the commands about one family share: its folder opened, with an engine and a day; and how anything is shown.

Asks the library for everything. Decides nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click
from attrs import field, frozen

from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.cli.clock import today
from coachplan.cli.completion import languages, plans
from coachplan.cli.terminal import AS_JSON, as_json, put, put_json
from coachplan.documents.codec import unstructure
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.files import decode
from coachplan.documents.logs import Log, read_log
from coachplan.documents.whole_files import replace_bytes
from coachplan.engine import Engine
from coachplan.model.flags import URGENCIES, Help
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review

__all__ = [
    "DAY",
    "Opened",
    "family_options",
    "focus_of",
    "show",
    "signs_in_bad_rows",
    "told_of_bad_rows",
    "write",
]

DAY = click.DateTime(formats=["%Y-%m-%d"])

#: Whom to call is the same for every family of a practice, so it may stand in the environment. Nothing else may: who
#: decides a thing, and as whom, is said each time.
_SAYS = {"emergency": "The emergency number.", "call": "Whom to call for all else.", "safeguarding": "Help at home."}


@frozen
class Opened:
    """
    A family's folder on a day: the engine, the plan that is meant, and the log.
    """

    folder: FamilyFolder
    engine: Engine
    on: date
    plan_id: str
    language: str
    as_json: bool
    log_file: str = field(default="")

    @cached_property
    def plan(self) -> Plan:
        """
        The plan that was asked for, or the only one.
        """
        return self.folder.plan(self.plan_id)

    @cached_property
    def log(self) -> Log:
        """
        The log of the folder, or the one that was given in its place.
        """
        if not self.log_file:
            return self.folder.log()
        if self.log_file == "-":
            return read_log(decode(sys.stdin.buffer.read(), "-") + "\n", name="-", tags=self.folder.tags)
        return read_log(Path(self.log_file), tags=self.folder.tags)

    @cached_property
    def review(self) -> Review:
        """
        The review of the plan on the day.
        """
        return self.engine.review(self.plan, self.log.entries, on=self.on)


def family_options(*, plan: bool = True, log: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Give a command the options that all commands about a family share, and hand it what they open as one value.
    """
    options = [
        click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="."),
        click.option("--on", type=DAY, metavar="DAY", help="The day, as 2026-03-04. Without it, today."),
        click.option(
            "--language",
            default="",
            help="In this language, as es. Without it, the reader's.",
            shell_complete=languages,
        ),
        AS_JSON,
        click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content."),
        *(
            click.option(f"--{name}", default="", envvar=f"COACHPLAN_{name.upper()}", show_envvar=True, help=says)
            for name, says in _SAYS.items()
        ),
    ]
    options += [
        click.option(
            "--plan", "plan_id", default="", metavar="ID", help="Which plan, of several.", shell_complete=plans
        )
    ] * plan
    options += [click.option("--log", "log_file", default="", help="Another log than the folder's, or - .")] * log

    def given(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(
            folder: Path,
            on: datetime | None,
            language: str,
            as_json: bool,
            content: tuple[Path, ...],
            emergency: str,
            call: str,
            safeguarding: str,
            plan_id: str = "",
            log_file: str = "",
            **more: Any,
        ) -> Any:
            helpers = Help(emergency=emergency, call=call, safeguarding=safeguarding)
            engine = Engine(content=content, help=helpers)
            made = Opened(
                FamilyFolder(folder, tags=engine.catalogue.known_tags),
                engine,
                today() if on is None else on.date(),
                plan_id,
                language,
                as_json,
                log_file,
            )
            return command(made, **more)

        for option in reversed(options):
            run = option(run)
        return run

    return given


def told_of_bad_rows(of: Opened, log: Log | None = None) -> tuple[list[str], bool]:
    """
    Return which rows of a log (that of the folder, unless one is given) could not be read, in words; and whether one of
    them names a sign all the same: a row that slipped is no reason to miss one.
    """
    told: list[str] = []
    any_sign = False
    for row in (of.log if log is None else log).bad_rows:
        told.append(f"Row {row.line} of the log could not be read: {row.reason}")
        heard = of.engine.read(row.words, language=of.folder.family().language).mentions
        signs = list(dict.fromkeys(each.words for each in heard if each.urgency in URGENCIES))
        if signs:
            any_sign = True
            told.append(f"  It may name a sign. Look at it now: {'; '.join(signs)}")
    return told, any_sign


def signs_in_bad_rows(of: Opened, log: Log | None = None) -> bool:
    """
    Say on the second way out what `told_of_bad_rows` returns. Return whether any row names a sign.
    """
    told, any_sign = told_of_bad_rows(of, log)
    for line in told:
        put(line, err=True)
    return any_sign


def focus_of(plan: Plan, focus_id: str) -> str:
    """
    Return the focus that is meant: the one named, or the only one. Raises `UnknownIdError` where it is not clear.
    """
    known = [focus.id for focus in plan.focuses]
    if focus_id in known:
        return focus_id
    if not focus_id and len(known) == 1:
        return known[0]
    what = "there is no such focus." if focus_id else f"the plan has {len(known)} focuses."
    hint = suggest(focus_id, known) if focus_id else f"Say which: --focus {' or '.join(known)}"
    raise CoachplanError(Finding(item="--focus", what=what, hint=hint, code="unknown-focus"))


def show(value: object, to: str = "-") -> None:
    """
    Print a value as JSON, or write it into the file that was named.
    """
    if to in ("", "-"):
        put_json(unstructure(value))
    else:
        write(as_json(unstructure(value)) + "\n", to)


def write(content: str | bytes, to: str) -> None:
    """
    Write what was made into a file that only its owner can read, or print it where the file is `-`.
    """
    raw = content.encode() if isinstance(content, str) else content
    if to == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    else:
        replace_bytes(Path(to), raw)
        put(f"Wrote {to}.", err=True)
