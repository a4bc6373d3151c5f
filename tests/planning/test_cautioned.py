"""
What a child's cautions rule out, what a clinician opens in spite of them, and what becomes of a plan under one.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from coachplan import Approval, CoachplanError, NotAllowedError, UnknownIdError
from coachplan.documents.codec import dumps, loads
from coachplan.engine import Engine
from coachplan.model.family import Family
from coachplan.model.plans import Plan
from coachplan.model.skills import Skill, Step
from coachplan.testing.builders import ENGINE, FAMILY, FOCUS, OPEN, PLAN, Bringing, D, at, day, of_five, review
from coachplan.testing.toy import OWN, toy

UP = of_five(5, 5, 5)
HIP = {"toy/firm-seat": ["hip"]}

#: A skill that a swallow belongs to, beside the toy's.
SIPS = Skill(
    "sips/cup",
    "Sips from a cup",
    discipline="sips",
    steps=[Step("Touches the cup", "A hand is on it."), Step("Takes a sip", "The cup is lower than before.")],
    routines=["play"],
    cautions=["swallowing", "tube-feeding"],
    sources=[OWN],
)
WAIT = evolve(toy.coachplan_catalogue().strategies["toy/wait-and-look"], id="sips/wait", cautions=[])
BOTH = Engine(plugins=[toy, Bringing("sips", skills=[SIPS], strategies=[WAIT])])
SIPPING = evolve(OPEN, focuses=[evolve(FOCUS, skill="sips/cup", step=1, strategy="sips/wait")])
SIPPING = evolve(SIPPING, approval=Approval.everything(SIPPING, by="Dana, SLP", on=D))


def of(plan, *cautions):
    """The plan of a child with these cautions."""
    return evolve(plan, family=with_cautions(*cautions))


def with_cautions(*cautions):
    return evolve(FAMILY, child=evolve(FAMILY.child, cautions=cautions))


def opening(despite, by="Dana, SLP", plan=OPEN):
    """All that fits, and this in spite of a caution."""
    return evolve(Approval.everything(plan, by=by, on=D), despite=despite)


def seat(plan):
    """The firm seat as an option of the plan."""
    return next(each for each in ENGINE.options(plan, "f1", on=D) if each.strategy == "toy/firm-seat")


# -- what a family wrote


@pytest.mark.parametrize("written", ["hip", "hip-pain", "Hip Pain", "hips", "dolor de cadera", "Q65.2", "49218002"])
def test_whatever_it_is_called_it_rules_out_and_is_told_by_its_title(written):
    """The caregiver is told the title, in their own language, and never the id or the code."""
    told = {}
    for language in ("en", "es"):
        caregiver = evolve(FAMILY.caregivers[0], language=language)
        plan = evolve(PLAN, family=evolve(with_cautions(written), caregivers=[caregiver]))
        (told[language],) = seat(plan).against
    assert "“A firm seat” is left out because of a hip problem. A clinician can open it." == told["en"]
    assert "un problema de cadera" in told["es"]


def test_one_that_is_not_known_stops_a_proposal_and_names_the_family():
    """The family, the place in its list, and the nearest there is; a sentence is not told."""
    with pytest.raises(UnknownIdError, match=r"sam: child.cautions\[1\]: there is no caution 'disphagia'") as raised:
        ENGINE.propose(with_cautions("heart", "disphagia"), on=D)
    assert ["Did you mean 'swallowing'?"] == [each.hint for each in raised.value.findings]
    with pytest.raises(UnknownIdError, match="a text of 31 characters"):
        ENGINE.propose(with_cautions("Samantha chokes when she laughs"), on=D)


def test_a_family_is_held_against_a_catalogue_and_a_stored_plan_is_still_read():
    """A family with a misspelt caution is refused with the file and the family; a plan goes on to be reviewed."""
    family = with_cautions("disphagia")
    with pytest.raises(UnknownIdError, match=r"sam.json: sam: child.cautions.0.*Did you mean 'swallowing'"):
        loads(Family, dumps(family), name="sam.json", catalogue=ENGINE.catalogue)
    assert family == loads(Family, dumps(family))
    plan = of(OPEN, "disphagia")
    assert plan == loads(Plan, dumps(plan), catalogue=ENGINE.catalogue)


def test_what_is_written_is_kept_as_it_was():
    """A proposal's plan has the family's own word."""
    found = ENGINE.propose(with_cautions("Hip Pain"), on=D)
    assert ("Hip Pain",) == found[0].plan.family.child.cautions


def test_a_caution_that_nothing_names_is_kept_in_mind():
    """It rules nothing out, and it is said that nothing did; one that is named is not."""
    found = [ENGINE.propose(with_cautions(each), on=D)[0] for each in ("pica", "hip-pain")]
    told = ["Nothing here is marked for this" in " ".join(each.cautions) for each in found]
    assert [True, False] == told
    assert "eating things that are not food" in " ".join(found[0].cautions)


# -- what a clinician opens


def test_a_clinician_opens_an_item_in_spite_of_a_caution():
    """It is offered again, and who opened it in spite of what is said; the caution is no longer against it."""
    plan = of(OPEN, "hip-pain")
    assert not seat(plan).fits
    opened = ENGINE.approve(plan, opening(HIP), role="clinician")
    assert seat(opened).fits
    said = "“A firm seat” is offered in spite of a hip problem, as Dana, SLP opened it on Monday 2 March 2026."
    assert said in seat(opened).reasons
    taken = ENGINE.change(opened, "f1", by="Alex", on=day(2), strategy="toy/firm-seat")
    assert "toy/firm-seat" == taken.focuses[0].strategy


def test_only_what_was_looked_at_is_opened():
    """Another caution of the same child, and another item, are ruled out as before."""
    opened = ENGINE.approve(of(OPEN, "hip-pain"), opening(HIP), role="clinician")
    both = seat(of(opened, "hip-pain", "joint pain"))
    assert ["“A firm seat” is left out because of painful joints. A clinician can open it."] == [*both.against]
    assert ["a hip problem"] == [told for told in ("a hip problem", "painful joints") if told in " ".join(both.reasons)]
    assert not seat(of(opened, "joint pain")).fits
    other = ENGINE.approve(of(OPEN, "hip-pain"), opening({"toy/show-first": ["hip"]}), role="clinician")
    assert not seat(other).fits


@pytest.mark.parametrize("caution", ["hip", "Hip pain", "Q65", "caderas"])
def test_what_was_looked_at_may_be_called_as_anybody_calls_it(caution):
    """The clinician's word is read as the family's is."""
    assert seat(ENGINE.approve(of(OPEN, "hip-pain"), opening({"toy/firm-seat": [caution]}), role="clinician")).fits


def test_everything_opens_nothing_in_spite_of_a_caution():
    """Opening all that fits is not the same word."""
    assert {} == Approval.everything(PLAN, by="Dana", on=D).despite
    assert not seat(of(OPEN, "hip-pain")).fits


def test_nobody_else_opens_it():
    """No caregiver, no nameless approval; and one that came about without a name opens nothing."""
    plan = of(OPEN, "hip-pain")
    with pytest.raises(NotAllowedError):
        ENGINE.approve(plan, opening(HIP))
    with pytest.raises(CoachplanError, match="nobody is named"):
        ENGINE.approve(plan, opening(HIP, by=" "), role="clinician")
    assert not seat(evolve(plan, approval=opening(HIP, by=" "))).fits


@pytest.mark.parametrize(
    ("despite", "match"),
    [
        ({"toy/firm-seet": ["hip"]}, "no skill or strategy 'toy/firm-seet'. Did you mean 'toy/firm-seat'"),
        ({"toy/firm-seat": ["hipp"]}, "no caution 'hipp'. Did you mean 'hip'"),
    ],
)
def test_an_opening_names_what_there_is(despite, match):
    """A misspelt item or caution opens nothing, so it is refused, in a verb, a proposal and a document."""
    approval = opening(despite)
    for attempt in (
        lambda: ENGINE.approve(of(OPEN, "hip-pain"), approval, role="clinician"),
        lambda: ENGINE.propose(FAMILY, on=D, approval=approval, role="clinician"),
        lambda: loads(Approval, dumps(approval), catalogue=ENGINE.catalogue),
    ):
        with pytest.raises(UnknownIdError, match=match) as raised:
            attempt()
        assert all("despite" in each.item for each in raised.value.findings)


@pytest.mark.parametrize("despite", [["toy/firm-seat"], {3: ["hip"]}, {"toy/firm-seat": "hip"}, {"toy/firm-seat": [3]}])
def test_an_opening_is_a_list_of_cautions_by_item(despite):
    """Anything else is refused where it is written."""
    with pytest.raises(CoachplanError):
        opening(despite)


def test_a_first_plan_may_be_opened_too():
    """A clinician who gives what was opened is proposed it; a caregiver who gives the same is refused."""
    tube = with_cautions("g-tube")
    assert not BOTH.propose(tube, on=D, skill="sips/cup")
    approval = Approval("Dana, SLP", D, despite={"sips/cup": ["tube-feeding"]})
    (found,) = BOTH.propose(tube, on=D, skill="sips/cup", approval=approval, role="clinician")
    assert any("in spite of a feeding tube, as Dana, SLP opened it" in reason for reason in found.reasons)
    assert any("is not for a child with: trouble with swallowing. Ask" in each for each in found.cautions)
    assert found.plan.approval is None
    for wrong in ({}, {"role": "caregiver"}):
        with pytest.raises(NotAllowedError, match="only a clinician opens"):
            BOTH.propose(tube, on=D, approval=approval, **wrong)
    with pytest.raises(CoachplanError, match="nobody is named"):
        BOTH.propose(tube, on=D, approval=evolve(approval, by=""), role="clinician")


# -- a plan that a caution stands over

KNOWN_AND_NOT = [("dysphagia", "trouble with swallowing"), ("feeding tube", "a feeding tube"), ("Zzz", "“Zzz”")]


@pytest.mark.parametrize(("written", "told"), KNOWN_AND_NOT)
def test_practice_rests_until_a_clinician_has_looked(written, told):
    """Named after the plan was made: nothing harder is the caregiver's, and what is practised rests, with why."""
    found = review(of(SIPPING, written), UP, engine=BOTH)
    (suggestion,) = found.next_steps
    assert "clinician" == suggestion.needs
    assert suggestion.is_resting
    (shown,) = found.for_caregiver().next_steps
    assert ("ask", "", "") == (shown.kind, shown.what, shown.how)
    assert told in shown.words
    assert "Leave it be until your therapist has looked at it with you." in shown.words
    assert any(each.about == "f1" and told in each.why for each in found.missing)
    assert "No lo practiquen" in found.for_caregiver("es").next_steps[0].words


