"""
The pictures of docs/, as the code draws them today.

`python tests/charts/test_pictures.py` makes them anew; look at them before they are kept.
"""

import random
from pathlib import Path

from attrs import evolve

from coachplan.charts import svg
from coachplan.model.plans import Change, Hold
from coachplan.papers.series import series
from coachplan.testing.builders import ENGINE, at, day, entry

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def turned(plan, number, **new):
    """The plan with a change on a day, in force from the next."""
    before = plan.focuses[0]
    after = evolve(before, since=day(number + 1), **new)
    change = Change(on=day(number), kind="change", by="Dana", focus="f1", before=before, after=after)
    return evolve(plan, focuses=[after], history=[*plan.history, change])


def sixty_days():
    """Four phases, days off, an ill day, marks, two observers and an aim."""
    plan = turned(at(baseline=0.2), 14, step=3)
    plan = turned(plan, 28, strategy="toy/wait-and-look", baseline=0.4, aim=0.8, aim_day=day(55))
    plan = evolve(turned(plan, 45, step=4), holds=[Hold(focus="f1", by="Alex", on=day(20), until=day(26))])
    chance = random.Random(2)
    log = []
    for number in [*range(1, 21), *range(27, 61)]:
        tries = chance.choice([3, 5, 8])
        worked = sum(chance.random() < 0.2 + 0.01 * number for _ in range(tries))
        if chance.random() < 0.7 and number not in (33, 52, 54):
            log.append(entry(number, worked, tries))
    log += [entry(33, tags=["ill"]), entry(52, went="mostly"), entry(54, went="a-little")]
    log += [entry(n, s, 6, id=f"c{n}", role="clinician") for n, s in ((5, 1), (12, 2), (19, 3), (34, 4), (41, 4))]
    return series(plan, log, "f1", on=day(60), catalogue=ENGINE.catalogue)


def made():
    return {"chart.svg": svg(sixty_days(), id_prefix="chart") + "\n"}


def test_the_pictures_are_those_that_the_code_draws():
    """Each byte of each."""
    assert made() == {path.name: path.read_text(encoding="utf-8") for path in sorted(PICTURES.glob("*.svg"))}


if __name__ == "__main__":
    for name, drawn in made().items():
        (PICTURES / name).write_text(drawn, encoding="utf-8")
