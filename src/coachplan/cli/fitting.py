"""
The command `fit`: what a clinic's own logs say of the children it works with, and whether that foretells better.

Reads the options, runs, and says what came of it. Decides nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import click

from coachplan.base.errors import CoachplanError
from coachplan.caseload.cases import Case, Failed, Written
from coachplan.caseload.files import read_cases
from coachplan.caseload.workers import end_with_parent
from coachplan.cli.clock import today
from coachplan.cli.judging import Differences, as_plain, differences_of, differences_told, judged_told, tried
from coachplan.cli.opened import engine_of, say_absent
from coachplan.cli.output import may_be_written
from coachplan.cli.terminal import AS_JSON, Progress, progress_bar, put, put_json
from coachplan.cli.typed import DAY
from coachplan.documents.codec import to_dict, write
from coachplan.documents.family_folder import FamilyFolder
from coachplan.engine import Engine
from coachplan.fitting.differing import Looked, differing
from coachplan.fitting.results import Fit
from coachplan.fitting.running import PARTS, fit
from coachplan.fitting.saying import table
from coachplan.model.flags import Help

__all__ = ["command"]

_Given = Case | Written | Failed

#: On so many made-up families both sets of numbers are tried where nobody says how many: some seconds of work.
FAMILIES = 40

#: So many families that were left out are told one by one.
_MOST_TOLD = 100


@click.command("fit")
@click.argument("sources", metavar="CASES...", nargs=-1)
@click.option("--journal", "where", default="", metavar="WHERE", help="Also those of a journal, its file or address.")
@click.option(
    "--held-out",
    "parts",
    default=PARTS,
    show_default=True,
    type=click.IntRange(0, 20),
    metavar="PARTS",
    help="Hold families out in so many parts; 0: none, and nothing is recommended.",
)
@click.option(
    "--backtest",
    "families",
    default=FAMILIES,
    show_default=True,
    type=click.IntRange(0, 10_000),
    metavar="FAMILIES",
    help="Try both on so many made-up families drawn from the fitted numbers; 0: on none.",
)
@click.option("--diff", "compared", is_flag=True, help="Tell whose next step would be another today.")
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help="Write the document here, .json.")
@click.option("--by", default="", metavar="NAME", help="Who fits them; the document names them.")
@click.option("--on", type=DAY, metavar="DAY", help="The day for a family that says none, and of the fit. Or today.")
@click.option("--workers", type=click.IntRange(1), help="Processes. [default: one a processor, 8 at most]")
@AS_JSON
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content.")
def command(
    sources: tuple[str, ...],
    where: str,
    parts: int,
    families: int,
    compared: bool,
    save: Path | None,
    by: str,
    on: date | None,
    workers: int | None,
    as_json: bool,
    content: tuple[Path, ...],
) -> int:
    """
    Learn from a clinic's own families the numbers that are assumed of a child before its log tells more: CASES are
    files as `coachplan caseload` reads them, .jsonl or .parquet, and folders of families; - reads lines that are piped
    in.

    Tells each number with how sure it is and on how many families it rests, whether families that were held out are
    foretold better by them, under which strategies children made progress, and how made-up families fare under the
    numbers: on one processor some ten seconds for forty. Nothing is changed, and nothing leaves this computer: --save
    writes numbers, counts of strategies by their ids, and who fitted them; no word, id or day of a family. --diff names
    families, and is for this computer, too. A family that cannot be read is named, and stops no other. Ends with 1 if
    one could not be read.

    \b
    Examples:
      coachplan fit families.jsonl
      coachplan fit families/* --save our-numbers.json --by "Dana, OT"
      coachplan fit --journal practice.db --backtest 250 --diff
    """
    if parts == 1:
        raise click.UsageError("--held-out takes two parts or more, or 0.")
    if not sources and not where:
        raise click.UsageError("Say which families: files, folders, or --journal.")
    if compared and "-" in sources:
        raise click.UsageError("--diff reads families twice, and what is piped in can be read once.")
    if save is not None:
        may_be_written(save, (".json",), "--save")
        if not save.absolute().parent.is_dir() or save.is_dir():
            raise click.BadParameter("no file can be written there.", param_hint="--save")
        if not by.strip():
            raise click.UsageError("--save needs --by: the document names who fitted the numbers.")
    day = today() if on is None else on
    engine = engine_of(content, Help())
    say_absent(engine)
    processes = workers or min(8, os.cpu_count() or 1)
    pool = partial(ProcessPoolExecutor, processes, initializer=end_with_parent) if processes > 1 else None
    cases = partial(_cases, sources, where, day, engine.catalogue.known_tags)
    with progress_bar("fitting") as progress:
        found = fit(cases(), engine, parts=parts, executor=pool, progress=_only_fitting(progress))
    judged = tried(found, families, content, processes)
    differ = _differences(found, cases, engine, pool, day) if compared else None
    for line in _left_out(found):
        put(line, err=True)
    if as_json:
        put_json(_as_plain(found) | as_plain(judged, differ))
    else:
        tried_told = judged and judged_told(judged, grouped=found.grouped)
        told = [table(found), tried_told, differ and differences_told(differ)]
        put("\n\n".join(each for each in told if each))
    if save is not None:
        write(found.document(by=by, on=day), save)
        put(f"Wrote {save}." + ("" if found.recommended else " No engine takes it: it is not recommended."), err=True)
    return 1 if found.left_out else 0


def _differences(
    found: Fit, cases: Callable[[], Iterator[_Given]], engine: Engine, pool: Callable[[], Executor] | None, on: date
) -> Differences:
    # The numbers are looked at, whether or not they are recommended: this is how a clinician sees what they would do.
    # Those of groups only where they are to be used: no document has the others.
    values = found.document(by="-", on=on) if found.grouped else found.values
    with progress_bar("families") as progress:
        whole = found.families + found.too_short + len(found.left_out)
        return differences_of(_moved(differing(cases(), engine, values, executor=pool), progress, whole))


def _moved(looked: Iterator[Looked | Failed], progress: Progress, whole: int) -> Iterator[Looked | Failed]:
    for done, each in enumerate(looked, start=1):
        yield each
        if progress is not None:
            progress(min(done, whole), whole)


def _cases(sources: tuple[str, ...], where: str, on: date, tags: frozenset[str]) -> Iterator[_Given]:
    for source in sources:
        if Path(source).is_dir():
            yield from _of_folder(FamilyFolder(source, tags=tags), on)
        else:
            yield from read_cases(sys.stdin.buffer, on=on, name="-") if source == "-" else read_cases(source, on=on)
    if where:
        from coachplan.journal import Journal  # noqa: PLC0415 - an extra, asked for where it is needed
        from coachplan.journal import cases as of_journal  # noqa: PLC0415 - as above

        with Journal.open(where, make=False) as opened:
            yield from of_journal(opened, on=on)


def _of_folder(folder: FamilyFolder, on: date) -> Iterator[Case | Failed]:
    # Rows that cannot be read count for nothing here; every other command tells of them.
    try:
        plans, entries = folder.plans(), folder.log().entries
    except CoachplanError as error:
        yield Failed(folder.path.name, error.findings)
        return
    if plans:
        yield Case(plans[0], entries, on=on, beside=[(plan, entries) for plan in plans[1:]])


def _only_fitting(progress: Progress) -> Any:
    # How many families there are is not known while they are read.
    if progress is None:
        return None

    def moved(what: str, done: int, whole: int) -> None:
        if what == "fitting":
            progress(done, whole)

    return moved


def _left_out(found: Fit) -> Iterator[str]:
    for each in found.left_out[:_MOST_TOLD]:
        reasons = " ".join(map(str, each.findings))
        yield f"{each.id}: left out; its words were not read, and somebody must look at it. {reasons}"
    if len(found.left_out) > _MOST_TOLD:
        yield f"And {len(found.left_out) - _MOST_TOLD} more."


def _as_plain(found: Fit) -> dict[str, Any]:
    held = found.held_out
    return {
        "families": found.families,
        "days": found.days,
        "too_short": found.too_short,
        "left_out": [each.id for each in found.left_out],
        "numbers": [attrs.asdict(row) for row in found.rows],
        "held_out": None if held is None else to_dict(held),
        "suits": to_dict(found.suits),
        "groups": [attrs.asdict(each) for each in found.groups],
        "by_group": None if found.by_group is None else to_dict(found.by_group),
        "grouped": found.grouped,
        "recommended": found.recommended,
    }
