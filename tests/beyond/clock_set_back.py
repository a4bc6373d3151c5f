"""
A process whose clock is set while it runs: it follows a family, and keeps what happens in a journal. Run with the file
by which its clock is set, where the journal is, and the moments, as `faketime` takes them; prints what came of it.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from coachplan.audit import again
from coachplan.base.errors import CoachplanError
from coachplan.caseload import Case, review_caseload
from coachplan.cli.clock import now, today
from coachplan.documents.codec import dumps
from coachplan.journal import Journal, trail
from coachplan.testing.builders import ENGINE, OPEN, entry

BY = "Alex"


def main(clock, where, moments):
    """Write, look and take a step at each moment; look back in the end."""
    plan, log, seen, alike, refused = OPEN, [], [], True, []
    with Journal.open(where) as journal, ThreadPoolExecutor(2) as threads:
        tracker = None
        for number, moment in enumerate(moments, start=1):
            clock.write_text(f"{moment}\n")
            seen.append(str(today()))
            if tracker is None:
                tracker = ENGINE.track(plan)
                journal.save(plan, made_from=None, at=now(), by="Dana, OT")
            new = entry(number, 4, hard="he stopped breathing" if number == 3 else "", id=f"e{number}")
            log.append(new)
            tracker.add(new)
            journal.append([new], family="sam", plan="p1", at=now(), by=BY)
            review = tracker.review(on=today())
            alike = alike and dumps(review) == dumps(ENGINE.review(plan, log, on=today()))
            (of,) = review_caseload([Case(plan, tuple(log), on=today())], ENGINE, executor=threads)
            alike = alike and dumps(of.review) == dumps(review)
            journal.offered(review, family="sam", at=now(), by=BY)
            after = ENGINE.record(plan, review)
            try:
                after = ENGINE.hold(after, "f1", until=today() + timedelta(days=3), by=BY, on=today())
            except CoachplanError as error:
                refused.append(error.findings[0].code)
            journal.save(after, made_from=plan.version, at=now(), by=BY)
            plan = tracker.plan = after
        record = journal.read("sam")
        looked = trail(record)
        return {
            "days": seen,
            "alike": alike,
            "refused": refused,
            "entries": [each.id for each in record.entries],
            "plan": record.plan() == plan,
            "alerts": [each.entry for each in ENGINE.review(record.plan(), record.entries, on=today()).alerts],
            "order": [each.seq for each in record.events] == sorted(each.seq for each in record.events),
            "check": [str(each) for each in journal.check()],
            "again": [again(ENGINE, each).same for each in looked.audited],
            "lost": [str(each) for each in looked.findings],
            "went back": len(record.clock_went_back),
        }


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]), sys.stdout)
