"""
The document that clinicians sign: every proposal of ours is in it as it is in force, and nothing is without a source.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from coachplan import Catalogue
from coachplan.documents.content import read_catalogue
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import merge
from coachplan.model.skills import GRADES
from coachplan.testing import sign_off as page
from coachplan.testing.toy import TOY

ROOT = Path(__file__).resolve().parents[2]


def _catalogue_of(package: str) -> Path:
    # Where the package stands, in the source tree or installed from its wheel.
    spec = find_spec(package)
    assert spec is not None, f"{package} is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent / "catalogue"


FOLDERS = [_catalogue_of(name) for name in ("coachplan_feeding", "coachplan_ot", "coachplan_speech")]


@pytest.fixture(scope="module")
def everything() -> Catalogue:
    """What the core and the three plugins bring, read from their folders: whether they are installed is no matter."""
    assert len(FOLDERS) == 3
    return merge([core_catalogue(), *(read_catalogue(folder) for folder in FOLDERS)])


def test_every_item_has_a_source_with_a_grade(everything):
    """No skill, strategy, rule, sign, number, barrier or answer of the four catalogues is without a graded source."""
    assert page.without_source(everything) == ()
    graded = [
        source.grade
        for shelf in page.SHELVES
        for item in getattr(everything, shelf).values()
        for source in item.sources
    ]
    assert len(graded) > 300
    assert set(graded) <= set(GRADES)


def test_an_item_without_a_source_is_named():
    """The check above finds what it looks for."""
    bare = Catalogue(skills=[_bare(skill) for skill in TOY.skills.values()])
    assert page.without_source(bare) == ("toy/stack-blocks", "toy/wave-bye")


def _bare(skill):
    from attrs import evolve

    return evolve(skill, sources=())


def test_the_document_says_what_is_in_force(everything):
    """The page is the one written from the catalogue: whoever changes a number writes the page anew."""
    written = (ROOT / "docs" / "reference" / "sign-off.md").read_text("utf-8")
    hint = "Write it anew: python -m coachplan.testing.sign_off > docs/reference/sign-off.md"
    assert page.sign_off(everything).splitlines() == written.splitlines(), hint


def test_every_proposal_of_ours_has_a_line_to_sign(everything):
    """As many lines as items that rest on us, wholly or in part, each with room for agreement, name and day."""
    lines = [line for line in page.sign_off(everything).splitlines() if line.endswith("| | |")]
    ours = [item for wholly in (True, False) for item in page.own_items(everything, wholly=wholly)]
    assert len(lines) == len(ours) > 100


def test_a_changed_number_changes_the_document(everything):
    """The page shows the value of a parameter and the urgency of a sign, so that neither changes unseen."""
    before = page.sign_off(everything)
    assert "14: days without practice after which it starts anew." in before
    assert "Call for help now; practice pauses." in before
    assert "Tell within days; practice goes on" in before


def test_the_document_speaks_plainly(everything):
    """No condition, no brace and no phrase mark is left in it for a clinician to puzzle over."""
    body = page.sign_off(everything).partition("## ")[2]
    for mark in ("{", "}", ">=", "<=", "==", " | | | | ", "/own"):
        assert mark not in body, mark
