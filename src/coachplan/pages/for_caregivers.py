"""
The pages that a caregiver holds: the handout, the log sheet for the fridge, and cards with the one sentence.

Each is one page of HTML that stands alone: its style and drawings inside it, nothing loaded, no script. Takes the
values of `coachplan.papers`, and says nothing that is not in them but the headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from coachplan.base.messages import Message, Texts
from coachplan.pages.drawings import drawing, routine_drawing, step_drawing
from coachplan.pages.environment import environment, headings
from coachplan.pages.room import size_of
from coachplan.papers.cues import Cues
from coachplan.papers.handout import Handout
from coachplan.papers.log_sheet import LogSheet
from coachplan.papers.speaking import saying

__all__ = ["Paper", "cues_page", "handout_page", "log_sheet_page"]

#: The paper that a page is printed on; "" leaves it to the printer, and fits on both.
Paper = Literal["", "A4", "Letter"]


def handout_page(papers: Iterable[Handout], texts: Texts, *, paper: Paper = "") -> str:
    """
    Return handouts as HTML, each printed on a page of its own.
    """
    made = tuple(papers)
    return _page("handout", made, texts, paper, " · ".join(each.title for each in made))


def log_sheet_page(papers: Iterable[LogSheet], texts: Texts, *, paper: Paper = "") -> str:
    """
    Return log sheets as HTML, each printed on a page of its own.
    """
    made = tuple(papers)
    return _page("log_sheet", made, texts, paper, " · ".join(each.title for each in made))


def cues_page(paper_of_cards: Cues, texts: Texts, *, paper: Paper = "") -> str:
    """
    Return cards to cut out, four on a page.
    """
    title = saying(texts, paper_of_cards.language)(Message("core/page.title.cues"))
    return _page("cues", (paper_of_cards,), texts, paper, title)


def _page(name: str, papers: Sequence[Any], texts: Texts, paper: Paper, title: str) -> str:
    language = papers[0].language if papers else "en"
    t = headings(texts, language)
    return environment().get_template(f"{name}.html.j2").render(
        papers=papers,
        one=papers[0] if papers else None,
        language=language,
        right_to_left=bool(papers) and papers[0].right_to_left,
        title=title,
        paper=paper,
        t=t,
        size=lambda one: size_of(one, t, paper).called,
        drawing=drawing,
        routine_drawing=routine_drawing,
        step_drawing=step_drawing,
    )
