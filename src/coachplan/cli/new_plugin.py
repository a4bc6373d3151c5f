"""
A new plugin written from the template: a package of data, with one item of each kind and two scenarios to change.

Refuses a name that cannot be one, a name that is taken, and a folder that is there. Knows nothing of how it is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from coachplan.base.errors import CoachplanError, Finding
from coachplan.documents.contract import CONTRACT

__all__ = ["new_plugin"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

#: Names that would be taken for coachplan's own.
_OURS = frozenset({"cli", "coachplan", "core", "plugin", "plugins", "test", "testing", "tests"})


def new_plugin(name: str, folder: Path, *, title: str = "", taken: Collection[str] = ()) -> Path:
    """
    Write the plugin *name* into a new folder `coachplan-NAME` inside *folder*, and return that folder.

    *title* is what the discipline is called; without it the name. *taken* are the names that installed plugins have.
    Raises `CoachplanError` before anything is written.
    """
    _name_is_free(name, taken)
    title = title.strip() or name.replace("-", " ").capitalize()
    if not title.isprintable() or re.search(r"[\"\\$]", title):
        raise CoachplanError(Finding(item="title", what=f"found {title!r}.", hint="Give one line without quotes."))
    target = folder / f"coachplan-{name}"
    if target.exists():
        hint = "Give another name, another folder with --to, or take that one away first."
        raise CoachplanError(Finding(where=str(target), what="this is there already.", hint=hint, code="exists"))
    module = name.replace("-", "_")
    fills = {
        "name": name,
        "module": module,
        "package": f"coachplan_{module}",
        "title": title,
        "core": _core_range(),
        "contract": f">={CONTRACT},<{CONTRACT + 1}",
    }
    written = [(path, Template(text).substitute(fills)) for path, text in _template()]
    try:
        for path, text in written:
            place = path.replace("/package/", f"/{fills['package']}/").replace("test_plugin", f"test_{module}")
            file = target / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        what = f"it cannot be written: {error.strerror}."
        raise CoachplanError(
            Finding(where=str(target), what=what, hint="Choose a folder with --to.", code="cannot-write")
        ) from None
    return target


def _name_is_free(name: str, taken: Collection[str]) -> None:
    legal = _legal(name)
    wrong = ""
    if not _NAME.fullmatch(name):
        wrong = "a name is made of small letters, digits and hyphens, and begins with a letter."
    elif name.startswith("coachplan-"):
        wrong = "the package is called coachplan- and the name, so the name needs no coachplan in it."
    elif name in _OURS:
        wrong = "this name is coachplan's own."
        legal = f"{name}-practice"
    elif name in taken:
        wrong = "a plugin of this name is installed."
        legal = f"my-{name}"
    if wrong:
        hint = f"Try {legal!r}." if legal and legal not in taken else "Choose another, such as 'physiotherapy'."
        raise CoachplanError(Finding(item=name or "the name", what=wrong, hint=hint))


def _legal(name: str) -> str:
    # The letters without their marks, and everything else a hyphen: "Música & Más" is "musica-mas".
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.removeprefix("coachplan-")).strip("-0123456789")


def _core_range() -> str:
    # The releases that this template fits: until 1.0 a new second number may change anything.
    try:
        numbers = re.findall(r"\d+", version("coachplan"))
    except PackageNotFoundError:
        return ""
    major, minor = int(numbers[0]), int(numbers[1])
    return f">={major}.{minor},<{f'0.{minor + 1}' if major == 0 else major + 1}"


def _template() -> Iterator[tuple[str, str]]:
    root = files("coachplan") / "cli" / "template"
    for path, file in _inside(root, ""):
        yield path.removesuffix(".txt"), file.read_text(encoding="utf-8")


def _inside(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _inside(each, f"{path}{each.name}/")
        elif each.name.endswith(".txt"):
            yield f"{path}{each.name}", each
