"""
A sign in what was written is never lost by the command line: whatever could not be read, was refused, or is gone.
"""

from __future__ import annotations

import io
import json
import sys

import click
import pytest

from coachplan.cli import terminal
from coachplan.cli.commands import coachplan
from coachplan.documents.family_folder import FamilyFolder

BLUE = "He choked on a grape and his lips went blue."
AT_HOME = "my husband hits me and I am afraid of him"
FOCUS = "ot-pull-up-socks-dressing"
HEADER = "on,focus,tries,successes,hard\n"
GOOD = "".join(f"2026-03-0{day},{FOCUS},5,5,\n" for day in (3, 4, 5))
SLIPPED = f"2026-03-05,{FOCUS},five,5,{BLUE}\n"
NO_DAY = f"sometime,{FOCUS},,,{BLUE}\n"
ON = ("--on", "2026-03-05")
LATER = ("--on", "2026-03-09")


@pytest.fixture
def sam(begun, tmp_path):
    """The folder of a family that began, and what writes its log."""
    folder = FamilyFolder(tmp_path / "sam")

    def write(text, *, encoding="utf-8"):
        (folder.path / "log.csv").write_bytes(text.encode(encoding))
        return folder

    return begun, folder, write


def alerts(typed, *more):
    return json.loads(typed("review", "sam", *more, "--json")[1]).get("alerts", [])


# -- a row of the log that cannot be read


@pytest.mark.parametrize("row", [SLIPPED, NO_DAY], ids=["a-day", "no-day"])
def test_a_row_that_cannot_be_read_pauses_as_any_entry(sam, tmp_path, row):
    """On every way out: its words are read as those of any entry, and the row stays in the file as it is."""
    typed, folder, write = sam
    write(HEADER + GOOD + row)
    step = folder.plan().focuses[0].step

    reviewed = typed("review", "sam", *ON)
    typed("apply", "sam", "--by", "Dana, OT", "--role", "clinician", *ON)
    handed = typed("handout", "sam", *ON, "--json")
    brief = json.loads(typed("brief", "sam", *ON, "--json")[1])
    shown = typed("overview", "sam", *ON)[1]
    cards = typed("cues", "sam", *ON, "--json")[1]
    bundle = typed("fhir", "sam", *ON)[1]
    times = typed("calendar", "sam", *ON, "--at", "dressing=07:40", "--zone", "UTC")[1]

    assert (3, True) == (reviewed[0], reviewed[1].startswith("! Call"))
    assert step == folder.plan().focuses[0].step
    assert "paused" in handed[1]
    assert BLUE in "\n".join(brief["alerts"][0]["note"])
    assert "Nothing waits" not in shown
    assert "lips went blue" in shown
    assert "" == cards or not json.loads(cards)["cards"]
    assert '"Flag"' in bundle
    assert "T0740" not in times
    assert (HEADER + GOOD + row).encode() == (tmp_path / "sam" / "log.csv").read_bytes()


def test_nothing_is_counted_of_a_row_that_cannot_be_read(sam):
    """Words alone: a share in it is no practice, whatever it says."""
    typed, _, write = sam
    write(HEADER + GOOD)
    before = json.loads(typed("review", "sam", *ON, "--json")[1])
    write(f"{HEADER}{GOOD}2026-03-05,{FOCUS},1 of 5,0,it did not work, 0 of 5\n")
    after = json.loads(typed("review", "sam", *ON, "--json")[1])

    assert before["next_steps"] == after["next_steps"]
    assert before.get("from_words") == after.get("from_words")
    assert "core/missing.unread-row" in [each["message"]["key"] for each in after["missing"]]


@pytest.mark.parametrize("row", [SLIPPED, NO_DAY], ids=["a-day", "no-day"])
def test_what_a_clinician_cleared_stays_cleared(sam, row):
    """Also where the row says no day: that at which it was first read is kept."""
    typed, _, write = sam
    write(HEADER + row)
    [alert] = alerts(typed, *ON)
    assert [alert["entry"]] == [each["entry"] for each in alerts(typed, *LATER)]

    cleared = typed("clear", "sam", alert["entry"], "--by", "Dana, OT", *LATER)

    assert 0 == cleared[0]
    for day in ("2026-03-09", "2026-03-12"):
        code, _, told = typed("review", "sam", "--on", day)
        assert 0 == code
        assert "Look at it now" not in told


