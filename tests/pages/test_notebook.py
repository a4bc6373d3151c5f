"""
What a notebook shows of a value: HTML that stands beside other HTML, with nothing in it that was not meant as words.
"""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from coachplan.base.clean import one_line
from coachplan.model.family import Caregiver, Child, Family
from coachplan.model.goals import Goal
from coachplan.model.options import Option, Options
from coachplan.model.plans import Hold
from coachplan.model.proposals import Proposal, Proposals
from coachplan.pages.environment import environment
from coachplan.pages.notebook import fragment
from coachplan.testing.builders import ENGINE, FAMILY, FOCUS, OPEN, D, day, entry, of_five, review
from coachplan.testing.strategies import FIRST_DAY, logs, plans, texts

HOSTILE = "</p></style><script>window.pwned=1</script><img src=x onerror=pwned> {{ 7*7 }} \u202eturned \x1b[31m &amp;"
CHOKED = review(OPEN, [*of_five(5), entry(2, id="e2", hard="He choked and his lips went blue.", win="he laughed")])
CALM = review(OPEN, of_five(5, 5, 5, win="he laughed", question="Why?"))


class Seen(HTMLParser):
    """What a piece of HTML is made of: its tags, its attributes and its words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words, self.open = [], [], [], []
        self.goes_on = self.begins = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)
        self.begins = ("class", "do-first") in attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes nothing"
        self.goes_on = tag == "strong" and self.begins  # the sentence that an alert begins with

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            return
        if self.goes_on:
            self.words[-1] += data
        else:
            self.words.append(data)
        self.goes_on = False


def said(value):
    """The words of what is shown, each piece between two tags by itself."""
    return [words for piece in Seen(value._repr_html_()).words if (words := " ".join(piece.split()))]


def every(words="x"):
    """A value of each kind, in which these words stand wherever words can stand."""
    child = Child(words, 48, interests=[words], strengths=[words], cautions=[words], assessed=[words])
    routines = [evolve(each, label=words) for each in FAMILY.routines]
    family = Family(
        child, [Caregiver(words)], routines, values=[words], avoid=[words], materials=[words],
        goals=[Goal(f"x{words}", routine="play")], id="sam",
    )  # fmt: skip
    plan = evolve(
        OPEN, family=family, focuses=[evolve(FOCUS, cue=words)], approval=evolve(OPEN.approval, by=words),
        holds=[Hold(focus="f1", until=day(9), by=words, on=D)],
    )  # fmt: skip
    proposal = Proposal(plan=plan, reasons=[words], cautions=[words], left_out=[words], together=[words])
    option = Option(strategy="toy/a", title=words, reasons=[words], against=[words])
    yield from (family, plan, proposal, Proposals([proposal, proposal]), Proposals((), left_out=[words]))
    yield from (option, Options([option, option]))
    yield review(plan, [*of_five(5, 5, win=words, worked=words, question=words)])


@pytest.mark.parametrize("value", [*every(), CHOKED, Options(), Proposals(())], ids=lambda v: type(v).__name__)
def test_a_piece_stands_beside_others(value):
    """Each part closed, no script, nothing loaded; no id, and no rule of style that reaches beyond it."""
    html = value._repr_html_()
    seen = Seen(html)

    assert html == fragment(value)
    assert [] == seen.open
    assert {"script", "link", "img", "iframe", "object", "form", "html", "body"}.isdisjoint(seen.tags)
    assert [] == [pair for pair in seen.attributes if pair[0] in ("id", "src", "href", "style") or pair[0][:2] == "on"]
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)[1]
    rules = [each.strip() for rule in re.findall(r"([^{}]+)\{", style) for each in rule.split(",")]
    assert rules
    assert all(rule.startswith(".coachplan") for rule in rules)
    assert "@" not in style


@given(texts() | st.text())
@example(HOSTILE)
@example("x" * 3000)
def test_what_was_written_is_only_words(words):
    """Whatever it holds, it makes no tag, no attribute and nothing that cannot be seen."""
    for before, after in zip(every(), every(f"x{words}"), strict=True):
        html = after._repr_html_()
        seen = Seen(html)

        assert [] == seen.open
        assert "script" not in seen.tags
        assert "img" not in seen.tags
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
        if after.__class__.__name__ != "Review":  # a review says more or less, as the words are heard
            assert Seen(before._repr_html_()).tags == seen.tags


def test_hostile_words_are_shown_as_they_were_written():
    """Whoever reads them sees the very signs."""
    for value in every(HOSTILE):
        words = " ".join(said(value))

        assert "<script>window.pwned=1</script>" in words
        assert "{{ 7*7 }}" in words
        assert "turned [31m" in words


@given(st.data())
def test_every_plan_and_review_can_be_shown(data):
    """There is HTML for each; what comes first stands first, and a pause has no cheer."""
    plan = data.draw(plans(ENGINE.catalogue))
    made = ENGINE.review(plan, data.draw(logs(plan, days=40, most=8)), on=FIRST_DAY + timedelta(days=45))
    for value in (plan.family, plan, made):
        assert value._repr_html_().startswith('<div class="coachplan" lang=')
    view, pieces = made.for_caregiver(), said(made)
    alerts = [one_line(alert.words) for alert in view.alerts]
    assert alerts == pieces[1 : 1 + len(alerts)] or not alerts
    assert bool(alerts) == (pieces[:1] in (["This comes first"], ["Esto va primero"]))
    if view.paused:
        assert {"What went well", "Lo que salió bien", "What to do", "Qué hacer"}.isdisjoint(pieces)


def test_an_alert_comes_first_and_nothing_cheerful_stands_beside_it():
    """The box, what to do, and that practice rests; no win, no question, no practice."""
    heading, alert, *more = said(CHOKED)

    assert "This comes first" == heading
    assert alert == CHOKED.for_caregiver().alerts[0].words
    assert "For now" == more[0]
    assert not any("laughed" in words for words in more)
    assert {"What went well", "What to do", "Questions"}.isdisjoint(more)


def test_a_review_is_what_the_family_is_shown():
    """All of it, under the headings of the pages."""
    words, view = said(CALM), CALM.for_caregiver()

    for heading in ("What went well", "What to do", "Questions"):
        assert heading in words
    asked = view.questions[0]
    assert asked.waits
    for line in (*view.wins, *view.next_steps[0].lines, *view.goals, asked.words, asked.waits):
        assert line in words


def test_a_plan_with_an_open_flag_says_so_first():
    """Before the name of the child; what was written is told by the review alone."""
    recorded = ENGINE.record(OPEN, CHOKED)

    assert ["This comes first", "Something that was written still needs a person. Review this plan first."] == said(
        recorded
    )[:2]
    assert "chok" not in recorded._repr_html_().lower()


def test_it_speaks_the_language_of_the_family():
    """Headings, days and sentences; where nobody says which it is, no language is claimed."""
    spanish = evolve(FAMILY, caregivers=[Caregiver("Marisol", language="es", confidence=6)])
    plan = evolve(OPEN, family=spanish)

    assert "Quién practica:" in said(spanish)
    assert "lunes 2 de marzo" in " ".join(said(plan))
    assert 'lang="es"' in plan._repr_html_()
    assert "lang=" not in ENGINE.options(plan, "f1", on=D)._repr_html_()


def test_the_goals_of_a_family_are_counted_and_not_told():
    """Some are nothing for somebody at home to read; which, a proposal and a review know."""
    html = evolve(FAMILY, goals=[Goal("I want the hitting to stop")])._repr_html_()

    assert "1 goal. A proposal and a review tell of it." in html
    assert "hitting" not in html


def test_of_anything_else_there_is_none():
    """Only what shows itself has a page here."""
    assert fragment(FAMILY.child) is None


def test_no_template_is_without_use():
    """Each piece of a notebook is one of those above."""
    names = {name for name in environment().list_templates() if name.startswith("notebook_")}

    assert {f"notebook_{name}.html.j2" for name in ("family", "options", "plan", "proposals", "review")} == names
