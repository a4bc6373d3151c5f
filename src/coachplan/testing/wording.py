"""
What a caregiver reads of a catalogue: is it plain, kind, whole in every language it begins.

Reading level is the Flesch-Kincaid grade. Knows nothing of how a plugin is loaded, or of what a rule decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from coachplan.catalogue import Catalogue
from coachplan.errors import Finding

__all__ = ["check_wording", "grade", "syllables"]

#: A whole plugin reads at sixth grade or below; so does each longer item. A short item may come out higher by one
#: long word, and an item below ten words says nothing about its level.
MOST_GRADE = 6.0
MOST_GRADE_SHORT = 8.0
_SHORT = 30
_TOO_SHORT = 10

#: Words that judge a child or a caregiver, in texts for caregivers.
FORBIDDEN = ("normal", "normally", "abnormal", "compliance", "compliant", "failed", "failure", "mastered", "disorder")

#: Names of conditions: the sentence of a flag says what to do, never what it might be.
DIAGNOSES = (
    "anaphylaxis",
    "apraxia",
    "aspiration",
    "aspirating",
    "autism",
    "autistic",
    "cerebral palsy",
    "concussion",
    "dyspraxia",
    "epilepsy",
    "epileptic",
    "meningitis",
    "pneumonia",
    "regression",
    "syndrome",
)

#: What stands for the clinician, or is a number of ours: never shown to a caregiver.
_NOT_SHOWN = ("basis",)

_GAPS_OF_RULES = frozenset(
    "child step next_step skill strategy new_strategy routine new_routine successes tries days".split()
)
_GAPS = frozenset({"child", "interest"})


def check_wording(catalogue: Catalogue) -> Iterator[Finding]:
    """
    Yield what is wrong with the words of *catalogue*: unkind, hard to read, or missing in a language it begins.
    """
    shown = {language: _shown(catalogue, texts) for language, texts in catalogue.words.by_language.items()}
    english = shown.get("en", {})
    for language, texts in sorted(shown.items()):
        for text_key, words in texts.items():
            yield from _kind(catalogue, text_key, words, language)
    yield from _plain(english)
    yield from _english_whole(catalogue)
    yield from _languages(catalogue, english, shown)


def _shown(catalogue: Catalogue, texts: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text_key, words in sorted(texts.items()):
        item, _, part = text_key.partition("#")
        if part.partition(".")[0] not in _NOT_SHOWN and item not in catalogue.parameters:
            found[text_key] = words
    return found


# -- kind


def _kind(catalogue: Catalogue, text_key: str, words: str, language: str) -> Iterator[Finding]:
    item = f"{text_key} ({language})"
    if "!" in words or "¡" in words:
        yield Finding(item=item, what="an exclamation mark.", mend="Say it calmly.")
    owner = text_key.partition("#")[0]
    gaps = _GAPS_OF_RULES if owner in catalogue.rules else _GAPS
    try:
        used = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        used = set()
        yield Finding(item=item, what="the curly brackets do not close.", mend="Write {child}, or double the bracket.")
    if owner in {item_id for _, item_id, _ in catalogue.items()}:
        for name in sorted(used - gaps):
            yield Finding(item=item, what=f"nothing fills {{{name}}}.", mend=f"Known: {', '.join(sorted(gaps))}.")
    if language != "en":
        return
    for word in FORBIDDEN:
        if _contains(word, words):
            yield Finding(item=item, what=f"{word!r} judges.", mend="Say what was seen.")
    if owner in catalogue.flags:
        for word in DIAGNOSES:
            if _contains(word, words):
                mend = "Say what to do, not what it might be."
                yield Finding(item=item, what=f"{word!r} names a condition.", mend=mend)


def _contains(word: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", words, re.IGNORECASE) is not None


# -- plain


def _plain(english: Mapping[str, str]) -> Iterator[Finding]:
    by_item: dict[str, list[str]] = {}
    for text_key, words in english.items():
        by_item.setdefault(text_key.partition("#")[0], []).append(words)
    for item, texts in sorted(by_item.items()):
        counted = sum(len(_words(text)) for text in texts)
        if counted < _TOO_SHORT:
            continue
        most = MOST_GRADE_SHORT if counted < _SHORT else MOST_GRADE
        level = grade(*texts)
        if level > most:
            yield Finding(
                item=item,
                what=f"it reads at grade {level:.1f} (Flesch-Kincaid); at most {most:.0f} here.",
                mend="Use shorter sentences and shorter words.",
            )
    every = [text for texts in by_item.values() for text in texts]
    level = grade(*every)
    if sum(len(_words(text)) for text in every) >= _TOO_SHORT and level > MOST_GRADE:
        yield Finding(
            what=f"as a whole it reads at grade {level:.1f} (Flesch-Kincaid); at most {MOST_GRADE:.0f}.",
            mend="Use shorter sentences and shorter words.",
        )


def grade(*texts: str) -> float:
    """
    Return the Flesch-Kincaid grade of English texts taken together; each text is one sentence at least.

    Grade = 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid and others 1975). Approximate, since
    syllables are counted by groups of vowels; 0 where there are no words.
    """
    words = [word for text in texts for word in _words(text)]
    if not words:
        return 0.0
    sentences = sum(max(1, len([part for part in re.split(r"[.?!:;]+", text) if _words(part)])) for text in texts)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def _words(text: str) -> list[str]:
    # What fills a gap is not known here: a name of one syllable stands for it.
    return re.findall(r"[A-Za-z]+(?:'[A-Za-z]+)?", re.sub(r"\{[^}]*\}", "Sam", text.replace("’", "'")))


def syllables(word: str) -> int:
    """
    Return about how many syllables an English word has: groups of vowels, less a silent ending, at least one.
    """
    plain = word.lower().removesuffix("'s")
    groups = len(re.findall(r"[aeiouy]+", plain))
    return max(1, groups - (_SILENT_END.search(plain) is not None))


# A last e is silent (make), but not after a consonant and l (table); so are -ed (pulled) and -es (makes), but not where
# they need a voice of their own (handed, dishes).
_SILENT_END = re.compile(r"(?:[^aeiouy]|[aeiouy]l)(?<![^aeiouy]l)e$|[^aeiouytd]ed$|[^aeiouysxzcg](?<![cs]h)es$")


# -- whole


def _english_whole(catalogue: Catalogue) -> Iterator[Finding]:
    for shelf, item, value in catalogue.items():
        for part in _NEEDED.get(shelf, ()):
            if not str(getattr(value, part) or "").strip():
                yield Finding(item=item, what=f"{part!r} is empty.", mend="Write a short sentence for the caregiver.")
    for rule in catalogue.rules.values():
        if rule.then is not None and not rule.say.strip():
            yield Finding(item=rule.id, what="'say' is empty.", mend="Say to the caregiver what follows and why.")


_NEEDED: Mapping[str, tuple[str, ...]] = {
    "skills": ("title",),
    "strategies": ("title", "what", "when", "why"),
    "flags": ("say",),
    "barriers": ("ask",),
    "never_suggest": ("say",),
    "answers": ("say",),
    "tags": ("title",),
    "routine_kinds": ("title",),
}


def _languages(
    catalogue: Catalogue, english: Mapping[str, str], shown: Mapping[str, Mapping[str, str]]
) -> Iterator[Finding]:
    begun = sorted({text.language for text in catalogue.texts.values()} - {"en"})
    for language in begun:
        there = shown.get(language, {})
        for text_key in sorted(set(english) - set(there)):
            mend = f"In English: {english[text_key]!r}"
            yield Finding(item=f"{text_key} ({language})", what="not translated.", mend=mend)
        for text_key in sorted(set(there) - set(english)):
            if not text_key.endswith((".one", ".other")):
                yield Finding(item=f"{text_key} ({language})", what="there is no such text in English.")
    for shelf, item, value in catalogue.items():
        if shelf not in ("flags", "barriers", "answers", "never_suggest"):
            continue
        if not value.words and shelf in ("flags", "barriers") and value.tags:
            continue  # raised by a tag alone, in any language
        # A flag that knows no Spanish reads nothing in a Spanish note, whatever else was translated.
        for language in sorted({"en", "es", *begun} if shelf == "flags" else {"en", *begun}):
            if not value.words.get(language):
                yield Finding(item=item, what=f"no words in {language!r}.", mend="Add what families write.")
