"""
Wider grounds to doubt a sign: whatever in its sentence speaks of long ago, of somebody else, of what is only feared.

By itself a ground lowers nothing: it is one of two keys, and what the second reader makes of the note is the other. The
rules behind `assertion.py` ask where a word stands; here it is enough that it is there. Refuses to know any sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from attrs import frozen

from coachplan.model.evidence import MentionKind
from coachplan.notes.cues import Cue, cues_in
from coachplan.notes.language_files import tables
from coachplan.notes.matcher import Index, signature
from coachplan.notes.statements import parted
from coachplan.notes.tokens import sentence_starts
from coachplan.notes.vocabulary import core_vocabulary

__all__ = ["WIDER", "Ground", "ground_for", "grounds"]

#: The tables of a file of words, with what each makes of a sign. So little of it ("one cough") leaves it meant.
WIDER: Mapping[str, MentionKind] = {
    "past": "past",
    "somebody-else": "somebody-else",
    "story": "somebody-else",
    "what-if": "what-if",
    "figurative": "figurative",
    "affirmed": "affirmed",
}
#: Some cues of the narrow rules are grounds, too. A denial is none: it is believed where it stands, or not at all.
_NARROW: Mapping[str, MentionKind] = {
    "past": "past",
    "past-before": "past",
    "who": "somebody-else",
    "in-a-story": "somebody-else",
    "story": "somebody-else",
    "figure-of-speech": "figurative",
}
#: Those who have or do something; and those to whom it is done.
_OTHERS = frozenset(("somebody-else", "who"))
_DONE_TO = frozenset("him her them his their le les lo su sus".split())
#: Before a verb, Spanish articles are those to whom it is done.
_ARTICLES = frozenset(("la", "los", "las"))
#: In a sentence without an end, grounds are looked for so many words around a sign.
_FAR = 60
#: So many words around a sign a small amount is of it.
_BESIDE = 6


@frozen
class Ground:
    """
    What a ground makes of a sign, and the words that are it.
    """

    kind: MentionKind
    words: str


def ground_for(words: Sequence[str], breaks: Sequence[int], first: int, last: int) -> Ground | None:
    """
    Return the nearest ground to doubt the sign from word *first* up to *last*; None where its sentence has none.

    Whoever else has it, a story and a lesson are told before it, in the same sentence; time stands anywhere in it, and
    an amount beside it. What was lost stays lost, however long ago.
    """
    starts = sentence_starts(words[max(0, first - _FAR) : first + 1], breaks[max(0, first - _FAR) : first + 1])
    begin = max(0, first - _FAR) + max(starts, default=0)
    ends = sentence_starts(words[first + 1 : last + _FAR], breaks[first + 1 : last + _FAR])
    end = min(len(words), first + 1 + min(ends) if ends else last + _FAR)
    near, pauses = words[begin:end], breaks[begin:end]
    return _ground(near, pauses, first - begin, min(last, end) - begin)


def _ground(words: Sequence[str], breaks: Sequence[int], first: int, last: int) -> Ground | None:
    code = signature(words, breaks)
    known, wider = core_vocabulary(), _wider()
    cues = list(cues_in(known, words, None, code))
    lost = any(cue.kind == "lost-skill" and cue.first < last and first < cue.last for cue in cues)
    if lost or _is_so_now(cues, words, first):
        return None
    found = [(cue.kind, _NARROW[cue.kind], cue.first, cue.last) for cue in cues if cue.kind in _NARROW]
    for match in wider.index.all_in(words, code):
        table = wider.tables[match.phrase]
        found.append((table, WIDER[table], match.first, match.last))
    # What somebody does to the child is the child's: "her aunt held him down" is no sign of the aunt's.
    before = {*words[max(0, first - 1) : first]}
    done_to = bool(_DONE_TO & {*words[first : last + 1]} or (_DONE_TO | _ARTICLES) & before)
    grounds = [
        (_away(begins, ends, first, last), begins - ends, kind, begins, ends)
        for table, kind, begins, ends in found
        if not (first <= begins and ends <= last)
        and not (done_to and table in _OTHERS)
        and _reaches(kind, begins, ends, first=first, last=last)
        and not _parted(words, breaks, begins, ends, first=first, last=last)
    ]
    if not grounds:
        return None
    _, _, kind, begins, ends = min(grounds, key=lambda one: one[:2])
    return Ground(kind, " ".join(words[begins:ends]))


def _is_so_now(cues: Iterable[Cue], words: Sequence[str], first: int) -> bool:
    """
    "He is choking", "choked again today": whatever else the sentence speaks of, this is now.
    """
    lately = any(cue.kind == "recent" for cue in cues)
    return lately or not core_vocabulary().is_so.isdisjoint(words[max(0, first - 1) : first + 2])


def _parted(words: Sequence[str], breaks: Sequence[int], begins: int, ends: int, *, first: int, last: int) -> bool:
    known = core_vocabulary()
    if ends <= first:
        return parted(known, words, breaks, ends - 1, first)
    return begins >= last and parted(known, words, breaks, last - 1, begins)


def _reaches(kind: MentionKind, begins: int, ends: int, *, first: int, last: int) -> bool:
    if kind == "affirmed":
        return _away(begins, ends, first, last) <= _BESIDE
    return kind == "past" or ends <= first + 1


def _away(begins: int, ends: int, first: int, last: int) -> int:
    return max(first - ends, begins - last, 0)


@frozen(eq=False)
class _Wider:
    index: Index
    tables: tuple[str, ...]


@cache
def _wider() -> _Wider:
    by_name = {name: [phrase for table in tables("wider") for phrase in table.get(name, ())] for name in WIDER}
    return _Wider(
        index=Index.of(phrase for phrases in by_name.values() for phrase in phrases),
        tables=tuple(name for name, phrases in by_name.items() for _ in phrases),
    )


def grounds() -> Index:
    """
    Return the phrases of all grounds as one tree.
    """
    return _wider().index
