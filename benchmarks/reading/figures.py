"""
How well notes are read that nobody wrote a word list for: recall by level and false alarms by kind, person by person.

Every note is one entry of a plan, reviewed as any other. What is counted is what a caregiver and a clinician would be
told.
Run as a program, it prints the tables of docs/explanation/notes.md:

    python benchmarks/reading/figures.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from coachplan import Approval, Caregiver, Child, Engine, Entry, Family, Focus, Plan, Review, Routine
from coachplan.notes import second_table
from coachplan.notes.second_reader import SecondReader

__all__ = [
    "EVERYDAY",
    "LEVELS",
    "LOOKALIKES",
    "Pair",
    "Share",
    "heard",
    "read_all",
    "read_with",
    "table",
    "tables",
    "voices",
]

HERE = Path(__file__).resolve().parent
#: Notes of people that nothing was made from.
LOCKED = HERE.parents[1] / "tests" / "notes" / "strangers.jsonl"

#: Least urgent first.
LEVELS = ("none", "soon", "today", "now")
#: Notes without a danger that have alarming words in them, and those that have none.
LOOKALIKES = ("past", "somebody-else", "figurative", "what-if", "negated")
EVERYDAY = ("ordinary", "barrier", "question")

_DAY = date(2026, 3, 2)


@frozen
class Share:
    """
    So many of so many, with the interval in which the true share lies 19 times in 20 (Wilson 1927, without correction).
    """

    hits: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """
        The interval, as shares from 0 to 1; all of it where nothing was counted.
        """
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.hits / self.of
        middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{100 * self.hits / self.of:.0f} % ({100 * low:.0f}-{100 * high:.0f}, {self.hits} of {self.of})"


@frozen(kw_only=True)
class Heard:
    """
    What a review told of one note: the most urgent level of its alerts, and whether the plan was paused.
    """

    level: str
    pauses: bool
    looked_at: bool = False

    @property
    def seen(self) -> bool:
        """
        Whether anybody is told of the note: caregiver and therapist by an alert, or the therapist alone.
        """
        return self.level != "none" or self.looked_at


def voices(*files: Path) -> tuple[dict[str, Any], ...]:
    """
    Return every note of the files, or of `voices-*.jsonl`. One of which one reader says that there is a danger and the
    other that there is none is left out: nobody knows what would be right.
    """
    notes = [
        json.loads(line)
        for file in files or sorted(HERE.glob("voices-*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return tuple(note for note in notes if (note["level"] == "none") == (note["second"] == "none"))


def _plan(engine: Engine) -> Plan:
    family = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("mornings", "dressing", minutes=10)], id="sam")
    focus = Focus("f1", "mornings", skill="ot/pull-up-socks", step=2, strategy="ot/least-help-first", since=_DAY)
    plan = Plan("p1", family, focuses=[focus])
    return engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=_DAY), role="clinician")


def heard(review: Review) -> Heard:
    """
    Return what a review told.
    """
    levels = [alert.urgency for alert in review.alerts]
    loudest = max(levels, key=LEVELS.index, default="none")
    return Heard(level=loudest, pauses=review.paused, looked_at=bool(review.worth_a_look))


@contextmanager
def read_with(reader: SecondReader | str) -> Iterator[None]:
    """
    Read by another table of the second reader than the one that came with coachplan; by none, where it is a text.
    """
    shipped = second_table.shipped
    second_table.shipped = lambda: reader
    try:
        yield
    finally:
        second_table.shipped = shipped


def read_all(engine: Engine, notes: Iterable[Mapping[str, Any]]) -> Iterator[Heard]:
    """
    Yield what is heard in each note, in turn.
    """
    plan = _plan(engine)
    for note in notes:
        language = "es" if note["lang"] == "es" else "en"
        entry = Entry("e1", _DAY, focus="f1", worked=note["text"], language=language)
        yield heard(engine.review(plan, [entry], on=_DAY))


def table(title: str, rows: Iterable[tuple[str, Iterable[object]]], heads: Iterable[str]) -> str:
    """
    Return a table as Markdown: a name and cells a row.
    """
    heads = list(heads)
    lines = [f"| {title} | {' | '.join(heads)} |", f"| --- |{' --- |' * len(heads)}"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(map(str, cells))} |" for name, cells in rows)])


Pair = tuple[Mapping[str, Any], Heard]


def _share(pairs: Iterable[Pair], of: Callable[[Pair], bool], hit: Callable[[Pair], bool]) -> Share:
    chosen = [pair for pair in pairs if of(pair)]
    return Share(sum(map(hit, chosen)), len(chosen))


def _at_its_level(pair: Pair) -> bool:
    # Another level that a careful reader would defend is right, too.
    note, found = pair
    least = min([note["level"], *(each for each in note["also"] if each != "none")], key=LEVELS.index)
    return LEVELS.index(found.level) >= LEVELS.index(least)


def tables(pairs: list[Pair]) -> Iterator[str]:
    """
    Yield the tables: recall by level, area and language; false alarms by kind.
    """

    def recall(level: str, **more: str) -> Share:
        wanted = {"level": level, **more}
        return _share(pairs, lambda p: all(p[0][name] == value for name, value in wanted.items()), _at_its_level)

    dangers = ("now", "today", "soon")
    yield table("at its level or above", [("all", [recall(level) for level in dangers])], dangers)
    areas = sorted({note["area"] for note, _ in pairs})
    yield table("area", [(area, [recall(level, area=area) for level in dangers]) for area in areas], dangers)
    languages = sorted({note["lang"] for note, _ in pairs})
    yield table("language", [(lang, [recall(level, lang=lang) for level in dangers]) for lang in languages], dangers)
    seen = [Share(sum(p[1].seen for p in pairs if p[0]["level"] == level), recall(level).of) for level in dangers]
    yield table("seen at all", [("all", seen)], dangers)

    def alarms(kinds: Iterable[str]) -> tuple[Share, Share, Share]:
        def chosen(pair: Pair) -> bool:
            return pair[0]["level"] == "none" and pair[0]["kind"] in kinds

        return (
            _share(pairs, chosen, lambda p: p[1].pauses),
            _share(pairs, chosen, lambda p: p[1].level != "none"),
            _share(pairs, chosen, lambda p: p[1].seen),
        )

    rows = [("look-alikes", LOOKALIKES), *((kind, (kind,)) for kind in LOOKALIKES), ("everyday", EVERYDAY)]
    yield table("no danger", [(name, alarms(kinds)) for name, kinds in rows], ("pauses", "any alert", "seen at all"))


def main() -> None:
    """
    Print the tables of every voice there is; read by the lists alone, where `--lists` is given, or of the voices that
    nothing was made from, with `--locked`.
    """
    notes = voices(LOCKED) if "--locked" in sys.argv else voices()
    engine, found = Engine(), []
    with read_with("no table") if "--lists" in sys.argv else nullcontext():
        for number, heard_now in enumerate(read_all(engine, notes), start=1):
            found.append(heard_now)
            if number % 500 == 0 and sys.stderr.isatty():
                print(f"{number} of {len(notes)} notes", file=sys.stderr)
    people = len({note["persona"] for note in notes})
    print(f"{len(notes)} notes of {people} people whose words no list was made from\n")
    print("\n\n".join(tables(list(zip(notes, found, strict=True)))))


if __name__ == "__main__":
    main()
