"""
Conditions and pretend catalogues, drawn by Hypothesis: valid, and saying anything at all.

What is drawn from is made once and kept, since making a strategy costs more than drawing from it. Knows nothing of
families or logs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.precedence import MAY_BE_HELD
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Kind
from coachplan.model.entries import CORE_TAGS
from coachplan.model.flags import URGENCIES, RedFlag
from coachplan.model.skills import STEP_KINDS, Skill, Step, Support
from coachplan.model.strategies import Strategy
from coachplan.progress.signals import CORE_SIGNALS, Signal
from coachplan.testing.toy import OWN

__all__ = ["catalogues", "conditions", "maybe", "one_of", "some", "whole"]

One = TypeVar("One", bound=Hashable)
Word = TypeVar("Word", bound=str)

_FADING: tuple[Support, ...] = ("full", "model", "verbal", "independent")
_PROPOSED: tuple[Kind, ...] = ("pause", "lighten", "step-down", "change-strategy", "clarify", "step-up")


@lru_cache(maxsize=512, typed=True)
def one_of(*values: One) -> st.SearchStrategy[One]:
    """
    Draw one of *values*.
    """
    return st.sampled_from(values)


@lru_cache(maxsize=64)
def whole(least: int, most: int) -> st.SearchStrategy[int]:
    """
    Draw a whole number from *least* to *most*.
    """
    return st.integers(least, most)


def maybe(*values: One) -> st.SearchStrategy[One | None]:
    """
    Draw None, or as often one of *values*.
    """
    return one_of(*[None] * len(values), *values)


def some(values: Iterable[Word], most: int = 3, *, least: int = 0) -> st.SearchStrategy[tuple[Word, ...]]:
    """
    Draw a few of *values*, each once.
    """
    return _some(tuple(sorted(set(values))), least, most)


@lru_cache(maxsize=512)
def _some(known: tuple[Word, ...], least: int, most: int) -> st.SearchStrategy[tuple[Word, ...]]:
    if not known:
        return st.just(())
    return st.lists(st.sampled_from(known), unique=True, min_size=least, max_size=most).map(tuple)


def conditions(signals: Iterable[Signal] = CORE_SIGNALS, *, depth: int = 3) -> st.SearchStrategy[str]:
    """
    Draw one line of condition over *signals*: valid, though it may never be true.
    """
    return _conditions(tuple(sorted(signals, key=lambda signal: signal.id)), depth)


@lru_cache(maxsize=32)
def _conditions(known: tuple[Signal, ...], depth: int) -> st.SearchStrategy[str]:
    leaf = st.sampled_from(known).flatmap(_clauses)
    return st.recursive(
        leaf,
        lambda part: st.one_of(
            part.map(lambda one: f"not ({one})"),
            st.tuples(part, st.sampled_from(("and", "or")), part).map(lambda found: "({}) {} ({})".format(*found)),
        ),
        max_leaves=2**depth,
    )


@lru_cache(maxsize=256)
def _clauses(signal: Signal) -> st.SearchStrategy[str]:
    name = signal.id
    if signal.words:
        comparisons = st.tuples(st.sampled_from(("==", "!=")), st.sampled_from(signal.words))
        clauses = comparisons.map(lambda found: f"{name} {found[0]} {found[1]}")
    else:
        numbers = (0, 0.5, 1) if signal.high == 1 else (0, 1, 3, 10)
        put = st.tuples(st.sampled_from((">=", "<", ">", "<=")), st.sampled_from(numbers))
        clauses = put.map(lambda found: f"{name} {found[0]} {found[1]:g}")
    return clauses | st.just(f"known({name})")


@st.composite
def catalogues(draw: st.DrawFn, namespace: str = "made", *, rules: int = 4) -> Catalogue:
    """
    Draw what a small plugin might contribute: skills, strategies, flags, and rules that say anything at all.

    Every id is in *namespace* and every reference resolves. A rule's condition may be one that never comes true with
    real readings, but it is never a contradiction in itself.
    """
    skills = [
        Skill(
            f"{namespace}/skill-{number}",
            f"Skill {number}",
            discipline=namespace,
            steps=tuple(
                Step(
                    f"Step {rung} of {number}",
                    f"It was done, step {rung}.",
                    support=help_given,
                    kind=draw(maybe(*STEP_KINDS[:3])),
                )
                for rung, help_given in enumerate(_FADING, start=1)
            ),
            routines=draw(one_of(("play",), ("play", "outing"), ("bedtime",))),
            sources=(OWN,),
        )
        for number in range(1, draw(whole(1, 2)) + 1)
    ]
    strategies = [
        Strategy(
            f"{namespace}/strategy-{number}",
            f"Strategy {number}",
            what="Do it once. Then wait.",
            when="Each time.",
            why="It helps {child} to start.",
            kinds=draw(some(STEP_KINDS[:3], most=1)),
            supports=draw(one_of((), (), ("full", "model"))),
            tags=draw(some(("sensory", "screens"), most=1)),
            sources=(OWN,),
        )
        for number in range(1, draw(whole(1, 3)) + 1)
    ]
    flags = [
        RedFlag(
            f"{namespace}/flag-{number}",
            draw(one_of(*URGENCIES)),
            words={"en": [f"zig zag {number}"], "es": [f"zis zas {number}"]},
            say="Please call the clinic.",
            tags=draw(some(CORE_TAGS, most=1)),
            pauses=draw(one_of(None, True, False)),
        )
        for number in range(1, draw(whole(0, 2)) + 1)
    ]
    made = [draw(_rules(f"{namespace}/rule-{number}")) for number in range(1, draw(whole(0, rules)) + 1)]
    return Catalogue(skills=skills, strategies=strategies, flags=flags, rules=made)


# A disjunction with a signal that is free of the rest keeps the line from contradicting itself.
_WHEN = st.just("days >= 1") | conditions(depth=2).map(lambda line: f"({line}) or quiet-days >= 900")


@st.composite
def _rules(draw: st.DrawFn, rule: str) -> Rule:
    when = draw(_WHEN)
    then = draw(maybe(*_PROPOSED))
    holds = draw(some(MAY_BE_HELD, most=2))
    return Rule(
        rule,
        when,
        then=then,
        holds=holds or (() if then is not None else ("step-up",)),
        say="Let us look at this together.",
        after=draw(one_of(0, 3)),
        sources=(OWN,),
    )
