"""
What a constructor is given wrong, in words: a field that there is not, one that is missing, one that cannot be kept.

Knows what attrs knows of a class, and nothing of what the class means. Where all is right it is one call more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import wraps
from typing import Any, TypeVar

import attrs

from coachplan.base.disclosure import found, place_name
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest

__all__ = ["plain_errors"]

C = TypeVar("C", bound=type)


def plain_errors(cls: C) -> C:
    """
    Let the constructor of an attrs class raise nothing but `CoachplanError`; stands above `@frozen`.
    """
    made: Any = cls.__init__  # type: ignore[misc]

    @wraps(made)
    def __init__(self: Any, *values: Any, **fields: Any) -> None:  # noqa: N807 - it stands in the place of attrs' own
        try:
            made(self, *values, **fields)
        except Exception as error:  # noqa: BLE001 - somebody else's value may fail in any way
            raise _in_words(cls, values, fields, error) from None

    cls.__init__ = __init__  # type: ignore[misc]
    return cls


plain_errors(Finding)  # here, since it is what this says things with


def _in_words(cls: Any, values: tuple[Any, ...], fields: Mapping[str, Any], error: Exception) -> CoachplanError:
    if isinstance(error, CoachplanError) and all(finding.item for finding in error.findings):
        return error
    known = [each for each in attrs.fields(cls) if each.init]
    in_order = [each.alias for each in known if not each.kw_only]
    given = {**dict(zip(in_order, values, strict=False)), **fields}
    # What stands without its name may be any field, so none is said to be missing then.
    findings = [*_unordered(cls.__name__, in_order, values, fields)] or [*_misnamed(cls.__name__, known, given)]
    if findings:
        return CoachplanError(findings)
    name, value = _refusing(known, given)
    if isinstance(error, CoachplanError):
        return CoachplanError(attrs.evolve(each, item=each.item or name) for each in error.findings)
    what = f"found {found(value)}." if name else "it cannot be made of this."
    return CoachplanError(Finding(where=cls.__name__, item=name, what=what, hint="Expected something else here."))


def _misnamed(where: str, known: list[Any], given: Mapping[str, Any]) -> Iterator[Finding]:
    names, meant = [each.alias for each in known], set()
    for name in given:
        if name not in names:
            meant.add(nearest(name, names))
            hint = suggest(name, names)
            yield Finding(
                where=where, item=place_name(name), what="there is no such field.", hint=hint, code="unknown-field"
            )
    for each in known:
        # A misspelt field is one mistake, not two.
        if each.default is attrs.NOTHING and each.alias not in given and each.alias not in meant:
            yield Finding(where=where, item=each.alias, what="this is missing.", hint="", code="missing-field")


def _unordered(
    where: str, in_order: list[str], values: tuple[Any, ...], fields: Mapping[str, Any]
) -> Iterator[Finding]:
    if len(values) > len(in_order):
        what = f"found {len(values)} values without a name."
        hint = f"Without a name: {', '.join(in_order)}." if in_order else "Give each by its name."
        yield Finding(where=where, what=what, hint=hint, code="too-many")
    for name in in_order[: len(values)]:
        if name in fields:
            yield Finding(where=where, item=name, what="this is given twice.", hint="Give it once.", code="duplicate")


def _refusing(known: list[Any], given: Mapping[str, Any]) -> tuple[str, object]:
    # Which field it was: asked again, one by one, since an error from outside does not say.
    for each in known:
        if each.alias in given:
            value = given[each.alias]
            try:
                kept = each.converter(value) if each.converter else value
                if each.validator:
                    each.validator(None, each, kept)
            except Exception:  # noqa: BLE001 - as above
                return each.name, value
    return "", None
