"""
The command by which a practice is written down: a few questions in the caregiver's language, the quick mark first.

What was written is added to the log whole or not at all, and once where it is there already. It is read for signs at
once, whatever else is wrong: an alert is the first that is shown. Decides nothing by itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from coachplan.base.digests import digest
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message, key
from coachplan.cli.clock import today
from coachplan.cli.completion import focuses, layouts, marks
from coachplan.cli.hearing import GIVEN, KEPT, HearingCommand, heard
from coachplan.cli.opened import Opened, family_options, focus_of, set_aside, signs_in_bad_rows
from coachplan.cli.output import show
from coachplan.cli.terminal import ALERT, alerts_told, put, put_alerts
from coachplan.cli.typed import no_caregiver
from coachplan.documents.files import read_bytes
from coachplan.documents.logs import Log, read_log, words_of_bad_rows
from coachplan.model.entries import ROLES, UNREAD_ROW, Entry
from coachplan.model.reviews import Review
from coachplan.model.told import MARKS
from coachplan.notes.marks import known_marks, plainly
from coachplan.papers.for_whom import language_of
from coachplan.papers.speaking import Say, saying
from coachplan.review.writers import written_by
from coachplan.spreadsheets import layout_named, read_layout, read_workbook

__all__ = ["log"]

#: What a review says of numbers, and of a mark, that cannot be right.
_NUMBERS = ("core/missing.impossible", "core/missing.mark-and-counts")
_A_MARK = ("core/missing.mark",)
_LATER = "core/missing.later"
_TEXTS = ("worked", "hard", "question", "win")


@click.command(cls=HearingCommand)
@family_options(log=False)
@click.option("--focus", "focus_id", default="", metavar="ID", help="Which focus, of several.", shell_complete=focuses)
@click.option("--who", default="", metavar="NAME", help="Who writes.")
@click.option(
    "--went",
    default=None,
    metavar="MARK",
    help="How it went: not-yet, a-little, mostly, on-their-own.",
    shell_complete=marks,
)
@click.option("--tries", type=int, default=None, help="How many tries.")
@click.option("--successes", type=int, default=None, help="How many of them worked.")
@click.option("--worked", default=None, help="What worked.")
@click.option("--hard", default=None, help="What was hard.")
@click.option("--question", default=None, help="One question for the next session.")
@click.option("--win", default=None, help="A tiny win.")
@click.option("--tag", "tags", multiple=True, help="A tag, such as ill. May be repeated.")
@click.option("--role", type=click.Choice(ROLES), default="caregiver", show_default=True, help="As whom it is written.")
@click.option("--from", "source", default="", metavar="FILE", help="Add a whole log, CSV or JSON Lines; - reads it.")
@click.option(
    "--layout", default="", metavar="NAME|FILE", help="FILE is a spreadsheet, in this layout.", shell_complete=layouts
)
@click.option("--sheet", default="", metavar="NAME", help="This sheet of it alone.")
@click.option("--child", default="", metavar="NAME", help="Whose rows, where a column of it says whose each is.")
def log(
    of: Opened,
    focus_id: str,
    who: str,
    source: str,
    layout: str,
    sheet: str,
    child: str,
    role: Any,
    tags: tuple[str, ...],
    **given: Any,
) -> int:
    """
    Write down a practice: asks what was not given, in the caregiver's language, and shows alerts first.

    Ends with 3 where an alert is open. An alert that is new is kept with the plan, and is shown whatever else is wrong
    with what was typed. Of a row of a file that cannot be read the words are kept.

    \b
    Examples:
      coachplan log sam
      coachplan log sam --went mostly --worked "he held it open"
      coachplan log sam --from march.csv
      coachplan log sam --from march.xlsx --layout sessions --sheet March --focus ot-pull-up-socks-dressing
    """
    if layout and not source:
        raise click.UsageError("--layout says how a file is laid out: name it with --from.")
    if (sheet or child) and not layout:
        raise click.UsageError("--sheet and --child are for a spreadsheet: say how it is laid out with --layout.")
    if role == "clinician":
        no_caregiver(of.plan.family, who, "--who")
    language = of.language or language_of(of.plan.family, who)
    say = saying(of.engine.catalogue.words, language)
    if source:
        content = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source), source)
        click.get_current_context().meta[GIVEN] = content
        name = "-" if source == "-" else Path(source).name
        read = (
            _sheets(of, content, name, layout, sheet, child, focus_id)
            if layout
            else read_log(content, name=name, tags=of.folder.tags)
        )
        return _added(of, read, language, say, who)
    focus = focus_of(of.plan, focus_id)
    entry = _asked(of, Entry("new", of.on, focus=focus, who=who, language=language, role=role, tags=tags), given, say)
    if entry is None:
        put(say(Message("core/ask.nothing")), err=of.as_json)
        return 1
    kept = _kept(of, [entry])
    # In a log without a column for ids it has another by now.
    typed = {entry.id, *(each.id for each in kept)}
    again = None if kept else Message("core/ask.again")
    return _told(of, kept, language, say, who=who, typed=typed, again=again)


def _kept(of: Opened, entries: list[Entry]) -> tuple[Entry, ...]:
    kept = of.folder.append(entries, once=True)
    click.get_current_context().meta[KEPT] = True
    return kept


def _added(of: Opened, read: Log, language: str, say: Say, who: str) -> int:
    # Of a row that could not be read the words are kept, once; what is wrong with it is said.
    there = of.folder.log().entries
    known = {(on, each.hard) for each in there if each.focus == UNREAD_ROW for on in (each.on, None)}
    rows = zip(read.bad_rows, words_of_bad_rows(read, on=of.on), strict=True)
    words = [each for row, each in rows if (row.on, each.hard) not in known]
    kept = _kept(of, [*read.entries, *words])
    number = sum(1 for each in kept if each.focus != UNREAD_ROW)
    again = Message("core/ask.there", {"n": len(read.entries) - number}) if number < len(read.entries) else None
    apart = Message("core/ask.words-only", {"n": len(read.bad_rows)}) if read.bad_rows else None
    signs_in_bad_rows(of, read)
    code = _told(of, kept, language, say, who=who, again=again, apart=apart, counted=True)
    return code or (1 if read.bad_rows else 0)


def _sheets(of: Opened, content: bytes, name: str, layout: str, sheet: str, child: str, focus_id: str) -> Log:
    meant = read_layout(layout) if layout.lower().endswith(".toml") else layout_named(layout)
    return read_workbook(
        content,
        evolve(meant, sheet=sheet or meant.sheet),
        name=name,
        focus=_focus_of_all(of, focus_id, said=bool(meant.focus or meant.focuses)),
        child=child,
        tags=of.folder.tags,
    )


def _focus_of_all(of: Opened, focus_id: str, *, said: bool) -> str:
    # What the layout says goes before the only focus of the plan, and what is typed before both.
    return focus_of(of.plan, focus_id) if focus_id or (not said and len(of.plan.focuses) == 1) else ""


def _told(
    of: Opened,
    kept: tuple[Entry, ...],
    language: str,
    say: Say,
    *,
    who: str,
    typed: AbstractSet[str] = frozenset(),
    again: Message | None = None,
    apart: Message | None = None,
    counted: bool = False,
) -> int:
    # Read anew, with what was just written in it.
    _, review = of.look(of.plan_id)
    # What was read in other entries was shown when they were written.
    new = {each.id for each in kept}
    told = evolve(review, from_words=[each for each in review.from_words if each.entry in new])
    # Whoever typed it reads its alert whole. Of what somebody else wrote a quiet one says what paper says.
    own = {*written_by(of.folder.log().entries, of.plan.family, who), *typed}
    view = told.for_caregiver(language, wrote=own)
    with alerts_told(f"! {alert.words}" for alert in view.alerts):
        if of.as_json:
            show({"kept": list(kept), "alerts": list(review.alerts)})
        else:
            for alert in view.alerts:
                put(f"! {alert.words}")
            number = sum(1 for each in kept if each.focus != UNREAD_ROW)
            if number and (counted or not view.alerts):
                put(say(Message("core/ask.kept", {"child": of.plan.family.child.name, "n": number})))
            for more in (again, apart):
                if more is not None:
                    put(say(more))
            for line in view.from_words if not view.paused else ():
                put(f"- {line}")
        _say_what_is_odd(of, review, kept)
    return ALERT if view.alerts else 0


def _say_what_is_odd(of: Opened, review: Review, kept: tuple[Entry, ...]) -> None:
    # Kept as it was written; but whoever wrote it is there now, and knows what was meant.
    for each in set_aside(review, kept):
        if each.message.key == _LATER:
            continue  # said below, as a question
        put(each.say(), err=True)
        if each.message.key in _NUMBERS:
            put(f"  Write it once more: coachplan log {of.folder.path} --tries 5 --successes 3", err=True)
        elif each.message.key in _A_MARK:
            put(f"  Write it once more: coachplan log {of.folder.path} --went mostly", err=True)
    for day in sorted({each.on for each in kept if each.on > today()}):
        put(f"{day} is in the future: it is kept, and read from that day on. Is it the right day?", err=True)


# -- asking


def _asked(of: Opened, begun: Entry, given: dict[str, Any], say: Say) -> Entry | None:
    """
    Return what was given or answered as an entry; None where nothing was.
    """
    asks = all(value is None for value in given.values())
    if asks and not begun.tags and not sys.stdin.isatty():
        what, hint = "nothing was given to write down.", "Say how it went: --went mostly, or --worked, --hard."
        raise CoachplanError(Finding(what=what, hint=hint, code="missing-field"))
    said = _heard_at_once(of, begun, say) if asks and sys.stdin.isatty() else given
    written = {name: value for name, value in said.items() if _is_something(value)}
    if not written and not begun.tags:
        return None
    entry = evolve(begun, **written)
    # The same on the same day is the same entry: what is sent twice counts once.
    there = [each for each in of.folder.log().entries if each.on == of.on]
    same = next((each for each in there if evolve(each, id=entry.id) == entry), None)
    return same or evolve(entry, id=f"{of.on}-{len(there) + 1}-{digest(entry)[:6]}")


def _is_something(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _heard_at_once(of: Opened, begun: Entry, say: Say) -> dict[str, Any]:
    # Each answer is read when it is given. In an emergency nobody is asked on; and what was answered until somebody
    # breaks off is kept where it named a sign.
    said: dict[str, Any] = {}
    shown: list[str] = []
    try:
        for name, value in _answers(of, begun.focus, say):
            said[name] = f"{said[name]} {value}" if name == "hard" and name in said else value
            # What was answered is read as what was typed is, whatever fails before it is kept.
            click.get_current_context().params[name] = said[name]
            alerts = heard(
                of.engine,
                of.folder,
                [evolve(begun, **said)],
                on=of.on,
                plan_id=of.plan_id,
                language=begun.language or "",
                typed=[begun.id],
            )
            new = [alert.words for alert in alerts if alert.words not in shown]
            shown += new
            put_alerts(new, err=of.as_json)
            if new and name == "went" and value not in MARKS:
                said["hard"] = said.pop("went")  # words, and no mark
            if any(alert.urgency == "now" for alert in alerts):
                break
    except (click.Abort, KeyboardInterrupt):
        put("", err=True)  # what comes begins a line
        if not shown:
            put(say(Message("core/ask.not-kept")), err=True)
            raise
    return said


def _answers(of: Opened, focus: str, say: Say) -> Iterator[tuple[str, Any]]:
    # What is printed as JSON is nothing else.
    ask = partial(click.prompt, default="", show_default=False, err=of.as_json)
    named = of.plan.focus(focus)
    title = Message("core/this-practice") if named is None else Message(key(named.skill, "title"))
    put(say(Message("core/ask.about", {"what": title})), err=of.as_json)
    marks = [say(Message(f"core/mark.{mark}")) for mark in MARKS]
    for number, mark in enumerate(marks, start=1):
        put(f"  {number}  {mark}", err=of.as_json)
    known = known_marks(of.engine.catalogue.words)
    while True:
        said = ask(say(Message("core/ask.went"))).strip()
        if not said:
            break
        if said.isdecimal() and 1 <= int(said) <= len(MARKS):
            yield "went", MARKS[int(said) - 1]
            break
        if plainly(said) in known:
            yield "went", known[plainly(said)]
            break
        yield "went", said
        put(say(Message("core/ask.a-number", {"n": len(MARKS)})), err=of.as_json)
    for name in _TEXTS:
        words = ask(say(Message(f"core/ask.{name}"))).strip()
        if words:
            yield name, words
