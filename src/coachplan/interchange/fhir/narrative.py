"""
The part of a resource that a person can read without any program: a few lines of escaped XHTML.

Takes plain lines. Knows nothing of resources.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

__all__ = ["narrative"]


def narrative(lines: Iterable[str], language: str) -> dict[str, Any] | None:
    """
    Return a narrative of one paragraph a line; None where there is no line. Whatever stands in a line is text: a tag in
    it is shown, and never one.
    """
    said = [escape(line) for line in lines if line.strip()]
    if not said:
        return None
    mark = escape(language)
    paragraphs = "".join(f"<p>{line}</p>" for line in said)
    opened = f'<div xmlns="http://www.w3.org/1999/xhtml" lang="{mark}" xml:lang="{mark}">'
    return {"status": "generated", "div": f"{opened}{paragraphs}</div>"}
