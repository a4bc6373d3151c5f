"""
The folder in which one family is kept: `family.toml`, a plan or several, and `log.csv`; and what is printed of them.

A plan takes the place of the plan that it was made from and of no other; a row is added to the log whole or not at all.
The family of a plan is the one in `family.toml`, as it is by now. Knows these files by their names and leaves all
others alone. Nothing of what stands in them is told by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from attrs import evolve, field, fields, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.validators import strings
from coachplan.documents.codec import dumps, loads, read, to_dict
from coachplan.documents.files import decode, dumps_toml, inside, read_bytes
from coachplan.documents.log_additions import added_to, mended, not_there, whole_letters
from coachplan.documents.logs import Log, read_log, words_of_bad_rows
from coachplan.documents.whole_files import append_bytes, is_ordinary, one_writer, replace_bytes
from coachplan.model.entries import CORE_TAGS, Entry
from coachplan.model.family import Child, Family
from coachplan.model.plans import Plan

__all__ = ["FAMILY", "LOG", "OURS", "TABLE", "FamilyFolder", "new_folder", "of_a_family"]

FAMILY, PLAN, LOG = "family.toml", "plan.json", "log.csv"
#: What an export has beside the files: a copy of the log for people with a spreadsheet, which is never read back.
TABLE = "log-for-a-spreadsheet.csv"
_PLAN = re.compile(r"plan(?:-[^/\\:\0]+)?\.json\Z")
#: The pages of a family, by the names that they have where nobody chose another: the child's name stands in them, too.
_PAGES = re.compile(r"(?:handout|log-sheet|cues|brief|facts)(?:-\d+)?\.(?:html|pdf)|chart(?:-\d+)?\.svg")
#: The names of the files of a family; whatever else lies beside them is none of ours.
OURS = re.compile(rf"family\.toml|log\.csv|{re.escape(TABLE)}|{_PAGES.pattern}|{_PLAN.pattern}")
#: What nothing else may take the place of, in whatever folder it is: what people wrote, and what was agreed.
_KEPT = re.compile(rf"family\.toml|log\.[^/\\]*|{_PLAN.pattern}")
_NEW_FOLDER = 0o700
#: By which a file of TOML says that a family is in it, wherever the line stands, and however broken the rest is.
_A_FAMILY = re.compile(r"""^[^\S\n]*+format\s*=\s*["']coachplan-family/""", re.MULTILINE)


def _tags(given: Iterable[str]) -> frozenset[str]:
    return frozenset(strings(given))


