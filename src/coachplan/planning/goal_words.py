"""
The words of a family's goals, read for signs: what a therapist should see, and what no caregiver is shown again.

A goal is a wish and no report. What is read in it raises no alert, holds nothing back and leads to nothing: "fewer
seizures" is what a family hopes for. Does not know what serves a goal, or how far it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from coachplan.base.names import is_nobody, same_name
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.evidence import Mention
from coachplan.model.family import Family
from coachplan.model.goals import Goal
from coachplan.notes.two_readers import read_twice

__all__ = ["GoalWords", "read_goals"]


@frozen(kw_only=True)
class GoalWords:
    """
    What was read in the goals of a family: *mentions* for the therapist alone, each with the words of its goal; and the
    *quiet* goals, whose words no caregiver is shown, since somebody who is feared may read them, too.
    """

    mentions: tuple[Mention, ...] = ()
    quiet: frozenset[Goal] = frozenset()


def read_goals(family: Family, catalogue: Catalogue) -> GoalWords:
    """
    Read the words of each goal once, by both readers, in the language of whoever it is of.
    """
    mentions: dict[Mention, None] = {}
    quiet: set[Goal] = set()
    for goal in family.goals:
        # Nothing is said of the day or the age: a wish has none.
        read = read_twice(
            catalogue.lexicon, goal.words, _language(goal, family), family.child.name, telling=False
        ).mentions
        hushed = [mention for mention in read if _is_quiet(mention, catalogue)]
        if hushed:
            quiet.add(goal)
        worth = (mention for mention in read if mention.urgency is not None or mention in hushed)
        mentions.update(dict.fromkeys(evolve(each, urgency="look", goal=goal.words) for each in worth))
    return GoalWords(mentions=tuple(mentions), quiet=frozenset(quiet))


def _is_quiet(mention: Mention, catalogue: Catalogue) -> bool:
    # However it is meant: who wishes not to be hit any more denies it in words alone, and may be read all the same. But
    # what the list of the sign itself knows as looking like it (a ball that is kicked to us) is none.
    flag = catalogue.flags.get(mention.flag)
    only_looks_so = mention.kind == "figurative" and not mention.cue
    return flag is not None and flag.quiet and not only_looks_so


def _language(goal: Goal, family: Family) -> str:
    return next(_of_its_own(goal, family), family.language)


def _of_its_own(goal: Goal, family: Family) -> Iterator[str]:
    if not is_nobody(goal.by):
        yield from (each.language for each in family.caregivers if same_name(each.name) == same_name(goal.by))
