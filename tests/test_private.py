"""
What a family wrote stays with the family: no `repr` and no error tells a name, a note, a label or a reason.

Every place that can hold words is given words that stand nowhere else, and they are looked for in all that is said.
"""

from __future__ import annotations

import contextlib
import copy
import json
import traceback
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.audit import Audit, Difference
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message
from coachplan.caseload import Answer, Case, Failed, Reviewed, Written, load_case, load_result
from coachplan.documents.codec import dumps, loads, read, structure
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.family_requests import Erased, Exported
from coachplan.documents.files import dumps_toml, loads_json, loads_toml
from coachplan.documents.logs import BadRow, Log, dump_log, read_log
from coachplan.engine import Engine
from coachplan.journal import Erasure, Event, Journal, Kept, Record, Salvaged
from coachplan.journal.salvaging import BadEvent
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.actions import Action
from coachplan.model.answered import Answered
from coachplan.model.approvals import Approval
from coachplan.model.audited import Audited, MadeWith, Trail
from coachplan.model.caregiver_view import CaregiverAlert, CaregiverQuestion, CaregiverStep, CaregiverView
from coachplan.model.entries import Entry
from coachplan.model.evidence import Basis, ClauseTrace, Mention, Reading, RuleTrace, SignalValue
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import Help
from coachplan.model.goal_standings import GoalStanding
from coachplan.model.goals import Goal
from coachplan.model.observed import Observation
from coachplan.model.options import Option, Options
from coachplan.model.plans import Change, Clearance, Declined, Focus, Hold, OpenFlag, Phase, Plan
from coachplan.model.proposals import Proposal, Proposals
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert, HomePractice, Missing, Question, Suggestion, Win
from coachplan.model.why_not import WhyNot
from coachplan.papers.alternative import DaysTable
from coachplan.papers.points import Point
from coachplan.papers.series import Series
from coachplan.papers.series_parts import ChartedPhase
from coachplan.review.intake import Intake
from coachplan.spreadsheets import LAYOUTS, Layout, layout_named, read_workbook
from coachplan.testing.toy import toy

DAY = date(2026, 3, 2)
NAME = "Zorblax"
SAID = 'Zorblax said "quintessed", and {then} \N{GRINNING FACE}\nfell'
#: In a table a note may come apart into words; these are none that could be codes, however they are cut.
CUT = "\N{LATIN SMALL LETTER Z WITH CARON}\N{LATIN SMALL LETTER L WITH STROKE}\N{LATIN SMALL LETTER AE}" * 3
MARKS = ("zorblax", "quintess", "fell", *CUT[:3])


def tells(words):
    """Whether something of what was planted stands in a text."""
    return [mark for mark in MARKS if mark in words.lower()]


# -- values

