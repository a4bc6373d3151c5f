"""
Flags kept with a plan, and cleared: a clearance is of an entry as it stood when a clinician looked at it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from coachplan.base.errors import CoachplanError
from coachplan.documents.codec import dumps, loads
from coachplan.documents.logs import read_log
from coachplan.model.entries import Entry
from coachplan.model.plans import Clearance, OpenFlag, Plan
from coachplan.testing.builders import ENGINE, FOCUS, OPEN, D, day, entry, of_five, review
from coachplan.testing.strategies import DANGEROUS, entries

BAD = entry(2, hard="he is choking and turned blue")
TWO = evolve(OPEN, focuses=[FOCUS, evolve(FOCUS, id="f2", skill="toy/wave-bye", routine="bed")])


def cleared(plan, log, *, on=5, **more):
    """
    Return the plan with each alert of the log cleared by a clinician, none before it was written.
    """
    for alert in sorted(ENGINE.review(plan, log, on=day(on)).alerts, key=lambda each: each.on):
        when = max(day(on), alert.on)
        plan = ENGINE.clear(plan, alert, entries=log, **{"by": "Dana, SLP", "role": "clinician", "on": when, **more})
    return plan


def urgencies(plan, log, on=40):
    return [alert.urgency for alert in ENGINE.review(plan, log, on=day(on)).alerts]


SEEN = cleared(TWO, [BAD])


def test_what_was_seen_is_cleared():
    """The entry that was looked at raises nothing any more, however often and in whatever order it is handed over."""
    assert [] == urgencies(SEEN, [BAD])
    assert [] == urgencies(SEEN, [*of_five(5), BAD, BAD])
    assert [] == urgencies(loads(Plan, dumps(SEEN)), loads(list[Entry], dumps([BAD])))


@pytest.mark.parametrize(
    "other",
    [
        evolve(BAD, on=day(23)),
        evolve(BAD, on=day(23), focus="f2"),
        evolve(BAD, revision=1, on=day(20), hard="again today: he is choking and turned blue"),
        evolve(BAD, revision=1, part_of_day="evening"),
        evolve(BAD, revision=1),
        evolve(BAD, win=BAD.hard, hard=""),
        evolve(BAD, who="Grandma"),
    ],
    ids=["weeks later", "another focus", "it happened again", "another time", "said again", "as a win", "by another"],
)
def test_what_was_never_seen_is_not_cleared(other):
    """The same id and the same words in anything that was not looked at raise the flag, alone and beside what was."""
    assert ["now"] == urgencies(SEEN, [other])
    assert ["now"] == urgencies(SEEN, [BAD, other])


def test_the_rows_of_the_next_week_are_not_cleared():
    """Two weekly tables may call their rows alike; a clearance of the first says nothing of the second."""
    weeks = [read_log(f"id,on,focus,hard\nrow-2,{day(n)},f1,he is choking\n").entries for n in (3, 10)]
    assert weeks[0][0].id == weeks[1][0].id
    plan = cleared(TWO, weeks[0])
    assert [] == urgencies(plan, weeks[0])
    assert ["today"] == urgencies(plan, weeks[1]) == urgencies(plan, [*weeks[0], *weeks[1]])


@given(st.sampled_from(DANGEROUS), entries(OPEN), st.data())
def test_a_clearance_is_of_the_content(words, written, data):
    """Whatever is amended in a cleared entry, its flags are raised again; the entry itself stays cleared."""
    bad = evolve(written, hard=words, language="en")
    plan = cleared(TWO, [bad])
    assert [] == urgencies(plan, [bad])
    other = data.draw(entries(TWO))
    name = data.draw(
        st.sampled_from([each.name for each in fields(Entry) if each.name not in ("id", "hard", "language")])
    )
    amended = evolve(bad, **{name: getattr(other, name)})
    assert (amended == bad) is ([] == urgencies(plan, [amended]))


@given(entries(OPEN), entries(OPEN))
def test_the_same_content_is_the_same_entry(one, other):
    """Two entries are equal where their contents are, and only there."""
    assert (one == other) is (one.content == other.content)
    assert one.content == evolve(one).content == loads(Entry, dumps(one)).content


@pytest.mark.parametrize(
    "nobody", ["", " ", "\t\n", "\u200b", "\u2800", "\u3164", "\ufeff", "\u00a0", "\x00", "?", "-", "7"]
)
def test_nobody_clears_nothing(nobody):
    """What is no name is refused; written into a document by hand, it clears nothing."""
    alert = ENGINE.review(TWO, [BAD], on=day(3)).alerts[0]
    with pytest.raises(CoachplanError, match="nobody is named"):
        ENGINE.clear(TWO, alert, by=nobody, role="clinician", on=day(3))
    by_hand = evolve(SEEN, cleared=[evolve(each, by=nobody) for each in SEEN.cleared])
    assert ["now"] == urgencies(by_hand, [BAD])


@pytest.mark.parametrize("nobody", [None, 5, b"Dana", ["Dana"]])
def test_what_is_no_text_names_nobody(nobody):
    """A wrong type is refused in words."""
    alert = ENGINE.review(TWO, [BAD], on=day(3)).alerts[0]
    with pytest.raises(CoachplanError, match="nobody is named"):
        ENGINE.clear(TWO, alert, by=nobody, role="clinician", on=day(3))


class EqualsAll(str):
    """
    A text that says it equals everything.
    """

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


@pytest.mark.parametrize(
    "role", ["Clinician", "clinician ", "", None, ["clinician"], EqualsAll("caregiver"), "caregiver"]
)
def test_only_the_role_itself_clears(role):
    """Nothing but `clinician` clears, whatever it says of itself."""
    alert = ENGINE.review(TWO, [BAD], on=day(3)).alerts[0]
    with pytest.raises(CoachplanError):
        ENGINE.clear(TWO, alert, by="Alex", role=role, on=day(3))


# -- kept with the plan


def test_a_recorded_flag_is_cleared_by_what_was_written():
    """Recorded, with the log cut short: it stays; cleared, it goes; and the same id with other words raises its own."""
    kept = ENGINE.record(TWO, ENGINE.review(TWO, [BAD], on=day(3)))
    assert ["now"] == urgencies(kept, []) == urgencies(kept, [BAD])
    assert {BAD.content} == {each.content for each in kept.open_flags}
    seen = cleared(kept, [])
    assert () == seen.open_flags
    assert [] == urgencies(seen, []) == urgencies(seen, [BAD])
    assert ["now"] == urgencies(seen, [evolve(BAD, on=day(9))])


def test_a_review_from_before_a_clearance_opens_nothing_again():
    """Recorded late it is stale, and refused; a review of today says what still stands."""
    before = ENGINE.review(TWO, [BAD], on=day(3))
    with pytest.raises(CoachplanError, match="review is stale"):
        ENGINE.record(SEEN, before)
    assert SEEN == ENGINE.record(SEEN, ENGINE.review(SEEN, [BAD], on=day(5)))


def test_every_revision_that_was_looked_at_is_cleared():
    """An alert stands for all revisions that raise it; the next one raises its own."""
    again = evolve(BAD, revision=1, hard="he choked and his lips went blue")
    plan = cleared(TWO, [BAD, again])
    assert [] == urgencies(plan, [BAD, again]) == urgencies(plan, [again]) == urgencies(plan, [BAD])
    assert ["now"] == urgencies(plan, [BAD, again, evolve(again, revision=2)])


# -- kept by an older coachplan


def test_an_old_clearance_clears_nothing_and_says_so():
    """Without the content that was looked at, the flag stands again, and the clinician is told why."""
    old = evolve(SEEN, cleared=[evolve(each, seen=()) for each in SEEN.cleared])
    found = ENGINE.review(old, [BAD], on=day(9))
    assert ["now"] == [alert.urgency for alert in found.alerts]
    (said,) = [each for each in found.missing if each.message.key == "core/missing.clearance"]
    assert BAD.id == said.what
    assert "An old clearance of entry e2, by Dana, SLP on Friday 6 March, does not say" in said.why
    assert "clears nothing any more" in said.why
    quiet = ENGINE.review(old, of_five(5), on=day(9))
    assert "core/missing.clearance" not in [each.message.key for each in quiet.missing]
    assert [] == urgencies(cleared(old, [BAD]), [BAD])


def test_an_old_flag_stays_until_it_is_cleared():
    """A flag kept without its content goes when its alert is cleared, and stands again when the entry comes back."""
    kept = OpenFlag(entry="e2", flag="core/choking", urgency="today", words="choking", on=day(2), pauses=True)
    old = evolve(TWO, open_flags=[kept])
    assert ["today"] == urgencies(old, [])
    assert ["now"] == urgencies(old, [BAD])
    seen = cleared(old, [])
    assert ([], ["now"]) == (urgencies(seen, []), urgencies(seen, [BAD]))
    assert [] == urgencies(cleared(old, [BAD]), [BAD])


def test_an_old_alert_clears_nothing():
    """It does not say what was looked at, so it is refused: a new review has it again."""
    old = evolve(ENGINE.review(TWO, [BAD], on=day(3)).alerts[0], seen=(), plan="")
    with pytest.raises(CoachplanError, match="does not say what was looked at"):
        ENGINE.clear(TWO, old, by="Dana", role="clinician", on=day(3))


def test_flags_of_an_old_review_are_kept():
    """A review that knows no content is recorded all the same; nothing of it is lost."""
    found = ENGINE.review(TWO, [BAD], on=day(3))
    old = evolve(found, alerts=[evolve(each, seen=()) for each in found.alerts])
    assert ["now"] == urgencies(ENGINE.record(TWO, old), [])


def test_a_clearance_by_hand_covers_its_pairs_only():
    """Each flag goes with its own words; a content of nothing covers nothing."""
    seen = Clearance(entry="e1", flags=["a/x", "a/y"], words=["one", "two"], by="Dana", on=D, seen=["c1", ""])
    assert [("e1", "a/x", "one", "c1"), ("e1", "a/y", "two", "c1")] == [sign for sign, _ in seen.covers()]
    assert [] == list(evolve(seen, by="-").covers())


@given(st.integers(0, 400))
def test_a_later_day_changes_nothing(days):
    """A flag does not fade, and neither does a clearance."""
    on = 3 + days
    assert (["now"], []) == (urgencies(TWO, [BAD], on), urgencies(SEEN, [BAD], on))
    assert review(SEEN, [BAD]).on == BAD.on <= D + timedelta(days=on)


# -- what is written down of it

TOLD = {"by": "Dana, SLP", "role": "clinician", "on": day(5)}
SAID = entry(3, id="e3", hard="hiccups all day")
SOON_WORDS = OpenFlag(entry="old", flag="toy/x", urgency="soon", words="w", on=D, content="c", pauses=True)


def alert_of(plan, log):
    return ENGINE.review(plan, log, on=day(4)).alerts[0]


def test_a_clearance_says_who_when_and_why():
    """The history and the clearance keep the note; without one, the entry. Earlier clearances stay."""
    plan = ENGINE.clear(TWO, alert_of(TWO, [BAD]), note="seen today", entries=[BAD], **TOLD)
    assert ("clear", "clinician", "seen today") == (plan.history[-1].kind, plan.history[-1].role, plan.history[-1].why)
    assert "seen today" == plan.cleared[-1].note
    again = ENGINE.clear(plan, alert_of(plan, [BAD, SAID]), entries=[BAD, SAID], **TOLD)
    assert ("e3", ["e2", "e3"]) == (again.history[-1].why, [each.entry for each in again.cleared])


def test_a_clearance_goes_forward_and_on_its_own_plan():
    """Before the last change of the plan, or for an alert of another plan, it is refused, and says which entry."""
    changed = ENGINE.change(TWO, "f1", by="Alex", on=day(9), minutes=4)
    with pytest.raises(CoachplanError, match="History only goes forward"):
        ENGINE.clear(changed, alert_of(changed, [BAD]), **TOLD)
    with pytest.raises(CoachplanError, match="e2: this alert stands on the plan 'p1', not on 'p2'"):
        ENGINE.clear(evolve(TWO, id="p2"), alert_of(TWO, [BAD]), **TOLD)


def test_a_clearance_names_only_contents():
    """Of a flag that was kept without its content, none is made up."""
    old = evolve(TWO, open_flags=[evolve(SOON_WORDS, content="")])
    assert () == ENGINE.clear(old, alert_of(old, []), **TOLD).cleared[0].seen


def test_what_was_recorded_before_stays_recorded():
    """A new flag stands beside the old ones, and pauses where its alert does."""
    kept = ENGINE.record(evolve(TWO, open_flags=[SOON_WORDS]), ENGINE.review(TWO, [BAD], on=day(3)))
    assert SOON_WORDS == kept.open_flags[0]
    assert {("e2", True)} == {(each.entry, each.pauses) for each in kept.open_flags[1:]}


@pytest.mark.parametrize("damage", [{"words": ()}, {"flags": ("core/choking",)}, {"urgencies": ()}])
def test_an_alert_that_was_changed_on_its_way_is_refused(damage):
    """Lists that no longer go together clear nothing and are not recorded."""
    alert = evolve(alert_of(TWO, [BAD]), **damage)
    with pytest.raises(CoachplanError, match="changed on its way"):
        ENGINE.clear(TWO, alert, **TOLD)
    with pytest.raises(CoachplanError, match="changed on its way"):
        ENGINE.record(TWO, evolve(ENGINE.review(TWO, [BAD], on=day(3)), alerts=[alert]))


def test_an_urgency_that_there_is_not_cannot_be_said():
    """It is refused where the alert is made or read."""
    with pytest.raises(CoachplanError, match=r"urgencies\[0\]: found 'nwo'\. Did you mean 'now'"):
        evolve(alert_of(TWO, [BAD]), urgencies=("nwo", "now", "today"))


def test_all_urgencies_at_once_are_no_damage():
    """An alert that has every urgency there is can be cleared."""
    log = [entry(2, hard="he stopped breathing. hiccups all day. I am running on empty")]
    alert = alert_of(TWO, log)
    assert {"now", "today", "soon"} == set(alert.urgencies)
    assert ENGINE.clear(TWO, alert, entries=log, **TOLD).cleared


@given(st.integers(1, 40), st.integers(1, 40))
def test_nothing_is_cleared_before_it_was_written(written, on):
    """A day before that of the entry is refused; an entry with a wrong day is amended first, and can be cleared."""
    bad = evolve(BAD, on=day(written))
    alert = ENGINE.review(TWO, [bad], on=day(40)).alerts[0]
    if on >= written:
        plan = ENGINE.clear(TWO, alert, by="Dana", role="clinician", on=day(on), entries=[bad])
        assert [] == urgencies(plan, [bad])
        return
    with pytest.raises(CoachplanError, match="amend the entry first"):
        ENGINE.clear(TWO, alert, by="Dana", role="clinician", on=day(on))
    mended = [bad, evolve(bad, revision=1, on=day(on))]
    assert [] == urgencies(cleared(TWO, mended, on=on), mended)


CHANGED = {
    "milder": lambda alert: evolve(alert, urgencies=["soon"] * len(alert.urgencies)),
    "other words": lambda alert: evolve(alert, words=["fine"] * len(alert.words)),
    "other flags": lambda alert: evolve(alert, flags=["toy/all-day-hiccups"] * len(alert.flags)),
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_an_alert_is_as_the_plan_has_recorded_it(change):
    """Where the plan has kept what an entry raised, an alert that says otherwise was changed on its way."""
    found = ENGINE.review(TWO, [BAD], on=day(3))
    recorded = ENGINE.record(TWO, found)
    with pytest.raises(CoachplanError, match="not as the plan has recorded it"):
        ENGINE.clear(recorded, change(found.alerts[0]), by="Dana", role="clinician", on=day(3))
    assert [] == urgencies(ENGINE.clear(recorded, found.alerts[0], by="Dana", role="clinician", on=day(3)), [BAD])


@given(st.lists(entries(TWO), max_size=2), st.lists(st.sampled_from(DANGEROUS), min_size=1, max_size=3), st.data())
def test_what_was_recorded_can_be_cleared_whatever_came_since(others, words, data):
    """Recorded before an amendment, after it, or between two clearances: each alert of a review can be cleared."""
    plan, log = TWO, [evolve(other, on=day(2)) for other in others]
    for revision, said in enumerate(words):
        log.append(Entry("x", day(2), focus="f1", revision=revision, hard=said))
        found = ENGINE.review(plan, log, on=day(3))
        plan = ENGINE.record(plan, found) if data.draw(st.booleans()) else plan
        if data.draw(st.booleans()):
            for alert in found.alerts:
                plan = ENGINE.clear(plan, alert, by="Dana", role="clinician", on=day(3), entries=log)
    assert [] == urgencies(cleared(plan, log), log)


# -- only what stands


OTHER = entry(3, id="e3", hard="she had a seizure")


def test_an_alert_that_does_not_stand_is_refused():
    """Neither recorded nor in the log that is given, it clears nothing; recorded, or in the log, it is cleared."""
    found = ENGINE.review(TWO, [BAD], on=day(3))
    recorded = ENGINE.record(TWO, found)
    nowhere = "e2: this alert does not stand on this plan. Record its review first, or give entries"
    for plan, more in ((TWO, {}), (TWO, {"entries": []}), (TWO, {"entries": [OTHER]}), (SEEN, {"entries": [BAD]})):
        with pytest.raises(CoachplanError, match=nowhere):
            ENGINE.clear(plan, found.alerts[0], **TOLD, **more)
    for plan, more in ((recorded, {}), (recorded, {"entries": []}), (TWO, {"entries": [BAD]})):
        assert [] == urgencies(ENGINE.clear(plan, found.alerts[0], **TOLD, **more), [BAD])


def test_the_alerts_of_one_review_are_cleared_one_after_the_other():
    """The first clearance is a change of the plan; the second alert stands on it as before."""
    log = [BAD, OTHER]
    found = ENGINE.review(TWO, log, on=day(4))
    for start, more in ((ENGINE.record(TWO, found), {}), (TWO, {"entries": log})):
        plan = start
        for alert in found.alerts:
            plan = ENGINE.clear(plan, alert, **TOLD, **more)
        assert [] == urgencies(plan, log)
        with pytest.raises(CoachplanError, match="does not stand on this plan"):
            ENGINE.clear(plan, found.alerts[0], **TOLD, **more)


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_an_alert_is_as_the_log_has_it(change):
    """Where the log is given, an alert that says otherwise than it was changed on its way."""
    found = ENGINE.review(TWO, [BAD], on=day(3)).alerts[0]
    with pytest.raises(CoachplanError, match="not as the plan has recorded it"):
        ENGINE.clear(TWO, change(found), **TOLD, entries=[BAD])


def test_what_was_not_looked_at_is_not_cleared_with_it():
    """An alert from before an amendment clears what it shows, and one that also claims the amendment is refused."""
    again = evolve(BAD, revision=1, hard="she had a seizure")
    log = [BAD, again]
    before = ENGINE.review(TWO, [BAD], on=day(3)).alerts[0]
    assert ["now"] == urgencies(ENGINE.clear(TWO, before, **TOLD, entries=log), log)
    claims = evolve(before, seen=(*before.seen, OTHER.content))
    with pytest.raises(CoachplanError, match="not as the plan has recorded it"):
        ENGINE.clear(TWO, claims, **TOLD, entries=log)
    both = ENGINE.review(TWO, log, on=day(3)).alerts[0]
    recorded = ENGINE.record(TWO, ENGINE.review(TWO, [BAD], on=day(3)))
    with pytest.raises(CoachplanError, match="not as the plan has recorded it"):
        ENGINE.clear(recorded, both, **TOLD)


def test_a_review_of_another_plan_or_of_another_day_of_it_is_not_recorded():
    """Another id, another family under the same id, or what was agreed before the last change."""
    found = ENGINE.review(TWO, [BAD], on=day(3))
    with pytest.raises(CoachplanError, match=r"this review is of the plan 'p1', and not of 'p2'"):
        ENGINE.record(evolve(TWO, id="p2"), found)
    for plan in (evolve(TWO, family=evolve(TWO.family, id="kim")), ENGINE.hold(TWO, "f1", until=day(9), **TOLD)):
        with pytest.raises(CoachplanError, match="this review is stale"):
            ENGINE.record(plan, found)
    forged = evolve(found, plan="p2@0")
    with pytest.raises(CoachplanError, match="this review is stale"):
        ENGINE.record(evolve(TWO, id="p2"), forged)
    recorded = ENGINE.record(TWO, found)
    assert recorded == ENGINE.record(recorded, found), "recorded twice it is there once"


def test_an_alert_of_before_clears_what_is_left_of_it():
    """Some of it was cleared meanwhile, and some stands: that is cleared. Once nothing of it stands, it is refused."""
    log = [BAD, evolve(BAD, revision=1, part_of_day="evening")]
    first, both = (ENGINE.review(TWO, part, on=day(3)).alerts[0] for part in (log[:1], log))
    plan = ENGINE.clear(ENGINE.record(TWO, ENGINE.review(TWO, log, on=day(3))), first, **TOLD)
    assert {log[1].content} == {each.content for each in plan.open_flags}
    with pytest.raises(CoachplanError, match="not as the plan has recorded it"):
        ENGINE.clear(plan, first, **TOLD)
    assert [] == urgencies(ENGINE.clear(plan, both, **TOLD), log)


def test_an_alert_stands_on_its_own_entry():
    """The same signs, recorded of another entry, are not its own."""
    found = ENGINE.review(TWO, [BAD], on=day(3))
    with pytest.raises(CoachplanError, match="e9: this alert does not stand on this plan"):
        ENGINE.clear(ENGINE.record(TWO, found), evolve(found.alerts[0], entry="e9"), **TOLD)
