"""
Cases to try a plugin on: a made-up plan, a log in the words of the plugin's own lists, and a day.

Knows nothing of what should come of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from hypothesis import strategies as st

from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.entries import CORE_TAGS, TEXT_FIELDS, Entry
from coachplan.model.plans import Plan
from coachplan.testing.strategies import FIRST_DAY, days, families, logs, plans, texts

__all__ = ["Case", "cases", "told"]

Case = tuple[Plan, tuple[Entry, ...], date]


def told(case: Case) -> str:
    """
    Say in one line what a case holds, so that somebody can write it down as a scenario.
    """
    plan, log, _ = case
    focuses = "; ".join(
        f"{focus.id}: {focus.skill}, step {focus.step}, {focus.strategy}, {focus.routine}" for focus in plan.focuses
    )
    return f"Seen with {focuses}; log: {', '.join(map(_written, log)) or 'none'}."


def _written(entry: Entry) -> str:
    words = " ".join(getattr(entry, name) for name in TEXT_FIELDS).strip()
    count = "" if entry.tries is None else f" {entry.successes}/{entry.tries}"
    tags = f" {' '.join(entry.tags)}" if entry.tags else ""
    return f"day {(entry.on - FIRST_DAY).days + 1}{count}{tags}{f' {words!r}' if words else ''}"


def cases(catalogue: Catalogue) -> st.SearchStrategy[Case]:
    """
    Draw a plan that fits *catalogue*, a log with its tags and the words of its lists, and a day to look at it.
    """
    own = sorted({_plainly(phrase) for phrase in _phrases(catalogue)})
    return _cases(catalogue, texts() | st.sampled_from(own) if own else texts())


@st.composite
def _cases(draw: st.DrawFn, catalogue: Catalogue, written: st.SearchStrategy[str]) -> Case:
    plan = draw(plans(catalogue, focuses=(1, 2), family=draw(families(catalogue))))
    log = draw(logs(plan, tags=(*CORE_TAGS, *catalogue.tags), written=written))
    return plan, log, draw(days(span=40))


def _phrases(catalogue: Catalogue) -> Iterator[str]:
    for _, item in catalogue.listed():
        listed: Iterable[tuple[str, ...]] = item.words.values()
        yield from (phrase for phrases in listed for phrase in phrases)


def _plainly(phrase: str) -> str:
    # A phrase as somebody might write it: the first of any alternatives, the stems cut, the gaps closed.
    return " ".join(part.partition("|")[0].strip("[]*") for part in phrase.split() if not part.startswith("..."))
