"""
While a wheel is built, the TOML in it is parsed, and the tables put beside it as JSON, which is read sooner.

Each comes with a digest of its file, so that what is changed later is read as it stands. A tree that is installed as a
link has none, and needs none.
"""

from __future__ import annotations

import json
import tomllib
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ParsedContent(BuildHookInterface[Any]):
    """
    For each folder of content that the configuration names, one file `.parsed.json` in it.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """
        Parse what is there, and have it taken into the wheel.
        """
        if version == "editable":
            return
        made = Path(mkdtemp())
        for number, folder in enumerate(self.config["folders"]):
            file = made / f"{number}.json"
            file.write_text(json.dumps(parsed(Path(self.root, folder)), ensure_ascii=False), encoding="utf-8")
            build_data["force_include"][str(file)] = f"{folder.removeprefix('src/')}/.parsed.json"


def parsed(folder: Path) -> dict[str, list[Any]]:
    """
    Return the digest and the tables of each file that JSON can hold as it is.
    """
    found = {}
    for file in sorted(folder.glob("*.toml")):
        content = file.read_bytes()
        tables = tomllib.loads(content.decode())
        try:
            same = json.loads(json.dumps(tables, allow_nan=False)) == tables
        except (TypeError, ValueError):
            same = False  # a date, or a number without an end
        if same:
            found[file.name] = [blake2b(content, digest_size=32).hexdigest(), tables]
    return found
