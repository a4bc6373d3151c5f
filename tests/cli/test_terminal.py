"""
What reaches a terminal, and how a command ends: tried from outside, with real pipes, devices and disks that are full.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.clean import visible
from coachplan.base.errors import CoachplanError
from coachplan.cli import lint as looking
from coachplan.cli.lint import look
from coachplan.cli.new_plugin import new_plugin
from coachplan.documents.codec import dumps
from coachplan.documents.content import read_catalogue
from coachplan.documents.files import MOST_BYTES, read_bytes, write_bytes
from coachplan.documents.logs import read_log, write_log
from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.testing.builders import ENGINE, PLAN, D
from coachplan.testing.toy import toy

pytestmark = pytest.mark.sweep(one_in=3)

MAIN = [sys.executable, "-c", "from coachplan.cli import main; main()"]
QUICK = ("backtest", "--families", "1", "--weeks", "1", "--workers", "1", "--cohort", "steady")


def fresh(*arguments, **more):
    """Type a command, as somebody would, to a new interpreter; never wait for ever."""
    more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run([*MAIN, *map(os.fsdecode, map(os.fsencode, arguments))], check=False, timeout=120, **more)


@pytest.fixture(scope="module")
def typed():
    """What `fresh` is, in a child of one interpreter that was made ready: for all that is not about its beginning."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(120)
    command = [sys.executable, Path(__file__).with_name("ready.py"), str(theirs.fileno())]

    def ask(*arguments, stdout=None, cwd="."):
        line = json.dumps([[os.fsdecode(os.fsencode(each)) for each in arguments], str(Path(cwd).absolute())])
        with TemporaryFile() as said, TemporaryFile() as told:
            ways_out = [said.fileno() if stdout is None else stdout, told.fileno()]
            socket.send_fds(ours, [line.encode()], ways_out)
            code = int(ours.recv(64))
            said.seek(0)
            told.seek(0)
            return subprocess.CompletedProcess(arguments, code, said.read(), told.read())

    with theirs, subprocess.Popen(command, pass_fds=[theirs.fileno()], start_new_session=True) as ready:
        theirs.close()
        yield ask
        ours.close()
        os.killpg(ready.pid, signal.SIGKILL)  # with any child that has not ended


# -- what is shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "a\nb"),
        ("Ñandú Çağ 好 ￦", "Ñandú Çağ 好 ￦"),
        ("\N{CHILD}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} \N{GRINNING FACE}\N{VARIATION SELECTOR-16}",) * 2,
        ("e\N{COMBINING ACUTE ACCENT}",) * 2,
        ("\x1b[2J", "\\u001b[2J"),
        ("a\tb\r\x07\x7f\x9b", "a\\u0009b\\u000d\\u0007\\u007f\\u009b"),
        ("\u202egnp.exe\u2066", "\\u202egnp.exe\\u2066"),
        ("a\u200bb\ufeff\u00ad", "a\\u200bb\\ufeff\\u00ad"),
        ("pass\u200dword", "pass\\u200dword"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\udcff", "\\udcff"),
        ("\U000e0041", "\\udb40\\udc41"),
        ("\u3164", "\\u3164"),
    ],
)
def test_what_cannot_be_seen_is_shown(text, shown):
    """Control, direction and blank signs are escapes; letters, accents and emoji stay."""
    assert shown == visible(text)


@given(st.text())
def test_whatever_is_written_is_seen(text):
    """Nothing that is shown moves a cursor; a JSON document stays the same."""
    shown = visible(text)
    assert not {sign for sign in shown if sign != "\n" and (ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0)}
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c") & set(shown)
    assert shown == visible(shown)
    shown.encode()
    assert [text] == json.loads(visible(json.dumps([text], ensure_ascii=False)))


# -- pipes and disks


@pytest.fixture
def place(tmp_path):
    """A folder with one of everything that is no ordinary file of ours."""
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "latin.toml").write_bytes(b'format = "coachplan-content/1"\n# a\xf1o\n')
    with (tmp_path / "huge.toml").open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # a hole: it takes no room
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "door.toml"))
    return tmp_path


WHY = {
    "pipe.toml": "it is no ordinary file, but a pipe or a device",
    "door.toml": "it is no ordinary file, but a pipe or a device",
    "huge.toml": "it is larger than 100 MB",
    "loop.toml": "it cannot be read: Too many levels of symbolic links",
    "gone.toml": "there is no such file",
}


