"""
Writes what is not kept here yet, of what coachplan writes beside single documents: `python keep.py`. To be run once for
each new kind or number, before anything else is changed in it. What stands here is never made again.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

from coachplan.audit import audited, made_with
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.kept_values import kept
from coachplan.caseload import Case, Failed, review_caseload, write_cases, write_results
from coachplan.documents.audit_trail import add_audited
from coachplan.documents.content import read_catalogue
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.family_requests import export
from coachplan.journal import Journal
from coachplan.journal import export as export_record
from coachplan.knowledge.kinds import KINDS
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, day, entry, of_five

HERE = Path(__file__).parent
AT = datetime(2026, 3, 6, 8, tzinfo=UTC)
LOG = [*of_five(5, 4, 5), entry(4, id="e9", hard='he fell and hit his head; "ñ"\n=2', question="Why?", went="mostly")]
REVIEW = ENGINE.review(OPEN, LOG, on=day(5))
PLAN = ENGINE.clear(
    ENGINE.record(OPEN, REVIEW), REVIEW.alerts[0], by="Dana, OT", role="clinician", on=day(5), note="seen"
)
CASES = [Case(OPEN, LOG, on=day(5)), Case(PLAN, LOG[:2], on=day(5), id="second")]


def results():
    """One of each kind: two reviews, one by one, and a family that could not be read."""
    wrong = CoachplanError(Finding(where="line 3", item="plan", what="this is missing.", code="missing-field"))
    return [*review_caseload(CASES, ENGINE), Failed("third", wrong.findings, REVIEW.alerts)]


def family_folder(to):
    """A family in a folder: its plan with what was cleared, and its log."""
    made = FamilyFolder.make(to, FAMILY)
    made.save(PLAN, made_from=None)
    made.append(LOG)
    (to / ".lock").unlink(missing_ok=True)


def journal_export(to):
    """All that a journal has of a family: an event of each kind."""
    said = {"by": "Dana, OT", "role": "clinician"}
    question = ENGINE.review(PLAN, LOG, on=day(5)).questions[0]
    answered = ENGINE.answer(PLAN, question, **said, on=day(5), words="We will look.", entries=LOG)
    step = ENGINE.review(answered, LOG, on=day(6)).next_steps[0]
    taken = ENGINE.apply(answered, step, **said, on=day(6), entries=LOG)
    step = ENGINE.review(taken, LOG, on=day(7)).next_steps[0]
    declined = ENGINE.decline(taken, step, **said, on=day(7), why="he hates it")
    held = ENGINE.hold(declined, "f1", until=day(20), **said, on=day(7), why="a holiday")
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "a.db") as journal:
        kept_by = {"at": AT, "by": "Dana, OT"}
        journal.save(OPEN, made_from=None, **kept_by, entries=LOG)
        journal.offered(REVIEW, family="sam", **kept_by, made_with=made_with(ENGINE))
        for before, after in pairwise((OPEN, PLAN, answered, taken, declined, held)):
            journal.save(after, made_from=before.version, **kept_by)
        export_record(journal, "sam", to)


def trail(to):
    """Two reviews with all that they were made from."""
    for log in (LOG, LOG[:2]):
        add_audited(to, audited(ENGINE, OPEN, log, ENGINE.review(OPEN, log, on=day(5))))
    (to.parent / ".lock").unlink(missing_ok=True)


def content_values(to):
    """Every item of the content beside it, as plain data."""
    known = read_catalogue(HERE / "content-1")
    shelves = [each.shelf for each in KINDS if each.shelf != "signals"]
    values = {shelf: [kept(each) for each in getattr(known, shelf).values()] for shelf in shelves}
    values["turning"] = [kept(each) for each in known.turning.values()]
    values["translations"] = sorted([each.language, each.key, each.words] for each in known.translations.values())
    to.write_text(json.dumps(values, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


def kept_engine(to, number):
    """The file of an engine as it begins; what it was made of is gone, as after every update."""
    gone = {"contract": 1, "core": "0" * 32, "installed": "0" * 32, "packages": {}, "folders": [], "asked": {}}
    body = json.dumps({"made_of": gone, "made_with": [["coachplan", "0.0.1"]], "shelves": {}}).encode()
    mark = f"coachplan-kept-engine/{number} ".encode()
    to.write_bytes(mark + blake2b(body, digest_size=32).hexdigest().encode() + b"\n" + body)


MAKES = {
    "cases-1.jsonl": lambda to: write_cases(CASES, to),
    "cases-1.parquet": lambda to: write_cases(CASES, to),
    "results-1.jsonl": lambda to: write_results(results(), to),
    "results-1.parquet": lambda to: write_results(results(), to),
    "family-folder-1": family_folder,
    "export-1.zip": lambda to: export(HERE / "family-folder-1", to),
    "journal-export-1.zip": journal_export,
    "trail-1.jsonl": trail,
    "content-1.json": content_values,
    "engine-1.kept": lambda to: kept_engine(to, 1),
    "engine-2.kept": lambda to: kept_engine(to, 2),
}

if __name__ == "__main__":
    for name, make in MAKES.items():
        if not (HERE / name).exists():
            make(HERE / name)
