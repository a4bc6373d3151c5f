"""
Every code of a finding, with an example of how it comes about; and which error a program catches for it.
"""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

import coachplan
from coachplan import measures
from coachplan.base.codes import CODES, INVALID, MISSING, NOT_ALLOWED, STALE, UNKNOWN, UNREADABLE
from coachplan.base.errors import (
    CoachplanError,
    Finding,
    InvalidError,
    MissingExtraError,
    NotAllowedError,
    StaleError,
    UnknownIdError,
    UnreadableError,
    missing_extra,
)
from coachplan.caseload import Case
from coachplan.caseload.reviewing import lost, result_of
from coachplan.cli.new_plugin import new_plugin
from coachplan.documents.codec import dumps, loads, read, write
from coachplan.documents.content import content_from_text, read_catalogue
from coachplan.documents.files import loads_toml
from coachplan.documents.logs import read_log, write_log
from coachplan.journal import Journal
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.checks import check
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import Action
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Routine
from coachplan.model.goals import Goal
from coachplan.model.plans import OpenFlag, Plan
from coachplan.model.reviews import Review
from coachplan.model.skills import Skill
from coachplan.planning.revisions import refuse
from coachplan.simulation import engine_for
from coachplan.testing import check_plugin
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, PLAN, D, day, entry, of_five, step
from coachplan.testing.toy import TOY

UP = step(OPEN, of_five(5, 5, 5))
LOG, TAKEN = of_five(5, 5, 5), day(3)
HURT = ENGINE.review(OPEN, [*LOG, entry(3, worked="He fell and hit his head and was sick")], on=day(4)).alerts[0]
FLAGGED = evolve(OPEN, open_flags=[OpenFlag(entry="e", flag="toy/a", urgency="now", words="w", on=D, pauses=True)])
CONTENT = 'format = "coachplan-content/1"\n'


def apply(plan=OPEN, suggestion=UP, on=TAKEN, **more):
    return ENGINE.apply(plan, suggestion, by="Dana, OT", on=on, **{"role": "clinician", **more})


def change(**new):
    return ENGINE.change(OPEN, "f1", by="Dana, OT", role="clinician", on=day(3), **new)


def checked(**shelves):
    """What is wrong with a catalogue, raised as the engine's command does."""
    raise CoachplanError(check(Catalogue(**shelves), TOY))


def thrown(error):
    raise error


class Breaking:
    """An engine in which something fails that nobody foresaw."""

    def review(self, *_given, **_more):
        raise ZeroDivisionError


def a_note(file):
    file.write_text("He did it himself! " * 99)
    return file


