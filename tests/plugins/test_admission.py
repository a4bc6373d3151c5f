"""
What comes from outside is copied into plain values: equal, of exact types, and nothing of the value's own class is run.
"""

from __future__ import annotations

import pytest
from attrs import asdict, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.frozen_map import FrozenMap
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.flags import RedFlag
from coachplan.model.skills import Skill
from coachplan.plugins.admission import LONGEST, admitted
from coachplan.progress.readings import Measured
from coachplan.testing.strategies import catalogues
from coachplan.testing.toy import TOY

#: Every type that a copy may be made of, besides our own classes.
PLAIN = {str, int, float, bool, type(None), tuple, FrozenMap}


def refusing(kind):
    """A subclass of *kind* that refuses whatever is asked of it."""

    def no(*_, **__):
        raise KeyboardInterrupt

    asked = [
        name
        for name in dir(kind)
        if name.startswith("__")
        and name not in ("__new__", "__init__", "__init_subclass__", "__class__", "__getattribute__", "__setattr__")
        and callable(getattr(kind, name))
    ]
    return type("Refusing", (kind,), dict.fromkeys(asked, no))


@given(st.text(max_size=20), st.integers(), st.floats(-1e299, 1e299))
def test_a_copy_is_equal_and_plain(text, whole, number):
    """Whatever its class does, the copy of a word, a number or a list is the plain one of the same worth."""
    for kind, plain in ((str, text), (int, whole), (float, number), (tuple[str, ...], (text, text))):
        hostile = refusing(type(plain))(plain)
        copy = admitted(kind, hostile)
        assert type(plain) is type(copy)
        assert plain == copy
        assert copy is not hostile


@given(catalogues())
def test_what_is_sound_comes_through_as_it_is(made):
    """A catalogue of any plugin, and the core's own, is equal to its copy."""
    assert made == admitted(Catalogue, made)


def test_the_copy_of_all_there_is_holds_plain_values_alone():
    """The core and the toy, copied, are made of plain types and of our own classes."""
    for whole in (core_catalogue(), TOY):
        copy = admitted(Catalogue, whole)
        assert whole == copy
        assert whole.words == copy.words
        for shelf in asdict(copy, recurse=False).values():
            for value in shelf.values():
                for inside in asdict(value, recurse=False).values():
                    assert type(inside) in PLAIN or callable(inside)


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (str, 5, "found a value of the class int. Expected a text."),
        (str, b"x", "found a value of the class bytes. Expected a text."),
        (str, None, "found nothing. Expected a text."),
        (str, "x" * (LONGEST + 1), f"a text of {LONGEST + 1} letters. Write no more than {LONGEST}."),
        (int, True, "Expected a whole number."),
        (int, 1.0, "Expected a whole number."),
        (float, "1", "Expected a number."),
        (float, float("nan"), "a number without an end."),
        (float | None, float("inf"), "a number without an end."),
        (int, 10**400, "a number without an end."),
        (bool, 1, "Expected true or false."),
        (float | str | Measured | None, [1], "class list. Expected a number, a text, a Measured or nothing."),
        (tuple[str, ...], "abc", "found a value of the class str. Expected a list."),
        (tuple[str, ...], iter("abc"), "Expected a list."),
        (tuple[str, ...], ["a", 5], "skills, number 2: found a value of the class int. Expected a text."),
        (tuple[int, int], (1, 2, 3), "a list of 3. Expected 2."),
        (FrozenMap[str, str], {"a": "b"}, "found a value of the class dict."),
        (FrozenMap[str, str], FrozenMap({"a": 5}), "skills: a: found a value of the class int."),
        (Skill, TOY, "found a value of the class Catalogue. Expected a Skill."),
        (Skill, object.__new__(Skill), "skills: id: found nothing. Expected a text."),
    ],
)  # fmt: skip
def test_what_is_something_else_is_refused_in_a_sentence(kind, value, wanted):
    """Where it stands, what was found, and what would be right."""
    with pytest.raises(CoachplanError) as refused:
        admitted(kind, value, "skills")
    assert wanted in str(refused.value)


def test_what_a_class_of_ours_refuses_is_told_with_its_place():
    """A field that a validator or a converter refuses is told in its own sentence, and where it stands."""
    (flag,) = TOY.flags.values()
    wrong = RedFlag(flag.id, flag.urgency, words=flag.words, say=flag.say)
    object.__setattr__(wrong, "urgency", "tody")
    told = refused(RedFlag, wrong, "flags")
    assert told.startswith("flags: urgency: found 'tody'.")
    assert told.endswith("Did you mean 'today'?")
    part = Catalogue(flags=FrozenMap({flag.id: wrong}))
    assert refused(Catalogue, part, "").startswith("flags: toy/all-day-hiccups: urgency: found 'tody'.")
    assert "here: found odd. Mend it." == refused(Refusing, object.__new__(Refusing), "here")
    assert "here: part: found odd. Mend it." == refused(RefusingPart, object.__new__(RefusingPart), "here")


def refused(kind, value, at):
    with pytest.raises(CoachplanError) as error:
        admitted(kind, value, at)
    return str(error.value)


def refuse(item):
    def converted(_value):
        raise CoachplanError(Finding(item=item, what="found odd.", hint="Mend it."))

    return converted


@frozen
class Refusing:
    """One whose converter refuses all, and names no place."""

    part: None = field(default=None, converter=refuse(""))


@frozen
class RefusingPart:
    """One whose converter refuses all, and names the place."""

    part: None = field(default=None, converter=refuse("part"))


def test_a_class_that_lies_is_taken_for_what_it_is():
    """What a value says of its own class counts for nothing."""

    class Liar:
        __class__ = str

    with pytest.raises(CoachplanError, match="found a value of the class Liar"):
        admitted(str, Liar())
