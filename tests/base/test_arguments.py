"""
A call that is wrong says how: a name that there is not, one that is missing, a value of another kind. One that is right
is left alone.
"""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from typing import Literal

import pytest
from attrs import field, frozen

from coachplan.base.arguments import checked, explained
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError, InvalidError, suggest
from coachplan.base.validators import number, text


@plain_errors
@frozen
class Part:
    name: str = field(validator=text)
    many: int = field(default=1, validator=number(1, whole=True))
    pieces: tuple[str, ...] = field(kw_only=True, default=(), converter=tuple)


@checked
def cut(
    part: Part,
    on: date,
    *,
    into: Iterable[Part] = (),
    how: Literal["fine", "rough"] = "fine",
    best: float | None = None,
):
    """Cut a part."""
    return (part, on, into, how, best)


@explained
def halved(many: int) -> int:
    """Halve a number."""
    return many // 2


A, DAY = Part("a"), date(2026, 3, 2)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (Part, "Part: name: this is missing."),
        (lambda: Part(nam="a"), "Part: nam: there is no such field. Did you mean 'name'?"),
        (lambda: Part("a", 2, 3), "Part: found 3 values without a name. Without a name: name, many."),
        (lambda: Part("a", name="b"), "Part: name: this is given twice. Give it once."),
        (lambda: Part(5), "name: found a number. Expected text."),
        (lambda: Part("a", pieces=5), "Part: pieces: found a number. Expected something else here."),
        (lambda: cut(A), "cut: on: this is missing."),
        (lambda: cut(A, DAY, onto=()), "cut: onto: there is no such argument. Did you mean 'into'?"),
        (lambda: cut(A, DAY, ()), "cut: found 3 values without a name. Give each by its name."),
        (lambda: cut(A, DAY, part=A), "cut: part: this is given twice. Give it once."),
        (lambda: cut(None, DAY), "part: found nothing (null). Expected Part."),
        (lambda: cut(A, DAY, into=A), "into: expected a list, found a Part. Put it in a list."),
        (lambda: cut(A, DAY, into=[A, "Zorblax fell"]), "into[1]: found a text of 12 characters. Expected Part."),
        (lambda: cut(A, DAY, how=3), "how: found a number. Expected text."),
        (lambda: cut(A, DAY, best=True), "best: found true. Expected a number."),
        (lambda: halved("x"), "many: found a text of 1 character. Expected a whole number."),
    ],
)
def test_a_wrong_call_says_how(call, said):
    """The place, what was found, what would be right; as a wrong value and as a wrong type."""
    with pytest.raises(CoachplanError) as caught:
        call()
    assert said == str(caught.value)
    assert isinstance(caught.value, InvalidError)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_right_call_is_left_alone():
    """What is right comes through, what can be gone through once too; who asks how it is called is told."""
    assert (A, DAY, (A, A), "rough", 1) == cut(A, DAY, into=(each for each in (A, A)), how="rough", best=1)
    assert 2 == halved(4)
    assert ["part", "on", "into", "how", "best"] == list(inspect.signature(cut).parameters)
    assert ["self", "name", "many", "pieces"] == list(inspect.signature(Part.__init__).parameters)


def test_what_goes_wrong_inside_comes_out_as_it_is():
    """An error that is not the caller's, or that the caller's own iterator raises, is not dressed up."""

    @checked
    def broken(many: int) -> int:
        return many + None

    def away():
        yield A
        raise ConnectionError("the database is away")

    with pytest.raises(TypeError, match="unsupported operand"):
        broken(1)
    with pytest.raises(ConnectionError):
        cut(A, DAY, into=away())


@pytest.mark.parametrize(
    ("written", "known", "right"),
    [
        ("notes", ("minutes", "worked", "hard", "question", "win"), "'worked', 'hard', 'question' or 'win'"),
        ("comment", ("minutes", "hard", "worked"), "'worked' or 'hard'"),
        ("notes", ("note", "minutes"), "'note'"),
        ("date", ("id", "on", "days_a_week"), "'on'"),
        ("kid", ("child", "id"), "'child'"),
        ("parents", ("caregivers", "routines"), "'caregivers'"),
        ("duration", ("minutes", "routine"), "'minutes'"),
        ("goal", ("skill", "role"), "'skill'"),
        ("attempts", ("tries", "tags"), "'tries'"),
        ("prompt", ("support", "part_of_day"), "'support'"),
        ("mintues", ("minutes", "worked"), "'minutes'"),
        ("mealtime", ("bath", "bedtime", "breakfast", "dinner", "snack"), "'dinner', 'breakfast' or 'snack'"),
        ("bathroom", ("bath", "bedtime", "toilet"), "'toilet'"),
        ("clean-up", ("play", "tidy-up", "wake-up"), "'tidy-up'"),
    ],
)
def test_the_nearest_name_is_what_is_meant(written, known, right):
    """By meaning where a word has one, by letters where it is a slip."""
    assert f"Did you mean {right}?" == suggest(written, known)


@pytest.mark.parametrize("extra", ["hypothesis", "syllapy"])
def test_a_missing_extra_is_named(extra):
    """Where an extra is not installed, what needs it says which one, as an error of ours and of importing."""
    asks = {
        "hypothesis": "from coachplan.testing import check_plugin",
        "syllapy": "from coachplan.testing.conformance.wording import grade; grade('A word or two.')",
    }
    code = f"""
import sys
sys.modules[{extra!r}] = None
from coachplan import MissingExtraError
try:
    {asks[extra]}
except MissingExtraError as error:
    print(isinstance(error, ImportError), error)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert f'True {extra} is not installed. Install it: pip install "coachplan[testing]"\n' == ran.stdout