@plain_errors
@frozen
class FamilyFolder:
    """
    A folder with `family.toml`, `plan.json` (further plans are `plan-*.json`) and `log.csv`.

    *tags* are those that its log may use: `engine.catalogue.known_tags`. Several processes may read and write at once.
    """

    path: Path = field(converter=Path, repr=False)
    tags: frozenset[str] = field(kw_only=True, default=CORE_TAGS, repr=False, converter=_tags)

    @classmethod
    @checked
    def make(cls, path: Path | str, family: Family, *, tags: Iterable[str] = CORE_TAGS) -> FamilyFolder:
        """
        Make the folder of a family, which only its owner can read. Raises `UnreadableError` where a family is there.
        """
        made = cls(path, tags=tags)
        written = dumps_toml(to_dict(family), FAMILY).encode()
        new_folder(made.path)
        with one_writer(made.path):
            if is_ordinary(made.path / FAMILY):
                what, hint = "a family is kept here already.", "Give a new folder."
                raise CoachplanError(Finding(where=str(path), what=what, hint=hint, code="exists"))
            replace_bytes(made.path / FAMILY, written)
        return made

    def family(self) -> Family:
        """
        Read the family. Raises `UnreadableError` where there is none, else as `read`.
        """
        self._there(FAMILY)
        return read(Family, self.path / FAMILY)

    def plans(self) -> tuple[Plan, ...]:
        """
        Read every plan: `plan.json` first, then the others by the names of their files. Each is of the family as it is
        written in `family.toml` by now, so that a caution that was added counts at once; of another family's plan the
        family stays as it is.

        Raises `CoachplanError` where one cannot be read, or two have the same id.
        """
        family = self.family()
        return tuple(_of_today(plan, family) for plan in self._stored().values())

    @checked
    def plan(self, plan_id: str = "") -> Plan:
        """
        Read the plan of an id, with the family as it is by now; without one, the only plan. Raises `UnknownIdError`
        where there is no such plan.
        """
        stored = {plan.id: plan for plan in self.plans()}
        if not plan_id and len(stored) == 1:
            return next(iter(stored.values()))
        if plan_id in stored:
            return stored[plan_id]
        what = "there is no such plan." if plan_id or not stored else f"there are {len(stored)} plans."
        raise CoachplanError(Finding(item="plan_id", what=what, hint=suggest(plan_id, stored), code="unknown-id"))

    @checked
    def changed(self, plan_id: str) -> tuple[str, ...]:
        """
        Return what is written otherwise in `family.toml` than in the file of a plan, by the names of the fields:
        "cautions", "caregivers". Nothing, once the plan was saved again.
        """
        family = self.family()
        kept = next((plan.family for plan in self._stored().values() if plan.id == plan_id), family)
        pairs = ((kept.child, family.child, Child), (kept, family, Family))
        return tuple(
            each.name
            for before, after, kind in pairs
            for each in fields(kind)
            if each.name != "child" and getattr(before, each.name) != getattr(after, each.name)
        )

    @checked
    def file_of(self, plan_id: str) -> str:
        """
        Return the name of the file in which a plan is kept: `plan.json`, `plan-2.json`. Raises `UnknownIdError` where
        there is no such plan.
        """
        stored = {plan.id: name for name, plan in self._stored().items()}
        if plan_id not in stored:
            hint = suggest(plan_id, stored)
            raise CoachplanError(Finding(item="plan_id", what="there is no such plan.", hint=hint, code="unknown-id"))
        return stored[plan_id]

    def log(self) -> Log:
        """
        Read the log; an empty one where nothing was written yet. Rows that cannot be read are handed back, with their
        words, and so is one that was cut short. Raises `CoachplanError` where no row can be read.
        """
        if not self._is_there(LOG):
            return Log()
        return read_log(mended(self._log_text(), LOG), name=LOG, tags=self.tags)

    @checked
    def with_words(self, log: Log, *, on: date, known: Iterable[str] = ()) -> Log:
        """
        Return a log with the words of the rows that could not be read among its entries, as `words_of_bad_rows` makes
        them. A row that says no day has the day on which it was first read, where a plan of the family knows it, or it
        is among the *known* ids; else *on*: so what was cleared stays cleared.
        """
        if not log.bad_rows:
            return log
        known = {*strings(known), *(each.id for each in log.entries)}
        for plan in self.plans():
            known.update(each.entry for each in plan.open_flags)
            known.update(each.entry for each in plan.cleared)
        return evolve(log, entries=(*log.entries, *words_of_bad_rows(log, on=on, known=known)))

    @checked
    def save(self, plan: Plan, *, made_from: str | None) -> None:
        """
        Put a plan in the place of the one it was made from: *made_from* is the `version` of that, or None where the
        plan is new. A new plan is `plan.json` where there is none, else `plan-2.json` and so on.

        Raises `StaleError` where another plan stands there by now, `InvalidError` where it is another family's.
        """
        with self._writing() as family:
            if plan.family.id != family.id:
                what, hint = "this is the plan of another family.", "Save it in the folder of its family."
                raise CoachplanError(Finding(item="plan", what=what, hint=hint, code="different-children"))
            stored = self._stored()
            name = next((name for name, kept in stored.items() if kept.id == plan.id), None)
            # With the family as it is by now: what was decided before a caution was added is decided anew.
            if (_of_today(stored[name], family).version if name else None) != made_from:
                what, hint = "the plan was changed meanwhile.", "Read it again, and review again."
                raise CoachplanError(Finding(where=name or PLAN, what=what, hint=hint, code="stale"))
            numbered = (PLAN, *(f"plan-{number}.json" for number in range(2, len(stored) + 3)))
            free = next(each for each in numbered if not self._is_there(each))
            replace_bytes(self.path / (name or free), dumps(plan).encode())

    @checked
    def append(self, entries: Iterable[Entry], *, once: bool = False) -> tuple[Entry, ...]:
        """
        Add entries to the log, in its own columns, all of them or none; make the log where it is missing. *once*: those
        that it has already, with all that they say, are not added again.

        Returns those that were added, as they will be read: in a log without a column for ids, with the ids that are
        made from what each row says. Raises `CoachplanError`, before anything is written, where the log has a column
        that is not known, or none for something that an entry says; `UnreadableError` where it cannot be written.
        """
        with self._writing():
            file = self.path / LOG
            there = read_bytes(file, LOG) if self._is_there(LOG) else b""
            there = there if there.removeprefix(b"\xef\xbb\xbf").strip() else b""
            text = decode(whole_letters(there), LOG)
            ended = mended(text, LOG)
            new = not_there(ended, entries, LOG, self.tags) if once else entries
            rows, kept = added_to(ended, new, LOG, self.tags)
            if not rows:
                return kept
            # A table begins with the mark by which a spreadsheet knows UTF-8.
            whole = (ended + rows).encode("utf-8-sig" if not there or there.startswith(b"\xef\xbb\xbf") else "utf-8")
            if there and whole.startswith(there):
                append_bytes(file, whole[len(there) :])
            else:
                replace_bytes(file, whole)
            return kept

    def files(self) -> tuple[str, ...]:
        """
        Return the names of the files that are this family's, as they would be exported or erased: `family.toml`, every
        `plan.json` and `plan-*.json`, `log.csv`, and the pages that were made of them, by the names that they have
        unless somebody chose another (`handout.html`, `brief.pdf`, `chart.svg`). Raises `CoachplanError` where it is no
        folder of a family.
        """
        self._there(FAMILY)
        if not _A_FAMILY.search(
            read_bytes(self.path / FAMILY, FAMILY).decode("utf-8", "replace").removeprefix("\ufeff")
        ):
            what, hint = "no family is in it.", 'A family begins with: format = "coachplan-family/1"'
            raise CoachplanError(Finding(where=FAMILY, what=what, hint=hint, code="wrong-format"))
        names = [str(each.name) for each in inside(self.path, str(self.path)) if OURS.fullmatch(each.name)]
        return tuple(name for name in names if self._is_there(name))

    # -- what lies there

    def _stored(self) -> dict[str, Plan]:
        self._there(FAMILY)
        names = [each.name for each in inside(self.path, str(self.path)) if _PLAN.match(each.name)]
        stored: dict[str, Plan] = {}
        for name in sorted(names, key=lambda each: (each != PLAN, each)):
            self._there(name)
            stored[name] = loads(Plan, decode(read_bytes(self.path / name, name), name), name=name)
        ids = [plan.id for plan in stored.values()]
        twice = [name for name, plan in stored.items() if ids.count(plan.id) > 1]
        if twice:
            what, hint = f"{', '.join(twice)} are of one id.", "Keep the newer one, and move the other away."
            raise CoachplanError(Finding(what=what, hint=hint, code="duplicate"))
        return stored

    def _log_text(self) -> str:
        return decode(whole_letters(read_bytes(self.path / LOG, LOG)), LOG)

    def _is_there(self, name: str) -> bool:
        return is_ordinary(self.path / name)

    def _there(self, name: str) -> None:
        if not self._is_there(name):
            hint = "Give the folder of a family." if name == FAMILY else ""
            raise CoachplanError(
                Finding(where=str(self.path / name), what="there is no such file.", hint=hint, code="no-such-file")
            )

    @contextmanager
    def _writing(self) -> Iterator[Family]:
        self._there(FAMILY)  # before a lock is left in a folder that is none of ours
        with one_writer(self.path):
            yield self.family()  # once more: it may have been erased meanwhile


def _of_today(plan: Plan, family: Family) -> Plan:
    return plan if family == plan.family or family.id != plan.family.id else evolve(plan, family=family)


def of_a_family(path: Path) -> bool:
    """
    Say whether a file is one of those that a family is kept in, however its name is typed: `family.toml`, a log or a
    plan. A page that was printed is none.
    """
    name = path.name.casefold()
    return _KEPT.fullmatch(name) is not None


def new_folder(path: Path) -> None:
    """
    Make a folder that only its owner can read, unless it is there. Raises `UnreadableError`.
    """
    try:
        path.mkdir(mode=_NEW_FOLDER, parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        what = f"it cannot be made: {getattr(error, 'strerror', None) or 'no folder can have this name'}."
        raise CoachplanError(Finding(where=str(path), what=what, code="cannot-write")) from None
