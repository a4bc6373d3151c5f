"""
A family's folder: what is saved is there, what was there is not lost, whoever else writes and whatever breaks.
"""

from __future__ import annotations

import json
import resource
import stat
import subprocess
import sys
import traceback

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError, InvalidError, StaleError, UnknownIdError, UnreadableError
from coachplan.documents.codec import dumps, write
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.logs import Log, read_log, write_log
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five

FAMILY = OPEN.family
SECOND = evolve(OPEN, id="../../second/plan\n")
WORDS = "Zorblax quintessed"

#: Adds one entry after another, each with a note over two lines, and says when each is there.
WRITER = """
import sys
from coachplan.documents.family_folder import FamilyFolder
from coachplan.testing.builders import entry
folder, who = FamilyFolder(sys.argv[1]), sys.argv[2]
for number in range(int(sys.argv[3])):
    folder.append([entry(1, id=f"{who}{number}", who=who, worked=f'{number} "of"\\n ' + "words, " * 200)])
    print(number, flush=True)
"""

#: The same, once, and killed when half of the row is written.
HALF = """
import os, signal, sys
from coachplan.documents import whole_files
from coachplan.documents.family_folder import FamilyFolder
from coachplan.testing.builders import entry
write, share = os.write, float(sys.argv[2])
def half(opened, content):
    write(opened, content[:int(len(content) * share)])
    os.kill(os.getpid(), signal.SIGKILL)
whole_files.os.write = half
last = entry(1, 10, 10, id="half", worked='he said "ca\\u00f1a", and then', hard="sat, down")
FamilyFolder(sys.argv[1]).append([last])
"""


def names_in(folder):
    return sorted(each.name for each in folder.iterdir())


@pytest.fixture
def folder(tmp_path):
    return FamilyFolder.make(tmp_path / "sam", FAMILY)


def started(code, *given):
    return subprocess.Popen([sys.executable, "-c", code, *map(str, given)], stdout=subprocess.PIPE, text=True)


# -- the family and its plans


def test_a_family_comes_back_equal(folder):
    """What was made is read."""
    assert FAMILY == folder.family()
    assert () == folder.plans()
    assert Log() == folder.log()
    assert ("family.toml",) == folder.files()
    assert 0o700 == stat.S_IMODE(folder.path.stat().st_mode)


def test_a_family_is_made_once(folder):
    """A second family does not take the place of the first."""
    with pytest.raises(UnreadableError, match="already"):
        FamilyFolder.make(folder.path, evolve(FAMILY, id="other"))
    assert FAMILY == folder.family()


def test_plans_come_back_equal(folder):
    """Several plans, the first of them in plan.json, whatever their ids are."""
    folder.save(OPEN, made_from=None)
    folder.save(SECOND, made_from=None)
    third = evolve(OPEN, id="third")
    folder.save(third, made_from=None)

    assert (OPEN, SECOND, third) == folder.plans()
    assert OPEN == folder.plan(OPEN.id)
    assert SECOND == folder.plan(SECOND.id)
    assert [".lock", "family.toml", "plan-2.json", "plan-3.json", "plan.json"] == names_in(folder.path)
    assert ["sam"] == names_in(folder.path.parent)


def test_the_only_plan_needs_no_name(folder):
    """Where there are several, one has to be named; an id that is none is told with those that there are."""
    with pytest.raises(UnknownIdError):
        folder.plan()
    folder.save(OPEN, made_from=None)
    assert OPEN == folder.plan()
    folder.save(evolve(OPEN, id="second"), made_from=None)
    with pytest.raises(UnknownIdError, match=r"2 plans.*'second'"):
        folder.plan()
    with pytest.raises(UnknownIdError, match="no such plan"):
        folder.plan("thrid")


def test_a_plan_that_a_person_named_keeps_its_file(folder):
    """A file that begins with plan- is a plan, and stays where it is."""
    write(SECOND, folder.path / "plan-socks.json")
    after = evolve(SECOND, revision=1)
    folder.save(after, made_from=SECOND.version)
    folder.save(OPEN, made_from=None)

    assert (OPEN, after) == folder.plans()
    assert ("family.toml", "plan-socks.json", "plan.json") == folder.files()


