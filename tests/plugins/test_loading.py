"""
Plugins are loaded one by one; one that fails is named, with why, and harms no other.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
import types
from datetime import date, timedelta
from functools import cache
from importlib.metadata import EntryPoint

import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

import coachplan_feeding
import coachplan_ot
import coachplan_speech
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.messages import Text
from coachplan.documents.contract import CONTRACT, contract_refused
from coachplan.engine import Engine, core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.rules import Parameter, Rule
from coachplan.model.approvals import Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import URGENCIES, Answer, Phrasing, RedFlag
from coachplan.model.plans import Focus, Plan
from coachplan.model.strategies import Strategy, Tag
from coachplan.notes.patterns import forms, lessens
from coachplan.notes.reader import read
from coachplan.plugins import contributions as asking
from coachplan.plugins import loading as plugins_module
from coachplan.plugins.hookspecs import hookimpl
from coachplan.plugins.loading import load
from coachplan.testing.builders import Bringing
from coachplan.testing.toy import OWN, TOY, Toy, toy

FLAG = RedFlag("other/sign", "today", words={"en": ["odd sign"]}, say="Please call.", sources=[OWN])


_PLAN = Plan(
    "p1",
    Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("play", "play")], id="sam"),
    focuses=[Focus("f1", "play", skill="toy/stack-blocks", step=1, strategy="toy/show-first", since=date(2026, 3, 1))],
)


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
    engine = Engine(plugins=[Bringing("other", broken), toy])
    found, words = status(engine, "other")
    assert "failed" == found
    assert why in words
    assert "loaded" == status(engine, "toy")[0]
    assert not any(item.startswith("other/") for item in (*engine.catalogue.rules, *engine.catalogue.strategies))


def test_an_id_in_anothers_namespace_fails_the_intruder():
    """The owner stands, in either order; nobody brings anything in the core's namespace."""
    intruder = Bringing("other", Catalogue(strategies=[strategy("toy/mine")]))
    for plugins in ([intruder, toy], [toy, intruder]):
        engine = Engine(plugins=plugins)
        assert ("failed", "loaded") == (status(engine, "other")[0], status(engine, "toy")[0])
        assert "toy/show-first" in engine.catalogue.strategies
        assert "toy/mine" not in engine.catalogue.strategies
    rude = Engine(
        plugins=[Bringing("other", Catalogue(rules=[Rule("core/step-up", "true", then="step-up", sources=[OWN])]))]
    )
    assert "failed" == status(rude, "other")[0]
    assert "true" != rude.catalogue.rules["core/step-up"].when


def test_one_id_twice_fails():
    """Two items of one id in one plugin are a mistake, and named."""
    twice = Bringing("other", hook=lambda: Catalogue(strategies=[strategy("other/s"), strategy("other/s")]))
    found, why = status(Engine(plugins=[twice]), "other")
    assert "failed" == found
    assert "other/s" in why


def test_a_plugin_that_leans_on_one_that_failed_fails_too():
    """What it refers to is not there."""
    leaning = Bringing("leaning", Catalogue(strategies=[evolve(strategy("leaning/s"), skills=["toy/stack-blocks"])]))
    assert "loaded" == status(Engine(plugins=[toy, leaning]), "leaning")[0]
    broken_toy = Bringing("toy", evolve(TOY, rules=[Rule("toy/r", "nothing > 1", then="pause", sources=[OWN])]))
    engine = Engine(plugins=[broken_toy, leaning])
    assert ("failed", "failed") == (status(engine, "toy")[0], status(engine, "leaning")[0])


def test_a_blocked_plugin_keeps_its_flags():
    """Its skills, strategies and rules stay out; nothing silences a red flag."""
    engine = Engine(
        plugins=[toy, Bringing("other", Catalogue(flags=[FLAG], strategies=[strategy("other/s")]))], blocked=["other"]
    )
    assert "blocked" == status(engine, "other")[0]
    assert "other/s" not in engine.catalogue.strategies
    assert "today" == engine.read("odd sign").mentions[0].urgency


_REAL = (coachplan_feeding, coachplan_ot, coachplan_speech)


