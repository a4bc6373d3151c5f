"""
What tests of spreadsheets write: a workbook of rows, and the same as text.
"""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest


def saved(made):
    """A workbook as bytes."""
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


@pytest.fixture(scope="session")
def book():
    """Make the bytes of a workbook out of (title, rows) each; *change* may do more to it."""

    def make(*sheets, change=None):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets:
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if change:
            change(made)
        return saved(made)

    return make


@pytest.fixture(scope="session")
def table():
    """Make the bytes of a table of text out of rows."""

    def make(rows):
        kept = io.StringIO()
        csv.writer(kept).writerows([["" if cell is None else cell for cell in row] for row in rows])
        return kept.getvalue().encode()

    return make


@pytest.fixture(scope="session")
def rewritten():
    """Change one part of a workbook as text."""

    def make(content, part, change):
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                kept = old.read(name)
                new.writestr(name, change(kept.decode()) if name == part else kept)
        return made.getvalue()

    return make
