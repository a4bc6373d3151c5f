"""
How a worker ends: with the process that asks it, however that one ends, and not before it.

A worker that waits for work from a process that was killed would wait for ever, and hold what it was given. Knows
nothing of cases.
"""

from __future__ import annotations

import os
from multiprocessing import parent_process
from multiprocessing.connection import wait
from signal import SIG_IGN, SIGINT, signal
from threading import Thread

__all__ = ["end_with_parent"]


def end_with_parent() -> None:
    """
    End this process as soon as the one that began it has ended, and leave it to that one what becomes of Ctrl-C. For
    `ProcessPoolExecutor(initializer=...)`; does nothing in a process that no other has begun.
    """
    parent = parent_process()
    if parent is not None:
        signal(SIGINT, SIG_IGN)  # it reaches all processes of a terminal, and each would tell of it
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # what it was at is nobody's any longer
