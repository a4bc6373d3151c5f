"""
Why a kind of step was not taken: the rule, the clause that held it back, what was seen, and what would be enough.

Reads the trace that came with a review. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, SupportsIndex

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.languages import kept_language, language_code
from coachplan.base.messages import Message, Texts
from coachplan.base.validators import a, argument, each, figure_or_text, listed, one_of, text
from coachplan.model.actions import KINDS, Kind
from coachplan.model.evidence import ClauseTrace, RuleTrace, signal_words
from coachplan.model.sentences import step_and_reason, to_a_clinician, without_nothing_reached
from coachplan.model.speaking import NO_TEXTS, pickled, speak
from coachplan.model.suggestions import HELD_BY_CAUTION, Suggestion

__all__ = ["WhyNot", "reasons_not"]


def _reasons(given: Iterable[WhyNot]) -> tuple[WhyNot, ...]:
    kept = listed(given)
    argument("more", kept, each(a(WhyNot)))
    return kept


@plain_errors
@frozen(kw_only=True)
class WhyNot:
    """
    Why a kind of step was not taken: what really holds it back, and what would be enough, in days and tries where that
    can be worked out.

    *rule*, *clause* and *seen* are the rule, the clause of its condition that failed, and the reading it saw; empty
    where it was no clause. *more* are the other clauses, and the other rules that would have proposed it. *enough* and
    what `str` gives are in *language*, that of the review.
    """

    focus: str = field(validator=text, repr=shown)
    kind: Kind = field(validator=one_of(KINDS))
    rule: str = field(validator=text)
    clause: str = field(validator=text)
    seen: float | str | None = field(validator=figure_or_text, repr=False)
    enough: str = field(validator=text)
    message: Message = field(validator=a(Message))
    more: tuple[WhyNot, ...] = field(default=(), converter=_reasons)
    language: str = field(default="en", converter=kept_language, validator=text)
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return pickled(self, protocol)

    @checked
    def say(self, language: str | None = None) -> str:
        """
        Return what really holds it back, in words; without *language* in that of the review. The reasons in *more* are
        asked one by one. Raises `CoachplanError` for what is no language, and where there are no words.
        """
        return speak(self._texts, self.message, language_code(language) if language else self.language)

    def __str__(self) -> str:
        # Out of a document it has no words: what goes into a log must not raise.
        return self.say() if any(self._texts.by_language.values()) else repr(self)


def reasons_not(
    suggestion: Suggestion, kind: Kind, *, paused: bool, trace: Iterable[RuleTrace], texts: Texts, language: str
) -> Iterator[WhyNot]:
    """
    Yield each reason why a kind of step was not taken for the focus of *suggestion*, what really holds it back first.
    *trace* is that of its review.
    """
    focus, called = suggestion.focus, Message(f"core/kind.{kind}")

    def reason(
        sentence: str,
        rule: str,
        *,
        clause: str = "",
        seen: object = None,
        enough: Message | None = None,
        **more: object,
    ) -> WhyNot:
        shown = Message("core/unknown") if seen is None else round(seen, 3) if isinstance(seen, float) else seen
        said = {name: to_a_clinician(each, texts) if isinstance(each, Message) else each for name, each in more.items()}
        values = {"kind": called, "seen": shown, "enough": enough or "", **said}
        return WhyNot(
            focus=focus,
            kind=kind,
            rule=rule,
            clause=clause,
            # Out of a document there are no words yet: then the message alone says it, once it is given some.
            enough="" if enough is None or not texts.by_language else texts.say(enough, language),
            seen=seen if isinstance(seen, (int, float, str)) else None,
            message=Message(f"core/why-not.{sentence}", values),
            language=language,
            texts=texts,
        )

    step, why = step_and_reason(suggestion.message)
    if suggestion.action.kind == kind:
        if suggestion.queued is None:
            yield reason("is-so", suggestion.rule, why=why or step)
        else:
            yield reason("queued", suggestion.rule, enough=Message("core/enough.turn"), why=suggestion.queued)
        return
    if paused:
        yield reason("paused", suggestion.rule, enough=Message("core/enough.clearance"))
        return
    proposing = [traced for traced in trace if traced.focus == focus and traced.then == kind]
    if not proposing:
        yield reason("no-rule", "")
    barred = next((held for held in suggestion.held if held.key in _BARS), None)
    if kind == "step-up" and barred is not None and not any(traced.speaks for traced in proposing):
        # However the days go, they do not let it go.
        rule = barred.key.removesuffix(".quiet")
        yield reason("outranked", rule, why=barred, enough=Message("core/enough.silent"))
    # What is true and gives way comes first: only that holds it back. Then what waits, then the rule that came nearest.
    for traced in sorted(proposing, key=lambda each: (not each.speaks, each.verdict is not True, _lacking(each))):
        if traced.speaks and suggestion.action.kind == "continue":
            until = suggestion.would_change
            told = "held" if until is None else "held-until"
            yield reason(told, traced.rule, enough=until or Message("core/enough.not-held"), why=why or step)
        elif traced.speaks and traced.rule == suggestion.rule:
            became = Message(f"core/kind.{suggestion.action.kind}")
            enough = Message("core/enough.possible")
            yield reason("instead", traced.rule, instead=became, enough=enough)
        elif traced.speaks:
            yield reason("outranked", traced.rule, why=why or step, enough=Message("core/enough.silent"))
        if traced.waits:
            yield reason("waits", traced.rule, enough=Message("core/enough.days", {"n": traced.waits}))
        if traced.verdict is not True:
            yield from _what_is_asked(traced, suggestion, kind, texts, reason)


#: What no number of days lets go: a person's word, a flag, a caution, and what cannot be read.
_BARS = (
    "core/held-by-a-person",
    "core/held-by-flag",
    "core/held-by-flag.quiet",
    "core/plugin-absent",
    "core/reading-broken",
    HELD_BY_CAUTION,
)

#: What would make it smaller or another way, where little works, or would hold back what is suggested: nothing that
#: anybody waits for.
_UNWISHED = (
    "core/outlook.down",
    "core/outlook.other-way",
    "core/outlook.both",
    "core/outlook.upset",
    "core/outlook.tears",
    "core/outlook.pressing",
    "core/outlook.like",
    "core/outlook.low",
    "core/outlook.alike",
)

#: How many steps there are above: at the last one no count and no day leads further.
_STEPS_LEFT = "steps-left"


def _lacking(traced: RuleTrace) -> tuple[int, str]:
    return len(traced.held_back_by), traced.rule


def _what_is_asked(
    traced: RuleTrace, suggestion: Suggestion, kind: Kind, texts: Texts, reason: Callable[..., WhyNot]
) -> Iterator[WhyNot]:
    def asked(sentence: str, clause: ClauseTrace, enough: Message, **more: object) -> WhyNot:
        return reason(sentence, traced.rule, clause=clause.clause, seen=clause.seen, enough=enough, **more)

    # "Not known" would be enough for some clauses, and is nothing to wish for where a reading would do.
    wished = [clause for clause in traced.held_back_by if clause.needed != "unknown"] or list(traced.held_back_by)
    basis = Message(f"{traced.rule}#basis")
    barred = any(held.key in _BARS for held in suggestion.held)
    if kind == "step-up" and suggestion.standing is not None and wished and not barred:
        enough = suggestion.would_change
        if enough is None or enough.key in _UNWISHED:
            enough = Message("core/enough.most-and-free" if suggestion.held else "core/enough.most")
        if top := next((clause for clause in wished if clause.signal == _STEPS_LEFT), None):
            yield asked("last-step", top, top.enough)
        yield asked("worked-out", wished[0], enough, found=without_nothing_reached(suggestion.standing))
    elif wished and texts.find(basis.key, "en") is not None:
        yield asked("asks", wished[0], wished[0].enough, basis=basis)
    for clause in wished:
        yield asked("clause", clause, clause.enough, signal=signal_words(clause.signal))
