"""
What comes from outside and was made to harm: it is read as data, or refused in a sentence, and costs no more than it is
long. What tries to get round a decision stands in `test_attacks.py`.
"""

from __future__ import annotations

import json
import re
import sys

import pytest
from attrs import evolve

from coachplan import CoachplanError, Entry, Family, Plan, read_catalogue
from coachplan.documents import family_folder
from coachplan.documents.codec import dumps, from_dict, loads, read
from coachplan.documents.content import content_from_text
from coachplan.documents.family_folder import FamilyFolder
from coachplan.documents.files import loads_json, loads_toml
from coachplan.documents.log_lines import _texts_in
from coachplan.documents.logs import dump_log, read_log
from coachplan.knowledge.parser import parse
from coachplan.spreadsheets import layout_named, read_workbook
from coachplan.testing.builders import ENGINE, OPEN, day, entry

DEEP = 100_000
CONTENT = 'format = "coachplan-content/1"\n'
FAMILY = 'format = "coachplan-family/1"\nid = "sam"\n'
ENTRY = {"format": "coachplan-entry/1", "id": "e1", "on": "2026-03-14", "focus": "f1"}
TRIALS = layout_named("trials", focuses={"Socks": "f1"})
#: What a family wrote stands in no error.
SECRET = "Zebedee ate quietly"


def refusal(read_it):
    with pytest.raises(CoachplanError) as caught:
        read_it()
    assert all(finding.what and finding.code for finding in caught.value.findings)
    assert "it cannot be read (" not in str(caught.value), "something else was raised, and nobody thought of it"
    assert "Zebedee" not in str(caught.value) + repr(caught.value)
    return caught.value


# -- nested without end


@pytest.mark.parametrize("opened", ["[", '{"a":', "[{},[", '{"values":{"n":'])
@pytest.mark.parametrize("whole", [True, False])
def test_json_nested_without_end_is_refused(opened, whole):
    """A hundred thousand deep, closed again or not: no reader of documents comes to its own end."""
    closed = "".join({"[": "]", "{": "}"}[sign] for sign in reversed(re.sub(r"{}|[^[{]", "", opened)))
    text = opened * DEEP + ("1" + closed * DEEP if whole else "")
    for kind in (Plan, Entry, Family):
        refusal(lambda kind=kind: loads(kind, text))
    refusal(lambda: loads(Entry, json.dumps(ENTRY)[:-1] + f', "hard": {text}}}'))
    refusal(lambda: loads_json(text))


@pytest.mark.parametrize("opened", ["[", "{a=", "[{a=["])
def test_toml_nested_without_end_is_refused(opened):
    """In content and in a family, as a value of whatever field."""
    closed = "".join({"[": "]", "{": "}"}[sign] for sign in reversed(re.sub(r"[^[{]", "", opened)))
    for text in (opened * DEEP, opened * DEEP + "1" + closed * DEEP):
        refusal(lambda text=text: loads_toml(f"a = {text}"))
        refusal(lambda text=text: content_from_text(f'{CONTENT}[[skill]]\nid = "toy/a"\nsteps = {text}\n'))
        refusal(lambda text=text: loads_toml(f"{FAMILY}values = {text}\n"))


def test_tables_of_toml_nested_without_end_are_refused():
    """A key of a hundred thousand parts, as the name of a table or of a value, bare or in quotes."""
    for part in ("a.", '"a".', "'a' . "):
        for text in (f"[{part * DEEP}a]\n", f"[[{part * DEEP}a]]\n", f"{part * DEEP}a = 1\n"):
            refusal(lambda text=text: loads_toml(text))


@pytest.mark.sweep(one_in=14)
@pytest.mark.parametrize("opened", ["(", "not ", "known("])
def test_a_condition_nested_without_end_is_refused(opened):
    """A therapist could not read it either."""
    refusal(lambda: parse(opened * DEEP + "true" + ")" * DEEP))


