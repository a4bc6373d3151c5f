"""
Are the signs of others still seen beside a language that is brought: each of them, said plainly, fires as it did.

Knows no language.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from coachplan.base.errors import Finding
from coachplan.knowledge.catalogue import Catalogue
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.reader import read

__all__ = ["check_signs"]

#: So many phrases of each sign are tried in each language.
_TRIED = 3


def check_signs(part: Catalogue, whole: Catalogue) -> Iterator[Finding]:
    """
    Yield each sign of *whole* that no longer fires where *part* has brought words that turn a mention around.
    """
    if not part.turning:
        return
    theirs = set(part.phrases)
    alone = evolve(whole, turning=(), phrases=[each for key, each in whole.phrases.items() if key not in theirs])
    for item, flag in alone.flags.items():
        for phrases in flag.words.values():
            for text in list(filter(None, map(_plainly, phrases)))[:_TRIED]:
                if _fires(alone.lexicon, text, item) and not _fires(whole.lexicon, text, item):
                    what = f"{text!r} fires no longer beside the words that are brought."
                    yield Finding(
                        item=item, what=what, hint="Bring only words that turn your own signs.", code="unsound"
                    )


def _plainly(phrase: str) -> str:
    # Only what is plain enough to be a sentence: without gaps, and with whole words.
    return "" if set(phrase) & set("!&<*.[") else " ".join(part.partition("|")[0] for part in phrase.split())


def _fires(lexicon: Lexicon, text: str, item: str) -> bool:
    return any(mention.flag == item and mention.urgency for mention in read(lexicon, text).mentions)
