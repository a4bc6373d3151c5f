"""
What an engine was made of, kept in a file, so that the next one need not read and check all of it again.

The file is data: values as plain JSON, with digests of everything that they were made of; and, on lines of their own,
what its lists of words come to, each read when a note is. It is used where each of those is the same still,
where nobody but its owner could have written it, and where every value in it is sound by itself; else it is as if it
were not there. It is written only when asked for. Knows nothing of reviews.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from attrs import frozen

from coachplan.base.errors import CoachplanError
from coachplan.base.kept_values import kept, made_again
from coachplan.base.messages import Text
from coachplan.documents.contract import CONTRACT
from coachplan.documents.folder_digests import folder_digest
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.kinds import KINDS
from coachplan.knowledge.late_texts import LateTexts
from coachplan.model.flags import Phrasing, Turning
from coachplan.model.plugin_status import PluginStatus
from coachplan.notes import made_ready
from coachplan.plugins.installation import installation_digest, package_folders
from coachplan.plugins.recipe import Recipe
from coachplan.plugins.status import Loaded
from coachplan.progress.signals import CORE_SIGNALS

__all__ = ["FORMAT", "MOST", "Kept", "Standing", "as_bytes", "file_of", "read_kept", "standing"]

#: What the first line of such a file begins with. The number goes up with what stands below it.
FORMAT = "coachplan-kept-engine/2"

#: No such file comes near it: the three disciplines make one of two megabytes and a half.
MOST = 64_000_000

#: The core: its content counts by its bytes; by size and date its code, since that changes where coachplan is made, and
#: the table of the second reader, which has a digest of its own.
_CORE = Path(__file__).parents[1]
_CODE = (".py", ".pyi", ".so", ".pyd", ".zip")

#: Who may have written a file that is used: its owner alone.
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH

#: Signals are code, and those of the core alone are those of a kept engine.
_SHELVES = tuple(kind for kind in KINDS if kind.shelf != "signals")
_LENT: tuple[tuple[str, Any], ...] = (("phrases", Phrasing), ("turning", Turning))
_TEXTS = ("texts", "translations")


@frozen(kw_only=True)
class Kept:
    """
    What a file held: what was *loaded*, and whose releases it is *made_with*.
    """

    loaded: Loaded
    made_with: tuple[tuple[str, str], ...]


#: Everything that an engine is made of, as plain data: equal where nothing is another.
Standing = dict[str, Any]


def file_of(folder: Path, recipe: Recipe) -> Path:
    """
    Return the file in which an engine that is made so is kept: another for other arguments, or another Python.
    """
    asked = json.dumps([_asked(recipe), sys.prefix, list(sys.version_info[:2])])
    return folder / f"engine-{blake2b(asked.encode(), digest_size=8).hexdigest()}.kept"


def _asked(recipe: Recipe) -> dict[str, Any]:
    given = recipe.arguments_as_text()
    return {name: given[name] for name in ("plugins", "blocked", "content", "needs")}


def standing(recipe: Recipe, packages: Iterable[str]) -> Standing | None:
    """
    Return what an engine would be made of right now, with the plugins that lie in *packages*. None where that cannot
    be told: a plugin is an object, lies in no folder, or somebody else says what is installed.
    """
    asked, installed = _asked(recipe), installation_digest()
    folders = {name: package_folders(name) for name in packages}
    if installed is None or None in (asked["plugins"] or ()) or not all(folders.values()):
        return None
    try:
        return {
            "contract": CONTRACT,
            "core": folder_digest([_CORE], by_date=_CODE),
            "installed": installed,
            "packages": {name: folder_digest(places) for name, places in sorted(folders.items())},
            "folders": [folder_digest([place]) for place in asked["content"]],
            "asked": asked,
        }
    except CoachplanError:
        return None


# -- writing


def as_bytes(
    made_of: Standing, loaded: Loaded, made_with: Iterable[tuple[str, str]], lists: Mapping[str, Any]
) -> bytes:
    """
    Return the file, with what its *lists* of words come to. Raises `TypeError` where something in the catalogue is no
    data.
    """
    catalogue = loaded.catalogue
    body = {
        "made_of": made_of,
        "made_with": [list(pair) for pair in made_with],
        "plugins": [kept(each) for each in loaded.plugins],
        "shelves": {kind.shelf: [kept(each) for each in getattr(catalogue, kind.shelf).values()] for kind in _SHELVES},
        "lent": {name: [kept(each) for each in getattr(catalogue, name).values()] for name, _ in _LENT},
        "words": {name: _by_language(getattr(catalogue, name).values()) for name in _TEXTS},
    }
    written = b"\n".join([_line(body), *(key.encode() + b"\t" + _line(plain) for key, plain in lists.items())])
    return _first_line(written) + written


def _line(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode()


def _first_line(body: bytes | memoryview) -> bytes:
    return f"{FORMAT} {blake2b(body, digest_size=32).hexdigest()}\n".encode()


def _by_language(texts: Iterable[Text]) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for text in texts:
        words.setdefault(text.language, {})[text.key] = text.words
    return words


# -- reading


def read_kept(file: Path, recipe: Recipe) -> Kept | None:
    """
    Return what a file holds; None where it is not there, may not be trusted, is not whole, or was made of anything
    else than what stands there now. Raises nothing, whatever stands in it.
    """
    try:
        content = _owners_own(file)
        if content is None:
            return None
        start = content.find(b"\n", 0, 200) + 1
        if content[:start] != _first_line(memoryview(content)[start:]):
            return None
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        raw = json.loads(content[start:end])
        made_of = raw["made_of"]
        if made_of != standing(recipe, list(made_of["packages"])):
            return None
        made = _made(raw)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, all can be read anew
        return None
    made_ready.offer(_Lists(content[end:]))
    return made


class _Lists:
    """
    What lists of words come to, a line each: read when it is asked for.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._by_key: dict[bytes, bytes] | None = None

    def __call__(self, key: str) -> Any:
        by_key = self._by_key
        if by_key is None:
            by_key = dict(line.split(b"\t", 1) for line in self._lines.split(b"\n") if b"\t" in line)
            if by_key:  # two may ask at once, and whoever comes late finds nothing to take apart
                self._by_key, self._lines = by_key, b""
        line = by_key.get(key.encode())
        try:
            return None if line is None else json.loads(line)
        except (ValueError, RecursionError):
            return None


