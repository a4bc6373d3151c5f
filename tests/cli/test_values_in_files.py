"""
Where a command's values go: with --to into the file, else on the first way out, and nothing else with them.
"""

from __future__ import annotations

import json

from coachplan.documents.codec import from_dict
from coachplan.documents.family_folder import FamilyFolder
from coachplan.model.reviews import Review

ON = ("--on", "2026-03-05")
AT = ("--at", "dressing=07:40", "--zone", "America/New_York")
TO_A_FILE = {
    "handout": ("handout", "sam"),
    "log-sheet": ("log-sheet", "sam"),
    "cues": ("cues", "sam"),
    "brief": ("brief", "sam"),
    "chart": ("chart", "sam"),
    "overview": ("overview", "sam"),
    "calendar": ("calendar", "sam", *AT),
    "fhir": ("fhir", "sam"),
}


def values(said):
    """What was printed, without the moment at which it was made."""
    return [line for line in said.splitlines() if not any(each in line for each in ("T0", "T1", "T2", "dtstamp"))]


def test_values_are_written_into_the_file_that_was_named(begun, tmp_path):
    """The same that would be printed; it is said which file it is, and nothing is printed."""
    for name, words in TO_A_FILE.items():
        printed = begun(*words, *ON, "--json", "--to", "-")[1]
        done = begun(*words, *ON, "--json", "--to", f"{name}.json")
        made = tmp_path / f"{name}.json"
        assert (0, "", f"Wrote {name}.json.\n") == done
        assert json.loads(printed)
        assert values(printed) == values(made.read_text(encoding="utf-8"))
        assert 0o600 == made.stat().st_mode & 0o777


def test_a_pdf_of_values_is_refused(begun):
    """Nothing that was asked for is dropped in silence."""
    for name in ("handout", "overview"):
        code, said, told = begun(*TO_A_FILE[name], *ON, "--json", "--pdf", "--to", "made.pdf")
        assert (2, "") == (code, said)
        assert "--pdf" in told


def test_nothing_unseen_is_in_what_is_written(begun, tmp_path):
    """As on a terminal; it is the same document."""
    begun("log", "sam", *ON, "--worked", "he held\u202e it open")
    begun("brief", "sam", *ON, "--json", "--to", "made.json")
    text = (tmp_path / "made.json").read_text(encoding="utf-8")

    assert "\u202e" not in text
    assert "he held\u202e it open" in json.dumps(json.loads(text), ensure_ascii=False)


def test_what_log_asks_is_no_part_of_what_it_prints(begun, monkeypatch):
    """The questions go the second way, so that the first holds one document."""
    answers = iter(["perhaps", "3", "he held it", "", "", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    code, said, asked = begun("log", "sam", *ON, "--json")

    assert (0, "mostly") == (code, json.loads(said)["kept"][0]["went"])
    assert "3  mostly" in asked


def test_what_can_be_backtested_is_printed_as_json(typed):
    """The names and what they are, of cohorts and policies."""
    code, said, _ = typed("backtest", "--list", "--json")
    known, table = json.loads(said), typed("backtest", "--list")[1]

    assert (0, "coachplan-backtest/1") == (code, known["format"])
    for kind in ("cohorts", "set_aside", "policies"):
        assert known[kind]
        assert all(each["name"] in table and each["about"] in table for each in known[kind])


def test_a_question_says_the_id_by_which_it_is_answered(begun, tmp_path):
    """In the review as JSON, which is read back."""
    begun("log", "sam", *ON, "--question", "Can she use the blue cup?")
    review = json.loads(begun("review", "sam", *ON, "--json")[1])
    [question] = review["questions"]

    assert question["id"] == from_dict(Review, review).questions[0].id
    assert 0 == begun("answer", "sam", question["id"], "--by", "Dana, OT", *ON)[0]
    assert "questions" not in json.loads(begun("review", "sam", *ON, "--json")[1])
    assert question["id"] == FamilyFolder(tmp_path / "sam").plan().answered[0].question
