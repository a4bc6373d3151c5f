"""
Content: a folder of TOML that a therapist wrote, read into a catalogue.

Says of every mistake in which file and item it is, all at once. Knows the form of the files; whether skills, kinds and
signals of other folders exist is asked where all contributions meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs
from attrs import define, field, frozen

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.documents.codec import structure
from coachplan.documents.content_files import content_files
from coachplan.documents.contract import contract_refused, is_contract
from coachplan.documents.files import check_format, decode, loads_toml, read_bytes
from coachplan.documents.parsed_content import Parsed, parsed_in
from coachplan.documents.translations import Words
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.kinds import KINDS
from coachplan.knowledge.rules import Rule
from coachplan.model.skills import Source

__all__ = ["FORMAT", "READING", "FolderRead", "content_from_text", "read_catalogue", "read_files", "read_folder"]

FORMAT = "coachplan-content/1"
#: A file of the words by which notes in a language are read, beside those of content.
READING = "coachplan-reading/1"


_TABLES = {kind.table: kind for kind in KINDS if kind.table}

#: How a field is called in the files, where that differs: one table is one step, or one use.
_WRITTEN_AS = {"steps": "step", "uses": "use"}

#: The fields that cite sources of the same folder, by their ids.
_CITED = ("sources", "cautioned_by")


@frozen(kw_only=True)
class FolderRead:
    """
    What could be read of a folder, and everything that is wrong with it.
    """

    catalogue: Catalogue
    findings: tuple[Finding, ...] = ()


@checked
def read_catalogue(folder: Path | Traversable, *, name: str = "") -> Catalogue:
    """
    Read every `.toml` file of a folder, in the order of their names, into one catalogue.

    *name* stands before each file in errors; without it the folder's own. Raises one `CoachplanError`; also for what
    looks like content and would be left out, such as a file in a folder inside.
    """
    return _whole(_folder(folder, name, parsed_in(folder)))


@checked
def read_folder(folder: Path | Traversable, *, name: str = "") -> FolderRead:
    """
    Read a folder as `read_catalogue` does, and raise nothing: what could be read comes with what is wrong.
    """
    return _folder(folder, name, Parsed({}))


def _folder(folder: Path | Traversable, name: str, parsed: Parsed) -> FolderRead:
    shown = name or folder.name
    try:
        listed = content_files(folder, name or str(folder))
    except CoachplanError as error:
        return FolderRead(catalogue=Catalogue(), findings=error.findings)
    if not listed.files:
        # An empty answer would look as if all had been read, flags included.
        none = Finding(where=shown, what="there is no .toml file in this folder.", code="no-such-folder")
        return FolderRead(catalogue=Catalogue(), findings=listed.left_out or (none,))
    files = ((f"{shown}/{file.name}" if shown else file.name, file) for file in listed.files)
    return _read(files, listed.left_out, parsed)


@checked
def read_files(files: Iterable[tuple[str, Path | Traversable]], left_out: Iterable[Finding] = ()) -> Catalogue:
    """
    Read some files as if they were all of one folder; each comes with what errors call it. *left_out* is what is known
    to be wrong with the folder already.
    """
    return _whole(_read(files, left_out, Parsed({})))


def _whole(read: FolderRead) -> Catalogue:
    if read.findings:
        raise CoachplanError(read.findings)
    return read.catalogue


def _read(files: Iterable[tuple[str, Path | Traversable]], left_out: Iterable[Finding], parsed: Parsed) -> FolderRead:
    reading = _Reading(findings=list(left_out))
    for where, file in files:
        try:
            content = read_bytes(file, where)
            tables = parsed.tables(file.name, content)
            reading.files.append((where, loads_toml(decode(content, where), name=where) if tables is None else tables))
        except CoachplanError as error:
            reading.findings += error.findings
    try:
        return FolderRead(catalogue=reading.catalogue(), findings=tuple(reading.findings))
    except CoachplanError as error:  # of another contract, so that nothing of it can be read
        return FolderRead(catalogue=Catalogue(), findings=error.findings)


@checked
def content_from_text(text: str, name: str = "") -> Catalogue:
    """
    Read the text of one file, as if it stood in a folder alone.
    """
    reading = _Reading(files=[(name, loads_toml(text, name=name))])
    return _whole(FolderRead(catalogue=reading.catalogue(), findings=tuple(reading.findings)))


@define
class _Reading:
    """
    One folder while it is being read. Lives no longer than the call.
    """

    files: list[tuple[str, dict[str, Any]]] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    sources: dict[str, Source | None] = field(factory=dict)  # None for one that could not be read
    shelves: dict[str, list[Any]] = field(factory=dict)
    places: dict[tuple[str, str], str] = field(factory=dict)  # (shelf, id): the file it stands in
    words: Words = field(init=False)

    @words.default
    def _words(self) -> Words:
        return Words(self.findings)

    def catalogue(self) -> Catalogue:
        self.refuse_other_contracts()
        content, translations = [], []
        for where, raw in self.files:
            if raw.get("format") == READING:
                self.words.read_turning(where, raw)
                continue
            wrong = check_format(raw, FORMAT, where)
            if wrong is not None:
                self.findings.append(wrong)
            elif "language" in raw:
                translations.append((where, raw))
            else:
                content.append((where, raw))
        self.words.whole = not self.findings
        for where, raw in content:
            self.read_sources(where, raw.get("source", []))
        for where, raw in content:
            self.read_content(where, raw)
        for where, raw in translations:
            self.words.read_translations(where, raw)
        words = self.words
        return Catalogue(
            **self.shelves,
            texts=words.texts,
            translations=words.translations,
            phrases=words.phrases,
            turning=words.turning,
        )

    def refuse_other_contracts(self) -> None:
        # What was made for another contract may be written in another form, so nothing else is said of it. One that
        # cannot be read is a slip like any other.
        for where, raw in self.files:
            made_for = raw.get("contract")
            refused = "" if made_for is None else contract_refused(made_for, Path(where).parent.name or "plugin")
            if refused and is_contract(made_for):
                raise CoachplanError(Finding(where=where, item="contract", what=refused, code="newer-format"))
            if refused:
                self.find(where, "contract", refused)

    def find(self, where: str, item: str, what: str, hint: str = "", *, code: str = "unsound") -> None:
        self.findings.append(Finding(where=where, item=item, what=what, hint=hint, code=code))

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
                self.words.read_texts(where, tables, "en", None)
            elif name in _TABLES:
                for each in self.each_table(where, name, tables):
                    self.read_item(where, name, each)
            elif name not in ("format", "contract", "source"):
                known = [*_TABLES, "source", "text", "language"]
                self.find(where, name, "there is no such table.", suggest(name, known), code="unknown-field")

    def each_table(self, where: str, name: str, tables: Any) -> Iterator[dict[str, Any]]:
        if isinstance(tables, list) and all(isinstance(each, dict) for each in tables):
            yield from tables
        else:
            self.find(where, name, f"this is not a list of items. Begin each with [[{name}]].", code="not-a-list")

    def read_item(self, where: str, name: str, raw: dict[str, Any]) -> None:
        table = _TABLES[name]
        item = _called(raw, name)
        fields = self.cited(raw, where, item, attrs.fields_dict(table.item))
        if "uses" in attrs.fields_dict(table.item) and isinstance(raw.get("use"), list):
            fields["use"] = [
                self.cited(each, where, f"{item}: use {number}", _CITED) if isinstance(each, dict) else each
                for number, each in enumerate(raw["use"], start=1)
            ]
        made = self.made(table.item, fields, where, item)
        if isinstance(made, Rule):
            self.read_condition(where, made)
        if isinstance(raw.get("id"), str) and self.is_new(table.shelf, item, where):
            self.words.items[item] = (table.parts, made)
            if made is not None:
                self.shelves.setdefault(table.shelf, []).append(made)

    def cited(self, raw: dict[str, Any], where: str, item: str, asked: Iterable[str]) -> dict[str, Any]:
        # The same fields, with sources in the place of their ids.
        at = f"{item}, " if ": " in item else f"{item}: "
        known = [name for name in _CITED if name in asked and name in raw]
        return {**raw, **{name: self.resolved(where, f"{at}{name}", raw[name]) for name in known}}

    def resolved(self, where: str, at: str, cited: Any) -> list[Source]:
        if not isinstance(cited, list):
            self.find(
                where,
                at,
                "this is not a list of source ids.",
                'Write ["namespace/name"].',
                code="not-a-list",
            )
            return []
        for each in cited:
            if not isinstance(each, str) or (each not in self.sources and self.words.whole):
                hint = suggest(str(each), self.sources)
                self.find(where, at, f"there is no source {each!r} in this folder.", hint, code="unknown-id")
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
            self.find(where, f"{item}: {name}", "there is no such field.", suggest(name, written), code="unknown-field")
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
            self.find(where, item, f"this id is used twice{twice}.", "Give each its own.", code="duplicate")
        return first is None


def _called(raw: dict[str, Any], name: str) -> str:
    item = raw.get("id")
    if isinstance(item, str) and item:
        return item
    title = raw.get("title")
    return f"{name} {title!r}" if isinstance(title, str) else f"a {name} without an id"


_TABLE_PLACE, _LIST_PLACE = re.compile(r"(step|use)s\[(\d+)\]\.?"), re.compile(r"\[(\d+)\]")


def _in_words(place: str) -> str:
    """
    Say a place as a therapist counts: `steps[1].support` is `step 2, support`.
    """
    if place in _WRITTEN_AS:
        return _WRITTEN_AS[place]
    place = _TABLE_PLACE.sub(lambda found: f"{found[1]} {int(found[2]) + 1}, ", place).removesuffix(", ")
    return _LIST_PLACE.sub(lambda found: f", number {int(found[1]) + 1}", place)