def test_only_the_plan_that_it_was_made_from_gives_its_place(folder):
    """Whoever saves what was made from an older plan is told to review again, and nothing changes."""
    folder.save(OPEN, made_from=None)
    first, second = evolve(OPEN, revision=1), evolve(OPEN, revision=2)
    folder.save(first, made_from=OPEN.version)
    for made_from in (OPEN.version, None, "", "v"):
        with pytest.raises(StaleError, match="changed meanwhile"):
            folder.save(second, made_from=made_from)
    with pytest.raises(StaleError):
        folder.save(SECOND, made_from=first.version)  # a new plan is made from none
    assert (first,) == folder.plans()
    folder.save(second, made_from=first.version)
    assert (second,) == folder.plans()


def test_a_step_is_taken_from_a_folder(folder):
    """Read, review, take, save; and the flags of a review that was recorded."""
    folder.save(OPEN, made_from=None)
    folder.append(of_five(5, 5, 5))
    plan, log = folder.plan(), folder.log().entries
    suggested = ENGINE.review(plan, log, on=day(4)).next_steps[0]
    folder.save(
        ENGINE.apply(plan, suggested, by="Dana", role="clinician", on=day(4), entries=log), made_from=plan.version
    )

    assert 1 == folder.plan().revision
    with pytest.raises(StaleError):
        folder.save(ENGINE.record(plan, ENGINE.review(plan, log, on=day(4))), made_from="")


def test_the_plan_of_another_family_is_refused(folder):
    """Two families have a folder each."""
    other = evolve(OPEN, family=evolve(FAMILY, id="other"))
    with pytest.raises(InvalidError, match="another family"):
        folder.save(other, made_from=None)
    assert () == folder.plans()


def test_two_files_of_one_plan_are_told(folder):
    """Which of two is meant cannot be known, so neither is read, and neither is written."""
    folder.save(OPEN, made_from=None)
    write(OPEN, folder.path / "plan-copy.json")
    for ask in (folder.plans, folder.plan, lambda: folder.save(OPEN, made_from=OPEN.version)):
        with pytest.raises(InvalidError, match=r"plan\.json, plan-copy\.json"):
            ask()


def test_what_is_no_family_is_refused_and_left_alone(tmp_path):
    """No lock and no log is left in a folder that is none of ours."""
    folder = FamilyFolder(tmp_path)
    for ask in (
        folder.family,
        folder.plans,
        folder.files,
        lambda: folder.append([entry(1)]),
        lambda: folder.save(OPEN, made_from=None),
    ):
        with pytest.raises(UnreadableError, match=r"family\.toml"):
            ask()
    assert [] == names_in(tmp_path)


def test_what_is_written_is_its_owners_alone(folder):
    """Plans and logs are made for nobody else to read."""
    folder.save(OPEN, made_from=None)
    folder.append([entry(1)])
    names = ("family.toml", "plan.json", "log.csv", ".lock")
    assert {0o600} == {stat.S_IMODE((folder.path / name).stat().st_mode) for name in names}


def test_links_are_not_followed(folder, tmp_path):
    """A plan or a log that leads elsewhere is neither read nor written."""
    (tmp_path / "plan.json").write_text(dumps(OPEN))
    (tmp_path / "log.csv").write_text("id,on,focus\n")
    for name in ("plan.json", "log.csv"):
        (folder.path / name).symlink_to(tmp_path / name)
    for ask in (
        folder.plans,
        folder.log,
        folder.files,
        lambda: folder.append([entry(1)]),
        lambda: folder.save(OPEN, made_from=OPEN.version),
    ):
        with pytest.raises(UnreadableError, match="a link"):
            ask()
    assert "id,on,focus\n" == (tmp_path / "log.csv").read_text()


def test_a_damaged_plan_is_told_by_its_file(folder):
    """An error names the file, and nothing that stands in it."""
    (folder.path / "plan-2.json").write_text(json.dumps({"format": "coachplan-plan/3", "id": WORDS, WORDS: WORDS}))
    with pytest.raises(CoachplanError) as told:
        folder.plans()
    assert r"plan-2.json" in str(told.value)
    assert "Zorblax" not in "".join(traceback.format_exception(told.value, limit=0))


