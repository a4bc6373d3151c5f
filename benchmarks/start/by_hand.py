"""
What an app without this library would do, written by hand with attrs alone: a floor to be measured against.

It reads the family, the plan and a hundred entries, and the content of the core and three disciplines as JSON; looks
for signs, adds up, asks the rules and prints. It is simpler than the real thing: words are matched as they stand, no
sign is denied or past, nothing is checked, and nobody is told why. Arguments: the folder, and the name of the log.
"""

from __future__ import annotations

import json
import operator
import sys
from datetime import date
from pathlib import Path

from attrs import define, field, frozen


@frozen
class Child:
    name: str
    age_months: int
    interests: list = field(factory=list)


@frozen
class Routine:
    id: str
    kind: str
    minutes: float | None = None
    goes: int | None = None
    matters: int | None = None


@frozen
class Family:
    child: Child
    routines: list


@frozen
class Focus:
    id: str
    skill: str
    step: int
    strategy: str
    since: date


@frozen
class Plan:
    id: str
    family: Family
    focuses: list


@frozen
class Entry:
    id: str
    on: date
    focus: str
    tries: int = 0
    successes: int = 0
    minutes: float = 0
    confidence: float | None = None
    stress: float | None = None
    did_strategy: str | None = None
    part_of_day: str | None = None
    worked: str = ""
    hard: str = ""
    tags: list = field(factory=list)


@define
class Day:
    on: date
    tries: int = 0
    successes: int = 0
    confidence: float | None = None
    stress: float | None = None


@frozen
class Rule:
    id: str
    tests: list
    then: str
    say: str


@frozen
class Flag:
    id: str
    urgency: str
    say: str


COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq}


def made(cls, raw, **more):
    names = {each.name for each in cls.__attrs_attrs__}
    return cls(**{**{name: value for name, value in raw.items() if name in names}, **more})


def day_of(text):
    return date.fromisoformat(text)


def tests_of(condition):
    tests = []
    for part in condition.replace("(", "").replace(")", "").replace(" or ", " and ").split(" and "):
        bits = part.split()
        if len(bits) == 3 and bits[1] in COMPARED:
            tests.append((bits[0], COMPARED[bits[1]], float(bits[2]) if bits[2][0].isdigit() else bits[2]))
    return tests


def knowledge(content):
    first, flags, rules = {}, {}, []
    for files in content.values():
        for document in files.values():
            for raw in document.get("flag", ()):
                if "urgency" in raw:
                    flags[raw["id"]] = Flag(raw["id"], raw["urgency"], raw.get("say", ""))
                    for phrases in raw.get("words", {}).values():
                        for phrase in phrases:
                            words = phrase.split()
                            for word in words[0].split("|"):
                                first.setdefault(word.rstrip("*"), []).append((raw["id"], words))
            rules += [
                Rule(raw["id"], tests_of(raw["when"]), raw.get("then"), raw.get("say", ""))
                for raw in document.get("rule", ()) if "when" in raw
            ]  # fmt: skip
    return first, flags, rules


def signs_in(entries, first):
    for entry in entries:
        for text in (entry.worked, entry.hard):
            words = text.lower().replace(".", " ").replace(",", " ").split()
            there = set(words)
            for word in words:
                for flag, parts in first.get(word, ()):
                    if all(any(each.rstrip("*") in there for each in part.split("|")) for part in parts[1:]):
                        yield flag


def readings(entries, today):
    days = {}
    for entry in entries:
        day = days.setdefault(entry.on, Day(entry.on))
        day.tries += entry.tries
        day.successes += entry.successes
        day.confidence = day.confidence if entry.confidence is None else entry.confidence
        day.stress = day.stress if entry.stress is None else entry.stress
    known = [days[on] for on in sorted(days)]
    lately = known[-3:]
    tries, went = sum(each.tries for each in lately), sum(each.successes for each in lately)
    return {
        "days": len(known),
        "tries": sum(each.tries for each in known),
        "lately-tries": tries,
        "success": went / tries,
        "worst-day": min(each.successes / each.tries for each in lately),
        "confidence": sum(each.confidence for each in lately) / len(lately),
        "stress": sum(each.stress for each in lately) / len(lately),
        "quiet-days": (today - known[-1].on).days,
    }


def main(folder, name):
    def read(file):
        return json.loads((folder / file).read_bytes())

    family, plan, log = read("family.json"), read("plan.json"), read(f"{name}.json")
    mine = Family(made(Child, family["child"]), [made(Routine, each) for each in family["routines"]])
    plan = Plan(plan["id"], mine, [made(Focus, each, since=day_of(each["since"])) for each in plan["focuses"]])
    entries = [made(Entry, each, on=day_of(each["on"])) for each in log["entries"]]
    first, flags, rules = knowledge(read("content.json"))
    read_of = readings(entries, entries[-1].on)
    for flag in dict.fromkeys(signs_in(entries, first)):
        print(flags[flag].urgency, flags[flag].say)
    fired = [
        rule for rule in rules
        if rule.tests and rule.then and all(s in read_of and compare(read_of[s], to) for s, compare, to in rule.tests)
    ]  # fmt: skip
    for rule in fired[:1]:
        print(mine.child.name, rule.then, "-", rule.say.replace("{child}", mine.child.name))
    if not fired:
        print(mine.child.name, "continue - Keep the same small step.")


main(Path(sys.argv[1]), sys.argv[2])
