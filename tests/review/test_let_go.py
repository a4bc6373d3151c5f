"""
A follower that lets go of what is long over, and one that goes on from what was saved: each review is the engine's.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from itertools import product
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError, UnreadableError
from coachplan.documents.codec import dumps, loads
from coachplan.engine import Engine
from coachplan.knowledge.rules import Rule
from coachplan.model.approvals import Approval
from coachplan.model.plans import Focus, Plan
from coachplan.progress.signals import Signal
from coachplan.review import behind, saved_state, tracker
from coachplan.review import log as log_of
from coachplan.testing.builders import ENGINE, OPEN, PLAN, Bringing, D, at, curious, day, entry
from coachplan.testing.toy import OWN, toy

#: One focus that is practised often, one that is looked in on now and then, and one of a routine that comes seldom.
SEVERAL = evolve(
    PLAN,
    focuses=[
        evolve(PLAN.focuses[0], baseline=0.2, aim=0.8, aim_day=D + timedelta(days=60)),
        Focus("f2", "bed", skill="toy/stack-blocks", step=1, strategy="toy/wait-and-look", since=D),
        Focus("f3", "tidy", skill="toy/stack-blocks", step=2, strategy="toy/show-first", since=D, days_per_week=1),
    ],
)
SEVERAL = evolve(SEVERAL, approval=Approval.everything(SEVERAL, by="Dana, OT", on=D))

#: The last of them alone, of which all days are kept for long.
RARE = evolve(SEVERAL, focuses=SEVERAL.focuses[2:])
RARE = evolve(RARE, approval=Approval.everything(RARE, by="Dana, OT", on=D))

SAID = ("", "", "", "", "He did it by himself", "too tired today", "3 of 5 went well", "we were away last week")
HARD = ("", "", "", "", "", "", "he would not sit", "he is not breathing", "can I use a bigger spoon?", "xqz wvk plrt")


def written(seed):
    """Entries of half a year in the order in which they came, late and amended ones among them, with a day of each."""
    chance, on, rows = Random(seed), D, []
    pace = chance.choice(((0, 1, 1, 1, 2), (0, 1, 2, 3, 25), (2, 7, 7, 8)))
    quiet = chance.choice((15, 999))
    for number in range(chance.randrange(30, 60)):
        on += timedelta(days=chance.choice(pace))
        tries = chance.choice((None, 3, 5))
        each = entry(
            1,
            None if tries is None else chance.randrange(tries + 1),
            tries,
            id=f"e{number:02}",
            on=on - timedelta(days=chance.choice((0,) * 14 + (1, 3, 30, -5))),
            focus=chance.choice(("f1", "f1", "f2", "f3", "F1 ") if number < quiet and seed % 4 else ("f1", "f3")),
            went=chance.choice(("", "", "mostly", "not-yet")),
            who=chance.choice(("", "Alex", "Kim")),
            place=chance.choice(("", "home", "nursery")),
            confidence=chance.choice((None, 3, 9)),
            stress=chance.choice((None, 1, 1, 5)),
            did_strategy=chance.choice((None, "yes", "no")),
            worked=chance.choice(SAID),
            hard=chance.choice(HARD),
            tags=chance.choice(((), (), (), ("ill",), ("distressed",), ("no-such-tag",), ("new-place",))),
        )
        if rows and chance.random() < 0.08:
            each = evolve(chance.choice(rows[-9:])[0], revision=chance.choice((0, 1, 1)), worked="amended")
        rows.append((each, on + timedelta(days=chance.choice((0,) * 8 + (2, -2)))))
    return rows


def turned(plan, found, known, on, chance):
    """The plan after one thing that people do with one."""
    by = {"by": "Dana, OT", "role": "clinician", "on": on}
    focus = plan.focuses[0]
    name = focus.id
    with suppress(CoachplanError):
        match chance.randrange(6):
            case 0:
                return ENGINE.change(plan, name, days_per_week=max(1, focus.days_per_week - 1), **by)
            case 1:
                return ENGINE.hold(plan, name, until=on + timedelta(days=4), why="away", by="Dana, OT", on=on)
            case 2:
                return ENGINE.record(plan, found)
            case 3:
                return ENGINE.change(plan, name, step=3 - focus.step, **by)
            case 4:
                return ENGINE.clear(plan, found.alerts[0], entries=known, **by) if found.alerts else plan
        return ENGINE.apply(plan, found.step_for(name), entries=known, **by)
    return plan


@pytest.fixture
def soon(monkeypatch):
    """Let go of each entry as soon as no review looks at it."""
    monkeypatch.setattr(log_of, "MANY", 1)
    monkeypatch.setattr(behind, "LATE", 3)


@pytest.fixture
def reads(monkeypatch):
    """How often a log is made of all that was written."""
    made, whole = [], log_of.Log.__init__

    def init(log, *given):
        made.extend([1] if len(given) < 6 or not len(given[5].index) else [])
        whole(log, *given)

    monkeypatch.setattr(log_of.Log, "__init__", init)
    return made


def is_the_engines(seed):
    """Live one life with a tracker: how many entries it let go of, and how often it went on from what it saved."""
    chance, plan, known, gone, went_on = Random(seed), SEVERAL if seed % 4 else RARE, [], 0, 0
    given = (lambda: iter(known)) if seed % 2 else ()
    follower = ENGINE.track(plan, given)
    for number, (each, on) in enumerate(written(seed), start=1):
        known.append(each)
        follower.add(each)
        if number % 3 and seed % 3:
            continue
        found = follower.review(on=on)
        expected = ENGINE.review(plan, known, on=on)
        assert dumps(expected) == dumps(found)
        if chance.random() < 0.2:
            plan = turned(plan, expected, known, on, chance)
            follower.plan = plan
        elif chance.random() < 0.2:
            follower = ENGINE.track(plan, given or known, saved=follower.save())
            assert dumps(expected) == dumps(follower.review(on=on))
            went_on += follower.went_on
        gone = max(gone, len(follower._followed.written.behind.index))
    return gone, went_on


@settings(max_examples=15)
@given(st.integers(0, 10**9))
def test_what_was_let_go_of_is_missed_in_no_review(seed):
    """Late, amended, twice, with signs, breaks, steps taken and reviews of earlier days: the same, letter by letter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log_of, "MANY", 1)
        patch.setattr(behind, "LATE", 3)
        is_the_engines(seed)


