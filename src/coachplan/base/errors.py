"""
What can go wrong, in words a person can act on.

A finding is one mistake: where it is, what was found, what would be right. One or many of them are raised
together as a `CoachplanError`. This file knows nothing of what is being checked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from attrs import frozen

from coachplan.base.disclosure import is_code, plain

__all__ = ["CoachplanError", "Finding", "describe", "nearest", "suggest"]


@frozen(kw_only=True)
class Finding:
    """
    One mistake: the file (or whatever was read), the item in it, what was found and what would be right.
    """

    what: str
    where: str = ""
    item: str = ""
    hint: str = ""

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.item) if part)
        sentence = f"{place}: {self.what}" if place else self.what
        return f"{sentence} {self.hint}" if self.hint else sentence


class CoachplanError(ExceptionGroup[Exception]):
    """
    The one error that coachplan raises: a group of findings, each readable by itself.

    `findings` holds them as values. `str(error)` lists them, a line each.
    """

    findings: tuple[Finding, ...]

    def __new__(cls, findings: str | Finding | Iterable[Finding]) -> CoachplanError:
        """
        Take one sentence, one finding, or several.
        """
        found = _as_findings(findings)
        made = super().__new__(cls, _headline(found), [ValueError(str(finding)) for finding in found])
        made.findings = found
        return made

    def __init__(self, findings: str | Finding | Iterable[Finding]) -> None:  # noqa: ARG002 - taken by __new__
        super().__init__(self.message, self.exceptions)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)

    def __reduce__(self) -> tuple[type[CoachplanError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)

    def derive(self, excs: Sequence[Exception], /) -> CoachplanError:  # type: ignore[override]
        """
        Split into the part with these findings, as `except*` asks.
        """
        kept = {str(exc) for exc in excs}
        return CoachplanError(finding for finding in self.findings if str(finding) in kept)


def _as_findings(given: str | Finding | Iterable[Finding]) -> tuple[Finding, ...]:
    if isinstance(given, str):
        return (Finding(what=given),)
    if isinstance(given, Finding):
        return (given,)
    return tuple(given)


def _headline(findings: tuple[Finding, ...]) -> str:
    return str(findings[0]) if len(findings) == 1 else f"{len(findings)} findings"


def describe(error: BaseException) -> str:
    """
    Return what an error says, with its kind; of one that cannot even say it, the kind.
    """
    try:
        words = str(error)
    except Exception:  # noqa: BLE001 - somebody else's error may fail in saying itself
        words = "it does not say why"
    return words if isinstance(error, CoachplanError) else f"{type(error).__name__}: {words}"


#: No name is longer, so what is longer is like none of them.
_LONGEST = 200


def nearest(word: object, known: Iterable[str]) -> str | None:
    """
    Return the known name most like *word*, or None where nothing is like it, or it is no text.
    """
    if not isinstance(word, str) or len(plain(word)) > _LONGEST:
        return None
    found = difflib.get_close_matches(plain(word), sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggest(word: object, known: Iterable[str]) -> str:
    """
    Return the hint for a wrong name: the nearest right one, else the ones there are. *word* itself is never told.
    """
    names = sorted(filter(is_code, known))  # a routine may have a sentence for an id
    close = nearest(word, names)
    if close is not None:
        return f"Did you mean {close!r}?"
    if not names:
        return "Nothing of this kind is known here."
    shown = ", ".join(repr(name) for name in names[:12])
    return f"Known: {shown}{', ...' if len(names) > 12 else ''}."
