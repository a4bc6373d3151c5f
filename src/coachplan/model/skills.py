"""
What is practised: a skill is a ladder of steps, each so plain that a stranger could count it.

One ladder: a step fixes the task and the help, so fading help is the next step. Knows nothing of rules or plans.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast, get_args

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.validators import a, age_range, each, number, one_of, strings, text

__all__ = [
    "DIRECTIONS",
    "GRADES",
    "MEASURES",
    "STEP_KINDS",
    "SUPPORTS",
    "Direction",
    "Grade",
    "Skill",
    "SkillMeasure",
    "Source",
    "Step",
    "StepKind",
    "Support",
    "step_kinds",
    "supports",
]

#: The kinds of help, most help first.
Support = Literal["full", "partial", "model", "gesture", "verbal", "visual", "independent"]
SUPPORTS: tuple[Support, ...] = get_args(Support)

#: What the child does in a step: lets it happen (near it, looks, touches, stays), does a part of it, imitates, chooses,
#: tells (by word, sign, picture or device), does it, waits or changes over, gets calm again, takes a bite, sip or
#: swallow.
StepKind = Literal["accept", "join", "copy", "choose", "tell", "do", "wait", "calm", "taste"]
STEP_KINDS: tuple[StepKind, ...] = get_args(StepKind)

#: What is written down: successes out of tries, how many, how many minutes, or a rating from -2 to +2.
SkillMeasure = Literal["tries", "count", "duration", "rating"]
MEASURES: tuple[SkillMeasure, ...] = get_args(SkillMeasure)

#: Which way an amount gets better. The same words as in `measures`.
Direction = Literal["increase", "decrease"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

#: Evidence, strongest first: systematic review, randomised trial, single-case study, observation, consensus,
#: studied with null or insufficient results, our own proposal.
Grade = Literal["SR", "RCT", "SCD", "OBS", "CON", "WEAK", "OWN"]
GRADES: tuple[Grade, ...] = get_args(Grade)



def step_kinds(given: Iterable[StepKind]) -> tuple[StepKind, ...]:
    """
    Keep kinds of step as a tuple of words; whether each is one, whoever reads them asks.
    """
    return cast("tuple[StepKind, ...]", strings(given))


def supports(given: Iterable[Support]) -> tuple[Support, ...]:
    """
    Keep kinds of help as a tuple of words, in the same way.
    """
    return cast("tuple[Support, ...]", strings(given))


@plain_errors
@frozen
class Source:
    """
    Where a statement comes from, and how strong it is. The grade `OWN` marks a proposal of ours.
    """

    id: str = field(validator=text)
    citation: str = field(validator=text)
    grade: Grade = field(validator=one_of(GRADES))


@plain_errors
@frozen
class Step:
    """
    One rung: *look_for* says what counts as a success. *target* is the amount that counts, in the skill's measure.
    *kind* is what the child does in it. *clinician*: a clinician must be there, so it is never reached without one.
    """

    title: str = field(validator=text)
    look_for: str = field(validator=text)
    support: Support = field(default="independent", kw_only=True, validator=one_of(SUPPORTS))
    target: float | None = field(default=None, kw_only=True, validator=number())
    kind: StepKind | None = field(default=None, kw_only=True, validator=one_of(STEP_KINDS))
    clinician: bool = field(default=False, kw_only=True, validator=a(bool))


@plain_errors
@frozen
class Skill:
    """
    A ladder of steps. *routines* are routine kinds; *ages* is (from, to) in months; *prerequisites* are skill ids;
    *direction* says which way an amount gets better (`decrease`: asleep within so many minutes; a target is then a most
    and not a least); *cautions* name what rules the skill out without a clinician; *tiny_wins* are small things that a
    caregiver could notice on the way, at any step. *tries_are_upsets*: what is practised is how an upset is calmed, so
    that an upset is a try and no warning.
    """

    id: str = field(validator=text)
    title: str = field(validator=text)
    discipline: str = field(kw_only=True, validator=text)
    steps: tuple[Step, ...] = field(kw_only=True, converter=tuple[Step, ...], validator=each(a(Step), least=1))
    routines: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    measure: SkillMeasure = field(kw_only=True, default="tries", validator=one_of(MEASURES))
    direction: Direction = field(kw_only=True, default="increase", validator=one_of(DIRECTIONS))
    ages: tuple[int, int] | None = field(kw_only=True, default=None, converter=age_range)
    prerequisites: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    cautions: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    tiny_wins: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    tries_are_upsets: bool = field(kw_only=True, default=False, validator=a(bool))
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )
