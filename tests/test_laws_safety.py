"""
The laws of the design, section 5, about what outranks everything: 4, 5 and 11.

Plugins that say anything, fail in any way or collide; flags that nothing but a clinician, named, takes away.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import cache
from importlib.metadata import EntryPoint

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.dates import said_day
from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.precedence import MAY_BE_HELD, caution
from coachplan.knowledge.rules import TOPICS, Parameter, Rule
from coachplan.model.actions import KINDS, Action
from coachplan.model.approvals import EXPECTED_DAYS, Approval
from coachplan.model.entries import Entry
from coachplan.model.family import Caregiver, Child, Family, Routine
from coachplan.model.flags import Answer, Help, RedFlag, Worse, more_urgent
from coachplan.model.plans import Declined, Focus, Hold, Plan
from coachplan.model.reviews import Review
from coachplan.model.strategies import RoutineKind, Tag
from coachplan.plugins.hookspecs import hookimpl
from coachplan.progress.signals import Measured, Signal
from coachplan.testing.builders import ENGINE, Bringing
from coachplan.testing.knowledge import maybe, one_of, whole
from coachplan.testing.strategies import DANGEROUS, EVERYDAY, FIRST_DAY, HARMLESS, catalogues, conditions, logs, plans
from coachplan.testing.toy import TOY, Toy, toy

CLINICIAN = "Dana, SLP"
LAST_DAY = FIRST_DAY + timedelta(days=40)
TOY_SIGN = next(iter(TOY.flags.values())).words["en"][0]  # today; its plugin may be blocked
CARELESS = ("step-up", "generalise", "maintain")


def plan_of_one(**changed) -> Plan:
    """
    Return a plan with one focus on the second step of the pretend plugin's first skill.
    """
    family = Family(Child("Sam", 40), (Caregiver("Alex"),), routines=(Routine("play", "play"),), id="sam")
    values = {"skill": "toy/stack-blocks", "step": 2, "strategy": "toy/show-first", "since": FIRST_DAY, **changed}
    return Plan("p1", family, focuses=(Focus("f1", "play", **values),))


def practice(days: int, *, successes: int = 5, start: int = 0, **more) -> list[Entry]:
    """
    Return a log of five tries a day.
    """
    return [
        Entry(f"d{start + n}", FIRST_DAY + timedelta(days=start + n), focus="f1", tries=5, successes=successes, **more)
        for n in range(days)
    ]


# -- law 4: whatever is added, no decision gets less careful


# What is drawn from, made once: to make a strategy at each draw takes longer than to draw.
_WHEN = conditions(depth=2) | st.sampled_from(("days >= 0", "tries >= 9", "success >= 0.8", "success < 0.5"))
_HELD, _HELD_AT_LEAST_ONE = (
    st.lists(st.sampled_from(MAY_BE_HELD), unique=True, max_size=4, min_size=least) for least in (0, 1)
)


@st.composite
def bold_rules(draw, namespace: str) -> Rule:
    """
    Draw a rule that may say anything a plugin's rule may.
    """
    then = draw(maybe(*KINDS))
    return Rule(
        f"{namespace}/r{draw(whole(0, 10**6))}",
        draw(_WHEN),
        then=then,
        holds=draw(_HELD if then else _HELD_AT_LEAST_ONE),
        say="Let us look.",
        about=draw(maybe(*TOPICS)),
        after=draw(one_of(0, 0, 3)),
        needs=draw(one_of(None, "clinician")),
    )


_EDGES = st.sampled_from(
    (
        {},
        {},
        {"step": 1},
        {"step": 4},
        {"minutes": 3, "days_per_week": 1},
        {"minutes": 1, "days_per_week": 1},
        {"skill": "gone/skill"},
        {"strategy": "gone/strategy"},
        {"generalising": True},
        {"maintaining": True},
        {"step": 9},
    )
)
_TURNED_DOWN = st.lists(
    st.sampled_from(
        (
            Action("clarify"),
            Action("clarify"),
            Action("continue"),
            Action("generalise"),
            Action("maintain"),
            Action("pause"),
            Action("step-up", step=2),
            Action("step-down", step=1),
            Action("step-down", step=2),
            Action("lighten", days_per_week=3),
            Action("lighten", minutes=5),
            Action("change-strategy", strategy="toy/wait-and-look"),
        )
    ),
    max_size=3,
)


@st.composite
def hard_plans(draw) -> Plan:
    """
    Draw a plan at the edges: lowest and top steps, the least load, missing skills, kinds of step turned down, holds.
    """
    plan = draw(plans())
    focuses = [evolve(focus, **draw(_EDGES)) for focus in plan.focuses]
    turned_down = [
        Declined(
            focus=draw(one_of(*(focus.id for focus in focuses))),
            rule="core/another-way",
            action=action,
            by="Alex",
            on=FIRST_DAY,
        )
        for action in draw(_TURNED_DOWN)
    ]
    return evolve(plan, focuses=tuple(focuses), declined=tuple(turned_down))


_HITS = st.lists(st.integers(0, 5), min_size=1, max_size=2)
_TAGS = st.lists(
    st.sampled_from(
        (
            (),
            (),
            ("distressed",),
            ("pressured",),
            ("another-way",),
            ("no-time",),
            ("another-way", "refused"),
            ("no-time", "distressed"),
        )
    ),
    min_size=1,
    max_size=2,
)
_MARKS = st.sampled_from(({}, {}, {"stress": 5}, {"confidence": 4}, {"confidence": 9}, {"place": "home", "who": "Bo"}))


@st.composite
def leaning_logs(draw, plan: Plan) -> tuple[Entry, ...]:
    """
    Draw days of practice that lean one way, so that many rules come to speak.
    """
    found = []
    for focus in plan.focuses:
        hits, tags, marks = draw(_HITS), draw(_TAGS), draw(_MARKS)
        found += [
            Entry(
                f"{focus.id}-{number}",
                FIRST_DAY + timedelta(days=number),
                focus=focus.id,
                tries=5,
                successes=hits[number % len(hits)],
                tags=tags[number % len(tags)],
                **marks,
            )
            for number in range(draw(whole(0, 12)))
        ]
    return tuple(found)


@cache
def parts_of(namespace: str) -> st.SearchStrategy[Catalogue]:
    """
    Draw what a plugin brings: rules for everybody, or skills, strategies, flags and rules of its own.
    """
    rules = st.lists(bold_rules(namespace), min_size=1, max_size=4, unique_by=lambda rule: rule.id)
    return rules.map(lambda found: Catalogue(rules=found)) | catalogues(namespace)


@settings(max_examples=25)
@given(st.data())
def test_no_plugin_makes_a_decision_less_careful(data):
    """Rules, flags, failures and blocks of plugins leave each focus's own decision as careful, or make it more so."""
    added = [Bringing(name, data.draw(parts_of(name))) for name in data.draw(one_of(("aa",), ("zz",), ("aa", "zz")))]
    if data.draw(st.booleans()):
        added.append(Bringing("broken", "rubbish"))
    at = Engine(plugins=[toy, *added], blocked=data.draw(st.sampled_from(((), ("zz",)))))
    for _ in range(6):  # one engine, several plans: an engine is slow to make
        plan = data.draw(hard_plans())
        log = data.draw(leaning_logs(plan) if data.draw(one_of(True, False)) else logs(plan))
        on = FIRST_DAY + timedelta(days=data.draw(one_of(12, 3, 6, 9, 40)))
        before, after = (each.review(plan, log, on=on) for each in (ENGINE, at))
        for old, new in zip(before.next_steps, after.next_steps, strict=True):
            assert caution(new.action.kind) >= caution(old.action.kind), (old.action, old.rule, new.action, new.rule)
            if new.action.kind in CARELESS:
                assert new.action.kind == old.action.kind


