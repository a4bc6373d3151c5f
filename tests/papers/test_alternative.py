"""A chart in words and as a table: what it shows, alerts first."""

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.model.plans import Hold
from coachplan.papers.alternative import alternative, days_table, figure
from coachplan.papers.series import series
from coachplan.testing.builders import ENGINE, OPEN, at, day, entry, of_five, review
from coachplan.testing.strategies import logs, plans

KNOWN = ENGINE.catalogue


def shown(plan, log, number, **more):
    return series(plan, log, "f1", on=day(number), catalogue=KNOWN, **more)


FULL = [
    *of_five(1, 2, 3), entry(4, went="mostly"), entry(5, minutes=3), entry(6, 5, tags=["pressured"]),
    entry(7, tags=["ill"]), entry(8, 4, 8, role="clinician"), entry(30, 3, 4),
]  # fmt: skip
PLAN = evolve(at(baseline=0.2, aim=0.8, aim_day=day(40)), holds=[Hold(focus="f1", by="Alex", on=day(8), until=day(10))])


def test_it_says_all_that_is_shown():
    """Days, phases, lately, observers, marks, what is not judged, gaps, rests, illness and the aim."""
    expected = """\
Stacks blocks: tries that worked, day by day
This shows 2 March 2026 to 31 March 2026.
Practice was written down on 8 days.
Step 2: Puts one block on top after you show it. 2 March 2026 to 31 March 2026: 8 days, and 13 of 27 tries worked.
Lately, on 1 day, 3 of 4 tries worked.
The therapist counted on 1 day: 4 of 8 tries worked.
On 1 day there is a mark or words, and no count.
On 1 day some tries are shown and do not count. The child was ill or pressed, or did it another way.
On 1 day nothing was counted.
Days off, as agreed: 10 March 2026 to 11 March 2026.
Nothing was written from 10 March 2026 to 30 March 2026: 21 days.
1 day was an ill day.
The aim is 80% by 10 April 2026."""

    assert expected == alternative(shown(PLAN, FULL, 30))


def test_it_speaks_spanish_as_spanish_is_written():
    """Days and shares as they are written there."""
    told = alternative(shown(PLAN, FULL, 30), "es")

    assert "Se ve desde el 2 de marzo de 2026 hasta el 31 de marzo de 2026." in told
    assert "La meta es 80 % para el 10 de abril de 2026." in told


def test_an_alert_comes_before_all_else_that_is_told():
    """Right behind what the chart is called."""
    log = [entry(1, 5), entry(2, hard="He is limp and his lips are blue", id="bad")]
    lines = alternative(shown(OPEN, log, 3, review=review(OPEN, log))).split("\n")

    assert ["An alert comes first. Practice is paused.", "There is an alert on 3 March 2026."] == lines[1:3]


def test_nothing_written_is_said():
    """And not shown as zero."""
    assert "No practice is written down yet." in alternative(shown(OPEN, [], 3))


def test_the_table_has_each_day_as_it_was():
    """Counts, marks, what is not judged, gaps and rests, oldest first."""
    table = days_table(shown(PLAN, FULL, 30))
    step = "Step 2: Puts one block on top after you show it"
    expected = [
        ("2 March 2026", step, "the family", "1 of 5", ""),
        ("3 March 2026", step, "the family", "2 of 5", ""),
        ("4 March 2026", step, "the family", "3 of 5", ""),
        ("5 March 2026", step, "the family", "mostly", ""),
        ("6 March 2026", step, "the family", "practised, nothing counted", ""),
        ("7 March 2026", step, "the family", "5 of 5, not judged", ""),
        ("8 March 2026", "", "", "", "ill"),
        ("9 March 2026", step, "the therapist", "4 of 8", ""),
        ("10 March 2026 to 11 March 2026", "", "", "", "days off, as agreed"),
        ("10 March 2026 to 30 March 2026", "", "", "", "nothing written"),
        ("31 March 2026", step, "the family", "3 of 4", ""),
    ]

    assert ("Day", "Step", "Who wrote it", "How it went", "Also") == table.head
    assert expected == list(table.rows)


def test_an_alert_stands_in_the_table_also_where_nothing_was_practised():
    """On its own row."""
    log = [entry(1, 1), entry(2, hard="He is limp and his lips are blue", id="bad")]
    rows = days_table(shown(OPEN, log, 3, review=review(OPEN, log))).rows

    assert ("3 March 2026", "alert") in [(row[0], row[-1]) for row in rows]


@pytest.mark.parametrize(("value", "written"), [(7.0, "7"), (2.25, "2.2"), (-1, "−1"), (0.5, "0.5"), (1234.0, "1234")])
def test_an_amount_is_written_plainly(value, written):
    """Without zeros behind the point, and with a minus that is one."""
    assert written == figure(value)


@settings(max_examples=15)
@given(st.data())
def test_every_practised_day_has_its_row_and_every_sentence_its_words(data):
    """For any plan and log, in both languages: one row a point, and no brace is left."""
    plan = data.draw(plans(focuses=[1]))
    log = data.draw(logs(plan, written=st.sampled_from(["He laughed.", "no time today"])))
    drawn = series(plan, log, "f1", on=day(50), catalogue=KNOWN)
    for language in ("en", "es"):
        table = days_table(drawn, language)
        assert len(drawn.points) == sum(1 for row in table.rows if row[2])
        said = [alternative(drawn, language), *table.head, *(cell for row in table.rows for cell in row)]
        assert not any("{" in words or "core/" in words for words in said)