def test_a_log_that_is_refused_whole_is_read_for_signs(sam):
    """A column that nobody knows, an encoding: the sign is shown, then what is wrong."""
    typed, _, write = sam
    for text, encoding in (
        (f"on,focus,mood,hard\n2026-03-03,{FOCUS},x,{BLUE}\n", "utf-8"),
        (f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE} ¡Ñ!\n", "cp1252"),
        (f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE}\n", "utf-16"),
    ):
        write(text, encoding=encoding)
        for command in ("review", "handout", "apply"):
            by = ("--by", "Alex") if command == "apply" else ()
            code, _, told = typed(command, "sam", *ON, *by)
            assert (encoding, command, 3) == (encoding, command, code)
            assert "lips went blue" in told
            assert "Error: " in told
    told = typed("overview", "sam", *ON)[2]
    assert "sam: ! Call" in told
    assert "lips went blue" in told


def test_a_quiet_sign_of_a_log_that_is_refused_is_told_to_nobody_else(sam):
    """Whoever runs the command need not have written it: they are told that practice rests, and no more."""
    typed, _, write = sam
    write(f"{HEADER}2026-03-03,{FOCUS},5,5,{AT_HOME}\n", encoding="utf-16")
    for command in ("review", "handout"):
        code, _, told = typed(command, "sam", *ON)
        assert (3, True, False) == (code, "rest" in told, "talk freely" in told)


def test_a_log_is_heard_though_no_plan_can_be_chosen(sam):
    """Two plans and no word of which, or one that cannot be read: the sign is shown, then what is wrong."""
    typed, folder, write = sam
    write(f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE}\n")
    (folder.path / "plan.json").write_text("{", encoding="utf-8")
    code, _, told = typed("review", "sam", *ON)
    assert (3, True, True) == (code, "lips went blue" in told, "Error: " in told)


# -- rows that are added from elsewhere


@pytest.fixture
def sheet(sam, tmp_path):
    """A layout of one's own, and what writes a sheet."""
    typed, folder, _ = sam
    declared = f'layout = "sessions"\nfocus = "{FOCUS}"\nrole = "caregiver"\n'
    (tmp_path / "l.toml").write_text(declared, encoding="utf-8")

    def add(*rows, header="Date,Trials,Correct,Comments", more=()):
        (tmp_path / "s.csv").write_text("\n".join((header, *rows, "")), encoding="utf-8")
        return typed("log", "sam", "--from", "s.csv", "--layout", "l.toml", *ON, *more)

    return typed, folder, add


def test_of_a_row_that_is_refused_the_words_are_kept(sheet):
    """As an entry of words alone; it is said, and the alert stands from then on."""
    typed, folder, add = sheet
    good = [f"2026-03-0{day},5,3," for day in (2, 3, 4)]
    code, said, told = add(*good, f"2026-03-05,five,5,{BLUE}")

    kept = folder.log().entries
    assert 3 == code
    assert said.startswith("! Call")
    assert "Of 1 row only the words are kept." in said
    assert "could not be read" in told
    assert 4 == len(kept)
    assert (None, None, True) == (kept[-1].tries, kept[-1].successes, BLUE in kept[-1].hard)
    assert 3 == typed("review", "sam", *LATER)[0]
    again = add(*good, f"2026-03-05,five,5,{BLUE}", more=("--on", "2026-03-07"))
    assert 3 == again[0]
    assert kept == folder.log().entries


def test_as_values_too(sheet):
    """What was kept, words alone included, and the alert."""
    _, _, add = sheet
    code, said, _ = add(f"2026-03-05,five,5,{BLUE}", more=("--json",))
    values = json.loads(said)
    assert (3, 1, "now") == (code, len(values["kept"]), values["alerts"][0]["urgency"])


def test_a_row_that_is_refused_ends_with_one(sheet):
    """Though it names no sign; the others are kept."""
    _, folder, add = sheet
    code, said, told = add("2026-03-03,5,3,", "2026-03-04,five,5,a calm day")
    assert (1, 2) == (code, len(folder.log().entries))
    assert "Of 1 row only the words are kept." in said
    assert "could not be read" in told


