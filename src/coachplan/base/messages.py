"""
Words in languages: a text has a key, a message has a key and values, and words are made when asked for.

Knows nothing of what the words are about. English is the language that is always complete. How a language counts is a
text of that language too, so that no language is written into the code.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from coachplan.base.disclosure import found, place_name, plain, shown
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.languages import base_language, kept_language, language_code
from coachplan.base.plurals import counts_as
from coachplan.base.validators import Unfit, listed, text

__all__ = [
    "FORMS",
    "PLURAL",
    "Message",
    "Text",
    "Texts",
    "gaps",
    "key",
    "stem_of",
]

#: The plural forms that a language may have, by the names that the Unicode CLDR gives them. `other` is always there.
FORMS = ("zero", "one", "two", "few", "many", "other")

#: Under this key and the name of a form a language says for which numbers it is: `core/plural.few`.
PLURAL = "core/plural"

#: What is said in the place of words that are nowhere, as those of a plugin that is gone: no family is shown a key.
_UNSAID = "core/unsaid"

#: A language that says nothing of it counts as English does: one, and all others.
_LIKE_ENGLISH = (("one", "n = 1"),)

#: What is filled in, and the two ways of writing a plain brace. Anything else in a sentence stands as it was written.
_MARK = re.compile(r"\{\{|\}\}|\{([^\W\d]\w*)\}")


def key(item: str, part: str) -> str:
    """
    Return the key of one part of an item, such as `ot/pull-up-socks#steps.1.title`.
    """
    return f"{item}#{part}"


def stem_of(text_key: str) -> str:
    """
    Return the key without the name of a plural form: all forms are one text.
    """
    stem, _, form = text_key.rpartition(".")
    return stem if stem and form in FORMS else text_key


def gaps(words: str) -> frozenset[str]:
    """
    Return the names of the values that a sentence leaves to be filled in. Raises `ValueError` with a sentence where a
    brace is neither part of one nor written twice.
    """
    odd = re.search(r"\{[^{}]*\}?|\}", _MARK.sub(" ", words))
    if odd is not None:
        raise ValueError(f"{odd[0][:60]!r} is no value")
    return frozenset(name for name in _MARK.findall(words) if name)


def _as_language(written: str) -> str:
    # What is no text at all is refused where texts are admitted, with the name of whoever brings it.
    return language_code(written) if isinstance(written, str) else written


@frozen(kw_only=True)
class Text:
    """
    The words of one key in one language. A key ending in `.one`, `.other` or another of the `FORMS` is a plural form of
    the key before it.
    """

    key: str
    language: str = field(converter=_as_language)
    words: str


def _as_pairs(values: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
    pairs: Iterable[Any]
    if type(values) is dict:
        pairs = values.items()  # nearly always: to ask whether something is a mapping takes longer than all the rest
    elif type(values) is tuple and not values:
        return ()
    elif isinstance(values, Mapping):
        pairs = values.items()
    else:
        pairs = listed(values)
        if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
            what = "found values without names."
            raise CoachplanError(Finding(item="values", what=what, hint="Give values by name.", code="not-a-table"))
    by_name = {
        name if type(name) is str else str(name): value
        if type(value) is str or not isinstance(value, str)
        else plain(value)
        for name, value in pairs
    }
    return tuple(sorted(by_name.items(), key=itemgetter(0)) if len(by_name) > 1 else by_name.items())


def _can_be_kept(_instance: object, _attribute: object, values: Iterable[tuple[str, object]]) -> None:
    # What cannot be written down again would spoil the whole document that the message stands in.
    for name, value in values:
        if type(value) not in _KEPT and not isinstance(value, (str, int, float, Message)):
            raise Unfit(
                f"values.{place_name(name)}",
                f"found {found(value)}.",
                "Expected a text, a number or a message.",
                code="wrong-kind",
            )


@frozen
class Message:
    """
    A key and the values that go into its words: strings, numbers, or messages of their own.
    """

    key: str = field(validator=text, repr=shown)
    values: tuple[tuple[str, object], ...] = field(default=(), converter=_as_pairs, validator=_can_be_kept, repr=False)


#: What can be written down, as it mostly is.
_KEPT = frozenset((str, int, float, bool, type(None), Message))


def _unpacked(packed: bytes) -> Texts:
    return Texts(json.loads(zlib.decompress(packed)))


def _kept(by_language: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    # However a language is written, it is one; of two texts for one key the first stands.
    gathered: dict[str, dict[str, str]] = {}
    for language, known in by_language.items():
        there = gathered.setdefault(kept_language(language), {})
        there.update({text_key: words for text_key, words in known.items() if text_key not in there})
    return MappingProxyType({language: MappingProxyType(known) for language, known in gathered.items()})


@frozen
class Texts:
    """
    Every text there is, by language and key. Never changes.
    """

    by_language: Mapping[str, Mapping[str, str]] = field(converter=_kept)

    def __reduce__(self) -> tuple[Any, ...]:
        # Packed: two languages say much the same, and every review is sent with words of its own.
        own = {language: dict(known) for language, known in self.by_language.items()}
        return _unpacked, (zlib.compress(json.dumps(own).encode()),)

    @classmethod
    def of(cls, texts: Iterable[Text]) -> Texts:
        """
        Gather texts; of two for one key and language the first stands.
        """
        gathered: dict[str, dict[str, str]] = {}
        for each in texts:
            gathered.setdefault(each.language, {}).setdefault(each.key, each.words)
        return cls(gathered)

    @property
    def languages(self) -> tuple[str, ...]:
        """
        The languages that have any text, sorted.
        """
        return tuple(sorted(self.by_language))

    def only(self, keys: frozenset[str], families: tuple[str, ...] = ()) -> Texts:
        """
        Return the texts under *keys* alone and those whose keys begin with one of *families*, in every language and
        plural form, with the sentences that the core itself may say whatever is asked.
        """
        asked = sorted(keys.union(*({f"{each}.{form}" for form in FORMS} for each in keys)))
        found: dict[str, dict[str, str]] = {}
        for language, known in self.by_language.items():
            found[language] = {**self._of_the_core[language], **{each: known[each] for each in asked if each in known}}
            if families:
                found[language] |= {each: words for each, words in known.items() if each.startswith(families)}
        return Texts(found)

    @cached_property
    def _of_the_core(self) -> dict[str, dict[str, str]]:
        return {
            language: {text_key: words for text_key, words in known.items() if _is_of_the_core(text_key)}
            for language, known in self.by_language.items()
        }

    def find(self, text_key: str, language: str) -> str | None:
        """
        Return the words in *language*, else in its base language (`es` for `es-MX`), else in English, else None.
        """
        for tried in _fallbacks(language):
            words = self.by_language.get(tried, {}).get(text_key)
            if words is not None:
                return words
        return None

    def say(self, message: Message, language: str = "en") -> str:
        """
        Return the words of *message* in *language*. A value called `n` chooses between the plural forms.

        Never raises, whatever a text or a value holds: an alert that cannot be said is worse than one with a brace in
        it. What cannot be filled in stands as it was written.
        """
        template = self._template(message, language)
        if template is None:
            return self.find(_UNSAID, language) or message.key
        if "{" not in template and "}" not in template:
            return template
        values = dict(message.values)

        def fill(mark: re.Match[str]) -> str:
            name = mark[1]
            if name is None:
                return mark[0][0]
            if name not in values:
                return mark[0]
            value = values[name]
            return self.say(value, language) if isinstance(value, Message) else _plain(value)

        return _MARK.sub(fill, template)

    def _template(self, message: Message, language: str) -> str | None:
        # In one language after the other: its plural form, else its plain words, before another language is tried.
        count = dict(message.values).get("n")
        for tried in _fallbacks(language):
            known = self.by_language.get(tried, {})
            words = None
            if isinstance(count, int | float):
                words = known.get(f"{message.key}.{self._form(tried, count)}", known.get(f"{message.key}.other"))
            words = known.get(message.key) if words is None else words
            if words is not None:
                return words
        return None

    def _form(self, language: str, count: float) -> str:
        own = self.by_language.get(language, {})
        forms = tuple((form, own[f"{PLURAL}.{form}"]) for form in FORMS[:-1] if f"{PLURAL}.{form}" in own)
        base = base_language(language)
        if not forms and base != language:
            return self._form(base, count)
        try:
            return next((form for form, rule in forms or _LIKE_ENGLISH if counts_as(rule, count)), FORMS[-1])
        except (ValueError, OverflowError):  # a rule that nobody checked, or a number without an end
            return FORMS[-1]


#: Sentences of the core that a value says only where it holds them as messages, or where it names their family.
_HELD = (
    "core/after-success",
    "core/alert.",
    "core/answered",
    "core/ask.",
    "core/audit.",
    "core/below-alert.",
    "core/card.",
    "core/caution.",
    "core/chart.",
    "core/counted.",
    "core/cue",
    "core/day",
    "core/did",
    "core/do.",
    "core/doubt.",
    "core/fit.",
    "core/form.",
    "core/from-words.",
    "core/goal.",
    "core/grade.",
    "core/held-by-",
    "core/help.",
    "core/here.",
    "core/impossible.",
    "core/left-out.",
    "core/looking-in",
    "core/mark.",
    "core/met",
    "core/missing.",
    "core/month.",
    "core/needs.",
    "core/notice",
    "core/outlook.",
    "core/pace.",
    "core/page.",
    "core/paused-since",
    "core/part-of-day.",
    "core/plugin-absent",
    "core/queued",
    "core/question.goes",
    "core/question.waits",
    "core/reading-broken",
    "core/record.",
    "core/red-flag",
    "core/role.",
    "core/signal.",
    "core/standing",
    "core/tag.",
    "core/this-practice",
    "core/together.",
    "core/told.",
    "core/weekday.",
    "core/win.",
    "core/with-clinician",
    "core/worse.",
)


def _is_of_the_core(text_key: str) -> bool:
    # A sentence, and no part of an item; but for those which stand in the value that says them, or are never said by
    # it.
    return text_key.startswith("core/") and "#" not in text_key and not text_key.startswith(_HELD)


@lru_cache(maxsize=1024)
def _fallbacks(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((kept_language(language), base_language(language), "en")))


def _plain(value: object) -> str:
    if type(value) is str:
        return value
    try:
        if isinstance(value, float):
            return f"{value:.2f}".rstrip("0").rstrip(".")
        return str.__str__(str(value))
    except Exception:  # noqa: BLE001 - whatever a value does, the rest of the sentence is said
        return "?"


# -- how a language counts
