"""
Look for what nobody thought of: each target in a process of its own, led by which lines of coachplan its bytes reach.

    python fuzz/run.py --seconds 600            all of them, the time divided among them
    python fuzz/run.py --seconds 60 notes       one of them
    python fuzz/run.py notes path/to/bytes      once more what was found, without a fuzzer

What a target learnt is kept in the folder that `--kept` names, and so is what broke it. Run it with `make fuzz`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
TARGETS = ("documents", "contents", "logs", "folders", "notes", "tables", "conditions")

#: One input may take so many seconds before it is said that it takes for ever; a machine may be slow or shared.
_FOR_EVER = 60
_LONGEST = 16_384


def main() -> int:
    """
    Run what was asked for; return 1 where something was found.
    """
    asked = argparse.ArgumentParser(description=(__doc__ or "").strip(), formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("target", nargs="?", choices=TARGETS)
    asked.add_argument("again", nargs="*", type=Path, help="files to be read once more")
    asked.add_argument("--seconds", type=int, default=600)
    asked.add_argument("--kept", type=Path)
    asked.add_argument("--seed", type=int, default=0, help="begin as a run with this number did; 0: as never before")
    asked.add_argument("--led", action="store_true", help=argparse.SUPPRESS)  # this is the process of one target
    said = asked.parse_args()
    if said.again:
        for path in said.again:
            importlib.import_module(said.target).check(path.read_bytes())
        return 0
    if importlib.util.find_spec("atheris") is None:
        print(
            "This needs the fuzzer atheris, which is not installed here: run `make fuzz`, with a Python for which it "
            "is built (make fuzz PYTHON=python3.12), or: pip install --group fuzz",
            file=sys.stderr,
        )
        return 1
    if said.led:
        _led(said.target, said.seconds, said.kept, said.seed)
        return 0  # never reached: the fuzzer ends the process
    targets = (said.target,) if said.target else TARGETS
    with tempfile.TemporaryDirectory() as folder:
        seconds, kept = max(1, said.seconds // len(targets)), said.kept or Path(folder)
        found = [name for name in targets if not _tried(name, seconds, kept, said.seed)]
    if found:
        print(f"Found something in: {', '.join(found)}.", file=sys.stderr)
    return bool(found)


def _tried(name: str, seconds: int, kept: Path, seed: int) -> bool:
    print(f"==> {name}, {seconds} s", flush=True)
    numbers = ["--seconds", str(seconds), "--seed", str(seed)]
    command = [sys.executable, __file__, name, "--led", *numbers, "--kept", str(kept)]
    done = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True, errors="replace")
    lines = done.stderr.splitlines()
    if done.returncode == 0:
        counted = [line for line in lines if line.startswith(("stat::number_of_executed_units", "Done "))]
        print("    " + (counted[-1] if counted else "nothing was tried"), flush=True)
        return bool(counted)
    print("\n".join(lines[-60:]), file=sys.stderr, flush=True)
    found = sorted((kept / "found").glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)
    if found:
        said = found[-1].read_bytes()
        print(f"What broke it, {len(said)} bytes: {said[:300]!r}", file=sys.stderr)
        print(f"Once more: {Path(sys.executable).name} fuzz/run.py {name} {found[-1]}", file=sys.stderr, flush=True)
    return False


def _led(name: str, seconds: int, kept: Path, seed: int) -> None:
    import atheris  # noqa: PLC0415 - asked for in this process alone

    with atheris.instrument_imports(include=["coachplan"], enable_loader_override=False):
        target: Any = importlib.import_module(name)

    learnt, found, given = kept / name, kept / "found", kept / f"{name}-given"
    for folder in (learnt, found, given):
        folder.mkdir(parents=True, exist_ok=True)
    for path in given.iterdir():
        path.unlink()
    ours = sorted((HERE / "corpus" / name).glob("*"))
    for sample in (*target.samples(), *(path.read_bytes() for path in ours)):
        (given / hashlib.sha256(sample).hexdigest()[:16]).write_bytes(sample)
    words = kept / f"{name}.words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.WORDS if word), encoding="ascii")

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        made = target.changed(data, chance) if chance.random() < 0.7 else None
        return made if made is not None and len(made) <= most else atheris.Mutate(data, most)

    def check(data: bytes) -> None:
        try:
            target.check(data)
        except Exception:
            (found / f"{name}-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
            raise

    options = {"custom_mutator": change} if hasattr(target, "changed") else {}
    for sample in target.samples()[:4]:
        check(sample)  # what is made once is made before the clock of one input runs
    longest = getattr(target, "LONGEST", _LONGEST)
    atheris.Setup(
        [
            sys.argv[0], f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={_FOR_EVER}", f"-max_len={longest}",
            "-rss_limit_mb=4096", "-print_final_stats=1", f"-dict={words}", f"-artifact_prefix={found}/{name}-",
            str(learnt), str(given),
        ],
        check,
        **options,
    )  # fmt: skip
    atheris.Fuzz()


def _escaped(word: str) -> str:
    plain = {each: chr(each) for each in range(0x20, 0x7F) if each not in b'"\\'}
    return "".join(plain.get(each, f"\\x{each:02X}") for each in word.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    sys.exit(main())
