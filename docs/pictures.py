"""
The pictures of pages in docs/pictures/, as the code prints them today: `python docs/pictures.py`.

Makes each page as PDF (extras `coachplan[pdf,charts]`), and a picture of its first page with pdftoppm (Debian:
poppler-utils). Fonts differ from one machine to the next, so no test compares them; look at them before they are kept.
The chart is drawn by `tests/charts/test_pictures.py`.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from coachplan import Approval, Caregiver, Child, Engine, Entry, Family, Goal, Help, Routine
from coachplan.pages.for_caregivers import cues_page, handout_page, log_sheet_page
from coachplan.pages.for_clinicians import brief_page
from coachplan.pages.pdf import pdf
from coachplan.papers.brief import brief
from coachplan.papers.cues import cues
from coachplan.papers.handout import handouts
from coachplan.papers.log_sheet import log_sheets

PICTURES = Path(__file__).parent / "pictures"
MONDAY = date(2026, 3, 2)
#: Dots an inch, and how many greys and colours: enough to read, and small.
_DOTS, _COLOURS = 80, 24
#: Tries that worked of five on each day of two weeks; None where there was no practice.
_WORKED = (2, 3, None, 2, 4, 3, None, 4, 4, None, 5, 4, 5, 4)


def pages() -> Iterator[tuple[str, str]]:
    """
    Yield each page by its name, of a made-up family after two weeks.
    """
    engine = Engine(help=Help(emergency="112", call="the clinic, 555 0100"))
    words = engine.catalogue.words
    family = Family(
        Child("Sam", 48, interests=["trains"]),
        [Caregiver("Alex"), Caregiver("Rosa", language="es")],
        [Routine("mornings", "dressing", minutes=10, part_of_day="morning")],
        goals=[Goal("I want calm mornings.", routine="mornings", by="Alex")],
        id="sam",
    )
    plan = engine.propose(family, on=MONDAY, skill="ot/pull-up-socks")[0].plan
    plan = engine.approve(plan, Approval.everything(plan, by="Dana, OT", on=MONDAY), role="clinician")
    first = engine.review(plan, [], on=MONDAY)
    yield "handout", handout_page(handouts(engine, plan, first), words, paper="A4")
    yield "handout-es", handout_page(handouts(engine, plan, first, who="Rosa"), words, paper="A4")
    yield "log-sheet", log_sheet_page(log_sheets(engine, plan, first=MONDAY), words, paper="A4")
    card = cues(handouts(engine, plan, first))
    if card is not None:
        yield "cues", cues_page(card, words, paper="A4")
    log = list(_fortnight(plan.focuses[0].id))
    on = log[-1].on
    made = brief(engine, plan, log, engine.review(plan, log, on=on))
    yield "brief", brief_page(made, words, paper="A4")


def _fortnight(focus: str) -> Iterator[Entry]:
    said = {
        1: {"worked": "He laughed at the train sock."},
        4: {"hard": "We were late, so I pulled them up myself."},
        10: {"win": "He showed his brother how."},
        13: {"question": "Can we try it at bedtime, too?"},
    }
    for number, worked in enumerate(_WORKED):
        if worked is not None:
            on = MONDAY + timedelta(days=number)
            yield Entry(
                f"e{number}", on, focus=focus, who="Alex", tries=5, successes=worked, **said.get(number, {})
            )


def picture(page: str) -> bytes:
    """
    Return the first page of a page, printed, as PNG.
    """
    tool = shutil.which("pdftoppm")
    if tool is None:
        raise SystemExit("This needs pdftoppm (Debian: poppler-utils).")
    drawn = subprocess.run(  # noqa: S603 - a tool by its path, and nothing that was typed
        [tool, "-png", "-r", str(_DOTS), "-f", "1", "-l", "1", "-singlefile", "-"],
        input=pdf(page),
        capture_output=True,
        check=True,
    ).stdout
    held = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()


if __name__ == "__main__":
    for name, page in pages():
        (PICTURES / f"{name}.png").write_bytes(picture(page))
