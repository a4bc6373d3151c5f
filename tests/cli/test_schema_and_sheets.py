"""
The shape of documents as it is printed and written; and spreadsheets that are added to a log.
"""

from __future__ import annotations

import io
import json

import openpyxl

from coachplan.caseload import schemas
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.schema import schema
from coachplan.model.entries import UNREAD_ROW
from coachplan.model.plans import Plan

BLUE = "He choked on a grape and his lips went blue."
FOCUS = "ot-pull-up-socks-dressing"


def test_the_schema_of_a_kind_is_printed(typed):
    """That of the library; without a kind, all by their names; a name that is none is told."""
    code, said, _ = typed("schema", "plan")
    every = json.loads(typed("schema")[1])
    wrong = typed("schema", "plann")

    assert (0, schema(Plan)) == (code, json.loads(said))
    assert every["plan"] == schema(Plan)
    assert {"family", "entry", "entries", "review", "case", "reviewed", "failed"} <= set(every)
    assert every["case"] == json.loads(typed("schema", "case")[1]) == schemas()["coachplan-case/1"]
    assert (1, True) == (wrong[0], "Did you mean 'plan'" in wrong[2])


def test_the_schemas_are_written(typed, tmp_path):
    """A file a kind, in a folder that may be new."""
    code, _, told = typed("schema", "--to", "schemas")

    assert (0, True) == (code, told.startswith("Wrote "))
    assert schema(Plan) == json.loads((tmp_path / "schemas" / "plan-3.json").read_text(encoding="utf-8"))
    assert (tmp_path / "schemas" / "case-1.json").exists()
    assert 2 == typed("schema", "plan", "--to", "schemas")[0]


SESSIONS = [
    ["Date", "Trials", "Correct", "Comments"],
    ["2026-03-03", 5, 3, "the song helped"],
    ["2026-03-04", 5, 4, None],
]


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    path.write_bytes(held.getvalue())


def test_a_workbook_is_added_as_it_is_laid_out(begun, tmp_path):
    """One sheet of it, for one focus; as the clinician's, who kept it."""
    workbook(tmp_path / "march.xlsx", March=SESSIONS, Other=[["notes"], ["nothing"]])

    given = ("--from", "march.xlsx", "--layout", "sessions", "--sheet", "March", "--focus", FOCUS)
    code, said, told = begun("log", "sam", *given, "--on", "2026-03-04")

    kept = FamilyFolder(tmp_path / "sam").log().entries
    assert (0, "") == (code, told)
    assert [(3, 5, FOCUS, "clinician"), (4, 5, FOCUS, "clinician")] == [
        (each.successes, each.tries, each.focus, each.role) for each in kept
    ]
    assert said


def test_a_layout_may_be_declared_in_a_file(begun, tmp_path):
    """And a table of text needs no workbook."""
    declared = f'layout = "sessions"\nfocus = "{FOCUS}"\nrole = "caregiver"\ndates = "day-first"\n'
    (tmp_path / "mine.toml").write_text(declared, encoding="utf-8")
    (tmp_path / "march.csv").write_text("Date,Trials,Correct\n3/3/2026,5,3\n", encoding="utf-8")

    code, _, _ = begun("log", "sam", "--from", "march.csv", "--layout", "mine.toml", "--on", "2026-03-04")

    [entry] = FamilyFolder(tmp_path / "sam").log().entries
    assert (0, "2026-03-03", "caregiver") == (code, str(entry.on), entry.role)


def test_rows_that_slipped_are_shown_and_read_for_signs(begun, tmp_path):
    """As bad rows of any log are: with where they stand, and 3 where one names a sign. Their words are kept."""
    workbook(tmp_path / "march.xlsx", March=[*SESSIONS, ["sometime", 5, 4, BLUE]])

    given = ("--from", "march.xlsx", "--layout", "sessions", "--focus", FOCUS)
    code, _, told = begun("log", "sam", *given, "--on", "2026-03-04")

    assert 3 == code
    assert "could not be read" in told
    assert "lips went blue" in told
    *good, words = FamilyFolder(tmp_path / "sam").log().entries
    assert 2 == len(good)
    assert (None, UNREAD_ROW, True) == (words.tries, words.focus, BLUE in words.hard)


