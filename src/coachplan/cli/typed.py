"""
What is typed and is the same in many commands: a day, whom to call, a clinic's own numbers, and the name of whoever
decides as a clinician.

Refuses what cannot be right before anything is read or written. Decides nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.names import same_name
from coachplan.model.family import Family
from coachplan.planning.revisions import a_day

__all__ = ["DAY", "FITTED", "WHOM_TO_CALL", "no_caregiver", "whom_to_call"]

#: Whom to call, and a clinic's own numbers, are the same for every family, so they may stand in the environment: where
#: the numbers are forgotten once, the step is another. Nothing else may: who decides a thing, and as whom, is said each
#: time.
_SAYS = {"emergency": "The emergency number.", "call": "Whom to call for all else.", "safeguarding": "Help at home."}
#: The options that say whom to call.
WHOM_TO_CALL = tuple(
    click.option(f"--{name}", default="", envvar=f"COACHPLAN_{name.upper()}", show_envvar=True, help=says)
    for name, says in _SAYS.items()
)

#: The numbers that a clinic fitted to its own logs, in place of the shipped ones.
FITTED = click.option(
    "--fitted",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="COACHPLAN_FITTED",
    show_envvar=True,
    help="With these numbers and counts, as `fit --save` wrote them.",
)


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


def whom_to_call(command: Callable[..., Any]) -> Callable[..., Any]:
    """
    Give a command the options that say whom to call.
    """
    for option in reversed(WHOM_TO_CALL):
        command = option(command)
    return command