@settings(max_examples=8)
@given(st.data())
def test_the_order_of_plugins_changes_nothing(data):
    """Plugins, sound, broken and blocked, in any order: the same catalogue, statuses, review and document."""
    made = [Bringing(name, data.draw(parts_of(name))) for name in ("aa", "zz")]
    thief = Bringing("thief", Catalogue(rules=[Rule("aa/stolen", "days >= 0", then="clarify", say="Let us look.")]))
    plugins = [toy, *made, thief, Bringing("broken", None)]
    blocked = data.draw(st.sampled_from(((), ("zz",), ("toy",), ("gone", "aa"))))
    one = Engine(plugins=plugins, blocked=blocked)
    other = Engine(plugins=data.draw(st.permutations(plugins)), blocked=blocked[::-1])
    assert one.catalogue == other.catalogue
    assert one.plugins == other.plugins
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    first, second = (at.review(plan, log, on=LAST_DAY) for at in (one, other))
    assert first == second
    assert (first.id, dumps(first)) == (second.id, dumps(second))


def test_holding_back_what_was_declined_uncovers_nothing_less_careful():
    """Where a family turned down a talk and distress asks for a step down, a plugin that holds talks back keeps it."""
    rule = Rule("careful/hold", "days >= 0", holds=["clarify"], say="Let us wait.")
    declined = Declined(focus="f1", action=Action("clarify"), rule="core/another-way", by="Alex", on=FIRST_DAY)
    plan = evolve(plan_of_one(), declined=(declined,))
    log = practice(4, tags=("another-way", "distressed"))
    before = ENGINE.review(plan, log, on=LAST_DAY - timedelta(days=35))
    after = Engine(plugins=[toy, Bringing("careful", Catalogue(rules=[rule]))]).review(plan, log, on=before.on)
    assert "step-down" == before.next_steps[0].action.kind
    assert caution(after.next_steps[0].action.kind) >= caution(before.next_steps[0].action.kind)


@pytest.mark.parametrize("other", CARELESS)
def test_a_careless_step_of_a_plugin_speaks_only_where_the_core_says_the_same(other):
    """A plugin's step-up, generalise or maintain stays unsaid where the core says anything else."""
    rule = Rule("eager/up", "days >= 0", then=other, about="safety", say="Let us go on.")
    at = Engine(plugins=[toy, Bringing("eager", Catalogue(rules=[rule]))])
    for step, places in ((2, ("home",)), (4, ("home",)), (4, ("home", "nursery")), (1, ())):
        log = [evolve(entry, place=places[n % len(places)]) for n, entry in enumerate(practice(8))] if places else ()
        plan = plan_of_one(step=step)
        on = FIRST_DAY + timedelta(days=8)
        core, now = (each.review(plan, log, on=on).next_steps[0].action for each in (ENGINE, at))
        assert core == now


@pytest.mark.parametrize(
    "name",
    ["lately-tries", "lately-days", "swing-sd", "little-prior", "stalled-days", "gap-days", "declined-days"],
)
def test_a_plugin_changes_no_number_of_the_core(name):
    """A parameter that a plugin brings under the core's short name leaves the core's number as it is."""
    at = Engine(plugins=[toy, Bringing("zz", Catalogue(parameters=[Parameter(f"zz/{name}", 0.5, what="Mine.")]))])
    assert ENGINE.catalogue.numbers == at.catalogue.numbers


_WORDS = ("bread", "milk", "rice", "cheese", "trains", "nap", "spoon", "park", "socks", "bath")


_LEADS = st.sampled_from(
    ("", "no", "not", "he had no", "we did not", "never", "no sign of", "sin", "what if", "last year", "I think")
)
_FILLERS = st.lists(st.sampled_from(_WORDS), max_size=6)
_NAMED = st.sampled_from((*DANGEROUS, *HARMLESS, *EVERYDAY, "choking", "choking", "seizure", "convulsion"))


@st.composite
def notes(draw) -> str:
    """
    Draw a note that names a sign after a lead that may deny it, with other words between.
    """
    lead, filler, sign = draw(_LEADS), draw(_FILLERS), draw(_NAMED)
    return " ".join((lead, *filler, sign)).strip()