@cache
def _whole():
    # The disciplines as they are shipped: an engine never changes, and this one is slow to make.
    return Engine(plugins=_REAL)


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("name", ["feeding", "ot", "speech"])
def test_a_blocked_discipline_keeps_every_flag(name, some_of):
    """Of each discipline as it is shipped: every flag stays, and pauses or alerts by its words and by its tags."""
    whole, blocked = _whole(), Engine(plugins=_REAL, blocked=[name])
    assert ("blocked", "loaded") == (status(blocked, name)[0], status(blocked, "ot" if name != "ot" else "speech")[0])
    assert whole.catalogue.flags == blocked.catalogue.flags
    assert not any(skill.startswith(f"{name}/") for skill in blocked.catalogue.skills)
    own = [flag for flag in blocked.catalogue.flags.values() if flag.id.startswith(f"{name}/")]
    assert own
    for flag in own:
        for phrase in some_of(flag.words["en"], one_in=7):
            heard = {mention.flag for mention in whole.read(_plainly(phrase)).mentions}
            assert heard == {mention.flag for mention in blocked.read(_plainly(phrase)).mentions}
        for tag in flag.tags:
            entry = Entry("e1", date(2026, 3, 2), focus="f1", tags=[tag])
            review = blocked.review(_PLAN, [entry], on=date(2026, 3, 2))
            assert flag.id in {each for alert in review.alerts for each in alert.flags}


def _plainly(phrase):
    # The words themselves; which of them fire is asked of the whole engine.
    return " ".join(re.sub(r"\.\.\.\d*|&\d*|[][*!<>]|\|\S*", " ", phrase).split())


def test_a_blocked_name_that_nobody_has_is_named():
    """A misspelt name blocks nothing, and says so."""
    found, why = status(Engine(plugins=[toy], blocked=["toi"]), "toi")
    assert "blocked" == found
    assert "no plugin of that name" in why
    assert "loaded" == status(Engine(plugins=[toy], blocked=["toi"]), "toy")[0]


def test_the_order_of_plugins_does_not_matter():
    """The same catalogue and the same list of plugins, in any order."""
    other = Bringing("other", Catalogue(flags=[FLAG]))
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


# -- whatever a plugin does


@pytest.fixture
def as_installed(tmp_path, monkeypatch):
    """Make modules importable, and have them found as installed plugins beside the toy: name -> its source."""

    def install(**sources):
        monkeypatch.syspath_prepend(str(tmp_path))
        points = [EntryPoint("toy", "coachplan.testing.toy:toy", "coachplan")]
        for name, source in sources.items():
            if source is not None:
                (tmp_path / f"coachplan_{name}.py").write_text(source, encoding="utf-8")
            points.append(EntryPoint(name, f"coachplan_{name}", "coachplan"))
            monkeypatch.delitem(sys.modules, f"coachplan_{name}", raising=False)
        monkeypatch.setattr(plugins_module, "entry_points", lambda group: points)

    return install


def loaded_with(name, **given):
    loaded = load(core_catalogue(), **given)
    others = [each.status for each in loaded.plugins if each.name != name]
    assert ["loaded"] == others, "the other plugin stands"
    assert "toy/stack-blocks" in loaded.catalogue.skills
    return next(each for each in loaded.plugins if each.name == name)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("raise RuntimeError('no luck')", "RuntimeError: no luck. Mend other"),
        ("import no_such_module", "No module named 'no_such_module'"),
        ("def broken(", "SyntaxError"),
        ("raise SystemExit(3)", "tried to stop the program (3)"),
        ("raise KeyboardInterrupt", "it raised KeyboardInterrupt"),
        ("x = 1", "no catalogue"),
        ("coachplan_contract = '>=2,<3'", "Install a newer coachplan, or an older other."),
        ("coachplan_contract = 'soon'", "Write a range such as '>=1,<2'."),
        (None, "No module named 'coachplan_other'"),
    ],
)
def test_a_plugin_that_cannot_be_imported_is_named_with_the_mend(as_installed, source, why):
    """Whatever its import does, an installed plugin is named, with why and what to do, and the toy works."""
    as_installed(other=source)
    found = loaded_with("other")
    assert "failed" == found.status
    assert why in found.why