def test_lives_as_they_are_drawn_let_go_of_much_and_go_on_often(soon, some_of):
    """What the law above draws is what it is about."""
    found = [is_the_engines(seed) for seed in some_of(range(12), one_in=5)]
    assert sum(gone for gone, _ in found) > 4 * len(found)
    assert sum(went_on for _, went_on in found) > len(found)


def test_of_a_routine_that_comes_seldom_the_caregivers_marks_count_once(soon):
    """All of its days are kept, and how a caregiver grew is folded all the same: put down each week, it is the same."""
    log, saved = [], ""
    for number, mark in enumerate((4, 4, 4, 9, 9, 9, 9)):
        log.append(entry(12 * number + 1, 3, focus="f3", confidence=mark, who="Alex"))
        follower = ENGINE.track(RARE, log, saved=saved)
        found = follower.review(on=log[-1].on)
        assert dumps(ENGINE.review(RARE, log, on=log[-1].on)) == dumps(found)
        saved = follower.save()
    assert follower.went_on


# -- what is late


def daily(days, **more):
    """An entry a day."""
    return [entry(n, n % 6, id=f"e{n:03}", **more) for n in range(1, days + 1)]


def following(log):
    """A tracker that is handed a log, and has let go of what is over in it."""
    given = ENGINE.track(OPEN, lambda: iter(log))
    given.review(on=log[-1].on)
    assert len(given._followed.written.behind.index) > len(log) // 2
    return given


@pytest.mark.parametrize(
    ("more", "read"),
    [
        (entry(199, 2, id="late"), 0),
        (entry(188, 0, id="late", hard="he is not breathing"), 0),
        (entry(198, 1, id="e198", revision=1), 0),  # amended
        (entry(198, 1, id="e198"), 0),  # told in two ways
        (entry(20, 2, id="e020"), 0),  # given twice, long ago
        (entry(20, 5, id="late"), 1),
        (entry(20, 5, id="e020", revision=1), 1),
        (entry(200, 5, id="e020", revision=1), 1),  # moved to another day
        (entry(20, 5, id="late", hard="he is not breathing"), 1),
        (entry(20, 5, id="late", tags=["no-such-tag"]), 0),  # counts for nothing
    ],
)
def test_only_what_reaches_far_back_is_read_anew(reads, more, read):
    """What is written late, or amended, within two weeks is looked at with the last weeks alone."""
    log = daily(200)
    follower = following(log)
    reads.clear()
    log.append(more)
    follower.add(more)
    found = follower.review(on=day(200))
    assert read == len(reads)
    assert dumps(ENGINE.review(OPEN, log, on=day(200))) == dumps(found)


