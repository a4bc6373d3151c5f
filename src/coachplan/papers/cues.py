"""
A wallet of cues: the one sentence of each focus, on small cards, for the fridge door, the bathroom mirror and a pocket.

Decides nothing.
"""

from __future__ import annotations

from itertools import cycle, islice

from attrs import field, frozen

from coachplan.base.languages import right_to_left
from coachplan.base.validators import a, each, strings, text
from coachplan.papers.handout import Handout

__all__ = ["Card", "Cues", "cues"]

#: As many as one page is cut into.
CARDS = 4


@frozen(kw_only=True)
class Card:
    """
    One card: the sentence *when*, *how* the caregiver helps, and the kind of *routine* that its drawing stands for.
    """

    when: str = field(validator=text, repr=False)
    how: str = field(default="", validator=text, repr=False)
    routine: str = field(default="", validator=text)


@frozen(kw_only=True)
class Cues:
    """
    The cards of one page, in one *language*. *alerts* come first; while a plan is paused there are no cards.
    """

    language: str = field(validator=text)
    right_to_left: bool = field(default=False, validator=a(bool))
    child: str = field(validator=text, repr=False)
    cards: tuple[Card, ...] = field(converter=tuple[Card, ...], validator=each(a(Card)))
    alerts: tuple[str, ...] = field(default=(), converter=strings, repr=False)
    rest: tuple[str, ...] = field(default=(), converter=strings, repr=False)


def cues(handouts: tuple[Handout, ...]) -> Cues | None:
    """
    Return the cards of what is practised, each as often as fills a page, out of the handouts of a plan; None where a
    plan has no focus.
    """
    if not handouts:
        return None
    first = handouts[0]
    practised = [Card(when=each.when, how=each.how, routine=each.routine) for each in handouts if not each.rest]
    room = max(CARDS, -(-len(practised) // CARDS) * CARDS)
    return Cues(
        language=first.language,
        right_to_left=right_to_left(first.language),
        child=first.child,
        cards=tuple(islice(cycle(practised), room)) if practised else (),
        alerts=first.alerts,
        rest=tuple(dict.fromkeys(each.rest for each in handouts if each.rest)),
    )
