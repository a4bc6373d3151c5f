"""
Where this computer keeps what can be made again at any time: the one place that asks the environment for it.

The library itself is always told. Makes nothing and reads nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder() -> Path:
    """
    Return the folder for what coachplan keeps of content, as the platform has it: below `XDG_CACHE_HOME` or `~/.cache`,
    `~/Library/Caches`, or `LOCALAPPDATA`. It need not be there.
    """
    if sys.platform == "win32":
        return _said("LOCALAPPDATA", "AppData", "Local") / "coachplan" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "coachplan"
    return _said("XDG_CACHE_HOME", ".cache") / "coachplan"


def _said(name: str, *else_at_home: str) -> Path:
    # What is no whole path would be another folder wherever a command is called.
    said = Path(os.environ.get(name, ""))
    return said if said.is_absolute() else Path.home().joinpath(*else_at_home)
