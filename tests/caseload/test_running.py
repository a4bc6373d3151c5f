"""
A caseload: the same bytes wherever the work is done, in the order of the cases, read no further than is needed; a
family that fails is named, and stops no other.
"""

from __future__ import annotations

import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError, Finding, InvalidError
from coachplan.caseload import (
    Beside,
    Case,
    Failed,
    Reviewed,
    Written,
    dump_case,
    dump_result,
    load_case,
    load_result,
    review_as_text,
    review_caseload,
)
from coachplan.caseload.engines import engine_of, send
from coachplan.documents.codec import dumps, to_dict
from coachplan.engine import Engine
from coachplan.testing.builders import ENGINE, OPEN, Bringing, at, day, entry, of_five
from coachplan.testing.strategies import FIRST_DAY, logs, plans
from coachplan.testing.toy import TOY, toy

OTHER = evolve(OPEN, id="p2", focuses=[evolve(OPEN.focuses[0], id="f2", routine="tidy")])
DANGER = "He choked on a grape and his lips went blue."


def case(number=1, *successes, **more):
    """A family that wrote down a few days."""
    return Case(OPEN, of_five(*(successes or (number % 6, 3, 5))), on=day(4), id=f"f{number}", **more)


def cases(number):
    return [case(each) for each in range(number)]


