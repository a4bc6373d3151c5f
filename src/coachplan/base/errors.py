"""
What can go wrong, in words a person can act on.

A finding is one mistake: where it is, what was found, what would be right, and a code for programs. One or many are
raised together as a `CoachplanError`, of the kind that says what to do next. Knows nothing of what is being checked.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import field, frozen

from coachplan.base.asking import asking
from coachplan.base.codes import INVALID, MISSING, NOT_ALLOWED, STALE, UNKNOWN, UNREADABLE
from coachplan.base.disclosure import found, is_code, plain
from coachplan.base.meanings import meant

__all__ = [
    "CoachplanError",
    "Finding",
    "InvalidError",
    "MissingExtraError",
    "NotAllowedError",
    "StaleError",
    "UnknownIdError",
    "UnreadableError",
    "describe",
    "did_you_mean",
    "missing_extra",
    "nearest",
    "suggest",
]


@asking()
def _said(_finding: object, attribute: Any, value: Any) -> None:
    if not isinstance(value, str):
        what = f"found {found(value)}."
        raise InvalidError(Finding(item=attribute.name, what=what, hint="Expected text.", code="not-text"))


@frozen(kw_only=True)
class Finding:
    """
    One mistake: the file (or whatever was read), the item in it, what was found and what would be right.

    *code* says what kind of mistake it is, for a program; it stays when the sentence is worded anew. All that there are
    stand in `coachplan.base.codes.CODES`.
    """

    what: str = field(validator=_said)
    where: str = field(default="", validator=_said)
    item: str = field(default="", validator=_said)
    hint: str = field(default="", validator=_said)
    code: str = field(default="invalid-value", validator=_said)

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.item) if part)
        sentence = f"{place}: {self.what}" if place else self.what
        return f"{sentence} {self.hint}" if self.hint else sentence


class CoachplanError(Exception):
    """
    Whatever coachplan refuses: one or many findings, each readable by itself.

    `findings` holds them as values. `str(error)` lists them, a line each. Made as it stands, it becomes the kind that
    the codes of its findings say; where they are of several kinds, it stays what they share.
    """

    findings: tuple[Finding, ...]

    def __new__(cls, findings: str | Finding | Iterable[Finding]) -> CoachplanError:
        """
        Take one sentence, one finding, or several.
        """
        kept = _as_findings(findings)
        kind = _kind_of(kept) if cls is CoachplanError else cls
        made: CoachplanError = super(CoachplanError, kind).__new__(kind, _headline(kept))
        made.findings = kept
        return made

    def __init__(self, findings: str | Finding | Iterable[Finding]) -> None:  # noqa: ARG002 - taken by __new__
        super().__init__(_headline(self.findings))

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.findings,)


class InvalidError(CoachplanError, ValueError, TypeError):
    """
    A value or a document that does not fit: mend it. Also a `ValueError` and a `TypeError`.
    """


class UnknownIdError(InvalidError, KeyError):
    """
    An id that does not exist here: choose another, or load the plugin whose it is. Also a `KeyError`.
    """


class StaleError(CoachplanError):
    """
    Made from another state of the plan, or too long ago: load the plan, review again, and take what that says.
    """


class NotAllowedError(CoachplanError, PermissionError):
    """
    Not to be done: not in this role, not while a flag stands, not before another change. Also a `PermissionError`.
    """


class UnreadableError(CoachplanError, OSError):
    """
    A file or a folder that could not be read or written: look at it, or try again. Also an `OSError`.
    """


class MissingExtraError(CoachplanError, ImportError):
    """
    Something that an extra of coachplan brings is not installed. Also an `ImportError`.
    """


#: Which codes make which kind of error.
_KINDS: dict[str, type[CoachplanError]] = {
    **dict.fromkeys(INVALID, InvalidError),
    **dict.fromkeys(UNKNOWN, UnknownIdError),
    **dict.fromkeys(STALE, StaleError),
    **dict.fromkeys(NOT_ALLOWED, NotAllowedError),
    **dict.fromkeys(UNREADABLE, UnreadableError),
    **dict.fromkeys(MISSING, MissingExtraError),
}


def _kind_of(findings: tuple[Finding, ...]) -> type[CoachplanError]:
    kinds = {_KINDS.get(finding.code, InvalidError) for finding in findings}
    order = next(iter(kinds)).__mro__ if kinds else (CoachplanError,)
    return next(kind for kind in order if all(issubclass(each, kind) for each in kinds))


def _as_findings(given: str | Finding | Iterable[Finding]) -> tuple[Finding, ...]:
    if isinstance(given, str):
        return (Finding(what=given),)
    if isinstance(given, Finding):
        return (given,)
    kept = tuple(given) if isinstance(given, Iterable) else (given,)
    odd = [each for each in kept if not isinstance(each, Finding)]
    return (Finding(what=f"an error of {found(odd[0])}.", hint="Give findings.", code="wrong-kind"),) if odd else kept


def _headline(findings: tuple[Finding, ...]) -> str:
    return str(findings[0]) if len(findings) == 1 else f"{len(findings)} findings"


def missing_extra(extra: str, needs: object) -> CoachplanError:
    """
    Return the error that says which extra brings what is not installed.
    """
    hint = f'Install it: pip install "coachplan[{extra}]"'
    return CoachplanError(Finding(what=f"{needs} is not installed.", hint=hint, code="missing-extra"))


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
    Return the known name that *word* means or is most like, or None where nothing is like it, or it is no text.
    """
    close = _close(word, sorted(known))
    return close[0] if close else None


def _close(word: object, known: Sequence[str]) -> Sequence[str]:
    # By its meaning first: by letters alone `notes` is `minutes`. But one letter off is a slip, and means nothing else.
    if not isinstance(word, str) or len(plain(word)) > _LONGEST:
        return ()
    slip = difflib.get_close_matches(plain(word), known, n=1, cutoff=0.85)
    return slip or meant(plain(word), known) or difflib.get_close_matches(plain(word), known, n=1, cutoff=0.6)


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """
    Ask whether the nearest known name, or one of several of like meaning, is meant; nothing where none is near.
    """
    close = [repr(name) for name in _close(word, sorted(known))]
    return f"Did you mean {', '.join(close[:-1])}{' or ' if close[1:] else ''}{close[-1]}?" if close else ""


def suggest(word: object, known: Iterable[str]) -> str:
    """
    Return the hint for a wrong name: the nearest right one, else the ones there are. *word* itself is never told.
    """
    names = sorted(filter(is_code, known))  # a routine may have a sentence for an id
    meant_by_it = did_you_mean(word, names)
    if meant_by_it:
        return meant_by_it
    if not names:
        return "Nothing of this kind is known here."
    shown = ", ".join(repr(name) for name in names[:12])
    return f"Known: {shown}{', ...' if len(names) > 12 else ''}."
