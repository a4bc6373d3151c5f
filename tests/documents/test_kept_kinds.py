"""
Every kind of thing that coachplan writes is kept as it was written once, and is read to the same values ever after.

Single documents stand by their numbers in `1/`, `2/` and so on, all else in `kept/`. A kind, a number or a writer that
is new fails here until one of it is kept: `python tests/documents/kept/keep.py`.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

import coachplan
from coachplan.audit import again
from coachplan.base.kept_values import kept
from coachplan.caseload import Failed, dump_case, dump_result, load_case, load_result, read_cases, read_results
from coachplan.documents.audit_trail import read_audited
from coachplan.documents.codec import dumps, loads
from coachplan.documents.content import read_catalogue
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.family_requests import restore
from coachplan.documents.formats import FORMATS, kind_of_form
from coachplan.documents.logs import dump_log
from coachplan.engine import Engine
from coachplan.journal.events import HAPPENINGS, Event
from coachplan.model.entries import Entry
from coachplan.model.family import Family
from coachplan.notes.second_table import shipped
from coachplan.plugins.kept_engine import file_of, read_kept
from coachplan.testing.builders import ENGINE, day
from coachplan.testing.scenarios.load import load_scenarios, run_scenario

HERE = Path(__file__).parent
KEPT, SOURCE = HERE / "kept", Path(coachplan.__file__).parent
_MARK = re.compile(r'"(coachplan-[a-z-]+/\d+)"')


# -- what there is


def sources():
    """Each file of the source, by its name and its text."""
    return [(file.relative_to(SOURCE).as_posix(), file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.py")]


#: What has a mark and is no single document: the file that is kept of it, which says its mark.
MARKED = {
    "coachplan-case/1": "cases-1.jsonl",
    "coachplan-reviewed/1": "results-1.jsonl",
    "coachplan-failed/1": "results-1.jsonl",
    "coachplan-log/1": "family-folder-1/log.csv",
    "coachplan-journal/1": "journal-export-1.zip",
    "coachplan-content/1": "content-1/clinic.toml",
    "coachplan-reading/1": "content-1/clinic.pt.words.toml",
    "coachplan-scenarios/1": "scenarios-1.toml",
    "coachplan-kept-engine/2": "engine-2.kept",
}
#: And of what nothing need be kept, with the reason.
NOT_KEPT = {
    "coachplan-followed/1": "taken by the release that wrote it alone, and made again from the log by every other",
    "coachplan-backtest/1": "told to other programs, and read by nothing of ours",
    "coachplan-second-reader/2": "ships with the code that reads it, and lies in no other place",
}

#: Every module that puts anything into a file, and what is kept of that.
WRITERS = {
    "caseload/files.py": "cases-1.jsonl",
    "caseload/schemas.py": "schemas are made of the code, and written for others",
    "cli/new_plugin.py": "a template, whose files are content and code from then on",
    "cli/output.py": "pages, pictures and calendars for people; single documents",
    "documents/audit_trail.py": "trail-1.jsonl",
    "documents/codec.py": "single documents, by their numbers",
    "documents/family_folder.py": "family-folder-1",
    "documents/family_requests.py": "export-1.zip",
    "documents/files.py": "writes the bytes of others",
    "documents/logs.py": "family-folder-1/log.csv",
    "documents/schema.py": "schemas are made of the code, and written for others",
    "journal/exporting.py": "journal-export-1.zip",
    "plugins/making.py": "engine-2.kept",
}
_WRITES = re.compile(r"(?<!def )\b(?:(?:create|replace|append|write)_bytes|written_whole|write_text)\(")


def test_a_new_kind_is_kept_before_it_is_written():
    """Each mark in the source is a document by its number, or has a file here that says it."""
    documents = {mark.partition("/")[0] for mark in FORMATS.values()} - {"coachplan-reading"}  # that is content, too
    marks = {mark for _, text in sources() for mark in _MARK.findall(text)}
    assert {*MARKED, *NOT_KEPT} == {mark for mark in marks if mark.partition("/")[0] not in documents}
    for mark, name in MARKED.items():
        content = (KEPT / name).read_bytes()
        if name.endswith(".zip"):
            content = zipfile.ZipFile(KEPT / name).read("journal.jsonl")
        assert mark.encode() in content, mark


def test_a_new_writer_is_kept_before_it_writes():
    """Each module that fills a file is in the table, with what is kept of it or why nothing is."""
    assert set(WRITERS) == {file for file, text in sources() if _WRITES.search(text)}
    for kept_of in WRITERS.values():
        assert " " in kept_of or (KEPT / kept_of).exists(), kept_of


def numbered():
    """Each kept document, and the number that it says."""
    for file in sorted(HERE.glob("[0-9]*/*.json")):
        yield file, json.loads(file.read_text(encoding="utf-8"))["format"]


def test_a_document_of_every_number_that_there_ever_was_is_kept():
    """From 1 to that of today, without a gap."""
    there = {mark for _, mark in numbered()}
    every = {
        f"{form}/{number}"
        for form, _, newest in (mark.partition("/") for mark in FORMATS.values())
        for number in range(1, int(newest) + 1)
    }
    assert every == there


#: What an older number says in other words: all steps, all strategies.
_ALL = {'": 99': '": "all"', '"*"': '"all"'}


def within(one, other):
    """Whether all that one says the other says, too."""
    if isinstance(one, dict):
        return set(one) <= set(other) and all(within(each, other[key]) for key, each in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(within, one, other))
    return one == other


@pytest.mark.parametrize(("file", "mark"), list(numbered()), ids=lambda each: getattr(each, "stem", ""))
def test_a_document_of_any_number_is_brought_up_with_all_its_values(file, mark):
    """Read and written by today's, it says all that it said; and once it is of today's number it stays as it is."""
    text, kind = file.read_text(encoding="utf-8"), kind_of_form(mark.removeprefix("coachplan-").partition("/")[0])
    today = dumps(loads(kind, text))
    for older, newer in _ALL.items() if mark != FORMATS[kind] else ():
        text = text.replace(older, newer)
    said = {name: value for name, value in json.loads(text).items() if name != "format"}
    assert within(said, json.loads(today))
    assert (FORMATS[kind], today) == (json.loads(today)["format"], dumps(loads(kind, today)))


# -- each of them, read


def test_cases_come_back_as_they_were():
    """As lines and as a table: each is written again as it stands."""
    lines = (KEPT / "cases-1.jsonl").read_text(encoding="utf-8").splitlines()
    for form in ("jsonl", "parquet"):
        assert lines == [dump_case(load_case(each)) for each in read_cases(KEPT / f"cases-1.{form}")]
    whole, cleared = map(load_case, read_cases(KEPT / "cases-1.jsonl"))
    assert ["e9"] == [each.entry for each in ENGINE.review(whole.plan, whole.entries, on=whole.on).alerts]
    assert ["e9"] == [each.entry for each in cleared.plan.cleared]


def test_results_come_back_as_they_were():
    """Reviews, and what could not be read with its alerts."""
    lines = (KEPT / "results-1.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == [dump_result(load_result(line)) for line in lines]
    for form in ("jsonl", "parquet"):
        found = list(read_results(KEPT / f"results-1.{form}"))
        assert lines == [dump_result(each) for each in found]
        assert isinstance(found[-1], Failed)
        assert ["e9"] == [alert.entry for alert in found[-1].alerts]


def test_a_trail_comes_back_and_is_made_again():
    """Line by line as it was; today's engine looks back at each, and says how it would differ."""
    lines = (KEPT / "trail-1.jsonl").read_text(encoding="utf-8").splitlines()
    found = read_audited(KEPT / "trail-1.jsonl")
    assert ((), lines) == (found.findings, [dumps(each, indent=None).rstrip("\n") for each in found.audited])
    for each in found.audited:
        assert not [one for one in again(ENGINE, each).less_safe if one.what == "alerts"]


