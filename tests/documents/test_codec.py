"""
Documents: what we wrote comes back equal, and what is wrong is told in words a person can act on.
"""

from __future__ import annotations

import json
import sys
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Message, Texts
from coachplan.base.names import same_name
from coachplan.documents.codec import dumps, from_dict, loads, read, to_dict, write
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.actions import KINDS, Action
from coachplan.model.approvals import Approval
from coachplan.model.entries import CORE_TAGS, Entry
from coachplan.model.evidence import MENTION_KINDS, Basis, ClauseTrace, Mention, RuleTrace, SignalValue
from coachplan.model.family import PARTS_OF_DAY, Caregiver, Child, Family, Routine
from coachplan.model.goal_standings import GoalStanding
from coachplan.model.goals import Goal
from coachplan.model.plans import Change, Clearance, Declined, Focus, Hold, OpenFlag, Plan
from coachplan.model.proposals import Proposal
from coachplan.model.reviews import Review
from coachplan.model.skills import SUPPORTS, Skill, Source, Step
from coachplan.model.strategies import RoutineKind, Strategy, Tag
from coachplan.model.suggestions import Alert, Missing, Question, Suggestion, Win

DAY = date(2026, 3, 14)

# -- what documents are made of

texts = st.text(max_size=12)
days = st.dates(min_value=date(1, 1, 1))
words = st.lists(texts, max_size=3).map(tuple)
finite = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-(10**12), 10**12)
positive = st.floats(0.5, 1e6) | st.integers(1, 10**6)
shares = st.none() | st.floats(0, 1) | st.sampled_from([0, 1])
maybe_number = st.none() | finite
seen = st.none() | finite | texts
roles = st.sampled_from(["caregiver", "clinician"])
messages = st.recursive(
    st.builds(Message, texts),
    lambda inner: st.builds(
        Message, texts, st.dictionaries(texts, texts | finite | st.booleans() | inner, max_size=3).map(dict)
    ),
    max_leaves=4,
)


def tuples(inner):
    return st.lists(inner, max_size=2).map(tuple)


