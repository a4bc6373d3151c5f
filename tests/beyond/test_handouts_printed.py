"""
The handout of every skill there is, as families have it: on one sheet, in letters as large as there is room for; and
its log sheet.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from coachplan.engine import Engine
from coachplan.model.approvals import Approval
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import Help
from coachplan.model.goals import Goal
from coachplan.pages.environment import headings
from coachplan.pages.for_caregivers import handout_page, log_sheet_page
from coachplan.pages.pdf import pdf
from coachplan.pages.room import room, size_of
from coachplan.papers.handout import handouts
from coachplan.papers.log_sheet import log_sheets
from coachplan.testing.builders import D

ENGINE = Engine(help=Help(emergency="112", call="the clinic, 555 0100"))
TEXTS = ENGINE.catalogue.words
#: Nothing, little and as much as families write for a goal.
GOALS = ("", "I want calm mornings.", "I want him to do this on his own so mornings are calm.")
LANGUAGES = ("en", "es")
#: Pixels between the margins of a page.
PAPERS = {"A4": (695, 1047), "Letter": (717, 980)}
#: So many are printed at once: a browser is slow with many more.
AT_ONCE = 20


@cache
def plans():
    """A first plan for each skill, with an ordinary goal; for every third with none and with a short one, too."""
    return tuple(_plans())


def _plans():
    for number, skill in enumerate(ENGINE.catalogue.skills.values()):
        routine = next((kind for kind in skill.routines if kind in ENGINE.catalogue.routine_kinds), "play")
        for words in (GOALS[2], GOALS[0], GOALS[1])[: (1, 3, 1)[number % 3]]:
            family = Family(
                Child("Sam", max(skill.ages[0], min(48, skill.ages[1]))),
                [Caregiver("Alex")],
                [Routine("there", routine, minutes=10, part_of_day="morning")],
                goals=[Goal(words, routine="there", by="Alex")] if words else [],
                id="sam",
            )
            proposed = ENGINE.propose(family, on=D, skill=skill.id)
            if proposed:
                plan = proposed[0].plan
                yield ENGINE.approve(plan, Approval.everything(plan, by="Dana, OT", on=D), role="clinician")


@cache
def made(language):
    """Their handouts."""
    return tuple(handouts(ENGINE, plan, ENGINE.review(plan, [], on=D), language=language)[0] for plan in plans())


def at_once(papers):
    """Some at a time."""
    return (papers[at : at + AT_ONCE] for at in range(0, len(papers), AT_ONCE))


def count(printed):
    """How many sheets there are."""
    return len(PdfReader(BytesIO(printed)).pages)


def test_there_is_a_fair_sample():
    """Nearly every skill, with a goal and without."""
    assert 240 <= len(made("en"))
    assert {True, False} == {bool(each.goal) for each in made("en")}


def lay(page, paper):
    """Show pages as wide as a paper and as they print; returns how high it is."""
    wide, high = PAPERS[paper]
    page.set_viewport_size({"width": wide, "height": 900})
    page.emulate_media(media="print")
    return high


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_handout_is_printed_on_one_sheet(page, show, paper, language):
    """Whether the page says which paper or leaves it to the printer; every other of those that are measured below."""
    for some in at_once(made(language)[::2]):
        show(page, handout_page(some, TEXTS, paper=paper))
        assert len(some) == count(page.pdf(prefer_css_page_size=True)), [each.title for each in some]
    for some in at_once(made(language)[1::8]):
        show(page, handout_page(some, TEXTS))
        assert len(some) == count(page.pdf(format=paper)), [each.title for each in some]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_handout_is_one_sheet_of_a_pdf(paper, language):
    """As it is where a browser prints."""
    some = made(language)[::20]

    assert len(some) == count(pdf(handout_page(some, TEXTS, paper=paper)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_reckoned_is_what_a_browser_needs(page, show, paper, language):
    """Never less, and little more, so that letters are no smaller than they have to be."""
    high = lay(page, paper)
    show(page, handout_page(made(language), TEXTS, paper=paper))
    heights = page.evaluate("[...document.querySelectorAll('.sheet')].map(each => each.getBoundingClientRect().height)")
    t = headings(TEXTS, language)
    ratios = [
        room(each, t, size_of(each, t, paper), paper) / (height * 0.75)
        for each, height in zip(made(language), heights, strict=True)
    ]

    assert max(heights) <= high
    assert 1 <= min(ratios)
    assert sum(ratios) / len(ratios) < 1.1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_letters_are_large(paper, language):
    """Thirteen points or more for most, 12 for nearly all, and never under what can be read well."""
    sizes = Counter(size_of(each, headings(TEXTS, language), paper).points for each in made(language))

    assert 0.75 * sizes.total() <= sum(number for points, number in sizes.items() if points >= 13)
    assert 0.98 * sizes.total() <= sum(number for points, number in sizes.items() if points >= 12)
    assert min(sizes) >= 10.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_log_sheet_of_a_week_is_one_sheet(page, show, paper, language):
    """With room for each mark on a line of its own."""
    high = lay(page, paper)
    sheets = [log_sheets(ENGINE, plan, first=D, language=language)[0] for plan in plans()]
    show(page, log_sheet_page(sheets, TEXTS, paper=paper))
    heights = page.evaluate("[...document.querySelectorAll('.sheet')].map(each => each.getBoundingClientRect().height)")

    assert max(heights) <= high - 10
    assert not page.evaluate(
        "[...document.querySelectorAll('.marks li')].some(each => each.scrollWidth > each.clientWidth)"
    )
