"""
What is exported without names: a family, its plans, its log and its reviews, with others in the place of each name.

Replaced is what was declared: the child, the caregivers, who signed, who wrote, and where. A name that nobody declared,
a sister's, stays in a note; `notes=False` leaves the notes out. No value that was given is changed by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any, TypeVar, cast

import attrs
from attrs import evolve

from coachplan.base.arguments import checked
from coachplan.base.disclosure import found, is_code
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message, Texts
from coachplan.base.names import same_name
from coachplan.documents.log_rows import BadRow
from coachplan.documents.logs import Log
from coachplan.model.answered import Answered, question_id
from coachplan.model.approvals import Approval
from coachplan.model.entries import TEXT_FIELDS, Entry
from coachplan.model.family import Caregiver, Child, Family
from coachplan.model.observed import Observation
from coachplan.model.plans import Change, Clearance, Declined, Focus, Hold, OpenFlag, Plan
from coachplan.papers.speaking import Say, saying
from coachplan.papers.whole_names import Replacing

__all__ = ["declared_names", "ids_with_names", "without_names"]

T = TypeVar("T")

#: Fields that hold somebody, or somewhere, and nothing else.
_NAMED = ("name", "who", "by", "place")

#: What was written beside names in what is kept of a family; `notes=False` leaves it out.
_NOTES: dict[type, tuple[str, ...]] = {
    Entry: TEXT_FIELDS,
    BadRow: ("raw", "words"),
    Focus: ("cue", "why"),
    Hold: ("why",),
    OpenFlag: ("words",),
    Clearance: ("words", "note"),
    Declined: ("why",),
    Change: ("why",),
    Answered: ("words", "asked"),
}
#: And the values that can be without: of what a review says, much is made of words that were written.
_KEPT = (*_NOTES, Family, Plan, Log, str)

#: What nobody but a clinician signs.
_BY_CLINICIANS = (Approval, Clearance, Observation)

#: What is no hidden field, and may hold words all the same, where it is no code.
_MAY_BE_WORDS = ("seen", "value", "tags")


@checked
def declared_names(value: object, *, texts: Texts, language: str = "en") -> dict[str, str]:
    """
    Return every name that is declared in a value (a family, a plan, entries, a review, or a tuple of these), and what
    can stand in its place: "the child", "caregiver A", "clinician A", "person A", "place A", in *language*, in the
    order in which they are met.

    The parts of a person's name of several words stand there, too. Add whoever else is named in the notes, or put names
    of your own in their place: it is a plain dictionary. *texts* are the catalogue's `words`.
    """
    say = saying(texts, language)
    met: dict[str, tuple[str, str]] = {}
    for whose, name in _declared(value):
        if same_name(name):
            met.setdefault(same_name(name), (whose, name))
    in_order = sorted(met.values(), key=lambda each: _WHOSE.index(each[0]))
    names = dict.fromkeys(name for whose, name in in_order)
    for whose, name in in_order:
        if whose != "place":
            names.update(dict.fromkeys(part for part in _parts(name) if part not in names))
    hidden = Replacing(dict.fromkeys(names, ""))
    instead: dict[str, str] = {}
    for whose, name in in_order:
        instead[name] = next(
            way for way in _ways(whose, say) if way not in instead.values() and not hidden.left_in(way)
        )
    parts = {part: instead[name] for whose, name in reversed(in_order) if whose != "place" for part in _parts(name)}
    return {**instead, **{part: way for part, way in parts.items() if part not in instead}}


#: Whose a name can be, in the order in which those that are several are settled.
_WHOSE = ("child", "caregiver", "clinician", "person", "place")


def _ways(whose: str, say: Say) -> Iterator[str]:
    # By letters and not by numbers: a number in a note is read as one. Whoever is called as they are is somebody else.
    if whose == "child":
        yield say(Message("core/page.without-names.child"))
    for kind in dict.fromkeys(("person" if whose == "child" else whose, "person")):
        for number in range(26 * 27):
            first, second = divmod(number, 26)
            letter = f"{chr(64 + first) if first else ''}{chr(65 + second)}"
            yield say(Message(f"core/page.without-names.{kind}", {"letter": letter}))
    yield from ("X" * number for number in count(3))


def _parts(name: str) -> list[str]:
    # "Dana" of "Dana, OT", and neither a title nor a "de".
    parts = "".join(sign if sign.isalpha() or sign in "'’-" else " " for sign in name).split()
    return [part for part in parts if len(part) > 2 and part[0].isupper() and not part.isupper()] if parts[1:] else []


def _declared(value: object) -> Iterator[tuple[str, str]]:
    for each in _inside(value):
        if isinstance(each, Child | Caregiver):
            yield "child" if isinstance(each, Child) else "caregiver", each.name
            continue
        whose = "clinician" if isinstance(each, _BY_CLINICIANS) else getattr(each, "role", "person")
        yield from ((whose if whose in _WHOSE else "person", name) for name in _people(each))
        place = getattr(each, "place", "")
        if isinstance(place, str):
            yield "place", place


def _people(value: object) -> Iterator[str]:
    for field in ("who", "by"):
        named = getattr(value, field, "")
        yield from (named,) if isinstance(named, str) else named if isinstance(named, tuple) else ()


def _inside(value: object) -> Iterator[Any]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from _inside(each)
    elif attrs.has(type(value)) and not isinstance(value, Texts):
        yield value
        for attribute in attrs.fields(cast(Any, type(value))):
            if not attribute.name.startswith("_"):
                yield from _inside(getattr(value, attribute.name))


@checked
def without_names(value: T, names: Mapping[str, str], *, notes: bool = True) -> T:
    """
    Return a value with others in the place of names: a text, a family, a plan, entries, a log, a review, a paper, or a
    list or tuple of these.

    *names* says what stands for whom: `declared_names((plan, entries), texts=...)`. A name is replaced where it is a
    whole word, in any case, with or without accents and with an `s` behind it. Ids, days and counts stay as they are;
    `ids_with_names` says which ids tell a name. What clears an entry is of the entry without names, where both are
    given together.

    With *notes* False what was written in entries, and why something was decided, is left out. Raises `InvalidError`
    where another name stands in what would replace one, and where a review should be without notes: leave them out of
    the log, and review it.
    """
    replacing = Replacing({name: instead for name, instead in names.items() if same_name(name)})
    for instead in names.values():
        if replacing.left_in(instead):
            what, hint = "a name stands in what would be in the place of one.", "Choose other words."
            raise CoachplanError(Finding(item="names", what=what, hint=hint, code="invalid-value"))
    if not notes:
        _without_reviews(value)
    made = _Without(replacing, notes=notes)
    for each in _inside(value):
        if isinstance(each, Entry):
            made.digests[each.content] = made.of(each).content
    for each in _inside(value):
        if isinstance(each, Plan):
            made.digests[each.agreed] = made.of(each).agreed
    return cast(T, made.of(value))


def _without_reviews(value: object) -> None:
    for each in value if isinstance(value, list | tuple) else [value]:
        if isinstance(each, list | tuple):
            _without_reviews(each)
        elif not isinstance(each, _KEPT):
            what, hint = f"{found(each)} is made of what was written.", "Leave the notes out of the log, and review it."
            raise CoachplanError(Finding(item="value", what=what, hint=hint, code="wrong-kind"))


@checked
def ids_with_names(value: object, names: Mapping[str, str]) -> tuple[str, ...]:
    """
    Return the ids in which a name can be read, such as that of a family called `sam`; they stay as they are, since by
    them everything hangs together.
    """
    replacing = Replacing(names)
    shown = (
        text
        for each in _inside(value)
        for attribute in attrs.fields(type(each))
        if attribute.repr is not False and not attribute.name.startswith("_")
        for text in _texts_of(getattr(each, attribute.name))
    )
    return tuple(sorted({text for text in shown if replacing.left_in(text)}))


def _texts_of(value: object) -> Iterable[str]:
    return (
        (value,)
        if isinstance(value, str)
        else [each for each in value if isinstance(each, str)]
        if isinstance(value, tuple)
        else ()
    )


class _Without:
    # Goes through values; *digests* say what the digest of something is now that no name is in it.

    def __init__(self, replacing: Replacing, *, notes: bool) -> None:
        self.replacing, self.notes = replacing, notes
        self.digests: dict[str, str] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.replacing.words(value)
        if isinstance(value, Message):
            return evolve(value, values=[(name, self._value(each)) for name, each in value.values])
        if isinstance(value, list | tuple):
            made = [self.of(each) for each in value]
            return made if isinstance(value, list) else tuple(made)
        if not attrs.has(type(value)) or isinstance(value, Texts):
            return value
        changed = {}
        for attribute in attrs.fields(type(value)):
            if not attribute.name.startswith("_"):
                before = getattr(value, attribute.name)
                after = self._field(value, attribute, before)
                if after is not before and after != before:
                    changed[attribute.name] = after
        return evolve(value, **changed) if changed else value

    def _value(self, value: object) -> object:
        return self.replacing.a_name(value) if isinstance(value, str) else self.of(value)

    def _field(self, value: Any, attribute: Any, before: Any) -> Any:
        if isinstance(before, str):
            return self._text(value, attribute, before)
        if isinstance(before, tuple) and any(isinstance(each, str) for each in before):
            made = [self._text(value, attribute, each) if isinstance(each, str) else self.of(each) for each in before]
            return tuple(each for each in made if each or attribute.name != "tags")
        return self.of(before) if isinstance(before, tuple) or attrs.has(type(before)) else before

    def _text(self, value: Any, attribute: Any, before: str) -> str:
        if not self.notes and self._is_note(value, attribute.name, before):
            return ""
        if before in self.digests:
            return self.digests[before]
        if isinstance(value, Answered) and attribute.name == "question" and before == question_id(value.asked):
            return question_id(self.replacing.words(value.asked))
        if attribute.name in _NAMED and attribute.repr is False:
            return self.replacing.a_name(before)
        words = attribute.repr is False or (attribute.name in _MAY_BE_WORDS and not is_code(before))
        return self.replacing.words(before) if words else before

    def _is_note(self, value: object, field: str, before: str) -> bool:
        return field in _NOTES.get(type(value), ()) or (
            isinstance(value, Entry) and field in ("went", "tags") and not is_code(before)
        )
