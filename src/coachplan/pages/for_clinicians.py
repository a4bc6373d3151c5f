"""
The pages that a clinician holds: the brief before a session, its factual form for others, and the whole caseload.

Alerts stand first. What was written stands as it was written, and every word of it is a word and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from coachplan.base.errors import MissingExtraError
from coachplan.base.messages import Message, Texts
from coachplan.pages.drawings import drawing
from coachplan.pages.environment import environment, headings, quoting
from coachplan.pages.for_caregivers import Paper
from coachplan.papers.alternative import days_table
from coachplan.papers.brief_parts import Brief
from coachplan.papers.overview import Overview
from coachplan.papers.speaking import saying

__all__ = ["brief_page", "overview_page"]


def brief_page(made: Brief, texts: Texts, *, paper: Paper = "") -> str:
    """
    Return a brief as HTML: one page, and the detail on the next. With the extra `charts` each focus has its chart, and
    without it its days as a table.
    """
    say = saying(texts, made.language)
    charts = dict(_charts(made))
    tables = {
        focus.focus: days_table(focus.series, made.language)
        for focus in made.focuses
        if focus.series is not None and focus.focus not in charts
    }
    title = say(Message("core/page.title.facts" if made.factual else "core/page.title.brief"))
    return environment().get_template("brief.html.j2").render(
        one=made,
        language=made.language,
        right_to_left=made.right_to_left,
        title=f"{title}: {made.child}",
        heading=title,
        paper=paper,
        charts=charts,
        tables=tables,
        t=headings(texts, made.language),
        quoted=quoting(texts, made.language),
        drawing=drawing,
    )


def _charts(made: Brief) -> Iterator[tuple[str, Markup]]:
    try:
        from coachplan.charts import svg  # noqa: PLC0415 - an extra; without it the days are a table
    except MissingExtraError:
        return
    for number, focus in enumerate(made.focuses, start=1):
        if focus.series is not None and focus.series.points:
            drawn = svg(focus.series, id_prefix=f"chart-{number}", language=made.language)
            yield focus.focus, Markup(drawn)  # noqa: S704 - made of clean parts, every text of it escaped


def overview_page(made: Overview, texts: Texts, *, paper: Paper = "") -> str:
    """
    Return a caseload as HTML, whoever needs the clinician most first.
    """
    title = saying(texts, made.language)(Message("core/page.title.overview"))
    return environment().get_template("overview.html.j2").render(
        one=made,
        language=made.language,
        right_to_left=made.right_to_left,
        title=title,
        paper=paper,
        t=headings(texts, made.language),
        quoted=quoting(texts, made.language),
        drawing=drawing,
    )
