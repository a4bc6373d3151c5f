"""
The documents, held against the repository: what they link to and every file that they name is there.

Reads text and file names. Knows nothing of whether a sentence is true.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path

import pytest

HOME = "https://github.com/coachplan/coachplan/"
#: Where each kind of page stands: to learn by doing, to get one thing done, to look up, to understand.
KINDS = {"tutorial", "how-to", "reference", "explanation"}
#: What a reader of the page would write: no file of ours, and none is meant.
INVENTED = {
    "SECURITY.md": {"plan-2.json"},
    "docs/design.md": {"our-numbers.json", "plans/x.json", "families/x.toml"},
    "docs/how-to/caseload.md": {"families.jsonl", "reviews.jsonl"},
    "docs/how-to/audit.md": {"trail.jsonl"},
    "docs/how-to/command-line.md": {
        "log-for-a-spreadsheet.csv",
        "march.csv",
        "mine.toml",
        "plan-2.json",
        "review.json",
        "today.json",
    },
    "docs/how-to/family-folder.md": {"log-for-a-spreadsheet.csv", "plan-2.json"},
    "docs/how-to/fit.md": {"families.jsonl", "our-numbers.json"},
    "docs/how-to/journal.md": {"journal.jsonl", "log-for-a-spreadsheet.csv"},
    "docs/how-to/new-language.md": {"reading.toml", "sentences.toml", "words.toml"},
    "docs/how-to/new-plugin.md": {
        "src/coachplan_physiotherapy/catalogue/content.toml",
        "src/coachplan_physiotherapy/catalogue/es.toml",
        "tests/scenarios/first.toml",
        "tests/test_physiotherapy.py",
    },
    "docs/how-to/spreadsheets.md": {"mine.toml"},
    "docs/how-to/scenarios.md": {"tests/scenarios/anything.toml", "families/ada.toml", "plans/talked-over.json"},
    "docs/reference/api/caseload.md": {"reviews.jsonl"},
    "docs/reference/api/codec.md": {"sam.json"},
    "docs/reference/api/engine.md": {"our-numbers.json"},
    "docs/reference/api/logs.md": {"april.csv"},
    "docs/reference/documents.md": {"diary.csv", "families.jsonl", "journal.jsonl", "march.csv", "plan.json"},
    "docs/tutorial/first-embed.md": {"app.py"},
    "docs/tutorial/first-plan.md": {"sam/family.toml"},
    "docs/tutorial/first-plugin.md": {
        "coachplan-physiotherapy/src/coachplan_physiotherapy/catalogue/content.toml",
        "coachplan-physiotherapy/src/coachplan_physiotherapy/catalogue/es.toml",
        "coachplan-physiotherapy/tests/scenarios/one-foot.toml",
    },
}

#: What moved and is named only to say where it went.
MOVED = {
    "CHANGELOG.md": {"coachplan.codec", "coachplan.content", "coachplan.lending", "coachplan.logs"},
}

_LINK = re.compile(r"(?:\]\(|^\[[^]]+\]: )([^)\s]+)", re.MULTILINE)
_FILE = re.compile(r"(?<![\w./*<>{}:-])((?:[\w.-]+/)*[\w-]+\.(?:md|py|toml|jsonl?|csv|txt))(?![\w/]|\.\w)")
_MODULE = re.compile(r"\bcoachplan(?:\.[a-z_]\w*)+")
_DEFINED = re.compile(r"`(\w+)` in\s`([\w/]+\.py)`")
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "src" / "coachplan"
#: What tools leave behind, and what git keeps for itself.
_LEFT = {".git", ".venv", "__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "build", "dist"}


@cache
def tracked():
    """Every file that a page could name."""
    return sorted(path for path in ROOT.rglob("*") if path.is_file() and _LEFT.isdisjoint(path.relative_to(ROOT).parts))


def short(path):
    return path.relative_to(ROOT).as_posix()


NAMES = [short(path) for path in tracked()]
PAGES = [path for path in tracked() if path.suffix == ".md"]


def named_so(name):
    """The files of the repository that have that name, as a whole or as the end of their path."""
    return [known for known in NAMES if f"/{known}".endswith(f"/{name}")]


def headings(page):
    """The anchors of a page, as they are made from its headings."""
    found = re.findall(r"^#+ (.+)$", _CODE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


def links(page):
    """Each link of a page into our own tree, as the path it leads to and the anchor there."""
    for link in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(HOME):
            target = ROOT / re.sub(r"^(blob|tree)/main/", "", link.removeprefix(HOME).partition("#")[0])
            target = ROOT if "/issues" in link else target
        elif "://" in link:
            continue
        else:
            target = page.parent / link.partition("#")[0] if link[0] != "#" else page
        yield link, target, link.partition("#")[2]


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_link_leads_somewhere(page):
    """What a page links to is there, and so is the heading where it names one."""
    astray = [
        link
        for link, target, anchor in links(page)
        if not target.exists() or (anchor and anchor not in headings(target))
    ]

    assert [] == astray


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_file_that_a_page_names_is_there(page):
    """A page names files of the repository alone, by path or by the end of it, in prose and in code."""
    text = _LINK.sub("](", page.read_text(encoding="utf-8"))
    named = set(_FILE.findall(text))
    invented = INVENTED.get(short(page), set())

    assert set() == {name for name in named if not named_so(name)} - invented
    assert set() == invented - named, "no longer named: take it off the list"


def test_every_page_that_the_code_names_is_there():
    """A comment or a docstring that sends the reader to a page of docs/ names one that is there."""
    astray = [
        f"{short(path)} names {name}"
        for path in tracked()
        if path.suffix in {".py", ".toml", ".txt", ".yaml", ".yml"}
        for name in re.findall(r"\bdocs/[\w/-]+\.md", path.read_text(encoding="utf-8"))
        if name not in NAMES
    ]

    assert [] == astray


def importable(dotted):
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for name in parts[cut:]:
            found = getattr(found, name, None)
        return found is not None
    return False


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_module_that_a_page_names_is_there(page):
    """`coachplan.x.y` in a page is a module, or a name in one. The changelog may also name what has moved."""
    named = set(_MODULE.findall(page.read_text(encoding="utf-8")))

    assert set() == {name for name in named if not importable(name)} - MOVED.get(short(page), set())


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_name_is_where_a_page_says(page):
    """`name` in `path/file.py` of a page is a class or function of that file."""
    said = _DEFINED.findall(page.read_text(encoding="utf-8"))
    astray = [
        f"{name} in {file}"
        for name, file in said
        if not any(
            re.search(rf"^(?:def|class) {name}\b|^{name}\b.* = ", (ROOT / known).read_text("utf-8"), re.MULTILINE)
            for known in named_so(file)
        )
    ]

    assert [] == astray


def test_the_walk_says_where_everything_is():
    """The walk leads to one file after another, so the test above has something to look for."""
    walk = (ROOT / "docs" / "explanation" / "walk.md").read_text(encoding="utf-8")

    assert len({file for _, file in _DEFINED.findall(walk)}) > 20


def test_every_page_has_its_kind():
    """A page of docs/ is a tutorial, a how-to, a reference or an explanation; contract and index stand above."""
    pages = [path.relative_to(ROOT / "docs").parts for path in PAGES if path.is_relative_to(ROOT / "docs")]

    assert {"design.md", "README.md"} == {parts[0] for parts in pages if len(parts) == 1}
    assert KINDS == {parts[0] for parts in pages if len(parts) > 1}


def test_the_index_names_every_page():
    """docs/README.md leads to each page of docs/; to those of the code by their own index."""
    index, of_the_code = ROOT / "docs" / "README.md", ROOT / "docs" / "reference" / "api" / "README.md"
    led = {target.resolve() for page in (index, of_the_code) for _, target, _ in links(page)}

    assert of_the_code in {target.resolve() for _, target, _ in links(index)}
    assert [] == [short(path) for path in PAGES if path.is_relative_to(ROOT / "docs") and path not in {index, *led}]


def test_the_house_is_drawn_whole():
    """Section 2 of the design names every file of the core."""
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    house = text[text.index("## 2. The house") : text.index("## 3.")]
    drawn = set(re.findall(r"\w+", house))

    assert [] == [short(path) for path in sorted(CORE.rglob("*.py")) if path.stem not in drawn]