@settings(max_examples=25)
@given(st.data())
def test_the_words_of_a_plugin_silence_no_flag(data):
    """Whatever word lists are added, each sign that fired before fires still."""
    others = ("he", "she", "had", "no", "not", "is", "hit", "head", "day", "time")
    phrases = data.draw(st.lists(st.sampled_from((*_WORDS, *others)), min_size=3, max_size=10, unique=True))
    flag = RedFlag("zz/x", data.draw(st.sampled_from(("soon", "today"))), words={"en": phrases}, say="Please call.")
    at = Engine(plugins=[toy, Bringing("zz", Catalogue(flags=[flag]))])
    for _ in range(12):  # one engine, several notes: an engine is slow to make
        text = data.draw(notes())
        assert [] == silenced(text, ENGINE, at), (text, phrases)


def silenced(text, before, after):
    """
    Each sign that fires for one engine and for the other neither there nor in more words around it.
    """
    now = [one for one in after.read(text).mentions if one.urgency is not None]
    return [
        (one.flag, one.words)
        for one in before.read(text).mentions
        if one.urgency is not None
        and not any(each.flag == one.flag and each.start <= one.start < each.start + len(each.words) for each in now)
    ]


def test_a_sign_that_is_a_no_takes_no_other_sign_away():
    """A plugin whose sign is "no" lets more words of a sign beside it fire, and silences none."""
    flag = RedFlag("zz/x", "soon", words={"en": ["no", "bath", "not"]}, say="Please call.")
    at = Engine(plugins=[toy, Bringing("zz", Catalogue(flags=[flag]))])
    for text in ("no I shook him", "no he is choking", "not breathing, no"):
        assert [] == silenced(text, ENGINE, at)


def test_a_list_of_foods_does_not_turn_choking_into_a_denial():
    """A plugin whose flag knows the words between a `no` and the sign does not make a denial of the sign."""
    flag = RedFlag("zz/foods", "soon", words={"en": ["bread milk rice cheese"]}, say="Please ask.")
    at = Engine(plugins=[toy, Bringing("zz", Catalogue(flags=[flag]))])
    log = [Entry("e1", FIRST_DAY, focus="f1", hard="no bread milk rice cheese choking")]
    assert ENGINE.review(plan_of_one(), log, on=FIRST_DAY).paused
    assert at.review(plan_of_one(), log, on=FIRST_DAY).paused


@cache
def bold_engine() -> Engine:
    """
    Return an engine with a plugin that would go on whatever was written.
    """
    rule = Rule("eager/on", "true", then="continue", about="safety", holds=MAY_BE_HELD, say="On we go.")
    return Engine(plugins=[toy, Bringing("eager", Catalogue(rules=[rule]))])


@cache
def blocking(*names: str) -> Engine:
    """
    Return an engine that blocks these plugins.
    """
    return Engine(plugins=[toy], blocked=names)


@cache
def helped() -> Engine:
    """
    Return an engine of another host.
    """
    return Engine(plugins=[toy], help=Help(emergency="112", call="nobody"))


# -- law 5: only a clinician, named, lifts a pause


def assert_paused(review: Review, entry: str) -> None:
    """
    Assert that the whole plan waits, because of this entry, without cheer.
    """
    assert entry in [alert.entry for alert in review.alerts if alert.pauses]
    assert {"pause"} >= {step.action.kind for step in review.next_steps}
    assert () == review.wins
    view = review.for_caregiver()
    assert () == view.wins
    assert all(alert.words for alert in view.alerts)


#: What is done after the sign was written: each takes (engine, plan, log) and gives the same back, changed.
#: An entry of somewhere else, whose alert is cleared.
CHOKED = Entry("e0", FIRST_DAY, focus="f1", hard="he is choking")


def clearing_another(at, plan):
    """
    Return the plan with the alert of an entry of somewhere else cleared; a second time it stands no more.
    """
    found = [alert for alert in at.review(plan, [CHOKED], on=LAST_DAY).alerts if alert.entry == CHOKED.id]
    for alert in found:
        plan = at.clear(plan, alert, by=CLINICIAN, role="clinician", on=LAST_DAY, entries=[CHOKED])
    return plan


