"""
Home practice as a small web app: a caregiver opens a link and writes down how it went; a therapist looks, and decides.

Plain forms and no script. Run it:  python examples/web/app.py [clinic.db [practice.db]]

Routes are here; what is kept, in store.py, or with a second file as a record in journal_store.py; who may open what, in
links.py. README.md says what it does not do.
"""

import base64
import hashlib
import re
import secrets
import sys
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from attrs import evolve
from begin import begin
from fastapi import Depends, FastAPI, Form, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from links import Link, digest
from starlette.exceptions import HTTPException as StarletteHTTPException
from store import Kept, SQLiteStore, Store

from coachplan import (
    Approval,
    CoachplanError,
    Engine,
    Entry,
    Help,
    NotAllowedError,
    Review,
    StaleError,
)
from coachplan.base.dates import said_day
from coachplan.papers.brief import brief as brief_of

HERE = Path(__file__).parent
WORDS = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
STYLE = (HERE / "templates" / "style.css").read_text(encoding="utf-8")
#: Nothing is loaded and no script runs; of styles, this one alone.
POLICY = (
    "default-src 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",  # the address is the secret: no other site is told it
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
MARKS = ("not-yet", "a-little", "mostly", "on-their-own")
#: A form that was opened so many days ago is taken, as when a telephone had no network.
DAYS_BACK = 14
#: Kinds of step after which something is another than before; the others ask for nothing.
CHANGES = ("lighten", "step-down", "change-strategy", "change-routine", "maintain", "generalise", "step-up")
RANK = {"now": 0, "today": 1, "soon": 2}

#: What could turn the line round or move a cursor; nobody means it.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Text = Annotated[str, Form(max_length=8000)]  # a browser counts an end of line as one sign and sends two
Short = Annotated[str, Form(max_length=200)]


def make(store: Store, engine: Engine, today=date.today):
    """Return the app on a store. *today* is asked for the day each time: it is that of where the family lives."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    pages = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: _UNSEEN.sub("", value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def page(name, language, status=200, **values):
        words = WORDS.get(language, WORDS["en"])

        def day(on):
            # A day as a person says it: Tuesday 3 March.
            return engine.catalogue.words.say(said_day(on, today()), language)

        shown = pages.get_template(f"{name}.html").render(t=words, lang=language, style=STYLE, day=day, **values)
        return HTMLResponse(shown, status)

    def holder(token: str) -> Link:
        link = store.link(digest(token))
        if link is None:
            raise HTTPException(404)
        return link

    def of_family(link: Annotated[Link, Depends(holder)]) -> Link:
        if link.role not in ("caregiver", "reader"):
            raise HTTPException(403)
        return link

    def of_clinic(link: Annotated[Link, Depends(holder)]) -> Link:
        if link.role != "clinician":
            raise HTTPException(403)
        return link

    def looked(plan_id: str) -> tuple[Kept, Review]:
        # What a review found is recorded before anybody is shown it: no flag goes missing with its entry.
        while True:
            kept = store.read(plan_id)
            review = engine.review(kept.plan, kept.entries, on=today())
            recorded = engine.record(kept.plan, review)
            if recorded is kept.plan:
                return kept, review
            store.save(recorded, kept.version, review=review)

    # -- at home

    @app.get("/home/{token}")
    def home(link: Annotated[Link, Depends(of_family)], saved: bool = False):
        kept, review = looked(link.plans[0])
        named = any(each.name == link.name for each in kept.plan.family.caregivers)
        # Whoever only looks wrote nothing, and is told nothing as their own.
        # And of a quiet sign only whoever wrote of it is told more than that practice rests.
        wrote = [entry.id for entry in kept.entries if named and entry.who == link.name]
        view = review.for_caregiver(link.language, link.name if named else None, only_looks=not named, wrote=wrote)
        return page(
            "home",
            link.language,
            view=view,
            child=kept.plan.family.child.name,
            marks=MARKS,
            once=secrets.token_hex(16),
            today=today(),
            first=today() - timedelta(days=DAYS_BACK),
            writes=link.role == "caregiver",
            saved=saved,
            sent=sent(entry for entry in kept.entries if entry.who == link.name)[:7],
        )

    @app.post("/home/{token}")
    def wrote(
        token: str,
        link: Annotated[Link, Depends(of_family)],
        once: Annotated[str, Form(pattern="^[0-9a-f]{32}$")],
        focus: Annotated[str, Form(max_length=200)],
        on: Annotated[date, Form()],
        went: Annotated[Literal["", *MARKS], Form()] = "",
        worked: Text = "",
        hard: Text = "",
        question: Text = "",
        win: Text = "",
    ):
        if link.role != "caregiver":
            raise HTTPException(403)
        if not today() - timedelta(days=DAYS_BACK) <= on <= today():
            raise HTTPException(422)
        written = Entry(
            once, on, focus=focus, who=link.name, language=link.language,
            went=went, worked=worked, hard=hard, question=question, win=win,
        )  # fmt: skip
        if not any((went, worked.strip(), hard.strip(), question.strip(), win.strip())):
            raise HTTPException(422)
        while True:
            kept = store.read(link.plans[0])
            if kept.plan.focus(focus) is None:
                raise HTTPException(409)
            before = [each for each in kept.entries if each.id == once]
            # The same form sent twice is one entry. Sent again with other words, it is a second version of it: both
            # are kept, the later counts, and a sign in either is heard.
            if any(evolve(each, revision=0) == written for each in before):
                break
            entry = evolve(written, revision=len(before))
            review = engine.review(kept.plan, [*kept.entries, entry], on=today())
            if store.save(engine.record(kept.plan, review), kept.version, entry, review):
                break
        return RedirectResponse(f"/home/{token}?saved=1", 303)

    # -- at the clinic

    @app.get("/clinic/{token}")
    def overview(token: str, link: Annotated[Link, Depends(of_clinic)]):
        rows = [row(plan_id, link.language) for plan_id in link.plans]
        return page("overview", link.language, token=token, rows=sorted(rows, key=lambda each: each["rank"]))

    def row(plan_id, language):
        # Who needs the therapist first, and why: a red flag by its urgency, what sounds like one, what waits for them.
        kept, review = looked(plan_id)
        words = WORDS[language]
        why = [
            (RANK[alert.urgency], f"{words['urgency'][alert.urgency]}: “{said}”")
            for alert in review.alerts
            for said in alert.words or ("",)
        ]
        why += [(3, f"{words['look']}: “{mention.words}”") for mention in review.worth_a_look]
        why += [] if kept.plan.approval else [(4, words["draft"])]
        why += [(5, words["decide"]) for step in review.next_steps if step.needs == "clinician" and not review.paused]
        why += [(6, f"{words['asked']}: “{asked.words}”") for asked in review.questions]
        why += (
            [] if review.paused else [(7, words["offered"]) for step in review.next_steps if is_offered(step, review)]
        )
        why = sorted(why, key=lambda each: each[0]) or [(9, words["nothing"])]
        return {
            "plan": plan_id,
            "child": kept.plan.family.child.name,
            "rank": why[0][0],
            "why": list(dict.fromkeys(said for _, said in why)),
        }

    def is_offered(step, review):
        return not review.paused and step.action.kind in CHANGES and step.queued is None

    def offered(review, focus):
        step = review.step_for(focus)
        if not is_offered(step, review):
            raise HTTPException(409)
        return step

    @app.get("/clinic/{token}/{plan_id}")
    def brief(token: str, link: Annotated[Link, Depends(of_clinic)], plan_id: str):
        if plan_id not in link.plans:
            raise HTTPException(404)
        kept, review = looked(plan_id)
        made = brief_of(engine, kept.plan, kept.entries, review, language=link.language)
        opened = kept.plan.approval is not None
        return page(
            "brief",
            link.language,
            token=token,
            kept=kept,
            review=review,
            told=review.for_caregiver(link.language),
            alerts=zip(review.alerts, made.alerts, strict=True),
            steps=[(focus, opened and is_offered(review.step_for(focus.focus), review)) for focus in made.focuses],
            sent=sent(kept.entries),
            marks=MARKS,
        )

    def deciding(token: str, link: Annotated[Link, Depends(of_clinic)], plan_id: str, version: Short):
        # What was decided was decided about what the page showed: where anything came in since, it is shown first.
        def decided(change):
            if plan_id not in link.plans:
                raise HTTPException(404)
            kept, review = looked(plan_id)
            if kept.version != version or not store.save(change(kept, review, link.name), version, review=review):
                raise HTTPException(409)
            return RedirectResponse(f"/clinic/{token}/{plan_id}", 303)

        return decided

    Decided = Annotated[Callable, Depends(deciding)]  # noqa: N806 - a type

    @app.post("/clinic/{token}/{plan_id}/open")
    def opens(decided: Decided):
        def change(kept, _review, by):
            opened = Approval.everything(kept.plan, by=by, on=today())
            return engine.approve(kept.plan, opened, role="clinician")

        return decided(change)

    @app.post("/clinic/{token}/{plan_id}/approve")
    def approves(decided: Decided, focus: Short):
        def change(kept, review, by):
            step = offered(review, focus)
            return engine.apply(kept.plan, step, by=by, role="clinician", on=today(), entries=kept.entries)

        return decided(change)

    @app.post("/clinic/{token}/{plan_id}/decline")
    def declines(decided: Decided, focus: Short, why: Text = ""):
        def change(kept, review, by):
            return engine.decline(kept.plan, offered(review, focus), by=by, role="clinician", on=today(), why=why)

        return decided(change)

    @app.post("/clinic/{token}/{plan_id}/clear")
    def clears(decided: Decided, entry: Short, note: Annotated[str, Form(min_length=1, max_length=8000)]):
        def change(kept, review, by):
            plan = kept.plan
            for alert in (each for each in review.alerts if each.entry == entry):
                plan = engine.clear(plan, alert, by=by, role="clinician", on=today(), note=note)
            if plan is kept.plan:
                raise HTTPException(409)
            return plan

        return decided(change)

    # -- whatever is refused, and what every answer carries

    def refused(status):
        return page(
            "refused",
            "en",
            status,
            said={each: words["status"].get(str(status), words["status"]["other"]) for each, words in WORDS.items()},
            number=status,
        )

    @app.exception_handler(StarletteHTTPException)
    def not_so(_request: Request, error: StarletteHTTPException):
        return refused(error.status_code)

    @app.exception_handler(RequestValidationError)
    def not_understood(_request: Request, _error: RequestValidationError):
        return refused(422)

    @app.exception_handler(CoachplanError)
    def not_done(_request: Request, error: CoachplanError):
        return refused(409 if isinstance(error, StaleError) else 403 if isinstance(error, NotAllowedError) else 422)

    @app.middleware("http")
    async def careful(request: Request, call_next):
        answer = await call_next(request)
        answer.headers.update(HEADERS)
        return answer

    return app


def sent(entries):
    """Return entries, newest first, each as all the versions that were sent of it; the last counts."""
    versions: dict[str, list[Entry]] = {}
    for entry in entries:
        versions.setdefault(entry.id, []).append(entry)
    return sorted(versions.values(), key=lambda each: each[-1].on, reverse=True)


if __name__ == "__main__":
    import uvicorn

    database = Path(sys.argv[1] if len(sys.argv) > 1 else "clinic.db")
    is_new = not database.exists()
    with_plugins = Engine(help=Help(emergency="112", call="the clinic, 555 0100"))
    if len(sys.argv) > 2:
        from journal_store import JournalStore  # what it needs is an extra

        kept_in: Store = JournalStore(sys.argv[2], links=database, engine=with_plugins)
    else:
        kept_in = SQLiteStore(database)
    if is_new:
        for who, token in begin(kept_in, with_plugins, date.today()).items():  # noqa: DTZ011 - as above
            print(f"{who}: http://127.0.0.1:8000/{'clinic' if who == 'dana' else 'home'}/{token}")
    # Addresses hold secrets, so none is written to a log.
    uvicorn.run(make(kept_in, with_plugins), port=8000, access_log=False)