def test_a_folder_tells_nothing_of_itself():
    """Its place may be called as the child is."""
    assert "FamilyFolder()" == repr(FamilyFolder("/home/zorblax"))
    for wrong in (None, 5, ["a"]):
        with pytest.raises(InvalidError, match="path"):
            FamilyFolder(wrong)
    with pytest.raises(CoachplanError, match="tags"):
        FamilyFolder("a", tags="ill")


# -- the log


def test_entries_come_back_equal(folder):
    """One after another, and several at once; the log is one that everybody can read."""
    kept = [entry(1, 3, worked="=1+1"), entry(2, hard='"a",\n;b'), entry(3, tags=["ill"])]
    assert tuple(kept[:1]) == folder.append(kept[:1])
    folder.append(kept[1:])
    folder.append([])

    assert Log(entries=kept) == folder.log()
    assert tuple(kept) == read_log(folder.path / "log.csv").entries
    write_log(kept, folder.path.parent / "same.csv")
    assert (folder.path.parent / "same.csv").read_bytes() == (folder.path / "log.csv").read_bytes()


def test_bad_rows_are_kept(folder):
    """What cannot be read is handed back with its words, before and after something is added."""
    log = folder.path / "log.csv"
    log.write_text(f"id,on,focus,worked\ne1,someday,f1,{WORDS}\ne2,2026-03-02,f1,fine\n")
    before = log.read_bytes()
    folder.append([entry(2, id="e3", worked="more")])

    read = folder.log()
    assert log.read_bytes().startswith(before)
    assert ["e2", "e3"] == [each.id for each in read.entries]
    assert [f"{WORDS}"] == [row.words.splitlines()[0] for row in read.bad_rows]
    assert "Zorblax" not in repr(read)


@pytest.mark.parametrize(
    ("text", "entry_of"),
    [
        (b"id,on,focus,mood\n", {}),
        (b"id,on,focus\n", {"hard": WORDS}),
        (b"id,on,focus,tags\n", {"tags": ["toy/other"]}),
        (b"\xff\xfe,", {}),
        (b"id,on,focus,worked\n\xe9,2026-03-02,f1,a\n", {}),
        (b'{"format": "coachplan-log/1"}\n', {}),
    ],
)
def test_a_log_that_cannot_carry_an_entry_stays_as_it_is(folder, text, entry_of):
    """It is said before anything is written, and without a word of the entry."""
    (folder.path / "log.csv").write_bytes(text)
    with pytest.raises(CoachplanError) as told:
        folder.append([entry(1, **entry_of)])
    assert text == (folder.path / "log.csv").read_bytes()
    assert "Zorblax" not in "".join(traceback.format_exception(told.value, limit=0))


def test_tags_of_plugins_are_known_where_they_are_given(folder):
    """A folder reads and writes the tags that it was told of."""
    kept = [entry(1, tags=["toy/jumped"])]
    with pytest.raises(CoachplanError, match="toy/jumped"):
        folder.append(kept)
    knowing = FamilyFolder(folder.path, tags=["toy/jumped", "ill"])
    knowing.append(kept)
    assert tuple(kept) == knowing.log().entries


def test_a_log_of_the_mark_alone_is_given_a_header(folder):
    """An empty file, one with the mark of UTF-8 alone, and one with its first line alone become a log."""
    for text in (b"", b"\xef\xbb\xbf", b"# coachplan-log/1\r\n", b"# coachplan-log/1", b"\n\n"):
        (folder.path / "log.csv").write_bytes(text)
        folder.append([entry(1)])
        assert Log(entries=[entry(1)]) == folder.log(), text


# -- whatever breaks


