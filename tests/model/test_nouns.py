"""
The nouns are frozen values that refuse what cannot be, and keep as written what merely looks odd.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import isfinite

import pytest
from attrs import evolve, fields
from attrs.exceptions import FrozenInstanceError

from coachplan.base.errors import CoachplanError, InvalidError
from coachplan.base.messages import Message
from coachplan.documents.codec import structure, unstructure
from coachplan.documents.files import dumps_json, loads_json
from coachplan.knowledge.rules import Parameter, Rule
from coachplan.model.actions import KINDS, Action
from coachplan.model.approvals import Approval
from coachplan.model.entries import CORE_TAGS, Entry, impossible
from coachplan.model.evidence import Basis, ClauseTrace, Mention, Reading, RuleTrace, SignalValue
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import Answer, Help, Phrasing, RedFlag, more_urgent
from coachplan.model.plans import Change, Focus, Plan
from coachplan.model.skills import Skill, Source, Step
from coachplan.model.strategies import Barrier, RoutineKind, Strategy, Tag

D = date(2026, 3, 2)
FAMILY = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("play", "play"), Routine("bed", "bedtime")], id="sam")
FOCUS = Focus("f1", "play", skill="toy/stack-blocks", step=2, strategy="toy/show-first", since=D)
PLAN = Plan("p1", FAMILY, focuses=[FOCUS])

REFUSED = CoachplanError

# -- family


def test_lists_are_kept_as_tuples():
    """A list given is a tuple kept, so that no value changes under anybody's hands."""
    child = Child("Sam", 48, interests=["trains"], cautions=["seizures"])
    assert (("trains",), ("seizures",)) == (child.interests, child.cautions)
    assert isinstance(FAMILY.routines, tuple)
    with pytest.raises(FrozenInstanceError):
        child.name = "Kim"


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2026, 3, 2), 48),
        (date(2026, 4, 1), 48),
        (date(2026, 4, 2), 49),
        (date(2027, 3, 2), 60),
        (date(2025, 3, 2), 48),
    ],
)
def test_a_child_grows(on, months):
    """The age counts whole months from the day it was true, and never falls below what was given."""
    assert months == Child("Sam", 48, age_on=D).age_in_months(on)
    assert months == Child("Sam", 48).age_in_months(on, first_day=D)


def test_without_a_day_the_age_stands():
    """An age that was true on no known day does not grow."""
    assert 48 == Child("Sam", 48).age_in_months(date(2030, 1, 1))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Child(3, 48),
        lambda: Child("Sam", "48"),
        lambda: Child("Sam", -1),
        lambda: Child("Sam", 48.5),
        lambda: Child("Sam", 48, interests="trains"),
        lambda: Caregiver("Alex", confidence=11),
        lambda: Caregiver(None),
        lambda: Routine("play", "play", days_a_week=8),
        lambda: Routine("play", "play", minutes=0),
        lambda: Routine("play", "play", part_of_day="mornin"),
        lambda: Routine("play", "play", goes=6),
        lambda: Routine("play", "play", matters=0),
        lambda: Family(Child("Sam", 48), [Caregiver("Alex")], minutes_a_day=-5, id="sam"),
    ],
)
def test_a_family_refuses_what_cannot_be(make):
    """Wrong types and impossible values are refused where they are written, not when they are used."""
    with pytest.raises(REFUSED):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Family("Sam", [Caregiver("Alex")], id="sam"),
        lambda: Family(Child("Sam", 48), "Alex", id="sam"),
        lambda: Family(Child("Sam", 48), ["Alex"], id="sam"),
        lambda: Family(Child("Sam", 48), [Caregiver("Alex")], ["play"], id="sam"),
        lambda: Plan("p1", FAMILY, focuses=["f1"]),
    ],
)
def test_a_value_refuses_parts_of_another_kind(make):
    """A name is not a caregiver, and a word is not a routine, a child or a focus."""
    with pytest.raises(REFUSED):
        make()


def test_the_language_is_the_first_caregivers():
    """The first caregiver's language is the family's; English where nobody is named."""
    assert "es" == Family(Child("Sam", 48), [Caregiver("Ana", language="es"), Caregiver("Bo")], id="sam").language
    assert "en" == Family(Child("Sam", 48), [], id="sam").language


