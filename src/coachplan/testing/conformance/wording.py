"""
What a caregiver reads of a catalogue: is it plain, kind, whole in every language it begins.

Reading level is the Flesch-Kincaid grade, with the syllables of syllapy, a library of the extra `coachplan[testing]`.
Knows nothing of how a plugin is loaded, or of what a rule decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from string import Formatter

from coachplan.base.errors import Finding, missing_extra
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.kinds import KINDS
from coachplan.model.flags import RedFlag
from coachplan.model.strategies import Barrier

__all__ = ["MOST_GRADE", "check_wording", "grade"]

#: A whole plugin reads at sixth grade or below, and so does each item and each text. Below ten words one long word
#: decides, so these count only in the whole.
MOST_GRADE = 6.0
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

_GAPS_OF_RULES = frozenset(
    "child step next_step skill strategy new_strategy routine new_routine successes tries days counted apart".split()
)
_GAPS = frozenset({"child", "interest"})


def check_wording(catalogue: Catalogue) -> Iterator[Finding]:
    """
    Yield what is wrong with the words of *catalogue*: unkind, hard to read, or missing in a language it begins.
    """
    shown = {language: _shown(catalogue, texts) for language, texts in catalogue.words.by_language.items()}
    english = shown.get("en", {})
    owners = frozenset(item_id for _, item_id, _ in catalogue.items())
    for language, texts in sorted(shown.items()):
        for text_key, words in texts.items():
            yield from _kind(catalogue, owners, text_key, words, language)
    yield from _plain(english)
    yield from _english_whole(catalogue)
    yield from _languages(catalogue, english, shown)


def _shown(catalogue: Catalogue, texts: Mapping[str, str]) -> dict[str, str]:
    return {text_key: words for text_key, words in sorted(texts.items()) if text_key not in catalogue.for_clinicians}


# -- kind


def _kind(
    catalogue: Catalogue, owners: AbstractSet[str], text_key: str, words: str, language: str
) -> Iterator[Finding]:
    item = f"{text_key} ({language})"
    if "!" in words or "¡" in words:
        yield Finding(item=item, what="an exclamation mark.", hint="Say it calmly.", code="unsound")
    owner = text_key.partition("#")[0]
    gaps = _GAPS_OF_RULES if owner in catalogue.rules else _GAPS
    try:
        used = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        used = set()
        yield Finding(
            item=item,
            what="the curly brackets do not close.",
            hint="Write {child}, or double the bracket.",
            code="unsound",
        )
    if owner in owners:
        for name in sorted(used - gaps):
            yield Finding(
                item=item, what=f"nothing fills {{{name}}}.", hint=f"Known: {', '.join(sorted(gaps))}.", code="unsound"
            )
    if language != "en":
        return
    for word in FORBIDDEN:
        if _contains(word, words):
            yield Finding(item=item, what=f"{word!r} judges.", hint="Say what was seen.", code="unsound")
    if owner in catalogue.flags:
        for word in DIAGNOSES:
            if _contains(word, words):
                hint = "Say what to do, not what it might be."
                yield Finding(item=item, what=f"{word!r} names a condition.", hint=hint, code="unsound")


def _contains(word: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", words, re.IGNORECASE) is not None


# -- plain


def _plain(english: Mapping[str, str]) -> Iterator[Finding]:
    # Each sentence or two by itself, each item, and everything together.
    read: dict[str, list[str]] = {text_key: [words] for text_key, words in english.items()}
    for text_key, words in english.items():
        read.setdefault(text_key.partition("#")[0], []).append(words)
    read[""] = list(english.values())
    for item, texts in sorted(read.items()):
        level = round(grade(*texts), 1) if sum(len(text.split()) for text in texts) >= _TOO_SHORT else 0.0
        if level > MOST_GRADE:
            reads = "it reads" if item else "as a whole it reads"
            yield Finding(
                item=item,
                what=f"{reads} at grade {level:.1f} (Flesch-Kincaid); at most {MOST_GRADE:.0f}.",
                hint="Use shorter sentences and shorter words.",
                code="unsound",
            )


def grade(*texts: str) -> float:
    """
    Return the Flesch-Kincaid grade of English texts taken together, each ending with a full stop; 0 without words.

    Grade = 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others 1975), with the syllables that
    `syllapy` counts; a sentence of one or two words is not counted as one. Raises `CoachplanError` where syllapy is not
    installed.
    """
    try:
        import syllapy  # noqa: PLC0415 - an extra
    except ImportError:
        raise missing_extra("testing", "syllapy") from None
    # What fills a gap is not known here: a name of one syllable stands for it.
    plain = (re.sub(r"\{[^}]*\}", "Sam", text.replace("’", "'")) for text in texts)
    sentences = [re.findall(r"\w[\w'-]*", each) for text in plain for each in re.split(r"[.?!]", text)]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    counted = max(1, sum(len(sentence) > 2 for sentence in sentences))
    syllables = sum(max(1, syllapy.count(word)) for word in words)  # a number, of which it knows none, is one
    level: float = 0.39 * len(words) / counted + 11.8 * syllables / len(words) - 15.59
    return level


# -- whole


def _english_whole(catalogue: Catalogue) -> Iterator[Finding]:
    for kind in KINDS:
        for item, value in getattr(catalogue, kind.shelf).items():
            for part in kind.needed:
                if not str(getattr(value, part) or "").strip():
                    hint = "Write a short sentence for the caregiver."
                    yield Finding(item=item, what=f"{part!r} is empty.", hint=hint, code="missing-words")
    for skill in catalogue.skills.values():
        for number, win in enumerate(skill.tiny_wins, start=1):
            if not win.strip():
                hint = "Write something small that a caregiver could notice, or leave it out."
                yield Finding(
                    item=f"{skill.id}: tiny_wins, number {number}", what="it is empty.", hint=hint, code="missing-words"
                )
    for rule in catalogue.rules.values():
        if rule.then is not None and not rule.say.strip():
            yield Finding(
                item=rule.id,
                what="'say' is empty.",
                hint="Say to the caregiver what follows and why.",
                code="missing-words",
            )


def _languages(
    catalogue: Catalogue, english: Mapping[str, str], shown: Mapping[str, Mapping[str, str]]
) -> Iterator[Finding]:
    begun = sorted({text.language for text in catalogue.texts.values()} - {"en"})
    for language in begun:
        there = shown.get(language, {})
        for text_key in sorted(set(english) - set(there)):
            hint = f"In English: {english[text_key]!r}"
            yield Finding(item=f"{text_key} ({language})", what="not translated.", hint=hint, code="missing-words")
        for text_key in sorted(set(there) - set(english)):
            if not text_key.endswith((".one", ".other")):
                yield Finding(item=f"{text_key} ({language})", what="there is no such text in English.", code="unsound")
    for item, value in catalogue.listed():
        if not value.words and isinstance(value, RedFlag | Barrier) and value.tags:
            continue  # raised by a tag alone, in any language
        # A flag that knows no Spanish reads nothing in a Spanish note, whatever else was translated.
        for language in sorted({"en", "es", *begun} if isinstance(value, RedFlag) else {"en", *begun}):
            if not value.words.get(language):
                yield Finding(
                    item=item, what=f"no words in {language!r}.", hint="Add what families write.", code="missing-words"
                )
