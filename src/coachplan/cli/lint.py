"""
Files looked through without running them, content above all: each mistake with its file and its line.

Reads every folder of content as the engine does, and holds ids against what is installed: whatever the engine refuses
is found here, the cause and not what follows from it. Knows nothing of how the findings are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from attrs import evolve, fields, frozen

from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.cli.chosen import Chosen, text_of
from coachplan.cli.locate import locate
from coachplan.cli.records import check_record, not_here
from coachplan.documents.content import read_files
from coachplan.documents.content_files import content_files, form_of
from coachplan.documents.references import unknown_ids
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue, merge, namespaces_used
from coachplan.knowledge.checks import check
from coachplan.knowledge.language_packs import check_loans, said_before
from coachplan.model.plugin_status import PluginStatus
from coachplan.plugins.contributions import taken_in
from coachplan.plugins.ownership import CORE_IS_OURS, GIVE_IT_A_NAME, foreign, is_core, owners
from coachplan.plugins.status import Contribution
from coachplan.testing.conformance.catalogue import check_substance
from coachplan.testing.conformance.signs import check_signs
from coachplan.testing.conformance.wording import check_wording
from coachplan.testing.scenarios.load import load_scenarios
from coachplan.testing.scenarios.model import Scenario

__all__ = ["Looked", "Placed", "look"]


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
    Look through files and folders; of a folder, every file of ours in it, however deep: content, scenarios, documents
    and logs.

    A folder of content is read as the engine reads it. One content file alone is read with what stands beside it, since
    it may cite that; only what is wrong in the file itself is told. Raises nothing for what is in a file.
    """
    chosen, engine = Chosen.of(paths), engine or Engine()
    found = [_placed(finding, {}) for finding in chosen.wrong]
    catalogues: dict[Path, Catalogue] = {}
    folders = sorted({file.parent for file in chosen.content})
    for folder in folders:
        own = {file for file in chosen.content if file.parent == folder}
        beside = sorted(own if folder in chosen.whole else own | _beside(folder))
        texts = {str(file): text_of(file) for file in beside}
        # What was left out is told already; that it is counts, so that nothing is told that follows from it.
        left_out = [each for each in chosen.wrong if folder in chosen.whole and Path(each.where).parent == folder]
        try:
            catalogues[folder] = taken_in(read_files(((str(file), file) for file in beside), left_out), folder.name)
        except CoachplanError as error:
            placed = [_placed(finding, texts) for finding in error.findings if finding not in left_out]
            found += [each for each in placed if Path(each.file) in chosen.content] or placed
        if is_core(folder.name) and not _is_the_cores(folder):
            found.append(Placed(file=str(beside[0]), line=1, item="", what=CORE_IS_OURS, hint=GIVE_IT_A_NAME))
    texts = {str(file): text_of(file) for file in sorted(chosen.content)}
    owned, strangers = _owned(catalogues, engine)
    found += [_placed(finding, texts) for finding in strangers]
    whole, clashes = _known(list(catalogues.values()), owned, engine)
    found += [_placed(finding, texts) for finding in clashes]
    words = find_spec("syllapy") is not None
    broken = len(catalogues) < len(folders)
    before: dict[str, Catalogue] = {}
    for folder, catalogue in catalogues.items():
        judged = [*_judged(catalogue, whole, core=_is_the_cores(folder), words=words), *said_before(catalogue, before)]
        found += [_placed(finding, texts) for finding in judged if not (broken and not_here(finding, whole))]
        before[str(folder)] = catalogue
    for file in sorted(chosen.scenarios):
        found += _scenario_file(file, whole, broken=broken)
    for file in sorted(chosen.records):
        for line, finding in check_record(file, text_of(file), whole, broken=broken):
            found.append(Placed(file=str(file), line=line, item=finding.item, what=finding.what, hint=finding.hint))
    return Looked(files=chosen.files, findings=tuple(sorted(set(found))), words=words)


def _beside(folder: Path) -> set[Path]:
    try:
        listed = content_files(folder, str(folder)).files
    except CoachplanError:
        return set()  # a folder that lets a file be read, but not be listed
    return {file for file in listed if form_of(text_of(file)) in ("content", "reading")}


# -- what is wrong


def _placed(finding: Finding, texts: dict[str, str]) -> Placed:
    file, line = locate(finding, texts)
    return Placed(file=file, line=line, item=finding.item, what=finding.what, hint=finding.hint)


def _owned(catalogues: dict[Path, Catalogue], engine: Engine) -> tuple[set[str], list[Finding]]:
    # The namespaces that are the folders' own, and every id in one of somebody else, by the rule of the engine.
    candidates = []
    for folder, catalogue in catalogues.items():
        name = _called(folder)
        candidates.append(
            Contribution(status=PluginStatus(name=name, namespaces=tuple(namespaces_used(catalogue))), part=catalogue)
        )
    names = {each.status.name for each in candidates}
    installed = [Contribution(status=each) for each in engine.plugins if each.name not in names]
    owner = owners([*installed, *candidates])
    owned: set[str] = set()
    strangers: list[Finding] = []
    for folder, candidate in zip(catalogues, candidates, strict=True):
        assert candidate.part is not None  # given above; said for the type checker
        others = () if _is_the_cores(folder) or _is_named_otherwise(folder) else foreign(candidate, owner)
        owned |= namespaces_used(candidate.part) - set(others)
        strangers += [
            Finding(
                item=item,
                what=f"the namespace {namespace_of(item)!r} belongs to {owner[namespace_of(item)]!r}.",
                hint="Use your own namespace.",
                code="not-an-id",
            )
            for _, item, _ in candidate.part.items()
            if namespace_of(item) in others and namespace_of(item) != CORE_NAMESPACE
        ]
        if not _is_packaged(folder) and any(each.name == candidate.status.name for each in engine.plugins):
            what = f"another plugin is called {candidate.status.name!r}, too."
            strangers.append(
                Finding(item=next((item for _, item, _ in candidate.part.items()), ""), what=what, hint=GIVE_IT_A_NAME)
            )
    return owned, strangers


def _called(folder: Path) -> str:
    # As the engine calls it: a folder by its name, a package of data by that of the package.
    return folder.parent.name.removeprefix("coachplan_").replace("_", "-") if _is_packaged(folder) else folder.name


def _is_packaged(folder: Path) -> bool:
    return folder.name == "catalogue" and (folder.parent / "__init__.py").is_file()


def _is_named_otherwise(folder: Path) -> bool:
    # A package may be installed as a plugin by another name than its own; then nobody can tell here which.
    return _is_packaged(folder) and not folder.parent.name.startswith("coachplan_")


def _known(catalogues: list[Catalogue], own: set[str], engine: Engine) -> tuple[Catalogue, list[Finding]]:
    # What is looked at stands for the installed one of the same namespace.
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
    texts = {str(file): text_of(file)}
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
    cautions = whole.known_cautions.unknown(scenario.plan.family.child.cautions, item="child.cautions")
    known = (*unknown_ids(scenario.plan, whole, ""), *unknown_ids(scenario.entries, whole, ""))
    for finding in (*known, *cautions, *flags):
        hint = not_here(finding, whole)
        if not (hint and broken):
            yield evolve(finding, hint=hint or finding.hint)
