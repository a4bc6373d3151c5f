"""
From one rung to the next one thing changes: what the child does, or how much help there is.

Where both change at once and the help gets less, a step that fails says nothing of why. What is listed here was looked
at, and why it stands is said; anything else is split in two, or keeps its help.
"""

from __future__ import annotations

from coachplan.model.skills import SUPPORTS, Skill
from coachplan.testing.builders import installed

#: A kind of step that is its help: who imitates was shown, and who does a part of it has a hand there. When that help
#: goes, the kind goes with it, and the task stays.
_IS_ITS_HELP = {"copy": ("model",), "join": ("full", "partial")}

#: The task stays in all but its name: the child goes on alone with what was done beside an adult, in the same place.
SAME_TASK = {
    "ot/morning-steps 4",
    "ot/morning-steps 6",
    "ot/name-feelings 1",
    "ot/pack-bag 2",
    "ot/pack-bag 4",
    "ot/sit-on-potty 3",
    "speech/answers-real-questions 2",
    "speech/favourite-lines 1",
    "speech/joins-in-songs 2",
    "speech/joins-in-songs 3",
    "speech/knows-the-fun-part 2",
    "speech/names-at-meals 3",
    "speech/plays-with-rhymes 1",
    "speech/plays-with-voice 3",
    "speech/tells-others-how-to-listen 2",
}

#: What comes next has no help to keep: the child begins it, picks it, or lets it come near, and nobody may push.
BEGUN_BY_THE_CHILD = {
    "feeding/new-food-nearer 2",
    "feeding/nursery-meal 4",
    "feeding/picture-menu 2",
    "speech/joins-in-songs 4",
    "speech/knows-the-fun-part 4",
    "speech/plays-with-rhymes 4",
    "speech/tells-others-how-to-listen 1",
}

#: The body takes over by itself, or a clinician is there.
LED_BY_THE_BODY = {
    "feeding/calm-near-mouth 5",
    "feeding/mouth-care-at-tube 2",
    "ot/tummy-time 3",
    "ot/tummy-time 5",
    "speech/listens-to-voice 2",
    "speech/looks-with-you 3",
    "speech/looks-with-you 4",
}

#: Two things change, and whoever treats such children may yet want a rung between.
TO_BE_LOOKED_AT = {
    "feeding/meal-away 4",
    "feeding/school-lunch 4",
    "feeding/tube-feed-company 2",
    "ot/nail-care 4",
    "ot/name-feelings 4",
    "ot/potty-to-toilet 4",
    "ot/sit-on-potty 6",
}


def _both_change(skill: Skill) -> list[str]:
    found = []
    for number, (low, high) in enumerate(zip(skill.steps, skill.steps[1:], strict=False), start=1):
        other = low.kind is not None and low.kind != high.kind
        less = SUPPORTS.index(high.support) > SUPPORTS.index(low.support)
        begins = (low.kind, low.support, high.kind) == ("accept", "full", "join")
        if other and less and not begins and low.support not in _IS_ITS_HELP.get(str(low.kind), ()):
            found.append(f"{skill.id} {number}")
    return found


def test_from_rung_to_rung_one_thing_changes():
    """Over every ladder of the plugins: what is not listed with its reason changes the task or the help, never both."""
    found = {each for skill in installed().catalogue.skills.values() for each in _both_change(skill)}
    assert SAME_TASK | BEGUN_BY_THE_CHILD | LED_BY_THE_BODY | TO_BE_LOOKED_AT == found
