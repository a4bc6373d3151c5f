"""
The command that looks back: every review that was kept, made again by what is installed now, and held against it.

Less safe than then comes first, and has a code of its own. Decides nothing by itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import click
from attrs import evolve, frozen

from coachplan.audit import Audit, Audited, Trail, again
from coachplan.audit import engine_of as with_parameters_of
from coachplan.base.disclosure import found_code
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.cli.completion import languages
from coachplan.cli.opened import engine_of, say_absent
from coachplan.cli.terminal import AS_JSON, progress_bar, put, put_json
from coachplan.cli.typed import whom_to_call
from coachplan.documents.audit_trail import read_audited
from coachplan.documents.codec import unstructure
from coachplan.engine import Engine
from coachplan.model.flags import Help

__all__ = ["LESS_SAFE", "audit"]

#: How the command ends where anything is less safe than it was.
LESS_SAFE = 3

_SQLITE = b"SQLite format 3\0"


@frozen
class _Looked:
    # One review that was looked at: what came of it, or why it cannot be made again.
    of: Audited
    audit: Audit | None
    why: str = ""

    @property
    def weight(self) -> int:
        if self.audit is None or self.audit.less_safe:
            return 0
        return 2 if self.audit.same else 1


@click.command()
@click.argument("where", metavar="FILE|JOURNAL")
@click.option("--family", default="", metavar="ID", help="Of this family alone.")
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content, of then or now.")
@click.option(
    "--parameters",
    type=click.Choice(("now", "then")),
    default="now",
    show_default=True,
    help="Readings are made with the numbers of today, or with those of then.",
)
@click.option("--language", default="en", help="In this language, as es; else in English.", shell_complete=languages)
@AS_JSON
@whom_to_call
def audit(
    where: str, family: str, content: tuple[Path, ...], parameters: str, language: str, as_json: bool, **whom: str
) -> int:
    """
    Make each review that was kept again, from the same plan, entries and day, and say what differs, what is less safe
    first. FILE is what `review --audit` writes, or one such document; JOURNAL a database, by its file or address.

    Ends with 0 where the same is said, with 1 where something else is, where one cannot be read or where none is kept,
    and with 3 where anything is less safe.

    \b
    Examples:
      coachplan audit trail.jsonl
      coachplan audit practice.db --family sam --content clinic
      coachplan audit trail.jsonl --parameters then --json
    """
    trail = _trail(where, family)
    engine = _engines(content, Help(**whom))
    with progress_bar("reviews") as moved:
        looked = []
        for number, each in enumerate(trail.audited, start=1):
            looked.append(_look(engine(each.made_with.help), each, parameters))
            if moved:
                moved(number, len(trail.audited))
    looked.sort(key=lambda each: each.weight)
    worst = min((each.weight for each in looked), default=2)
    if as_json:
        put_json(_as_table(looked, trail, language))
    else:
        say_absent(engine(None))
        _told(looked, trail, language)
    return LESS_SAFE if worst == 0 else 1 if worst == 1 or trail.findings else 0


def _engines(content: tuple[Path, ...], given: Help) -> Any:
    @cache
    def made(kept: Help | None) -> Engine:
        # Whom to call is what was kept, where it was: an alert is not another by another number.
        return engine_of(content, given if kept is None else kept)

    return made


def _look(engine: Engine, audited: Audited, parameters: str) -> _Looked:
    try:
        chosen = with_parameters_of(engine, audited) if parameters == "then" else engine
        return _Looked(audited, again(chosen, audited))
    except CoachplanError as error:
        return _Looked(audited, None, str(error))


# -- where it is kept


def _trail(where: str, family: str) -> Trail:
    if "://" in where or _is_database(Path(where)):
        return _of_journal(where, family)
    read = read_audited(where)
    there = {each.plan.family.id for each in read.audited}
    return _or_nothing(
        evolve(read, audited=[each for each in read.audited if family in ("", each.plan.family.id)]),
        Path(where).name,
        family,
        suggest(family, there) if there else "",
    )


def _or_nothing(trail: Trail, where: str, family: str, hint: str = "") -> Trail:
    # Where nothing was compared, nothing is well.
    if trail.audited or trail.findings:
        return trail
    whose = f"review of the family {found_code(family)}" if family else "review"
    what = f"no {whose} is kept there, so that nothing was compared."
    return evolve(trail, findings=[Finding(where=where, what=what, hint=hint, code="unknown-id")])


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):
        return False  # whoever reads it says why


def _of_journal(where: str, family: str) -> Trail:
    from coachplan.journal import Journal, trail  # noqa: PLC0415 - an extra, asked for where it is needed

    with Journal.open(where, make=False) as opened:
        each = [trail(opened.read(name)) for name in ([family] if family else opened.families())]
        place = opened.where
    audited = [review for one in each for review in one.audited]
    found = Trail(audited=audited, findings=[finding for one in each for finding in one.findings])
    return _or_nothing(found, place, family, "" if family else "A review that is shown is put in with Journal.offered.")


# -- what is told


def _told(looked: list[_Looked], trail: Trail, language: str) -> None:
    for each in looked:
        if each.weight < 2:
            put(f"{_named(each.of)}:")
            for line in each.audit.lines(language) if each.audit else [f"It cannot be made again: {each.why}"]:
                put(f"  {line}")
            put("")
    for finding in trail.findings:
        put(str(finding), err=True)
    number = len(looked)
    counted = [sum(each.weight == weight for each in looked) for weight in range(3)]
    reviews = f"{number} review{'' if number == 1 else 's'}"
    unread = len({each.where for each in trail.findings if each.code != "unknown-id"})
    more = f" {unread} could not be read." if unread else ""
    put(f"{reviews}: {counted[0]} less safe, {counted[1]} different otherwise, {counted[2]} the same.{more}")
    # What is the same may have been made with something else, and what failed then and now is the same, too.
    for line in dict.fromkeys(line for each in looked if each.weight == 2 for line in _beside(each, language)):
        put(line)


def _named(of: Audited) -> str:
    return f"{of.on}, family {of.plan.family.id}, plan {of.review.plan}"


def _beside(looked: _Looked, language: str) -> list[str]:
    return list(looked.audit.lines(language)[1:]) if looked.audit else []


def _as_table(looked: list[_Looked], trail: Trail, language: str) -> dict[str, Any]:
    return {
        "reviews": [_one(each, language) for each in looked],
        "findings": unstructure(list(trail.findings)),
    }


def _one(looked: _Looked, language: str) -> dict[str, Any]:
    of, made = looked.of, looked.audit
    named = {"family": of.plan.family.id, "plan": of.review.plan, "on": of.on.isoformat(), "review": of.review.id}
    if made is None:
        return {**named, "same": False, "less_safe": True, "why": looked.why}
    return {
        **named,
        "same": made.same,
        "less_safe": bool(made.less_safe),
        "differences": [
            {
                "weight": each.weight,
                "less_safe": each.less_safe,
                "about": each.about,
                "then": each.then,
                "now": each.now,
                "words": made.words(each.what, language),
            }
            for each in made.differences
        ],
        "broken": [made.words(each, language) for each in made.broken],
        "made_with": [made.words(each, language) for each in made.made_with],
    }
