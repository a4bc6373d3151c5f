"""
Pages as whoever holds them has them: in a browser on a small telephone, enlarged, read out, printed, and as PDF.

A page is a row of PAGES: all that is asked here is asked of it in each language.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial
from io import BytesIO
from itertools import islice
from typing import NamedTuple

import pytest
from attrs import evolve
from pypdf import PdfReader

from coachplan.base.messages import Message, Text, key
from coachplan.engine import Engine
from coachplan.model.approvals import Approval
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import Help
from coachplan.model.goals import Goal
from coachplan.model.plans import Focus, Plan
from coachplan.pages import for_clinicians
from coachplan.pages.for_caregivers import cues_page, handout_page, log_sheet_page
from coachplan.pages.for_clinicians import brief_page, overview_page
from coachplan.pages.notebook import fragment
from coachplan.pages.pdf import pdf
from coachplan.papers.brief import brief
from coachplan.papers.cues import cues
from coachplan.papers.handout import handouts
from coachplan.papers.log_sheet import log_sheets
from coachplan.papers.overview import overview
from coachplan.testing.builders import FOCUS, OPEN, Bringing, D, entry, installed
from coachplan.testing.toy import toy

HELP = Help(emergency="112", call="the clinic, 555 0100", safeguarding="the safe line, 555 0199")
#: So little of Arabic that each page has both: its own direction, and words that run the other way.
ARABIC = {
    "toy/stack-blocks#title": "يرص المكعبات",
    "toy/stack-blocks#steps.2.title": "يضع مكعباً فوق آخر",
    "toy/stack-blocks#steps.2.look_for": "يبقى المكعب واقفاً.",
    "toy/show-first#what": "أرِ كيف، ثم انتظر.",
    "core/page.title.do": "ماذا تفعل",
    "core/page.title.why": "لماذا",
}
PLUGINS = [
    toy,
    Bringing("arabic", translations=[Text(key=name, language="ar", words=said) for name, said in ARABIC.items()]),
]
ENGINE = Engine(plugins=PLUGINS, help=HELP, strict=True)
PAPERS = ("A4", "Letter")
LANGUAGES = ("en", "es", "ar")
#: Some days on which it went better and better, with something to tell each time.
WEEK = [
    entry(
        number,
        went,
        who="Alex",
        win="Two blocks!",
        hard="He was tired and wanted to stop.",
        question=f"How long, {went}?",
    )
    for number, went in enumerate((1, 2, 3, 4, 4, 5), start=1)
]
ALARMING = [entry(1, hard="He choked on a grape and his lips went blue.")]


class Case(NamedTuple):
    """A plan and its log, in one language, as a page is made of them."""

    plan: Plan = OPEN
    log: tuple = ()
    language: str = "en"
    engine: Engine = ENGINE
    ahead: int = 0

    @property
    def review(self):
        return self.engine.review(self.plan, self.log, on=D + timedelta(days=self.ahead))

    @property
    def texts(self):
        return self.engine.catalogue.words

    @property
    def handouts(self):
        return handouts(self.engine, self.plan, self.review, language=self.language)


class Row(NamedTuple):
    """
    A page: how it is made of a case and for which paper, how many printed pages it may fill, and what of a case can be
    read back from it.
    """

    page: Callable[[Case, str], str]
    printed: Callable[[Case], set[int]]
    says: Callable[[Case], str]


def handout(case, paper=""):
    return handout_page(case.handouts, case.texts, paper=paper)


def log_sheet(case, paper=""):
    return log_sheet_page(log_sheets(case.engine, case.plan, first=D, language=case.language), case.texts, paper=paper)


def cards(case, paper=""):
    return cues_page(cues(case.handouts), case.texts, paper=paper)


def the_brief(case, paper="", *, factual=False, since=None):
    made = brief(case.engine, case.plan, case.log, case.review, language=case.language, factual=factual, since=since)
    return brief_page(made, case.texts, paper=paper)


def the_overview(case, paper=""):
    made = overview(case.engine, [(case.plan, case.review)], language=case.language)
    return overview_page(made, case.texts, paper=paper)


def one_for_each_focus(case):
    return {len(case.plan.focuses)}


def one_unless_it_waits(case):
    """What comes first stands alone, on one page; else a page a focus."""
    return {1} if case.log is ALARMING else one_for_each_focus(case)


def facts_alone(case):
    """One page; charts of several focuses may need a second."""
    return {1} if len(case.plan.focuses) == 1 else {1, 2}


PAGES = {
    "handout": Row(handout, one_unless_it_waits, lambda _case: HELP.call[-8:]),
    "log_sheet": Row(log_sheet, one_for_each_focus, lambda _case: HELP.call[-8:]),
    "cues": Row(cards, lambda _case: {1}, lambda case: HELP.emergency if case.log is ALARMING else "5 minu"),
    # A page, and the detail on the next.
    "brief": Row(the_brief, lambda _case: {2}, lambda case: case.plan.family.child.name[:11]),
    "facts": Row(partial(the_brief, factual=True), facts_alone, lambda case: case.plan.family.child.name[:11]),
    "overview": Row(the_overview, lambda _case: {1}, lambda case: case.plan.family.child.name[:11]),
}

GOAL = Goal("I want calm mornings in which everybody gets out of the door without tears.", routine="play")
#: What a plan of two things at once, with a goal, a budget and a long name looks like.
FULL = evolve(
    OPEN,
    family=evolve(OPEN.family, child=Child("Maximiliana-Theodora", 48), goals=[GOAL]),
    focuses=[FOCUS, evolve(FOCUS, id="f2", routine="tidy")],
)
HOSTILE = (
    "</p><script>window.pwned=1</script><img src=x onerror='window.pwned=1'><svg onload=alert(1)>"
    '<a href="javascript:alert(1)">x</a>"><iframe src=http://127.0.0.1:1/></iframe><style>*{display:none}</style>'
    "{{ 7*7 }} {% raw %} ${7*7} &lt;b&gt; \u202egnp.exe\u2066 \x1b[31m\x00\x07 \ud83d --> ]]> " + "x" * 3000
)


def hostile(words):
    """A plan in which these words stand wherever a family or a clinician can write some."""
    family = evolve(
        OPEN.family,
        child=evolve(OPEN.family.child, name=words),
        caregivers=[Caregiver(words)],
        routines=[evolve(each, label=words) for each in OPEN.family.routines],
        goals=[Goal(words, routine="play")],
    )
    log = tuple(
        entry(number, who=words, place=words, went=words, **{name: words})
        for number, name in enumerate(("worked", "hard", "question", "win"), start=1)
    )
    approval = evolve(OPEN.approval, by=words)
    engine = Engine(plugins=PLUGINS, help=Help(emergency=words, call=words, safeguarding=words))
    plan = evolve(OPEN, family=family, focuses=[evolve(FOCUS, cue=words)], approval=approval)
    return Case(plan, log, engine=engine)


CASES = {
    **{f"full-{language}": Case(FULL, language=language) for language in LANGUAGES},
    "practised-en": Case(FULL, WEEK, ahead=7),
    "practised-ar": Case(FULL, WEEK, "ar", ahead=7),
    "alarming-en": Case(FULL, ALARMING),
    "alarming-es": Case(FULL, ALARMING, "es"),
}


@pytest.fixture(params=PAGES)
def row(request):
    """Each page that there is."""
    return PAGES[request.param]


@pytest.fixture(params=CASES)
def case(request):
    """A plan of two focuses in each language, with a week of practice, and with a red flag that pauses it."""
    return CASES[request.param]


def sideways(page):
    """By how many pixels a page must be pushed sideways to be read."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def cut(page):
    """What stands in a box that is too small for it and hides the rest; and words of a drawing outside of it."""
    return page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(each => {
            const how = getComputedStyle(each);
            return !each.closest('svg')
                && (how.overflowX === 'hidden' || how.overflowY === 'hidden')
                && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
        }).map(each => each.outerHTML.slice(0, 80))"""
    ) + outside(page)


def outside(page):
    """Words of a drawing that its edge cuts off, or that run into one another."""
    return page.evaluate(
        """() => [...document.querySelectorAll('main svg')].flatMap(drawn => {
            const edge = drawn.getBoundingClientRect();
            const words = [...drawn.querySelectorAll('text')].map(each => [each, each.getBoundingClientRect()]);
            const met = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
            return words.filter(([each, at]) => at.left < edge.left - 1 || at.right > edge.right + 1
                || at.top < edge.top - 1 || at.bottom > edge.bottom + 1
                || words.some(([other, there]) => other !== each && met(at, there))
            ).map(([each]) => each.outerHTML.slice(0, 200));
        })"""
    )


def spilt(page):
    """What is printed beyond the box in which it stands: over its neighbour, or over the edge."""
    page.emulate_media(media="print")
    try:
        return page.evaluate(
            """() => [...document.querySelectorAll('main li, main td, main th, main p, main section, main article')]
                .filter(each => each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2)
                .map(each => each.outerHTML.slice(0, 80))"""
        ) + outside(page)
    finally:
        page.emulate_media(media="null")


def printed(page, **paper):
    """A page as a browser prints it."""
    return PdfReader(BytesIO(page.pdf(tagged=True, **(paper or {"prefer_css_page_size": True}))))


# -- in a browser


def test_nothing_stands_in_the_way_of_anybody(row, case, page, show, axe):
    """Whoever listens, uses a keyboard or sees little gets all of it: no rule of WCAG 2.2 AA is broken."""
    show(page, row.page(case, ""))

    assert [] == axe(page)
    assert page.evaluate("document.dir || document.documentElement.dir") == ("rtl" if case.language == "ar" else "ltr")


def test_the_days_can_be_read_where_nothing_can_be_drawn(page, show, axe, monkeypatch):
    """Without the charts, a brief has the days of each focus as a table, each by a name of its own."""
    monkeypatch.setattr(for_clinicians, "_charts", lambda *_: ())
    made = CASES["practised-en"]
    both = [evolve(each, focus=focus) for each in WEEK for focus in ("f1", "f2")]
    show(page, the_brief(made._replace(log=[evolve(each, id=f"{each.id}{each.focus}") for each in both])))

    assert [] == axe(page)
    assert 2 == page.locator("table").count()


def days_of(many):
    """A log of one focus on so many days, one after another."""
    return [evolve(WEEK[number % 6], id=f"d{number}", on=D + timedelta(days=number)) for number in range(many)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_keeps_its_own_direction(page, show, language):
    """Its words stand where there is room for them, on a page that runs the other way, too."""
    show(page, the_brief(CASES["practised-en"]._replace(language=language)))

    assert page.locator("svg text").count() > 10
    assert [] == outside(page)
    directions = "[...document.querySelectorAll('svg text')].map(each => getComputedStyle(each).direction)"
    assert {"ltr"} == set(page.evaluate(directions))


def test_a_chart_can_be_read_on_a_small_telephone(opening, show):
    """It is pushed sideways inside its own box, which a keyboard reaches; the page is not."""
    with opening(offline=True, viewport={"width": 320, "height": 640}) as phone:
        show(phone, the_brief(Case(OPEN, days_of(30), ahead=30)))
        box = phone.locator(".chart")

        assert sideways(phone) <= 0
        assert box.evaluate("each => each.scrollWidth > each.clientWidth")
        assert "0" == box.get_attribute("tabindex")
        heights = "[...document.querySelectorAll('svg text')].map(each => each.getBoundingClientRect().height)"
        assert min(phone.evaluate(heights)) >= 9


#: Words of a table's head that a line's end parts: those whose letters stand in more than one line.
PARTED = """() => [...document.querySelectorAll('thead th')].flatMap(each => [...each.textContent.matchAll(/\\p{L}+/gu)]
    .filter(word => {
        const range = document.createRange();
        range.setStart(each.firstChild, word.index);
        range.setEnd(each.firstChild, word.index + word[0].length);
        return range.getClientRects().length > 1;
    }).map(word => word[0]))"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_heading_of_a_table_is_parted(opening, show, monkeypatch, language):
    """Neither in a brief without charts nor in a narrow notebook: no "Minute-s" and no "Adem-ás"."""
    monkeypatch.setattr(for_clinicians, "_charts", lambda *_: ())
    family = evolve(FULL.family, caregivers=[Caregiver("Alex", language=language)])
    with opening(offline=True, viewport={"width": 420, "height": 640}) as narrow:
        for made in (the_brief(Case(OPEN, days_of(11), language, ahead=11)), f"<!doctype html>{fragment(family)}"):
            show(narrow, made)
            assert narrow.locator("thead th").count() >= 4
            assert [] == narrow.evaluate(PARTED)


