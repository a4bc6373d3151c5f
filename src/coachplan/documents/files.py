"""
What files hold, as plain dicts and lists: UTF-8, JSON, and the little TOML that a family needs.

Every failure is told with the file, the line and what to do. Knows nothing of what is kept in a file.
"""

from __future__ import annotations

import json
import math
import re
import stat
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from coachplan.base.disclosure import found, found_code, found_figure, place_name
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.late import Late
from coachplan.base.validators import BEYOND
from coachplan.documents.dotted_keys import no_long_keys

if TYPE_CHECKING:
    import tomllib
else:  # who has nothing written in it waits for nothing that reads it
    tomllib = Late("tomllib")

__all__ = [
    "MOST_BYTES",
    "check_format",
    "decode",
    "dumps_json",
    "dumps_toml",
    "inside",
    "loads_json",
    "loads_toml",
    "not_finite",
    "read_bytes",
    "read_text",
    "readable",
    "write_bytes",
]

#: No file of ours comes near it: above this many bytes it is another file, or one without an end.
MOST_BYTES = 100_000_000


def _wrong(where: str, what: str, hint: str = "", *, code: str) -> CoachplanError:
    return CoachplanError(Finding(where=where, what=what, hint=hint, code=code))


def read_bytes(file: Any, name: str) -> bytes:
    """
    Read the bytes of a path; raise `CoachplanError` in plain words where that cannot be done.

    Of what lies on a disk only ordinary files are opened: a pipe or a device might never come to an end.
    """
    try:
        if isinstance(file, Path):
            _ordinary(file, name)
        content = cast(bytes, file.read_bytes())
    except CoachplanError:
        raise  # it is an `OSError`, too
    except FileNotFoundError:
        raise _wrong(name, "there is no such file.", code="no-such-file") from None
    except (OSError, ValueError) as error:
        raise _wrong(name, f"it cannot be read: {_why(error)}.", code="cannot-read") from None
    return content


def write_bytes(file: Path, content: bytes) -> None:
    """
    Write the bytes of a file; raise `CoachplanError` in plain words where that cannot be done.
    """
    name = str(file)
    try:
        if file.exists():
            _ordinary(file, name)
        file.write_bytes(content)
    except CoachplanError:
        raise  # as above
    except (OSError, ValueError) as error:
        hint = "Choose another place."
        raise _wrong(name, f"it cannot be written: {_why(error)}.", hint, code="cannot-write") from None


def inside(folder: Any, name: str) -> list[Any]:
    """
    Return what lies in a folder, by name; raise `CoachplanError` in plain words where that cannot be told.
    """
    try:
        if folder.is_dir():
            return sorted(folder.iterdir(), key=lambda each: str(each.name))
    except (OSError, ValueError) as error:
        raise _wrong(name, f"it cannot be read: {_why(error)}.", code="cannot-read") from None
    raise _wrong(name, "there is no such folder.", code="no-such-folder")


def _ordinary(file: Path, name: str) -> None:
    is_now = file.stat()
    if not stat.S_ISREG(is_now.st_mode):
        what = "it is a folder." if stat.S_ISDIR(is_now.st_mode) else "it is no ordinary file, but a pipe or a device."
        raise _wrong(name, what, "Give a file.", code="cannot-read")
    if is_now.st_size > MOST_BYTES:
        what = f"it is larger than {MOST_BYTES // 1_000_000} MB."
        raise _wrong(name, what, "Give a file of ours, or divide it.", code="cannot-read")


