"""
A call into somebody else's code, whatever it does: its answer, or a sentence that says why there is none.

Knows nothing of plugins. It reads no clock; it waits, and a wait has an end.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

from coachplan.base.errors import CoachplanError

__all__ = ["NoAnswerError", "call_with_timeout", "kind_of", "right_here"]

T = TypeVar("T")

#: An error may say anything; so much of it is kept.
_LONGEST_REASON = 10_000

#: Our own calls stand here.
_HERE = Path(__file__).parent

#: Of a recursion without an end, the last calls are enough.
_MOST_FRAMES = 20

#: Set while calls are counted, or clock and chance denied: those see only what runs in their own thread.
_RIGHT_HERE: ContextVar[bool] = ContextVar("coachplan-right-here", default=False)


class NoAnswerError(Exception):
    """
    That a call gave no answer. As text, why; *kind* is the name of the class of what was raised, and *trace* where it
    was, with files and lines. All are our own words by now: nothing of the error itself is kept, since even to be told
    may be more than it can.
    """

    def __init__(self, kind: str, why: str, trace: str = "") -> None:
        super().__init__(why)
        self.kind = kind
        self.trace = trace


@contextmanager
def right_here() -> Iterator[None]:
    """
    Inside the block, call without a thread and without an end to waiting.
    """
    before = _RIGHT_HERE.set(True)
    try:
        yield
    finally:
        _RIGHT_HERE.reset(before)


def call_with_timeout(seconds: float, make: Callable[[], T]) -> T:
    """
    Return what *make* returns; raise `NoAnswerError` where it raises, or does neither within *seconds*.

    It runs in a thread of its own, because what hangs can be left behind, but not ended. So what is called must not
    need the main thread, as setting a signal handler would; and an interrupt typed by a person reaches whoever waits.
    Where no thread can be started, as in a browser, it runs right here, and then nothing ends the waiting.
    """
    if _RIGHT_HERE.get():
        return _call(make)
    made: list[T] = []
    raised: list[NoAnswerError] = []

    def run() -> None:
        try:
            made.append(make())
        except BaseException as error:  # noqa: BLE001 - raised again below, where somebody is listening
            raised.append(_told(error))

    thread = threading.Thread(target=run, name="coachplan-asks", daemon=True)
    try:
        thread.start()
    except RuntimeError:
        return _call(make)
    thread.join(seconds)
    if made:
        return made[0]
    if raised:
        raise raised[0]
    _end(thread)
    raise NoAnswerError("TimeoutError", f"it did not answer within {seconds:g} seconds")


def _call(make: Callable[[], T]) -> T:
    try:
        return make()
    except KeyboardInterrupt:  # in this thread it may be a person's
        raise
    except BaseException as error:  # noqa: BLE001 - as above
        raise _told(error) from None


def kind_of(value: object) -> str:
    """
    Return the name of a value's class, asked in a way that no class can answer by itself.
    """
    name: str = type.__dict__["__name__"].__get__(type(value))
    return name


def _told(error: BaseException) -> NoAnswerError:
    kind, trace = kind_of(error), _trace(error)
    try:
        words = str.__str__(str(error))[:_LONGEST_REASON]
    except BaseException:  # noqa: BLE001 - somebody else's error may fail in saying itself
        words = "it does not say why"
    if isinstance(error, CoachplanError):
        return NoAnswerError(CoachplanError.__name__, words, trace)  # of whichever kind: what it says is for people
    if isinstance(error, NoAnswerError):
        return NoAnswerError(kind, words, trace)
    if isinstance(error, SystemExit):
        return NoAnswerError(kind, f"it tried to stop the program{f' ({words})' if words else ''}", trace)
    if isinstance(error, Exception):
        return NoAnswerError(kind, f"{kind}: {words}", trace)
    # A KeyboardInterrupt that was raised in there is not the user's.
    return NoAnswerError(kind, f"it raised {kind}", trace)


def _trace(error: BaseException) -> str:
    # Asked in a way that no class can answer by itself; what leads to their first line is left out.
    try:
        frames = traceback.extract_tb(BaseException.__dict__["__traceback__"].__get__(error))
        theirs = [frame for frame in frames if not _on_the_way(frame.filename)]
        return "".join(traceback.format_list(theirs[-_MOST_FRAMES:])).rstrip()
    except Exception:  # noqa: BLE001 - code that was made up may stand in no file, or say that it does
        return ""


def _on_the_way(file: str) -> bool:
    return file.startswith("<frozen") or Path(file).parent.name == "pluggy" or Path(file).parent == _HERE


def _end(thread: threading.Thread) -> None:
    # Else a loop would take its share of every second for ever. A loop in Python hears this; what waits outside of
    # Python hears it when it comes back.
    try:
        from ctypes import c_ulong, py_object, pythonapi  # noqa: PLC0415 - costs time, and is hardly ever needed
    except ImportError:
        return  # this Python has no way to tell it
    if thread.is_alive():  # its number may be another's by now
        pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread.ident or 0), py_object(SystemExit))
