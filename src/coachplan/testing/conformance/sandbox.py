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

    *packages* are the top names of the modules under test: names that they imported are taken away there as well.
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
            original = getattr(module, name, None)
            if original is not None:
                swap = _denier(f"{module.__name__}.{name}", original, asked)
                swaps[id(original)] = swap
                places.append((module, name, original))
    swaps[id(dt.datetime)] = _stopped_datetime(asked)
    swaps[id(dt.date)] = _stopped_date(asked)
    for module in _modules(packages):
        for name, value in list(vars(module).items()):
            if id(value) in swaps:
                places.append((module, name, value))
    places.append((dt, "datetime", dt.datetime))
    places.append((dt, "date", dt.date))
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


def _denier(name: str, original: Callable[..., Any], asked: list[str]) -> Callable[..., Any]:
    here = threading.get_ident()

    def deny(*args: object, **kwargs: object) -> Any:
        if threading.get_ident() != here:
            return original(*args, **kwargs)  # another thread of the test run goes on as before
        asked.append(name)
        raise DeniedError(f"{name} was asked for; a plugin asks for no clock, chance or network.")

    return deny


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
        name: staticmethod(_denier(f"{real.__name__}.{name}", getattr(real, name), asked)) for name in names
    }
    members["real"] = real
    members["__new__"] = lambda _cls, *args, **kwargs: real(*args, **kwargs)
    return _LikeTheReal(real.__name__, (real,), members)


def _stopped_datetime(asked: list[str]) -> Any:
    return _stopped(dt.datetime, ("now", "today", "utcnow"), asked)


def _stopped_date(asked: list[str]) -> Any:
    return _stopped(dt.date, ("today",), asked)
