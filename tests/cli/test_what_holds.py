"""
What holds, however it is typed: a caution written today, a clinic's own signs, a family's own files, and who may clear.
"""

from __future__ import annotations

from datetime import date
from importlib.metadata import EntryPoint, entry_points

import pytest

from coachplan.base.errors import CoachplanError
from coachplan.cli.clock import today
from coachplan.documents.family_folder import FamilyFolder

DAY, NEXT = "2026-03-02", "2026-03-03"
BLUE = "He choked on a grape and his lips went blue."
AT_HOME = "my husband hit me last night and I am afraid"
DANA = ("--by", "Dana, OT")


def add_to_family(tmp_path, under, line):
    file = tmp_path / "sam" / "family.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(under, f"{under}\n{line}", 1), encoding="utf-8")


def second_plan(begun, *more):
    skill = ("--skill", "ot/put-on-coat", "--take", "1")
    return begun("propose", "sam", *skill, *DANA, "--on", DAY, *more)


# -- the family as it is by now


def test_a_caution_that_was_added_holds_the_plan(begun, tmp_path):
    """Whatever stood in the plan when it was made: it is said once, and practice rests until a clinician opens it."""
    before = begun("handout", "sam", "--on", NEXT, "--to", "-")[1]
    add_to_family(tmp_path, "[child]", 'cautions = ["joint-pain"]')
    code, said, told = begun("review", "sam", "--on", NEXT)
    after = begun("handout", "sam", "--on", NEXT, "--to", "-")[1]

    assert "family.toml has changed since the plan was made: cautions. It counts as it is now." in told
    assert (0, 1) == (code, told.count("has changed since"))
    assert "left out because of painful joints" in said
    assert "left out because of painful joints" in after
    assert ("What counts" in before, "What counts" in after) == (True, False)


def test_a_family_that_was_taken_in_is_kept_with_the_next_change(begun, tmp_path):
    """Then there is nothing to say of it any more; and an approval of all opens nothing in spite of a caution."""
    add_to_family(tmp_path, "[child]", 'cautions = ["joint-pain"]')
    begun("approve", "sam", *DANA, "--on", NEXT)
    said, told = begun("review", "sam", "--on", NEXT)[1:]

    assert "has changed" not in told
    assert "left out because of painful joints" in said
    assert "joint-pain" in (tmp_path / "sam" / "plan.json").read_text(encoding="utf-8")


def test_a_caregiver_who_was_added_is_known(begun, tmp_path):
    """To every command that asks who."""
    file = tmp_path / "sam" / "family.toml"
    file.write_text(file.read_text("utf-8") + '\n[[caregivers]]\nname = "Rosa"\nlanguage = "es"\n', "utf-8")

    assert 0 == begun("review", "sam", "--who", "Rosa", "--on", NEXT)[0]
    assert 'lang="es"' in begun("handout", "sam", "--who", "rosa", "--on", NEXT, "--to", "-")[1]


def test_what_was_decided_before_a_caution_is_decided_anew(begun, tmp_path):
    """A plan that was read before is not saved over a family that has changed since."""
    folder = FamilyFolder(tmp_path / "sam")
    plan = folder.plan()
    add_to_family(tmp_path, "[child]", 'cautions = ["swallowing"]')

    with pytest.raises(CoachplanError, match="changed meanwhile"):
        folder.save(plan, made_from=plan.version)
    assert ("cautions",) == folder.changed(plan.id)


# -- a clinic's own content


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("command", [("review", "sam"), ("propose", "sam"), ("overview", "sam")])
def test_content_that_is_not_there_or_broken_ends_at_once(begun, tmp_path, command):
    """A clinic's own signs would not be looked for, and nobody would know."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "signs.toml").write_text('format = "coachplan-content/1"\n[[flag]]\nid = 7\n', "utf-8")
    code, said, told = begun(*command, "--content", "no-such-clinic", "--on", DAY)
    again, _, why = begun(*command, "--content", "broken", "--on", DAY)

    assert (1, 1, "") == (code, again, said)
    assert "no-such-clinic" in told
    assert "broken" in why


def test_a_plugin_that_failed_is_said_to_the_clinician(begun, monkeypatch, some_of):
    """With what becomes of its signs."""
    there = [*entry_points(group="coachplan"), EntryPoint("clinic", "coachplan_no_such_module", "coachplan")]
    monkeypatch.setattr("coachplan.plugins.loading.entry_points", lambda group: there)

    commands = (("review", "sam", "--clinician"), ("overview", "sam"), ("brief", "sam", "--to", "-"))
    for command in some_of(commands, one_in=3):
        assert "clinic could not be loaded (failed). NONE of its red flags" in begun(*command, "--on", DAY)[2]


# -- the family's own files


@pytest.mark.parametrize("to", ["sam/log.csv", "sam/family.toml", "sam/plan.json", "sam/plan-7.json", "sam/LOG.CSV"])
@pytest.mark.parametrize("command", ["handout", "fhir"])
def test_no_page_takes_the_place_of_what_a_family_is_kept_in(begun, tmp_path, command, to):
    """Whatever it is called, and however it is typed."""
    begun("log", "sam", "--on", NEXT, "--went", "mostly")
    before = {each.name: each.read_bytes() for each in (tmp_path / "sam").iterdir()}
    code, _, told = begun(command, "sam", "--to", to, "--on", NEXT)

    assert (1, True) == (code, "the family itself is kept" in told)
    assert before == {each.name: each.read_bytes() for each in (tmp_path / "sam").iterdir()}


def test_a_page_has_the_ending_of_a_page(begun, tmp_path):
    """So that nothing of anybody's is written over by a slip."""
    (tmp_path / "clinic.toml").write_text("mine", encoding="utf-8")

    assert 1 == begun("handout", "sam", "--to", "clinic.toml", "--on", DAY)[0]
    assert 1 == begun("chart", "sam", "--to", "clinic.toml", "--on", DAY)[0]
    assert "mine" == (tmp_path / "clinic.toml").read_text(encoding="utf-8")
    assert 0 == begun("handout", "sam", "--to", "page.html", "--on", DAY)[0]


