"""
Plugins are loaded one by one; one that fails is named, with why, and harms no other.
"""

from __future__ import annotations

import types

import pytest
from attrs import evolve

from coachplan.catalogue import Catalogue
from coachplan.engine import Engine, core_catalogue
from coachplan.flags import RedFlag
from coachplan.hookspecs import hookimpl
from coachplan.plugins import load
from coachplan.rules import Rule
from coachplan.strategies import Strategy
from coachplan.testing.toy import OWN, TOY, Toy, toy

FLAG = RedFlag("other/sign", "today", words={"en": ["odd sign"]}, say="Please call.", sources=[OWN])


class Part:
    def __init__(self, name, part):
        self.name = name
        self.part = part

    @hookimpl
    def coachplan_catalogue(self):
        if isinstance(self.part, BaseException):
            raise self.part
        return self.part


def strategy(name):
    return Strategy(name, "S", what="w", when="w", why="y", sources=[OWN])


def status(engine, name):
    return next((each.status, each.why) for each in engine.plugins if each.name == name)


def test_a_plugin_may_be_a_class_an_object_or_a_module():
    """Whatever carries the hook; its name is its own, or that of the module."""
    module = types.ModuleType("coachplan_toy")
    module.coachplan_catalogue = toy.coachplan_catalogue
    for given in (toy, Toy, module):
        engine = Engine(plugins=[given])
        assert [("toy", "loaded")] == [(each.name, each.status) for each in engine.plugins]
        assert "toy/stack-blocks" in engine.catalogue.skills


def test_the_cores_own_is_always_there():
    """Without any plugin there are flags, rules, routine kinds and signals; blocking the core is no way around."""
    for engine in (Engine(plugins=[]), Engine(plugins=[], blocked=["core"])):
        assert "core/breathing" in engine.catalogue.flags
        assert "core/step-up" in engine.catalogue.rules
        assert "now" == engine.read("he stopped breathing").mentions[0].urgency


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (RuntimeError("no luck"), "no luck"),
        (SystemExit(3), "3"),
        (None, "no catalogue"),
        ({"skills": []}, "dict"),
        (
            Catalogue(
                strategies=[strategy("stolen/s")], rules=[Rule("other/r", "sucess > 1", then="pause", sources=[OWN])]
            ),
            "success",
        ),
        (Catalogue(rules=[Rule("other/r", "success >", then="pause", sources=[OWN])]), "other/r"),
        (Catalogue(rules=[Rule("other/r", "success > 2", then="pause", sources=[OWN])]), "never fire"),
        (Catalogue(rules=[Rule("other/r", "days > 2", holds=["pause"], sources=[OWN])]), "pause"),
        (Catalogue(rules=[Rule("other/r", "days > 2", sources=[OWN])]), "neither proposes"),
        (Catalogue(strategies=[strategy("Other")]), "not an id"),
        (Catalogue(strategies=[evolve(strategy("other/s"), routines=["diner"])]), "dinner"),
        (Catalogue(strategies=[evolve(strategy("other/s"), skills=["toy/stack-bloks"])]), "toy/stack-blocks"),
        (Catalogue(flags=[evolve(FLAG, words={"en": ["a ,, b"]})]), "other/sign"),
    ],
)
def test_a_plugin_that_fails_is_named_with_why(broken, why):
    """The reason names the item and the nearest right thing; the other plugin stands."""
    engine = Engine(plugins=[Part("other", broken), toy])
    found, words = status(engine, "other")
    assert "failed" == found
    assert why in words
    assert "loaded" == status(engine, "toy")[0]
    assert not any(item.startswith("other/") for item in (*engine.catalogue.rules, *engine.catalogue.strategies))


def test_an_id_in_anothers_namespace_fails_the_intruder():
    """The owner stands, in either order; nobody brings anything in the core's namespace."""
    intruder = Part("other", Catalogue(strategies=[strategy("toy/mine")]))
    for plugins in ([intruder, toy], [toy, intruder]):
        engine = Engine(plugins=plugins)
        assert ("failed", "loaded") == (status(engine, "other")[0], status(engine, "toy")[0])
        assert "toy/show-first" in engine.catalogue.strategies
        assert "toy/mine" not in engine.catalogue.strategies
    rude = Engine(
        plugins=[Part("other", Catalogue(rules=[Rule("core/step-up", "true", then="step-up", sources=[OWN])]))]
    )
    assert "failed" == status(rude, "other")[0]
    assert "true" != rude.catalogue.rules["core/step-up"].when