WRONG = [
    (("--layout", "sessions"), 2, "--from"),
    (("--from", "march.csv", "--sheet", "March"), 2, "--layout"),
    (("--from", "march.csv", "--layout", "sesions"), 1, "Did you mean 'sessions'"),
    (("--from", "march.csv", "--layout", "mine.toml"), 1, "mine.toml"),
    (("--from", "nowhere.csv", "--layout", "sessions"), 1, "nowhere.csv"),
    (("--from", "march.csv", "--layout", "sessions", "--focus", "sock"), 1, "no such focus"),
    (("--from", "march.csv", "--layout", "sessions", "--focus", FOCUS, "--child", "Mia"), 1, "no column"),
]


def test_what_is_wrong_with_a_sheet_is_said_and_nothing_is_kept(begun, tmp_path):
    """In one sentence."""
    (tmp_path / "march.csv").write_text("Date,Trials,Correct\n2026-03-03,5,3\n", encoding="utf-8")

    for words, code, told in WRONG:
        ended, _, said = begun("log", "sam", *words, "--on", "2026-03-04")
        assert (words, code, True, False) == (words, ended, told in said, "Traceback" in said)
    assert () == FamilyFolder(tmp_path / "sam").log().entries


# -- one target on a sheet, and several


def targets(*named):
    return [
        ["Date", "Target", "Trials", "Correct", "%", "Prompt level", "Comments"],
        *([f"2026-03-0{day}", target, 5, 3, "60 %", "VC", None] for day, target in enumerate(named, start=3)),
    ]


CUES = '\n[cues]\nVC = "verbal"\n'


def test_the_one_target_of_a_sheet_is_the_one_focus(begun, tmp_path):
    """As the help has it, and where the plan has one focus, without naming it."""
    (tmp_path / "sheet.toml").write_text(f'layout = "sessions"\n{CUES}', encoding="utf-8")
    workbook(tmp_path / "march.xlsx", March=targets("Socks", "socks "), Other=[["notes"], ["nothing"]])
    given = ("--from", "march.xlsx", "--layout", "sheet.toml", "--sheet", "March", "--on", "2026-03-05")

    for more in (("--focus", FOCUS), ()):
        code, _, told = begun("log", "sam", *given, *more)
        kept = FamilyFolder(tmp_path / "sam").log().entries
        assert (0, "") == (code, told)
        assert [(FOCUS, 3, 5), (FOCUS, 3, 5)] == [(each.focus, each.successes, each.tries) for each in kept[-2:]]


def test_the_examples_own_sheet_is_read(begun, tmp_path):
    """The layout by its name, and the columns that the documents show for it."""
    rows = [[cell for at, cell in enumerate(row) if at != 5] for row in targets("Socks")]
    workbook(tmp_path / "march.xlsx", March=rows)
    given = ("--from", "march.xlsx", "--layout", "sessions", "--sheet", "March", "--focus", FOCUS)

    assert (0, "") == begun("log", "sam", *given, "--on", "2026-03-05")[::2]


def test_several_targets_are_named_with_how_to_say_which(begun, tmp_path):
    """And nothing is kept."""
    workbook(tmp_path / "march.xlsx", March=targets("Socks", "Shoes", "Socks"))
    given = ("--from", "march.xlsx", "--layout", "sessions", "--focus", FOCUS, "--on", "2026-03-05")
    code, _, told = begun("log", "sam", *given)

    assert 1 == code
    assert "nothing says which focus each target is" in told
    assert all(word in told for word in ("'Socks'", "'Shoes'", "[focuses]", "layout"))
    assert () == FamilyFolder(tmp_path / "sam").log().entries


def test_a_layout_that_says_which_is_left_as_it_is(begun, tmp_path):
    """What a file declares goes before the only focus of a plan."""
    declared = f'layout = "sessions"\n{CUES}[focuses]\nSocks = "{FOCUS}"\nShoes = ""\n'
    (tmp_path / "mine.toml").write_text(declared, encoding="utf-8")
    workbook(tmp_path / "march.xlsx", March=targets("Socks", "Shoes"))

    assert 0 == begun("log", "sam", "--from", "march.xlsx", "--layout", "mine.toml", "--on", "2026-03-05")[0]
    assert 1 == len(FamilyFolder(tmp_path / "sam").log().entries)
