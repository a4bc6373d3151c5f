"""
The shapes that values keep: text, choices, kinds, numbers within bounds, days, lists of words as tuples, ages.

Whatever does not fit is refused where it is written, in a sentence that tells the field and never what was written.
Knows nothing of what the words or numbers mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar, cast

from attrs import frozen

from coachplan.base.asking import asking, asks
from coachplan.base.disclosure import found, found_code, found_figure, plain
from coachplan.base.errors import CoachplanError, Finding, InvalidError, suggest

__all__ = [
    "BEYOND",
    "Unfit",
    "Validator",
    "a",
    "age_range",
    "an_id",
    "argument",
    "bounds",
    "day",
    "each",
    "figure_or_text",
    "is_within",
    "listed",
    "names_somebody",
    "number",
    "one_of",
    "strings",
    "text",
]

T = TypeVar("T")

Validator = Callable[[Any, Any, Any], None]


class Unfit(InvalidError):  # noqa: N818  # a kind of wrong value, as its parents are
    """
    One value that its field refuses: the field, what was found, and what would be right.
    """

    field: str
    what: str
    hint: str

    def __new__(cls, field: str, what: str, hint: str, code: str = "invalid-value") -> Unfit:
        """
        Take the field and the two sentences; they are its one finding.
        """
        made = cast(Unfit, super().__new__(cls, Finding(item=field, what=what, hint=hint, code=code)))
        made.field, made.what, made.hint = field, what, hint
        return made

    def __init__(self, field: str, what: str, hint: str, code: str = "invalid-value") -> None:  # noqa: ARG002 - as above
        super().__init__(self.findings)

    @property
    def code(self) -> str:
        """
        What kind of mistake it is (`Finding.code`).
        """
        return self.findings[0].code

    def __reduce__(self) -> tuple[type[Unfit], tuple[str, str, str, str]]:
        return type(self), (self.field, self.what, self.hint, self.code)


def _left_out(attribute: Any, value: object) -> bool:
    # Nothing passes where nothing is what stands there if nothing is said.
    return value is None and attribute.default is None


def _kept_plain(instance: object, attribute: Any, value: str) -> None:
    # What only adds to `str`, such as an enum or safe markup, may say that it is empty: its letters are kept, and none
    # of its ways. A list is asked of its values one by one and is kept elsewhere; an argument has no instance.
    if type(value) is not str and getattr(instance, attribute.name, None) is value:
        object.__setattr__(instance, attribute.name, str.__str__(value))


# -- one value


@asking()
def text(instance: object, attribute: Any, value: Any) -> None:
    """
    Check that a value is text, and keep it as a plain `str`. None passes, where it is a default.
    """
    if type(value) is str or _left_out(attribute, value):
        return
    if not issubclass(type(value), str):
        raise Unfit(attribute.name, f"found {found(value)}.", "Expected text.", "not-text")
    _kept_plain(instance, attribute, value)


@asking(pattern=r"\S")
def an_id(instance: object, attribute: Any, value: Any) -> None:
    """
    Check that a value is text that tells one thing from another: more than spaces.
    """
    text(instance, attribute, value)
    if not plain(value).strip():
        raise Unfit(attribute.name, "found nothing.", attribute.metadata.get("missing", "Give it a name of its own."))


def one_of(options: Iterable[str]) -> Validator:
    """
    Return a validator for one of a few words, kept as a plain `str`; the nearest of them is suggested. None passes,
    where it is a default.
    """
    known = tuple(options)

    @asking(enum=known)
    def check(instance: object, attribute: Any, value: Any) -> None:
        if (type(value) is str and value in known) or _left_out(attribute, value):
            return
        # By its true characters: a subclass of `str` may say that it equals anything.
        if not issubclass(type(value), str) or plain(value) not in known:
            raise Unfit(attribute.name, f"found {found_code(value)}.", suggest(value, known), "unknown-word")
        _kept_plain(instance, attribute, value)

    return check


#: How a value of a kind is called in a sentence, where it is not by its class.
_CALLED = {bool: "true or false", str: "text", type(None): "nothing"}


def a(*kinds: type) -> Validator:
    """
    Return a validator for a value of one of these kinds: `a(Child)`, `a(bool)`. None passes, where it is a default.
    """
    wanted = " or ".join(_CALLED.get(kind, kind.__name__) for kind in kinds)

    @asking()
    def check(_instance: object, attribute: Any, value: Any) -> None:
        if not isinstance(value, kinds) and not _left_out(attribute, value):
            raise Unfit(attribute.name, f"found {found(value)}.", f"Expected {wanted}.", "wrong-kind")

    return check


def is_within(value: float, low: float | None, high: float | None, *, whole: bool = False) -> bool:
    """
    Say whether a number is from *low* to *high* (None: without an end), and whole where only whole ones count.
    """
    above, below = low is None or low <= value, high is None or value <= high
    return above and below and (not whole or value == int(value))


def bounds(low: float | None, high: float | None, *, whole: bool = False, above: bool = False) -> str:
    """
    Say such a range in words; *above*: over *low*.
    """
    kind = "a whole number" if whole else "a number"
    if low is not None and high is not None:
        return f"{kind} from {low:g} to {high:g}"
    if low is not None:
        return f"{kind} above {low:g}" if above else f"{kind} of at least {low:g}"
    return kind if high is None else f"{kind} of at most {high:g}"


#: A whole number from here on is none that can be kept.
BEYOND = 10**300


def number(
    low: float | None = None,
    high: float | None = None,
    *,
    whole: bool = False,
    above: bool = False,
    endless: bool = False,
) -> Validator:
    """
    Return a validator for a number from *low* to *high* (*above*: over *low*); None passes, where it is a default.

    *endless*: infinities and what is no number (NaN) pass, to be judged where they are read.
    """
    wanted = bounds(low, high, whole=whole, above=above)
    ends = {"exclusiveMinimum" if above else "minimum": low, "maximum": high}

    @asking(**{end: value for end, value in ends.items() if value is not None})
    def check(_instance: object, attribute: Any, value: Any) -> None:
        kind = type(value)
        if kind is int or (kind is float and not whole):  # as nearly all are
            inside = (low is None or low <= value) and (high is None or value <= high)
            if inside and -BEYOND < value < BEYOND and not (above and value == low):
                return
        if _left_out(attribute, value):
            return
        right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if right and endless and isinstance(value, float) and not math.isfinite(value):
            return
        # A number beyond could not be reckoned with, nor written and read back; what is none is not within it, either.
        if not (right and abs(value) < BEYOND and is_within(value, low, high)) or (above and value == low):
            shown = found_figure(value).removeprefix("the number ")
            code = "out-of-range" if right else "not-a-number"
            raise Unfit(attribute.name, f"found {shown}.", f"Expected {wanted}.", code)

    return check


@asking()
def figure_or_text(instance: object, attribute: Any, value: Any) -> None:
    """
    Check that a value is what a reading may be: a number that ends, a text (kept as a plain `str`), or nothing.
    """
    if value is None or type(value) is str:
        return
    if issubclass(type(value), str):
        _kept_plain(instance, attribute, value)
        return
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < BEYOND:
        raise Unfit(
            attribute.name, f"found {found_figure(value)}.", "Expected a number, a text or nothing.", "not-a-number"
        )


@asking()
def day(_instance: object, attribute: Any, value: Any) -> None:
    """
    Check that a value is a day: a `datetime.date` without a time. None passes, where it is a default.
    """
    if _left_out(attribute, value):
        return
    if not isinstance(value, date) or isinstance(value, datetime):
        right = "Expected a day (datetime.date, without a time)."
        raise Unfit(attribute.name, f"found {found_figure(value)}.", right, "not-a-day")


@frozen
class _Argument:
    name: str
    default: object = ()  # anything but None: an argument that is checked is given


def argument(name: str, value: object, check: Validator) -> None:
    """
    Ask a validator of what a function was given, as of a field: `argument("why", why, text)`. Raises `CoachplanError`.
    """
    try:
        check(None, _Argument(name), value)
    except Unfit as wrong:
        raise CoachplanError(wrong.findings) from None


# -- several values


def listed(values: Iterable[T]) -> tuple[T, ...]:
    """
    Keep a list as a tuple; a text, a table or one value alone is a mistake.
    """
    if type(values) is tuple or type(values) is list:  # as nearly all are
        return tuple(values)
    if isinstance(values, str | bytes | bytearray | Mapping) or not isinstance(values, Iterable):
        raise CoachplanError(
            Finding(what=f"expected a list, found {found(values)}.", hint="Put it in a list.", code="not-a-list")
        )
    return tuple(values)


#: The kind that words nearly always are of.
_TEXT = frozenset((str,))


def strings(values: Iterable[str]) -> tuple[str, ...]:
    """
    Keep a list of words as a tuple, each a plain `str`; one bare string is a mistake: it would become its letters.
    """
    kept = listed(values)
    if _TEXT.issuperset(map(type, kept)):
        return kept
    for value in kept:
        if not issubclass(type(value), str):
            raise CoachplanError(
                Finding(what=f"expected words, found {found(value)}.", hint="Write it as text.", code="not-text")
            )
    return tuple(map(str.__str__, kept))


def each(check: Validator, *, least: int = 0) -> Validator:
    """
    Return a validator that asks *check* of every value in a list, and tells which is wrong; and whether there are few.
    """

    @asking(items=asks(check), minItems=least)
    def check_all(instance: object, attribute: Any, values: Any) -> None:
        if len(values) < least:
            raise Unfit(attribute.name, f"found {found(values)}.", f"Expected at least {least}.", "too-few")
        for position, value in enumerate(values):
            try:
                check(instance, attribute, value)
            except Unfit as wrong:
                raise Unfit(f"{attribute.name}[{position}]", wrong.what, wrong.hint, wrong.code) from None

    return check_all


#: Letters that show nothing: a name of these is nobody's.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")


def names_somebody(text: str) -> bool:
    """
    Say whether a text can be somebody's name: it has a letter that can be seen.
    """
    return any(char.isalpha() and char not in _UNSEEN for char in text)


def age_range(given: Iterable[int] | None) -> tuple[int, int] | None:
    """
    Keep (from, to) in months as a pair.
    """
    if given is None:
        return None
    pair = listed(given)
    if len(pair) != 2 or not all(
        isinstance(age, int) and not isinstance(age, bool) and abs(age) < BEYOND for age in pair
    ):
        shown = f"a list of {len(pair)}" if len(pair) != 2 else " and ".join(found_figure(age) for age in pair)
        raise CoachplanError(
            Finding(what=f"ages are two numbers, from and to, in months; found {shown}.", code="out-of-range")
        )
    return pair[0], pair[1]