def test_a_full_disk_loses_nothing(folder):
    """A row that does not fit is taken back as a whole; so is a plan."""
    folder.save(OPEN, made_from=None)
    folder.append([entry(1, 3)])
    before = {name: (folder.path / name).read_bytes() for name in folder.files()}
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before["log.csv"]) + 20, kept[1]))
    try:
        with pytest.raises(UnreadableError, match=r"log\.csv: it cannot be written"):
            folder.append([entry(2, 3, worked="long enough to reach beyond the end")])
        with pytest.raises(UnreadableError, match=r"plan\.json: it cannot be written"):
            folder.save(evolve(OPEN, revision=1), made_from=OPEN.version)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)

    assert before == {name: (folder.path / name).read_bytes() for name in folder.files()}
    folder.append([entry(2, 3)])
    assert (entry(1, 3), entry(2, 3)) == folder.log().entries


@pytest.mark.sweep(one_in=3)
@pytest.mark.parametrize("share", [0.05, 0.5, 0.93])
def test_a_process_that_is_killed_in_the_middle_of_a_row_costs_that_row_alone(folder, share):
    """What stood before it is whole, what comes after it is whole, and of the half row no number is believed."""
    folder.append([entry(1, 3, worked='"so"')])
    process = started(HALF, folder.path, share)
    process.communicate()
    assert -9 == process.returncode

    assert (entry(1, 3, worked='"so"'),) == folder.log().entries
    folder.append([entry(2, 4, worked=',"so"')])
    assert (entry(1, 3, worked='"so"'), entry(2, 4, worked=',"so"')) == folder.log().entries
    assert any("half" in row.raw or "hal" in row.raw or share < 0.1 for row in folder.log().bad_rows)


@pytest.mark.whole
def test_processes_that_are_killed_lose_nothing_that_they_said_was_there(folder):
    """Killed three times in the middle of it: each entry that was told as written is there, and none is damaged."""
    told = []
    for turn in range(3):
        process = started(WRITER, folder.path, f"k{turn}-", 10_000)
        told += [f"k{turn}-{process.stdout.readline().strip()}" for _ in range(4 + turn)]
        process.kill()
        process.communicate()

    read = folder.log()
    assert set(told) <= {each.id for each in read.entries}
    assert () == read.bad_rows
    assert all(each.worked.endswith("words, ") for each in read.entries)


@pytest.mark.whole
def test_two_who_write_at_once_lose_nothing(folder):
    """Two processes and this one, into a log that nobody has made yet."""
    both = [started(WRITER, folder.path, who, 40) for who in "ab"]
    for number in range(40):
        folder.append([entry(1, id=f"c{number}")])
    for each in both:
        each.communicate()
        assert 0 == each.returncode

    read = folder.log()
    assert () == read.bad_rows
    assert {f"{who}{number}" for who in "abc" for number in range(40)} == {each.id for each in read.entries}
    assert 120 == len(read.entries)
    for who in "abc":
        own = [each.id for each in read.entries if each.id.startswith(who)]
        assert own == sorted(own, key=lambda each: int(each[1:]))


@pytest.mark.whole
def test_of_two_who_save_at_once_one_is_told(folder):
    """The same step taken on two telephones is taken once."""
    code = "import sys; from attrs import evolve; from coachplan.documents.family_folder import FamilyFolder\n"
    code += (
        "folder = FamilyFolder(sys.argv[1]); plan = folder.plan(); print('read', flush=True); sys.stdin.readline()\n"
    )
    code += "folder.save(evolve(plan, revision=plan.revision + 1), made_from=plan.version)"
    folder.save(OPEN, made_from=None)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(folder.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for each in both:
        assert "read\n" == each.stdout.readline()
    for each in both:
        each.stdin.write("\n")
        each.stdin.flush()
    said = [each.communicate()[1] for each in both]

    assert [False, True] == sorted("StaleError" in each for each in said)
    assert OPEN.revision + 1 == folder.plan().revision


def test_what_is_there_already_is_added_once(folder):
    """Where that is asked for: with all that it says, under its id. What says more is another revision's to tell."""
    entries = [entry(1, 5), entry(2, 4)]
    assert tuple(entries) == folder.append(entries, once=True)
    assert (entry(3, 3),) == folder.append([*entries, entry(3, 3), entry(3, 3)], once=True)
    assert 3 == len(folder.log().entries)
    assert (entry(1, 5),) == folder.append([entry(1, 5)])
    assert 4 == len(folder.log().entries)
