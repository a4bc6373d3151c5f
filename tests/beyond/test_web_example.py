"""
The web app of the examples, as those who use it have it: on a telephone and on a desk, in two languages, and as
somebody would try it who means no good.
"""

from __future__ import annotations

import importlib
import re
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import httpx
import pytest
import uvicorn

from coachplan import Caregiver, Child, Engine, Entry, Family, Help, Routine
from coachplan.audit import again, made_with
from coachplan.journal import trail

HERE = Path(__file__).resolve().parents[2] / "examples" / "web"
HELP = Help(emergency="112", call="the clinic, 555 0100", safeguarding="the safe line, 555 0199")
MONDAY = date(2026, 3, 2)
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SCREENS = {"phone": PHONE, "desk": {"viewport": {"width": 1280, "height": 900}}}
NUMBERS = count(1)
NAMES = ("app", "begin", "journal_store", "links", "store")


@pytest.fixture(scope="module")
def engine():
    """With every plugin, as the app itself makes it."""
    return Engine(help=HELP)


@pytest.fixture(scope="module")
def modules():
    """The modules of the example, which lie in no package, and are gone again after these tests."""
    sys.path.insert(0, str(HERE))
    try:
        yield {name: importlib.import_module(name) for name in NAMES}
    finally:
        sys.path.remove(str(HERE))
        for name in NAMES:
            sys.modules.pop(name, None)


class Clinic:
    """The app as it runs on loopback, with its store, its links by whose they are, and a day that can be set."""

    def __init__(self, modules, engine, path, store=None):
        self.path, self.engine, self.today, self.modules = path, engine, MONDAY + timedelta(days=1), modules
        self.store = store or modules["store"].SQLiteStore(path)
        self.tokens = modules["begin"].begin(self.store, engine, MONDAY)
        made = modules["app"].make(self.store, engine, today=lambda: self.today)
        self.server = uvicorn.Server(uvicorn.Config(made, port=0, log_level="warning", ws="none", access_log=False))
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            self.thread.join(0.01)
            assert self.thread.is_alive(), "it did not start"
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)

    def close(self):
        self.client.close()
        self.server.should_exit = True
        self.thread.join(10)

    def home(self, who):
        return f"/home/{self.tokens[who]}"

    def plan(self, who):
        return self.store.link(self.modules["links"].digest(self.tokens[who])).plans[0]

    def kept(self, who):
        return self.store.read(self.plan(who))

    def brief(self, who, verb=""):
        return f"/clinic/{self.tokens['dana']}/{self.plan(who)}{verb}"

    def form(self, who="alex", **written):
        """A form as a browser would send it from this caregiver's page."""
        focus = self.kept(who).plan.focuses[0].id
        return {"once": f"{next(NUMBERS):032x}", "focus": focus, "on": str(self.today), **written}

    def write(self, who="alex", **written):
        return self.client.post(self.home(who), data=self.form(who, **written))

    def practise(self, days=4, who="alex"):
        """Days on which it went well, so that a step is offered."""
        for _ in range(days):
            assert self.write(who, went="on-their-own").status_code == 303
            self.today += timedelta(days=1)
        self.today -= timedelta(days=1)

    def version(self, who):
        """What the therapist's page says that it shows."""
        return re.search(r'name="version" value="([^"]+)"', self.client.get(self.brief(who)).text)[1]


@pytest.fixture
def clinic(modules, engine, tmp_path):
    """A clinic of two families that has just begun."""
    made = Clinic(modules, engine, tmp_path / "clinic.db")
    yield made
    made.close()


@pytest.fixture(params=SCREENS)
def screen(request, opening, clinic):
    """What opens a page of the app in a window of 390 or 1280 pixels, without scripts of its own."""

    def open_(**more):
        return opening(base_url=str(clinic.client.base_url), **SCREENS[request.param], **more)

    return open_


# -- at home, in a browser