children = st.builds(
    Child, texts, st.integers(0, 300), age_on=st.none() | days, interests=words, strengths=words, cautions=words,
    assessed=words,
)  # fmt: skip
languages = st.sampled_from(["en", "es-MX", "pt-BR", "zh-Hant", "xx"])
caregivers = st.builds(
    Caregiver, texts, language=languages, confidence=st.none() | st.floats(0, 10) | st.integers(0, 10)
)
#: No two of one name.
people = st.lists(caregivers, max_size=2, unique_by=lambda one: same_name(one.name)).map(tuple)
routines = st.builds(
    Routine, texts, texts, label=texts, days_a_week=st.integers(1, 7), minutes=st.none() | positive,
    part_of_day=st.none() | st.sampled_from(PARTS_OF_DAY), who=words, place=texts,
    goes=st.none() | st.integers(1, 5), matters=st.none() | st.integers(1, 5),
)  # fmt: skip
goals = st.builds(Goal, texts.filter(str.strip), routine=texts, discipline=texts, skill=texts, by=texts)
families = st.builds(
    Family, children, people, routines=tuples(routines), values=words, avoid=words, materials=words,
    minutes_a_day=st.none() | positive, id=texts.filter(str.strip), goals=tuples(goals),
)  # fmt: skip
focuses = st.builds(
    Focus, texts, texts, skill=texts, step=st.integers(1, 9), strategy=texts, since=days, minutes=positive,
    days_per_week=st.integers(1, 7), cue=texts, why=texts, baseline=shares, aim=shares, aim_day=st.none() | days,
    part_of_day=st.none() | st.sampled_from(PARTS_OF_DAY), generalising=st.booleans(), maintaining=st.booleans(),
)  # fmt: skip
approvals = st.builds(
    Approval, texts, days, strategies=words, routines=words,
    steps=st.none() | st.dictionaries(texts, st.integers(1, 99) | st.just("all"), max_size=3),
)  # fmt: skip
actions = st.builds(
    Action, st.sampled_from(KINDS), step=st.none() | st.integers(1, 9), strategy=st.none() | texts,
    routine=st.none() | texts, part_of_day=st.none() | st.sampled_from(PARTS_OF_DAY), minutes=st.none() | positive,
    days_per_week=st.none() | st.integers(1, 7),
)  # fmt: skip
plans = st.builds(
    Plan, texts, families, focuses=tuples(focuses), approval=st.none() | approvals,
    holds=tuples(st.builds(Hold, focus=texts, until=days, by=texts, on=days, why=texts)),
    cleared=tuples(st.builds(Clearance, entry=texts, flags=words, words=words, by=texts, on=days, note=texts)),
    open_flags=tuples(
        st.builds(OpenFlag, entry=texts, flag=texts, urgency=st.sampled_from(["now", "soon"]), words=texts, on=days)
    ),
    declined=tuples(st.builds(Declined, focus=texts, action=actions, rule=texts, by=texts, on=days, why=texts)),
    history=tuples(
        st.builds(
            Change, on=days, kind=st.sampled_from([*KINDS, "record", "end"]), by=texts, role=roles, focus=texts,
            rule=texts, why=texts, before=st.none() | focuses, after=st.none() | focuses, revision=st.integers(0, 9),
        )
    ),
    revision=st.integers(0, 99),
)  # fmt: skip
entries = st.builds(
    Entry, texts, days, focus=texts, revision=st.integers(0), part_of_day=st.none() | st.sampled_from(PARTS_OF_DAY),
    who=texts, place=texts, role=roles, tries=st.none() | st.integers(),
    successes=st.none() | st.integers(), amount=maybe_number, minutes=maybe_number,
    support=st.none() | st.sampled_from(SUPPORTS), did_strategy=st.sampled_from([None, "yes", "partly", "no"]),
    confidence=maybe_number, stress=maybe_number, worked=texts, hard=texts, question=texts, win=texts,
    language=st.none() | texts, tags=words,
)  # fmt: skip
suggestions = st.builds(
    Suggestion, focus=texts, action=actions, rule=texts, message=messages, plan=texts, revision=st.integers(0, 9),
    basis=tuples(st.builds(Basis, signal=texts, seen=seen, needed=texts, low=maybe_number, high=maybe_number)),
    evidence=words, sources=tuples(st.builds(Source, texts, texts, st.sampled_from(["SR", "OWN"]))), needs=roles,
    review_by=st.none() | days, queued=st.none() | messages, held=tuples(messages), language=texts,
)  # fmt: skip
urgencies = st.sampled_from(["now", "today", "soon"])
alerts = st.builds(
    Alert, urgency=urgencies, flags=words, words=words, urgencies=tuples(urgencies), entry=texts, on=days,
    pauses=st.booleans(), messages=tuples(messages), language=texts,
)  # fmt: skip
clauses = st.builds(
    ClauseTrace, clause=texts, verdict=st.none() | st.booleans(), signal=texts, seen=seen, needed=texts,
    negated=st.booleans(),
)  # fmt: skip
reviews = st.builds(
    Review, id=texts, plan=texts, on=days, next_steps=tuples(suggestions), alerts=tuples(alerts),
    wins=tuples(st.builds(Win, entry=texts, focus=texts, words=texts, by=st.sampled_from(["child", "caregiver"]))),
    questions=tuples(
        st.builds(Question, entry=texts, focus=texts, words=texts, answers=words, messages=tuples(messages))
    ),
    readings=tuples(
        st.builds(
            SignalValue, signal=texts, focus=texts, value=seen, low=maybe_number, high=maybe_number, entries=words,
            lacks=st.none() | messages,
        )
    ),
    trace=tuples(
        st.builds(RuleTrace, focus=texts, rule=texts, verdict=st.none() | st.booleans(), clauses=tuples(clauses))
    ),
    missing=tuples(st.builds(Missing, what=texts, about=texts, message=messages)),
    mentions=tuples(
        st.builds(Mention, words=texts, kind=st.sampled_from(MENTION_KINDS), flag=texts,
                 urgency=st.none() | urgencies, start=st.integers(0, 99))
    ),
    language=texts, made_with=tuples(st.tuples(texts, texts)),
    goals=tuples(
        st.builds(GoalStanding, goal=goals, focuses=words, message=messages, numbers=tuples(messages), language=texts)
    ),
)  # fmt: skip
proposals = st.builds(
    Proposal, plan=plans, reasons=words, cautions=words, left_out=words, together=words,
    score=st.floats(allow_nan=False, width=16)
    .filter(lambda score: abs(score) < 9e9),
)  # fmt: skip


