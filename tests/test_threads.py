"""Reviews from several threads: one engine, shared, says the same as when it is asked in turn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from coachplan import Caregiver, Child, Engine, Entry, Family, Routine

FIRST = date(2026, 3, 2)


def test_reviews_from_eight_threads_equal_serial_ones():
    """An app may serve many families at once from one engine."""
    engine = Engine()
    family = Family(Child("Sam", 48), [Caregiver("Alex")], [Routine("mornings", "dressing", matters=5)], id="sam")
    plan = engine.propose(family, on=FIRST)[0].plan
    focus = plan.focuses[0].id
    log = [Entry(f"e{n}", FIRST + timedelta(days=n), focus=focus, tries=5, successes=n % 6) for n in range(24)]

    def review(days):
        return engine.review(plan, log[:days], on=FIRST + timedelta(days=days - 1))

    serial = [review(days) for days in range(1, 25)]
    with ThreadPoolExecutor(8) as threads:
        assert serial == list(threads.map(review, range(1, 25)))