@st.composite
def drawn_cases(draw):
    """Some cases of any plan and any log, as written by us or by somebody else, one of them perhaps no case at all."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        plan = draw(plans(TOY))
        each = Case(plan, draw(logs(plan)), on=FIRST_DAY.replace(day=28), id=f"c{number}")
        made.append(draw(st.sampled_from([each, Written(dump_case(each), "c.jsonl, line 1")])))
    return made + draw(st.sampled_from([[], [Written("{", "c.jsonl, line 9")]]))


# -- the same wherever


@pytest.mark.whole
@settings(max_examples=8)
@given(drawn_cases(), st.integers(1, 4), st.integers(1, 3))
def test_the_same_bytes_wherever_the_work_is_done(pool, given, chunk, ahead):
    """In process, in threads and in processes, as values and as text: byte for byte what the engine says alone."""
    alone = list(review_caseload(given, ENGINE))
    said = [dump_result(each) for each in alone]
    with ThreadPoolExecutor(3) as threads:
        for executor in (threads, pool):
            how = {"executor": executor, "chunk": chunk, "ahead": ahead}
            assert said == [dump_result(each) for each in review_caseload(given, ENGINE, **how)]
            assert said == [each.text for each in review_as_text(given, ENGINE, **how)]
    for each, result in zip(given, alone, strict=True):
        if isinstance(result, Reviewed):
            read = load_case(each) if isinstance(each, Written) else each
            assert dumps(ENGINE.review(read.plan, read.entries, on=read.on)) == dumps(result.review)
        assert result == load_result(dump_result(result))


@pytest.mark.whole
def test_what_comes_back_speaks(pool):
    """A review out of another process has its words, and so have the alerts of a family that failed."""
    given = [case(1), Written("not JSON: " + DANGER, "c.jsonl, line 2")]
    here, there = (list(review_caseload(given, ENGINE, executor=each)) for each in (None, pool))

    assert here == there
    assert str(here[0].review) == str(there[0].review)
    assert here[0].review.for_caregiver().lines == there[0].review.for_caregiver().lines
    assert [each.say for each in here[1].alerts] == [each.say for each in there[1].alerts]
    assert there[1].alerts[0].say


def test_plans_of_one_family_are_reviewed_together(pool):
    """One change at a time over all of them, as the engine does it; a plan comes with its own entries."""
    theirs = [entry(number, 5, focus="f2", id=f"o{number}") for number in range(1, 5)]
    mine = of_five(5, 5, 5, 5)
    together = ENGINE.review_together([(OPEN, mine), (OTHER, theirs)], on=day(4))
    given = Case(OPEN, mine, on=day(4), beside=[(OTHER, theirs)])
    [result] = review_caseload([given], ENGINE, executor=pool)

    assert together == (result.review, *result.beside)
    assert together != tuple(ENGINE.review(plan, log, on=day(4)) for plan, log in ((OPEN, mine), (OTHER, theirs)))
    assert given == load_case(Written(dump_case(given), ""))
    assert "sam" == result.id
    assert (Beside(OTHER, tuple(theirs)),) == given.beside


# -- in order, and no further than is needed


@pytest.mark.parametrize("workers", [0, 2])
def test_an_endless_row_of_families_is_read_no_further_than_is_needed(workers):
    """In process one at a time; on an executor as many chunks as may be under way."""
    read = []

    def endless():
        for number in itertools.count():
            read.append(number)
            yield case(number)

    with ThreadPoolExecutor(workers or 1) as threads:
        results = review_caseload(endless(), ENGINE, executor=threads if workers else None, chunk=3, ahead=4)
        first = [each.id for each in itertools.islice(results, 5)]
        results.close()

    assert ["f0", "f1", "f2", "f3", "f4"] == first
    assert len(read) <= (5 if not workers else 3 * (4 + 2))


def test_what_came_before_a_failing_source_is_handed_over_first():
    """Then its own error, as it was raised."""

    def breaking():
        yield from cases(5)
        raise KeyError("gone")

    with ThreadPoolExecutor(2) as threads:
        results = review_caseload(breaking(), ENGINE, executor=threads, chunk=2)
        assert [f"f{number}" for number in range(5)] == [next(results).id for _ in range(5)]
        with pytest.raises(KeyError, match="gone"):
            next(results)


def test_no_case_is_no_work(pool):
    """Of nothing comes nothing."""
    assert [] == list(review_caseload([], ENGINE, executor=pool)) == list(review_as_text([], ENGINE))


def test_it_is_told_how_far_it_is(pool):
    """After each result: how many are done, and how many of them failed."""
    told = []
    given = [case(1), Written("{}", "c.jsonl, line 2"), case(3)]
    for results in (
        review_caseload(given, ENGINE, progress=lambda *counts: told.append(counts)),
        review_as_text(given, ENGINE, executor=pool, progress=lambda *counts: told.append(counts)),
    ):
        assert 3 == len(list(results))

    assert [(1, 0), (2, 1), (3, 1)] * 2 == told


# -- a family that fails


def without(name):
    document = json.loads(dump_case(case(7)))
    del document[name]
    return json.dumps(document)


BROKEN = [
    ("{", "c.jsonl, line 4", "not-json"),
    ("[]", "c.jsonl, line 4", "not-a-document"),
    ("{}", "c.jsonl, line 4", "wrong-format"),
    (b"\xff\xfe\x00", "c.jsonl, line 4", "not-utf-8"),
    (dump_case(case(7)).replace("coachplan-case/1", "coachplan-case/2"), "f7", "newer-format"),
    (dump_case(case(7)).replace('"tries": 5', '"tries": "5"'), "f7", "not-a-number"),
    (dump_case(case(7)).replace('"entries"', '"entreis"'), "f7", "unknown-field"),
    (without("on"), "f7", "missing-field"),
    (without("plan"), "f7", "missing-field"),
]


@pytest.mark.parametrize(("content", "name", "code"), BROKEN)
def test_what_is_no_case_is_a_named_result(content, name, code):
    """With where it stands and what would be right; the others are reviewed."""
    given = [case(1), Written(content, "c.jsonl, line 4"), case(2)]
    first, broken, last = review_caseload(given, ENGINE)

    assert [Reviewed, Failed, Reviewed] == [type(each) for each in (first, broken, last)]
    assert (name, code, "c.jsonl, line 4") == (broken.id, broken.findings[0].code, broken.findings[0].where)
    assert broken == load_result(dump_result(broken))


def test_an_older_plan_inside_a_case_is_read_by_its_own_number():
    """As everywhere."""
    document = json.loads(dump_case(case(1)))
    old = {"format": "coachplan-approval/1", "by": "Dana", "on": "2026-03-02", "strategies": ["*"]}
    document["plan"]["approval"] = old

    assert ("all",) == load_case(Written(json.dumps(document), "")).plan.approval.strategies


def test_a_day_for_all_counts_where_a_case_says_none():
    """Its own goes before it."""
    bare = Written(without("on"), "c.jsonl, line 1", day(9))
    own = Written(dump_case(case(1)), "c.jsonl, line 1", day(9))

    assert (day(9), day(4)) == (load_case(bare).on, load_case(own).on)


#: Days that a review is not made for, or that are none.
ODD_DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", 20260302, None, "")


def changed(**fields):
    return json.dumps(json.loads(dump_case(case(7))) | fields)


@pytest.mark.parametrize(
    "content",
    [
        dump_case(Case(OPEN, [entry(1, 3, worked=DANGER)], on=day(2))).replace('"tries": 5', '"tries": "5"'),
        "his log\n" + DANGER,
        json.dumps({"entries": [{"worked": DANGER}]}),
        changed(hard=DANGER),
        changed(log=[{"hard": DANGER}]),
        changed(notes={DANGER: 1}),
        changed(beside=[{"plan": {"note": DANGER}, "entries": []}]),
        changed(plan=json.loads(dumps(OPEN)) | {"note": DANGER}),
        changed(plan={"family": {"note": DANGER}}),
        changed(plan=DANGER),
        *(changed(on=on, entries=[{"id": "e", "on": "2026-03-02", "hard": DANGER}]) for on in ODD_DAYS),
        changed(entries=[{"hard": f"We tried {number} times."} for number in range(9_000)] + [{"hard": DANGER}]),
    ],
)
def test_the_words_of_a_family_that_fails_are_read_for_signs(content):
    """Whatever else is wrong with it: somebody must look now."""
    [broken] = review_caseload([Written(content, "c.jsonl, line 1", day(2))], ENGINE)

    assert isinstance(broken, Failed)
    assert "now" in {each.urgency for each in broken.alerts}
    assert DANGER not in "".join(str(each) for each in broken.findings)
    [told] = review_as_text([Written(content, "c.jsonl, line 1", day(2))], ENGINE)
    assert (len(broken.alerts), True) == (told.alerts, told.failed)


def test_no_sign_is_heard_where_there_is_none():
    """What a plan has from before is not written anew."""
    [broken] = review_caseload([Written(dump_case(case(1)).replace('"tries": 5', '"tries": "5"'), "")], ENGINE)

    assert () == broken.alerts


def test_what_a_review_refuses_is_named_with_its_line():
    """Also where the case can be read, and its day is none of a review."""
    [broken] = review_caseload([Written(changed(on="0001-01-01"), "c.jsonl, line 4")], ENGINE)

    assert {"c.jsonl, line 4"} == {each.where for each in broken.findings}


def test_a_value_for_a_day_without_reviews_is_read_for_signs():
    """A clock that stands wrong silences nothing."""
    wrong = evolve(case(7), on=date(1, 1, 1), entries=[entry(1, 3, worked=DANGER)])
    [broken] = review_caseload([wrong], ENGINE)

    assert isinstance(broken, Failed)
    assert "now" in {each.urgency for each in broken.alerts}


@pytest.mark.whole
def test_where_not_all_words_were_read_that_is_said():
    """What is read are the last of them, which are the newest."""
    notes = [{"hard": DANGER}, *({"hard": f"We tried {number} times today."} for number in range(9_000))]
    [broken] = review_caseload([Written(changed(entries=notes), "c.jsonl, line 1")], ENGINE)

    assert () == broken.alerts
    assert "only the last" in broken.findings[-1].what


def test_where_no_word_could_be_read_that_is_said():
    """Whoever reads that a family failed is not to think that there was no sign."""
    [broken] = review_caseload([Case(at(cue="break"), [entry(1, 3, worked=DANGER)], on=day(2), id="f1")], Failing())

    assert () == broken.alerts
    assert ("cannot-be-reviewed", "its words were not read for signs.") == (
        broken.findings[-1].code,
        broken.findings[-1].what,
    )


def test_what_is_given_as_a_case_and_is_none_is_named():
    """By its kind, and never by what it says."""
    [broken] = review_caseload(["Mia's plan"], ENGINE)

    assert ("wrong-kind", False) == (broken.findings[0].code, "Mia" in str(broken.findings[0]))


def test_a_case_that_failed_before_is_handed_through(pool):
    """In its place."""
    before = Failed("x", [Finding(what="it is gone.")])

    assert [before] == list(review_caseload([before], ENGINE)) == list(review_caseload([before], ENGINE, executor=pool))


def test_plans_that_do_not_go_together_are_one_failure():
    """As the engine says it."""
    twice = case(1, beside=[(OPEN, ())])
    broken, fine = review_caseload([twice, case(2)], ENGINE)

    assert ("f1", True) == (broken.id, bool(broken.findings[0].what))
    assert isinstance(fine, Reviewed)


class Failing:
    """An engine in which something is broken that nobody foresaw."""

    catalogue = ENGINE.catalogue

    def review(self, plan, entries, *, on):
        if plan.focuses[0].cue == "break":
            raise ZeroDivisionError("Mia")
        return ENGINE.review(plan, entries, on=on)


def test_whatever_breaks_in_one_family_stops_no_other():
    """It is named by its kind alone; what it says could be of the family's words."""
    given = [Case(at(cue="break"), of_five(3), on=day(2), id="f1"), case(2)]
    broken, fine = review_caseload(given, Failing())

    assert ("f1", "cannot-be-reviewed") == (broken.id, broken.findings[0].code)
    assert ("ZeroDivisionError" in broken.findings[0].what, "Mia" in broken.findings[0].what) == (True, False)
    assert isinstance(fine, Reviewed)


