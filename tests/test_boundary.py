"""
Whatever is handed to what the doors promise, it is taken, or refused with `CoachplanError`: nothing else comes out.

Every value, verb and reader that a door exports is called rightly, and then with one thing wrong at a time.
"""

from __future__ import annotations

import inspect
from datetime import datetime
from enum import Enum
from pathlib import Path

import attrs
import pytest

import coachplan
import coachplan.audit
import coachplan.measures
import coachplan.simulation
import coachplan.testing
from coachplan.audit import Trail
from coachplan.base.codes import CODES
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message
from coachplan.documents import codec, content, logs, schema
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.measures import judge, lrri, nap
from coachplan.model.evidence import Reading
from coachplan.model.fitted import Calibration, Fitted, Group, HeldOut, Population, RestsOn
from coachplan.model.flags import Help, RedFlag
from coachplan.model.goals import Goal
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Missing, Question, Win
from coachplan.model.suits import Likely, Suited, Suits
from coachplan.simulation import (
    COHORTS,
    TEXTBOOK,
    Compared,
    Difference,
    Figure,
    Life,
    Move,
    Outcome,
    Reliability,
    Result,
    Rules,
    Situation,
    Snapshot,
    Truth,
    UnderBoth,
)
from coachplan.testing import Scenario
from coachplan.testing.builders import ENGINE, FAMILY, FOCUS, OPEN, D, day, entry, of_five
from coachplan.testing.toy import OWN, TOY

#: What only comes out of a simulation, and nobody makes.
RESULTS = {Compared, Difference, Life, Outcome, Reliability, Result, Snapshot, Truth, UnderBoth}


class Word(Enum):
    """Words of somebody's own; its class can be gone through, and none of them can."""

    ONE = "one"


class Unequal:
    """What will not be compared, shown or asked for anything."""

    def _never(self, *_):
        raise RuntimeError("not with me")

    __eq__ = __ne__ = __lt__ = __bool__ = __repr__ = __str__ = _never
    __hash__ = object.__hash__


SAID = "Zorblax fell off the table \N{GRINNING FACE}"

#: What people hand over by mistake: nothing, another kind, a number for a truth value and back, a time for a day, one
#: word for a list, what is no number or too large a one, half a character, what fails when it is asked.
ODD = {
    "nothing": None,
    "bytes": SAID.encode(),
    "table": {SAID: SAID},
    "true": True,
    "time": datetime(2026, 3, 2, 9),  # noqa: DTZ001
    "day": D,
    "word": "x",
    "words": SAID,
    "empty": "",
    "half": "half \ud800",
    "nan": float("nan"),
    "endless": float("-inf"),
    "huge": 10**400,
    "vast": -(10**5000),
    "list": [],
    "list of nothing": [None],
    "list of words": [SAID],
    "number": 3,
    "class": dict,
    "object": object(),
    "member": Word.ONE,
    "unequal": Unequal(),
}

LOG = [*of_five(5, 5, 5), entry(3, worked="He fell and hit his head and was sick", question="Is it all right?")]
HURT = ENGINE.review(OPEN, LOG, on=day(4))
REVIEW = ENGINE.review(OPEN, of_five(5, 5, 5), on=day(3))
PROPOSALS = ENGINE.propose(FAMILY, on=D)
PROPOSAL = PROPOSALS[0]
VIEW, ASKING = HURT.for_caregiver(), ENGINE.review(OPEN, [entry(1, 3, question="Why?")], on=day(1)).for_caregiver()
GOAL = Goal("calm mornings", routine="play")
WANTED = ENGINE.review(attrs.evolve(OPEN, family=attrs.evolve(FAMILY, goals=[GOAL])), of_five(5, 5, 5), on=day(3))
SUGGESTION, ALERT = REVIEW.next_steps[0], HURT.alerts[0]
SCENARIO = Scenario(name="a", certainty="sure", plan=OPEN, entries=LOG, review_day=day(4))
AUDITED = coachplan.audit.audited(ENGINE, OPEN, of_five(5, 5, 5), REVIEW)
HELD_OUT = HeldOut(
    parts=4, families=60, days=900, shipped=1.5, fitted=1.4, gain=0.1, low=0.05, high=0.15,
    as_shipped=[Calibration(said=0.5, was=0.6, days=90)],
)  # fmt: skip
_GAP, _SIXTY = Population(step_gap=1.2), RestsOn(step_gap=60)
_LIKELY = Likely(low=0.4, share=0.5, high=0.7)
SUITS = Suits(
    rows=[Suited(strategy="toy/show-first", low=9, suited=14, high=17, families=23, likely=_LIKELY)], another=_LIKELY
)
GROUP = Group(
    discipline="toy", skill="toy/stack-blocks", values=_GAP, low=_GAP, high=_GAP, families=_SIXTY, days=_SIXTY
)
FITTED = Fitted(
    values=_GAP, low=Population(step_gap=1.0), high=Population(step_gap=1.4), families=_SIXTY, days=_SIXTY,
    by="Dana, OT", on=day(9), version="0.1.0", held_out=HELD_OUT,
    suits=SUITS, groups=[GROUP], by_group=HELD_OUT,
)  # fmt: skip
AUDIT = coachplan.audit.again(ENGINE, attrs.evolve(AUDITED, entries=LOG))
DIFFERENCE = AUDIT.differences[0]
POLICY, COHORT = next(iter(TEXTBOOK.values())), next(iter(COHORTS.values()))

