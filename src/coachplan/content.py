"""
Content: a folder of TOML that a therapist wrote, read into a catalogue.

Says of every mistake in which file and item it is, all at once. Knows the form of the files; whether skills, kinds and
signals of other folders exist is asked where all contributions meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs
from attrs import define, field, frozen

from coachplan.catalogue import Catalogue
from coachplan.codec import structure
from coachplan.errors import CoachplanError, Finding
from coachplan.files import check_format, decode, loads_toml, read_bytes
from coachplan.flags import Answer, RedFlag
from coachplan.hookspecs import contract_refused
from coachplan.ids import nearest, suggest
from coachplan.rules import Parameter, Rule
from coachplan.skills import Skill, Source
from coachplan.strategies import Barrier, RoutineKind, Strategy, Tag
from coachplan.texts import FORMS, PLURAL, Text, key, unreadable

__all__ = ["FORMAT", "content_from_text", "read_catalogue", "read_files"]

FORMAT = "coachplan-content/1"


@frozen
class _Table:
    """
    One kind of table: the class of its items, the shelf they stand on, and the parts of them that are translated.
    """

    kind: type
    shelf: str
    parts: tuple[str, ...]


_TABLES: Mapping[str, _Table] = {
    "skill": _Table(Skill, "skills", ("title", "steps")),
    "strategy": _Table(Strategy, "strategies", ("title", "what", "when", "why", "interest")),
    "rule": _Table(Rule, "rules", ("say", "basis")),
    "flag": _Table(RedFlag, "flags", ("say",)),
    "barrier": _Table(Barrier, "barriers", ("ask", "means")),
    "never_suggest": _Table(Answer, "never_suggest", ("say",)),
    "answer": _Table(Answer, "answers", ("say",)),
    "tag": _Table(Tag, "tags", ("title",)),
    "routine_kind": _Table(RoutineKind, "routine_kinds", ("title",)),
    "parameter": _Table(Parameter, "parameters", ("what",)),
}

#: How a field is called in the files, where that differs: one table is one step.
_WRITTEN_AS = {"steps": "step"}

_STEP_PARTS = ("title", "look_for")


def read_catalogue(folder: Path | Traversable, *, name: str = "") -> Catalogue:
    """
    Read every `.toml` file of a folder, in the order of their names, into one catalogue.

    *name* stands before each file in errors; without it the folder's own. Raises one `CoachplanError`.
    """
    if not folder.is_dir():
        raise CoachplanError(Finding(where=name or str(folder), what="there is no such folder."))
    shown = name or folder.name
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml") and f.is_file()), key=lambda f: f.name)
    if not files:
        # An empty answer would look as if all had been read, flags included.
        raise CoachplanError(Finding(where=shown, what="there is no .toml file in this folder."))
    return read_files((f"{shown}/{file.name}" if shown else file.name, file) for file in files)


def read_files(files: Iterable[tuple[str, Path | Traversable]]) -> Catalogue:
    """
    Read some files as if they were all of one folder; each comes with what errors call it.
    """
    reading = _Reading()
    for where, file in files:
        try:
            reading.files.append((where, loads_toml(decode(read_bytes(file, where), where), name=where)))
        except CoachplanError as error:
            reading.findings += error.findings
    return reading.catalogue()


def content_from_text(text: str, name: str = "") -> Catalogue:
    """
    Read the text of one file, as if it stood in a folder alone.
    """
    return _Reading(files=[(name, loads_toml(text, name=name))]).catalogue()


@define
class _Reading:
    """
    One folder while it is being read. Lives no longer than the call.
    """

    files: list[tuple[str, dict[str, Any]]] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    sources: dict[str, Source | None] = field(factory=dict)  # None for one that could not be read
    shelves: dict[str, list[Any]] = field(factory=dict)
    items: dict[str, tuple[_Table, Any]] = field(factory=dict)  # by id; None for one that could not be read
    places: dict[tuple[str, str], str] = field(factory=dict)  # (shelf, id) or (language, key): the file it stands in
    texts: list[Text] = field(factory=list)

    def catalogue(self) -> Catalogue:
        self.refuse_other_contracts()
        content, translations = [], []
        for where, raw in self.files:
            wrong = check_format(raw, FORMAT, where)
            if wrong is not None:
                self.findings.append(wrong)
            elif "language" in raw:
                translations.append((where, raw))
            else:
                content.append((where, raw))
        for where, raw in content:
            self.read_sources(where, raw.get("source", []))
        for where, raw in content:
            self.read_content(where, raw)
        for where, raw in translations:
            self.read_translations(where, raw)
        if self.findings:
            raise CoachplanError(self.findings)
        return Catalogue(**self.shelves, texts=self.texts)

    def refuse_other_contracts(self) -> None:
        # What was made for another contract may be written in another form, so nothing else is said of it.
        for where, raw in self.files:
            made_for = raw.get("contract")
            refused = "" if made_for is None else contract_refused(made_for, Path(where).parent.name or "plugin")
            if refused:
                raise CoachplanError(Finding(where=where, item="contract", what=refused))

    def find(self, where: str, item: str, what: str, mend: str = "") -> None:
        self.findings.append(Finding(where=where, item=item, what=what, mend=mend))

    # -- items

    def read_sources(self, where: str, tables: Any) -> None:
        for raw in self.each_table(where, "source", tables):
            item = _called(raw, "source")
            source = self.made(Source, raw, where, item)
            if isinstance(raw.get("id"), str) and self.is_new("source", item, where):
                self.sources[item] = source

    def read_content(self, where: str, raw: dict[str, Any]) -> None:
        for name, tables in raw.items():
            if name == "text":
                self.read_texts(where, tables, "en", None)
            elif name in _TABLES:
                for each in self.each_table(where, name, tables):
                    self.read_item(where, name, each)
            elif name not in ("format", "contract", "source"):
                known = [*_TABLES, "source", "text", "language"]
                self.find(where, name, "there is no such table.", suggest(name, known))

    def each_table(self, where: str, name: str, tables: Any) -> Iterator[dict[str, Any]]:
        if isinstance(tables, list) and all(isinstance(each, dict) for each in tables):
            yield from tables
        else:
            self.find(where, name, f"this is not a list of items. Begin each with [[{name}]].")

    def read_item(self, where: str, name: str, raw: dict[str, Any]) -> None:
        table = _TABLES[name]
        item = _called(raw, name)
        fields = dict(raw)
        cited = fields.pop("sources", [])
        if "sources" in attrs.fields_dict(table.kind):
            fields["sources"] = self.resolved(where, item, cited)
        elif "sources" in raw:
            fields["sources"] = cited
        made = self.made(table.kind, fields, where, item)
        if isinstance(made, Rule):
            self.read_condition(where, made)
        if isinstance(raw.get("id"), str) and self.is_new(table.shelf, item, where):
            self.items[item] = (table, made)
            if made is not None:
                self.shelves.setdefault(table.shelf, []).append(made)

    def resolved(self, where: str, item: str, cited: Any) -> list[Source]:
        if not isinstance(cited, list):
            self.find(where, f"{item}: sources", "this is not a list of source ids.", 'Write ["namespace/name"].')
            return []
        for each in cited:
            if not isinstance(each, str) or each not in self.sources:
                mend = suggest(str(each), self.sources)
                self.find(where, f"{item}: sources", f"there is no source {each!r} in this folder.", mend)
        found = [self.sources.get(each) for each in cited if isinstance(each, str)]
        return [source for source in found if source is not None]

    def read_condition(self, where: str, rule: Rule) -> None:
        try:
            rule.condition  # noqa: B018  # asked for what it raises
        except CoachplanError as error:
            self.findings += [attrs.evolve(each, where=where, item=f"{rule.id}: when") for each in error.findings]

    def made(self, kind: type, raw: dict[str, Any], where: str, item: str) -> Any:
        """
        Make a value, or keep the findings. Fields are called as they are in the files.
        """
        written = {_WRITTEN_AS.get(name, name): name for name in attrs.fields_dict(kind)}
        unknown = [name for name in raw if name not in written]
        for name in unknown:
            self.find(where, f"{item}: {name}", "there is no such field.", suggest(name, written))
        meant = {nearest(name, written) for name in unknown}
        fields = {written[name]: value for name, value in raw.items() if name in written}
        try:
            value: Any = structure(kind, fields)
        except CoachplanError as error:
            for found in error.findings:
                place = _in_words(found.item)
                if place not in meant or not found.what.startswith("this is missing"):
                    at = f"{item}: {place}" if place else item
                    self.findings.append(attrs.evolve(found, where=where, item=at))
            return None
        return None if unknown else value

    def is_new(self, shelf: str, item: str, where: str) -> bool:
        first = self.places.get((shelf, item))
        self.places[shelf, item] = where
        if first is not None:
            twice = " in this file" if first == where else f"; it stands in {first} too"
            self.find(where, item, f"this id is used twice{twice}.", "Give each its own.")
        return first is None

    # -- words

    def read_translations(self, where: str, raw: dict[str, Any]) -> None:
        language = raw["language"]
        if not isinstance(language, str) or not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language):
            self.find(where, "language", f"found {language!r}.", "Expected a code such as 'es'.")
            return
        english = {text.key for text in self.texts if text.language == "en"}
        for item, parts in raw.items():
            if item in ("format", "contract", "language"):
                continue
            if item == "text":
                self.read_texts(where, parts, language, english)
            elif item in _TABLES or item == "source":
                what = "a file of translations holds only texts."
                self.find(where, item, what, "Move it to a file that has no language.")
            elif item not in self.items:
                self.find(where, item, "there is no such item in this folder to translate.", suggest(item, self.items))
            elif not isinstance(parts, dict):
                self.find(where, item, "this is not a table of texts.", f'Begin it with ["{item}"].')
            else:
                self.read_translation(where, language, item, parts)

    def read_translation(self, where: str, language: str, item: str, parts: dict[str, Any]) -> None:
        table, value = self.items[item]
        for part, words in parts.items():
            if part not in table.parts:
                self.find(where, f"{item}: {part}", "there is no such text to translate.", suggest(part, table.parts))
            elif part == "steps":
                self.read_steps(where, language, item, words, value)
            elif value is not None and not getattr(value, part):
                self.find(where, f"{item}: {part}", "this has no words in English to translate.")
            else:
                self.add(where, f"{item}: {part}", key(item, part), language, words)

    def read_steps(self, where: str, language: str, item: str, steps: Any, skill: Skill | None) -> None:
        if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
            mend = "Write [ { title = ..., look_for = ... }, ... ]."
            self.find(where, f"{item}: steps", "this is not a list of steps.", mend)
            return
        if skill is not None and len(steps) > len(skill.steps):
            what = f"{len(steps)} steps are translated, but the skill has {len(skill.steps)}."
            self.find(where, f"{item}: steps", what)
        for number, step in enumerate(steps, start=1):
            for part, words in step.items():
                at = f"{item}: step {number}, {part}"
                if part in _STEP_PARTS:
                    self.add(where, at, key(item, f"steps.{number}.{part}"), language, words)
                else:
                    self.find(where, at, "there is no such text to translate.", suggest(part, _STEP_PARTS))

    def read_texts(self, where: str, table: Any, language: str, english: set[str] | None) -> None:
        """
        Read the `[text]` table. A translation must have its English.
        """
        if not isinstance(table, dict):
            self.find(where, "text", "this is not a table of texts.", "Begin it with [text].")
            return
        known = {PLURAL, *(_singular(name) for name in english or ())}
        counts = table[PLURAL] if isinstance(table.get(PLURAL), dict) else {"one": "n = 1"}
        for form, rule in counts.items():
            if wrong := unreadable(rule):
                self.find(where, f"text: {PLURAL}, {form}", wrong)
        for name, words in table.items():
            if english is not None and _singular(name) not in known:
                what = "there is no such text in English to translate."
                self.find(where, f"text: {name}", what, suggest(name, known))
            elif isinstance(words, dict):
                forms = FORMS[:-1] if name == PLURAL else (*counts, FORMS[-1])
                for form, inner in words.items():
                    if form in forms:
                        self.add(where, f"text: {name}, {form}", f"{name}.{form}", language, inner)
                    else:
                        self.find(where, f"text: {name}", f"there is no plural form {form!r}.", suggest(form, forms))
                for form in [form for form in forms if form not in words and name != PLURAL][:1]:
                    self.find(where, f"text: {name}", f"the plural form {form!r} is missing.")
            else:
                self.add(where, f"text: {name}", name, language, words)

    def add(self, where: str, at: str, text_key: str, language: str, words: Any) -> None:
        if not isinstance(words, str) or not words.strip():
            found = "no words" if isinstance(words, str) else f"{words!r}"
            self.find(where, at, f"found {found}.", "Expected a text.")
            return
        if self.places.setdefault((f"text {language}", text_key), at) is not at:
            self.find(where, at, "this text is written twice in one language.", "Keep one.")
        else:
            self.texts.append(Text(key=text_key, language=language, words=words))


def _called(raw: dict[str, Any], name: str) -> str:
    item = raw.get("id")
    if isinstance(item, str) and item:
        return item
    title = raw.get("title")
    return f"{name} {title!r}" if isinstance(title, str) else f"a {name} without an id"


_STEP_PLACE, _LIST_PLACE = re.compile(r"steps\[(\d+)\]\.?"), re.compile(r"\[(\d+)\]")


def _in_words(place: str) -> str:
    """
    Say a place as a therapist counts: `steps[1].support` is `step 2, support`.
    """
    if place == "steps":
        return "step"
    place = _STEP_PLACE.sub(lambda found: f"step {int(found[1]) + 1}, ", place).removesuffix(", ")
    return _LIST_PLACE.sub(lambda found: f", number {int(found[1]) + 1}", place)


def _singular(name: str) -> str:
    stem, _, form = name.rpartition(".")
    return stem if stem and form in FORMS else name
