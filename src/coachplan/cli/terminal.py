"""
What a command prints: one way out, on which nothing unseen passes, and how a command ends when that way is closed.

A note or the name of a file may hold signs that move the cursor or turn the writing round; they are shown as escapes. A
reader that has gone away ends a command quietly, a full disk in one sentence. Needs click. Decides nothing by itself.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO

import click

from coachplan.base.clean import visible
from coachplan.base.errors import CoachplanError

__all__ = [
    "ALERT",
    "AS_JSON",
    "AlertUntoldError",
    "Progress",
    "alerts_told",
    "as_json",
    "progress_bar",
    "put",
    "put_alerts",
    "put_json",
    "run",
]

#: How a command ends that found an open alert.
ALERT = 3

#: What every command takes.
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")

#: Is told how many are done, and of how many; None where nobody looks.
Progress = Callable[[int, int], None] | None


def put(text: str, *, err: bool = False) -> None:
    """
    Print a text and an end of line, with nothing unseen in it.
    """
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    click.echo(visible(text).encode(encoding, "backslashreplace").decode(encoding), err=err)


def as_json(value: object) -> str:
    """
    Return plain values as JSON with nothing unseen in it: mappings, sequences, texts and numbers; anything else as its
    text.
    """
    return visible(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def put_json(value: object) -> None:
    """
    Print plain values as JSON.
    """
    # A way out that has few letters gets those it lacks as JSON writes them, and not as `put` does.
    few = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
    put(json.dumps(json.loads(as_json(value)), indent=2) if few else as_json(value))


class AlertUntoldError(OSError):
    """
    The output cannot be written, and an alert is open: it was said on the second way out, if that can be written.
    """


def put_alerts(alerts: Iterable[str], *, err: bool = False) -> None:
    """
    Print alerts, whichever way out can be written.
    """
    lines = [f"! {alert}" for alert in alerts]
    with alerts_told(lines):
        for line in lines:
            put(line, err=err)


@contextmanager
def alerts_told(alerts: Iterable[str]) -> Iterator[None]:
    """
    Do what prints; where it cannot be written, say the alerts on the second way out, and end as where one is open.
    """
    lines = list(alerts)
    try:
        yield
    except OSError as error:
        if not lines or isinstance(error, AlertUntoldError | CoachplanError):
            raise
        for line in lines:
            with suppress(OSError):
                put(line, err=True)
        raise AlertUntoldError(error.errno, error.strerror, error.filename) from None


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """
    Show how far long work is: on a terminal only, and beside the figures, so that what is piped on stays clean. What
    is said meanwhile is printed below it, after its end.
    """
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=0, label=what, file=sys.stderr) as bar:

        def moved(done: int, whole: int) -> None:
            bar.length = whole
            bar.update(done - bar.pos)

        yield moved


def run(command: click.Command) -> None:
    """
    Run a command as it was typed, and leave with its code: no traceback for a pipe that was closed or a full disk.
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever stops reading ends us, as any other tool of the line
    try:
        sys.exit(_code(command))
    except OSError as error:
        _let_go(sys.stdout)
        where = f"{error.filename}: " if error.filename else "the output: "
        try:
            put(f"Error: {where}it cannot be used: {error.strerror or type(error).__name__}.", err=True)
            sys.stderr.flush()
        except OSError:
            _let_go(sys.stderr)
        sys.exit(ALERT if isinstance(error, AlertUntoldError) else 1)


def _let_go(way: IO[str]) -> None:
    # What is left in the buffer cannot be written either; it would be tried again on the way out, and end it otherwise.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), way.fileno())


def _code(command: click.Command) -> int:
    try:
        # The same variable however it was started, as `coachplan` or by `python -m`.
        done = command.main(standalone_mode=False, complete_var="_COACHPLAN_COMPLETE")
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(file=shown)
        put(shown.getvalue().rstrip("\n"), err=True)
        return error.exit_code
    except CoachplanError as error:
        put(f"Error: {error}", err=True)
        return 1
    except click.Abort:
        put("Aborted.", err=True)
        return 1
    return done if isinstance(done, int) else 0
