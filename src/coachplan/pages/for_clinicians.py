"""
The pages that a clinician holds: the brief before a session, its factual form for others, and the whole caseload.

Alerts stand first. What was written stands as it was written, and every word of it is a word and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from coachplan.base.messages import Message, Texts
from coachplan.pages.drawings import drawing
from coachplan.pages.environment import environment, headings, quoting
from coachplan.pages.for_caregivers import Paper
from coachplan.papers.brief_parts import Brief
from coachplan.papers.overview import Overview
from coachplan.papers.speaking import saying

__all__ = ["brief_page", "overview_page"]


def brief_page(made: Brief, texts: Texts, *, charts: Mapping[str, str] | None = None, paper: Paper = "") -> str:
    """
    Return a brief as HTML: one page, and the detail on the next. *charts*: of each focus, by its id, as markup that is
    safe to put in a page (`coachplan.charts.svg`).
    """
    say = saying(texts, made.language)
    title = say(Message("core/page.title.facts" if made.factual else "core/page.title.brief"))
    return environment().get_template("brief.html.j2").render(
        one=made,
        language=made.language,
        right_to_left=made.right_to_left,
        title=f"{title}: {made.child}",
        heading=title,
        paper=paper,
        charts=charts or {},
        t=headings(texts, made.language),
        quoted=quoting(texts, made.language),
        drawing=drawing,
    )


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
