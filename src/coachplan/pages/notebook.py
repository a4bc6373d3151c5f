"""
A value as a notebook shows it: a piece of HTML with its own style, laid out by the templates that pages are made of.

Several stand below each other in one notebook, so that nothing in a piece has an id and no style leaves it. Alerts
stand first. A review is shown as the family is shown it; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from markupsafe import Markup

from coachplan.base.dates import said_day
from coachplan.base.languages import right_to_left
from coachplan.base.messages import Message, Texts
from coachplan.engine import core_catalogue
from coachplan.model.family import Family
from coachplan.model.options import Option, Options
from coachplan.model.plans import Focus, Plan
from coachplan.model.proposals import Proposal, Proposals
from coachplan.model.reviews import Review
from coachplan.pages.drawings import drawing, routine_drawing
from coachplan.pages.environment import environment, headings
from coachplan.papers.speaking import Say, saying

__all__ = ["fragment"]

#: How large a drawing is where a notebook takes the style away, in pixels.
_SIZE = 36


def fragment(value: Any) -> str | None:
    """
    Return a family, a plan, proposals, a review or options as a piece of HTML; None for anything else.

    Raises `MissingExtraError` where Jinja2 is not installed, and `CoachplanError` for a review without words.
    """
    shown = next((laid_out(value) for kind, laid_out in _LAID_OUT.items() if isinstance(value, kind)), None)
    if shown is None:
        return None
    name, language, values = shown
    texts = _texts()
    made: str = environment().get_template(f"{name}.html.j2").render(
        language=language,
        right_to_left=bool(language) and right_to_left(language),
        t=headings(texts, language or "en"),
        drawing=_small,
        routine_drawing=routine_drawing,
        **values,
    )
    return made


@cache
def _texts() -> Texts:
    # A family and a plan bring no words along: headings and sentences are the core's, and a plugin's item is its id.
    return core_catalogue().words


def _small(name: str) -> Markup:
    sized = str(drawing(name)).replace("<svg ", f'<svg width="{_SIZE}" height="{_SIZE}" ', 1)
    return Markup(sized)  # noqa: S704 - our own drawing, and nothing filled in


#: A template, the language that what is shown is in ("" where it does not say), and what the template asks for.
_Shown = tuple[str, str, dict[str, object]]


def _review(review: Review) -> _Shown:
    view = review.for_caregiver()
    return "notebook_review", view.language, {"view": view, "words": [alert.words for alert in view.alerts]}


def _proposals(proposals: Proposals | Proposal) -> _Shown:
    found = [proposals] if isinstance(proposals, Proposal) else list(proposals)
    language = found[0].plan.family.language if found else ""
    return "notebook_proposals", language, {"proposals": found, "left_out": proposals.left_out}


def _options(options: Options | Option) -> _Shown:
    found = [options] if isinstance(options, Option) else list(options)
    say = saying(_texts(), "en")
    named = [say(Message("core/page.tried", {"what": each.title})) if each.tried else each.title for each in found]
    return "notebook_options", "", {"options": list(zip(named, found, strict=True))}


def _plan(plan: Plan) -> _Shown:
    language = plan.family.language
    say = saying(_texts(), language)
    by = None if plan.approval is None else {"by": plan.approval.by, "day": say(said_day(plan.approval.on))}
    values: dict[str, object] = {
        "child": plan.family.child.name,
        "opened": say(Message("core/page.draft") if by is None else Message("core/page.approved", by)),
        "words": [say(Message("core/page.open"))] if plan.open_flags else [],
        "focuses": [_focus(plan, focus, say) for focus in plan.focuses],
    }
    return "notebook_plan", language, values


def _focus(plan: Plan, focus: Focus, say: Say) -> dict[str, object]:
    routine = plan.family.routine(focus.routine)
    stands = {"step": focus.step, "skill": focus.skill, "strategy": focus.strategy, "day": say(said_day(focus.since))}
    amount = {"minutes": f"{focus.minutes:g}", "n": focus.days_per_week, "child": plan.family.child.name}
    return {
        "routine": "" if routine is None else routine.kind,
        "called": focus.routine if routine is None else _said(routine.called, say),
        "cue": focus.cue,
        "stands": say(Message("core/page.focus", stands)),
        "amount": say(Message("core/page.amount", amount)),
        "held": [
            say(Message("core/page.held", {"day": say(said_day(hold.until))}))
            for hold in plan.holds
            if hold.focus == focus.id
        ],
    }


def _family(family: Family) -> _Shown:
    say = saying(_texts(), family.language)
    child = family.child
    years, months = divmod(child.age_months, 12)
    age = [say(Message("core/page.years", {"n": years}))] if years else []
    age += [say(Message("core/page.months", {"n": months}))] if months or not years else []
    values: dict[str, object] = {
        "family": family,
        "age": ", ".join(age),
        "routines": [(_said(each.called, say), each) for each in family.routines],
        "said": {
            "loves": child.interests,
            "strengths": child.strengths,
            "assessed": child.assessed,
            "values": family.values,
            "avoid": family.avoid,
            "materials": family.materials,
        },
        "goals": say(Message("core/page.told-goals", {"n": len(family.goals)})) if family.goals else "",
    }
    return "notebook_family", family.language, values


def _said(called: str | Message, say: Say) -> str:
    return called if isinstance(called, str) else say(called)


_LAID_OUT: dict[type, Callable[[Any], _Shown]] = {
    Review: _review,
    Proposals: _proposals,
    Proposal: _proposals,
    Options: _options,
    Option: _options,
    Plan: _plan,
    Family: _family,
}
