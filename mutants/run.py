"""
Would the tests notice? Each file named here is changed in one place at a time, and its own tests are run on it.

A change that no test notices has survived. `survivors.toml` lists those that may, each with its reason; one that is not
listed fails the run, and so does a file of whose changes more survive than the bar allows. Run it with `make mutants`,
or `make mutants FILE=review/decisions`.

The tests run in a copy of this process that has loaded pytest already, and those files of coachplan that stand below
the changed one. It is handed the changed text in place of the file on the disk, so nothing is written, and imports anew
whatever could hold something of the old one.
"""

from __future__ import annotations

import argparse
import ast
import collections
import hashlib
import importlib
import importlib.abc
import importlib.util
import os
import pathlib
import select
import signal
import sys
import time
import tomllib
import traceback

import attrs  # noqa: F401 - what the tests import is loaded once, before the copies are made
import cattrs  # noqa: F401
import click  # noqa: F401
import hypothesis
import pluggy  # noqa: F401
import pytest
from changes import Change, changes_of

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
CORE = ROOT / "src" / "coachplan"
SURVIVORS = HERE / "survivors.toml"

#: Of the changes of each file, this share may survive.
BAR = 0.08

#: Of a file that does not keep the bar yet this share may survive, listed or not. It is only ever lowered; a file that
#: keeps the bar goes off here.
NOT_YET: dict[str, float] = {}

#: The tests that are nearest to each file. They must be quick: each is run up to some hundred times.
NEAREST = {
    "review/decisions": ("review/test_settling", "review/test_decisions"),
    "review/log": ("review/test_tracker", "review/test_intake", "review/test_worth_a_look", "progress/test_signals"),
    "progress/course": ("review/test_tracker", "progress/test_days", "progress/test_ability"),
    "progress/tally": ("progress/test_tally", "progress/test_statistics"),
    "review/alerts": ("review/test_alerts", "planning/test_clearances"),
    "planning/changes": ("planning/test_changes", "planning/test_cautioned"),
    "planning/cautioned": ("planning/test_cautioned",),
    "planning/offered": ("planning/test_offered", "planning/test_cautioned"),
    "planning/clearances": ("planning/test_clearances", "review/test_alerts"),
    "planning/revisions": ("planning/test_revisions", "planning/test_changes"),
    **dict.fromkeys(
        ("notes/negation", "notes/past", "notes/supposition", "notes/person", "notes/figurative", "notes/reach"),
        ("notes/test_assertion", "notes/test_labelled", "notes/test_reader"),
    ),
    "knowledge/cautions": ("knowledge/test_cautions",),
    **dict.fromkeys(
        ("knowledge/condition_tree", "knowledge/conditions", "knowledge/clause_traces"), ("knowledge/test_conditions",)
    ),
    "knowledge/precedence": ("knowledge/test_precedence",),
}


#: Of files with very many changes so many are tried, drawn the same each time, unless another number is asked for.
SAMPLED = {"notes/negation": 40, "notes/past": 30, "notes/supposition": 50, "notes/person": 40}


def _module(name: str) -> str:
    return f"coachplan.{name.replace('/', '.')}"


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """
    Hands over the changed text of one module when it is imported.
    """

    def __init__(self, module: str, source: str):
        self.module, self.source = module, source

    def find_spec(self, fullname, _path=None, _target=None):
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.module else None

    def exec_module(self, module):
        exec(compile(self.source, f"<{self.module}, changed>", "exec"), module.__dict__)


class _WhatFailedLastFirst:
    """
    Runs the tests that noticed a change lately before the others, and tells which one notices this one.
    """

    def __init__(self, first: list[str], pipe: int):
        self.first, self.pipe = {test: place for place, test in enumerate(first)}, pipe

    def pytest_collection_modifyitems(self, items):
        items.sort(key=lambda item: self.first.get(item.nodeid, len(self.first)))

    def pytest_runtest_logreport(self, report):
        if report.failed:
            os.write(self.pipe, report.nodeid.encode())


class Run:
    """
    One change being tried in a process of its own.
    """

    def __init__(self, name: str, change: Change | None, first: list[str]):
        self.change, self.began = change, time.monotonic()
        self.pipe, pipe = os.pipe()
        self.process = os.fork()
        if not self.process:
            try:
                os._exit(_tested(name, change, first, pipe))
            except BaseException:  # noqa: BLE001 - whatever a change brings about must not reach the loop below
                if change is None:
                    traceback.print_exc()
                os._exit(1)
        os.close(pipe)

    def ended(self, longest: float) -> tuple[bool, str] | None:
        """
        Whether a test noticed, and which; None while it runs. What does not end is noticed: a person would.
        """
        process, status = os.waitpid(self.process, os.WNOHANG)
        if not process and time.monotonic() - self.began > longest:
            os.killpg(self.process, signal.SIGKILL)
            process, status = os.waitpid(self.process, 0)
        if not process:
            return None
        test = os.read(self.pipe, 4000).decode() if select.select([self.pipe], [], [], 0)[0] else ""
        os.close(self.pipe)
        return status != 0, test


def load_what_stands_below(name: str) -> None:
    """
    Load the files of coachplan that a file imports, and those that they import; none of them can know of that file.
    """
    below, found = set(), [_module(name)]
    while found:
        path = CORE / (found.pop().removeprefix("coachplan.").replace(".", "/") + ".py")
        for node in ast.walk(ast.parse(path.read_text())):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if module.startswith("coachplan.") and module not in below:
                below.add(module)
                found.append(module)
    for module in below:
        importlib.import_module(module)
    for module in list(sys.modules):
        if module.partition(".")[0] == "coachplan" and module not in below:
            del sys.modules[module]


