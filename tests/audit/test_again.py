"""
A review made again: by the same engine it is the same, and whatever was changed is found, what is less safe first.
"""

from __future__ import annotations

import pickle
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.audit import Audited, Difference, MadeWith, again, audited, engine_of, made_with
from coachplan.audit.differences import LESS_SAFE, WEIGHTS
from coachplan.base.errors import CoachplanError, StaleError
from coachplan.documents.codec import dumps, loads
from coachplan.engine import Engine, core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.rules import Rule
from coachplan.model.approvals import Approval
from coachplan.model.flags import Help
from coachplan.model.plans import Hold
from coachplan.progress.signals import Signal
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, PLAN, Bringing, D, day, entry, of_five
from coachplan.testing.strategies import DANGEROUS, FIRST_DAY, logs, plans
from coachplan.testing.toy import OWN, TOY

GOES_WELL = of_five(5, 5, 5)
HICCUPS = entry(3, 5, id="x", hard="hiccups all day")


def toy_with(**shelves):
    """An engine with the toy, and these shelves of it in the place of its own."""
    return Engine(plugins=[Bringing("toy", evolve(TOY, **shelves))])


def kept(plan=OPEN, log=GOES_WELL, *, on=3, engine=ENGINE):
    """A review of a plan on a day, kept with what it was made from, as it comes back from its document."""
    made = audited(engine, plan, log, engine.review(plan, log, on=day(on)))
    return loads(Audited, dumps(made))


def found(audit):
    """The keys of what differs, without what they all begin with."""
    return [each.what.key.removeprefix("core/audit.") for each in audit.differences]


def in_order(audit):
    """Whether what is less safe comes first, and all in the order of weights."""
    places = [WEIGHTS.index(each.weight) for each in audit.differences]
    return places == sorted(places)


# -- laws