CHILD = Child(NAME, 48, interests=[SAID], strengths=[SAID, NAME], cautions=[SAID], assessed=[SAID])
ROUTINE = Routine("play", "play", label=SAID, who=[NAME], place=SAID)
GOAL = Goal(SAID, routine=SAID, discipline="toy", skill="toy/stack-blocks", by=NAME)
FAMILY = Family(
    CHILD, [Caregiver(NAME)], [ROUTINE], values=[SAID], avoid=[SAID], materials=[NAME], goals=[GOAL], id="fam"
)
FOCUS = Focus("f1", "play", skill="toy/stack-blocks", step=2, strategy="toy/show-first", since=DAY, cue=SAID, why=SAID)
ENTRY = Entry(
    "e1", DAY, focus="f1", who=NAME, place=SAID, tries=5, worked=SAID, hard=SAID, question=SAID, win=SAID, tags=[SAID],
    seen=SAID, tried=SAID,
)  # fmt: skip
MENTION = Mention(words=SAID, kind="affirmed", flag="toy/a", phrase=SAID, cue=SAID, entry="e1")
MESSAGE = Message("core/x", {"child": NAME, "why": SAID, "more": Message("core/y", {"words": SAID})})
SIGNAL = SignalValue(signal="who", focus="f1", value=NAME, lacks=MESSAGE)
CLAUSE = ClauseTrace(clause="who == x", verdict=False, signal="who", seen=NAME, needed="== x")
BASIS = Basis(signal="who", seen=SAID, needed="== x")
APPROVAL = Approval(NAME, DAY, steps={"toy/stack-blocks": 3}, strategies=["toy/show-first"], routines=["play"])
HOLD = Hold(focus="f1", until=DAY, by=NAME, on=DAY, why=SAID)
OPEN_FLAG = OpenFlag(entry="e1", flag="toy/a", urgency="now", words=SAID, on=DAY)
CLEARANCE = Clearance(entry="e1", flags=["toy/a"], words=[SAID], by=NAME, on=DAY, note=SAID)
DECLINED = Declined(focus="f1", action=Action("clarify"), rule="core/x", by=NAME, on=DAY, why=SAID)
ANSWERED = Answered(question="q1", by=NAME, on=DAY, words=SAID, asked=SAID)
CHANGE = Change(on=DAY, kind="change", by=NAME, why=SAID, focus="f1", before=FOCUS, after=FOCUS)
PLAN = Plan(
    "p1", FAMILY, focuses=[FOCUS], approval=APPROVAL, holds=[HOLD], cleared=[CLEARANCE], open_flags=[OPEN_FLAG],
    declined=[DECLINED], history=[CHANGE], answered=[ANSWERED],
)  # fmt: skip
SUGGESTION = Suggestion(
    focus="f1", action=Action("clarify"), rule="core/x", message=MESSAGE, plan="p1", revision=0, basis=(BASIS,),
    queued=MESSAGE, held=(MESSAGE,), asks=MESSAGE, standing=MESSAGE, notice=MESSAGE,
)  # fmt: skip
ALERT = Alert(
    urgency="now", flags=("toy/a",), words=(SAID,), urgencies=("now",), entry="e1", on=DAY, pauses=True,
    messages=(MESSAGE,),
)  # fmt: skip
OBSERVED = Observation(entry="e1", focus="f1", on=DAY, who=NAME, seen=SAID, tried=SAID)
MISSING = Missing(what="e1", about="f1", message=MESSAGE)
QUESTION = Question(entry="e1", focus="f1", words=SAID, messages=(MESSAGE,), entries=[SAID], answered=MESSAGE)
WIN = Win(entry="e1", focus="f1", words=SAID, who=NAME)
TRACE = RuleTrace(focus="f1", rule="core/x", verdict=False, clauses=(CLAUSE,), held_back_by=(CLAUSE,))
STANDING = GoalStanding(goal=GOAL, focuses=["f1", SAID], message=MESSAGE, numbers=[MESSAGE])
REVIEW = Review(
    id="r1", plan="p1@0", on=DAY, next_steps=(SUGGESTION,), alerts=(ALERT,), wins=(WIN,), questions=(QUESTION,),
    readings=(SIGNAL,), trace=(TRACE,), missing=(MISSING,), mentions=(MENTION,), goals=(STANDING,),
    observed=(OBSERVED,), own_wins=(WIN,), caregivers=[Caregiver(NAME)],
)  # fmt: skip
STEP = CaregiverStep(
    focus="f1", kind="continue", words=SAID, what=SAID, how=SAID, success=SAID, question=SAID, notice=SAID
)
TOLD = CaregiverAlert(urgency="now", flags=["toy/a"], entries=["e1"], words=SAID, pauses=True)
ASKED = CaregiverQuestion(id="q1", entries=["e1"], words=SAID, answers=[SAID], answered=SAID)
PROPOSAL = Proposal(plan=PLAN, reasons=(SAID,), cautions=(SAID,), left_out=(SAID,), together=(SAID,))
OPTION = Option(strategy="toy/a", title="Show it", reasons=[SAID], against=[SAID])
STAMP = datetime(2026, 3, 2, 8, tzinfo=UTC)
EVENT = Event(
    seq=3, family=SAID, version=2, kind="entry", plan=SAID, item=SAID, text=dumps(ENTRY, indent=None), at=STAMP, by=NAME
)
AUDITED = Audited(
    plan=PLAN, entries=[ENTRY], on=DAY, review=REVIEW, made_with=MadeWith(help=Help(call=SAID)), shown=[SAID]
)  # fmt: skip
DIFFERENCE = Difference(weight="words", what=MESSAGE, about=SAID, then=SAID, now=SAID)
VALUES = [
    AUDITED, Trail(audited=[AUDITED]), DIFFERENCE,
    Audit(now=REVIEW, differences=[DIFFERENCE], made_with=[MESSAGE], broken=[MESSAGE]),
    CHILD, ROUTINE, FAMILY, GOAL, STANDING, ENTRY, MENTION, MESSAGE, SIGNAL, CLAUSE, BASIS, TRACE,
    Caregiver(NAME), Help(emergency=SAID, call=NAME, safeguarding=SAID), Reading(mentions=[MENTION]),
    BadRow(line=2, reason="found a text.", raw=SAID, words=SAID),
    Log(entries=[ENTRY], bad_rows=[BadRow(line=2, reason="x", raw=SAID, words=SAID)]),
    Layout(shape="sessions", columns={SAID: ""}, focuses={SAID: "f1"}, codes={SAID: "miss"}, sheet=SAID),
    Intake(usable=(ENTRY,), versions=(ENTRY,), missing=()),
    Entry(SAID, DAY, focus=SAID, language=SAID),  # a table whose columns have slipped
    Routine(SAID, SAID), Family(CHILD, [], id=SAID), Action("change-routine", routine=SAID, strategy=SAID),
    Mention(words=SAID, kind="affirmed", flag=SAID, urgency="now", language=SAID, entry=SAID), Message(SAID),
    SignalValue(signal="who", focus=SAID, value=SAID, entries=[SAID]),
    FOCUS, APPROVAL, HOLD, OPEN_FLAG, CLEARANCE, DECLINED, ANSWERED, CHANGE, PLAN,
    Phase(first=None, last=None, focus=FOCUS),
    SUGGESTION, ALERT, MISSING, QUESTION, WIN, REVIEW, STEP,
    PROPOSAL, Proposals([PROPOSAL], left_out=[SAID]), OPTION,
    CaregiverView(
        language="en", paused=True, alerts=(TOLD,), wins=(SAID,), next_steps=(STEP,), questions=(ASKED,), notes=(SAID,),
        goals=(SAID,), observed=(SAID,), works=(SAID,),
    ), TOLD, OBSERVED, ASKED, HomePractice(what=MESSAGE, how=MESSAGE, success=MESSAGE),
    FamilyFolder(f"/home/{NAME}", tags=[SAID]), Exported(files=["plan.json"], left_out=[SAID]),
    Erased(files=["plan.json"], left=[SAID], gone=False),
    Series(
        focus=SAID, skill=MESSAGE, measure="tries", low=0, high=1, since=DAY, until=DAY,
        phases=[ChartedPhase(first=DAY, last=DAY, label=MESSAGE)],
    ), ChartedPhase(first=DAY, last=DAY, label=MESSAGE), DaysTable(head=["Day"], rows=((SAID,),)),
    Point(on=DAY, phase=0, observer="caregiver", kind="coarse", value=0.5, marks=["mostly"], entries=[SAID]),
    Case(PLAN, [ENTRY], on=DAY, beside=[(PLAN, [ENTRY])], id=SAID), Written(SAID, "c.jsonl, line 2"),
    Reviewed(SAID, REVIEW), Failed(SAID, [Finding(what="found a text.")], [ALERT]),
    WhyNot(focus="f1", kind="step-up", rule="core/x", clause="who == x", seen=NAME, enough="x", message=MESSAGE),
    EVENT, Record(events=[EVENT]), Kept(events=(EVENT,), new=1), BadEvent(seq=3, text=SAID),
    Salvaged(events=[EVENT], bad=[BadEvent(seq=3, text=SAID)], findings=()), Erasure(at=STAMP, by=NAME, events=3),
]  # fmt: skip


