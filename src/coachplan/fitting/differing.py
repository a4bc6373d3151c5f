"""
Whose next step would be another today under numbers that were fitted: both steps of each focus where they part.

It stays in the clinic: families go by the name that their reader gave them. Fits nothing, and does not say which step
is the better one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from functools import partial

from attrs import evolve, field, frozen

from coachplan.base.disclosure import shown
from coachplan.base.errors import CoachplanError
from coachplan.caseload.cases import Case, Failed, Reviewed, Written
from coachplan.caseload.engines import Sent, engine_of, send
from coachplan.caseload.in_order import Pool, in_order
from coachplan.caseload.reviewing import Given, lost, result_of
from coachplan.caseload.running import AHEAD, CHUNK
from coachplan.caseload.written import load_case
from coachplan.engine import Engine
from coachplan.model.actions import Kind
from coachplan.model.fitted import Fitted
from coachplan.model.plans import Plan
from coachplan.model.suggestions import Suggestion
from coachplan.model.suits import NOTHING_TOLD

__all__ = ["Looked", "Offered", "Parts", "differing"]


@frozen(kw_only=True)
class Offered:
    """
    A next step as it would be offered: its *kind* and the *rule* that says so; *sets* is the id of what it changes to
    (a strategy, a routine, or a skill and the number of its step), and *title* how that is called. Both are empty where
    it changes to nothing that has a name.
    """

    kind: Kind
    rule: str
    sets: str = ""
    title: str = field(default="", repr=False)


@frozen(kw_only=True)
class Parts:
    """
    A focus of a plan whose next step would be another: as *shipped*, and as *fitted*.
    """

    plan: str = field(repr=shown)
    focus: str = field(repr=shown)
    shipped: Offered
    fitted: Offered


@frozen(kw_only=True)
class Looked:
    """
    One family that was reviewed under both numbers, by the name that its reader gave it; *parts* is empty where every
    next step is the same. *unknown*: something that it practises is of no plugin that is here.
    """

    id: str = field(repr=shown)
    parts: tuple[Parts, ...] = ()
    unknown: bool = False


def differing(
    cases: Iterable[Given], engine: Engine, values: Mapping[str, float] | Fitted, *, executor: Pool | None = None
) -> Iterator[Looked | Failed]:
    """
    Review each family by an engine as it is, and with other *values* of its parameters, by id, or with all numbers of a
    document, those of its groups, too; yield where the two part, a family at a time, in the order of the cases. One
    that cannot be reviewed is a `Failed`.

    The other numbers are looked at, and not used: nothing is kept, and no plan is changed. *executor* is that of `fit`.
    Raises `UnknownIdError` for a parameter that there is not, `InvalidError` for a number beyond its range; and what
    `Engine.with_fitted` does, for a document.
    """
    if isinstance(values, Fitted):
        other = engine.with_fitted(evolve(values, suits=NOTHING_TOLD))  # the numbers alone
    else:
        other = engine.with_parameters(values)
    return _each(cases, engine, other, executor)


def _each(cases: Iterable[Given], one: Engine, other: Engine, executor: Pool | None) -> Iterator[Looked | Failed]:
    with nullcontext(executor) if executor is None or isinstance(executor, Executor) else executor() as pool:
        if pool is None:
            yield from (_look(one, other, each) for each in cases)
            return
        work = partial(_there, send(one), send(other))
        yield from in_order(work, cases, pool, lost=lost, chunk=CHUNK, ahead=AHEAD)


def _there(one: Sent, other: Sent, cases: Sequence[Given], _number: int) -> list[Looked | Failed] | CoachplanError:
    try:
        engines = engine_of(one), engine_of(other)
    except CoachplanError as error:
        return error
    return [_look(*engines, each) for each in cases]


def _look(one: Engine, other: Engine, given: Given) -> Looked | Failed:
    case: Given = given
    if isinstance(given, Written):
        try:
            case = load_case(given)
        except CoachplanError:
            case = given  # whoever reviews it says what is wrong with it
    before, after = result_of(one, case), result_of(other, case)
    if isinstance(before, Failed):
        return before
    if isinstance(after, Failed):
        return after
    assert isinstance(case, Case)  # what was reviewed was one
    plans = (case.plan, *(each.plan for each in case.beside))
    knows, focuses = one.catalogue, [each for plan in plans for each in plan.focuses]
    unknown = any(each.skill not in knows.skills or each.strategy not in knows.strategies for each in focuses)
    return Looked(id=case.called, parts=tuple(_parts(one, plans, before, after)), unknown=unknown)


def _parts(engine: Engine, plans: Sequence[Plan], before: Reviewed, after: Reviewed) -> Iterator[Parts]:
    pairs = zip(plans, (before.review, *before.beside), (after.review, *after.beside), strict=True)
    for plan, was, now in pairs:
        for step in was.next_steps:
            other = now.step_for(step.focus)
            if step.action != other.action:
                told = (_offered(engine, plan, each) for each in (step, other))
                yield Parts(plan=plan.id, focus=step.focus, **dict(zip(("shipped", "fitted"), told, strict=True)))


def _offered(engine: Engine, plan: Plan, step: Suggestion) -> Offered:
    action, focus, knows = step.action, plan.focus(step.focus), engine.catalogue
    if action.strategy is not None:
        known = knows.strategies.get(action.strategy)
        return Offered(kind=action.kind, rule=step.rule, sets=action.strategy, title=known.title if known else "")
    if action.step is not None and focus is not None:
        skill = knows.skills.get(focus.skill)
        title = skill.steps[action.step - 1].title if skill and action.step <= len(skill.steps) else ""
        return Offered(kind=action.kind, rule=step.rule, sets=f"{focus.skill} {action.step}", title=title)
    return Offered(kind=action.kind, rule=step.rule, sets=action.routine or "")
