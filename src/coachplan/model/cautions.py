"""
What can rule a skill or a strategy out for a child, and what people call it.

Holds the words. Knows nothing of how they are compared, or of what is ruled out.
"""

from __future__ import annotations

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.languages import by_language
from coachplan.base.validators import a, each, strings, text
from coachplan.model.flags import Phrases, phrases
from coachplan.model.skills import Source

__all__ = ["Caution"]


@plain_errors
@frozen
class Caution:
    """
    One word for one thing. *title* is what a caregiver is told, in the middle of a sentence: "a feeding tube".

    *synonyms*, by language, are what people write instead. *broader* names the cautions that this is a kind of: who has
    the one is left out of what names the other, whichever is which. *icd10* and *snomed* are codes that stand for it in
    letters and records; an ICD code stands for all that begin so.
    """

    id: str = field(validator=text)
    title: str = field(validator=text)
    synonyms: Phrases = field(kw_only=True, default=FrozenMap(), converter=phrases, validator=by_language)
    broader: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    icd10: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    snomed: tuple[str, ...] = field(kw_only=True, default=(), converter=strings)
    sources: tuple[Source, ...] = field(
        kw_only=True, default=(), converter=tuple[Source, ...], validator=each(a(Source))
    )