#: What shows itself to a person who prints it: `str` of these tells words, and no `repr` does.
PRINTED = (Family, Option, Options, Plan, Proposal, Proposals, Review)


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_a_repr_tells_ids_and_figures_and_no_words(value):
    """A value in a log, a debugger or a failed assertion shows where it belongs, and nothing that somebody wrote."""
    assert not tells(repr(value))
    assert not tells(f"{value!r} {[value]} {(value, {'x': value})}")
    if not isinstance(value, PRINTED):
        assert not tells(f"{value}")


def test_what_is_printed_for_a_person_is_never_part_of_what_is_logged():
    """What `str` tells of those few stands in no list of them, and in the `repr` of nothing that holds them."""
    for value in (Options([OPTION]), *(each for each in VALUES if isinstance(each, PRINTED))):
        assert tells(str(value)) or str(value) == repr(value)
        assert not tells("%r %s %s" % (value, [value], {"x": value}))  # noqa: UP031 - as a log is written
        assert not tells(f"{attrs.make_class('Holds', ['held'])(value)}")


def test_what_is_shown_is_enough_to_find_it():
    """Ids, days, counts and codes are there."""
    shown = repr(ENTRY)
    for part in ("'e1'", "2026", "'f1'", "tries=5", "role='caregiver'"):
        assert part in shown
    assert "Child(age_months=48, age_on=None)" == repr(CHILD)
    assert "Message(key='core/x')" == repr(MESSAGE)
    assert "('ill', a text of 10 characters)" in repr(attrs.evolve(ENTRY, tags=["ill", "zorblax it"]))


