"""
The commands that make what people hold in their hands: handout, log sheet, cues, brief, overview.

Each is a page of HTML that prints; with `--pdf` a PDF; with `--json` the same as values. Decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from coachplan.base.errors import CoachplanError
from coachplan.cli.clock import today
from coachplan.cli.completion import focuses, languages
from coachplan.cli.hearing import Refused
from coachplan.cli.opened import (
    Opened,
    engine_of,
    family_options,
    focus_of,
    say_absent,
    signs_in_bad_rows,
    told_of_bad_rows,
)
from coachplan.cli.output import show, write
from coachplan.cli.terminal import AS_JSON, progress_bar, put
from coachplan.cli.typed import DAY, FITTED
from coachplan.documents.family_folder import FamilyFolder
from coachplan.model.flags import Help
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.pages.for_caregivers import cues_page, handout_page, log_sheet_page
from coachplan.pages.for_clinicians import brief_page, overview_page
from coachplan.pages.pdf import pdf
from coachplan.papers import brief as briefs
from coachplan.papers import overview as overviews
from coachplan.papers.alternative import alternative
from coachplan.papers.cues import cues as cards
from coachplan.papers.handout import handouts
from coachplan.papers.log_sheet import log_sheets
from coachplan.papers.privacy import declared_names, ids_with_names, without_names
from coachplan.papers.series import series

__all__ = ["brief", "chart", "cues", "handout", "log_sheet", "overview"]

T = TypeVar("T")

_TO = click.option("--to", default="", metavar="FILE", help="Where to write it, as JSON with --json; - prints it.")
_PDF = click.option("--pdf", "as_pdf", is_flag=True, help="As PDF.")
_PAPER = click.option("--paper", type=click.Choice(("A4", "Letter")), default=None, help="For this paper.")
_PAGES, _PDFS = (".html", ".htm"), (".pdf",)
_BARE = click.option("--without-names", "bare", is_flag=True, help="With others in the place of every declared name.")
_WHO = click.option("--who", default="", metavar="NAME", help="For this caregiver, in their language.")


def _call(of: Opened) -> None:
    if not (of.engine.help.emergency or of.engine.help.call):
        put('It names nobody to call. Say whom: --emergency 112 --call "the clinic, 555 0100"', err=True)


def _values(made: object, to: str, *, as_pdf: bool = False) -> None:
    if as_pdf:
        raise click.UsageError("--pdf makes a page and --json values: give one of them.")
    show(made, to)


def _bare(of: Opened, made: T, language: str) -> T:
    texts = of.engine.catalogue.words
    names = declared_names((of.plan, of.log.entries), texts=texts, language=language)
    bare = without_names(made, names)
    _say_which_ids_tell(bare, names)
    return bare


def _say_which_ids_tell(made: object, names: Mapping[str, str]) -> None:
    telling = ids_with_names(made, names)
    if telling:
        put(f"A name can be read in these ids, which stay as they are: {', '.join(telling)}.", err=True)


def _keep(of: Opened, page: str, name: str, to: str, *, as_pdf: bool) -> None:
    where = to or str(of.folder.path / f"{_named(of, name)}.{'pdf' if as_pdf else 'html'}")
    write(pdf(page) if as_pdf else page, where, *(_PDFS if as_pdf else _PAGES))


def _named(of: Opened, name: str) -> str:
    # What is made of the plan in plan-2.json is no page of that in plan.json, and does not take its place.
    return name + of.folder.file_of(of.plan.id).removeprefix("plan").removesuffix(".json")


@click.command()
@family_options()
@_WHO
@_TO
@_PDF
@_PAPER
def handout(of: Opened, who: str, to: str, as_pdf: bool, paper: Any) -> None:
    """
    Make the page that a caregiver holds: what to do at home, how, and whom to call.

    \b
    Examples:
      coachplan handout sam
      coachplan handout sam --who Rosa --pdf --paper A4
    """
    signs_in_bad_rows(of)
    made = handouts(of.engine, of.plan, of.review, who=who, language=of.language)
    if of.as_json:
        _values(list(made), to, as_pdf=as_pdf)
        return
    _call(of)
    _keep(of, handout_page(made, of.engine.catalogue.words, paper=paper or ""), "handout", to, as_pdf=as_pdf)


@click.command("log-sheet")
@family_options(log=False)
@_WHO
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 31), help="How many days.")
@_TO
@_PDF
@_PAPER
def log_sheet(of: Opened, who: str, days: int, to: str, as_pdf: bool, paper: Any) -> None:
    """
    Make the sheet for the fridge, from the day on: a line a day to fill in by hand.

    \b
    Examples:
      coachplan log-sheet sam
      coachplan log-sheet sam --days 14 --pdf --paper Letter
    """
    signs_in_bad_rows(of)
    made = log_sheets(of.engine, of.plan, first=of.on, days=days, who=who, language=of.language, review=of.review)
    if of.as_json:
        _values(list(made), to, as_pdf=as_pdf)
        return
    _call(of)
    _keep(of, log_sheet_page(made, of.engine.catalogue.words, paper=paper or ""), "log-sheet", to, as_pdf=as_pdf)


@click.command()
@family_options()
@_WHO
@_TO
@_PDF
@_PAPER
def cues(of: Opened, who: str, to: str, as_pdf: bool, paper: Any) -> None:
    """
    Make cards to cut out, with the one sentence on each.

    \b
    Example:
      coachplan cues sam --who Rosa
    """
    signs_in_bad_rows(of)
    made = cards(handouts(of.engine, of.plan, of.review, who=who, language=of.language))
    if of.as_json:
        _values(made, to, as_pdf=as_pdf)
    elif made is not None:
        _keep(of, cues_page(made, of.engine.catalogue.words, paper=paper or ""), "cues", to, as_pdf=as_pdf)


@click.command()
@family_options()
@click.option(
    "--since",
    type=DAY,
    metavar="DAY",
    help="From this day on. Without it, four weeks, and what changed since the last session, where one is known.",
)
@click.option("--factual", is_flag=True, help="For a school or a doctor: what was practised and seen, and no advice.")
@_BARE
@_TO
@_PDF
@_PAPER
def brief(of: Opened, since: Any, factual: bool, bare: bool, to: str, as_pdf: bool, paper: Any) -> None:
    """
    Make what a clinician reads before a session: alerts first, then what was practised, written and suggested.

    The last session is the newest day on which a clinician wrote, or did something to the plan.

    \b
    Examples:
      coachplan brief sam
      coachplan brief sam --since 2026-03-02 --factual --pdf
    """
    signs_in_bad_rows(of)
    say_absent(of.engine)
    first = None if since is None else since
    made = briefs.brief(
        of.engine, of.plan, of.log.entries, of.review, since=first, language=of.language, factual=factual
    )
    if bare:
        made = _bare(of, made, made.language)
    if of.as_json:
        _values(made, to, as_pdf=as_pdf)
        return
    name = "facts" if factual else "brief"
    _keep(of, brief_page(made, of.engine.catalogue.words, paper=paper or ""), name, to, as_pdf=as_pdf)


@click.command()
@family_options()
@click.option("--focus", "focus_id", default="", metavar="ID", help="Which focus, of several.", shell_complete=focuses)
@click.option("--since", type=DAY, metavar="DAY", help="From this day on. Without it, from its first.")
@click.option("--caregiver", "for_caregiver", is_flag=True, help="As a caregiver may see it.")
@_BARE
@_TO
def chart(of: Opened, focus_id: str, since: Any, for_caregiver: bool, bare: bool, to: str) -> None:
    """
    Draw the days of a focus as SVG, or as PNG where the file ends in .png; with --json as values, and in words.

    \b
    Examples:
      coachplan chart sam --to sam.png
      coachplan chart sam --without-names --to socks.svg
    """
    signs_in_bad_rows(of)
    made = series(
        of.plan,
        of.log.entries,
        focus_of(of.plan, focus_id),
        on=of.on,
        catalogue=of.engine.catalogue,
        since=None if since is None else since,
        review=of.review,
        audience="caregiver" if for_caregiver else "clinician",
    )
    language = of.language or made.language
    if bare:
        made = _bare(of, made, language)
    if of.as_json:
        _values({"series": made, "words": alternative(made, language).splitlines()}, to)
        return
    from coachplan import charts  # noqa: PLC0415 - an extra, asked for here

    where = to or str(of.folder.path / f"{_named(of, 'chart')}.svg")
    drawn: str | bytes
    if where.lower().endswith(".png"):
        drawn = charts.png(made, language=language)
    else:
        drawn = charts.svg(made, id_prefix="chart", language=language)
    write(drawn, where, ".svg", ".png")


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--on", type=DAY, metavar="DAY", help="The day. Without it, today.")
@click.option("--language", default="en", show_default=True, help="In this language.", shell_complete=languages)
@AS_JSON
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of a clinic's content.")
@FITTED
@_BARE
@click.option("--to", default="", metavar="FILE", help="As a page, with --json as JSON, into this file; - prints it.")
@_PDF
@_PAPER
def overview(
    folders: tuple[Path, ...],
    on: Any,
    language: str,
    as_json: bool,
    content: tuple[Path, ...],
    fitted: Path | None,
    bare: bool,
    to: str,
    as_pdf: bool,
    paper: Any,
) -> int:
    """
    Show who needs you first, and why, out of many FOLDERS of families.

    What is wrong in one family is named, and stops no other. Ends with 1 where one could not be read.

    \b
    Examples:
      coachplan overview families/* --to overview.html
      coachplan overview families/* --without-names --json
    """
    engine = engine_of(content, Help(), fitted)
    say_absent(engine)
    day = today() if on is None else on
    cases: list[tuple[Plan, Review]] = []
    names: dict[str, str] = {}
    told: list[str] = []
    broken = 0
    with progress_bar("families") as progress:
        for done, folder in enumerate(folders, start=1):
            try:
                of = Opened(FamilyFolder(folder, tags=engine.catalogue.known_tags), engine, day, "", language, as_json)
                of.folder.family()
                plans = of.folder.plans()
                told += [f"{folder}: {line}" for line in told_of_bad_rows(of)]
                if not plans:
                    told.append(f"{folder}: no plan yet.")
                found = [of.look(plan.id) for plan in plans]
                if bare:
                    own = declared_names((plans, of.log.entries), texts=engine.catalogue.words, language=language)
                    names, found = names | own, without_names(found, own)
                cases += found
            except (CoachplanError, Refused) as error:
                broken += 1
                told += [f"{folder}: ! {words}" for words in getattr(error, "alerts", ())]
                told.append(f"{folder}: it could not be read, and somebody must look at it. {error}")
            if progress is not None:
                progress(done, len(folders))
    for line in told:  # below the bar, and not glued to it
        put(line, err=True)
    made = overviews.overview(engine, cases, language=language)
    _say_which_ids_tell(made, names)
    if as_json:
        _values(made, to, as_pdf=as_pdf)
    elif to:
        page = overview_page(made, engine.catalogue.words, paper=paper or "")
        write(pdf(page) if as_pdf else page, to, *(_PDFS if as_pdf else _PAGES))
    else:
        for row in made.rows:
            put(f"{row.called}: {row.child} ({row.family}), {row.about}")
            for reason in row.reasons:
                put(f"  {reason}")
    return 1 if broken else 0