@pytest.mark.parametrize("number", [1, 60, 150, 199, 200, 260])
def test_a_clock_that_jumps_is_followed(number):
    """A review of any day, early or late, and then of today again: each is the engine's."""
    log = daily(200)
    follower = following(log)
    for on in (day(number), day(200)):
        assert dumps(ENGINE.review(OPEN, log, on=on)) == dumps(follower.review(on=on))


def test_what_is_looked_at_again_and_again_is_kept(reads):
    """After three reviews of days long gone nothing is let go of any more, so that no fourth one reads all."""
    log = daily(120)
    follower = following(log)
    for _ in range(tracker._OFTEN):
        follower.review(on=day(85))
        follower.review(on=day(120))
    reads.clear()
    follower.review(on=day(120))
    assert ([], 0) == (reads, len(follower._followed.written.behind.index))


# -- safety


@pytest.mark.parametrize("again", [False, True])
def test_no_sign_is_let_go_of(again):
    """What was heard half a year ago stands until a clinician clears it, in memory and from what was saved."""
    log = daily(200)
    log[3] = evolve(log[3], hard="he is not breathing")
    log[5] = evolve(log[5], tags=["no-such-tag"])
    follower = following(log)
    if again:
        follower = ENGINE.track(OPEN, lambda: iter(log), saved=follower.save())
    found = follower.review(on=day(200))
    assert again == follower.went_on
    assert [log[3].id] == [alert.entry for alert in found.alerts]
    assert log[5].id in {each.what for each in found.missing}
    assert dumps(ENGINE.review(OPEN, log, on=day(200))) == dumps(found)


@pytest.mark.parametrize(("place", "named"), [(10, False), (118, True)])
def test_an_entry_that_is_not_in_the_log_that_is_read_again_is_said(place, named):
    """A log that forgot what was added is refused until it has it again; what is at hand is named."""
    log = daily(120)
    follower = following(log)
    forgotten = log.pop(place)
    late = entry(20, 5, id="late")
    log.append(late)
    follower.add(late)
    for _ in range(2):
        with pytest.raises(UnreadableError, match=r"1 of the entries .*\(e119\)" if named else "1 of the entries"):
            follower.review(on=day(120))
    log.append(forgotten)
    assert dumps(ENGINE.review(OPEN, log, on=day(120))) == dumps(follower.review(on=day(120)))


def test_a_log_that_could_not_be_read_once_is_held_against_what_was_there():
    """A store that is away for a moment makes nobody forget what was added."""
    log, away = daily(120), [False]

    def read():
        if away[0]:
            raise OSError("away")
        return log

    follower = ENGINE.track(OPEN, read)
    follower.review(on=day(120))
    follower.add(entry(121, hard="he is not breathing"))  # and written down nowhere
    assert follower.review(on=day(121)).alerts
    follower.add(entry(20, 5, id="late"))
    away[0] = True
    with pytest.raises(OSError, match="away"):
        follower.review(on=day(121))
    away[0] = False
    with pytest.raises(UnreadableError, match="e121"):
        follower.review(on=day(121))


def looked_at(plan, log, more, on, *, saved=False):
    """The review of a tracker that let go of a log before some more was written, and the engine's."""
    follower = ENGINE.track(plan, lambda: iter(log))
    follower.review(on=on)
    if saved:
        follower = ENGINE.track(plan, lambda: iter(log), saved=follower.save())
        follower.review(on=on)
    for each in more:
        log.append(each)
        follower.add(each)
    return dumps(follower.review(on=on)), dumps(ENGINE.review(plan, log, on=on))


