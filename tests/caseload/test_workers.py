"""
How workers end: Ctrl-C is the matter of whoever began them, and none of them tells where it stood.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

#: Two workers that have done their work and wait for more, until somebody presses Ctrl-C.
WAITING = """
import signal, sys
from concurrent.futures import ProcessPoolExecutor
from coachplan.caseload.workers import end_with_parent

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever began this in the background turned it off
    with ProcessPoolExecutor(2, initializer=end_with_parent) as pool:
        list(pool.map(abs, range(-20, 0)))
        try:
            print("waiting", flush=True)
            sys.stdin.read()
        except KeyboardInterrupt:
            print("ended", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a group of processes")
def test_ctrl_c_is_told_by_nobody_but_the_command():
    """It reaches each process of a terminal; a worker that waits takes no notice, and ends with the others."""
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as ran:
        assert b"waiting\n" == ran.stdout.readline()
        os.killpg(ran.pid, signal.SIGINT)
        said, told = ran.communicate(timeout=60)

    assert (b"ended\n", b"", 0) == (said, told, ran.returncode)
