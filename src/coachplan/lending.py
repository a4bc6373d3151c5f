"""
A language brought to somebody else: are the items there, are the sentences theirs, and is no sign left out.

Whoever reads notes in a language reads for every sign of those it speaks for, or for none: a note that was checked for
half of them would pass as safe. Does not know which languages there are, or who brought one.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from coachplan.catalogue import Catalogue
from coachplan.errors import Finding
from coachplan.ids import namespace_of, suggest
from coachplan.phrases import malformed
from coachplan.texts import FORMS, PLURAL, Text

__all__ = ["check_loans", "untranslated"]


def check_loans(part: Catalogue, whole: Catalogue, where: str = "") -> tuple[Finding, ...]:
    """
    Return what is wrong with the translations and phrases that *part* brings to others in *whole*.
    """
    return (*_translations(part, whole, where), *_phrases(part, whole, where), *_left_out(part, whole, where))


def untranslated(whole: Catalogue, language: str) -> tuple[str, ...]:
    """
    Return the keys of all texts for caregivers that have no words in *language*. Plural forms count as one text.
    """
    texts = whole.words.by_language
    there = {_stem(text_key) for text_key in texts.get(language, {})}
    shown = (
        key
        for key in texts.get("en", {})
        if not key.endswith("#basis") and key.partition("#")[0] not in whole.parameters
    )
    return tuple(sorted({_stem(key) for key in shown} - there))


def _stem(text_key: str) -> str:
    stem, _, form = text_key.rpartition(".")
    return stem if stem and form in FORMS else text_key


def _translations(part: Catalogue, whole: Catalogue, where: str) -> Iterator[Finding]:
    english: dict[str, str] = {}
    for text_key, words in whole.words.by_language.get("en", {}).items():
        english[_stem(text_key)] = english.get(_stem(text_key), "") + words
    for text in part.translations.values():
        stem, item = _stem(text.key), f"{text.key} ({text.language})"
        if stem == PLURAL:
            continue
        if stem not in english:
            yield Finding(where=where, item=item, what="there is no such text in English.", mend=suggest(stem, english))
            continue
        yield from _gaps(text, english[stem], item, where)


def _gaps(text: Text, english: str, item: str, where: str) -> Iterator[Finding]:
    try:
        gaps = {name for _, name, _, _ in Formatter().parse(text.words) if name is not None}
    except ValueError as error:
        mend = "Write a value in braces as {child}, and a plain brace twice."
        yield Finding(where=where, item=item, what=f"the sentence cannot be filled in: {error}.", mend=mend)
        return
    known = {name for _, name, _, _ in Formatter().parse(english) if name is not None}
    for name in sorted(gaps - known):
        yield Finding(where=where, item=item, what=f"there is no value {{{name}}} here.", mend=suggest(name, known))


def _phrases(part: Catalogue, whole: Catalogue, where: str) -> Iterator[Finding]:
    listed = {**whole.flags, **whole.barriers, **whole.never_suggest, **whole.answers}
    for phrasing in part.phrases.values():
        if phrasing.item not in listed:
            what = "there is no such flag, barrier or answer."
            yield Finding(where=where, item=phrasing.item, what=what, mend=suggest(phrasing.item, listed))
        for found in malformed([phrasing.phrase]):
            yield Finding(where=where, item=phrasing.item, what=str(found))


def _left_out(part: Catalogue, whole: Catalogue, where: str) -> Iterator[Finding]:
    said = {(each.language, each.item) for each in part.phrases.values() if each.item in whole.flags}
    spoken_for = {(language, namespace_of(item)) for language, item in said}
    for item, flag in whole.flags.items():
        for language, namespace in sorted(spoken_for):
            listed = not flag.words or language in flag.words or (language, item) in said
            if namespace_of(item) == namespace and not listed:
                what = f"no words in {language!r}, while other signs of {namespace} have some."
                yield Finding(where=where, item=item, what=what, mend="Give words for every sign, or for none.")
