"""
Every value that the door names is a document: it comes back equal, its schema says what is read, its defaults stay.

Values are made out of the fields, types and validators of each kind, so that a new kind or field is tried unasked. Run
as a program, it writes down what is new (`defaults.txt`, a document of each kind) and changes nothing that stands.
"""

from __future__ import annotations

import copy
import json
import math
import random
from datetime import date
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Literal, Union, get_args, get_origin

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import coachplan
from coachplan.base.asking import asks
from coachplan.base.errors import CoachplanError
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.messages import Message
from coachplan.base.names import same_name
from coachplan.documents import codec
from coachplan.documents.codec import dumps, from_dict, loads, to_dict
from coachplan.documents.formats import FORMATS, Entries
from coachplan.documents.schema import definitions, schema, write_schemas
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Family
from coachplan.model.plans import Focus, Hold, Plan
from coachplan.model.proposals import Proposal
from coachplan.model.skills import Skill, Step
from coachplan.model.suggestions import Missing
from coachplan.testing.builders import ENGINE, OPEN, day, of_five

HERE = Path(__file__).parent
SCHEMAS = HERE.parents[1] / "docs" / "reference" / "schemas"
DEFAULTS = HERE / "defaults.txt"
KINDS = [kind for kind in FORMATS if isinstance(kind, type) and attrs.has(kind)]
#: Named by the door, and no documents: what is written by hand as a folder of content.
NO_DOCUMENTS = {Catalogue}


def named(kind):
    return kind.__name__


def test_every_value_of_the_door_is_a_document():
    """A new one cannot be forgotten: it has a format, and with it a schema, a fixture and its defaults."""
    values = {found for name in coachplan.__all__ if attrs.has(found := getattr(coachplan, name))}
    assert values - NO_DOCUMENTS == set(KINDS) - {Entries}
    assert len(set(FORMATS.values())) == len(KINDS)


# -- values of any kind, out of what its fields ask


def fields_of(kind):
    return [each for each in attrs.fields(attrs.resolve_types(kind)) if not each.name.startswith("_")]


def asked(each):
    return {} if each.validator is None else asks(each.validator)


def drawn(kind, asking=()):
    """What draws a value of a type of a field."""
    asking = dict(asking)
    origin, inner = get_origin(kind), get_args(kind)
    if "enum" in asking and kind is str:
        return st.sampled_from(asking["enum"])
    if kind is str and asking.get("format") == "language":
        return st.sampled_from(["en", "es-MX", "zh-Hant"])
    if kind is str and asking.get("pattern", r"\S") != r"\S":
        return st.from_regex(asking["pattern"].removesuffix("$") + r"\Z")
    if kind is str:
        return st.text(max_size=6).filter(str.strip) if "pattern" in asking else st.text(max_size=6)
    if kind in (bool, type(None), date):
        return {bool: st.booleans(), type(None): st.none(), date: st.dates()}[kind]
    low = asking.get("minimum", asking.get("exclusiveMinimum", -(10**6)))
    high = asking.get("maximum", 10**6)
    if kind is int:
        return st.integers(low, high)
    if kind is float:
        out = "exclusiveMinimum" in asking
        fewest, most = math.ceil(low + out), math.floor(high)
        whole = st.integers(fewest, most) if fewest <= most else st.nothing()
        return st.floats(low, high, exclude_min=out) | whole
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, UnionType):
        return st.one_of(*(drawn(each, asking) for each in inner))
    if origin is tuple and inner[-1] is Ellipsis:
        least = asking.get("minItems", 0)
        told_apart = {"unique_by": lambda one: same_name(one.name)} if inner[0] is Caregiver else {}
        drawn_each = drawn(inner[0], asking.get("items", ()))
        return st.lists(drawn_each, min_size=least, max_size=2, **told_apart).map(tuple)
    if origin is tuple:
        return st.tuples(*map(drawn, inner))
    if origin is FrozenMap:
        keys = drawn(str, asking.get("propertyNames", ()))
        return st.dictionaries(keys, drawn(inner[1], asking.get("additionalProperties", ())), max_size=2)
    return st.deferred(lambda: of_kind(kind))


def of_its_own(kind, each):
    """Whether a field holds more of the kind that it is a field of."""
    return kind in get_args(each.type)


