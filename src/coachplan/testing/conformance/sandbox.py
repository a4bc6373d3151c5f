"""
Clock, chance and network, taken away for a while, so that a plugin that asks for one is found out.

Every way by which a module usually reaches them is replaced by one that notes the name and raises; what a plugin
imported by name is replaced in its own modules too. It finds slips, it is no prison: whoever wants round it gets round.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import secrets
import socket
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

__all__ = ["DeniedError", "denied"]

_CLOCK = ("time", "time_ns", "monotonic", "monotonic_ns", "localtime", "gmtime", "ctime", "sleep")
_NETWORK = ("socket", "create_connection", "getaddrinfo", "gethostbyname")
_TOKENS = ("choice", "randbelow", "randbits", "token_bytes", "token_hex", "token_urlsafe")
_RANDOM = tuple(name for name in random.__all__ if name not in ("getstate", "setstate"))


class DeniedError(Exception):
    """
    Something was asked for that a plugin may not ask for.
    """


@contextmanager
def denied(*packages: str) -> Iterator[list[str]]:
    """
    Take clock, chance and network away inside the `with` block, and hand over the list of what was asked for.

    *packages* are the top names of the modules under test: names that they imported are taken away there as well. One
    that was left behind in another thread may end meanwhile: what is put back is what there was before any of them.
    """
    asked: list[str] = []
    places: list[tuple[Any, str, Any]] = []
    swaps: dict[int, Any] = {}
    targets: list[tuple[ModuleType, tuple[str, ...]]] = [
        (time, _CLOCK),
        (random, _RANDOM),
        (secrets, _TOKENS),
        (uuid, ("uuid1", "uuid4")),
        (os, ("urandom", "getrandom")),
        (socket, _NETWORK),
    ]
    for module, names in targets:
        for name in names:
            original = _real(getattr(module, name, None))
            if original is not None:
                swap = _Denier(f"{module.__name__}.{name}", original, asked)
                swaps[id(original)] = swap
                places.append((module, name, original))
    moment, day = _real(dt.datetime), _real(dt.date)
    swaps[id(moment)] = _stopped(moment, ("now", "today", "utcnow"), asked)
    swaps[id(day)] = _stopped(day, ("today",), asked)
    for module in _modules(packages):
        for name, value in list(vars(module).items()):
            original = _real(value)
            if id(original) in swaps:
                places.append((module, name, original))
    places.append((dt, "datetime", moment))
    places.append((dt, "date", day))
    try:
        for place, name, original in places:
            setattr(place, name, swaps[id(original)])
        yield asked
    finally:
        for place, name, original in places:
            setattr(place, name, original)


def _modules(packages: tuple[str, ...]) -> list[ModuleType]:
    wanted = {package.partition(".")[0] for package in packages}
    return [
        module
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in wanted and isinstance(module, ModuleType)
    ]


class _Denier:
    # What stands in the place of a function, in the thread that took it away.
    def __init__(self, name: str, original: Callable[..., Any], asked: list[str]) -> None:
        self.name, self.original, self.asked, self.here = name, original, asked, threading.get_ident()

    def __call__(self, *args: object, **kwargs: object) -> Any:
        if threading.get_ident() != self.here:
            return self.original(*args, **kwargs)  # another thread of the test run goes on as before
        self.asked.append(self.name)
        raise DeniedError(f"{self.name} was asked for; a plugin asks for no clock, chance or network.")


def _real(value: Any) -> Any:
    # What is there, or was before somebody else took it away.
    if type(value) is _Denier:
        return value.original
    return value.real if type(value) is _LikeTheReal else value


class _LikeTheReal(type):
    # A value made before, or elsewhere, is still a date.
    real: type

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.real)

    def __subclasscheck__(cls, other: type) -> bool:
        return issubclass(other, cls.real)


def _stopped(real: type, names: tuple[str, ...], asked: list[str]) -> Any:
    # Making one gives a real one, so that nothing made in the meantime is different afterwards.
    members: dict[str, Any] = {
        name: staticmethod(_Denier(f"{real.__name__}.{name}", getattr(real, name), asked)) for name in names
    }
    members["real"] = real
    members["__new__"] = lambda _cls, *args, **kwargs: real(*args, **kwargs)
    return _LikeTheReal(real.__name__, (real,), members)
