"""
A scenario held against an engine: what came out, what was expected, and why the engine decided as it did.

Every failure is a sentence a therapist can read; the trace of the rules stands under them. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError
from coachplan.base.frozen_map import FrozenMap
from coachplan.documents.references import unknown_ids
from coachplan.engine import Engine
from coachplan.model.caregiver_view import CaregiverStep
from coachplan.model.evidence import ClauseTrace, RuleTrace
from coachplan.model.reviews import Review
from coachplan.model.suggestions import Suggestion
from coachplan.testing.scenarios.model import Expect, Never, Scenario

__all__ = ["Outcome", "run_scenario", "shown"]


@plain_errors
@frozen(kw_only=True)
class Outcome:
    """
    Whether a scenario came out as expected; if not, each failure as a sentence. *trace* says what every rule saw.
    *review* is what came out, None where the engine refused.
    """

    passed: bool
    failures: tuple[str, ...] = ()
    trace: str = ""
    review: Review | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return "As expected." if self.passed else "\n".join([*self.failures, "", self.trace]).rstrip()


@checked
def run_scenario(scenario: Scenario, engine: Engine) -> Outcome:
    """
    Review the plan of *scenario* on its day, and hold what came out against what was expected.

    An input that the engine refuses (an unknown skill, tag or caution) is a failure in the engine's own words.
    """
    unknown = [
        *unknown_ids(scenario.plan, engine.catalogue, scenario.where),
        *unknown_ids(scenario.entries, engine.catalogue, scenario.where),
        *engine.catalogue.known_cautions.unknown(
            scenario.plan.family.child.cautions, item="child.cautions", where=scenario.where
        ),
    ]
    if unknown:
        return Outcome(passed=False, failures=tuple(str(finding) for finding in unknown))
    try:
        review = engine.review(scenario.plan, scenario.entries, on=scenario.review_day)
    except CoachplanError as error:
        return Outcome(
            passed=False, failures=tuple(f"The engine refused this: {finding}" for finding in error.findings)
        )
    failures = (*_expected(scenario.expect, review, engine), *_forbidden(scenario.never, review))
    return Outcome(passed=not failures, failures=failures, trace=_trace(review), review=review)


def shown(review: Review) -> tuple[str, ...]:
    """
    Return everything a caregiver may be shown of a review: their view of it, the alerts, and each reason.
    """
    view = review.for_caregiver()
    return (
        *(alert.words for alert in view.alerts),
        *view.wins,
        *(words for step in view.next_steps for words in _of_a_step(step) if words),
        *(words for asked in view.questions for words in (asked.words, *asked.answers, asked.answered) if words),
        *view.notes,
        *view.observed,
        *view.works,
        *(alert.say for alert in review.alerts),
        *(step.because for step in review.next_steps),
    )


def _of_a_step(step: CaregiverStep) -> tuple[str, ...]:
    return (*step.lines, step.what, step.how, step.success)


def _or(words: Iterable[str]) -> str:
    named = list(words)
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}" if named else "none"


def _list(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"


def _has(part: str, whole: str) -> bool:
    return part.casefold() in whole.casefold()


# -- what must come out


def _expected(expect: Expect, review: Review, engine: Engine) -> Iterator[str]:
    yield from _steps(expect, review)
    if expect.alerts is not None:
        found = [alert.urgency for alert in review.alerts]
        if list(expect.alerts) != found:
            yield f"Expected alerts: {_list(expect.alerts)}; found: {_alerts(review)}."
    flags = [flag for alert in review.alerts for flag in alert.flags]
    answers = [answer for question in review.questions for answer in question.answers]
    wins = [win.words for win in review.wins]
    yield from _each(expect.flags, flags, "flag", lambda part, whole: part == whole)
    yield from _each(expect.answers, answers, "answer", lambda part, whole: part == whole)
    yield from _each(expect.wins, wins, "win", _has)
    yield from _mentions(expect, review)
    for words in expect.says:
        if not any(_has(words, text) for text in shown(review)):
            yield f"Expected the caregiver to read {words!r}; nothing shown says it. Shown: {_quoted(shown(review))}"
    if expect.ask_clinician is not None:
        asks = list(_asks(review, engine))
        if expect.ask_clinician and not asks:
            yield "Expected the clinician to be asked; no alert stands and no suggestion needs the clinician."
        if not expect.ask_clinician and asks:
            yield f"Expected the clinician not to be asked; found {_list(asks)}."


def _each(
    expected: tuple[str, ...] | None, found: list[str], what: str, same: Callable[[str, str], bool]
) -> Iterator[str]:
    # Each expected one must be there, and others may be; an empty list says that there is none.
    if expected is None:
        return
    if not expected and found:
        yield f"Expected no {what}; found: {_list(found)}."
    for words in expected:
        if not any(same(words, one) for one in found):
            yield f"Expected the {what} {words!r}; found: {_list(found)}."


def _steps(expect: Expect, review: Review) -> Iterator[str]:
    empty: FrozenMap[str, tuple[str, ...]] = FrozenMap()
    for focus, kinds in (expect.step or empty).items():
        step = review.step_for(focus)
        if step.action.kind not in kinds:
            yield f"Expected {_or(kinds)} for {focus}, found {_said(step)}"
    for focus, rules in (expect.rule or empty).items():
        step = review.step_for(focus)
        if step.rule not in rules:
            yield f"Expected {_or(rules)} to speak for {focus}, but {step.rule} did: {_said(step)}"
    for focus, needs in (expect.needs or empty).items():
        step = review.step_for(focus)
        if step.needs not in needs:
            yield f"Expected the step of {focus} to need the {_or(needs)}; it needs the {step.needs}: {_said(step)}"


def _said(step: Suggestion) -> str:
    waits = " (waiting for another focus)" if step.queued is not None else ""
    return f"{step.action.kind}{waits}: {step.because}"


def _alerts(review: Review) -> str:
    return _list(f"{alert.urgency} ({_list(alert.flags)}; {alert.entry})" for alert in review.alerts)


def _mentions(expect: Expect, review: Review) -> Iterator[str]:
    if expect.mentions is None:
        return
    found = [f"{mention.words!r} as {mention.kind}" for mention in review.mentions]
    if not expect.mentions and found:
        yield f"Expected no mention; found: {_list(found)}."
    for wanted in expect.mentions:
        if not any(
            _has(wanted.words, mention.words) and wanted.kind in (None, mention.kind) for mention in review.mentions
        ):
            kind = f" as {wanted.kind}" if wanted.kind else ""
            yield f"Expected {wanted.words!r} to be read{kind}; found: {_list(found)}."


def _asks(review: Review, engine: Engine) -> Iterator[str]:
    for alert in review.alerts:
        yield f"an alert {alert.urgency} for {alert.entry} ({_list(alert.flags)})"
    for step in review.next_steps:
        if step.needs == "clinician":
            yield f"{step.action.kind} for {step.focus}, which needs the clinician"
    for question in review.questions:
        for answer in question.answers:
            # A never-suggest answer is a sentence that asks the family to talk to their clinician first.
            if answer in engine.catalogue.never_suggest:
                yield f"the question of {question.entry}, which is on the never-suggest list as {answer}"


# -- what must not


def _forbidden(never: Never, review: Review) -> Iterator[str]:
    for step in review.next_steps:
        if step.action.kind in never.steps:
            yield f"Never {step.action.kind} here, but for {step.focus} it is {_said(step)}"
    for alert in review.alerts:
        if alert.urgency in never.alerts:
            raised = f"{alert.entry} raised {_list(alert.flags)}: {_list(alert.words)}"
            yield f"Never an alert {alert.urgency} here, but {raised}"
    for words in never.says:
        for text in dict.fromkeys(shown(review)):
            if _has(words, text):
                yield f"The caregiver must never read {words!r} here, but is shown: {text!r}"


def _quoted(texts: Iterable[str]) -> str:
    return "; ".join(repr(text) for text in dict.fromkeys(texts) if text) or "nothing."


# -- why


def _trace(review: Review) -> str:
    lines: list[str] = []
    for step in review.next_steps:
        lines.append(f"{step.focus}: {step.rule} -> {_said(step)}")
        asked = [rule for rule in review.trace if rule.focus == step.focus]
        for rule in sorted(asked, key=lambda rule: (_ORDER[rule.verdict], rule.rule)):
            lines.append(_rule(rule))
            lines += [_clause(clause) for clause in rule.held_back_by or rule.clauses]
    for alert in review.alerts:
        lines.append(f"alert {alert.urgency}: {_list(alert.words)} in {alert.entry} ({_list(alert.flags)})")
    lines += [f"read {mention.words!r} as {mention.kind} ({mention.flag})" for mention in review.mentions]
    lines += [f"missing {missing.what} {missing.about}: {missing.why}" for missing in review.missing]
    return "\n".join(lines)


_ORDER = {True: 0, None: 1, False: 2}
_VERDICT = {True: "true", False: "false", None: "unknown"}


def _rule(rule: RuleTrace) -> str:
    does = f" -> {rule.then}" if rule.then else ""
    holds = f", holds {_list(rule.holds)}" if rule.holds else ""
    waits = f", waits for {rule.waits} more practised days" if rule.waits else ""
    return f"  {_VERDICT[rule.verdict]:<8}{rule.rule}{does}{holds}{waits}"


def _clause(clause: ClauseTrace) -> str:
    seen = "unknown" if clause.seen is None else f"{clause.seen:.3g}" if isinstance(clause.seen, float) else clause.seen
    clause_text = f"not ({clause.clause})" if clause.negated else clause.clause
    return f"              {_VERDICT[clause.verdict]:<8}{clause_text}, seen {seen}"
