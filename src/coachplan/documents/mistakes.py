"""
What the reading of a document refused, as findings: each with its place, what was found and what would be right.

Knows how cattrs and our own converters group what goes wrong. Reads nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from cattrs import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError

from coachplan.base.disclosure import place_name
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.documents.converters import Several, Wrong

__all__ = ["findings_of"]


def findings_of(error: BaseException, where: str, path: str) -> Iterator[Finding]:
    """
    Yield a finding for each mistake in what was refused. *where* is the document, *path* the place in it so far.
    """
    if isinstance(error, ClassValidationError):
        yield from _of_class(error, where, path)
    elif isinstance(error, Several):
        for place, inner in error.errors:
            yield from findings_of(inner, where, _join(path, place))
    elif isinstance(error, CoachplanError):
        for finding in error.findings:
            yield attrs.evolve(finding, where=where, item=_join(path, finding.item))
    elif isinstance(error, Wrong):
        yield Finding(where=where, item=path, what=error.what, hint=error.hint, code=error.code)
    elif isinstance(error, RecursionError):
        yield Finding(where=where, item=path, what="it is nested too deeply.", code="not-json")
    else:
        yield Finding(where=where, item=path, what=f"it cannot be read ({type(error).__name__}).")


def _of_class(error: ClassValidationError, where: str, path: str) -> Iterator[Finding]:
    known = [a.name for a in attrs.fields(error.cl) if not a.name.startswith("_")]
    extra = sorted(key for e in error.exceptions if isinstance(e, ForbiddenExtraKeysError) for key in e.extra_fields)
    meant = set()
    for key in extra:
        right = nearest(key, known)
        meant.add(right)
        place = _join(path, place_name(key))
        yield Finding(
            where=where, item=place, what="there is no such field.", hint=suggest(key, known), code="unknown-field"
        )
    for inner in error.exceptions:
        if isinstance(inner, ForbiddenExtraKeysError):
            continue
        notes = [note for note in getattr(inner, "__notes__", ()) if isinstance(note, AttributeValidationNote)]
        place = _join(path, notes[-1].name) if notes else path
        if isinstance(inner, KeyError) and notes:
            if notes[-1].name not in meant:  # a misspelt field is one mistake, not two
                hint = attrs.fields_dict(error.cl)[notes[-1].name].metadata.get("missing", "")
                yield Finding(where=where, item=place, what="this is missing.", hint=hint, code="missing-field")
        else:
            yield from findings_of(inner, where, place)


def _join(path: str, place: str) -> str:
    if not path or not place or place.startswith("["):
        return path + place
    return f"{path}.{place}"
