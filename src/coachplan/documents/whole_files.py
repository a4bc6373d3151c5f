"""
Files that change whole or not at all: replaced, added to, or made, by one writer at a time.

A process that is killed, or a disk that is full, leaves what stood there before. What is made can be read by its owner
alone. Follows no link, and knows nothing of what stands in a file.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from coachplan.base.errors import CoachplanError, Finding

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = [
    "LOCK",
    "append_bytes",
    "begun_name",
    "create_bytes",
    "is_ordinary",
    "one_writer",
    "replace_bytes",
    "written_whole",
]

#: The file by which writers of one folder wait for one another. It is empty, and stays: what holds it is the process.
LOCK = ".lock"

_OWNER_ALONE = 0o600
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def begun_name(name: str) -> str:
    """
    Return what a file is called while it is written, before it takes the place of *name*.
    """
    return f".{name}.new"


def is_ordinary(file: Path) -> bool:
    """
    Say whether an ordinary file is there. Raises `UnreadableError` where something else is, such as a link or a folder.
    """
    try:
        mode = file.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise _refused(file, "read", error) from None
    if not stat.S_ISREG(mode):
        what = "it is a link to somewhere else." if stat.S_ISLNK(mode) else "it is no ordinary file."
        raise CoachplanError(Finding(where=str(file), what=what, hint="Put the file itself here.", code="cannot-read"))
    return True


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """
    Wait until nobody else writes in a folder, in this process or another, and keep them waiting.

    Whoever is killed holds nothing any longer. Raises `UnreadableError` where the folder knows no such thing.
    """
    file = folder / LOCK
    try:
        held = _held(file)
    except (OSError, ValueError) as error:
        raise _refused(folder, "written", error) from None  # nobody typed the name of the file in it
    try:
        yield
    finally:
        os.close(held)


def _held(file: Path) -> int:
    while True:
        opened = os.open(file, os.O_RDWR | os.O_CREAT | _NO_LINK, _OWNER_ALONE)
        try:
            _wait_for(opened)
            # Whoever held it may have deleted the folder, or this file: then it keeps nobody else out.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(opened), file.lstat()):
                    return opened
        except BaseException:
            os.close(opened)
            raise
        os.close(opened)


if sys.platform == "win32":

    def _wait_for(opened: int) -> None:
        while True:  # it waits for ten seconds by itself, and then says so
            with suppress(OSError):
                msvcrt.locking(opened, msvcrt.LK_LOCK, 1)
                return

else:

    def _wait_for(opened: int) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX)


def replace_bytes(file: Path, content: bytes) -> None:
    """
    Put a file in the place of another, whole or not at all, and wait until it is on the disk.

    To be called by one writer at a time. A file that was there keeps its rights. Raises `UnreadableError`; what was
    there stands then.
    """
    begun = file.with_name(begun_name(file.name))
    try:
        rights = stat.S_IMODE(file.lstat().st_mode) if is_ordinary(file) else _OWNER_ALONE
        begun.unlink(missing_ok=True)  # of somebody who was killed
        try:
            _written(begun, content, rights)
            begun.replace(file)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise
        _keep_names(file.parent)
    except CoachplanError:
        raise  # it is an `OSError`, too
    except (OSError, ValueError) as error:
        raise _refused(file, "written", error) from None


@contextmanager
def written_whole(file: Path) -> Iterator[BinaryIO]:
    """
    Hand out a stream, and put what was written into it in the place of a file at the end: whole, or not at all where
    what writes fails. For what is too large to be held, else as `replace_bytes`.
    """
    begun = file.with_name(begun_name(file.name))
    try:
        rights = stat.S_IMODE(file.lstat().st_mode) if is_ordinary(file) else _OWNER_ALONE
        begun.unlink(missing_ok=True)  # of somebody who was killed
        opened = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, _OWNER_ALONE)
    except CoachplanError:
        raise  # it is an `OSError`, too
    except (OSError, ValueError) as error:
        raise _refused(file, "written", error) from None
    try:
        with os.fdopen(opened, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if rights != _OWNER_ALONE:
            begun.chmod(rights)
        begun.replace(file)
        _keep_names(file.parent)
    except CoachplanError:
        raise  # as above
    except OSError as error:
        raise _refused(file, "written", error) from None
    finally:
        begun.unlink(missing_ok=True)


def create_bytes(file: Path, content: bytes) -> None:
    """
    Make a file that is not there yet, and wait until it is on the disk. Raises `UnreadableError` where it is there.
    """
    try:
        _written(file, content, _OWNER_ALONE)
        _keep_names(file.parent)
    except FileExistsError:
        hint = "Choose another name, or move what is there."
        raise CoachplanError(Finding(where=str(file), what="it is there already.", hint=hint, code="exists")) from None
    except (OSError, ValueError) as error:
        raise _refused(file, "written", error) from None


def append_bytes(file: Path, content: bytes) -> None:
    """
    Add to the end of a file, whole or not at all, and wait until it is on the disk.

    To be called by one writer at a time. Raises `UnreadableError`; the file is as it was then.
    """
    try:
        opened = os.open(file, os.O_WRONLY | os.O_APPEND | _NO_LINK)
        try:
            _added(opened, content)
        finally:
            os.close(opened)
    except (OSError, ValueError) as error:
        raise _refused(file, "written", error) from None


def _added(opened: int, content: bytes) -> None:
    before = os.fstat(opened).st_size
    added = os.write(opened, content)
    try:
        if added == len(content):
            os.fsync(opened)
            return
        failed = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError as error:
        failed = error
    if os.fstat(opened).st_size == before + added:  # else somebody who does not wait has added something, too
        os.ftruncate(opened, before)
    raise failed


def _written(file: Path, content: bytes, rights: int) -> None:
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, _OWNER_ALONE)
    try:
        with os.fdopen(opened, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if rights != _OWNER_ALONE:
            file.chmod(rights)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _keep_names(folder: Path) -> None:
    # That a name now means another file is kept by its folder; Windows keeps it by itself.
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _refused(file: Path, done: str, error: OSError | ValueError) -> CoachplanError:
    why = (isinstance(error, OSError) and error.strerror) or "its name is none that a file can have"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        why = "it is a link to somewhere else"
    code = "cannot-read" if done == "read" else "cannot-write"
    return CoachplanError(Finding(where=str(file), what=f"it cannot be {done}: {why}.", code=code))
