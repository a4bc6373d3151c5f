"""
A language brought to somebody else: are the items there, are the sentences theirs, and is no sign left out.

Whoever reads notes in a language reads for every sign of those it speaks for, or for none: a note that was checked for
half of them would pass as safe. And whoever brings sentences adds them where the owner has none, and replaces nothing.
What is brought to somebody who is not there, or is blocked, is no mistake: it is left unused.
Does not know which languages there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coachplan.base.arguments import explained
from coachplan.base.errors import Finding, nearest, suggest
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.base.languages import base_language
from coachplan.base.messages import PLURAL, Text, gaps, stem_of
from coachplan.base.plurals import unreadable
from coachplan.knowledge.catalogue import Catalogue, namespaces_used
from coachplan.knowledge.checks import BRACES, OF_A_FOCUS
from coachplan.notes.brought_words import BROUGHT
from coachplan.notes.patterns import malformed, takes_out

__all__ = ["check_loans", "said_before", "untranslated"]

#: The languages that the core is written in: nobody else says anything of the core in them.
_OF_THE_CORE = ("en", "es")

#: Texts of the core that an alert, a pause, whom to call, or what could not be read or judged is said with; in another
#: language, too, they say all that the English says. (`core/because` holds the reason and the step of everything.)
_SAFETY = (
    "core/alert.",
    "core/help.",
    "core/missing.",
    "core/held-by-",
    "core/red-flag",
    "core/plugin-absent",
    "core/reading-broken",
    "core/queued-paused",
    "core/because",
    "core/do.pause",
    "core/do.ask-clinician",
    "core/ask",
    "core/why-not.paused",
)


@explained
def check_loans(
    part: Catalogue,
    whole: Catalogue,
    where: str = "",
    there: frozenset[str] | None = None,
    absent: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """
    Return what is wrong with the translations and phrases that *part* brings to others in *whole*.

    *there*: the namespaces whose items are all in it; where nothing is said, of whatever has any. *absent*: those of
    plugins that are blocked or failed, and so are no slip of the pen.
    """
    there = namespaces_used(whole) if there is None else there
    return (
        *_misspelt(part, where, there, frozenset(absent)),
        *_translations(part, whole, where, there),
        *_phrases(part, whole, where, there),
        *_turning(part, where),
        *_left_out(part, whole, where),
    )


def _misspelt(part: Catalogue, where: str, there: frozenset[str], absent: frozenset[str]) -> Iterator[Finding]:
    # Somebody who is not there is no mistake; a name that nobody has and that is like one that is, is one.
    given = (*(text.key for text in part.translations.values()), *(each.item for each in part.phrases.values()))
    for name in sorted({namespace_of(each) for each in given} - there - absent):
        close = nearest(name, there)
        if close is not None:
            what = f"it translates {name!r}, and nobody is called so."
            yield Finding(where=where, item="translates", what=what, hint=f"Did you mean {close!r}?", code="unknown-id")


@explained
def said_before(part: Catalogue, others: Mapping[str, Catalogue], where: str = "") -> tuple[Finding, ...]:
    """
    Return the texts of somebody else for which one of *others*, by name, brings other words in the same language.
    """
    return tuple(
        Finding(
            where=where,
            item=f"{text.key} ({text.language})",
            what=f"{name!r} brings words for this in {base_language(text.language)!r}, too.",
            hint="Use one of the two, or take this out of one.",
            code="unsound",
        )
        for name, other in others.items()
        for text in _differing(part, other)
    )


def _differing(part: Catalogue, other: Catalogue) -> Iterator[Text]:
    # All forms of one text belong together: a form more may be said in place of one that was there.
    there: dict[tuple[str, str], dict[str, str]] = {}
    for each in other.translations.values():
        there.setdefault((base_language(each.language), stem_of(each.key)), {})[each.key] = each.words
    for text in part.translations.values():
        known = there.get((base_language(text.language), stem_of(text.key)))
        if known is not None and known.get(text.key) != text.words:
            yield text


@explained
def untranslated(whole: Catalogue, language: str) -> tuple[str, ...]:
    """
    Return the keys of all texts for caregivers that have no words in *language*. Plural forms count as one text.
    """
    texts = whole.words.by_language
    there = {stem_of(text_key) for text_key in texts.get(language, {})}
    return tuple(sorted({stem_of(key) for key in texts.get("en", {}) if key not in whole.for_clinicians} - there))


def _translations(part: Catalogue, whole: Catalogue, where: str, there: frozenset[str]) -> Iterator[Finding]:
    own = whole.own_words.by_language
    english: dict[str, list[str]] = {}
    for text_key, words in own.get("en", {}).items():
        english.setdefault(stem_of(text_key), []).append(words)
    has = {(base_language(language), stem_of(text_key)) for language, known in own.items() for text_key in known}
    for text in part.translations.values():
        stem, base, item = stem_of(text.key), base_language(text.language), f"{text.key} ({text.language})"
        owner = namespace_of(stem)
        if (base, stem) in has or (owner == CORE_NAMESPACE and base in _OF_THE_CORE):
            what = f"{owner!r} has words of its own for this in {base!r}, and they stand."
            yield Finding(
                where=where,
                item=item,
                what=what,
                hint="Take it out: a language adds, and replaces nothing.",
                code="unsound",
            )
        elif stem == PLURAL:
            if wrong := unreadable(text.words):
                yield Finding(where=where, item=item, what=wrong, code="unsound")
        elif stem in english:
            yield from _values(text, english[stem], item, where, whole)
        elif owner in there:
            yield Finding(
                where=where,
                item=item,
                what="there is no such text in English.",
                hint=suggest(stem, english),
                code="unsound",
            )


def _values(text: Text, english: list[str], item: str, where: str, whole: Catalogue) -> Iterator[Finding]:
    try:
        used = gaps(text.words)
    except ValueError as error:
        yield Finding(where=where, item=item, what=f"{error}.", hint=BRACES, code="unsound")
        return
    forms = [gaps(words) for words in english]
    # A rule may be told with whatever is known of a focus, also where the English leaves it out.
    known = frozenset[str]().union(*forms, OF_A_FOCUS if text.key.partition("#")[0] in whole.rules else ())
    for name in sorted(used - known):
        yield Finding(
            where=where,
            item=item,
            what=f"there is no value {{{name}}} here.",
            hint=suggest(name, known),
            code="unsound",
        )
    if not _keeps_safe(stem_of(text.key), whole):
        return
    for name in sorted(frozenset.intersection(*forms) - used):
        what = f"the value {{{name}}} is left out, and the sentence is about safety."
        yield Finding(where=where, item=item, what=what, hint="Say it as the English does.", code="unsound")


def _keeps_safe(stem: str, whole: Catalogue) -> bool:
    if stem.startswith(_SAFETY):
        return True
    item, _, part_name = stem.partition("#")
    rule = whole.rules.get(item)
    pauses = rule is not None and rule.then == "pause"
    return part_name == "say" and (pauses or item in {**whole.flags, **whole.never_suggest, **whole.answers})


def _phrases(part: Catalogue, whole: Catalogue, where: str, there: frozenset[str]) -> Iterator[Finding]:
    listed = dict(whole.listed())
    looked_for = _looked_for(part)
    only_out: dict[tuple[str, str], str] = {}
    for phrasing in part.phrases.values():
        if phrasing.item not in listed and namespace_of(phrasing.item) in there:
            what = "there is no such flag, barrier or answer."
            yield Finding(
                where=where, item=phrasing.item, what=what, hint=suggest(phrasing.item, listed), code="unknown-id"
            )
        if phrasing.item in whole.flags and not whole.flags[phrasing.item].words:
            what = "no word list raises this flag: it is the second reader's."
            hint = "Give the words to the flag that they are a sign of."
            yield Finding(where=where, item=phrasing.item, what=what, hint=hint, code="unsound")
        for found in malformed([phrasing.phrase]):
            yield Finding(where=where, item=phrasing.item, what=str(found), code="unsound")
        if (phrasing.language, phrasing.item) not in looked_for:
            only_out.setdefault((phrasing.language, phrasing.item), phrasing.phrase)
    for (language, item), phrase in only_out.items():
        what = f"{phrase!r} takes words out, and no words are looked for in {language!r}."
        hint = "Give words for the sign, too, or take it out: what others look for stays."
        yield Finding(where=where, item=item, what=what, hint=hint, code="unsound")


def _turning(part: Catalogue, where: str) -> Iterator[Finding]:
    for each in part.turning.values():
        item = f"{each.kind} ({each.language})"
        if base_language(each.language) in _OF_THE_CORE:
            what = f"the core reads {base_language(each.language)!r} by words of its own, and they stand."
            yield Finding(
                where=where,
                item=item,
                what=what,
                hint="Take it out: a language adds, and replaces nothing.",
                code="unsound",
            )
        if each.kind not in BROUGHT:
            hint = suggest(each.kind, BROUGHT)
            yield Finding(where=where, item=item, what="there is no such kind of words.", hint=hint, code="unsound")
        for found in malformed(each.words):
            yield Finding(where=where, item=item, what=str(found), code="unsound")
        for phrase in filter(takes_out, each.words):
            what = f"{phrase!r} takes words out, and this is no word for a sign."
            yield Finding(where=where, item=item, what=what, hint="Write it without the mark.", code="unsound")


def _looked_for(part: Catalogue) -> set[tuple[str, str]]:
    return {(each.language, each.item) for each in part.phrases.values() if not takes_out(each.phrase)}


def _left_out(part: Catalogue, whole: Catalogue, where: str) -> Iterator[Finding]:
    said = _looked_for(part)
    spoken_for = {(language, namespace_of(item)) for language, item in said if item in whole.flags}
    for item, flag in whole.flags.items():
        for language, namespace in sorted(spoken_for):
            listed = not flag.words or language in flag.words or (language, item) in said
            if namespace_of(item) == namespace and not listed:
                what = f"no words in {language!r}, while other signs of {namespace} have some."
                yield Finding(
                    where=where,
                    item=item,
                    what=what,
                    hint="Give words for every sign, or for none.",
                    code="missing-words",
                )
