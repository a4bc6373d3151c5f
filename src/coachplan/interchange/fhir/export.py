"""
What every resource of one export is made from: the plan, its review, the words and the ids; and the shape they share.

Checks what the caller gives. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from attrs import field, frozen

from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding
from coachplan.interchange.fhir.codes import QUIET
from coachplan.interchange.fhir.ids import BASE, Ids, checked_base
from coachplan.interchange.fhir.narrative import narrative
from coachplan.interchange.naming import Names
from coachplan.interchange.wording import Wording, wording
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.plans import Focus, Plan
from coachplan.model.reviews import Review
from coachplan.model.speaking import with_texts
from coachplan.papers.for_whom import reviewed

__all__ = ["Export", "export", "instant"]


@frozen(kw_only=True)
class Export:
    """
    One export: the *plan* and its *review*, the *entries* that were given, the *catalogue*, how it is worded, the ids,
    and the moment at which it is made, as FHIR writes it. *standing* is the revision that stands of each entry; where
    two differ under one number, none does.
    """

    plan: Plan
    review: Review
    entries: tuple[Entry, ...]
    catalogue: Catalogue = field(repr=False)
    wording: Wording = field(repr=False)
    ids: Ids
    stamp: str
    standing: Mapping[str, int] = field(repr=False)

    @property
    def patient(self) -> dict[str, Any]:
        """
        The reference to the child.
        """
        return self.ids.to("patient")

    @property
    def care_plan(self) -> dict[str, Any]:
        """
        The reference to the plan.
        """
        return self.ids.to("plan")

    @property
    def is_draft(self) -> bool:
        """
        Whether no clinician has approved the plan.
        """
        return self.plan.approval is None

    def rests(self, focus: Focus) -> bool:
        """
        Whether a focus is not practised at present: a flag pauses the plan, or its step rests.
        """
        return self.review.paused or self.review.step_for(focus.id).is_resting

    def goal(self, number: int) -> tuple[object, ...]:
        """
        Return the key of a goal of the family, by its place: a goal has no id, and is called by its words.
        """
        goals = self.plan.family.goals
        words = goals[number].words
        return ("goal", words, sum(each.words == words for each in goals[:number]))

    def titled(self, item: str) -> str:
        """
        Return what a skill or strategy is called; its id where its plugin is not here.
        """
        return self.wording.known(f"{item}#title") or self.wording.line(item)

    def resource(
        self,
        kind: str,
        id: str,  # noqa: A002 - FHIR's own name
        *,
        lines: Iterable[str] = (),
        quiet: bool = False,
        language: str | None = None,
        **fields: Any,
    ) -> dict[str, Any]:
        """
        Return a resource with its narrative, and without whatever is empty, as FHIR has nothing empty. *quiet* marks it
        as restricted.
        """
        spoken = language or self.wording.language
        made: dict[str, Any] = {"resourceType": kind, "id": id, "meta": QUIET if quiet else None, "language": spoken}
        made |= {"text": narrative(lines, spoken), **fields}
        return {name: full for name, value in made.items() if (full := _full(value)) is not None}


def _full(value: Any) -> Any:
    # Our own dicts, a few levels deep: what is empty is no element.
    if isinstance(value, dict):
        inside = {name: full for name, each in value.items() if (full := _full(each)) is not None}
        return inside or None
    if isinstance(value, list | tuple):
        return [full for each in value if (full := _full(each)) is not None] or None
    return None if value == "" else value


def export(
    plan: Plan,
    entries: Iterable[Entry],
    review: Review,
    *,
    stamp: datetime,
    catalogue: Catalogue,
    language: str,
    names: Names = "as-written",
    base: str = BASE,
) -> Export:
    """
    Return what the resources are made from. Raises `InvalidError` for a moment without its zone, for what is no
    language, no way with names or no address; and `StaleError` for a review of another plan, or of this one as it
    stood.
    """
    reviewed(plan, review)
    given = tuple(entries)
    worded = wording(catalogue.words, language, names, plan, given)
    return Export(
        plan=plan,
        review=with_texts(review, catalogue.words),
        entries=given,
        catalogue=catalogue,
        wording=worded,
        ids=Ids(checked_base(base), plan.family.id, plan.id, told=worded.naming.kept),
        stamp=instant(stamp),
        standing=_standing(given),
    )


def _standing(entries: Iterable[Entry]) -> dict[str, int]:
    newest: dict[str, tuple[int, set[str]]] = {}
    for entry in entries:
        revision, contents = newest.get(entry.id, (-1, set()))
        if entry.revision > revision:
            newest[entry.id] = (entry.revision, {entry.content})
        elif entry.revision == revision:
            contents.add(entry.content)
    return {entry_id: revision for entry_id, (revision, contents) in newest.items() if len(contents) == 1}


def instant(stamp: object) -> str:
    """
    Return a moment as FHIR writes it, in the time of Greenwich. Raises `InvalidError` for what has no zone, since such
    a time is another moment in each place.
    """
    if isinstance(stamp, datetime) and stamp.utcoffset() is not None:
        with suppress(OverflowError):  # the first and the last hours of all have no time in Greenwich
            return stamp.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    what = "found a time without its zone." if isinstance(stamp, datetime) else f"found {found(stamp)}."
    hint = "Give a moment with its zone, such as datetime(2026, 3, 5, 9, tzinfo=UTC)."
    raise CoachplanError(Finding(item="stamp", what=what, hint=hint, code="invalid-value"))
