"""
Published single-case series out of a folder of CSV files, as series of counts: study by study, child by child, session
by session.

The data lie outside of the repository; `series.csv` has a row a session. Only what can be counted is taken: successes
out of a number of opportunities that is known. Does not know what foretells them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

__all__ = ["Series", "Session", "counted", "read_series"]

#: What is hoped to go down is turned round: opportunities without it are the successes.
_DOWN = "decrease"


class Session(NamedTuple):
    """
    One session: tries and successes, and the phase in which it lies, such as "A1", with its label and its kind.
    """

    tries: int
    successes: int
    phase: str
    label: str
    kind: str


class Series(NamedTuple):
    """
    One series: its *study*, its *child* (unlike any child of another study), what was measured, and its sessions.
    """

    study: str
    child: str
    name: str
    sessions: tuple[Session, ...]


def read_series(folder: Path, *, percent_as: int = 0) -> list[Series]:
    """
    Return the series of `series.csv` in a folder whose sessions can all be counted, in the order of the file. With
    *percent_as*, percentages without a known number of opportunities, and these alone, are taken as so many tries.
    """
    with (folder / "series.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for (study, case), own in groupby(rows, key=lambda row: (row["dataset"], row["case"])):
        mine = list(own)
        sessions = tuple(counted(mine, percent_as=percent_as))
        if sessions:
            found.append(Series(study, f"{study}: {mine[0]['participant']}", case, sessions))
    return found


def counted(rows: Sequence[Mapping[str, str]], *, percent_as: int = 0) -> Iterator[Session]:
    """
    Yield the sessions of one series in the order in which they were, or none where one of them cannot be counted.
    """
    pairs = [(_percent(row, percent_as) if percent_as else _count(row)) for row in rows]
    if not all(pairs):
        return
    for _, row, pair in sorted(_numbered(rows, pairs), key=lambda each: each[0]):
        tries, successes = pair
        if row["direction"] == _DOWN:
            successes = tries - successes
        yield Session(tries, successes, row["phase"], row["phase_label"] or row["phase"], row["phase_kind"])


def _numbered(
    rows: Sequence[Mapping[str, str]], pairs: Iterable[tuple[int, int] | None]
) -> Iterator[tuple[int, Mapping[str, str], tuple[int, int]]]:
    for row, pair in zip(rows, pairs, strict=True):
        assert pair is not None  # a series with a session that cannot be counted is left out before
        yield int(row["order"]), row, pair


def _count(row: Mapping[str, str]) -> tuple[int, int] | None:
    # A known number of opportunities; or a count with the most that there could be, as with ten questions.
    if row["n_opportunities"] and row["successes"]:
        return _whole(row["n_opportunities"], row["successes"])
    if row["max_score"] and row["outcome"] and row["scale"] in ("count", "count_of_n"):
        return _whole(row["max_score"], row["outcome"])
    return None


def _percent(row: Mapping[str, str], tries: int) -> tuple[int, int] | None:
    if row["n_opportunities"] or not row["outcome"]:
        return None
    whole = {"percentage": 100.0, "proportion": 1.0}.get(row["scale"])
    share = float(row["outcome"]) / whole if whole else -1.0
    return (tries, round(tries * share)) if 0 <= share <= 1 else None


def _whole(tries: str, successes: str) -> tuple[int, int] | None:
    many, some = float(tries), float(successes)
    if many != int(many) or some != int(some) or not 0 <= some <= many or not many:
        return None
    return int(many), int(some)
