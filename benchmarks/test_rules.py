"""
What asking rules costs, the readings given: as one function, one by one, and beside if/else written by hand for them.

Fifty rules over fourteen readings, each of two to four comparisons at what a quarter to three quarters of the cases
have, so that some nine of them are true of a case. Made up, and the same each time.
"""

from __future__ import annotations

from random import Random
from statistics import median
from time import process_time

import pytest

from coachplan.knowledge.one_function import one_by_one, which_are_true
from coachplan.knowledge.parser import parse

CASES, RULES = 200, 50
#: Those that count days or entries are whole.
READINGS = {
    "adherence": 0, "success": 0, "slope": 0, "confidence": 0, "stress": 0, "engagement": 0, "variability": 0,
    "streak-high": 12, "streak-low": 12, "days-since": 30, "flags": 3, "routines": 6, "plateau": 20, "entries": 90,
}  # fmt: skip


def _cases(chance):
    return [
        {name: chance.randrange(most + 1) if most else round(chance.random(), 4) for name, most in READINGS.items()}
        for _ in range(CASES)
    ]


def _rules(chance, cases):
    rules = []
    for _ in range(RULES):
        asked = []
        for name in chance.sample(list(READINGS), chance.choice((2, 3, 4))):
            op, seen = chance.choice((">=", "<=", ">", "<")), sorted(case[name] for case in cases)
            asked.append((name, op, float(seen[int(chance.uniform(0.25, 0.75) * (CASES - 1))])))
        rules.append(asked)
    return rules


def _by_hand(rules):
    """What somebody would write who wanted nothing but speed: each reading once, then one `if` a rule."""
    names = {name: f"r{place}" for place, name in enumerate(READINGS)}
    lines = ["def which(read):", *(f"    {here} = read[{name!r}]" for name, here in names.items()), "    found = []"]
    for place, asked in enumerate(rules):
        held = " and ".join(f"{names[name]} {op} {value!r}" for name, op, value in asked)
        lines += [f"    if {held}:", f"        found.append({place})"]
    space = {}
    exec("\n".join([*lines, "    return found"]), space)
    return space["which"]


@pytest.fixture(scope="module")
def asked():
    chance = Random(7)
    cases = _cases(chance)
    rules = _rules(chance, cases)
    conditions = [parse(" and ".join(f"{name} {op} {value:f}" for name, op, value in each)) for each in rules]
    ways = {
        "if_else": _by_hand(rules),
        "one_function": which_are_true(conditions),
        "one_by_one": one_by_one(enumerate(conditions)),
    }
    wanted = [ways["if_else"](case) for case in cases]
    assert 6 < sum(map(len, wanted)) / CASES < 12
    for which in ways.values():
        assert wanted == [which(case) for case in cases]
    return ways, cases


@pytest.mark.parametrize("way", ["if_else", "one_function", "one_by_one"])
def test_fifty_rules(benchmark, asked, way):
    """All cases, one after another."""
    ways, cases = asked
    which = ways[way]
    benchmark(lambda: [which(case) for case in cases])


def test_one_function_is_close_to_if_else(asked):
    """At most twice what if/else by hand takes: the medians of turns that alternate."""
    ways, cases = asked
    took = {"if_else": [], "one_function": []}
    for _ in range(31):
        for way, spent in took.items():
            which, began = ways[way], process_time()
            for _ in range(10):
                for case in cases:
                    which(case)
            spent.append(process_time() - began)
    assert median(took["one_function"]) <= 2 * median(took["if_else"])