_AFTERMATH = {
    "amended": lambda at, plan, log: (
        at,
        plan,
        [*log, evolve(log[0], revision=7, hard="", worked="all good", tags=())],
    ),
    "amended-to-no": lambda at, plan, log: (
        at,
        plan,
        [*log, evolve(log[0], revision=8, hard="no choking at all", tags=())],
    ),
    "moved-away": lambda at, plan, log: (
        at,
        plan,
        [*log, evolve(log[0], revision=9, on=FIRST_DAY + timedelta(days=300), focus="f9", hard="", tags=())],
    ),
    "torn": lambda at, plan, log: (at, plan, [*log, evolve(log[0], hard="nothing", tags=())]),
    "good-days": lambda at, plan, log: (at, plan, [*log, *practice(20, start=2, win="he did it himself")]),
    "denied-later": lambda at, plan, log: (
        at,
        plan,
        [
            *log,
            Entry("later", FIRST_DAY + timedelta(days=20), focus="f1", role="clinician", hard="he is fine, no choking"),
        ],
    ),
    "blocked": lambda at, plan, log: (blocking("toy"), plan, log),
    "blocked-core": lambda at, plan, log: (blocking("core", "coachplan", "toy"), plan, log),
    "other-help": lambda at, plan, log: (helped(), plan, log),
    "eager-plugin": lambda at, plan, log: (bold_engine(), plan, log),
    "recorded": lambda at, plan, log: (at, at.record(plan, at.review(plan, log, on=LAST_DAY)), log),
    "recorded-and-cut": lambda at, plan, log: (
        at,
        at.record(plan, at.review(plan, log, on=LAST_DAY)),
        [entry for entry in log if entry.id != "e1"],
    ),
    "recorded-and-rewritten": lambda at, plan, log: (
        at,
        at.record(plan, at.review(plan, log, on=LAST_DAY)),
        [Entry("e1", FIRST_DAY, focus="f1", worked="ok")],
    ),
    "approved": lambda at, plan, log: (
        at,
        at.approve(plan, Approval.everything(plan, by=CLINICIAN, on=LAST_DAY), role="clinician"),
        log,
    ),
    "applied": lambda at, plan, log: (
        at,
        at.apply(plan, at.review(plan, log, on=LAST_DAY).next_steps[0], by=CLINICIAN, role="clinician", on=LAST_DAY),
        log,
    ),
    "declined": lambda at, plan, log: (
        at,
        at.decline(plan, at.review(plan, log, on=LAST_DAY).next_steps[0], by=CLINICIAN, role="clinician", on=LAST_DAY),
        log,
    ),
    "changed": lambda at, plan, log: (
        at,
        at.change(plan, "f1", by=CLINICIAN, role="clinician", on=LAST_DAY, step=3, minutes=9, maintaining=True),
        log,
    ),
    "held": lambda at, plan, log: (at, at.hold(plan, "f1", until=LAST_DAY, by=CLINICIAN, on=LAST_DAY), log),
    "speaks-spanish": lambda at, plan, log: (
        at,
        evolve(plan, family=evolve(plan.family, caregivers=(Caregiver("Alex", language="es"),))),
        log,
    ),
    "kept-and-read": lambda at, plan, log: (at, loads(Plan, dumps(plan)), list(loads(list[Entry], dumps(log)))),
    "reversed": lambda at, plan, log: (at, plan, log[::-1]),
    "cleared-another": lambda at, plan, log: (at, clearing_another(at, plan), log),
}

_SIGNS = (*({"hard": words} for words in DANGEROUS), {"win": TOY_SIGN}, {"question": "he is choking, what now?"})


@settings(max_examples=150)
@given(st.data())
def test_nothing_but_a_clinicians_word_lifts_a_pause(data):
    """Amendments, later entries, block lists, rules, settings, cut logs and changes of the plan leave it paused."""
    at, plan = ENGINE, plan_of_one()
    log = [
        Entry(
            "e1",
            FIRST_DAY,
            focus="f1",
            tries=5,
            successes=5,
            worked="she laughed",
            **data.draw(st.sampled_from(_SIGNS)),
        )
    ]
    assert_paused(at.review(plan, log, on=LAST_DAY), "e1")
    done = data.draw(st.lists(st.sampled_from(sorted(_AFTERMATH)), max_size=5))
    for name in done:
        first = [entry for entry in log if entry.id == "e1"]
        log = [*first, *(entry for entry in log if entry.id != "e1")]
        if not first and not name.startswith(
            ("recorded", "blocked", "kept", "approved", "held", "changed", "reversed")
        ):
            continue
        at, plan, log = _AFTERMATH[name](at, plan, log)
        assert_paused(at.review(plan, log, on=LAST_DAY), "e1")
        for on in (FIRST_DAY, LAST_DAY + timedelta(days=400)):
            assert_paused(at.review(plan, log, on=on), "e1")
    review = at.review(plan, log, on=LAST_DAY)
    alert = next(alert for alert in review.alerts if alert.entry == "e1" and alert.pauses)
    for by, role in ((CLINICIAN, "caregiver"), ("", "clinician"), ("  ", "clinician"), (CLINICIAN, "Clinician")):
        with pytest.raises(CoachplanError):
            at.clear(plan, alert, by=by, role=role, on=LAST_DAY, entries=log)
    for each in review.alerts:
        plan = at.clear(plan, each, by=CLINICIAN, role="clinician", on=LAST_DAY, note="seen", entries=log)
    assert () == at.review(plan, log, on=LAST_DAY).alerts
    assert not at.record(plan, at.review(plan, log, on=LAST_DAY)).open_flags


@settings(max_examples=40)
@given(st.data())
def test_a_pause_reaches_every_focus_and_every_clash(data):
    """A sign in any entry of any log, impossible, clashing, of no focus or of the future, pauses the whole plan."""
    plan = data.draw(hard_plans())
    log = list(data.draw(logs(plan)))
    fault = data.draw(
        st.sampled_from(({}, {"successes": -1}, {"focus": "f9"}, {"tags": ("no-such-tag",)}, {"on": date(2031, 1, 1)}))
    )
    sign = evolve(Entry("sign", FIRST_DAY, focus="f1", tries=3, hard=data.draw(st.sampled_from(DANGEROUS))), **fault)
    log = data.draw(st.permutations([*log, sign, *data.draw(st.sampled_from(((), (evolve(sign, hard="ok"),))))]))
    review = bold_engine().review(plan, log, on=LAST_DAY)
    assert_paused(review, "sign")
    assert [focus.id for focus in plan.focuses] == [step.focus for step in review.next_steps]


@pytest.mark.parametrize("milder", ["soon", "today"])
def test_a_flag_made_milder_later_does_not_lift_what_was_recorded(milder):
    """A recorded flag keeps the urgency it had, where a new version of its plugin calls it less urgent."""

    def version(urgency: str) -> Engine:
        flag = RedFlag("made/x", urgency, words={"en": ["zig zag"]}, say="Please call.")
        return Engine(plugins=[toy, Bringing("made", Catalogue(flags=[flag]))])

    log = [Entry("e1", FIRST_DAY, focus="f1", hard="zig zag")]
    plan = version("now").record(plan_of_one(), version("now").review(plan_of_one(), log, on=LAST_DAY))
    for entries in ((), log):
        review = version(milder).review(plan, entries, on=LAST_DAY)
        assert_paused(review, "e1")
        assert "now" == review.alerts[0].urgency


