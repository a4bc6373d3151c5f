"""
How it is practised: what the adult does, when, and why; what rules it out; and the barriers families meet.

Knows nothing of when a strategy is changed.
"""

from __future__ import annotations

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.validators import a, age_range, each, one_of, strings, text
from coachplan.model.flags import Phrases, phrases
from coachplan.model.interests import INTEREST_KINDS, InterestKind, interest_kinds
from coachplan.model.skills import STEP_KINDS, SUPPORTS, Source, StepKind, Support, step_kinds, supports

__all__ = ["Assessment", "Barrier", "RoutineKind", "Strategy", "Tag", "Use"]


@plain_errors
@frozen(kw_only=True)
class Use:
    """
    What a strategy is used for with support of its own: the *skills* (ids), and the sources that support it for these.
    """

    skills: tuple[str, ...] = field(converter=strings, validator=each(text, least=1))
    sources: tuple[Source, ...] = field(converter=tuple[Source, ...], validator=each(a(Source)))


@plain_errors
@frozen
class Strategy:
    """
    What the adult does. *what*, *when* and *why* are a caregiver's words; *did* is the same act told back to who did
    it ("You waited, and let {child} begin."). *interest* is one more sentence for a child whose interest is known, with
    `{interest}` in it; right for an interest of these *interest_kinds* alone, or for any.

    *skills* (ids) and *routines* (kinds) say where it fits; none means anywhere in its discipline. *kinds* are the
    kinds of step that it is made for, *supports* the only kinds of help that it goes with, *barriers* (ids) what it
    meets. *cautions* (ids) rule it out. *requires* names the assessments that must be on file. *clinician_only* is
    never offered by the engine.

    *sources* support it; for the skills of a use, those of the use do in their place. *cautioned_by* are sources that
    warn of it: cited, and lending no grade.
    """

    id: str = field(validator=text)
    title: str = field(validator=text)
    what: str = field(kw_only=True, validator=text)
    when: str = field(kw_only=True, validator=text)
    why: str = field(kw_only=True, validator=text)
    did: str = field(kw_only=True, default="", validator=text)
    interest: str = field(kw_only=True, default="", validator=text)
    interest_kinds: tuple[InterestKind, ...] = field(
        kw_only=True, default=(), converter=interest_kinds, validator=each(one_of(INTEREST_KINDS))
    )
    skills: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    routines: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    kinds: tuple[StepKind, ...] = field(
        kw_only=True, default=(), converter=step_kinds, validator=each(one_of(STEP_KINDS))
    )
    supports: tuple[Support, ...] = field(
        kw_only=True, default=(), converter=supports, validator=each(one_of(SUPPORTS))
    )
    barriers: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    materials: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    cautions: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    ages: tuple[int, int] | None = field(kw_only=True, default=None, converter=age_range)
    requires: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    before_routine: bool = field(kw_only=True, default=False, validator=a(bool))
    clinician_only: bool = field(kw_only=True, default=False, validator=a(bool))
    tags: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )
    uses: tuple[Use, ...] = field(kw_only=True, default=(), converter=tuple[Use, ...], validator=each(a(Use)))
    cautioned_by: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )


@plain_errors
@frozen
class Barrier:
    """
    Something that gets in the way, in caregivers' own words by language, with what an expert tries next.

    *means* is for the clinician; *try_next* lists strategy ids or action kinds; *ask* is a coaching question that asks
    for the exception rather than the cause.
    """

    id: str = field(validator=text)
    words: Phrases = field(converter=phrases)
    means: str = field(kw_only=True, validator=text)
    ask: str = field(kw_only=True, validator=text)
    try_next: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    tags: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )


@plain_errors
@frozen
class RoutineKind:
    """
    A kind of routine that families have, such as `dinner`, and what to call it. One that is *rare* comes once a week or
    less, as a haircut does: its chances are counted, and not its days.
    """

    id: str = field(validator=text)
    title: str = field(validator=text)
    rare: bool = field(kw_only=True, default=False, validator=a(bool))


@plain_errors
@frozen
class Assessment:
    """
    Something that must be on file for some strategies, and what to call it in the middle of a sentence.
    """

    id: str = field(validator=text)
    title: str = field(validator=text)


@plain_errors
@frozen
class Tag:
    """
    An entry tag that a plugin adds to the core's, and what to call it.
    """

    id: str = field(validator=text)
    title: str = field(validator=text)
