"""
What a plugin may implement: two markers, one documented spec a hook, and the number of this contract.

Knows the shape of a hook, and nothing of how plugins are found.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping

import pluggy

from coachplan.catalogue import Catalogue

__all__ = ["CONTRACT", "PROJECT", "contract_refused", "hookimpl", "hookspec", "is_contract"]

#: The name that hooks, markers and the entry point group go by.
PROJECT = "coachplan"

#: The number of the contract between the core and a plugin: the hooks below, and the form of the content files. It goes
#: up where a sound plugin would have to be changed; what is only added leaves it as it is.
CONTRACT = 1

hookspec = pluggy.HookspecMarker(PROJECT)

#: Marks a plugin's function as the implementation of a hook.
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def coachplan_catalogue() -> Catalogue | None:
    """
    Hand over what the plugin knows: skills, strategies, rules, flags, texts. Called once, when the engine is made.
    """
    return None


@hookspec
def coachplan_namespaces() -> Iterable[str]:
    """
    Name the namespaces that are the plugin's own. Not needed: a plugin's own name is one, or else the ones it uses.
    """
    return ()


# -- which contract a plugin was made for

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
    mend = (
        f"Install a newer coachplan, or an older {plugin}."
        if newer
        else f"Install a newer {plugin}, or an older coachplan."
    )
    return f"it was made for contract {made_for}; this coachplan knows contract {CONTRACT}. {mend}"
