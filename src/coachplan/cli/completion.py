"""
What the shell completes behind an option, when somebody presses Tab: words of a few, and ids that lie near.

Asks no engine, which takes longer than a key may: ids of skills and kinds of routines are looked for in the files of
what is installed, those of a plan and a family in the folder that was typed. What cannot be read is no completion.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

__all__ = ["documents", "focuses", "languages", "layouts", "marks", "plans", "routine_kinds", "routines", "skills"]

Completing = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_FAMILY = "family.toml"
_LANGUAGE = re.compile(r"texts\.([A-Za-z-]+)\.toml")
#: Where in the files of a catalogue an id stands, by the kind of item.
_IDS = {
    kind: re.compile(rf'^\[\[{kind}\]\]\s*^id\s*=\s*"([^"\n]+)"', re.MULTILINE) for kind in ("skill", "routine_kind")
}


def _completing(known: Callable[[click.Context], Iterable[str]]) -> Completing:
    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            return [CompletionItem(each) for each in dict.fromkeys(known(ctx)) if each.startswith(incomplete)]
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return []  # whatever stands in a file, no key fails by it

    return complete


# -- words of a few


def _marks(_: click.Context) -> Iterable[str]:
    from coachplan.model.told import MARKS  # noqa: PLC0415 - only once somebody presses Tab

    return MARKS


def _documents(_: click.Context) -> Iterable[str]:
    from coachplan.caseload.written import CASE, FAILED, REVIEWED  # noqa: PLC0415 - as above
    from coachplan.documents.formats import FORMATS  # noqa: PLC0415 - as above

    every = (*FORMATS.values(), CASE, REVIEWED, FAILED)
    return sorted({named.removeprefix("coachplan-").partition("/")[0] for named in every})


def _languages(_: click.Context) -> Iterable[str]:
    names = [each.name for each in (files("coachplan") / "content").iterdir()]
    return sorted({"en", *(found[1] for name in names if (found := _LANGUAGE.fullmatch(name)))})


marks, documents, languages = map(_completing, (_marks, _documents, _languages))


def layouts(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """
    Return the layouts by name, and have the shell look for files beside them.
    """
    from coachplan.spreadsheets.layouts import LAYOUTS  # noqa: PLC0415 - as above

    named = [CompletionItem(each) for each in LAYOUTS if each.startswith(incomplete)]
    return named or [CompletionItem(incomplete, type="file")]


# -- what is installed


def _catalogue_files() -> Iterator[str]:
    yield (files("coachplan") / "content" / "routines.toml").read_text(encoding="utf-8")
    for point in sorted(entry_points(group="coachplan"), key=lambda each: each.name):
        spec = find_spec(point.value.partition(":")[0].partition(".")[0])  # found, and not imported
        for place in (spec.submodule_search_locations or ()) if spec is not None else ():
            for file in sorted((Path(place) / "catalogue").glob("*.toml")):
                yield file.read_text(encoding="utf-8")


def _ids(kind: str) -> Completing:
    return _completing(lambda _: sorted(found for text in _catalogue_files() for found in _IDS[kind].findall(text)))


skills, routine_kinds = map(_ids, _IDS)


# -- what is kept of a family


def _folder(ctx: click.Context) -> Path:
    # Where an option waits for its word, what was typed before it has not been sorted yet.
    typed = [Path(each) for each in (*ctx.args[:1], ctx.params.get("folder") or ".")]
    return [each for each in typed if (each / _FAMILY).is_file()][0]  # noqa: RUF015 - none is a LookupError


def _kept(ctx: click.Context) -> Iterator[Any]:
    for file in sorted(_folder(ctx).glob("plan*.json")):
        if file.is_file():
            yield json.loads(file.read_bytes())


def _focuses(ctx: click.Context) -> Iterable[str]:
    return [str(focus["id"]) for plan in _kept(ctx) for focus in plan["focuses"]]


def _routines(ctx: click.Context) -> Iterable[str]:
    return [str(each["id"]) for each in tomllib.loads((_folder(ctx) / _FAMILY).read_text("utf-8"))["routines"]]


focuses = _completing(_focuses)
plans = _completing(lambda ctx: [str(plan["id"]) for plan in _kept(ctx)])
routines = _completing(_routines)