# -- law 3


@given(plans)
def test_a_plan_comes_back_equal(plan):
    """Read what you wrote: the same plan."""
    assert plan == loads(Plan, dumps(plan))


@given(st.lists(entries, max_size=4))
def test_entries_come_back_equal(log):
    """Read what you wrote: the same entries, one by one and as a list."""
    assert log == loads(list[Entry], dumps(log))
    assert tuple(log) == loads(tuple[Entry, ...], dumps(tuple(log)))
    for entry in log:
        assert entry == loads(Entry, dumps(entry))


@given(reviews)
def test_a_review_comes_back_equal(review):
    """Read what you wrote: the same review, the id that names its inputs included."""
    again = loads(Review, dumps(review))

    assert review == again
    assert review.id == again.id


@given(st.one_of(families, proposals, approvals, suggestions, alerts))
def test_every_other_document_comes_back_equal(value):
    """Families, proposals, approvals, single suggestions and alerts come back equal, also without indentation."""
    assert value == loads(type(value), dumps(value))
    assert value == loads(type(value), dumps(value, indent=None))


@given(family=families)
def test_a_family_comes_back_equal_from_toml(tmp_path_factory, family):
    """A family is written by hand as TOML; written by us it is read the same."""
    path = tmp_path_factory.mktemp("families") / "family.toml"
    write(family, path)

    assert family == read(Family, path)


def test_a_whole_number_stays_whole():
    """5 stays 5 and 5.5 stays 5.5, in a field that takes either."""
    entry = loads(Entry, dumps(Entry("e1", DAY, focus="f1", minutes=5, amount=5.5)))

    assert (int, float) == (type(entry.minutes), type(entry.amount))


def test_half_a_character_comes_back():
    """A note that was cut in the middle of a character is written, read and equal."""
    entry = Entry("e1", DAY, focus="f1", hard="\ud83d")

    assert entry == loads(Entry, dumps(entry))
    dumps(entry).encode()


# -- what a document looks like


FAMILY = Family(Child("Sam", 40), [Caregiver("Alex")], routines=[Routine("eve", "bedtime")], id="sam")
PLAN = Plan(
    "p1",
    FAMILY,
    focuses=[Focus("f1", "eve", skill="toy/socks", step=2, strategy="toy/chain", since=DAY)],
    approval=Approval("Dana", DAY, steps={"toy/socks": 2}, strategies=("toy/chain",)),
)


def test_defaults_are_left_out():
    """A document says what it is, and only what is not at its default."""
    assert {"format": "coachplan-entry/1", "id": "e1", "on": "2026-03-14", "focus": "f1"} == json.loads(
        dumps(Entry("e1", DAY, focus="f1"))
    )
    assert {"toy/socks": 2} == json.loads(dumps(PLAN))["approval"]["steps"]


def test_words_are_given_back_to_a_review():
    """Texts are never written; given when a review is read, every part of it speaks again."""
    message = Message("core/hello", {"child": "Sam"})
    words_of = Texts({"en": {"core/hello": "Hello {child}."}})
    step = Suggestion(focus="f1", action=Action("pause"), rule="r", message=message, plan="p1", revision=0)
    alert = Alert(
        urgency="now", flags=("x",), words=("y",), urgencies=("now",), entry="e1", on=DAY, pauses=True,
        messages=(message,), texts=words_of,
    )  # fmt: skip
    missing = Missing(what="x", about="y", message=message)
    review = Review(id="r1", plan="p1", on=DAY, next_steps=(step,), alerts=(alert,), missing=(missing,))

    text = dumps(review)
    again = loads(Review, text, texts=words_of)

    assert "Hello" not in text
    assert "Hello Sam." == again.next_steps[0].because
    assert "Hello Sam." == again.alerts[0].say
    assert "Hello Sam." == again.missing[0].why
    assert "Hello Sam." == loads(Suggestion, dumps(step), texts=words_of).because


