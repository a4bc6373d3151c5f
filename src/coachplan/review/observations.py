"""
What a clinician saw and tried with the family lately, to be shown to them.

Nothing in which a sign was heard is shown, cleared or not: that is said in other words, by a person. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachplan.base.names import same_name
from coachplan.model.entries import Entry
from coachplan.model.observed import Observation
from coachplan.model.plans import Plan
from coachplan.review.alerts import Alerts
from coachplan.review.writers import A_NAME

__all__ = ["observed"]


def observed(plan: Plan, lately: Iterable[Entry], raised: Alerts) -> tuple[Observation, ...]:
    """
    Return the clinician's observations among the entries of *lately*, in their order. What any reader took for a sign,
    or for worth a look, is left out, whole.
    """
    heard = raised.heard | raised.unread
    family = {same_name(each.name) for each in plan.family.caregivers}
    found = []
    for entry in lately:
        seen, tried = (words.strip().removesuffix(".") for words in (entry.seen, entry.tried))
        if entry.role != "clinician" or entry.id in heard or not (seen or tried):
            continue
        who = "" if same_name(entry.who) in {*family, ""} or len(entry.who) > A_NAME else entry.who.strip()
        found.append(Observation(entry=entry.id, focus=entry.focus, on=entry.on, who=who, seen=seen, tried=tried))
    return tuple(found)
