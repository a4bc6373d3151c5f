"""
How urgent each sign is for this child: what its flag says makes it worse, and what a named clinician expects.

It raises any urgency, and lowers one thing only: a flag of *today* that the plan's approval names as expected is one
of *soon* until its end day. Never a *now*, never what was made worse. Refuses to know any words, and what is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import frozen

from coachplan.base.dates import said_day
from coachplan.base.messages import Message
from coachplan.knowledge.cautions import KnownCautions
from coachplan.model.flags import MENTION_URGENCIES, MentionUrgency, RedFlag, Urgency, Worse, more_urgent
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Missing

__all__ = ["Weighed", "Weighing", "told_of_expected"]


@frozen
class Weighed:
    """
    How urgent a flag is in one entry, and the sentence that says why where that is not what the flag says by itself.
    """

    urgency: Urgency
    why: Message | None = None


@frozen(eq=False)
class Weighing:
    """
    What flags are weighed with: the plan, the day of the review, and the *days* on which each flag was raised or
    something else was heard, by its name; and the cautions that are *known*.

    What was written is counted whether it was cleared or not: whoever clears one cough has not seen the third.
    """

    plan: Plan
    on: date
    days: Mapping[str, set[date]]
    known: KnownCautions

    @classmethod
    def among(
        cls,
        plan: Plan,
        on: date,
        known: KnownCautions,
        raised: Mapping[str, Mapping[tuple[str, str, str], MentionUrgency]],
        heard: Mapping[str, Iterable[str]],
        written: Mapping[str, Iterable[date]],
    ) -> Weighing:
        """
        Weigh among all that was *raised* (flag, words, content) and *heard*, by entry, each *written* on its days.
        """
        days: dict[str, set[date]] = {}
        for entry, signs in raised.items():
            for (flag, _, _), urgency in signs.items():
                if urgency != "look":
                    days.setdefault(flag, set()).update(written[entry])
        for entry, names in heard.items():
            for name in names:
                days.setdefault(name, set()).update(written[entry])
        return cls(plan, on, days, known)

    def of(
        self, flag: RedFlag | None, urgency: MentionUrgency, written: Iterable[date], floor: Urgency | None = None
    ) -> Weighed | None:
        """
        Weigh a flag that is raised as one of this *urgency* in an entry, *written* on each day that a revision names.
        None: no more than a look.

        What is nobody's flag, or heard as more urgent than its flag says by itself, stays as it is heard; what words
        make less does unless something makes it worse. What was recorded is never milder than that, the *floor*.
        """
        found = self._moved(flag, urgency, tuple(written))
        if floor is not None and (found is None or more_urgent(found.urgency, floor) != found.urgency):
            return Weighed(floor)
        return found

    def _moved(self, flag: RedFlag | None, urgency: MentionUrgency, days: Iterable[date]) -> Weighed | None:
        if flag is None or _rank(urgency) < _rank(flag.urgency):
            return None if urgency == "look" else Weighed(urgency)
        found = Weighed(flag.urgency)
        for worse in flag.worse:
            if _rank(worse.urgency) < _rank(found.urgency) + (found.why is None):
                why = self._why(worse, flag.id, days)
                found = found if why is None else Weighed(worse.urgency, why)
        if found.why is not None:
            return found
        if urgency != flag.urgency:
            return None if urgency == "look" else Weighed(urgency, Message("core/alert.less"))
        return self._expected(flag, days) or found

    def _expected(self, flag: RedFlag, days: Iterable[date]) -> Weighed | None:
        approval = self.plan.approval
        if approval is None or not _may_be_expected(flag):
            return None
        if not all(approval.expects(flag.id, written=day, on=self.on) for day in days):
            return None
        return Weighed("soon", Message("core/alert.expected", {"by": approval.by}))

    def _why(self, worse: Worse, flag: str, written: Iterable[date]) -> Message | None:
        # None where it is not so.
        child = self.plan.family.child
        if worse.times is not None and worse.days is not None:
            raised = self.days.get(flag, set())
            for day in written:
                began = day - timedelta(days=worse.days - 1)
                times = len({day, *(each for each in raised if began <= each <= day)})
                if times >= worse.times:
                    return Message("core/worse.times", {"n": times})
        if worse.beside and not self.days.get(worse.beside, set()).isdisjoint(written):
            return Message("core/worse.beside")
        # By whatever name it was written; one that is not known may be this one.
        if worse.caution and any(self.known.in_the_way(child.cautions, [worse.caution])):
            return Message("core/worse.caution", {"child": child.name})
        return None


_rank = MENTION_URGENCIES.index


def _may_be_expected(flag: RedFlag) -> bool:
    return flag.urgency == "today" and flag.may_be_expected


def told_of_expected(plan: Plan, flags: Mapping[str, RedFlag], on: date) -> tuple[Missing, ...]:
    """
    Return what every review says of what is expected: who said so, of which flags, and until when; or that it is over.
    """
    approval = plan.approval
    if approval is None or not approval.expected:
        return ()
    in_force = [
        name
        for name in approval.expected
        if name in flags and _may_be_expected(flags[name]) and approval.expects(name, written=approval.on, on=on)
    ]
    until = said_day(approval.expected_until, on) if approval.expected_until is not None else "-"
    values = {"by": approval.by, "on": said_day(approval.on, on), "until": until}
    said = {"expected": in_force, "expected-no-more": [name for name in approval.expected if name not in in_force]}
    return tuple(
        Missing(what=what, about="plan", message=Message(f"core/missing.{what}", {**values, "flags": ", ".join(names)}))
        for what, names in said.items()
        if names
    )
