"""
A drawing in SVG made fit to stand inside a page: its own ids, no style that reaches others, a title and a description.

Reads what was drawn here and nothing from outside. Knows nothing of what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree as ET

__all__ = ["fragment"]

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"

#: What is said of a font in one word, taken apart: attributes know no shorthand.
_FONT = re.compile(r"(?:(bold|700|italic)\s+)*([\d.]+)px\s+(.*)")

#: Not drawn: who made it, and a style sheet that would reach the whole page.
_LEFT_OUT = frozenset({"metadata", "style"})

#: Said as attributes of the whole: in the place of that style sheet, and of the direction of the page around it, which
#: would turn every word away from the place that was measured for it.
_WHOLE = {"direction": "ltr", "stroke-linejoin": "round", "stroke-linecap": "butt"}


def fragment(drawn: str, *, title: str, description: str, prefix: str, family: str) -> str:
    """
    Return a drawing as an element for a page. Every id in it begins with *prefix*, and whatever points to one points to
    that. It has no style sheet and no style attribute, so a page may forbid both. *family* are the fonts of its words.
    """
    root = ET.fromstring(drawn)  # noqa: S314 - drawn a moment before, and without entities
    about = f'<title id="{prefix}-title">{_text(title)}</title><desc id="{prefix}-desc">{_text(description)}</desc>'
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": root.get("viewBox", ""),
        "width": root.get("width", ""),
        "height": root.get("height", ""),
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
        **_WHOLE,
        "font-family": family,
    }
    inside = "".join(_written(child, prefix) for child in root)
    return f"<svg{_attributes(attributes)}>{about}{inside}</svg>"


def _written(element: ET.Element, prefix: str) -> str:
    name = element.tag.removeprefix(_SVG)
    if name in _LEFT_OUT:
        return ""
    inside = "".join(_written(child, prefix) + _text(_blank(child.tail)) for child in element)
    words = _text(element.text or "") if name in ("text", "tspan") else _text(_blank(element.text))
    if not inside and not words and name in ("g", "defs"):
        return ""
    found = dict(_own(element, prefix))
    return (
        f"<{name}{_attributes(found)}>{words}{inside}</{name}>" if words or inside else f"<{name}{_attributes(found)}/>"
    )


def _own(element: ET.Element, prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in element.items():
        if name == "id":
            yield "id", f"{prefix}-{value}"
        elif name in ("href", _LINK):
            yield "href", f"#{prefix}-{value.removeprefix('#')}"
        elif name == "style":
            yield from _from_style(value, prefix)
        else:
            yield name, _pointed(" ".join(value.split()), prefix)


def _from_style(style: str, prefix: str) -> Iterator[tuple[str, str]]:
    for said in filter(None, map(str.strip, style.split(";"))):
        name, _, value = said.partition(":")
        name, value = name.strip(), value.strip()
        found = _FONT.fullmatch(value) if name == "font" else None
        if found is not None:
            yield "font-size", found[2]
            if found[1]:
                yield "font-weight", found[1]
        elif name != "font-family":  # said once, of the whole
            yield name, _pointed(value, prefix)


def _pointed(value: str, prefix: str) -> str:
    return re.sub(r"url\(#([^)]*)\)", rf"url(#{prefix}-\1)", value)


def _blank(space: str | None) -> str:
    return space.strip() if space else ""


def _text(words: str) -> str:
    return escape(words, quote=False)


def _attributes(found: dict[str, str]) -> str:
    return "".join(f' {name}="{_quoted(value)}"' for name, value in found.items())


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
