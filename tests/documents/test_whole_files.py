"""
Files change whole or not at all, by one writer at a time.
"""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from coachplan.base.errors import CoachplanError, UnreadableError
from coachplan.documents import whole_files
from coachplan.documents.whole_files import LOCK, append_bytes, create_bytes, is_ordinary, one_writer, replace_bytes


def names_in(folder):
    return sorted(each.name for each in folder.iterdir())


def rights(file):
    return stat.S_IMODE(file.stat().st_mode)


@contextmanager
def full(most):
    """A disk on which no file can be longer than so many bytes, while it lasts: what is told of a test is one, too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_is_made_is_its_owners_alone(tmp_path):
    """Nobody else can read what is made, whatever is usual here; what was there keeps its rights."""
    usual = os.umask(0)
    try:
        create_bytes(tmp_path / "a", b"1")
        replace_bytes(tmp_path / "b", b"1")
        (tmp_path / "c").write_bytes(b"0")
        (tmp_path / "c").chmod(0o640)
        replace_bytes(tmp_path / "c", b"1")
        with one_writer(tmp_path):
            pass  # to write alone makes the file that is locked
    finally:
        os.umask(usual)

    assert [0o600, 0o600, 0o640, 0o600] == [rights(tmp_path / name) for name in ("a", "b", "c", LOCK)]
    assert [b"1"] * 3 == [(tmp_path / name).read_bytes() for name in "abc"]


def test_what_is_there_is_not_made_again(tmp_path):
    """A file that is there is refused and stays."""
    create_bytes(tmp_path / "a", b"1")
    with pytest.raises(UnreadableError, match="there already"):
        create_bytes(tmp_path / "a", b"2")
    assert b"1" == (tmp_path / "a").read_bytes()


def test_a_full_disk_leaves_what_was_there(tmp_path):
    """Half of it was written, and is taken away again; the error says why."""
    file = tmp_path / "a"
    file.write_bytes(b"before\n")
    with full(20):
        for write in (append_bytes, replace_bytes):
            with pytest.raises(UnreadableError, match="cannot be written"):
                write(file, b"x" * 30)
            assert b"before\n" == file.read_bytes()
        with pytest.raises(UnreadableError, match="cannot be written"):
            create_bytes(tmp_path / "b", b"x" * 30)
        assert ["a"] == names_in(tmp_path)
        append_bytes(file, b"fits\n")
    assert b"before\nfits\n" == file.read_bytes()


def test_what_cannot_be_put_on_the_disk_is_taken_back(tmp_path, monkeypatch):
    """Where the disk says that it could not keep it, nothing of it stays."""
    file = tmp_path / "a"
    file.write_bytes(b"before\n")

    def broken(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(whole_files.os, "fsync", broken)
    for write in (append_bytes, replace_bytes):
        with pytest.raises(UnreadableError, match="Input/output"):
            write(file, b"x")
        assert b"before\n" == file.read_bytes()
    assert ["a"] == names_in(tmp_path)


def test_what_somebody_else_added_meanwhile_is_not_taken_back(tmp_path, monkeypatch):
    """A program that does not wait may write behind us; what is ours then stays, too."""
    file = tmp_path / "a"
    file.write_bytes(b"before\n")

    def somebody(_):
        with file.open("ab") as other:
            other.write(b"theirs\n")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(whole_files.os, "fsync", somebody)
    with pytest.raises(UnreadableError):
        append_bytes(file, b"ours\n")
    assert b"before\nours\ntheirs\n" == file.read_bytes()


def test_no_link_is_followed(tmp_path):
    """What a link leads to is neither read, replaced nor added to, and the link stays."""
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for write in (append_bytes, replace_bytes, create_bytes):
        for name in ("a", "dangling"):
            with pytest.raises(CoachplanError):
                write(tmp_path / name, b"x")
    with pytest.raises(UnreadableError, match="a link"):
        is_ordinary(tmp_path / "a")
    (tmp_path / LOCK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableError, match="a link"), one_writer(tmp_path):
        pass  # not reached: it is refused on the way in

    assert b"theirs" == (tmp_path / "elsewhere").read_bytes()
    assert not (tmp_path / "nowhere").exists()
    assert (tmp_path / "a").is_symlink()


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_no_file_can_have_is_told(tmp_path, name):
    """Whatever a file is asked to be called, the error is one of ours."""
    for write in (append_bytes, replace_bytes, create_bytes):
        with pytest.raises(UnreadableError, match=r"cannot be written|cannot be read"):
            write(tmp_path / name, b"x")
    with pytest.raises(UnreadableError), one_writer(tmp_path / name):
        pass  # not reached, as above


def test_a_folder_in_place_of_a_file_is_told(tmp_path):
    """A folder is no file."""
    (tmp_path / "a").mkdir()
    with pytest.raises(UnreadableError, match="no ordinary file"):
        replace_bytes(tmp_path / "a", b"x")
    assert not is_ordinary(tmp_path / "b")


def test_what_was_half_written_by_somebody_else_is_in_nobodys_way(tmp_path):
    """Who was killed before the file took its place left a file behind."""
    (tmp_path / ".a.new").write_bytes(b"half")
    replace_bytes(tmp_path / "a", b"whole")
    assert b"whole" == (tmp_path / "a").read_bytes()
    assert ["a"] == names_in(tmp_path)


def test_one_writes_and_the_others_wait(tmp_path):
    """Threads, too: what is read, changed and written between is nobody else's."""
    file = tmp_path / "a"
    file.write_text("0")

    def count():
        for _ in range(50):
            with one_writer(tmp_path):
                replace_bytes(file, str(int(file.read_text()) + 1).encode())

    threads = [threading.Thread(target=count) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert "200" == file.read_text()


def test_a_lock_that_was_deleted_keeps_nobody_out_and_nobody_takes_it(tmp_path):
    """Who waits for a lock of which the file is deleted waits for the new one."""
    order = []

    def second():
        with one_writer(tmp_path):
            order.append("second")

    waiting = threading.Thread(target=second)
    with one_writer(tmp_path):
        waiting.start()
        (tmp_path / LOCK).unlink()
        order.append("first")
    waiting.join()
    assert {"first", "second"} == set(order)
    assert (tmp_path / LOCK).exists()


def test_who_is_killed_holds_nothing(tmp_path):
    """The lock goes with its process."""
    held = "import sys; from pathlib import Path; from coachplan.documents.whole_files import one_writer\n"
    held += "with one_writer(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", held, str(tmp_path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert "held\n" == process.stdout.readline()
    process.kill()
    process.communicate()
    with one_writer(tmp_path):
        assert (tmp_path / LOCK).exists()
