"""
What a journal does with what it is given: once and no more, never over what somebody else decided, always by name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError, Finding, InvalidError, StaleError, UnknownIdError, UnreadableError
from coachplan.journal import Journal, cases
from coachplan.journal.as_cases import _each
from coachplan.journal.events import Draft, Event, escaped, unescaped
from coachplan.testing.builders import ENGINE, FAMILY, OPEN, D, day, entry, of_five

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAID = {"at": AT, "by": "Alex"}
HURT = "He fell and hit his head and was sick"


@pytest.fixture
def begun(journal):
    """A journal with a family and a plan that a clinician opened."""
    journal.save(OPEN, made_from=None, at=AT, by="Dana, OT")
    return journal


def kinds(journal):
    return [event.kind for event in journal.read("sam").events]


# -- everything that happens


def test_everything_that_happens_is_recorded_by_itself(begun):
    """A plan that is saved brings along what was done in it: taken, turned down, cleared, answered, changed."""
    log = [*of_five(5, 5, 5), entry(3, id="e9", worked=HURT, question="Is a bigger spoon better?")]
    begun.append(log, family="sam", plan="p1", **SAID)
    on = day(4)
    review = ENGINE.review(OPEN, log, on=on)
    begun.offered(review, family="sam", **SAID)
    recorded = ENGINE.record(OPEN, review)
    by = {"by": "Dana, OT", "role": "clinician", "on": on}
    cleared = ENGINE.clear(recorded, review.alerts[0], note="seen", **by)
    answered = ENGINE.answer(cleared, review.questions[0], words="It is.", **by)
    held = ENGINE.hold(answered, "f1", until=on, why="a holiday", **by)
    plan = OPEN
    for after in (recorded, cleared, answered, held):
        begun.save(after, made_from=plan.version, **SAID)
        plan = after
    later = ENGINE.review(plan, log, on=day(6)).next_steps[0]
    declined = ENGINE.decline(plan, later, by="Alex", on=day(6), why="he hates it")
    begun.save(declined, made_from=plan.version, **SAID)
    events = begun.read("sam").events
    values = {event.kind: event.value for event in events}
    assert {"family", "plan", "entry", "review", "alert", "changed", "declined", "cleared", "answered"} <= set(values)
    assert ("he hates it", "seen", "It is.") == (
        values["declined"].why,
        values["cleared"].note,
        values["answered"].words,
    )
    assert review.alerts == begun.read("sam").alerts
    assert "accepted" not in values


def test_a_step_that_is_taken_is_recorded_with_its_rule(begun):
    """By whom, and by which rule it was offered."""
    review = ENGINE.review(OPEN, of_five(5, 5, 5), on=day(3))
    after = ENGINE.apply(OPEN, review.next_steps[0], by="Dana, OT", role="clinician", on=day(3))
    kept = begun.save(after, made_from=OPEN.version, entries=of_five(5, 5, 5), review=review, **SAID)

    assert ["plan", "accepted", "entry", "entry", "entry", "review"] == [event.kind for event in kept.events]
    assert (review.next_steps[0].rule, "Dana, OT") == (kept.events[1].value.rule, kept.events[1].value.by)
    assert 6 == kept.new


# -- once


def test_the_same_once_more_adds_nothing(begun):
    """Whoever did not hear that it was kept may say it again: what is there is returned."""
    log, review = of_five(1, 2, 3), ENGINE.review(OPEN, of_five(1, 2, 3), on=day(3))
    first = [
        begun.keep(FAMILY, **SAID),
        begun.append(log, family="sam", plan="p1", **SAID),
        begun.offered(review, family="sam", **SAID),
    ]
    before = begun.read("sam").events
    again = {"at": AT + timedelta(days=1), "by": "Somebody else"}
    second = [
        begun.keep(FAMILY, **again),
        begun.append(log, family="sam", plan="p1", **again),
        begun.offered(review, family="sam", **again),
        begun.save(OPEN, made_from=None, **again),
        begun.save(OPEN, made_from="another", **again),
    ]

    assert before == begun.read("sam").events
    assert [0] * 5 == [kept.new for kept in second]
    assert [kept.events for kept in first] == [kept.events for kept in second[:3]]
    assert [()] * 5 == [kept.conflicts for kept in second]


def test_an_entry_given_twice_in_one_call_is_kept_once(begun):
    """And stands twice in what is returned, as it was given."""
    kept = begun.append([entry(1, 5), entry(1, 5)], family="sam", plan="p1", **SAID)

    assert (1, 2) == (kept.new, len(kept.events))
    assert kept.events[0] == kept.events[1]


def test_one_id_and_revision_with_other_words_keeps_both_and_says_so(begun):
    """And the review does with them what it does with any log: neither counts."""
    begun.append([entry(1, 5), entry(2, 5)], family="sam", plan="p1", **SAID)
    kept = begun.append([entry(1, 2)], family="sam", plan="p1", **SAID)

    assert ["duplicate"] == [finding.code for finding in kept.conflicts]
    assert "e1" == kept.conflicts[0].item
    assert (entry(1, 5), entry(2, 5), entry(1, 2)) == begun.entries("sam")
    missing = ENGINE.review(OPEN, begun.entries("sam"), on=day(3)).missing
    assert ["e1", "e1"] == [each.what for each in missing if each.message.key == "core/missing.clash"]
    assert () == begun.append([entry(1, 2)], family="sam", plan="p1", **SAID).conflicts


def test_an_amendment_is_no_conflict(begun):
    """A higher revision is kept beside the one before, and counts by the law of the log."""
    begun.append([entry(1, 5)], family="sam", plan="p1", **SAID)
    kept = begun.append([entry(1, 2, revision=1)], family="sam", plan="p1", **SAID)

    assert (1, ()) == (kept.new, kept.conflicts)
    assert 2 == len(begun.entries("sam"))


def test_two_plans_have_entries_of_their_own(begun):
    """What was written for one is not read with the other; what was written for the family is read with both."""
    other = evolve(OPEN, id="p2")
    begun.save(other, made_from=None, **SAID)
    begun.append([entry(1, 5)], family="sam", plan="p1", **SAID)
    begun.append([entry(1, 4)], family="sam", plan="p2", **SAID)
    kept = begun.append([entry(2, 3)], family="sam", **SAID)

    assert () == kept.conflicts
    assert (entry(1, 5), entry(2, 3)) == begun.entries("sam", plan="p1")
    assert (entry(1, 4), entry(2, 3)) == begun.entries("sam", plan="p2")
    assert 3 == len(begun.entries("sam"))


# -- nobody steps over anybody


def test_a_plan_takes_the_place_of_the_one_it_was_made_from(begun):
    """Where another was saved meanwhile nothing is kept, neither the plan nor what came with it."""
    mine = ENGINE.hold(OPEN, "f1", until=day(9), by="Alex", on=D)
    yours = ENGINE.hold(OPEN, "f1", until=day(8), by="Dana, OT", on=D)
    begun.save(mine, made_from=OPEN.version, **SAID)
    before = begun.read("sam").events

    with pytest.raises(StaleError):
        begun.save(yours, made_from=OPEN.version, entries=[entry(1, 5)], **SAID)
    with pytest.raises(StaleError):
        begun.save(yours, made_from=None, **SAID)
    with pytest.raises(StaleError):
        begun.save(evolve(yours, id="p2"), made_from=OPEN.version, **SAID)

    assert before == begun.read("sam").events


def test_whoever_read_less_than_there_is_by_now_may_be_refused(begun):
    """*seen* says how much was read: an entry of somebody else meanwhile is enough."""
    seen = begun.read("sam").seen
    begun.append([entry(1, 5)], family="sam", plan="p1", **SAID)
    mine = ENGINE.hold(OPEN, "f1", until=day(9), by="Alex", on=D)

    with pytest.raises(StaleError):
        begun.save(mine, made_from=OPEN.version, seen=seen, **SAID)
    begun.save(mine, made_from=OPEN.version, seen=begun.read("sam").seen, **SAID)

    assert mine == begun.plan("p1")


def test_a_caution_that_was_added_counts_at_once(begun):
    """The plan is read with the family as it is by now; what was decided before is stale."""
    careful = evolve(FAMILY, child=evolve(FAMILY.child, cautions=["dysphagia"]))
    begun.keep(careful, at=AT + timedelta(days=1), by="Dana, OT")
    old = ENGINE.hold(OPEN, "f1", until=day(9), by="Alex", on=D)

    assert careful == begun.plan("p1").family
    assert FAMILY == begun.plan("p1", as_of=AT).family
    with pytest.raises(StaleError):
        begun.save(old, made_from=OPEN.version, **SAID)
    with pytest.raises(StaleError):
        begun.save(evolve(OPEN, id="p2"), made_from=None, **SAID)
    now = begun.plan("p1")
    begun.save(ENGINE.hold(now, "f1", until=day(9), by="Alex", on=D), made_from=now.version, **SAID)
    assert careful == begun.plan("p1").family


def test_a_family_that_goes_back_to_what_it_was_is_recorded_again(begun):
    """What stood once may stand once more."""
    begun.keep(evolve(FAMILY, values=["calm"]), **SAID)
    begun.keep(FAMILY, **SAID)

    assert FAMILY == begun.family("sam")
    assert ["family", "plan", "family", "family"] == kinds(begun)


# -- what is refused


def test_what_is_not_there_is_named(begun):
    """A family and a plan of which nothing is recorded, and a plan of a family that has another."""
    review = ENGINE.review(evolve(OPEN, id="p7"), [], on=D)
    for ask in (
        lambda: begun.read("nobody"),
        lambda: begun.family("nobody"),
        lambda: begun.plan("p7"),
        lambda: begun.plan("p7", family="sam"),
        lambda: begun.append([entry(1)], family="nobody", **SAID),
        lambda: begun.append([entry(1)], family="sam", plan="p7", **SAID),
        lambda: begun.offered(review, family="sam", **SAID),
        lambda: begun.erase("nobody", **SAID),
    ):
        with pytest.raises(UnknownIdError):
            ask()
    assert ("sam",) == begun.families()


def test_two_families_with_a_plan_of_one_name_are_told_apart(begun):
    """Without the family nobody guesses which is meant."""
    other = evolve(OPEN, family=evolve(FAMILY, id="mia"))
    begun.save(other, made_from=None, **SAID)

    with pytest.raises(UnknownIdError, match="2 families"):
        begun.plan("p1")
    assert (OPEN, other) == (begun.plan("p1", family="sam"), begun.plan("p1", family="mia"))
    assert ("sam", "mia") == begun.families()


@pytest.mark.parametrize(
    "said",
    [
        {"at": datetime(2026, 3, 2, 8), "by": "Alex"},  # noqa: DTZ001 - what is refused
        {"at": D, "by": "Alex"},
        {"at": "2026-03-02T08:00:00+00:00", "by": "Alex"},
        {"at": AT, "by": " "},
        {"at": AT, "by": None},
        {"at": None, "by": "Alex"},
    ],
)
def test_nothing_is_recorded_without_a_moment_and_a_name(begun, said):
    """A stamp has its time zone, and somebody is named."""
    before = begun.read("sam").events
    for record in (
        lambda: begun.keep(evolve(FAMILY, values=["calm"]), **said),
        lambda: begun.append([entry(1)], family="sam", **said),
        lambda: begun.erase("sam", **said),
    ):
        with pytest.raises(InvalidError):
            record()

    assert before == begun.read("sam").events


# -- the file


def test_a_file_is_its_owners_alone(new_file):
    """And so is what lies beside it while it is open."""
    file = new_file("theirs.db")
    file.unlink()
    with Journal.open(file) as journal:
        journal.save(OPEN, made_from=None, **SAID)
        beside = sorted(each.name for each in file.parent.glob("theirs.db*"))
        rights = {each.stat().st_mode & 0o777 for each in file.parent.glob("theirs.db*")}

    assert ["theirs.db", "theirs.db-shm", "theirs.db-wal"] == beside
    assert rights == ({0o600} if os.name == "posix" else rights)


def test_a_file_that_is_not_there_is_made_or_named(tmp_path):
    """Whoever only looks makes none, and nobody makes a folder."""
    with pytest.raises(UnreadableError, match="no such file"):
        Journal.open(tmp_path / "none.db", make=False)
    with pytest.raises(UnreadableError):
        Journal.open(tmp_path / "none" / "none.db")

    assert [] == list(tmp_path.iterdir())


def test_a_file_that_is_no_journal_is_left_as_it_is(tmp_path):
    """A note is no database."""
    file = tmp_path / "note.txt"
    file.write_text("Sam did it himself! " * 100)

    with pytest.raises(UnreadableError, match="no journal") as refused:
        Journal.open(file)

    assert "himself" not in str(refused.value)
    assert "damaged" == refused.value.findings[0].code
    assert file.read_text().startswith("Sam did it")


@pytest.mark.parametrize(
    "address",
    [
        "mysql://alex:SECRET@host/db",
        "postgresql+asyncpg://alex:SECRET@host/db",
        "sqlite:///practice.db?mode=memory",
        "postgresql://alex:SECRET@host:nine/db",
        "://SECRET",
        "http://SECRET@host",
    ],
)
def test_what_is_no_address_is_refused_without_being_told(address):
    """A password may stand in it."""
    with pytest.raises(InvalidError) as refused:
        Journal.open(address)

    assert "SECRET" not in f"{refused.value}{refused.value!r}"


def test_a_database_that_cannot_be_reached_is_told_without_its_password():
    """By pg8000 or psycopg, whichever is here; where neither is, the extra is named."""
    for address in ("postgresql+pg8000://alex:SECRET@127.0.0.1:9/db", "postgresql://alex:SECRET@127.0.0.1:9/db"):
        with pytest.raises((UnreadableError, ImportError)) as refused:
            Journal.open(address)
        assert "SECRET" not in f"{refused.value}{refused.value!r}{refused.value.__cause__}"


def test_without_its_extra_the_package_says_which(tmp_path):
    """In one sentence, where it is imported."""
    script = (
        "import sys; sys.modules['sqlalchemy'] = None\n"
        "from coachplan.base.errors import MissingExtraError\n"
        "try:\n    import coachplan.journal\nexcept MissingExtraError as error:\n    print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert 'pip install "coachplan[journal]"' in said


# -- data, whatever it looks like

UNKIND = [
    "'); drop table coachplan_journal; --",
    'x" or "1"="1',
    "%s %(by)s :family {child} $1 \\",
    "\x00 NUL \x00",
    "\ud83d half a character",
    "\u2028 \u202e \x07 \r\n",
    "../../etc/passwd",
    "C:\\Windows\\system32",
    "=cmd|' /C calc'!A0",
    "😀 ñ 漢字",
]


@pytest.mark.parametrize("words", UNKIND)
def test_whatever_is_written_is_data(journal, words):
    """In a note, a name, and every id."""
    family = evolve(FAMILY, id=words)
    plan = evolve(OPEN, family=family, id=words)
    written = entry(1, 5, id=words, worked=words, who=words)
    journal.save(plan, made_from=None, at=AT, by=f"Alex {words}")
    journal.append([written], family=words, plan=words, at=AT, by=f"Alex {words}")

    record = journal.read(words)
    assert (plan, (written,), (words,)) == (record.plan(words), record.entries, journal.families())
    assert f"Alex {words}" == record.events[-1].by
    assert 1 == journal.append([evolve(written, tries=7)], family=words, plan=words, **SAID).new
    assert () == journal.check()
    journal.erase(words, **SAID)
    assert () == journal.families()


@settings(max_examples=40)
@given(words=st.text(st.characters(), max_size=60), number=st.floats(allow_nan=False, allow_infinity=False, width=16))
def test_any_words_come_back_equal(words, number):
    """Every character there is, half ones and NUL among them, in letters that every database keeps."""
    written = entry(1, 5, worked=words, minutes=abs(number))
    draft = Draft.of("entry", written, item=words)

    assert words == unescaped(escaped(words))
    assert written == loads_as(draft)
    assert (True, True) == (draft.text.isascii(), draft.text.isprintable())
    assert (True, True) == (escaped(words).isascii(), escaped(words).isprintable() or "\x7f" in words)


def loads_as(draft):
    made = Event(seq=1, family="sam", version=1, kind=draft.kind, item=draft.item, text=draft.text, at=AT, by="Alex")
    return made.value


def test_what_is_too_long_is_refused_and_what_is_long_is_kept(begun):
    """A note of a megabyte is kept; an id of one is not, and nothing of a document without an end."""
    long = entry(1, 5, worked="no " * 400_000)
    assert 1 == begun.append([long], family="sam", plan="p1", **SAID).new
    assert (long,) == begun.entries("sam")
    before = begun.read("sam").events
    for odd in (entry(2, id="e" * 1_001), entry(2, id="ñ" * 200), entry(2, worked="ñ" * 4_000_000)):
        with pytest.raises(InvalidError) as refused:
            begun.append([entry(3), odd], family="sam", plan="p1", **SAID)
        assert "out-of-range" == refused.value.findings[0].code
    with pytest.raises(InvalidError):
        begun.append([], family="s" * 2_000, **SAID)

    assert before == begun.read("sam").events


def test_a_number_that_cannot_be_read_again_is_refused(begun):
    """As in every document of ours."""
    with pytest.raises(InvalidError):
        begun.append([entry(1, minutes=float("inf"))], family="sam", plan="p1", **SAID)
    assert () == begun.entries("sam")


# -- as cases of a caseload


def test_each_family_with_a_plan_is_a_case(begun):
    """With what was written of each plan, on the day that is asked; one without a plan has nothing to look at."""
    begun.append(of_five(3, 4), family="sam", plan="p1", **SAID)
    second = evolve(OPEN, id="p2", focuses=[evolve(OPEN.focuses[0], id="f2")])
    begun.save(second, made_from=None, at=AT, by="Dana, OT")
    begun.append([entry(3, 5, id="b3", focus="f2")], family="sam", plan="p2", **SAID)
    begun.keep(evolve(FAMILY, id="kim"), at=AT, by="Dana, OT")
    (case,) = cases(begun, on=day(4))

    assert ("sam", day(4), begun.plans("sam")[0]) == (case.called, case.on, case.plan)
    assert case.entries == begun.entries("sam", plan="p1")
    assert [("p2", begun.entries("sam", plan="p2"))] == [(each.plan.id, each.entries) for each in case.beside]


def test_one_that_is_not_as_it_was_written_stops_no_other(begun):
    """It is named with what is wrong; the others are cases as before."""
    begun.save(evolve(OPEN, family=evolve(FAMILY, id="kim")), made_from=None, at=AT, by="Dana, OT")

    class Damaged:
        # A journal of which one family cannot be read.
        families, plans = begun.families, begun.plans

        @staticmethod
        def entries(family, *, plan):
            if family == "sam":
                raise CoachplanError(Finding(where="practice.db", what="it is not as it was written."))
            return begun.entries(family, plan=plan)

    failed, case = _each(Damaged, day(4))

    assert ("sam", "kim") == (failed.id, case.called)
    assert "not as it was written" in str(failed.findings[0])


def test_no_more_than_one_family_is_held(begun):
    """The next one is read when it is asked for: a journal of any size takes as much room as its largest family."""
    begun.save(evolve(OPEN, family=evolve(FAMILY, id="kim")), made_from=None, at=AT, by="Dana, OT")
    read = []

    class Watched:
        families, entries = begun.families, begun.entries

        @staticmethod
        def plans(family):
            read.append(family)
            return begun.plans(family)

    found = _each(Watched, day(4))
    assert [] == read
    assert ("sam", ["sam"]) == (next(found).called, read)
    assert ("kim", ["sam", "kim"]) == (next(found).called, read)
