"""
What a scenario is: a plan, a log, a day, and what must and must not come out. Plain values.

Knows nothing of files, nor of how an outcome is judged.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from coachplan.base.constructors import plain_errors
from coachplan.base.frozen_map import FrozenMap
from coachplan.model.entries import Entry
from coachplan.model.evidence import MentionKind
from coachplan.model.plans import Plan

__all__ = ["CERTAINTIES", "Expect", "ExpectedMention", "Never", "Scenario"]

#: Whether any sound rule set would agree, whether it hangs on the starting numbers, or whether people would differ.
CERTAINTIES = ("robust", "default-dependent", "ambiguous")


@frozen(kw_only=True)
class ExpectedMention:
    """
    Words that must be found in the notes, and the kind they must be read as. *kind* None: any kind.
    """

    words: str
    kind: MentionKind | None = None


@frozen(kw_only=True)
class Expect:
    """
    What must come out; what is None is not checked. *step*, *rule* and *needs* are by focus, with every right answer.
    """

    step: FrozenMap[str, tuple[str, ...]] | None = None
    rule: FrozenMap[str, tuple[str, ...]] | None = None
    needs: FrozenMap[str, tuple[str, ...]] | None = None
    alerts: tuple[str, ...] | None = None
    flags: tuple[str, ...] | None = None
    wins: tuple[str, ...] | None = None
    mentions: tuple[ExpectedMention, ...] | None = None
    answers: tuple[str, ...] | None = None
    says: tuple[str, ...] = ()
    ask_clinician: bool | None = None


@frozen(kw_only=True)
class Never:
    """
    What must not come out: for no focus, for no entry, and in nothing that the caregiver is shown.
    """

    steps: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


@plain_errors
@frozen(kw_only=True)
class Scenario:
    """
    One scenario: a sentence for a name, the plan and log it stands for, the day of review, and what is expected.
    """

    name: str
    certainty: str
    why: str = ""
    plan: Plan
    entries: tuple[Entry, ...] = field(converter=tuple[Entry, ...])
    review_day: date
    expect: Expect = Expect()
    never: Never = Never()
    where: str = ""
    #: What takes part beside the core, as `module` or `module:object`; none: every installed plugin.
    plugins: tuple[str, ...] = ()
