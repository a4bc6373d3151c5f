"""
A module that is imported late: the same module, once it is asked.
"""

from __future__ import annotations

import statistics

import pytest

from coachplan.base.late import Late


def test_it_is_the_module():
    """Its names are those of the module, also when one of them is put in another's place."""
    late = Late("statistics")
    assert late.mean is statistics.mean
    assert repr(late) == "Late('statistics')"


def test_what_is_not_there_is_said_as_ever():
    """A name that the module has not, and a module that there is not."""
    with pytest.raises(AttributeError, match="nothing_such"):
        Late("statistics").nothing_such  # noqa: B018 - asked for what it raises
    with pytest.raises(ModuleNotFoundError):
        Late("no_such_module_at_all").name  # noqa: B018 - as above


def test_it_follows_what_the_module_becomes(monkeypatch):
    """Nothing of it is remembered."""
    late = Late("statistics")
    monkeypatch.setattr(statistics, "mean", len)
    assert late.mean is len
