"""
What every change of a plan has: somebody who is named, a day that does not go back, and the next plan with its history.

Knows nothing of which changes there are, and of who may make them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from attrs import evolve

from coachplan.base.disclosure import found_code, no_such, place_name
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.validators import argument, day, names_somebody
from coachplan.model.entries import ROLES
from coachplan.model.plans import Change, Focus, Plan

__all__ = ["a_day", "focus_of", "forward", "made", "named", "refuse", "same_plan", "told_apart", "turned", "with_focus"]

T = TypeVar("T")

_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def refuse(what: str, hint: str = "", item: str = "", *, code: str = "not-allowed") -> CoachplanError:
    """
    Return the error that refuses a change: what is wrong, and what would be right. Of which kind it is, such
    as stale or not allowed, the *code* says (`base/codes`).
    """
    return CoachplanError(Finding(item=place_name(item) if item else "", what=what, hint=hint, code=code))


def made(make: Callable[..., T], /, *values: Any, item: str = "", **fields: Any) -> T:
    """
    Make a value of a change, or refuse it with the sentence of whichever field cannot be kept.
    """
    try:
        return make(*values, **fields)
    except (TypeError, ValueError) as error:
        code = error.findings[0].code if isinstance(error, CoachplanError) else "invalid-value"
        raise refuse(f"that cannot be: {error}", item=item, code=code) from None


def named(by: object, role: object) -> None:
    """
    Refuse a change that nobody is named for, or in a role that there is not.
    """
    if not isinstance(by, str) or not names_somebody(by):
        raise refuse("nobody is named.", "Say who decides: by='Dana, SLP'.", "by", code="nobody-named")
    # Of the plain kind only: what merely says that it equals a role is none.
    if type(role) is not str or role not in ROLES:
        hint = suggest(role, ROLES) if type(role) is str else f"Known: {', '.join(map(repr, ROLES))}."
        raise refuse("there is no such role.", hint, "role", code="unknown-word")


def focus_of(plan: Plan, focus_id: str) -> Focus:
    """
    Return the focus of that id; refuse one that the plan does not have.
    """
    focus = plan.focus(focus_id)
    if focus is None:
        raise refuse(
            no_such("focus", focus_id, here=f"the plan {found_code(plan.id)} has"),
            suggest(focus_id, [f.id for f in plan.focuses]),
            code="unknown-focus",
        )
    return focus


def told_apart(plans: Iterable[Plan]) -> None:
    """
    Refuse plans of which two are the same, or have a focus of one id: what was written of one would count for both.
    """
    seen: set[str] = set()
    for plan in plans:
        for kind, one in (("plan", plan.id), *(("focus", focus.id) for focus in plan.focuses)):
            if f"{kind} {one}" in seen:
                hint = (
                    "Give each plan once; propose the later one anew, beside the others: its focus then has its own id."
                )
                called = "two of them are the plan" if kind == "plan" else "two plans have the focus"
                raise refuse(f"{called} {found_code(one)}.", hint, "plans", code="duplicate")
            seen.add(f"{kind} {one}")


def same_plan(plan: Plan, made_from: str, agreed: str, what: str) -> None:
    """
    Refuse what was made from another plan, or from this one as it stood before its last change. *made_from* is the id
    and *agreed* the digest that it carries, and *what* is what it is called: "suggestion", "review".
    """
    again = f"Review the plan again and take the new {what}." if what != "review" else "Review the plan again."
    if made_from != plan.id:
        raise refuse(
            f"this {what} is of the plan {found_code(made_from)}, and not of {found_code(plan.id)}.",
            again,
            code="other-plan",
        )
    if not agreed:
        raise refuse(
            f"this {what} does not say what was agreed in its plan: an older coachplan made it.", again, code="stale"
        )
    if agreed != plan.agreed:
        raise refuse(
            f"this {what} is stale: the plan says otherwise by now, or is another of the same id.", again, code="stale"
        )


def a_day(on: object) -> None:
    """
    Refuse what is not a day, or one that nobody lives to see: weeks before and after it must be days, too.
    """
    argument("on", on, day)
    if isinstance(on, date) and not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        raise refuse(
            f"found the year {on.year}.",
            f"Expected a day from {_FIRST_YEAR} to {_LAST_YEAR}.",
            "on",
            code="out-of-range",
        )


def forward(plan: Plan, on: date) -> None:
    """
    Refuse a day before the last change: history only goes forward.
    """
    a_day(on)
    last = max((past.on for past in plan.history), default=None)
    if last is not None and on < last:
        mend = "History only goes forward. If that last day is wrong, write the right one in the plan's document."
        raise refuse(f"{on} is before the last change of this plan, on {last}.", mend, code="wrong-day")


def turned(plan: Plan, turn: Change, **changed: object) -> Plan:
    """
    Return the next plan: what changed, one revision on, and the change in its history.
    """
    revision = plan.revision + 1
    return evolve(
        plan,
        history=(*plan.history, evolve(turn, revision=revision)),
        revision=revision,
        **changed,  # type: ignore[arg-type]
    )


def with_focus(plan: Plan, focus: Focus) -> tuple[Focus, ...]:
    """
    Return the focuses of the plan, with one of them as it is now.
    """
    return tuple(focus if each.id == focus.id else each for each in plan.focuses)
