"""
Words in languages: a text has a key, a message has a key and values, and words are made when asked for.

Knows nothing of what the words are about. English is the language that is always complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter

from attrs import field, frozen

__all__ = ["Message", "Text", "Texts", "key"]


def key(item: str, part: str) -> str:
    """
    Return the key of one part of an item, such as `ot/pull-up-socks#steps.1.title`.
    """
    return f"{item}#{part}"


@frozen(kw_only=True)
class Text:
    """
    The words of one key in one language. A key ending in `.one` or `.other` is a plural form of the key before it.
    """

    key: str
    language: str
    words: str


def _as_pairs(values: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
    pairs = values.items() if isinstance(values, Mapping) else values
    return tuple(sorted((str(name), value) for name, value in pairs))


@frozen
class Message:
    """
    A key and the values that go into its words: strings, numbers, or messages of their own.
    """

    key: str
    values: tuple[tuple[str, object], ...] = field(default=(), converter=_as_pairs)


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
        for text in texts:
            gathered.setdefault(text.language, {}).setdefault(text.key, text.words)
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
        form = ("one" if count == 1 else "other") if isinstance(count, int | float) else None
        for tongue in _tongues(language):
            known = self.by_language.get(tongue, {})
            words = known.get(f"{message.key}.{form}") if form is not None else None
            words = known.get(message.key) if words is None else words
            if words is not None:
                return words
        return None


def _tongues(language: str) -> tuple[str, str, str]:
    return (language, language.partition("-")[0], "en")


def _plain(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return value