def test_a_row_nested_as_deep_as_can_be_read_costs_itself_alone():
    """However deep this Python reads JSON, the row beside it is read, and the words in it are handed back."""
    limit = sys.getrecursionlimit()
    for depth in (*range(limit - 60, limit + 2), 5 * limit, DEEP):
        deep = "[" * depth + f'"{SECRET}"' + "]" * depth
        lines = f'{{"id": "e1", "on": "2026-03-14", "focus": "f1", "hard": {deep}}}\n{json.dumps(ENTRY)}\n'
        log = read_log('{"format": "coachplan-log/1"}\n' + lines)
        assert (1, 1) == (len(log.entries), len(log.bad_rows))
        assert SECRET in log.bad_rows[0].words
        assert "Zebedee" not in log.bad_rows[0].reason


def test_words_are_found_at_any_depth():
    """The words of a row that cannot be read are looked for without a limit, the free text first."""
    part = {"id": "e1", "nobody": "last", "hard": "first"}
    for _ in range(DEEP):
        part = [part]
    assert ["first", "last", "e1"] == list(_texts_in(part))


# -- numbers beyond range


@pytest.mark.parametrize("written", ["1e400", "-1e400", "9" * 5001, "-" + "9" * 5001, "9" * 4000, "Infinity", "NaN"])
@pytest.mark.parametrize("field", ["tries", "amount", "minutes", "stress", "revision"])
def test_a_number_beyond_range_is_refused_in_a_document(field, written):
    """Whole or broken, with more digits than Python turns into a number, or with an exponent beyond all."""
    refusal(lambda: loads(Entry, json.dumps(ENTRY)[:-1] + f', "{field}": {written}}}'))


@pytest.mark.parametrize("written", ["1e400", "9" * 5001, "0x" + "f" * 5000, "inf", "-nan"])
def test_a_number_beyond_range_is_refused_in_toml(written):
    """In a family and in content."""
    text = f'{FAMILY}[child]\nname = "Sam"\nage_months = {written}\n'

    refusal(lambda: from_dict(Family, loads_toml(text)))
    refusal(lambda: content_from_text(f'{CONTENT}[[skill]]\nid = "toy/a"\ntitle = "A"\nages = [1, {written}]\n'))


@pytest.mark.parametrize("written", ["1e400", "9" * 5001, "9" * 299 + "e9", "Infinity", "0x10", "\u0665"])
def test_a_number_beyond_range_costs_its_row_in_a_log(written):
    """The rows beside it are read."""
    log = read_log(f"on,focus,tries,hard\n2026-03-03,f1,{written},{SECRET}\n2026-03-04,f1,5,fine\n")
    assert [5] == [each.tries for each in log.entries]
    assert SECRET in log.bad_rows[0].words
    assert "Zebedee" not in log.bad_rows[0].reason


def test_a_number_in_a_condition_has_an_end():
    """Digits without end are no threshold."""
    for written in ("9" * 5001, "1e400", "1" + "0" * 400, "inf", "nan"):
        refusal(lambda written=written: parse(f"success >= {written}"))


# -- bytes that are no text


