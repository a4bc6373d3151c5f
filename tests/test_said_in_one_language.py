"""
All that is said in a language is said in that language: to caregiver and clinician, whatever the situation.

A language is made up in which every English word is marked. What is then said without a mark, and is no value (a name,
an id, a number, what somebody wrote), is English that no translation reaches.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from attrs import astuple, evolve

from coachplan import Approval, Caregiver, Child, Engine, Family, Routine
from coachplan.base.messages import PLURAL, Message, Text
from coachplan.knowledge.rules import Rule
from coachplan.model.actions import KINDS
from coachplan.model.plans import Clearance
from coachplan.model.speaking import with_texts
from coachplan.planning import proposals as proposing
from coachplan.progress.signals import Signal
from coachplan.review import explain
from coachplan.testing import load_scenarios
from coachplan.testing.builders import (
    ENGINE,
    FAMILY,
    FOCUS,
    OPEN,
    PLAN,
    Bringing,
    D,
    at,
    curious,
    day,
    entry,
    installed,
    of_five,
)  # fmt: skip
from coachplan.testing.toy import OWN, toy

ROOT = Path(__file__).resolve().parents[1]

#: Each word of the made-up language begins with this, and has the letters of the English one.
MARK = "°"
_WORD = re.compile(r"\{\w*\}|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SAID = re.compile(MARK + r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _marked(words):
    return _WORD.sub(lambda found: found[0] if found[0].startswith("{") else MARK + found[0], words)


@cache
def knowledge(engine):
    """What an engine knows, with all its English said in the made-up language, too."""
    catalogue = engine.catalogue
    english = {name: words for name, words in catalogue.words.by_language["en"].items() if not name.startswith(PLURAL)}
    made_up = [Text(key=name, language="xx", words=_marked(words)) for name, words in english.items()]
    return evolve(catalogue, translations=[*catalogue.translations.values(), *made_up])


def said(review, engine):
    """Every sentence to a caregiver and a clinician, in the made-up language."""
    texts = knowledge(engine).words
    review = with_texts(evolve(review, language="xx"), texts)
    for step in (evolve(each, language="xx") for each in review.next_steps):
        yield from (step.because, step.question, step.watch_for)
        yield from (explain.say(step, texts, "xx", audience) for audience in ("caregiver", "clinician"))
        for kind in KINDS:
            reason = review.why_not(step.focus, kind)
            yield from (str(reason), reason.say("xx"), reason.enough, *(each.enough for each in reason.more))
    yield from (evolve(alert, language="xx").say for alert in review.alerts)
    yield from (evolve(each, language="xx").why for each in review.missing)
    yield from (words for words in _strings(astuple(review.for_caregiver())) if " " in words)
    yield from (texts.say(each.lacks, "xx") for each in review.readings if each.lacks is not None)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _strings(each)


def values(plan, entries, review, engine):
    """What may be said as it is: names, ids, what was written, and what a therapist writes of a rule."""
    family = plan.family
    yield from (family.child.name, *family.child.interests, *(each.name for each in family.caregivers))
    yield from (words for each in family.routines for words in (each.label, each.id))
    yield from (hold.by for hold in plan.holds)
    yield from (clearance.by for clearance in plan.cleared)
    yield from (each.words for each in plan.answered)
    for each in entries:
        yield from (each.id, each.focus, each.who, each.place, *each.tags, each.language or "")
        yield from (text.strip() for text in (each.hard, each.worked, each.win, each.question, each.seen, each.tried))
    yield from (words for alert in review.alerts for words in (*alert.words, alert.entry))
    yield from (each.words for read in review.from_words for each in (*read.tags, *read.went, *read.counts))
    yield from (str(each.value) for each in review.readings)
    for step in review.next_steps:
        yield from (step.focus, step.rule, *(f"{each.citation} [{each.grade}]" for each in step.sources))
        yield from (_written(step.message, entries))
    for traced in review.trace:
        yield traced.rule
        yield from (words for clause in traced.clauses for words in (clause.clause, clause.signal, clause.needed))
        yield from (clause.needed.partition(" ")[2] for clause in traced.clauses)
        yield from (clause.seen for clause in traced.clauses if isinstance(clause.seen, str))
    yield from (words for each in engine.plugins for words in (each.name, *each.namespaces, f"“{each.why}”"))
    yield from (word for each in review.missing for word in (each.what, each.about))
    yield from (*engine.catalogue.signals, "nan")
    for focus in plan.focuses:
        yield from (focus.id, focus.skill, focus.strategy, focus.routine)
    for each in review.missing:
        told = dict(each.message.values)
        yield from (str(told.get(name, "")) for name in ("known", "nearest", "words", "language"))
        if each.message.key == "core/missing.broken":  # an error, in quotes, as the author of the plugin reads it
            yield f"“{told['why']}”"


def _written(message, entries):
    for name, value in message.values:
        if isinstance(value, Message):
            yield from _written(value, entries)
        elif name == "apart" or (
            name == "words" and any(value in text for each in entries for text in (each.hard, each.win))
        ):
            yield value


def strange(sentences, known):
    """Return what is neither in the language nor a value, with the sentence in which it stands."""
    # The longest first, so that no value is cut by a shorter one; each by itself, and not as a part of a word.
    ordered = sorted({value for value in known if value}, key=len, reverse=True)
    value = re.compile("|".join(rf"(?<![^\W_]){re.escape(each)}(?![^\W_])" if each[0].isalnum() else re.escape(each)
                                for each in ordered))  # fmt: skip
    for sentence in dict.fromkeys(sentences):
        left = value.sub(" ", _SAID.sub(" ", sentence))
        if found := re.findall(r"[^\W\d_]{2,}", left):
            yield found, sentence


SCENARIOS = sorted([*ROOT.glob("tests/scenarios/*.toml"), *ROOT.glob("plugins/*/tests/scenarios/*.toml")])


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parents[2].name}-{path.stem}")
def test_every_scenario_is_told_in_the_language_asked_for(path, some_of):
    """Stories, red flags, questions, each rule and clause."""
    found = []
    for scenario in some_of(load_scenarios(path), one_in=7):
        engine = ENGINE if scenario.plugins else installed()
        review = engine.review(scenario.plan, scenario.entries, on=scenario.review_day)
        known = values(scenario.plan, scenario.entries, review, engine)
        found += strange(said(review, engine), known)
    assert [] == found


#: Situations that no scenario has: a plan, its log, and an engine.
GONE = Engine(plugins=[])
BROKEN = Engine(
    plugins=[
        toy,
        Bringing(
            "odd",
            signals=[
                Signal("odd/x", "odd", measure=lambda _: "x" * 3 / 2),  # type: ignore[operator]
                Signal("odd/word", "odd", measure=lambda _: "high"),
            ],
            rules=[
                Rule("odd/holds", "odd/x > 1 and not step == 9", holds=["step-up"], say="No.", sources=[OWN]),
                Rule("odd/sort", "odd/word > 3 or known(odd/x)", then="clarify", say="No.", sources=[OWN]),
            ],
        ),
        curious("odd/x", *[name for name in ENGINE.catalogue.signals if "/" not in name]),
    ]
)
TWO = evolve(
    OPEN,
    focuses=[FOCUS, evolve(FOCUS, id="f2", routine="bed", skill="toy/wave-bye")],
    approval=Approval.everything(PLAN, by="Dana, OT", on=D),
)
OLD = Clearance(entry="x", flags=["toy/all-day-hiccups"], words=["hiccups all day"], by="Dana, OT", on=day(2))


def cautioned(*cautions):
    """The plan on a firm seat, of a child with some cautions."""
    plan = at(strategy="toy/firm-seat")
    return evolve(plan, family=evolve(FAMILY, child=evolve(FAMILY.child, cautions=cautions)))


SITUATIONS = {
    "nothing written": (OPEN, [], ENGINE),
    "going on": (OPEN, of_five(4, 4, 3), ENGINE),
    "a step up": (OPEN, of_five(5, 5, 5), ENGINE),
    "not approved": (PLAN, of_five(5, 5, 5), ENGINE),
    "held": (ENGINE.hold(OPEN, "f1", until=day(20), by="Dana, SLP", role="clinician", on=D), of_five(5, 5, 5), ENGINE),
    "held by a flag": (OPEN, [*of_five(5, 5), entry(3, 5, hard="he lost words he had")], ENGINE),
    "paused": (OPEN, [*of_five(5, 5, 5), entry(4, id="x", hard="hiccups all day, he stopped breathing")], ENGINE),
    "two at a time": (TWO, [*of_five(5, 5, 5), *(entry(n, 5, id=f"g{n}", focus="f2") for n in (1, 2, 3))], ENGINE),
    "declined": (
        ENGINE.decline(OPEN, ENGINE.review(OPEN, of_five(5, 5, 5), on=day(3)).next_steps[0], by="Alex", on=day(3)),
        of_five(5, 5, 5),
        ENGINE,
    ),
    "no step below": (at(step=1), of_five(0, 0, 0), ENGINE),
    "above the ladder": (at(step=9), of_five(5, 5, 5), ENGINE),
    "looking in": (at(step=4, maintaining=True), of_five(5, 5), ENGINE),
    "worn out": (OPEN, of_five(3, 3, 3, stress=5, confidence=2, tags=["no-time"]), ENGINE),
    "notes in a language that nobody reads": (OPEN, [entry(1, 3, hard="han andas inte", language="sv")], ENGINE),
    "notes that cannot be read": (OPEN, [entry(1, 3, hard="\u4ed6\u4e0d\u547c\u5438")], ENGINE),
    "numbers that cannot be": (
        OPEN,
        [entry(1, 9), entry(2, tries=None, successes=3), entry(3, 1, stress=9, confidence=float("nan"), minutes=9999)],
        ENGINE,
    ),
    "days that cannot be": (OPEN, [entry(-3, 3), entry(40, 3), entry(2, 3, focus="f7")], ENGINE),
    "a tag that is not known": (OPEN, [entry(3, 3, tags=["il"])], ENGINE),
    "written twice": (OPEN, [entry(1, 3), entry(1, 4)], ENGINE),
    "a plugin that is gone": (OPEN, of_five(5, 5, 5), GONE),
    "a plugin that is needed": (OPEN, of_five(5, 5, 5), Engine(plugins=[], needs=["toy", "other"])),
    "a plugin that is blocked": (OPEN, of_five(5, 5, 5), Engine(plugins=[toy], blocked=["toy", "nobody"])),
    "a plugin that failed": (OPEN, of_five(5, 5, 5), Engine(plugins=[Bringing("toy", ValueError("no"))])),
    "a reading that is broken": (OPEN, of_five(5, 5, 5), BROKEN),
    "readings that are not known": (OPEN, [entry(1)], BROKEN),
    "an old clearance": (
        evolve(OPEN, cleared=[OLD]),
        [entry(1, 3, id="x", hard="hiccups all day")],
        ENGINE,
    ),
    "a routine that is gone": (at(routine="nowhere"), of_five(5, 5, 5), ENGINE),
    "a caution that nobody opened": (cautioned("hip-pain"), of_five(5, 5, 5), ENGINE),
    "a caution that is not known": (cautioned("peanut alergy", "Zzz"), of_five(5, 5, 5), ENGINE),
    "a question": (OPEN, [entry(1, 3, question="Is it my fault? Should I force his hand?", win="He smiled")], ENGINE),
}  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_is_told_in_the_language_asked_for(situation):
    """Held, queued, paused, declined, unread, unknown, impossible; and whatever became of a plugin."""
    plan, entries, engine = SITUATIONS[situation]
    days = [each.on for each in entries if each.on < day(30)]
    review = engine.review(plan, entries, on=max(days, default=day(1)))
    assert [] == list(strange(said(review, engine), values(plan, entries, review, engine)))


def test_plans_reviewed_together_are_told_in_the_language_asked_for():
    """What waits says why: another thing in the routine, the minutes, a red flag elsewhere."""
    other = evolve(TWO, id="p2", focuses=[evolve(FOCUS, id="g1", skill="toy/wave-bye"), evolve(FOCUS, id="g2",
        routine="bed", skill="toy/wave-bye")])  # fmt: skip
    few = evolve(FAMILY, minutes_a_day=6)
    for log in (of_five(5, 5, 5), [*of_five(5, 5, 5), entry(3, id="x", hard="he stopped breathing")]):
        for family in (FAMILY, few):
            theirs = [entry(n, 5, id=f"h{n}", focus=focus) for n in (1, 2, 3) for focus in ("g2",)]
            pairs = [(evolve(OPEN, family=family), log), (evolve(other, family=family), theirs)]
            for (plan, entries), review in zip(pairs, ENGINE.review_together(pairs, on=day(3)), strict=True):
                assert [] == list(strange(said(review, ENGINE), values(plan, entries, review, ENGINE)))


HOUSEHOLDS = {
    "all that fits": {},
    "much against it": {
        "values": ["no-sensory", "calm", "sensory"], "avoid": ["toy/show-first"], "materials": ["cup"],
        "minutes_a_day": 5,
    },
    "no routine": {"routines": []},
    "no room": {"minutes_a_day": 3},
}  # fmt: skip


@pytest.mark.parametrize("household", HOUSEHOLDS)
@pytest.mark.parametrize("engine", [ENGINE, installed()], ids=["toy", "installed"])
def test_proposals_and_options_are_told_in_the_language_of_the_family(engine, household):
    """Reasons, cautions, what was left out, the cue and the why of a focus; every strategy for and against."""
    catalogue = knowledge(engine)
    items = (*catalogue.skills.values(), *catalogue.strategies.values())
    # What a family or a strategy is marked with is a code. A caution and an assessment have a title, which is told.
    tags = {tag for item in items for name in ("materials", "tags") for tag in getattr(item, name, ())}
    cautions = sorted({caution for item in items for caution in item.cautions})
    young = Child("Sam", 9, interests=["trains"], cautions=[*cautions, "pica"], strengths=sorted(catalogue.skills))
    for child in (young, evolve(FAMILY.child, strengths=("sensory",))):
        asked = {"routines": [Routine("play", "play", minutes=20), *FAMILY.routines[1:]], **HOUSEHOLDS[household]}
        family = Family(child, [Caregiver("Alex", language="xx", confidence=2)], id="sam", **asked)
        found = proposing.propose(family, catalogue, D)
        sentences = [*found.left_out]
        for proposal in found:
            focus = proposal.plan.focuses[0]
            sentences += [*proposal.reasons, *proposal.cautions, *proposal.left_out, focus.cue, focus.why]
            for option in proposing.options(proposal.plan, focus, catalogue, D):
                sentences += [option.title, *option.reasons, *option.against]
        known = ("Sam", "trains", *family.values, *family.avoid, *tags, *catalogue.skills)
        assert sentences
        assert [] == list(strange(sentences, known))


def test_english_that_no_translation_reaches_is_found():
    """A sentence of which one word is not in the language; and values alone are none."""
    assert [] == list(strange([f"{MARK}Hello Sam, {MARK}it's 3 {MARK}days."], ["Sam"]))
    assert ["its", "turn"] == next(strange([f"{MARK}Enough {MARK}is its turn."], ["Sam"]))[0]