def test_going_on_says_why_too():
    """Where nothing would have changed, the caregiver is not told that nothing needs to."""
    found = review(of(SIPPING, "dysphagia"), of_five(3), engine=BOTH)
    assert ("continue", "core/held-by-caution") == (found.next_steps[0].action.kind, found.next_steps[0].rule)
    assert "trouble with swallowing" in found.next_steps[0].because
    taken = BOTH.apply(of(SIPPING, "dysphagia"), found.next_steps[0], by="Dana", role="clinician", on=day(1))
    assert "continue" == taken.history[-1].kind


def test_what_is_offered_is_derived_anew():
    """A step that says it needs no clinician needs one all the same; a clinician may take it."""
    plan = of(SIPPING, "dysphagia")
    step = review(plan, UP, engine=BOTH).next_steps[0]
    assert "step-up" == step.action.kind
    for doctored in (step, evolve(step, needs="caregiver", held=(), rests=False)):
        with pytest.raises(NotAllowedError):
            BOTH.apply(plan, doctored, by="Alex", on=day(3), entries=UP)
        with pytest.raises(NotAllowedError):
            BOTH.apply(plan, doctored, by="Alex", on=day(3))
    assert 2 == BOTH.apply(plan, step, by="Dana", role="clinician", on=day(3), entries=UP).focuses[0].step


