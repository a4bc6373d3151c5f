"""
The loop around a family's folder as it is typed: what is printed, what is kept, and how each command ends.
"""

from __future__ import annotations

import json

import pytest

from coachplan.documents.family_folder import FamilyFolder
from coachplan.model.entries import UNREAD_ROW

DAY = "2026-03-02"
ANYBODY = ("--child", "S", "--age", "9", "--caregiver", "A", "--language", "en")
BLUE = "He choked on a grape and his lips went blue."


def test_from_nothing_to_a_handout_in_three_commands(begun, tmp_path):
    """A family, a plan that was opened, and a page that only its owner can read."""
    code, _, told = begun("handout", "sam", "--on", DAY, "--call", "the clinic, 555 0100")

    page = tmp_path / "sam" / "handout.html"
    assert (0, "Wrote sam/handout.html.\n") == (code, told.replace("\\", "/"))
    assert "555 0100" in page.read_text(encoding="utf-8")
    assert 0o600 == page.stat().st_mode & 0o777


def test_what_was_written_is_kept_and_thanked_for(begun, tmp_path):
    """One row, in the words that were given."""
    code, said, _ = begun("log", "sam", "--on", "2026-03-03", "--went", "mostly", "--worked", "he held it open")

    [entry] = FamilyFolder(tmp_path / "sam").log().entries
    assert (0, "Thank you. It is kept.") == (code, said.splitlines()[0])
    assert ("mostly", "he held it open") == (entry.went, entry.worked)


def test_an_alert_is_the_first_that_is_shown(begun):
    """And the command ends with 3, whichever way it was asked."""
    code, said, _ = begun("log", "sam", "--on", "2026-03-03", "--hard", BLUE, "--emergency", "112")
    again = begun("review", "sam", "--on", "2026-03-03")
    told = begun("review", "sam", "--on", "2026-03-03", "--clinician")
    table = begun("review", "sam", "--on", "2026-03-03", "--json")

    assert (3, True) == (code, said.startswith("! Call 112 now."))
    assert [3, 3, 3] == [each[0] for each in (again, told, table)]
    assert "lips went blue" in told[1].splitlines()[0]
    assert "now" == json.loads(table[1])["alerts"][0]["urgency"]


def test_an_alert_is_cleared_by_its_entry(begun, tmp_path):
    """By a clinician who is named; then the plan goes on."""
    begun("log", "sam", "--on", "2026-03-03", "--hard", BLUE)
    [entry] = FamilyFolder(tmp_path / "sam").log().entries

    wrong = begun("clear", "sam", "nothing", "--by", "Dana, OT", "--on", "2026-03-03")
    right = begun("clear", "sam", entry.id, "--by", "Dana, OT", "--on", "2026-03-03", "--note", "seen today")

    assert (1, True) == (wrong[0], "no alert of such an entry" in wrong[2])
    assert (0, "Kept: clear, by Dana, OT, on 2026-03-03.") == (right[0], right[1].splitlines()[0])
    assert 0 == begun("review", "sam", "--on", "2026-03-03")[0]


def test_a_step_is_taken_and_another_turned_down(begun):
    """The step of the review of that day; the plan is kept, with who and when."""
    for day in (3, 4, 5):
        begun("log", "sam", "--on", f"2026-03-0{day}", "--tries", "5", "--successes", "5")
    no = begun("decline", "sam", "--by", "Alex", "--on", "2026-03-05", "--why", "not yet")
    yes = begun("apply", "sam", "--by", "Dana, OT", "--role", "clinician", "--on", "2026-03-05")

    assert (0, True) == (no[0], no[1].startswith("Kept: decline"))
    assert 1 == yes[0] or "step" in yes[1]


def test_a_whole_log_is_added_and_its_bad_rows_are_read_for_signs(begun, tmp_path):
    """A row that slipped is no reason to miss a sign: it is told, its words are kept, and the command ends with 3."""
    focus = FamilyFolder(tmp_path / "sam").plan().focuses[0].id
    rows = f"on,focus,worked,hard\n2026-03-03,{focus},the song,\nsometime,{focus},,{BLUE}\n"
    (tmp_path / "march.csv").write_text(rows, encoding="utf-8")

    code, _, told = begun("log", "sam", "--from", "march.csv", "--on", "2026-03-04")

    assert 3 == code
    assert "could not be read" in told
    assert "lips went blue" in told
    *good, words = FamilyFolder(tmp_path / "sam").log().entries
    assert 1 == len(good)
    assert (None, UNREAD_ROW, True) == (words.tries, words.focus, BLUE in words.hard)


def test_why_a_step_was_not_taken(begun):
    """In the clinician's voice, or as JSON."""
    code, said, _ = begun("why-not", "sam", "step-up", "--on", DAY)

    assert (0, True) == (code, said.startswith("Not a step up"))
    assert "step-up" == json.loads(begun("why-not", "sam", "step-up", "--on", DAY, "--json")[1])["kind"]


