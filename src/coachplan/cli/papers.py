"""
The commands that make what people hold in their hands: handout, log sheet, cues, brief, overview.

Each is a page of HTML that prints; with `--pdf` a PDF; with `--json` the same as values. Decides nothing by itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.cli.clock import today
from coachplan.cli.opened import DAY, Opened, family_options, focus_of, show, signs_in_bad_rows, write
from coachplan.cli.terminal import AS_JSON, progress_bar, put
from coachplan.documents.family_folder import FamilyFolder
from coachplan.engine import Engine
from coachplan.model.flags import Help
from coachplan.pages.for_caregivers import cues_page, handout_page, log_sheet_page
from coachplan.pages.for_clinicians import brief_page, overview_page
from coachplan.pages.pdf import pdf
from coachplan.papers import brief as briefs
from coachplan.papers import overview as overviews
from coachplan.papers.alternative import alternative
from coachplan.papers.cues import cues as cards
from coachplan.papers.handout import handouts
from coachplan.papers.log_sheet import log_sheets
from coachplan.papers.privacy import declared_names, without_names
from coachplan.papers.series import series

__all__ = ["brief", "chart", "cues", "handout", "log_sheet", "overview"]

_TO = click.option("--to", default="", metavar="FILE", help="Where to write it; - prints it.")
_PDF = click.option("--pdf", "as_pdf", is_flag=True, help="As PDF.")
_PAPER = click.option("--paper", type=click.Choice(("A4", "Letter")), default=None, help="For this paper.")
_WHO = click.option("--who", default="", metavar="NAME", help="For this caregiver, in their language.")


def _call(of: Opened) -> None:
    if not (of.engine.help.emergency or of.engine.help.call):
        put('It names nobody to call. Say whom: --emergency 112 --call "the clinic, 555 0100"', err=True)


def _keep(of: Opened, page: str, name: str, to: str, *, as_pdf: bool) -> None:
    where = to or str(of.folder.path / f"{name}.{'pdf' if as_pdf else 'html'}")
    write(pdf(page) if as_pdf else page, where)


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
        show(list(made))
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
    made = log_sheets(of.engine, of.plan, first=of.on, days=days, who=who, language=of.language)
    if of.as_json:
        show(list(made))
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
        show(made)
    elif made is not None:
        _keep(of, cues_page(made, of.engine.catalogue.words, paper=paper or ""), "cues", to, as_pdf=as_pdf)


@click.command()
@family_options()
@click.option("--since", type=DAY, metavar="DAY", help="From this day on. Without it, four weeks.")
@click.option("--factual", is_flag=True, help="For a school or a doctor: what was practised and seen, and no advice.")
@click.option("--without-names", "bare", is_flag=True, help="With others in the place of every declared name.")
@_TO
@_PDF
@_PAPER
def brief(of: Opened, since: Any, factual: bool, bare: bool, to: str, as_pdf: bool, paper: Any) -> None:
    """
    Make what a clinician reads before a session: alerts first, then what was practised, written and suggested.

    \b
    Examples:
      coachplan brief sam
      coachplan brief sam --since 2026-03-02 --factual --pdf
    """
    signs_in_bad_rows(of)
    first = None if since is None else since.date()
    made = briefs.brief(
        of.engine, of.plan, of.log.entries, of.review, since=first, language=of.language, factual=factual
    )
    if bare:
        texts, family = of.engine.catalogue.words, (of.plan, of.log.entries)
        made = without_names(made, declared_names(family, texts=texts, language=made.language))
    if of.as_json:
        show(made)
        return
    name = "facts" if factual else "brief"
    _keep(of, brief_page(made, of.engine.catalogue.words, paper=paper or ""), name, to, as_pdf=as_pdf)


@click.command()
@family_options()
@click.option("--focus", "focus_id", default="", metavar="ID", help="Which focus, of several.")
@click.option("--since", type=DAY, metavar="DAY", help="From this day on. Without it, from its first.")
@click.option("--caregiver", "for_caregiver", is_flag=True, help="As a caregiver may see it.")
@_TO
def chart(of: Opened, focus_id: str, since: Any, for_caregiver: bool, to: str) -> None:
    """
    Draw the days of a focus as SVG, or as PNG where the file ends in .png; with --json as values, and in words.

    \b
    Example:
      coachplan chart sam --to sam.png
    """
    signs_in_bad_rows(of)
    made = series(
        of.plan,
        of.log.entries,
        focus_of(of.plan, focus_id),
        on=of.on,
        catalogue=of.engine.catalogue,
        since=None if since is None else since.date(),
        review=of.review,
        audience="caregiver" if for_caregiver else "clinician",
    )
    language = of.language or made.language
    if of.as_json:
        show({"series": made, "words": alternative(made, language).splitlines()})
        return
    from coachplan import charts  # noqa: PLC0415 - an extra, asked for here

    where = to or str(of.folder.path / "chart.svg")
    drawn: str | bytes
    if where.lower().endswith(".png"):
        drawn = charts.png(made, language=language)
    else:
        drawn = charts.svg(made, id_prefix="chart", language=language)
    write(drawn, where)


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--on", type=DAY, metavar="DAY", help="The day. Without it, today.")
@click.option("--language", default="en", show_default=True, help="In this language.")
@AS_JSON
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of a clinic's content.")
@click.option("--to", default="", metavar="FILE", help="As a page, into this file; - prints it.")
@_PDF
@_PAPER
def overview(
    folders: tuple[Path, ...],
    on: Any,
    language: str,
    as_json: bool,
    content: tuple[Path, ...],
    to: str,
    as_pdf: bool,
    paper: Any,
) -> int:
    """
    Show who needs you first, and why, out of many FOLDERS of families.

    What is wrong in one family is named, and stops no other. Ends with 1 where one could not be read.

    \b
    Example:
      coachplan overview families/* --to overview.html
    """
    engine = Engine(content=content, help=Help())
    day = today() if on is None else on.date()
    cases, broken = [], 0
    with progress_bar("families") as progress:
        for done, folder in enumerate(folders, start=1):
            try:
                of = Opened(FamilyFolder(folder, tags=engine.catalogue.known_tags), engine, day, "", language, as_json)
                of.folder.family()
                plans = of.folder.plans()
                signs_in_bad_rows(of)
                if not plans:
                    put(f"{folder}: no plan yet.", err=True)
                cases += [evolve(of, plan_id=plan.id).look(day) for plan in plans]
            except CoachplanError as error:
                broken += 1
                put(f"{folder}: it could not be read, and somebody must look at it. {error}", err=True)
            if progress is not None:
                progress(done, len(folders))
    made = overviews.overview(engine, cases, language=language)
    if as_json:
        show(made)
    elif to:
        page = overview_page(made, engine.catalogue.words, paper=paper or "")
        write(pdf(page) if as_pdf else page, to)
    else:
        for row in made.rows:
            put(f"{row.called}: {row.child} ({row.family})")
            for reason in row.reasons:
                put(f"  {reason}")
    return 1 if broken else 0