def _why(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or "its name is none that a file can have"


def read_text(file: Path) -> str:
    """
    Read a file as UTF-8.
    """
    return decode(read_bytes(file, str(file)), file.name)


def readable(content: bytes) -> str:
    """
    Return the text of a file as well as it can be told, whatever it is written in: for what only has to be looked at,
    since what is lost is shown as a sign for that. UTF-8, UTF-16, and else as Windows writes western languages.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content[1::2].count(0) > len(content) // 4:
        return content.decode("utf-16-le", "replace")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    return content.decode("cp1252", "replace")


def decode(content: bytes, name: str) -> str:
    """
    Read bytes as UTF-8, with or without its mark in front. Raises `CoachplanError` with the line and a likely encoding.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong(name, "the text is in UTF-16.", "Save it as UTF-8.", code="not-utf-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"line {line} is not UTF-8 (byte 0x{content[error.start]:02X}); it may be Windows-1252."
        raise _wrong(name, what, "Save it as UTF-8.", code="not-utf-8") from None


def loads_json(text: str, *, name: str = "") -> Any:
    """
    Read JSON as plain dicts and lists; a key written twice, or a number that is none, is a finding.
    """
    twice: list[Finding] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            counted = Counter(key for key, _ in pairs)
            for again in sorted(key for key, times in counted.items() if times > 1):
                item = place_name(made["id"]) if made.get("id") and again != "id" else ""
                what = f"{found_code(again)} is written twice."
                twice.append(Finding(where=name, item=item, what=what, hint="Keep one.", code="duplicate"))
        return made

    _is_text(text, name)
    try:
        raw = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=once)
    except json.JSONDecodeError as error:
        what = f"this is not JSON at line {error.lineno}, column {error.colno}: {error.msg}."
        raise _wrong(name, what, code="not-json") from None
    except (RecursionError, ValueError) as error:
        what = "it is nested too deeply." if isinstance(error, RecursionError) else "a number has too many digits."
        raise _wrong(name, what, code="not-json") from None
    if twice:
        raise CoachplanError(twice)
    return raw


def loads_toml(text: str, *, name: str = "") -> dict[str, Any]:
    """
    Read TOML as plain dicts and lists. Raises `CoachplanError` with line and column.
    """
    _is_text(text, name)
    no_long_keys(text, name)
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        reason, _, position = str(error).rstrip(")").rpartition(" (at ")
        at = f" at {position}" if reason else ""
        reason = _QUOTED.sub(_without_words, reason or position)
        raise _wrong(name, f"this is not TOML{at}: {reason}.", code="not-toml") from None
    except (RecursionError, ValueError) as error:
        what = "it is nested too deeply." if isinstance(error, RecursionError) else "this is not TOML: a wrong value."
        raise _wrong(name, what, code="not-toml") from None


def _is_text(text: object, name: str) -> None:
    if not isinstance(text, str):
        raise _wrong(name, f"found {found(text)}.", "Give the text of a document.", code="not-text")


#: What stands in quotation marks in a reader's own sentence: a sign, or the name of a table as it was written.
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


def _without_words(quoted: re.Match[str]) -> str:
    inner = quoted[0][1:-1]
    return quoted[0] if len(inner) <= 2 or found_code(inner)[0] == "'" else "'...'"


def dumps_json(fields: dict[str, Any], *, indent: int | None = None) -> str:
    """
    Write plain dicts and lists as JSON. Raises `CoachplanError` for a number that is not finite.
    """
    try:
        text = json.dumps(fields, indent=indent, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise CoachplanError(not_finite(fields, "")) from None
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, as some devices cut them: only an escape can carry it
        text = json.dumps(fields, indent=indent, allow_nan=False)
    return text


def dumps_toml(fields: dict[str, Any], name: str) -> str:
    """
    Write the document of a family: plain values first, then each table, then each list of tables.
    """

    def tables(value: object) -> bool:
        return isinstance(value, list | tuple) and bool(value) and all(isinstance(each, dict) for each in value)

    def lines(pairs: Iterable[tuple[str, Any]]) -> list[str]:
        return [f"{key} = {_toml_value(value)}" for key, value in pairs]

    plain = [(key, value) for key, value in fields.items() if not isinstance(value, dict) and not tables(value)]
    written = lines(plain)
    for key, value in fields.items():
        if isinstance(value, dict):
            written += ["", f"[{key}]", *lines(value.items())]
    for key, value in fields.items():
        if tables(value):
            for each in value:
                written += ["", f"[[{key}]]", *lines(each.items())]
    text = "\n".join(written) + "\n"
    try:
        text.encode()
    except UnicodeEncodeError:
        what = "a text holds half a character, which TOML cannot carry."
        raise _wrong(name, what, "Write it as .json.", code="not-toml") from None
    return text


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's too, but for the one control character that JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml_value(each) for each in value)}]"
    if isinstance(value, float) and not math.isfinite(value):
        raise CoachplanError(not_finite(value, ""))
    return repr(value)


def not_finite(value: object, path: str) -> tuple[Finding, ...]:
    """
    Return a finding for each number in plain dicts and lists that could not be read again.
    """
    if isinstance(value, int | float) and not abs(value) < BEYOND:
        what = f"{found_figure(value).removeprefix('the number ')} is not a number that can be kept."
        return (Finding(item=path, what=what, hint="Leave it out if unknown.", code="cannot-be-kept"),)
    if isinstance(value, dict):
        parts = [not_finite(each, f"{path}.{place_name(key)}".lstrip(".")) for key, each in value.items()]
    elif isinstance(value, list | tuple):
        parts = [not_finite(each, f"{path}[{position}]") for position, each in enumerate(value)]
    else:
        return ()
    return tuple(finding for each in parts for finding in each)


# -- what a document says it is


def check_format(raw: dict[str, Any], wanted: str, where: str) -> Finding | None:
    """
    Compare what a document says it is with what is *wanted*, such as `coachplan-plan/2`; return the finding, if any.

    An older number is read too: what changed its meaning since says so where it is read.
    """
    named = raw.get("format")
    if not isinstance(named, str):
        begin = f"Begin with format: {wanted!r}."
        return Finding(where=where, item="format", what="this is missing.", hint=begin, code="wrong-format")
    if named == wanted:
        return None
    stem, _, version = named.partition("/")
    right, _, newest = wanted.partition("/")
    number = int(version[:9]) if re.fullmatch(r"[1-9][0-9]*", version, re.ASCII) else 0
    if stem == right and 0 < number < int(newest):
        return None
    if stem == right and number > int(newest):
        what = f"{found_code(named)} was made with a newer coachplan; this one reads {wanted!r}."
        return Finding(where=where, item="format", what=what, hint="Update coachplan to read it.", code="newer-format")
    what = f"found {found_code(named)}."
    return Finding(where=where, item="format", what=what, hint=f"Expected {wanted!r}.", code="wrong-format")
