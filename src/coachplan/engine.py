"""
What an app holds in its hand: the catalogue, whom to call, and the verbs.

An engine never changes once it is made; every verb takes values and returns values. Does not know where plans and
entries are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never

from attrs import evolve

from coachplan.base.arguments import checked
from coachplan.base.disclosure import found, found_code, no_such
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.languages import language_code
from coachplan.base.late import Late
from coachplan.base.validators import strings

if TYPE_CHECKING:
    from coachplan.base import kept_a_while
    from coachplan.documents import codec
    from coachplan.knowledge import of_groups
    from coachplan.knowledge.catalogue import Catalogue
    from coachplan.model import fitted as fitting
    from coachplan.model import flags
    from coachplan.model.approvals import Approval
    from coachplan.model.caregiver_view import CaregiverQuestion
    from coachplan.model.entries import Entry, Role
    from coachplan.model.evidence import Reading
    from coachplan.model.family import Family, PartOfDay
    from coachplan.model.fitted import Fitted
    from coachplan.model.flags import Help
    from coachplan.model.options import Options
    from coachplan.model.plans import Plan
    from coachplan.model.plugin_status import PluginStatus
    from coachplan.model.proposals import Proposals
    from coachplan.model.reviews import Review
    from coachplan.model.suggestions import Alert, Question, Suggestion
    from coachplan.model.suits import Suits
    from coachplan.notes import two_readers
    from coachplan.planning import answers as answering
    from coachplan.planning import changes as applying
    from coachplan.planning import clearances as clearing
    from coachplan.planning import offered, revisions
    from coachplan.planning import proposals as proposing
    from coachplan.planning.offered import Look
    from coachplan.plugins import kept_engine, making, recipe, status
    from coachplan.plugins.recipe import Recipe
    from coachplan.progress import population
    from coachplan.review import context as knowing
    from coachplan.review import entry_reading as entry_readings
    from coachplan.review import explain as explaining
    from coachplan.review import log as logs
    from coachplan.review import pipeline as reviewing
    from coachplan.review import queue as arbitrating
    from coachplan.review import tracker as tracking
    from coachplan.review.tracker import Tracker
else:  # a program that reviews waits for no proposals, and one that only names the engine for none of these
    kept_a_while = Late("coachplan.base.kept_a_while")
    codec = Late("coachplan.documents.codec")
    of_groups = Late("coachplan.knowledge.of_groups")
    fitting = Late("coachplan.model.fitted")
    flags = Late("coachplan.model.flags")
    two_readers = Late("coachplan.notes.two_readers")
    answering = Late("coachplan.planning.answers")
    applying = Late("coachplan.planning.changes")
    clearing = Late("coachplan.planning.clearances")
    offered = Late("coachplan.planning.offered")
    proposing = Late("coachplan.planning.proposals")
    revisions = Late("coachplan.planning.revisions")
    kept_engine = Late("coachplan.plugins.kept_engine")
    making = Late("coachplan.plugins.making")
    recipe = Late("coachplan.plugins.recipe")
    status = Late("coachplan.plugins.status")
    population = Late("coachplan.progress.population")
    knowing = Late("coachplan.review.context")
    entry_readings = Late("coachplan.review.entry_reading")
    explaining = Late("coachplan.review.explain")
    logs = Late("coachplan.review.log")
    reviewing = Late("coachplan.review.pipeline")
    arbitrating = Late("coachplan.review.queue")
    tracking = Late("coachplan.review.tracker")

__all__ = ["Engine", "core_catalogue"]


class _Unchanged:
    __slots__ = ()

    def __repr__(self) -> str:
        return "UNCHANGED"


#: Where the kinds of value stand that the verbs say they take and return; `checked` asks for them by name.
_KINDS = {
    "knowledge.catalogue": "Catalogue",
    "model.approvals": "Approval",
    "model.caregiver_view": "CaregiverQuestion",
    "model.entries": "Entry Role",
    "model.evidence": "Reading",
    "model.family": "Family PartOfDay",
    "model.fitted": "Fitted",
    "model.flags": "Help",
    "model.options": "Options",
    "model.plans": "Plan",
    "model.plugin_status": "PluginStatus",
    "model.proposals": "Proposals",
    "model.reviews": "Review",
    "model.suggestions": "Alert Question Suggestion",
    "model.suits": "Suits",
    "review.tracker": "Tracker",
}
_WHERE = {name: Late(f"coachplan.{module}") for module, names in _KINDS.items() for name in names.split()}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        value = globals()[name] = getattr(_WHERE[name], name)
        return value


#: What is given as content and ends so is a document of fitted numbers; all else is a folder.
_NUMBERS = ".json"

#: Stands for what a change does not name. None cannot: an aim of None is an aim that is given up.
UNCHANGED: Any = _Unchanged()


def core_catalogue() -> Catalogue:
    """
    Return what the core itself brings: rules, emergency and safeguarding flags, routine kinds, signals, texts.
    """
    return making.core_catalogue()


class Engine:
    """
    Review plans and propose first ones, with every installed plugin, or just the ones given.

    The loop: `propose` and `approve`; then, whenever something was written, `review`, `record`, and `apply` or
    `decline`.

    *plugins*: modules or objects with hooks; None takes the entry points of the group `coachplan`. *blocked*: names of
    plugins whose skills, strategies and rules stay out. *content*: folders of a clinic's own TOML; a document of fitted
    numbers among them, by its file (`.json`), is taken as by `with_fitted`, and raises as that and `read` do.
    *help*: whom to call. A plugin or folder that fails is named in `plugins`, and harms no other. *needs*: names of
    plugins that this program counts on; one that is not there is named as missing, here and in every review. *strict*:
    raise `CoachplanError`, naming each, where anything failed, is missing or is blocked. *cache*: a folder where `keep`
    kept such an engine; it is used where nothing has changed since, and else all is read anew. Nothing is written.

    An engine can be pickled: what is sent is how it was made, some hundred bytes, and it is made anew where it arrives,
    also in a process that was spawned, where one with a *cache* looks there, too. That takes as long as the first time,
    so send it once for each process, as with the `initializer` of a pool. Where it would become another engine there,
    it raises `CoachplanError`. A plugin given as an object must be one that can be pickled; modules and installed
    plugins are.
    """

    __slots__ = ("_context", "_fitted", "_numbers", "_plugins", "_recipe")

    @checked
    def __init__(
        self,
        *,
        plugins: Iterable[object] | None = None,
        blocked: Iterable[str] = (),
        content: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
        help: Help | None = None,  # noqa: A002 - the promised name
        needs: Iterable[str] = (),
        strict: bool = False,
        cache: str | PathLike[str] | None = None,
    ) -> None:
        given = None if plugins is None else tuple(plugins)
        named = tuple(map(Path, [content] if isinstance(content, str | PathLike) else content))
        folders = tuple(each for each in named if each.suffix.lower() != _NUMBERS)
        out, wanted = strings(blocked), strings(needs)
        paths = tuple(str(folder.absolute()) for folder in folders)
        self._recipe = recipe.Recipe.of(given, blocked=out, content=paths, help=help, needs=wanted, strict=strict)
        made = None
        if cache is not None:
            kept_in = Path(cache).absolute()
            self._recipe = self._recipe.with_cache(str(kept_in))
            made = kept_engine.read_kept(kept_engine.file_of(kept_in, self._recipe), self._recipe)
        made = made or making.made_anew(self._recipe)
        self._plugins = made.loaded.plugins
        unfit = status.refused(self._plugins) if strict else ()
        if unfit:
            raise CoachplanError(unfit)
        self._numbers: tuple[tuple[str, float], ...] = ()
        self._fitted: Fitted | None = None
        self._context = knowing.ReviewContext(
            catalogue=made.loaded.catalogue,
            helpers=help or flags.Help(),
            absent=status.absent(self._plugins),
            made_with=made.made_with,
        )
        for file in (each for each in named if each not in folders):
            _take(self, self.with_fitted(codec.read(fitting.Fitted, file)))

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        groups = of_groups.numbers_of_groups(self.catalogue)
        return _made_again, (self._recipe, recipe.sendable(self._plugins), self._numbers, self._fitted, groups)

    def __repr__(self) -> str:
        names = ", ".join(f"{each.name} ({each.status})" for each in self._plugins)
        return f"Engine({names or 'core only'})"

    @property
    def plugins(self) -> tuple[PluginStatus, ...]:
        """
        Every plugin: name, version, status (loaded, blocked, failed, missing), why, and where a call into it raised.
        """
        return self._plugins

    @property
    def help(self) -> Help:
        """
        Whom to call, as this engine was told.
        """
        return self._context.helpers

    @property
    def catalogue(self) -> Catalogue:
        """
        All knowledge there is: each shelf a mapping by id.
        """
        return self._context.catalogue

    @property
    def made_with(self) -> tuple[tuple[str, str], ...]:
        """
        The versions of the core and of each plugin that is in use, as every review names them.
        """
        return self._context.made_with

    @property
    def suits(self) -> Suits:
        """
        In how many families of a clinic each strategy went with growth, where `with_fitted` was given it.
        """
        return self._context.suits

    @checked
    def keep(self, folder: str | PathLike[str]) -> Path:
        """
        Keep what this engine is made of in a file in *folder*, so that one made in the same way, with `cache=folder`,
        is there in a fraction of the time; return the file. Everything is read and checked once more for it.

        The folder is made where it is not there. The file is data, can be read by its owner alone, and may be deleted
        at any time; once anything that it was made of is another, it is not used. Raises `InvalidError` where a plugin
        failed, or brings more than the data in its folder, and `UnreadableError` where it cannot be written, or where
        others could write there, too.
        """
        return making.keep(Path(folder).absolute(), self._recipe)

    @checked
    def with_parameters(
        self, values: Mapping[str, float], *, groups: Mapping[str, Mapping[str, float]] | None = None
    ) -> Engine:
        """
        Return an engine with other numbers for these parameters, by id: those of another day, to see what was decided
        by them (`coachplan.audit`). They are for looking back, and not for families: nobody signed them off. *groups*:
        those of disciplines and skills, by the id of each, in place of all that it has; without them a number that is
        laid over that of all is laid over each group.

        Raises `UnknownIdError` for a parameter that there is not, and `InvalidError` for a number beyond its range.
        """
        known, own = self.catalogue.parameters, () if groups is None else tuple(groups.values())
        for item in (*values, *(item for each in own for item in each)):
            if item not in known:
                what = no_such("parameter", item)
                raise CoachplanError(Finding(item="values", what=what, hint=suggest(item, known), code="unknown-id"))
        numbers = [evolve(each, value=values.get(item, each.value)) for item, each in known.items()]
        over = {**dict(self._numbers), **values}
        for item, value in (pair for each in own for pair in each.items()):
            evolve(known[item], value=value)  # refused where it lies beyond its range
        catalogue = evolve(self.catalogue, parameters=numbers)
        if groups is None:
            catalogue = _of_groups(catalogue, self._fitted, over)
        else:
            catalogue = of_groups.with_groups(catalogue, groups)
        return _with(self, _context=evolve(self._context, catalogue=catalogue), _numbers=tuple(sorted(over.items())))

    @checked
    def with_fitted(self, fitted: Fitted) -> Engine:
        """
        Return an engine that holds likely of children what a clinic's own logs say (`coachplan.fitting`); nothing else
        of it is another: no rule, no sign, no caution. Every review it makes names them (`made_with`). Of strategies
        that fit equally well the first is by `suits`, and a clinician is told.

        Raises `NotAllowedError` for numbers that do not foretell families better than those shipped, and for an engine
        that has fitted ones already; `InvalidError` where, beside the numbers of this engine, a strategy that does
        little would add as much as one that suits.
        """
        values = dict(population.taken(fitted, self.catalogue.numbers, already=self._fitted is not None))
        return _named_after(self.with_parameters(values, groups=population.by_group(fitted, {})), fitted)

    # -- the loop

    @checked
    def propose(
        self,
        family: Family,
        *,
        on: date,
        skill: str | None = None,
        routine: str | None = None,
        limit: int = 3,
        beside: Iterable[Plan] = (),
        approval: Approval | None = None,
        role: Role = "caregiver",
    ) -> Proposals:
        """
        Return up to *limit* first plans, best first, each with its reasons and cautions; and `left_out`, what does not
        fit and why, also where nothing does. Nothing is proposed that one of the family's plans *beside* practises
        already. *approval* is what a clinician opened in spite of a caution (`Approval.despite`), and *role* that of
        whoever gives it. Raises `UnknownIdError` for a skill, a routine or a caution that is not there, and
        `NotAllowedError` for an approval that is not a clinician's.
        """
        revisions.a_day(on)
        return proposing.propose(
            family,
            self.catalogue,
            on,
            skill=skill,
            routine=routine,
            limit=limit,
            beside=beside,
            approval=approval,
            role=role,
            suits=self.suits,
        )

    @checked
    def options(self, plan: Plan, focus: str, *, on: date, language: str | None = None) -> Options:
        """
        Weigh every strategy for the skill of a focus: the reasons for and against each in this family, the best first,
        in a language, or in the first caregiver's. Raises `UnknownIdError` where the plan has no such focus.
        """
        revisions.a_day(on)
        found = plan.focus(focus)
        if found is None:
            known = [each.id for each in plan.focuses]
            what = no_such("focus", focus, here=f"the plan {found_code(plan.id)} has")
            raise CoachplanError(Finding(what=what, hint=suggest(focus, known), code="unknown-focus"))
        chosen = language and language_code(language)
        return proposing.options(plan, found, self.catalogue, on, chosen, suits=self.suits)

    @checked
    def review(self, plan: Plan, entries: Iterable[Entry], *, on: date) -> Review:
        """
        Review a plan on a day: at most one small next step a focus, alerts, wins, questions, and every reason. Raises
        `InvalidError` for what is no entry or no day.
        """
        revisions.a_day(on)
        return reviewing.review(self._log(plan, entries, on), on, self._context)

    def _log(self, plan: Plan, entries: Iterable[Entry], on: date) -> logs.Log:
        return logs.Log(plan, entries, on, self.catalogue, entry_readings.hearing(plan, self.catalogue))

    @checked
    def review_together(self, plans: Iterable[tuple[Plan, Iterable[Entry]]], *, on: date) -> tuple[Review, ...]:
        """
        Review several plans of one family, each with its entries: one thing in a routine, one change at a time, within
        the family's minutes a day. What waits says why. Earlier plans come first where the family's marks are equal.
        Raises `InvalidError` where two are one, share a focus id, or are of different children.
        """
        pairs = [_pair(each) for each in plans]
        reviewed = [(plan, self.review(plan, entries, on=on)) for plan, entries in pairs]
        return arbitrating.arbitrate(reviewed)

    @checked
    def track(
        self, plan: Plan, entries: Iterable[Entry] | Callable[[], Iterable[Entry]] = (), *, saved: str = ""
    ) -> Tracker:
        """
        Follow a plan entry by entry; its review equals this engine's review of the same entries. *entries* are those so
        far, or a function that returns all that was written: then few of them stay in memory. *saved* is what a tracker
        saved before (`Tracker.save`), to go on from there. Raises `InvalidError` for what is no plan or no entry.
        """
        return tracking.Tracker(self._context, plan, entries, saved)

    @checked
    def read(self, text: str, language: str = "en") -> Reading:
        """
        Read a text for red flags: what is mentioned and how, and whether a word list knows the language. Raises
        `InvalidError` for what is no text.
        """
        return two_readers.read_twice(self.catalogue.lexicon, text, language_code(language))

    @checked
    def forget(self) -> None:
        """
        Forget every note that was read lately, of whichever family, by this and by every other engine of the program,
        with its sentences, words and names. What is read after that is read anew, and comes to the same. A `Tracker`
        that is still there keeps its entries, and what was read in them. Raises nothing.
        """
        kept_a_while.forget()

    @checked
    def say(
        self,
        suggestion: Suggestion,
        *,
        language: str | None = None,
        audience: Role = "caregiver",
        numbers: bool = True,
    ) -> str:
        """
        Return a suggestion in words, for a caregiver or a clinician, in a language. A caregiver is told no more than
        the approval opens. A clinician is told what was found, how sure that is and what would change it; *numbers*
        False leaves out the readings, entries and sources behind it. Raises `InvalidError` for an audience that there
        is not.
        """
        chosen = language and language_code(language)
        return explaining.say(suggestion, self.catalogue.words, chosen, audience, numbers=numbers)

    # -- the changes of a plan

    @checked
    def apply(
        self,
        plan: Plan,
        suggestion: Suggestion,
        *,
        by: str,
        on: date,
        role: Role = "caregiver",
        entries: Iterable[Entry] | None = None,
    ) -> Plan:
        """
        Return the plan with an accepted step, in force from the day after *on*.

        Give *entries*, the log as it is on that day: a red flag that was written since the review is then never stepped
        over, and the step is offered and needs whom it needs by the log, too. Without them a step can be taken on the
        day of its review only.

        Raises `StaleError` where the plan says otherwise by now, is another, or its days are over; `NotAllowedError`
        where it needs somebody else, a flag stands in the way, it waits its turn, or it could not have been offered.
        """
        look = None if entries is None else self._looking(plan, entries, suggestion.focus)
        return applying.apply(
            plan, suggestion, by=by, on=on, catalogue=self.catalogue, role=role, look=look, suits=self.suits
        )

    def _looking(self, plan: Plan, entries: Iterable[Entry], focus: str) -> Callable[[date, date], Look]:
        written = tuple(entries)

        def look(made: date, on: date) -> Look:
            step = reviewing.review(self._log(plan, written, made), made, self._context).step_for(focus)
            alerts, unread = reviewing.standing(self._log(plan, written, on), on, self._context)
            return offered.Look(alerts=alerts, unread=unread, offered=step)

        return look

    def _alerts(self, plan: Plan, entries: Iterable[Entry], on: date) -> tuple[Alert, ...]:
        revisions.a_day(on)
        return reviewing.standing(self._log(plan, entries, on), on, self._context)[0]

    @checked
    def decline(
        self, plan: Plan, suggestion: Suggestion, *, by: str, on: date, why: str = "", role: Role = "caregiver"
    ) -> Plan:
        """
        Return the plan with a suggestion turned down; it is not offered again until something changes. Only one that
        could be offered on this plan, and on its days, can be declined. Raises `StaleError` and `NotAllowedError` as
        `apply` does.
        """
        return applying.decline(
            plan, suggestion, by=by, on=on, catalogue=self.catalogue, why=why, role=role, suits=self.suits
        )

    @checked
    def clear(
        self,
        plan: Plan,
        alert: Alert,
        *,
        by: str,
        on: date,
        role: Role = "caregiver",
        note: str = "",
        entries: Iterable[Entry] | None = None,
    ) -> Plan:
        """
        Return the plan with an alert cleared by a clinician, named.

        The alert must stand on this plan: record its review first, or give *entries*, the log as it is on that day.
        Raises `NotAllowedError` where it does not, and for whoever is no clinician.
        """
        alerts = () if entries is None else self._alerts(plan, entries, on)
        return clearing.clear(plan, alert, by=by, on=on, role=role, note=note, alerts=alerts)

    @checked
    def answer(
        self,
        plan: Plan,
        question: Question | CaregiverQuestion | str,
        *,
        by: str,
        on: date,
        role: Role = "caregiver",
        words: str = "",
        entries: Iterable[Entry] | None = None,
    ) -> Plan:
        """
        Return the plan with a question marked as answered, with the *words* that were said. Entries up to that day ask
        it no more; where it is written again later, the review says when it was answered. Nothing else changes: no
        decision, no alert, and not what was agreed.

        *question*: one of a review or of a caregiver's view, or its id; an id alone asks for *entries*, the log. Raises
        `UnknownIdError` where nobody asked it, and `StaleError` for an id without the log.
        """
        asked = None if entries is None else self.review(plan, entries, on=on).questions
        return answering.answer(plan, question, by=by, on=on, role=role, words=words, asked=asked)

    @checked
    def approve(self, plan: Plan, approval: Approval, *, role: Role = "caregiver") -> Plan:
        """
        Return the plan with what a clinician opened; *role* is that of whoever approves, and a caregiver's is refused.
        Raises `NotAllowedError` for that, and `UnknownIdError` where what it opens is not there.
        """
        return applying.approve(plan, approval, catalogue=self.catalogue, role=role)

    @checked
    def hold(
        self, plan: Plan, focus: str, *, until: date, by: str, on: date, why: str = "", role: Role = "caregiver"
    ) -> Plan:
        """
        Return the plan with a focus kept as it is until a day. Raises `UnknownIdError` where the plan has no such
        focus, `InvalidError` for a day that is past.
        """
        return applying.hold(plan, focus, until=until, by=by, on=on, why=why, role=role)

    @checked
    def change(
        self,
        plan: Plan,
        focus: str,
        *,
        by: str,
        on: date,
        role: Role = "caregiver",
        why: str = "",
        entries: Iterable[Entry] | None = None,
        routine: str = UNCHANGED,
        step: int = UNCHANGED,
        strategy: str = UNCHANGED,
        minutes: float = UNCHANGED,
        days_per_week: int = UNCHANGED,
        cue: str = UNCHANGED,
        baseline: float | None = UNCHANGED,
        aim: float | None = UNCHANGED,
        aim_day: date | None = UNCHANGED,
        part_of_day: PartOfDay | None = UNCHANGED,
        generalising: bool = UNCHANGED,
        maintaining: bool = UNCHANGED,
        **unknown: Never,
    ) -> Plan:
        """
        Return the plan with a person's own change of a focus; this may raise minutes and days.

        Give *entries*, the log as it is on that day: under a red flag that was written and not yet recorded, a
        caregiver then makes nothing harder, either. Without them only the flags that the plan has recorded count.

        What is not given stays as it is. *unknown*: a field that a focus does not have is refused, with the nearest.

        Raises `UnknownIdError` for an id that is not there, `NotAllowedError` for what is a clinician's to change or
        what a flag forbids, `InvalidError` for a value that does not fit, or where nothing changes.
        """
        given: dict[str, object] = {
            "routine": routine,
            "step": step,
            "strategy": strategy,
            "minutes": minutes,
            "days_per_week": days_per_week,
            "cue": cue,
            "baseline": baseline,
            "aim": aim,
            "aim_day": aim_day,
            "part_of_day": part_of_day,
            "generalising": generalising,
            "maintaining": maintaining,
            **unknown,
        }
        new = {name: value for name, value in given.items() if value is not UNCHANGED}
        alerts = None if entries is None else self._alerts(plan, entries, on)
        return applying.change(
            plan, focus, by=by, on=on, catalogue=self.catalogue, role=role, why=why, alerts=alerts, **new
        )

    @checked
    def end(self, plan: Plan, focus: str, *, by: str, on: date, why: str = "", role: Role = "caregiver") -> Plan:
        """
        Return the plan without a focus; what it was stays in the history. Raises `UnknownIdError` where the plan has
        no such focus.
        """
        return applying.end(plan, focus, by=by, on=on, why=why, role=role)

    @checked
    def record(self, plan: Plan, review: Review) -> Plan:
        """
        Return the plan with the review's open flags kept in it, so that a log cut short loses none. Raises `StaleError`
        where the review is of another plan, or of this one before it was changed.
        """
        return clearing.record(plan, review)


def _with(engine: Engine, **parts: object) -> Engine:
    # The same engine with other parts, and nothing read or checked again.
    return _take(object.__new__(type(engine)), engine, **parts)


def _named_after(engine: Engine, fitted: Fitted) -> Engine:
    # The engine, whose numbers are those of a document: it says so, and knows what suited.
    named = (*engine.made_with, (population.NAMED, population.named(fitted)))
    context = evolve(engine._context, made_with=named, suits=fitted.suits)  # noqa: SLF001 - of this module
    return _with(engine, _context=context, _fitted=fitted)


def _of_groups(catalogue: Catalogue, fitted: Fitted | None, over: Mapping[str, float]) -> Catalogue:
    # With the numbers of a document's groups, where it has any; but for those that others were laid over.
    if fitted is None or not fitted.groups:
        return catalogue
    return of_groups.with_groups(catalogue, population.by_group(fitted, over))


def _take(made: Engine, engine: Engine, **parts: object) -> Engine:
    # One that is being made takes the parts of another.
    for name in Engine.__slots__:
        setattr(made, name, parts[name] if name in parts else getattr(engine, name))
    return made


def _made_again(
    made: Recipe,
    plugins: tuple[PluginStatus, ...],
    numbers: tuple[tuple[str, float], ...] = (),
    fitted: Fitted | None = None,
    groups: Mapping[str, Mapping[str, float]] = FrozenMap(),
) -> Engine:
    engine = Engine(**made.arguments())
    findings = recipe.unlike(plugins, engine.plugins)
    if findings:
        raise CoachplanError(findings)
    # With all the numbers that it had, however they came to be laid over each other: they were judged then.
    engine = engine.with_parameters(dict(numbers), groups=groups) if numbers or groups else engine
    return engine if fitted is None else _named_after(engine, fitted)


def _pair(given: object) -> tuple[Any, Any]:
    if not isinstance(given, tuple | list) or len(given) != 2:
        what = f"found {found(given)} where a plan and its entries should be."
        raise CoachplanError(Finding(item="plans", what=what, hint="Give pairs: (plan, entries).", code="wrong-kind"))
    return given[0], given[1]
