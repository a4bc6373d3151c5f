"""
What a value says: its messages in words, out of the texts that came with it.

A document holds messages and no texts, so what was read from one has to be given them before it speaks: raw keys in the
place of an emergency number would be worse than an error. Makes words. Decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, SupportsIndex, TypeVar, cast

import attrs

from coachplan.base.arguments import checked
from coachplan.base.copies import kept_parts
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message, Texts
from coachplan.base.packing import packed, unpacked
from coachplan.base.when_asked import WhenAsked

__all__ = ["NO_TEXTS", "WROTE", "WROTE_ON", "pickled", "said_once", "speak", "with_texts"]

T = TypeVar("T")

NO_TEXTS = Texts({})


def speak(texts: Texts, message: Message, language: str = "en") -> str:
    """
    Return the words of a message. Raises `CoachplanError` where there are no texts at all.
    """
    if not any(texts.by_language.values()):
        hint = "Read it with texts=engine.catalogue.words, or use with_texts(value, engine.catalogue.words)."
        raise CoachplanError(
            Finding(what="this came out of a document, without the words to speak in.", hint=hint, code="without-words")
        )
    return texts.say(message, language)


#: What was written in a note, as it was written: on which day, and as older alerts have it, without.
WROTE_ON, WROTE = "core/alert.wrote-on", "core/alert.wrote"

_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) +")


def said_once(messages: Iterable[Message], say: Callable[[Message], str]) -> str:
    """
    Return the words of an alert. A sentence that several flags have is said once; what was written stays whole.
    """
    told: dict[str, None] = {}
    for message in messages:
        words = say(message)
        told.update(dict.fromkeys([words] if message.key in (WROTE_ON, WROTE) else _SENTENCE_ENDS.split(words)))
    return " ".join(told)


@checked
def with_texts(value: T, texts: Texts) -> T:
    """
    Return a value that speaks out of *texts*, with all that it holds: a review, a suggestion, an alert, what is
    missing, a why-not. What does not speak is returned as it is.

    Raises `CoachplanError` where *texts* are none.
    """
    return _with(value, texts)


def _with(value: T, texts: Texts) -> T:
    # Part by part, since whatever holds texts was looked at when it was made, and each review has many.
    if not _speaks(cast(Any, type(value))):
        return value
    made = object.__new__(type(value))
    for name, take, keep in kept_parts(cast(Any, type(value))):
        part = take(value)
        if name == "_texts":
            part = texts
        elif type(part) is tuple and part and _speaks(cast(Any, type(part[0]))):
            part = tuple([_with(each, texts) for each in part])
        keep(made, part)
    return made


@cache
def _speaks(kind: Any) -> bool:
    return hasattr(kind, "_texts")


def pickled(value: Any, protocol: SupportsIndex) -> Any:
    """
    Pickle a value with those texts alone that it can need, in every language, and not with all there are; packed, as
    far as it can be.
    """
    if not any(value._texts.by_language.values()):  # noqa: SLF001 - of the values that speak, and of nothing else
        return object.__reduce_ex__(value, protocol)
    said = frozenset(message.key for message in _messages_in(value))
    # What is said in other words to a clinician, or to whoever else may look, may still be asked for.
    needed = said | {f"{key}.{way}" for key in said for way in ("told", "others")}
    families = getattr(value, "says", ())  # whole families of texts, for what makes its sentences when it is asked
    bare, texts = with_texts(value, NO_TEXTS), value._texts.only(needed, families)  # noqa: SLF001 - as above
    sent = packed(bare, NO_TEXTS)
    return (with_texts, (bare, texts)) if sent is None else (_received, (*sent, texts))


def _received(classes: tuple[type, ...], content: bytes, texts: Texts) -> Any:
    return with_texts(unpacked(classes, content, NO_TEXTS), texts)


#: What is most of every value, and says nothing.
_SILENT = frozenset((str, int, float, bool, type(None), date, Texts))


def _messages_in(value: object) -> Iterator[Message]:
    waiting: list[Any] = [value]
    while waiting:
        part = waiting.pop()
        kind = type(part)
        if kind in _SILENT:
            continue
        if kind is Message:
            yield part
            waiting += [each for _, each in part.values]
        elif isinstance(part, tuple | WhenAsked):
            waiting += part
        elif attrs.has(kind):
            waiting += [getattr(part, name) for name, *_ in kept_parts(kind)]
            waiting += getattr(part, "may_say", ())
