"""
What makes a flag worse, and what a clinician expects: the words that follow, what is counted, and what is refused.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from attrs import evolve

from coachplan.base.errors import CoachplanError
from coachplan.documents.content import content_from_text
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.approvals import EXPECTED_DAYS, Approval
from coachplan.model.flags import RedFlag, Worse
from coachplan.testing.builders import FAMILY, OPEN, PLAN, Bringing, D, day, entry, installed
from coachplan.testing.toy import OWN, toy

SIGNS = (
    RedFlag(
        "signs/cough",
        "soon",
        words={"en": ["little cough"]},
        say="Please tell your therapist about the cough.",
        tags=["coughed"],
        worse=[
            Worse(urgency="today", times=3, days=5),
            Worse(urgency="today", beside="fever"),
            Worse(urgency="now", beside="signs/blue"),
            Worse(urgency="today", caution="swallowing"),
        ],
        sources=[OWN],
    ),
    RedFlag("signs/blue", "today", words={"en": ["odd blue"]}, say="Please call about the blue.", sources=[OWN]),
    RedFlag(
        "signs/spell",
        "today",
        words={"en": ["a spell"]},
        say="Please call about the spell.",
        worse=[Worse(urgency="now", times=2, days=2), Worse(urgency="today", beside="fever")],
        may_be_expected=True,
        sources=[OWN],
    ),
)
AT = Engine(plugins=[toy, Bringing("signs", Catalogue(flags=SIGNS))])
RISKY = evolve(PLAN, family=evolve(FAMILY, child=evolve(FAMILY.child, cautions=["swallowing"])))


def alerts(plan, *log, on=40):
    return [(alert.entry, alert.urgency) for alert in AT.review(plan, log, on=day(on)).alerts]


def known(until=None, **more):
    """
    Return the plan with a spell that is expected until a day.
    """
    last = D + timedelta(days=60) if until is None else until
    approval = Approval("Dana, OT", D, expected=["signs/spell"], expected_until=last, **more)
    return AT.approve(PLAN, approval, role="clinician")


def test_what_comes_again_is_more_urgent_on_the_last_of_its_days():
    """Three days of five: the third is of today, and the two before it are as they were."""
    log = [entry(n, hard="a little cough") for n in (1, 3, 5)]
    assert [("e5", "today"), ("e1", "soon"), ("e3", "soon")] == alerts(PLAN, *log)
    assert [("e6", "soon")] == alerts(PLAN, log[0], log[1], entry(6, hard="a little cough"))[-1:]


def test_two_notes_of_one_day_are_one_day():
    """However a day was cut into entries; a tick and words of one day, too."""
    log = [entry(1, hard="a little cough"), entry(1, hard="a little cough", id="b"), entry(2, tags=["coughed"])]
    assert {"soon"} == {urgency for _, urgency in alerts(PLAN, *log)}


def test_what_stands_beside_it_on_the_same_day_makes_it_worse():
    """A fever in another note of that day, by word or by number; and another flag. Not one of the day before."""
    cough = entry(2, hard="a little cough")
    for fever in ("she has a fever", "temperature of 38.9 this evening"):
        assert [("e2", "today")] == alerts(PLAN, cough, entry(2, hard=fever, id="f"))
        assert [("e2", "soon")] == alerts(PLAN, cough, entry(1, hard=fever, id="f"))
    for none in ("no fever", "her brother has a fever"):
        assert [("e2", "soon")] == alerts(PLAN, cough, entry(2, hard=none, id="f"))
    assert [("e2", "now"), ("f", "today")] == alerts(PLAN, cough, entry(2, hard="odd blue", id="f"))


def test_a_caution_of_the_child_makes_it_worse():
    """The same note of a child who may not swallow safely."""
    assert [("e2", "today")] == alerts(RISKY, entry(2, hard="a little cough"))


def test_the_alert_says_why_in_place_of_what_the_flag_asks_by_itself():
    """No "tell your therapist" beside "please call today"; and a clinician's word only where it was said."""
    cough = entry(2, hard="a little cough")
    plain, risky = (AT.review(plan, [cough], on=day(3)).alerts[0].say for plan in (PLAN, RISKY))
    assert "about the cough" in plain
    assert "about the cough" not in risky
    assert "needs extra care with this" in risky
    assert "call today" in risky
    spell = entry(2, hard="a spell")
    mild, other = (AT.review(plan, [spell], on=day(3)).alerts[0].say for plan in (known(), PLAN))
    assert "Dana, OT knows about this" in mild
    assert "Please call" not in mild
    assert "about the spell" in other


def test_what_is_worse_is_not_expected():
    """A clinician expects a spell; not one on two days running, and none with a fever."""
    one, two = entry(2, hard="a spell"), entry(3, hard="a spell")
    assert [("e2", "soon")] == alerts(known(), one)
    assert [("e3", "now"), ("e2", "soon")] == alerts(known(), one, two)
    assert [("e2", "today")] == alerts(known(), one, entry(2, hard="he has a fever", id="f"))


