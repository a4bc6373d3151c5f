"""
Content and families as TOML: a catalogue or findings, a family or findings, and a family comes back equal.
"""

from __future__ import annotations

import re
from functools import cache
from random import Random

from held import ROOT, SECRET, holds, lines_changed, text_of, value_or_refusal

from coachplan.documents.codec import from_dict, to_dict
from coachplan.documents.content import content_from_text
from coachplan.documents.files import check_format, dumps_toml, loads_toml
from coachplan.model.family import Family

WORDS = (
    'format = "coachplan-content/1"', 'format = "coachplan-family/1"', "[[skill]]", "[[strategy]]", "[[rule]]",
    "[[flag]]", "[[source]]", "[[caution]]", "[[barrier]]", "[[child]]", "[child]",
    "[[routines]]", "[[caregivers]]", "id = 1", 'id = "ot/x"', "[", "]", "{", "}", "=", '"""', "'''", "\\", "#",
    "a.b.c", "inf", "nan", "1979-05-27T07:32:00Z", "07:32:00", "2026-03-02", "0x1F",
    "9" * 400, "1e999", "true", "[]", "{}", "[{}]", '""', "\ufeff", "\x00", "\r", "\u2e2e", f'"{SECRET}"',
    'language = "es"', 'when = "success >= 1"',
)  # fmt: skip

_BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def samples() -> list[bytes]:
    """
    Return the blocks of TOML of the pages, of content each in small, and families.
    """
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    blocks = [block for page in pages for block in _BLOCK.findall(page.read_text(encoding="utf-8"))]
    family = next((ROOT / "tests" / "documents").glob("1/family.toml")).read_text(encoding="utf-8")
    made = [block if "format" in block else f'format = "coachplan-content/1"\n{block}' for block in blocks]
    return [each.encode() for each in (family, *made)]


def check(data: bytes) -> None:
    """
    TOML of any kind is read or refused, as content and as a family.
    """
    text = text_of(data)
    raw = value_or_refusal(lambda: loads_toml(text, name="given"))
    value_or_refusal(lambda: content_from_text(text, name="given"), echoes=True)
    if raw is None:
        return
    check_format(raw, "coachplan-family/1", "given")
    raw["format"] = "coachplan-family/1"
    family = value_or_refusal(lambda: from_dict(Family, raw, name="given"))
    if family is None:
        return
    written = value_or_refusal(lambda: dumps_toml(to_dict(family), "given"))
    if written is not None:
        holds(from_dict(Family, loads_toml(written)) == family, "a family does not come back equal")


def changed(data: bytes, chance: Random) -> bytes:
    """
    Return a file with lines doubled, dropped and changed.
    """
    return lines_changed(data, chance, WORDS)
