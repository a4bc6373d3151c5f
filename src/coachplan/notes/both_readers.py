"""
What both readers make of one note: the word lists, which are never off, and the second reader, which only adds.

Two keys lower a sign of *today* or *soon*: a wider ground to doubt it, and a second reader that takes the whole note
for harmless. Then it is worth a look; and nothing, where it is one of *soon* and as little as one cough. What the lists
hold to be meant and *now* is lowered by no key. Refuses to know what is done about any of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from attrs import evolve

from coachplan.model.evidence import Mention, Reading, SecondReading
from coachplan.model.flags import SOUNDING, URGENCIES, MentionUrgency, Urgency
from coachplan.model.told import Told
from coachplan.notes.amounts import amounts_in
from coachplan.notes.another_child import another_child
from coachplan.notes.language_files import words_of
from coachplan.notes.lexicon import Lexicon
from coachplan.notes.list_reader import listed_in
from coachplan.notes.meant import Doubts, begun, meant_in, unheard_in
from coachplan.notes.pieces import MOST_WORDS
from coachplan.notes.second_reader import Piece, SecondReader
from coachplan.notes.telling import tell
from coachplan.notes.together import HARDER, heard_beside, heard_together
from coachplan.notes.tokens import Words
from coachplan.notes.wider import Ground, ground_for

__all__ = ["doubt", "read_by_both"]

#: Of a longer sentence so many words are quoted, those that weigh most together; and so many are named as deciding.
_QUOTED, _DECIDING = 30, 3
#: So much surer it has to be, in log odds, to say more of a sign than the list that heard it; and so much less sure
#: where the sign came suddenly.
_SURER = 2.0
_NOTHING_TOLD = Told()


def read_by_both(
    lexicon: Lexicon,
    cutting: Words,
    language: str,
    child: str,
    on: date | None,
    reader: SecondReader | str,
    age_months: float | None,
    *,
    telling: bool,
) -> Reading:
    """
    Read a note that is cut into words, by the lists of a lexicon and by *reader*; where it is a text, which says why it
    is refused, by the lists alone.
    """
    listed, checked, strange = listed_in(lexicon, cutting, language, child, on)
    mentions = another_child(listed, cutting, child, lexicon)
    if not cutting.words:
        off: SecondReading = "off" if isinstance(reader, str) else "read"
        return Reading(mentions=mentions, checked=checked, unread=strange, second_reader=off)
    second: SecondReader | None = None
    pieces: Sequence[Piece] = ()
    if isinstance(reader, str) or not reader.reads(language):
        became: SecondReading = "off" if isinstance(reader, str) else "other-language"
    else:
        became = "in-part" if len(cutting.words) > MOST_WORDS else "read"
        second, pieces = reader, reader.weigh(cutting)
        mentions = _lowered(mentions, cutting, reader, pieces)
        mentions += _heard(mentions, cutting, reader, pieces)
    mentions, heard, told = _beside(mentions, cutting, second, pieces, age_months, telling=telling)
    return Reading(
        mentions=mentions, checked=checked, unread=strange, second_reader=became, told=told, heard=heard
    )


def _beside(
    mentions: Sequence[Mention],
    cutting: Words,
    reader: SecondReader | None,
    pieces: Sequence[Piece],
    age_months: float | None,
    *,
    telling: bool,
) -> tuple[list[Mention], tuple[str, ...], Told]:
    """
    Return the mentions with what is heard only together, what is heard beside them, and what the note tells else.
    """
    beginning = begun(cutting)
    amounts = tuple(amounts_in(beginning))
    doubts = Doubts.about(beginning, amounts)
    meant = meant_in(beginning, doubts)
    harder = reader is not None and any(one.name in HARDER for one in meant)
    together = heard_together(
        beginning,
        meant,
        amounts,
        doubts,
        mentions,
        age_months,
        alarmed=reader is None or any(one.sounds("soon") > reader.thresholds["soon"] for one in pieces),
        # Asked only where something raises a sign: it is a sum of its own for each piece.
        grave=harder and any(one.sounds("now") > one.reader.thresholds["now"] - _SURER for one in pieces),
    )
    every = sorted((*mentions, *together), key=lambda one: (one.start, len(one.words), one.flag))
    heard = heard_beside(meant, amounts, doubts)
    if not telling:
        return every, heard, _NOTHING_TOLD
    # "She got it every single time" weighs much of "not once", and says nothing but that.
    weighed = [one for one in pieces if not _only(one, beginning, "only-doing")]
    return every, heard, tell(beginning, reader, weighed, meant, every, doubts)


# -- two keys to lower


def _lowered(
    mentions: Sequence[Mention], cutting: Words, reader: SecondReader, pieces: Sequence[Piece]
) -> list[Mention]:
    """
    Return the mentions of the lists, those of them lowered for which both keys turn.
    """
    if not mentions:
        return []
    # Beyond what was read twice nobody holds the second key.
    harmless = len(cutting.words) <= MOST_WORDS and all(
        piece.sounds("soon") < reader.thresholds["harmless"] for piece in pieces
    )
    return [_looked_at(one, cutting) if harmless else one for one in mentions]


def _looked_at(mention: Mention, cutting: Words) -> Mention:
    ground = doubt(mention, cutting)
    if ground is None:
        return mention
    # So little that nothing is to be looked at: "one cough".
    return evolve(mention, kind=ground.kind, urgency=None if ground.kind == "affirmed" else "look", cue=ground.words)


def doubt(mention: Mention, cutting: Words) -> Ground | None:
    """
    Return the wider ground that there is to doubt what the lists found, where it may be doubted: the first key.
    """
    if mention.urgency not in ("today", "soon"):
        return None
    first = bisect_left(cutting.starts, mention.start)
    last = max(first + 1, bisect_left(cutting.starts, mention.start + len(mention.words)))
    ground = ground_for(cutting.words, cutting.breaks, first, last)
    # A small amount is of a sign that is one word: "one cough", but not "stuck on stage one jars".
    little = ground is not None and ground.kind == "affirmed"
    return None if little and (mention.urgency != "soon" or last - first > 1) else ground


# -- what the second reader adds


def _heard(mentions: Sequence[Mention], cutting: Words, reader: SecondReader, pieces: Sequence[Piece]) -> list[Mention]:
    """
    Return what the second reader hears: each sentence that sounds like a sign, and else the one most worth a look.

    Where the lists know every sign of a sentence as not meant, it is worth a look at most; where they heard one that is
    meant, only what sounds much more urgent is added.
    """
    quiet = min(reader.thresholds["look"], reader.thresholds["soon"])
    if all(piece.soon <= quiet for piece in pieces):
        return []
    whole = [piece for piece in pieces if piece.whole]
    sentences = [piece for piece in pieces if not piece.whole] or whole
    meant, turned = _places(mentions, cutting)
    places = [at for at, _ in meant]
    unheard = unheard_in(begun(cutting))
    plain = {piece for piece in sentences if _is_plain(piece, cutting, unheard)}

    def level(piece: Piece, scores: Piece) -> MentionUrgency | None:
        found = _level(scores, reader)
        if found and piece in plain and _only(piece, cutting, "only-doing"):
            return None
        if found and scores is piece and _only(piece, cutting, "only-counts"):
            return "look" if piece.first == 0 and piece.last == len(cutting.words) else None
        heard = {urgency for _, urgency in meant[_from(places, piece) : bisect_left(places, piece.last)]}
        if heard:
            # A sign that a list heard keeps the level that its list gives, but for what sounds much more urgent.
            surer = _level(scores, reader, _SURER)
            return surer if surer in ("now", "today") and all(_sooner(surer, each) for each in heard) else None
        is_turned = piece in plain or _from(turned, piece) < bisect_left(turned, piece.last)
        return "look" if found and is_turned else found

    found: dict[Piece, MentionUrgency] = {}
    for piece in sentences:
        if heard := level(piece, piece):
            found[piece] = heard
    for piece in whole:
        within = [each for each in sentences if piece.first <= each.first < piece.last and each not in plain]
        loudest = _level(piece, reader)
        if loudest and within:
            about: Urgency = "soon" if loudest == "look" else loudest
            best = max(within, key=lambda each: each.sounds(about))
            heard = level(best, piece)
            if heard and _sooner(heard, found.get(best)):
                found[best] = heard
    alerts = {piece: heard for piece, heard in found.items() if heard != "look"}
    looks = sorted(found, key=lambda each: -each.sounds("soon"))[:1]
    return [_mention(piece, found[piece], cutting, reader) for piece in (alerts or looks)]


def _only(piece: Piece, cutting: Words, name: str) -> bool:
    """
    Say whether a piece has none but these words. "Two nights in a row now" says what the sentence before it says, and
    that one is weighed, too; "he does it every day now" says nothing that anybody could be worried by.
    """
    return words_of("amounts", name).issuperset(cutting.words[piece.first : piece.last])


def _is_plain(piece: Piece, cutting: Words, unheard: AbstractSet[int]) -> bool:
    """
    Say whether every word of a sentence says who does a thing and how often, or is known to be no danger.
    """
    doing = words_of("amounts", "only-doing")
    return all(index in unheard or cutting.words[index] in doing for index in range(piece.first, piece.last))


def _from(places: Sequence[int], piece: Piece) -> int:
    return bisect_left(places, piece.first)


def _places(mentions: Sequence[Mention], cutting: Words) -> tuple[list[tuple[int, MentionUrgency]], list[int]]:
    # Where the lists find what is meant, and how urgent it is; and where what is not.
    meant: list[tuple[int, MentionUrgency]] = []
    turned: list[int] = []
    for one in mentions:
        at = max(0, bisect_right(cutting.starts, one.start) - 1)
        if one.urgency in (None, "look"):
            turned.append(at)
        else:
            meant.append((at, one.urgency))
    # A word list finds in the order written, and this asks for it.
    return sorted(meant, key=lambda one: one[0]), sorted(turned)


def _level(piece: Piece, reader: SecondReader, surer: float = 0.0) -> MentionUrgency | None:
    least = reader.thresholds
    # What does not sound like anything at all is nothing of today, either.
    if piece.sounds("soon") > least["look"] and piece.sounds("today") > least["today"] + surer:
        return "now" if piece.sounds("now") > least["now"] + surer else "today"
    if piece.sounds("soon") > least["soon"]:
        return "soon"
    return "look" if piece.sounds("soon") > least["look"] else None


def _sooner(one: MentionUrgency, other: MentionUrgency | None) -> bool:
    order = (*URGENCIES, "look", None)
    return order.index(one) < order.index(other)


def _mention(piece: Piece, urgency: MentionUrgency, cutting: Words, reader: SecondReader) -> Mention:
    about: Urgency = "soon" if urgency == "look" else urgency
    shares = reader.shares(cutting, piece, about)
    starts = range(max(1, len(shares) - _QUOTED + 1))
    first = max(starts, key=lambda start: sum(shares[start : start + _QUOTED]))
    last = min(first + _QUOTED, len(shares))
    weighing = sorted((index for index in range(first, last) if shares[index] > 0), key=lambda index: -shares[index])
    start, written = cutting.written(piece.first + first, piece.first + last)
    decided = dict.fromkeys(
        cutting.written(piece.first + index, piece.first + index + 1)[1] for index in weighing[:_DECIDING]
    )
    return Mention(
        words=written,
        kind="affirmed",
        flag=SOUNDING[about],
        urgency=urgency,
        start=start,
        source="second-reader",
        weighed=tuple(decided),
    )
