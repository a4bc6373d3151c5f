"""
Names in what leaves the house: as they were written, left out, or replaced.

Whoever is named in a plan, a family or an entry is known, and whatever text goes out is looked through for them, in any
case and without accents, also by a part of the name. A note may still tell who somebody is: this makes a record less
personal, and nobody nameless. Knows nothing of the form in which anything goes out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from attrs import field, frozen

from coachplan.base.clean import one_line
from coachplan.base.disclosure import found, found_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message
from coachplan.base.names import same_name
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan

__all__ = ["Names", "Naming", "naming"]

#: As they were written, left out, or what stands in the place of each; whom such a list does not name is left out.
Names = Literal["as-written", "left-out"] | Mapping[str, str]

#: More words than this, in the place of a name, are a note in the wrong column.
_A_NAME = 4
#: Words in names that are everybody's.
_SHARED = frozenset("a an and da de del der die el la las los mrs mr ms of the van von y".split())
_MARKS = "[\u0300-\u036f]*"


@frozen
class Naming:
    """
    What becomes of names: each *stand_in* by the name that it replaces. With *kept*, all stay as they were written.
    """

    kept: bool
    _pattern: re.Pattern[str] | None = field(default=None, repr=False)
    _stand_ins: tuple[str, ...] = field(default=(), repr=False)
    _whole: Mapping[str, str] = field(factory=dict, repr=False)

    def in_text(self, text: str) -> str:
        """
        Return a text with each name in it replaced.
        """
        if self._pattern is None:
            return text
        parted = unicodedata.normalize("NFD", text)
        replaced = self._pattern.sub(lambda one: self._stand_ins[int(str(one.lastgroup)[1:])], parted)
        return unicodedata.normalize("NFC", replaced)

    def person(self, name: str, otherwise: str) -> str:
        """
        Return what a person is called; *otherwise* where nobody is named, or the name has no stand-in.
        """
        if self.kept:
            return one_line(name) or otherwise
        return self._whole.get(same_name(name), otherwise)


def naming(names: Names, plan: Plan, entries: Iterable[Entry], say: Callable[[Message], str]) -> Naming:
    """
    Return what becomes of the names of a plan, its family and its entries. *say* makes words out of messages. Raises
    `InvalidError` for what is neither one of the two words nor a table of names.
    """
    if names == "as-written":
        return Naming(kept=True)
    asked: object = names
    if asked != "left-out" and not isinstance(asked, Mapping):
        what, hint = f"found {found_code(asked)}.", 'Give "as-written", "left-out", or a table of names.'
        raise CoachplanError(Finding(item="names", what=what, hint=hint, code="unknown-word"))
    given = _given(asked) if isinstance(asked, Mapping) else {}
    known: dict[str, tuple[str, str]] = {}
    for name, who in _people(plan, entries):
        if same_name(name):
            known.setdefault(same_name(name), (name, given.get(same_name(name)) or say(who)))
    for same, stand_in in given.items():
        known.setdefault(same, (same, stand_in))
    forms: dict[str, str] = {}
    for name, replaced in known.values():
        for form in _forms(name):
            forms.setdefault(form, replaced)
    longest = sorted(forms, key=lambda form: (-len(form), form))
    pattern = "|".join(f"(?P<n{number}>{_spelt(form)})" for number, form in enumerate(longest))
    return Naming(
        kept=False,
        pattern=re.compile(pattern, re.IGNORECASE) if pattern else None,
        stand_ins=tuple(forms[form] for form in longest),
        whole={same: replaced for same, (_, replaced) in known.items()},
    )


def _given(names: Mapping[Any, Any]) -> dict[str, str]:
    for name, stand_in in names.items():
        if not isinstance(name, str) or not isinstance(stand_in, str):
            what = f"found {found(name if not isinstance(name, str) else stand_in)}."
            hint = "Give what stands in the place of each name, as text."
            raise CoachplanError(Finding(item="names", what=what, hint=hint, code="not-text"))
    return {same_name(name): one_line(stand_in) for name, stand_in in names.items() if same_name(name)}


def _people(plan: Plan, entries: Iterable[Entry]) -> Iterator[tuple[str, Message]]:
    family, somebody = plan.family, Message("core/record.somebody")
    yield family.child.name, Message("core/record.child")
    for number, caregiver in enumerate(family.caregivers, start=1):
        yield caregiver.name, Message("core/record.caregiver", {"number": number})
    clinician = Message("core/record.clinician")
    if plan.approval is not None:
        yield plan.approval.by, clinician
    for clearance in plan.cleared:
        yield clearance.by, clinician
    roles = [(each.by, each.role) for each in plan.history] + [(each.by, each.role) for each in plan.holds]
    for by, role in roles:
        yield by, clinician if role == "clinician" else somebody
    yield from ((each.by, somebody) for each in plan.declined)
    yield from ((each.by, somebody) for each in plan.answered)
    for entry in entries:
        yield entry.who, clinician if entry.role == "clinician" else somebody
    for goal in family.goals:
        yield goal.by, somebody
    for routine in family.routines:
        yield from ((who, somebody) for who in routine.who)


def _forms(name: str) -> Iterator[str]:
    # The whole name, what stands before a title ("Dana, OT"), and each part that is a name by itself.
    words = name.split()
    if not words or len(words) > _A_NAME:
        return
    called = name.partition(",")[0]
    yield from (each for each in (name, called) if re.search(r"\w", each))
    for part in re.findall(r"[^\W\d_]+", called):
        if len(part) > 1 and not part.islower() and part.casefold() not in _SHARED:
            yield part


def _spelt(form: str) -> str:
    # In any case and with or without accents. Where a script parts no words, a name stands inside others.
    letters = unicodedata.normalize("NFD", " ".join(form.split()))
    spelt = "".join(
        r"[\s\W]{1,3}" if letter == " " else re.escape(letter) + _MARKS
        for letter in letters
        if not unicodedata.combining(letter)
    )
    whole = not any(unicodedata.category(letter) == "Lo" for letter in letters)
    return rf"(?<![^\W_]){spelt}(?![^\W_])" if whole and re.search(r"\w", letters) else spelt
