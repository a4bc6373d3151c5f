"""
Wider grounds to doubt a sign: anything in the note that speaks of long ago, of somebody else, of what is only feared.

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
from coachplan.notes.pieces import sentence_starts
from coachplan.notes.statements import parted
from coachplan.notes.vocabulary import core_vocabulary

__all__ = ["WIDER", "Ground", "ground_for"]

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
    Return the nearest ground to doubt the sign from word *first* up to *last*; None where the note has none.

    Time, stories and fears are those of the whole note; whoever else has it was named before, in the same sentence, and
    an amount stands beside it. What was lost stays lost, however long ago.
    """
    code = signature(words, breaks)
    known, wider = core_vocabulary(), _wider()
    cues = list(cues_in(known, words, range(len(words)), code))
    lost = any(cue.kind == "lost-skill" and cue.first < last and first < cue.last for cue in cues)
    found = [(cue.kind, _NARROW[cue.kind], cue.first, cue.last) for cue in cues if cue.kind in _NARROW]
    for match in wider.index.find(words, range(len(words)), code):
        table = wider.tables[match.phrase]
        found.append((table, WIDER[table], match.first, match.last))
    starts = sentence_starts(words, breaks)
    start = max((edge for edge in starts if edge <= first), default=0)
    end = min((edge for edge in starts if edge > first), default=len(words))
    # What somebody does to the child is the child's: "her aunt held him down" is no sign of the aunt's.
    done_to = not _DONE_TO.isdisjoint(words[first : last + 1]) or bool(
        first and words[first - 1] in _DONE_TO | _ARTICLES
    )
    if _is_so_now(cues, words, first, start=start, end=end):
        return None
    grounds = [
        (_away(begins, ends, first, last), begins - ends, kind, begins, ends)
        for table, kind, begins, ends in found
        if not (first <= begins and ends <= last)
        and not (kind == "past" and lost)
        and not (done_to and table in _OTHERS)
        and _reaches(table, kind, begins, ends, first=first, last=last, start=start, end=end)
        and not (start <= begins < end and _parted(words, breaks, begins, ends, first=first, last=last))
    ]
    if not grounds:
        return None
    _, _, kind, begins, ends = min(grounds, key=lambda one: one[:2])
    return Ground(kind, " ".join(words[begins:ends]))


def _is_so_now(cues: Iterable[Cue], words: Sequence[str], first: int, *, start: int, end: int) -> bool:
    """
    "He is choking", "choked again today": whatever else the note speaks of, this is now.
    """
    lately = any(cue.kind == "recent" and start <= cue.first and cue.last <= end for cue in cues)
    return lately or not core_vocabulary().is_so.isdisjoint(words[max(start, first - 1) : first + 2])


def _parted(words: Sequence[str], breaks: Sequence[int], begins: int, ends: int, *, first: int, last: int) -> bool:
    known = core_vocabulary()
    if ends <= first:
        return parted(known, words, breaks, ends - 1, first)
    return begins >= last and parted(known, words, breaks, last - 1, begins)


def _reaches(
    table: str, kind: MentionKind, begins: int, ends: int, *, first: int, last: int, start: int, end: int
) -> bool:
    within = start <= begins and ends <= end
    if kind == "affirmed":
        return within and _away(begins, ends, first, last) <= _BESIDE
    if table in _OTHERS:
        return within and ends <= first + 1
    return True


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
