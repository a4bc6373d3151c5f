"""
The page of cautions says what is in force.
"""

from __future__ import annotations

from pathlib import Path

from coachplan.engine import core_catalogue
from coachplan.testing.caution_list import caution_list

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "cautions.md"


def test_the_page_is_the_one_written_from_the_content():
    """Whoever changes a caution writes the page anew."""
    hint = "Write it anew: python -m coachplan.testing.caution_list > docs/reference/cautions.md"
    assert caution_list(core_catalogue()).splitlines() == PAGE.read_text("utf-8").splitlines(), hint


def test_every_caution_and_assessment_has_its_line():
    """By its id, with the title in both languages."""
    page, catalogue = PAGE.read_text("utf-8"), core_catalogue()
    for item in (*catalogue.cautions, *catalogue.assessments):
        assert f"| `{item}` |" in page
        assert catalogue.words.by_language["es"][f"{item}#title"] in page
