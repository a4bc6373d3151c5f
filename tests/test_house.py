"""
The house itself: which file may import which, what every file and every public name must say, what may stand nowhere.

Reads the source tree as text. Knows nothing of what the code decides.
"""

from __future__ import annotations

import ast
import importlib
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "src" / "coachplan"
PLUGINS = ("coachplan-ot", "coachplan-speech", "coachplan-feeding")

#: Lowest first; design.md, section 2, draws it the other way up. A package imports only what stands before it.
ORDER = (
    "base", "model", "notes", "progress", "knowledge", "documents", "planning", "review", "plugins",
    "engine", "audit", "caseload", "fitting", "measures", "simulation", "papers", "charts", "pages", "interchange",
    "spreadsheets", "journal",
    "testing", "cli",
)  # fmt: skip

#: Files that may pass 350 lines, each with the reason why it is one concept.
LONG = {
    "src/coachplan/engine.py": "the verbs, one after another, each with what it takes and returns",
    "src/coachplan/progress/signals.py": "one table, a reading a row",
    "src/coachplan/notes/repair.py": "one pass after another over the same text, in the order that damage is undone",
}

#: What the verbs, the knowledge and the nouns may not even import: they see no clock, no chance and no outside.
OUTSIDE = {
    "http", "os", "pathlib", "random", "secrets", "socket", "ssl", "subprocess", "time", "urllib", "uuid",
}  # fmt: skip
#: What sees no clock, no chance and no outside, and reads no file.
MIDDLE = frozenset(("base", "model", "notes", "progress", "knowledge", "planning", "review"))
#: What no file of the core may import, the rim included.
NEVER = {"http", "random", "secrets", "socket", "ssl", "urllib", "uuid"}
#: But for what names things to other systems by a UUID: one that is made of our own ids, and of no chance and no clock.
NAMING, UUIDS = "interchange", {"NAMESPACE_URL", "UUID", "uuid5"}
#: But for this file, which takes them away from a plugin under test.
DENYING = CORE / "testing" / "conformance" / "sandbox.py"
#: The one file that reads a clock: what a command takes for today where nobody said the day.
CLOCK = CORE / "cli" / "clock.py"
#: The one file that asks the environment: where this computer keeps what can be made again.
PLACES = CORE / "cli" / "places.py"
#: And for made-up families, whose chance is drawn from a seed: only `Random` is imported there.
SEEDED = "simulation"

#: design.md, section 3.
PROMISED = (
    "Child Caregiver Routine Family Step Skill Source Strategy RedFlag Rule Catalogue Focus Approval Plan Entry "
    "Proposal Review Suggestion Alert Mention Reading Engine Help CoachplanError hookimpl"
).split()
VERBS = "propose review read say apply decline clear answer approve hold change end record track".split()


@cache
def core_files():
    return sorted(CORE.rglob("*.py"))


@cache
def source_files():
    plugins = [path for name in PLUGINS for path in sorted((ROOT / "plugins" / name / "src").rglob("*.py"))]
    return core_files() + plugins


def short(path):
    return path.relative_to(ROOT).as_posix()


def concept(path):
    """The name in ORDER that a file of the core belongs to: `notes/cues.py` belongs to `notes`."""
    return path.relative_to(CORE).parts[0].removesuffix(".py")


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def nodes_of(path):
    """Every node of a file, walked through once."""
    return tuple(ast.walk(tree_of(path)))


@cache
def imported(path):
    """Each module that a file imports, at its top or further in, with its line."""
    return tuple(_imported(path))


def _imported(path):
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{short(path)}:{node.lineno} imports relatively"
            yield node.module, node.lineno
            if node.module == "coachplan":
                yield from ((f"coachplan.{name.name}", node.lineno) for name in node.names)


