"""
Processes whose clock is another: faketime starts one at any moment, and sets its clock while it runs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

LACKING = "These tests need faketime: apt-get install --no-install-recommends faketime"

#: What no system does when its clock is set is go back in what it measures waiting by.
_ONLY_THE_CLOCK = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}


def there():
    """Whether the program is, and what it loads."""
    return shutil.which("faketime") is not None and _library() is not None


def at(moment, zone, *words, folder, home):
    """Run Python with these words as if it were that moment in that zone; return what came of it."""
    return subprocess.run(
        ["faketime", moment, sys.executable, *words],
        cwd=folder, env=_of(home, TZ=zone), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def setting(file, *words, folder, home):
    """Run Python with these words; whatever moment it writes into *file* is that of its clock from then on."""
    asked = {"FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_NO_CACHE": "1", "TZ": "Europe/Madrid"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder, env=_of(home, LD_PRELOAD=str(_library()), **asked), capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _of(home, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COACHPLAN_")}
    return {**kept, **_ONLY_THE_CLOCK, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), **more}


def _library():
    # Where distributions have it; of the two, the one for programs with threads.
    folders = ("lib/*/faketime", "lib/faketime", "lib64/faketime", "local/lib/faketime")
    return next((found for each in folders for found in Path("/usr").glob(f"{each}/libfaketimeMT.so.1")), None)