def test_marks_and_line_endings_of_other_systems_are_fine(tmp_path):
    """A byte order mark and Windows line endings change nothing, in JSON and in TOML."""
    write(PLAN, tmp_path / "plan.json")
    write(FAMILY, tmp_path / "family.toml")
    for name in ("plan.json", "family.toml"):
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert PLAN == read(Plan, tmp_path / "plan.json")
    assert FAMILY == read(Family, tmp_path / "family.toml")


# -- nothing is coerced, and every mistake is told


def said(kind, raw, **given_too):
    text = raw if isinstance(raw, str) else json.dumps(raw)
    with pytest.raises(CoachplanError) as caught:
        loads(kind, text, name="a.json", **given_too)
    return str(caught.value).splitlines()


ENTRY = {"format": "coachplan-entry/1", "id": "e1", "on": "2026-03-14", "focus": "f1"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"tries": "3"}, "a.json: tries: found the text '3'. Expected a whole number."),
        ({"tries": 3.0}, "a.json: tries: found the number 3.0. Expected a whole number."),
        ({"tries": True}, "a.json: tries: found true. Expected a whole number."),
        ({"minutes": False}, "a.json: minutes: found false. Expected a number."),
        ({"minutes": float("nan")}, "a.json: minutes: found the number nan. Expected a number."),
        ({"minutes": float("inf")}, "a.json: minutes: found the number inf. Expected a number."),
        ({"who": 3}, "a.json: who: found a number. Expected text."),
        ({"who": None}, "a.json: who: found nothing (null). Expected text."),
        ({"tags": "ill"}, "a.json: tags: found a text of 3 characters. Expected a list."),
        ({"tags": ["ill", 3]}, "a.json: tags[1]: found a number. Expected text."),
        ({"on": "20260314"}, "a.json: on: found the text '20260314'. Expected a day such as '2026-03-14'."),
        ({"on": "2026-02-30"}, "a.json: on: there is no day '2026-02-30'. Expected year-month-day."),
        ({"on": "2026-03-14T00:00"}, ("a.json: on: found the text '2026-03-14T00:00'. "
                                     "Expected a day such as '2026-03-14'.")),
        ({"support": "fulll"}, "a.json: support: found 'fulll'. Did you mean 'full'?"),
        ({"did_strategy": "sort of"}, ("a.json: did_strategy: found a text of 7 characters. "
                                      "Known: 'no', 'partly', 'yes'.")),
        ({"hrad": "x"}, "a.json: hrad: there is no such field. Did you mean 'hard'?"),
        ({"format": "coachplan-entry/2"}, ("a.json: format: 'coachplan-entry/2' was made with a newer coachplan; this "
                                          "one reads 'coachplan-entry/1'. Update coachplan to read it.")),
        ({"format": "coachplan-plan/1"}, "a.json: format: found 'coachplan-plan/1'. Expected 'coachplan-entry/1'."),
        ({"format": 1}, "a.json: format: this is missing. Begin with format: 'coachplan-entry/1'."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_readable_sentence(changed, sentence):
    """One mistake: the file, the place, what was found, what would be right; nothing is coerced."""
    assert [sentence] == said(Entry, {**ENTRY, **changed})


def test_all_mistakes_are_told_at_once():
    """A document with several mistakes names each of them, however deep."""
    raw = json.loads(dumps(PLAN))
    raw["family"]["routines"][0] |= {"goes": 9, "part_of_day": "evning"}
    raw["focuses"][0] |= {"stp": 2, "minutes": 0}
    del raw["focuses"][0]["step"], raw["family"]["child"]["name"]
    raw["approval"]["steps"] = {"toy/socks": "2"}
    raw["revison"] = 1

    assert {
        "a.json: revison: there is no such field. Did you mean 'revision'?",
        "a.json: family.child.name: this is missing.",
        "a.json: family.routines[0].part_of_day: found 'evning'. Did you mean 'evening'?",
        "a.json: family.routines[0].goes: found 9. Expected a whole number from 1 to 5.",
        "a.json: focuses[0].stp: there is no such field. Did you mean 'step'?",
        "a.json: focuses[0].minutes: found 0. Expected a number above 0.",
        "a.json: approval.steps.toy/socks: found the text '2'. Expected a whole number, or \"all\".",
    } == set(said(Plan, raw))


def test_a_message_is_read_strictly():
    """A message inside a document is checked like any other field."""
    raw = {
        "format": "coachplan-alert/1", "urgency": "now", "flags": [], "words": [], "urgencies": [], "entry": "e1",
        "on": "2026-03-14", "pauses": "false",
        "messages": [{"key": 3}, {"key": "k", "vals": {}}, {"key": "k", "values": {"a": [1]}}],
    }  # fmt: skip

    assert {
        "a.json: pauses: found 'false'. Expected true or false.",
        "a.json: messages[0].key: found a number. Expected text.",
        "a.json: messages[1].vals: there is no such field. Did you mean 'values'?",
        "a.json: messages[2].values.a: found a list of 1. Expected a number.",
    } == set(said(Alert, raw))


def test_what_is_made_of_the_rest_is_taken_and_not_kept():
    """An id of a question that says it beside its words, as a script gets it; none is written into a document."""
    asked = Question(entry="e1", focus="f1", words="May she?")
    told = {**to_dict(asked), "id": "of other words"}
    with pytest.raises(CoachplanError, match="id: found") as wrong:
        from_dict(Question, {**told, "id": 3})

    assert asked == from_dict(Question, told)
    assert asked.id == from_dict(Question, told).id
    assert "id" not in to_dict(asked)
    assert "not-text" == wrong.value.findings[0].code


def test_broken_json_names_line_and_column():
    """What is not JSON is told with its line and column."""
    assert ["a.json: this is not JSON at line 2, column 8: Expecting value."] == said(Entry, '{\n "id": }')


def test_a_key_written_twice_is_a_mistake():
    """JSON keeps the last of two keys in silence; we do not."""
    assert ["a.json: e1: 'tries' is written twice. Keep one."] == said(Entry, '{"id": "e1", "tries": 3, "tries": 5}')


def test_a_key_written_twice_among_many_is_found_by_one_count():
    """The keys are counted once, however many there are, and not once for each of them."""
    calls = []
    text = json.dumps({f"k{number}": 1 for number in range(2000)}).replace('"k7"', '"k5"')
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, called: calls.append(called.__name__) if event == "c_call" else None)
    try:
        found = said(Entry, text)
    finally:
        sys.setprofile(before)
    assert ["a.json: 'k5' is written twice. Keep one."] == found
    assert calls.count("count") < 100


