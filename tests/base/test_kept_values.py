"""
Values kept as plain data, and made again: the same values, or none.
"""

from __future__ import annotations

import json

import attrs
import pytest

from coachplan.base.errors import CoachplanError
from coachplan.base.kept_values import kept, made_again
from coachplan.knowledge.kinds import KINDS
from coachplan.model.flags import RedFlag
from coachplan.model.skills import Skill, Step
from coachplan.testing.builders import installed

SHELVES = [kind for kind in KINDS if kind.shelf != "signals"]


@pytest.mark.parametrize("kind", SHELVES, ids=[kind.shelf for kind in SHELVES])
def test_every_item_that_ships_comes_back(kind):
    """Written as JSON and read, it is equal to what it was, and says the same of itself."""
    for value in getattr(installed().catalogue, kind.shelf).values():
        again = made_again(kind.item, json.loads(json.dumps(kept(value))))
        assert value == again
        assert repr(value) == repr(again)
        assert hash(value) == hash(again)


def test_a_function_is_no_data():
    """A signal holds one, so it is not kept."""
    with pytest.raises(TypeError, match="function is not kept"):
        kept(next(iter(installed().catalogue.signals.values())))
    with pytest.raises(TypeError, match="no way is known"):
        made_again(next(kind.item for kind in KINDS if kind.shelf == "signals"), {})


PLAIN = kept(Skill("ot/zip", "Zips", discipline="ot", steps=[Step("Pulls", "It goes up.")], ages=(12, 24)))


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Skill, None),
        (Skill, []),
        (Skill, "ot/zip"),
        (Skill, {}),
        (Skill, {**PLAIN, "no_such_field": 1}),
        (Skill, {**PLAIN, "title": 3}),
        (Skill, {**PLAIN, "title": None}),
        (Skill, {**PLAIN, "steps": "Pulls"}),
        (Skill, {**PLAIN, "steps": [None]}),
        (Skill, {**PLAIN, "steps": []}),
        (Skill, {**PLAIN, "ages": [True, 2]}),
        (Skill, {**PLAIN, "ages": ["1", "2"]}),
        (Skill, {**PLAIN, "tries_are_upsets": 1}),
        (Skill, {**PLAIN, "measure": "luck"}),
        (RedFlag, {"id": "a/b", "urgency": "now", "say": "s", "words": {"en": [["x"]]}}),
    ],
)
def test_what_does_not_fit_is_refused(kind, plain):
    """Another type than the class names, or a value that its constructor refuses."""
    with pytest.raises((TypeError, CoachplanError)):
        made_again(kind, plain)


def test_what_stands_at_its_default_is_left_out():
    """So a field that is added later is not missed."""
    assert set(PLAIN) == {"id", "title", "discipline", "steps", "ages"}
    assert made_again(Skill, PLAIN).measure == attrs.fields(Skill).measure.default