# -- errors


def told(error):
    """All that an error may show in a log: itself, its repr, its findings, its chain; our own lines hold no words."""
    findings = getattr(error, "findings", ())
    return "\n".join([str(error), repr(error), repr(findings), *traceback.format_exception(error, limit=0)])


def quiet(ask, *given_to):
    """Ask for something that fails in our own words, or not at all, and never in the family's."""
    try:
        ask(*given_to)
    except CoachplanError as error:
        said = error
    else:
        return ""
    assert not tells(told(said)), told(said)
    return str(said)


WRONG = [
    None,
    5,
    -1,
    2.5,
    True,
    b"Zorblax",
    NAME + " it",
    SAID,
    [SAID],
    [[SAID]],
    {SAID: SAID},
    {"a": SAID},
    object(),
    DAY,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_a_field_that_is_given_something_else_does_not_tell_what(value):
    """Each field of each value, given what it does not ask for: the sentence names the field."""
    for attribute in attrs.fields(type(value)):
        for wrong in WRONG:
            quiet(lambda a=attribute, w=wrong: attrs.evolve(value, **{a.alias: w}))


def places(raw, path=()):
    """Every place in a document."""
    yield path
    for key, inner in raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ():
        yield from places(inner, (*path, key))


def damaged(raw, path, new):
    """A document with something else in one place; of a new name, beside what is there."""
    if not path:
        return new
    first, *rest = path
    made = copy.copy(raw)
    made[first] = damaged(raw[first], rest, new) if rest else new
    return made


DOCUMENTS = [FAMILY, ENTRY, SUGGESTION, ALERT, APPROVAL, PLAN, REVIEW, [ENTRY, ENTRY]]
PUT_INSTEAD = [None, 5, True, 2.5, SAID, [SAID], {SAID: SAID}, {"key": 5, SAID: [SAID]}]


def kind_of(value):
    return list[Entry] if isinstance(value, list) else type(value)


@pytest.mark.parametrize("value", DOCUMENTS, ids=lambda v: type(v).__name__)
def test_a_damaged_document_is_refused_without_its_words(value, some_of):
    """Whatever stands in whichever place, and whatever names stand beside the right ones."""
    raw = json.loads(dumps(value))
    heard, tried = 0, some_of(places(raw), one_in=11)
    for path in tried:
        for new in PUT_INSTEAD:
            heard += bool(quiet(loads, kind_of(value), json.dumps(damaged(raw, path, new))))
        if path and isinstance(path[-1], str):
            for name in (SAID, "a name of Zorblax"):
                heard += bool(quiet(loads, kind_of(value), json.dumps(damaged(raw, (*path[:-1], name), SAID))))
    assert heard > len(tried)


@given(st.data())
def test_any_damage_is_told_without_the_words(data):
    """Several places at once, with any values that hold the words."""
    value = data.draw(st.sampled_from(DOCUMENTS))
    inside = st.recursive(
        st.sampled_from([SAID, NAME + " it", None, 1, True, "Zorblax's"]),
        lambda inner: (
            st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([SAID, "id", "a b"]), inner, max_size=2)
        ),
        max_leaves=4,
    )
    raw = json.loads(dumps(value))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from([path for path in places(raw) if path]))
        raw = damaged(raw, path, data.draw(inside))
    quiet(loads, kind_of(value), json.dumps(raw))
    quiet(structure, kind_of(value) if not isinstance(value, list) else Entry, raw)