FOLDER = {"family.toml", "plan.json", "log.csv"}


def test_a_familys_folder_goes_on(tmp_path):
    """Family, plan and log are written as they stand; it takes another row, and what was cleared stays cleared."""
    folder = FamilyFolder(shutil.copytree(KEPT / "family-folder-1", tmp_path / "sam"))
    family, plan, log = folder.family(), folder.plan(), folder.log()
    assert () == log.bad_rows
    assert (KEPT / "family-folder-1/log.csv").read_bytes().decode("utf-8-sig") == dump_log(log.entries)
    assert (KEPT / "family-folder-1/plan.json").read_text(encoding="utf-8") == dumps(plan)
    assert family == plan.family == loads(Family, dumps(family))
    assert () == ENGINE.review(plan, log.entries, on=day(5)).alerts
    folder.append([Entry("new", day(6), focus="f1", tries=5, successes=5)])
    assert (*log.entries, "new") == (*folder.log().entries[:-1], folder.log().entries[-1].id)


@pytest.mark.parametrize(
    ("name", "same"), [("export-1.zip", FOLDER), ("journal-export-1.zip", FOLDER - {"plan.json"})]
)
def test_an_export_becomes_a_folder_again(tmp_path, name, same):
    """Out of a folder byte for byte; out of a journal with the same family and log, and the plan that became of it."""
    back, kept_folder = restore(KEPT / name, tmp_path / "back"), KEPT / "family-folder-1"
    assert FOLDER == set(back.files())
    for part in same:
        assert (kept_folder / part).read_bytes() == (back.path / part).read_bytes()
    assert ("p1", ["e9"]) == (back.plan().id, [each.entry for each in back.plan().cleared])