@pytest.mark.parametrize(
    ("who", "mark", "save", "saved"),
    [("alex", "Mostly", "Save", "It is saved."), ("rosa", "Casi siempre", "Guardar", "Ya está guardado.")],
)
def test_a_practice_is_written_down_in_two_taps(clinic, screen, axe, who, mark, save, saved):
    """The quick mark first, then save; each can be hit with a thumb, and nothing has to be typed."""
    with screen() as page:
        page.goto(clinic.home(who))
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        touched = page.locator("form label:has(input[type=radio]), form button, summary")
        assert min(box["height"] for each in touched.all() if (box := each.bounding_box())) >= 44
        assert page.locator("form input[type=radio]").first.bounding_box()["y"] < 400
        assert page.locator("form button").bounding_box()["y"] + 44 < 844, "both stand on the first screen"
        page.get_by_label(mark).check()
        page.get_by_role("button", name=save).click()
        assert page.get_by_role("status").inner_text() == saved
        assert axe(page) == []

    [entry] = clinic.kept(who).entries
    assert (entry.went, entry.who, entry.on, entry.role) == ("mostly", page_name(who), clinic.today, "caregiver")


def page_name(who):
    return {"alex": "Alex", "rosa": "Rosa"}[who]


@pytest.mark.parametrize(("who", "wins", "step"), [("alex", "What went well", "The one small step"),
                                                  ("rosa", "Lo que salió bien", "El pequeño paso")])  # fmt: skip
def test_they_see_what_went_well_and_the_one_small_step(clinic, screen, who, wins, step):
    """As coachplan says it to a caregiver, and nothing else of the review."""
    clinic.write(who, went="mostly", win="Both socks!" if who == "alex" else "¡Bebió solito del vaso!")
    with screen() as page:
        page.goto(clinic.home(who))
        said = page.locator("main").inner_text()
    kept = clinic.kept(who)
    view = clinic.engine.review(kept.plan, kept.entries, on=clinic.today).for_caregiver(who=page_name(who))

    assert wins in said
    assert step in said
    assert all(win in said for win in view.wins)
    assert all(line in said for each in view.next_steps for line in (each.what, *each.lines))


@pytest.mark.parametrize(("who", "hard"), [("alex", "He choked on a grape and his lips went blue."),
                                           ("rosa", "Se atragantó y se le pusieron los labios morados.")])  # fmt: skip
def test_an_alert_stands_first_and_nothing_cheerful_beside_it(clinic, screen, axe, who, hard):
    """Practice is paused: no wins, no mark to tick, and what to do now before all else."""
    clinic.write(who, went="on-their-own", win="Both socks!")
    with screen() as page:
        page.goto(clinic.home(who))
        page.locator("summary").click()
        page.locator("#hard").fill(hard)
        page.locator("form button").click()
        first = page.locator("main > section").first
        assert "112" in first.inner_text()
        assert first.bounding_box()["y"] < page.get_by_role("status").bounding_box()["y"]
        assert page.locator("input[type=radio]").count() == 0
        assert "Both socks!" not in page.locator("main").inner_text()
        assert axe(page) == []


def test_words_of_the_quiet_kind_come_back_to_no_caregiver(clinic):
    """Whoever is feared may read the same telephone."""
    clinic.write(hard="My husband hits me and the kids.")
    said = clinic.client.get(clinic.home("alex")).text

    assert "hits me" not in said
    assert "hits me" in clinic.client.get(clinic.brief("alex")).text


def test_hostile_words_do_nothing(clinic, screen):
    """They are words, on every page on which they stand."""
    words = (
        "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'> {{ 7*7 }} \u202egnp \x1b[31m " + "x" * 3000
    )
    clinic.write(went="mostly", win=words, question=words, worked=words)
    with screen() as page:
        for path in (clinic.home("alex"), f"/clinic/{clinic.tokens['dana']}", clinic.brief("alex")):
            page.goto(path)
            assert page.evaluate("document.scripts.length + document.images.length") == 0
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert "\u202e" not in page.locator("main").inner_text()
        assert "<script>window.pwned=1</script>" in page.locator("main").inner_text()


