"""
The pages that a clinician holds: the brief before a session, its factual form for others, and the whole caseload.

Alerts stand first. What was written stands as it was written, and every word of it is a word and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen
from markupsafe import Markup

from coachplan.base.errors import MissingExtraError
from coachplan.base.messages import Message, Texts
from coachplan.pages.drawings import drawing
from coachplan.pages.environment import environment, headings, quoting
from coachplan.pages.for_caregivers import Paper
from coachplan.papers.alternative import days_table, phases_told
from coachplan.papers.brief_parts import Brief
from coachplan.papers.overview import Overview
from coachplan.papers.series import Series
from coachplan.papers.speaking import saying
from coachplan.papers.windows import DAYS, before, last_days

__all__ = ["brief_page", "overview_page"]


#: Beside an alert, or where it has more rows, a table of days stands in the detail.
_ROWS = 14


@frozen
class _Days:
    """
    The days of a focus where there is no chart: what each column is called, and for each step its own rows.
    """

    head: tuple[str, ...]
    steps: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    in_detail: bool


def brief_page(made: Brief, texts: Texts, *, paper: Paper = "") -> str:
    """
    Return a brief as HTML: one page, and the detail on the next. With the extra `charts` each focus has its chart, and
    without it its days as a table; of a long period the last 120 days, and what was before in words.
    """
    say = saying(texts, made.language)
    drawn = {focus.focus: focus.series for focus in made.focuses if focus.series is not None}
    shown = {name: last_days(series) for name, series in drawn.items()}
    earlier = {name: then for name, series in drawn.items() if (then := before(series)) is not None and then.points}
    charts = dict(_charts(shown, made.language))
    tables = {
        name: _days(series, made.language, crowded=bool(made.alerts))
        for name, series in shown.items()
        if name not in charts and series.points
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
        earlier={name: phases_told(series, made.language) for name, series in earlier.items()},
        last_days=say(Message("core/page.last-days", {"n": DAYS})),
        t=headings(texts, made.language),
        quoted=quoting(texts, made.language),
        drawing=drawing,
    )


def _charts(shown: Mapping[str, Series], language: str) -> Iterator[tuple[str, Markup]]:
    try:
        from coachplan.charts import svg  # noqa: PLC0415 - an extra; without it the days are a table
    except MissingExtraError:
        return
    for number, (name, series) in enumerate(shown.items(), start=1):
        if series.points:
            drawn = svg(series, id_prefix=f"chart-{number}", language=language)
            yield name, Markup(drawn)  # noqa: S704 - made of clean parts, every text of it escaped


def _days(series: Series, language: str, *, crowded: bool) -> _Days:
    table = days_table(series, language)
    steps: list[tuple[str, list[tuple[str, ...]]]] = []
    for day, step, *rest in table.rows:
        # A day off or an alert belongs to no step of its own: it stands where it was.
        if not steps or step not in ("", steps[-1][0]):
            steps.append((step, []))
        steps[-1][1].append((day, *rest))
    return _Days(
        head=(table.head[0], *table.head[2:]),
        steps=tuple((step, tuple(rows)) for step, rows in steps),
        in_detail=crowded or len(table.rows) > _ROWS,
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
