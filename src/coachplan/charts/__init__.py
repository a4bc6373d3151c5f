"""
Charts of what was practised, with matplotlib (extra `charts`): axes, SVG for a page, PNG on request.

`draw`, `svg` and `png` take a series and decide nothing. Importing this where matplotlib is not installed raises
`MissingExtraError`: the days are then a table (`coachplan.papers.alternative.days_table`).
"""

from __future__ import annotations

from coachplan.base.errors import CoachplanError, Finding

try:
    import matplotlib as mpl  # noqa: F401 - asked for here, so that its absence is told in one sentence
except ImportError:
    _hint = 'pip install "coachplan[charts]"'
    raise CoachplanError(
        Finding(what="charts need matplotlib, which is not installed.", hint=_hint, code="missing-extra")
    ) from None

from coachplan.charts.drawing import draw
from coachplan.charts.export import png, svg

__all__ = ["draw", "png", "svg"]