# -- at the clinic, in a browser


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_therapist_sees_who_needs_them_and_takes_a_step(clinic, screen, axe, language):
    """Who is first and why; then one family's page, and the step that is offered there."""
    words = clinic.modules["app"].WORDS[language]
    link = clinic.modules["links"].Link("clinician", "Dana, OT", (clinic.plan("alex"), clinic.plan("rosa")), language)
    clinic.tokens["dana"] = clinic.modules["begin"].give(clinic.store, link)
    clinic.practise()
    clinic.write("rosa", hard="Se atragantó y se le pusieron los labios morados.")
    with screen() as page:
        page.goto(f"/clinic/{clinic.tokens['dana']}")
        rows = page.locator("tbody tr").all_inner_texts()
        assert ("Lucía" in rows[0], words["urgency"]["now"] in rows[0]) == (True, True)
        assert "labios morados" in rows[0]
        assert ("Sam" in rows[1], words["offered"] in rows[1]) == (True, True)
        assert axe(page) == []
        page.get_by_role("link", name="Sam").click()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.get_by_role("button", name=words["approve"], exact=True).click()
        assert page.get_by_role("button", name=words["approve"], exact=True).count() == 0

    assert clinic.kept("alex").plan.focuses[0].step == 2


def test_a_step_can_be_declined_and_is_not_offered_again(clinic, screen):
    """With the reason, by whom the link says."""
    clinic.practise()
    with screen() as page:
        page.goto(clinic.brief("alex"))
        page.get_by_label("Why not").fill("Not this week.")
        page.get_by_role("button", name="Not this step").click()
        assert page.get_by_role("button", name="Approve this step").count() == 0

    [declined] = clinic.kept("alex").plan.declined
    assert ("Dana, OT", "Not this week.") == (declined.by, declined.why)


def test_an_alert_is_cleared_with_what_was_done(clinic, screen, axe):
    """Then practice goes on."""
    clinic.write(hard="He choked and his lips went blue.")
    with screen() as page:
        page.goto(clinic.brief("alex"))
        assert "lips went blue" in page.locator("section.first").inner_text()
        assert axe(page) == []
        page.get_by_label("What was done").fill("Seen today; well.")
        page.get_by_role("button", name="clear this alert").click()
        assert page.locator("section.first").count() == 0
        page.goto(clinic.home("alex"))
        assert page.locator("input[type=radio]").count() == 4

    [cleared] = clinic.kept("alex").plan.cleared
    assert ("Dana, OT", "Seen today; well.") == (cleared.by, cleared.note)


def test_a_plan_that_nobody_opened_is_opened_by_the_therapist(clinic, screen):
    """Until then a family is told no more than that it waits."""
    family = Family(Child("Noor", 48), [Caregiver("Ina")], [Routine("mornings", "dressing", minutes=10)], id="noor")
    draft = clinic.engine.propose(family, on=MONDAY, skill="ot/pull-up-socks")[0].plan
    clinic.store.begin(draft)
    give, link = clinic.modules["begin"].give, clinic.modules["links"].Link
    clinic.tokens["ina"] = give(clinic.store, link("caregiver", "Ina", (draft.id,)))
    clinic.tokens["dana"] = give(clinic.store, link("clinician", "Dana, OT", (draft.id,)))
    before = clinic.client.get(clinic.home("ina")).text
    with screen() as page:
        page.goto(f"/clinic/{clinic.tokens['dana']}")
        page.get_by_role("link", name="Noor").click()
        page.get_by_role("button", name="Open all that fits").click()

    assert 'class="what"' not in before
    assert 'class="what"' in clinic.client.get(clinic.home("ina")).text
    assert clinic.kept("ina").plan.approval.by == "Dana, OT"


# -- sent late, twice, or in two versions