def test_a_plugin_that_hangs_on_import_is_left_behind(as_installed, monkeypatch):
    """An import that never ends is given up after the time allowed; the other plugins are there."""
    gate = types.ModuleType("coachplan_gate")
    gate.opened = threading.Event()
    monkeypatch.setitem(sys.modules, "coachplan_gate", gate)
    as_installed(other="import coachplan_gate\ncoachplan_gate.opened.wait()")
    try:
        found = loaded_with("other", seconds=0.5)
        assert "failed" == found.status
        assert "it did not answer within 0.5 seconds. Mend other" in found.why
    finally:
        gate.opened.set()


def test_a_hook_that_hangs_is_left_behind():
    """A hook that never returns is given up in the same way."""
    opened = threading.Event()

    class Hanging:
        name = "hanging"

        @hookimpl
        def coachplan_catalogue(self):
            opened.wait()

    try:
        found = loaded_with("hanging", plugins=[Hanging(), toy], seconds=0.5)
        assert ("failed", True) == (found.status, "did not answer within 0.5 seconds" in found.why)
    finally:
        opened.set()


def test_a_plugin_that_wants_the_main_thread_is_named(as_installed):
    """A signal handler can only be set in the main thread: the plugin fails by name, and the handler stays."""
    before = signal.getsignal(signal.SIGINT)
    as_installed(other="import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)")
    assert "main thread" in loaded_with("other").why
    assert before == signal.getsignal(signal.SIGINT)


@pytest.mark.parametrize(
    ("rubbish", "why"),
    [
        (lambda: 7, "returned int. Return a Catalogue"),
        (lambda: [Catalogue()], "returned list"),
        (lambda: Catalogue, "returned type"),
        (lambda: Catalogue(skills=[strategy("other/s")]), "'other/s' stands among the skills, and is a Strategy"),
        (lambda: Catalogue(flags=[OWN]), "stands among the flags, and is a Source"),
        (lambda: Catalogue(skills=[1]), "skills: a number stands in the list"),
        (lambda: Catalogue(skills=3), "skills: expected a list, found a number"),
        (
            lambda: Catalogue(strategies=FrozenMap({"other/x": strategy("toy/show-first")})),
            "stands among the strategies as",
        ),
        (
            lambda: Catalogue(texts=FrozenMap({("en", "other/x"): 3})),
            "stands among the texts, and is a int. Give a Text",
        ),
    ],
)
def test_rubbish_is_named(rubbish, why):
    """What is no catalogue, or one with the wrong things on its shelves, is named; nothing of it gets in."""

    class Rubbish:
        name = "other"

        @hookimpl
        def coachplan_catalogue(self):
            return rubbish()

    found = loaded_with("other", plugins=[Rubbish(), toy])
    assert "failed" == found.status
    assert why in found.why


@pytest.mark.parametrize("claimed", [["toy"], ["core"], ["other", "toy"], "toy", 5, [None]])
def test_claiming_a_namespace_of_others_wins_nothing(claimed):
    """A plugin that declares the toy's namespace, or the core's, takes neither away from its owner."""

    class Claiming:
        name = "aaa"  # before the toy in every order

        @hookimpl
        def coachplan_catalogue(self):
            return Catalogue(strategies=[strategy("toy/show-first")])

        @hookimpl
        def coachplan_namespaces(self):
            return claimed

    engine = Engine(plugins=[Claiming(), toy])
    assert ("failed", "loaded") == (status(engine, "aaa")[0], status(engine, "toy")[0])
    assert TOY.strategies["toy/show-first"] == engine.catalogue.strategies["toy/show-first"]


