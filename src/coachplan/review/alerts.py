"""
Red flags to alerts: every revision that tells of one, by its words or its tags, and what a clinician cleared.

Only a clearance takes an alert away. Does not know how practice is going, and nothing here can be set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from coachplan.base.dates import said_day
from coachplan.base.messages import Message
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import Entry
from coachplan.model.evidence import Mention, SecondReading
from coachplan.model.flags import MENTION_URGENCIES, URGENCIES, Help, MentionUrgency, Urgency, more_urgent
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Alert, Missing
from coachplan.notes.pieces import MOST_WORDS
from coachplan.review.alert_words import what_to_do
from coachplan.review.entry_reading import EntryReading
from coachplan.review.urgency import Weighed, Weighing

#: So much of what could not be read is shown, for a person to read it.
_SHOWN = 60

__all__ = ["Alerts", "raise_alerts", "tells"]


#: A flag, the words (or the tag) that raise it, and the content of the entry in which they stand.
_Sign = tuple[str, str, str]


@frozen(kw_only=True)
class Alerts:
    """
    The alerts of a plan, most urgent first, all mentions, what could not be checked, and the entries with words that
    nobody could read. *heard* are the entries that raise a sign, or are worth a look, cleared or not; *quiet* those of
    a sign of which nothing that was written is shown again.
    """

    alerts: tuple[Alert, ...]
    mentions: tuple[Mention, ...]
    missing: tuple[Missing, ...]
    unread: frozenset[str]
    heard: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()


def raise_alerts(
    plan: Plan,
    telling: Iterable[tuple[Entry, EntryReading]],
    days_of: Callable[[str], Iterable[date]],
    catalogue: Catalogue,
    helpers: Help,
    on: date,
) -> Alerts:
    """
    Gather what every revision of every entry raises, and what the plan already carries, less what was cleared; and how
    urgent each is *on* a day. *telling* are the revisions that tell of anything, with all others of the same entries,
    by day; *days_of* returns the days that the revisions of an entry name.
    """
    raised: dict[str, dict[_Sign, MentionUrgency]] = {}
    days: dict[str, set[date]] = {}
    heard: dict[str, set[str]] = {}
    mentions: dict[Mention, None] = {}
    missing: list[Missing] = []
    unread: set[str] = set()
    tagged = catalogue.flags_by_tag
    for entry, reading in telling:
        days.setdefault(entry.id, set()).add(entry.on)
        heard.setdefault(entry.id, set()).update(reading.heard)
        mentions.update(dict.fromkeys(reading.mentions))
        if not reading.checked:
            missing.append(_unchecked(entry, reading.unread, plan))
        missing += _read_once(entry, reading.second_readings, plan)
        if reading.unread:
            unread.add(entry.id)
        if signs := tuple(_signs(entry, reading, tagged, catalogue)):
            content, own = entry.content, raised.setdefault(entry.id, {})
            for name, words, urgency in signs:
                known = own.get((name, words, content), urgency)
                own[name, words, content] = min(known, urgency, key=MENTION_URGENCIES.index)
    pausing: set[tuple[str, _Sign]] = set()
    floors: dict[tuple[str, _Sign], Urgency] = {}
    for kept in plan.open_flags:
        sign = (kept.flag, kept.words, kept.content)
        flag = catalogue.flags.get(kept.flag)
        # What was recorded while it was expected is what its flag says by now, the entry at hand or not.
        again = flag.urgency if flag is not None and flag.may_be_expected else kept.urgency
        raised.setdefault(kept.entry, {}).setdefault(sign, again)
        # What was recorded never becomes milder, whatever a word list or an approval now says.
        floors[kept.entry, sign] = more_urgent(kept.urgency, floors.get((kept.entry, sign), kept.urgency))
        days.setdefault(kept.entry, set(days_of(kept.entry))).add(kept.on)
        if kept.pauses:
            pausing.add((kept.entry, sign))

    weighing = Weighing.among(plan, on, catalogue.known_cautions, raised, heard, days)
    cleared = plan.settled
    alerts = []
    for entry_id, signs_raised in raised.items():
        still: dict[_Sign, Weighed] = {}
        for sign, urgency in signs_raised.items():
            flag, floor = catalogue.flags.get(sign[0]), floors.get((entry_id, sign))
            weighed = weighing.of(flag, urgency, days[entry_id], floor)
            up_to = cleared.get((entry_id, *sign))
            if weighed is not None and (up_to is None or more_urgent(up_to, weighed.urgency) != up_to):
                still[sign] = weighed
        if still:
            kept_paused = any((entry_id, sign) in pausing for sign in still)
            alerts.append(_alert(entry_id, min(days[entry_id]), still, kept_paused, plan, catalogue, helpers, today=on))
    alerts.sort(key=lambda alert: (URGENCIES.index(alert.urgency), alert.on, alert.entry))
    missing += _without_content(plan, alerts, on)
    return Alerts(
        alerts=tuple(alerts),
        mentions=tuple(mentions),
        missing=tuple(dict.fromkeys(missing)),
        unread=frozenset(unread),
        heard=frozenset((*raised, *(mention.entry for mention in mentions if mention.urgency is not None))),
        quiet=frozenset(entry for entry, signs in raised.items() if any(_is_quiet(sign, catalogue) for sign in signs)),
    )


def tells(entry: Entry, reading: EntryReading, catalogue: Catalogue) -> bool:
    """
    Say whether an entry tells of anything that an alert, or what is missing of one, could be made of.
    """
    heard = reading.mentions or reading.never_suggest or reading.heard or reading.unread or reading.second_readings
    return bool(heard) or not reading.checked or any(tag in catalogue.flags_by_tag for tag in entry.tags)


def _is_quiet(sign: _Sign, catalogue: Catalogue) -> bool:
    flag = catalogue.flags.get(sign[0])
    return flag is not None and flag.quiet


def _signs(
    entry: Entry, reading: EntryReading, tagged: Mapping[str, tuple[str, ...]], catalogue: Catalogue
) -> Iterator[tuple[str, str, MentionUrgency]]:
    # The flag, the words or the tag, and the urgency of each; of what is worth a look only what words made less, as
    # something else may make it worse.
    for mention in reading.mentions:
        is_less = mention.urgency == "look" and mention.source == "word-list" and mention.kind == "affirmed"
        if mention.urgency is not None and (is_less or mention.urgency != "look"):
            yield mention.flag, mention.words, mention.urgency
    for flag, words in reading.never_suggest:
        yield flag, words, "soon"
    for tag in entry.tags:
        for flag in tagged.get(tag, ()):
            yield flag, tag, catalogue.flags[flag].urgency


def _unchecked(entry: Entry, unread: tuple[str, ...], plan: Plan) -> Missing:
    message = Message("core/missing.language", {"entry": entry.id, "language": entry.language or plan.family.language})
    if unread:
        shown = "; ".join(words if len(words) <= _SHOWN else f"{words[:_SHOWN]} ..." for words in unread[:3])
        message = Message("core/missing.unread", {"entry": entry.id, "words": shown})
    return Missing(what=entry.id, about=entry.focus, message=message)


def _read_once(entry: Entry, second: frozenset[SecondReading], plan: Plan) -> Iterator[Missing]:
    # Said once of a plan where it is the same for every entry, and of the entry where it is its own.
    language = entry.language or plan.family.language
    if "off" in second:
        yield Missing(what="second-reader", about="plan", message=Message("core/missing.second-reader"))
    if "other-language" in second:
        message = Message("core/missing.second-language", {"language": language})
        yield Missing(what=language, about="plan", message=message)
    if "in-part" in second:
        values = {"entry": entry.id, "words": MOST_WORDS}
        yield Missing(what=entry.id, about=entry.focus, message=Message("core/missing.second-in-part", values))


def _without_content(plan: Plan, alerts: Iterable[Alert], on: date) -> Iterator[Missing]:
    # An old clearance says which entry, and not what stood in it: it clears nothing, and says so where it is missed.
    standing = {alert.entry for alert in alerts}
    for clearance in plan.cleared:
        if clearance.entry in standing and not any(clearance.seen):
            values = {"entry": clearance.entry, "on": said_day(clearance.on, on), "by": clearance.by}
            message = Message("core/missing.clearance", values)
            yield Missing(what=clearance.entry, about="plan", message=message)


def _alert(
    entry: str,
    on: date,
    signs: Mapping[_Sign, Weighed],
    paused: bool,
    plan: Plan,
    catalogue: Catalogue,
    helpers: Help,
    *,
    today: date,
) -> Alert:
    raised: dict[tuple[str, str], Urgency] = {}
    for (flag, words, _), weighed in signs.items():
        raised[flag, words] = more_urgent(weighed.urgency, raised.get((flag, words), weighed.urgency))
    ordered = sorted(raised, key=lambda pair: (URGENCIES.index(raised[pair]), pair))
    urgency = raised[ordered[0]]
    flags = [catalogue.flags.get(flag) for flag, _ in ordered]
    pauses = paused or urgency != "soon" or any(flag is not None and flag.pauses is True for flag in flags)
    why = {flag: weighed.why for (flag, _, _), weighed in signs.items() if weighed.urgency == urgency and weighed.why}
    return Alert(
        urgency=urgency,
        flags=tuple(flag for flag, _ in ordered),
        words=tuple(words for _, words in ordered),
        urgencies=tuple(raised[pair] for pair in ordered),
        entry=entry,
        on=on,
        pauses=pauses,
        plan=plan.id,
        seen=tuple(sorted({content for _, _, content in signs})),
        messages=what_to_do(urgency, raised, ordered, why, pauses, plan, catalogue, helpers, said_day(on, today)),
        language=plan.family.language,
    )