@cache
def tracked():
    """Every file that is, or would be, kept in the repository."""
    git = shutil.which("git")
    listed = git and subprocess.run(
        [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed and listed.returncode == 0 and listed.stdout:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    return sorted({path for path in found if path.is_file()})


# -- who imports whom


def test_every_package_of_the_core_has_its_place():
    """A package of the core stands in the order of the house; a new one needs a place there first."""
    found = {concept(path) for path in core_files()} - {"__init__", "__main__"}

    assert set() == found - set(ORDER)


def test_imports_go_downwards():
    """Each package imports only packages that stand below it."""
    upwards = []
    for path in core_files():
        if path in (CORE / "__init__.py", CORE / "__main__.py"):  # the door, and the command line by its name
            continue
        here = concept(path)
        for module, line in imported(path):
            parts = module.split(".")
            if parts[0] != "coachplan" or len(parts) == 1 or parts[1] == here:
                continue
            if ORDER.index(parts[1]) > ORDER.index(here):
                upwards.append(f"{short(path)}:{line} imports {module}")

    assert [] == upwards


def modules_of(package):
    """Each file of a package with the files of the same package that it imports."""
    files = [path for path in core_files() if concept(path) == package and path.stem != "__init__"]
    names = {".".join(path.relative_to(CORE.parent).with_suffix("").parts): path for path in files}
    return {name: {module for module, _ in imported(path) if module in names} for name, path in names.items()}


@pytest.mark.parametrize("package", ORDER)
def test_imports_inside_a_package_go_downwards(package):
    """Inside a package, too, no two files stand on each other."""
    standing = modules_of(package)
    while ground := {name for name, below in standing.items() if not below}:
        standing = {name: below - ground for name, below in standing.items() if name not in ground}

    assert {} == standing


def test_what_decides_reads_no_file():
    """Planning and review take values; where those came from, documents know."""
    users = {
        f"{short(path)}:{line}"
        for path in core_files()
        if concept(path) in MIDDLE
        for module, line in imported(path)
        if module.startswith("coachplan.documents")
    }

    assert set() == users


#: The doors that are promised; what another package offers is taken from the file where it stands.
DOORS = (
    "audit", "caseload", "fitting", "measures", "interchange/fhir", "simulation", "charts", "spreadsheets", "journal",
    "testing", "cli",
)  # fmt: skip


def test_a_package_opens_with_its_charter_and_hands_nothing_on():
    """An `__init__.py` that is no promised door says what the package is for, and holds no code."""
    handing = [
        short(path)
        for path in core_files()
        if path.name == "__init__.py"
        and path.relative_to(CORE).parts[:-1] not in {(), *(tuple(door.split("/")) for door in DOORS)}
        and len(tree_of(path).body) != 1
    ]

    assert [] == handing


def test_nobody_inside_uses_the_front_door():
    """Inside the core, modules are imported; `coachplan` itself is for those outside."""
    through_the_door = []
    for path in core_files():
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom) and node.module == "coachplan":
                # `from coachplan import measures` takes the package, and would work with an empty door
                names = [name.name for name in node.names if name.name not in ORDER]
            elif isinstance(node, ast.Import):
                names = [name.name for name in node.names if name.name == "coachplan"]
            else:
                names = []
            through_the_door += [f"{short(path)}:{node.lineno} {name}" for name in names]

    assert [] == through_the_door


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("cattrs", {"documents"}), ("pluggy", {"plugins"}), ("jinja2", {"pages"}), ("weasyprint", {"pages"}),
        ("matplotlib", {"charts"}), ("icalendar", {"interchange"}), ("openpyxl", {"spreadsheets"}),
        ("pyarrow", {"caseload"}),
        ("sqlalchemy", {"journal"}), ("alembic", {"journal"}),
    ],
)  # fmt: skip
def test_a_library_has_one_home(library, homes):
    """Only documents imports cattrs; only plugins imports pluggy; each extra has its package."""
    users = {concept(path) for path in core_files() if any(m.split(".")[0] == library for m, _ in imported(path))}

    assert users <= homes


def test_only_one_file_touches_a_plugin_manager():
    """Everything that pluggy leaves untyped stays in contributions.py."""
    users = {path.name for path in core_files() if "PluginManager" in path.read_text(encoding="utf-8")}

    assert users == {"contributions.py"}


def test_the_middle_sees_no_clock_no_chance_and_no_outside():
    """Nouns, knowledge and verbs import nothing that could tell one run from the next."""
    seen = []
    for path in core_files():
        if path == DENYING:
            continue
        here = concept(path)
        denied = OUTSIDE if here in MIDDLE else NEVER
        denied = denied - {"random"} if here == SEEDED else denied
        denied = denied - {"uuid"} if here == NAMING else denied
        seen += [f"{short(path)}:{line} {name}" for name, line in imported(path) if name.split(".")[0] in denied]

    assert [] == seen


def test_a_uuid_is_made_of_our_own_ids():
    """What other systems know a plan by is the same whenever it is made: nothing else of the module is taken."""
    taken = set()
    for path in core_files():
        if path == DENYING:
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom) and node.module == "uuid":
                taken |= {name.name for name in node.names}
            elif isinstance(node, ast.Import):
                taken |= {name.name for name in node.names if name.name == "uuid"}

    assert set() == taken - UUIDS


