"""
What `SECURITY.md` says is so: every limit has the number that it names, and nothing of what is read becomes code.

Reads the source tree as text. The promises themselves are tried in `test_bad_input.py`, `test_attacks.py` and
`test_private.py`.
"""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "src" / "coachplan"
SAID = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
LIMITS = re.findall(r"^\| .+ \| ([0-9,.]+) \| `(\w+)` in `([\w/]+)\.py` \|$", SAID, re.MULTILINE)
SOURCES = sorted([*CORE.rglob("*.py"), *(ROOT / "plugins").glob("*/src/**/*.py")])

#: What turns data into code, or code into a process.
NEVER = {"pickle", "marshal", "shelve", "dill", "yaml", "code", "codeop", "runpy", "imp"}
CALLED = {"eval", "exec", "compile", "__import__"}
#: An engine on its way from one process to another of the same caller: no document, and nothing that is kept.
BETWEEN_PROCESSES = [("caseload/engines.py", "pickle")]
#: A function made of conditions, node by node and never of their text: what may stand in it is held by
#: `knowledge/test_one_function.py`.
OF_NODES = [("knowledge/one_function.py", "compile")]
#: Who imports by a name that is no literal, and whose name that is: never one that stands in a document.
BY_NAME = {
    "__init__.py": "the names of the door, which are written there",
    "base/late.py": "names that are written where it is made",
    "base/showing.py": "a name that is written there",
    "documents/formats.py": "kinds of document, whose names are written there",
    "plugins/recipe.py": "modules that were in the engine of the process that sends",
    "simulation/policies/coached.py": "what whoever starts a backtest names",
    "testing/__init__.py": "names that are written there",
    "testing/conformance/check.py": "the plugin that its author tests",
}


def short(path):
    return path.relative_to(CORE).as_posix() if path.is_relative_to(CORE) else path.relative_to(ROOT).as_posix()


def test_the_table_of_limits_is_read():
    """Each row of the table is a number, a name and a file."""
    rows = [line for line in SAID.splitlines() if line.startswith("| ") and " in `" in line]
    assert len(rows) == len(LIMITS) >= 10


@pytest.mark.parametrize(("number", "name", "file"), LIMITS, ids=[name for _, name, _ in LIMITS])
def test_a_limit_is_the_one_that_is_in_force(number, name, file):
    """What is told is what the code asks."""
    module = importlib.import_module(f"coachplan.{file.replace('/', '.')}")
    assert float(number.replace(",", "")) == getattr(module, name)


def test_the_other_numbers_that_are_told_are_in_force():
    """The size of a number, and the rights of what is kept."""
    from coachplan.base.validators import BEYOND
    from coachplan.documents import family_folder, whole_files

    power = re.search(r"smaller than 10 to the power of (\d+)", SAID)
    folder, file = re.search(r"rights (0\d+), .+ (0\d+)\.", SAID).groups()
    assert 10 ** int(power[1]) == BEYOND
    assert int(folder, 8) == family_folder._NEW_FOLDER
    assert int(file, 8) == whole_files._OWNER_ALONE


def test_nothing_that_is_read_becomes_code():
    """No file imports what unpickles or evaluates, and none calls what Python has for it."""
    found = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [(short(path), each.name) for each in node.names if each.name.split(".")[0] in NEVER]
            elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in NEVER:
                found.append((short(path), node.module))
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
                found.append((short(path), node.func.id))
    assert BETWEEN_PROCESSES + OF_NODES == found


def test_what_is_compiled_is_made_of_nodes():
    """The one call that compiles is given nodes, and the one text that is parsed stands in the file itself."""
    (file, _), = OF_NODES
    tree = ast.parse((CORE / file).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    texts = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    (compiled,) = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "compile")
    (parsed,) = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "parse")

    assert ast.unparse(compiled.args[0]) == "ast.fix_missing_locations(module)"
    assert [ast.unparse(argument) for argument in parsed.args] == ["_EMPTY"]
    assert texts["_EMPTY"].startswith("def which(read, nan, text):")


def test_whoever_imports_by_name_is_known():
    """And takes the name from a program, never from a document."""
    found = {short(path) for path in SOURCES if "import_module" in path.read_text(encoding="utf-8")}
    assert set(BY_NAME) == found


def test_no_address_is_made_up():
    """A fault is told where the repository takes it; nobody's mail is given."""
    assert "@" not in SAID
    assert "Report a vulnerability" in SAID