@cache
def of_kind(kind, deeper=True):
    """What draws a value of a kind; one that is made of its own kind has no more than one inside."""
    if kind is Message:
        value = st.text(max_size=6) | st.integers(-99, 99) | st.booleans() | st.builds(Message, st.text(max_size=6))
        return st.builds(Message, st.text(max_size=6), st.dictionaries(st.text(max_size=6), value, max_size=2))
    inside = st.just(()) | st.deferred(lambda: st.tuples(of_kind(kind, deeper=False))) if deeper else st.just(())
    fields = fields_of(kind)
    return st.builds(
        kind, **{each.alias: inside if of_its_own(kind, each) else drawn(each.type, asked(each)) for each in fields}
    )


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_value_comes_back_equal(kind, fewer):
    """As text and as plain dicts and lists, which say the same; and its schema knows it."""
    known = known_of(kind)

    @settings(max_examples=fewer(12))
    @given(of_kind(kind))
    def comes_back(value):
        text, plain = dumps(value), to_dict(value)
        assert value == loads(kind, text) == from_dict(kind, plain)
        assert plain == json.loads(text)
        assert [] == [each.message for each in known.iter_errors(plain)]

    comes_back()


def full(kind, asking=(), *, deeper=True):
    """A value of a type with something in every field: the same each time."""
    asking = dict(asking)
    origin, inner = get_origin(kind), get_args(kind)
    if kind is str:
        words = "pt-BR" if asking.get("format") == "language" else "some words"
        words = "ot/some-item" if asking.get("pattern", r"\S") != r"\S" else words
        words = "ot" if asking.get("pattern") == r"^[a-z0-9][a-z0-9-]*$" else words
        return asking["enum"][-1] if "enum" in asking else words
    if kind in (bool, date):
        return {bool: True, date: date(2026, 3, 14)}[kind]
    if kind in (int, float):
        return asking.get("maximum", asking.get("minimum", 0) + 2)
    if origin is Literal:
        return inner[-1]
    if origin in (Union, UnionType):
        return full(next(each for each in inner if each is not type(None)), asking)
    if origin is tuple and inner[-1] is Ellipsis:
        return (full(inner[0], asking.get("items", ()), deeper=deeper),)
    if origin is tuple:
        return tuple(full(each) for each in inner)
    if origin is FrozenMap:
        return {full(str, asking.get("propertyNames", ())): full(inner[1], asking.get("additionalProperties", ()))}
    if kind is Message:
        return Message("core/step-up", {"child": "Sam", "n": 3, "why": Message("core/cue")})
    own = [each for each in fields_of(kind) if deeper or not of_its_own(kind, each)]
    return kind(**{each.alias: full(each.type, asked(each), deeper=not of_its_own(kind, each)) for each in own})


@cache
def document(kind):
    return dumps(full(kind))


# -- read at once, and place by place

ODD = [None, True, 0, -1, 0.5, 10**9, float("nan"), "", " ", "Injured ", "ES", "2026-02-30", [], [""], ["a", "a"], {}]


