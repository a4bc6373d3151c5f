"""
What a family may ask for: all of it in one file, and that it be deleted.
"""

from __future__ import annotations

import io
import shutil
import stat
import tracemalloc
import zipfile

import pytest

from coachplan.base.errors import CoachplanError, UnreadableError
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.family_requests import erase, export, restore
from coachplan.testing.builders import OPEN, entry


def names_in(folder):
    return sorted(each.name for each in folder.iterdir())


@pytest.fixture
def folder(tmp_path):
    made = FamilyFolder.make(tmp_path / "sam", OPEN.family)
    made.save(OPEN, made_from=None)
    made.append([entry(1, worked="it did")])
    with (made.path / "log.csv").open("ab") as log:
        log.write(b"e2,someday,f1,a row that cannot be read\r\n")
    return made


def contents(folder):
    return {name: (folder.path / name).read_bytes() for name in folder.files()}


def a_zip(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        for name, content in files.items():
            whole.writestr(name, content)
    return made.getvalue()


def test_an_export_has_all_of_it_and_is_read_back(folder, tmp_path):
    """Byte for byte, bad rows included; what is none of ours is named."""
    (folder.path / "photo.jpg").write_bytes(b"x")
    done = export(folder, tmp_path / "sam.zip")
    again = restore(tmp_path / "sam.zip", tmp_path / "again")

    assert ("family.toml", "log-for-a-spreadsheet.csv", "log.csv", "plan.json") == done.files
    assert ("photo.jpg",) == done.left_out
    assert contents(folder) == contents(again)
    assert folder.family() == again.family()
    assert folder.plans() == again.plans()
    assert folder.log() == again.log()
    assert 1 == len(again.log().bad_rows)
    assert 0o600 == stat.S_IMODE((tmp_path / "sam.zip").stat().st_mode)
    assert {0o600} == {stat.S_IMODE((again.path / name).stat().st_mode) for name in again.files()}
    assert "photo" not in repr(done)


def test_an_export_has_a_copy_of_the_log_for_a_spreadsheet(folder, tmp_path):
    """In which nothing runs; the log stays as it was written, and what is read back has no copy."""
    hostile = "\u202e=HYPERLINK(1)\x1b[2J"
    folder.append([entry(2, worked=hostile)])
    export(folder, tmp_path / "sam.zip")
    with zipfile.ZipFile(tmp_path / "sam.zip") as whole:
        table, log = (whole.read(name) for name in ("log-for-a-spreadsheet.csv", "log.csv"))

    assert "'=HYPERLINK(1)[2J" in table.decode("utf-8-sig")
    assert "a row that cannot be read" in table.decode("utf-8-sig")
    assert (folder.path / "log.csv").read_bytes() == log
    assert hostile in log.decode("utf-8-sig")
    assert ["family.toml", "log.csv", "plan.json"] == names_in(restore(tmp_path / "sam.zip", tmp_path / "again").path)


def test_a_copy_that_was_unpacked_beside_the_log_is_made_anew(folder, tmp_path):
    """It is ours, and says what the log says now; without a log it is taken as it is."""
    (folder.path / "log-for-a-spreadsheet.csv").write_bytes(b"older")
    export(folder, tmp_path / "a.zip")
    (folder.path / "log.csv").unlink()
    export(folder, tmp_path / "b.zip")

    for name, older in (("a.zip", False), ("b.zip", True)):
        with zipfile.ZipFile(tmp_path / name) as whole:
            assert older == (b"older" == whole.read("log-for-a-spreadsheet.csv"))
    assert erase(folder).gone


PAGES = ["brief.html", "brief.pdf", "chart.svg", "cues.html", "facts.html", "handout.html", "log-sheet.pdf"]


def test_pages_by_their_own_names_are_the_familys(folder, tmp_path):
    """The child's name stands in them: they are exported, read back and erased; under other names they are named."""
    for name in (*PAGES, "for-grandma.html", "handout.txt"):
        (folder.path / name).write_bytes(b"Sam")
    (folder.path / ".handout.html.new").write_bytes(b"half of a page")
    done = export(folder, tmp_path / "sam.zip")
    again = restore(tmp_path / "sam.zip", tmp_path / "again")
    gone = erase(folder)

    assert set(PAGES) < set(done.files)
    assert set(PAGES) < set(again.files())
    assert set(PAGES) < set(gone.files)
    assert ("for-grandma.html", "handout.txt") == done.left_out == gone.left
    assert ["for-grandma.html", "handout.txt"] == names_in(folder.path)


def test_the_same_folder_is_the_same_export(folder, tmp_path):
    """No clock is in it."""
    export(folder, tmp_path / "a.zip")
    export(str(folder.path), str(tmp_path / "b.zip"))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_damaged_folder_is_exported_and_erased_as_it_is(folder, tmp_path):
    """What cannot be read is the family's, too."""
    (folder.path / "plan.json").write_bytes(b"\xff{")
    (folder.path / "family.toml").write_bytes(b'# ours\nformat = "coachplan-family/1"\nchild = \xff')
    before = contents(folder)
    export(folder, tmp_path / "sam.zip")
    assert before == contents(restore(tmp_path / "sam.zip", tmp_path / "again"))
    assert ("family.toml", "log.csv", "plan.json") == erase(folder).files


def test_nothing_is_written_over(folder, tmp_path):
    """Neither a file by an export nor a folder by what is read back."""
    export(folder, tmp_path / "sam.zip")
    with pytest.raises(UnreadableError, match="there already"):
        export(folder, tmp_path / "sam.zip")
    with pytest.raises(UnreadableError, match="already"):
        restore(tmp_path / "sam.zip", folder.path)


@pytest.mark.parametrize(
    "content",
    [
        b"no zip",
        b"",
        a_zip(**{"log.csv": "a"}),
        a_zip(**{"family.toml": "a", "../evil.json": "a"}),
        a_zip(**{"family.toml": "a", "/tmp/plan.json": "a"}),
        a_zip(**{"family.toml": "a", "plan-/../../x.json": "a"}),
        a_zip(**{"family.toml": "a", "other.txt": "a"}),
        a_zip(**{"family.toml": "a"})[:-30],
    ],
    ids=["no-zip", "empty", "no-family", "above", "elsewhere", "between", "of-others", "cut"],  # a zip holds its time
)
def test_what_is_no_export_makes_no_folder(tmp_path, content):
    """Whatever a file says that its parts are called, nothing is written outside, and nothing half."""
    (tmp_path / "some.zip").write_bytes(content)
    with pytest.raises(UnreadableError, match="no export"):
        restore(tmp_path / "some.zip", tmp_path / "in" / "new")
    assert ["some.zip"] == names_in(tmp_path)


def lying(name, size, said):
    """An archive whose part unpacks to *size* bytes, and says of itself that it has fewer."""
    made = a_zip_packed(zipfile.ZIP_DEFLATED, **{name: bytes(size)})
    assert made.count(size.to_bytes(4, "little")) >= 2
    return made.replace(size.to_bytes(4, "little"), said.to_bytes(4, "little"))


def a_zip_packed(way, **files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as whole:
        for name, content in files.items():
            whole.writestr(name, content)
    return made.getvalue()


def test_an_export_that_says_it_is_small_takes_no_more_room(tmp_path):
    """What a part says of itself is what is unpacked of it; what comes after that is never held."""
    (tmp_path / "some.zip").write_bytes(lying("family.toml", 30_000_000, 10))
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError, match="no export"):
            restore(tmp_path / "some.zip", tmp_path / "new")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert ["some.zip"] == names_in(tmp_path)


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_export_is_packed_as_we_pack_it(tmp_path, way):
    """Other ways would unpack a piece without end before it can be counted."""
    (tmp_path / "some.zip").write_bytes(a_zip_packed(way, **{"family.toml": "a"}))
    with pytest.raises(UnreadableError, match="no export"):
        restore(tmp_path / "some.zip", tmp_path / "new")


def test_a_damaged_export_is_refused_wherever_it_is_damaged(tmp_path):
    """Each byte of it may be another, or be missing: it is read whole, or it is no export."""
    good = a_zip_packed(zipfile.ZIP_DEFLATED, **{"family.toml": "a family", "log.csv": "on,focus\n"})
    some = tmp_path / "some.zip"
    for at in range(len(good)):
        for damaged in (good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :], good[:at] + good[at + 1 :], good[:at]):
            some.write_bytes(damaged)
            try:
                made = restore(some, tmp_path / "new")
            except UnreadableError:
                continue
            assert set(names_in(made.path)) <= {"family.toml", "log.csv"}
            shutil.rmtree(made.path)


