"""
The document of a fit: only the numbers that say how children are can stand in it, each within its limits; whatever it
says, no sign, caution, threshold or load is another.
"""

from __future__ import annotations

import json
import pickle
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachplan.audit import again, audited, engine_of, made_with
from coachplan.base.errors import CoachplanError, InvalidError, NotAllowedError, UnknownIdError, UnreadableError
from coachplan.documents.codec import dumps, read, write
from coachplan.engine import Engine
from coachplan.knowledge.kinds import KINDS
from coachplan.knowledge.of_groups import numbers_of_groups
from coachplan.model.fitted import LIMITS, Fitted, Group, HeldOut, Population, RestsOn
from coachplan.model.suits import NOTHING_TOLD, Likely, Suited, Suits
from coachplan.testing.builders import ENGINE, OPEN, D, day, entry, of_five
from coachplan.testing.strategies import FIRST_DAY, families, logs, plans
from coachplan.testing.toy import toy

BETTER = HeldOut(parts=4, families=200, days=4000, shipped=1.5, fitted=1.48, gain=0.02, low=0.01, high=0.03)
SURE = RestsOn.of(dict.fromkeys(LIMITS, 40))


def fitted(values, *, held_out=BETTER, suits=NOTHING_TOLD, groups=None, by_group=BETTER):
    """A document with these numbers, those of groups by what their ids are or begin with; each of as little doubt as
    can be."""
    numbers = Population.of(values)
    return Fitted(
        values=numbers, low=numbers, high=numbers, families=SURE, days=SURE,
        by="Dana, OT", on=day(90), version="0.1.0", held_out=held_out, suits=suits,
        groups=[group(name, own) for name, own in (groups or {}).items()], by_group=by_group if groups else None,
    )  # fmt: skip


def group(name, values):
    """A group with these numbers: a discipline, or a skill."""
    discipline, slash, _ = name.partition("/")
    numbers = Population.of(values)
    return Group(
        discipline=discipline, skill=name if slash else "", values=numbers, low=numbers, high=numbers,
        families=SURE, days=SURE,
    )  # fmt: skip


#: How likely a strategy is to suit, and what is told of one: anything that an engine takes.
LIKELY = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(
    lambda shares: Likely(**dict(zip(("low", "share", "high"), sorted(shares), strict=True)))
)
STRATEGIES = [*ENGINE.catalogue.strategies, "toy/gone"]


@st.composite
def suited(draw):
    """A strategy of the pretend plugin, or one that is gone, in some of a number of families."""
    families = draw(st.integers(20, 400))
    low, of, high = sorted(draw(st.lists(st.integers(0, families), min_size=3, max_size=3)))
    skill = draw(st.sampled_from(["", *ENGINE.catalogue.skills]))
    return Suited(
        strategy=draw(st.sampled_from(STRATEGIES)), skill=skill, low=low, suited=of, high=high, families=families,
        likely=draw(LIKELY),
    )  # fmt: skip


SUITS = st.builds(
    Suits,
    rows=st.lists(suited(), max_size=6, unique_by=lambda row: (row.strategy, row.skill)),
    another=st.none() | LIKELY,
)


#: Whose numbers a document may tell apart: the pretend plugin, its skills, and what is gone.
GROUPS = ["toy", *ENGINE.catalogue.skills, "gone"]

GROWTHS = [f"core/growth-{name}" for name in ("little", "slow", "fast")]


def in_order(values):
    """Whether growths stand in their order, beside those that are shipped."""
    little, slow, fast = (values.get(name, ENGINE.catalogue.parameters[name].value) for name in GROWTHS)
    return little < slow < fast


@st.composite
def grouped(draw, values):
    """Numbers of groups, of those that are told of all: any that an engine takes."""
    found = {}
    for name in sorted(draw(st.sets(st.sampled_from(GROUPS), max_size=3))):
        own = {item: draw(_within(item)) for item in sorted(draw(st.sets(st.sampled_from(sorted(values)))))}
        if not in_order({**values, **found.get(name.partition("/")[0], {}), **own}):
            own = {item: value for item, value in own.items() if item not in GROWTHS}
        found[name] = own
    return found


def _within(item):
    return st.floats(*LIMITS[item]) | st.sampled_from(LIMITS[item])