# -- a quiet sign


def test_a_quiet_sign_is_on_no_paper_and_on_the_writers_screen_alone(begun, tmp_path):
    """Of all others it is said that practice rests, and nothing of calling, or of where."""
    file = tmp_path / "sam" / "family.toml"
    file.write_text(file.read_text("utf-8") + '\n[[caregivers]]\nname = "Pat"\n', "utf-8")
    help_ = ("--emergency", "911", "--on", NEXT)
    typed = begun("log", "sam", "--who", "Alex", "--hard", AT_HOME, *help_)
    own = begun("review", "sam", "--who", "Alex", *help_)
    others = [
        begun("review", "sam", *help_),
        begun("review", "sam", "--who", "Pat", *help_),
        begun("handout", "sam", "--to", "-", *help_),
        begun("handout", "sam", "--who", "Alex", "--to", "-", *help_),
        begun("cues", "sam", "--to", "-", *help_),
        begun("log-sheet", "sam", "--to", "-", *help_),
        begun("chart", "sam", "--caregiver", "--to", "-", *help_),
        begun("log", "sam", "--who", "Pat", "--went", "mostly", *help_),
    ]

    assert "Call 911 now. Do it from wherever you can talk freely" in typed[1]
    assert "Call 911 now. Do it from wherever you can talk freely" in own[1]
    assert [3, 3] == [others[0][0], others[1][0]]
    for _, said, _ in others:
        assert "talk freely" not in said
        assert "911 now" not in said
        assert "until your therapist has talked with you" in said
    assert "talk freely" in begun("review", "sam", "--clinician", *help_)[1]


# -- who may


@pytest.mark.parametrize("who", ["Alex", " alex "])
def test_a_caregiver_is_no_clinician_of_their_own_family(begun, tmp_path, who):
    """Nobody clears, opens or approves for their own child, however the name is typed."""
    begun("log", "sam", "--on", NEXT, "--hard", BLUE)
    [entry] = FamilyFolder(tmp_path / "sam").log().entries
    kept = (tmp_path / "sam" / "plan.json").read_bytes()
    refused = [
        begun("clear", "sam", entry.id, "--by", who, "--on", NEXT),
        begun("approve", "sam", "--by", who, "--on", NEXT),
        begun("apply", "sam", "--by", who, "--role", "clinician", "--on", NEXT),
        begun("log", "sam", "--who", who, "--role", "clinician", "--went", "mostly", "--on", NEXT),
    ]

    assert [1] * 4 == [code for code, _, _ in refused]
    assert all("a clinician's to do" in told for _, _, told in refused)
    assert kept == (tmp_path / "sam" / "plan.json").read_bytes()
    assert ["plan.json"] == [each.name for each in (tmp_path / "sam").glob("plan*")]


def test_a_caregiver_opens_no_plan(typed):
    """And is told in a kind sentence who does."""
    known = ("--child", "Sam", "--age", "48", "--caregiver", "Alex", "--language", "en", "--routine", "dressing")
    typed("start", "sam", *known)
    code, _, told = typed("propose", "sam", "--take", "1", "--by", "alex", "--on", DAY)

    assert (1, True) == (code, "Please ask your therapist" in told)


# -- while an alert is open


def test_while_an_alert_is_open_no_sheet_and_no_new_plan(begun, tmp_path):
    """The sheet says that practice rests; a new plan waits until somebody has looked."""
    begun("log", "sam", "--on", NEXT, "--hard", BLUE)
    sheet = begun("log-sheet", "sam", "--to", "-", "--on", NEXT)
    shown = begun("propose", "sam", "--on", NEXT)
    code, _, told = second_plan(begun, "--on", NEXT)

    assert (0, False) == (sheet[0], "on their own" in sheet[1])
    assert "lips went blue" in sheet[1]
    assert "! An alert is open (now, 2026-03-03)" in shown[2]
    assert (1, True) == (code, "no plan is opened while an alert is open" in told)
    assert ["plan.json"] == [each.name for each in (tmp_path / "sam").glob("plan*")]