@pytest.mark.parametrize(
    "lowering",
    [
        Catalogue(rules=[Rule("core/step-down", "false", then="continue", sources=[OWN])]),
        Catalogue(rules=[Rule("other/r", "true", holds=["pause"], sources=[OWN])]),
        Catalogue(rules=[Rule("other/r", "true", holds=["step-down"], sources=[OWN])]),
        Catalogue(flags=[RedFlag("core/choking", "soon", words={"en": ["chok*"]}, say="x", sources=[OWN])]),
        Catalogue(parameters=[Parameter("core/gap-days", 900, what="x", sources=[OWN])]),
        Catalogue(texts=[Text(key="core/alert.paused", language="en", words="All is well.")]),
    ],
)
def test_trying_to_lower_caution_fails_the_plugin(lowering):
    """The core's rules, flags, numbers and words cannot be replaced, and no careful step can be held back."""
    engine = Engine(plugins=[Bringing("other", lowering), toy])
    bare = Engine(plugins=[toy])
    assert ("failed", "loaded") == (status(engine, "other")[0], status(engine, "toy")[0])
    assert bare.catalogue == engine.catalogue


def test_a_rule_that_always_steps_up_is_not_heard():
    """Where the core would step down, pause or hold, a plugin's rule for a step up changes nothing."""
    on = date(2026, 3, 2)
    family = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("play", "play")], id="sam")
    focus = Focus("f1", "play", skill="toy/stack-blocks", step=2, strategy="toy/show-first", since=on)
    plan = Plan("p1", family, focuses=[focus])
    plan = evolve(plan, approval=Approval.everything(plan, by="Dana, OT", on=on))
    pushy = Bringing("pushy", Catalogue(rules=[Rule("pushy/up", "true", then="step-up", say="Up.", sources=[OWN])]))
    for words, successes in (("", 0), ("", 3), ("he is choking", 5), ("", 5)):
        log = [
            Entry(f"e{n}", on + timedelta(days=n), focus="f1", tries=5, successes=successes, hard=words)
            for n in range(4)
        ]
        kinds = []
        for plugins in ([toy], [toy, pushy]):
            engine = Engine(plugins=plugins)
            assert all(each.status == "loaded" for each in engine.plugins)
            kinds.append(engine.review(plan, log, on=on + timedelta(days=4)).next_steps[0].action.kind)
        assert kinds[0] == kinds[1]


# -- what it was made for, and what it brings


@pytest.mark.parametrize(
    ("made_for", "hint"),
    [
        (f">={CONTRACT},<{CONTRACT + 1}", ""),
        (f"{CONTRACT}", ""),
        (f">={CONTRACT}", ""),
        (">=2,<3", "Install a newer coachplan, or an older coachplan-pt."),
        ("2", "Install a newer coachplan, or an older coachplan-pt."),
        ("<1", "Install a newer coachplan-pt, or an older coachplan."),
        ("0", "Install a newer coachplan-pt, or an older coachplan."),
        ("", "Write a range such as '>=1,<2'."),
        (1, "Write a range such as '>=1,<2'."),
    ],
)
def test_a_contract_is_a_range(made_for, hint):
    """A range that holds this core's number is all right; for any other it is said which of the two has to move."""
    refused = contract_refused(made_for, "coachplan-pt")
    assert refused.endswith(hint)
    assert bool(hint) == bool(refused)


def data_only(tmp_path, name, *, contract="", package=False):
    folder = tmp_path / f"coachplan_{name}" / "catalogue"
    folder.mkdir(parents=True)
    if package:
        (folder.parent / "__init__.py").write_text("", encoding="utf-8")
    (folder / "calm.toml").write_text(
        f'format = "coachplan-content/1"\n{contract}\n[[source]]\nid = "{name}/own"\ncitation = "Ours."\n'
        f'grade = "OWN"\n[[rule]]\nid = "{name}/calm"\nwhen = "calm-days < 5"\nholds = ["step-up"]\n'
        f'say = "Calm days first."\nsources = ["{name}/own"]\n',
        encoding="utf-8",
    )


@pytest.mark.parametrize("package", [False, True])
def test_a_plugin_may_be_data_only(as_installed, tmp_path, package):
    """A package with a catalogue folder, and no Python or an empty file, is a plugin; its folder is read."""
    data_only(tmp_path, "dataonly", package=package)
    as_installed(dataonly=None)
    found = loaded_with("dataonly")
    assert ("loaded", "", (("rules", 1),)) == (found.status, found.why, found.brings)


