"""
The table of the second reader as a file: packed by the program that made it, refused where one byte of it is another.

Read once, when the first note is. A table that is refused takes nothing away: the word lists read every note anyway.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from pkgutil import get_data
from typing import Any, get_args

from coachplan.base.errors import CoachplanError, Finding
from coachplan.notes.second_reader import SOUNDS, SecondReader, Tells, Threshold
from coachplan.notes.sorted_runs import SortedRuns, are_sorted

__all__ = ["FORMAT", "packed", "shipped", "shipped_digest", "unpacked"]

FORMAT = "coachplan-second-reader/2"
_ABOUT, _RUNS, _NUMBERS, _TOLD = "about.json", "runs.txt", "numbers.bin", "told.bin"
_COLUMNS = 1 + len(SOUNDS)
#: A zip file says when its parts were made; the same table is to be the same file whenever it is made.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def packed(
    about: Mapping[str, Any],
    words: Sequence[str],
    letters: Sequence[str],
    columns: Sequence[array[int]],
    told: Sequence[Mapping[int, int]] = (),
) -> bytes:
    """
    Return a table as the bytes of its file: what it was made from, its runs, and its columns of whole numbers; and for
    each thing that a note may tell, in the order of *about*, the weights of those runs that speak for or against it.
    """
    if not (are_sorted(words) and are_sorted(letters)):
        raise ValueError("runs are looked up where they stand in order")
    runs = "\n".join([*words, *letters]).encode()
    numbers = b"".join(_little(column).tobytes() for column in columns)
    kept = [sorted(weights.items()) for weights in told]
    which = array("I", [number for pairs in kept for number, _ in pairs])
    weighs = array("h", [weight for pairs in kept for _, weight in pairs])
    spoken = _little(which).tobytes() + _little(weighs).tobytes()
    tells = [{**one, "runs": len(pairs)} for one, pairs in zip(about.get("tells", ()), kept, strict=True)]
    whole = {"format": FORMAT, **about, "tells": tells, "runs": {"words": len(words), "letters": len(letters)}}
    whole["digest"] = _digest(whole, runs, numbers, spoken)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        about_it = json.dumps(whole, indent=1).encode()
        parts = ((_ABOUT, about_it), (_RUNS, runs), (_NUMBERS, numbers), (_TOLD, spoken))
        for name, content in parts:
            made.writestr(zipfile.ZipInfo(name, _NO_DAY), content)
    return out.getvalue()


def unpacked(given: bytes) -> SecondReader:
    """
    Return the table that a file holds. Raises `CoachplanError` where it is of another version, or not as it was made.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(given)) as made:
            about = json.loads(made.read(_ABOUT))
            runs, numbers, told = made.read(_RUNS), made.read(_NUMBERS), made.read(_TOLD)
        made_as, digest = about["format"], about.pop("digest")
        right = _digest(about, runs, numbers, told)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a file, it is refused
        raise _refused(f"it cannot be read ({type(error).__name__})") from None
    if made_as != FORMAT:
        raise _refused(f"it is {made_as!r}, and this coachplan reads {FORMAT!r}")
    if digest != right:
        raise _refused("its digest is another: something in it was changed or lost")
    try:
        reader = _reader({**about, "digest": digest}, runs.decode(), numbers, told)
        whole = set(get_args(Threshold)) == set(reader.thresholds)
    except CoachplanError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise _refused(f"it lacks a part ({type(error).__name__})") from None
    if not whole:
        raise _refused("it lacks a threshold")
    return reader


@cache
def shipped() -> SecondReader | str:
    """
    Return the table that came with coachplan; or, where it is refused, why.
    """
    try:
        content = get_data("coachplan.notes", "second_reader.zip")
    except OSError:
        content = None
    if content is None:
        return _refused("it is not there").findings[0].what
    try:
        return unpacked(content)
    except CoachplanError as error:
        return error.findings[0].what


def shipped_digest() -> str:
    """
    Return the digest of the table that came with coachplan; empty where it is refused, and the lists read alone.
    """
    table = shipped()
    return "" if isinstance(table, str) else str(table.about["digest"])


def _refused(why: str) -> CoachplanError:
    hint = "Install coachplan anew. Until then the word lists read alone."
    return CoachplanError(Finding(what=f"The table of the second reader is refused: {why}.", hint=hint, code="unsound"))


def _digest(about: Mapping[str, Any], *parts: bytes) -> str:
    about_it = json.dumps(about, sort_keys=True).encode()
    return hashlib.sha256(b"\0".join((about_it, *parts))).hexdigest()


def _little(column: array[int]) -> array[int]:
    # Kept with the low byte first, whatever this machine does.
    if sys.byteorder == "little":
        return column
    turned = array(column.typecode, column)
    turned.byteswap()
    return turned


def _told(tells: Sequence[Mapping[str, Any]], given: bytes, runs: int) -> tuple[Mapping[int, int], ...]:
    every = sum(one["runs"] for one in tells)
    which, weighs = array("I"), array("h")
    if len(given) != every * (which.itemsize + weighs.itemsize):
        raise _refused(f"what notes tell has {len(given)} bytes for {every} weights")
    which.frombytes(given[: every * which.itemsize])
    weighs.frombytes(given[every * which.itemsize :])
    which, weighs = _little(which), _little(weighs)
    if max(which, default=0) >= runs:
        raise _refused("what notes tell is of runs that it does not have")
    ends = list(accumulate((one["runs"] for one in tells), initial=0))
    return tuple([dict(zip(which[first:last], weighs[first:last], strict=True)) for first, last in pairwise(ends)])


def _end_of_line(text: str, number: int) -> int:
    """
    Return where the line of this number ends, counted from one.
    """
    start, step = 0, 1 << 16
    while start < len(text) and (lines := text.count("\n", start, start + step)) < number:
        start, number = start + step, number - lines
    return start + len("\n".join(text[start : start + step].split("\n")[:number]))


def _reader(about: Mapping[str, Any], runs: str, numbers: bytes, told: bytes) -> SecondReader:
    end = _end_of_line(runs, about["runs"]["words"])
    words, letters = SortedRuns(runs[:end]), SortedRuns(runs[end + 1 :], about["runs"]["words"])
    every = len(words) + len(letters)
    if [len(words), len(letters)] != [about["runs"]["words"], about["runs"]["letters"]]:
        raise _refused(f"it has {every} runs, and says otherwise")
    whole = array("h")
    whole.frombytes(numbers)
    if len(whole) != _COLUMNS * every:
        raise _refused(f"it has {len(whole)} numbers for {every} runs")
    whole = _little(whole)
    lengths, soon, today, now = (whole[column * every : (column + 1) * every] for column in range(_COLUMNS))
    one, two, three = about["bias"]
    return SecondReader(
        words=words,
        letters=letters,
        lengths=lengths,
        weights=(soon, today, now),
        bias=(one, two, three),
        thresholds=about["thresholds"],
        languages=frozenset(about["languages"]),
        tells=tuple(Tells(one["name"], one["bias"], one["least"]) for one in about["tells"]),
        told=_told(about["tells"], told, every),
        about=about,
    )