# -- what was shown


def test_only_what_was_shown_is_opened(begun):
    """A number that nobody saw is refused, and it is said how to see it."""
    code, _, told = begun("propose", "sam", "--take", "6", *DANA, "--on", DAY)
    shown = begun("propose", "sam", "--limit", "6", "--on", DAY)[1]

    assert (2, True) == (code, "--limit 6" in told)
    assert "6. " in shown
    assert 0 == begun("propose", "sam", "--limit", "6", "--take", "6", *DANA, "--on", DAY)[0]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "monday"])
@pytest.mark.parametrize(
    "command", ["log-sheet sam --on", "brief sam --since", "overview sam --on", "calendar --until"]
)
def test_a_day_is_one_that_somebody_lives_to_see(typed, command, day):
    """In every command, and without a traceback."""
    code, _, told = typed(*command.split(), day)

    assert 2 == code
    assert "Expected a day from 1900 to 2200." in told or "is no day. Write it as 2026-03-04." in told


# -- what cannot be right


@pytest.mark.parametrize("given", [("--tries", "3", "--successes", "5"), ("--tries", "-3"), ("--went", "fine")])
def test_what_cannot_be_right_is_said_at_once(begun, tmp_path, given):
    """It is kept as it was written; and whoever wrote it is told how to write it again."""
    code, _, told = begun("log", "sam", *given, "--on", NEXT)
    [entry] = FamilyFolder(tmp_path / "sam").log().entries

    assert 0 == code
    assert entry.id in told
    assert "Write it once more: coachplan log sam" in told
    assert entry.id in begun("review", "sam", "--clinician", "--on", NEXT)[1]


def test_a_day_that_is_still_to_come_is_asked_about(begun):
    """A year mistyped by one is never read."""
    later = today().replace(year=today().year + 1, day=1)

    assert f"{later} is in the future" in begun("log", "sam", "--went", "mostly", "--on", str(later))[2]
    assert "future" not in begun("log", "sam", "--went", "mostly", "--on", NEXT)[2]
    assert date.fromisoformat(NEXT) < today()


# -- several plans, or none


def test_of_several_plans_each_is_named_and_none_writes_over_another(begun, tmp_path):
    """By its whole id, however long; each has its pages; and what stands in both is said."""
    code, said, _ = second_plan(begun)
    folder = FamilyFolder(tmp_path / "sam")
    first, second = (plan.id for plan in folder.plans())
    asked = begun("review", "sam", "--on", DAY)
    for each in (first, second):
        begun("handout", "sam", "--plan", each, "--on", DAY)
    begun("log", "sam", "--plan", first, "--hard", BLUE, "--on", NEXT)
    [entry] = folder.log().entries
    cleared = begun("clear", "sam", entry.id, "--plan", first, *DANA, "--on", NEXT)
    listed = begun("overview", "sam", "--on", NEXT)[1]

    assert (0, True) == (code, f"coachplan handout sam --plan {second}" in said)
    assert 1 == asked[0]
    assert all(f"--plan {each}" in asked[2] for each in (first, second))
    assert {"handout.html", "handout-2.html"} <= {each.name for each in folder.path.iterdir()}
    assert (0, True) == (cleared[0], f"The same alert stands in the plan {second}" in cleared[2] + cleared[1])
    assert "Pulls up socks" in listed
    assert "coat" in listed


def test_without_a_plan_it_is_said_how_to_make_one(typed):
    """And in no other words."""
    known = ("--child", "Maya", "--age", "48", "--caregiver", "Alex", "--language", "en", "--routine", "dressing")
    typed("start", "maya", *known)

    assert "There is no plan yet. Make one: coachplan propose maya" in typed("review", "maya")[2]


# -- the beginning


def test_a_language_without_sentences_is_told(typed):
    """Its family goes on in English, and a page says that it is."""
    known = ("--child", "Sam", "--age", "48", "--caregiver", "Alex", "--language", "xx", "--routine", "dressing")
    code, _, told = typed("start", "sam", *known)
    typed("propose", "sam", "--take", "1", *DANA, "--on", DAY, "--skill", "ot/pull-up-socks")
    page = typed("handout", "sam", "--to", "-", "--on", DAY)[1]

    assert (0, True) == (code, "There are no sentences in xx yet" in told)
    assert "en, es" in told
    assert 'lang="en"' in page
    assert 'lang="en"' in typed("log-sheet", "sam", "--to", "-", "--on", DAY)[1]


@pytest.mark.parametrize("option", ["--child", "--caregiver"])
def test_nobody_begins_without_a_name(typed, tmp_path, option):
    """A page without a name is nobody's."""
    known = {"--child": "Sam", "--age": "48", "--caregiver": "Alex", "--language": "en", "--routine": "dressing"}
    words = [word for pair in (known | {option: " "}).items() for word in pair]

    assert 2 == typed("start", "sam", *words)[0]
    assert not (tmp_path / "sam").exists()