def test_a_pause_for_lost_words_outlives_its_plugin():
    """A recorded *soon* flag that pauses goes on pausing when its plugin is gone."""
    flag = RedFlag("made/loss", "soon", words={"en": ["lost his words"]}, say="Please call.", pauses=True)
    at = Engine(plugins=[toy, Bringing("made", Catalogue(flags=[flag]))])
    log = [Entry("e1", FIRST_DAY, focus="f1", hard="he lost his words")]
    review = at.review(plan_of_one(), log, on=LAST_DAY)
    assert review.paused
    assert ENGINE.review(at.record(plan_of_one(), review), log, on=LAST_DAY).paused


def test_clearing_one_entry_clears_no_other():
    """The same words in another entry, or new words in the same one, pause again."""
    at, plan = ENGINE, plan_of_one()
    log = [Entry("e1", FIRST_DAY, focus="f1", hard="he is choking")]
    plan = at.record(plan, at.review(plan, log, on=FIRST_DAY))
    plan = at.clear(plan, at.review(plan, log, on=FIRST_DAY).alerts[0], by=CLINICIAN, role="clinician", on=FIRST_DAY)
    assert not at.review(plan, log, on=LAST_DAY).paused
    assert_paused(at.review(plan, [*log, evolve(log[0], id="e2")], on=LAST_DAY), "e2")
    assert_paused(at.review(plan, [*log, evolve(log[0], revision=1, hard="he had a seizure")], on=LAST_DAY), "e1")


# -- law 5: what makes a sign worse, and the one thing that makes it less

_WHEN_WORSE = (
    Worse(urgency="now", times=2, days=5),
    Worse(urgency="now", beside="fever"),
    Worse(urgency="now", caution="swallowing"),
    Worse(urgency="today", times=3, days=9),
    Worse(urgency="today", beside="core/choking"),
)
#: Flags of each urgency, that may be expected and may not; what the words of each are.
_KNOWN = {
    f"made/{urgency}{expected}": (urgency, bool(expected), f"zig {urgency} {expected or 'zag'}")
    for urgency in ("now", "today", "soon")
    for expected in ("", "-known")
}
MADE = Engine(
    plugins=[
        toy,
        Bringing(
            "made",
            Catalogue(
                flags=[
                    RedFlag(
                        name,
                        urgency,
                        words={"en": [words]},
                        say="Please call.",
                        tags=["ill"] if name == "made/today-known" else [],
                        worse=[each for each in _WHEN_WORSE if more_urgent(each.urgency, urgency) != urgency],
                        may_be_expected=expected and urgency == "today",
                    )
                    for name, (urgency, expected, words) in _KNOWN.items()
                ]
            ),
        ),
    ]
)
_SAID = st.sampled_from((*(words for *_, words in _KNOWN.values()), "he is choking", "fever of 39", "ok", "a cold"))
_AMENDED = st.sampled_from(({}, {"hard": "ok"}, {"tags": ("ill", "tired"), "hard": "a cold, as expected"}))
UNTIL = FIRST_DAY + timedelta(days=20)


@st.composite
def signed(draw, prefix: str, most: int = 4) -> tuple[Entry, ...]:
    """
    Draw a few entries that name signs, or tick one.
    """
    drawn = draw(st.lists(st.tuples(_SAID, whole(0, 25), one_of((), (), ("ill",), ("coughed",))), max_size=most))
    return tuple(
        Entry(f"{prefix}{n}", FIRST_DAY + timedelta(days=gone), focus="f1", hard=words, tags=tags)
        for n, (words, gone, tags) in enumerate(drawn)
    )


def how_urgent(review: Review) -> dict[tuple[str, str, str], str]:
    """
    Return how urgent each sign of a review is: by entry, flag and words.
    """
    return {
        (alert.entry, flag, words): urgency
        for alert in review.alerts
        for flag, words, urgency in zip(alert.flags, alert.words, alert.urgencies, strict=True)
    }


def assert_none_less(before: dict, after: dict) -> None:
    """
    Assert that each sign is there still, and as urgent or more.
    """
    for sign, was in before.items():
        assert sign in after, sign
        assert more_urgent(was, after[sign]) == after[sign], (sign, was, after[sign])


def expecting(plan: Plan, *, until: date = UNTIL, on: date = FIRST_DAY, by: str = CLINICIAN) -> Plan:
    """
    Return the plan with an approval, however made, that expects every flag that there is.
    """
    approval = Approval(by, on, expected=sorted(MADE.catalogue.flags), expected_until=until)
    return loads(Plan, dumps(evolve(plan, approval=approval)))


_WITHOUT_EXPECTING = st.sampled_from(
    (
        {"approval": Approval.everything(plan_of_one(), by=CLINICIAN, on=FIRST_DAY)},
        {"approval": Approval(CLINICIAN, FIRST_DAY, expected=sorted(_KNOWN))},  # without an end day
        {"approval": Approval("-", FIRST_DAY, expected=sorted(_KNOWN), expected_until=UNTIL)},  # of nobody
        {"holds": (Hold(focus="f1", until=LAST_DAY, by=CLINICIAN, on=FIRST_DAY, role="clinician"),)},
        {"family": evolve(plan_of_one().family, values=("calm",), materials=("chair",), minutes_a_day=10)},
        {"family": evolve(plan_of_one().family, child=Child("Zig", 9, cautions=["swallowing", "epilepsy"]))},
        {"family": evolve(plan_of_one().family, caregivers=(Caregiver("Dana", language="es"),))},
        {"focuses": (evolve(plan_of_one().focuses[0], maintaining=True, minutes=1),)},
        {"declined": (Declined(focus="f1", action=Action("pause"), rule="core/red-flag", by="Alex", on=FIRST_DAY),)},
        {"focuses": ()},
    )
)


