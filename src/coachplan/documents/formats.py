"""
Which values are documents, and how each says what it is.

Every value that the door names has a format, with a number of its own. Knows nothing of files, or of what stands in a
document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import GenericAlias, MappingProxyType
from typing import Any

from attrs import frozen

from coachplan.base.arguments import checked
from coachplan.base.errors import CoachplanError
from coachplan.documents.files import check_format
from coachplan.documents.older import in_todays_words
from coachplan.model.entries import Entry
from coachplan.model.suggestions import Question

__all__ = ["ENTRIES", "FORMATS", "MADE_OF_THE_REST", "Entries", "as_today", "format_of", "kind_of_form"]

ENTRIES = "coachplan-entries/1"


@frozen
class Entries:
    """
    A log as one document.
    """

    entries: tuple[Entry, ...]


#: The kinds of document, and how each one says what it is. Older numbers are still read. In `/1` a clearance and an
#: alert say which entry, and not what was looked at (so they clear nothing). In `/1` and `/2` a suggestion and a review
#: do not say what was agreed in the plan they were made from: neither is taken or recorded before the plan is reviewed
#: again. What is only called otherwise today stands in `older`. By name: whoever reads a plan waits for no other kind.
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        "model.plans.Plan": "coachplan-plan/3",
        "model.family.Family": "coachplan-family/1",
        "model.entries.Entry": "coachplan-entry/1",
        "documents.formats.Entries": ENTRIES,
        "model.reviews.Review": "coachplan-review/3",
        "model.proposals.Proposal": "coachplan-proposal/3",
        "model.approvals.Approval": "coachplan-approval/2",
        "model.suggestions.Suggestion": "coachplan-suggestion/3",
        "model.suggestions.Alert": "coachplan-alert/2",
        # a review with all that it was made from, to be made again
        "model.audited.Audited": "coachplan-audited/1",
        # what a clinic's own logs say of the children it works with
        "model.fitted.Fitted": "coachplan-fitted/1",
        # what is sent to an app, and kept there
        "model.proposals.Proposals": "coachplan-proposals/1",
        "model.caregiver_view.CaregiverView": "coachplan-caregiver-view/1",
        "model.caregiver_view.CaregiverAlert": "coachplan-caregiver-alert/1",
        "model.caregiver_view.CaregiverStep": "coachplan-caregiver-step/1",
        "model.caregiver_view.CaregiverQuestion": "coachplan-caregiver-question/1",
        "model.why_not.WhyNot": "coachplan-why-not/1",
        "model.options.Option": "coachplan-option/1",
        "model.evidence.Reading": "coachplan-reading/1",
        "model.evidence.Mention": "coachplan-mention/1",
        "model.suggestions.Win": "coachplan-win/1",
        "model.suggestions.Question": "coachplan-question/1",
        "model.suggestions.Missing": "coachplan-missing/1",
        "model.goal_standings.GoalStanding": "coachplan-goal-standing/1",
        "model.plugin_status.PluginStatus": "coachplan-plugin-status/1",
        "base.errors.Finding": "coachplan-finding/1",
        # parts that an app shows and changes one by one
        "model.plans.Focus": "coachplan-focus/1",
        "model.actions.Action": "coachplan-action/1",
        "model.family.Child": "coachplan-child/1",
        "model.family.Caregiver": "coachplan-caregiver/1",
        "model.family.Routine": "coachplan-routine/1",
        "model.goals.Goal": "coachplan-goal/1",
        "model.flags.Help": "coachplan-help/1",
        # knowledge, as it is shown; written by hand it is content
        "model.skills.Skill": "coachplan-skill/1",
        "model.skills.Step": "coachplan-step/1",
        "model.skills.Source": "coachplan-source/1",
        "model.strategies.Strategy": "coachplan-strategy/1",
        "model.flags.RedFlag": "coachplan-red-flag/1",
        "knowledge.rules.Rule": "coachplan-rule/1",
    }
)



class _Formats(Mapping[Any, str]):
    """
    The same by the kinds themselves: a class, or a log as a list or a tuple.
    """

    def __getitem__(self, kind: Any) -> str:
        # What is no class and no list of one is asked nothing: it may be anything.
        if type(kind) is GenericAlias and kind in _LOGS:
            return ENTRIES
        if issubclass(type(kind), type):
            named = f"{kind.__module__}.{kind.__qualname__}".removeprefix(_CORE)
            if named in _NAMED and _kind(named) is kind:
                return _NAMED[named]
        raise KeyError

    def __iter__(self) -> Iterator[Any]:
        for kind in map(_kind, _NAMED):
            yield from _LOGS if kind is Entries else ()
            yield kind

    def __len__(self) -> int:
        return len(_NAMED) + len(_LOGS)


_CORE = "coachplan."
#: A log may be asked for so, too.
_LOGS = (list[Entry], tuple[Entry, ...])


def _kind(named: str) -> Any:
    module, _, name = named.rpartition(".")
    return getattr(import_module(_CORE + module), name)


#: The kinds of document, and how each says what it is.
FORMATS: Mapping[Any, str] = _Formats()

#: What may stand in a document for those who read it without us, and is made of the rest of it: a text that is taken
#: and not kept, whatever it says.
MADE_OF_THE_REST: Mapping[Any, tuple[str, ...]] = MappingProxyType({Question: ("id",)})


def format_of(kind: object) -> str | None:
    """
    Return the format of a kind of value; None for what is no kind of document.
    """
    try:
        return FORMATS.get(kind)
    except TypeError:  # a value where a class should be
        return None


@checked
def kind_of_form(form: str) -> Any:
    """
    Return the kind of value that a document is of: `plan` is that of `coachplan-plan/2`; None where there is none.
    """
    return next((kind for kind, named in FORMATS.items() if named.startswith(f"coachplan-{form}/")), None)


def as_today(raw: dict[str, Any], kind: Any) -> dict[str, Any]:
    """
    Return the fields of a document of a *kind*, one of an older number in the words of today. What stands inside
    another document needs no format line; where it has one, it is read by its own number.

    Raises `CoachplanError` where the line names another kind, or a newer number.
    """
    wanted = format_of(kind)
    if wanted is None or "format" not in raw:
        return raw
    wrong = check_format(raw, wanted, "")
    if wrong is not None:
        raise CoachplanError(wrong)
    return {name: value for name, value in in_todays_words(raw, wanted).items() if name != "format"}
