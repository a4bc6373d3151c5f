"""
The frame around the code: what is locked, what each distribution says of itself, what is run elsewhere.

Reads text and TOML. Knows nothing of what the code does, and builds nothing.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ("coachplan-ot", "coachplan-speech", "coachplan-feeding")

PROJECTS = [ROOT, *(ROOT / "plugins" / name for name in PLUGINS)]
HOME = "https://github.com/coachplan/coachplan"
LOCKS = ("run", "test", "docs", "beyond", "mutants", "fuzz")

_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)(?: ; [^\\]+)? \\$")
_NAMED = re.compile(r"^[A-Za-z0-9_.-]+")


def lines(name):
    return (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def locked(name):
    return {found[1].lower(): found[2] for line in lines(name) if (found := _PINNED.match(line))}


def project(folder):
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))


def asked_for(group, groups):
    """The names that a dependency group asks for, those of the groups in it as well."""
    for each in groups[group]:
        if isinstance(each, dict):
            yield from asked_for(each["include-group"], groups)
        else:
            yield _NAMED.match(each)[0].lower()


# -- what is locked


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_names_releases_and_hashes(name):
    """And nothing else: no index, no address, no option."""
    other = [
        line
        for line in lines(name)
        if not _PINNED.match(line) and not re.match(r"^#|^    --hash=sha256:[0-9a-f]{64}(?: \\)?$", line)
    ]

    assert [] == other


def test_what_is_locked_twice_is_locked_alike():
    """What runs coachplan is the same release where it is tested."""
    assert locked("run").items() <= locked("test").items()
    assert set() == set(locked("mutants")) & set(locked("test"))
    test = locked("test")
    for lock in map(locked, ("docs", "beyond")):
        both = test.keys() & lock.keys()
        assert {name: test[name] for name in both} == {name: lock[name] for name in both}


def test_whatever_is_asked_for_is_locked():
    """Every dependency, extra and group of the core has its release."""
    raw = project(ROOT)
    extras = raw["project"]["optional-dependencies"]
    run = [*raw["project"]["dependencies"], *extras["cli"], *extras["pages"]]
    groups = raw["dependency-groups"]

    assert {_NAMED.match(each)[0] for each in run} | set(asked_for("build", groups)) <= set(locked("run"))
    assert {_NAMED.match(each)[0] for each in extras["testing"]} <= set(asked_for("test", groups))
    assert set(asked_for("dev", groups)) <= set(locked("test"))
    heavy = ("pdf", "postgresql")
    light = {_NAMED.match(each)[0] for name, needs in extras.items() if name not in heavy for each in needs}
    assert light <= set(asked_for("test", groups))
    both = {*asked_for("test", groups), *asked_for("beyond", groups)}
    assert {_NAMED.match(each)[0] for name in heavy for each in extras[name]} <= both
    assert set(asked_for("docs", groups)) <= set(locked("docs"))
    assert set(asked_for("beyond", groups)) <= set(locked("beyond"))
    assert set(asked_for("mutants", groups)) == set(locked("mutants"))
    assert set(asked_for("fuzz", groups)) == set(locked("fuzz"))


def test_what_runs_before_a_commit_is_what_is_locked():
    """The small checks use the same releases as `make test`."""
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    hooks = dict(re.findall(r"/(ruff|mirrors-mypy|[\w-]+)\n +rev: v(\S+)", text))
    test = locked("test")

    assert test["ruff"] == hooks["ruff-pre-commit"]
    assert test["mypy"] == hooks["mirrors-mypy"]
    assert dict(re.findall(r"- (\w+)==(\S+)", text)).items() <= test.items()


# -- what a distribution says of itself


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_a_distribution_says_what_an_index_shows(folder):
    """Licence, README, addresses, Pythons, and that it is typed; all four say the same version."""
    said = project(folder)["project"]
    pythons = {each.rpartition(" ")[2] for each in said["classifiers"] if re.search(r"Python :: 3\.\d+$", each)}

    assert (said["license"], said["license-files"], said["readme"]) == ("MIT", ["LICENSE"], "README.md")
    assert (folder / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert {"Homepage", "Documentation", "Source", "Issues", "Changelog"} == set(said["urls"])
    assert all(url.startswith(HOME) for url in said["urls"].values())
    assert {"3.11", "3.12", "3.13", "3.14"} == pythons
    assert {"Typing :: Typed", "Intended Audience :: Healthcare Industry"} <= set(said["classifiers"])
    assert project(ROOT)["project"]["version"] == said["version"]


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_the_links_of_a_shown_readme_are_whole(folder):
    """An index shows the README without the files beside it, so no link counts on them."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"(?:\]\(|^\[[^]]+\]: )([^)\s]+)", text, re.MULTILINE)

    assert [] == [link for link in links if not link.startswith("https://")]


# -- what is run elsewhere


def test_every_python_that_is_named_is_run():
    """The workflow tries each Python of the classifiers, on each system."""
    text = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    matrices = re.findall(r"python: \[(.+)\]", text)

    assert ['"3.11", "3.12", "3.13", "3.14"'] * 2 == matrices
    assert all(system in text for system in ("ubuntu-latest", "macos-latest", "windows-latest", "container: debian"))


# -- what is told


def test_the_changelog_has_each_heading_once():
    """One section that is not released, and each kind of change in one place."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    headings = [re.findall(r"^### (.+)$", section, re.MULTILINE) for section in sections]

    assert 1 == sum("nreleased" in section.splitlines()[0] for section in sections)
    assert all(len(found) == len(set(found)) for found in headings)
