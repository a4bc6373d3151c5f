"""
The words of an alert are right for whoever may have written the note, and for whoever else may read the telephone.

A victim of violence, a child who told something, a parent who lost control: each is heard, and none gets the script of
another.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.model.flags import Help
from coachplan.testing.builders import OPEN, day, entry

HELP = Help(emergency="112", call="the clinic, 555 0100", safeguarding="the helpline, 555 0199")


@cache
def at():
    """Everything that is installed, and whom to call."""
    return Engine(help=HELP)


VICTIM = (
    ("en", "My husband hit me last night and the kids saw it"),
    ("en", "he threw a chair at me while I was feeding the baby"),
    ("en", "my partner gets violent when he drinks"),
    ("en", "He said he will kill me if I leave with the children"),
    ("en", "I have a black eye from him so we stayed in"),
    ("en", "he choked me in front of Sam"),
    ("en", "he threatened me with a knife"),
    ("en", "I am scared of my boyfriend"),
    ("en", "he slammed me against the wall, the kids saw it"),
    ("en", "my partner broke the door last night, I am scared"),
    ("en", "he chokes me sometimes"),
    ("en", "he hits me when he's been drinking"),
    ("es", "mi esposo me pegó anoche y los niños lo vieron"),
    ("es", "mi pareja se pone violento cuando toma"),
    ("es", "Dijo que me mata si me voy con los niños"),
    ("es", "tengo el ojo morado por él"),
    ("es", "tengo miedo de mi marido"),
    ("es", "me amenazó con matarme"),
    ("es", "me pega cuando ha bebido"),
)
#: Of somebody at home who hits the child: who reads the telephone may be the one.
OF_A_PARENT = (
    ("en", "his dad hits him with a belt"),
    ("en", "my husband lost it and hit her with the belt"),
    ("en", "mum hits him with a shoe when he spills"),
    ("es", "su papá le pega con el cinturón"),
    ("es", "mi esposo le pega a la niña"),
)
TOLD = (
    ("en", "he says mommy grabbed me"),
    ("en", "Sam told us grandma hits her when dad is away"),
    ("en", "he said at bedtime that daddy hits"),
    ("en", "he told me his dad hits him with a belt"),
    ("en", "Sam says his teacher locks him in the toilet"),
    ("en", "she told me her uncle touches her"),
    ("en", "daddy squeezed my arm she said"),
    ("es", "dice que su abuela le pega"),
    ("es", "me contó que su papá le pega"),
    ("es", "mi hija dice que el tío la toca"),
)
#: The script of a parent who lost control, and any word by which somebody would know what was written.
LOST_CONTROL = re.compile(r"\bcot\b|might hurt|cuna|hacerle daño", re.IGNORECASE)
TELLING = re.compile(
    r"violen|abuse|abus|partner|husband|pareja|esposo|marido|\bhit\b|hurt|kill|danger|peligro|shelter|refuge|leave him|"
    r"police|polic[ií]a|helpline|0199|You wrote|Escribiste|afraid|miedo|child told|te cont[óo]",
    re.IGNORECASE,
)


def shown(language, words, **more):
    """All that a caregiver is shown after a note: alerts, steps and the rest."""
    review = at().review(OPEN, [entry(1, language=language, **{"hard": words, **more})], on=day(1))
    assert review.paused
    view = review.for_caregiver(language)
    parts = [alert.words for alert in view.alerts]
    parts += [part for step in view.next_steps for part in (step.words, step.what, step.how, step.question)]
    parts += [question.words for question in view.questions]
    return review, " ".join(parts)


@pytest.mark.parametrize(("language", "words"), VICTIM + OF_A_PARENT)
@pytest.mark.parametrize("name", ["hard", "question"])
def test_what_a_victim_is_shown_tells_nobody_what_was_written(language, words, name):
    """Whom to call, and from where one can talk; no word of it, no helpline, and not the script of somebody else."""
    review, all_of_it = shown(language, words, **{"hard": "", name: words})
    assert None is TELLING.search(all_of_it), TELLING.search(all_of_it)
    assert None is LOST_CONTROL.search(all_of_it)
    assert re.search(r"talk freely|hablar con libertad", all_of_it)
    assert review.alerts[0].words


@pytest.mark.parametrize(("language", "words"), TOLD)
def test_what_a_child_told_gets_no_script_of_a_parent_who_lost_control(language, words):
    """Listen, ask no more, tell it word for word; and nothing of it is said back."""
    _, all_of_it = shown(language, words)
    assert None is LOST_CONTROL.search(all_of_it)
    assert None is re.search(r"You wrote|Escribiste|0199", all_of_it)
    assert re.search(r"word for word|palabra por palabra", all_of_it)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "I shook him and I am scared of myself"), ("es", "lo sacudí y tengo miedo de mí")]
)
def test_a_parent_who_lost_control_is_told_what_to_do(language, words):
    """A safe place for the child, another room, and where they find help themselves."""
    _, all_of_it = shown(language, words)
    assert LOST_CONTROL.search(all_of_it)
    assert "555 0199" in all_of_it


def test_of_what_somebody_else_did_to_the_child_it_is_right_too():
    """Nobody is told to leave the room who is the one that the child needs."""
    _, all_of_it = shown("en", "The sitter slapped him across the face")
    assert "with somebody safe" in all_of_it
    assert "If you are afraid that you might hurt" in all_of_it


@pytest.mark.parametrize(
    "words", ["dad pinned his arms and I fed him", "Grandpa locked him in the kitchen until the plate was empty"]
)
def test_a_forced_meal_accuses_nobody(words):
    """Whoever did it, and whoever writes it down."""
    _, all_of_it = shown("en", words)
    assert None is re.search(r"\byou (forced|held|locked|made)", all_of_it, re.IGNORECASE)


@pytest.mark.parametrize(("language", "words"), TOLD)
def test_what_a_child_told_says_nothing_of_the_practice(language, words):
    """That somebody touches a child is no coaxing at a meal."""
    told = at().read(words, language=language).told
    assert "pressured" not in [tag.tag for tag in told.tags]


@pytest.mark.parametrize(
    "words",
    [
        "He choked up when I said I was proud of him",
        "he hits me when he is drinking his milk",
        "he pinned me against the sofa and laughed, we were wrestling",
        "Dad broke the door handle so we came in by the garden",
        "she said grandma touched her hand to show her",
        "he says the teacher touches his shoulder when it is time",
    ],
)
def test_what_only_looks_like_violence_is_not_taken_for_it(words):
    """A meal, a game, a repair and a prompt."""
    review = at().review(OPEN, [entry(1, hard=words, language="en")], on=day(1))
    raised = {flag for alert in review.alerts for flag in alert.flags}
    assert not raised & {"core/danger-at-home", "core/violence-at-home", "core/child-told", "core/harm-to-child"}


@pytest.mark.parametrize(
    ("question", "medicine"),
    [
        ("should I stop the tablet because it does all her talking?", False),
        ("should I stop the tablet at dinner", False),
        ("should I stop giving the tablet", True),
        ("can we stop the epilepsy tablet", True),
        ("should I halve the tablet", True),
        ("can I skip the tablet he takes for reflux", True),
        ("should I stop the tablets", True),
    ],
)
def test_a_tablet_that_talks_is_no_medicine(question, medicine):
    """One that is given, taken or halved is."""
    review = at().review(OPEN, [entry(1, question=question, language="en")], on=day(1))
    assert medicine is any("core/medicine" in alert.flags for alert in review.alerts)


def test_what_was_recorded_stays_quiet():
    """Also where the note is not at hand any more, beside other flags, and after the next day."""
    log = [entry(1, hard="My husband hit me last night. He choked on a grape today.", language="en")]
    review = at().review(OPEN, log, on=day(1))
    kept = at().record(OPEN, review)
    for plan, entries in ((OPEN, log), (kept, ()), (kept, log)):
        view = at().review(plan, entries, on=day(2)).for_caregiver()
        assert None is re.search("husband|grape|You wrote", f"{view.alerts[0].words} {view.next_steps[0].words}")


def test_a_clinician_sees_all_of_it():
    """What is not said back to the family stands in the alert, with its flags."""
    (alert,) = at().review(OPEN, [entry(1, hard="he threw a chair at me")], on=day(1)).alerts
    assert any("chair" in words for words in alert.words)
    assert "core/violence-at-home" in alert.flags
    with pytest.raises(CoachplanError):
        at().clear(evolve(OPEN), alert, by="Alex", on=day(1))
