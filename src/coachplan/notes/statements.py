"""
Where within one sentence a new statement begins: a word about laughter or a story reaches no further than its own.

Knows conjunctions, subjects and the look of a finite verb, in English and Spanish. Refuses to know any sign, and what
such a word makes of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from coachplan.notes.tokens import COMMA

__all__ = ["CHILD", "FINITE", "NOT_ED", "SUBJECT", "VERBS", "begins", "parted"]

SUBJECT = frozenset("he she they it i we you ella yo".split())
CHILD = frozenset("he she they".split())
VERBS = frozenset(
    "is was are were did does went goes turned turns kept keeps started starts stopped came comes fell wants wanted "
    "tried needed had has have ate drank took".split()
)
FINITE = VERBS | frozenset(
    "got gets threw hit bit fell found became began shook swallowed drank drunk eaten gone".split()
)
#: Words in -ed that are no verbs of what happened.
NOT_ED = frozenset("need feed bed red bleed seed speed shed wed fed led".split())

_AND = frozenset("and y e plus n".split())
#: These begin another statement wherever they stand.
_ALWAYS = frozenset("but then when while after suddenly pero luego entonces cuando mientras despues".split())
#: After these the same statement goes on: he laughed so hard, until, because he ...
_GOES_ON = frozenset("so such until till til that because tanto tanta tan hasta que".split())
#: After these a verb keeps its bare form, also behind an *and*; and these look the same bare and in the past.
_MAY = frozenset("will would might may could can should to ll".split())
_BARE = frozenset("hit put cut hurt let shut burst split get come become".split())
_ADVERBS = frozenset(
    "then now suddenly just all of a sudden so also even still immediately again later today really actually "
    "ahora luego ya entonces pronto de repente todavia hoy".split()
)
_THEIRS = frozenset("his her their".split())
_OWNERS = frozenset("his her their my our the su sus mi la el los las".split())
_OPENERS = FINITE | frozenset(
    "not no never nothing nobody can could would will may might do be being there this that hes shes "
    "se le les no ya esta estan estaba estaban sigue siguen seguia seguian quedaron "
    "pusieron tienen tiene tenia lleva dejo quedo puso pone cayo paro empezo comenzo "
    "ahogo atraganto desmayo desplomo desvanecio trago tomo comio bebio golpeo pego volvio perdio nada".split()
)
#: What stands before a verb and is no name; paint and water go blue.
_NO_NAME = frozenset(
    "almost nearly barely hardly really so just casi que who which that water paint milk dough slime".split()
)
_AFTER_NAME = FINITE | frozenset("se dejo quedo puso cayo paro perdio empezo".split())


def begins(words: Sequence[str], place: int) -> bool:
    """
    Say whether a statement of its own begins at *place*: a subject, somebody's lips or hands and a verb, or a verb.
    """
    last = min(place + 5, len(words))
    while place < last and words[place] in _ADVERBS:
        place += 1
    if place >= len(words):
        return False
    word = words[place]
    if word in SUBJECT or word in _OPENERS or _happened(word):
        return True
    if word in _OWNERS:
        return any(one in _OPENERS or _happened(one) for one in words[place + 2 : place + 4])
    return False


def _names_one(words: Sequence[str], place: int) -> bool:
    """
    "Mia stopped": any one word, a name as like as not, and a verb at once.
    """
    if place + 1 >= len(words) or words[place] in _NO_NAME or words[place].endswith("ly"):
        return False
    return words[place + 1] in _AFTER_NAME or _happened(words[place + 1])


def _happened(word: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word not in NOT_ED


def parted(
    words: Sequence[str],
    breaks: Sequence[int],
    first: int,
    last: int,
    own: AbstractSet[int] = frozenset(),
    *,
    frame: bool = False,
) -> bool:
    """
    Say whether a new statement begins after the word at *first*, up to the one at *last*. Words at *own* begin none.

    A *frame*, such as "in the book", holds for the subject that follows it at once.
    """
    on, may = words[first] in _GOES_ON, words[first] in _MAY
    for place in range(first + 1, last + 1):
        word = words[place]
        if place not in own:
            if word in _ALWAYS:
                return True
            if not on and word == "there" and words[place + 1 : place + 2] and words[place + 1] in ("is", "was", "are"):
                return True
            if word in _AND and _goes_elsewhere(words, place) and not (may and words[place + 1] in _BARE):
                return True
            if not on and (
                (breaks[place] >= COMMA and (begins(words, place) or _names_one(words, place)))
                or (word in SUBJECT and not (frame and place == first + 1))
                or (word in _THEIRS and begins(words, place))
            ):
                return True
        on = on or word in _GOES_ON
        may = may or word in _MAY
    return False


def _goes_elsewhere(words: Sequence[str], place: int) -> bool:
    """
    "laughed and laughed so hard" says the same again; "laughed and stopped" does not.
    """
    return (begins(words, place + 1) or _names_one(words, place + 1)) and words[place + 1 : place + 2] != words[
        place - 1 : place
    ]