@settings(max_examples=120)
@given(st.data())
def test_nothing_that_is_written_makes_a_sign_less_urgent(data):
    """More entries, tags and amendments, and other fields of the plan, leave each sign as urgent or make it more so."""
    log, more = data.draw(signed("e")), data.draw(signed("more"))
    amended = [
        evolve(entry, revision=1, on=data.draw(one_of(entry.on, FIRST_DAY, UNTIL)), **data.draw(_AMENDED))
        for entry in log[: data.draw(whole(0, 4))]
    ]
    plan = data.draw(st.sampled_from((plan_of_one(), expecting(plan_of_one()))))
    on = data.draw(st.sampled_from((FIRST_DAY, UNTIL, LAST_DAY)))
    before = how_urgent(MADE.review(plan, log, on=on))
    assert_none_less(before, how_urgent(MADE.review(plan, [*log, *more, *amended], on=on)))
    if plan.approval is None:
        for (_, flag, _), urgency in before.items():
            assert urgency == more_urgent(urgency, MADE.catalogue.flags[flag].urgency)
        other = evolve(plan, **data.draw(_WITHOUT_EXPECTING))
        assert_none_less(before, how_urgent(MADE.review(other, [*log, *more], on=on)))


@settings(max_examples=60)
@given(st.data())
def test_no_document_makes_a_now_less_urgent(data):
    """Whatever an approval names, a now stays a now; what is of today is soon only where content says it may be."""
    log = data.draw(signed("e"))
    on = data.draw(st.sampled_from((FIRST_DAY, UNTIL, LAST_DAY)))
    plain = how_urgent(MADE.review(plan_of_one(), log, on=on))
    until = data.draw(st.sampled_from((UNTIL, LAST_DAY, date.max)))
    found = how_urgent(MADE.review(expecting(plan_of_one(), until=until), log, on=on))
    assert plain.keys() == found.keys()
    for (entry, flag, words), urgency in plain.items():
        lowered = found[entry, flag, words] != urgency
        if lowered:
            assert ("made/today-known", "today", "soon") == (flag, urgency, found[entry, flag, words])


@settings(max_examples=60)
@given(st.data())
def test_what_is_expected_ends_on_its_day(data):
    """After the end day, and in what was written before the approval, it is as if nothing were expected."""
    log = data.draw(signed("e"))
    late = UNTIL + timedelta(days=data.draw(whole(1, 400)))
    lapsed = MADE.review(expecting(plan_of_one()), log, on=late)
    plain = evolve(plan_of_one(), approval=Approval(CLINICIAN, FIRST_DAY))
    assert MADE.review(plain, log, on=late).alerts == lapsed.alerts
    later = expecting(plan_of_one(), on=UNTIL, until=LAST_DAY)
    before = [entry for entry in log if entry.on < UNTIL]
    assert how_urgent(MADE.review(plan_of_one(), before, on=LAST_DAY)) == how_urgent(
        MADE.review(later, before, on=LAST_DAY)
    )
    half_a_year = FIRST_DAY + timedelta(days=EXPECTED_DAYS + 1)
    endless = MADE.review(expecting(plan_of_one(), until=date.max), log, on=half_a_year)
    assert MADE.review(plain, log, on=half_a_year).alerts == endless.alerts


def test_what_is_expected_is_said_in_each_review_and_pauses_nothing():
    """A clinician's word makes one of today one of soon: practice goes on, and each review says so."""
    log = [Entry("e1", FIRST_DAY, focus="f1", hard=_KNOWN["made/today-known"][2])]
    assert MADE.review(plan_of_one(), log, on=UNTIL).paused
    known = Approval(CLINICIAN, FIRST_DAY, expected=["made/today-known"], expected_until=UNTIL)
    plan = MADE.approve(plan_of_one(), known, role="clinician")
    for entries, on in ((log, FIRST_DAY), ((), UNTIL)):
        review = MADE.review(plan, entries, on=on)
        assert not review.paused
        (said,) = [lack.why for lack in review.missing if lack.what == "expected"]
        until = MADE.catalogue.words.say(said_day(UNTIL, on))
        assert all(part in said for part in ("made/today-known", CLINICIAN, until))
    review = MADE.review(plan, log, on=UNTIL)
    assert ["soon"] == [alert.urgency for alert in review.alerts]
    assert CLINICIAN in review.alerts[0].say
    kept = MADE.record(plan, review)
    assert not MADE.review(kept, (), on=UNTIL).paused
    for entries in (log, ()):  # recorded as soon, it comes back as what it is, the log at hand or not
        over = MADE.review(kept, entries, on=UNTIL + timedelta(days=1))
        assert over.paused
        assert {"expected-no-more"} == {lack.what for lack in over.missing if lack.what.startswith("expected")}


@settings(max_examples=25)
@given(st.data())
def test_adding_a_plugin_makes_no_sign_less_urgent(data):
    """Whatever a plugin brings, and whatever of it is expected, each sign of others stays as urgent."""
    added = [Bringing(name, data.draw(parts_of(name))) for name in data.draw(one_of(("aa",), ("aa", "zz")))]
    if data.draw(st.booleans()):
        flag = RedFlag("bad/x", "now", words={"en": ["he is choking"]}, say="Fine.", may_be_expected=True)
        added.append(Bringing("bad", Catalogue(flags=[flag])))  # refused, and its sign is kept
    at = Engine(plugins=[toy, *added])
    names = sorted({*at.catalogue.flags})
    for _ in range(6):
        plan = evolve(data.draw(plans()), approval=Approval(CLINICIAN, FIRST_DAY, expected=names, expected_until=UNTIL))
        log = data.draw(logs(plan))
        assert_none_less(how_urgent(ENGINE.review(plan, log, on=UNTIL)), how_urgent(at.review(plan, log, on=UNTIL)))


