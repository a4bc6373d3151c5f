"""
Names in what leaves the house: as they were written, left out, or replaced.

Who is named, and where a name stands in a text, is known by what exports a family without names (`papers.privacy`).
Knows nothing of the form in which anything goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import field, frozen

from coachplan.base.clean import one_line
from coachplan.base.disclosure import found, found_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Texts
from coachplan.base.names import same_name
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan
from coachplan.papers.privacy import declared_names
from coachplan.papers.whole_names import Replacing

__all__ = ["Names", "Naming", "naming"]

#: As they were written, left out, or what stands in the place of each; whom such a list does not name is left out.
Names = Literal["as-written", "left-out"] | Mapping[str, str]


@frozen
class Naming:
    """
    What becomes of names: what stands in the place of each, by the name; None where all stay as they were written.
    """

    instead: Replacing | None = field(default=None, repr=False)
    whole: Mapping[str, str] = field(factory=dict, repr=False)

    @property
    def kept(self) -> bool:
        """
        Whether names stay as they were written.
        """
        return self.instead is None

    def in_text(self, text: str) -> str:
        """
        Return a text with each name in it replaced.
        """
        return text if self.instead is None else self.instead.words(text)

    def person(self, name: str, otherwise: str) -> str:
        """
        Return what a person is called; *otherwise* where nobody is named, or the name has no stand-in.
        """
        if self.instead is None:
            return one_line(name) or otherwise
        return self.whole.get(same_name(name), otherwise)


def naming(names: Names, plan: Plan, entries: Iterable[Entry], *, texts: Texts, language: str) -> Naming:
    """
    Return what becomes of the names of a plan, its family and its entries. Raises `InvalidError` for what is neither
    one of the two words nor a table of names.
    """
    if names == "as-written":
        return Naming()
    asked: object = names
    if asked != "left-out" and not isinstance(asked, Mapping):
        what, hint = f"found {found_code(asked)}.", 'Give "as-written", "left-out", or a table of names.'
        raise CoachplanError(Finding(item="names", what=what, hint=hint, code="unknown-word"))
    given = _given(asked) if isinstance(asked, Mapping) else {}
    declared = declared_names((plan, tuple(entries)), texts=texts, language=language)
    whole = {same_name(name): instead for name, instead in (*declared.items(), *given.items())}
    for name, instead in given.items():
        # Whoever is called otherwise is so by a part of the name, too.
        parts = same_name(name).replace(",", " ").split()
        whole |= {same_name(each): instead for each in declared if same_name(each) in parts and each not in given}
    return Naming(Replacing({name: whole[same_name(name)] for name in (*given, *declared)}), whole)


def _given(names: Mapping[Any, Any]) -> dict[str, str]:
    for name, stand_in in names.items():
        if not isinstance(name, str) or not isinstance(stand_in, str):
            what = f"found {found(name if not isinstance(name, str) else stand_in)}."
            hint = "Give what stands in the place of each name, as text."
            raise CoachplanError(Finding(item="names", what=what, hint=hint, code="not-text"))
    return {name: one_line(stand_in) for name, stand_in in names.items() if same_name(name)}
