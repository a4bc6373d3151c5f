"""
What is typed and is the same in many commands: a day, and the name of whoever decides as a clinician.

Refuses what cannot be right before anything is read or written. Decides nothing else.
"""

from __future__ import annotations

from datetime import date, datetime

import click

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.names import same_name
from coachplan.model.family import Family
from coachplan.planning.revisions import a_day

__all__ = ["DAY", "no_caregiver"]


def DAY(typed: str) -> date:  # noqa: N802 - what an option takes, as click names its own
    """
    Return a day that was typed as 2026-03-04, of the years that somebody lives to see.
    """
    try:
        day = datetime.strptime(typed, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, and no moment
        a_day(day)
    except CoachplanError as error:
        raise click.BadParameter(f"{error.findings[0].what} {error.findings[0].hint}") from None
    except ValueError:
        raise click.BadParameter(f"{typed!r} is no day. Write it as 2026-03-04.") from None
    return day


def no_caregiver(family: Family, by: str, option: str = "--by") -> None:
    """
    See that whoever decides as a clinician is none of the family's caregivers. Raises `NotAllowedError`.
    """
    if same_name(by) and any(same_name(each.name) == same_name(by) for each in family.caregivers):
        what = "this is a clinician's to do, and the name is one of the family's caregivers."
        hint = f'Please ask your therapist to look. A clinician types their own name, as in {option} "Dana, OT".'
        raise CoachplanError(Finding(item=option, what=what, hint=hint, code="needs-clinician"))