#: Any numbers that a document can hold, at their ends, too.
DOCUMENTS = (
    st.fixed_dictionaries(
        {}, optional={name: st.floats(*ends) | st.sampled_from(ends) for name, ends in LIMITS.items()}
    )
    .filter(lambda values: values.get("core/growth-slow", 0.14) < values.get("core/growth-fast", 0.26))
    .filter(lambda values: values.get("core/growth-little", 0.02) < values.get("core/growth-slow", 0.14))
    .filter(bool)
    .flatmap(lambda values: st.tuples(st.just(values), SUITS, grouped(values)))
    .map(lambda told: fitted(told[0], suits=told[1], groups=told[2]))
)


#: What asks less of a caregiver, whatever is believed of the child.
OF_LOAD = ("core/high-stress", "core/low-confidence")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS, st.data())
def test_safety_is_the_same_under_every_document(document, data):
    """Alerts, pauses, what was heard, asked and set aside are to the letter what they are without it; no load grows."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = FIRST_DAY + timedelta(days=data.draw(st.integers(0, 40)))
    own = ENGINE.with_fitted(document)
    before, after = ENGINE.review(plan, log, on=on), own.review(plan, log, on=on)

    for name in ("alerts", "paused", "mentions", "from_words", "worth_a_look", "questions", "quiet", "observed"):
        assert getattr(before, name) == getattr(after, name)
    assert before.missing == after.missing
    for was, step in zip(before.next_steps, after.next_steps, strict=True):
        assert (was.rule in OF_LOAD or step.rule in OF_LOAD) <= (was.rule == step.rule)
        focus, action = plan.focus(step.focus), step.action
        assert action.minutes is None or action.minutes <= focus.minutes
        assert action.days_per_week is None or action.days_per_week <= focus.days_per_week


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SUITS, st.data())
def test_what_is_told_of_strategies_parts_equals_alone(suits, data):
    """Each step is of the same kind, by the same rule, of the same doubt, for the same person; a strategy that it
    brings is one that fits."""
    plan = data.draw(plans())
    log = data.draw(logs(plan))
    on = FIRST_DAY + timedelta(days=data.draw(st.integers(0, 40)))
    own = ENGINE.with_fitted(fitted({"core/step-gap": 1.0}, suits=suits))
    before, after = ENGINE.review(plan, log, on=on), own.review(plan, log, on=on)

    for name in ("alerts", "paused", "mentions", "missing", "readings", "wins", "questions", "goals", "worth_a_look"):
        assert getattr(before, name) == getattr(after, name)
    for was, step in zip(before.next_steps, after.next_steps, strict=True):
        for name in ("rule", "needs", "rests", "held", "basis", "standing", "doubt", "queued", "asks", "sources"):
            assert getattr(was, name) == getattr(step, name)
        assert evolve(was.action, strategy=None) == evolve(step.action, strategy=None)
        assert (was.action.strategy is None) == (step.action.strategy is None)
        if step.action.kind == "change-strategy" and was.action != step.action:
            known = {each.strategy: each for each in ENGINE.options(plan, step.focus, on=on)}
            assert (True, False) == (known[step.action.strategy].fits, known[step.action.strategy].tried)
            assert known[was.action.strategy].fits
    if [each.action for each in before.next_steps] == [each.action for each in after.next_steps]:
        assert before.for_caregiver() == after.for_caregiver()
        assert str(before) == str(after)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SUITS, families())
def test_what_is_proposed_is_the_same_but_for_equals(suits, family):
    """The same skills in the same places, in the same order, with what was left out; the evidence is what it was."""
    own = ENGINE.with_fitted(fitted({"core/step-gap": 1.0}, suits=suits))
    before, after = ENGINE.propose(family, on=D, limit=9), own.propose(family, on=D, limit=9)

    assert before.left_out == after.left_out
    for was, now in zip(before, after, strict=True):
        (old,), (new,) = was.plan.focuses, now.plan.focuses
        assert (old.skill, old.routine, old.step, old.minutes, old.days_per_week, was.score, was.worth_a_look) == (
            new.skill, new.routine, new.step, new.minutes, new.days_per_week, now.score, now.worth_a_look,
        )  # fmt: skip
        assert (old.strategy != new.strategy) or was == evolve(now, here=())


@settings(max_examples=20)
@given(DOCUMENTS, st.integers(0, 5))
def test_a_worn_out_caregiver_is_asked_for_less_under_every_document(document, successes):
    """However well or badly it goes, and however quick children are said to be."""
    log = of_five(*[successes] * 6, stress=5)

    assert "core/high-stress" == ENGINE.with_fitted(document).review(OPEN, log, on=day(6)).next_steps[0].rule


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.lists(st.integers(0, 5), min_size=3, max_size=16), st.integers(1, 5))
def test_doing_better_is_never_answered_with_less_under_any_document(document, successes, more):
    """Step-up and continue stay no step-down where only the latest day went better."""
    own, on = ENGINE.with_fitted(document), day(len(successes))
    better = [*successes[:-1], min(5, successes[-1] + more)]
    before, after = (own.review(OPEN, of_five(*each), on=on).next_steps[0] for each in (successes, better))

    assert (before.action.kind in ("step-up", "continue")) <= (after.action.kind != "step-down")


@settings(max_examples=10, deadline=None)
@given(DOCUMENTS)
def test_no_plan_is_stuck_under_any_document(document):
    """With every try succeeding, in two places with two people, each step applied: it comes to be maintained."""
    own, plan, log = ENGINE.with_fitted(document), OPEN, []
    for number in range(1, 161):
        place, who = ("home", "Alex") if number % 2 else ("nursery", "Bo")
        log.append(entry(number, 5, place=place, who=who))
        step = own.review(plan, log, on=day(number)).next_steps[0]
        if step.action.kind != "continue":
            plan = own.apply(plan, step, by="Dana, OT", role="clinician", on=day(number))
        if plan.focuses[0].maintaining:
            break

    assert plan.focuses[0].maintaining


@settings(max_examples=30, deadline=None)
@given(DOCUMENTS)
def test_all_else_that_an_engine_knows_is_the_same(document):
    """Every shelf but that of the parameters, and of these every one that the document does not name."""
    own = ENGINE.with_fitted(document)

    for kind in KINDS:
        if kind.shelf != "parameters":
            assert getattr(ENGINE.catalogue, kind.shelf) == getattr(own.catalogue, kind.shelf)
    for item, parameter in own.catalogue.parameters.items():
        wanted = document.values.by_id.get(item, ENGINE.catalogue.parameters[item].value)
        assert evolve(ENGINE.catalogue.parameters[item], value=wanted) == parameter
    assert ENGINE.help == own.help


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.data())
def test_a_focus_is_followed_with_the_numbers_of_its_skill(document, data):
    """A review is that of an engine whose numbers of all are those of the skill; where nothing is told of it, those of
    its discipline, else of all."""
    plan = data.draw(plans().filter(lambda plan: len(plan.focuses) == 1))
    log, on = data.draw(logs(plan)), FIRST_DAY + timedelta(days=data.draw(st.integers(0, 40)))
    skill, own = plan.focuses[0].skill, ENGINE.with_fitted(document)
    by_name = {each.skill or each.discipline: each.values.by_id for each in document.groups}
    whole = {**document.values.by_id, **by_name.get(skill.partition("/")[0], {}), **by_name.get(skill, {})}
    alone = ENGINE.with_fitted(fitted(whole, suits=document.suits))
    before, after = alone.review(plan, log, on=on), own.review(plan, log, on=on)

    for name in ("readings", "alerts", "worth_a_look", "goals"):
        assert getattr(before, name) == getattr(after, name)
    assert [(each.action, each.rule, each.rests) for each in before.next_steps] == [
        (each.action, each.rule, each.rests) for each in after.next_steps
    ]
    assert own.catalogue.numbers_for("other/skill") == own.catalogue.numbers


@settings(max_examples=20, deadline=None)
@given(DOCUMENTS, st.lists(st.integers(0, 5), min_size=6, max_size=20))
def test_a_tracker_goes_on_with_the_numbers_of_another_skill(document, successes):
    """Where a focus turns to another skill, each review is that of the engine."""
    one, other = ENGINE.catalogue.skills
    own, plan = ENGINE.with_fitted(document), OPEN
    assert plan.focuses[0].skill in (one, other)
    tracker, half = own.track(plan), len(successes) // 2
    log = of_five(*successes)
    for number, each in enumerate(log):
        if number == half:
            (focus,) = plan.focuses
            turned = evolve(focus, skill=other if focus.skill == one else one, step=1, since=each.on)
            change = evolve(
                own.change(plan, focus.id, by="Dana, OT", role="clinician", on=each.on, minutes=3).history[-1],
                before=focus, after=turned,
            )  # fmt: skip
            plan = tracker.plan = evolve(plan, focuses=[turned], history=[*plan.history, change])
        tracker.add(each)
        assert tracker.review(on=each.on) == own.review(plan, log[: number + 1], on=each.on)


def test_limits_lie_within_what_each_parameter_can_be():
    """And the shipped number lies within them, so that it could have been fitted."""
    for item, (low, high) in LIMITS.items():
        parameter = ENGINE.catalogue.parameters[item]
        assert parameter.low <= low < parameter.value < high <= parameter.high
        assert not parameter.whole
    little, slow, fast = (LIMITS[f"core/growth-{name}"] for name in ("little", "slow", "fast"))
    assert little[1] <= slow[0] < fast[0]
    assert slow[1] < fast[1]


def test_a_review_names_the_numbers_that_it_used():
    """By the day and a digest; another number makes another; and an audit keeps each."""
    one, other = (ENGINE.with_fitted(fitted({"core/step-gap": gap})) for gap in (1.2, 1.3))
    review = one.review(OPEN, of_five(3, 4), on=day(3))
    name, version = review.made_with[-1]

    assert ("core/fitted", str(day(90))) == (name, version.split()[0])
    assert dict(other.made_with)[name] != version
    assert ENGINE.made_with == one.made_with[:-1]
    assert made_with(one).parameters["core/step-gap"] == 1.2
    assert review.id != ENGINE.review(OPEN, of_five(3, 4), on=day(3)).id


def test_an_audit_names_the_numbers_that_are_gone():
    """Made again without them a review says what it was made with; with them it is the same."""
    own, log = ENGINE.with_fitted(fitted({"core/step-gap": 1.2})), of_five(3, 4, 3)
    kept = audited(own, OPEN, log, own.review(OPEN, log, on=day(3)))
    named = {str(dict(message.values).get("name")) for message in again(ENGINE, kept).made_with}

    assert {"core/fitted", "core/step-gap", "core parameters"} == named
    assert () == again(own, kept).made_with
    assert again(own, kept).same


def test_numbers_of_groups_are_used_named_and_sent():
    """Another number of a group makes another name; a copy in another process has them; and a number that is laid over
    that of all is laid over each group."""
    one, other = (
        ENGINE.with_fitted(fitted({"core/step-gap": 1.2, "core/swing-sd": 0.5}, groups={"toy": {"core/step-gap": gap}}))
        for gap in (1.4, 1.5)
    )
    toy_gap = [each.catalogue.numbers_for("toy/x").step_gap for each in (one, other)]

    assert [1.4, 1.5] == toy_gap
    assert (1.2, 1.2) == (one.catalogue.numbers.step_gap, one.catalogue.numbers_for("ot/x").step_gap)
    assert dict(one.made_with)["core/fitted"] != dict(other.made_with)["core/fitted"]
    over = one.with_parameters({"core/step-gap": 2.0})
    beside = one.with_parameters({"core/step-gap": 1.2, "core/sure": 0.8})
    assert (2.0, 1.4) == tuple(each.catalogue.numbers_for("toy/x").step_gap for each in (over, beside))
    back = over.with_parameters({"core/step-gap": 1.2})
    for engine in (one, over, beside, back):
        again = pickle.loads(pickle.dumps(engine))
        assert (engine.made_with, engine.catalogue) == (again.made_with, again.catalogue)


def test_an_audit_with_groups_is_the_same_again():
    """With the document; and what was made before it is made with the numbers of then."""
    log = of_five(1, 2, 3, 3, 4, 4, 5)
    values, groups = {"core/step-gap": 1.2, "core/swing-sd": 0.5}, {"toy": {"core/swing-sd": 1.4}}
    own = ENGINE.with_fitted(fitted(values, groups=groups))
    kept = audited(own, OPEN, log, own.review(OPEN, log, on=day(7)))
    assert again(own, kept).same
    assert () == again(own, kept).made_with
    earlier = audited(ENGINE, OPEN, log, ENGINE.review(OPEN, log, on=day(7)))
    assert again(engine_of(own, earlier), earlier).same
    assert again(engine_of(own, kept), kept).same


def test_an_engine_is_sent_with_its_numbers():
    """Pickled, and with other parameters laid over it, it is the same and says the same of itself."""
    own = ENGINE.with_fitted(fitted({"core/step-gap": 1.2}))
    for engine in (own, own.with_parameters({"core/sure": 0.8})):
        again = pickle.loads(pickle.dumps(engine))
        assert (engine.made_with, engine.catalogue.numbers) == (again.made_with, again.catalogue.numbers)
    assert own.catalogue.numbers.step_gap == 1.2


def written(folder, **values):
    """The file of a document with these numbers."""
    file = folder / f"{'-'.join(values)}.json"
    write(fitted({f"core/{name.replace('_', '-')}": value for name, value in values.items()}), file)
    return file


def test_an_engine_takes_a_document_as_content(tmp_path):
    """By its file, beside folders: it is the engine that takes the same document itself, sent or not."""
    file = written(tmp_path, step_gap=1.2)
    (tmp_path / "clinic").mkdir()
    text = 'format = "coachplan-content/1"\n[[parameter]]\nid = "clinic/ours"\nvalue = 0.95\nwhat = "x"\n'
    (tmp_path / "clinic" / "numbers.toml").write_text(text, encoding="utf-8")
    alone = Engine(plugins=[toy], content=file)
    beside = Engine(plugins=[toy], content=[tmp_path / "clinic", str(file)], strict=True)
    own = ENGINE.with_fitted(read(Fitted, file))

    assert (own.made_with, own.catalogue) == (alone.made_with, alone.catalogue)
    assert own.plugins == alone.plugins
    assert (1.2, 0.95) == (beside.catalogue.numbers.step_gap, beside.catalogue.parameters["clinic/ours"].value)
    for engine in (alone, beside):
        again = pickle.loads(pickle.dumps(engine))
        assert (engine.made_with, engine.catalogue.numbers) == (again.made_with, again.catalogue.numbers)
    with pytest.raises(NotAllowedError, match="laid over others"):
        alone.with_fitted(read(Fitted, file))


def test_a_document_that_cannot_be_content_is_refused(tmp_path):
    """Missing, with another key, two of them, or not recommended: said, and no engine is made without it."""
    file = written(tmp_path, step_gap=1.2)
    more = tmp_path / "more.json"
    more.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), "rules": []}), encoding="utf-8")
    no_better = tmp_path / "worse.json"
    write(fitted({"core/step-gap": 1.2}, held_out=None), no_better)
    for content, error, match in (
        (tmp_path / "gone.json", UnreadableError, r"gone\.json"),
        (more, InvalidError, r"more\.json: rules"),
        ([file, written(tmp_path, swing_sd=0.5)], NotAllowedError, "laid over others"),
        (no_better, NotAllowedError, "not known to foretell"),
    ):
        with pytest.raises(error, match=match):
            Engine(plugins=[toy], content=content)


@pytest.mark.parametrize(
    ("document", "match"),
    [
        (fitted({"core/step-gap": 1.2}, held_out=None), "not known to foretell families better"),
        (fitted({"core/step-gap": 1.2}, held_out=evolve(BETTER, low=-0.001)), "not known to foretell"),
        (fitted({}), "not known to foretell"),
    ],
)
def test_what_is_no_better_is_no_engine_s(document, match):
    """Without families held out, or where these are foretold no better beyond doubt, the shipped numbers stay."""
    with pytest.raises(NotAllowedError, match=match):
        ENGINE.with_fitted(document)


@pytest.mark.parametrize(
    ("groups", "change", "error", "match"),
    [
        ({"toy": {"core/step-gap": 1.4}}, {"by_group": None}, NotAllowedError, "not known to foretell families better"),
        ({"toy": {}}, {"by_group": evolve(BETTER, low=-0.001)}, NotAllowedError, "than those of all"),
        ({"toy": {}}, {"by_group": evolve(BETTER, gain=0.5)}, InvalidError, r"by_group\.gain: this lies beyond"),
        ({"toy": {"core/drift-sd": 0.1}}, {}, InvalidError, r"groups\[0\]\.core/drift-sd: it is told of a group"),
        ({"toy": {"core/growth-slow": 0.27}}, {}, InvalidError, r"groups\[0\]\.values: the growths .* 0\.27 and 0\.26"),
        (
            {"toy": {"core/growth-slow": 0.2}, "toy/a": {"core/growth-fast": 0.15}}, {}, InvalidError,
            r"groups\[1\]\.values: the growths come to 0\.02, 0\.2 and 0\.15",
        ),
        ({"toy": {}}, {"groups": [group("toy", {})] * 2}, InvalidError, r"groups\[1\]: this group is told twice"),
        (
            {"toy": {}}, {"groups": [evolve(group("toy/a", {}), discipline="ot")]}, InvalidError,
            r"groups\[0\]: the skill toy/a is none of ot",
        ),
        (
            {"toy": {}}, {"groups": [evolve(group("toy", {"core/step-gap": 1.4}), low=Population())]}, InvalidError,
            r"groups\[0\]\.core/step-gap: it is not told how sure",
        ),
        (
            {"toy": {}},
            {"groups": [evolve(group("toy", {"core/step-gap": 1.4}), high=Population(step_gap=1.3))]}, InvalidError,
            r"groups\[0\]\.core/step-gap: this lies beyond its own interval",
        ),
    ],
)  # fmt: skip
def test_groups_that_cannot_be_are_refused(groups, change, error, match):
    """Said with the place; and the numbers of all alone are taken."""
    values = {"core/step-gap": 1.2, "core/growth-slow": 0.14, "core/growth-fast": 0.26}
    document = evolve(fitted(values, groups=groups), **change)
    with pytest.raises(error, match=match):
        ENGINE.with_fitted(document)
    assert ENGINE.with_fitted(evolve(document, groups=(), by_group=None)).catalogue.numbers.step_gap == 1.2


def test_numbers_are_laid_over_no_others():
    """Two clinics' numbers are not mixed."""
    own = ENGINE.with_fitted(fitted({"core/step-gap": 1.2}))
    with pytest.raises(NotAllowedError, match="laid over others"):
        own.with_fitted(fitted({"core/swing-sd": 0.5}))