@pytest.mark.parametrize(
    "names",
    [("Maria", "Jo", "Maria"), ("Maria", "Jo", "MARIA "), ("José", "Jo", "Jose\u0301"), ("Nan", "nan", "Nan\u200b")],
)
def test_two_caregivers_of_one_name_are_told_apart_or_refused(names):
    """However it is typed: what one wrote would be told as the other's. It is said which two they are, and not how they
    are called."""
    with pytest.raises(InvalidError) as refused:
        Family(Child("Sam", 48), list(map(Caregiver, names)), id="fam-7")
    (finding,) = refused.value.findings
    assert ("caregivers[2]", "duplicate") == (finding.item, finding.code)
    assert "the family 'fam-7' has a caregiver of this name already, at caregivers[0]." == finding.what
    assert "Maria (aunt)" in finding.hint
    assert names[0] not in finding.what
    with pytest.raises(InvalidError, match=r"caregivers\[2\]: the family has a caregiver of this name already"):
        structure(Family, {"id": "x", "child": {"name": "Sam", "age_months": 48}, "caregivers": [
            {"name": each} for each in names
        ]})  # fmt: skip


@pytest.mark.parametrize("names", [("Maria", "Maria (aunt)"), ("Jose", "José"), ("", "n/a"), ("Nan", "nan")])
def test_who_is_told_apart_may_be_in_one_family(names):
    """An accent left out may be another person; and who has no name has not the same one."""
    assert 2 == len(Family(Child("Sam", 48), list(map(Caregiver, names)), id="sam").caregivers)


def test_a_routine_is_found_by_its_id():
    """A family knows its routines by id, and has none that it has not."""
    assert "bedtime" == FAMILY.routine("bed").kind
    assert FAMILY.routine("dinner") is None


# -- skills, strategies, flags, actions


@pytest.mark.parametrize(
    "make",
    [
        lambda: Step("t", "l", support="hands"),
        lambda: Step("t", "l", target="5"),
        lambda: Skill("toy/a", "A", discipline="toy", steps=[]),
        lambda: Skill("toy/a", "A", discipline="toy", steps=[Step("t", "l")], measure="trys"),
        lambda: Skill("toy/a", "A", discipline="toy", steps=[Step("t", "l")], ages=(1,)),
        lambda: Skill("toy/a", "A", discipline="toy", steps=[Step("t", "l")], routines="play"),
        lambda: Strategy("toy/a", "A", what="w", when="w", why=3),
        lambda: Strategy("toy/a", "A", what="w", when="w", why="w", clinician_only="yes"),
        lambda: RedFlag("toy/a", "urgent", words={}, say="s"),
        lambda: RedFlag("toy/a", "now", words={"en": "one phrase"}, say="s"),
        lambda: Action("stepup"),
    ],
)
def test_knowledge_refuses_what_cannot_be(make):
    """An unknown kind of help, measure, urgency or step, and a ladder without rungs, are refused."""
    with pytest.raises(REFUSED):
        make()


def test_the_more_urgent_of_two():
    """Now before today before soon."""
    assert "now" == more_urgent("soon", "now")
    assert "today" == more_urgent("today", "soon")


@pytest.mark.parametrize(
    ("urgency", "pauses", "expected"),
    [("now", None, True), ("today", False, True), ("soon", None, False), ("soon", False, False), ("soon", True, True)],
)
def test_which_flags_pause_a_plan(urgency, pauses, expected):
    """Now and today always pause; soon only where the flag says so."""
    assert expected is RedFlag("toy/a", urgency, words={}, say="s", pauses=pauses).pauses_plan


def test_every_kind_of_step_is_an_action():
    """The kinds of the contract are all there."""
    named = "continue step-up step-down change-strategy change-routine lighten generalise maintain clarify pause"
    assert set(named.split()) == set(KINDS)
    assert all(Action(kind).kind == kind for kind in KINDS)


# -- entries


def test_anything_but_the_day_and_the_focus_may_be_missing():
    """Missing is not zero: what was not written is None."""
    entry = Entry("e1", D, focus="f1")
    assert entry.tries is None
    assert entry.successes is None
    assert () == impossible(entry)


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"tries": 5, "successes": 7}, "successes"),
        ({"tries": 5, "successes": -1}, "successes"),
        ({"tries": -5}, "tries"),
        ({"confidence": 11}, "confidence"),
        ({"confidence": float("nan")}, "confidence"),
        ({"stress": 0}, "stress"),
        ({"minutes": 2000}, "minutes"),
        ({"amount": float("inf")}, "amount"),
        ({"tries": 10**9}, "tries"),
    ],
)
def test_an_impossible_count_is_kept_and_named(written, field):
    """7 of 5 never raises: it stays as it was written, and what cannot be is named with the reason."""
    entry = Entry("e1", D, focus="f1", hard="words are kept", **written)
    assert field in [name for name, _ in impossible(entry)]
    assert "words are kept" == entry.hard