@settings(max_examples=40)
@given(st.data())
def test_a_clearance_never_reaches_a_later_entry(data):
    """Whatever was cleared, what is written later is as urgent as if nothing had been; what it makes worse, too."""
    log = [entry for entry in data.draw(signed("e")) if entry.on < UNTIL]
    plan = plan_of_one()
    for alert in MADE.review(plan, log, on=UNTIL).alerts:
        plan = MADE.clear(plan, alert, by=CLINICIAN, role="clinician", on=UNTIL, entries=log)
    assert () == MADE.review(plan, log, on=UNTIL).alerts
    same = [evolve(entry, id=data.draw(st.sampled_from((entry.id, f"{entry.id}-again"))), on=UNTIL) for entry in log]
    later = [*same, *(evolve(entry, on=max(entry.on, UNTIL)) for entry in data.draw(signed("later")))]
    now = how_urgent(MADE.review(plan, [*log, *later], on=LAST_DAY))
    fresh = how_urgent(MADE.review(plan_of_one(), [*log, *later], on=LAST_DAY))
    written = {entry.id for entry in later}
    assert {sign: urgency for sign, urgency in fresh.items() if sign[0] in written} == {
        sign: urgency for sign, urgency in now.items() if sign[0] in written
    }


def test_what_was_cleared_stands_again_where_it_is_worse_by_now():
    """A sign is cleared as it was looked at; a fever written later that day was not."""
    log = [Entry("e1", FIRST_DAY, focus="f1", hard=_KNOWN["made/today"][2])]
    plan = plan_of_one()
    (alert,) = MADE.review(plan, log, on=FIRST_DAY).alerts
    plan = MADE.clear(plan, alert, by=CLINICIAN, role="clinician", on=FIRST_DAY, entries=log)
    log.append(Entry("e2", FIRST_DAY, focus="f1", hard="38.9 tonight, she has a fever"))
    (again,) = MADE.review(plan, log, on=FIRST_DAY).alerts
    assert ("e1", "now") == (again.entry, again.urgency)
    plan = MADE.record(plan, MADE.review(plan, log, on=FIRST_DAY))
    plan = MADE.clear(plan, again, by=CLINICIAN, role="clinician", on=FIRST_DAY)
    assert () == MADE.review(plan, log, on=FIRST_DAY).alerts


# -- law 11: a plugin that fails is named and harms no other


class UnspeakableError(Exception):
    """
    An error that cannot even be told.
    """

    def __str__(self) -> str:
        raise RuntimeError("no words")


class Nameless:
    """
    A plugin whose name cannot be read.
    """

    @property
    def name(self) -> str:
        """
        Raise.
        """
        raise RuntimeError("no name")


class UnmadeError(Exception):
    """
    What the class below raises when it is made.
    """


class Unmade:
    """
    A plugin class that cannot be made.
    """

    name = "bad"

    def __init__(self) -> None:
        raise UnmadeError


class Misspelt:
    """
    A plugin with a hook that does not exist.
    """

    name = "bad"

    @hookimpl
    def coachplan_catalog(self) -> Catalogue:
        """
        Hand over nothing that anybody asks for.
        """
        return Catalogue()


def _bad(**shelves) -> Bringing:
    return Bringing("bad", Catalogue(**shelves))


_RULE = {"then": "clarify", "say": "Let us look."}
_FAILING = {
    "not-importable": EntryPoint("bad", "no_such_module_of_coachplan", "coachplan"),
    "no-such-attribute": EntryPoint("bad", "coachplan.model.actions:no_such", "coachplan"),
    "raises": Bringing("bad", ValueError("torn")),
    "raises-deeply": Bringing("bad", RecursionError()),
    "exits": Bringing("bad", SystemExit(3)),
    "unspeakable": Bringing("bad", UnspeakableError()),
    "unmade": Unmade,
    "misspelt": Misspelt(),
    "nothing": Bringing("bad", None),
    "rubbish": Bringing("bad", {"skills": []}),
    "a-class": Bringing("bad", Catalogue),
    "no-plugin": type("Bad", (), {"name": "bad"})(),
    "foreign-id": _bad(rules=[Rule("toy/r", "days >= 0", **_RULE)]),
    "core-id": _bad(flags=[RedFlag("core/choking", "soon", words={"en": ["chok*"]}, say="It is fine.")]),
    "core-rule": _bad(rules=[Rule("core/step-up", "true", **_RULE)]),
    "unknown-signal": _bad(rules=[Rule("bad/r", "nonsense > 3", **_RULE)]),
    "unreadable-rule": _bad(rules=[Rule("bad/r", "days >", **_RULE)]),
    "careful-held": _bad(rules=[Rule("bad/r", "days >= 0", holds=["step-down", "pause"])]),
    "unreadable-words": _bad(flags=[RedFlag("bad/f", "soon", words={"en": ["... ..."]}, say="Please call.")]),
    "bare-kind": _bad(routine_kinds=[RoutineKind("dressing", "mine now")]),
    "bare-signal": _bad(signals=[Signal("success", "always well", measure=lambda log: 1.0)]),
    "bare-tag": _bad(tags=[Tag("ill", "mine now")]),
    "core-parameter": _bad(parameters=[Parameter("core/lately-days", 1, what="mine now")]),
}


def untouched(review: Review) -> list[object]:
    """
    Return what a plugin of somebody else may not have changed: each step, what was read and how it was traced.
    """
    return [review.next_steps, review.alerts, review.wins, review.questions, review.readings, review.trace]


@pytest.mark.parametrize("blocked", [(), ("bad",)], ids=["asked", "blocked"])
@pytest.mark.parametrize("fault", sorted(_FAILING))
def test_a_plugin_that_fails_is_named_and_harms_no_other(fault, blocked):
    """However a plugin fails to load, it is named with the reason, and plans of others are decided as without it."""
    at = Engine(plugins=[_FAILING[fault], toy], blocked=blocked)
    status = {plugin.name: plugin for plugin in at.plugins}
    assert "loaded" == status["toy"].status
    assert status["bad"].status in (("failed", "blocked") if blocked else ("failed",))
    assert status["bad"].why
    for log in (practice(6), practice(6, successes=0), [Entry("e1", FIRST_DAY, focus="f1", hard="he is choking")]):
        on = FIRST_DAY + timedelta(days=6)
        review = at.review(plan_of_one(), log, on=on)
        assert untouched(ENGINE.review(plan_of_one(), log, on=on)) == untouched(review)
        told = [lack for lack in review.missing if lack.what == "bad"]
        assert 1 == len(told)
        assert "bad" in told[0].why
        assert review == loads(Review, dumps(review))


