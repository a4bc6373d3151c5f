"""
What the commands about one family share: its folder opened, with an engine and a day; and what is said of it.

Asks the library for everything. Decides nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click
from attrs import evolve, field, frozen

from coachplan.base.errors import CoachplanError, Finding, StaleError, suggest
from coachplan.cli.clock import today
from coachplan.cli.completion import languages, plans
from coachplan.cli.hearing import Refused, entries_of_text, heard, text_in
from coachplan.cli.places import cache_folder
from coachplan.cli.terminal import AS_JSON, put, put_alerts
from coachplan.cli.typed import DAY, FITTED, WHOM_TO_CALL
from coachplan.documents.codec import read
from coachplan.documents.family_folder import LOG, FamilyFolder
from coachplan.documents.files import read_bytes
from coachplan.documents.logs import Log, read_log, words_of_bad_rows
from coachplan.engine import Engine
from coachplan.model.entries import Entry
from coachplan.model.fitted import Fitted
from coachplan.model.flags import URGENCIES, Help
from coachplan.model.plans import Plan
from coachplan.model.reviews import Review
from coachplan.model.suggestions import UNCHECKED, Missing
from coachplan.plugins.status import refused
from coachplan.progress.population import NAMED

__all__ = [
    "Opened",
    "engine_of",
    "family_options",
    "focus_of",
    "say_absent",
    "set_aside",
    "signs_in_bad_rows",
    "told_of_bad_rows",
]

@frozen
class Opened:
    """
    A family's folder on a day: the engine, the plan that is meant, and the log.

    Of a command that *looks* at the log, each alert that is new is kept with the plan: it stays when its row is gone.
    """

    folder: FamilyFolder
    engine: Engine
    on: date
    plan_id: str
    language: str
    as_json: bool
    log_file: str = field(default="")
    looks: bool = field(default=False)

    @cached_property
    def plan(self) -> Plan:
        """
        The plan that was asked for, or the only one, with the family as it is by now; and with every alert of the log,
        where that is looked at.
        """
        plan = self._meant(self.plan_id)
        _say_what_changed(self.folder, plan)  # before an alert is kept with it: what is kept is as it is now
        return self._looked[0] if self.looks else plan

    def _meant(self, plan_id: str) -> Plan:
        try:
            return self._chosen(plan_id)
        except CoachplanError as error:
            # Which plan is meant is not known; what the log says is, and is heard all the same.
            log = Log()
            with suppress(CoachplanError):
                log = self.folder.log() if self.looks else log
            raise self._refused(log.entries, error) from None

    def _chosen(self, plan_id: str) -> Plan:
        plans = {plan.id: plan for plan in self.folder.plans()}
        if not plans:
            what, hint = "There is no plan yet.", f"Make one: coachplan propose {self.folder.path}"
            raise CoachplanError(Finding(what=what, hint=hint, code="unknown-id"))
        if plan_id not in plans and (plan_id or len(plans) > 1):
            what = "there is no such plan." if plan_id else f"there are {len(plans)} plans."
            hint = "".join(f"\n  --plan {each}   {self.about(plan)}" for each, plan in plans.items())
            raise CoachplanError(Finding(what=what, hint=f"Say which:{hint}", code="unknown-id"))
        return plans[plan_id or next(iter(plans))]

    def about(self, plan: Plan) -> str:
        """
        Say what a plan is about, so that a person can tell it from another: its skills, by name.
        """
        skills = self.engine.catalogue.skills
        named = [skills[each.skill].title if each.skill in skills else each.skill for each in plan.focuses]
        return ", ".join(named)

    @cached_property
    def own_log(self) -> Log:
        """
        The log of the folder. Of a row that could not be read the words are among the entries, too.
        """
        try:
            log = self.folder.log()
        except CoachplanError as error:
            content = b""
            with suppress(CoachplanError):
                content = read_bytes(self.folder.path / LOG, LOG)
            raise self._refused(entries_of_text(text_in(content, LOG), self.on), error) from None
        return self.folder.with_words(log, on=self.on)

    @cached_property
    def log(self) -> Log:
        """
        The log of the folder, or the one that was given to decide in its place; read as the folder's own is.
        """
        if not self.log_file:
            return self.own_log
        given = self.log_file
        content = sys.stdin.buffer.read() if given == "-" else read_bytes(Path(given), given)
        name = "-" if given == "-" else Path(given).name
        try:
            log = read_log(content, name=name, tags=self.folder.tags)
        except CoachplanError as error:
            raise self._refused(entries_of_text(text_in(content, name), self.on), error) from None
        return self.folder.with_words(log, on=self.on)

    @property
    def review(self) -> Review:
        """
        The review of the plan on the day.
        """
        _ = self.plan  # what has changed in it is said first
        return self._looked[1]

    def look(self, plan_id: str) -> tuple[Plan, Review]:
        """
        Return a plan with every alert of the log kept with it, and its review on the day. Another log hides no alert
        that the folder's own has. Where the plan cannot be written, that is said.
        """
        for may_try_again in (True, False):
            stored = self._meant(plan_id)
            plan, review = self._recorded(stored, self.own_log.entries)
            if self.log_file:
                plan, review = self._recorded(plan, self.log.entries)
            if plan is stored:
                break
            try:
                self.folder.save(plan, made_from=stored.version)
                break
            except CoachplanError as error:
                if not (may_try_again and isinstance(error, StaleError)):
                    put(f"An alert is open, and could not be kept with the plan: {error}", err=True)
                    break
        return plan, review

    @cached_property
    def _looked(self) -> tuple[Plan, Review]:
        return self.look(self.plan_id)

    def _recorded(self, plan: Plan, entries: tuple[Entry, ...]) -> tuple[Plan, Review]:
        review = self.engine.review(plan, entries, on=self.on)
        kept = self.engine.record(plan, review)
        return kept, review if kept is plan else self.engine.review(kept, entries, on=self.on)

    def _refused(self, entries: Iterable[Entry], error: CoachplanError) -> Exception:
        # Of what cannot be used the words are read all the same; whoever runs the command need not have written them.
        alerts = heard(self.engine, self.folder, entries, on=self.on, plan_id=self.plan_id, language=self.language)
        return Refused(str(error), [alert.words for alert in alerts]) if alerts else error


def family_options(*, plan: bool = True, log: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Give a command the options that all commands about a family share, and hand it what they open as one value.
    """
    options = [
        click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="."),
        click.option("--on", type=DAY, metavar="DAY", help="The day, as 2026-03-04. Without it, today."),
        click.option(
            "--language",
            default="",
            help="In this language, as es. Without it, the reader's.",
            shell_complete=languages,
        ),
        AS_JSON,
        click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content."),
        FITTED,
        *WHOM_TO_CALL,
    ]
    options += [
        click.option(
            "--plan", "plan_id", default="", metavar="ID", help="Which plan, of several.", shell_complete=plans
        )
    ] * plan
    options += [click.option("--log", "log_file", default="", help="Another log than the folder's, or - .")] * log

    def given(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(
            folder: Path,
            on: date | None,
            language: str,
            as_json: bool,
            content: tuple[Path, ...],
            fitted: Path | None,
            emergency: str,
            call: str,
            safeguarding: str,
            plan_id: str = "",
            log_file: str = "",
            **more: Any,
        ) -> Any:
            helpers = Help(emergency=emergency, call=call, safeguarding=safeguarding)
            engine = engine_of(content, helpers, fitted)
            made = Opened(
                FamilyFolder(folder, tags=engine.catalogue.known_tags),
                engine,
                today() if on is None else on,
                plan_id,
                language,
                as_json,
                log_file,
                log,
            )
            try:
                return command(made, **more)
            except Refused as refusal:
                put_alerts(refusal.alerts, err=True)
                raise

        for option in reversed(options):
            run = option(run)
        return run

    return given


def engine_of(content: tuple[Path, ...], helpers: Help, fitted: Path | None = None) -> Engine:
    """
    Return an engine with every installed plugin, these folders of content, and *fitted* numbers out of a document.
    Raises `CoachplanError`, with the reason, where one of the folders is not there or has a mistake: without it the
    clinic's own alerts would not be heard; and for numbers that no engine takes.
    """
    engine = Engine(content=content, help=helpers, cache=cache_folder())
    given = {folder.name for folder in content}
    unfit = refused(each for each in engine.plugins if each.name in given)
    if unfit:
        raise CoachplanError(evolve(each, where=f"--content {each.where}") for each in unfit)
    if fitted is not None:
        try:
            engine = engine.with_fitted(read(Fitted, fitted))
        except CoachplanError as error:
            named = (evolve(each, where=each.where or f"--fitted {fitted}") for each in error.findings)
            raise CoachplanError(named) from None
    own = dict(engine.made_with).get(NAMED)
    if own is not None:  # said each time: without them the same log may come to another step
        put(f"With a clinic's own numbers, fitted on {own.partition(' ')[0]}.", err=True)
    return engine


def told_of_bad_rows(of: Opened, log: Log | None = None) -> list[str]:
    """
    Return which rows of a log (that of the folder, unless one is given) could not be read, in words; and which of them
    name a sign all the same that no clinician has looked at.
    """
    told: list[str] = []
    shown = of.log if log is None else log
    if not shown.bad_rows:
        return told
    cleared = {each.entry for plan in of.folder.plans() for each in plan.cleared}
    flags, language = of.engine.catalogue.flags, of.folder.family().language
    for row, entry in zip(shown.bad_rows, words_of_bad_rows(shown, on=of.on, known=cleared), strict=True):
        told.append(f"Row {row.line} of the log could not be read: {row.reason}")
        signs = [each for each in of.engine.read(row.words, language=language).mentions if each.urgency in URGENCIES]
        if signs and entry.id not in cleared:
            quiet = any(flags[each.flag].quiet for each in signs if each.flag in flags)
            words = "" if quiet else f": {'; '.join(dict.fromkeys(each.words for each in signs))}"
            told.append(f"  It may name a sign. Look at it now{words}")
    return told


def signs_in_bad_rows(of: Opened, log: Log | None = None) -> None:
    """
    Say on the second way out what `told_of_bad_rows` returns.
    """
    for line in told_of_bad_rows(of, log):
        put(line, err=True)


def say_absent(engine: Engine) -> None:
    """
    Say on the second way out which plugins are not in use, and whether their signs are looked for all the same.
    """
    for each in engine.plugins:
        if each.status != "loaded":
            signs = any(shelf == "flags" and count for shelf, count in each.brings)
            flags = "Its red flags stay in force." if signs else "NONE of its red flags are looked for."
            put(f"! {each.name} could not be loaded ({each.status}). {flags} {each.why}", err=True)


def set_aside(review: Review, entries: Iterable[Entry]) -> tuple[Missing, ...]:
    """
    Return what a review says of entries that it does not use, or not all of.
    """
    ids = {each.id for each in entries}
    return tuple(each for each in review.missing if each.what in ids and each.message.key not in UNCHECKED)


def focus_of(plan: Plan, focus_id: str) -> str:
    """
    Return the focus that is meant: the one named, or the only one. Raises `UnknownIdError` where it is not clear.
    """
    known = [focus.id for focus in plan.focuses]
    if focus_id in known:
        return focus_id
    if not focus_id and len(known) == 1:
        return known[0]
    what = "there is no such focus." if focus_id else f"the plan has {len(known)} focuses."
    hint = suggest(focus_id, known) if focus_id else f"Say which: --focus {' or '.join(known)}"
    raise CoachplanError(Finding(item="--focus", what=what, hint=hint, code="unknown-focus"))


#: What is changed in `family.toml`, as a person calls it; anything else by the name that it has there.
_CALLED = {"age_months": "age", "name": "the child's name"}


def _say_what_changed(folder: FamilyFolder, plan: Plan) -> None:
    # Once a command: whoever changed it should know that it counts, and whoever did not, that somebody did.
    changed = folder.changed(plan.id)
    if not changed:
        return
    named = ", ".join(_CALLED.get(each, each.replace("_", " ")) for each in changed)
    if "id" in changed:
        put("This plan is of another family than family.toml: its own family counts. Somebody must look.", err=True)
        return
    put(f"family.toml has changed since the plan was made: {named}. It counts as it is now.", err=True)
    if "age_months" in changed and plan.family.child.age_on is None:
        put("  The age counts from the plan's first day. If it is the age of today, add: age_on = 2026-03-04", err=True)