def test_a_form_sent_twice_is_one_entry(clinic):
    """As a telephone does that lost its network after it had sent."""
    form = clinic.form(went="a-little", win="One sock!")

    assert [303, 303] == [clinic.client.post(clinic.home("alex"), data=form).status_code for _ in range(2)]
    assert 1 == len(clinic.kept("alex").entries)


def test_two_versions_of_one_entry_are_both_kept_and_shown(clinic):
    """The later counts; and a sign in the earlier is heard all the same."""
    form = clinic.form(went="a-little", hard="He choked and his lips went blue.")
    for hard in (form["hard"], "It was nothing."):
        assert clinic.client.post(clinic.home("alex"), data={**form, "hard": hard}).status_code == 303
    said = clinic.client.get(clinic.brief("alex")).text

    assert [0, 1] == [entry.revision for entry in clinic.kept("alex").entries]
    assert "He choked and his lips went blue." in said
    assert "It was nothing." in said
    assert 'class="first"' in said
    assert "2 versions" in clinic.client.get(clinic.home("alex")).text


def test_a_form_that_was_opened_days_ago_is_of_its_day(clinic):
    """It waited for a network; what never was, or was long ago, is refused."""
    form = clinic.form(went="mostly")
    clinic.today += timedelta(days=3)

    assert clinic.client.post(clinic.home("alex"), data=form).status_code == 303
    assert clinic.kept("alex").entries[0].on == MONDAY + timedelta(days=1)
    assert [422, 422] == [
        clinic.write(went="mostly", on=str(clinic.today + timedelta(days=ahead))).status_code for ahead in (1, -15)
    ]


@pytest.mark.parametrize(
    "wrong",
    [{}, {"went": "perfect"}, {"went": "mostly", "once": "1"}, {"went": "mostly", "on": "today"}, {"win": "x" * 9000}],
)
def test_what_cannot_be_read_is_refused(clinic, wrong):
    """In words, with nothing kept."""
    answer = clinic.write(**wrong)

    assert (422, 0) == (answer.status_code, len(clinic.kept("alex").entries))
    assert "Go back" in answer.text
    assert "Vuelve" in answer.text


# -- who may do what


def test_a_link_opens_what_it_names_and_nothing_else(clinic):
    """A caregiver sees their own child; nobody's link is somebody else's."""
    dana, sam = clinic.tokens["dana"], clinic.plan("alex")
    assert "Lucía" not in clinic.client.get(clinic.home("alex")).text
    assert "Sam" not in clinic.client.get(clinic.home("rosa")).text
    other = clinic.modules["begin"].give(
        clinic.store, clinic.modules["links"].Link("clinician", "Kim, SLP", (clinic.plan("rosa"),))
    )

    paths = {
        f"/home/{dana}": 403,
        f"/clinic/{clinic.tokens['alex']}": 403,
        f"/clinic/{clinic.tokens['alex']}/{sam}": 403,
        f"/clinic/{clinic.tokens['grandma']}/{sam}": 403,
        f"/clinic/{other}": 200,
        f"/clinic/{other}/{sam}": 404,
        f"/clinic/{dana}/nobody": 404,
        "/home/guessed": 404,
        "/home/' or 1=1 --": 404,
        "/clinic/guessed": 404,
        "/docs": 404,
        "/openapi.json": 404,
    }
    assert paths == {path: clinic.client.get(path).status_code for path in paths}
    assert "Sam" not in clinic.client.get(f"/clinic/{other}").text


def test_a_focus_of_another_child_is_not_written_about(clinic):
    """What is written through a link is of its own plan."""
    focus = clinic.kept("rosa").plan.focuses[0].id

    assert clinic.write(went="mostly", focus=focus).status_code == 409
    assert () == clinic.kept("alex").entries == clinic.kept("rosa").entries


def test_a_link_that_only_reads_writes_nothing(clinic):
    """It has no form, and none is taken from it."""
    assert "<form" not in clinic.client.get(clinic.home("grandma")).text
    assert clinic.client.post(clinic.home("grandma"), data=clinic.form(went="mostly")).status_code == 403
    assert () == clinic.kept("alex").entries


