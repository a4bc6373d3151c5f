"""
What holds of whatever comes in, and what a target is: its samples, its words, and what must be true of any bytes.

A target is a module beside this one with `samples()`, `WORDS`, `check(data)` and, where bytes alone would rarely get
past the first line, `changed(data, chance)`. Needs no fuzzer: `tests/test_fuzzed.py` runs the samples by these, too.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from coachplan.base.errors import CoachplanError

ROOT = Path(__file__).resolve().parents[1]

#: What a family might have written, in words that stand nowhere in an error of ours.
SECRET = "Zebedee ate quietly"
_SECRET = re.compile(r"Zebedee[^\w'\"]+\w", re.IGNORECASE)
#: Signs that no error of ours has, so that they can only come from what was read.
_FOREIGN = re.compile(r"[^\x20-\x7e\n\u2018\u2019\u201c\u201d]")
#: How a mistake is told of which nobody thought: some reader raised what it should not.
_UNTHOUGHT = re.compile(r"it cannot be read \(\w+\)\.")

#: What is put where something else should be.
ODD = (
    None, True, False, 0, -1, 1e308, float("nan"), float("-inf"), 10**400, -(10**301), "", " ", SECRET,
    f"{SECRET} \u2e2e", "\ud800",
    "\x00", "../../x", "a\x00b", "CON", "'; DROP TABLE entries; --", "2026-02-30", "2026-03-02", "9999-12-31",
    "0001-01-01", "all", "core/x", "__class__", [], {},
    [[]], {"": 1}, {"key": "core/x", "values": {"n": 1}}, "x" * 5000, "\u202e\u0301\U0001f622", "{child}",
    "{0.__class__}",
)  # fmt: skip


def odd(chance: Random) -> Any:
    """
    Return one of them, nobody else's.
    """
    return deepcopy(chance.choice(ODD))


class Broken(Exception):  # noqa: N818 - what the fuzzer looks for, and not an error of coachplan
    """
    Something that should hold of whatever comes in does not.
    """


def holds(truth: object, said: str) -> None:
    """
    Raise `Broken` where what should be true is not.
    """
    if not truth:
        raise Broken(said)


def refused(error: CoachplanError, *, echoes: bool = False) -> None:
    """
    Look at what was refused: findings in sentences, and no word of whoever wrote it. *echoes*: of content, which is
    written by its authors and is shown to them.
    """
    told = str(error) + repr(error)
    holds(error.findings, "an error without findings")
    for finding in error.findings:
        holds(finding.what and finding.code, "a finding that does not say what was found")
        holds(not _UNTHOUGHT.search(finding.what), f"nobody thought of this: {finding}")
    if not echoes:
        said_nothing_of_it(told)


def said_nothing_of_it(told: str) -> None:
    """
    Raise `Broken` where a sentence tells what was written.
    """
    holds(not _SECRET.search(told), f"it tells what was written: {told!r}")
    holds(not _FOREIGN.search(told), f"it tells signs that were written: {told!r}")


def value_or_refusal(read: Callable[[], Any], *, echoes: bool = False) -> Any:
    """
    Return what a reader reads, or None where it refuses in findings. Anything else that it raises goes through.
    """
    try:
        return read()
    except CoachplanError as error:
        refused(error, echoes=echoes)
        return None


def grows_evenly(work: Callable[[int], object], *, times: int = 8, first: float = 0.05, share: float = 5.0) -> None:
    """
    Raise `Broken` where so many *times* as much takes far more than so many times as long. Only in a fuzzer: what the
    clock says is trusted only where it is long, and *share* times too long.
    """
    began = time.process_time()
    work(1)
    once = max(time.process_time() - began, first)
    began = time.process_time()
    work(times)
    much = time.process_time() - began
    holds(much < once * times * share, f"{times} times as much took {much / once:.0f} times as long ({much:.1f} s)")


def text_of(data: bytes) -> str:
    """
    Return bytes as a text, halves of characters among them.
    """
    return data.decode("utf-8", "surrogatepass") if _whole(data) else data.decode("utf-8", "replace")


def _whole(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


# -- changing a text as its writer could have


def lines_changed(data: bytes, chance: Random, words: Iterable[str]) -> bytes:
    """
    Return a text with a line doubled, dropped, moved or cut, or with one of some words put into it.
    """
    lines = text_of(data).split("\n")
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        what = chance.randrange(6)
        if what == 0:
            lines.insert(other, lines[at])
        elif what == 1 and len(lines) > 1:
            del lines[at]
        elif what == 2:
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines[at] = put_in(lines[at], chance, words, over=what == 3)
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def put_in(text: str, chance: Random, words: Iterable[str], *, over: bool) -> str:
    """
    Return a text with a word put into it, *over* what stands there or between.
    """
    known = tuple(words)
    seams = [0, *(found.start() for found in re.finditer(r"\b", text)), len(text)]
    at = chance.choice(seams)
    after = chance.choice([seam for seam in seams if seam >= at]) if over else at
    return text[:at] + chance.choice(known) + chance.choice(("", " ")) + text[after:]
