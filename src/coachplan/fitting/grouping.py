"""
Numbers of their own for each discipline and each skill that enough families practise, each leaning on those of the
larger group: a small one much, a large one little.

A group's numbers are held likely around the larger group's, half as wide as these around the shipped ones, and are
climbed to by what its families practise of it alone. A focus is of the skill that it has at last, as a review follows
it. Does not know whether they foretell better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor

from attrs import field, frozen

from coachplan.base.ids import is_id, namespace_of
from coachplan.fitting.apart import told_apart
from coachplan.fitting.chances import Chances, Point
from coachplan.fitting.climbing import Top, climb
from coachplan.fitting.families import Told
from coachplan.fitting.histories import History
from coachplan.fitting.numbers import Scale
from coachplan.model.fitted import FEWEST
from coachplan.progress.ability import Priors

__all__ = ["NEAR", "OF_SKILLS", "Climbed", "Group", "Groups", "group_of", "grouped"]

#: A discipline and a skill of it; a skill of "" is all of the discipline.
Group = tuple[str, str]

#: What is a matter of what is practised: where children begin, how tall its steps are, how fast they learn it, how
#: often a strategy does little, and how much good and bad days differ. What else there is, as how days hang together
#: and what is forgotten in a pause, is of children and of logs: it is as in all. With it a fit takes up to twice as
#: long, and hardly foretells better (OWN).
OF_SKILLS = frozenset(
    f"core/{name}"
    for name in "start-share start-sd little-prior growth-slow growth-fast swing-sd step-gap step-gap-sd".split()
)

#: Where several kinds of children are put together, the slow and the quick story may each stand for one kind, and a
#: climb from there may end where the slow story of a group means that a strategy does little. So where it came out
#: slower than the larger group's, a climb begins a second time at the shipped stories; the higher of both tops counts.
_SLOW = "core/growth-slow"
_GROWTHS = frozenset(f"core/{name}" for name in "little-prior growth-slow growth-fast".split())

#: How near a group's numbers are held to lie to those of the larger one, an SD in widths (OWN).
NEAR = 0.5

#: A step of a group is worth another from so much on: what is left then lies within the doubt of the numbers. Where
#: some families are held out, from more: in how the others are foretold it shows nowhere.
_ENOUGH, _ENOUGH_OF_SOME = 0.3, 1.0


@frozen
class Climbed:
    """
    The numbers of one group: where its climb ended (*top*), which of them are its own (*moves*), and the point of the
    larger group on which they lean (*centre*).
    """

    centre: Point
    moves: tuple[bool, ...]
    top: Top


@frozen
class _Members:
    # The families of a group by their place among all, what each tells of it, and how likely that is.
    places: Mapping[int, int]
    told: tuple[Told, ...]
    chances: Chances = field(repr=False)


class Groups:
    """
    The groups of some families. Which of them have numbers of their own, and which numbers, is settled once, by all
    families: nothing of few, and nothing that gives few away.
    """

    def __init__(
        self, told: Sequence[Told], scale: Scale, executor: Executor | None, asked: Callable[[], None] | None = None
    ) -> None:
        self._scale = scale
        self.moves = _moves(told, scale.names)
        self._members = {group: _members(told, group, scale, executor, asked) for group in self.moves}

    def told(self, group: Group) -> tuple[Told, ...]:
        """
        Return what the families of a group tell of it.
        """
        return self._members[group].told

    def climbed(
        self, point: Point, which: Sequence[int] | None = None, known: Mapping[Group, Climbed] | None = None
    ) -> dict[Group, Climbed]:
        """
        Return the numbers of each group by some of the families, all unless these are named, around a *point* of all;
        in order, each discipline before its skills. *known*: what came of an earlier climb, near which the top may lie.
        """
        found: dict[Group, Climbed] = {}
        for group, moves in self.moves.items():
            members = self._members[group]
            own = range(len(members.told)) if which is None else _own(members.places, which)
            free = _enough([members.told[place] for place in own], moves, self._scale.names)
            if any(free):
                larger = found.get((group[0], ""))
                centre = point if larger is None else larger.top.point
                top = self._top(members, own, free, centre, None if known is None else known.get(group))
                found[group] = Climbed(centre, free, top)
        return found

    def _top(
        self, members: _Members, own: Sequence[int], free: Sequence[bool], centre: Point, known: Climbed | None
    ) -> Top:
        if known is not None:
            way = (known.top.point,)
            return climb(members.chances, own, free, way, centre=centre, near=NEAR, enough=_ENOUGH_OF_SOME)
        top = climb(members.chances, own, free, centre=centre, near=NEAR, enough=_ENOUGH)
        slow = self._scale.names.index(_SLOW)
        if top.point[slow] >= centre[slow]:
            return top
        told = zip(self._scale.names, centre, free, strict=True)
        shipped = tuple(0.0 if moves and name in _GROWTHS else place for name, place, moves in told)
        other = climb(members.chances, own, free, centre=centre, near=NEAR, begin=shipped, enough=_ENOUGH)
        return max(top, other, key=lambda each: each.height)

    def priors(self, point: Point, climbed: Mapping[Group, Climbed]) -> Callable[[History], Priors]:
        """
        Return what says the priors of a history: those of its skill, else of its discipline, else of all.
        """
        by_group = {group: self._scale.priors(each.top.point) for group, each in climbed.items()}
        of_all = self._scale.priors(point)

        def priors(history: History) -> Priors:
            discipline, skill = group_of(history)
            return by_group.get((discipline, skill)) or by_group.get((discipline, "")) or of_all

        return priors


def group_of(history: History) -> Group:
    """
    Return the discipline and the skill of a focus: that which it has at last.
    """
    skill = history[-1].skill
    return namespace_of(skill), skill


def grouped(told: Told, group: Group) -> Told:
    """
    Return what a family tells of a group.
    """
    discipline, skill = group
    own = [
        history
        for history in told.histories
        if namespace_of(history[-1].skill) == discipline and skill in ("", history[-1].skill)
    ]
    return Told(told.key, told.plan, told.newest, tuple(own))


def _members(
    told: Sequence[Told], group: Group, scale: Scale, executor: Executor | None, asked: Callable[[], None] | None
) -> _Members:
    own = {place: mine for place, each in enumerate(told) if (mine := grouped(each, group)).histories}
    ours = tuple(own.values())
    return _Members({place: at for at, place in enumerate(own)}, ours, Chances(ours, scale, executor, asked))


def _own(places: Mapping[int, int], which: Sequence[int]) -> list[int]:
    return [places[place] for place in which if place in places]


def _enough(told: Sequence[Told], moves: Sequence[bool], names: Sequence[str]) -> tuple[bool, ...]:
    return tuple(
        free and sum(name in each.tells_of for each in told) >= FEWEST for name, free in zip(names, moves, strict=True)
    )


def _moves(told: Sequence[Told], names: Sequence[str]) -> dict[Group, tuple[bool, ...]]:
    # Of each group with any, which numbers are its own: in the order of the ids, a discipline before its skills.
    own: dict[Group, set[str]] = {}
    for name in names:
        if name in OF_SKILLS:
            for group in _told_of(told, name):
                own.setdefault(group, set()).add(name)
    return {group: tuple(name in own[group] for name in names) for group in sorted(own)}


def _told_of(told: Sequence[Told], name: str) -> Iterator[Group]:
    # The groups that have a number of their own. A group that is all that there is, is none; and where a discipline is
    # not told, no skill of it is: both together could give away what the discipline alone may not.
    telling: dict[Group, set[int]] = {}
    for place, family in enumerate(told):
        for group in {group_of(history) for history in family.histories if is_id(history[-1].skill)}:
            if name in grouped(family, group).tells_of:
                telling.setdefault(group, set()).add(place)
    disciplines: dict[str, dict[str, set[int]]] = {}
    for (discipline, skill), families in sorted(telling.items()):
        disciplines.setdefault(discipline, {})[skill] = families
    apart = told_apart({each: set().union(*skills.values()) for each, skills in disciplines.items()})
    several = len(disciplines) > 1
    for discipline, skills in disciplines.items():
        if several and discipline not in apart:
            continue
        if several:
            yield discipline, ""
        if len(skills) > 1:
            yield from ((discipline, skill) for skill in sorted(told_apart(skills)))
