"""
What befalls a journal, done to a real one, in a process of its own: `python hard_times.py kill WHERE TIMES SEED`.

Prints what came of it as JSON. Whoever is killed is forked from here, where there are no threads.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from coachplan.base.errors import CoachplanError, StaleError, UnreadableError
from coachplan.journal import Journal
from coachplan.testing.builders import ENGINE, OPEN, day, entry

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAID = {"at": AT, "by": "Alex"}


def begin(where):
    """Make the journal, with a family and its plan; where it is there, nothing is added."""
    with Journal.open(where) as journal:
        journal.save(OPEN, made_from=None, **SAID)


def batch(name):
    """Three entries that belong together, one of them long."""
    return [entry(1, 3, id=f"{name}-{number}", worked="ok " * (1, 9, 3_000)[number]) for number in range(3)]


def write_on(where, name, told):
    """Write batches and holds without an end, and tell each once it is kept."""
    journal, number = Journal.open(where), 0
    while True:
        number += 1
        said = f"{name}.{number}"
        if number % 3:
            journal.append(batch(said), family="sam", plan="p1", **SAID)
        else:
            changed(journal, said, batch(said))
        os.write(told, f"{said}\n".encode())


def changed(journal, why, entries):
    """Change the plan and add entries, as often as it takes."""
    while True:
        plan = journal.plan("p1")
        if any(hold.why == why for hold in plan.holds):
            return  # it was kept, and nobody heard it
        after = ENGINE.hold(plan, "f1", until=day(9), by="Alex", on=day(1), why=why)
        try:
            journal.save(after, made_from=plan.version, entries=entries, **SAID)
        except StaleError:
            continue
        return


def write_through(where, name, told):
    """Write as above; where the database is away, try the same again until it is kept."""
    journal, number = None, 0
    while True:
        number += 1
        said, tries = f"{name}.{number}", 0
        while True:
            try:
                journal = journal or Journal.open(where)
                if number % 3:
                    journal.append(batch(said), family="sam", plan="p1", **SAID)
                else:
                    changed(journal, said, batch(said))
            except UnreadableError:
                tries += 1
                time.sleep(0.05)
            else:
                break
        os.write(told, f"{said}{'!' * bool(tries)}\n".encode())


def looked_at(journal, accepted):
    """What is wrong: what was accepted and is lost, what is there by half, and what the journal says of itself."""
    record = journal.read("sam")
    kept = {}
    for each in record.entries:
        kept.setdefault(each.id.rpartition("-")[0], []).append(each)
    holds = {hold.why for hold in record.plan("p1").holds} | {
        event.value.why for event in record.events if event.kind == "changed"
    }
    with_plan = {name for name in kept if int(name.rpartition(".")[2]) % 3 == 0}
    return {
        "lost": sorted(set(accepted) - set(kept)),
        "half": sorted(name for name, entries in kept.items() if entries != batch(name)),
        "apart": sorted(with_plan ^ holds),
        "findings": [str(finding) for finding in journal.check()],
        "versions": [event.version for event in record.events] == list(range(1, len(record.events) + 1)),
        "kept": len(kept),
    }


def kill(where, times, seed):
    """Kill a writer at a random point, so many times; look each time whether anything is lost."""
    chance, accepted, wrong = Random(seed), [], []
    begin(where)
    for number in range(times):
        told, tell = os.pipe()
        child = os.fork()
        if not child:
            os.close(told)
            write_on(where, f"{seed}-{number}", tell)
        os.close(tell)
        first = os.read(told, 1).decode()  # the first call takes longer than those that come after it
        time.sleep(chance.random() * 0.04)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(told) as heard:
            accepted += (first + heard.read()).split()
        with Journal.open(where) as journal:
            found = looked_at(journal, accepted)
        if found["lost"] or found["half"] or found["apart"] or found["findings"] or not found["versions"]:
            wrong.append({"kill": number, **found})
        if os.WTERMSIG(status) != signal.SIGKILL:
            wrong.append({"kill": number, "ended": status})
    return {"kills": times, "accepted": len(accepted), "kept": found["kept"], "wrong": wrong}


def together(where, writers, seconds, away=0):
    """
    Let several write at once for so long, and until each has kept ten things; then look. *away*: the database may be,
    now and then; it has begun.
    """
    if not away:
        begin(where)
    children = []
    for number in range(writers):
        told, tell = os.pipe()
        child = os.fork()
        if not child:
            os.close(told)
            (write_through if away else write_on)(where, f"w{number}", tell)
        os.close(tell)
        children.append((child, told))
    heard, until = dict.fromkeys((told for _, told in children), b""), time.monotonic() + seconds
    while time.monotonic() < until or min(said.count(b"\n") for said in heard.values()) < 10:
        for told in select.select([*heard], [], [], 0.05)[0]:
            heard[told] += os.read(told, 65_536)
    ended = []
    for child, _ in children:
        os.kill(child, signal.SIGKILL)
        ended.append(os.WTERMSIG(os.waitpid(child, 0)[1]))
    accepted = []
    for told, said in heard.items():
        with os.fdopen(told, "rb") as rest:
            accepted.append((said + rest.read()).decode().split())
    with Journal.open(where) as journal:
        found = looked_at(journal, [each.rstrip("!") for own in accepted for each in own])
    return {
        **found,
        "accepted": [len(own) for own in accepted],
        "tried_again": sum(each.endswith("!") for own in accepted for each in own),
        "ended": [each == signal.SIGKILL for each in ended],
    }


def full(where, room):
    """Write until there is no room, look, make room again, and write on."""
    begin(where)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(where).stat().st_size + room, before[1]))
    accepted, refused = [], ""
    with Journal.open(where) as journal:
        while not refused and len(accepted) < 10_000:
            said = f"f.{3 * len(accepted) + 1}"
            try:
                journal.append(batch(said), family="sam", plan="p1", **SAID)
            except CoachplanError as error:
                refused = error.findings[0].code
            else:
                accepted.append(said)
        within = looked_at(journal, accepted)
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        again = journal.append(batch("f.99997"), family="sam", plan="p1", **SAID).new
        after = looked_at(journal, [*accepted, "f.99997"])
    return {"accepted": len(accepted), "refused": refused, "within": within, "again": again, "after": after}


if __name__ == "__main__":
    what, where, *numbers = sys.argv[1:]
    done = {"kill": kill, "together": together, "full": full}[what](where, *(int(each) for each in numbers))
    print(json.dumps(done))  # noqa: T201 - what it is for
