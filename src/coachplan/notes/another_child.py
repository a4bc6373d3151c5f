"""
Another child by name: "Mia threw up all night. Leo is fine", where Leo is the child of this plan.

Two keys here, too: a name that is not the child's right before the sign, and the child, by name, said to be well. Then
a sign of *today* or *soon* is worth a look. What is *now* is lowered by nothing. Refuses to know what any sign means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attrs import evolve

from coachplan.model.evidence import Mention
from coachplan.notes.language_files import words_of
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.tokens import Words, words_of_name
from coachplan.notes.vocabulary import core_vocabulary

__all__ = ["another_child"]

#: So many words may stand between a name and its sign; and so many after "is fine" may take it back.
_BETWEEN, _AFTER = 1, 3
#: So much of a name is the same: Leo and Leito may be one child.
_ALIKE = 2


def another_child(mentions: Sequence[Mention], cutting: Words, child: str, lexicon: Lexicon) -> list[Mention]:
    """
    Return the mentions, those lowered to a look that are of another child by name. *child* is this child's name.
    """
    name = next(iter(words_of_name(child)), "") if child else ""
    if not name or not any(one.urgency in ("today", "soon") for one in mentions) or not _is_well(cutting.words, name):
        return list(mentions)
    return [_seen_in(one, cutting, name, lexicon) for one in mentions]


def _seen_in(mention: Mention, cutting: Words, child: str, lexicon: Lexicon) -> Mention:
    if mention.urgency not in ("today", "soon"):
        return mention
    first = max(0, bisect_right(cutting.starts, mention.start) - 1)
    for index in range(first - 1, max(-1, first - 2 - _BETWEEN), -1):
        if cutting.breaks[index + 1]:
            break
        if _is_name(cutting, index, child, lexicon):
            written = cutting.written(index, index + 1)[1]
            return evolve(mention, kind="somebody-else", urgency="look", cue=written)
        if cutting.words[index] not in words_of("another-child", "between"):
            break
    return mention


def _is_name(cutting: Words, index: int, child: str, lexicon: Lexicon) -> bool:
    """
    Say whether a word is written as a name, means nothing else in the lists, and is not this child's.
    """
    word, known = cutting.words[index], core_vocabulary()
    if not word.isalpha() or word[:_ALIKE] == child[:_ALIKE] or not cutting.text[cutting.starts[index]].isupper():
        return False
    common = known.subjects | known.light_words | known.common_verbs | known.no_names | known.index.whole
    return word not in common and word not in lexicon.index.whole


def _is_well(words: Sequence[str], child: str) -> bool:
    """
    Say whether this child is said to be well, with nothing after it that takes it back: "Leo is fine but ...".
    """
    is_said, well = words_of("another-child", "is-said"), words_of("another-child", "well")
    said = False
    for index, word in enumerate(words):
        if word not in (child, f"{child}s"):
            continue
        at = index + 1
        while at < len(words) and words[at] in is_said:
            at += 1
        if at < len(words) and words[at] in well:
            if not words_of("another-child", "takes-back").isdisjoint(words[at + 1 : at + 1 + _AFTER]):
                return False
            said = True
    return said
