"""
The one way in which a page is made out of a template: every value cleaned and escaped, and one that lacks is an error.

Needs the extra `coachplan[pages]`. Knows no page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from coachplan.base.clean import clean
from coachplan.base.errors import CoachplanError, Finding
from coachplan.base.messages import Message, Texts
from coachplan.papers.speaking import saying

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "headings", "quoting"]


@cache
def environment() -> Environment:
    """
    Return what makes pages. Raises `MissingExtraError` where Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra, asked for here
    except ImportError:
        what, hint = "pages need Jinja2, which is not here.", 'pip install "coachplan[pages]"'
        raise CoachplanError(Finding(what=what, hint=hint, code="missing-extra")) from None
    return Environment(
        loader=PackageLoader("coachplan.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finished(value: object) -> object:
    # Only what is plain text: what a template or a drawing made is markup, and was made of clean parts.
    return clean(value) if type(value) is str else value


def headings(texts: Texts, language: str) -> Callable[[str], str]:
    """
    Return what says a heading by its name.
    """
    say = saying(texts, language)
    return lambda name: say(Message(f"core/page.title.{name}"))


def quoting(texts: Texts, language: str) -> Callable[[str], str]:
    """
    Return what puts words that were written in the quotation marks of a language.
    """
    say = saying(texts, language)
    return lambda words: say(Message("core/page.quoted", {"words": words}))
