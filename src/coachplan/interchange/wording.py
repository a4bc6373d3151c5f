"""
The one way in which words come into what is handed on: said in one language, made safe, and with names as was asked.

Knows nothing of the form in which they go out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from attrs import field, frozen

from coachplan.base.clean import clean, one_line
from coachplan.base.languages import language_code
from coachplan.base.messages import Message, Texts
from coachplan.interchange.naming import Names, Naming, naming
from coachplan.model.entries import Entry
from coachplan.model.plans import Plan

__all__ = ["Wording", "kept", "wording"]

#: What no XML can hold, and so no text that may be written as such.
_NO_XML = re.compile("[\ufffe\uffff]")


def kept(written: str) -> str:
    r"""
    Return a text as other systems can keep it: without controls, and with plain blanks for those that only look so.
    Nothing where nothing is left to see. Lines end with `\n`.
    """
    seen = _NO_XML.sub("", clean(written))
    if not seen.isascii():
        seen = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in seen)
    return seen if seen.strip() else ""


@frozen(kw_only=True)
class Wording:
    """
    The *texts* to speak in, the *language* in which it is said, and what becomes of names.
    """

    texts: Texts = field(repr=False)
    language: str
    naming: Naming

    def say(self, message: Message) -> str:
        """
        Return a message in words.
        """
        return self.text(self.texts.say(message, self.language))

    def known(self, key: str) -> str:
        """
        Return the words of a key; nothing where there are none.
        """
        found = self.texts.find(key, self.language)
        return "" if found is None else self.text(found)

    def text(self, written: str) -> str:
        """
        Return what somebody wrote.
        """
        return kept(self.naming.in_text(written))

    def line(self, written: str) -> str:
        """
        Return what somebody wrote, on one line.
        """
        return one_line(self.text(written))

    def person(self, name: str, *, clinician: bool = False) -> str:
        """
        Return what a person is called.
        """
        key = "core/record.clinician" if clinician else "core/record.somebody"
        return kept(self.naming.person(name, self.say(Message(key))))


def wording(texts: Texts, language: str, names: Names, plan: Plan, entries: Iterable[Entry] = ()) -> Wording:
    """
    Return how it is worded, in a language. Raises `InvalidError` for what is no language or no way with names.
    """
    chosen = language_code(language)
    return Wording(texts=texts, language=chosen, naming=naming(names, plan, entries, texts=texts, language=chosen))