# -- the engine of a worker


def test_an_engine_that_cannot_be_sent_is_refused_before_anything_is_done(pool):
    """With what to do; in process and in threads it works."""
    engine = Engine(plugins=[toy, Bringing("held", hook=lambda: None)])

    assert 2 == len(list(review_caseload(cases(2), engine)))
    with ThreadPoolExecutor(1) as threads:
        assert 2 == len(list(review_caseload(cases(2), engine, executor=threads)))
    with pytest.raises(InvalidError, match=r"cannot be sent to another process.*in process, or in threads"):
        review_caseload(cases(2), engine, executor=pool)


FLAG = """format = "coachplan-content/1"
[[flag]]
id = "clinic/tea"
urgency = "today"
say = "Please call the clinic today."
words = { en = ["hot tea"] }
"""


def test_a_worker_with_other_content_is_refused(tmp_path, pool):
    """Also where one word of it is another: nobody is reviewed by other rules than those of the process that asks."""
    (tmp_path / "flags.toml").write_text(FLAG, encoding="utf-8")
    engine = Engine(plugins=[toy], content=tmp_path)
    (tmp_path / "flags.toml").write_text(FLAG.replace("hot tea", "cold tea"), encoding="utf-8")

    with pytest.raises(CoachplanError, match="a worker has other content"):
        list(review_caseload(cases(3), engine, executor=pool))
    with pytest.raises(CoachplanError, match="a worker has other content"):
        list(review_as_text(cases(3), engine, executor=pool))


def test_an_engine_is_made_once_a_process():
    """What was made of what was sent is kept, and of the process that sends it it is the same."""
    assert engine_of(send(ENGINE)) is engine_of(send(ENGINE))
    assert engine_of(send(ENGINE)) is ENGINE
    many = [Engine(plugins=[]) for _ in range(3)]
    for each in many:
        assert engine_of(send(each)).plugins == each.plugins


@pytest.mark.parametrize("wrong", [{"chunk": 0}, {"ahead": 0}, {"chunk": 2.5}, {"executor": 3}])
def test_what_makes_no_sense_is_refused_at_once(wrong):
    """Before the first result is asked for, by the name of the argument."""
    with pytest.raises(InvalidError, match=next(iter(wrong))):
        review_caseload([], ENGINE, **wrong)


def test_a_case_says_what_it_is_not():
    """By its fields."""
    for wrong in ({"entries": ["x"]}, {"on": "today"}, {"beside": [3]}, {"plan": 3}):
        with pytest.raises(InvalidError):
            Case(**{"plan": OPEN, "entries": (), "on": day(1), **wrong})
    assert to_dict(OPEN) == json.loads(dump_case(case(1)))["plan"]