@pytest.mark.whole
@pytest.mark.parametrize("name", [*WHY, "none.toml", "/dev/zero", "/dev/full"])
def test_check_opens_only_ordinary_files(place, name, typed):
    """A pipe, a socket, a device, a loop of links, a file without an end: one sentence, at once."""
    done = typed("check", place / name)
    assert 1 == done.returncode
    assert WHY.get(name, "there is no such file" if name == "none.toml" else WHY["pipe.toml"]) in done.stdout.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.whole
def test_check_tells_all_that_it_could_not_look_at(place, typed):
    """In a folder too, so that what was passed over does not look as if it were well; a folder is no file."""
    done = typed("check", place)
    told = done.stdout.decode()
    assert 1 == done.returncode
    for name, why in WHY.items():
        assert f"{name}:1: {why}" in told
    assert "folder.toml" not in told
    assert b"Traceback" not in done.stderr


@pytest.mark.whole
def test_content_is_read_of_ordinary_files_only(place, typed):
    """A clinic's folder with such things in it fails as a plugin does: named, with the reasons, and nothing hangs."""
    with pytest.raises(CoachplanError) as caught:
        read_catalogue(place)
    assert all(why in str(caught.value) for why in WHY.values())
    (status,) = [each for each in Engine(plugins=[toy], content=[place]).plugins if each.status == "failed"]
    assert "pipe or a device" in status.why
    done = typed("plugins", "--content", place)
    assert 0 == done.returncode
    assert b"pipe or a device" in done.stdout


@pytest.mark.whole
@pytest.mark.parametrize(
    ("option", "name"),
    [("--logs", "pipe.toml"), ("--logs", "loop.toml"), ("--plan", "folder.toml"), ("--plan", "huge.toml")],
)
def test_backtest_opens_only_ordinary_files(place, option, name, typed):
    """The same of a recorded log and its plan."""
    plan, log = place / "plan.json", place / "log.csv"
    plan.write_text(dumps(PLAN), encoding="utf-8")
    write_log([Entry("e1", D, focus="f1")], log)
    wrong = place / name.replace("toml", "json" if option == "--plan" else "csv")
    (place / name).rename(wrong)
    asked = {"--logs": log, "--plan": plan, option: wrong}
    done = typed("backtest", *(part for pair in asked.items() for part in pair))
    assert 1 == done.returncode
    assert b"Error: " in done.stderr
    assert b"Traceback" not in done.stderr


COMMANDS = [
    ("plugins",), ("plugins", "--json"), ("--help",), ("check", Path(__file__).parent),
    ("new-plugin", "early-years"), ("backtest", "--list"), (*QUICK, "--json"),
]  # fmt: skip


@pytest.mark.whole
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(map(str, command))[:30])
def test_a_reader_that_goes_away_ends_a_command_quietly(tmp_path, command, typed):
    """As `coachplan ... | head` would: no traceback, and the end that every tool of the line has."""
    reading, writing = os.pipe()
    os.close(reading)
    done = (fresh if "--help" in command else typed)(*command, stdout=writing, cwd=tmp_path)
    os.close(writing)
    assert (-13, b"") == (done.returncode, done.stderr)


@pytest.mark.whole
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(map(str, command))[:30])
def test_a_full_disk_is_one_sentence(tmp_path, command, typed):
    """What was printed is not kept, and that is said, with a code that is not nought."""
    with Path("/dev/full").open("wb") as full:
        done = typed(*command, stdout=full.fileno(), cwd=tmp_path)
    assert 1 == done.returncode
    assert b"the output: it cannot be used: No space left on device.\n" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_nothing_can_be_said_at_all(monkeypatch, unbuffered):
    """Both ways out are closed: still an end, and its code, however much of it waits to be written."""
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with Path("/dev/full").open("wb") as full:
        assert 1 == fresh("plugins", stdout=full, stderr=full).returncode


# -- names of files


@pytest.mark.whole
def test_a_name_that_is_no_text_is_shown(tmp_path, typed):
    """A name that is not UTF-8, or with signs that move the cursor or part a line, is told in one line that is safe."""
    names = {b"a\xff\x1b[2J.toml": fresh, b"b\nc: All well.toml": typed, "d\u202e.toml".encode(): typed}
    for name, ask in names.items():
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_bytes(b"x = 1\n")
        done = ask("check", os.fsencode(tmp_path) + b"/" + name)
        told = done.stdout.decode()
        assert 1 == done.returncode
        assert 1 == len(told.splitlines())
        assert "format: this is missing" in told
        assert told.replace("\n", "").isprintable()
        assert b"Traceback" not in done.stderr


