"""
What comes out: proposals for a first plan, and the review of a plan, with its suggestions, alerts, wins and reasons.

Reviews hold keys and values; words are made when asked for, in the language asked for, out of the texts that came with
the review. Knows nothing of how anything here was decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, SupportsIndex

from attrs import evolve, field, frozen

from coachplan.base.arguments import checked
from coachplan.base.asking import asking, asks
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found_code, shown
from coachplan.base.errors import CoachplanError, Finding, nearest, suggest
from coachplan.base.languages import kept_language, language_code
from coachplan.base.messages import Message, Texts
from coachplan.base.names import same_name
from coachplan.base.showing import as_lines, shows_itself
from coachplan.base.validators import a, day, each, listed, strings, text
from coachplan.base.when_asked import WhenAsked
from coachplan.model.actions import KINDS, Kind
from coachplan.model.caregiver_view import CaregiverAlert, CaregiverView, Say, asked_back, once, questions_in, step_in
from coachplan.model.evidence import Mention, RuleTrace, SignalValue
from coachplan.model.family import Caregiver
from coachplan.model.goal_standings import GoalStanding, told_to
from coachplan.model.observed import Observation
from coachplan.model.read_together import alerts_in, below_alerts
from coachplan.model.sentences import childs_part, to_somebody_else
from coachplan.model.speaking import NO_TEXTS, pickled, speak
from coachplan.model.suggestions import UNCHECKED, Alert, Missing, Question, Suggestion, Win
from coachplan.model.told import FromWords
from coachplan.model.why_not import WhyNot, reasons_not

__all__ = ["Review"]


def _versions(given: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, version) for name, version in map(strings, listed(given)))


_each_trace = each(a(RuleTrace))


def _kept_or_later(traces: Any) -> Any:
    return traces if isinstance(traces, WhenAsked) else tuple(traces)


@asking(**asks(_each_trace))
def _are_traces(instance: object, attribute: Any, traces: Any) -> None:
    if not isinstance(traces, WhenAsked):  # what makes them is our own
        _each_trace(instance, attribute, traces)


def _saw(did: Message | None) -> bool:
    return did is not None and did.key == "core/did.saw-it-was-hard"


@shows_itself
@plain_errors
@frozen(kw_only=True)
class Review:
    """
    The review of a plan on a day. Equal to another when it says the same; *id* names its inputs.

    *worth_a_look* is for the therapist alone: what was written lately that sounds as if somebody should see it, and
    that no alert is made of; and what was heard in the words of a goal, whenever it was wanted (`Mention.goal`). It is
    never shown to the caregiver and holds nothing back.

    *from_words* is what the words of entries tell beyond what was ticked, marked and counted in them lately: the rules
    take it as if it had been, and it takes nothing back. All of it is here; a caregiver is asked about one thing of it.

    *goals* are how far the plan is with each goal of the family, in their order.
    *observed* is what a clinician saw and tried with the family lately. *own_wins* is each caregiver's own part, by
    entries of their own, and *caregivers* are those of the family. *quiet* are the entries of which nothing that was
    written is shown to a caregiver, since somebody who is feared may read it, too: also once that was cleared.

    *plan* is the plan's id and revision, and *agreed* what was agreed in it (`Plan.agreed`); *made_with* the versions
    of the core and the plugins that took part.

    Printed, it is what the family is shown: the lines of `for_caregiver()`. For a log there is `repr`, without words.
    """

    id: str = field(eq=False, validator=text, repr=shown)
    plan: str = field(validator=text, repr=shown)
    on: date = field(validator=day)
    next_steps: tuple[Suggestion, ...] = field(converter=tuple[Suggestion, ...], validator=each(a(Suggestion)))
    alerts: tuple[Alert, ...] = field(default=(), converter=tuple[Alert, ...], validator=each(a(Alert)))
    wins: tuple[Win, ...] = field(default=(), converter=tuple[Win, ...], validator=each(a(Win)))
    questions: tuple[Question, ...] = field(default=(), converter=tuple[Question, ...], validator=each(a(Question)))
    readings: tuple[SignalValue, ...] = field(
        default=(), converter=tuple[SignalValue, ...], validator=each(a(SignalValue))
    )
    trace: tuple[RuleTrace, ...] = field(default=(), converter=_kept_or_later, validator=_are_traces)
    missing: tuple[Missing, ...] = field(default=(), converter=tuple[Missing, ...], validator=each(a(Missing)))
    mentions: tuple[Mention, ...] = field(default=(), converter=tuple[Mention, ...], validator=each(a(Mention)))
    from_words: tuple[FromWords, ...] = field(default=(), converter=tuple[FromWords, ...], validator=each(a(FromWords)))
    worth_a_look: tuple[Mention, ...] = field(default=(), converter=tuple[Mention, ...], validator=each(a(Mention)))
    observed: tuple[Observation, ...] = field(
        default=(), converter=tuple[Observation, ...], validator=each(a(Observation))
    )
    language: str = field(default="en", converter=kept_language, validator=text)
    caregivers: tuple[Caregiver, ...] = field(default=(), converter=tuple[Caregiver, ...], validator=each(a(Caregiver)))
    own_wins: tuple[Win, ...] = field(default=(), converter=tuple[Win, ...], validator=each(a(Win)))
    quiet: tuple[str, ...] = field(default=(), converter=strings, repr=shown)
    made_with: tuple[tuple[str, str], ...] = field(default=(), converter=_versions)
    agreed: str = field(default="", validator=text)
    goals: tuple[GoalStanding, ...] = field(
        default=(), converter=tuple[GoalStanding, ...], validator=each(a(GoalStanding))
    )
    _texts: Texts = field(default=NO_TEXTS, eq=False, repr=False, alias="texts")

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return pickled(self, protocol)

    def __str__(self) -> str:
        # What is printed must not raise: without its words, or with a message that lacks some, it is told as in a log.
        try:
            return as_lines(self.for_caregiver().lines).strip("\n")
        except Exception:  # noqa: BLE001 - whatever a document holds
            return repr(self)

    @property
    def paused(self) -> bool:
        """
        Whether a flag pauses the whole plan.
        """
        return any(alert.pauses for alert in self.alerts)

    @checked
    def step_for(self, focus: str) -> Suggestion:
        """
        Return the one suggestion of a focus. Raises `UnknownIdError` where the review has no such focus.
        """
        for suggestion in self.next_steps:
            if suggestion.focus == focus:
                return suggestion
        known = [suggestion.focus for suggestion in self.next_steps]
        what = f"This review has no focus {found_code(focus)}."
        raise CoachplanError(Finding(what=what, hint=suggest(focus, known), code="unknown-focus"))

    @checked
    def why_not(self, focus: str, kind: Kind) -> WhyNot:
        """
        Say why a kind of step was not taken: what really holds it back, and what would be enough.

        Raises `CoachplanError` for a focus that this review does not have, and for a kind that does not exist.
        """
        if kind not in KINDS:
            what = f"There is no step called {found_code(kind)}."
            raise CoachplanError(Finding(what=what, hint=suggest(kind, KINDS), code="unknown-word"))
        suggestion = self.step_for(focus)
        reasons = list(
            reasons_not(
                suggestion, kind, paused=self.paused, trace=self.trace, texts=self._texts, language=self.language
            )
        )
        return evolve(reasons[0], more=tuple(reasons[1:]))

    @checked
    def for_caregiver(
        self,
        language: str | None = None,
        who: str | None = None,
        *,
        only_looks: bool = False,
        wrote: Iterable[str] | None = None,
    ) -> CaregiverView:
        """
        Return what a caregiver is shown, in words: alerts; and, unless the plan is paused, wins, the steps that the
        approval opens (the rest as `ask`), how far the family's goals are, and the questions with their careful
        answers.

        *who*: one of the family's caregivers, by name. The language is theirs, unless one is given; the child's wins
        are everybody's, and their own part is of entries of their own; `works` tells what the others do that works.
        Without it, it is told to the family's one caregiver. Where there are several, and where somebody *only_looks*,
        nothing is told as their own: "It was written", and nobody's part.

        *wrote*: the ids of the entries that whoever reads it wrote themselves; none for paper, which lies about. Of a
        quiet sign in any other entry it is told that practice rests, and nothing of what, whom or where: “from wherever
        you can talk freely” tells whoever is feared that something was written. Without it whoever asks is taken for
        whoever wrote, unless they only look.

        Raises `CoachplanError` for what is no language, and for a review that came out of a document without words;
        `UnknownIdError` where the family has no such caregiver.
        """
        reader = None if who is None else self._caregiver(who)
        # Which of several wrote what an alert quotes is not known here.
        several = len(self.caregivers) > 1
        anybody = only_looks or (several and reader is None)
        own = self.language if reader is None else reader.language
        chosen = language_code(language) if language else own

        def say(message: Message) -> str:
            told = to_somebody_else(message, self._texts) if several or only_looks else message
            return speak(self._texts, told, chosen)

        won, works = ((), ()) if self.paused else self._wins_for(reader, anybody=anybody)
        # That it was hard, and seen, is said once: as a win where it is one.
        seen = {win.focus for win in won if win.message.key == "core/win.noticed"}

        def did(step: Suggestion) -> Message | None:
            return self._did(step, reader, said=step.focus in seen, anybody=anybody)

        view = CaregiverView(
            language=chosen,
            paused=self.paused,
            alerts=self._alerts_for(wrote if wrote is not None or not only_looks else (), say),
            next_steps=[step_in(below_alerts(evolve(each, did=did(each))), say) for each in self.next_steps],
            notes=once(
                say(each.message)
                for each in self.missing
                if each.message.key in UNCHECKED and each.what not in self.quiet
            ),
        )
        if self.paused:
            return view
        # Whoever is asked to call somebody about an entry is not asked how it was meant.
        alarming = {*self.quiet, *(alert.entry for alert in self.alerts)}
        name = None if reader is None else reader.name
        return evolve(
            view,
            wins=once(say(win.message) for win in won),
            questions=questions_in((each for each in self.questions if not self._is_quiet(each)), say, view.alerts),
            from_words=()
            if anybody
            else asked_back((each for each in self.from_words if each.entry not in alarming), say),
            observed=once(" ".join(map(say, each.messages)) for each in self.observed),
            works=once(say(win.message) for win in works),
            goals=once(say(told_to(standing, name)) for standing in self.goals if not standing.quiet),
        )

    def _alerts_for(self, wrote: Iterable[str] | None, say: Say) -> tuple[CaregiverAlert, ...]:
        # Left out before the others are read together: what one says for all is not left to one that is not shown.
        hidden = set() if wrote is None else set(self.quiet).difference(strings(wrote))
        shown = alerts_in((each for each in self.alerts if each.entry not in hidden), say)
        left_out = [each for each in self.alerts if each.entry in hidden]
        pauses = any(each.pauses for each in left_out)
        if not left_out or (pauses and any(each.pauses for each in shown)):
            return shown  # what is said already needs no second sentence, by which to guess
        rests = Message("core/alert.paused-quiet" if pauses else "core/held-by-flag.quiet")
        return (*shown, CaregiverAlert(urgency="soon", flags=(), entries=(), words=say(rests), pauses=pauses))

    def _is_quiet(self, asked: Question) -> bool:
        return any(entry in self.quiet for entry in (asked.entry, *asked.entries))

    def _caregiver(self, who: str) -> Caregiver:
        named = {same_name(each.name): place for place, each in reversed(tuple(enumerate(self.caregivers)))}
        place = named.get(same_name(who))
        if place is None:
            # A name is no code, and is not told: which of them is near, by its place.
            near = nearest(same_name(who), named)
            hint = "" if near is None else f"Did you mean the name of caregivers[{named[near]}]?"
            hint = hint or f"Give the name of one of its {len(self.caregivers)} caregivers (Family.caregivers)."
            what = "the family has no caregiver of this name."
            raise CoachplanError(Finding(item="who", what=what, hint=hint, code="unknown-id"))
        return self.caregivers[place]

    def _wins_for(self, reader: Caregiver | None, *, anybody: bool) -> tuple[tuple[Win, ...], tuple[Win, ...]]:
        # The child's wins and the reader's own part; and what others do that works, which is then no win once more.
        if anybody:
            return tuple(win for win in self.wins if win.by == "child"), ()
        if reader is None:
            return self.wins, ()
        works = tuple(win for win in self.own_wins if win.words and win.who != reader.name)
        told = {(win.entry, win.words) for win in works}
        childs = tuple(win for win in self.wins if win.by == "child" and (win.entry, win.words) not in told)
        mine = tuple(win for win in self.own_wins if not win.words and win.who == reader.name)
        return (*childs, *mine), works

    def _did(self, suggestion: Suggestion, reader: Caregiver | None, *, said: bool, anybody: bool) -> Message | None:
        if said and _saw(suggestion.did):
            return None
        if anybody:
            return childs_part(suggestion.did)
        # The adult's act is told to whoever did it: with several who practise, nobody is told another's as their own.
        writers = {win.who for win in self.own_wins if win.focus == suggestion.focus}
        if reader is None or writers == {reader.name}:
            return suggestion.did
        return childs_part(suggestion.did)

    @checked
    def reading(self, focus: str, signal: str) -> SignalValue:
        """
        Return one signal as it stood for one focus. Raises `UnknownIdError` where it has no such signal.
        """
        for value in self.readings:
            if value.focus == focus and value.signal == signal:
                return value
        known = [value.signal for value in self.readings if value.focus == focus]
        what = f"This review has no signal {found_code(signal)} for {found_code(focus)}."
        raise CoachplanError(Finding(what=what, hint=suggest(signal, known), code="unknown-signal"))
