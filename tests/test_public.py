"""
What is public is said on one page, and there is nothing public that does not say what it does, refuses and looks like.

Reads docs/reference/api/ and the modules that it names. Knows nothing of what the code decides.
"""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from coachplan import Approval, Engine, Plan, Review, Tracker, read_catalogue
from coachplan.documents import codec, logs
from coachplan.testing import builders

API = Path(__file__).resolve().parents[1] / "docs" / "reference" / "api"
DOCS = API.parents[1]
INDEX = (API / "README.md").read_text(encoding="utf-8")
PUBLIC = dict(re.findall(r"^\| \[([\w.]+)\]\(([\w-]+\.md)\) \|", INDEX, re.MULTILINE))
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)

#: What answers whatever it is asked, with None or no where there is nothing.
ANSWERS = {
    "Approval.expects", "Approval.highest_step", "Approval.opened_despite", "Approval.opens", "Approval.opens_strategy",
    "Plan.as_of",
    "Plan.focus", "Plan.knows", "Plan.phases",
}  # fmt: skip


def verbs():
    """Every public method of what an app holds, and every public function that reads, writes or builds."""
    for kind in (Engine, Tracker, Plan, Review, Approval):
        for name, value in vars(kind).items():
            called = value.__func__ if isinstance(value, classmethod) else value
            if name[0] != "_" and inspect.isfunction(called):
                yield f"{kind.__name__}.{name}", called
    for module in (codec, logs, builders):
        for name in module.__all__:
            if callable(getattr(module, name)) and not inspect.isclass(getattr(module, name)):
                yield f"{module.__name__}.{name}", getattr(module, name)
    yield "coachplan.read_catalogue", read_catalogue


VERBS = dict(verbs())
SHOWN = "\n".join(code for page in sorted(API.glob("*.md")) for code in _PYTHON.findall(page.read_text("utf-8")))


def test_there_are_public_modules_and_verbs():
    """The page is read, and what is asked below is asked of something."""
    assert {"coachplan", "coachplan.documents.codec", "coachplan.documents.logs", "coachplan.testing"} <= set(PUBLIC)
    assert len(VERBS) > 40
    assert set() == ANSWERS - set(VERBS), "no longer there: take it off the list"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_module_says_what_it_is(name):
    """It has `__all__`, each class and function in it a docstring, and a page that describes the module."""
    module = importlib.import_module(name)
    values = {each: getattr(module, each) for each in module.__all__}
    silent = [
        each
        for each, value in values.items()
        if (inspect.isclass(value) or inspect.isroutine(value)) and not (value.__doc__ or "").strip()
    ]

    assert module.__all__
    assert [] == silent
    assert f".. automodule:: {name}\n" in (API / PUBLIC[name]).read_text(encoding="utf-8")


def test_all_else_is_called_internal():
    """In words, on the page that names what is public."""
    assert "Every other module is internal" in INDEX


def test_a_sample_uses_nothing_internal():
    """Whatever a page imports of coachplan is public."""
    pages = [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]
    used = {
        module
        for page in pages
        for code in _PYTHON.findall(page.read_text(encoding="utf-8"))
        for module in re.findall(r"^ *(?:from|import) (coachplan(?:\.\w+)*)", code, re.MULTILINE)
    }

    assert set() == used - set(PUBLIC)


@pytest.mark.parametrize("name", [name for name in VERBS if name not in ANSWERS])
def test_a_verb_says_what_it_raises(name):
    """Its docstring has a sentence that begins with "Raises"."""
    assert re.search(r"\bRaises\b", VERBS[name].__doc__)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_has_an_example(name):
    """Some sample of the reference, all of which run, calls it."""
    assert re.search(rf"\b{name.rpartition('.')[2]}\(", SHOWN)
