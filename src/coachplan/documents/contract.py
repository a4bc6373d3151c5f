"""
The number of the contract between the core and what a plugin or a folder brings, and which numbers one was made for.

Knows the numbers, and nothing of hooks or files.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

__all__ = ["CONTRACT", "contract_refused", "is_contract"]

#: The number of the contract between the core and a plugin: the hooks below, and the form of the content files. It goes
#: up where a sound plugin would have to be changed; what is only added leaves it as it is.
CONTRACT = 1


_BOUND = re.compile(r"\s*(>=|<=|==|<|>)?\s*([0-9]{1,9})\s*\Z")


_HOLDS: Mapping[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


def is_contract(made_for: object) -> bool:
    """
    Say whether the contracts that something was made for can be read.
    """
    return _bounds(made_for) is not None


def _bounds(made_for: object) -> list[tuple[str, int]] | None:
    found = [_BOUND.match(part) for part in made_for.split(",")] if isinstance(made_for, str) else [None]
    bounds = [(match[1] or "==", int(match[2])) for match in found if match is not None]
    return bounds if len(bounds) == len(found) else None


def contract_refused(made_for: object, plugin: str) -> str:
    """
    Say why a plugin made for the contracts *made_for*, such as `">=1,<2"`, cannot be used here; "" where it can.

    *plugin* is what to install another release of. A bare number is just that contract.
    """
    bounds = _bounds(made_for)
    if bounds is None:
        right = f"Write a range such as '>={CONTRACT},<{CONTRACT + 1}'."
        return f"the contract it was made for is written {made_for!r}. {right}"
    missed = [(sign, number) for sign, number in bounds if not _HOLDS[sign](CONTRACT, number)]
    if not missed:
        return ""
    newer = any(sign in (">", ">=") or (sign == "==" and number > CONTRACT) for sign, number in missed)
    # It asks for more than this core has, or for less: one of the two has to move.
    hint = (
        f"Install a newer coachplan, or an older {plugin}."
        if newer
        else f"Install a newer {plugin}, or an older coachplan."
    )
    return f"it was made for contract {made_for}; this coachplan knows contract {CONTRACT}. {hint}"
