"""
Words in languages: a text has a key, a message has a key and values, and words are made when asked for.

Knows nothing of what the words are about. English is the language that is always complete. How a language counts is a
text of that language too, so that no language is written into the code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from string import Formatter

from attrs import field, frozen

from coachplan.errors import CoachplanError, Finding
from coachplan.shapes import Unfit, listed, text
from coachplan.telling import found, place_name, shown

__all__ = ["FORMS", "PLURAL", "Message", "Text", "Texts", "counts_as", "key", "unreadable"]

#: The plural forms that a language may have, by the names that the Unicode CLDR gives them. `other` is always there.
FORMS = ("zero", "one", "two", "few", "many", "other")

#: Under this key and the name of a form a language says for which numbers it is: `core/plural.few`.
PLURAL = "core/plural"

#: A language that says nothing of it counts as English does: one, and all others.
_LIKE_ENGLISH = (("one", "n = 1"),)


def key(item: str, part: str) -> str:
    """
    Return the key of one part of an item, such as `ot/pull-up-socks#steps.1.title`.
    """
    return f"{item}#{part}"


@frozen(kw_only=True)
class Text:
    """
    The words of one key in one language. A key ending in `.one`, `.other` or another of the `FORMS` is a plural form of
    the key before it.
    """

    key: str
    language: str
    words: str


def _as_pairs(values: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
    pairs = tuple(values.items()) if isinstance(values, Mapping) else listed(values)
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
        raise CoachplanError(Finding(item="values", what="found values without names.", mend="Give values by name."))
    return tuple(sorted((str(name), value) for name, value in pairs))


def _can_be_kept(_instance: object, _attribute: object, values: Iterable[tuple[str, object]]) -> None:
    # What cannot be written down again would spoil the whole document that the message stands in.
    for name, value in values:
        if value is not None and not isinstance(value, str | int | float | Message):
            raise Unfit(
                f"values.{place_name(name)}", f"found {found(value)}.", "Expected a text, a number or a message."
            )


@frozen
class Message:
    """
    A key and the values that go into its words: strings, numbers, or messages of their own.
    """

    key: str = field(validator=text, repr=shown)
    values: tuple[tuple[str, object], ...] = field(default=(), converter=_as_pairs, validator=_can_be_kept, repr=False)


class _Gaps(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


@frozen
class Texts:
    """
    Every text there is, by language and key. Never changes.
    """

    by_language: Mapping[str, Mapping[str, str]]

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

    def find(self, text_key: str, language: str) -> str | None:
        """
        Return the words in *language*, else in its base language (`es` for `es-MX`), else in English, else None.
        """
        for tongue in _tongues(language):
            words = self.by_language.get(tongue, {}).get(text_key)
            if words is not None:
                return words
        return None

    def say(self, message: Message, language: str = "en") -> str:
        """
        Return the words of *message* in *language*. A value called `n` chooses between the plural forms.
        """
        values = _Gaps(
            (name, self.say(value, language) if isinstance(value, Message) else _plain(value))
            for name, value in message.values
        )
        template = self._template(message, language)
        return Formatter().vformat(template, (), values) if template is not None else message.key

    def _template(self, message: Message, language: str) -> str | None:
        # In one language after the other: its plural form, else its plain words, before another language is tried.
        count = dict(message.values).get("n")
        for tongue in _tongues(language):
            known = self.by_language.get(tongue, {})
            words = None
            if isinstance(count, int | float):
                words = known.get(f"{message.key}.{self._form(tongue, count)}", known.get(f"{message.key}.other"))
            words = known.get(message.key) if words is None else words
            if words is not None:
                return words
        return None

    def _form(self, tongue: str, count: float) -> str:
        own = self.by_language.get(tongue, {})
        said = tuple((form, own[f"{PLURAL}.{form}"]) for form in FORMS[:-1] if f"{PLURAL}.{form}" in own)
        if not said and "-" in tongue:
            return self._form(tongue.partition("-")[0], count)
        return next((form for form, rule in said or _LIKE_ENGLISH if counts_as(rule, count)), FORMS[-1])


def _tongues(language: str) -> tuple[str, str, str]:
    return (language, language.partition("-")[0], "en")


def _plain(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return value


# -- how a language counts


def counts_as(rule: str, count: float) -> bool:
    """
    Say whether *count* is a number of the form that *rule* describes, such as `n % 10 = 2..4 and n % 100 != 12..14`.

    The notation is that of the plural rules of the Unicode CLDR: `n` is the number, `i` its whole part, `%` the
    remainder; `=` and `!=` take numbers and ranges with commas between; `and` binds closer than `or`. Raises
    `ValueError` with a sentence where a rule cannot be read.
    """
    return _counter(rule)(count)


def unreadable(rule: object) -> str:
    """
    Return what is wrong with a plural rule, as a sentence; nothing where it can be read.
    """
    try:
        counts_as(str(rule), 1)
    except ValueError as error:
        return f"{error}."
    return ""


_RELATION = re.compile(r"(n|i)(?:\s*%\s*([1-9]\d*))?\s*(!?=)\s*(\d+(?:\.\.\d+)?(?:\s*,\s*\d+(?:\.\.\d+)?)*)")


@lru_cache(maxsize=256)
def _counter(rule: str) -> Callable[[float], bool]:
    either = [[_relation(part.strip(), rule) for part in side.split(" and ")] for side in rule.split(" or ")]
    return lambda count: any(all(holds(count) for holds in side) for side in either)


def _relation(part: str, rule: str) -> Callable[[float], bool]:
    found = _RELATION.fullmatch(part)
    if found is None:
        raise ValueError(f"{part!r} in {rule!r} is no rule for a number; write it as: n % 10 = 2..4")
    operand, divisor, sign, listed = found.groups()
    ranges = [each.strip().partition("..") for each in listed.split(",")]
    bounds = [(int(low), int(high or low)) for low, _, high in ranges]

    def holds(count: float) -> bool:
        value = abs(count)
        if operand == "i":
            value = int(value)
        if divisor:
            value %= int(divisor)
        # A number with a fraction is in no list of whole ones: 2.5 is not in 2..4.
        inside = any(low <= value <= high and value == int(value) for low, high in bounds)
        return inside if sign == "=" else not inside

    return holds
