"""
The caseload at a glance: who needs the clinician first, and why, in words that were written.

The order is by what waits: an emergency, a call today, something to raise, a step that needs the clinician, a question.
No family is held against another. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from coachplan.base.disclosure import shown
from coachplan.base.languages import language_code, right_to_left
from coachplan.base.messages import Message, key
from coachplan.base.validators import a, day, each, number, strings, text
from coachplan.engine import Engine
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import UNCHECKED
from coachplan.papers.for_whom import reviewed
from coachplan.papers.speaking import Say, day_words, longest, saying

__all__ = ["FIRST", "Overview", "OverviewRow", "overview"]

#: What waits, first things first.
FIRST = ("now", "today", "soon", "yours", "draft", "look", "question", "unread", "quiet", "nothing")


@frozen(kw_only=True)
class OverviewRow:
    """
    One plan of one family, what it is *about*, what waits most (*first*, one of `FIRST`), every reason in words, and
    since when.
    """

    family: str = field(validator=text, repr=shown)
    plan: str = field(validator=text, repr=shown)
    child: str = field(validator=text, repr=False)
    first: str = field(validator=text)
    called: str = field(validator=text)
    reasons: tuple[str, ...] = field(converter=strings, repr=False)
    since: date | None = field(default=None, validator=day)
    place: int = field(default=0, validator=number(0, whole=True))
    about: str = field(default="", validator=text, repr=False)


@frozen(kw_only=True)
class Overview:
    """
    The rows of a caseload on a day, whoever needs the clinician most first, in words of one *language*.
    """

    language: str = field(validator=text)
    right_to_left: bool = field(default=False, validator=a(bool))
    on: date | None = field(default=None, validator=day)
    day: str = field(default="", validator=text)
    rows: tuple[OverviewRow, ...] = field(
        default=(), converter=tuple[OverviewRow, ...], validator=each(a(OverviewRow))
    )


def overview(engine: Engine, cases: Iterable[tuple[Plan, Review]], *, language: str = "en") -> Overview:
    """
    Return who needs the clinician first, out of plans with their reviews. Raises `StaleError` where a review is not of
    its plan as it stands.
    """
    chosen = language_code(language)
    say = saying(engine.catalogue.words, chosen)
    rows, newest = [], None
    for plan, review in cases:
        reviewed(plan, review)
        waiting = list(_waiting(plan, review, say)) or [("nothing", None, say(Message("core/page.waits.nothing")))]
        waiting.sort(key=lambda each: (FIRST.index(each[0]), each[1] or review.on))
        first, since, _ = waiting[0]
        newest = review.on if newest is None else max(newest, review.on)
        rows.append(
            OverviewRow(
                family=plan.family.id,
                plan=plan.id,
                child=plan.family.child.name,
                first=first,
                called=say(Message(f"core/page.first.{first}")),
                reasons=tuple(dict.fromkeys(words for _, _, words in waiting)),
                since=since,
                place=FIRST.index(first),
                about=", ".join(_titles(plan, engine, say)),
            )
        )
    rows.sort(key=lambda row: (row.place, row.since or date.max, row.family, row.plan))
    return Overview(
        language=chosen,
        right_to_left=right_to_left(chosen),
        on=newest,
        day="" if newest is None else day_words(newest, newest, say),
        rows=rows,
    )


def _titles(plan: Plan, engine: Engine, say: Say) -> Iterator[str]:
    # A skill that nobody brings is told by its id: two plans of one child must not look alike.
    for focus in plan.focuses:
        yield say(Message(key(focus.skill, "title"))) if focus.skill in engine.catalogue.skills else focus.skill


def _waiting(plan: Plan, review: Review, say: Say) -> Iterator[tuple[str, date | None, str]]:
    for alert in review.alerts:
        values = {"words": "; ".join(longest(alert.words)), "day": day_words(alert.on, review.on, say)}
        yield alert.urgency, alert.on, say(Message("core/page.waits.alert", values))
    if plan.approval is None:
        yield "draft", None, say(Message("core/page.waits.draft"))
    for step in review.next_steps:
        if plan.approval is not None and step.needs == "clinician" and not review.paused:
            kind = Message(f"core/kind.{step.action.kind}")
            yield "yours", None, say(Message("core/page.waits.step", {"kind": kind}))
    for mention in review.worth_a_look:
        yield "look", None, say(Message("core/page.waits.look", {"words": mention.words}))
    for question in review.questions:
        yield "question", None, say(Message("core/page.waits.question", {"words": question.words}))
    if any(each.message.key in UNCHECKED for each in review.missing):
        yield "unread", None, say(Message("core/page.waits.unread"))
    quiet = max((_quiet_days(review, step.focus) for step in review.next_steps), default=0)
    if quiet:
        yield "quiet", None, say(Message("core/page.waits.quiet", {"n": quiet}))


def _quiet_days(review: Review, focus: str) -> int:
    read = {each.signal: each.value for each in review.readings if each.focus == focus}
    days = read.get("quiet-days")
    late = bool(read.get("overdue")) and isinstance(days, int | float)
    return int(days) if late and isinstance(days, int | float) and days >= _LONG else 0


#: So many days without a word are worth a call.
_LONG = 14
