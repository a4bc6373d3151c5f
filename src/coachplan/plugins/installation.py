"""
Which plugins are installed, as one digest, without asking any of them: what their metadata says, in order.

Reads what `importlib.metadata` reads, and much less of it, so that nothing has to be imported to know that all is as it
was. Where somebody else finds what is installed, it cannot be told.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from importlib.util import find_spec

__all__ = ["PROJECT", "installation_digest", "package_folders"]

#: The name that hooks, markers and the entry point group go by.
PROJECT = "coachplan"

_ENDS = (".dist-info", "egg-info")  # the latter in an egg, too, where it is called EGG-INFO
_SAYS_WHO = ("METADATA", "PKG-INFO")


def installation_digest() -> str | None:
    """
    Return 32 hexadecimal digits for all metadata that names this project: another as soon as a plugin, or coachplan, is
    added, taken out, or another release. None where it cannot be told.
    """
    if any(_finds_others(finder) for finder in sys.meta_path):
        return None
    seen = hashlib.blake2b(digest_size=16)
    for part in _metadata():
        seen.update(len(part).to_bytes(8, "big"))
        seen.update(part)
    return seen.hexdigest()


def _finds_others(finder: object) -> bool:
    # The backport looks in the same places as the standard library does.
    module = str(getattr(type(finder), "__module__", ""))
    return hasattr(finder, "find_distributions") and finder is not PathFinder and "importlib_metadata" not in module


def _metadata() -> Iterator[bytes]:
    for place in dict.fromkeys(map(os.path.abspath, sys.path)):
        try:
            with os.scandir(place) as there:
                named = sorted(each.path for each in there if each.name.lower().endswith(_ENDS))
        except NotADirectoryError:  # a zip file, in which a plugin may lie
            known = os.stat(place)  # noqa: PTH116 - as above
            yield f"{place} {known.st_size} {known.st_mtime_ns}".encode("utf-8", "surrogatepass")
            continue
        except OSError:
            continue
        for each in named:
            points = _bytes(f"{each}/entry_points.txt")
            if PROJECT.encode() in points:
                yield each.encode("utf-8", "surrogatepass")
                yield points
                yield from (_bytes(f"{each}/{name}") for name in _SAYS_WHO)


def _bytes(file: str) -> bytes:
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - as above
            return opened.read()
    except OSError:
        return b""


def package_folders(name: str) -> tuple[str, ...]:
    """
    Return the folders that a package lies in, without importing it; none where there is no such package, or it lies
    inside another.
    """
    try:
        spec = find_spec(name) if name and "." not in name and ":" not in name else None
    except (ImportError, ValueError, AttributeError):
        return ()
    return tuple(spec.submodule_search_locations or ()) if spec is not None else ()
