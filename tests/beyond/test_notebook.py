"""
The notebook of `examples/` as a person would run it: every cell in its order, in a kernel of its own.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples" / "notebook.ipynb"

#: What is shown under a cell, by its id: as a page is laid out, or in plain lines.
LAID_OUT = {
    "family": ["Theo", "4 years, 4 months", "getting dressed", "no-screens"],
    "proposals": ["What to do", "You said", "Before you begin"],
    "options": ["1. ", "− ", "no-screens"],
    "plan": ["Plan opened by Dana, OT", "ot/pull-up-socks"],
    "week": ["What went well", "both socks before the bus", "can he sit on the floor?"],
    "next": ["Step 2 of ot/pull-up-socks"],
    "first": ["This comes first", "turned blue"],
}
PLAIN = {
    "plainly": ["Pulls up socks", "+ You said", "! This is a draft"],
    "reasons": ["Found: ", "Next small step: ", "Not another way yet."],
    "log": ["Family(child=Child(age_months=52"],
}


@pytest.fixture(scope="module")
def cells():
    """The cells as they are after a run, by their ids."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


def text(output):
    """What an output shows without HTML."""
    return output.text if output.output_type == "stream" else output.data["text/plain"]


def test_every_cell_runs_and_shows_something(cells):
    """One after another, without an error and without a complaint."""
    assert cells.keys() == LAID_OUT.keys() | PLAIN.keys()
    assert list(range(1, len(cells) + 1)) == [cell.execution_count for cell in cells.values()]
    for cell in cells.values():
        (output,) = cell.outputs

        assert output.output_type in ("execute_result", "stream")
        assert output.get("name") != "stderr"


@pytest.mark.parametrize("name", LAID_OUT)
def test_a_value_is_laid_out_as_a_page_is(cells, name):
    """As HTML that stands alone; and beside it, for whoever cannot show that, the lines of `print`."""
    (output,) = cells[name].outputs
    html = output.data["text/html"]

    assert html.startswith('<div class="coachplan"')
    assert "<script" not in html
    for words in LAID_OUT[name]:
        assert words in html
    assert not text(output).startswith(("Family(", "Plan(", "Proposals(", "Review(", "(Option("))


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_printed_stands_plainly(cells, name):
    """Without HTML."""
    (output,) = cells[name].outputs

    for words in PLAIN[name]:
        assert words in text(output)


def test_nothing_cheerful_stands_beside_an_alert(cells):
    """What comes first is alone: no win of the week, no question, no step."""
    (output,) = cells["first"].outputs
    html = output.data["text/html"]

    assert text(output).startswith("! ")
    assert html.index("This comes first") < html.index("For now")
    for cheerful in ("What went well", "both socks", "can he sit", "What to do"):
        assert cheerful not in html
        assert cheerful not in text(output)


def test_the_log_tells_no_name(cells):
    """The last cell shows what may be kept where others read."""
    (output,) = cells["log"].outputs

    for name in ("Theo", "Alex", "fights", "trains"):
        assert name not in text(output)
