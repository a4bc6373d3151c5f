"""
The commands as they are typed: what they take, what they print, and how they end.

Each asks one function of the library. Whatever takes long to import is imported inside the command that needs it, so
that `coachplan --help` is quick. Decides nothing by itself.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import click
from attrs import asdict
from click.shell_completion import CompletionItem

from coachplan.base.clean import visible
from coachplan.base.columns import columns
from coachplan.cli.completion import documents
from coachplan.cli.terminal import AS_JSON, put, put_json

if TYPE_CHECKING:
    from coachplan.model.plugin_status import PluginStatus

__all__ = ["coachplan"]

#: Commands that live with what they are about: the file, the object in it, and the line that the help shows.
_ELSEWHERE = {
    "audit": ("cli/audit.py", "coachplan.cli.audit:audit", "Is the same said as then, and as safely?"),
    "backtest": ("cli/backtest.py", "coachplan.cli.backtest:command", "Try rules on made-up families."),
    "caseload": ("cli/caseload.py", "coachplan.cli.caseload:caseload", "Review many families out of one file."),
    "fit": ("cli/fitting.py", "coachplan.cli.fitting:command", "What a clinic's own logs say."),
    "cache": ("cli/cache.py", "coachplan.cli.cache:command", "Keep what was read, to begin sooner."),
    "start": ("cli/family.py", "coachplan.cli.family:start", "Make the folder of a new family."),
    "propose": ("cli/family.py", "coachplan.cli.family:propose", "Propose first plans, or open one of them."),
    "review": ("cli/family.py", "coachplan.cli.family:review", "Alerts first, then one small step a focus."),
    "why-not": ("cli/family.py", "coachplan.cli.family:why_not", "Why a kind of step was not taken."),
    "log": ("cli/writing.py", "coachplan.cli.writing:log", "Write down a practice."),
    "approve": ("cli/changes.py", "coachplan.cli.changes:approve", "Open all of a plan that fits."),
    "apply": ("cli/changes.py", "coachplan.cli.changes:apply", "Take the suggested step."),
    "decline": ("cli/changes.py", "coachplan.cli.changes:decline", "Turn the suggested step down."),
    "clear": ("cli/changes.py", "coachplan.cli.changes:clear", "Clear an alert that was looked at."),
    "answer": ("cli/changes.py", "coachplan.cli.changes:answer", "Mark a question as answered."),
    "export": ("cli/changes.py", "coachplan.cli.changes:export", "Put all of a family into one file."),
    "erase": ("cli/changes.py", "coachplan.cli.changes:erase", "Delete all of a family."),
    "handout": ("cli/papers.py", "coachplan.cli.papers:handout", "The page that a caregiver holds."),
    "log-sheet": ("cli/papers.py", "coachplan.cli.papers:log_sheet", "The sheet for the fridge."),
    "cues": ("cli/papers.py", "coachplan.cli.papers:cues", "Cards with the one sentence."),
    "brief": ("cli/papers.py", "coachplan.cli.papers:brief", "What a clinician reads before a session."),
    "chart": ("cli/papers.py", "coachplan.cli.papers:chart", "The days of a focus as a picture."),
    "calendar": ("cli/interchange.py", "coachplan.cli.interchange:calendar", "Practice times for a calendar."),
    "fhir": ("cli/interchange.py", "coachplan.cli.interchange:fhir", "For a health record."),
    "journal": ("cli/journal.py", "coachplan.cli.journal:journal", "The record of a practice, in a database."),
    "overview": ("cli/papers.py", "coachplan.cli.papers:overview", "Who needs you first, and why."),
}


class _Lazy(click.Group):
    """
    A group whose commands from elsewhere are imported only when they are called.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *filter(_is_here, _ELSEWHERE)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if not _is_here(cmd_name):
            return super().get_command(ctx, cmd_name)
        found = resolve_name(_ELSEWHERE[cmd_name][1])
        return found if isinstance(found, click.Command) else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # By the names alone: nothing is imported between a key and what it brings.
        told = {name: _ELSEWHERE[name][2] for name in _ELSEWHERE if _is_here(name)}
        told |= {name: command.get_short_help_str(80) for name, command in self.commands.items()}
        found = [CompletionItem(name, help=told[name]) for name in sorted(told) if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        own = {name: command.get_short_help_str(80) for name, command in self.commands.items() if not command.hidden}
        told = own | {name: _ELSEWHERE[name][2] for name in _ELSEWHERE if _is_here(name)}
        with formatter.section("Commands"):
            formatter.write_dl(sorted(told.items()))


def _is_here(name: str) -> bool:
    return name in _ELSEWHERE and (files("coachplan") / _ELSEWHERE[name][0]).is_file()


def _version() -> str:
    try:
        return version("coachplan")
    except PackageNotFoundError:
        return "from source"


@click.group(cls=_Lazy)
@click.version_option(_version(), message="coachplan %(version)s")
def coachplan() -> None:
    """
    Small next steps for home practice, with a reason for each.
    """


# -- plugins


@coachplan.command(short_help="Show each plugin, and why one does not work.")
@AS_JSON
@click.option("--block", "blocked", multiple=True, metavar="NAME", help="As if this plugin were blocked.")
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content to load, too.")
def plugins(as_json: bool, blocked: tuple[str, ...], content: tuple[Path, ...]) -> None:
    """
    Show every plugin: its version, its status, what it brings, and why one is blocked or failed.

    \b
    Examples:
      coachplan plugins
      coachplan plugins --json
    """
    from coachplan.documents.contract import CONTRACT  # noqa: PLC0415 - as above
    from coachplan.engine import Engine  # noqa: PLC0415 - takes a moment, and --help needs none of it

    found = Engine(blocked=blocked, content=content).plugins
    if as_json:
        told = {"coachplan": _version(), "contract": CONTRACT, "plugins": [_as_table(each) for each in found]}
        put_json(told)
        return
    put(f"coachplan {_version()}, contract {CONTRACT}")
    if not found:
        put("No plugin is installed. Try: pip install coachplan-ot; or make one: coachplan new-plugin NAME")
        return
    rows = [("plugin", "version", "status", "brings"), *map(_as_row, found)]
    put(columns(rows))
    for each in found:
        if each.why:
            put("")
            put(f"{each.name} ({each.status}):")
            for line in (*each.why.splitlines(), *each.trace.splitlines()[-2:]):
                put(f"  {line}")


def _as_table(status: PluginStatus) -> dict[str, Any]:
    return {
        "name": status.name,
        "version": status.version,
        "status": status.status,
        "why": status.why,
        "trace": status.trace,
        "namespaces": list(status.namespaces),
        "brings": dict(status.brings),
    }


def _as_row(status: PluginStatus) -> tuple[str, str, str, str]:
    from coachplan.knowledge.kinds import KINDS  # noqa: PLC0415 - as above

    one = {kind.shelf: kind.label for kind in KINDS}
    counted = [f"{number} {one[shelf] if number == 1 else shelf.replace('_', '-')}" for shelf, number in status.brings]
    brings = ", ".join(counted)
    return status.name, status.version or "-", status.status, brings or "nothing"


# -- checking


@coachplan.command(short_help="Check content, scenarios, plans, families and logs.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@AS_JSON
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """
    Check content, scenarios, plans, families and logs: FILES, or folders with such files in them.

    Each mistake is told with its file and line, the item, what was found and what would be right. Ends with 1 where
    there is one.

    \b
    Examples:
      coachplan check sam
      coachplan check families coachplan-physiotherapy
    """
    from coachplan.cli.lint import look  # noqa: PLC0415 - takes a moment, and --help needs none of it

    looked = look(files)
    if as_json:
        put_json(asdict(looked))
        raise click.exceptions.Exit(1 if looked.findings else 0)
    for finding in looked.findings:
        put(str(finding).replace("\n", "\\u000a"))  # one finding, one line, whatever its file is called
    if not looked.words:
        put('The words were not checked. They need: pip install "coachplan[testing]"', err=True)
    if looked.findings:
        number = len(looked.findings)
        put(f"{number} thing{'' if number == 1 else 's'} to mend in {_files(looked.files)}.", err=True)
        raise click.exceptions.Exit(1)
    put(f"All well: {_files(looked.files)}.")


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


# -- what a document looks like


@coachplan.command(short_help="What a document must look like, as JSON Schema.")
@click.argument("kind", default="", shell_complete=documents)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write one file a kind, here.")
@AS_JSON
def schema(kind: str, folder: Path | None, as_json: bool) -> None:
    """
    Print the JSON Schema of a KIND of document, such as plan; without one, of every kind, by its name. It is JSON in
    any case; with --to, --json prints what was written.

    \b
    Examples:
      coachplan schema plan
      coachplan schema --to schemas
    """
    from coachplan.base.disclosure import no_such  # noqa: PLC0415 - as above
    from coachplan.base.errors import CoachplanError, Finding, suggest  # noqa: PLC0415 - as above
    from coachplan.caseload.schemas import schemas as of_a_caseload  # noqa: PLC0415 - as above
    from coachplan.caseload.schemas import write_schemas as write_caseload  # noqa: PLC0415 - as above
    from coachplan.documents.formats import FORMATS  # noqa: PLC0415 - as above
    from coachplan.documents.schema import schema as schema_of  # noqa: PLC0415 - as above
    from coachplan.documents.schema import write_schemas  # noqa: PLC0415 - as above

    if folder is not None:
        if kind:
            raise click.UsageError("--to writes every kind: leave KIND away.")
        folder.mkdir(parents=True, exist_ok=True)
        written = sorted(map(str, (*write_schemas(folder), *write_caseload(folder))))
        put(f"Wrote {_files(len(written))} into {folder}.", err=True)
        if as_json:
            put_json({"written": written})
        return
    known = {named.removeprefix("coachplan-").partition("/")[0]: each for each, named in FORMATS.items()}
    lines = {named.removeprefix("coachplan-").partition("/")[0]: made for named, made in of_a_caseload().items()}
    if kind and kind not in {*known, *lines}:
        what, hint = no_such("kind of document", kind), suggest(kind, {*known, *lines})
        raise CoachplanError(Finding(item="kind", what=what, hint=hint, code="unknown-word"))
    told = {name: schema_of(known[name]) if name in known else lines[name] for name in sorted({*known, *lines})}
    put_json(told[kind] if kind else told)


# -- a new plugin


@coachplan.command("new-plugin", short_help="Start a plugin for a discipline.")
@click.argument("name")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=".", help="Where to put it.")
@click.option("--title", default="", help='What the discipline is called, such as "Physiotherapy".')
@AS_JSON
def new_plugin(name: str, folder: Path, title: str, as_json: bool) -> None:
    """
    Write a new plugin NAME: data that a therapist can edit, with scenarios that test it.

    \b
    Example:
      coachplan new-plugin physiotherapy
    """
    from coachplan.base.errors import CoachplanError  # noqa: PLC0415 - as above
    from coachplan.cli.new_plugin import new_plugin as write  # noqa: PLC0415 - takes a moment, and --help needs none of it
    from coachplan.plugins.loading import installed  # noqa: PLC0415 - as above

    try:
        made = write(name, folder, title=title, taken=[found for found, _, _ in installed()])
    except CoachplanError as error:
        raise click.ClickException(visible(str(error))) from None
    package = f"coachplan_{name.replace('-', '_')}"
    if as_json:
        put_json({"made": made, "catalogue": made / "src" / package / "catalogue"})
        return
    put(f"Made {made}. Next:")
    put(f'  1. pip install --editable "{made}[testing]"')
    put(f"  2. Change the words in {made / 'src' / package / 'catalogue'}")
    put(f"  3. coachplan check {made}, and then: pytest {made}")
