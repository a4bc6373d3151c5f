"""
A PostgreSQL to try the journal with: started from the system's own programs, on loopback, and thrown away.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path

LACKING = (
    "These tests need PostgreSQL: apt-get install --no-install-recommends postgresql, "
    "or say where its programs are: POSTGRESQL=/path/to/bin"
)
_NUMBERS = count(1)


def programs():
    """The folder of the newest PostgreSQL of the system; None where there is none."""
    said = os.environ.get("POSTGRESQL")
    folders = [Path(said)] if said else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    on_the_path = shutil.which("initdb")
    folders = folders or ([Path(on_the_path).parent] if on_the_path else [])
    return next((folder for folder in reversed(folders) if (folder / "initdb").is_file()), None)


def _version(folder):
    number = folder.parent.name
    return int(number) if number.isdigit() else 0


class Server:
    """A PostgreSQL that can be stopped and started again. It refuses to run as root: then it has its own user."""

    def __init__(self, bin_folder):
        self.bin = bin_folder
        self.folder = Path(tempfile.mkdtemp(prefix="coachplan-pg-"))
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run("initdb", "-U", "coachplan", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def _run(self, program, *words):
        said = subprocess.run(
            [self.bin / program, "-D", self.folder / "data", *words],
            cwd=self.folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **self.user,
        )  # fmt: skip
        assert said.returncode == 0, f"{program}: {said.stdout[-2000:]}{said.stderr[-2000:]}"

    def start(self):
        """Start it, and wait until it answers."""
        asked = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} -c fsync=off -c max_connections=40"
        self._run("pg_ctl", "-w", "-l", self.folder / "log", "-o", asked, "start")

    def stop(self, how="fast"):
        """Stop it: `fast` ends whoever is connected, `immediate` is as if it had been killed."""
        self._run("pg_ctl", "-m", how, "-w", "stop")

    def address(self, driver="psycopg", database="postgres"):
        """The address of a database."""
        return f"postgresql+{driver}://coachplan@127.0.0.1:{self.port}/{database}"

    def new(self):
        """Make a database, and return its name."""
        name = f"practice_{next(_NUMBERS)}"
        said = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "coachplan", name]
        subprocess.run([self.bin / "createdb", *said], check=True, capture_output=True)
        return name

    def throw_away(self):
        """Stop it, and delete what it kept."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)
