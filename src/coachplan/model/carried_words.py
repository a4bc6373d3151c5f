"""
Values that speak by themselves: each carries the texts that its words are made of, and refuses to speak without any.

On its way to another process a value takes along only the texts that it can need, in every language. Knows nothing of
what is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

import attrs

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message, Texts

__all__ = ["NO_TEXTS", "Speaking"]

NO_TEXTS = Texts({})


class Speaking:
    """
    What is given texts to speak: a review and its parts. An attrs class with a field `_texts`, given as `texts`.
    """

    __slots__ = ()

    #: The keys, without their last part, of what it may say beside the messages that it holds.
    _says_also: tuple[str, ...] = ()

    @property
    def _words(self) -> Texts:
        # All words are made of these, so that no key is ever shown: to a family in an emergency least of all.
        texts: Texts = getattr(self, "_texts")  # noqa: B009 - a field of whoever inherits this
        if not any(texts.by_language.values()):
            name = type(self).__name__
            raise CoachplanError(
                Finding(
                    where=name,
                    what="it was read without the texts that its words are made of.",
                    hint=f"Read it with them: loads({name}, text, texts=engine.catalogue.words); "
                    "or give them to it: with_texts(value, engine.catalogue.words).",
                    code="no-texts",
                )
            )
        return texts

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self  # nothing in it ever changes

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {each.alias: getattr(self, each.name) for each in attrs.fields(type(self))}  # type: ignore[arg-type]
        fields["texts"] = fields["texts"].only({*_keys(self)}, below=self._says_also)
        return _arrived, (type(self), fields)


def _arrived(kind: Any, fields: dict[str, Any]) -> Any:
    return kind(**fields)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, Message):
        yield value.key
        yield from _keys(value.values)
    elif attrs.has(type(value)) and not isinstance(value, Texts):
        for each in attrs.fields(type(value)):
            yield from _keys(getattr(value, each.name))
    elif isinstance(value, Mapping):
        yield from _keys(tuple(value.values()))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for one in value:
            yield from _keys(one)
