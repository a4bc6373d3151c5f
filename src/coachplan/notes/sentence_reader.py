"""
One sentence read by a word list: what is found in it, what takes it out or makes it less, and how each is meant.

Knows how much of a long note is still searched, and for what. Refuses to know what any sign means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from attrs import define, field

from coachplan.model.evidence import MentionKind
from coachplan.notes.assertion import assertion_of, cue_behind
from coachplan.notes.brought_words import brought_assertion
from coachplan.notes.cues import Sentence, cues_in
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.listed import Listed
from coachplan.notes.matcher import Index, Match, signature
from coachplan.notes.statements import parted
from coachplan.notes.vocabulary import Vocabulary, core_vocabulary
from coachplan.notes.years import years_past

__all__ = ["LONG_NOTE", "Found", "Search", "read_sentence"]


def _changes_doer(words: Sequence[str], match: Match) -> bool:
    """
    "I think he hit her" and "I saw him hit her" are not about what I did: a gap after *I* steps over no other doer.
    """
    gap = set(range(match.first, match.last)) - set(match.places)
    return any(
        words[index] in ("he", "she", "they", "who") or (words[index] in ("him", "them") and index + 1 in match.places)
        for index in gap
    )


#: How many words before and after a sign a cue may begin; and how many can have a say in how it is read.
_BEFORE, _AFTER, _AROUND = 32, 16, 48

#: After so many affirmed mentions of one sign a long note has said it, and no more of them are listed.
_ENOUGH = 5
#: A sentence longer than this is read in parts; a cue at most `_MARGIN` words away has its say.
_PART, _MARGIN = 2000, 64
#: When so many words are read, what has been said often enough is searched no longer; again at four times as many.
LONG_NOTE = 2000
#: A smaller search pays where half of the phrases can go, or where a long note has no more different words than this.
_FEW_WORDS = 1000

#: From which word up to which, what it is listed under, how it was meant, and the words around that decided so.
Found = tuple[int, int, Listed, MentionKind, str]


def _near(matches: Sequence[Match], end: int) -> list[int]:
    """
    Return every place near enough to one of the hits, in order, for a cue that begins there to matter.
    """
    places: list[int] = []
    done = 0
    for match in matches:
        start, stop = max(done, match.first - _BEFORE), min(end, match.last + _AFTER)
        if start < stop:
            places.extend(range(start, stop))
            done = stop
    return places


#: From which word up to which, by item and by whose words they are.
_Spans = dict[tuple[str, str], list[tuple[int, int]]]
#: What makes a sign less, where it was found, likewise.
_Lessening = dict[tuple[str, str], list[Match]]

_REASONS = frozenset({"because", "porque"})


def _excepted(
    lexicon: Lexicon, matches: Iterable[Match], words: Sequence[str], breaks: Sequence[int]
) -> tuple[_Spans, _Lessening]:
    """
    Return from where to where the words of each item are known not to be the sign, and to be less of it, by item and by
    whose words they are: what somebody brings takes none of the signs of others away. Neither reaches over a new
    statement.
    """
    known = core_vocabulary()
    out: _Spans = {}
    less: _Lessening = {}
    for match in matches:
        listed = lexicon.listed[match.phrase]
        if not listed.excepts:
            continue
        own = frozenset(match.places)
        gives_reason = any(words[index] in _REASONS and index not in own for index in range(match.first, match.last))
        if not gives_reason and not parted(known, words, breaks, match.first, match.last - 1, own):
            whose = (listed.item, listed.owner)
            if listed.lessens:
                less.setdefault(whose, []).append(match)
            else:
                out.setdefault(whose, []).append((match.first, match.last))
    return out, less


def _lies_in(listed: Listed, match: Match, spans: _Spans) -> bool:
    own = spans.get((listed.item, listed.owner), ())
    return any(match.first < last and first < match.last for first, last in own)


def _is_less(listed: Listed, match: Match, less: _Lessening) -> bool:
    """
    Say whether words that make a sign less lie over it. A sign that names all of them and more keeps its level:
    "stutters a lot" says more than "stutters".
    """
    own = less.get((listed.item, listed.owner), ())
    named = frozenset(match.places)
    over = (one for one in own if match.first < one.last and one.first < match.last)
    return any(not named > frozenset(one.places) for one in over)


@define
class Search:
    """
    What is still searched for while one note is read. The work for a long note stays in step with its length.
    """

    lexicon: Lexicon
    words: Sequence[str]
    index: Index
    on: date | None = None
    seen: dict[tuple[str, str], int] = field(factory=dict)
    read: int = 0
    next: int = LONG_NOTE

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """
        The different words of the note.
        """
        return frozenset(self.words)

    def note(self, found: Iterable[Found], words: int) -> None:
        """
        Count what a part of the note said; what it has said often enough is searched no longer.
        """
        for _, _, listed, kind, _ in found:
            if kind == "affirmed" and not listed.lessened:
                self.seen[listed.item, listed.owner] = self.seen.get((listed.item, listed.owner), 0) + 1
        self.read += words
        if self.read >= self.next:
            self.next = self.read * 4
            everything = set(range(len(self.lexicon.listed)))
            alive = everything - self._said_enough()
            if len(self.vocabulary) < _FEW_WORDS or len(alive) < len(everything):
                present = {atom for word in self.vocabulary for atom in self.index.meet(word).atoms}
                self.index = self.index.pruned(present, alive)

    def _said_enough(self) -> set[int]:
        """
        Return the phrases to search no longer. What others bring is counted apart, so that it ends no search for ours.
        """
        full = {pair for pair, times in self.seen.items() if times >= _ENOUGH}
        enough: set[int] = set()
        for numbers in self.lexicon.by_owner:
            said = {one for one in numbers if (self.lexicon.listed[one].item, self.lexicon.listed[one].owner) in full}
            if len(self.vocabulary) < _FEW_WORDS or 2 * len(said) > len(numbers):
                enough |= said
        return enough


def read_sentence(
    search: Search, words: Sequence[str], breaks: Sequence[int], accents: frozenset[int]
) -> list[Found]:
    """
    Read one sentence, in parts where it is very long.
    """
    if len(words) <= _PART:
        found = _read_part(search, words, breaks, accents, range(len(words)))
        search.note(found, len(words))
        return found
    found = []
    for start in range(0, len(words), _PART):
        stop = min(start + _PART, len(words))
        first, last = max(0, start - _MARGIN), min(len(words), stop + _MARGIN)
        near = frozenset(index - first for index in accents if first <= index < last) if accents else accents
        made = _read_part(search, words[first:last], breaks[first:last], near, range(start - first, stop - first))
        found += [(one + first, other + first, listed, kind, cue) for one, other, listed, kind, cue in made]
        search.note(made, stop - start)
    return found


def _read_part(
    search: Search, words: Sequence[str], breaks: Sequence[int], accents: frozenset[int], starts: range
) -> list[Found]:
    """
    Read what begins at *starts*: which words, which item, which kind. Words of one item that overlap are one mention,
    but for those that somebody else brought.
    """
    lexicon, known = search.lexicon, core_vocabulary()
    spelled = words
    if accents:
        spelled = ["s\u00ed" if index in accents else word for index, word in enumerate(words)]
    code = signature(spelled, breaks)
    matches = [
        match
        for match in search.index.find(words, starts, code)
        if words[match.first] != "i" or not _changes_doer(words, match)
    ]
    if not matches:
        return []
    matches.sort(key=lambda one: (one.first, -one.last))
    out, less = _excepted(lexicon, matches, words, breaks)
    signs = [(match, lexicon.listed[match.phrase]) for match in matches if not lexicon.listed[match.phrase].excepts]
    meant = [match for match, listed in signs if not _lies_in(listed, match, out)]
    taken = frozenset(index for match in meant for index in match.places if words[index] in known.denying_words)
    near = _near(matches, len(words))
    around = chain(cues_in(known, words, near, code), years_past(known, words, search.on))
    sentence = Sentence.of(words, breaks, accents, around, taken, known)
    theirs: dict[Vocabulary, Sentence] = {}
    for own in lexicon.brought.values():
        theirs[own] = Sentence.of(words, breaks, accents, cues_in(own, words, near, code), taken, own)
    judged: dict[tuple[int, int, int, str], MentionKind] = {}
    best: dict[tuple[str, str], list[tuple[Match, Listed, MentionKind, Sentence]]] = {}
    for match, sign in signs:
        listed = sign._replace(lessened=True) if less and _is_less(sign, match, less) else sign
        brought = lexicon.vocabulary(listed)
        read_in = sentence if brought is None else theirs[brought]
        kept = best.setdefault((listed.item, listed.owner), [])
        start = max(0, match.first - _AROUND)
        scene = (match.phrase, match.first - start, match.steps[-1], code[start : match.last + _AROUND])
        kind = judged.get(scene) if code else None
        if kind is None and brought is None:
            kind = judged[scene] = assertion_of(sentence, match, language=listed.language, urgency=listed.urgency)
        elif kind is None:
            kind = judged[scene] = brought_assertion(read_in, match)
        if _lies_in(listed, match, out):
            kind = "figurative"
        if kept and match.first < kept[-1][0].last:
            if _weight(match, listed, kind) > _weight(*kept[-1][:3]):
                kept[-1] = (match, listed, kind, read_in)
        else:
            kept.append((match, listed, kind, read_in))
    return [
        (match.first, match.last, listed, kind, cue_behind(read_in, match, kind))
        for kept in best.values()
        for match, listed, kind, read_in in kept
    ]


def _weight(match: Match, listed: Listed, kind: MentionKind) -> tuple[bool, bool, int]:
    # Of what overlaps, that which is meant says it; of these, what nothing makes less; and of these the longest.
    return kind == "affirmed", not listed.lessened, match.last - match.first