def test_data_for_another_contract_is_refused(as_installed, tmp_path):
    """A content file made for another contract fails its plugin, with that alone, and with what to do."""
    data_only(tmp_path, "dataonly", contract='contract = ">=2,<3"\n[[new-kind]]\nid = 3\n')
    as_installed(dataonly=None)
    found = loaded_with("dataonly")
    assert "failed" == found.status
    assert found.why == (
        "dataonly/calm.toml: contract: it was made for contract >=2,<3; this coachplan knows contract 1. "
        "Install a newer coachplan, or an older dataonly."
    )


def test_what_a_plugin_brings_is_counted():
    """A sound plugin says how many items it adds to each shelf, a blocked one its flags, a failed one nothing."""
    broken = Bringing("broken", RuntimeError("no luck"))
    engine = Engine(plugins=[toy, broken])
    assert [(), (("skills", 2), ("strategies", 3), ("flags", 1))] == [each.brings for each in engine.plugins]
    assert (("flags", 1),) == Engine(plugins=[toy], blocked=["toy"]).plugins[0].brings


@pytest.mark.parametrize(
    "brought",
    [
        {"flags": [RedFlag("other/x", "soon", words={"en": [f"word{n}" for n in range(150)]}, say="x", sources=[OWN])]},
        {
            "flags": [
                RedFlag("other/x", "soon", words={"en": ["a [b] [c] [d] [e] [f] [g] [h] i"]}, say="x", sources=[OWN])
            ]
        },
        {"never_suggest": [Answer("other/x", {"en": ["a [b] [c] [d] [e] [f] [g] [h] i"]}, say="x")]},
        {"phrases": [Phrasing("toy/all-day-hiccups", "pt", f"w{n}") for n in range(150)]},
    ],
)
def test_so_many_phrases_are_named(monkeypatch, brought):
    """More forms of phrases than can be made ready in seconds fail their plugin; what there is has ample room."""
    monkeypatch.setattr(asking, "MOST_FORMS", 100)
    found = loaded_with("other", plugins=[Bringing("other", Catalogue(**brought)), toy])
    assert "failed" == found.status
    assert "its phrases have more than 100 forms" in found.why
    assert "Bring fewer" in found.why


def test_there_is_room_for_every_list_there_is():
    """What the core and the disciplines have together is less than half of what one may bring."""
    catalogue = _whole().catalogue
    listed = (*catalogue.lexicon.listed, *catalogue.answer_lexicon.listed, *catalogue.barrier_lexicon.listed)
    assert 2 * sum(len(forms(one.phrase)) for one in listed) < asking.MOST_FORMS


# -- a plugin that failed: its signs stay


def _flag(item, urgency, *words, **more):
    return RedFlag(item, urgency, words={"en": list(words)}, say="Please call.", sources=[OWN], **more)


_BAD_RULE = Rule("aa/r", "nothing > 1", then="pause", sources=[OWN])


@pytest.mark.parametrize(
    "failing",
    [
        Bringing("aa", Catalogue(flags=[FLAG], strategies=[strategy("other/s")])),  # in a namespace of another
        Bringing("toy", Catalogue(flags=[FLAG])),  # called as another
        Bringing("core", Catalogue(flags=[FLAG])),
        Bringing("other", Catalogue(flags=[FLAG], rules=[_BAD_RULE])),
        Bringing("other", Catalogue(flags=[FLAG, _flag("Odd", "now", "x")])),
        Bringing("other", Catalogue(flags=[evolve(FLAG, words={"en": ["a ,, b", "odd sign"]})])),
        Bringing("other", Catalogue(flags=[evolve(FLAG, tags=["injured", "no-such-tag"])])),
        Bringing("other", Catalogue(flags=[FLAG, _flag("core/breathing", "soon", "odd sign", "! breath*")])),
    ],
)
def test_a_plugin_that_fails_keeps_its_flags(failing):
    """Why ever it failed, it is named, everything else of it is out, and its signs raise what they raise."""
    other = Bringing("other", Catalogue())
    plugins = [toy, failing] if failing.name == "other" else [toy, other, failing]
    engine = Engine(plugins=plugins)
    assert "failed" in [each.status for each in engine.plugins if each.name == failing.name]
    assert "other/s" not in engine.catalogue.strategies
    assert ["today"] == [mention.urgency for mention in engine.read("odd sign").mentions]
    assert "now" in [mention.urgency for mention in engine.read("he stopped breathing").mentions]
    assert "Please call." == engine.catalogue.words.find("other/sign#say", "en")
    missing = engine.review(_PLAN, [], on=date(2026, 3, 2)).missing
    assert failing.name in [each.what for each in missing if each.about == "plugin"]


