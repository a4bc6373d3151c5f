"""
The log sheet for the fridge: a line a day to fill in by hand, in the caregiver's own language.

The quick mark comes first, for those who do not count. What is written on it can be typed into a log as it stands.
Where practice rests it has no lines, and says so as the handout does. Decides nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve, field, frozen

from coachplan.base.dates import said_day
from coachplan.base.disclosure import shown
from coachplan.base.languages import right_to_left
from coachplan.base.messages import Message, key
from coachplan.base.validators import a, argument, day, number, strings, text
from coachplan.engine import Engine
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.papers.for_whom import language_of, opened
from coachplan.papers.handout import call_lines, handouts, where_words
from coachplan.papers.speaking import said_in, saying
from coachplan.planning.revisions import a_day

__all__ = ["LogSheet", "log_sheets"]

#: The quick marks, least first, as a log takes them.
_MARKS = ("not-yet", "a-little", "mostly", "on-their-own")


@frozen(kw_only=True)
class LogSheet:
    """
    One focus for some days, in words of one *language*: *title*, *where* it is practised, what counts as a *success*,
    the *week* that it is for, a line for each of its *days*, and what stands above the columns: *marks* to tick, what
    is *counted*, and *columns* to write in. While practice rests there are no days: *rest* says so, *alerts* what comes
    first, and *paused* that the whole plan is.
    """

    focus: str = field(validator=text, repr=shown)
    language: str = field(validator=text)
    right_to_left: bool = field(default=False, validator=a(bool))
    first: date = field(validator=day)
    child: str = field(validator=text, repr=False)
    title: str = field(validator=text, repr=False)
    where: str = field(default="", validator=text, repr=False)
    success: str = field(default="", validator=text, repr=False)
    week: str = field(validator=text)
    days: tuple[str, ...] = field(converter=strings)
    day: str = field(validator=text)
    went: str = field(validator=text)
    marks: tuple[str, ...] = field(converter=strings)
    counted: str = field(validator=text)
    columns: tuple[str, ...] = field(converter=strings)
    ask: str = field(validator=text)
    call: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    alerts: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    paused: bool = field(default=False, validator=a(bool))
    rest: str = field(default="", validator=text, repr=False)


def log_sheets(
    engine: Engine,
    plan: Plan,
    *,
    first: date,
    days: int = 7,
    who: str = "",
    language: str = "",
    review: Review | None = None,
) -> tuple[LogSheet, ...]:
    """
    Return a log sheet for each focus of a plan, for so many *days* from the *first* on. *who* is one
    of the caregivers, by name: it is then in their language, unless one is given. *review*: that of the day on which it
    is made, by which practice may rest; without one the flags that the plan has recorded count.

    Raises `NotAllowedError` where no clinician opened the plan, `UnknownIdError` where the family has no such
    caregiver, and `StaleError` where the review is not of this plan as it stands.
    """
    opened(plan)
    argument("days", days, number(1, 31, whole=True))
    a_day(first)
    chosen = language_of(plan.family, who, language)
    say, made_in = saying(engine.catalogue.words, chosen), said_in(engine.catalogue.words, chosen)
    papers = () if review is None else handouts(engine, plan, review, who=who, language=language)
    resting = {paper.focus: paper for paper in papers if paper.paused or paper.rest}
    recorded = review is None and any(flag.pauses for flag in plan.open_flags)
    child = {"child": plan.family.child.name}
    each_day = [first + timedelta(days=ahead) for ahead in range(days)]
    named = [say(Message(f"core/page.sheet.weekday.{day.isoweekday()}", {"day": day.day})) for day in each_day]

    week = {"first": said_day(first, first), "last": said_day(each_day[-1], first)}

    def sheet(focus: Focus) -> LogSheet:
        skill = engine.catalogue.skills.get(focus.skill)
        there = skill is not None and focus.step <= len(skill.steps)
        title = Message("core/this-practice") if skill is None else Message(key(skill.id, "title"))
        measure = "tries" if skill is None else skill.measure
        return LogSheet(
            focus=focus.id,
            language=made_in,
            right_to_left=right_to_left(made_in),
            first=first,
            child=plan.family.child.name,
            title=say(title),
            where=where_words(plan, focus, say),
            success=say(Message(key(focus.skill, f"steps.{focus.step}.look_for"), child)) if there else "",
            week=say(Message("core/page.sheet.week", week)),
            days=named,
            day=say(Message("core/page.sheet.day")),
            went=say(Message("core/page.sheet.went")),
            marks=[say(Message(f"core/mark.{mark}")) for mark in _MARKS],
            counted=say(Message(f"core/page.sheet.{measure}")),
            columns=[say(Message(f"core/page.sheet.{name}")) for name in ("worked", "hard")],
            ask=say(Message("core/page.sheet.ask")),
            call=call_lines(engine.help, plan.family.child.name, say),
        )

    def resting_or(sheet: LogSheet) -> LogSheet:
        paper = resting.get(sheet.focus)
        if paper is not None:
            bare = evolve(sheet, days=(), success="", alerts=paper.alerts, call=paper.call)
            return evolve(bare, paused=paper.paused, rest=paper.rest)
        if recorded:
            return evolve(sheet, days=(), success="", paused=True, rest=say(Message("core/alert.paused-quiet")))
        return sheet

    return tuple(resting_or(sheet(focus)) for focus in plan.focuses)
