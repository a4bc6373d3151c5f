"""
What others say of our FHIR: `fhir.resources` (the structure of R4B), and of npm `fhir` (required codes) and
`@medplum/core` (invariants). Needs Node and npm; where they are not there, it fails.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from fhir.resources.R4B import get_fhir_model_class
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coachplan import Approval, Caregiver, Goal
from coachplan.interchange.fhir import bundle
from coachplan.testing import strategies as made
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, D, day, entry, of_five, review

VALIDATORS = Path(__file__).with_name("validators")
STAMP = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
NASTY = "<script>alert(1)</script> & ]]> \x07\u202e\ufffe\xa0 {child}"


def exported(plan, log, number=None, **more):
    found = review(plan, log, number)
    return bundle(plan, log, found, **{"stamp": STAMP, "catalogue": ENGINE.catalogue, "language": "en", **more})


def by_hand():
    """Bundles that have every resource and element that we write."""
    family = evolve(FAMILY, caregivers=[Caregiver("Alex"), Caregiver("Bo", language="es")],
                    goals=[Goal("He stacks", skill="toy/stack-blocks", by="Alex"), Goal(NASTY)])  # fmt: skip
    focus = evolve(OPEN.focuses[0], aim=0.825, aim_day=day(40), part_of_day="evening", minutes=2.5)
    plan = evolve(OPEN, family=family, focuses=[focus])
    written = entry(9, 3, who="Alex", place=NASTY, hard=NASTY, tags=["ill", "refused"], amount=float("inf"), went="ok",
                    support="model", did_strategy="partly", minutes=5.5, confidence=7, stress=2)  # fmt: skip
    yield exported(plan, [*of_five(3, 4, 5), written, entry(2, 1, revision=1), entry(10, 0, 0)], language="es")
    yield exported(plan, of_five(3, 4), names="left-out")
    danger = [*of_five(3), entry(2, 3, hard="He is choking"), entry(3, 3, hard="My husband hits me")]
    yield exported(plan, danger)
    cleared = ENGINE.record(plan, review(plan, danger))
    for alert in review(plan, danger).alerts:
        cleared = ENGINE.clear(cleared, alert, by="Dana, OT", role="clinician", on=day(4), note=NASTY, entries=danger)
    yield exported(cleared, danger, 5)
    expecting = Approval("Kim", D, expected=["ot/staring"], expected_until=day(30))
    yield exported(evolve(plan, approval=expecting, focuses=[evolve(focus, maintaining=True)]), of_five(5))
    yield exported(evolve(plan, approval=None), [], 1)


def drawn():
    """And whatever is drawn."""
    found = []

    @settings(max_examples=40, phases=[Phase.generate])
    @given(st.data())
    def draw(data):
        plan = data.draw(made.plans())
        log = data.draw(made.logs(plan))
        reviewed = ENGINE.review(plan, log, on=day(28))
        names = data.draw(st.sampled_from(["as-written", "left-out"]))
        found.append(
            bundle(plan, log, reviewed, stamp=STAMP, catalogue=ENGINE.catalogue, language="en", names=names)
        )  # fmt: skip

    draw()
    return found


@pytest.fixture(scope="module")
def bundles():
    return [*by_hand(), *drawn()]


def test_fhir_resources_reads_them(bundles):
    """As models of R4B, and out of them the same again: nothing was dropped."""
    for each in bundles:
        read = get_fhir_model_class("Bundle").model_validate(each)
        again = json.loads(read.model_dump_json(exclude_none=True))
        assert len(each["entry"]) == len(again["entry"])
        for one in each["entry"]:
            get_fhir_model_class(one["resource"]["resourceType"]).model_validate(one["resource"])


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The two validators of npm, installed as they are locked, into a folder that goes away."""
    npm, node = shutil.which("npm"), shutil.which("node")
    assert npm, "This needs npm: apt-get install --no-install-recommends nodejs npm"
    assert node, "This needs Node: apt-get install --no-install-recommends nodejs npm"
    folder = tmp_path_factory.mktemp("validators")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(VALIDATORS / name, folder)
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def validate(installed):
    """What the two find, a list for each resource that is given."""
    node, folder = shutil.which("node"), installed

    def run(resources):
        files = []
        for number, each in enumerate(resources):
            files.append(folder / f"{number}.json")
            files[-1].write_text(json.dumps(each), "utf-8")
        done = subprocess.run(
            [node, VALIDATORS / "validate.mjs", folder, *files], capture_output=True, text=True, check=True
        )  # fmt: skip
        return [json.loads(line)["wrong"] for line in done.stdout.splitlines()]

    return run


def test_both_validators_find_nothing(bundles, validate):
    """Each Bundle, and each resource in it alone."""
    found = validate(bundles)
    assert len(bundles) == len(found)
    assert [] == [wrong for each in found for wrong in each]


def test_they_would_find_it(validate):
    """A wrong code, a name that there is not, an invariant: the looking itself is looked at."""
    good = exported(OPEN, of_five(3))
    kinds = {each["resource"]["resourceType"]: number for number, each in enumerate(good["entry"])}

    def changed(kind, **fields):
        spoilt = json.loads(json.dumps(good))
        spoilt["entry"][kinds[kind]]["resource"].update(fields)
        return spoilt

    detail = [{"reference": {"reference": "urn:uuid:1"}, "detail": {"status": "scheduled"}}]
    wrong = [changed("CarePlan", status="done"), changed("Goal", priorityy="x"), changed("CarePlan", activity=detail)]
    assert [False, True, True, True] == [bool(each) for each in validate([good, *wrong])]


def test_the_required_codes_are_those_of_the_definitions(installed):
    """The table that the quick tests read is made of the official definitions, and of nothing else."""
    definitions = installed / "node_modules" / "@medplum" / "definitions" / "dist" / "fhir" / "r4"
    told = subprocess.run(
        [sys.executable, VALIDATORS / "required_codes.py", definitions], capture_output=True, text=True, check=True
    ).stdout
    assert (VALIDATORS.parents[1] / "interchange" / "required_codes.json").read_text("utf-8") == told