@pytest.mark.parametrize("paper", ["handout", "log-sheet", "cues", "brief"])
def test_each_paper_can_be_printed_and_read_as_json(begun, paper):
    """A whole page on the way out, and the same as values."""
    page = begun(paper, "sam", "--on", DAY, "--to", "-")[1]
    values = json.loads(begun(paper, "sam", "--on", DAY, "--json")[1])

    assert page.startswith("<!doctype html>")
    assert "Sam" in json.dumps(values)


def test_a_brief_without_names(begun):
    """For whoever need not know whose it is: every declared name is another, in notes, too."""
    begun("log", "sam", "--on", "2026-03-03", "--worked", "Sam let Alex help", "--win", "Sam laughed")
    page = begun("brief", "sam", "--on", "2026-03-04", "--without-names", "--to", "-")[1]
    values = begun("brief", "sam", "--on", "2026-03-04", "--without-names", "--json")[1]

    assert "the child laughed" in page
    assert not any(name in each for name in ("Sam ", "Sam<", "Alex", "Dana") for each in (page, values))


def test_one_broken_family_stops_no_other(begun, tmp_path):
    """It is named, the others are shown, and the command ends with 1."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "family.toml").write_text("format = 7", encoding="utf-8")

    code, said, told = begun("overview", "broken", "sam", "--on", DAY)

    assert 1 == code
    assert "Sam (sam)" in said
    assert "broken" in told


def test_for_other_systems(begun, tmp_path):
    """A calendar and a health record, into files."""
    times = ("--at", "dressing=07:40", "--zone", "America/New_York", "--to", "sam.ics")
    assert 0 == begun("calendar", "sam", "--on", DAY, *times)[0]
    assert 0 == begun("fhir", "sam", "--on", DAY, "--to", "sam.json", "--without-names")[0]

    bundle = (tmp_path / "sam.json").read_text(encoding="utf-8")
    assert b"BEGIN:VEVENT" in (tmp_path / "sam.ics").read_bytes()
    assert "Bundle" == json.loads(bundle)["resourceType"]
    assert "Sam" not in bundle
    assert 2 == begun("calendar", "sam", "--at", "noon", "--zone", "UTC")[0]


def test_a_family_leaves_with_all_that_is_theirs(begun, tmp_path):
    """One file with everything; then nothing is left here."""
    assert 0 == begun("export", "sam", "sam.zip")[0]
    assert 0 == begun("erase", "sam", "--yes")[0]

    assert (tmp_path / "sam.zip").stat().st_size > 100
    assert not (tmp_path / "sam").exists()


def test_what_the_commands_wrote_into_the_folder_is_the_familys(begun, tmp_path):
    """Each page by its own name is exported and erased: none is left with the child's name in it."""
    for paper in ("handout", "log-sheet", "cues", "brief", "chart"):
        assert 0 == begun(paper, "sam", "--on", DAY)[0]
    assert 0 == begun("brief", "sam", "--factual", "--on", DAY)[0]
    assert 0 == begun("handout", "sam", "--on", DAY, "--to", "sam/for-grandma.html")[0]
    kept = {each.name for each in (tmp_path / "sam").iterdir()} - {".lock"}

    exported = begun("export", "sam", "sam.zip")[1]
    erased = json.loads(begun("erase", "sam", "--yes", "--json")[1])

    assert "Not among them, and perhaps about the family, too: for-grandma.html." in exported
    assert {"handout.html", "facts.html", "chart.svg"} < kept
    assert (["for-grandma.html"], kept - {"for-grandma.html"}) == (erased["left"], set(erased["files"]))
    assert ["for-grandma.html"] == [each.name for each in (tmp_path / "sam").iterdir()]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("review", "nowhere"), 1, "there is no such file"),
        (("start", "two", *ANYBODY, "--routine", "dresing"), 1, "dressing"),
        (("propose", "sam", "--take", "1"), 2, "named clinician"),
        (("handout", "sam", "--who", "Zorblax", "--on", DAY), 1, "no caregiver"),
        (("review", "sam", "--on", "March"), 2, "--on"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(begun, words, code, told):
    """With a code that scripts can ask, and no traceback."""
    ended, _, said = begun(*words)

    assert code == ended
    assert told in said
    assert "Traceback" not in said


def test_two_who_change_one_plan_are_told(begun, tmp_path):
    """What was kept meanwhile stands: the second reads it again."""
    folder = FamilyFolder(tmp_path / "sam")
    plan = folder.plan()
    begun("answer", "sam", "0" * 8, "--by", "Dana, OT", "--on", DAY)
    code, _, _ = begun("approve", "sam", "--by", "Dana, OT", "--on", "2026-03-03")

    assert 0 == code
    assert plan.version != folder.plan().version
