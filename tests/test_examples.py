"""The examples run as they stand, and say what they are there to show."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from coachplan.documents.codec import to_dict
from coachplan.testing.builders import OPEN

pytestmark = pytest.mark.usefixtures("read_once")

EXAMPLES = Path(__file__).parent.parent / "examples"

SHOWN = {
    "01_first_plan.py": ["Left out, and why:", "matters to you", "This is a draft for your therapist"],
    "02_a_week_of_feedback.py": ["Went well:", "he held the sock open himself", "The plan now: step 2"],
    "03_why_and_why_not.py": ["Found: ", "What would change it: Ready for a step up", "Not a step up yet."],
    "04_your_own_plugin.py": ["physio loaded", "was tired", "Please have the fall looked at today."],
    "05_replay_a_real_series.py": ["Adults relearning speech sounds", "CC BY 4.0", "step-up", "continue"],
    "06_a_web_service.py": ["POST  /plans/{plan}/entries", "must have: id, on, focus", "coachplan-entry/1"],
    "demo.py": [
        "A first plan, drafted with the therapist",
        "Alex reads:",
        "What would change it: Ready for a step up",
        "Why not a step up? Something else comes before a step up.",
        "an alert (today): “coughs every time on water”",
        "cleared the alert on",
        "What became of the plan",
    ],
}


#: The one that is run by a new interpreter, as a person would; the others run in this one.
FRESH = "01_first_plan.py"


RUN = [
    pytest.param(name, marks=[pytest.mark.whole] if name == FRESH else [])
    for name in sorted(path.name for path in EXAMPLES.glob("*.py"))
]


@pytest.mark.parametrize("name", RUN)
def test_an_example_runs_and_shows_its_point(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Each script ends well, without a traceback, and prints what its first line promises."""
    if name == FRESH:
        subprocess.run([sys.executable, str(EXAMPLES / name)], check=True)
    else:
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    said, told = capfd.readouterr()

    assert "" == told
    for words in SHOWN[name]:
        assert words in said


def test_the_demo_tells_every_family_in_full_when_asked(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it two pages; with it each family week by week, in its own language, and the alert in full."""
    demo = str(EXAMPLES / "demo.py")
    runpy.run_path(demo, run_name="__main__")
    short = capfd.readouterr().out
    monkeypatch.setattr(sys, "argv", ["demo.py", "--full"])
    runpy.run_path(demo, run_name="__main__")
    full = capfd.readouterr().out

    assert len(short.splitlines()) <= 160 < len(full.splitlines())
    assert "Marisol reads, in es:" in full
    assert "! Please call today: the clinic, 555 0100." in full
    assert "{" not in short + full


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [each for value in part.values() for each in _references(value)]
    return [each for value in part for each in _references(value)] if isinstance(part, list) else []


def test_the_described_service_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shape that its description speaks of is there, is a schema, and takes a value of ours."""
    written = tmp_path / "api.json"
    monkeypatch.setattr(sys, "argv", ["06_a_web_service.py", str(written)])
    runpy.run_path(str(EXAMPLES / "06_a_web_service.py"), run_name="__main__")
    service = json.loads(written.read_text(encoding="utf-8"))
    shapes = service["components"]["schemas"]

    assert {f"#/components/schemas/{name}" for name in shapes} >= set(_references(service))
    for shape in shapes.values():
        Draft202012Validator.check_schema(shape)
    whole = {"$ref": "#/components/schemas/Plan", "components": service["components"]}
    assert Draft202012Validator(whole).is_valid(to_dict(OPEN))
    assert not Draft202012Validator(whole).is_valid({**to_dict(OPEN), "revision": -1})


NOTEBOOK = json.loads((EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8"))


def test_the_notebook_is_kept_as_it_was_written() -> None:
    """No output, no count and nothing of whoever ran it last; code is told what it is for."""
    written = (EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8")
    cells = NOTEBOOK["cells"]

    assert json.dumps(NOTEBOOK, indent=1, ensure_ascii=False) + "\n" == written
    assert {"cells", "metadata", "nbformat", "nbformat_minor"} == NOTEBOOK.keys()
    assert {"kernelspec", "language_info"} == NOTEBOOK["metadata"].keys()
    assert {"name": "python"} == NOTEBOOK["metadata"]["language_info"]
    assert len(cells) == len({cell["id"] for cell in cells})
    for before, cell in pairwise(cells):
        assert {} == cell["metadata"]
        assert "markdown" in (before["cell_type"], cell["cell_type"])
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def test_the_code_of_the_notebook_runs(capfd: pytest.CaptureFixture[str]) -> None:
    """One cell after another; in a kernel, with what each shows: tests/beyond/test_notebook.py."""
    known: dict[str, object] = {}
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), known)
    said, told = capfd.readouterr()

    assert "" == told
    assert "Found: " in said