@pytest.mark.parametrize("text", ["[" * 100_000, '{"id": ' + "9" * 5000 + "}", "", "[]", '"x"', "null"])
def test_hostile_text_is_an_error_of_ours(text):
    """Endless nesting, endless numbers and other values are told as findings, never as another error."""
    assert 1 == len(said(Entry, text))


def test_a_number_that_is_none_cannot_be_written():
    """NaN could not be read again, so it is refused, with its place."""
    with pytest.raises(CoachplanError, match=r"^entries\[0\].amount: nan is not a number that can be kept"):
        dumps([Entry("e1", DAY, focus="f1", amount=float("nan"))])


def test_what_is_not_a_document_is_refused():
    """Only the documents of the design have a format."""
    with pytest.raises(CoachplanError, match="a Hold is not a document"):
        dumps(Hold(focus="f1", until=DAY, by="Dana", on=DAY))
    with pytest.raises(CoachplanError, match="a Catalogue is not a document"):
        dumps(CATALOGUE)
    with pytest.raises(CoachplanError, match="only a list of entries is a document"):
        dumps([FAMILY])
    with pytest.raises(CoachplanError, match="there is no document of the kind"):
        loads(Hold, "{}")


# -- files


def said_of(kind, path):
    with pytest.raises(CoachplanError) as caught:
        read(kind, path)
    return str(caught.value)


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    """A missing file, another encoding and another suffix are told in plain words."""
    (tmp_path / "latin.json").write_bytes(b'{\n"id": "ma\xf1ana"}')
    (tmp_path / "wide.json").write_text("{}", encoding="utf-16")
    (tmp_path / "family.toml").write_text('format = "coachplan-family/1"\nid = \n', encoding="utf-8")

    assert f"{tmp_path / 'no.json'}: there is no such file." == said_of(Plan, tmp_path / "no.json")
    assert (
        "latin.json: line 2 is not UTF-8 (byte 0xF1); it may be Windows-1252. Save it as UTF-8."
        == said_of(Plan, tmp_path / "latin.json")
    )  # fmt: skip
    assert "wide.json: the text is in UTF-16. Save it as UTF-8." == said_of(Plan, tmp_path / "wide.json")
    assert (
        "family.toml: this is not TOML at line 2, column 6: Invalid value."
        == said_of(Family, tmp_path / "family.toml")
    )  # fmt: skip
    assert "Only a family is kept as .toml" in said_of(Plan, tmp_path / "plan.toml")
    assert "use read_log and write_log" in said_of(list[Entry], tmp_path / "log.csv")


