"""
What the tests of interchange share: what is wrong with a resource, and exports of one plan.
"""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coachplan.interchange.fhir import bundle
from coachplan.testing.builders import ENGINE
from coachplan.testing.builders import review as reviewed

#: A moment that a caller gave.
STAMP = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def r4():
    """What a resource must be; test files are imported by path, and so is this."""
    spec = importlib.util.spec_from_file_location("r4", Path(__file__).with_name("r4.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def exported(r4):
    """Export a plan with its entries and its review, and hold that nothing is wrong with it."""

    def export(plan, entries, *, review=None, language="en", engine=ENGINE, **more):
        log = list(entries)
        found = review or reviewed(plan, log, None if log else 1, engine=engine)
        made = bundle(plan, log, found, **{"stamp": STAMP, "catalogue": engine.catalogue, "language": language, **more})
        assert [] == list(r4.mistakes(made))
        return made

    return export


@pytest.fixture(scope="session")
def of_kind():
    """The resources of one kind in a Bundle."""

    def of(bundle, kind):
        return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]

    return of
