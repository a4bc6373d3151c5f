"""
What a note tells beside its signs: tags that would have been ticked, how practice went, counts in words, and wins.

What the body did and wins by lists of words, counts by rules; most tags and how it went by lists and by weights of the
second reader, whichever hears it. What stands beside long ago, somebody else or a fear is not told of this practice.
Refuses to know what follows from any of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import exp

from coachplan.model.evidence import Mention
from coachplan.model.told import MARKS, Told, ToldCount, ToldMark, ToldTag
from coachplan.notes.counted import counts_in
from coachplan.notes.meant import AWAY, Doubts, Meant, alone_in, no_win, ticked_in, untold_in
from coachplan.notes.second_reader import Piece, SecondReader
from coachplan.notes.tokens import ASKED, Words
from coachplan.notes.told_scores import ToldScores

__all__ = ["ALONE_CHANCES", "LISTED", "LISTED_CHANCES", "SAID", "STEPS", "TICKED", "UPSET", "median_mark", "tell"]

#: Tags of what the body did, which have few words; those that lists tell beside the weights; and of them those that
#: are not to be missed.
LISTED = ("gagged", "coughed", "vomited")
UPSET = ("distressed", "refused", "pressured")
TICKED = (
    *UPSET, "ill", "tired", "no-time", "another-way", "interrupted", "new-place", "new-person",
)  # fmt: skip
#: Under which names it is weighed whether a note says how practice went, and whether it went at least so.
SAID, STEPS = "went", ("went a-little", "went mostly", "went on-their-own")
_HOW = frozenset((SAID, *STEPS))
#: Tags in whose sentence nothing is a win; and so many words before a count they are what was counted ("cried 3 of 3").
_SPOILS = frozenset((*UPSET, *LISTED))
#: What is done at home, and told by a child: none of it is a part of practice.
_AT_HOME = frozenset(("core/child-told", "core/danger-at-home", "core/violence-at-home"))
#: The lists by which a mark that the weights tell is known as denied, where it is not its own alone.
_SAYS: Mapping[str, tuple[str, ...]] = {"not-yet": ("not-yet", "refused")}
_COUNTED = 3
#: The chances of each mark where a list says how it went and the weights say nothing: counted on 33, 9, 40 and 29 notes
#: of people left out, with one added to each, so that none is nothing.
LISTED_CHANCES: Mapping[str, tuple[float, ...]] = {
    "not-yet": (0.73, 0.08, 0.14, 0.05),
    "a-little": (0.08, 0.69, 0.15, 0.08),
    "mostly": (0.02, 0.16, 0.8, 0.02),
    "on-their-own": (0.06, 0.09, 0.27, 0.58),
}
#: And where the note is nothing but such words, a mark in another place: our proposal, one in ten is off by one.
ALONE_CHANCES: Mapping[str, tuple[float, ...]] = {
    "not-yet": (0.9, 0.1, 0.0, 0.0),
    "a-little": (0.05, 0.9, 0.05, 0.0),
    "mostly": (0.0, 0.05, 0.9, 0.05),
    "on-their-own": (0.0, 0.0, 0.1, 0.9),
}
#: So many words that weighed most are named; and of a longer sentence so many are quoted.
_DECIDING, _QUOTED = 3, 30
#: So few words more in a sentence say nothing more of how it went ("he hit me twice today").
_LITTLE = 3


def tell(
    cutting: Words,
    reader: SecondReader | None,
    pieces: Sequence[Piece],
    meant: Iterable[Meant],
    signs: Iterable[Mention],
    doubts: Doubts,
) -> Told:
    """
    Return what a note tells. *pieces* are what *reader* weighed of it; without a reader, lists and rules tell alone.
    *meant* is what the lists find in it, *doubts* what makes that doubtful, and *signs* its mentions: a sentence with a
    sign that is meant holds no win.
    """
    sentences = _Sentences(cutting)
    ticked, denied = ticked_in(cutting, doubts)
    alone = () if cutting.text.rstrip().endswith("?") else alone_in(cutting)
    sure = [*(one for one in meant if not one.doubt), *ticked, *alone]
    heavy = reader and reader.tells and not alone and any(one.tells for one in pieces)
    weighed = _Weighed(cutting, reader, pieces, sentences) if reader and heavy else None
    # "Not tired at all" weighs much of "tired".
    tags = {one.tag: one for one in weighed.tags() if one.tag not in denied} if weighed else {}
    went = weighed.went() if weighed else None
    untold = untold_in(cutting) if tags or went is not None else ()
    tags = {tag: one for tag, one in tags.items() if not any(sentences.beside(each, one, tag) for each in untold)}
    at_home = {sentences.of(one.start) for one in signs if one.flag in _AT_HOME and one.urgency is not None}
    if "pressured" in tags and sentences.of(tags["pressured"].start) in at_home:
        del tags["pressured"]  # whoever touches or threatens presses nobody to practise
    # What another has, by the lists of signs, is none of this child's.
    others = {one.start for one in signs if one.kind == "somebody-else"}
    sure = [one for one in sure if one.name not in LISTED or one.start not in others]
    tags |= {
        one.name: ToldTag(tag=one.name, words=one.words, start=one.start)
        for one in sorted(sure, key=lambda one: -one.start)
        if one.name in LISTED or one.name in TICKED
    }
    upset = {sentences.word_at(one.start) for one in tags.values() if one.tag in _SPOILS}
    cried = {sentences.of(cutting.starts[at]) for at in upset}
    spoilt = cried | {sentences.of(one.start) for one in signs if one.urgency is not None}
    if went is not None and (
        any(sentences.is_most_of(each, went) for each in untold if each.name == SAID)
        or any(sentences.is_most_of(each, went) for each in ticked if each.name == AWAY)
    ):
        went = None
    if went is not None and _is_denied(went.mark, denied, {one.name for one in ticked}):
        went = None  # "never refused" weighs much of "refused", and "cried by herself" of "by herself"
    if went is None:
        # "She cried by herself" is no good news, and "refused everything" is none either way.
        marks = [one for one in sure if one.name in MARKS[:2] or sentences.of(one.start) not in cried]
        went = _listed_mark(marks, ALONE_CHANCES if any(one in marks for one in alone) else LISTED_CHANCES)
    wins = [
        sentences.written(one.start)
        for one in sure
        if one.name == "win" and sentences.of(one.start) not in spoilt and _is_good(cutting, one, sentences)
    ]
    return Told(
        tags=sorted(tags.values(), key=lambda one: (one.start, one.tag)),
        went=went,
        counts=list(_counts(cutting, upset, doubts)),
        wins=() if "pressured" in tags else list(dict.fromkeys(wins)),
        away=next((sentences.written(one.start) for one in sure if one.name == AWAY), ""),
    )


def _is_denied(mark: str, denied: AbstractSet[str], said: AbstractSet[str]) -> bool:
    """
    Say whether the lists that say a mark hear it, and hear nothing but what is *denied* or another's.
    """
    names = _SAYS.get(mark, (mark,))
    return not denied.isdisjoint(names) and said.isdisjoint(names)


def _is_good(cutting: Words, win: Meant, sentences: _Sentences) -> bool:
    """
    Say whether a sentence that tells of a win says nothing else: that it did not happen, is wished for, or hurt.
    """
    if sentences.is_asked(win.start):
        return False
    first, last = sentences.span(sentences.of(win.start))
    around = {*cutting.words[first : win.first], *cutting.words[win.last : last]}
    exact, stems = no_win()
    return exact.isdisjoint(around) and not any(word.startswith(stems) for word in around)


class _Sentences:
    """
    The sentences of a note, by where something stands in its text.
    """

    def __init__(self, cutting: Words) -> None:
        self.cutting = cutting
        self.edges = cutting.sentences

    def of(self, start: int) -> int:
        return self.at_word(self.word_at(start))

    def at_word(self, index: int) -> int:
        return bisect_right(self.edges, index) - 1

    def word_at(self, start: int) -> int:
        return max(0, bisect_right(self.cutting.starts, start) - 1)

    def span(self, sentence: int) -> tuple[int, int]:
        edges = [*self.edges, len(self.cutting.words)]
        return edges[sentence], edges[sentence + 1]

    def is_asked(self, start: int) -> bool:
        """
        Say whether the sentence is a question.
        """
        _, last = self.span(self.of(start))
        if last < len(self.cutting.words) and self.cutting.breaks[last] == ASKED:
            return True
        return "?" in self.cutting.text[self.cutting.ends[last - 1] : self.cutting.ends[last - 1] + 2]

    def beside(self, words: Meant, told: ToldTag, tag: str) -> bool:
        """
        Say whether these words, listed for *tag*, stand in the sentence that tells it.
        """
        return words.name == tag and self.of(words.start) == self.of(told.start)

    def is_most_of(self, words: Meant, told: ToldMark) -> bool:
        """
        Say whether the sentence that tells how it went has little beside these words.
        """
        if self.of(words.start) != self.of(told.start):
            return False
        first, last = self.span(self.of(told.start))
        return last - first <= words.last - words.first + _LITTLE

    def written(self, start: int) -> str:
        first, last = self.span(self.of(start))
        at = self.word_at(start)
        if last - first > _QUOTED:
            first = max(first, at - _QUOTED // 2)
            last = min(last, first + _QUOTED)
        return self.cutting.written(first, last)[1]


# -- by lists and rules


def _listed_mark(sure: Iterable[Meant], chances: Mapping[str, tuple[float, ...]]) -> ToldMark | None:
    """
    Return how practice went as the lists have it: the lowest of the marks that they hear.
    """
    heard = min((one for one in sure if one.name in MARKS), key=lambda one: MARKS.index(one.name), default=None)
    if heard is None:
        return None
    mark = MARKS[MARKS.index(heard.name)]
    return ToldMark(mark=mark, chances=chances[mark], words=heard.words, start=heard.start)


def _counts(cutting: Words, upset: AbstractSet[int], doubts: Doubts) -> Iterator[ToldCount]:
    for one in counts_in(cutting):
        before = range(max(0, one.first - _COUNTED), one.first)
        is_of_upset = any(at in upset and not any(cutting.breaks[at + 1 : one.first + 1]) for at in before)
        if not is_of_upset and not doubts.of(one.first, one.last):
            start, words = cutting.written(one.first, one.last)
            yield ToldCount(successes=one.successes, tries=one.tries, words=words, start=start)


# -- by weights


class _Weighed:
    """
    What the second reader weighed of a note, and where in it each thing is told.
    """

    def __init__(self, cutting: Words, reader: SecondReader, pieces: Iterable[Piece], sentences: _Sentences) -> None:
        self.cutting, self.reader, self.sentences = cutting, reader, sentences
        self.scores = {piece: ToldScores(reader, piece) for piece in pieces if piece.tells}

    def tags(self) -> Iterator[ToldTag]:
        for which in sorted({each for scores in self.scores.values() for each in scores.told()}):
            name = self.reader.tells[which].name
            if name not in _HOW:
                start, words, weighed = self.where(self.loudest(which), which)
                yield ToldTag(tag=name, words=words, weighed=weighed, start=start)

    def loudest(self, which: int) -> Piece:
        if len(self.scores) == 1:
            return next(iter(self.scores))
        return max(self.scores, key=lambda one: self.scores[one].score(which))

    def went(self) -> ToldMark | None:
        """
        Return how practice went: the mark in the middle of the chances, which say how far it may be off. None where the
        note does not say.
        """
        tells = self.reader.tells
        names = {one.name: which for which, one in enumerate(tells)}
        if SAID not in names:
            return None
        piece = self.loudest(names[SAID])
        scores = self.scores[piece]
        if not scores.is_told(names[SAID]):
            return None
        chances = _chances([scores.score(names[step]) for step in STEPS])
        start, words, weighed = self.where(piece, names[SAID])
        return ToldMark(mark=MARKS[median_mark(chances)], chances=chances, words=words, weighed=weighed, start=start)

    def where(self, piece: Piece, which: int) -> tuple[int, str, tuple[str, ...]]:
        """
        Return where a piece tells it: the sentence that weighs most, as it was written, and the words in it that do.
        """
        shares = self.reader.told_shares(self.cutting, piece, which)
        heaviest, first, last = float("-inf"), piece.first, piece.last
        for sentence in range(self.sentences.at_word(piece.first), self.sentences.at_word(piece.last - 1) + 1):
            begin, end = self.sentences.span(sentence)
            begin, end = max(begin, piece.first), min(end, piece.last)
            weight = 0.0
            for share in shares[begin - piece.first : end - piece.first]:
                weight += share
            if weight > heaviest:
                heaviest, first, last = weight, begin, end
        here = sorted(range(first, last), key=lambda index: -shares[index - piece.first])[:_DECIDING]
        weighed = [index for index in here if shares[index - piece.first] > 0]
        start = self.cutting.starts[weighed[0] if weighed else first]
        decided = dict.fromkeys(self.cutting.written(index, index + 1)[1] for index in weighed)
        return start, self.sentences.written(start), tuple(decided)


def _chances(scores: Sequence[float]) -> tuple[float, ...]:
    """
    Return the chance of each mark, from the log odds that it went at least so. Where one step says more than the step
    below it, both say the lower.
    """
    least = [1.0]
    for score in scores:
        least.append(min(least[-1], 1 / (1 + exp(-score))))
    return tuple(here - above for here, above in zip(least, [*least[1:], 0.0], strict=True))


def median_mark(chances: Sequence[float]) -> int:
    """
    Return the place of the first mark that it went at most with a chance of a half or more: none is wrong by less.
    """
    reached = 0.0
    for place, chance in enumerate(chances):
        reached += chance
        if reached >= 0.5:
            return place
    return len(chances) - 1