def test_what_rests_on_nothing_is_refused():
    """A number without its interval and without its families was written by hand."""
    bare = evolve(fitted({"core/step-gap": 1.2, "core/swing-sd": 0.5}), low=Population(swing_sd=0.5))
    with pytest.raises(InvalidError, match="core/step-gap: it is not told how sure"):
        ENGINE.with_fitted(bare)


def test_a_quicker_child_is_quicker():
    """Growths out of their order would call a strategy that suits one that does little."""
    with pytest.raises(InvalidError, match=r"0\.02, 0\.28 and 0\.26"):
        ENGINE.with_fitted(fitted({"core/growth-slow": 0.28}))


LEVEL = Likely(low=0.4, share=0.5, high=0.6)
ROW = Suited(strategy="toy/show-first", low=9, suited=14, high=17, families=20, likely=LEVEL)


@pytest.mark.parametrize(
    ("suits", "match"),
    [
        (Suits(rows=[evolve(ROW, low=15)]), r"suits\.rows\[0\]: these counts cannot be of so many families"),
        (Suits(rows=[evolve(ROW, high=21)]), r"suits\.rows\[0\]: these counts"),
        (Suits(rows=[ROW, ROW]), r"suits\.rows\[1\]: this strategy is told twice"),
        (Suits(rows=[evolve(ROW, likely=evolve(LEVEL, high=0.45))]), r"rows\[0\]\.likely: the share lies beyond"),
        (Suits(rows=[ROW], another=evolve(LEVEL, low=0.55)), r"suits\.another: the share lies beyond"),
    ],
)
def test_counts_that_cannot_be_are_refused(suits, match):
    """What no fit writes was written by hand."""
    with pytest.raises(InvalidError, match=match):
        ENGINE.with_fitted(fitted({"core/step-gap": 1.2}, suits=suits))


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"suits": {"rows": [{"strategy": "Sam's way"}]}}, r"own\.json: suits\.rows\[0\]\.strategy"),
        ({"suits": {"rows": [{"strategy": "toy/a", "families": 19}]}}, r"families: found 19\. .*at least 20"),
        ({"suits": {"rows": [{"strategy": "toy/a", "name": "Sam"}]}}, r"own\.json: suits\.rows\[0\].*name"),
        ({"suits": {"flags": []}}, r"own\.json: suits.*flags"),
        ({"values": {"step_gap": 9}}, r"own\.json: values\.step_gap: found 9\. .*from 0\.3 to 2\.5"),
        ({"values": {"sure": 0.7}}, r"own\.json: values.*sure"),
        ({"values": {"does_little_days": 1}}, r"own\.json: values.*does_little_days"),
        ({"families": {"step_gap": 3}}, r"own\.json: families\.step_gap: found 3\. .*at least 20"),
        ({"flags": []}, r"own\.json: flags"),
        ({"by": " "}, r"own\.json: by: .*Name who"),
        ({"format": "coachplan-fitted/2"}, "newer"),
        ({"format": "coachplan-plan/3"}, "coachplan-fitted/1"),
    ],
)
def test_a_document_that_says_more_than_it_may_is_refused(tmp_path, changed, match):
    """With the file, the place, what was found and what would be right."""
    whole = json.loads(dumps(fitted({"core/step-gap": 1.2})))
    file = tmp_path / "own.json"
    file.write_text(json.dumps({**whole, **changed}), encoding="utf-8")
    with pytest.raises(CoachplanError, match=match):
        read(Fitted, file)