def test_one_id_twice_fails():
    """Two items of one id in one plugin are a mistake, and named."""
    found, why = status(Engine(plugins=[_Twice()]), "other")
    assert "failed" == found
    assert "other/s" in why


class _Twice:
    name = "other"

    @hookimpl
    def coachplan_catalogue(self):
        return Catalogue(strategies=[strategy("other/s"), strategy("other/s")])


def test_a_plugin_that_leans_on_one_that_failed_fails_too():
    """What it refers to is not there."""
    leaning = Part("leaning", Catalogue(strategies=[evolve(strategy("leaning/s"), skills=["toy/stack-blocks"])]))
    assert "loaded" == status(Engine(plugins=[toy, leaning]), "leaning")[0]
    broken_toy = Part("toy", evolve(TOY, rules=[Rule("toy/r", "nothing > 1", then="pause", sources=[OWN])]))
    engine = Engine(plugins=[broken_toy, leaning])
    assert ("failed", "failed") == (status(engine, "toy")[0], status(engine, "leaning")[0])


def test_a_blocked_plugin_keeps_its_flags():
    """Its skills, strategies and rules stay out; nothing silences a red flag."""
    engine = Engine(
        plugins=[toy, Part("other", Catalogue(flags=[FLAG], strategies=[strategy("other/s")]))], blocked=["other"]
    )
    assert "blocked" == status(engine, "other")[0]
    assert "other/s" not in engine.catalogue.strategies
    assert "today" == engine.read("odd sign").mentions[0].urgency


def test_a_blocked_name_that_nobody_has_is_named():
    """A misspelt name blocks nothing, and says so."""
    found, why = status(Engine(plugins=[toy], blocked=["toi"]), "toi")
    assert "blocked" == found
    assert "no plugin of that name" in why
    assert "loaded" == status(Engine(plugins=[toy], blocked=["toi"]), "toy")[0]


def test_the_order_of_plugins_does_not_matter():
    """The same catalogue and the same list of plugins, in any order."""
    other = Part("other", Catalogue(flags=[FLAG]))
    one, two = Engine(plugins=[toy, other]), Engine(plugins=[other, toy])
    assert one.plugins == two.plugins
    assert one.catalogue == two.catalogue


def test_a_folder_that_is_not_there_is_named():
    """A clinic's folder that cannot be read fails by name, and the rest goes on."""
    engine = Engine(plugins=[toy], content=["no-such-clinic/"])
    found, why = status(engine, "no-such-clinic")
    assert "failed" == found
    assert "no such folder" in why
    assert "loaded" == status(engine, "toy")[0]


def test_a_clinics_folder_adds_without_a_package(tmp_path):
    """One file of content is a plugin of its own."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "calm.toml").write_text(
        'format = "coachplan-content/1"\n[[source]]\nid = "clinic/own"\ncitation = "Ours."\ngrade = "OWN"\n'
        '[[rule]]\nid = "clinic/calm"\n'
        'when = "calm-days < 5"\nholds = ["step-up"]\nsay = "Calm days first."\nsources = ["clinic/own"]\n',
        encoding="utf-8",
    )
    engine = Engine(plugins=[toy], content=[folder])
    assert "loaded" == status(engine, "clinic")[0]
    assert "clinic/calm" in engine.catalogue.rules


def test_a_broken_clinics_folder_says_file_item_and_nearest(tmp_path):
    """A misspelt key in a folder names the file, the item, and the right key."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "calm.toml").write_text(
        'format = "coachplan-content/1"\n[[rule]]\nid = "clinic/calm"\n'
        'wehn = "calm-days < 5"\nholds = ["step-up"]\nsay = "x"\n',
        encoding="utf-8",
    )
    found, why = status(Engine(plugins=[toy], content=[folder]), "clinic")
    assert "failed" == found
    for part in ("calm.toml", "clinic/calm", "wehn", "when"):
        assert part in why


def test_every_plugin_is_asked_once():
    """Loading asks a plugin's hook, and nothing asks it again."""
    asked = []

    class Counting:
        name = "counting"

        @hookimpl
        def coachplan_catalogue(self):
            asked.append(1)
            return Catalogue()

    load(core_catalogue(), plugins=[Counting()])
    assert [1] == asked
