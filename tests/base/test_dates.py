"""
A day is said as a person says it, in each language, and written as a document does nowhere in a sentence.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from coachplan.base.dates import said_day
from coachplan.model.entries import Entry
from coachplan.testing.builders import ENGINE, OPEN, day, entry, of_five

WORDS = ENGINE.catalogue.words
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@pytest.mark.parametrize(
    ("on", "language", "said"),
    [
        (date(2026, 3, 9), "en", "Wednesday 4 March"),
        (date(2026, 3, 9), "es", "el miércoles 4 de marzo"),
        (date(2027, 1, 2), "en", "Wednesday 4 March 2026"),
        (date(2027, 1, 2), "es", "el miércoles 4 de marzo de 2026"),
        (None, "en", "Wednesday 4 March 2026"),
    ],
)
def test_a_day_as_a_person_says_it(on, language, said):
    """The year is said where it is another one, or where nobody knows on which day it is read."""
    assert said == WORDS.say(said_day(date(2026, 3, 4), on), language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_weekday_and_month_has_its_name(language):
    """A year of days, each with words of its own."""
    said = {WORDS.say(said_day(date.fromordinal(date(2026, 1, 1).toordinal() + n), None), language) for n in range(365)}
    assert 365 == len(said)
    assert not [each for each in said if "core/" in each or "{" in each]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_line_for_a_person_has_a_day_as_documents_write_it(language):
    """A hold, a day far back, an entry too early and one too late, what was answered, what is looked at again."""
    held = ENGINE.hold(OPEN, "f1", until=day(40), by="Dana", role="clinician", on=day(1))
    log = [*of_five(0, 1), entry(3, 1, question="When do we stop?"), entry(40, 3)]
    early = Entry(on=date(2025, 12, 30), focus="f1", id="old", tries=5, successes=5)
    answered = ENGINE.answer(
        held, ENGINE.review(held, log, on=day(4)).questions[0], by="Dana", on=day(4), words="Soon."
    )
    again = [*log, early, entry(11, 1, id="again", question="When do we stop?")]
    for plan, entries, on in ((OPEN, log, day(20)), (answered, again, day(12))):
        found = ENGINE.review(plan, entries, on=on)
        lines = [ENGINE.say(each, language=language, audience="clinician") for each in found.next_steps]
        lines += [each.say(language) for each in found.missing]
        view = found.for_caregiver(language)
        lines += [line for each in view.next_steps for line in each.lines]
        lines += [answer for each in view.questions for answer in (*each.answers, each.answered)]
        assert not [line for line in lines if ISO.search(line)]
    assert view.questions[0].answered
    assert {"core/missing.early", "core/missing.later"} <= {each.message.key for each in found.missing}
