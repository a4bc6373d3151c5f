"""
What an engine is made of, read and checked: the core's own content, every plugin, a clinic's folders.

All of it, each time; and, where somebody asks for it, kept in a file for the next time. Knows nothing of reviews.
"""

from __future__ import annotations

import os
import types
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from attrs import evolve

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.ids import CORE_NAMESPACE
from coachplan.documents.content import FolderRead, read_catalogue, read_folder
from coachplan.documents.whole_files import one_writer, replace_bytes
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.checks import check
from coachplan.notes.making_ready import all_ready
from coachplan.plugins.contributions import SECONDS, ask, beside
from coachplan.plugins.entry_points import Installed
from coachplan.plugins.kept_engine import Kept, as_bytes, file_of, is_open_to_others, standing
from coachplan.plugins.loading import installed, load
from coachplan.plugins.recipe import Recipe
from coachplan.progress.signals import CORE_SIGNALS

__all__ = ["core_catalogue", "keep", "made_anew"]


@cache
def core_catalogue() -> Catalogue:
    """
    Return what the core itself brings: rules, emergency and safeguarding flags, routine kinds, signals, texts.
    """
    core = evolve(read_catalogue(files("coachplan") / "content", name=CORE_NAMESPACE), signals=CORE_SIGNALS)
    findings = check(core, core, core=True, where=CORE_NAMESPACE)
    if findings:
        raise CoachplanError(findings)
    return core


def _version() -> str:
    try:
        return version("coachplan")
    except PackageNotFoundError:
        return "source"


def made_anew(recipe: Recipe) -> Kept:
    """
    Read and check everything that an engine is made of, and return it with whose releases it is.
    """
    given, asked = recipe.given(), recipe.arguments_as_text()
    loaded = load(
        core_catalogue(),
        plugins=given,
        blocked=asked["blocked"],
        needs=asked["needs"],
        content=[_folder(Path(folder)) for folder in asked["content"]],
    )
    made_with = [("coachplan", _version())]
    made_with += [(each.name, each.version) for each in loaded.plugins if each.status == "loaded"]
    return Kept(loaded=loaded, made_with=tuple(made_with))


def _folder(folder: Path) -> tuple[str, FolderRead]:
    return folder.name, read_folder(folder, name=folder.name)


# -- kept for the next time


def keep(folder: Path, recipe: Recipe) -> Path:
    """
    Read and check everything once more, and keep it in *folder*; return the file.

    Raises `InvalidError` where an engine that is made so cannot be kept, since a plugin failed or is more than data,
    and `UnreadableError` where it cannot be written, or others than its owner could write there.
    """
    plugins = list(_plugins(recipe))
    packages = [package for _, _, package in plugins]
    before = standing(recipe, packages)
    made = made_anew(recipe)
    findings = [
        *(_not_kept(each.name, each.why) for each in made.loaded.plugins if each.status == "failed"),
        *(finding for each in plugins for finding in _more_than_data(*each)),
    ]
    if before is None and not findings:
        findings = [_not_kept("", "It cannot be told here which plugins are installed.")]
    if findings:
        raise CoachplanError(findings)
    if before is None or standing(recipe, packages) != before:
        what = "a file was changed while all was read."
        raise CoachplanError(Finding(what=what, hint="Do it again.", code="cannot-read"))
    catalogue = made.loaded.catalogue
    lists = all_ready((catalogue.lexicon, catalogue.answer_lexicon, catalogue.barrier_lexicon))
    return _written(file_of(folder, recipe), as_bytes(before, made.loaded, made.made_with, lists))


#: Why a plugin is not kept: what it does may depend on anything, so it is asked each time.
_MORE = "It brings more than what stands in its folder catalogue/, or something else, so it has to be asked each time."


def _not_kept(name: str, why: str) -> Finding:
    hint = "Without it, or with a folder of data alone, the rest can be kept."
    return Finding(where=name, what=f"this engine cannot be kept. {why}", hint=hint, code="cannot-be-kept")


def _plugins(recipe: Recipe) -> Iterator[tuple[str, object, str]]:
    # Each with the name that it was installed by, "" for one that was given, and the package that it is.
    given = recipe.given()
    for name, _, plugin in installed() if given is None else [("", "", plugin) for plugin in given]:
        if type(plugin) is Installed:
            yield name, plugin, plugin.value
        else:
            yield name, plugin, plugin.__name__ if type(plugin) is types.ModuleType else ""


def _more_than_data(name: str, plugin: object, package: str) -> Iterator[Finding]:
    answered = ask(plugin, SECONDS, name=name)
    if answered.part is not None and not (package and answered.part == beside(plugin, answered.name)):
        yield _not_kept(answered.name, _MORE)


def _written(file: Path, content: bytes) -> Path:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = file.parent.stat()
    except OSError as error:
        what = f"it cannot be written: {error.strerror}."
        raise CoachplanError(Finding(where=str(file.parent), what=what, code="cannot-write")) from None
    if is_open_to_others(known):
        what = "others can write in this folder, or it is somebody else's."
        hint = "Choose a folder that is yours alone: whoever writes there could say what a sign is."
        raise CoachplanError(Finding(where=str(file.parent), what=what, hint=hint, code="cannot-write"))
    with one_writer(file.parent):
        if file.is_symlink() or (file.exists() and is_open_to_others(file.stat())):
            os.unlink(file)  # noqa: PTH108 - it would lend its rights to the new one
        replace_bytes(file, content)
    return file