#: One value of each class of the doors, to be made again with one thing wrong.
VALUES = (
    OPEN, FAMILY, FAMILY.child, FAMILY.caregivers[0], FAMILY.routines[0], FOCUS, OPEN.approval, LOG[0], REVIEW,
    SUGGESTION, ALERT, PROPOSALS, PROPOSAL, VIEW,
    REVIEW.for_caregiver().next_steps[0], REVIEW.why_not("f1", "lighten"), SUGGESTION.action,
    Finding(what="A sentence."), Help(), TOY, next(iter(TOY.skills.values())), next(iter(TOY.skills.values())).steps[0],
    OWN, next(iter(TOY.strategies.values())), RedFlag("toy/a", "now", words={"en": ["fell"]}, say="Call."),
    Rule("toy/r", "tries > 3", then="continue", say="Go on."), ENGINE.plugins[0], ENGINE.options(OPEN, "f1", on=D)[0],
    Win(entry="e1", focus="f1", words="He did"), Question(entry="e1", focus="f1", words="Why?"),
    Missing(what="tries", about="f1", message=Message("core/x")), HURT.mentions[0], Reading(mentions=HURT.mentions),
    VIEW.alerts[0],
    ASKING.questions[0], GOAL, WANTED.goals[0], AUDITED, AUDITED.made_with, Trail(audited=[AUDITED]), AUDIT,
    FITTED, GROUP, FITTED.values, FITTED.families, HELD_OUT, HELD_OUT.as_shipped[0],
    SUITS, SUITS.rows[0], _LIKELY,
    DIFFERENCE,
    logs.Log(), logs.BadRow(line=1, reason="R.", raw="x", words="x"), COHORT, POLICY, Rules(name="ours"), Situation(),
    Move(kind="continue", now=Situation()), Figure(1.0), nap([1, 2], [3, 4]), judge([1, 2, 3, 2, 1], [4, 5, 6, 5, 6]),
)  # fmt: skip

#: A right value for every argument, by its name; where a name means two things, by that of the function, too.
RIGHT = {
    "plan": OPEN, "plans": [(OPEN, LOG)], "family": FAMILY, "entries": of_five(5, 5, 5), "entry": LOG[0], "on": day(3),
    "by": "Dana, OT", "focus": "f1", "focus_id": "f1", "routine_id": "play", "skill": "toy/stack-blocks",
    "strategy": "toy/show-first", ("opened_despite", "item"): "toy/firm-seat",
    "suggestion": SUGGESTION, "alert": ALERT, "approval": OPEN.approval, "review": REVIEW,
    "until": day(9), "text": "He stacked four.", "kind": "step-up", "signal": "tries", "action": SUGGESTION.action,
    "flag": "toy/all-day-hiccups", "written": day(2),
    "value": OPEN, "baseline": [1, 2, 3, 2, 1, 2], "treatment": [3, 4, 5, 4, 5, 6], "values": [1, 2, 4, 3],
    "levels": [0, 1], "goal": 9, "engine": ENGINE, "catalogue": TOY, "cohort": COHORT, "seed": 1, "days": 14,
    "policy": POLICY, "policies": [POLICY], "engines": {"ours": ENGINE}, "families": 1, "weeks": 1, "found": (),
    "results": (), ("Engine", "plugins"): (), "said": (), "examples": 1, "plugin": "no-such-plugin",
    ("loads", "kind"): Plan, ("loads", "text"): codec.dumps(OPEN), ("read", "kind"): Plan, ("structure", "kind"): Plan,
    ("structure", "raw"): {}, ("read_log", "source"): logs.dump_log(LOG),
    ("words_of_bad_rows", "log"): logs.Log(), ("dump_log", "entries"): LOG,
    ("content_from_text", "text"): 'format = "coachplan-content/1"', ("read_catalogue", "folder"): Path("nowhere"),
    ("read_files", "files"): [("a.toml", Path("nowhere.toml"))], ("d_from_nap", "value"): 0.8,
    ("percent_change", "ratio"): lrri([1, 2], [3, 4]), ("parting", "first"): ENGINE, ("parting", "second"): ENGINE,
    ("compare", "first"): Rules(name="a"), ("compare", "second"): Rules(name="b"),
    ("load_scenarios", "path"): "nowhere",
    ("run_scenario", "scenario"): SCENARIO,
    ("differences", "first"): "a", ("differences", "second"): "b", ("clause_coverage", "scenarios"): (),
    ("from_dict", "kind"): Plan, "mapping": codec.to_dict(OPEN), "kinds": [Plan], ("schema", "kind"): Plan,
    ("write_schemas", "folder"): Path("nowhere"),
    "texts": ENGINE.catalogue.words, ("kind_of_form", "form"): "plan",
    ("read_folder", "folder"): Path("nowhere"), ("keep", "folder"): Path("nowhere"), ("split_phases", "phases"): "AABB",
    ("approve", "role"): "clinician", ("answer", "question"): ASKING.questions[0], ("answer", "words"): "Yes.",
    ("with_parameters", "values"): {"core/lately-days": 4}, "audited": AUDITED, "message": DIFFERENCE.what,
    "fitted": FITTED,
    ("hold", "on"): day(3), ("clear", "on"): day(4), ("clear", "role"): "clinician",
}  # fmt: skip