@pytest.mark.parametrize("written", [{"successes": 3}, {"tries": 3}])
def test_half_of_a_count_is_no_mistake(written):
    """Who wrote how often it worked and not out of how many wrote what they saw."""
    assert () == impossible(Entry("e1", D, focus="f1", **written))


def test_no_try_is_not_a_failed_try():
    """0 of 0 is possible."""
    assert () == impossible(Entry("e1", D, focus="f1", tries=0, successes=0))


@pytest.mark.parametrize(
    "written",
    [
        {"tries": "5"},
        {"tries": 5.0},
        {"tries": True},
        {"stress": True},
        {"part_of_day": "mornin"},
        {"support": "hands"},
        {"did_strategy": True},
        {"role": "nurse"},
        {"tags": "ill"},
        {"revision": -1},
        {"hard": None},
        {"focus": 1},
    ],
)
def test_an_entry_refuses_a_wrong_type(written):
    """A number is a number and a word is a word: text, truth values and unknown words are refused."""
    with pytest.raises(REFUSED):
        Entry(**{"id": "e1", "on": D, "focus": "f1", **written})


@pytest.mark.parametrize("bad", ["2026-03-02", 20260302, None, datetime(2026, 3, 2, 9)])  # noqa: DTZ001 - the mistake
def test_a_day_is_a_date(bad):
    """A text, a number and a moment with a clock are no days: no day may depend on the hour or the zone."""
    with pytest.raises(REFUSED):
        Entry("e1", bad, focus="f1")
    with pytest.raises(REFUSED):
        evolve(FOCUS, since=bad)


def test_tags_have_no_order():
    """Tags are a set: sorted, and each once."""
    assert ("ill", "tired") == Entry("e1", D, focus="f1", tags=["tired", "ill", "tired"]).tags
    assert 14 == len(set(CORE_TAGS))


# -- plans


@pytest.mark.parametrize(
    "new",
    [
        {"step": 0},
        {"step": "2"},
        {"step": True},
        {"minutes": 0},
        {"days_per_week": 8},
        {"aim": 1.2},
        {"baseline": -0.1},
        {"part_of_day": "noon"},
        {"maintaining": "yes"},
        {"aim_day": "later"},
    ],
)
def test_a_focus_refuses_what_cannot_be(new):
    """Steps count from 1, shares run from 0 to 1, and a week has seven days."""
    with pytest.raises(REFUSED):
        evolve(FOCUS, **new)


def test_an_approval_of_everything_opens_all_that_fits():
    """Every step of the plan's skills, every strategy, and every routine of the family."""
    everything = Approval.everything(PLAN, by="Dana", on=D)
    assert "all" == everything.highest_step("toy/stack-blocks")
    assert all(everything.opens(Action("step-up", step=step), FOCUS) for step in (3, 4, 1000))
    assert everything.highest_step("toy/wave-bye") is None
    assert everything.opens_strategy("toy/anything")
    assert ("play", "bed") == everything.routines


def test_an_approval_opens_only_what_it_names():
    """What was not opened stays closed."""
    narrow = Approval("Dana", D, steps={"toy/stack-blocks": 3}, strategies=["toy/show-first"])
    assert 3 == narrow.highest_step("toy/stack-blocks")
    assert not narrow.opens_strategy("toy/wait-and-look")
    assert Approval("Dana", D).highest_step("toy/stack-blocks") is None


@pytest.mark.parametrize("steps", [{"toy/stack-blocks": "3"}, {"toy/stack-blocks": 2.5}, {3: 3}, ["toy/stack-blocks"]])
def test_an_approval_refuses_steps_that_are_none(steps):
    """The highest open step is a whole number by skill, or it is refused where it is written."""
    with pytest.raises(REFUSED):
        Approval("Dana", D, steps=steps)