def _owners_own(file: Path) -> bytes | None:
    # Whoever could write here could say what a sign is: the file and its folder are the reader's own, or of root.
    opened = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | _AT_ONCE)
    with os.fdopen(opened, "rb") as stream:
        known = os.fstat(stream.fileno())
        if not stat.S_ISREG(known.st_mode) or known.st_size > MOST or is_open_to_others(known):
            return None
        if is_open_to_others(file.parent.stat()):
            return None
        return stream.read(MOST + 1)


#: A pipe in the place of the file is not waited for.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def is_open_to_others(known: os.stat_result) -> bool:
    """
    Say whether anybody but this user, or root, could have changed what is so described. Windows keeps that elsewhere.
    """
    if sys.platform == "win32":
        return False
    return bool(known.st_mode & _OTHERS_WRITE) or known.st_uid not in (0, os.geteuid())


def _made(raw: dict[str, Any]) -> Kept:
    shelves: dict[str, Any] = {
        kind.shelf: [made_again(kind.item, each) for each in raw["shelves"][kind.shelf]] for kind in _SHELVES
    }
    shelves |= {name: [made_again(kind, each) for each in raw["lent"][name]] for name, kind in _LENT}
    shelves |= {name: LateTexts(raw["words"][name]) for name in _TEXTS}
    loaded = Loaded(
        plugins=tuple(made_again(PluginStatus, each) for each in raw["plugins"]),
        catalogue=Catalogue(signals=CORE_SIGNALS, **shelves),
    )
    return Kept(loaded=loaded, made_with=made_again(tuple[tuple[str, str], ...], raw["made_with"]))
