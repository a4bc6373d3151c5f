"""
Content and scenario files looked through without running them: each mistake with its file and its line.

Finds the files that say they are ours, reads every folder of content as a whole, and holds ids against what is
installed. Knows nothing of how the findings are shown.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from attrs import evolve, fields, frozen

from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.ids import namespace_of
from coachplan.cli.locate import locate
from coachplan.documents.content import FORMAT, READING, read_files
from coachplan.documents.files import decode, inside, read_bytes, toml_files
from coachplan.documents.references import unknown_ids
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue, merge, namespaces_used
from coachplan.knowledge.checks import check
from coachplan.knowledge.language_packs import check_loans, said_before
from coachplan.plugins.contributions import taken_in
from coachplan.plugins.ownership import CORE_IS_OURS, GIVE_IT_A_NAME, is_core
from coachplan.testing.conformance.catalogue import check_substance
from coachplan.testing.conformance.signs import check_signs
from coachplan.testing.conformance.wording import check_wording
from coachplan.testing.scenarios.load import FORMAT as SCENARIOS
from coachplan.testing.scenarios.load import load_scenarios
from coachplan.testing.scenarios.model import Scenario

__all__ = ["Looked", "Placed", "look"]

_FIRST_LINE = re.compile(r"\s*(?:#[^\n]*\n\s*)*format\s*=\s*[\"'](coachplan-(?:content|reading|scenarios))/")


@frozen(kw_only=True, order=True)
class Placed:
    """
    A finding with the file and the line it stands in. As text: `file:line: item: what was found; the hint`.
    """

    file: str
    line: int
    item: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        item = f"{self.item}: " if self.item else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}: {item}{self.what.removesuffix('.') if hint else self.what}{hint}"


@frozen(kw_only=True)
class Looked:
    """
    How many files were looked through, every mistake in them in the order of the files, and whether words were weighed.
    """

    files: int
    findings: tuple[Placed, ...]
    words: bool


def look(paths: Iterable[Path], *, engine: Engine | None = None) -> Looked:
    """
    Look through files and folders; of a folder, every content and scenario file in it, however deep.

    One content file is read with its whole folder, since it may cite what stands beside it; only what is wrong in the
    file itself is told. Raises nothing for what is in a file.
    """
    content, scenarios, wrong = _sorted_out(paths)
    found = list(wrong)
    catalogues: dict[Path, Catalogue] = {}
    for folder in sorted({file.parent for file in content}):
        beside = sorted({*_content(_beside(folder)), *(file for file in content if file.parent == folder)})
        texts = {str(file): _text(file) for file in beside}
        try:
            catalogues[folder] = taken_in(read_files((str(file), file) for file in beside), folder.name)
        except CoachplanError as error:
            placed = [_placed(finding, texts) for finding in error.findings]
            found += [each for each in placed if Path(each.file) in content] or placed
        if is_core(folder.name) and not _is_the_cores(folder):
            found.append(Placed(file=str(beside[0]), line=1, item="", what=CORE_IS_OURS, hint=GIVE_IT_A_NAME))
    texts = {str(file): _text(file) for file in sorted(content)}
    whole, clashes = _known(list(catalogues.values()), engine or Engine())
    found += [_placed(finding, texts) for finding in clashes]
    words = find_spec("syllapy") is not None
    before: dict[str, Catalogue] = {}
    for folder, catalogue in catalogues.items():
        judged = [*_judged(catalogue, whole, core=_is_the_cores(folder), words=words), *said_before(catalogue, before)]
        found += [_placed(finding, texts) for finding in judged]
        before[str(folder)] = catalogue
    broken = len(catalogues) < len({file.parent for file in content})
    for file in sorted(scenarios):
        found += _scenario_file(file, whole, broken=broken)
    return Looked(files=len(content | scenarios), findings=tuple(sorted(set(found))), words=words)


# -- which files


def _sorted_out(paths: Iterable[Path]) -> tuple[set[Path], set[Path], list[Placed]]:
    content: set[Path] = set()
    scenarios: set[Path] = set()
    wrong: list[Placed] = []
    for path in paths:
        kind = _kind(path, wrong)
        if kind == "folder":
            files, unread = _below(path)
            wrong += unread
            ours = _content(files)
            files_found = _ours(files, SCENARIOS)
            if not ours and not files_found and not unread:
                hint = f'A file of ours begins with: format = "{FORMAT}"'
                wrong.append(Placed(file=str(path), line=1, item="", what="no file of ours is in it.", hint=hint))
            content |= ours
            scenarios |= files_found
        elif kind == "file" and _ours([path], SCENARIOS):
            scenarios.add(path)
        elif kind == "file":
            content.add(path)  # also one that does not say what it is: that is what will be told
    return content, scenarios, wrong


def _content(files: Iterable[Path]) -> set[Path]:
    files = tuple(files)
    return _ours(files, FORMAT) | _ours(files, READING)


def _kind(path: Path, wrong: list[Placed]) -> str:
    # "folder", "file", or nothing where it is neither or cannot be asked: that is told.
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        wrong.append(Placed(file=str(path), line=1, item="", what="there is no such file or folder."))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        wrong.append(Placed(file=str(path), line=1, item="", what=f"it cannot be read: {why}."))
    else:
        if stat.S_ISDIR(mode):
            return "folder"
        try:
            read_bytes(path, str(path))
        except CoachplanError as error:
            wrong += [_placed(finding, {}) for finding in error.findings]
        else:
            return "file"
    return ""


def _below(folder: Path) -> tuple[list[Path], list[Placed]]:
    # Step by step, so that no depth of folders is too deep; links to folders are not followed.
    files: list[Path] = []
    wrong: list[Placed] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            parts = inside(here, str(here))
        except CoachplanError as error:
            wrong += [_placed(finding, {}) for finding in error.findings]
            continue
        for each in parts:
            if each.name.startswith("."):
                continue
            try:
                deeper = stat.S_ISDIR(each.lstat().st_mode)
            except (OSError, ValueError):
                deeper = True  # why it cannot be asked is told where it is listed
            if deeper:
                waiting.append(each)
            elif each.name.endswith(".toml") and _kind(each, wrong) == "file":
                files.append(each)
    return sorted(files), wrong


def _beside(folder: Path) -> list[Path]:
    try:
        return toml_files(folder, str(folder))
    except CoachplanError:
        return []  # a folder that lets a file be read, but not be listed


def _ours(files: Iterable[Path], form: str) -> set[Path]:
    # By what a file says it is, whatever the number: another number is told when it is read.
    return {
        file
        for file in files
        if (match := _FIRST_LINE.match(_text(file))) is not None and match[1] == form.partition("/")[0]
    }


def _text(file: Path) -> str:
    try:
        return decode(read_bytes(file, str(file)), str(file))
    except CoachplanError:
        return ""  # told when it is read


# -- what is wrong


def _placed(finding: Finding, texts: dict[str, str]) -> Placed:
    file, line = locate(finding, texts)
    return Placed(file=file, line=line, item=finding.item, what=finding.what, hint=finding.hint)


def _known(catalogues: list[Catalogue], engine: Engine) -> tuple[Catalogue, list[Finding]]:
    # What is looked at stands for the installed one of the same namespace.
    own = {namespace for catalogue in catalogues for namespace in namespaces_used(catalogue)}
    brought = {item for catalogue in catalogues for _, item, _ in catalogue.items()}
    shelves = {
        attribute.name: [
            value
            for value in getattr(engine.catalogue, attribute.name).values()
            if (item := str(getattr(value, "id", None) or value.key)) not in brought and namespace_of(item) not in own
        ]
        for attribute in fields(Catalogue)
    }
    whole = Catalogue(**shelves)
    clashes: list[Finding] = []
    for catalogue in catalogues:
        try:
            whole = merge([whole, catalogue])
        except CoachplanError as error:  # two folders bring the same id
            clashes += error.findings
    return whole, clashes


def _is_the_cores(folder: Path) -> bool:
    return folder.name == "content" and (folder.parent / "engine.py").is_file()


def _judged(catalogue: Catalogue, whole: Catalogue, *, core: bool, words: bool) -> Iterator[Finding]:
    yield from check(catalogue, whole, core=core)
    yield from check_loans(catalogue, whole)
    yield from check_signs(catalogue, whole)
    if not core:  # the core's own numbers and rules have no therapist for a reader
        yield from check_substance(catalogue)
        yield from check_wording(catalogue) if words else ()


def _scenario_file(file: Path, whole: Catalogue, *, broken: bool) -> Iterator[Placed]:
    texts = {str(file): _text(file)}
    try:
        scenarios = load_scenarios(file)
    except CoachplanError as error:
        for finding in error.findings:
            yield _placed(evolve(finding, where=str(file)), texts)
        return
    for scenario in scenarios:
        if not scenario.plugins:  # a file that names its plugins is not about what is installed
            for finding in _unknown(scenario, whole, broken=broken):
                yield _placed(evolve(finding, where=str(file), item=f"{scenario.name}, {finding.item}"), texts)


_MISSED = re.compile(r"there is no \w+ '([a-z0-9-]+)/")


def _unknown(scenario: Scenario, whole: Catalogue, *, broken: bool) -> Iterator[Finding]:
    flags = [
        Finding(
            item="expect, flags",
            what=f"there is no flag {flag!r}.",
            hint=suggest(flag, whole.flags),
            code="unknown-id",
        )
        for flag in scenario.expect.flags or ()
        if flag not in whole.flags
    ]
    there = namespaces_used(whole)
    for finding in (*unknown_ids(scenario.plan, whole, ""), *unknown_ids(scenario.entries, whole, ""), *flags):
        missed = _MISSED.search(finding.what)
        if missed is None or missed[1] in there:
            yield finding
        elif not broken:  # else its folder could not be read, and that is told already
            hint = f"Nothing here brings {missed[1]}/: install its plugin, or check its catalogue in the same call."
            yield evolve(finding, hint=hint)
