"""
Red flags to alerts: every entry, every revision, the structured tags and every word list, and what a clinician cleared.

Only a clearance takes an alert away. Does not know how practice is going, and nothing here can be set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from coachplan.catalogue import Catalogue
from coachplan.entries import TEXT_FIELDS, Entry
from coachplan.flags import URGENCIES, Help, more_urgent
from coachplan.notes import read
from coachplan.plans import Plan
from coachplan.reviews import Alert, Missing
from coachplan.texts import Message, key
from coachplan.traces import Mention, Reading

#: Flags beside which a caregiver is told where they find help themselves, where the host names it.
_SAFEGUARDING = frozenset({"core/harm-to-child", "core/harm-to-self", "core/cannot-cope", "core/unsafe-home"})

#: Where somebody thinks of doing something or was told to, a note asks without a question mark.
_ADVICE = re.compile(
    r"\b(should|can|could|may) (we|i)\b|\b(says?|said|told|wants?|asked) (me |us )?to\b|\bthinking (of|about)\b"
    r"|\brecommend|\bdeber[i\u00ed]amos\b|\b(puedo|podemos|debo|debemos)\b|\bdic(e|en) que\b|\bpensando en\b"
    r"|\brecomend",
    re.IGNORECASE,
)

__all__ = ["Heard", "Noticed", "hear", "longest", "notice"]


@frozen(kw_only=True)
class Heard:
    """
    One entry, read: the mentions in its texts, the answers its questions ask for, and whether a list knew the language.
    """

    mentions: tuple[Mention, ...]
    answers: tuple[str, ...]
    never_suggest: tuple[tuple[str, str], ...]
    checked: bool


@frozen(kw_only=True)
class Noticed:
    """
    The alerts of a plan, most urgent first, all mentions, and what could not be checked.
    """

    alerts: tuple[Alert, ...]
    mentions: tuple[Mention, ...]
    missing: tuple[Missing, ...]


def hear(entry: Entry, catalogue: Catalogue, language: str) -> Heard:
    """
    Read the free text of an entry, field by field.
    """
    tongue = entry.language or language
    mentions: list[Mention] = []
    answers: dict[str, None] = {}
    never: dict[tuple[str, str], None] = {}
    checked = True
    for name in TEXT_FIELDS:
        text = getattr(entry, name)
        if not text:
            continue
        reading: Reading = read(catalogue.lexicon, text, tongue)
        checked = checked and reading.checked
        mentions.extend(evolve(mention, entry=entry.id) for mention in reading.mentions)
        asked = name == "question" or "?" in text
        if not asked and not _ADVICE.search(text):
            continue
        for mention in read(catalogue.answer_lexicon, text, tongue).mentions:
            if asked:
                answers[mention.flag] = None
            if mention.flag in catalogue.never_suggest:
                never[(mention.flag, mention.words)] = None
    return Heard(
        mentions=tuple(mentions),
        answers=tuple(answers),
        never_suggest=tuple(never),
        checked=checked,
    )


def notice(
    plan: Plan,
    versions: Iterable[Entry],
    catalogue: Catalogue,
    helpers: Help,
    hear_entry: Callable[[Entry], Heard],
) -> Noticed:
    """
    Gather what every revision of every entry raises, and what the plan already carries, less what was cleared.
    """
    raised: dict[str, dict[tuple[str, str], str]] = {}
    days: dict[str, date] = {}
    mentions: dict[Mention, None] = {}
    missing: list[Missing] = []
    tagged = _flags_by_tag(catalogue)
    for entry in versions:
        heard = hear_entry(entry)
        days[entry.id] = min(entry.on, days.get(entry.id, entry.on))
        mentions.update(dict.fromkeys(heard.mentions))
        if not heard.checked:
            message = Message(
                "core/missing.language", {"entry": entry.id, "language": entry.language or plan.family.language}
            )
            missing.append(Missing(what=entry.id, about=entry.focus, message=message, texts=catalogue.words))
        for mention in heard.mentions:
            if mention.urgency is not None:
                raised.setdefault(entry.id, {})[(mention.flag, mention.words)] = mention.urgency
        for flag, words in heard.never_suggest:
            raised.setdefault(entry.id, {})[(flag, words)] = "soon"
        for tag in entry.tags:
            for flag in tagged.get(tag, ()):
                raised.setdefault(entry.id, {})[(flag, tag)] = catalogue.flags[flag].urgency
    pausing = {(kept.entry, kept.flag, kept.words) for kept in plan.open_flags if kept.pauses}
    for kept in plan.open_flags:
        pair, known = (kept.flag, kept.words), raised.setdefault(kept.entry, {})
        # What was recorded never becomes milder, whatever a word list now says.
        known[pair] = more_urgent(kept.urgency, known.get(pair, kept.urgency))
        days.setdefault(kept.entry, kept.on)

    cleared = {
        (clearance.entry, flag, words)
        for clearance in plan.cleared
        for flag, words in zip(clearance.flags, clearance.words, strict=False)
    }
    alerts = []
    for entry_id, flags in raised.items():
        still = {pair: urgency for pair, urgency in flags.items() if (entry_id, *pair) not in cleared}
        if still:
            kept_paused = any((entry_id, *pair) in pausing for pair in still)
            alerts.append(_alert(entry_id, days[entry_id], still, kept_paused, plan, catalogue, helpers))
    alerts.sort(key=lambda alert: (URGENCIES.index(alert.urgency), alert.on, alert.entry))
    return Noticed(alerts=tuple(alerts), mentions=tuple(mentions), missing=tuple(dict.fromkeys(missing)))


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
    raised: Mapping[tuple[str, str], str],
    paused: bool,
    plan: Plan,
    catalogue: Catalogue,
    helpers: Help,
) -> Alert:
    ordered = sorted(raised, key=lambda pair: (URGENCIES.index(raised[pair]), pair))
    urgency = raised[ordered[0]]
    pauses = paused
    for pair in ordered:
        flag = catalogue.flags.get(pair[0])
        urgency = more_urgent(urgency, raised[pair])
        pauses = pauses or raised[pair] != "soon" or (flag is not None and flag.pauses_plan)
    return Alert(
        urgency=urgency,
        flags=tuple(flag for flag, _ in ordered),
        words=tuple(words for _, words in ordered),
        urgencies=tuple(raised[pair] for pair in ordered),
        entry=entry,
        on=on,
        pauses=pauses,
        messages=_what_to_do(urgency, raised, ordered, pauses, plan, catalogue, helpers),
        language=plan.family.language,
        texts=catalogue.words,
    )


def _what_to_do(
    urgency: str,
    raised: Mapping[tuple[str, str], str],
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
    said = longest(words for _, words in ordered if words not in catalogue.known_tags)
    messages = []
    if urgency == "now":
        messages.append(Message("core/alert.now", {"emergency": emergency, "call": call}))
    if said:
        messages.append(Message("core/alert.wrote", {"words": "; ".join(said)}))
    # What to do is said once and for the most urgent: a worried reader needs one instruction, not five.
    values = {"child": child, "call": call, "emergency": emergency}
    urgent = dict.fromkeys(pair[0] for pair in ordered if raised[pair] == urgency)
    messages += [Message(key(flag, "say"), values) for flag in urgent]
    if helpers.safeguarding and any(flag in _SAFEGUARDING for flag, _ in ordered):
        messages.append(Message("core/alert.safeguarding", {"help": helpers.safeguarding}))
    if urgency != "now":
        messages.append(Message(f"core/alert.{urgency}", {"call": call}))
    if pauses:
        messages.append(Message("core/alert.paused"))
    messages.append(Message("core/alert.limits"))
    return tuple(messages)