def hard_to_follow():
    """What is late or amended where some of the days before are at hand, and some not."""
    seldom = at(days_per_week=2)
    rose = [entry(n, 3, id=f"x{n}", confidence=3 if n < 7 else 8 if n > 192 else None) for n in range(1, 200, 2)]
    yield seldom, rose, [evolve(rose[1], revision=1, confidence=9)], day(199)
    yield seldom, rose, [entry(30, 3, id="late", confidence=9)], day(199)
    hard = [entry(1, 3, id=f"x{n}", confidence=3) for n in range(70)]
    hard += [entry(n, 3, confidence=3) for n in (3, 5)] + [entry(10, 3, confidence=8, tags=["distressed"])]
    hard += [entry(n, 3, confidence=8) for n in (20, 90, 100)]
    yield OPEN, hard, [evolve(hard[-2], revision=1, role="clinician")], day(100)
    long_ago = [entry(n, n % 5, id=f"e{n:03}") for n in range(1, 101)]
    long_ago.append(entry(100, id="sign", hard="he is not breathing"))
    yield OPEN, long_ago, [entry(80, 5, id="late")], day(300)
    as_none = [evolve(each, language=None) for each in daily(200)]
    yield OPEN, as_none, [evolve(as_none[10], language="")], day(200)


@pytest.mark.sweep(one_in=1)
@pytest.mark.parametrize("saved", [False, True])
@pytest.mark.parametrize("case", range(5))
def test_what_lies_between_what_is_kept_and_what_is_not_is_read_anew(case, saved):
    """Whatever of it is late or amended, after a break, under a pause, or in another spelling: it is the engine's."""
    plan, log, more, on = list(hard_to_follow())[case]
    found, expected = looked_at(plan, log, more, on, saved=saved)
    assert expected == found


def test_what_is_at_hand_and_folded_is_held_against_what_was_saved():
    """Of a routine that comes seldom all days are at hand; one that is gone, or new, is refused all the same."""
    plan = at(days_per_week=2)
    log = [entry(n, 3, id=f"x{n}", confidence=3 if n < 7 else 8 if n > 192 else None) for n in range(1, 200, 2)]
    follower = ENGINE.track(plan, log)
    follower.review(on=day(199))
    text = follower.save()
    for other in (log[2:], [*log, entry(100, 3, id="late", stress=5)], [evolve(log[0], confidence=8), *log[1:]]):
        again = ENGINE.track(plan, other, saved=text)
        assert dumps(ENGINE.review(plan, other, on=day(199))) == dumps(again.review(on=day(199)))
        assert not again.went_on


def test_a_look_at_yesterday_is_not_what_is_saved_of_today():
    """With a plan of today that was changed since, nothing is saved of a review of the day before."""
    log = daily(200)
    plan = ENGINE.change(
        OPEN, "f1", by="Dana, OT", role="clinician", on=day(201), baseline=0.3, aim=0.9, aim_day=day(230)
    )
    follower = following(log)
    follower.plan = plan
    follower.review(on=day(200))
    assert "" == follower.save()
    follower.review(on=day(201))
    again = ENGINE.track(plan, log, saved=follower.save())
    assert dumps(ENGINE.review(plan, log, on=day(201))) == dumps(again.review(on=day(201)))


def test_an_engine_whose_rules_look_at_every_day_keeps_all():
    """A plugin's own reading may look at each practised day, and a trend does."""
    signal = Signal("far/first", "successes on the first day", measure=lambda practice: practice.days[0].successes)
    rule = Rule("far/back", "far/first > 9", holds=["step-up"], say="No.", sources=[OWN])
    for more in (Bringing("far", signals=[signal], rules=[rule]), curious("trend")):
        engine, log = Engine(plugins=[toy, more]), daily(120)
        follower = engine.track(OPEN, log)
        for on in (day(119), day(120)):
            assert dumps(engine.review(OPEN, log, on=on)) == dumps(follower.review(on=on))
        assert (0, "") == (len(follower._followed.written.behind.index), follower.save())


