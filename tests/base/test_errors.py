"""
An error is a list of sentences: where, in what, what was found, and what would be right.
"""

from __future__ import annotations

import copy
import pickle

import pytest

from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.ids import is_id, namespace_of
from coachplan.base.validators import age_range, number, strings

ONE = Finding(where="skills.toml", item="toy/a", what="there is no key 'titel' here.", hint="Did you mean 'title'?")
TWO = Finding(what="something else is wrong.")


def test_a_finding_reads_as_one_sentence():
    """File, item, what was found and the hint stand in that order; what is not known is left out."""
    assert "skills.toml: toy/a: there is no key 'titel' here. Did you mean 'title'?" == str(ONE)
    assert "something else is wrong." == str(TWO)
    assert "toy/a: wrong." == str(Finding(item="toy/a", what="wrong."))


def test_an_error_lists_every_finding():
    """The words of an error are its findings, a line each, and it holds them as values."""
    error = CoachplanError([ONE, TWO])
    assert (ONE, TWO) == error.findings
    assert f"{ONE}\n{TWO}" == str(error)


def test_an_error_may_be_one_sentence():
    """One sentence, or one finding, is an error with one finding."""
    assert (Finding(what="No."),) == CoachplanError("No.").findings
    assert (ONE,) == CoachplanError(ONE).findings


def test_an_error_survives_a_trip_to_another_process():
    """Pickled and copied, it says the same."""
    error = CoachplanError([ONE, TWO])
    for other in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert (ONE, TWO) == other.findings
        assert str(error) == str(other)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("toy/stack-blocks", True),
        ("a1/b2", True),
        ("toy", False),
        ("Toy/a", False),
        ("toy/a/b", False),
        ("toy/", False),
        ("/a", False),
        ("toy/a b", False),
        ("toy/a\n", False),
        ("-toy/a", False),
    ],
)
def test_an_id_is_namespace_slash_name(text, good):
    """Lower-case letters, digits and hyphens, on both sides of one slash."""
    assert good is is_id(text)


def test_a_namespace_is_what_stands_before_the_slash():
    """Whose item it is can be read off its id."""
    assert "toy" == namespace_of("toy/stack-blocks")


def test_the_nearest_right_name_is_suggested():
    """A misspelt name gets the nearest right one; one like nothing gets the list; a list too long is cut."""
    assert "step-up" == nearest("stepup", ["step-up", "lighten"])
    assert nearest("zzzz", ["step-up"]) is None
    assert "Did you mean 'step-up'?" == suggest("stepup", ["step-up", "lighten"])
    assert "Known: 'lighten', 'step-up'." == suggest("zzzz", ["step-up", "lighten"])
    assert "Nothing of this kind is known here." == suggest("a", [])
    assert suggest("zzzz", [f"name-{at:02}" for at in range(30)]).endswith(", ....")


def test_a_shelf_never_changes():
    """A shelf is a mapping in order of its keys, equal to a dict, hashable, and takes no new item."""
    shelf = FrozenMap({"b": 2, "a": 1})
    assert ["a", "b"] == list(shelf)
    assert {"a": 1, "b": 2} == shelf
    assert hash(shelf) == hash(FrozenMap([("a", 1), ("b", 2)]))
    assert shelf == pickle.loads(pickle.dumps(shelf))
    with pytest.raises(TypeError):
        shelf["c"] = 3


def test_one_bare_string_is_not_a_list_of_words():
    """A string where a list belongs is refused, since it would become its letters; so is what is no word."""
    with pytest.raises(CoachplanError, match="expected a list, found a text of 6 characters"):
        strings("trains")
    with pytest.raises(CoachplanError, match="found a number"):
        strings(["a", 3])
    assert ("a", "b") == strings(each for each in "ab")


class _Named:
    name = "minutes"
    default = 5


@pytest.mark.parametrize("bad", ["3", True, None, float("nan"), float("inf"), -1, 0])
def test_a_number_is_a_number_within_bounds(bad):
    """Text, a truth value, nothing, and what does not end are no numbers; a bound left out is not passed."""
    with pytest.raises((TypeError, ValueError), match="minutes"):
        number(0, above=True)(None, _Named, bad)


def test_a_number_too_large_for_a_float_is_refused_in_words():
    """A whole number beyond all floats is out of bounds, as any other, and no overflow."""
    with pytest.raises(ValueError, match="minutes"):
        number(0, 300, whole=True)(None, _Named, 10**400)


def test_ages_are_a_pair():
    """From and to, in months; three numbers are refused."""
    assert (12, 36) == age_range([12, 36])
    assert age_range(None) is None
    with pytest.raises(CoachplanError, match="two numbers"):
        age_range([1, 2, 3])
