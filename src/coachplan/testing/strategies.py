"""
Families, plans, logs, conditions and pretend catalogues, drawn by Hypothesis.

Written by hand, so that the validators hold and every failure shrinks to something short: the first day, the first
skill, no words. Made to be unkind, too: counts that cannot be, entries given twice, words that must stop everything.
Knows nothing of what a review should say about any of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.entries import CORE_TAGS, ROLES, TEXT_FIELDS, Entry
from coachplan.model.family import PARTS_OF_DAY, Caregiver, Child, Family, Routine
from coachplan.model.plans import Focus, Hold, Plan
from coachplan.model.skills import SUPPORTS, Skill
from coachplan.model.strategies import Strategy
from coachplan.testing.goals import goals
from coachplan.testing.knowledge import catalogues, conditions, maybe, one_of, some, whole
from coachplan.testing.toy import TOY, toy

__all__ = [
    "DANGEROUS",
    "EVERYDAY",
    "FIRST_DAY",
    "HARMLESS",
    "TOY",
    "catalogues",
    "conditions",
    "days",
    "entries",
    "families",
    "logs",
    "plans",
    "texts",
    "toy",
]

#: The day that everything made here begins on; a day that shrinks becomes this one.
FIRST_DAY = date(2026, 3, 2)

#: What tired people write when nothing is wrong.
EVERYDAY = (
    "ok",
    "he did it himself",
    "she laughed",
    "too tired today",
    "no time, the baby was up",
    "we did it another way",
    "can I use a bigger spoon?",
    "hoy muy bien",
    "meltdown at the door, then fine",
    "it's my fault I think",
)

#: Each of these names a sign of the core, plainly and now.
DANGEROUS = (
    "he is choking",
    "she stopped breathing",
    "he had a seizure",
    "she swallowed a battery",
    "he hit his head and passed out",
    "I shook him",
    "no puede respirar",
)

#: The same words where they say that nothing happened here and now.
HARMLESS = (
    "no choking at all",
    "he was not choking",
    "what if she chokes",
    "his cousin had a seizure",
    "last year he had a seizure",
    "I nearly died laughing",
)

#: Texts that only a program would think of.
_ODD = (
    "",
    " ",
    "\N{CHILD}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}",
    "a\x00b",
    "{child} {0} {}",
    "-" * 600,
    "ñandú ÇĞ 好",
)

# -- small things


@lru_cache(maxsize=64)
def days(first: date = FIRST_DAY, span: int = 60) -> st.SearchStrategy[date]:
    """
    Draw a day from *first* to *span* days later.
    """
    return st.integers(0, span).map(lambda gone: first + timedelta(days=gone))


@lru_cache(maxsize=2)
def texts(*, dangerous: bool = True) -> st.SearchStrategy[str]:
    """
    Draw what somebody might write: nothing, everyday words, dangerous ones, the same denied, or any characters at all.

    With `dangerous=False` no sign of the core is drawn, and no characters by chance.
    """
    if not dangerous:
        return st.lists(st.sampled_from(EVERYDAY), max_size=2).map(". ".join)
    phrase = st.sampled_from(EVERYDAY) | st.sampled_from(HARMLESS) | st.sampled_from(DANGEROUS)
    return st.lists(phrase, max_size=3).map(". ".join) | st.sampled_from(_ODD) | st.text(max_size=30)


# -- families and plans


@st.composite
def families(draw: st.DrawFn, catalogue: Catalogue = TOY, *, language: str | None = None) -> Family:
    """
    Draw a family with one to four routines that the skills of *catalogue* know, goals, and values that rule things out.
    """
    child = Child(
        draw(one_of("Sam", "Noor", "Zoë", "李")),
        draw(whole(6, 216)),
        age_on=draw(one_of(None, FIRST_DAY - timedelta(days=40))),
        interests=draw(some(("trains", "water", "dinosaurs"))),
        strengths=draw(some(list(catalogue.skills), most=1)),
        cautions=draw(some(_words_of(catalogue, "cautions"), most=2)),
        assessed=draw(some(_words_of(catalogue, "requires"), most=2)),
    )
    speaks = one_of(language) if language else one_of("en", "es", "es-MX", "xx")
    caregivers = [
        Caregiver(name, language=draw(speaks), confidence=draw(maybe(*range(11))))
        for name in draw(one_of(("Alex",), ("Alex", "Grandma Bo")))
    ]
    kinds = draw(some(_kinds(catalogue), least=1, most=4))
    tags = _words_of(catalogue, "tags")
    return Family(
        *(child, tuple(caregivers)),
        id="sam",
        routines=tuple([draw(_routines(kind)) for kind in kinds]),
        values=draw(some([*tags, *(f"no-{tag}" for tag in tags)], most=2)),
        avoid=draw(some([*tags, *catalogue.strategies], most=1)),
        materials=draw(some(_words_of(catalogue, "materials"))),
        minutes_a_day=draw(maybe(5, 10, 30)),
        goals=draw(goals(kinds, catalogue)),
    )


def _kinds(catalogue: Catalogue) -> list[str]:
    return sorted({kind for skill in catalogue.skills.values() for kind in skill.routines}) or ["play"]


def _words_of(catalogue: Catalogue, name: str) -> list[str]:
    items: list[Any] = [*catalogue.strategies.values(), *catalogue.skills.values()]
    return sorted({word for item in items for word in getattr(item, name, ())})


@st.composite
def _routines(draw: st.DrawFn, kind: str) -> Routine:
    mark = maybe(*range(1, 6))
    return Routine(
        kind,
        kind,
        label=draw(one_of("", "after nursery")),
        days_a_week=draw(one_of(7, 5, 1)),
        minutes=draw(maybe(3, 5, 20)),
        part_of_day=draw(maybe(*PARTS_OF_DAY)),
        goes=draw(mark),
        matters=draw(mark),
    )


@st.composite
def plans(
    draw: st.DrawFn,
    catalogue: Catalogue = TOY,
    *,
    focuses: Sequence[int] | range = range(1, 4),
    approved: bool | None = None,
    held: bool | None = None,
    family: Family | None = None,
) -> Plan:
    """
    Draw a plan with as many focuses as *focuses* allows (never more than there are skills), begun on the first day.

    *approved* and *held* True or False say whether a clinician has opened everything, and whether a person holds a
    focus; None draws both.
    """
    skills, strategies = catalogue.skills, list(catalogue.strategies.values())
    if not skills or not strategies:
        raise ValueError("A plan needs a catalogue with a skill and a strategy.")
    household = family if family is not None else draw(families(catalogue))
    most, least = min(max(focuses), len(skills)), min(*focuses, len(skills))
    made: list[Focus] = []
    for number, skill in enumerate(map(skills.__getitem__, draw(some(skills, least=least, most=most))), start=1):
        fitting = [routine for routine in household.routines if routine.kind in skill.routines]
        if not fitting:
            # A focus lives in a routine of the family: give it the first that the skill knows.
            kind = skill.routines[0] if skill.routines else _kinds(catalogue)[0]
            fitting = [household.routine(kind) or Routine(kind, kind)]
            if household.routine(kind) is None:
                household = evolve(household, routines=(*household.routines, fitting[0]))
        suited = [strategy for strategy in strategies if not strategy.skills or skill.id in strategy.skills]
        made.append(draw(_focuses(f"f{number}", skill, suited or strategies, fitting)))
    plan = Plan("p1", household, focuses=tuple(made))
    if draw(one_of(False, True)) if approved is None else approved:
        plan = evolve(plan, approval=Approval.everything(plan, by="Dana, clinician", on=FIRST_DAY))
    if draw(one_of(False, True)) if held is None else held:
        hold = Hold(focus=made[0].id, until=draw(days(span=30)), by="Dana, clinician", on=FIRST_DAY, why="stay here")
        plan = evolve(plan, holds=(hold,))
    return plan


@st.composite
def _focuses(
    draw: st.DrawFn, focus: str, skill: Skill, strategies: Sequence[Strategy], routines: Sequence[Routine]
) -> Focus:
    aim = draw(maybe(0.8, 0.5, 1.0))
    return Focus(
        focus,
        draw(one_of(*(routine.id for routine in routines))),
        skill=skill.id,
        step=draw(whole(1, len(skill.steps))),
        strategy=draw(one_of(*(strategy.id for strategy in strategies))),
        since=FIRST_DAY,
        minutes=draw(one_of(5, 1, 15)),
        days_per_week=draw(whole(1, 7)),
        baseline=None if aim is None else draw(one_of(0.0, 0.2, 0.4)),
        aim=aim,
        aim_day=None if aim is None else FIRST_DAY + timedelta(days=draw(whole(1, 60))),
        maintaining=draw(one_of(False, False, False, True)),
    )


# -- logs

_MARKS: tuple[tuple[str, Any], ...] = (
    *(("part_of_day", part) for part in PARTS_OF_DAY),
    *(("who", who) for who in ("Alex", "Grandma Bo")),
    *(("place", place) for place in ("home", "nursery")),
    *(("support", support) for support in SUPPORTS),
    *(("did_strategy", done) for done in ("yes", "partly", "no")),
    *(("confidence", mark) for mark in (9, 5, 0)),
    *(("stress", mark) for mark in (2, 5)),
    *(("amount", amount) for amount in (0, 1, 12.5)),
    *(("minutes", minutes) for minutes in (5, 30)),
    ("role", ROLES[1]),
)
_IMPOSSIBLE_MARKS: tuple[tuple[str, Any], ...] = (("confidence", 12), ("stress", 9), ("amount", -3), ("minutes", -1))

_COUNTS = (
    (None, None),
    *((tries, successes) for tries in range(11) for successes in (*range(tries + 1), None)),
)
_IMPOSSIBLE_COUNTS = ((5, 7), (3, -1), (None, 2), (-1, 0))


@lru_cache(maxsize=64)
def _entries_of(
    focuses: tuple[str, ...], tags: tuple[str, ...], possible: bool, words: st.SearchStrategy[str] | None
) -> st.SearchStrategy[dict[str, Any]]:
    counts = _COUNTS if possible else (*_COUNTS, *_IMPOSSIBLE_COUNTS)
    marks = _MARKS if possible else (*_MARKS, *_IMPOSSIBLE_MARKS)
    return st.tuples(
        st.sampled_from(focuses),
        st.sampled_from(counts),
        st.lists(st.sampled_from(marks), max_size=5, unique_by=lambda mark: mark[0]),
        st.dictionaries(st.sampled_from(TEXT_FIELDS), texts() if words is None else words, max_size=2),
        some(tags, most=2),
    ).map(_fields)


def _written(
    plan: Plan, tags: Iterable[str], possible: bool, words: st.SearchStrategy[str] | None
) -> st.SearchStrategy[dict[str, Any]]:
    # The fields of an entry but its id and day.
    return _entries_of(tuple([focus.id for focus in plan.focuses]), tuple(tags), possible, words)


def _fields(drawn: tuple[Any, ...]) -> dict[str, Any]:
    focus, (tries, successes), marks, notes, tags = drawn
    return {"focus": focus, "tries": tries, "successes": successes, **dict(marks), **notes, "tags": tags}


@lru_cache(maxsize=64)
def _rows(days: int, most: int, written: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[int, Any]]]:
    return st.lists(st.tuples(whole(0, days - 1), written), max_size=most)


@st.composite
def entries(
    draw: st.DrawFn,
    plan: Plan,
    *,
    entry_id: str = "e1",
    on: date | None = None,
    tags: Iterable[str] = CORE_TAGS,
    possible: bool = False,
    written: st.SearchStrategy[str] | None = None,
) -> Entry:
    """
    Draw one entry of a focus of *plan*. Unless *possible*, its counts and marks may be ones that cannot be.
    """
    return Entry(entry_id, on or draw(days(span=40)), **draw(_written(plan, tags, possible, written)))


@st.composite
def logs(
    draw: st.DrawFn,
    plan: Plan,
    *,
    days: int = 28,
    most: int = 14,
    tags: Iterable[str] = CORE_TAGS,
    unkind: bool = True,
    written: st.SearchStrategy[str] | None = None,
) -> tuple[Entry, ...]:
    """
    Draw a log of at most *most* entries over *days* days, in no order.

    Unless `unkind=False`, some entries may be given twice, amended, amended in two ways, about a focus that the plan
    never had, dated long after the last day, or impossible.
    """
    rows = draw(_rows(days, most, _written(plan, tags, not unkind, written)))
    found = [
        Entry(f"e{number}", FIRST_DAY + timedelta(days=gone), **fields)
        for number, (gone, fields) in enumerate(rows, start=1)
    ]
    if not unkind or not found:
        return tuple(found)
    for fault in draw(some(_FAULTS, most=3)):
        found.append(evolve(found[draw(whole(0, len(found) - 1))], **_FAULTS[fault]))
    return tuple(draw(st.permutations(found)))


#: What happens to logs on their way: each is an entry that was given, changed like this and given again.
_FAULTS: Mapping[str, Mapping[str, Any]] = {
    "amended": {"revision": 1, "hard": "sorry, the other day"},
    "given-twice": {},
    "in-the-future": {"id": "e-later", "on": FIRST_DAY + timedelta(days=400)},
    "no-such-focus": {"id": "e-lost", "focus": "f9"},
    "torn": {"win": "other words under the same revision"},
}
