"""
How a sheet is laid out: which of six shapes, what its headings, codes and cue levels mean, where its table stands.

A layout is a value, made by name, in code or in a file of TOML. Says what is meant, and reads nothing by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import attrs
from attrs import field, frozen

from coachplan.base.arguments import checked
from coachplan.base.constructors import plain_errors
from coachplan.base.disclosure import found, found_code, no_such, place_name
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.base.frozen_map import FrozenMap
from coachplan.base.validators import number, one_of, text
from coachplan.documents.files import loads_toml, read_text
from coachplan.documents.log_rows import COLUMNS
from coachplan.model.entries import ROLES, TEXT_FIELDS, Role
from coachplan.model.skills import SUPPORTS, Support
from coachplan.spreadsheets.codes import OUTCOMES, Try, meant_by, written_so
from coachplan.spreadsheets.days import ORDERS, DayOrder, zone_named
from coachplan.spreadsheets.grids import area_in, folded, place_in

__all__ = ["LAYOUTS", "PARTS", "Layout", "Shape", "layout_named", "read_layout"]

#: trials: trials down, targets across, one code a cell. sessions: a row a session. prompt-codes: a row a session, a
#: code a trial across. task-analysis: steps down, days across. cells: days down, targets across, a result a cell.
#: google-forms: a row an answer, under the questions.
Shape = Literal["trials", "sessions", "prompt-codes", "task-analysis", "cells", "google-forms"]
LAYOUTS: tuple[Shape, ...] = get_args(Shape)

#: What a column may be beside a field of an entry. "" leaves it out.
PARTS = ("target", "result", "mark", "percent", "cue", "counter", "child", "stamp", "")


def _words(what: str, known: tuple[str, ...] = ()) -> Any:
    def check(_instance: object, attribute: Any, value: Any) -> None:
        for name, meaning in value.items():
            if not isinstance(name, str) or not isinstance(meaning, str):
                wrong = name if not isinstance(name, str) else meaning
                raise _wrong(attribute.name, f"found {found(wrong)}.", f"Expected {what}.", "not-text")
            if known and meaning not in known:
                item = f"{attribute.name}: {place_name(name)}"
                raise _wrong(item, no_such("meaning", meaning), suggest(meaning, known), "unknown-word")

    return check


def _wrong(item: str, what: str, hint: str, code: str) -> CoachplanError:
    return CoachplanError(Finding(item=item, what=what, hint=hint, code=code))


def _kept(given: Any) -> Any:
    return FrozenMap(given) if isinstance(given, Mapping) and all(isinstance(name, str) for name in given) else given


def _a_table(_instance: object, attribute: Any, value: Any) -> None:
    if not isinstance(value, FrozenMap):
        hint = "Give a table of words and what they mean."
        raise _wrong(attribute.name, f"found {found(value)}.", hint, "not-a-table")


def _meanings(_instance: object, attribute: Any, value: Any) -> None:
    for code, meaning in value.items():
        if not isinstance(meaning, str) or meant_by(meaning) is None:
            hint = f"Expected one of {', '.join(OUTCOMES)}, a kind of help ({', '.join(SUPPORTS)}), or both."
            told = f"found {found_code(meaning)}."
            raise _wrong(f"{attribute.name}: {place_name(code)}", told, hint, "unknown-word")
        if not written_so(code):
            raise _wrong(attribute.name, "found an empty code.", "An empty cell is no try.", "invalid-value")


def _place(_instance: object, attribute: Any, value: Any) -> None:
    text(_instance, attribute, value)
    if value:
        try:
            place_in(value) if attribute.name == "day" else area_in(value)
        except CoachplanError:
            hint = "Write it as B1." if attribute.name == "day" else "Write it as A1:F20."
            raise _wrong(attribute.name, f"found {found_code(value)}.", hint, "invalid-value") from None


def _zone(_instance: object, attribute: Any, value: Any) -> None:
    text(_instance, attribute, value)
    if value:
        zone_named(value)


@plain_errors
@frozen(kw_only=True)
class Layout:
    """
    One layout. What is not declared here is refused where it is met.

    *columns*: heading to a field of `Entry`, to `target`, `result`, `mark` (one code), `percent`, `cue`, `counter`,
    `child`, `stamp`, or to "" to leave it out. *focus*: the focus of all of it; *focuses*: target to focus, "" to leave
    one out. *codes*: code to `success`, `miss`, `no-response`, `prompted`, `not-offered`, to the help with which it
    worked (`partial`), or to both (`miss partial`). *cues*: level of cue to help.

    *sheet*: the name of the sheet, "" for all that are not hidden; *area*: where the table stands, as `A1:F20`;
    *header*: the row of its headings, None where it is looked for; *day*: the cell of the sheet's one day, as `B1`.

    *dates*: what `3/4/2026` is, `day-first` or `month-first`; *year*: of which year a day without one is; *zone*: the
    time zone of a form's stamp, *home* the family's where it is another. *fill_down*: an empty day or target is the
    one above. *hidden*: `refuse` or `read`. *tries*: of how many tries a percentage is, where it is always as many.
    *notes*: the text of an entry that notes and comments on cells become. *role*: whose entries they are.
    """

    shape: Shape = field(validator=one_of(LAYOUTS))
    columns: Mapping[str, str] = field(
        factory=FrozenMap, converter=_kept, validator=[_a_table, _words("a column", (*COLUMNS, *PARTS))], repr=False
    )
    focus: str = field(default="", validator=text)
    focuses: Mapping[str, str] = field(
        factory=FrozenMap, converter=_kept, validator=[_a_table, _words("a focus")], repr=False
    )
    codes: Mapping[str, str] = field(factory=FrozenMap, converter=_kept, validator=[_a_table, _meanings], repr=False)
    cues: Mapping[str, Support] = field(
        factory=FrozenMap, converter=_kept, validator=[_a_table, _words("a kind of help", SUPPORTS)], repr=False
    )
    sheet: str = field(default="", validator=text, repr=False)
    area: str = field(default="", validator=_place)
    header: int | None = field(default=None, validator=number(1, whole=True))
    day: str = field(default="", validator=_place)
    dates: DayOrder | None = field(default=None, validator=one_of(ORDERS))
    year: int | None = field(default=None, validator=number(1900, 2999, whole=True))
    zone: str = field(default="", validator=_zone)
    home: str = field(default="", validator=_zone)
    fill_down: bool = field(default=False)
    hidden: Literal["refuse", "read"] = field(default="refuse", validator=one_of(("refuse", "read")))
    tries: int | None = field(default=None, validator=number(1, 100_000, whole=True))
    notes: str = field(default="hard", validator=one_of(TEXT_FIELDS))
    role: Role = field(default="clinician", validator=one_of(ROLES))
    #: The same three tables by what is compared: made once, since every cell asks for them.
    tries_by_code: Mapping[str, Try] = field(init=False, eq=False, repr=False, default=FrozenMap[str, Try]())
    part_by_heading: Mapping[str, str] = field(init=False, eq=False, repr=False, default=FrozenMap[str, str]())
    focus_by_target: Mapping[str, str] = field(init=False, eq=False, repr=False, default=FrozenMap[str, str]())

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.fill_down, bool):
            raise _wrong("fill_down", f"found {found(self.fill_down)}.", "Expected true or false.", "wrong-kind")
        for name in ("columns", "focuses"):
            _once(name, getattr(self, name), folded)
        _once("codes", self.codes, written_so)
        codes = {written_so(code).casefold() for code in self.codes}
        both = [cue for cue in self.cues if written_so(cue).casefold() in codes]
        if both:
            what = "it is a code of a try and a level of cue."
            raise _wrong(f"cues: {place_name(both[0])}", what, "Declare it as one of them.", "duplicate")
        for name, made in (
            (
                "tries_by_code",
                {written_so(code): meant for code, says in self.codes.items() if (meant := meant_by(says))},
            ),
            ("part_by_heading", {folded(heading): part for heading, part in self.columns.items()}),
            ("focus_by_target", {folded(target): focus for target, focus in self.focuses.items()}),
        ):
            object.__setattr__(self, name, FrozenMap(made))


def _once(name: str, table: Mapping[str, str], alike: Any) -> None:
    seen: set[str] = set()
    for each in table:
        if alike(each) in seen:
            raise _wrong(f"{name}: {place_name(each)}", "it is declared twice.", "Keep one.", "duplicate")
        seen.add(alike(each))


#: What is so on nearly every sheet. `P`, `V` and `C` mean different things on different sheets, so nobody's are here.
_SIGNS = {"+": "success", "-": "miss", "NR": "no-response"}
_PROMPTS: dict[str, Support] = {
    "I": "independent", "IND": "independent", "FP": "full", "FPP": "full", "HOH": "full", "PP": "partial",
    "PPP": "partial", "G": "gesture", "VP": "verbal",
}  # fmt: skip
_PRESETS: dict[Shape, dict[str, Any]] = {
    "trials": {"codes": _SIGNS},
    "sessions": {"codes": _SIGNS},
    "prompt-codes": {"codes": {**_SIGNS, **_PROMPTS}},
    "task-analysis": {"codes": _SIGNS},
    "cells": {"codes": _SIGNS},
    "google-forms": {"codes": _SIGNS, "role": "caregiver"},
}
_TABLES = ("columns", "focuses", "codes", "cues")


@checked
def layout_named(name: str, **declared: Any) -> Layout:
    """
    Return a layout by its name, with what is declared beside it: `layout_named("trials", codes={"P": "prompted"})`.

    What is declared of a code stands in place of what the layout says of it. Raises `CoachplanError` where there is no
    layout of the name, or what is declared is none.
    """
    if name not in LAYOUTS:
        raise CoachplanError(
            Finding(item="layout", what=no_such("layout", name), hint=suggest(name, LAYOUTS), code="unknown-word")
        )
    made = dict(_PRESETS[name])
    if isinstance(declared.get("codes"), Mapping):
        declared["codes"] = _beside(made["codes"], declared["codes"], declared.get("cues"))
    elif isinstance(declared.get("cues"), Mapping):
        declared["codes"] = _beside(made["codes"], {}, declared["cues"])
    return Layout(shape=name, **{**made, **declared})


def _beside(preset: Mapping[str, str], codes: Mapping[Any, Any], cues: object) -> dict[Any, Any]:
    # A level of cue of the same name takes a preset's code away; one that was declared as both is refused later.
    taken = {str(name).casefold() for name in (*codes, *(cues if isinstance(cues, Mapping) else ()))}
    return {**{code: meaning for code, meaning in preset.items() if code.casefold() not in taken}, **codes}


@checked
def read_layout(path: Path | str) -> Layout:
    """
    Read a layout from a file of TOML: `layout = "trials"`, and below it what is declared, as the fields of `Layout`.

    Raises `CoachplanError` where the file cannot be read, or says what is no layout.
    """
    file = Path(path)
    raw = loads_toml(read_text(file), name=file.name)
    fields = {each.name for each in attrs.fields(Layout) if each.init} - {"shape"}
    findings = [
        Finding(where=file.name, item=place_name(name), what="there is no such field.", hint=suggest(name, fields),
                code="unknown-field")
        for name in raw if name not in (*fields, "layout")
    ]  # fmt: skip
    if not isinstance(raw.get("layout"), str):
        hint = f"Begin with layout = one of {', '.join(LAYOUTS)}."
        findings.append(
            Finding(where=file.name, item="layout", what="this is missing.", hint=hint, code="missing-field")
        )
    if findings:
        raise CoachplanError(findings)
    try:
        return layout_named(raw.pop("layout"), **raw)
    except CoachplanError as error:
        raise CoachplanError(attrs.evolve(each, where=each.where or file.name) for each in error.findings) from None
