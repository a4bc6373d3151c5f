"""
What a type checker says to whoever writes against the door: a typo is refused before it runs, and what is right passes.
"""

import inspect
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import get_args

import pytest
from attrs import fields

import coachplan
from coachplan import Action, CoachplanError, Engine, Focus, Kind, Rule
from coachplan.documents.codec import structure
from coachplan.model.actions import KINDS

SOURCE = Path(coachplan.__file__).parents[1]

#: Where the package is read from a tree, mypy is told so; an installed one it finds by itself, and refuses to be told.
WHERE = "" if SOURCE == Path(sysconfig.get_path("purelib")) else f"mypy_path = {SOURCE}\n"

#: Each line with the word that it is refused for; "" where it is right.
LINES = [
    ('Action("step-up", step=2)', ""),
    ('Action("stepup")', "stepup"),
    ('Action("change-routine", part_of_day="evning")', "evning"),
    ('Entry("e1", DAY, focus="f1", role="clinician", support="verbal", did_strategy="partly")', ""),
    ('Entry("e1", DAY, focus="f1", role="mother")', "mother"),
    ('Entry("e1", DAY, focus="f1", support="verbaly")', "verbaly"),
    ('Entry("e1", DAY, focus="f1", did_strategy="mostly")', "mostly"),
    ('Entry("e1", DAY, focus="f1", part_of_day="noon")', "noon"),
    ('Step("One", "It was done.", support="modell")', "modell"),
    ('Source("s", "Somebody, 2020", "RTC")', "RTC"),
    ('Skill("a/b", "A", discipline="a", steps=[Step("One", "Done.")], measure="trys")', "trys"),
    ('RedFlag("a/b", "tomorrow", words={"en": ["x"]}, say="Call.")', "tomorrow"),
    ('Rule("a/b", "days >= 1", then="step-up", holds=["maintain"])', ""),
    ('Rule("a/b", "days >= 1", then="stepup")', "stepup"),
    ('Rule("a/b", "days >= 1", holds=["stepup"])', "stepup"),
    ('engine.change(plan, "f1", by="Dana", role="clinician", on=DAY, strategy="a/b", aim=None)', ""),
    ('engine.change(plan, "f1", by="Dana", on=DAY, strateg="a/b")', "strateg"),
    ('engine.change(plan, "f1", by="Dana", on=DAY, minutes="8")', "minutes"),
    ('engine.change(plan, "f1", by="Dana", on=DAY, role="mother")', "mother"),
    ('engine.say(review.next_steps[0], audience="clinician")', ""),
    ('engine.say(review.next_steps[0], audience="mother")', "mother"),
    ('review.why_not("f1", "step-up")', ""),
    ('review.why_not("f1", "stepup")', "stepup"),
]

ABOVE = """
from datetime import date
from coachplan import Action, Engine, Entry, Plan, RedFlag, Review, Rule, Skill, Source, Step

DAY = date(2026, 3, 2)

def use(engine: Engine, plan: Plan, review: Review) -> None:
"""


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """What mypy says of each line, by its number in LINES; one run for all."""
    pytest.importorskip("mypy")
    folder = tmp_path_factory.mktemp("types")
    (folder / "written.py").write_text(ABOVE + "".join(f"    {line}\n" for line, _ in LINES), encoding="utf-8")
    (folder / "mypy.ini").write_text(f"[mypy]\nstrict = True\n{WHERE}", encoding="utf-8")
    asked = [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "--no-error-summary", "written.py"]
    told = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert "" == told.stderr
    found = {}
    for line in told.stdout.splitlines():
        file, number, _, what = line.split(":", 3)
        assert "written.py" == file
        found.setdefault(int(number) - len(ABOVE.splitlines()) - 1, []).append(what)
    return found


@pytest.mark.whole
@pytest.mark.parametrize("number", range(len(LINES)), ids=[line for line, _ in LINES])
def test_a_typo_is_refused_before_it_runs(refused, number):
    """A word that there is not is named by the type checker; the right one is let through."""
    _, typo = LINES[number]
    said = " ".join(refused.get(number, []))
    assert typo in said if typo else "" == said


ANNOTATED = "Action Win Question Missing WhyNot CaregiverView Option Tracker PluginStatus Finding".split()
ANNOTATED += ["Goal", "GoalStanding"]
WORDS = "Kind Role Support SkillMeasure Grade PartOfDay DidStrategy Urgency MentionKind Status".split()


@pytest.mark.parametrize("name", [*ANNOTATED, *WORDS, "read_catalogue"])
def test_what_is_annotated_with_is_at_the_door(name):
    """Whoever writes down what they get or give takes its name from the door."""
    assert name in coachplan.__all__
    assert hasattr(coachplan, name)


def test_the_words_are_said_once():
    """The tuple that is checked against is the one that the type says."""
    assert get_args(Kind) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_stays_a_plain_string(kind):
    """What a type says changes nothing of what is kept and compared."""
    assert str is type(Action(kind).kind)
    assert Action(kind) == structure(Action, {"kind": kind})


def test_what_is_checked_when_it_is_made_still_is():
    """Not everybody runs a type checker."""
    with pytest.raises(ValueError, match="step-up"):
        Action("stepup")
    with pytest.raises(CoachplanError, match=r"kind: .*step-up"):
        structure(Action, {"kind": "stepup"})
    with pytest.raises(CoachplanError, match=r"kind: .*Expected text"):
        structure(Action, {"kind": 5})
    with pytest.raises(CoachplanError, match="holds"):
        structure(Rule, {"id": "a/b", "when": "days >= 1", "holds": "step-up"})


def test_a_change_names_what_can_be_changed():
    """Each field of a focus that a person may change is a keyword of its own."""
    named = inspect.signature(Engine.change).parameters
    changeable = {each.name for each in fields(Focus)} - {"id", "skill", "since"}
    told = {"self", "plan", "focus", "by", "on", "role", "why", "entries", "unknown"}

    assert changeable | told == set(named)