#: How each comes about; a function of a folder to write in.
EXAMPLES = {
    "invalid-value": lambda _: thrown(CoachplanError("Something.")),
    "missing-field": lambda _: Entry("e1", D),
    "unknown-field": lambda _: Entry("e1", D, focus="f1", notes="x"),
    "not-text": lambda _: Child(5, 48),
    "not-a-number": lambda _: Child("Sam", "48"),
    "not-a-day": lambda _: ENGINE.review(OPEN, LOG, on="2026-03-02"),
    "not-a-list": lambda _: Entry("e1", D, focus="f1", tags="ill"),
    "not-a-table": lambda _: Approval("Dana, OT", D, steps=3),
    "wrong-kind": lambda _: ENGINE.review(FAMILY, LOG, on=D),
    "unknown-word": lambda _: Action("stepup"),
    "unknown-language": lambda _: Caregiver("Alex", language="Klingonish"),
    "out-of-range": lambda _: Child("Sam", -1),
    "too-few": lambda _: Skill("toy/a", "A", discipline="toy", steps=()),
    "too-many": lambda _: Entry("e1", D, "f1"),
    "cannot-be-kept": lambda _: dumps(evolve(LOG[0], minutes=float("nan"))),
    "duplicate": lambda _: Catalogue(skills=[*TOY.skills.values(), *TOY.skills.values()]),
    "not-an-id": lambda _: checked(skills=[evolve(TOY.skills["toy/wave-bye"], id="Wave")]),
    "nobody-named": lambda _: ENGINE.end(OPEN, "f1", by="", on=D),
    "wrong-day": lambda _: apply(on=day(2)),
    "nothing-to-change": lambda _: change(),
    "different-children": lambda _: ENGINE.review_together(
        [(OPEN, LOG), (evolve(OPEN, id="p2", family=evolve(FAMILY, child=Child("Bo", 48))), LOG)], on=D
    ),
    "not-a-condition": lambda _: checked(rules=[Rule("toy/r", "tries >> 3", then="continue", say="Go on.")]),
    "unsound": lambda _: checked(rules=[Rule("toy/r", "tries > 3")]),
    "missing-words": lambda _: content_from_text(CONTENT + '[text]\n"core/x" = {one = "a"}\n'),
    "not-a-document": lambda _: dumps(TOY),
    "wrong-format": lambda _: loads(Plan, "{}"),
    "newer-format": lambda _: loads(Plan, '{"format": "coachplan-plan/999"}'),
    "not-json": lambda _: loads(Plan, "{"),
    "not-toml": lambda _: loads_toml("="),
    "not-utf-8": lambda _: read_log(b"\xff\xfe"),
    "wrong-suffix": lambda folder: write(OPEN, folder / "a.txt"),
    "without-words": lambda _: loads(Review, dumps(ENGINE.review(OPEN, LOG, on=day(3)))).for_caregiver(),
    "no-result": lambda _: measures.smd([2, 2, 2], [3, 4, 5]),
    "plugin-failed": lambda _: thrown(CoachplanError(check_plugin(object(), examples=1).findings)),
    "cannot-be-reviewed": lambda _: thrown(CoachplanError(result_of(Breaking(), Case(OPEN, LOG, on=D)).findings)),
    "unknown-id": lambda _: content_from_text(CONTENT + '[[skill]]\nid = "toy/a"\nsources = ["toy/none"]\n'),
    "unknown-caution": lambda _: ENGINE.propose(evolve(FAMILY, child=Child("Sam", 48, cautions=["disphagia"])), on=D),
    "unknown-discipline": lambda _: ENGINE.propose(evolve(FAMILY, goals=[Goal("Play", discipline="toi")]), on=D),
    "unknown-focus": lambda _: ENGINE.options(OPEN, "f2", on=D),
    "unknown-routine": lambda _: ENGINE.propose(FAMILY, on=D, routine="lunch"),
    "unknown-routine-kind": lambda _: ENGINE.propose(evolve(FAMILY, routines=[Routine("a", "noon")]), on=D),
    "unknown-skill": lambda _: ENGINE.propose(FAMILY, on=D, skill="toy/stak-blocks"),
    "unknown-step": lambda _: change(step=9),
    "unknown-strategy": lambda _: change(strategy="toy/none"),
    "unknown-signal": lambda _: ENGINE.review(OPEN, LOG, on=D).reading("f1", "mood"),
    "unknown-tag": lambda _: loads(list[Entry], dumps([evolve(LOG[0], tags=["iil"])]), catalogue=ENGINE.catalogue),
    "unknown-plugin": lambda _: engine_for(plugins=("no_such_plugin",)),
    "stale": lambda _: apply(evolve(OPEN, revision=3)),
    "other-plan": lambda _: apply(evolve(OPEN, id="p2")),
    "too-late": lambda _: apply(on=UP.review_by + timedelta(days=1), entries=LOG),
    "log-not-read": lambda _: apply(on=day(4)),
    "not-allowed": lambda _: thrown(refuse("no.")),
    "needs-clinician": lambda _: apply(PLAN, step(PLAN, LOG), role="caregiver"),
    "flag-stands": lambda _: apply(FLAGGED),
    "waits-its-turn": lambda _: apply(suggestion=evolve(UP, queued=UP.message)),
    "not-offered": lambda _: apply(suggestion=evolve(UP, action=Action("step-up", step=4))),
    "no-such-file": lambda folder: read(Plan, folder / "none.json"),
    "no-such-folder": lambda folder: read_catalogue(folder / "none"),
    "cannot-read": read_log,
    "cannot-write": lambda folder: write_log(LOG, folder / "none" / "a.csv"),
    "exists": lambda folder: [new_plugin("speech-two", folder) for _ in range(2)],
    "worker-gone": lambda _: thrown(CoachplanError(lost(Case(OPEN, LOG, on=D), EOFError()).findings)),
    "damaged": lambda folder: Journal.open(a_note(folder / "note.db")),
    "missing-extra": lambda _: thrown(missing_extra("testing", "hypothesis")),
}

#: What a program catches: ours, and what convention expects.
KINDS = {
    InvalidError: (INVALID, (ValueError, TypeError)),
    UnknownIdError: (UNKNOWN, (InvalidError, KeyError, LookupError, ValueError)),
    StaleError: (STALE, ()),
    NotAllowedError: (NOT_ALLOWED, (PermissionError,)),
    UnreadableError: (UNREADABLE, (OSError,)),
    MissingExtraError: (MISSING, (ImportError,)),
}


def test_every_code_has_an_example_and_every_example_a_code():
    """The table of codes and that of examples are of the same; what is written in the code is in the table."""
    assert set(CODES) == set(EXAMPLES)
    calls = [
        node
        for file in Path(coachplan.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    given = [each.value for call in calls for each in call.keywords if each.arg == "code"]
    given += [call.args[3] for call in calls if getattr(call.func, "id", "") == "Unfit" and len(call.args) > 3]
    assert {each.value for each in given if isinstance(each, ast.Constant)} <= set(CODES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_code_comes_about(code, tmp_path):
    """Each example raises an error of its kind, with a finding of its code; a code is a short kebab word."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){0,4}", code)
    assert CODES[code]
    kind, expected = next((kind, also) for kind, (codes, also) in KINDS.items() if code in codes)
    with pytest.raises(CoachplanError) as caught:
        EXAMPLES[code](tmp_path)
    found = [finding.code for finding in caught.value.findings]
    assert code in found, caught.value.findings
    if len(set(found)) == 1:
        assert isinstance(caught.value, kind)
        assert all(isinstance(caught.value, each) for each in expected)


def test_several_kinds_at_once_are_what_they_share():
    """A wrong value and an unknown id are both wrong values; a wrong value and an old state are only ours."""
    invalid, unknown, stale = (Finding(what="w.", code=code) for code in ("not-text", "unknown-skill", "stale"))
    assert InvalidError is type(CoachplanError([invalid, unknown]))
    assert CoachplanError is type(CoachplanError([invalid, stale]))
    assert UnknownIdError is type(CoachplanError([unknown, unknown]))


def test_the_reference_lists_every_code():
    """The page of errors says of each code what it stands for, in the words of the table."""
    page = (Path(__file__).parents[1] / "docs" / "reference" / "errors.md").read_text("utf-8")
    assert {f"| `{code}` | {what} |" for code, what in CODES.items()} == set(
        re.findall(r"^\| `[a-z].+\|$", page, re.MULTILINE)
    )