def _tested(name: str, change: Change | None, first: list[str], pipe: int) -> int:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2) if change is not None else ():
        os.dup2(nothing, stream)
    if change is not None:
        sys.meta_path.insert(0, _Changed(_module(name), change.source))
    files = [str(ROOT / "tests" / f"{test}.py") for test in NEAREST[name]]
    # Nobody reads the failures, so no assertion is rewritten; and what was loaded above could not be any more. Plugins
    # that these tests do not use take as long as the tests.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:unraisableexception"]
    options += ["-p", "_hypothesis_pytestplugin", "--hypothesis-profile=mutants"]
    return int(pytest.main([*options, *files], plugins=[_WhatFailedLastFirst(first, pipe)]))


def tried(name: str, changes: list[Change], at_once: int) -> list[Change]:
    """
    The changes that no test noticed.
    """
    load_what_stands_below(name)
    plain = Run(name, None, [])
    while (answer := plain.ended(600)) is None:
        time.sleep(0.05)
    if answer[0]:
        sys.exit(f"The tests of {name} fail on the file as it is: {answer[1] or NEAREST[name]}")
    longest = 20 + 5 * (time.monotonic() - plain.began)

    survived, first, running, waiting, done = [], [], [], list(changes), 0
    while waiting or running:
        while waiting and len(running) < at_once:
            running.append(Run(name, waiting.pop(0), first))
        time.sleep(0.01)
        for run in list(running):
            answer = run.ended(longest)
            if answer is None:
                continue
            running.remove(run)
            done += 1
            noticed, test = answer
            if not noticed:
                survived.append(run.change)
            elif test:
                first = [test, *(other for other in first if other != test)]
            if sys.stderr.isatty():
                print(f"\r{name}: {done} of {len(changes)}, {len(survived)} survived", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return sorted(survived, key=lambda change: (change.number, change.operator))


def listed() -> dict[str, collections.Counter]:
    """
    The survivors that have a reason, by file: each with how many times its line stands in its function.
    """
    found = collections.defaultdict(collections.Counter)
    for each in tomllib.loads(SURVIVORS.read_text())["survivor"]:
        if not each["reason"].strip():
            sys.exit(f"{SURVIVORS.name}: a survivor of {each['file']} has no reason: {each['line']}")
        name = (each.get("function", ""), each["operator"], each["line"], each["becomes"])
        found[each["file"]][name] += each.get("times", 1)
    return found


def shown(change: Change) -> str:
    where = f"{change.number}: {change.function or 'at the top'}"
    return f"    line {where}, {change.operator}\n      - {change.line}\n      + {change.becomes or '(nothing)'}"


def judged(name: str, sample: int | None, at_once: int, reasons: collections.Counter) -> bool:
    """
    Try one file, print what came of it, and say whether that is as it should be.
    """
    began = time.monotonic()
    changes = changes_of((CORE / f"{name}.py").read_text())
    sample, every = SAMPLED.get(name) if sample is None else sample, len(changes)
    if sample is not None and sample < every:
        # By what they are and not by where they stand, so that the others stay the same when a line is changed.
        changes = sorted(changes, key=lambda change: hashlib.sha256(repr(change.name).encode()).digest())[:sample]
        reasons = collections.Counter(change.name for change in changes) & reasons
    survived = tried(name, changes, at_once)
    share = len(survived) / len(changes)
    print(
        f"{name}: {len(changes)} changes (of {every}), {len(changes) - len(survived)} noticed, "
        f"{len(survived)} survived, {share:.1%}; {time.monotonic() - began:.0f} s"
    )
    left = reasons.copy()
    unlisted = []
    for change in survived:
        if left[change.name]:
            left[change.name] -= 1
        else:
            unlisted.append(change)
    noticed_now = list(left.elements())
    if unlisted:
        print(f"  {len(unlisted)} survived without a reason in {SURVIVORS.name}:")
        print("\n".join(shown(change) for change in unlisted))
    if noticed_now:
        print(f"  {len(noticed_now)} stand in {SURVIVORS.name} and are noticed, or made no more. Take them out:")
        print("\n".join(f"    {function or 'at the top'}, {op}: {line}" for function, op, line, _ in noticed_now))
    bar = NOT_YET.get(name, BAR)
    if share > bar:
        print(f"  More than {bar:.0%} survived.")
    sys.stdout.flush()
    return share <= bar and not noticed_now and (name in NOT_YET or not unlisted)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    asked.add_argument("files", nargs="*", metavar="FILE", help=f"of {', '.join(NEAREST)}; all where none is named")
    asked.add_argument("--sample", type=int, help="try only so many changes of each file, the same each time")
    asked.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="processes at the same time")
    given = asked.parse_args()
    unknown = sorted(set(given.files) - set(NEAREST))
    if unknown:
        asked.error(f"no tests are named for {', '.join(unknown)}; there are {', '.join(NEAREST)}")

    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "src"), *(str(path) for path in sorted(ROOT.glob("plugins/*/src")))]
    # The first failing example is enough: it need not be made small. And a few are enough where all are so many.
    hypothesis.settings.register_profile(
        "mutants",
        max_examples=30,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    reasons = listed()
    good = [judged(name, given.sample, given.at_once, reasons[name]) for name in given.files or NEAREST]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
