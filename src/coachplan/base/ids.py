"""
Names of things: `namespace/name`.

Knows how an id looks. Does not know what exists.
"""

from __future__ import annotations

import re

__all__ = ["CORE_NAMESPACE", "is_id", "namespace_of"]

#: Whose items are coachplan's own, and what its own content is called.
CORE_NAMESPACE = "core"

_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*\Z")


def is_id(text: str) -> bool:
    """
    Say whether *text* is `namespace/name`: lower-case letters, digits and hyphens.
    """
    return _ID.match(text) is not None


def namespace_of(item_id: str) -> str:
    """
    Return the part before the slash: whose item it is.
    """
    return item_id.partition("/")[0]
