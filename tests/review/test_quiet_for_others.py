"""
A quiet sign on paper and on somebody else's screen: that practice rests, and no more; and nothing that is not quiet is
lost for it.
"""

from __future__ import annotations

from itertools import chain

import pytest

from coachplan import Engine
from coachplan.model.flags import Help
from coachplan.review.writers import written_by
from coachplan.testing.builders import FAMILY, OPEN, day, entry, review
from coachplan.testing.toy import toy

AT_HOME = "my husband hits me and I am afraid of him"
BLUE = "he choked and his lips went blue"
HEAD = "she hit her head yesterday"
STUTTER = "he lost words he used to say"
RESTS = "Practice rests for now, until your therapist has talked with you."
PAUSED = "Practice is paused"
LIMITS = "Nobody watches"


def found(*words):
    return review(OPEN, [entry(number, 5, 5, hard=each) for number, each in enumerate(words, start=1)], 9)


def test_the_one_who_wrote_it_reads_it_whole():
    """Every word, as before."""
    made = found(AT_HOME)
    assert made.for_caregiver() == made.for_caregiver(wrote=["e1"])
    assert "talk freely" in made.for_caregiver().alerts[0].words


@pytest.mark.parametrize("given", [{"wrote": ()}, {"wrote": ["e7"]}, {"only_looks": True}])
def test_nobody_else_does(given):
    """Paper, another caregiver and whoever only looks: no flag, no entry and no word by which to guess."""
    view = found(AT_HOME).for_caregiver(**given)
    [alert] = view.alerts
    assert (RESTS, (), (), True) == (alert.words, alert.flags, alert.entries, alert.pauses)
    assert view.paused
    assert not any("talk freely" in line or "call" in line.lower() for line in view.lines)


@pytest.mark.parametrize("loud", [BLUE, HEAD])
@pytest.mark.parametrize("order", [1, -1])
def test_what_is_loud_is_whole_beside_it(loud, order):
    """Its own call, that practice is paused, and what this cannot do: whatever the quiet one would have said for it."""
    alone = found(loud).for_caregiver(wrote=()).alerts
    beside = found(*(AT_HOME, loud)[::order]).for_caregiver(wrote=()).alerts

    assert [each.flags for each in alone] == [each.flags for each in beside]
    said = " ".join(each.words for each in beside)
    assert PAUSED in said
    assert LIMITS in said
    assert RESTS not in said
    assert "There is also" not in said


def test_what_pauses_nothing_is_told_beside_that_practice_rests():
    """A loud *soon* keeps its own instruction."""
    loud = [each for each in found(STUTTER).for_caregiver(wrote=()).alerts if not each.pauses]
    beside = found(AT_HOME, STUTTER).for_caregiver(wrote=()).alerts
    assert [each.flags for each in loud] == [each.flags for each in beside if each.flags and not each.pauses]
    assert "There is also" not in " ".join(each.words for each in beside)


def test_whom_to_turn_to_stays_beneath_what_is_now():
    """A parent who cannot cope is told where help is, also beside an emergency of the child."""
    log = [entry(1, 5, 5, hard=BLUE), entry(2, 5, 5, hard="I cannot cope any more")]
    made = Engine(plugins=[toy], help=Help(safeguarding="the family line")).review(OPEN, log, on=day(9))
    assert len(made.alerts) > 1
    helps = ("core/alert.safeguarding", "core/alert.help-for-you")
    wanted = [each for each in chain.from_iterable(alert.messages for alert in made.alerts) if each.key in helps]
    said = " ".join(each.words for each in made.for_caregiver().alerts)
    assert wanted
    assert "the family line" in said


def test_whose_an_entry_surely_is():
    """By name; without one where nobody else practises; never a row that could not be read."""
    log = [entry(1, who="Alex"), entry(2), entry(3, who="Rosa"), entry(4, focus="unread-row", hard="x")]
    assert {"e1", "e2"} == written_by(log, FAMILY, "alex")
    assert frozenset() == written_by(log, FAMILY, "")
