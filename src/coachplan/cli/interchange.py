"""
The commands that write a plan for other systems: a calendar, a health record, cards for one.

Stamped with the moment at which they are made. Decides nothing by itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import click

from coachplan.cli.clock import now
from coachplan.cli.opened import Opened, family_options, signs_in_bad_rows
from coachplan.cli.output import show, write
from coachplan.cli.typed import DAY
from coachplan.interchange.calendar import calendar as practice_times
from coachplan.interchange.calendar import jcal
from coachplan.interchange.cds_hooks import cards
from coachplan.interchange.fhir import bundle

__all__ = ["calendar", "fhir"]

_TO = click.option("--to", default="-", metavar="FILE", show_default=True, help="Where to write it; - prints it.")
#: So many days of practice times, where nobody says until when.
_DAYS = 28


@click.command()
@family_options()
@click.option("--at", "times", multiple=True, required=True, metavar="ID=HH:MM", help="When, by focus or routine.")
@click.option("--zone", required=True, metavar="ZONE", help="The family's time zone, such as America/New_York.")
@click.option("--until", type=DAY, metavar="DAY", help="Up to this day. Without it, four weeks.")
@click.option("--who", default="", metavar="NAME", help="For this caregiver, in their language.")
@click.option("--named", is_flag=True, help="With the child and the skill in it, on a locked screen, too.")
@_TO
def calendar(of: Opened, times: tuple[str, ...], zone: str, until: date | None, who: str, named: bool, to: str) -> None:
    """
    Write practice times for a calendar (.ics), from the day on; with --json as jCal.

    \b
    Example:
      coachplan calendar sam --at dressing=07:40 --zone America/New_York --to sam.ics
    """
    signs_in_bad_rows(of)
    made = practice_times(
        of.engine,
        of.plan,
        of.review,
        zone=zone,
        times=dict(_time(each) for each in times),
        stamp=now(),
        first=of.on,
        until=of.on + timedelta(days=_DAYS - 1) if until is None else until,
        who=who,
        language=of.language,
        neutral=not named,
    )
    if of.as_json:
        show(jcal(made), to)
    else:
        write(made, to, ".ics")


def _time(written: str) -> tuple[str, Any]:
    name, _, at = written.partition("=")
    try:
        return name, datetime.strptime(at, "%H:%M").time()  # noqa: DTZ007 - a time of day, in the zone that is given
    except ValueError:
        raise click.UsageError(f"--at says when, such as dressing=07:40, and not {written!r}.") from None


@click.command()
@family_options()
@click.option("--cards", "as_cards", is_flag=True, help="As cards for a health record (CDS Hooks).")
@click.option("--without-names", "bare", is_flag=True, help="With every name left out.")
@_TO
def fhir(of: Opened, as_cards: bool, bare: bool, to: str) -> None:
    """
    Write a plan, its log and its review as a FHIR R4 Bundle, or as cards.

    \b
    Examples:
      coachplan fhir sam --to sam.json
      coachplan fhir sam --cards --without-names
    """
    signs_in_bad_rows(of)
    language, names = of.language or of.plan.family.language, "left-out" if bare else "as-written"
    shared: dict[str, Any] = {"catalogue": of.engine.catalogue, "language": language, "names": names}
    made = (
        cards(of.review, plan=of.plan, **shared)
        if as_cards
        else bundle(of.plan, of.log.entries, of.review, stamp=now(), **shared)
    )
    show(made, to)