def test_a_file_that_is_refused_whole_is_read_for_signs(sheet, tmp_path):
    """All its text, a workbook's too: the sign is shown, and that nothing was kept."""
    typed, folder, add = sheet
    code, said, told = add(f"2026-03-05,5,5,x,{BLUE}", header="Date,Trials,Correct,Comments,Mood")
    assert (3, True) == (code, said.startswith("! Call"))
    assert "Nothing was kept" in told
    (tmp_path / "own.csv").write_text(f"on,focus,mood,hard\n2026-03-03,{FOCUS},x,{BLUE}\n", encoding="utf-8")
    code, said, told = typed("log", "sam", "--from", "own.csv", *ON)
    assert (3, True, True) == (code, said.startswith("! Call"), "Nothing was kept" in told)
    assert () == folder.log().entries


def test_a_workbook_that_is_refused_whole_is_read_for_signs(sam, tmp_path):
    """Its cells, as those of a table of text."""
    openpyxl = pytest.importorskip("openpyxl")
    typed, _, _ = sam
    book = openpyxl.Workbook()
    for row in (["Date", "Trials", "Correct", "Mood"], ["2026-03-03", 5, 5, BLUE]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    code, said, _ = typed("log", "sam", "--from", "s.xlsx", "--layout", "sessions", "--focus", FOCUS, *ON)
    assert (3, True) == (code, said.startswith("! Call"))


# -- alerts stay with the plan


@pytest.mark.parametrize("command", ["log", "review", "handout", "overview", "why-not", "propose", "log-sheet"])
def test_an_alert_stays_when_its_row_is_gone(sam, command):
    """Whichever command saw it first has kept it with the plan."""
    typed, folder, write = sam
    if command == "log":
        typed("log", "sam", "--hard", BLUE, *ON)
    else:
        write(f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE}\n")
        typed(command, "sam", *(["step-up"] if command == "why-not" else []), *ON)
    write(HEADER)

    assert folder.plan().open_flags
    assert 3 == typed("review", "sam", *LATER)[0]


def test_what_changed_in_the_family_is_said_beside_a_new_alert(sam):
    """Though the plan is kept with both."""
    typed, folder, write = sam
    file = folder.path / "family.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("age_months = 48", "age_months = 50"), encoding="utf-8")
    write(f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE}\n")
    code, _, told = typed("review", "sam", *ON)
    assert (3, True, 1) == (code, "family.toml has changed" in told, len(alerts(typed, *ON)))


def test_where_the_plan_cannot_be_written_it_goes_on(sam, monkeypatch):
    """The alert is shown, and that it could not be kept."""
    typed, folder, write = sam
    write(f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE}\n")

    def full(*_, **__):
        raise terminal.CoachplanError("no space left")

    monkeypatch.setattr(FamilyFolder, "save", full)
    code, said, told = typed("review", "sam", *ON)
    assert (3, True, True) == (code, said.startswith("! Call"), "could not be kept" in told)
    assert not folder.plan().open_flags


def test_another_log_hides_no_alert_of_the_folders_own(sam, tmp_path):
    """What it says decides practice; the signs of both stand."""
    typed, _, write = sam
    (tmp_path / "other.csv").write_text(HEADER + GOOD, encoding="utf-8")
    write(f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE}\n")
    assert '"urgency": "now"' in typed("review", "sam", "--log", "other.csv", *ON, "--json")[1]
    assert "lips went blue" in typed("handout", "sam", "--log", "other.csv", *ON, "--json")[1]
    assert 3 == typed("review", "sam", "--log", "other.csv", *ON)[0]


def test_a_change_is_kept_after_its_alert(sam):
    """The plan with its alert is the one that a clearance and a step are made from."""
    typed, folder, write = sam
    write(f"{HEADER}2026-03-03,{FOCUS},5,5,{BLUE}\n")
    [alert] = alerts(typed, *ON)
    assert 0 == typed("clear", "sam", alert["entry"], "--by", "Dana, OT", *ON)[0]
    assert () == folder.plan().open_flags
    write(HEADER + GOOD)
    assert 0 == typed("apply", "sam", "--by", "Dana, OT", "--role", "clinician", *ON)[0]


# -- what was typed


WRONG = [
    ("--tag", "sick"), ("--who", "Preya"), ("--tries", "five"), ("--focus", "nowhere"), ("--role", "aunt"),
    ("--on", "soon"), ("--hrad", "x"), ("--plan", "none"), ("--content", "no-such-folder"),
]  # fmt: skip


def test_an_emergency_is_shown_whatever_else_is_wrong(sam):
    """Then what is wrong, and that nothing was kept."""
    typed, folder, _ = sam
    for wrong in WRONG:
        code, said, told = typed("log", "sam", "--hard", BLUE, "--emergency", "112", *wrong)
        assert (wrong, 3, True) == (wrong, code, said.startswith("! Call 112 now."))
        assert "Error: " in told
        assert "Nothing was kept" in told
    assert () == folder.log().entries


def test_it_is_shown_before_there_is_a_plan(typed):
    """And where there is no family at all."""
    known = ("--child", "Sam", "--age", "48", "--caregiver", "Alex", "--language", "en", "--routine", "dressing")
    assert 0 == typed("start", "sam", *known)[0]
    for folder in ("sam", "nowhere"):
        code, said, told = typed("log", folder, "--hard", BLUE)
        assert (3, True, True) == (code, said.startswith("! Call"), "Nothing was kept" in told)


def test_it_is_shown_where_the_log_cannot_be_added_to(sam, tmp_path):
    """In another encoding, which nothing is written into."""
    typed, _, write = sam
    text = f"{HEADER}2026-03-03,{FOCUS},5,5,mañana\n"
    write(text, encoding="cp1252")
    code, said, told = typed("log", "sam", "--hard", BLUE, *ON)
    assert (3, True, True) == (code, said.startswith("! Call"), "Nothing was kept" in told)
    assert text.encode("cp1252") == (tmp_path / "sam" / "log.csv").read_bytes()


def test_as_values_nothing_else_is_printed(sam):
    """With --json the alert of what was refused is said the second way out."""
    typed, _, _ = sam
    code, said, told = typed("log", "sam", "--hard", BLUE, "--who", "Preya", "--json")
    assert (3, "", True) == (code, said, told.startswith("! Call"))


def test_what_names_no_sign_is_refused_as_before(sam):
    """With its own code."""
    typed, _, _ = sam
    assert 2 == typed("log", "sam", "--hard", "a calm day", "--tries", "five")[0]
    assert 1 == typed("log", "sam", "--hard", "a calm day", "--who", "Preya")[0]


def test_whoever_typed_it_reads_their_own_alert_whole(sam):
    """Also in a log without a column for ids, where the entry gets another one."""
    typed, _, write = sam
    write(HEADER)
    code, said, _ = typed("log", "sam", "--hard", AT_HOME, *ON)
    assert (3, True) == (code, "talk freely" in said)


def test_a_day_that_is_mistyped_moves_no_other(sam):
    """What is written ahead is kept; signs and steps are those of today."""
    typed, folder, _ = sam
    typed("log", "sam", "--tries", "5", "--successes", "5", "--on", "2026-03-03")
    (folder.path.parent / "ahead.csv").write_text(f"{HEADER}2199-03-03,{FOCUS},5,5,\n", encoding="utf-8")
    code, said, told = typed("log", "sam", "--from", "ahead.csv", *ON)
    assert (0, True, True) == (code, "It is kept" in said, "in the future" in told)
    assert 0 == typed("log", "sam", "--from", "ahead.csv", *ON, "--json")[0]
    assert 2 == len(folder.log().entries)


# -- what was asked


@pytest.fixture
def asked(sam, monkeypatch):
    """The questions of `log`, answered one after another; an exception is raised in its turn."""
    typed, folder, _ = sam

    def answer(*answers, more=()):
        waiting = iter(answers)

        def prompt(*_, **__):
            said = next(waiting)
            if isinstance(said, BaseException):
                raise said
            return said

        with monkeypatch.context() as patched:
            patched.setattr(sys.stdin, "isatty", lambda: True)
            patched.setattr(click, "prompt", prompt)
            done = typed("log", "sam", *ON, *more)
        return (*done, list(waiting))

    return answer, folder


def test_each_answer_is_read_at_once(asked):
    """With an emergency nobody is asked on: it is kept, and shown."""
    answer, folder = asked
    code, said, _, left = answer("", "", BLUE, "never asked", "never asked")
    [entry] = folder.log().entries
    assert (3, ["never asked"] * 2, BLUE) == (code, left, entry.hard)
    assert "! Call" in said


def test_what_was_answered_is_kept_where_somebody_breaks_off(asked):
    """If it names a sign that was shown; else nothing is kept, and that is said."""
    answer, folder = asked
    code, said, _, _ = answer("", "she hit her head yesterday", click.Abort())
    [entry] = folder.log().entries
    assert (3, 2, "she hit her head yesterday") == (code, said.count("! Please call today"), entry.worked)

    code, _, told, _ = answer("3", "a calm day", click.Abort())
    assert (1, True) == (code, "nothing is kept" in told)
    assert 1 == len(folder.log().entries)


def test_words_in_the_place_of_a_mark_are_heard(asked):
    """The first question asks for a number; what is written there instead is read, and kept where it names a sign."""
    answer, folder = asked
    code, said, _, left = answer(BLUE, "never asked")
    [entry] = folder.log().entries
    assert (3, ["never asked"], BLUE, "") == (code, left, entry.hard, entry.went)
    assert "! Call" in said


def test_a_sign_that_is_no_number_is_asked_again(asked):
    """And stands nowhere, once a mark was given."""
    answer, folder = asked
    assert 0 == answer("²", "2", "", "", "", "")[0]
    assert ["a-little"] == [each.went for each in folder.log().entries]


def test_what_was_answered_is_told_as_lost_where_it_cannot_be_kept(asked):
    """Also where the log breaks while somebody answers."""
    answer, folder = asked
    (folder.path / "log.csv").write_bytes(f"{HEADER}2026-03-03,{FOCUS},5,5,ma\xf1ana\n".encode("cp1252"))
    code, said, told, _ = answer("", "", BLUE)
    assert (3, True, True) == (code, "! Call" in said, "Nothing was kept" in told)


def test_nothing_written_keeps_nothing(asked):
    """Enter five times: it is said, and ends with 1."""
    answer, folder = asked
    code, said, told, _ = answer("", "", "", "", "")
    assert (1, True, False) == (code, "nothing is kept" in said + told, "It is kept" in said)
    assert () == folder.log().entries


def test_nor_do_empty_words(sam):
    """Blanks are no words; a tag is something."""
    typed, folder, _ = sam
    assert 1 == typed("log", "sam", *ON, "--hard", " ")[0]
    assert () == folder.log().entries
    assert 0 == typed("log", "sam", *ON, "--tag", "tired")[0]
    assert 1 == len(folder.log().entries)


# -- what cannot be printed


class Full(io.StringIO):
    """A way out that can hold nothing."""

    def write(self, _):
        """As a disk that is full."""
        raise OSError(28, "No space left on device")


def test_where_nothing_can_be_printed_the_alert_takes_the_second_way_out(sam, monkeypatch, capsys):
    """It ends with 3, since what was written is kept."""
    _, folder, _ = sam

    def run(*words):
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["coachplan", *words])
            patched.setattr(sys, "stdout", Full())
            patched.setattr(terminal.signal, "signal", lambda *_: None)
            with pytest.raises(SystemExit) as ended:
                terminal.run(coachplan)
        return ended.value.code, capsys.readouterr().err

    code, told = run("log", "sam", "--hard", BLUE, *ON)
    assert (3, True, 1) == (code, "! Call" in told, len(folder.log().entries))
    for more in ((), ("--clinician",), ("--json",)):
        code, told = run("review", "sam", *ON, *more)
        assert (3, True) == (code, "Call" in told)


