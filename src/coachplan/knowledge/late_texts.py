"""
A shelf of texts of which each is made when it is looked at: a review asks for the words alone.

The same shelf as one that was made at once, equal to it and sent as it. Knows nothing of what a text is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coachplan.base.frozen_map import FrozenMap
from coachplan.base.languages import language_code
from coachplan.base.messages import Text

__all__ = ["LateTexts"]


class LateTexts(FrozenMap[tuple[str, str], Text]):
    """
    Texts by language and key, of *words* by the same. Raises `TypeError` where one of them is no text.
    """

    __slots__ = ("words",)

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        if {type(said) for texts in words.values() for pair in texts.items() for said in pair} - {str}:
            raise TypeError("a text is words by its key")
        self.words = {language_code(language): texts for language, texts in words.items() if texts}
        if len(self.words) != len(list(filter(None, words.values()))):
            raise TypeError("a language stands twice")

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not there yet: the shelf itself, which all that a mapping can do is done with.
        if name != "_items":
            raise AttributeError(name)
        made = [
            Text(key=text_key, language=language, words=said)
            for language, texts in self.words.items()
            for text_key, said in texts.items()
        ]
        FrozenMap.__init__(self, {(text.language, text.key): text for text in made})
        return self._items

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (self._items,)