@pytest.mark.parametrize("blocked", [[], ["other"]])
def test_of_two_installed_under_one_name_both_are_read_for_signs(as_installed, tmp_path, monkeypatch, blocked):
    """Neither is used, since nobody knows which was meant; but what either knows of signs is in force."""
    body = (
        "from coachplan import Catalogue, RedFlag, hookimpl\n@hookimpl\ndef coachplan_catalogue():\n"
        "    return Catalogue(flags=[RedFlag('other/sign', '{0}', words={{'en': ['{1} sign']}}, say='Call.')])\n"
    )
    as_installed(other=body.format("soon", "one"), another=body.format("today", "two"))
    first, second = plugins_module.entry_points("coachplan")[-2:]
    both = [first, EntryPoint("other", second.value, "coachplan")]
    monkeypatch.setattr(plugins_module, "entry_points", lambda group: both)
    loaded = load(core_catalogue(), blocked=blocked)
    assert [("other", "blocked" if blocked else "failed", (("flags", 2),))] == [
        (each.name, each.status, each.brings) for each in loaded.plugins
    ]
    heard = read(loaded.catalogue.lexicon, "one sign. two sign.", "en").mentions
    assert ["soon", "today"] == [mention.urgency for mention in heard]


@pytest.mark.parametrize("module", ["importlib_metadata", "its._vendor.importlib_metadata", "importlib.metadata"])
def test_an_entry_point_is_known_by_its_shape(monkeypatch, module):
    """Where the backport of `importlib.metadata` came first, what is found is of its class, and loads as well."""
    shape = type("EntryPoint", (), {"__module__": module})
    point, whose = shape(), type("Distribution", (), {"name": "coachplan-toy", "version": "1.2"})()
    vars(point).update(name="toy", value="coachplan.testing.toy:toy", group="coachplan", dist=whose)
    monkeypatch.setattr(plugins_module, "entry_points", lambda group: [point])

    for loaded in (load(core_catalogue()), load(core_catalogue(), plugins=[point])):
        assert [("toy", "loaded")] == [(each.name, each.status) for each in loaded.plugins]
        assert loaded.catalogue.flags.keys() > core_catalogue().flags.keys()
    assert "1.2" == load(core_catalogue()).plugins[0].version


_SAID = ("left", "right", "up", "down")
_WORDS = st.sampled_from([*_SAID, *(f"! {each}" for each in _SAID), "! left right", "left right"])


_LISTS = st.lists(_WORDS, min_size=1, max_size=3, unique=True)
_LENT = st.lists(st.tuples(st.sampled_from(["aa/1", "bb/1", "cc/2", "aa/never"]), _WORDS), max_size=2)
_BROKEN = st.sampled_from([(), (), (_BAD_RULE,)])
_TEXTS = st.sampled_from([(), (Text(key="aa/1#say", language="en", words="All is well."),)])
_TAGS = st.sampled_from([(), (Tag("aa/t", "t"),)])


@cache
def _owned(name):
    # What a plugin of this name may bring flags and answers of: made once a name, since that takes longer than drawing.
    spaces = st.sampled_from(["aa", "bb", "cc", name])
    flag = st.tuples(
        spaces,
        st.integers(1, 2),
        st.sampled_from(URGENCIES),
        _LISTS,
        st.sampled_from(["Call.", "Wait."]),
        st.sampled_from([(), ("injured",), ("aa/t",)]),
    )
    return st.lists(flag, max_size=3), st.lists(st.tuples(spaces, _LISTS), max_size=1)


