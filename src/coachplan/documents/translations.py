"""
The words of a folder: its own texts and translations, and what it says in a language for items of somebody else.

A translation of one's own items must have its English beside it. A file that says whom it translates (`translates`)
brings a language to others: whether those items are there is asked where all contributions meet.
"""

from __future__ import annotations

from typing import Any

from attrs import define, field

from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.ids import namespace_of
from coachplan.base.languages import language_code
from coachplan.base.messages import FORMS, PLURAL, Text, key, stem_of
from coachplan.base.plurals import unreadable
from coachplan.knowledge.kinds import KINDS, STEP_WORDS
from coachplan.model.flags import Phrasing, Turning
from coachplan.model.skills import Skill
from coachplan.notes.brought_words import BROUGHT

__all__ = ["Words"]

_TABLES = frozenset(kind.table for kind in KINDS if kind.table)
_EVERY_PART = tuple(dict.fromkeys(part for kind in KINDS for part in kind.parts))
_HEAD = ("format", "contract", "language", "translates")


@define
class Words:
    """
    The words of one folder while it is being read. *items* are its own, by id: which parts are words, and the value.
    """

    findings: list[Finding]
    items: dict[str, tuple[tuple[str, ...], Any]] = field(factory=dict)  # None for one that could not be read
    texts: list[Text] = field(factory=list)
    translations: list[Text] = field(factory=list)
    phrases: list[Phrasing] = field(factory=list)
    turning: list[Turning] = field(factory=list)
    said: set[tuple[str, str]] = field(factory=set)  # (language, key)
    others: frozenset[str] = frozenset()  # whose items the file at hand translates
    whole: bool = True  # every file was read; else what is missing is told already, and not its echoes

    def find(self, where: str, item: str, what: str, hint: str = "", *, code: str = "unsound") -> None:
        """
        Note a mistake.
        """
        self.findings.append(Finding(where=where, item=item, what=what, hint=hint, code=code))

    def read_translations(self, where: str, raw: dict[str, Any]) -> None:
        """
        Read one file of translations.
        """
        language = self.language(where, raw)
        if not language:
            return
        self.others = self.named(where, raw.get("translates", []))
        english = {text.key for text in self.texts if text.language == "en"}
        for item, parts in raw.items():
            if item in _HEAD:
                continue
            if item == "text":
                self.read_texts(where, parts, language, english)
            elif item in _TABLES or item == "source":
                what = "a file of translations holds only texts."
                self.find(where, item, what, "Move it to a file that has no language.")
            elif item not in self.items and namespace_of(item) not in self.others and not self.whole:
                continue
            elif item not in self.items and namespace_of(item) not in self.others:
                hint = (
                    suggest(item, self.items) if self.items else 'Say whom the file translates: translates = ["core"].'
                )
                self.find(where, item, "there is no such item in this folder to translate.", hint, code="unknown-id")
            elif not isinstance(parts, dict):
                self.find(
                    where, item, "this is not a table of texts.", f'Begin it with ["{item}"].', code="not-a-table"
                )
            else:
                self.read_translation(where, language, item, parts)
        self.others = frozenset()

    def language(self, where: str, raw: dict[str, Any]) -> str:
        """
        Return the language of a file; empty where it is none.
        """
        written: Any = raw.get("language")
        try:
            return language_code(written)
        except CoachplanError:
            self.find(where, "language", f"found {written!r}.", "Expected a code such as 'es'.", code="unknown-word")
        return ""

    def read_turning(self, where: str, raw: dict[str, Any]) -> None:
        """
        Read one file of the words that turn a sign around in a language: what denies, what is past or feared.
        """
        language = self.language(where, raw)
        tables = {name: table for name, table in raw.items() if name not in _HEAD}
        for name, table in tables.items():
            if name != "turning":
                self.find(
                    where,
                    name,
                    "there is no such table.",
                    suggest(name, ["turning"]) or "Write [turning].",
                    code="unknown-field",
                )
            elif not isinstance(table, dict):
                self.find(where, name, "this is not a table of words.", "Begin it with [turning].", code="not-a-table")
            else:
                for kind, phrases in table.items():
                    self.read_kind(where, language, kind, phrases)
        if not tables:
            self.find(
                where, "turning", "there are no words in this file.", "Begin them with [turning].", code="missing-words"
            )

    def read_kind(self, where: str, language: str, kind: str, phrases: Any) -> None:
        """
        Read the words of one kind.
        """
        if kind not in BROUGHT:
            hint = suggest(kind, BROUGHT) or f"There are {', '.join(BROUGHT)}."
            self.find(where, f"turning: {kind}", "there is no such kind of words.", hint, code="unknown-word")
        elif not isinstance(phrases, list) or not all(isinstance(each, str) and each.strip() for each in phrases):
            self.find(
                where,
                f"turning: {kind}",
                f"found {phrases!r}.",
                'Expected words, such as ["nao", "nunca"].',
                code="not-a-list",
            )
        elif language:
            self.turning.append(Turning(kind, language, phrases))

    def named(self, where: str, names: Any) -> frozenset[str]:
        """
        Return whom a file translates: namespaces such as `core`.
        """
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            self.find(
                where,
                "translates",
                f"found {names!r}.",
                'Expected namespaces, such as ["core", "ot"].',
                code="not-a-list",
            )
            return frozenset()
        return frozenset(names)

    def read_translation(self, where: str, language: str, item: str, parts: dict[str, Any]) -> None:
        """
        Read the words of one item.
        """
        known, value = self.items.get(item, (_EVERY_PART, None))
        for part, words in parts.items():
            if part == "words" and item not in self.items:
                self.read_phrases(where, language, item, words)
            elif part not in known:
                self.find(
                    where,
                    f"{item}: {part}",
                    "there is no such text to translate.",
                    suggest(part, known),
                    code="unknown-field",
                )
            elif part == "steps":
                self.read_steps(where, language, item, words, value)
            elif part == "tiny_wins":
                self.read_tiny_wins(where, language, item, words, value)
            elif value is not None and not getattr(value, part):
                self.find(where, f"{item}: {part}", "this has no words in English to translate.", code="missing-words")
            else:
                self.add(where, f"{item}: {part}", key(item, part), language, words)

    def read_phrases(self, where: str, language: str, item: str, phrases: Any) -> None:
        """
        Read more words for a flag, barrier or answer of somebody else.
        """
        if not isinstance(phrases, list) or not all(isinstance(each, str) and each.strip() for each in phrases):
            self.find(
                where,
                f"{item}: words",
                f"found {phrases!r}.",
                'Expected phrases, such as ["chok*"].',
                code="not-a-list",
            )
            return
        self.phrases += [Phrasing(item, language, phrase) for phrase in phrases]

    def read_steps(self, where: str, language: str, item: str, steps: Any, skill: Skill | None) -> None:
        """
        Read the words of the steps of a skill.
        """
        if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
            hint = "Write [ { title = ..., look_for = ... }, ... ]."
            self.find(where, f"{item}: steps", "this is not a list of steps.", hint, code="not-a-list")
            return
        if skill is not None and len(steps) > len(skill.steps):
            what = f"{len(steps)} steps are translated, but the skill has {len(skill.steps)}."
            self.find(where, f"{item}: steps", what)
        for number, step in enumerate(steps, start=1):
            for part, words in step.items():
                at = f"{item}: step {number}, {part}"
                if part in STEP_WORDS:
                    self.add(where, at, key(item, f"steps.{number}.{part}"), language, words)
                else:
                    self.find(
                        where,
                        at,
                        "there is no such text to translate.",
                        suggest(part, STEP_WORDS),
                        code="unknown-field",
                    )

    def read_tiny_wins(self, where: str, language: str, item: str, wins: Any, skill: Skill | None) -> None:
        """
        Read the words of the tiny wins of a skill, in the order of the English ones.
        """
        if not isinstance(wins, list):
            self.find(
                where,
                f"{item}: tiny_wins",
                "this is not a list of tiny wins.",
                'Write ["...", "..."].',
                code="not-a-list",
            )
            return
        if skill is not None and len(wins) > len(skill.tiny_wins):
            what = f"{len(wins)} tiny wins are translated, but the skill has {len(skill.tiny_wins)}."
            self.find(where, f"{item}: tiny_wins", what)
        for number, words in enumerate(wins, start=1):
            at = f"{item}: tiny_wins, number {number}"
            self.add(where, at, key(item, f"tiny_wins.{number}"), language, words)

    def read_texts(self, where: str, table: Any, language: str, english: set[str] | None) -> None:
        """
        Read the `[text]` table. A translation must have its English.
        """
        if not isinstance(table, dict):
            self.find(where, "text", "this is not a table of texts.", "Begin it with [text].", code="not-a-table")
            return
        known = {PLURAL, *(stem_of(name) for name in english or ())}
        counts = table[PLURAL] if isinstance(table.get(PLURAL), dict) else {"one": "n = 1"}
        for form, rule in counts.items():
            if wrong := unreadable(rule):
                self.find(where, f"text: {PLURAL}, {form}", wrong)
        for name, words in table.items():
            if english is not None and stem_of(name) not in known and namespace_of(name) not in self.others:
                what = "there is no such text in English to translate."
                self.find(where, f"text: {name}", what, suggest(name, known), code="unknown-field")
            elif isinstance(words, dict):
                forms = FORMS[:-1] if name == PLURAL else (*counts, FORMS[-1])
                for form, inner in words.items():
                    if form in forms:
                        self.add(where, f"text: {name}, {form}", f"{name}.{form}", language, inner)
                    else:
                        self.find(
                            where,
                            f"text: {name}",
                            f"there is no plural form {form!r}.",
                            suggest(form, forms),
                            code="unknown-field",
                        )
                for form in [form for form in forms if form not in words and name != PLURAL][:1]:
                    self.find(where, f"text: {name}", f"the plural form {form!r} is missing.", code="missing-words")
            else:
                self.add(where, f"text: {name}", name, language, words)

    def add(self, where: str, at: str, text_key: str, language: str, words: Any) -> None:
        """
        Keep the words of one key, once a language.
        """
        if not isinstance(words, str) or not words.strip():
            found = "no words" if isinstance(words, str) else f"{words!r}"
            self.find(where, at, f"found {found}.", "Expected a text.", code="not-text")
            return
        if (language, text_key) in self.said:
            self.find(where, at, "this text is written twice in one language.", "Keep one.", code="duplicate")
            return
        self.said.add((language, text_key))
        theirs = namespace_of(text_key) in self.others
        (self.translations if theirs else self.texts).append(Text(key=text_key, language=language, words=words))