def test_a_family_by_hand(tmp_path):
    """A family may be written by hand, with TOML's own days."""
    (tmp_path / "family.toml").write_text(
        'format = "coachplan-family/1"\nid = "sam"\n[child]\nname = "Sam"\nage_months = 40\nage_on = 2026-03-14\n'
        '[[caregivers]]\nname = "Alex"\n',
        encoding="utf-8",
    )

    assert Family(Child("Sam", 40, age_on=DAY), [Caregiver("Alex")], id="sam") == read(Family, tmp_path / "family.toml")


# -- ids against a catalogue


CATALOGUE = Catalogue(
    skills=[Skill("toy/socks", "Socks", discipline="toy", steps=[Step("a", "b"), Step("c", "d")])],
    strategies=[Strategy("toy/chain", "Chain", what="a", when="b", why="c")],
    routine_kinds=[RoutineKind("bedtime", "going to bed")],
    tags=[Tag("toy/new", "new")],
)


def test_a_plan_whose_ids_exist_is_read():
    """With a catalogue that has everything, the plan comes back equal; everything opened is fine too."""
    assert PLAN == loads(Plan, dumps(PLAN), catalogue=CATALOGUE)
    opened = attrs.evolve(PLAN, approval=Approval.everything(PLAN, by="Dana", on=DAY))
    assert opened == loads(Plan, dumps(opened), catalogue=CATALOGUE)


def test_ids_that_do_not_exist_are_told_with_the_nearest():
    """Skills, steps, strategies, kinds and routines that are not there are all named at once."""
    wrong = Plan(
        "p1",
        attrs.evolve(FAMILY, routines=[Routine("eve", "bedtimes")], avoid=("toy/chian", "screens", "other/x")),
        focuses=[
            Focus("f1", "evee", skill="toy/sock", step=2, strategy="toy/chian", since=DAY),
            Focus("f1", "eve", skill="toy/socks", step=3, strategy="toy/chain", since=DAY),
        ],
        approval=Approval("Dana", DAY, steps={"toy/scks": 1, "toy/socks": 7}),
    )

    assert {
        "a.json: family.routines[0].kind: there is no routine kind 'bedtimes'. Did you mean 'bedtime'?",
        "a.json: family.avoid[0]: there is no strategy 'toy/chian'. Did you mean 'toy/chain'?",
        "a.json: focuses: more than one focus is called 'f1'. Rename one.",
        "a.json: focuses[0].routine: the family has no routine 'evee'. Did you mean 'eve'?",
        "a.json: focuses[0].skill: there is no skill 'toy/sock'. Did you mean 'toy/socks'?",
        "a.json: focuses[0].strategy: there is no strategy 'toy/chian'. Did you mean 'toy/chain'?",
        "a.json: focuses[1].step: 'toy/socks' has no step 3. Its steps are 1 to 2.",
        "a.json: approval.steps: there is no skill 'toy/scks'. Did you mean 'toy/socks'?",
        "a.json: approval.steps.toy/socks: 'toy/socks' has no step 7. Its steps are 1 to 2.",
    } == set(said(Plan, dumps(wrong), catalogue=CATALOGUE))


def test_a_tag_that_does_not_exist_is_told():
    """An entry's tags are the core's and the catalogue's; another is named, with its place in the list."""
    log = [Entry("e1", DAY, focus="f1", tags=("toy/new", CORE_TAGS[0])), Entry("e2", DAY, focus="f1", tags=("iil",))]

    assert ["a.json: entries[1].tags: there is no tag 'iil'. Did you mean 'ill'?"] == said(
        list[Entry], dumps(log), catalogue=CATALOGUE
    )