def test_an_export_that_would_not_end_is_refused(tmp_path):
    """A small file that would be an endless one is not unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole, whole.open("family.toml", "w") as part:
        for _ in range(101):
            part.write(bytes(1_000_000))
    (tmp_path / "some.zip").write_bytes(made.getvalue())
    with pytest.raises(UnreadableError, match="no export"):
        restore(tmp_path / "some.zip", tmp_path / "new")


def test_erased_is_gone_and_said(folder):
    """All of ours, the half written included, and the folder with it."""
    (folder.path / ".plan-9.json.new").write_text("half of a plan")
    done = erase(folder)

    assert ("family.toml", "log.csv", "plan.json") == done.files
    assert done.gone
    assert not folder.path.exists()


def test_what_is_none_of_ours_is_left_and_named(folder):
    """Only what is called as ours is deleted."""
    for name in ("photo.jpg", "planning.json", "plan.json.bak", ".other.new"):
        (folder.path / name).write_bytes(b"x")
    (folder.path / "inside").mkdir()
    done = erase(folder.path)

    assert (".other.new", "inside", "photo.jpg", "plan.json.bak", "planning.json") == done.left
    assert not done.gone
    assert sorted(done.left) == names_in(folder.path)
    assert "photo" not in repr(done)


@pytest.mark.parametrize("text", [None, "", 'format = "coachplan-content/1"\n', "name = 'Sam'"])
def test_what_is_no_family_is_not_erased(tmp_path, text):
    """A folder of something else stays whole, a plan.json in it included."""
    (tmp_path / "plan.json").write_text("{}")
    if text is not None:
        (tmp_path / "family.toml").write_text(text)
    before = names_in(tmp_path)
    for ask in (lambda: erase(tmp_path), lambda: export(tmp_path, tmp_path / "a.zip")):
        with pytest.raises(CoachplanError, match=r"family\.toml"):
            ask()
    assert before == names_in(tmp_path)


def test_no_link_is_followed_and_none_is_left_behind_unsaid(folder, tmp_path):
    """What a link leads to would be left, so nothing is deleted until somebody looked."""
    (tmp_path / "elsewhere.json").write_text("theirs")
    (folder.path / "plan-2.json").symlink_to(tmp_path / "elsewhere.json")
    before = names_in(folder.path)
    for ask in (lambda: erase(folder), lambda: export(folder, tmp_path / "a.zip")):
        with pytest.raises(UnreadableError, match="a link"):
            ask()
    assert before == names_in(folder.path)
    assert "theirs" == (tmp_path / "elsewhere.json").read_text()

    (folder.path / "plan-2.json").unlink()
    (tmp_path / "link").symlink_to(folder.path)
    with pytest.raises(UnreadableError, match="a link"):
        erase(tmp_path / "link")
    assert folder.family() == OPEN.family