@pytest.mark.parametrize("value", [FAMILY, PLAN, ENTRY, APPROVAL], ids=lambda v: type(v).__name__)
def test_an_id_that_does_not_exist_is_told_where_it_could_be_one(value):
    """Held against a catalogue: a sentence in the place of an id is not repeated, a misspelt id is."""
    raw = json.loads(dumps(value))
    for path in places(raw):
        quiet(lambda p=path: loads(type(value), json.dumps(damaged(raw, p, SAID)), catalogue=Catalogue()))
    text = dumps(attrs.evolve(FAMILY, routines=[Routine("play", "plya")]))
    with pytest.raises(CoachplanError, match="there is no routine kind 'plya'"):
        loads(Family, text, catalogue=Catalogue())


def spoilt(text):
    """A text cut anywhere, with a sign put in, taken out or doubled."""
    for at in range(0, len(text), 7):
        yield text[:at]
        yield text[:at] + text[at + 1 :]
        for sign in '"\\{}[],:=\n\t\x00;':
            yield text[:at] + sign + text[at:]


@pytest.mark.parametrize("value", [FAMILY, ENTRY], ids=lambda v: type(v).__name__)
def test_json_that_is_broken_is_told_by_its_place(value):
    """A cut or a stray sign: line, column and what was expected there."""
    text = dumps(value)
    assert sum(bool(quiet(loads, type(value), each)) for each in spoilt(text)) > len(text)
    assert "is written twice" in quiet(loads_json, '{"id": "x", "Zorblax it": 1, "Zorblax it": 2}')


def test_toml_that_is_broken_is_told_by_its_place(tmp_path, some_of):
    """The same for a family that was written by hand, and for names of tables, which the reader would repeat."""
    text = dumps_toml(json.loads(dumps(FAMILY)), "family.toml")
    for number, each in enumerate(some_of(spoilt(text), one_in=13)):
        file = tmp_path / f"{number}.toml"  # written over and over, one file would wait for its disk
        file.write_bytes(each.encode())
        quiet(read, Family, file)
    for each in (
        '"Zorblax fell" = 1\n"Zorblax fell" = 2',
        '["Zorblax fell"]\n["Zorblax fell"]',
        '[a]\n"Zorblax fell" = {}\n[a."Zorblax fell".b]',
        'a = {"Zorblax fell" = 1, "Zorblax fell" = 2}',
        'a = "Zorblax \\q"',
        "a = Zorblax",
        "a = 2026-02-30 # Zorblax",
        '"Zorblax fell"."Zorblax it" = 1\n"Zorblax fell" = 2',
    ):
        assert quiet(loads_toml, each).startswith("this is not TOML")


NOTE = f"{CUT} {CUT}, {CUT}; {CUT}\n{CUT}"
WRITTEN = attrs.evolve(ENTRY, who=CUT, place=NOTE, worked=NOTE, hard=NOTE, question=NOTE, win=NOTE, tags=["ill"])
LOG = [WRITTEN, attrs.evolve(WRITTEN, id="e2", on=DAY + timedelta(days=1))]


def in_a_log(text):
    """Read a log, and look at what is said of it: the error, or the reasons and the repr."""
    said = quiet(read_log, text)
    if not said:
        log = read_log(text, tags=["ill"])
        assert not tells(repr(log)), repr(log)
        assert not tells(" ".join(row.reason for row in log.bad_rows)), log.bad_rows
    return said


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_a_log_that_is_broken_tells_no_note(format, some_of):  # noqa: A002 - the name that is promised
    """A cut, a stray sign, a column that has slipped: the rows come back with reasons that hold no words."""
    text = dump_log(LOG, format)
    for each in some_of(spoilt(text), one_in=13):
        in_a_log(each)
    for column in ("id", "on", "focus", "tries", "tags", "role", "stress", "win", "language"):
        in_a_log(f"on,focus,{column}\n" if column not in ("on", "focus") else "on,focus\n")
        in_a_log(
            f"id,on,focus,tries,tags,role,stress\n{CUT} it,{CUT},{CUT} it,{SAID!r},{CUT} fell it,{NAME} it,{SAID!r}\n"
        )
        in_a_log(text.replace(column, SAID.split("\n", maxsplit=1)[0], 1))
        in_a_log(text.replace(f'"{column}"', json.dumps(SAID)))
    in_a_log(f"# {SAID}")
    in_a_log(f'{{"format": {json.dumps(SAID)}}}\n')