def test_the_record_in_an_export_can_be_read():
    """Each line is an event, whose document is a value of its kind; nothing that was recorded lacks."""
    lines = zipfile.ZipFile(KEPT / "journal-export-1.zip").read("journal.jsonl").decode().splitlines()
    first, *events = map(json.loads, lines)
    assert {"format": "coachplan-journal/1"} == first
    assert list(range(1, len(events) + 1)) == [each["version"] for each in events]
    for each in events:
        text = json.dumps(each["document"])
        value = Event(
            **{name: each[name] for name in ("seq", "version", "kind", "plan", "item", "by")},
            family="sam", text=text, at=datetime.fromisoformat(each["at"]),
        ).value  # fmt: skip
        assert isinstance(value, HAPPENINGS[each["kind"]])
    assert set(HAPPENINGS) == {each["kind"] for each in events}


def test_content_is_the_items_that_it_was():
    """Every kind of item, in each language, with the words by which a note is read."""
    known = read_catalogue(KEPT / "content-1")
    for name, values in json.loads((KEPT / "content-1.json").read_text(encoding="utf-8")).items():
        if name == "translations":
            assert values == sorted([each.language, each.key, each.words] for each in known.translations.values())
        else:
            assert values, name
            assert within(values, json.loads(json.dumps([kept(each) for each in getattr(known, name).values()]))), name
    (own,) = Engine(plugins=[], content=[KEPT / "content-1"]).plugins
    assert "loaded" == own.status


def test_a_scenario_is_judged_as_it_was():
    """It passes."""
    (scenario,) = load_scenarios(KEPT / "scenarios-1.toml")
    assert run_scenario(scenario, ENGINE).passed


@pytest.mark.parametrize("name", ["engine-1.kept", "engine-2.kept"])
def test_an_engine_that_an_older_coachplan_kept_is_read_anew(tmp_path, name):
    """What it was made of is another by now: it is not used, and the next one takes its place."""
    asked = {"plugins": []}
    recipe = Engine(**asked)._recipe
    file = file_of(tmp_path, recipe)
    shutil.copy(KEPT / name, file)
    tmp_path.chmod(0o700)
    assert read_kept(file, recipe) is None
    assert Engine(**asked).catalogue == Engine(**asked, cache=tmp_path).catalogue
    Engine(**asked).keep(tmp_path)
    assert read_kept(file, recipe) is not None


def test_the_table_of_the_second_reader_is_the_one_that_is_read():
    """It lies beside the code, and says the number that is read."""
    assert not isinstance(shipped(), str)
