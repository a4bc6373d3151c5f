"""
The kinds of item that knowledge is made of: the class, the table in a file, the shelf, which parts are words.

One row a kind, and the only place that says so: files are read by it, words gathered and translated, what a plugin
brings is admitted and counted. Knows nothing of what an item is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import field, frozen

from coachplan.base.messages import key
from coachplan.knowledge.rules import Parameter, Rule
from coachplan.model.cautions import Caution
from coachplan.model.flags import Answer, RedFlag
from coachplan.model.skills import Skill
from coachplan.model.strategies import Assessment, Barrier, RoutineKind, Strategy, Tag
from coachplan.progress.signals import Signal

__all__ = ["KINDS", "STEP_WORDS", "Kind"]

#: The parts of a step that are words.
STEP_WORDS = ("title", "look_for")


@frozen(kw_only=True)
class Kind:
    """
    One kind of item. *table* is what it is called in a file (empty: it is brought by code alone), *label* by people.

    *words* are the parts that a caregiver reads, *for_clinicians* those that only a clinician does: a part is a text,
    a list of texts, or the steps of a skill. Both can be translated. *in_notes*: notes are read for its phrases.
    """

    item: type[Any]
    shelf: str
    table: str = ""
    label: str = field()
    words: tuple[str, ...] = ()
    for_clinicians: tuple[str, ...] = ()
    in_notes: bool = False

    @label.default
    def _label(self) -> str:
        return self.table.replace("_", " ")

    @property
    def parts(self) -> tuple[str, ...]:
        """
        The parts that are words, whoever reads them.
        """
        return (*self.words, *self.for_clinicians)

    def said_in(self, item: Any) -> Iterator[tuple[str, str]]:
        """
        Yield the key and the English of every part of *item* that is words. An empty text is none.
        """
        for part in self.parts:
            said = getattr(item, part)
            if isinstance(said, str):
                yield from [(key(item.id, part), said)] if said else ()
                continue
            for number, each in enumerate(said, start=1):
                if isinstance(each, str):
                    yield key(item.id, f"{part}.{number}"), each
                else:
                    yield from ((key(item.id, f"{part}.{number}.{name}"), getattr(each, name)) for name in STEP_WORDS)

    @property
    def needed(self) -> tuple[str, ...]:
        """
        The texts for a caregiver that no item may lack.
        """
        made = attrs.fields_dict(self.item)
        return tuple(part for part in self.words if made[part].default is attrs.NOTHING and part != "steps")


KINDS: tuple[Kind, ...] = (
    Kind(item=Skill, table="skill", shelf="skills", words=("title", "steps", "tiny_wins")),
    Kind(
        item=Strategy,
        table="strategy",
        shelf="strategies",
        words=("title", "what", "when", "why", "did", "interest"),
    ),
    Kind(item=Rule, table="rule", shelf="rules", words=("say",), for_clinicians=("basis",)),
    Kind(item=RedFlag, table="flag", shelf="flags", words=("say",), in_notes=True),
    Kind(item=Barrier, table="barrier", shelf="barriers", words=("ask",), for_clinicians=("means",), in_notes=True),
    Kind(
        item=Answer, table="never_suggest", label="never-suggest", shelf="never_suggest", words=("say",), in_notes=True
    ),
    Kind(item=Answer, table="answer", shelf="answers", words=("say",), in_notes=True),
    Kind(item=Caution, table="caution", shelf="cautions", words=("title",)),
    Kind(item=Assessment, table="assessment", shelf="assessments", words=("title",)),
    Kind(item=RoutineKind, table="routine_kind", shelf="routine_kinds", words=("title",)),
    Kind(item=Signal, label="signal", shelf="signals"),
    Kind(item=Tag, table="tag", shelf="tags", words=("title",)),
    Kind(item=Parameter, table="parameter", shelf="parameters", for_clinicians=("what",)),
)
