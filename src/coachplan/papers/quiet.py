"""
What paper says of a quiet sign: that practice rests, and to talk with the therapist. Nothing of what, whom or where.

Paper lies about, and so does a screen that somebody else opens: there a sentence such as “from wherever you can talk
freely” tells whoever is feared that something was written. It is for whoever wrote it, and for the clinician. Decides
no urgency, and hides no other sign.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import evolve

from coachplan.base.messages import Message
from coachplan.base.names import same_name
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.caregiver_view import CaregiverAlert, CaregiverView
from coachplan.model.entries import UNREAD_ROW, Entry
from coachplan.model.family import Family
from coachplan.model.reviews import Review
from coachplan.papers.speaking import saying

__all__ = ["as_on_paper", "only_quiet", "written_by"]

_RESTS, _WAITS = "core/alert.paused-quiet", "core/held-by-flag.quiet"


def as_on_paper(
    view: CaregiverView, review: Review, catalogue: Catalogue, *, but: Collection[str] = ()
) -> CaregiverView:
    """
    Return a view as it may stand on paper: of a quiet alert that practice rests, and no more. *but*: entries of whoever
    looks at it, of which the whole sentence stands.
    """
    say = saying(catalogue.words, view.language)
    quiet = [each for each in view.alerts if _is_quiet(each, review, catalogue) and not set(each.entries) <= set(but)]
    if not quiet:
        return view
    loud = [each for each in view.alerts if each not in quiet]
    pauses = any(each.pauses for each in quiet)
    if pauses and any(each.pauses for each in loud):
        return evolve(view, alerts=loud)  # what is said already needs no second sentence, by which to guess
    said = evolve(quiet[0], words=say(Message(_RESTS if pauses else _WAITS)), pauses=pauses)
    return evolve(view, alerts=[*loud, said])


def only_quiet(view: CaregiverView, review: Review, catalogue: Catalogue) -> bool:
    """
    Say whether all that pauses a plan is quiet: then a paper looks as it always does.
    """
    return all(_is_quiet(each, review, catalogue) for each in view.alerts if each.pauses)


def written_by(entries: Iterable[Entry], family: Family, who: str) -> frozenset[str]:
    """
    Return the entries that somebody surely wrote: by their name, or without one where the family has nobody else. Of a
    row that could not be read nobody knows who wrote it.
    """
    alone = len(family.caregivers) == 1
    return frozenset(
        each.id
        for each in entries
        if each.focus != UNREAD_ROW
        and same_name(who)
        and (same_name(each.who) == same_name(who) or (alone and not same_name(each.who)))
    )


def _is_quiet(alert: CaregiverAlert, review: Review, catalogue: Catalogue) -> bool:
    flags = (catalogue.flags.get(flag) for flag in alert.flags)
    return any(flag is not None and flag.quiet for flag in flags) or not set(review.quiet).isdisjoint(alert.entries)
