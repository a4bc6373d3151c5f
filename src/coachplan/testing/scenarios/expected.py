"""
What a scenario says must and must not come out, read from its tables `expect` and `never`.

An expectation that checks nothing cannot slip in: every key, kind and urgency is known. Knows nothing of the plan but
the ids of its focuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import fields

from coachplan.base.frozen_map import FrozenMap
from coachplan.model.actions import KINDS
from coachplan.model.entries import ROLES
from coachplan.model.evidence import MENTION_KINDS
from coachplan.model.flags import URGENCIES
from coachplan.model.plans import Plan
from coachplan.testing.scenarios.model import Expect, ExpectedMention, Never
from coachplan.testing.scenarios.strict_keys import Slips

__all__ = ["at_its_place", "expected", "forbidden"]

_EXPECT = tuple(attribute.name for attribute in fields(Expect))
_NEVER = tuple(attribute.name for attribute in fields(Never))


def at_its_place(focus: object, plan: Plan | None) -> object:
    """
    Return the id of a focus that is named by its place in the plan: `f1` is the first. Any other name is its own.
    """
    place = re.fullmatch(r"f([1-9][0-9]?)", focus, re.ASCII) if isinstance(focus, str) else None
    if place is None or plan is None or plan.knows(place[0]) or int(place[1]) > len(plan.focuses):
        return focus
    return plan.focuses[int(place[1]) - 1].id


def expected(slips: Slips, plan: Plan | None) -> Expect:
    """
    Read what must come out.
    """
    raw = slips.table("expect")
    slips.only(raw, _EXPECT, "expect")
    ask = raw.get("ask_clinician")
    if ask is not None and not isinstance(ask, bool):
        slips.fail(f"expected true or false, found {ask!r}.", item="expect, ask_clinician")
    mentions = None
    if "mentions" in raw:
        mentions = tuple(_mentions(slips, raw["mentions"]))
    return Expect(
        step=_by_focus(slips, raw, "step", plan, KINDS),
        rule=_by_focus(slips, raw, "rule", plan, None),
        needs=_by_focus(slips, raw, "needs", plan, ROLES),
        alerts=slips.words(raw, "alerts", "expect", URGENCIES),
        flags=slips.words(raw, "flags", "expect"),
        wins=slips.words(raw, "wins", "expect"),
        mentions=mentions,
        answers=slips.words(raw, "answers", "expect"),
        says=slips.words(raw, "says", "expect") or (),
        ask_clinician=ask,
    )


def forbidden(slips: Slips) -> Never:
    """
    Read what must not come out.
    """
    raw = slips.table("never")
    slips.only(raw, _NEVER, "never")
    return Never(
        steps=slips.words(raw, "steps", "never", KINDS) or (),
        alerts=slips.words(raw, "alerts", "never", URGENCIES) or (),
        says=slips.words(raw, "says", "never") or (),
    )


def _by_focus(
    slips: Slips, raw: Mapping[str, Any], key: str, plan: Plan | None, known: Iterable[str] | None
) -> FrozenMap[str, tuple[str, ...]] | None:
    focuses = [focus.id for focus in plan.focuses] if plan is not None else []
    if key not in raw:
        return None
    value, item = raw[key], f"expect, {key}"
    if not isinstance(value, dict):
        if len(focuses) > 1:
            hint = "Write { " + ", ".join(f'{focus} = "..."' for focus in focuses) + " }."
            slips.fail("the scenario has several focuses.", hint, item=item)
        value = {focuses[0] if focuses else "f1": value}
    made: dict[str, tuple[str, ...]] = {}
    for named, given in value.items():
        focus = str(at_its_place(named, plan))
        if focuses:
            slips.one_of(focus, focuses, item)
        made[focus] = slips.words({key: [given] if isinstance(given, str) else given}, key, "expect", known) or ()
        if not made[focus]:
            slips.fail("nothing is named that would be right.", item=item)
    return FrozenMap(made)


def _mentions(slips: Slips, value: object) -> Iterator[ExpectedMention]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        slips.fail('expected a list such as [ { words = "choking", kind = "negated" } ].', item="expect, mentions")
        return
    for number, table in enumerate(value, start=1):
        item = f"expect, mentions {number}"
        slips.only(table, ("words", "kind"), item)
        words = slips.text(table, "words")
        if not words:
            slips.fail("the words are missing.", item=item)
        if "kind" in table:
            slips.one_of(table["kind"], MENTION_KINDS, item)
        yield ExpectedMention(words=words, kind=table.get("kind"))
