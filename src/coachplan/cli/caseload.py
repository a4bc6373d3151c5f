"""
The command `caseload`: many families out of one file, reviewed on every processor, into another.

Reads the options, runs, and says what came of it. Decides nothing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path

import attrs
import click

from coachplan.base.clean import visible
from coachplan.base.errors import CoachplanError, Finding
from coachplan.caseload.cases import Failed, Reviewed, Written
from coachplan.caseload.files import Done, read_cases, write_results
from coachplan.caseload.parquet import number_of_rows
from coachplan.caseload.reviewing import Answer
from coachplan.caseload.running import review_as_text
from coachplan.caseload.workers import end_with_parent
from coachplan.caseload.written import load_result
from coachplan.cli.clock import today
from coachplan.cli.hearing import Refused
from coachplan.cli.opened import engine_of, say_absent
from coachplan.cli.output import may_be_written
from coachplan.cli.terminal import ALERT, AS_JSON, AlertUntoldError, Progress, progress_bar, put, put_json
from coachplan.cli.typed import DAY, FITTED
from coachplan.engine import Engine
from coachplan.model.flags import URGENCIES, Help, Urgency

__all__ = ["caseload"]

#: So many families that failed are told one by one; all of them stand among the results.
_MOST_TOLD = 100


@click.command()
@click.argument("source", metavar="FILE")
@click.option("--to", default="-", metavar="FILE", help="Into this file, .jsonl or .parquet. Without it, printed.")
@click.option("--on", type=DAY, metavar="DAY", help="The day for a family that says none. Without it, today.")
@click.option("--workers", type=click.IntRange(1), help="Processes. [default: one a processor, 8 at most]")
@AS_JSON
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content.")
@FITTED
@click.option("--emergency", default="", envvar="COACHPLAN_EMERGENCY", show_envvar=True, help="The emergency number.")
@click.option("--call", default="", envvar="COACHPLAN_CALL", show_envvar=True, help="Whom to call for all else.")
@click.option("--safeguarding", default="", envvar="COACHPLAN_SAFEGUARDING", show_envvar=True, help="Help at home.")
def caseload(
    source: str,
    to: str,
    on: date | None,
    workers: int | None,
    as_json: bool,
    content: tuple[Path, ...],
    fitted: Path | None,
    emergency: str,
    call: str,
    safeguarding: str,
) -> int:
    """
    Review many families out of one FILE, .jsonl or .parquet, a family a line or a row; - reads lines that are piped in.

    The results come in the same order, and are JSON in any case; with --to, --json prints how many there are. A family
    that cannot be reviewed is named, and stops no other. Ends with 3 where an alert is open, or where the words of a
    family that cannot be reviewed name a sign; else with 1 where there is such a family.

    \b
    Examples:
      coachplan caseload families.jsonl --to reviews.jsonl
      coachplan caseload families.parquet --to reviews.parquet --workers 2 --on 2026-03-04
      coachplan caseload - < families.jsonl
    """
    _may_go_to(to, source)
    engine = engine_of(content, Help(emergency=emergency, call=call, safeguarding=safeguarding), fitted)
    say_absent(engine)
    processes = workers or min(8, os.cpu_count() or 1)
    told = _Told(engine)
    with told.said_at_the_end(), progress_bar("families") as progress, _reader_may_go():
        answers = told.each(
            review_as_text(
                _moving(source, today() if on is None else on, progress),
                engine,
                executor=_pool(processes) if processes > 1 else None,
            )
        )
        with closing(answers) as results:  # no worker stays behind, whatever happens
            if to == "-":
                seen = (attrs.evolve(each, text=visible(each.text)) for each in results)
                done = write_results(seen, sys.stdout.buffer)
                sys.stdout.buffer.flush()
            else:
                done = write_results(results, to)
    put(_in_words(done), err=True)
    if as_json and to != "-":
        put_json({**attrs.asdict(done), "written": to})
    return ALERT if done.with_alerts else 1 if done.failed else 0


def _pool(processes: int) -> Callable[[], Executor]:
    return partial(ProcessPoolExecutor, processes, initializer=end_with_parent)


def _may_go_to(to: str, source: str) -> None:
    may_be_written(Path(to), (".jsonl", ".ndjson", ".parquet"))
    same = False
    with suppress(OSError):  # what is not there is no file that could be lost
        same = to != "-" and Path(to).samefile(source)
    if same:
        what, hint = "the families themselves stand in this file.", "Give it another name."
        raise CoachplanError(Finding(item="--to", what=what, hint=hint, code="exists"))


@contextmanager
def _reader_may_go() -> Iterator[None]:
    # Whoever stops reading ends us, once the workers are gone and the signs are told: so it is an error until then.
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


class _Told:
    # What is said of the families that failed, and of those with an open alert, while all results go by.

    def __init__(self, engine: Engine) -> None:
        self._signs: list[str] = []
        self._open: dict[Urgency, list[str]] = {each: [] for each in URGENCIES}
        self._failed: list[str] = []
        self._more = 0
        self._engine = engine

    def each(self, answers: Iterator[Answer]) -> Generator[Answer]:
        """
        Hand the results on, and keep what is to be said of some.
        """
        for answer in answers:
            if answer.failed or answer.alerts:
                self._keep(load_result(answer.text, texts=self._engine.catalogue.words))
            yield answer

    def _keep(self, result: Reviewed | Failed) -> None:
        urgent = min((each.urgency for each in result.alerts), key=URGENCIES.index, default=None)
        if isinstance(result, Reviewed):
            if urgent is not None:
                self._open[urgent].append(f"{result.id}: an alert is open ({urgent}). Look at its review.")
            return
        if urgent is not None:
            heard = dict.fromkeys(words for alert in result.alerts for words in alert.words)
            words = "; ".join(each for each in heard if not any(each in more and each != more for more in heard))
            do = "Nobody of the family was told what to do: look now, and call them."
            self._signs.append(f"{result.id}: ! {urgent}: “{words}”. {do}")
        if len(self._failed) < _MOST_TOLD:
            reasons = " ".join(map(str, result.findings))
            self._failed.append(f"{result.id}: it could not be reviewed, and somebody must look at it. {reasons}")
        else:
            self._more += 1

    def lines(self) -> Iterator[str]:
        """
        Yield all that is to be said: signs first, each of them.
        """
        yield from self._signs
        opened = [line for lines in self._open.values() for line in lines]
        yield from opened[:_MOST_TOLD]
        if len(opened) > _MOST_TOLD:
            yield f"And {len(opened) - _MOST_TOLD} more with an open alert: each stands among the results."
        yield from self._failed
        if self._more:
            yield f"And {self._more} more: each stands among the results."

    @contextmanager
    def said_at_the_end(self) -> Iterator[None]:
        """
        Say it once all is done, below the bar and not glued to it; and also where it could not be done to the end.
        """
        try:
            yield
        except BaseException as error:
            self._say()
            if not isinstance(error, OSError):
                raise
            if self._urgent and isinstance(error, CoachplanError):
                raise Refused(str(error)) from None
            if self._urgent:
                raise AlertUntoldError(error.errno, error.strerror, error.filename) from None
            if isinstance(error, BrokenPipeError):
                signal.signal(signal.SIGPIPE, signal.SIG_DFL)
                signal.raise_signal(signal.SIGPIPE)  # quietly, as any other tool of the line
            raise
        self._say()

    @property
    def _urgent(self) -> bool:
        return bool(self._signs or any(self._open.values()))

    def _say(self) -> None:
        for line in self.lines():
            put(line, err=True)


def _moving(source: str, on: date, progress: Progress) -> Iterator[Written | Failed]:
    # How far it is, by what was read: no more of it than a few families is not reviewed yet.
    if source == "-":
        return read_cases(sys.stdin.buffer, on=on, name="-")
    cases = read_cases(source, on=on)
    if progress is None:
        return cases
    file = Path(source)
    rows = file.suffix.lower() == ".parquet"
    return _moved(cases, progress, number_of_rows(file) if rows else file.stat().st_size, rows=rows)


def _moved(
    cases: Iterator[Written | Failed], progress: Progress, whole: int, *, rows: bool
) -> Iterator[Written | Failed]:
    done = 0
    for each in cases:
        yield each
        done += 1 if rows or isinstance(each, Failed) else len(each.content) + 1
        if progress is not None:
            progress(min(done, whole), whole)


def _in_words(done: Done) -> str:
    whole = done.reviewed + done.failed
    said = f"{whole} {'family' if whole == 1 else 'families'}: {done.reviewed} reviewed, {done.failed} not."
    return f"{said} With {done.with_alerts} an alert is open." if done.with_alerts else said