def test_whoever_only_looks_is_told_nothing_as_their_own(clinic):
    """A grandmother wrote no lips that went blue, and made no time on five days."""
    clinic.practise(5)
    shown = clinic.client.get(clinic.home("grandma")).text
    assert "You made time" in clinic.client.get(clinic.home("alex")).text
    assert not re.search("[Yy]ou (made|saw|wrote)", shown)

    clinic.write(hard="He choked and his lips went blue.")
    shown = clinic.client.get(clinic.home("grandma")).text
    assert "lips went blue" in shown
    assert "ou wrote" in clinic.client.get(clinic.home("alex")).text
    assert "t was written" in shown
    assert "ou wrote" not in shown


def test_what_to_do_first_stands_large(clinic, screen):
    """Whom to call is what is read on a telephone from across the room."""
    clinic.write(hard="He choked and his lips went blue.")
    size = "parseFloat(getComputedStyle(document.querySelector('.first strong')).fontSize)"
    with screen() as page:
        for path in (clinic.home("alex"), clinic.home("grandma")):
            page.goto(path)
            assert page.locator(".first strong").first.inner_text() == "Call 112 now."
            assert page.evaluate(size) >= 1.4 * page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")


def test_no_id_and_no_date_of_a_machine_is_shown(clinic):
    """A day as a person says it, and a skill by its title."""
    clinic.practise()
    clinic.write("rosa", hard="Se atragantó y se le pusieron los labios morados.")
    shown = [clinic.home("alex"), clinic.brief("alex"), clinic.brief("rosa"), f"/clinic/{clinic.tokens['dana']}"]
    for path in shown:
        words = re.sub("<[^>]*>", " ", clinic.client.get(path).text)
        assert not re.search(r"\d{4}-\d\d-\d\d|ot-pull-up|feeding-open", words), path
    assert "Pulls up socks: a step up" in clinic.client.get(clinic.brief("alex")).text
    assert "Tuesday 3 March" in clinic.client.get(clinic.home("alex")).text


def test_a_link_that_was_taken_back_opens_nothing(clinic):
    """From then on."""
    clinic.store.end_link(clinic.modules["links"].digest(clinic.tokens["alex"]))

    assert clinic.client.get(clinic.home("alex")).status_code == 404
    assert clinic.client.post(clinic.home("alex"), data={"went": "mostly"}).status_code == 404


def test_only_a_clinician_decides(clinic):
    """A caregiver's link neither approves, declines, clears nor opens; nothing is changed by trying."""
    clinic.write(hard="He choked and his lips went blue.")
    version, before = clinic.version("alex"), clinic.kept("alex")
    entry = before.entries[0].id
    sent = {"version": version, "focus": before.plan.focuses[0].id, "entry": entry, "note": "fine", "why": "no"}
    for who in ("alex", "grandma"):
        for verb in ("approve", "decline", "clear", "open"):
            path = f"/clinic/{clinic.tokens[who]}/{clinic.plan('alex')}/{verb}"
            assert clinic.client.post(path, data=sent).status_code == 403

    assert before == clinic.kept("alex")


def test_nothing_is_deleted_by_whatever_verb(clinic):
    """No address takes DELETE or PUT, and the store itself refuses to change or take away what was written."""
    clinic.write(went="mostly", win="One sock!")

    assert {405} == {
        clinic.client.request(verb, clinic.home("alex")).status_code for verb in ("DELETE", "PUT", "PATCH")
    }
    database = sqlite3.connect(clinic.path)
    try:
        for statement in (
            "delete from entries",
            "update entries set document = ''",
            "insert or replace into entries select at, plan, '' from entries",
            "replace into entries (at, plan, document) values (1, '', '')",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="entries sta"):
                database.execute(statement)
    finally:
        database.close()
    assert 1 == len(clinic.kept("alex").entries)