@pytest.mark.whole
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_of_few_letters_is_enough(tmp_path, encoding):
    """A letter that the terminal does not have is an escape there, and no traceback."""
    (tmp_path / "好.toml").write_text("x = 1\n", encoding="utf-8")
    done = fresh("check", tmp_path / "好.toml", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert 1 == done.returncode
    assert b"format: this is missing" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.whole
def test_what_was_typed_is_shown_safely(tmp_path, typed):
    """A mistake in what was typed is told without its control signs, whoever says it."""
    for command in (
        ("check\x1b[2J",),
        ("backtest", "--cohort", "st\x1b[2Jeady"),
        ("backtest", "--content", tmp_path / "no\x1b[2J"),
        ("backtest", "--logs", tmp_path / "no\x1b[2J.csv", "--plan", tmp_path / "no\x1b[2J.json"),
        ("new-plugin", "x\x1b[2J", "--to", tmp_path),
        ("new-plugin", "pt", "--to", tmp_path / "a\x1b[2J"),
        ("plugins", "--block", "a\x1b[2J"),
    ):
        done = typed(*command)
        assert b"\x1b" not in done.stdout + done.stderr, command
        assert b"Traceback" not in done.stderr


@pytest.mark.whole
def test_a_bad_row_is_told_safely_and_without_its_words(tmp_path, typed):
    """What backtest says of a row that it could not read."""
    (tmp_path / "plan.json").write_text(dumps(PLAN), encoding="utf-8")
    log = tmp_path / "log\x1b[2J.csv"
    log.write_text('on,focus,tries,hard\n2026-03-02,f1,"Zorblax \x1b[2J fell",x\n', encoding="utf-8")
    done = typed("backtest", "--logs", log, "--plan", tmp_path / "plan.json", "--plugin", "coachplan.testing.toy:toy")
    assert b"line 2 is not in this: tries: found a text of 17 characters" in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"Zorblax" not in done.stdout + done.stderr


# -- folders and disks


@pytest.mark.whole
def test_a_very_deep_folder_is_looked_through(tmp_path, typed):
    """Two thousand folders deep: deeper than a name can say is told, and the rest is checked."""
    here = tmp_path
    place = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2000):
        os.mkdir("a" * 3, dir_fd=place)
        inner = os.open("a" * 3, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
    (here / "x.toml").write_text('format = "coachplan-content/1"\n', encoding="utf-8")
    try:
        done = typed("check", tmp_path)
    finally:  # so deep that nothing in Python takes it away again
        subprocess.run(["rm", "-rf", str(tmp_path / "aaa")], check=True)
    assert b"Traceback" not in done.stderr
    assert b"it cannot be read: File name too long" in done.stdout


def test_a_loop_of_folders_is_walked_once(tmp_path):
    """A folder that is linked into itself ends."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").symlink_to(tmp_path, target_is_directory=True)
    new_plugin("pt", tmp_path)
    assert 3 == look([tmp_path], engine=ENGINE).files


def test_a_folder_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    """What may not be listed, or not be opened, is a finding."""

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    new_plugin("pt", tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", refused)
        (found,) = look([tmp_path]).findings
        assert "it cannot be read: Permission denied." == found.what
        with pytest.raises(CoachplanError, match="Permission denied"):
            read_catalogue(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", refused)
        (found,) = look([tmp_path]).findings
        assert "it cannot be read: Permission denied." == found.what
    assert looking.look([tmp_path], engine=ENGINE).files == 3


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/full", "/dev", "a\x00b", "x" * 5000])
def test_a_library_reads_and_writes_only_ordinary_files(name):
    """In the library as on the line, in one sentence."""
    for ask in (lambda: read_bytes(Path(name), "here"), lambda: write_bytes(Path(name), b"x")):
        with pytest.raises(CoachplanError, match=r"^(here|/dev|a\x00b|xxx).*: (it|there) .*\.( .*\.)?$"):
            ask()


def test_a_log_is_written_or_the_reason_is_told(tmp_path):
    """A folder that is not there, a pipe that nobody reads, a disk that is full: one sentence, and nothing hangs."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "full.csv").symlink_to("/dev/full")
    for path in (tmp_path / "no" / "log.csv", tmp_path / "pipe.csv", tmp_path / "full.csv"):
        with pytest.raises(CoachplanError, match=r"pipe or a device|cannot be written"):
            write_log([Entry("e1", D, focus="f1")], path)
    with pytest.raises(CoachplanError, match="no ordinary file"):
        read_log(tmp_path / "pipe.csv")


@pytest.mark.whole
def test_a_new_plugin_that_cannot_be_written_is_told(tmp_path, typed):
    """Into what is no folder, or may not be written: one sentence."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "file", "/dev/full", "/proc"):
        done = typed("new-plugin", "pt", "--to", folder)
        assert done.returncode in (1, 2)
        assert b"Error: " in done.stderr
        assert b"Traceback" not in done.stderr
