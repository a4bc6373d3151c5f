"""
What is decided, and the words it is told in, stay as they are while the code is moved about.

Two thousand families are made up from seeds, with all three disciplines, and each is reviewed twice; a step that can be
taken is. Every review is a document, and of each family's documents a short digest is kept in `documents/decided.txt`.
A change that means to decide otherwise writes the digests anew and says in its message how many differ, and why:

    python tests/test_decisions_kept.py
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest

from coachplan import Caregiver, Child, CoachplanError, Entry, Family, Routine
from coachplan.documents.codec import dumps
from coachplan.model.entries import CORE_TAGS
from coachplan.model.family import PARTS_OF_DAY
from coachplan.model.skills import SUPPORTS
from coachplan.testing.builders import installed

HERE = Path(__file__).parent
KEPT = HERE / "documents" / "decided.txt"
FAMILIES = 2000
AT_ONCE = 125
FIRST = date(2026, 3, 2)
PLUGINS = ("feeding", "ot", "speech")


@cache
def notes():
    """What one hand wrote, of every urgency, of none, and of what looks like it."""
    told = tomllib.loads((HERE / "notes" / "labelled" / "chatty.toml").read_text(encoding="utf-8"))
    everyday = [note for by_language in told["everyday"].values() for note in by_language]
    hard = [note for kind in told["hard"].values() for by_language in kind.values() for note in by_language]
    signs = [note for urgency in ("now", "today", "soon") for by in told[urgency].values() for note in by]
    return everyday, hard, signs


def family_of(chance, seed):
    kinds = sorted(installed().catalogue.routine_kinds)
    skill = chance.choice(sorted(installed().catalogue.skills))
    known = installed().catalogue.skills[skill]
    low, high = known.ages or (24, 96)
    routines = [
        Routine(
            f"r{place}",
            kind,
            part_of_day=chance.choice((*PARTS_OF_DAY, None)),
            days_a_week=chance.choice((3, 7)),
            matters=chance.choice((None, 1, 3, 5)),
            goes=chance.choice((None, 1, 3, 5)),
        )
        for place, kind in enumerate(dict.fromkeys([*known.routines[:2], chance.choice(kinds)]))
    ]
    child = Child("Sam", chance.randint(max(low, 12), max(low, 12, high)))
    language = chance.choice(("en", "en", "es"))
    return skill, Family(child, [Caregiver("Alex", language=language)], routines, id=f"family-{seed}")


def log_of(chance, focus, ability):
    everyday, hard, signs = notes()
    day = FIRST
    for number in range(chance.randint(3, 14)):
        day += timedelta(days=chance.choice((0, 1, 1, 1, 2, 4)))
        tries = chance.choice((None, 3, 5, 5, 8))
        said = chance.choices((everyday, hard, signs, None), (20, 1, 0.3, 79))[0]
        yield Entry(
            f"e{number}",
            day,
            focus=focus,
            tries=tries,
            successes=None if tries is None else sum(chance.random() < ability for _ in range(tries)),
            support=chance.choice((None, None, None, None, *SUPPORTS)),
            did_strategy=chance.choice((None, "yes", "yes", "yes", "partly", "no")),
            confidence=chance.choice((None, None, 6, 9)),
            stress=chance.choice((None, None, 1, 2, 3)),
            place=chance.choice(("", "kitchen", "garden")),
            worked=chance.choice(said) if said else "",
            tags=chance.sample(CORE_TAGS, chance.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1))),
        )


def reviewed(seed):
    """Every document that comes of one made-up family."""
    chance = Random(seed)
    skill, family = family_of(chance, seed)
    found = installed().propose(family, on=FIRST, skill=skill)
    if not found:
        return
    yield dumps(found[0], indent=None)
    plan = found[0].plan
    focus = plan.focuses[0].id
    log = list(log_of(chance, focus, chance.choice((0.1, 0.4, 0.6, 0.95, 1))))
    half = log[: len(log) // 2]
    first = installed().review(plan, half, on=half[-1].on)
    yield dumps(first, indent=None)
    try:
        plan = installed().apply(
            plan, first.next_steps[0], by="Dana", on=half[-1].on, role="clinician", entries=half
        )
    except CoachplanError as refused:
        yield str(refused)
    yield dumps(installed().review(plan, log, on=log[-1].on), indent=None)


def _number(written):
    # 7 and 7.0 are one number.
    return int(float(written)) if float(written).is_integer() else float(written)


def digest_of(seed):
    made = hashlib.sha256()
    for document in reviewed(seed):
        try:
            told = json.loads(document, parse_float=_number)
            # The id of a review is made of what was given, and not of what is told.
            told.pop("id", None)
        except ValueError:
            told = document
        made.update(json.dumps(told, sort_keys=True, ensure_ascii=False).encode())
    return made.hexdigest()[:10]


@pytest.mark.sweep(one_in=8)
@pytest.mark.parametrize("start", range(0, FAMILIES, AT_ONCE))
def test_each_family_is_told_what_it_was_told(start, some_of):
    """The reviews of each made-up family read as they did."""
    kept = KEPT.read_text().split()
    assert FAMILIES == len(kept)
    assert [] == [seed for seed in some_of(range(start, start + AT_ONCE), one_in=5) if kept[seed] != digest_of(seed)]


if __name__ == "__main__":
    before = KEPT.read_text().split() if KEPT.exists() else []
    after = [digest_of(seed) for seed in range(FAMILIES)]
    KEPT.write_text("\n".join(after) + "\n")
    print(f"{sum(one != other for one, other in zip(before, after, strict=False))} of {len(before)} differ")  # noqa: T201 - it is told to whoever writes them anew
