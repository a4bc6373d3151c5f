"""
One thing that happened in the practice of a family: what, when, by whom, and the document that says it.

The text is JSON in ASCII alone, so that every database keeps every character: NUL, half a character, line ends. A
digest over all of it tells a changed bit. Knows no database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.digests import digest
from coachplan.base.disclosure import found, shown
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.validators import Unfit, names_somebody, number, one_of, text
from coachplan.documents.codec import structure, to_dict
from coachplan.documents.files import loads_json
from coachplan.model.answered import Answered
from coachplan.model.audited import MadeWith
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Change, Clearance, Declined, Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Alert

__all__ = [
    "HAPPENINGS",
    "MOST_LETTERS",
    "MOST_TEXT",
    "Draft",
    "Event",
    "Happening",
    "a_stamp",
    "escaped",
    "fits",
    "seal",
    "somebody",
    "unescaped",
]

#: What can happen: what is kept as it stands, and what was done.
Happening = Literal[
    "family", "plan", "entry", "made-with", "review", "alert", "accepted", "changed", "declined", "cleared", "answered"
]

#: Of which kind of value the document is.
HAPPENINGS: Mapping[Happening, Any] = MappingProxyType(
    {
        "family": Family,
        "plan": Plan,
        "entry": Entry,
        "made-with": MadeWith,
        "review": Review,
        "alert": Alert,
        "accepted": Change,
        "changed": Change,
        "declined": Declined,
        "cleared": Clearance,
        "answered": Answered,
    }
)

#: No id is longer, as it is kept; an index of PostgreSQL takes no more than some 2,700 bytes.
MOST_LETTERS = 1_000
#: No document is longer, as it is kept: a review of years of notes comes to less than a tenth of it.
MOST_TEXT = 20_000_000


def a_stamp(_event: object, attribute: Any, value: Any) -> None:
    """
    Check that a value is a moment with its time zone.
    """
    if not isinstance(value, datetime):
        raise Unfit(attribute.name, f"found {found(value)}.", "Expected a moment, with its time zone.", "wrong-kind")
    if value.utcoffset() is None:
        raise Unfit(attribute.name, "this moment has no time zone.", "Give one: tzinfo=UTC.", "invalid-value")


def somebody(_event: object, attribute: Any, value: Any) -> None:
    """
    Check that somebody is named.
    """
    text(None, attribute, value)
    if not names_somebody(value):
        raise Unfit(attribute.name, "nobody is named.", "Say who recorded it: by='Alex'.", "nobody-named")


def escaped(words: str) -> str:
    """
    Return a text in ASCII alone, without control characters, so that every database keeps it as it is.
    """
    return json.dumps(str.__str__(words))[1:-1]


def unescaped(kept: str) -> str:
    """
    Return the text that was `escaped`. Raises `ValueError` for what was not.
    """
    return cast(str, json.loads(f'"{kept}"'))


@plain_errors
@frozen(kw_only=True)
class Event:
    """
    One thing that happened. *seq* is its place in the journal, *version* its place in the record of its *family*, from
    1 without a gap. *kind* says what *text* is a document of; *plan* is the plan that it is about ("" where it is about
    the family), and *item* the id of what is kept: an entry's, a plan's.

    *at* is the moment that the caller gave; the order is that of *version*, whatever the clocks said.
    """

    seq: int = field(validator=number(0, whole=True))
    family: str = field(validator=text, repr=shown)
    version: int = field(validator=number(1, whole=True))
    kind: Happening = field(validator=one_of(get_args(Happening)))
    plan: str = field(default="", validator=text, repr=shown)
    item: str = field(default="", validator=text, repr=shown)
    text: str = field(validator=text, repr=False)
    at: datetime = field(validator=a_stamp)
    by: str = field(validator=somebody, repr=False)

    @property
    def value(self) -> Any:
        """
        What happened, as a value: of the kind "entry" an `Entry`, of "accepted" a `Change`. Raises `InvalidError` where
        the document cannot be read, such as one of a newer coachplan.
        """
        name = f"event {self.seq}"
        return structure(HAPPENINGS[self.kind], loads_json(self.text, name=name), where=name)


@frozen(kw_only=True)
class Draft:
    """
    What is about to be recorded. *once*: nothing that says the same is recorded a second time; "" where it may be.
    """

    kind: Happening
    plan: str
    item: str
    text: str
    once: str

    @classmethod
    def of(cls, kind: Happening, value: Any, *, plan: str = "", item: str = "", once: bool = True) -> Draft:
        """
        Write a value down. Raises `CoachplanError` where an id is too long, or the whole cannot be kept.
        """
        try:
            written = json.dumps(to_dict(value), allow_nan=False, separators=(",", ":"))
        except RecursionError:
            raise _beyond(kind, "this is nested too deeply", "Write its parts one by one.") from None
        if len(written) > MOST_TEXT:
            raise _beyond(kind, f"this is longer than {MOST_TEXT:,} letters", "Divide it, or keep it elsewhere.")
        for name, each in (("plan", plan), ("item", item)):
            fits(name, each)
        # Of an entry its own digest: 7 and 7.0 are one number, and a field that is added later makes no other of it.
        said = value.content if isinstance(value, Entry) else digest(written)
        return cls(kind=kind, plan=plan, item=item, text=written, once=digest(kind, plan, item, said) if once else "")


def fits(name: str, words: str) -> str:
    """
    Return a text as it is kept in an index. Raises `CoachplanError` where it is too long for one.
    """
    kept = escaped(words)
    if len(kept) > MOST_LETTERS:
        what = f"this id is longer than {MOST_LETTERS:,} letters, as it is kept."
        raise CoachplanError(Finding(item=name, what=what, hint="Give a shorter one.", code="out-of-range"))
    return kept


def _beyond(kind: str, what: str, hint: str) -> CoachplanError:
    return CoachplanError(Finding(item=kind, what=f"{what}.", hint=hint, code="out-of-range"))


def seal(stream: str, version: int, kind: str, plan: str, item: str, document: str, at: str, by: str) -> str:
    """
    Return the digest of a row as it is kept: another as soon as one bit of it is another.
    """
    return digest(stream, version, kind, plan, item, document, at, by)
