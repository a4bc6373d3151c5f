"""
The keys of one scenario read strictly, with every slip that was found on the way: a person mends them in one go.

Knows what a text, a list of words and a table are. Knows nothing of what any key means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coachplan.base.errors import Finding, suggest

__all__ = ["Slips", "unknown_keys"]


def unknown_keys(raw: Mapping[str, Any], known: Iterable[str], where: str, item: str) -> list[Finding]:
    """
    Return a finding for every key that is not known here.
    """
    names = tuple(known)
    return [
        Finding(
            where=where,
            item=item,
            what=f"there is no key {key!r} here.",
            hint=suggest(key, names),
            code="unknown-field",
        )
        for key in raw
        if key not in names
    ]


class Slips:
    """
    One scenario as it was written (*raw*), what errors call it, and what is `wrong` with it so far.
    """

    def __init__(self, raw: dict[str, Any], where: str, item: str) -> None:
        self.raw = raw
        self.where = where
        self.item = item
        self.wrong: list[Finding] = []

    def fail(self, what: str, hint: str = "", *, item: str = "") -> None:
        """
        Note a slip.
        """
        place = f"{self.item}, {item}" if item else self.item
        self.wrong.append(Finding(where=self.where, item=place, what=what, hint=hint))

    def only(self, raw: Mapping[str, Any], known: Iterable[str], item: str = "") -> None:
        """
        Note every key that is not known.
        """
        self.wrong += unknown_keys(raw, known, self.where, f"{self.item}, {item}" if item else self.item)

    def one_of(self, value: object, known: Iterable[str], item: str) -> None:
        """
        Note a value that is not among the known ones.
        """
        names = tuple(known)
        if value not in names:
            self.fail(f"{value!r} is not known here.", suggest(str(value), names), item=item)

    def text(self, raw: Mapping[str, Any], key: str) -> str:
        """
        Return a text; empty where it is left out.
        """
        value = raw.get(key, "")
        if not isinstance(value, str):
            self.fail(f"expected a text, found {value!r}.", item=key)
            return ""
        return value

    def words(
        self, raw: Mapping[str, Any], key: str, under: str, known: Iterable[str] | None = None
    ) -> tuple[str, ...] | None:
        """
        Return a list of words, each among the *known* ones; None where it is left out.
        """
        if key not in raw:
            return None
        value = raw[key]
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            self.fail(f"expected a list of words, found {value!r}.", item=f"{under}, {key}")
            return ()
        for word in value:
            if known is not None:
                self.one_of(word, known, f"{under}, {key}")
        return tuple(value)

    def table(self, key: str) -> dict[str, Any]:
        """
        Return a table of the scenario; empty where it is left out.
        """
        value = self.raw.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"expected a table, found {value!r}.", "Write { key = value, ... }.", item=key)
            return {}
        return value

    def tables(self, key: str) -> list[dict[str, Any]]:
        """
        Return a list of tables of the scenario; empty where it is left out.
        """
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fail("expected a list of tables.", "Write [ { key = value }, ... ].", item=key)
            return []
        return value