@pytest.mark.parametrize("content", [b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xc0\xaf"])
def test_what_is_not_utf_8_is_refused_by_its_line(tmp_path, content):
    """A document, a family, content and a log: refused, with nothing of what stands beside it."""
    said = f"{SECRET}\n".encode() + content
    for name, reading in {
        "a.json": lambda path: read(Entry, path),
        "family.toml": lambda path: read(Family, path),
        "log.csv": read_log,
        "content.toml": lambda path: read_catalogue(path.parent),
        "table.csv": lambda path: read_workbook(path, TRIALS),
    }.items():
        (tmp_path / name).write_bytes(said)
        error = refusal(lambda name=name, reading=reading: reading(tmp_path / name))
        assert {"not-utf-8"} <= {finding.code for finding in error.findings}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_mark_in_front_is_no_part_of_a_text(tmp_path, mark):
    """As some editors leave it; two of them are a slip that is told."""
    text = mark + json.dumps(ENTRY)
    assert loads(Entry, text) == loads(Entry, json.dumps(ENTRY))
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert read(Entry, tmp_path / "a.json") == loads(Entry, text)
    assert {"a": 1} == loads_toml(f"{mark}a = 1")
    assert 1 == len(read_log(f"{mark}on,focus\n2026-03-03,f1\n").entries)
    if mark:
        refusal(lambda: loads(Entry, mark + text))
        refusal(lambda: loads_toml(mark * 2 + "a = 1"))


def test_half_a_character_comes_back_as_it_was():
    """A phone cut it; in a document and in lines it is kept, in a table it is refused before anything is lost."""
    kept = entry(1, hard="half \ud83d", worked="\udc00")
    assert kept == loads(Entry, dumps(kept))
    assert (kept,) == read_log(dump_log([kept], "jsonl")).entries
    refusal(lambda: dump_log([kept], "csv"))
    for mention in ENGINE.read("\ud83d she stopped breathing \udc00").mentions:
        assert "she stopped breathing"[4:] in mention.words + " breathing"


# -- keys and names


@pytest.mark.parametrize("key", ["id", "on", "hard", "format"])
def test_a_key_written_twice_is_refused(key):
    """Which of the two is meant cannot be told, so neither is taken; in a log it costs the row."""
    fields = {**ENTRY, "hard": "a"}
    text = json.dumps(fields)[:-1] + f', "{key}": {json.dumps(fields[key])}}}'
    assert {"duplicate"} == {finding.code for finding in refusal(lambda: loads(Entry, text)).findings}
    refusal(lambda: loads_toml("a = 1\na = 1\n"))
    refusal(lambda: loads_toml("[a]\n[a]\n"))
    row = text.replace('"format"', '"role"').replace("coachplan-entry/1", "clinician")
    assert 1 == len(read_log(f'{{"format": "coachplan-log/1"}}\n{row}\n').bad_rows)


NAMES = [
    "../../x", "/etc/passwd", "..\\..\\x", "C:\\x", "CON", "nul.json", "con.toml", "a\x00b", "a\nb", ".", "..", "",
    " ", "~", "$HOME", "%2e%2e/x", "x" * 5000, "\ud800", "plan/../../x", "\u202ex",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=[ascii(name[:12]) for name in NAMES])
def test_no_name_of_a_file_is_made_from_an_id(tmp_path, name):
    """Whatever a family, a plan or an entry is called, what is kept of it lies in its folder, under our names."""
    if not name.strip():
        refusal(lambda: evolve(OPEN.family, id=name))
        return
    family = evolve(OPEN.family, id=name)
    plan = evolve(OPEN, id=name, family=family)
    new = Entry(name, day(1), focus=OPEN.focuses[0].id, tries=5, successes=4)
    home = tmp_path / "in"
    home.mkdir()
    if "\ud800" in name:  # TOML cannot carry it, so nothing is made
        refusal(lambda: FamilyFolder.make(home / "sam", family))
        assert [] == list(home.iterdir())
        return
    folder = FamilyFolder.make(home / "sam", family)
    folder.save(plan, made_from=None)
    folder.append([new])
    assert (new,) == folder.log().entries
    assert name == folder.plan(name).id
    assert ["sam"] == [each.name for each in home.iterdir()]
    assert ["in"] == [each.name for each in tmp_path.iterdir()]
    assert {each.name for each in (home / "sam").iterdir()} == {"family.toml", "plan.json", "log.csv", ".lock"}


CODE = [
    "'; DROP TABLE entries; --", "{0.__class__.__mro__}", "%(x)s %n", "${7*7} {{7*7}}", "<script>1</script>",
    "=cmd|' /C calc'!A0", "__import__('os')", "\x1b[2J",
]  # fmt: skip


def test_what_could_be_code_is_text():
    """SQL, templates, formats and markup in a note are read, kept and quoted as they were written."""
    for said in CODE:
        kept = entry(1, successes=4, hard=said, worked=said, win=said, question=f"{said}?")
        assert kept == loads(Entry, dumps(kept))
        assert (kept,) == read_log(dump_log([kept])).entries
        assert 0 == len(ENGINE.read(said).mentions)
        review = ENGINE.review(OPEN, [kept], on=day(1))
        assert {f"{said}?"} == {question.words for question in review.questions}


def test_a_document_of_python_is_no_document():
    """Pickles, YAML and other ways to name a class are refused as text that is no JSON."""
    for text in ("cos\nsystem\n(S'x'\ntR.", "!!python/object:os.system x", "\x80\x04K\x01."):
        refusal(lambda text=text: loads(Plan, text))
    for key in ("__class__", "__reduce__", "py/object", "$type", "@type"):
        error = refusal(lambda key=key: loads(Entry, json.dumps({**ENTRY, key: "os.system"})))
        assert {"unknown-field"} == {finding.code for finding in error.findings}


# -- as long as they are


def test_an_enormous_cell_is_one_cell():
    """A million characters in a note are a note; quotation marks and blanks among them are read once."""
    for said in ("a" * 1_000_000, '"' * 100_000, "1 " * 50_000, " " * 100_000 + "x", ",;\t" * 30_000):
        log = read_log(dump_log([Entry("e1", day(1), focus="f1", hard=said)]))
        assert [said] == [each.hard for each in log.entries]
    for said in ("9" * 100_000, "1" + " " * 100_000 + "x", "ill;" * 25_000, "a" * 100_000):
        for column in ("on", "tries", "minutes", "tags", "support"):
            given = "on,focus,tries,minutes,tags,support\n" + ",".join(
                said if name == column else {"on": "2026-03-03", "focus": "f1"}.get(name, "")
                for name in ("on", "focus", "tries", "minutes", "tags", "support")
            )
            log = read_log(given)
            assert 1 == len(log.entries) + len(log.bad_rows)


def test_a_first_line_of_tabs_is_read_once():
    """What a spreadsheet may add to the line that says what parts the cells, without end and with a slip behind it."""
    tabs = "sep=;" + "\t" * 60_000
    assert 1 == len(read_log(f"{tabs}\non;focus\n2026-03-03;f1\n").entries)
    refusal(lambda: read_log(f"{tabs}x\n" + "a\n" * 20))
    refusal(lambda: read_workbook(f"{tabs}x\nDate;Target;1\n2026-03-03;Spoon;+\n".encode(), TRIALS, name="a.csv"))


@pytest.mark.whole
def test_a_header_of_too_many_columns_is_one_mistake():
    """It is no log, and it is told once and not for each of them."""
    for column in ("x", "tries", ""):
        error = refusal(lambda column=column: read_log("on,focus," + f"{column}," * 20_000 + "x\n2026-03-03,f1\n"))
        assert ["too-many"] == [finding.code for finding in error.findings]


@pytest.mark.whole
def test_a_list_of_many_is_walked_once():
    """A log in JSON is as long to read as it is: nothing of it is copied for each of its entries."""
    log = read_log("[" + "1,\n" * 20_000 + json.dumps({**ENTRY, "format": None})[:-1])
    assert 20_001 == len(log.bad_rows)
    assert [1, 2, 20_000, 20_001] == [log.bad_rows[at].line for at in (0, 1, 19_999, 20_000)]
    for ended, rows in {"]": 2, "]  \n": 2, "": 3, "] x": 3, ",]": 2, ", x": 3}.items():
        assert rows == len(read_log("[1, 2" + ended).bad_rows)


def test_blank_lines_before_a_family_are_passed_once(tmp_path):
    """A file of nothing but ends of lines is no family, and that is soon told."""
    assert family_folder._A_FAMILY.search("\n" * 400_000 + ' \tformat = "coachplan-family/1"')
    (tmp_path / "family.toml").write_text("\n" * 400_000 + " " * 400_000)
    refusal(FamilyFolder(tmp_path).files)


def test_a_number_of_a_document_may_not_choose_what_is_imported():
    """Older numbers are read by a table that is written down; one that is none is refused."""
    for number in ("0", "00", "-1", "1.5", "\u0661", "9" * 5000, "os", "../1", ""):
        refusal(lambda number=number: loads(Plan, json.dumps({"format": f"coachplan-plan/{number}"})))


def test_a_broken_line_keeps_its_letters_whole():
    """A letter that JSON writes in two halves is one letter in the words that are handed back, too."""
    log = read_log('{"format": "coachplan-log/1"}\n{"hard": "oh \\ud83d\\ude22 \\ud83d. \\"no\\"", broken\n')
    assert '{"hard": "oh \U0001f622 \ud83d. "no"", broken' == log.bad_rows[0].words