@st.composite
def _pretend(draw, names):
    name = draw(names)
    own_flags, own_answers = _owned(name)
    flags = {
        f"{space}/{n}": RedFlag(
            f"{space}/{n}",
            urgency,
            words={"en": ["sure", *listed]},
            say=say,
            tags=tags,
            pauses=urgency == "now",
            sources=[OWN],
        )
        for space, n, urgency, listed, say, tags in draw(own_flags)
    }
    never = {
        f"{space}/never": Answer(f"{space}/never", {"en": listed}, say="Ask.")
        for space, listed in draw(own_answers)
    }
    lent = [Phrasing(item, "en", phrase) for item, phrase in draw(_LENT)]
    broken, texts, tags = draw(_BROKEN), draw(_TEXTS), draw(_TAGS)
    on_shelves = {"flags": list(flags.values()), "never_suggest": list(never.values()), "phrases": lent, "tags": tags}
    return Bringing(name, Catalogue(rules=broken, texts=texts, **on_shelves))


_CORE = Catalogue(tags=[Tag("injured", "hurt")], signals=core_catalogue().signals)


def _raised(plugins):
    # For each note, and for each tag, the urgencies that it raises.
    catalogue = load(_CORE, plugins=plugins).catalogue
    found = {}
    for note in (*_SAID, "left right", "sure", "sure up", "down and right"):
        mentions = read(catalogue.lexicon, note, "en").mentions
        for urgency in [each.urgency for each in mentions if each.urgency is not None]:
            found[note] = min(URGENCIES.index(urgency), found.get(note, 9))
        asked = read(catalogue.answer_lexicon, note, "en").mentions
        if any(each.flag in catalogue.never_suggest for each in asked):
            found[f"{note}?"] = URGENCIES.index("soon")
    for flag in catalogue.flags.values():
        for tag in flag.tags:
            found[f"#{tag}"] = min(URGENCIES.index(flag.urgency), found.get(f"#{tag}", 9))
    return found


@settings(max_examples=150, deadline=None)
@drawn(
    st.lists(_pretend(st.sampled_from(["aa", "bb", "cc"])), max_size=3),
    _pretend(st.sampled_from(["aa", "bb", "cc", "dd", "core"])),
    st.integers(0, 3),
)
def test_no_plugin_takes_a_sign_away(plugins, added, place):
    """Whatever a plugin is called and brings, wherever it stands: each note and tag raises at least what it raised."""
    before, after = _raised(plugins), _raised([*plugins[:place], added, *plugins[place:]])
    assert {} == {note: urgency for note, urgency in before.items() if after.get(note, 9) > urgency}


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_no_plugin_takes_a_sign_of_a_discipline_away(place):
    """Of the disciplines as they are shipped, one that takes the name of one of them takes none of its signs."""
    whole = _whole()
    quiet = [evolve(each, urgency="soon", words={"en": ["zzz", "! wet"]}) for each in whole.catalogue.flags.values()]
    own = [each for each in quiet if each.id.startswith("feeding/")]
    for brought in (Catalogue(), Catalogue(flags=own)):
        engine = Engine(plugins=[*_REAL[:place], Bringing("feeding", brought), *_REAL[place:]])
        assert "failed" in [each.status for each in engine.plugins if each.name == "feeding"]
        for flag in (each for each in whole.catalogue.flags.values() if each.id.startswith("feeding/")):
            # But for what makes a sign less, for which nobody vouches where its plugin failed.
            stays = {tongue: tuple(each for each in some if not lessens(each)) for tongue, some in flag.words.items()}
            same = [each for each in engine.catalogue.flags.values() if each.words in (flag.words, stays)]
            assert [flag.urgency] == [each.urgency for each in same]
            assert flag.tags == same[0].tags
        for note in ("Her voice was wet and gurgly after drinking.", "She coughed on every sip."):
            assert {each.urgency for each in whole.read(note).mentions} <= {
                each.urgency for each in engine.read(note).mentions
            }
