"""
Is what a plugin contributes sound: what can be known of it without a family.

Ids, references, steps and ages that cannot be reached, rules that can never fire, words that cannot be said. Does not
know how a contribution was loaded, nor what a language pack brings to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coachplan.base.codes import unknown
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.ids import CORE_NAMESPACE, is_id, namespace_of
from coachplan.base.messages import Text, gaps
from coachplan.knowledge.catalogue import Catalogue, english, ids_of
from coachplan.knowledge.conditions import names
from coachplan.knowledge.precedence import MAY_BE_HELD
from coachplan.knowledge.rules import Rule
from coachplan.knowledge.satisfiability import Range, can_ever_be_true
from coachplan.model.actions import KINDS
from coachplan.model.cautions import Caution
from coachplan.model.flags import RedFlag, more_urgent
from coachplan.model.skills import Skill
from coachplan.model.strategies import Barrier, Strategy
from coachplan.notes.patterns import lessens, malformed, takes_out
from coachplan.notes.together import BESIDE
from coachplan.progress.signals import Signal

__all__ = ["BRACES", "check"]


def check(part: Catalogue, whole: Catalogue, *, core: bool = False, where: str = "") -> tuple[Finding, ...]:
    """
    Return what is wrong in *part* of *whole*: every finding that makes it unfit to be used.
    """
    return tuple(_findings(part, whole, core=core, where=where))


def _findings(part: Catalogue, whole: Catalogue, *, core: bool, where: str) -> Iterator[Finding]:
    yield from _said_twice(part, where)
    for item in () if core else sorted({item for item in ids_of(part) if namespace_of(item) == CORE_NAMESPACE}):
        what = "this is in the namespace of coachplan itself."
        yield Finding(where=where, item=item, what=what, hint="Use your own namespace.", code="not-an-id")
    for shelf, item, value in part.items():
        bare = core and shelf in ("cautions", "assessments", "routine_kinds", "signals")
        if not is_id(item) and not bare:
            yield Finding(
                where=where,
                item=item,
                what="this is not an id.",
                hint="An id is `namespace/name` in lower-case letters, digits and hyphens.",
                code="not-an-id",
            )
        if isinstance(value, Skill):
            yield from _check_skill(value, whole, where)
        elif isinstance(value, Strategy):
            yield from _check_strategy(value, whole, where)
        elif isinstance(value, Rule):
            yield from _check_rule(value, whole, core=core, where=where)
        elif isinstance(value, RedFlag):
            yield from _unknown(value.tags, whole.known_tags, "entry tag", item, where)
            yield from _check_urgency(value, whole, where)
        elif isinstance(value, Caution):
            yield from _check_caution(value, whole, where)
        elif isinstance(value, Barrier):
            yield from _unknown(value.try_next, {*whole.strategies, *KINDS}, "strategy or step", item, where)
            yield from _unknown(value.tags, whole.known_tags, "entry tag", item, where)
    yield from _check_words(part, where, core=core)


def _said_twice(part: Catalogue, where: str) -> Iterator[Finding]:
    # Of two texts of one key one would be said in place of the other: for a flag, what a rule says.
    found: set[tuple[str, str]] = set()
    for text in (*part.texts.values(), *english(part)):
        if (text.language, text.key) in found:
            item = f"{text.key} ({text.language})"
            yield Finding(
                where=where, item=item, what="this id is used twice.", hint="Give each its own.", code="duplicate"
            )
        found.add((text.language, text.key))


def _unknown(used: Iterable[str], known: Iterable[str], what: str, item: str, where: str) -> Iterator[Finding]:
    names_known = set(known)
    for name in used:
        if name not in names_known:
            yield Finding(
                where=where,
                item=item,
                what=f"there is no {what} {name!r}.",
                hint=suggest(name, names_known),
                code=unknown(what),
            )


def _unknown_cautions(used: Iterable[str], whole: Catalogue, item: str, where: str) -> Iterator[Finding]:
    # One that nobody knows would rule out everybody who has any, or, in a family, nothing that it should.
    for name in used:
        if not whole.known_cautions.meant(name):
            what, hint = f"there is no caution {name!r}.", whole.known_cautions.hint(name)
            yield Finding(where=where, item=item, what=what, hint=hint, code=unknown("caution"))


def _check_caution(caution: Caution, whole: Catalogue, where: str) -> Iterator[Finding]:
    yield from _unknown(caution.broader, whole.cautions, "caution", caution.id, where)
    if caution.id in _all_before(caution, "broader", whole.cautions):
        what, hint = "the caution is a kind of itself.", "Mend what it says of broader ones."
        yield Finding(where=where, item=caution.id, what=what, hint=hint, code="unsound")


def _check_ages(ages: tuple[int, int] | None, item: str, where: str) -> Iterator[Finding]:
    if ages is not None and ages[0] >= ages[1]:
        what = f"no child is ever from {ages[0]} to {ages[1]} months old."
        yield Finding(where=where, item=item, what=what, hint="Write the younger age first.", code="unsound")


def _check_skill(skill: Skill, whole: Catalogue, where: str) -> Iterator[Finding]:
    yield from _unknown(skill.routines, whole.routine_kinds, "routine kind", skill.id, where)
    yield from _unknown(skill.prerequisites, whole.skills, "skill", skill.id, where)
    yield from _unknown_cautions(skill.cautions, whole, skill.id, where)
    yield from _check_ages(skill.ages, skill.id, where)
    if skill.id in _all_before(skill, "prerequisites", whole.skills):
        yield Finding(
            where=where,
            item=skill.id,
            what="the skill comes before itself.",
            hint="Mend its prerequisites.",
            code="unsound",
        )
    yield from _check_direction(skill, where)
    for number, step in enumerate(skill.steps, start=1):
        item = f"{skill.id}, step {number}"
        if step in skill.steps[: number - 1]:
            yield Finding(
                where=where, item=item, what="the step is an earlier one again, so it is never reached.", code="unsound"
            )
        if skill.measure == "tries":
            if step.target is not None:
                yield Finding(
                    where=where,
                    item=item,
                    what="a target stands here, but the skill counts tries.",
                    hint='Take it out, or set measure to "count", "duration" or "rating".',
                    code="unsound",
                )
        elif step.target is None:
            yield Finding(
                where=where, item=item, what=f"a target is missing: the skill measures {skill.measure}.", code="unsound"
            )
        elif not (-2 < step.target <= 2 if skill.measure == "rating" else step.target > 0):
            never = f"the target {step.target:g} is always reached, or never."
            yield Finding(
                where=where,
                item=item,
                what=never,
                hint="A rating goes from -2 to +2; a target is above none.",
                code="unsound",
            )


def _check_direction(skill: Skill, where: str) -> Iterator[Finding]:
    targets = [step.target for step in skill.steps if step.target is not None]
    lessens = skill.direction == "decrease"
    if lessens and skill.measure in ("tries", "rating"):
        yield Finding(
            where=where,
            item=skill.id,
            what=f"less is better here, but the skill measures {skill.measure}, of which more is better.",
            hint='Take direction out, or set measure to "count" or "duration".',
            code="unsound",
        )
    elif skill.measure != "tries" and len(targets) > 1 and targets[0] != targets[-1]:
        turned = [-target for target in targets] if lessens else targets
        if turned == sorted(turned, reverse=True):
            way, other, what = ("rise", "increase", "more") if lessens else ("fall", "decrease", "less")
            yield Finding(
                where=where,
                item=skill.id,
                what=f"the targets {way} from step to step, so each step is easier than the one before it.",
                hint=f'Where {what} is better, set direction = "{other}"; else turn them round.',
                code="unsound",
            )


def _all_before(value: Any, part: str, shelf: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    open_ones = list(getattr(value, part))
    while open_ones:
        name = open_ones.pop()
        if name not in found:
            found.add(name)
            open_ones.extend(getattr(shelf[name], part) if name in shelf else ())
    return found


def _check_strategy(strategy: Strategy, whole: Catalogue, where: str) -> Iterator[Finding]:
    yield from _unknown(strategy.routines, whole.routine_kinds, "routine kind", strategy.id, where)
    yield from _unknown(strategy.skills, whole.skills, "skill", strategy.id, where)
    yield from _unknown_cautions(strategy.cautions, whole, strategy.id, where)
    yield from _unknown(strategy.requires, whole.assessments, "assessment", strategy.id, where)
    yield from _unknown(strategy.barriers, whole.barriers, "barrier", strategy.id, where)
    yield from _check_uses(strategy, whole, where)
    yield from _check_ages(strategy.ages, strategy.id, where)
    skills = [whole.skills[name] for name in strategy.skills if name in whole.skills]
    if skills and strategy.routines and not any(set(skill.routines) & set(strategy.routines) for skill in skills):
        yield Finding(
            where=where,
            item=strategy.id,
            what="none of its skills is practised in any of its routines, so it can never be offered.",
            code="unsound",
        )


def _check_uses(strategy: Strategy, whole: Catalogue, where: str) -> Iterator[Finding]:
    used = [name for use in strategy.uses for name in use.skills]
    yield from _unknown(used, whole.skills, "skill", strategy.id, where)
    for name in dict.fromkeys(name for name in used if used.count(name) > 1):
        # Two grades for one thing could not both be told.
        what = f"the skill {name!r} stands in two of its uses."
        yield Finding(where=where, item=strategy.id, what=what, hint="Name it in one of them.", code="duplicate")
    for name in used if strategy.skills else ():
        if name not in strategy.skills:
            what = f"a use names the skill {name!r}, which is none of its skills."
            yield Finding(where=where, item=strategy.id, what=what, hint="Add it to `skills`.", code="unsound")
    # What warns of it may still support one use of it, and then lends that use its grade.
    for source in strategy.sources:
        if source in strategy.cautioned_by:
            what = f"the source {source.id!r} supports it and warns of it."
            hint = "Name it in one of the two, or support a use with it."
            yield Finding(where=where, item=strategy.id, what=what, hint=hint, code="unsound")


def _check_urgency(flag: RedFlag, whole: Catalogue, where: str) -> Iterator[Finding]:
    for number, worse in enumerate(flag.worse, start=1):
        item = f"{flag.id}, worse {number}"
        named = sum((worse.times is not None or worse.days is not None, bool(worse.beside), bool(worse.caution)))
        if named != 1 or (worse.times is None) != (worse.days is None):
            one = "Give times and days, or beside, or caution."
            yield Finding(where=where, item=item, what="this does not say when it is worse.", hint=one, code="unsound")
        same = worse.urgency == flag.urgency
        if not (same and flag.may_be_expected) and more_urgent(flag.urgency, worse.urgency) == flag.urgency:
            what = f"the flag is {flag.urgency} by itself, so {worse.urgency} is no worse."
            yield Finding(where=where, item=item, what=what, hint="Write what is more urgent.", code="unsound")
        if worse.beside:
            yield from _unknown([worse.beside], {*whole.flags, *BESIDE}, "flag", item, where)
    if flag.may_be_expected and flag.urgency != "today":
        right = "Only a flag of today may; take may_be_expected out."
        what = f"a flag of {flag.urgency} may not be expected."
        yield Finding(where=where, item=flag.id, what=what, hint=right, code="unsound")
    less = [phrase for phrases in flag.words.values() for phrase in phrases if lessens(phrase)]
    if less and (flag.urgency == "now" or flag.pauses):
        what = f"{less[0]!r} would make it less, and a flag that is now or pauses is never less."
        yield Finding(where=where, item=flag.id, what=what, hint="Take it out.", code="unsound")


def _check_rule(rule: Rule, whole: Catalogue, *, core: bool, where: str) -> Iterator[Finding]:
    if rule.then is None and not rule.holds:
        yield Finding(
            where=where,
            item=rule.id,
            what="the rule neither proposes nor holds back anything.",
            hint="Give it `then`, `holds` or both.",
            code="unsound",
        )
    yield from _unknown(rule.skills, whole.skills, "skill", rule.id, where)
    for kind in rule.holds:
        if not core and kind in KINDS and kind not in MAY_BE_HELD:
            yield Finding(
                where=where,
                item=rule.id,
                what=f"a plugin's rule cannot hold back {kind!r}, which is a careful step.",
                hint=f"It may hold back: {', '.join(MAY_BE_HELD)}.",
                code="unsound",
            )
    try:
        condition = rule.condition
    except CoachplanError as error:
        for finding in error.findings:
            yield Finding(where=where, item=rule.id, what=finding.what, hint=finding.hint, code=finding.code)
        return
    wrong = list(_unknown(sorted(names(condition)), whole.signals, "signal", rule.id, where))
    yield from wrong
    if wrong:
        return
    ranges = {name: _range(whole.signals[name]) for name in names(condition)}
    if rule.when.strip() == "true" or can_ever_be_true(condition, ranges):
        return
    yield Finding(
        where=where,
        item=rule.id,
        what=f"the rule can never fire: no readings make {rule.when!r} true.",
        code="not-a-condition",
    )


def _range(signal: Signal) -> Range:
    return Range(
        low=signal.low, high=signal.high, words=signal.words or None, whole=signal.whole, always_known=not signal.needs
    )


#: What a plugin's sentence may leave to be filled in.
PLACEHOLDERS = frozenset(
    "child step next_step skill strategy new_strategy routine new_routine successes tries counted days what interest "
    "call emergency time minutes n".split()
)


#: What every rule's sentence may say, whatever step follows.
OF_A_FOCUS = frozenset("child skill step strategy routine successes tries counted days".split())

#: What to do about a brace that is no value.
BRACES = "Write a value in braces as {child}, and a plain brace twice."


def _check_words(part: Catalogue, where: str, *, core: bool) -> Iterator[Finding]:
    for _, item in part.listed():
        for found in malformed(phrase for phrases in item.words.values() for phrase in phrases):
            yield Finding(where=where, item=item.id, what=str(found), code="unsound")
        for language, phrases in item.words.items():
            if phrases and all(map(takes_out, phrases)):
                what = f"all words in {language!r} take out, and none is looked for."
                yield Finding(
                    where=where, item=item.id, what=what, hint="Give words for the sign, too.", code="missing-words"
                )
    for text in (*part.texts.values(), *english(part)):
        yield from _check_template(text, where, core=core)


def _check_template(text: Text, where: str, *, core: bool) -> Iterator[Finding]:
    item = f"{text.key} ({text.language})"
    try:
        names_used = gaps(text.words)
    except ValueError as error:
        yield Finding(where=where, item=item, what=f"{error}.", hint=BRACES, code="unsound")
        return
    for name in () if core else sorted(names_used - PLACEHOLDERS):
        yield Finding(
            where=where,
            item=item,
            what=f"there is no value {{{name}}}.",
            hint=suggest(name, PLACEHOLDERS),
            code="unsound",
        )