def test_a_plan_out_of_a_store_is_gone_on_with(reads):
    """A plan that was written down and read again is another value each time, and no reason to read the log."""
    log, plan, read = daily(200), OPEN, 0
    follower = following(log)
    for number in range(201, 205):
        log.append(entry(number, 4, id=f"e{number}"))
        if number == 203:
            plan = ENGINE.change(plan, "f1", step=1, by="Dana, OT", role="clinician", on=day(202))
        expected = dumps(ENGINE.review(plan, log, on=day(number)))
        follower.add(log[-1])
        follower.plan = loads(Plan, dumps(plan))
        before = len(reads)
        assert expected == dumps(follower.review(on=day(number)))
        read += len(reads) - before
    assert 0 == read


# -- what is saved


def text_of(log):
    """What a tracker saves of a log."""
    follower = ENGINE.track(OPEN, log)
    follower.review(on=log[-1].on)
    return follower.save()


def signed(text, **other):
    """A document whose numbers somebody made others, with its digest made again."""
    followed = {**json.loads(text)["followed"], **other}
    body = saved_state._written(followed)
    return f'{{"format":"{saved_state.FORMAT}","digest":"{saved_state._digest(body)}","followed":{body}}}'


def test_no_document_says_that_nothing_was_heard():
    """Whoever writes into what was saved makes numbers wrong, and takes no sign away: all words are read again."""
    log = daily(200)
    log[3] = evolve(log[3], hard="he is not breathing")
    log[7] = evolve(log[7], tags=["injured"])
    text = text_of(log)
    assert log[3].id not in text
    course = json.loads(text)["followed"]["courses"]["f1"]
    forged = signed(text, courses={"f1": {**course, "open": {**course["open"], "tries": 1.0}}}, stress=[1])
    for each in (text, forged):
        follower = ENGINE.track(OPEN, log, saved=each)
        found = follower.review(on=day(200))
        assert follower.went_on
        assert ENGINE.review(OPEN, log, on=day(200)).alerts == found.alerts


def test_what_was_read_by_another_reader_is_refused(monkeypatch):
    """Where the second reader's table was refused and is there again, days may come to something else."""
    log = daily(200, worked="3 of 5 went well")
    monkeypatch.setattr(saved_state, "shipped_digest", str)
    text = text_of(log)
    monkeypatch.undo()
    follower = ENGINE.track(OPEN, log, saved=text)
    follower.review(on=day(200))
    assert not follower.went_on


def test_what_is_saved_is_small_and_holds_no_word_that_was_written():
    """One to two kilobytes for a focus, and a few bytes a day more; and nothing of what anybody wrote, or asked."""
    chance, sizes = Random(4), []
    for days in (90, 800):
        log = daily(days, worked="He put on the red boots", question="May I help him?", place="home")
        text = text_of([evolve(each, tries=8, successes=chance.randrange(9)) for each in log])
        assert not any(word in text for word in ("boots", "help", "Sam"))
        sizes.append(len(text))
    assert sizes[0] < 1_600
    assert sizes[1] - sizes[0] < 3 * 710


def others(log):
    """What is another, in turn: plan, content, numbers, release, and the log before what is looked at."""
    plain = {"engine": ENGINE, "plan": OPEN, "log": log}
    yield {**plain, "plan": ENGINE.hold(OPEN, "f1", until=day(210), by="Dana, OT", on=day(200), why="away")}
    yield {**plain, "engine": Engine(plugins=[toy, curious("days")])}
    yield {**plain, "engine": ENGINE.with_parameters({"core/growth-slow": 0.031})}
    yield {**plain, "log": log[:10] + log[11:]}
    yield {**plain, "log": [*log, entry(20, 5, id="late")]}
    yield {**plain, "log": [*log, evolve(log[10], revision=1, successes=0)]}
    yield {**plain, "log": [*log, evolve(log[10], revision=1, on=day(199))]}
    yield {**plain, "log": [evolve(log[0], hard="he is not breathing"), *log[1:]]}


@pytest.mark.parametrize("case", range(8))
def test_what_is_of_something_else_is_refused_and_all_is_read(case):
    """Another plan, content, parameter or log before: nothing of what was saved is taken."""
    log = daily(200)
    other = list(others(log))[case]
    follower = other["engine"].track(other["plan"], other["log"], saved=text_of(log))
    found = follower.review(on=day(200))
    assert not follower.went_on
    assert dumps(other["engine"].review(other["plan"], other["log"], on=day(200))) == dumps(found)


