"""
The command that keeps what content was read to, so that the others begin sooner, and that takes it away again.

Asks the engine for everything; decides nothing.
"""

from __future__ import annotations

from pathlib import Path

import click

from coachplan.base.clean import visible
from coachplan.base.errors import CoachplanError, Finding
from coachplan.cli.places import cache_folder
from coachplan.cli.terminal import AS_JSON, put, put_json
from coachplan.documents.whole_files import LOCK, begun_name
from coachplan.engine import Engine

__all__ = ["command"]


@click.command(name="cache")
@click.option("--make", is_flag=True, help="Read and check all content, and keep what it is.")
@click.option("--clear", is_flag=True, help="Delete whatever is kept.")
@click.option("--content", multiple=True, type=click.Path(path_type=Path), help="A folder of content to keep, too.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where, if not in the cache folder of this computer.")
@AS_JSON
def command(*, make: bool, clear: bool, content: tuple[Path, ...], folder: Path | None, as_json: bool) -> None:
    """
    Keep all installed content as it was read and checked, so that every other command begins sooner; or delete that.

    What is kept is used only while nothing that it was made of has changed, and only if nobody else could have
    written it. Without it all is read anew. Commands with --content use what was made with the same folders.

    \b
    Examples:
      coachplan cache --make
      coachplan cache --make --content my_clinic
      coachplan cache --clear
    """
    place = folder or cache_folder()
    deleted = _clear(place) if clear else 0
    made = Engine(content=content).keep(place) if make else None
    if as_json:
        put_json({"folder": str(place), "deleted": deleted, "kept": [file.name for file in _kept(place)]})
        return
    if clear:
        put(f"Deleted {_counted(deleted)} in {visible(str(place))}.")
    if made is not None:
        put(f"Kept in {visible(str(made))}.")
    if not (make or clear):
        put(f"{_counted(len(_kept(place)))} kept in {visible(str(place))}.")


def _counted(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"


def _kept(place: Path) -> list[Path]:
    return sorted(place.glob("engine-*.kept"))


def _clear(place: Path) -> int:
    kept = _kept(place)
    try:
        for file in kept:
            file.unlink()
            file.with_name(begun_name(file.name)).unlink(missing_ok=True)
        (place / LOCK).unlink(missing_ok=True)
    except OSError as error:
        what = f"it cannot be deleted: {error.strerror}."
        raise CoachplanError(Finding(where=str(place), what=what, code="cannot-write")) from None
    return len(kept)
