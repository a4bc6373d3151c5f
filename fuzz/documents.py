"""
JSON documents of every kind, by `codec.loads`: read or refused, and what is read is written and read again equal.
"""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from held import ROOT, SECRET, holds, odd, text_of, value_or_refusal

from coachplan.documents.codec import dumps, from_dict, loads, to_dict
from coachplan.documents.formats import FORMATS, kind_of_form
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.testing.builders import ENGINE

WORDS = (
    '"format"', '"key"', '"values"', "1e999", "null", "[[", "\\ud800",
    *(f'"{form}"' for form in sorted(set(FORMATS.values()))),
)  # fmt: skip

_FORM = re.compile(r"coachplan-([a-z-]+)/")
_KEYS = ("format", "id", "key", "values", "idd", SECRET, "", "\u2e2e")
_UNSAID = (Plan, Family, Entry, Review)


def samples() -> list[bytes]:
    """
    Return a document of each kind, as releases wrote them.
    """
    return [path.read_bytes() for path in sorted((ROOT / "tests" / "documents").glob("[0-9]/*.json"))]


def check(data: bytes) -> None:
    """
    A document becomes a value or findings, and a value comes back equal.
    """
    text = text_of(data)
    form = _FORM.search(text)
    kind = (kind_of_form(form[1]) if form else None) or _UNSAID[len(data) % len(_UNSAID)]
    value = value_or_refusal(lambda: loads(kind, text, name="given"))
    if value is None:
        return
    value_or_refusal(lambda: loads(kind, text, name="given", catalogue=ENGINE.catalogue))
    written = dumps(value)
    holds(loads(kind, written) == value, "it does not come back equal")
    holds(dumps(loads(kind, written)) == written, "it is not written alike twice")
    if not isinstance(value, list | tuple):
        fields = to_dict(value)
        holds(from_dict(kind, fields) == value, "its fields do not come back equal")
        holds(json.loads(written) == json.loads(json.dumps(fields)), "its fields are not those of its document")


def changed(data: bytes, chance: Random) -> bytes | None:
    """
    Return a document with something in it exchanged, added, dropped, moved or nested; None for what is no JSON, or is
    nested too deeply to be written down again.
    """
    try:
        whole = json.loads(text_of(data))
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            whole = _once(whole, chance)
        written = json.dumps(whole, ensure_ascii=chance.random() < 0.5)
    except (ValueError, RecursionError):
        return None
    if chance.random() < 0.05:
        written = re.sub(r"([,{])(\s*\"[^\"]*\":)", r"\1\2 1,\2", written, count=1)  # a key twice
    return written.encode("utf-8", "surrogatepass")


def _once(whole: Any, chance: Random) -> Any:
    places = list(_places(whole))
    if not places:
        return odd(chance)
    holder, at = chance.choice(places)
    other, there = chance.choice(places)
    what = chance.randrange(8)
    if what == 0:
        del holder[at]
    elif what == 1:
        holder[at] = json.loads(json.dumps(other[there]))
    elif what == 2:
        deep: Any = holder[at]
        for _ in range(chance.choice((1, 3, 400))):
            deep = [deep] if chance.random() < 0.5 else {"values": deep}
        holder[at] = deep
    elif what == 3 and isinstance(holder, dict):
        holder[chance.choice(_KEYS)] = holder[at]
    elif what == 4 and isinstance(holder, list):
        holder.append(json.loads(json.dumps(holder[at])))
    elif what == 5 and isinstance(holder[at], int | float) and abs(holder[at]) < 1e300:
        holder[at] = chance.choice((holder[at] + 1, -holder[at], holder[at] + 0.5, float(holder[at]), str(holder[at])))
    else:
        holder[at] = odd(chance)
    return whole


def _places(part: Any, deeper: int = 50) -> Any:
    if deeper and isinstance(part, dict | list):
        for at, each in list(part.items()) if isinstance(part, dict) else list(enumerate(part)):
            yield part, at
            yield from _places(each, deeper - 1)