def test_sql_in_a_note_is_a_note(clinic):
    """It is kept as it was written."""
    note = "'); drop table entries; --"
    clinic.write(worked=note)

    assert note == clinic.kept("alex").entries[0].worked
    assert clinic.client.get(clinic.home("alex")).status_code == 200


def test_no_token_is_in_the_file(clinic):
    """Whoever reads the file can open no page with it."""
    clinic.write(went="mostly")
    kept = b"".join(path.read_bytes() for path in clinic.path.parent.glob("clinic.db*"))

    assert all(token.encode() not in kept for token in clinic.tokens.values())
    assert clinic.modules["links"].digest(clinic.tokens["alex"]).encode() in kept


# -- two at once


def test_a_page_that_is_out_of_date_decides_nothing(clinic):
    """What came in since it was shown is looked at first: 409, whether a plan or a log is another by now."""
    clinic.practise()
    version, focus = clinic.version("alex"), clinic.kept("alex").plan.focuses[0].id
    clinic.write(went="on-their-own")
    approve, sent = clinic.brief("alex", "/approve"), {"version": version, "focus": focus}

    assert 409 == clinic.client.post(approve, data=sent).status_code
    assert 1 == clinic.kept("alex").plan.focuses[0].step
    fresh = {**sent, "version": clinic.version("alex")}
    assert [303, 409] == [clinic.client.post(approve, data=fresh).status_code for _ in range(2)]
    assert 2 == clinic.kept("alex").plan.focuses[0].step


def test_a_step_is_not_taken_over_a_flag_that_came_in_since(clinic):
    """Neither from the old page nor from the new one, on which it is not offered."""
    clinic.practise()
    version, focus = clinic.version("alex"), clinic.kept("alex").plan.focuses[0].id
    clinic.write(hard="He choked and his lips went blue.")

    for seen in (version, clinic.version("alex")):
        for verb in ("/approve", "/decline"):
            sent = {"version": seen, "focus": focus}
            assert 409 == clinic.client.post(clinic.brief("alex", verb), data=sent).status_code
    assert 1 == clinic.kept("alex").plan.focuses[0].step


