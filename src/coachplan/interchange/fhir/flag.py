"""
Alerts as Flags: one for each sign in each entry, `active` until a clinician cleared it, and `inactive` from then on.

A clinician's system gets every flag, quiet ones, too: these are marked as restricted, since somebody who is feared may
read what a portal shows to a family. Raises nothing itself, and clears nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from coachplan.base.disclosure import is_code
from coachplan.base.messages import Message
from coachplan.base.validators import names_somebody
from coachplan.interchange.fhir.codes import concept
from coachplan.interchange.fhir.export import Export
from coachplan.interchange.fhir.provenance import clearance
from coachplan.model.flags import Urgency

__all__ = ["flags", "is_quiet"]


def flags(of: Export) -> list[dict[str, Any]]:
    """
    Return the flags of a plan, and who cleared those that are cleared. What stands again is active, whoever cleared it
    before.
    """
    made: dict[str, dict[str, Any]] = {}
    active: set[str] = set()
    for alert in of.review.alerts:
        for flag, words, urgency in zip(alert.flags, alert.words, alert.urgencies, strict=False):
            key = of.ids.of("flag", alert.entry, flag, words)
            made[key] = _flag(of, key, alert.entry, flag, words, urgency, alert.on, None)
            active.add(key)
    days = {entry.id: entry.on for entry in of.entries}
    vouched: dict[str, dict[str, Any]] = {}
    for cleared in of.plan.cleared:
        # What does not say what was looked at clears nothing.
        if not any(cleared.seen) or not names_somebody(cleared.by):
            continue
        over: dict[str, dict[str, Any]] = {}
        urgencies = cleared.urgencies or (None,) * len(cleared.flags)
        for flag, words, then in zip(cleared.flags, cleared.words, urgencies, strict=False):
            key = of.ids.of("flag", cleared.entry, flag, words)
            if key not in active:
                made[key] = _flag(of, key, cleared.entry, flag, words, then, days.get(cleared.entry), cleared.on)
                over[key] = of.ids.to("flag", cleared.entry, flag, words)
        if over:
            who = clearance(of, cleared, list(over.values()))
            vouched[who["id"]] = who
    return [*made.values(), *vouched.values()]


def is_quiet(of: Export, entry: str, flag: str) -> bool:
    """
    Say whether nobody at home may be shown a flag: it is quiet, or something else in its entry is.
    """
    known = of.catalogue.flags.get(flag)
    return entry in of.review.quiet or (known is not None and known.quiet)


def _flag(
    of: Export,
    key: str,
    entry: str,
    flag: str,
    words: str,
    urgency: Urgency | None,
    first: date | None,
    last: date | None,
) -> dict[str, Any]:
    said = of.wording.say(
        Message("core/record.sign", {"words": of.wording.line(words), "urgency": Message(f"core/record.{urgency}")})
        if urgency is not None
        else Message("core/record.sign-alone", {"words": of.wording.line(words)})
    )
    period = {
        "start": first.isoformat() if first is not None and (last is None or first <= last) else None,
        "end": last.isoformat() if last is not None else None,
    }
    coding = [{"system": of.ids.codes("red-flag"), "code": flag}] if is_code(flag) else None
    return of.resource(
        "Flag",
        key,
        lines=[said],
        quiet=is_quiet(of, entry, flag),
        identifier=[of.ids.identifier("entry", entry)],
        status="active" if last is None else "inactive",
        category=[concept("safety")],
        code={"coding": coding, "text": said},
        subject=of.patient,
        period=period,
    )
