"""
Run the benchmarks beside this file and print them as the table of the README, with the machine they ran on.

Medians, because a shared machine has outliers on one side only.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

#: The rows, in the order in which they are read.
ROWS = {
    "test_bare_python": "start Python, nothing else",
    "test_import": "start Python and `import coachplan`",
    "test_engine": "`Engine()` with three plugins",
    "test_propose": "`propose` for a family of three routines",
    "test_first_review": "the first `review` of a new engine, 10 entries",
    "test_review[10]": "a later `review` of 10 entries",
    "test_review[100]": "`review` of 100 entries",
    "test_review[1000]": "`review` of 1,000 entries",
    "test_note": "a new note of 20 words, by both readers",
    "test_review_noted_new": "`review` of 100 entries with 20 words each, new",
    "test_review_noted_again": "the same, read before",
    "test_tracker[100]": "an entry more in a followed log of 100, and its review",
    "test_tracker[1000]": "the same in a log of 1,000",
    "test_tracker[10000]": "the same in a log of 10,000",
    "test_dumps": "write 1,000 entries",
    "test_loads": "read and check 1,000 entries",
    "test_fold[1000]": "a plain fold of the counts of 1,000 entries",
    "test_estimator[100]": "the estimator over 100 entries",
    "test_estimator[1000]": "the estimator over the same 1,000",
    "test_estimator[10000]": "the estimator over 10,000",
    "test_fifty_rules[if_else]": "50 rules of 200 cases as `if` and `else` by hand, the readings given",
    "test_fifty_rules[one_function]": "the same rules as one function",
    "test_fifty_rules[one_by_one]": "the same, one by one, as they are asked at first",
    "test_reading": "the readings of one belief: success, bounds, next step, growth, chance of little",
}


def measure() -> dict[str, float]:
    """
    Return the median of each benchmark, in seconds, by its name.
    """
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "figures.json"
        files = [str(path) for path in sorted(HERE.glob("test_*.py"))]
        command = [sys.executable, "-m", "pytest", *files, "--quiet", "--benchmark-quiet"]
        done = subprocess.run([*command, f"--benchmark-json={kept}"], cwd=HERE.parent, check=False)
        if done.returncode:
            sys.exit(done.returncode)
        figures = json.loads(kept.read_text(encoding="utf-8"))
    return {row["name"]: row["stats"]["median"] for row in figures["benchmarks"]}


def main() -> None:
    """
    Print the table.
    """
    medians = measure()
    print()
    print(f"Medians on {os.cpu_count()} cores ({platform.machine()}), {platform.python_implementation()} "
          f"{platform.python_version()}, {platform.system()}:")  # fmt: skip
    print()
    print("| what | time |")
    print("| --- | ---: |")
    for name, what in ROWS.items():
        print(f"| {what} | {_plain(medians[name] * 1000)} ms |")
    entry, plain = medians["test_estimator[1000]"] * 1000, medians["test_fold[1000]"] * 1000
    print()
    print(f"An entry costs {entry:.1f} µs in the estimator, {plain:.2f} µs in the fold: {entry / plain:.0f} times it.")
    print()
    print("A start, in processor time, beside `import attrs` and beside a process that was written by hand:")
    print(flush=True)
    subprocess.run([sys.executable, str(HERE / "start" / "measure.py")], check=True)


def _plain(milliseconds: float) -> str:
    return f"{milliseconds:.0f}" if milliseconds >= 10 else f"{milliseconds:.2g}"


if __name__ == "__main__":
    main()
