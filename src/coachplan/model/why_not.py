"""
Why a kind of step was not taken: the rule, the clause that held it back, what was seen, and what would be enough.

Reads the trace that came with a review. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, SupportsIndex

from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import shown
from coachplan.base.languages import kept_language, language_code
from coachplan.base.messages import Message, Texts
from coachplan.base.validators import a, argument, each, figure_or_text, listed, one_of, text
from coachplan.model.actions import KINDS, Kind
from coachplan.model.evidence import RuleTrace
from coachplan.model.speaking import NO_TEXTS, pickled, speak
from coachplan.model.suggestions import Suggestion

__all__ = ["WhyNot", "reasons_not"]


def _reasons(given: Iterable[WhyNot]) -> tuple[WhyNot, ...]:
    kept = listed(given)
    argument("more", kept, each(a(WhyNot)))
    return kept


@plain_errors
@frozen(kw_only=True)
class WhyNot:
    """
    Why a kind of step was not taken: the rule, the clause that held it back, what was seen, and what would be enough.

    *more* are the other clauses, and the other rules that would have proposed it. *enough* and what `str` gives are in
    *language*, that of the review.
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
        Return it in words, a line for each reason; without *language* in that of the review. Raises `CoachplanError`
        for what is no language, and where there are no words.
        """
        here = speak(self._texts, self.message, language_code(language) if language else self.language)
        return "\n".join((here, *(other.say(language) for other in self.more)))

    def __str__(self) -> str:
        # Out of a document it has no words: what goes into a log must not raise.
        return self.say() if any(self._texts.by_language.values()) else repr(self)


def reasons_not(
    suggestion: Suggestion, kind: Kind, *, paused: bool, trace: Iterable[RuleTrace], texts: Texts, language: str
) -> Iterator[WhyNot]:
    """
    Yield each reason why a kind of step was not taken for the focus of *suggestion*. *trace* is that of its review.
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
        values = {"kind": called, "rule": rule, "clause": clause, "seen": shown, "enough": enough or "", **more}
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

    if suggestion.action.kind == kind:
        if suggestion.queued is None:
            yield reason("is-so", suggestion.rule)
        else:
            yield reason("queued", suggestion.rule, enough=Message("core/enough.turn"), why=suggestion.queued)
        return
    if paused:
        yield reason("paused", suggestion.rule, enough=Message("core/enough.clearance"))
        return
    proposing = [traced for traced in trace if traced.focus == focus and traced.then == kind]
    if not proposing:
        yield reason("no-rule", "")
    for traced in proposing:
        if traced.speaks and suggestion.action.kind == "continue":
            enough = Message("core/enough.not-held", {"rule": suggestion.rule})
            held_by = dict(suggestion.message.values).get("reason", suggestion.rule)
            yield reason("held", traced.rule, enough=enough, why=held_by)
        elif traced.speaks and traced.rule == suggestion.rule:
            became = Message(f"core/kind.{suggestion.action.kind}")
            enough = Message("core/enough.possible", {"kind": called})
            yield reason("instead", traced.rule, instead=became, enough=enough)
        elif traced.speaks:
            enough = Message("core/enough.silent", {"rule": suggestion.rule})
            yield reason("outranked", traced.rule, by=suggestion.rule, enough=enough)
        if traced.waits:
            enough = Message("core/enough.days", {"n": traced.waits})
            yield reason("waits", traced.rule, enough=enough)
        # "Not known" would be enough for some clauses, and is nothing to wish for where a reading would do.
        wished = [clause for clause in traced.held_back_by if clause.needed != "unknown"]
        for clause in wished or traced.held_back_by:
            yield reason("clause", traced.rule, clause=clause.clause, seen=clause.seen, enough=clause.enough)