def places_in(value, path=()):
    """Each place in plain dicts and lists, the whole left out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield (*path, name)
        yield from places_in(each, (*path, name))


def put(value, path, odd):
    """The same with something odd in one place."""
    made = copy.deepcopy(value)
    held = made
    for name in path[:-1]:
        held = held[name]
    held[path[-1]] = odd
    return made


def as_read(kind, raw, *, places):
    try:
        return codec._converter(places=places).structure(raw, kind)
    except Exception:  # noqa: BLE001 - however it is refused
        return None


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_what_is_read_at_once_is_read_the_same_place_by_place(kind, some_of):
    """Where a document is right both give one value, and where something in it is odd both refuse or both take it."""
    whole = json.loads(document(kind))
    odd = [(path, each) for path in places_in(whole) for each in ODD]
    chosen = some_of(odd[:: max(1, len(odd) // 200)], one_in=11)
    for raw in [whole, *(put(whole, path, each) for path, each in chosen)]:
        assert as_read(kind, raw, places=True) == as_read(kind, raw, places=False), raw


# -- what travels apart


def test_what_stands_inside_another_document_is_read_by_itself():
    """With a line of its own by its own number; without one as what it stands in says."""
    whole = {"saved": to_dict(OPEN), "focus": to_dict(OPEN)["focuses"][0]}
    assert OPEN == from_dict(Plan, whole["saved"])
    assert OPEN.focuses[0] == from_dict(Focus, whole["focus"]) == from_dict(Focus, to_dict(OPEN.focuses[0]))
    inside = {**to_dict(OPEN), "family": to_dict(OPEN.family), "focuses": [to_dict(each) for each in OPEN.focuses]}
    assert OPEN == from_dict(Plan, inside)
    old = {"format": "coachplan-approval/1", "by": "Dana", "on": "2026-03-02", "strategies": ["*"]}
    assert ("all",) == from_dict(Plan, {**inside, "approval": old}).approval.strategies
    assert ("*",) == from_dict(
        Plan, {**inside, "approval": {**old, "format": "coachplan-approval/2"}}
    ).approval.strategies
    with pytest.raises(CoachplanError, match=r"a\.json: family\.format: .*newer"):
        from_dict(Plan, {**inside, "family": {**inside["family"], "format": "coachplan-family/9"}}, name="a.json")


def test_a_part_has_no_line_of_its_own():
    """What only stands inside documents goes to plain dicts and back, and a list of entries with its line."""
    hold = Hold(focus="f1", until=date(2026, 3, 9), by="Dana", on=date(2026, 3, 2))
    assert hold == from_dict(Hold, to_dict(hold))
    assert "format" not in to_dict(hold)
    log = [full(Entry)]
    assert log == from_dict(list[Entry], to_dict(log))
    with pytest.raises(CoachplanError, match="no document of the kind"):
        from_dict(dict, {})
    with pytest.raises(CoachplanError, match="amount: nan is not a number"):
        to_dict(attrs.evolve(log[0], amount=float("nan")))


def nested(deep):
    made = Message("core/x")
    for _ in range(deep):
        made = Message("core/x", {"more": made})
    return made


@pytest.mark.parametrize(
    "make",
    [
        lambda: Entry("e1", day(1), focus="f1", amount=1e305),
        lambda: Approval("Dana", day(1), steps={"toy/a": 10**301}),
        lambda: Skill("toy/a", "A", discipline="toy", steps=[Step("a", "b")], ages=(0, 10**301)),
        lambda: dumps(Missing(what="x", about="y", message=Message("core/x", {"n": 10**5000}))),
        lambda: attrs.evolve(ENGINE.review(OPEN, [], on=day(1)).why_not("f1", "step-up"), seen=10**400),
        lambda: dumps(Missing(what="x", about="y", message=nested(3000))),
        lambda: to_dict(Missing(what="x", about="y", message=nested(3000))),
        lambda: to_dict(type("Mine", (Entry,), {})("e1", day(1), focus="f1")),
        lambda: schema(Catalogue),
        lambda: from_dict(
            Approval, {"format": "coachplan-approval/1", "by": "D", "on": "2026-03-02", "steps": {"toy/a": 99.0}}
        ),
    ],
)
def test_what_could_not_be_read_again_is_refused_at_once(make):
    """A number beyond all floats, what is nested without an end, a class of somebody else's, 99.0 where 99 stood."""
    with pytest.raises(CoachplanError) as refused:
        make()
    assert all(str(finding) for finding in refused.value.findings)
    assert refused.value.findings


def test_a_step_of_an_approval_is_no_coerced_number():
    """3.0 is told as any number that is not whole is told."""
    with pytest.raises(CoachplanError) as refused:
        from_dict(Approval, {"by": "Dana", "on": "2026-03-02", "steps": {"toy/a": 3.0}})
    assert ["not-a-number"] == [each.code for each in refused.value.findings]


def test_of_two_values_of_one_name_the_last_stands():
    """As in a table, which is what a message is written as."""
    twice = Message("core/x", [("n", 1), ("n", 2)])
    assert Message("core/x", {"n": 2}) == twice


def test_why_not_speaks_again_to_its_last_reason():
    """The other reasons travel inside the first, and are given words with it."""
    asked_why = ENGINE.review(OPEN, of_five(5, 2, 4), on=day(3)).why_not("f1", "step-up")
    assert asked_why.more
    again = loads(type(asked_why), dumps(asked_why), texts=ENGINE.catalogue.words)
    assert (asked_why, str(asked_why)) == (again, str(again))


def test_a_newer_number_is_refused_with_what_to_do():
    """Of every kind, wherever it stands."""
    for kind in KINDS:
        newer = {**json.loads(document(kind)), "format": FORMATS[kind].partition("/")[0] + "/99"}
        for read in (lambda raw, of=kind: loads(of, json.dumps(raw)), lambda raw, of=kind: from_dict(of, raw)):
            with pytest.raises(CoachplanError, match="Update coachplan to read it") as caught:
                read(newer)
            assert ["newer-format"] == [each.code for each in caught.value.findings]