#: Not tried: what starts processes, and what is called with every step of a long work.
LEFT_OUT = {"workers", "progress"}


def functions():
    """Every function and method of the doors, with the name that it is known by."""
    for value in (ENGINE, REVIEW, OPEN, FAMILY, FAMILY.child, OPEN.approval, ENGINE.track(OPEN, LOG)):
        for name, found in inspect.getmembers(value, inspect.ismethod):
            if not name.startswith("_"):
                yield f"{type(value).__name__}.{name}", found
    yield "Engine", Engine
    doors = (coachplan.audit, coachplan.measures, coachplan.simulation, coachplan.testing)
    for module in (codec, schema, logs, content, *doors):
        for name in module.__all__:
            found = getattr(module, name)
            if inspect.isfunction(found):
                yield f"{module.__name__.rpartition('.')[2]}.{name}", found


FUNCTIONS = dict(functions())


#: What says where a mistake is: what is given for it is told as the place.
PLACES = {"path", "folder", "files", "content", "name", "where", "item", "plugins"}


def only_ours(call, /, *values, wrong="", **named):
    """Call; what comes out as an error is ours, says something, and nothing of what was written."""
    try:
        call(*values, **named)
    except CoachplanError as error:
        said = error
    else:
        return
    assert said.findings
    assert all(finding.code in CODES for finding in said.findings), said.findings
    assert wrong in PLACES or "orblax" not in f"{said}{said!r}{said.findings}", str(said)


def wrongly(call, right):
    """Call with one thing wrong at a time: every odd value, a name too many, one that is missing, all without names."""
    for name in right:
        for odd in ODD.values():
            only_ours(lambda wrong=name, odd=odd: call(**{**right, wrong: odd}), wrong=name)
        only_ours(call, **{other: value for other, value in right.items() if other != name})
    with pytest.raises(CoachplanError):
        call(**right, zorblax=1)
    only_ours(call, *range(30))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_constructor_raises_nothing_but_ours(value):
    """Every class of the doors, made again with one field wrong."""
    wrongly(type(value), {each.alias: getattr(value, each.name) for each in attrs.fields(type(value)) if each.init})


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_raises_nothing_but_ours(name, tmp_path, monkeypatch):
    """Every verb and reader, called with one argument wrong."""
    monkeypatch.chdir(tmp_path)
    function, short = FUNCTIONS[name], name.rpartition(".")[2]
    takes = inspect.signature(function).parameters
    right = {
        each: RIGHT.get((short, each), RIGHT.get(each)) for each in takes if (short, each) in RIGHT or each in RIGHT
    }
    right |= {"path": tmp_path / "a.json"} if "path" in takes and "path" not in right else {}
    for each, parameter in takes.items():
        if each not in right and each not in LEFT_OUT and parameter.kind is not parameter.VAR_KEYWORD:
            assert parameter.default is not parameter.empty, f"{name} has no right value for {each}"
            right[each] = parameter.default
    wrongly(function, right)


def test_every_class_of_the_doors_is_tried():
    """What is exported and made by hand stands among the values above."""
    made = {type(value) for value in VALUES}
    doors = (coachplan, coachplan.audit, coachplan.measures, coachplan.simulation, logs)
    classes = {getattr(door, name) for door in doors for name in door.__all__ if attrs.has(getattr(door, name))}
    assert not classes - made - RESULTS
