"""
A review that was shown, made again by an engine of today, and held against what was shown.

The engine decides what takes part: its release, its content, its parameters, whom it calls. Makes no engine but one
with the parameters of then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachplan.audit.differences import WEIGHTS, Audit
from coachplan.audit.keeping import made_with, of_group, shown
from coachplan.audit.others import BROKEN, OF_SIGNS, in_other_ways
from coachplan.audit.safety import in_safety
from coachplan.base.arguments import checked
from coachplan.base.messages import Message
from coachplan.base.validators import is_within
from coachplan.engine import Engine
from coachplan.model.audited import Audited, MadeWith
from coachplan.model.reviews import Review

__all__ = ["again", "engine_of"]

#: How the sentences begin that tell of signs.
_OF_SIGNS = tuple(f"core/audit.{each}-" for each in ("alert", "sign", "heard", "look", "quiet"))


@checked
def again(engine: Engine, audited: Audited) -> Audit:
    """
    Review the same plan, entries and day with an engine, and say what differs from what was shown, what is less safe
    first. Raises `CoachplanError` where the plan cannot be reviewed at all.
    """
    then, now = audited.review, engine.review(audited.plan, audited.entries, on=audited.on)
    safety = tuple(in_safety(audited.plan, then, now))
    signs = OF_SIGNS if any(each.what.key.startswith(_OF_SIGNS) for each in safety) else ()
    found = (*safety, *in_other_ways(then, now, audited.shown, shown(now), told=signs))
    return Audit(
        now=now,
        differences=sorted(found, key=lambda each: WEIGHTS.index(each.weight)),
        made_with=tuple(_made_otherwise(audited, made_with(engine))),
        broken=tuple(_broken(then, now)),
        texts=engine.catalogue.words,
    )


@checked
def engine_of(engine: Engine, audited: Audited) -> Engine:
    """
    Return the engine with the parameters of then, those of disciplines and skills, too: those that it still has, where
    one was kept and may still be that number. What is gone, or is refused by now, stays as it is, and the audit names
    it.
    """
    known = engine.catalogue.parameters
    fits: dict[str, float] = {}
    groups: dict[str, dict[str, float]] = {}
    for kept, value in audited.made_with.parameters.items():
        item, group = of_group(kept)
        if item in known and is_within(value, known[item].low, known[item].high, whole=known[item].whole):
            (groups.setdefault(group, {}) if group else fits)[item] = value
    return engine.with_parameters(fits, groups=groups) if fits else engine


def _broken(then: Review, now: Review) -> Iterator[Message]:
    was, stands = ({each.what: each.message for each in of.missing if each.message.key == BROKEN} for of in (then, now))
    for signal in dict.fromkeys((*was, *stands)):
        when = "both" if signal in was and signal in stands else "then" if signal in was else "now"
        yield Message(f"core/audit.broken.{when}", {"why": stands.get(signal) or was[signal]})


def _made_otherwise(audited: Audited, now: MadeWith) -> Iterator[Message]:
    then = audited.made_with
    versions = then.versions or dict(audited.review.made_with)
    for name, before, after in _unlike(versions, now.versions):
        yield Message("core/audit.version", {"name": name, "then": before or "-", "now": after or "-"})
    if not (then.content or then.parameters or then.readers):
        yield Message("core/audit.not-kept")
        return
    for name, before, after in _unlike(then.content, now.content):
        way = "changed" if before and after else "gone" if before else "new"
        yield Message(f"core/audit.content.{way}", {"name": name})
    numbers = ({item: f"{value:g}" for item, value in each.parameters.items()} for each in (then, now))
    for name, before, after in _unlike(*numbers):
        yield Message("core/audit.parameter", {"name": name, "then": before or "-", "now": after or "-"})
    for name, _, after in _unlike(then.readers, now.readers):
        yield Message("core/audit.reader" if after else "core/audit.reader-gone", {"name": name})
    if then.help is not None and then.help != now.help:
        yield Message("core/audit.help")


def _unlike(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in sorted({*then, *now}):
        before, after = then.get(name, ""), now.get(name, "")
        if before != after:
            yield name, before, after