# -- the schema, and what it cannot say


@cache
def known_of(kind):
    return Draft202012Validator(schema(kind), format_checker=FormatChecker())


@pytest.fixture(scope="module")
def todays(tmp_path_factory):
    """The folder into which today's schemas are written."""
    folder = tmp_path_factory.mktemp("schemas")
    write_schemas(folder)
    return folder


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_the_written_schemas_are_todays(kind, todays):
    """Else: `python -m coachplan.documents.schema docs/reference/schemas`."""
    Draft202012Validator.check_schema(schema(kind))
    name = f"{FORMATS[kind].removeprefix('coachplan-').replace('/', '-')}.json"
    assert (SCHEMAS / name).read_text(encoding="utf-8") == (todays / name).read_text(encoding="utf-8")
    assert {path.name for path in todays.iterdir()} <= {path.name for path in SCHEMAS.iterdir()}


def numbers(value):
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def lines(value):
    if isinstance(value, dict):
        yield from ([value["format"]] if "format" in value else [])
        for each in value.values():
            yield from lines(each)
    elif isinstance(value, list):
        for each in value:
            yield from lines(each)


def _whole_as_float(raw, code):
    return code == "not-a-number" and any(isinstance(each, float) and each.is_integer() for each in numbers(raw))


def _older(raw, code):
    return code is None and any(line not in FORMATS.values() for line in lines(raw) if isinstance(line, str))


def _no_language(raw, code):
    return code == "unknown-language"


def _one_name(raw, code):
    names = [same_name(each["name"]) for people in values_at(raw, "caregivers") for each in people]
    return code == "duplicate" and len(set(names)) < len(names)


def values_at(raw, name):
    for path in paths(raw):
        if path and path[-1] == name:
            found = raw
            for key in path:
                found = found[key]
            yield found


#: Where the two may disagree, each with the reason: which of them takes the document, and how it is known.
CANNOT_SAY = {
    "3.0 is a whole number to JSON Schema; here it is not, since nothing is coerced": _whole_as_float,
    "which words are a language, no pattern can say": _no_language,
    "that two people have one name, however it is typed, no schema can say": _one_name,
    "a schema is of today's number; older ones are read as well": _older,
}

JUNK = (
    None, True, False, 3, 3.5, 3.0, -1, 0, 1, 7, 8, 99, 301, -0.5, 1.5, "x", "", " ", "all", "now", "caregiver",
    [], {}, [[]], ["a", 2],
    "2026-13-45", "2026-03-02", "2026-03-02\n", "20260302", ["x"], [3], [None], {"key": "x"}, {"x": 1},
    {"key": 3}, [1, 2],
)  # fmt: skip


