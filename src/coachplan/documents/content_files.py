"""
Which files of a folder are content, which look like it and are left out, and which are certainly none.

One reading for the engine, for what checks a folder line by line, and for scenarios. Says of what is left out where it
is and what to do, so that no red flag is missing without a word. Opens no file beyond its first lines.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from coachplan.base.errors import Finding
from coachplan.documents.files import inside

__all__ = ["Listed", "content_files", "form_of", "is_passed_over", "is_toml", "scenario_files"]

#: What the first line of a file says it is, comments before it included.
_FORM = re.compile(r"\s*(?:#[^\n]*\n\s*)*format\s*=\s*[\"']coachplan-([a-z]+)/")

#: So many bytes hold the first line of any file of ours.
_HEAD = 4096

#: How deep, and how many of a kind, a folder inside is looked through: to name what is left out, a few are enough.
_DEEPEST, _MOST_NAMED = 4, 3

#: What editors, shares and version control leave behind: `rules.toml~`, `#rules.toml#`, `rules.toml.bak`.
_LEAVINGS = (".bak", ".orig", ".rej", ".swp", ".swo", ".tmp")
_NEVER = frozenset({"__pycache__", "__macosx", "desktop.ini", "thumbs.db"})


@frozen(kw_only=True)
class Listed:
    """
    The *files* of a folder that are to be read, by name, and what was *left_out* that looks as if it should be.
    """

    files: tuple[Any, ...]
    left_out: tuple[Finding, ...]


def content_files(folder: Any, name: str) -> Listed:
    """
    List the content of a folder: every `.toml` in it, in capitals, too. *name* stands before each file in errors.

    Left out, and named, is what ends otherwise or lies in a folder inside. What begins with a dot, and the backups of
    editors, are passed over. Raises `CoachplanError` where the folder cannot be listed.
    """
    return _listed(folder, name, ("content", "reading"))


def scenario_files(folder: Any, name: str) -> Listed:
    """
    List the scenarios of a folder in the same way. Of folders inside, only what says that it is scenarios is named:
    plans and families lie there.
    """
    return _listed(folder, name, ("scenarios",))


def is_toml(name: str) -> bool:
    """
    Say whether the name of a file is that of TOML.
    """
    return name.casefold().endswith(".toml")


def is_passed_over(name: str) -> bool:
    """
    Say whether what is so called is certainly no content: hidden, or left behind by an editor or a system.
    """
    plain = name.casefold()
    return plain.startswith((".", "~$")) or plain.endswith(("~", "#", *_LEAVINGS)) or plain in _NEVER


def form_of(text: str) -> str:
    """
    Return what the first line of a file says that it is, such as `content` or `scenarios`; "" where it says nothing.
    """
    found = _FORM.match(text.removeprefix("\ufeff"))
    return found[1] if found else ""


def _listed(folder: Any, name: str, forms: tuple[str, ...]) -> Listed:
    files: list[Any] = []
    left_out: list[Finding] = []
    for each in inside(folder, name):
        if is_passed_over(each.name):
            continue
        if _is_folder(each):
            within = [file for file, _ in zip(_within(each, forms, _DEEPEST), range(_MOST_NAMED), strict=False)]
            if within:
                what = f"what lies in a folder inside is not read: {', '.join(within)}."
                hint = "Move it beside the others, or let the name of the folder begin with a dot."
                left_out.append(Finding(where=f"{name}/{each.name}", what=what, hint=hint, code="wrong-suffix"))
        elif is_toml(each.name):
            files.append(each)
        elif _looks_so(each, forms):
            what, hint = "its name does not end in .toml, so it is not read.", "Rename it, or take it out."
            left_out.append(Finding(where=f"{name}/{each.name}", what=what, hint=hint, code="wrong-suffix"))
    return Listed(files=tuple(files), left_out=tuple(left_out))


def _within(folder: Any, forms: tuple[str, ...], deeper: int) -> Iterator[str]:
    try:
        parts = sorted(folder.iterdir(), key=lambda each: str(each.name))
    except (OSError, ValueError):
        return
    for each in parts:
        if is_passed_over(each.name):
            continue
        if _is_folder(each):
            if deeper and not (isinstance(each, Path) and each.is_symlink()):
                yield from (f"{each.name}/{name}" for name in _within(each, forms, deeper - 1))
        elif _looks_so(each, forms) or ("content" in forms and is_toml(each.name)):
            yield str(each.name)


def _looks_so(file: Any, forms: tuple[str, ...]) -> bool:
    # By what it says it is; and where content is looked for, by what it is called: `flags.toml.txt`.
    if "content" in forms and ".toml" in file.name.casefold():
        return True
    try:
        if isinstance(file, Path) and not stat.S_ISREG(file.stat().st_mode):
            return False
        with file.open("rb") as opened:
            return form_of(opened.read(_HEAD).decode("utf-8", "replace")) in forms
    except (OSError, ValueError):
        return False


def _is_folder(position: Any) -> bool:
    try:
        return bool(position.is_dir())
    except (OSError, ValueError):
        return False