def test_the_first_day_of_a_plan_is_the_earliest_of_its_focuses():
    """Also of a focus that has moved on."""
    later = evolve(FOCUS, since=D + timedelta(days=9))
    moved = Plan(
        "p1",
        FAMILY,
        focuses=[later],
        history=[Change(on=D, kind="step-up", by="A", focus="f1", before=FOCUS, after=later)],
    )
    assert D == moved.first_day
    assert Plan("p1", FAMILY, focuses=[]).first_day is None


def test_phases_follow_the_history():
    """A change made on a day counts from the next, so the day itself belongs to the phase before."""
    changed = D + timedelta(days=4)
    after = evolve(FOCUS, step=3, since=changed + timedelta(days=1))
    plan = Plan(
        "p1",
        FAMILY,
        focuses=[after],
        history=[Change(on=changed, kind="step-up", by="A", focus="f1", before=FOCUS, after=after)],
    )
    one, two = plan.phases("f1")
    assert (None, changed, 2) == (one.first, one.last, one.focus.step)
    assert (changed + timedelta(days=1), None, 3) == (two.first, two.last, two.focus.step)


def test_a_focus_that_ended_is_still_known():
    """Its entries belong to the plan, though it is practised no more."""
    ended = Plan("p1", FAMILY, focuses=[], history=[Change(on=D, kind="end", by="A", focus="f1", before=FOCUS)])
    assert ended.knows("f1")
    assert not ended.knows("f2")
    assert ended.focus("f1") is None


# -- every field of every value

SOURCE = Source("s", "Somebody, 2020", "CON")
MENTION = Mention(words="choked", kind="affirmed", flag="toy/a")
CLAUSE = ClauseTrace(clause="x > 1", verdict=None, signal="x", needed="> 1")
VALUES = [
    FAMILY,
    FAMILY.child,
    FAMILY.caregivers[0],
    FAMILY.routines[0],
    Entry("e1", D, focus="f1"),
    Action("step-up", step=2),
    Message("core/x", {"n": 1}),
    MENTION,
    Reading(mentions=[MENTION]),
    SignalValue(signal="x", focus="f1", value=1),
    CLAUSE,
    RuleTrace(focus="f1", rule="core/x", verdict=True, clauses=[CLAUSE]),
    Basis(signal="x", seen="yes", needed="== yes"),
    SOURCE,
    Step("Two", "Two stand.", target=2),
    Skill("toy/a", "A", discipline="toy", steps=[Step("Two", "Two stand.")], ages=(12, 36), sources=[SOURCE]),
    Strategy("toy/b", "B", what="a", when="b", why="c", sources=[SOURCE]),
    Barrier("toy/c", {"en": ["no time"]}, means="a", ask="b"),
    RoutineKind("tea", "Tea"),
    Tag("toy/t", "T"),
    Rule("toy/r", "x > 1", then="lighten", needs="clinician", about="load", sources=[SOURCE]),
    Parameter("toy/p", 2, what="a"),
    RedFlag("toy/a", "now", words={"en": ["chok*"]}, say="s", sources=[SOURCE]),
    Answer("toy/a", {"en": ["spoon"]}, say="s"),
    Phrasing("toy/a", "es", "no"),
    Help(emergency="112"),
]
NOT_ASKED_FOR = [
    None,
    5,
    -1,
    2.5,
    True,
    float("nan"),
    float("inf"),
    "",
    "x",
    b"x",
    [],
    ["x"],
    [5],
    {},
    {"x": 5},
    object(),
    D,
    datetime(2026, 3, 2, 9),  # noqa: DTZ001 - the mistake
    FAMILY,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_that_can_be_made_can_be_kept(value):
    """Each field, given each kind of thing: refused in a sentence, or the value is written and comes back equal."""
    refused = []
    for attribute in fields(type(value)):
        for given in NOT_ASKED_FOR:
            try:
                made = evolve(value, **{attribute.alias: given})
            except REFUSED as error:
                refused.append(str(error))
                continue
            if isinstance(value, Entry) and isinstance(given, float) and not isfinite(given):
                continue  # an impossible number is kept as it was written, and refused where it is written down
            written = loads_json(dumps_json(unstructure(made)))
            assert made == structure(type(value), written), (attribute.name, given)
    assert len(refused) >= len(fields(type(value)))
    assert [] == [said for said in refused if not said.endswith((".", "?", "is not iterable"))]
