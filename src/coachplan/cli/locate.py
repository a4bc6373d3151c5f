"""
Where in a file a finding stands: its line, looked for by the id, the step and the field that the finding names.

TOML as it is read has no lines any more, so the text is searched. The nearest line that can be found is good enough for
a person with an editor. Knows the form of our files, and nothing of what is wrong in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from coachplan.base.errors import Finding
from coachplan.base.languages import kept_language

__all__ = ["locate"]

_SAID = re.compile(r"\bline (\d+)")
_ID = re.compile(r"[a-z0-9-]+/[A-Za-z0-9-]+")
_LANGUAGE = re.compile(r" \(([a-z]{2,3}[A-Za-z0-9-]*)\)$")
_HEAD = re.compile(r"\s*\[\[?\s*([^\]]*?)\s*\]")
_COUNTED = re.compile(r"(step|steps|use|log|focus|hold|routine|mentions|number)[ .](\d+)")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_-]*")

#: The table or list that a counted part of an item stands in.
_LISTS = {"steps": "step", "number": ""}


def locate(finding: Finding, texts: Mapping[str, str]) -> tuple[str, int]:
    """
    Return the file and the line of a finding, among *texts* by the path of their file; line 1 where nothing is named.
    """
    match = _SAID.search(finding.what)
    language = _LANGUAGE.search(finding.item)
    item = _LANGUAGE.sub("", finding.item)
    name, rest = _split(item)
    paths = [finding.where] if finding.where in texts else list(texts)
    if match and finding.where in texts:
        return finding.where, int(match[1])
    if language:  # the file of that language first; what is missing there is shown where its original stands
        paths.sort(key=lambda path: not _is_language(texts[path], language[1]))
    split = {path: texts[path].splitlines() for path in paths}
    looks = (_start,) if language else (_defined, _start)  # where it is defined, before where it is translated
    for look in looks:
        for path, lines in split.items():
            start = look(lines, name)
            if start is not None:
                return path, _within(lines, start, rest) + 1
    for path, lines in split.items():
        for number, line in enumerate(lines):
            if re.match(rf"\s*[\"']{re.escape(item)}[\"']\s*=", line):  # a text by its whole key
                return path, number + 1
        titled = _titled(lines, item)
        if titled is not None:
            return path, _within(lines, titled, item.partition(_title(lines[titled]))[2]) + 1
    return (paths[0] if paths else finding.where), 1


def _split(item: str) -> tuple[str, str]:
    # An id stands alone before a colon, a comma or a hash; the name of a scenario may hold anything.
    found = _ID.match(item)
    if found:
        return found[0], item[found.end() :]
    if item.startswith("text: "):
        name, _, rest = item.removeprefix("text: ").partition(", ")
        return name, rest
    return item, ""


def _is_language(text: str, language: str) -> bool:
    written = re.search(r"^\s*language\s*=\s*[\"']([^\"']*)[\"']", text, re.MULTILINE)
    return written is not None and kept_language(written[1]) == language


def _defined(lines: list[str], name: str) -> int | None:
    pattern = re.compile(rf"\s*id\s*=\s*[\"']{re.escape(name)}[\"']")
    found = [number for number, line in enumerate(lines) if pattern.match(line)]
    return found[-1] if found else None  # of an id that is used twice, the second one is the mistake


def _start(lines: list[str], name: str) -> int | None:
    # The line that names the item: its id, its heading, its key, or the nth scenario.
    quoted = rf"[\"']{re.escape(name)}[\"']"
    pattern = re.compile(rf"\s*(?:id\s*=\s*{quoted}|\[\s*{quoted}\s*\]|{quoted}\s*=|{re.escape(name)}\s*=)")
    found = [number for number, line in enumerate(lines) if name and pattern.match(line)]
    if found:
        return found[-1]
    heads = [number for number, line in enumerate(lines) if (match := _HEAD.match(line)) and match[1] == name]
    nth = re.match(r"scenario (\d+)", name)
    if nth:
        heads = [number for number, line in enumerate(lines) if re.match(r"\s*\[\[\s*scenario\s*\]\]", line)]
        heads = heads[int(nth[1]) - 1 :]
    return heads[0] if heads else None


def _titled(lines: list[str], item: str) -> int | None:
    # The line with the longest name that stands in the item: a scenario, or something that has no id.
    found = [(len(_title(line)), number) for number, line in enumerate(lines) if _title(line) and _title(line) in item]
    return max(found)[1] if found else None


def _title(line: str) -> str:
    match = re.match(r"\s*(?:name|title)\s*=\s*\"(.*)\"\s*(?:#.*)?$", line)
    return match[1].strip() if match else ""


def _within(lines: list[str], start: int, rest: str) -> int:
    # From the item's first line on, ever narrower: its step or entry, then its field.
    first, last = _block(lines, start)
    place = start
    for kind, number in _COUNTED.findall(rest):
        parts = list(_parts(lines, first, last, _LISTS.get(kind, kind)))
        if len(parts) >= int(number):
            first = place = parts[int(number) - 1]
            last = parts[int(number)] if len(parts) > int(number) else last
    for word in reversed(_WORD.findall(_COUNTED.sub(" ", rest))):
        field = re.compile(rf"(?:^|[{{,.\[])\s*{re.escape(word)}\s*(?:=|\])")
        hits = [number for number in range(first, last) if field.search(lines[number])]
        if hits:
            return hits[0]
    return place


def _block(lines: list[str], start: int) -> tuple[int, int]:
    first = start
    while first > 0 and not _begins(lines[first]):
        first -= 1
    last = start + 1
    while last < len(lines) and not _begins(lines[last]):
        last += 1
    return first, last


def _begins(line: str) -> bool:
    # `[[skill]]` and `["ot/x"]` begin an item; `[[skill.step]]` and `[flag.words]` go on with one.
    head = _HEAD.match(line)
    return head is not None and ("." not in head[1] or head[1][:1] in "\"'")


def _parts(lines: list[str], first: int, last: int, kind: str) -> Iterator[int]:
    opened = not kind
    for number in range(first, last):
        line = lines[number]
        head = _HEAD.match(line)
        if head is not None and head[1].endswith(f".{kind}"):
            yield number
        elif re.match(rf"\s*{kind}s?\s*=\s*\[", line):
            opened = True
            if "{" in line:
                yield number
        elif opened and re.match(r"\s*\{", line):
            yield number
        elif opened and re.match(r"\s*\]", line):
            opened = False