def test_of_many_who_write_at_once_nobody_is_lost(clinic):
    """Each entry is kept once."""
    forms = [clinic.form(went="mostly", win=f"win {number}") for number in range(6)]
    answers = []

    def send(form):
        answers.append(clinic.client.post(clinic.home("alex"), data=form).status_code)

    threads = [threading.Thread(target=send, args=(form,)) for form in [*forms, *forms]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [303] * 12 == answers
    assert {form["once"] for form in forms} == {entry.id for entry in clinic.kept("alex").entries}
    assert 6 == len(clinic.kept("alex").entries)


def test_every_answer_says_what_a_browser_may_do(clinic):
    """No script, no other site, no copy kept, no address told; a refusal, too."""
    for path in (clinic.home("alex"), f"/clinic/{clinic.tokens['dana']}", "/home/guessed"):
        headers = clinic.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert ("no-referrer", "no-store") == (headers["referrer-policy"], headers["cache-control"])
        assert "set-cookie" not in headers


def test_a_store_is_all_that_the_app_asks_for(modules, engine, tmp_path):
    """What is saved as seen before is refused; entry and plan go in together, or neither does."""
    store = modules["store"].SQLiteStore(tmp_path / "two.db")
    modules["begin"].begin(store, engine, MONDAY)
    [plan] = [
        store.read(each).plan for each in store_ids(tmp_path / "two.db") if store.read(each).plan.family.id == "sam"
    ]
    seen = store.read(plan.id).version
    entry = Entry("e1", MONDAY, focus=plan.focuses[0].id, went="mostly")

    assert [True, False] == [store.save(plan, seen, entry) for _ in range(2)]
    assert (entry,) == store.read(plan.id).entries
    with pytest.raises(KeyError):
        store.read("nobody")


# -- the same app on a record that only grows


@pytest.fixture
def recorded(modules, engine, tmp_path):
    """A clinic as above, with a journal behind it."""
    store = modules["journal_store"].JournalStore(
        tmp_path / "practice.db", links=tmp_path / "links.db", engine=engine
    )
    made = Clinic(modules, engine, tmp_path / "practice.db", store)
    yield made
    made.close()
    store.journal.close()


def test_the_app_goes_on_alike_with_a_journal_behind_it(recorded):
    """What is written, taken and cleared by its pages is recorded, and what was known before can be asked."""
    recorded.practise()
    form = {"version": recorded.version("alex"), "focus": recorded.kept("alex").plan.focuses[0].id}
    assert recorded.client.post(recorded.brief("alex", "/approve"), data=form).status_code == 303
    assert recorded.client.post(recorded.brief("alex", "/approve"), data=form).status_code == 409
    recorded.today += timedelta(days=1)
    sent = recorded.form(hard="He choked and his lips went blue.")
    for _ in range(2):
        assert recorded.client.post(recorded.home("alex"), data=sent).status_code == 303
    entry = recorded.kept("alex").entries[-1].id
    cleared = {"version": recorded.version("alex"), "entry": entry, "note": "seen"}
    assert recorded.client.post(recorded.brief("alex", "/clear"), data=cleared).status_code == 303

    journal = recorded.store.journal
    record = journal.read("sam")
    assert 5 == len(record.entries)
    assert {"accepted", "cleared", "plan", "entry"} <= {event.kind for event in record.events}
    assert "Alex" in {event.by for event in record.events if event.kind == "entry"}
    assert () == journal.check()
    taken = next(event.seq for event in record.events if event.kind == "accepted")
    before, after = journal.read("sam", as_of=taken - 2).plan(), record.plan()
    assert before.focuses[0] != after.focuses[0]
    assert ((), ["seen"]) == (before.cleared, [each.note for each in after.cleared])
    looked_back = trail(record)
    assert (6, ()) == (len(looked_back.audited), looked_back.findings)  # four good days, the step, and the alert
    assert [True] * 6 == [again(recorded.engine, each).same for each in looked_back.audited]
    assert {made_with(recorded.engine)} == {each.made_with for each in looked_back.audited}


def test_many_who_write_at_once_lose_nothing_in_a_journal(recorded):
    """Each form is one entry."""
    forms = [recorded.form(went="mostly", win=f"sock {number}") for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda form: recorded.client.post(recorded.home("alex"), data=form).status_code, forms))

    assert {303} == set(codes)
    assert {form["win"] for form in forms} == {entry.win for entry in recorded.kept("alex").entries}


@pytest.mark.parametrize("name", ["SQLiteStore", "JournalStore"])
def test_either_store_is_all_that_the_app_asks_for(modules, engine, tmp_path, name):
    """What is saved as seen before is refused; entry and plan go in together; a link is kept until it is taken back."""
    made = {
        "SQLiteStore": lambda: modules["store"].SQLiteStore(tmp_path / "one.db"),
        "JournalStore": lambda: modules["journal_store"].JournalStore(
            tmp_path / "two.db", links=tmp_path / "one.db", engine=engine
        ),
    }
    store = made[name]()
    tokens = modules["begin"].begin(store, engine, MONDAY)
    digest = modules["links"].digest(tokens["alex"])
    plan = store.read(store.link(digest).plans[0]).plan
    seen = store.read(plan.id).version
    entry = Entry("e1", MONDAY, focus=plan.focuses[0].id, went="mostly")

    assert [True, False] == [store.save(plan, seen, entry) for _ in range(2)]
    assert ((entry,), plan) == (store.read(plan.id).entries, store.read(plan.id).plan)
    assert not store.save(plan, "nonsense", entry)
    with pytest.raises(KeyError):
        store.read("nobody")
    store.end_link(digest)
    assert store.link(digest) is None
    if name == "JournalStore":
        store.journal.close()


def store_ids(path):
    database = sqlite3.connect(path)
    try:
        return [row[0] for row in database.execute("select id from plans")]
    finally:
        database.close()
