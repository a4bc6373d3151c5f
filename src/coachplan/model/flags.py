"""
What must not be missed: red flags with their words in each language, careful answers, and whom to call.

A match in free text is a prompt to a human, not a finding. Knows nothing of how text is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast, get_args

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.languages import by_language, language_code
from coachplan.base.validators import a, each, number, one_of, strings, text
from coachplan.model.skills import Source

__all__ = [
    "MENTION_URGENCIES",
    "SOUNDING",
    "URGENCIES",
    "Answer",
    "Help",
    "MentionUrgency",
    "Phrases",
    "Phrasing",
    "RedFlag",
    "Turning",
    "Urgency",
    "Worse",
    "more_urgent",
    "phrases",
    "urgent",
]

#: Most urgent first: emergency now; contact a clinician today; raise it within days.
Urgency = Literal["now", "today", "soon"]
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
#: Under which flag of the core stands what no word list names: what the second reader hears, or what is heard together.
SOUNDING: dict[Urgency, str] = {"now": "core/sounds-now", "today": "core/sounds-today", "soon": "core/sounds-soon"}

#: Of what is found in words, too: worth a look by a therapist, while practice goes on. No content declares it.
MentionUrgency = Literal["now", "today", "soon", "look"]
MENTION_URGENCIES: tuple[MentionUrgency, ...] = get_args(MentionUrgency)

Phrases = FrozenMap[str, tuple[str, ...]]


def phrases(given: Mapping[str, Iterable[str]]) -> Phrases:
    """
    Keep phrases by language in a frozen map, so that the value that holds them is frozen, too.
    """
    if not hasattr(given, "items"):
        what = f"expected phrases by language, found {found(given)}."
        raise CoachplanError(Finding(what=what, hint='Give {"en": [...]}.', code="not-a-table"))
    kept: dict[str, tuple[str, ...]] = {}
    for language, words in given.items():
        code = language_code(language)
        kept[code] = (*kept.get(code, ()), *strings(words))
    return FrozenMap(kept)


def urgent(given: Iterable[Urgency]) -> tuple[Urgency, ...]:
    """
    Keep a list of urgencies as a tuple of words; whether each is one, whoever reads them asks.
    """
    return cast("tuple[Urgency, ...]", strings(given))


def more_urgent(one: Urgency, other: Urgency) -> Urgency:
    """
    Return the more urgent of two urgencies.
    """
    return min(one, other, key=URGENCIES.index)


@plain_errors
@frozen(kw_only=True)
class Worse:
    """
    What makes a flag so much more urgent: that it was raised on so many days (*times* within *days*, the last of them
    counted); that something else stands *beside* it on the same day, another flag or what is heard in a note, such as
    `fever`; or a *caution* of this child. One of the three. As urgent as the flag by itself: it is not expected then.
    """

    urgency: Urgency = field(validator=one_of(URGENCIES))
    times: int | None = field(default=None, validator=number(2, whole=True))
    days: int | None = field(default=None, validator=number(2, 60, whole=True))
    beside: str = field(default="", validator=text)
    caution: str = field(default="", validator=text)


@plain_errors
@frozen
class RedFlag:
    """
    A sign that needs a person. *words* are phrases by language; *tags* are entry tags that raise it without words.

    *now* and *today* pause the whole plan. *soon* pauses it where *pauses* says so. *say* is the sentence for the
    caregiver: what to do, never what it might be.

    *worse* is what makes it more urgent. Where it *may_be_expected*, a clinician who expects it of this child (see
    `Approval`) makes a flag of *today* one of *soon*. Nothing else makes a flag less.

    *quiet*: a caregiver is shown this flag's sentence alone, without what was written, what other flags say, and where
    to find help. Whoever is feared may read the same telephone.
    """

    id: str = field(validator=text)
    urgency: Urgency = field(validator=one_of(URGENCIES))
    words: Phrases = field(kw_only=True, converter=phrases, validator=by_language)
    say: str = field(kw_only=True, validator=text)
    tags: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    pauses: bool | None = field(kw_only=True, default=None, validator=a(bool))
    worse: tuple[Worse, ...] = field(
        kw_only=True, default=(), converter=tuple[Worse, ...], validator=each(a(Worse))
    )
    may_be_expected: bool = field(kw_only=True, default=False, validator=a(bool))
    quiet: bool = field(kw_only=True, default=False, validator=a(bool))
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )

    @property
    def pauses_plan(self) -> bool:
        """
        Say whether this flag pauses the plan it was written in.
        """
        return self.urgency != "soon" or self.pauses is True


@plain_errors
@frozen
class Answer:
    """
    A careful, sourced reply to a question that families ask. On the never-suggest list it also asks for the clinician.
    """

    id: str = field(validator=text)
    words: Phrases = field(converter=phrases)
    say: str = field(kw_only=True, validator=text)
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )


@plain_errors
@frozen
class Phrasing:
    """
    One more phrase in a language for a flag, barrier or answer of somebody else: what a language pack brings.

    *by* is who brings it, set where plugins are loaded. A phrase that takes out (`! blue cup`) takes out what the same
    bringer said of the same item, and nothing of anybody else's. One that is not *vouched* for, as its bringer failed,
    is looked for, and makes no language one that notes are checked in.
    """

    item: str = field(validator=text)
    language: str = field(converter=language_code, validator=text)
    phrase: str = field(validator=text)
    by: str = field(kw_only=True, default="", validator=text)
    vouched: bool = field(kw_only=True, default=True, validator=a(bool))

    @property
    def key(self) -> str:
        """
        What tells phrases of one language apart.
        """
        return f"{self.item}#{self.phrase}#{self.by}"


@plain_errors
@frozen
class Turning:
    """
    Words of one kind that turn a sign around, in a language that the core cannot read: what a language pack brings.

    They turn the phrases of the same bringer, and nothing of anybody else's. *by* is set where plugins are loaded.
    """

    kind: str = field(validator=text)
    language: str = field(converter=language_code, validator=text)
    words: tuple[str, ...] = field(converter=strings, validator=each(text, least=1))
    by: str = field(kw_only=True, default="", validator=text)

    @property
    def key(self) -> str:
        """
        What tells words of one language apart.
        """
        return f"{self.kind}#{'|'.join(self.words)}#{self.by}"


@plain_errors
@frozen(kw_only=True)
class Help:
    """
    Whom to call, in the host's own words: the emergency number, the clinic, and help for a caregiver in distress.
    """

    emergency: str = field(default="", validator=text, repr=False)
    call: str = field(default="", validator=text, repr=False)
    safeguarding: str = field(default="", validator=text, repr=False)