@pytest.mark.parametrize(
    "pair", [(toy, Toy()), (toy, toy), (toy, Bringing("toy", "rubbish"))], ids=["two", "twice", "namesake"]
)
def test_two_plugins_of_one_name_do_not_stop_the_engine(pair):
    """A name given twice is told as a failure of that name; the engine is made, and its core works."""
    at = Engine(plugins=pair)
    assert "failed" in {plugin.status for plugin in at.plugins if plugin.name == "toy"}
    assert at.review(plan_of_one(), [Entry("e1", FIRST_DAY, focus="f1", hard="he is choking")], on=FIRST_DAY).paused


def test_two_plugins_that_bring_the_same_bare_name_do_not_stop_the_engine():
    """An id without a namespace fails the plugins that bring it, and nobody else."""
    at = Engine(plugins=[toy, *(Bringing(name, Catalogue(tags=[Tag("mine", "mine")])) for name in ("aa", "bb"))])
    assert [("aa", "failed"), ("bb", "failed"), ("toy", "loaded")] == [(each.name, each.status) for each in at.plugins]


def test_a_plugin_whose_name_cannot_be_read_does_not_stop_the_engine():
    """Reading the name of a plugin may fail like anything else of it."""
    at = Engine(plugins=[toy, Nameless()])
    assert ["failed", "loaded"] == sorted(plugin.status for plugin in at.plugins)


def test_a_plan_of_a_failed_plugin_does_not_go_up():
    """Where the plugin of a plan failed or is blocked, it holds a step up back, and says so."""
    log = practice(8)
    on = FIRST_DAY + timedelta(days=8)
    assert "step-up" == ENGINE.review(plan_of_one(), log, on=on).next_steps[0].action.kind
    for at in (
        Engine(plugins=[Bringing("toy", "rubbish")]),
        Engine(plugins=[toy], blocked=["toy"]),
        Engine(plugins=[]),
    ):
        review = at.review(plan_of_one(), log, on=on)
        assert "continue" == review.next_steps[0].action.kind
        assert review.next_steps[0].held
        assert "toy" in {lack.what.partition("/")[0] for lack in review.missing}


def _raise(error: BaseException) -> object:
    raise error


_READINGS = {
    "raises": lambda log: 1 / 0,
    "exits": lambda log: sys.exit(3),
    "unspeakable": lambda log: _raise(UnspeakableError()),
    "a-list": lambda log: [1],
    "a-complex": lambda log: 1j,
    "infinite": lambda log: float("inf"),
    "not-a-number": lambda log: float("nan"),
    "yes-or-no": lambda log: True,
    "huge": lambda log: 10**400,
    "measured-list": lambda log: Measured([1]),
    "measured-not-a-number": lambda log: Measured(float("nan")),
    "measured-infinite": lambda log: Measured(float("inf")),
    "odd-bounds": lambda log: Measured(2, "a", object()),
    "infinite-bounds": lambda log: Measured(2, float("-inf"), float("nan")),
    "odd-entries": lambda log: Measured(2, entries=3),
    "measured-twice": lambda log: Measured(Measured(2)),
    "wipes-the-log": lambda log: [day.pools.clear() for day in log.days] and 1,
}


@pytest.mark.parametrize("reading", sorted(_READINGS))
def test_a_reading_that_fails_harms_no_other(reading):
    """Whatever a plugin's reading does or returns, the review stands, is a document, and others are read as before."""
    signal = Signal("bad/s", "anything", low=0, high=10, needs="mending", measure=_READINGS[reading])
    rule = Rule("bad/r", "bad/s >= 100 or days >= 900", then="clarify", say="Let us look.")
    bad = _bad(signals=[signal], rules=[rule])
    on = FIRST_DAY + timedelta(days=8)
    expected = ENGINE.review(plan_of_one(), practice(8), on=on)
    review = Engine(plugins=[bad, toy]).review(plan_of_one(), practice(8), on=on)
    assert expected.next_steps == review.next_steps
    assert [*expected.readings] == [value for value in review.readings if value.signal != "bad/s"]
    assert review == loads(Review, dumps(review))
    if reading in (
        "raises",
        "exits",
        "unspeakable",
        "a-list",
        "a-complex",
        "measured-list",
        "odd-bounds",
        "odd-entries",
    ):
        assert "bad/s" in {lack.what for lack in review.missing if lack.about == "plugin"}


def test_a_blocked_plugin_with_unreadable_words_harms_no_other():
    """Where the flags of a blocked plugin cannot be read, it is named; reviews go on."""
    bad = _bad(
        flags=[RedFlag("bad/f", "soon", words={"en": ["zig|"]}, say="Please call.")],
        never_suggest=[Answer("bad/n", {"en": ["|"]}, say="Please ask.")],
    )
    at = Engine(plugins=[bad, toy], blocked=["bad"])
    log = [Entry("e1", FIRST_DAY, focus="f1", hard="he is choking", question="zig?")]
    assert at.review(plan_of_one(), log, on=FIRST_DAY).paused
    assert "bad" in {plugin.name for plugin in at.plugins}


def test_a_hold_by_a_person_is_kept_through_failures():
    """A person's hold counts the same with a failing plugin beside it."""
    plan = evolve(plan_of_one(), holds=(Hold(focus="f1", until=LAST_DAY, by=CLINICIAN, on=FIRST_DAY),))
    on = FIRST_DAY + timedelta(days=8)
    beside = Engine(plugins=[toy, Bringing("bad", ValueError())])
    for at in (ENGINE, beside, Engine(plugins=[Bringing("toy", TOY), Unmade])):
        step = at.review(plan, practice(8), on=on).next_steps[0]
        assert ("continue", "core/held-by-a-person") == (step.action.kind, step.rule)
