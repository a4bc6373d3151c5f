"""
Each field checks what it is given, and says what would be right without repeating what was written.
"""

from __future__ import annotations

import enum
import pickle
from datetime import date, datetime

import pytest
from attrs import evolve, field, fields, frozen

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Message
from coachplan.base.validators import (
    Unfit,
    a,
    age_range,
    argument,
    day,
    each,
    figure_or_text,
    listed,
    number,
    one_of,
    strings,
    text,
)
from coachplan.documents.codec import dumps, loads, structure
from coachplan.model.entries import NAME_FIELDS, TEXT_FIELDS, Entry
from coachplan.model.family import Child

SAID = "Sam bit his sister"


class Liar(str):
    """A text that says it equals anything."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("yes")


@frozen(kw_only=True)
class Part:
    """Something that a value holds."""

    id: str = field(default="", validator=text)


@frozen(kw_only=True)
class Whole:
    """A field of every shape."""

    words: str = field(default="", validator=text)
    maybe: str | None = field(default=None, validator=text)
    choice: str = field(default="yes", validator=one_of(("yes", "partly", "no")))
    chosen: str | None = field(default=None, validator=one_of(("yes", "partly", "no")))
    sure: bool = field(default=False, validator=a(bool))
    part: Part = field(default=Part(), validator=a(Part))
    parts: tuple[Part, ...] = field(default=(), converter=tuple[Part, ...], validator=each(a(Part)))
    many: tuple[str, ...] = field(default=(), converter=strings, validator=each(one_of(("yes", "no"))))
    seen: float | str | None = field(default=None, validator=figure_or_text)
    count: int = field(default=1, validator=number(1, whole=True))
    on: date | None = field(default=None, validator=day)


WRONG = [
    ({"words": 5}, "words: found a number. Expected text."),
    ({"words": None}, "words: found nothing (null). Expected text."),
    ({"words": b"x"}, "words: found bytes. Expected text."),
    ({"maybe": ["x"]}, "maybe: found a list of 1. Expected text."),
    ({"choice": "yess"}, "choice: found 'yess'. Did you mean 'yes'?"),
    ({"choice": SAID}, "choice: found a text of 18 characters. Known: 'no', 'partly', 'yes'."),
    ({"choice": Liar("maybe")}, "choice: found 'maybe'. Known: 'no', 'partly', 'yes'."),
    ({"choice": None}, "choice: found nothing (null). Known: 'no', 'partly', 'yes'."),
    ({"chosen": 3}, "chosen: found a number. Known: 'no', 'partly', 'yes'."),
    ({"sure": 1}, "sure: found a number. Expected true or false."),
    ({"part": SAID}, "part: found a text of 18 characters. Expected Part."),
    ({"parts": [Part(), SAID]}, "parts[1]: found a text of 18 characters. Expected Part."),
    ({"many": ["yes", "noo"]}, "many[1]: found 'noo'. Did you mean 'no'?"),
    ({"seen": True}, "seen: found true. Expected a number, a text or nothing."),
    ({"seen": {SAID: 1}}, "seen: found a table. Expected a number, a text or nothing."),
    ({"count": 0}, "count: found 0. Expected a whole number of at least 1."),
    ({"count": SAID}, "count: found a text of 18 characters. Expected a whole number of at least 1."),
    pytest.param(
        {"count": -(10**5000)},
        "count: found a number out of range. Expected a whole number of at least 1.",
        id="endless",
    ),
    ({"on": datetime(2026, 3, 2, 9)}, "on: found a datetime. Expected a day (datetime.date, without a time)."),  # noqa: DTZ001
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_a_field_says_what_would_be_right(wrong, sentence):
    """The field, the kind of thing that was found, what would be right; as a wrong type and as a wrong value."""
    with pytest.raises(Unfit) as caught:
        Whole(**wrong)
    assert sentence == str(caught.value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, ValueError)
    assert sentence == str(pickle.loads(pickle.dumps(caught.value)))


def test_nothing_passes_where_it_is_the_default():
    """A field that may be left out takes None; so does what is right."""
    kept = Whole(maybe=None, chosen=None, on=None, parts=[Part()], many=["no"], seen=2.5, choice=Liar("partly"))
    assert kept == evolve(kept)


@pytest.mark.parametrize("bad", [None, 5, True, SAID, SAID.encode(), {SAID: 1}, object()])
@pytest.mark.parametrize("shape", [listed, strings])
def test_a_list_is_a_list(shape, bad):
    """What is no list, or would silently become something else, is refused."""
    with pytest.raises(CoachplanError, match="expected a list, found") as caught:
        shape(bad)
    assert "bit" not in str(caught.value)


@pytest.mark.parametrize("bad", [["a", 3], [None], [SAID, SAID.encode()], [[SAID]]])
def test_a_list_of_words_holds_words(bad):
    """A list with something else in it is refused; the words beside it are not told."""
    with pytest.raises(CoachplanError, match=r"expected words, found .*\. Write it as text\.") as caught:
        strings(bad)
    assert "bit" not in str(caught.value)


@pytest.mark.parametrize("bad", [["12", 3], [1.5, 2], [True, 3], [12], 12, SAID])
def test_ages_are_two_whole_numbers(bad):
    """A text, a part of a month or a truth value is no age."""
    with pytest.raises(CoachplanError):
        age_range(bad)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"choice": "yess"}, "choice: found 'yess'. Did you mean 'yes'?"),
        ({"choice": SAID}, "choice: found a text of 18 characters. Known: 'no', 'partly', 'yes'."),
        ({"chosen": SAID}, "chosen: found a text of 18 characters. Known: 'no', 'partly', 'yes'."),
        ({"many": ["yes", "noo"]}, "many[1]: found 'noo'. Did you mean 'no'?"),
        ({"count": 0}, "count: found 0. Expected a whole number of at least 1."),
        ({"words": 3}, "words: found a number. Expected text."),
        ({"parts": [{"id": None}]}, "parts[0].id: found nothing (null). Expected text."),
        ({SAID: 1}, "(a text of 18 characters as a name): there is no such field. "),
    ],
)
def test_a_document_says_the_same(raw, sentence):
    """What a field refuses is told of a document with its place, in the same words."""
    with pytest.raises(CoachplanError) as caught:
        structure(Whole, raw)
    assert str(caught.value).startswith(sentence)


def test_an_argument_is_checked_like_a_field():
    """What a function is given is asked the same, and told as a finding."""
    argument("why", "he hates it", text)
    with pytest.raises(CoachplanError, match=r"^why: found nothing \(null\)\. Expected text\.$"):
        argument("why", None, text)
    with pytest.raises(CoachplanError, match=r"^role: found 'clinicien'\. Did you mean 'clinician'\?$"):
        argument("role", "clinicien", one_of(("caregiver", "clinician")))


class _Silent(str):
    """A text that says it is empty, false, of nothing, and equal to all."""

    __slots__ = ()

    def __bool__(self):
        return False

    def __len__(self):
        return 0

    def __iter__(self):
        return iter("")

    def __str__(self):
        return ""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


class _Chosen(str, enum.Enum):  # noqa: UP042 - as older programs write it
    role = "clinician"
    part = "morning"
    tag = "injured"


def test_what_only_adds_to_a_text_is_kept_as_a_plain_one():
    """Whatever a subclass of `str` says of itself, its letters are kept, in every text field and in every list."""
    written = _Silent("His lips went blue.")
    names = [each.name for each in fields(Entry) if each.name in (*TEXT_FIELDS, *NAME_FIELDS)]
    entry = Entry(**{"on": date(2026, 3, 2), "tags": [_Silent("injured")], **dict.fromkeys(names, written)})
    for name in names:
        kept = getattr(entry, name)
        assert type(kept) is str
        assert kept == "His lips went blue."
    assert [str] == [type(tag) for tag in entry.tags]
    child = Child(written, 48, interests=[written])
    assert [str, str] == [type(child.name), type(child.interests[0])]
    assert type(dict(Message("core/alert.wrote", {"words": written}).values)["words"]) is str


def test_an_enum_that_is_a_text_goes_on_working():
    """A role, a part of the day or a tag may be given as the member of an enum, and is kept as its word."""
    given = Entry("e1", date(2026, 3, 2), focus="f1", role=_Chosen.role, part_of_day=_Chosen.part, tags=[_Chosen.tag])
    plain = Entry("e1", date(2026, 3, 2), focus="f1", role="clinician", part_of_day="morning", tags=["injured"])
    assert plain == given
    assert plain.content == given.content
    assert [given] == loads(list[Entry], dumps([given]))
