"""
Red flags to alerts: every entry, every revision, the structured tags and every word list, and what a clinician cleared.

Only a clearance takes an alert away. Does not know how practice is going, and nothing here can be set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from coachplan.base.messages import Message, key
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import NAME_FIELDS, TEXT_FIELDS, Entry
from coachplan.model.evidence import Mention, Reading, SecondReading
from coachplan.model.flags import SOUNDING, URGENCIES, Help, Urgency, more_urgent
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Alert, Missing
from coachplan.model.told import FromWords, Told
from coachplan.notes.advice import asks_advice
from coachplan.notes.pieces import MOST_WORDS
from coachplan.notes.reader import read
from coachplan.notes.two_readers import read_twice
from coachplan.review.from_words import beyond_the_ticks

#: Flags beside which a caregiver is told where they find help themselves, where the host names it.
_SAFEGUARDING = frozenset({"core/harm-to-child", "core/harm-to-self", "core/cannot-cope", "core/unsafe-home"})

#: So many words where a name should stand may be a sign, and so many are no name.
_A_SENTENCE, _A_NOTE = 2, 4

#: So much of what could not be read is shown, for a person to read it.
_SHOWN = 60

__all__ = ["Alerts", "EntryReading", "longest", "raise_alerts", "read_entry"]


#: A flag, the words (or the tag) that raise it, and the content of the entry in which they stand.
_Sign = tuple[str, str, str]


@frozen(kw_only=True)
class EntryReading:
    """
    One entry, read: the mentions in its texts, the answers its questions ask for, whether all was checked, what could
    not be read, what became of the second reading where it was not of everything, and what else its words tell.
    """

    mentions: tuple[Mention, ...]
    answers: tuple[str, ...]
    never_suggest: tuple[tuple[str, str], ...]
    checked: bool
    unread: tuple[str, ...] = ()
    second_readings: frozenset[SecondReading] = frozenset()
    beyond: FromWords | None = None


@frozen(kw_only=True)
class Alerts:
    """
    The alerts of a plan, most urgent first, all mentions, what could not be checked, and the entries with words that
    nobody could read.
    """

    alerts: tuple[Alert, ...]
    mentions: tuple[Mention, ...]
    missing: tuple[Missing, ...]
    unread: frozenset[str]


def read_entry(
    entry: Entry, catalogue: Catalogue, family_language: str, child: str = "", age_months: int | None = None
) -> EntryReading:
    """
    Read the free text of an entry, field by field. *child* is the child's name, which may be the word for a toy or an
    aunt, too; *age_months* is how old the child was on that day.
    """
    language = entry.language or family_language

    def hear(text: str, written_in: str, *, telling: bool = False) -> Reading:
        return read_twice(catalogue.lexicon, text, written_in, child, entry.on, age_months=age_months, telling=telling)

    mentions: list[Mention] = []
    answers: dict[str, None] = {}
    never: dict[tuple[str, str], None] = {}
    checked = True
    unread: dict[str, None] = {}
    seconds: set[SecondReading] = set()
    told: dict[str, Told] = {}
    for name in TEXT_FIELDS:
        text = getattr(entry, name)
        if not text:
            continue
        reading = hear(text, language, telling=True)
        told[name] = reading.told
        seconds.add(reading.second_reader)
        checked = checked and reading.checked
        unread.update(dict.fromkeys(reading.unread))
        mentions.extend(evolve(mention, entry=entry.id) for mention in reading.mentions)
        asked = name == "question" or "?" in text
        if not asked and not asks_advice(text):
            continue
        for mention in read(catalogue.answer_lexicon, text, language, on=entry.on).mentions:
            if asked:
                answers[mention.flag] = None
            if mention.flag in catalogue.never_suggest:
                never[(mention.flag, mention.words)] = None
    # A tag that no tag is may be a word for a sign by itself; a name or a code of one word is none.
    unknown = [tag for tag in entry.tags if tag not in catalogue.known_tags]
    for text in (*(getattr(entry, name) for name in NAME_FIELDS), *unknown):
        if text and (len(text.split()) >= _A_SENTENCE or text in unknown):
            reading = hear(text, family_language)
            seconds.add(reading.second_reader)
            mentions.extend(evolve(mention, entry=entry.id) for mention in reading.mentions)
            if len(text.split()) >= _A_NOTE:
                checked = checked and reading.checked
                unread.update(dict.fromkeys(reading.unread))
    return EntryReading(
        mentions=tuple(mentions),
        answers=tuple(answers),
        never_suggest=tuple(never),
        checked=checked,
        unread=tuple(unread),
        second_readings=frozenset(seconds - {"read"}),
        beyond=beyond_the_ticks(entry, told),
    )


def raise_alerts(
    plan: Plan,
    versions: Iterable[Entry],
    catalogue: Catalogue,
    helpers: Help,
    hear_entry: Callable[[Entry], EntryReading],
) -> Alerts:
    """
    Gather what every revision of every entry raises, and what the plan already carries, less what was cleared.
    """
    raised: dict[str, dict[_Sign, Urgency]] = {}
    days: dict[str, date] = {}
    mentions: dict[Mention, None] = {}
    missing: list[Missing] = []
    unread: set[str] = set()
    tagged = _flags_by_tag(catalogue)
    for entry in versions:
        reading = hear_entry(entry)
        days[entry.id] = min(entry.on, days.get(entry.id, entry.on))
        mentions.update(dict.fromkeys(reading.mentions))
        if not reading.checked:
            missing.append(_unchecked(entry, reading.unread, plan))
        missing += _read_once(entry, reading.second_readings, plan)
        if reading.unread:
            unread.add(entry.id)
        if signs := tuple(_signs(entry, reading, tagged, catalogue)):
            content = entry.content
            raised.setdefault(entry.id, {}).update(((flag, words, content), urgency) for flag, words, urgency in signs)
    pausing: set[tuple[str, _Sign]] = set()
    for kept in plan.open_flags:
        sign, known = (kept.flag, kept.words, kept.content), raised.setdefault(kept.entry, {})
        # What was recorded never becomes milder, whatever a word list now says.
        known[sign] = more_urgent(kept.urgency, known.get(sign, kept.urgency))
        days.setdefault(kept.entry, kept.on)
        if kept.pauses:
            pausing.add((kept.entry, sign))

    cleared = {seen for clearance in plan.cleared for seen in clearance.covers()}
    alerts = []
    for entry_id, signs_raised in raised.items():
        still = {sign: urgency for sign, urgency in signs_raised.items() if (entry_id, *sign) not in cleared}
        if still:
            kept_paused = any((entry_id, sign) in pausing for sign in still)
            alerts.append(_alert(entry_id, days[entry_id], still, kept_paused, plan, catalogue, helpers))
    alerts.sort(key=lambda alert: (URGENCIES.index(alert.urgency), alert.on, alert.entry))
    missing += _without_content(plan, alerts)
    return Alerts(
        alerts=tuple(alerts),
        mentions=tuple(mentions),
        missing=tuple(dict.fromkeys(missing)),
        unread=frozenset(unread),
    )


def _signs(
    entry: Entry, reading: EntryReading, tagged: Mapping[str, list[str]], catalogue: Catalogue
) -> Iterator[tuple[str, str, Urgency]]:
    # The flag, the words or the tag, and the urgency of each.
    for mention in reading.mentions:
        if mention.urgency is not None and mention.urgency != "look":
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


def _without_content(plan: Plan, alerts: Iterable[Alert]) -> Iterator[Missing]:
    # An old clearance says which entry, and not what stood in it: it clears nothing, and says so where it is missed.
    standing = {alert.entry for alert in alerts}
    for clearance in plan.cleared:
        if clearance.entry in standing and not any(clearance.seen):
            values = {"entry": clearance.entry, "on": clearance.on.isoformat(), "by": clearance.by}
            message = Message("core/missing.clearance", values)
            yield Missing(what=clearance.entry, about="plan", message=message)


def _flags_by_tag(catalogue: Catalogue) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for flag in catalogue.flags.values():
        for tag in flag.tags:
            found.setdefault(tag, []).append(flag.id)
    return found


def longest(phrases: Iterable[str]) -> list[str]:
    """
    Return phrases without those that stand inside another.
    """
    # Word lists overlap: of "gurgly" and "voice sounds gurgly" the longer says it all.
    found = list(dict.fromkeys(phrases))
    return [words for words in found if not any(words != other and words in other for other in found)]


def _alert(
    entry: str,
    on: date,
    signs: Mapping[_Sign, Urgency],
    paused: bool,
    plan: Plan,
    catalogue: Catalogue,
    helpers: Help,
) -> Alert:
    raised: dict[tuple[str, str], Urgency] = {}
    for (flag, words, _), urgency in signs.items():
        raised[flag, words] = more_urgent(urgency, raised.get((flag, words), urgency))
    ordered = sorted(raised, key=lambda pair: (URGENCIES.index(raised[pair]), pair))
    urgency = raised[ordered[0]]
    flags = [catalogue.flags.get(flag) for flag, _ in ordered]
    pauses = paused or urgency != "soon" or any(flag is not None and flag.pauses_plan for flag in flags)
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
        messages=_what_to_do(urgency, raised, ordered, pauses, plan, catalogue, helpers),
        language=plan.family.language,
    )


def _what_to_do(
    urgency: Urgency,
    raised: Mapping[tuple[str, str], Urgency],
    ordered: list[tuple[str, str]],
    pauses: bool,
    plan: Plan,
    catalogue: Catalogue,
    helpers: Help,
) -> tuple[Message, ...]:
    # The emergency line first and alone; then what they wrote, what to do, what is held, and what this cannot do.
    emergency = helpers.emergency or Message("core/help.emergency")
    call = helpers.call or Message("core/help.call")
    child = plan.family.child.name
    written = longest(words for _, words in ordered if words not in catalogue.known_tags)
    messages = []
    if urgency == "now":
        messages.append(Message("core/alert.now", {"emergency": emergency, "call": call}))
    if written:
        messages.append(Message("core/alert.wrote", {"words": "; ".join(written)}))
    # What to do is said once and for the most urgent: a worried reader needs one instruction, not five.
    values = {"child": child, "call": call, "emergency": emergency}
    urgent = dict.fromkeys(pair[0] for pair in ordered if raised[pair] == urgency)
    messages += [Message(key(flag, "say"), values) for flag in urgent]
    if helpers.safeguarding and any(flag in _SAFEGUARDING for flag, _ in ordered):
        messages.append(Message("core/alert.safeguarding", {"help": helpers.safeguarding}))
    elif helpers.safeguarding and any(flag in SOUNDING.values() for flag, _ in ordered):
        # The second reader cannot say whose danger it hears.
        messages.append(Message("core/alert.help-for-you", {"help": helpers.safeguarding}))
    if urgency != "now":
        messages.append(Message(f"core/alert.{urgency}", {"call": call}))
    if pauses:
        messages.append(Message("core/alert.paused"))
    messages.append(Message("core/alert.limits"))
    return tuple(messages)