def test_what_is_expected_is_so_from_the_day_of_the_approval_to_its_end_day():
    """Not before, not after; and a revision that names another day takes nothing out of either."""
    until = D + timedelta(days=30)
    for n, urgency in ((-1, "today"), (0, "soon"), (30, "soon"), (31, "today")):
        written = evolve(entry(2, hard="a spell"), on=D + timedelta(days=n))
        on = max(written.on, D)
        assert [urgency] == [alert.urgency for alert in AT.review(known(until), [written], on=on).alerts]
        if urgency == "today":
            moved = evolve(written, on=D + timedelta(days=5), revision=1)
            found = AT.review(known(until), [written, moved], on=on).alerts
            assert {"today"} == {alert.urgency for alert in found}
    written = evolve(entry(2, hard="a spell"), on=until)
    assert ["today"] == [a.urgency for a in AT.review(known(until), [written], on=until + timedelta(days=1)).alerts]


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"expected": ["signs/spel"], "expected_until": D}, "there is no flag .*signs/spell"),
        ({"expected": ["signs/spell"]}, "has no end day.*expected_until"),
        ({"expected": ["signs/spell"], "expected_until": D - timedelta(days=1)}, "would end on"),
        ({"expected": ["signs/spell"], "expected_until": D + timedelta(days=EXPECTED_DAYS + 1)}, "would end on"),
        ({"expected": ["signs/spell"], "expected_until": date.max}, "would end on"),
        ({"expected": ["signs/blue"], "expected_until": D}, "signs/blue is today, and is never expected"),
        ({"expected": ["signs/cough"], "expected_until": D}, "signs/cough is soon, and is never expected"),
        ({"expected": ["core/seizure"], "expected_until": D}, "core/seizure is now, and is never expected"),
        ({"expected": ["core/forced"], "expected_until": D}, "core/forced is today, and is never expected"),
    ],
)
def test_what_cannot_be_expected_is_refused(given, match):
    """A name that is none, no end day or one too far, and whatever is never expected of any child."""
    with pytest.raises(CoachplanError, match=match):
        AT.approve(PLAN, Approval("Dana, OT", D, **given), role="clinician")


def test_a_caregiver_expects_nothing():
    """Who gives the approval in is asked, whatever name stands in it."""
    approval = Approval("Dana, OT", D, expected=["signs/spell"], expected_until=D)
    with pytest.raises(CoachplanError, match="only a clinician"):
        AT.approve(PLAN, approval)
    with pytest.raises(CoachplanError):
        AT.change(OPEN, "f1", by="Alex", on=D, expected=["signs/spell"])
    assert [("e0", "today")] == alerts(PLAN, entry(0, hard="a spell, that is expected, Dana knows"))


_FLAG = """
format = "coachplan-content/1"
[[flag]]
id = "signs/x"
urgency = "today"
say = "Please call."
{more}
[flag.words]
en = ["zig zag"]
"""


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ('worse = [{ urgency = "now" }]', "does not say when it is worse"),
        ('worse = [{ urgency = "now", times = 3 }]', "does not say when it is worse"),
        ('worse = [{ urgency = "now", caution = "heart", beside = "fever" }]', "does not say when"),
        ('worse = [{ urgency = "soon", caution = "heart" }]', "is today by itself, so soon is no worse"),
        ('worse = [{ urgency = "now", beside = "feverr" }]', "there is no flag 'feverr'.*fever"),
        ('worse = [{ urgency = "now", beside = "signs/y" }]', "there is no flag 'signs/y'"),
    ],
)
def test_content_that_cannot_be_meant_is_told(more, match):
    """What would never be worse, or names what is not there, fails its plugin; its words stay in force."""
    read = content_from_text(_FLAG.format(more=more))
    at = Engine(plugins=[toy, Bringing("signs", read)])
    (status,) = [each for each in at.plugins if each.name == "signs"]
    assert "failed" == status.status
    assert re.search(match, status.why), status.why
    assert at.review(PLAN, [entry(1, hard="zig zag")], on=day(2)).paused


@pytest.mark.parametrize("urgency", ["now", "soon"])
def test_only_a_flag_of_today_may_be_expected(urgency):
    """What is now is never less, and what is soon is little enough."""
    text = _FLAG.format(more="may_be_expected = true").replace('"today"', f'"{urgency}"')
    at = Engine(plugins=[toy, Bringing("signs", content_from_text(text))])
    assert "may not be expected" in next(each.why for each in at.plugins if each.name == "signs")


def test_a_wrong_key_is_told_with_the_right_one():
    """As everywhere in content."""
    with pytest.raises(CoachplanError, match=r"signs/x: worse, number 1.*cautions.*caution"):
        content_from_text(_FLAG.format(more='worse = [{ urgency = "now", cautions = "heart" }]'))


