"""
A review put together with all that it was made from, so that it can be made again.

Makes digests of what is too large to be kept. Does not know where anything is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from coachplan.base.arguments import checked
from coachplan.base.digests import digest
from coachplan.base.errors import CoachplanError, Finding
from coachplan.engine import Engine
from coachplan.knowledge.of_groups import numbers_of_groups
from coachplan.model.audited import Audited, MadeWith
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.notes.language_files import LANGUAGES
from coachplan.notes.second_table import shipped_digest

__all__ = ["audited", "made_with", "of_group", "shown"]


@checked
def audited(engine: Engine, plan: Plan, entries: Iterable[Entry], review: Review) -> Audited:
    """
    Put a review together with what it was made from, to be kept: the *plan* as it was when it was reviewed, the
    *entries* as they were given, and the *engine* that made it.

    Raises `StaleError` where the review is of another plan, or of another state of it.
    """
    if review.plan != f"{plan.id}@{plan.revision}" or review.agreed != plan.agreed:
        what, hint = "this review is of another plan, or of this one in another state.", "Give the plan as it was."
        raise CoachplanError(Finding(item="plan", what=what, hint=hint, code="stale"))
    return Audited(
        plan=plan,
        entries=tuple(entries),
        on=review.on,
        review=review,
        made_with=made_with(engine),
        shown=shown(review),
    )


@checked
def made_with(engine: Engine) -> MadeWith:
    """
    Return what an engine makes reviews with: versions, digests of its content and of what it reads notes with, its
    parameters, and whom to call.
    """
    parameters = engine.catalogue.parameters
    return MadeWith(
        versions=dict(engine.made_with),
        content=engine.catalogue.digests,
        parameters={item: parameters[item].value for item in parameters} | dict(_of_groups(engine)),
        readers=_readers(),
        help=engine.help,
    )


def of_group(item: str) -> tuple[str, str]:
    """
    Return the id of a parameter, and of what discipline or skill it is, as it is kept; "" where it is of all.
    """
    name, _, group = item.partition(_OF)
    return name, group


_OF = " of "


def _of_groups(engine: Engine) -> Iterator[tuple[str, float]]:
    for group, values in numbers_of_groups(engine.catalogue).items():
        yield from ((f"{item}{_OF}{group}", value) for item, value in values.items())


def shown(review: Review) -> tuple[str, ...]:
    """
    Return the lines that the family is shown of a review; none where it came without its words.
    """
    try:
        return tuple(review.for_caregiver().lines)
    except CoachplanError as error:
        if {each.code for each in error.findings} == {"without-words"}:
            return ()
        raise


@cache
def _readers() -> Mapping[str, str]:
    folder = files("coachplan.notes").joinpath("languages")
    lists = {f"words {each}": digest(folder.joinpath(f"{each}.toml").read_text(encoding="utf-8")) for each in LANGUAGES}
    # Of a table that is refused it is kept that there was none: the lists read alone.
    return {**lists, "second-reader": shipped_digest()[:32]}
