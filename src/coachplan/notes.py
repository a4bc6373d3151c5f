"""
Free text -> mentions: words that a word list knows, and whether they are meant: negated, past, what-if, somebody else.

Reads by rules that anyone can follow: a short function for each kind says how far its cues reach. Refuses to know what
any sign means, and what is done about it. Where the rules disagree, the more urgent reading wins; only a plain negation
is believed against that. The kinds of rules (absence findings, false negations, near misses, scope, corrections, time,
who and what-if) follow NegEx (Chapman and others 2001) and ConText (Harkema and others 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from coachplan.cues import Cue, Sentence, cues_in
from coachplan.errors import CoachplanError
from coachplan.flags import Answer, RedFlag
from coachplan.phrases import Hit, Index, malformed, signature
from coachplan.spelling import ASKED, COMMA, LINE, STOP, Words, cut
from coachplan.traces import Mention, Reading

__all__ = ["KINDS", "Lexicon", "read"]

#: What a mention can be. Only `affirmed` fires.
KINDS = ("affirmed", "negated", "past", "what-if", "somebody-else", "figurative")

# -- words that the rules below ask for by themselves

_SUBJECT = frozenset("he she they it i we you ella yo".split())
_CHILD = frozenset("he she they".split())
_NAYS = frozenset(
    "no not never nor neither without nobody zero none nunca jamas sin ni tampoco nadie ningun ninguna".split()
)
_DO = frozenset("do does did can could will would should to must might".split())
_LIGHT = frozenset(
    "a an any some the his her my our their one single real actual actually really even ever more at all or and nor "
    "of in with for sign signs episode episodes problem problems issue issues trouble incident incidents sort kind "
    "type further big bad once been be have has had got get getting show shown showing seem seemed seems yet much "
    "very longer almost nearly today's evidence instances moment moments bit little lot either se le les lo la me te "
    "nos ha han he hemos habia tuvo tiene tenia hubo hay haya hayan esta estaba estuvo fue era llego llega de en con "
    "el los las un una unos ni nada nunca mas mucho tanto ningun ninguna casi vez sola tan dio dieron hizo hace "
    "presento volvio vuelto vuelve episodio episodios problema problemas senal senales signos que creo vi puso "
    "siquiera o".split()
)
_SIGNS = frozenset(
    "coughing cough coughs coughed gagging gag gagged gags choking choke choked chokes vomiting vomit vomited "
    "wheezing crying spitting retching drooling fussing tears fever rash drama fuss tantrums tantrum meltdown "
    "meltdowns screaming pain refusing refusal throwing up sick pushing gurgling gurgly rattling aspiration distress "
    "pocketing spit hives tos tosio vomito arcada arcadas fiebre llanto gritos nauseas toser "
    "vomitar llorar quejarse".split()
)
_VERBS = frozenset(
    "is was are were did does went goes turned turns kept keeps started starts stopped came comes fell wants wanted "
    "tried needed had has have ate drank took".split()
)
_FINITE = _VERBS | frozenset("got gets threw hit bit fell found became began shook swallowed drank".split())
_NOT_ED = frozenset("need feed bed red bleed seed speed shed wed fed led".split())
_BEFORE_WHO = frozenset("with at by from to for near like after visiting without of on".split())
_MODAL_GAP = frozenset(
    "he she they it i you we really easily just also even still ever be get start cause lead to him her make child "
    "baby kid kids children the this that these my a an so something anything food foods pieces piece on se le la lo "
    "el ella nino nina hija hijo mi bebe que probably maybe always one them go end up have your".split()
)
_BODY = tuple(
    "chok gag cough faint vomit wheez aspirat chocked pass passed threw throw turned went stopped bumped fell hit "
    "lips choking".split()
)
_MINE = frozenset("i me my myself mi conmigo".split())
_MILD = frozenset(
    "almost nearly just literally was am have had even got felt basically kind of actually also really honestly "
    "then".split()
)
_IRREALIS = frozenset(
    "will ll would could might may can shell hell itll theyll going ever if one day someday vaya pueda".split()
)


def _triples(flags: Iterable[RedFlag | Answer]) -> Iterator[tuple[str, str | None, Mapping[str, Sequence[str]]]]:
    for flag in flags:
        yield flag.id, flag.urgency if isinstance(flag, RedFlag) else None, flag.words


@frozen
class _Listed:
    item: str
    urgency: str | None
    language: str
    phrase: str


@frozen
class Lexicon:
    """
    Word lists made ready for reading: of flags, answers or barriers, in every language they have.
    """

    listed: tuple[_Listed, ...]
    languages: frozenset[str]

    @cached_property
    def index(self) -> Index:
        """
        The phrases as one tree, made when the first note is read.
        """
        return Index.of(one.phrase for one in self.listed)

    @classmethod
    def of(cls, flags: Iterable[RedFlag | Answer]) -> Lexicon:
        """
        Compile the words of flags and answers; an answer has no urgency, so that its mentions never fire.
        """
        return cls.from_words(_triples(flags))

    @classmethod
    def from_words(cls, items: Iterable[tuple[str, str | None, Mapping[str, Iterable[str]]]]) -> Lexicon:
        """
        Take (item id, urgency or None, phrases by language). Malformed phrases raise `CoachplanError`, all together.
        """
        listed = tuple(
            _Listed(item, urgency, language, phrase)
            for item, urgency, words in items
            for language, phrases in words.items()
            for phrase in phrases
        )
        wrong = malformed(one.phrase for one in listed)
        if wrong:
            raise CoachplanError(wrong)
        return cls(listed, frozenset(_base(one.language) for one in listed))


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _finite(s: Sentence, hit: Hit) -> bool:
    words = [s.words[place] for place in hit.places]
    return any(word in _FINITE or (word.endswith("ed") and len(word) > 3 and word not in _NOT_ED) for word in words[:3])


# -- negation


def _denied(s: Sentence, hit: Hit, language: str) -> bool:
    if any(s.words[place] in _NAYS for place in hit.places):
        return False  # the negation is the sign itself
    between = set(range(hit.first, hit.last)) - set(hit.places)
    inner = sum(s.words[place] in _NAYS and not _pseudo_at(s, place) for place in between)
    if inner:
        return inner % 2 == 1  # "I can't promise I won't"
    if _answered_no(s, hit) or _corrected(s, hit):
        return True
    for place, _ in s.back(hit, 9):
        cue = s.last_cue(place, "pseudo", "no-thing", "no-doing", "no-thought", "no", "no-creo", "turn")
        if cue is None:
            continue
        if cue.kind in ("pseudo", "turn") or place in s.spoken_for:
            return False
        if cue.first and s.words[cue.first - 1] in ("not", "no") and cue.kind != "no":
            return False  # two negations
        return _reaches_es(s, cue, hit) if language == "es" else _reaches(s, cue, hit)
    return False


def _pseudo_at(s: Sentence, place: int) -> bool:
    return any(cue.kind == "pseudo" for cue in s.starting.get(place, ()))


def _reaches(s: Sentence, cue: Cue, hit: Hit) -> bool:
    """
    English: *no* covers the things after it, *not* the doing after it, *not think* a whole clause; lists carry on.
    """
    said = s.words[cue.last : hit.first]
    if s.breaks[min(cue.last, hit.first)] == COMMA and s.words[cue.first] == "no":
        return False  # "no, he ..."
    if not said:
        return True
    comma = not s.joined(cue.last, hit.first + 1)
    strange = [word for word in said if word not in _LIGHT and word not in _SIGNS]
    thought = cue.kind in ("no-thought", "no-creo")
    if thought:
        return len(strange) <= 4 and not comma
    if any(word in _SUBJECT for word in said):
        return False
    listed = bool({"or", "nor"} & {*said, *s.words[hit.last : hit.last + 2]})
    if comma and not listed:
        closed = (
            hit.last >= len(s.words) or s.breaks[hit.last] or s.words[hit.last] in ("today", "tonight", "at", "this")
        )
        if strange or not closed:
            return False
    if "and" in said and (strange or _finite(s, hit)):
        return False
    thing = cue.kind == "no-thing" or s.words[cue.first] == "no"
    if thing and (_finite(s, hit) or any(word in _VERBS for word in said)):
        return listed and not any(word in _VERBS for word in said)
    if not thing and _finite(s, hit) and not listed:
        helper = s.words[cue.first - 1] if cue.first else ""
        if strange or helper in _DO:
            return False
    return len(strange) <= 3


def _reaches_es(s: Sentence, cue: Cue, hit: Hit) -> bool:
    """
    Spanish: *no* covers its own verb; `y` and a comma end it, `ni` and `o` carry it on.
    """
    said = s.words[cue.last : hit.first]
    if not said:
        return not (s.breaks[hit.first] == COMMA and s.words[cue.first] == "no")
    if any(s.breaks[place] == COMMA and s.words[place] != "ni" for place in range(cue.last, hit.first + 1)):
        return False
    if "y" in said or "e" in said:
        return False
    if any(word in _SUBJECT for word in said) and cue.kind != "no-creo":
        return False
    strange = [word for word in said if word not in _LIGHT and word not in _SIGNS]
    first = s.words[hit.first]
    loose = first.endswith(("ar", "er", "ir", "se", "ndo", "ado", "ido", "ada", "ida", "s", "miento")) and first != "se"
    return len(strange) <= (2 if loose or cue.kind == "no-creo" else 0)


def _answered_no(s: Sentence, hit: Hit) -> bool:
    """
    Afterwards: "choking: no", "fever none", "... was ruled out".
    """
    rest = s.words[hit.last : hit.last + 4]
    if not rest:
        return False
    ends = hit.last + 1 >= len(s.words) or s.breaks[hit.last + 1] > 0
    if rest[0] in ("no", "none", "nope", "never", "nada", "ninguna", "ninguno") and ends and s.breaks[hit.last] < LINE:
        return True
    return " ".join(rest).startswith(("was ruled out", "is ruled out", "ruled out", "did not happen", "fue descartad"))


def _corrected(s: Sentence, hit: Hit) -> bool:
    """
    "I thought he choked but it was a gag": what follows takes it back.
    """
    takes_back = next(iter(s.cues_near(hit, 0, 8, "really")), None)
    if takes_back is None or takes_back.first < hit.last:
        return False
    if s.words[takes_back.first] in ("false", "falsa"):
        return True
    return any(s.last_cue(place, "thought") for place, _ in s.back(hit, 8))


# -- time


def _past(s: Sentence, hit: Hit) -> bool:
    """
    Past is what is long ago or over. Days and weeks are not: nobody may have heard of it yet. What was lost stays lost.
    """
    if any(cue.kind == "loss" for cue in s.touching(hit)):
        return False
    near = s.cues_near(hit, 12, 14, "past", "past-before", "recent", "since")
    cues = [cue for cue in near if cue.last <= hit.first or cue.first >= hit.last]
    old = [cue for cue in cues if cue.kind not in ("recent", "since") and _tells_time(s, cue, hit)]
    if not old:
        return False
    nearest = min(_distance(cue, hit) for cue in old)
    for cue in cues:
        if cue.kind != "recent" or any(one.first <= cue.first < one.last for one in old):
            continue
        later = cue.first >= hit.last and s.joined(hit.last, cue.first, COMMA)
        if later or _distance(cue, hit) <= nearest:
            return False
    # "since last year" goes on until now
    return not all(s.words[cue.first - 1] in ("since", "desde", "for", "from") for cue in old if cue.first) or any(
        cue.first == 0 for cue in old
    )


def _distance(cue: Cue, hit: Hit) -> int:
    return hit.first - cue.last if cue.last <= hit.first else cue.first - hit.last


def _tells_time(s: Sentence, cue: Cue, hit: Hit) -> bool:
    if cue.last <= hit.first:
        words = s.words[cue.last : hit.first]
        if not s.joined(cue.last - 1, hit.first + 1, COMMA) or any(_turn_at(s, p) for p in range(cue.last, hit.first)):
            return False
        if cue.kind == "past-before":
            return len(words) <= 6 and s.joined(cue.last - 1, hit.first + 1)
        opens = (
            cue.first == 0
            or s.breaks[cue.first] > 0
            or s.words[cue.first - 1] in ("and", "but", "so", "back", "y", "pero")
        )
        return opens and len(words) <= 8
    if cue.kind == "past-before":
        return False
    words = s.words[hit.last : cue.first]
    ends = cue.last >= len(s.words) or s.breaks[cue.last] > 0
    if not s.joined(hit.last - 1, cue.first + 1, COMMA if ends else 0):
        return False
    return not any(word in ("and", "but", "so", "because", "y", "pero", "porque") or word in _SUBJECT for word in words)


def _turn_at(s: Sentence, place: int) -> bool:
    return s.last_cue(place, "turn") is not None


# -- what-if


def _supposed(s: Sentence, hit: Hit, language: str) -> bool:
    first = s.words[hit.first]
    happened = _finite(s, hit) or (language == "es" and _preterite(s, hit))
    if any(
        cue.first <= hit.last and cue.first >= hit.last - 1 and s.joined(hit.last - 1, cue.first + 1)
        for cue in s.cues_near(hit, 0, 2, "hazard")
    ):
        return True
    if any(cue.first >= hit.last for cue in s.cues_near(hit, 0, 4, "did")):
        return False
    for place, comma in s.back(hit, 11):
        word = s.words[place]
        cue = s.last_cue(place, "modal-no", "unsure", "what-if", "if", "fear", "modal", "advice", "turn")
        if cue is None:
            continue
        said = s.words[cue.last : hit.first]
        subjects = [one for one in said if one in _SUBJECT]
        if cue.kind == "what-if":
            return len(subjects) <= 2
        if cue.kind == "modal-no" or (cue.kind == "modal" and cue.last == hit.first and first in _NAYS):
            return False  # "could not breathe" has happened
        if cue.kind == "unsure":
            if happened or "be" in said or first.endswith(("ing", "ndo")):
                return False
            continue
        if cue.kind == "if":
            if word == "si" and (place in s.accents or happened):
                return False
            return not comma and len(subjects) <= 1 and len(said) <= 5 and not (happened and language != "en")
        if cue.kind == "advice":
            if len(said) <= 5 and not comma and not (subjects and (happened or first.endswith("ing"))):
                return True
        elif cue.kind == "fear":
            if not comma and len(said) <= 9 and _feared(s, said, hit, happened, language):
                return True
        elif cue.kind == "modal":
            mine = any(s.words[one] in _MINE for one in hit.places)
            reaches = (
                not mine and all(one in _MODAL_GAP for one in said) and not (happened and not first.endswith("ing"))
            )
            if reaches and not _always(s, hit, cue):
                return not (said and said[-1] == "be" and first.endswith("ing"))
        elif (
            cue.kind == "turn"
            and cue.last - cue.first == 1
            and word in ("but", "pero", "then", "because", "porque", "and")
        ):
            return False
    return False


def _always(s: Sentence, hit: Hit, cue: Cue) -> bool:
    """
    "He will cough every time he drinks" is a habit, not a supposition.
    """
    if s.words[cue.first] not in ("will", "ll", "would"):
        return False
    around = s.words[cue.first : hit.last + 6]
    return any(word in ("every", "always", "whenever", "sometimes", "usually", "each", "often") for word in around)


def _feared(s: Sentence, said: Sequence[str], hit: Hit, happened: bool, language: str) -> bool:
    first = s.words[hit.first]
    if language == "es":
        return "que" in said and not happened and "haya" not in said
    if "of" in said or "about" in said:
        return not any(one in _SUBJECT for one in said) and not happened
    if any(one in _IRREALIS for one in said):
        return True
    return not happened and not first.endswith("ing") and bool(set(said) & _CHILD) and "is" not in said


def _preterite(s: Sentence, hit: Hit) -> bool:
    words = [s.words[place] for place in hit.places if s.words[place] not in ("se", "le", "lo", "la", "me", "les")]
    return bool(words) and words[0].endswith(("o", "aron", "ieron")) and not words[0].endswith(("ndo", "no"))


# -- who


def _somebody_else(s: Sentence, hit: Hit, urgency: str | None) -> bool:
    if any(
        cue.last <= hit.first and s.joined(cue.last - 1, hit.first + 1, COMMA)
        for cue in s.cues_near(hit, 10, 0, "story")
    ):
        return True
    if urgency is not None and s.words[hit.first].startswith(_BODY):
        place = hit.first - 1
        while place >= 0 and not s.breaks[place + 1] and s.words[place] in _MILD:
            place -= 1
        if place >= 0 and not s.breaks[place + 1] and s.words[place] == "i":
            return True
    if any(s.words[place] in _MINE for place in hit.places):
        return False
    for place, comma in s.back(hit, 7):
        cue = s.last_cue(place, "who", "report", "turn")
        if cue is None:
            if s.words[place] in _CHILD or s.words[place] in ("him", "i", "we", "and", "y"):
                return False
            continue
        if cue.kind == "report" or (
            cue.kind == "turn" and s.words[place] not in ("just", "still", "also", "once", "before")
        ):
            return False
        if cue.kind != "who":
            continue
        before = s.words[cue.first - 1] if cue.first and not s.breaks[cue.first] else ""
        return before not in _BEFORE_WHO and (not comma or hit.first - cue.last <= 3)
    return False


# -- not meant so


def _figurative(s: Sentence, hit: Hit) -> bool:
    for cue in s.cues_near(hit, 10, 4, "figure"):
        if cue.first < hit.last and cue.last > hit.first:
            return True
    if any(cue.first < hit.last < cue.last for cue in s.cues_near(hit, 0, 0, "owned")):
        return True
    colours = {"blue", "purple", "grey", "black", "azul", "azules", "morado", "morada", "morados", "negro", "red"}
    if colours & {s.words[place] for place in hit.places}:
        return any(
            s.joined(min(cue.first, hit.first), max(cue.last, hit.last), COMMA)
            for cue in s.cues_near(hit, 8, 8, "stain")
        )
    return False


def _kind(s: Sentence, hit: Hit, listed: _Listed) -> str:
    if _figurative(s, hit):
        return "figurative"
    if _somebody_else(s, hit, listed.urgency):
        return "somebody-else"
    if _denied(s, hit, listed.language):
        since = any(cue.first >= hit.last or cue.last <= hit.first for cue in s.cues_near(hit, 8, 6, "since"))
        return "past" if since else "negated"
    if _past(s, hit):
        return "past"
    return "what-if" if _supposed(s, hit, listed.language) else "affirmed"


# -- reading


def _changes_doer(words: Sequence[str], hit: Hit) -> bool:
    """
    "I think he hit her" and "I saw him hit her" are not about what I did: a gap after *I* steps over no other doer.
    """
    gap = set(range(hit.first, hit.last)) - set(hit.places)
    return any(
        words[place] in ("he", "she", "they", "who") or (words[place] in ("him", "them") and place + 1 in hit.places)
        for place in gap
    )


#: How many words before and after a sign a cue may begin; and how many can have a say in how it is read.
_BEFORE, _AFTER, _AROUND = 32, 16, 48

Found = tuple[int, int, _Listed, str]


def _near(hits: Sequence[Hit], end: int) -> list[int]:
    """
    Return every place near enough to one of the hits, in order, for a cue that begins there to matter.
    """
    places: list[int] = []
    done = 0
    for hit in hits:
        start, stop = max(done, hit.first - _BEFORE), min(end, hit.last + _AFTER)
        if start < stop:
            places.extend(range(start, stop))
            done = stop
    return places


def _read_sentence(
    lexicon: Lexicon, words: Sequence[str], breaks: Sequence[int], accents: frozenset[int]
) -> list[Found]:
    """
    Read one sentence: which words, which item, which kind. Of one item, words that overlap are one mention.
    """
    spelled = words
    if accents:
        spelled = ["s\u00ed" if place in accents else word for place, word in enumerate(words)]
    code = signature(spelled, breaks)
    hits = [
        hit for hit in lexicon.index.find(words, code=code) if words[hit.first] != "i" or not _changes_doer(words, hit)
    ]
    if not hits:
        return []
    hits.sort(key=lambda one: (one.first, -one.last))
    ending: dict[int, list[Cue]] = {}
    starting: dict[int, list[Cue]] = {}
    for cue in cues_in(words, _near(hits, len(words)), code):
        ending.setdefault(cue.last - 1, []).append(cue)
        starting.setdefault(cue.first, []).append(cue)
    spoken_for = frozenset(place for hit in hits for place in hit.places if words[place] in _NAYS)
    sentence = Sentence(words, breaks, accents, ending, starting, spoken_for)
    judged: dict[tuple[int, int, int, str], str] = {}
    best: dict[str, list[tuple[Hit, _Listed, str]]] = {}
    for hit in hits:
        listed = lexicon.listed[hit.phrase]
        kept = best.setdefault(listed.item, [])
        start = max(0, hit.first - _AROUND)
        scene = (hit.phrase, hit.first - start, hit.steps[-1], code[start : hit.last + _AROUND])
        kind = judged.get(scene) if code else None
        if kind is None:
            kind = judged[scene] = _kind(sentence, hit, listed)
        if kept and hit.first < kept[-1][0].last:
            old = kept[-1]
            if (kind == "affirmed", hit.last - hit.first) > (old[2] == "affirmed", old[0].last - old[0].first):
                kept[-1] = (hit, listed, kind)
        else:
            kept.append((hit, listed, kind))
    return [(hit.first, hit.last, listed, kind) for kept in best.values() for hit, listed, kind in kept]


#: Spanish "yes", which without its accent is "if".
_ACCENTED_YES = tuple(f"{s}{i}" for s in "sS" for i in ("\u00ed", "\u00cd", "i\u0301", "I\u0301"))


def _accented(cutting: Words, part: Sequence[str], start: int) -> frozenset[int]:
    """
    Return where in a sentence that begins at the word *start* a `si` was written with its accent.
    """
    return frozenset(
        place
        for place, word in enumerate(part)
        if word == "si" and cutting.text.startswith(_ACCENTED_YES, cutting.starts[start + place])
    )


def read(lexicon: Lexicon, text: str, language: str = "en") -> Reading:
    """
    Read a note: every mention, in the order written. Phrases of all languages are matched, whatever *language* says.

    *checked* is False where the lexicon has no list for *language* and there is something to read. The work grows in
    step with the length of the note.
    """
    cutting = cut(text)
    words, breaks = cutting.words, cutting.breaks
    if not words:
        return Reading()
    edges = [place for place, pause in enumerate(breaks) if pause >= STOP and not _is_answer(words, breaks, place)]
    mentions: list[Mention] = []
    known: dict[tuple[tuple[str, ...], tuple[int, ...], frozenset[int]], list[Found]] = {}
    for start, stop in zip(edges, [*edges[1:], len(words)], strict=True):
        part = tuple(words[start:stop])
        pauses = (0, *[COMMA if pause >= STOP else pause for pause in breaks[start + 1 : stop]])
        accents = _accented(cutting, part, start) if "si" in part else frozenset()
        made = known.get((part, pauses, accents))
        if made is None:
            made = known[part, pauses, accents] = _read_sentence(lexicon, part, pauses, accents)
        for first, last, listed, kind in made:
            place, written = cutting.written(start + first, start + last)
            urgency = listed.urgency if kind == "affirmed" else None
            mentions.append(
                Mention(
                    words=written, kind=kind, flag=listed.item, urgency=urgency, language=listed.language, start=place
                )
            )
    mentions.sort(key=lambda one: (one.start, len(one.words), one.flag))
    checked = _base(language) in lexicon.languages
    return Reading(mentions=tuple(mentions), checked=checked)


def _is_answer(words: Sequence[str], breaks: Sequence[int], place: int) -> bool:
    """
    "Choking? No." is one statement.
    """
    if breaks[place] != ASKED or words[place] not in ("no", "none", "nope", "never", "nada", "ninguna"):
        return False
    return bool(place) and (place + 1 == len(words) or breaks[place + 1] >= STOP)