def test_made_up_families_draw_from_a_seed_alone():
    """The simulation takes `Random` from the random module, and makes none without a seed."""
    unseeded = []
    for path in core_files():
        if concept(path) != SEEDED:
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.Import):
                unseeded += [f"{short(path)}:{node.lineno}" for name in node.names if name.name == "random"]
            elif isinstance(node, ast.ImportFrom) and node.module == "random":
                unseeded += [f"{short(path)}:{node.lineno}" for name in node.names if name.name != "Random"]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Random":
                unseeded += [] if node.args else [f"{short(path)}:{node.lineno}"]

    assert [] == unseeded


def test_nothing_asks_for_the_time_or_the_environment():
    """No file of the core says today(), now() or environ, however it came by them."""
    nodes = [(path, node) for path in core_files() if path not in (DENYING, CLOCK) for node in nodes_of(path)]
    called = [(path, node.func) for path, node in nodes if isinstance(node, ast.Call)]
    clock = {"today", "now", "utcnow", "getenv"}
    asked = [
        f"{short(path)}:{node.lineno} {node.attr}"
        for names, found in ((clock, called), ({"environ"}, [each for each in nodes if each[0] != PLACES]))
        for path, node in found
        if isinstance(node, ast.Attribute) and node.attr in names
    ]

    assert [] == asked


def test_a_plugin_uses_only_the_front_door():
    """A plugin that we ship lives on what any plugin may use."""
    inside = [
        f"{short(path)}:{node.lineno} {node.module}"
        for path in source_files()
        if not path.is_relative_to(CORE)
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] == "coachplan"
        and node.module != "coachplan"
    ]

    assert [] == inside


# -- what is said


def test_every_file_opens_with_what_it_is():
    """A module's docstring says what it is; a reader need not guess it from the code."""
    silent = [short(path) for path in source_files() if not (ast.get_docstring(tree_of(path)) or "").strip()]

    assert [] == silent


def test_every_public_name_says_what_it_is():
    """Each class and function in a module's __all__ has a docstring, and so has each of its public methods."""
    silent = []
    for path in source_files():
        body = tree_of(path).body
        public = {
            element.value
            for node in body
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
            for element in getattr(node.value, "elts", ())
            if isinstance(element, ast.Constant)
        }
        for node in body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name not in public:
                continue
            inner = [n for n in getattr(node, "body", ()) if isinstance(n, ast.FunctionDef) and n.name[0] != "_"]
            asked = [node, *inner] if isinstance(node, ast.ClassDef) else [node]
            silent += [f"{short(path)}:{n.lineno} {n.name}" for n in asked if not ast.get_docstring(n)]

    assert [] == silent


def test_every_promised_name_comes_through_the_door():
    """The names of design.md, section 3, are importable from coachplan, and __all__ lists them."""
    door = importlib.import_module("coachplan")

    assert [] == [name for name in PROMISED if not hasattr(door, name)]
    assert set() == set(PROMISED) - set(door.__all__)


def test_the_engine_has_every_promised_verb():
    """The verbs of design.md, section 3, are there, each with a docstring."""
    engine = importlib.import_module("coachplan").Engine

    assert [] == [name for name in VERBS if not hasattr(engine, name)]
    assert [] == [name for name in VERBS if not (getattr(engine, name).__doc__ or "").strip()]


# -- what stands nowhere


def test_no_file_has_a_name_that_says_nothing():
    """A file called utils is a concept that has not been found yet."""
    empty = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}

    assert [] == [short(path) for path in tracked() if path.stem.lower() in empty]


def test_a_long_file_has_a_reason():
    """Past 350 lines there is usually a second concept; where there is not, the reason is written above."""
    long = {short(path) for path in source_files() if len(path.read_text(encoding="utf-8").splitlines()) > 350}

    assert set() == long - set(LONG)
    assert set() == set(LONG) - long, "no longer long: take it off the list"


# -- what importing costs


def test_importing_coachplan_loads_nothing_heavy():
    """`import coachplan` leaves out whatever only tests, only the rim's extras or only a network would need."""
    # socket is not among them: reading entry points needs importlib.metadata, and that brings it along
    heavy = {"hypothesis", "pytest", "asyncio", "sqlite3", "http", "ssl", "urllib.request", "numpy", "jinja2"}
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, coachplan; print(*sorted(sys.modules))"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip

    assert "coachplan" in loaded
    assert set() == heavy & set(loaded)