def paths(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


def changed(raw, path, how, junk):
    """A document with one thing changed in it."""
    made = copy.deepcopy(raw)
    inside = made
    for key in path[:-1]:
        inside = inside[key]
    key = path[-1]
    if how == "junk":
        inside[key] = copy.deepcopy(junk)
    elif how == "drop":
        del inside[key]
    elif how == "twice" and isinstance(inside, list):
        inside.append(copy.deepcopy(inside[key]))
    elif how == "more" and isinstance(inside[key], dict):
        inside[key]["format" if junk is True else "zorblax"] = junk
    elif how == "older" and isinstance(inside, dict) and "format" in inside:
        inside["format"] = str(inside["format"])[:-1] + "1"
    elif isinstance(inside, dict):
        inside[f"{key}x"] = inside.pop(key)
    return made


HOW = ("junk", "junk", "junk", "drop", "rename", "twice", "more", "older")


def disagreement(kind, known, raw):
    """Why the schema and the codec do not agree on a document; None where they do, or where it cannot be said."""
    try:
        loads(kind, json.dumps(raw))
        code = None
    except CoachplanError as error:
        code = error.findings[0].code
    schema_takes = known.is_valid(raw)
    if schema_takes == (code is None) or any(may(raw, code) for may in CANNOT_SAY.values()):
        return None
    return f"schema {schema_takes}, codec {code}: {[each.message for each in known.iter_errors(raw)][:2]}"


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_schema_and_codec_never_disagree(kind, some_of):
    """A hundred and fifty changes of a full document of each kind, the same each time; some of them two at once."""
    chance, known, raw = random.Random(named(kind)), known_of(kind), json.loads(document(kind))
    assert known.is_valid(raw)
    places = [path for path in paths(raw) if path]
    wrong = []
    for turn in some_of(range(150), one_in=10):
        made = changed(raw, chance.choice(places), chance.choice(HOW), chance.choice(JUNK))
        if turn % 5 == 0:
            made = changed(made, chance.choice([path for path in paths(made) if path]), "junk", chance.choice(JUNK))
        why = disagreement(kind, known, made)
        wrong += [why] if why else []
    assert [] == wrong


@settings(max_examples=150)
@given(st.data())
def test_schema_and_codec_never_disagree_on_what_is_drawn(data):
    """Nor on drawn values, changed anywhere to anything."""
    kind = data.draw(st.sampled_from(KINDS))
    raw = to_dict(data.draw(of_kind(kind)))
    path = data.draw(st.sampled_from([path for path in paths(raw) if path]))
    anything = st.recursive(
        st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
        max_leaves=4,
    )
    made = changed(raw, path, data.draw(st.sampled_from(HOW)), data.draw(st.sampled_from(JUNK) | anything))
    assert disagreement(kind, known_of(kind), made) is None


def test_several_kinds_share_one_place():
    """For an OpenAPI document: every reference is there, and the line may be missing as in `from_dict`."""
    shapes = definitions([Plan, Family, Proposal], at="#/components/schemas/")
    text = json.dumps(shapes)
    for name in {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in shapes
    assert "format" not in shapes["Plan"]["required"]
    with pytest.raises(CoachplanError, match="Give a class of ours"):
        definitions([dict])
    assert "$id" not in schema(Hold)


# -- defaults and fixtures


def classes_in(kind, found=None):
    found = {} if found is None else found
    if attrs.has(kind) and kind is not Message and kind not in found:
        found[kind] = None
        for each in fields_of(kind):
            classes_in(each.type, found)
    for inner in get_args(kind):
        classes_in(inner, found)
    return list(found)


def defaults():
    for kind in KINDS:
        for part in classes_in(kind):
            for each in fields_of(part):
                if each.default is not attrs.NOTHING:
                    yield f"{FORMATS[kind]} {named(part)}.{each.name}", json.dumps(schema_default(part, each.name))


@cache
def shapes_of(part):
    return definitions([part])[named(part)]["properties"]


def schema_default(part, name):
    return shapes_of(part)[name]["default"]


def written():
    text = DEFAULTS.read_text(encoding="utf-8") if DEFAULTS.exists() else ""
    return dict(line.split(" = ", 1) for line in text.splitlines())


def test_a_default_never_changes_under_its_number():
    """What was left out of a document means what it meant. A default that changes needs a new number in `formats`, and
    a step in `older` that writes the old default down; a new field needs its line: run this file as a program."""
    kept = written()
    assert {} == {field: value for field, value in defaults() if kept.get(field) != value}


def fixture(kind):
    stem, _, number = FORMATS[kind].removeprefix("coachplan-").partition("/")
    return HERE / number / f"{stem}-full.json"


@pytest.mark.parametrize("path", sorted(HERE.glob("*/*-full.json")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_document_that_was_kept_is_read(path):
    """With something in every field it had; of today's number it is written again as it was."""
    text = path.read_text(encoding="utf-8")
    line = json.loads(text)["format"]
    kind = next(each for each in KINDS if FORMATS[each].partition("/")[0] == line.partition("/")[0])
    again = json.loads(dumps(loads(kind, text)))
    assert line != FORMATS[kind] or json.loads(text) == again


def test_a_document_of_every_number_was_kept():
    """Each kind has one of today's number; a new number or kind needs one: run this file as a program."""
    assert [] == [FORMATS[kind] for kind in KINDS if not fixture(kind).exists()]


def write_what_is_new():
    kept = written()
    for field, value in defaults():
        kept.setdefault(field, value)
    DEFAULTS.write_text("".join(f"{field} = {kept[field]}\n" for field in sorted(kept)), encoding="utf-8")
    for kind in KINDS:
        path = fixture(kind)
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            path.write_text(document(kind), encoding="utf-8")


if __name__ == "__main__":
    write_what_is_new()