def test_the_caption_of_a_log_sheet_is_read_on_a_small_telephone(opening, show):
    """All of it, while the table below is pushed sideways."""
    with opening(offline=True, viewport={"width": 320, "height": 640}) as phone:
        show(phone, log_sheet(Case()))
        assert phone.locator("caption span").evaluate("each => each.getBoundingClientRect().right <= innerWidth")


def test_of_a_long_time_a_chart_shows_the_last_days(page, show):
    """What can still be read; the page says so, and has what was before in words."""
    show(page, the_brief(Case(OPEN, days_of(200), ahead=200), since=D))

    assert "the last 120 days" in page.locator(".focus").inner_text()
    assert "2 March 2026 to" in page.locator(".detail").inner_text()


@pytest.mark.parametrize("drawn", [True, False], ids=["chart", "table"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", PAPERS)
def test_an_ordinary_brief_is_a_page_and_its_detail(page, show, monkeypatch, paper, language, drawn):
    """With an alert after two weeks, and with none; where nothing can be drawn, too."""
    if not drawn:
        monkeypatch.setattr(for_clinicians, "_charts", lambda *_: ())
    alarming = [*days_of(14), evolve(ALARMING[0], id="alarm", on=D + timedelta(days=14), tries=5, successes=3)]
    plan = evolve(OPEN, family=evolve(OPEN.family, goals=[GOAL]))
    for log in (days_of(14), alarming):
        made = the_brief(Case(plan, log, language, ahead=14), paper)

        assert 2 == len(printed(show(page, made)).pages)
        assert 2 == len(PdfReader(BytesIO(pdf(made))).pages)


def test_axe_finds_what_is_wrong(page, show, axe):
    """The one who looks is awake: what a page must not do is found."""
    bad = "<!doctype html><html><title></title><p style='color:#aaa'>pale</p><img src='data:image/gif;base64,R0lGOD'>"
    broken = {name for name, _ in axe(show(page, bad))}

    assert {"color-contrast", "document-title", "html-has-lang", "image-alt"} <= broken


def test_it_fits_a_small_telephone(row, case, opening, show):
    """At 320 pixels nothing has to be pushed sideways, but the table of days inside its own box (WCAG 1.4.10)."""
    with opening(offline=True, viewport={"width": 320, "height": 640}) as phone:
        show(phone, row.page(case, ""))

        assert sideways(phone) <= 0
        assert [] == cut(phone)


def test_it_can_be_enlarged_to_twice_its_size(row, case, opening, show):
    """
    At 200 % nothing is cut and nothing has to be pushed sideways (WCAG 1.4.4).

    A browser that enlarges a window of 640 pixels lays out 320 of CSS, each as two on the screen: a device scale of
    two. Who enlarges letters alone makes the root's letters twice as large, in the window as it is.
    """
    with opening(offline=True, viewport={"width": 320, "height": 450}, device_scale_factor=2) as enlarged:
        show(enlarged, row.page(case, ""))
        assert (sideways(enlarged), cut(enlarged)) == (0, [])
    with opening(offline=True, viewport={"width": 640, "height": 900}) as letters:
        show(letters, row.page(case, ""))
        before = letters.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
        letters.evaluate("document.documentElement.style.fontSize = '200%'")
        after = letters.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
        assert (after / before, sideways(letters), cut(letters)) == (2, 0, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_do_nothing(row, page, show, language):
    """Whatever was written: no script runs, no dialog opens, nothing is asked for, and the page can still be read."""
    show(page, row.page(hostile(HOSTILE)._replace(language=language), ""))
    page.wait_for_timeout(50)  # an image that fails tells so a moment later

    assert page.evaluate("[window.pwned, document.scripts.length, document.images.length]") == [None, 0, 0]
    assert page.locator("iframe, style:not(head style), a, [onload], [onerror]").count() == 0
    assert sideways(page) <= 0
    said = page.locator("body").inner_text()
    assert "<script>window.pwned=1</script>" in said
    assert "{{ 7*7 }}" in said
    assert {"\u202e", "\u2066", "\x1b", "\x00"}.isdisjoint(said)


# -- printed


@pytest.mark.parametrize("paper", PAPERS)
def test_each_focus_is_printed_on_one_page(row, case, page, show, paper):
    """On either paper, whether the page says which or leaves it to the printer; and it can be read back."""
    made = printed(show(page, row.page(case, paper)))
    left_to_the_printer = printed(show(page, row.page(case, "")), format=paper)

    assert {len(made.pages), len(left_to_the_printer.pages)} <= row.printed(case)
    width = float(made.pages[0].mediabox.width)
    assert {"A4": 595, "Letter": 612}[paper] == pytest.approx(width, abs=1)
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]


#: Where a child of any age practises, so that any skill finds a routine.
KINDS = tuple(sorted(installed().catalogue.routine_kinds))
LONGEST = 10
#: So many pixels are printed in a line of the narrower paper, A4, between its margins of 14 mm.
PRINTED = 687


def practised(skill, number, strategy):
    """A plan of one skill at one step by one strategy, in a routine that it fits, for a child of its age."""
    kind = next((kind for kind in skill.routines if kind in KINDS), "play")
    family = Family(
        Child("Maximiliana", max(skill.ages[0], 12), interests=["trains"]),
        [Caregiver("Alexandra")],
        [Routine("there", kind)],
        goals=[evolve(GOAL, routine="there")],
        id="long",
    )
    focus = Focus("f1", "there", skill=skill.id, step=number, strategy=strategy.id, since=D)
    plan = Plan("p1", family, focuses=[focus])
    return evolve(plan, approval=Approval.everything(plan, by="Dr. Dana Whitfield-Okonkwo, OT", on=D))


@cache
def the_longest(language):
    """The combinations of a skill, a step and a strategy that fit each other and have the most letters to print."""
    return tuple(islice(_by_length(language), LONGEST))


def _by_length(language):
    catalogue, words = installed().catalogue, installed().catalogue.words

    def letters(item, *parts):
        return sum(len(words.say(Message(key(item, part), {"child": "Maximiliana"}), language)) for part in parts)

    helping = {each.id: letters(each.id, "what", "when", "why") for each in catalogue.strategies.values()}
    asking = {
        (skill.id, number): letters(skill.id, "title", f"steps.{number}.title", f"steps.{number}.look_for")
        + letters(skill.id, *(f"tiny_wins.{at}" for at in range(1, min(3, len(skill.tiny_wins)) + 1)))
        for skill in catalogue.skills.values()
        for number in range(1, len(skill.steps) + 1)
    }
    pairs = (
        (asked + helped, skill, number, strategy)
        for (skill, number), asked in asking.items()
        for strategy, helped in helping.items()
        if strategy.partition("/")[0] == skill.partition("/")[0]
    )
    for _, skill, number, strategy in sorted(pairs, reverse=True):
        plan = practised(catalogue.skills[skill], number, catalogue.strategies[strategy])
        if any(each.strategy == strategy for each in installed().options(plan, "f1", on=D)):
            made = Case(plan, language=language, engine=installed())
            if made.handouts[0].how:
                yield made


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_longest_there_is_still_fits(page, show, language):
    """Of all that three disciplines can ask of a family, what has the most letters is printed on one page, too."""
    page.set_viewport_size({"width": PRINTED, "height": 900})
    for case in the_longest(language):
        for row in PAGES.values():
            for paper in PAPERS:
                made = printed(show(page, row.page(case, paper)))
                assert len(made.pages) in row.printed(case), case.plan.focuses[0]
            assert [] == spilt(page), case.plan.focuses[0]


# -- as PDF


@pytest.mark.parametrize("paper", PAPERS)
def test_as_pdf_it_is_tagged_and_can_be_read_back(row, case, paper):
    """A page a focus, in its language, with its parts named for whoever listens, and the same bytes each time."""
    text = row.page(case, paper)
    made = pdf(text)
    read = PdfReader(BytesIO(made))
    root = read.trailer["/Root"]

    assert len(read.pages) in row.printed(case)
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert case.language == root["/Lang"]
    assert read.metadata.title
    said = " ".join(" ".join(each.extract_text() for each in read.pages).split())
    assert row.says(case) in said
    assert made == pdf(text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_longest_there_is_still_fits_as_pdf(language):
    """As it does where a browser prints."""
    for case in the_longest(language):
        for paper in PAPERS:
            assert 1 == len(PdfReader(BytesIO(pdf(handout(case, paper)))).pages), case.plan.focuses[0]


def test_a_pdf_fetches_nothing(tmp_path):
    """Neither from a network nor from a file, whatever the page names."""
    picture = tmp_path / "picture.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>fetched</text></svg>', "utf-8"
    )
    style = tmp_path / "style.css"
    style.write_text("p::after { content: 'fetched' }", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        outside = f"http://127.0.0.1:{server.getsockname()[1]}"
        made = pdf(
            f"<!doctype html><html lang=en><title>t</title><link rel=stylesheet href='{style.as_uri()}'>"
            f"<style>@import '{outside}/a.css'; body {{ background: url({outside}/b.png) }}</style>"
            f"<p>words</p><img alt=x src='{outside}/c.png'><img alt=y src='{picture.as_uri()}'>"
            f"<object data='{picture.as_uri()}'></object>"
        )
        with pytest.raises(TimeoutError):
            server.accept()
    page = PdfReader(BytesIO(made)).pages[0]

    assert "words" in page.extract_text()
    assert "fetched" not in page.extract_text()
    assert [] == list(page.images)
