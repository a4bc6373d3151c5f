"""
The log sheet for the fridge: a line a day to fill in by hand, in the caregiver's own language.

The quick mark comes first, for those who do not count. What is written on it can be typed into a log as it stands.
Decides nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import field, frozen

from coachplan.base.dates import said_day
from coachplan.base.disclosure import shown
from coachplan.base.languages import right_to_left
from coachplan.base.messages import Message, key
from coachplan.base.validators import a, argument, day, number, strings, text
from coachplan.engine import Engine
from coachplan.model.plans import Focus, Plan
from coachplan.papers.for_whom import language_of, opened
from coachplan.papers.handout import call_lines, where_words
from coachplan.papers.speaking import saying

__all__ = ["LogSheet", "log_sheets"]

#: The quick marks, least first, as a log takes them.
_MARKS = ("not-yet", "a-little", "mostly", "on-their-own")


@frozen(kw_only=True)
class LogSheet:
    """
    One focus for some days, in words of one *language*: *title*, *where* it is practised, what counts as a *success*,
    the *week* that it is for, a line for each of its *days*, and what stands above the columns: *marks* to tick, what
    is *counted*, and *columns* to write in.
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


def log_sheets(
    engine: Engine, plan: Plan, *, first: date, days: int = 7, who: str = "", language: str = ""
) -> tuple[LogSheet, ...]:
    """
    Return a log sheet for each focus of a plan, for so many *days* from the *first* on. *who* is one
    of the caregivers, by name: it is then in their language, unless one is given.

    Raises `NotAllowedError` where no clinician opened the plan, and `UnknownIdError` where the family has no such
    caregiver.
    """
    opened(plan)
    argument("days", days, number(1, 31, whole=True))
    chosen = language_of(plan.family, who, language)
    say = saying(engine.catalogue.words, chosen)
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
            language=chosen,
            right_to_left=right_to_left(chosen),
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

    return tuple(map(sheet, plan.focuses))
