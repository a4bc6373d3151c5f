"""
Which resource is which: ids that are the same in every export, made from the ids of family, plan and entry.

An id of ours may hold anything, as `ot/pull-up-socks` does, and an id of FHIR only letters, digits, `-` and `.`; so
each is a UUID of version 5, made from *base* and ours. Knows nothing of what is in a resource.
"""

from __future__ import annotations

import base64
import json
import re
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from attrs import define, field

from coachplan.base.disclosure import found, found_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.interchange.wording import kept

__all__ = ["BASE", "Ids", "as_written", "checked_base", "written_in"]

#: Under which address the codes, the form and the identifiers stand, unless an app names its own.
BASE = "https://github.com/coachplan/coachplan/fhir"

_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/%@+-]{1,200}\Z")


def checked_base(base: object) -> str:
    """
    Return an address without a slash at its end. Raises `InvalidError` for what is no address.
    """
    if not isinstance(base, str) or not _ADDRESS.match(base):
        what, hint = f"found {found_code(base)}.", f"Expected an address such as {BASE!r}."
        raise CoachplanError(Finding(item="base", what=what, hint=hint, code="invalid-value"))
    return base.rstrip("/")


@define(frozen=True, slots=False)
class Ids:
    """
    The ids of one *plan* of one *family*, under an address. Where ids are not to be *told*, as they may be names, there
    are no identifiers.
    """

    base: str
    family: str = field(repr=False)
    plan: str = field(repr=False)
    told: bool = True

    @cached_property
    def _space(self) -> UUID:
        return uuid5(NAMESPACE_URL, self.base)

    def of(self, kind: object, *parts: object) -> str:
        """
        Return the id of a resource: its kind, and ours of it within the plan.
        """
        of_all = [kind, self.family] if kind == "patient" else [kind, self.family, self.plan, *parts]
        # As JSON, so that `a/b` and `c` are not `a` and `b/c`, and any letter can stand in an id of ours.
        return str(uuid5(self._space, json.dumps(of_all)))

    def to(self, kind: object, *parts: object) -> dict[str, Any]:
        """
        Return a reference to a resource.
        """
        return {"reference": f"urn:uuid:{self.of(kind, *parts)}"}

    def identifier(self, kind: str, value: str) -> dict[str, Any] | None:
        """
        Return the identifier that an app knows something by; None where ids are not told.
        """
        return {"system": self.system(kind), **as_written("value", value, self.base)} if self.told else None

    def system(self, kind: str) -> str:
        """
        Return the system of an identifier.
        """
        return f"{self.base}/id/{kind}"

    def codes(self, name: str) -> str:
        """
        Return the system of codes of ours.
        """
        return f"{self.base}/CodeSystem/{name}"


# -- what FHIR cannot hold as it was written


def as_written(name: str, value: str | float, base: str, *, exact: bool = True) -> dict[str, Any]:
    """
    Return an element with a value; and where FHIR cannot hold it as it is (a control in a text, an endless number),
    what can be held, with the exact value beside it as JSON in base 64, unless it need not be *exact*.
    """
    holds = kept(value) if isinstance(value, str) else _number(name, value)
    made: dict[str, Any] = {} if holds in (None, "") else {name: holds}
    if exact and (holds != value or not made):
        code = base64.b64encode(json.dumps(value).encode("ascii")).decode("ascii")
        made[f"_{name}"] = {"extension": [{"url": _extension(base), "valueBase64Binary": code}]}
    return made


def written_in(holder: dict[str, Any], name: str, base: str) -> Any:
    """
    Return what was written in an element: the exact value where it stands beside it. Raises `InvalidError` where that
    cannot be read.
    """
    beside = holder.get(f"_{name}")
    extensions = beside.get("extension") if isinstance(beside, dict) else None
    for extension in extensions if isinstance(extensions, list) else ():
        if isinstance(extension, dict) and extension.get("url") == _extension(base):
            code: Any = extension.get("valueBase64Binary")
            try:
                return json.loads(base64.b64decode(code, validate=True))
            except (ValueError, TypeError, RecursionError):
                hint = "Expected JSON in base 64."
                raise CoachplanError(
                    Finding(item=f"_{name}", what=f"found {found(code)}.", hint=hint, code="not-json")
                ) from None
    return holder.get(name)


def _extension(base: str) -> str:
    return f"{base}/StructureDefinition/as-written"


def _number(name: str, value: float) -> float | None:
    # FHIR's whole numbers have 32 bits; its broken ones have an end.
    if name == "valueInteger":
        return int(value) if -(2**31) <= value < 2**31 else None
    return value + 0 if abs(value) < 1e15 else None  # more than any number of ours can mean