@given(DOCUMENTS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_comes_back_equal(tmp_path, document):
    """As it was written, to the last digit."""
    write(document, tmp_path / "own.json")

    assert document == read(Fitted, tmp_path / "own.json")


def test_an_engine_with_groups_is_sent_and_looked_back_with_as_it_is():
    """Whatever was laid over what, and in whatever order; an audit makes it again with the numbers of then."""
    groups = {"toy": {"core/start-share": 0.75}, "toy/stack-blocks": {"core/start-share": 0.7}}
    with_groups, without = (fitted({"core/start-share": 0.5}, groups=own) for own in (groups, None))
    slower = {"core/growth-slow": 0.08}
    engines = {
        "groups": ENGINE.with_fitted(with_groups),
        "all": ENGINE.with_fitted(without),
        "shipped": ENGINE,
        "over": ENGINE.with_fitted(with_groups).with_parameters({"core/start-share": 0.5}),
        "under": ENGINE.with_parameters(slower).with_fitted(fitted({"core/growth-fast": 0.12})),
    }
    entries = of_five(3, 4, 2, 5)

    def said(engine):
        return dumps(engine.review(OPEN, entries, on=day(4)))

    for engine in engines.values():
        again_there = pickle.loads(pickle.dumps(engine))
        assert said(engine) == said(again_there)
        assert numbers_of_groups(engine.catalogue) == numbers_of_groups(again_there.catalogue)
    assert said(engines["groups"]) != said(engines["all"])
    for then in engines.values():
        kept = audited(then, OPEN, entries, then.review(OPEN, entries, on=day(4)))
        for now in engines.values():
            back = engine_of(now, kept)
            numbers = [engine.catalogue.numbers_for("toy/stack-blocks") for engine in (then, back)]
            assert numbers[0] == numbers[1]
            assert again(back, kept).same
    own = engines["groups"]
    kept = audited(own, OPEN, entries, own.review(OPEN, entries, on=day(4)))
    told = [str(each.values) for each in again(ENGINE, kept).made_with]
    assert any("core/start-share of toy/stack-blocks" in each for each in told)
    with pytest.raises(InvalidError, match="found the number 7"):
        ENGINE.with_parameters({}, groups={"toy": {"core/start-share": 7}})
    with pytest.raises(UnknownIdError, match="core/start-shore"):
        ENGINE.with_parameters({}, groups={"toy": {"core/start-shore": 0.5}})