def test_another_release_is_refused(monkeypatch):
    """What an earlier version folded is folded again."""
    log = daily(200)
    text = text_of(log)
    older = evolve(ENGINE._context, made_with=(("coachplan", "0.0.1"), *ENGINE._context.made_with[1:]))
    follower = tracker.Tracker(older, OPEN, log, text)
    follower.review(on=day(200))
    assert not follower.went_on


@settings(max_examples=60)
@given(st.data())
def test_what_is_damaged_is_refused(data):
    """A letter lost or changed, half of it, or any other text: all is read anew, and nothing is raised."""
    text = _TEXT or _TEXT.append(text_of(daily(80))) or _TEXT
    whole = text[0]
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.sampled_from(
            [whole[:place], whole[:place] + "0" + whole[place + 1 :], whole[:place] + whole[place + 1 :], "[" * 9000]
        )
    )
    log = daily(80)
    follower = ENGINE.track(OPEN, log, saved=damaged)
    found = follower.review(on=day(80))
    assert not follower.went_on or damaged == whole
    assert _found(80) == dumps(found)


_TEXT: list[str] = []
_KNOWN: dict[int, str] = {}


def _found(days):
    if days not in _KNOWN:
        _KNOWN[days] = dumps(ENGINE.review(OPEN, daily(days), on=day(days)))
    return _KNOWN[days]


def test_nothing_is_saved_before_a_review():
    """Then nothing is known, and nothing has to be."""
    follower = ENGINE.track(OPEN, daily(80))
    assert "" == follower.save()
    follower.review(on=day(80))
    assert follower.save()


def places(part, path=()):
    """Each place in a document that holds something, from its root."""
    yield path
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, each in inner:
        yield from places(each, (*path, name))


def test_whatever_somebody_writes_into_it_is_a_number_at_most(some_of):
    """Each place of a document made something odd, and signed: no sign is lost, and nothing but a review comes out."""
    log = daily(120, place="home", who="Alex", confidence=8)
    log[3] = evolve(log[3], hard="he is not breathing")
    text = text_of(log)
    paths = [path for path in places(json.loads(text)["followed"]) if path and path[0] not in ("of", "mark")]
    odd = (-1, 10**18, 1e300, "x", None, [], {}, [None])
    for path, value in some_of(list(product(paths, odd)), one_in=17):
        followed = json.loads(text)["followed"]
        inner = followed
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value
        follower = ENGINE.track(OPEN, log, saved=signed(text, **followed))
        found = follower.review(on=day(120))
        assert dumps(found)
        assert [log[3].id] == [alert.entry for alert in found.alerts]


def test_letters_and_numbers_that_are_odd_are_saved():
    """Half a character, as some phones cut them, and more tries than anybody makes."""
    log = daily(120, place="\ud800")
    log[5] = evolve(log[5], tries=2**40, successes=2)
    text = text_of(log)
    assert text.encode()
    follower = ENGINE.track(OPEN, log, saved=text)
    assert dumps(ENGINE.review(OPEN, log, on=day(120))) == dumps(follower.review(on=day(120)))
    assert follower.went_on


# -- memory


def test_what_is_at_hand_does_not_grow():
    """After years as much is kept as after months, but for the index and three numbers a day."""
    count, kept = [0], []
    follower = ENGINE.track(OPEN, lambda: (made(n) for n in range(count[0])))

    def made(number):
        return entry(number // 2 + 1, number % 6, id=f"e{number}", confidence=7, stress=2, worked="ok")

    for number in range(1_500):
        each = made(number)
        count[0] = number + 1
        follower.add(each)
        if number % 20 == 19:
            follower.review(on=each.on)
        if number in (439, 1_499):
            log = follower._followed
            course = log._courses["f1"]
            so_far = course._so_far
            kept.append(
                [
                    *map(len, (log.written.by_id, log.usable, log.versions, log.by_focus["f1"], log.readings)),
                    *map(len, (log.told, course._days, course._by_day, so_far.days, so_far.written, so_far.noted)),
                ]
            )
            assert len(log.written.behind.index) > number - 200
            by_day = so_far.tally.days_on, so_far.tally.tries_to, so_far.tally.successes_to
            assert sum(each.itemsize for each in by_day) <= 20
    assert max(map(max, kept)) < 200