def test_a_caregiver_makes_it_lighter_and_nothing_harder():
    """More minutes, days or steps wait for a clinician; fewer do not."""
    plan = of(SIPPING, "dysphagia")
    for harder in ({"minutes": 9}, {"days_per_week": 7}, {"step": 2}):
        with pytest.raises(NotAllowedError, match="caution"):
            BOTH.change(plan, "f1", by="Alex", on=day(2), **harder)
        assert plan != BOTH.change(plan, "f1", by="Dana", role="clinician", on=day(2), **harder)
    assert 2 == BOTH.change(plan, "f1", by="Alex", on=day(2), minutes=2).focuses[0].minutes


def test_once_it_is_opened_it_goes_on_as_any_other():
    """The clinician who looked opens it, and the step is the caregiver's to take."""
    plan = of(SIPPING, "dysphagia")
    approval = opening({"sips/cup": ["swallowing"]}, plan=plan)
    opened = BOTH.approve(plan, approval, role="clinician")
    found = review(opened, UP, engine=BOTH)
    assert ("step-up", "caregiver", False) == (
        found.next_steps[0].action.kind, found.next_steps[0].needs, found.next_steps[0].is_resting,
    )  # fmt: skip
    assert not [each for each in found.missing if each.message.key == "core/missing.ruled-out"]
    assert 2 == BOTH.apply(opened, found.next_steps[0], by="Alex", on=day(3)).focuses[0].step


def test_a_strategy_that_is_ruled_out_holds_its_focus_too():
    """Not only the skill: the way it is practised."""
    found = review(of(at(strategy="toy/firm-seat"), "hip-pain"), UP)
    assert "clinician" == found.next_steps[0].needs
    assert "a hip problem" in found.for_caregiver().next_steps[0].words


def test_a_caution_that_is_not_known_is_named_and_stops_no_review():
    """With the nearest, for clinician and caregiver; what names no caution goes on as before."""
    found = review(of(OPEN, "peanut alergy", "Zzz"), UP)
    assert ["peanut alergy", "Zzz"] == [each.what for each in found.missing if each.about == "family"]
    assert ["step-up"] == [each.action.kind for each in found.next_steps]
    notes = found.for_caregiver().notes
    assert "It may mean a peanut allergy." in notes[0]
    assert "“Zzz” stands among the cautions and is not known here. Until" in notes[1]
    assert "Puede ser alergia al cacahuate" in found.for_caregiver("es").notes[0]
    (out,) = [each for each in ENGINE.options(of(OPEN, "Zzz"), "f1", on=D) if not each.fits]
    assert "toy/firm-seat" == out.strategy
    assert "“A firm seat” is left out: “Zzz” stands among the cautions and is not known here." in out.against[0]


def test_a_red_flag_comes_before_a_caution():
    """A pause stays a pause, and says what was written."""
    log = [*UP, evolve(UP[2], id="x", hard="she stopped breathing")]
    (step,) = review(of(SIPPING, "dysphagia"), log, engine=BOTH).next_steps
    assert ("pause", "core/red-flag") == (step.action.kind, step.rule)