def reviewed(data):
    """A plan and a log of any kind, reviewed on some day."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = FIRST_DAY + timedelta(days=data.draw(st.integers(0, 40)))
    return audited(ENGINE, plan, log, ENGINE.review(plan, log, on=on))


@settings(max_examples=60)
@given(data=st.data())
def test_by_the_same_engine_the_same_is_said(data):
    """For any plan and log, whether it was kept in memory or in a document; and nothing was made otherwise."""
    of = reviewed(data)
    back = loads(Audited, dumps(of))
    assert of == back
    for each in (of, back):
        audit = again(ENGINE, each)
        assert (True, (), (), ()) == (audit.same, audit.differences, audit.made_with, audit.broken)
        assert "The same is said as then." == str(audit)


@settings(max_examples=60)
@given(danger=st.sampled_from(DANGEROUS), data=st.data())
def test_an_alert_that_is_gone_is_first_and_never_the_same(danger, data):
    """Take away any entry that raises one: the gravest alert that is gone stands first, and it is less safe."""
    of = reviewed(data)
    worse = evolve(entry(1, id="grave", hard=danger), focus=of.plan.focuses[0].id, on=FIRST_DAY)
    log = (*of.entries, worse)
    then = audited(ENGINE, of.plan, log, ENGINE.review(of.plan, log, on=of.on))
    raised = [alert.entry for alert in then.review.alerts]
    assert "grave" in raised
    gone = data.draw(st.sets(st.sampled_from(raised), min_size=1))

    audit = again(ENGINE, evolve(then, entries=[each for each in log if each.id not in gone]))

    assert not audit.same
    first = audit.differences[0]
    assert ("core/audit.alert-gone", "alert") == (first.what.key, first.weight)
    graves = {alert.entry: alert.urgency for alert in then.review.alerts}
    assert min((graves[each] for each in gone), key=("now", "today", "soon").index) == first.then
    assert gone <= {each.about for each in audit.less_safe}
    assert in_order(audit)
    assert str(audit).startswith("LESS SAFE than then")


@settings(max_examples=60)
@given(data=st.data())
def test_the_same_is_said_only_where_the_reviews_are_equal(data):
    """Whatever review stands in its place, none that differs is told to be the same; each difference has words."""
    of = reviewed(data)
    log = data.draw(logs(of.plan))
    other = ENGINE.review(of.plan, log, on=of.on)

    audit = again(ENGINE, evolve(of, entries=log, shown=()))

    assert audit.same == (of.review == other)
    assert in_order(audit)
    for language in ("en", "es"):
        words = audit.lines(language)
        assert all(words)
        assert len(words) >= len(audit.differences)
        assert "core/audit" not in "".join(words)


@settings(max_examples=30)
@given(
    item=st.sampled_from(sorted(core_catalogue().parameters)), end=st.sampled_from(("low", "high")), data=st.data()
)
def test_another_number_is_told_and_with_that_of_then_the_same_is_said(item, end, data):
    """Each parameter at an end of its range is named; `engine_of` makes readings with the number of then."""
    of = reviewed(data)
    number = getattr(core_catalogue().parameters[item], end)
    engine = ENGINE.with_parameters({item: number})

    named = {dict(each.values).get("name") for each in again(engine, of).made_with}

    changed = number != core_catalogue().parameters[item].value
    assert ({item, "core parameters"} if changed else set()) == named
    back = again(engine_of(engine, of), of)
    assert (True, ()) == (back.same, back.made_with)


# -- what is less safe


def test_a_flag_that_is_gone_is_the_first_thing_told():
    """The alert, the pause and the step that is taken again: in this order, and in plain words."""
    of = kept(log=[*GOES_WELL, HICCUPS])
    audit = again(toy_with(flags=()), of)

    assert ["alert-gone", "pause-gone"] == found(audit)[:2]
    assert "harder" in found(audit)
    assert {"alert", "pause", "harder"} == {each.weight for each in audit.less_safe}
    assert "- Entry x: the alert (call today) is gone. It was raised by “hiccups all day”." in str(audit).splitlines()
    assert "- Nota x: ya no hay aviso (llamar hoy). Lo había dado «hiccups all day»." in audit.say("es").splitlines()
    assert any("The content “toy flags” is not there any more." in line for line in audit.lines())


def test_a_milder_flag_is_less_safe_and_a_graver_one_more_careful():
    """Of one alert, by how urgent it is."""
    of = kept(log=[*GOES_WELL, HICCUPS])
    flag = TOY.flags["toy/all-day-hiccups"]
    milder = again(toy_with(flags=[evolve(flag, urgency="soon")]), of)
    graver = again(toy_with(flags=[evolve(flag, urgency="now")]), of)

    assert ("alert-milder", "alert", "today", "soon") == (
        found(milder)[0], milder.differences[0].weight, milder.differences[0].then, milder.differences[0].now,
    )  # fmt: skip
    assert ("alert-graver", ()) == (found(graver)[0], graver.less_safe)
    assert graver.safer


def test_what_no_reader_hears_any_more_is_told_though_the_plan_keeps_the_alert():
    """An alert that was recorded stands whatever is heard; that nobody hears it is less safe all the same."""
    log = [*GOES_WELL, HICCUPS]
    plan = ENGINE.record(OPEN, ENGINE.review(OPEN, log, on=day(3)))
    of = kept(plan, log)
    audit = again(toy_with(flags=[evolve(TOY.flags["toy/all-day-hiccups"], words={"en": ["nothing like it"]})]), of)

    assert of.review.alerts[0].entry == audit.now.alerts[0].entry == "x"
    assert "heard-gone" == found(audit)[0]
    assert audit.less_safe


def test_a_rule_that_was_changed_is_found():
    """One that no longer holds back, one that is not there any more, and one that sees something else."""
    hold = Rule("toy/wait", "days >= 1", holds=("step-up",), say="Wait a little.", sources=[OWN])
    of = kept(engine=toy_with(rules=[hold]))
    assert "continue" == of.review.next_steps[0].action.kind

    for rules in ((), [evolve(hold, when="days >= 9")]):
        audit = again(toy_with(rules=rules), of)
        assert {"hold", "harder"} <= {each.weight for each in audit.less_safe}
        assert ["hold-gone", "harder"] == [key for key in found(audit) if key in ("hold-gone", "harder")]
    narrower = again(toy_with(rules=[evolve(hold, holds=("generalise",))]), of)
    assert "hold-gone.rule" in found(narrower)
    same_end = again(toy_with(rules=[evolve(hold, when="days >= 2")]), of)
    assert {"rules"} == set(found(same_end)) - {"parts-of-focus"}
    assert not same_end.same
    assert not same_end.less_safe


def test_a_hold_by_a_person_is_no_part_of_a_pause():
    """Where all is paused today, that nothing else is said to hold anything back is no loss."""
    held = evolve(OPEN, holds=[Hold(focus="f1", until=day(9), by="Dana", on=D, why="exams")])
    of = kept(held)
    assert of.review.next_steps[0].held

    audit = again(ENGINE, evolve(of, entries=[*GOES_WELL, entry(3, id="x", hard="he stopped breathing")]))

    assert ({"alert-new", "pause-new", "easier"}, ()) == (set(found(audit)[:3]), audit.less_safe)
    assert again(ENGINE, evolve(of, plan=OPEN)).less_safe[0].weight == "hold"


def test_who_must_say_yes_is_told_both_ways():
    """Where a therapist had to and a caregiver may now, it is less safe; of a step that is more careful it is not."""
    drafted, opened = kept(PLAN), kept(OPEN)
    assert ("clinician", "caregiver") == (drafted.review.next_steps[0].needs, opened.review.next_steps[0].needs)

    assert ["consent"] == [each.weight for each in again(ENGINE, evolve(drafted, plan=OPEN)).less_safe]
    assert "consent-new" in found(again(ENGINE, evolve(opened, plan=PLAN)))
    lighter = again(ENGINE, evolve(drafted, plan=OPEN, entries=of_five(5)))
    assert "consent-gone" not in found(lighter)


@pytest.mark.parametrize(
    ("name", "then", "now"), [("step", 2, 4), ("minutes", 5.0, 8.0), ("days_per_week", 3, 6)]
)
def test_a_step_that_asks_more_is_harder(name, then, now):
    """Of the same kind, by its number, its minutes or its days; the other way it is more careful."""
    of = kept()
    suggestion = of.review.next_steps[0]
    stands = {"step": suggestion.action.step, "minutes": FOCUS.minutes, "days_per_week": FOCUS.days_per_week}[name]

    def with_one(number):
        action = evolve(suggestion.action, **{name: number})
        return evolve(of, review=evolve(of.review, next_steps=[evolve(suggestion, action=action)]))

    for number in (then, now):
        audit = again(ENGINE, with_one(number))
        wanted = "harder" if stands > number else "careful" if stands < number else None
        assert wanted in ({each.weight for each in audit.differences} if wanted else {None})
        assert bool(audit.less_safe) == (wanted == "harder")


# -- what is no difference, and what is told beside


def reads(measure):
    """An engine with the toy, a reading, and a rule that asks it before a step up."""
    asks = Rule("toy/asks", "toy/beats >= 3", holds=("step-up",), say="Wait.", sources=[OWN])
    return toy_with(rules=[asks], signals=[Signal("toy/beats", "beats", measure=measure)])


def _fails(practice):
    raise ZeroDivisionError(f"at {id(object())}")


def test_a_reading_that_fails_is_told_as_such():
    """Then, now, or both: where it failed both times the same is said, and it is told all the same."""
    works, broken = reads(lambda practice: 1), reads(_fails)
    both, then, now = (
        again(broken, kept(engine=broken)),
        again(works, kept(engine=broken)),
        again(broken, kept(engine=works)),
    )

    assert [f"core/audit.broken.{when}" for when in ("both", "then", "now")] == [
        each.broken[0].key for each in (both, then, now)
    ]
    assert [True, False, False] == [each.same for each in (both, then, now)]
    for each in (both, then, now):
        assert "A reading of a plugin failed" in str(each)
        assert "toy/beats" in str(each)
    assert "hold-gone" in found(then), "what a broken reading held back is taken now"


def test_what_it_was_made_with_is_named():
    """Releases, content, whom to call; and where nothing was kept, that."""
    of = kept()
    other = Engine(plugins=[Bringing("toy", TOY)], help=Help(call="555 0100"))
    older = evolve(of, made_with=evolve(of.made_with, versions={"coachplan": "0.0.1", "gone": "1"}))
    unknown = evolve(of, made_with=MadeWith())

    assert "core/audit.help" in [each.key for each in again(other, of).made_with]
    told = str(again(ENGINE, older))
    assert "coachplan: 0.0.1 then, " in told
    assert "gone: 1 then, - now." in told
    assert ["core/audit.not-kept"] == [each.key for each in again(ENGINE, unknown).made_with]


def test_words_that_changed_are_found():
    """Where the family would read something else, also where all that was decided is the same."""
    of = kept()
    strategy = evolve(TOY.strategies["toy/show-first"], what="Do it twice.")
    others = [each for each in TOY.strategies.values() if each.id != strategy.id]
    audit = again(toy_with(strategies=[strategy, *others]), of)

    assert (["shown"], False, ()) == (found(audit), audit.same, audit.less_safe)
    assert ("How: Do it once, slowly. Then wait.", "How: Do it twice.") == (
        audit.differences[0].then, audit.differences[0].now,
    )  # fmt: skip


def test_what_readings_are_made_by_and_what_notes_are_read_with_is_kept():
    """Every parameter by its value, the word lists of each language, and the table of the second reader."""
    made = made_with(ENGINE)
    assert {item: each.value for item, each in ENGINE.catalogue.parameters.items()} == made.parameters
    assert {"words en", "words es", "second-reader"} == set(made.readers)
    assert all(made.readers.values())
    assert dict(ENGINE.made_with) == made.versions
    assert {"core rules", "core flags", "core texts", "core signals", "toy skills", "toy flags"} <= set(made.content)
    assert made == made_with(Engine(plugins=[Bringing("toy", TOY)])) or "toy" in made.versions


def test_content_is_told_apart_by_all_that_stands_in_it():
    """Of two catalogues a digest differs where anything on the shelf does, and nowhere else."""
    one = toy_with().catalogue.digests
    other = toy_with(flags=[evolve(TOY.flags["toy/all-day-hiccups"], say="Please call.")]).catalogue.digests
    assert {"toy flags"} == {name for name in one if one[name] != other[name]}
    assert one == toy_with().catalogue.digests
    assert Catalogue().digests == {}


def test_a_review_of_another_plan_is_refused():
    """Or of the plan as it is no longer."""
    review = ENGINE.review(OPEN, GOES_WELL, on=day(3))
    approved = ENGINE.approve(OPEN, Approval.everything(OPEN, by="Bo", on=D), role="clinician")
    for plan in (evolve(OPEN, id="p2"), approved):
        with pytest.raises(StaleError):
            audited(ENGINE, plan, GOES_WELL, review)


def test_an_engine_with_other_numbers_is_sent_as_it_is():
    """Pickled, it has them still; a number beyond its range and one that there is not are refused."""
    engine = ENGINE.with_parameters({"core/lately-days": 1}).with_parameters({"core/sure": 0.99})
    sent = pickle.loads(pickle.dumps(engine))
    numbers = sent.catalogue.numbers
    assert (1, 0.99) == (numbers.lately_days, numbers.sure)
    assert ENGINE.catalogue.numbers.lately_days == 3
    for values in ({"core/lately-days": 0}, {"core/latly-days": 3}):
        with pytest.raises(CoachplanError) as refused:
            ENGINE.with_parameters(values)
        assert refused.value.findings[0].hint


def test_the_weights_are_in_the_order_of_the_law():
    """An alert, a pause, a hold, a harder step, consent, a look; then what is more careful, then the rest."""
    assert ("alert", "pause", "hold", "harder", "consent", "look") == LESS_SAFE
    assert ("careful", "step", "reading", "words") == WEIGHTS[len(LESS_SAFE) :]
    assert Difference(weight="look", what=again(ENGINE, kept()).now.next_steps[0].message).less_safe