def loaded_by(statement):
    """Every module that a new Python has loaded once it ran a statement."""
    return set(
        subprocess.run(
            [sys.executable, "-c", f"import sys; {statement}; print(*sys.modules)"],
            capture_output=True, text=True, check=True,
        ).stdout.split()
    )  # fmt: skip


def test_the_door_opens_onto_nothing():
    """`import coachplan` alone loads no other module of it, and no library."""
    loaded = loaded_by("import coachplan")

    assert ["coachplan"] == [name for name in loaded if name.partition(".")[0] == "coachplan"]
    assert set() == loaded & {"attrs", "attr", "cattrs", "pluggy", "inspect"}


def test_naming_the_engine_loads_no_verb():
    """`from coachplan import Engine` loads what says what is wrong, and nothing that decides, reads or finds."""
    loaded = loaded_by("from coachplan import Engine")

    assert {"coachplan.base"} == {
        ".".join(name.split(".")[:2]) for name in loaded if name.startswith("coachplan.")
    } - {"coachplan.engine"}
    assert set() == loaded & {"cattrs", "pluggy", "importlib.metadata", "importlib.resources", "tomllib", "json"}


@pytest.mark.whole
def test_a_kept_engine_reviews_without_what_reads_and_checks(tmp_path):
    """Where it was kept, nothing is asked of a plugin, no metadata is read, and no document's reader is needed."""
    keep = f"from coachplan import Engine; Engine(plugins=[]).keep({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", keep], check=True)
    loaded = loaded_by(f"from coachplan import Engine; Engine(plugins=[], cache={str(tmp_path)!r})")

    assert "coachplan.plugins.kept_engine" in loaded
    assert set() == loaded & {
        "cattrs", "pluggy", "importlib.metadata", "coachplan.documents.content", "coachplan.knowledge.checks",
        "coachplan.plugins.loading", "coachplan.plugins.making",
    }  # fmt: skip


def late_and_typed(path):
    """What a file imports for a type checker alone: each name with its module."""
    for node in tree_of(path).body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for each in node.body:
                if isinstance(each, ast.ImportFrom):
                    yield from ((name.asname or name.name, each.module, name.name) for name in each.names)


def plainly_typed(path):
    """What a file imports as a whole for a type checker alone."""
    for node in tree_of(path).body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from (name.name for each in node.body if isinstance(each, ast.Import) for name in each.names)


def test_a_type_checker_sees_what_the_door_hands_out():
    """Every promised name is where the checker is told that it is, and no other name is handed out."""
    door = importlib.import_module("coachplan")
    typed = {name: module for name, module, _ in late_and_typed(CORE / "__init__.py")}

    assert sorted(door.__all__) == sorted(typed)
    assert sorted(door.__all__) == sorted(door._MODULES)
    assert [] == [
        name for name, module in typed.items()
        if getattr(door, name) is not getattr(importlib.import_module(module), name)
    ]  # fmt: skip


def test_what_is_imported_late_is_what_a_type_checker_reads():
    """Each module that another file fetches when it is needed is the one that the checker is told of, by its name."""
    files = [file for file in CORE.rglob("*.py") if " = Late(" in file.read_text(encoding="utf-8")]
    assert CORE / "engine.py" in files
    for file in files:
        module = importlib.import_module(".".join(file.relative_to(CORE.parent).with_suffix("").parts))
        late = {name: value for name, value in vars(module).items() if type(value).__name__ == "Late"}
        typed = {name: f"Late('{within}.{original}')" for name, within, original in late_and_typed(file)}
        typed |= {each: f"Late('{each}')" for each in plainly_typed(file)}
        assert late
        assert {name: repr(value) for name, value in late.items()} == {name: typed.get(name) for name in late}


def test_a_type_checker_sees_what_the_engine_fetches():
    """Each module and each kind of value that the engine imports late is the one that the checker reads."""
    engine = importlib.import_module("coachplan.engine")
    for name, module, original in late_and_typed(CORE / "engine.py"):
        late = vars(engine).get(name)
        if late is not None and type(late).__name__ == "Late":
            assert repr(late) == f"Late('{module}.{original}')"
        elif name not in ("Look", "Recipe"):  # said inside alone
            assert getattr(engine, name) is getattr(importlib.import_module(module), name)
