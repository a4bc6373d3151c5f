"""
What therapists keep in spreadsheets, read as a log: workbooks (extra `xlsx`) and CSV, each in a declared layout.

Nothing is guessed: what a code means, which focus a target is and which number of a date is the month is said by
whoever reads. What cannot be read is handed back with its sheet, its cell and its words.
"""

from __future__ import annotations

from coachplan.spreadsheets.layouts import LAYOUTS, Layout, layout_named, read_layout
from coachplan.spreadsheets.reading import read_workbook

__all__ = ["LAYOUTS", "Layout", "layout_named", "read_layout", "read_workbook"]