@pytest.mark.parametrize("wrong", [5, SAID, NAME + " it", [SAID], {SAID: SAID}, FAMILY, ENTRY, b"Zorblax"], ids=repr)
def test_a_question_that_cannot_be_asked_does_not_repeat_itself(wrong):
    """Readers, writers and verbs that are given something else entirely."""
    engine = Engine(plugins=[toy])
    for ask in (
        lambda: loads(Family, wrong),
        lambda: loads(wrong, "{}"),
        lambda: dumps(wrong),
        lambda: loads_toml(wrong),
        lambda: dump_log([wrong]),
        lambda: dump_log(wrong, "jsonl"),
        lambda: read_log(wrong, tags=wrong),
        lambda: read_log("", tags=wrong),
        lambda: engine.propose(FAMILY, on=DAY),
        lambda: engine.propose(attrs.evolve(FAMILY, routines=[Routine("play", "play")]), on=DAY, skill=wrong),
        lambda: engine.say(SUGGESTION, audience=wrong),
    ):
        quiet(ask)


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("shape", LAYOUTS)
def test_a_sheet_tells_no_note_and_no_heading(shape):
    """A heading, a target, a code, a day, a cue that is somebody's words: named by its cell and its length alone."""
    layouts = [
        layout_named(shape, focus="f1", zone="Europe/Madrid"),
        layout_named(shape, focuses={CUT: "f1", "x": "f2"}),
    ]
    headings = ["Date", "Timestamp", "Target", "Step", "x", "T1", "Result", "%", "Cue", "Trials", "Notes", "Tags", CUT]
    said = 0
    for layout in layouts:
        for heading in [*headings, f"{NAME} fell"]:
            for cell in (CUT, f"{CUT} it", f"{NAME} it fell", f"3/4 {CUT}", f"30 % {CUT}", f"+ {CUT}", ""):
                table = f"Date,x,T1,{heading}\n2026-03-02,{cell},+,{cell}\n{cell},+,{cell},{CUT}\n".encode()
                said += bool(quiet(read_workbook, table, layout))
                with contextlib.suppress(CoachplanError):
                    log = read_workbook(table, layout)
                    assert not tells(repr(log))
                    assert not tells(" ".join(row.reason for row in log.bad_rows)), log.bad_rows
    assert said


NO_CASES = [SAID, f'{{"id": "{NAME} it", "plan": "{CUT}"}}', f'["{CUT}"]', f'{{"format": "{CUT}"}}']


@pytest.mark.parametrize("content", NO_CASES)
def test_a_case_that_cannot_be_read_does_not_tell_what_it_says(content):
    """Nor does its result."""
    assert quiet(load_case, Written(content, "c.jsonl, line 2"))
    assert quiet(load_result, content)
    assert not tells(repr(Answer(SAID, content, failed=True)))


# -- the journal


def test_no_error_of_the_journal_tells_what_was_given(tmp_path):
    """A stamp, a name, an id, a point in time that are none; a family, a plan and a place that there is not."""
    with Journal.open(tmp_path / "practice.db") as journal:
        assert not tells(repr(Journal(f"/home/{NAME}", journal._engine)))
        journal.save(PLAN, made_from=None, at=STAMP, by=NAME)
        said = {"at": STAMP, "by": NAME}
        asked = [
            lambda wrong: journal.keep(FAMILY, at=wrong, by=NAME),
            lambda wrong: journal.keep(FAMILY, at=STAMP, by=wrong),
            lambda wrong: journal.keep(wrong, **said),
            lambda wrong: journal.save(PLAN, made_from=wrong, **said),
            lambda wrong: journal.save(attrs.evolve(PLAN, revision=9), made_from=wrong, **said),
            lambda wrong: journal.save(wrong, made_from=None, **said),
            lambda wrong: journal.append([wrong], family="fam", **said),
            lambda wrong: journal.append([ENTRY], family=wrong, **said),
            lambda wrong: journal.append([ENTRY], family="fam", plan=wrong, **said),
            lambda wrong: journal.offered(wrong, family="fam", **said),
            journal.read,
            lambda wrong: journal.read("fam", as_of=wrong),
            journal.plan,
            lambda wrong: journal.erase(wrong, **said),
            lambda wrong: Journal.open(f"{wrong}://{NAME}", make=False),  # a path is a place, and told as it was given
        ]
        refused = [quiet(ask, wrong) for ask in asked for wrong in [*WRONG, f"postgresql://{NAME}:{SAID}@x:y/z"]]

    assert 100 < sum(map(bool, refused))
