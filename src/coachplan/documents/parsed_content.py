"""
Content that was parsed when a wheel was built: the same tables as in its TOML, in a form that is read sooner.

It lies in one file beside them, with a digest of each, and of a file that is another by now it says nothing: that is
parsed as ever. Whether what stands in a table is sound is asked as ever, too. Only for what ships as a package: in a
clinic's folder, what counts is what its people can read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

__all__ = ["NAME", "Parsed", "parsed_in"]

#: What the file is called; `hatch_build.py` writes it. It begins with a dot, so that nobody takes it for content.
NAME = ".parsed.json"


class Parsed:
    """
    What one folder holds, parsed: by the name of each file its digest and its tables.
    """

    __slots__ = ("_files",)

    def __init__(self, files: Mapping[str, Any]) -> None:
        self._files = files

    def tables(self, name: str, content: bytes) -> dict[str, Any] | None:
        """
        Return the tables of a file that has this *content*; None where it was another when it was parsed.
        """
        there = self._files.get(name)
        if not isinstance(there, list) or len(there) != 2 or not isinstance(there[1], dict):
            return None
        return there[1] if there[0] == blake2b(content, digest_size=32).hexdigest() else None


def parsed_in(folder: Any) -> Parsed:
    """
    Return what was parsed of a folder; of nothing, where no such file lies in it, or it is not whole.
    """
    try:
        raw = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError, RecursionError):
        raw = {}
    return Parsed(raw if isinstance(raw, dict) else {})