LESS = (
    RedFlag(
        "less/bump",
        "today",
        words={"en": ["bumped", "~ bumped ...4 giggl*", "! bumped into"], "es": ["chocó", "~ chocó ...4 riendo"]},
        say="Please call about the bump.",
        worse=[Worse(urgency="now", caution="swallowing")],
        sources=[OWN],
    ),
    RedFlag("less/cold", "soon", words={"en": ["sniffle", "~ little sniffle"]}, say="Please tell.", sources=[OWN]),
)
SOFT = Engine(plugins=[toy, Bringing("less", Catalogue(flags=LESS))])


def levels(text, plan=PLAN):
    found = SOFT.review(plan, [entry(1, hard=text)], on=day(2))
    return [alert.urgency for alert in found.alerts] or ["look" for _ in found.worth_a_look[:1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bumped her chin", ["today"]),
        ("bumped her chin, giggling", ["soon"]),
        ("bumped her chin. Giggling all day", ["today"]),  # the words reach over no new statement
        ("bumped her chin giggling", ["soon"]),
        ("se chocó el mentón riendo", ["soon"]),
        ("bumped her chin giggling and later bumped her lip", ["today"]),
        ("bumped into grandma at the shop", []),
        ("sniffle", ["soon"]),
        ("a little sniffle", ["look"]),
        ("no little sniffle", []),
    ],
)
def test_words_that_make_a_sign_less_lower_it_by_one(text, expected):
    """Of today it is soon, of soon a look; where it stands twice, the plain one counts."""
    assert expected == levels(text)


def test_what_is_less_by_words_is_not_less_for_a_child_at_risk():
    """What makes it worse outweighs them."""
    assert ["now"] == levels("bumped her chin giggling", RISKY)


def test_what_is_less_says_so():
    """In place of the sentence that asks to call today."""
    (alert,) = SOFT.review(PLAN, [entry(1, hard="bumped her chin giggling")], on=day(2)).alerts
    assert not alert.pauses
    assert "may well be small" in alert.say
    assert "about the bump" not in alert.say
    kept = SOFT.record(PLAN, SOFT.review(PLAN, [entry(1, hard="bumped her chin giggling")], on=day(2)))
    assert ["soon"] == [each.urgency for each in SOFT.review(kept, (), on=day(2)).alerts]


@pytest.mark.parametrize("more", ['urgency = "now"', 'urgency = "soon"\npauses = true'])
def test_no_words_make_a_now_or_a_pause_less(more):
    """Such content fails, and what is kept of its signs is as urgent as it was."""
    text = _FLAG.format(more="").replace('urgency = "today"', more).replace('"zig zag"', '"zig zag", "~ zig zag fun"')
    at = Engine(plugins=[toy, Bringing("signs", content_from_text(text))])
    assert "never less" in next(each.why for each in at.plugins if each.name == "signs")
    assert at.review(PLAN, [entry(1, hard="zig zag fun")], on=day(2)).paused


#: What of our content a clinician may expect of a child; never what is done to a child, or keeps it from drinking.
EXPECTED = {
    "feeding/coughs-on-drinks", "feeding/wet-voice", "feeding/weight-loss", "feeding/chest-infections",
    "feeding/many-vomits", "speech/cough-at-meals", "speech/noisy-breathing", "speech/hearing-changed",
    "ot/staring-spells", "ot/hurts-self", "ot/toilet-pain",
}  # fmt: skip


def test_what_may_be_expected_is_a_short_list():
    """Each of today; and each says what is not expected even so."""
    flags = installed().catalogue.flags
    assert EXPECTED == {name for name, flag in flags.items() if flag.may_be_expected}
    assert {"today"} == {flags[name].urgency for name in EXPECTED}
    assert all(flags[name].worse for name in EXPECTED)


@pytest.mark.parametrize(
    ("cautions", "log", "urgency"),
    [
        ((), [(1, "coughed at lunch")], "soon"),
        ((), [(1, "coughed at lunch"), (3, "he coughed on toast"), (6, "coughing at dinner")], "today"),
        ((), [(1, "coughed at lunch"), (1, "she has a fever tonight")], "today"),
        (("swallowing",), [(1, "coughed at lunch")], "today"),
        (("swallowing",), [(1, "a bad cold and a lot of coughing")], "today"),
        ((), [(1, "a bad cold and a lot of coughing")], None),
        ((), [(1, "hives on her arms after lunch"), (1, "threw up twice in the car")], "now"),
        ((), [(1, "bumped his head on the slide"), (1, "vomited after tea")], "now"),
        ((), [(1, "I cannot cope"), (3, "I cannot cope any more"), (5, "I cannot cope")], "today"),
    ],
)
def test_what_our_own_flags_do(cautions, log, urgency):
    """Repeats, a fever, a risk of the child, and two signs of one day."""
    child = evolve(FAMILY.child, cautions=cautions)
    plan = evolve(PLAN, family=evolve(FAMILY, child=child))
    entries = [entry(on, hard=words, id=f"n{n}") for n, (on, words) in enumerate(log)]
    found = installed().review(plan, entries, on=day(9)).alerts
    assert urgency == (found[0].urgency if found else None)