# -- what is there already


def test_the_same_words_of_one_day_are_kept_once(sam):
    """And that is said; another day, or other words, are another entry."""
    typed, folder, _ = sam
    for _ in range(2):
        code, said, _ = typed("log", "sam", *ON, "--worked", "the song helped")
        assert 0 == code
    assert "there already" in said
    assert 1 == len(folder.log().entries)
    typed("log", "sam", *ON, "--worked", "the song helped a lot")
    typed("log", "sam", *LATER, "--worked", "the song helped")
    assert 3 == len(folder.log().entries)


@pytest.mark.parametrize("header", ["", "on,focus,role,tries,successes,worked,hard,question,win,language\n"])
def test_a_sheet_is_added_once(sheet, header):
    """Rows that are there are not added again, also in a log without ids; two alike in one sheet are two."""
    _, folder, add = sheet
    if header:
        (folder.path / "log.csv").write_text(header, encoding="utf-8")
    rows = ["2026-03-03,5,3,", "2026-03-03,5,3,", "2026-03-04,5,4,the song"]
    assert 0 == add(*rows)[0]
    first = folder.log().entries
    code, said, _ = add(*rows)
    assert (0, first, 3) == (code, folder.log().entries, len(first))
    assert "3 were there already" in said
    code, said, _ = add(*rows, "2026-03-05,5,5,")
    assert (0, 4) == (code, len(folder.log().entries))
    assert "It is kept." in said
    assert "3 were there already" in said
