"""
A module that is imported when something of it is first asked for, so that whoever never asks does not wait for it.

Knows nothing of what stands in the module. For the few files that name much and use little of it in one run.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = ["Late"]


class Late:
    """
    A module by its whole name; its attributes are those of the module.
    """

    __slots__ = ("_module", "_name")

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __reduce__(self) -> tuple[type[Late], tuple[str]]:
        return type(self), (self._name,)

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            self._module = import_module(self._name)
        return getattr(self._module, name)

    def __repr__(self) -> str:
        return f"Late({self._name!r})"
