"""
A suggestion in words: for a caregiver, for a clinician, in a language.
"""

from __future__ import annotations

import pickle
import re

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.model.family import Caregiver
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, PLAN, Bringing, D, at, day, entry, of_five, review, step
from coachplan.testing.toy import OWN, toy

UP = of_five(5, 5, 5)


def test_a_caregiver_reads_the_reason_and_what_to_do():
    """What was done, the next small step, how, what to look for, and why; no rule, no id, no number."""
    found = step(OPEN, UP)
    words = ENGINE.say(found)
    assert "Lately Sam did it each time. Next small step: " in words
    assert "How: Do it once, slowly. Then wait. Look for: It stays up with no hand on it. Sam is ready" in words
    assert not re.search(r"\d", words)
    assert "Puts one block on top when you say so" in words
    assert "core/" not in words
    assert "toy/" not in words


def test_a_caregiver_reads_no_more_than_was_opened():
    """In a draft the step is not told, only that there is something to talk over."""
    words = ENGINE.say(step(PLAN, UP))
    assert "Puts one block on top when you say so" not in words
    assert "talk over with your therapist" in words


def test_a_clinician_reads_three_lines_before_the_numbers():
    """What was found, how sure that is, and what would change it; without the numbers nothing else is behind it."""
    found = step(OPEN, of_five(3, 4, 3))
    lines = ENGINE.say(found, audience="clinician", numbers=False).splitlines()
    assert ["Found", "In doubt", "What would change it"] == [line.partition(":")[0] for line in lines[2:5]]
    assert ENGINE.say(found, audience="clinician").startswith("\n".join(lines))
    assert not re.search(r"core/|Entries|0\.\d", "\n".join(lines))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["Found: 8 of 10 tries", "In doubt: ", "What would change it: The pause ends when you, or one of your"],
        ),
        (
            "es",
            [
                "Lo que se ve: 8 de 10",
                "Qué tan seguro es: ",
                "Qué lo cambiaría: La pausa termina cuando tú o alguien de tu equipo",
            ],
        ),
    ],
)
def test_a_clinician_reads_how_it_went_until_the_pause(language, said):
    """An alert pauses the plan: what was found till then, since when it is paused, and who lets it go on."""
    found = step(OPEN, [*of_five(4, 4), entry(3, None, tries=None, id="e3", hard="He choked and his lips went blue.")])
    lines = ENGINE.say(found, language=language, audience="clinician", numbers=False).splitlines()
    assert "pause" == found.action.kind
    for begins in said:
        assert [line for line in lines if line.startswith(begins)], lines
    day_of_it = {"en": "Wednesday 4 March", "es": "el miércoles 4 de marzo"}[language]
    assert 2 <= sum(day_of_it in line for line in lines)


def test_a_clinician_who_asks_why_not_is_not_spoken_to_as_the_one_who_wrote():
    """Of what was written it is told that it was, and not by whom; after a journey to another process as well."""
    found = review(OPEN, [*of_five(3, 3, 3), entry(4, 2, id="e4", hard="He coughs with every drink of water lately")])
    assert "core/held-by-flag" in [each.key for each in found.next_steps[0].held]
    for each in (found, pickle.loads(pickle.dumps(found))):
        said = each.why_not("f1", "step-up").say("en")
        assert "You wrote" not in said
        assert "was written" in said
    assert found.why_not("f1", "step-up").say("en") == said


def test_each_entry_that_stops_the_plan_is_counted():
    """Two of them are cleared one by one, and the first day is told."""
    blue = "He choked and his lips went blue."
    log = [entry(n, None, tries=None, id=f"e{n}", hard=blue) for n in (2, 3)]
    words = ENGINE.say(step(OPEN, log), audience="clinician", numbers=False)
    assert "in 2 entries, since Tuesday 3 March" in words
    assert "each of the 2 entries" in words


def test_a_clinician_reads_what_it_stands_on():
    """
    The rule, the readings with thresholds and bounds, the entries, the sources with grades, and who may accept
    it.
    """
    words = ENGINE.say(step(PLAN, UP), audience="clinician")
    for part in (
        "core/step-up",
        "share that surely works: 0.",
        ">= 0.45",
        "e1, e2, e3",
        "[OWN]",
        "This needs a yes from you",
        "Look again by",
    ):
        assert part in words


def test_a_clinician_reads_what_was_held_back():
    """By whom, until when."""
    plan = ENGINE.hold(OPEN, "f1", until=day(20), by="Dana, SLP", role="clinician", on=D)
    assert "Dana, SLP asked to keep this step until" in ENGINE.say(step(plan, UP), audience="clinician")


def test_a_second_hold_by_the_same_rule_is_not_lost():
    """Two people may ask for the same step to be kept, each until another day: a clinician reads both."""
    found = step(ENGINE.hold(OPEN, "f1", until=day(20), by="Dana, SLP", role="clinician", on=D), UP)
    [held] = found.held
    other = evolve(held, values={**dict(held.values), "by": "Robin, OT"})
    words = ENGINE.say(evolve(found, held=(held, other)), audience="clinician")
    assert "Dana, SLP asked" in words
    assert "Robin, OT asked" in words


@pytest.mark.parametrize(
    "log",
    [
        UP,
        of_five(0, 0, 0),
        of_five(3, 3, 3),
        of_five(5, 5),
        of_five(3, 3, stress=5),
        [entry(n, 3, tags=["no-time"]) for n in (1, 2, 3)],
        [entry(1, 3, hard="hiccups all day")],
        of_five(7),
    ],
)
def test_words_are_made_in_the_language_asked_for(log):
    """The same suggestion in English and in Spanish: other words, no gap, no key."""
    found = review(OPEN, log).step_for("f1")
    english, spanish = ENGINE.say(found, language="en"), ENGINE.say(found, language="es")
    assert english != spanish
    for words in (english, spanish):
        assert "{" not in words
        assert "#" not in words


def test_a_review_speaks_the_first_caregivers_language():
    """Because is in Spanish for Ana, and the values behind it are the same."""
    spanish = evolve(OPEN, family=evolve(FAMILY, caregivers=[Caregiver("Ana", language="es")]))
    one, other = step(OPEN, UP), step(spanish, UP)
    assert one.because != other.because
    assert one.message == other.message
    assert other.because.startswith("El siguiente paso pequeño")
    assert ENGINE.say(one, language="es") == ENGINE.say(other)
    assert review(spanish, UP).for_caregiver("en").next_steps == review(OPEN, UP).for_caregiver("en").next_steps


def test_days_are_counted_in_good_english():
    """One day is not 1 days."""
    assert "1 days" not in step(at(step=4, maintaining=True), [entry(8, 5)]).because


def test_an_unknown_audience_names_the_right_ones():
    """A misspelt audience is an error in words."""
    with pytest.raises(CoachplanError, match="clinician"):
        ENGINE.say(step(OPEN, UP), audience="clinican")


def test_a_template_that_cannot_be_filled_fails_its_plugin_and_not_the_review():
    """A stray brace in a plugin's sentence is found when the plugin is loaded, and harms no review."""
    for say in ("Use { this.", "Use {0} this.", "Hi {child.x}."):
        rude = Bringing("rude", rules=[Rule("rude/r", "days >= 1", then="clarify", say=say, sources=[OWN])])
        engine = Engine(plugins=[toy, rude])
        words = engine.review(OPEN, UP, on=day(3)).next_steps[0].because
        assert words
        assert ["failed"] == [each.status for each in engine.plugins if each.name == "rude"]
