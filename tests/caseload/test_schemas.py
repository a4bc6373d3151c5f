"""
What a line of a caseload must look like: what is written is taken, and what cannot be read is not.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator, FormatChecker

from coachplan.base.errors import CoachplanError
from coachplan.caseload import Case, Written, dump_case, dump_result, load_case, review_caseload, schemas
from coachplan.caseload.schemas import write_schemas
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
BLUE = "He choked on a grape and his lips went blue."
OTHER = evolve(OPEN, id="p2", focuses=[evolve(OPEN.focuses[0], id="f2", routine="tidy")])
CASES = [
    Case(OPEN, of_five(3, 4, 5), on=day(4), id="f1"),
    Case(OPEN, [entry(1, 3, hard=BLUE)], on=day(4), beside=[(OTHER, of_five(2))]),
]


def takes(name, text):
    """Whether the schema of a name takes a line."""
    known = Draft202012Validator(schemas()[name], format_checker=FormatChecker())
    return known.is_valid(json.loads(text))


def test_what_is_written_is_as_its_schema_says():
    """A case, its review, and one that failed with a sign in its words."""
    lines = [dump_case(case) for case in CASES]
    failed = Written(lines[1].replace('"tries": 5', '"tries": "five"'), "c.jsonl, line 1")
    results = [json.loads(dump_result(each)) for each in review_caseload([*CASES, failed], ENGINE)]

    assert [True, True] == [takes("coachplan-case/1", line) for line in lines]
    assert [True] * 3 == [takes(each["format"], json.dumps(each)) for each in results]
    assert ["reviewed", "reviewed", "failed"] == [each["format"][10:-2] for each in results]
    assert (True, True) == (bool(results[1]["beside"]), bool(results[2]["alerts"]))


@pytest.mark.parametrize(
    "changed",
    [{"plan": None}, {"entries": "none"}, {"entreis": []}, {"on": "2026-3-1"}, {"id": 5}, {"format": "x"}],
)
def test_what_is_refused_is_not_as_the_schema_says(changed):
    """The schema and whoever reads a case say the same."""
    text = json.dumps(json.loads(dump_case(CASES[0])) | changed)

    assert not takes("coachplan-case/1", text)
    with pytest.raises(CoachplanError):
        load_case(Written(text, ""))


def test_the_written_schemas_are_todays(tmp_path):
    """Else: `coachplan schema --to docs/reference/schemas`."""
    for file in write_schemas(tmp_path):
        Draft202012Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))
        assert (SCHEMAS / file.name).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")
