"""
The parts of a therapist's brief, as values: words that were written, alerts, focuses, and all of it together.

Holds what is said. Makes nothing.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from coachplan.base.disclosure import shown
from coachplan.base.validators import a, day, each, number, strings, text
from coachplan.model.flags import Urgency
from coachplan.papers.series import Series

__all__ = ["Brief", "BriefAlert", "BriefFocus", "Said"]


@frozen(kw_only=True)
class Said:
    """
    Words as they were written, on which day and by whom.
    """

    on: str = field(validator=text)
    who: str = field(default="", validator=text, repr=False)
    words: str = field(validator=text, repr=False)
    entry: str = field(default="", validator=text, repr=shown)


@frozen(kw_only=True)
class BriefAlert:
    """
    An alert: the exact *words* first, then what was written in which they stand (*note*), whole, and what the family is
    *told* to do. *beside* is what else that entry says, apart, and without its win.
    """

    urgency: Urgency = field(validator=text)
    called: str = field(validator=text)
    on: str = field(validator=text)
    who: str = field(default="", validator=text, repr=False)
    words: tuple[str, ...] = field(converter=strings, repr=False)
    note: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    beside: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    told: str = field(default="", validator=text, repr=False)
    flags: tuple[str, ...] = field(converter=strings)
    pauses: bool = field(validator=a(bool))


@frozen(kw_only=True)
class BriefFocus:
    """
    One focus: where it stands on its ladder, how often it was practised of what was planned (days), the kind of step
    that is *suggested* and what was found, in the clinician's voice (*finding*, lines), the strategies that fit in
    their order (*options*), how far it is from its baseline to its aim, where there are both, by each observer's counts
    (*measure*), and its days as a chart shows them (*series*).
    """

    focus: str = field(validator=text, repr=shown)
    title: str = field(validator=text, repr=False)
    step: str = field(default="", validator=text, repr=False)
    where: str = field(default="", validator=text, repr=False)
    strategy: str = field(default="", validator=text, repr=False)
    practised: str = field(default="", validator=text)
    suggested: str = field(default="", validator=text)
    days: int = field(default=0, validator=number(0, whole=True))
    planned: int = field(default=0, validator=number(0, whole=True))
    finding: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    options: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    measure: str = field(default="", validator=text)
    series: Series | None = field(default=None, validator=a(Series), repr=False)


@frozen(kw_only=True)
class Brief:
    """
    What a clinician reads before a session, in words of one *language*, of the days from *since* to *until*. *alerts*
    first; *look*: what is worth a look and no alert; the focuses; then what was written: *wins*, what was *hard*,
    *questions* with the answers on file, what a clinician *observed*; how far the *goals* are; the *changes* of the
    plan in these days; and what could not be used (*missing*).
    """

    language: str = field(validator=text)
    right_to_left: bool = field(default=False, validator=a(bool))
    family: str = field(validator=text, repr=shown)
    child: str = field(validator=text, repr=False)
    age: str = field(validator=text)
    since: date = field(validator=day)
    until: date = field(validator=day)
    period: str = field(validator=text)
    approved: str = field(default="", validator=text, repr=False)
    factual: bool = field(default=False, validator=a(bool))
    paused: bool = field(default=False, validator=a(bool))
    alerts: tuple[BriefAlert, ...] = field(
        default=(), converter=tuple[BriefAlert, ...], validator=each(a(BriefAlert))
    )
    look: tuple[Said, ...] = field(default=(), converter=tuple[Said, ...], validator=each(a(Said)))
    focuses: tuple[BriefFocus, ...] = field(
        default=(), converter=tuple[BriefFocus, ...], validator=each(a(BriefFocus))
    )
    goals: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    wins: tuple[Said, ...] = field(default=(), converter=tuple[Said, ...], validator=each(a(Said)))
    hard: tuple[Said, ...] = field(default=(), converter=tuple[Said, ...], validator=each(a(Said)))
    questions: tuple[Said, ...] = field(default=(), converter=tuple[Said, ...], validator=each(a(Said)))
    answers: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    observed: tuple[Said, ...] = field(default=(), converter=tuple[Said, ...], validator=each(a(Said)))
    changes: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    changes_since: str = field(default="", validator=text, repr=False)
    news: tuple[str, ...] = field(default=(), converter=strings)
    missing: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    left_out: str = field(default="", validator=text)
    paused_words: str = field(default="", validator=text)
