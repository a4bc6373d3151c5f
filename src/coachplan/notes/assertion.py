"""
The rules of reading: how far a denial, a memory, a fear or somebody else reaches, and what each makes of a sign.

A short function for each kind of mention, all asked in turn of the same sentence. Refuses to know what any sign means,
and what is done about it. Where the rules disagree, the more urgent reading wins; only a plain negation is believed
against that. The kinds of rules (absence findings, false negations, near misses, scope, corrections, time, who and
what-if) follow NegEx (Chapman and others 2001) and ConText (Harkema and others 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from coachplan.model.evidence import MENTION_KINDS, MentionKind
from coachplan.model.flags import Urgency
from coachplan.notes.cues import Cue, Sentence
from coachplan.notes.matcher import Hit
from coachplan.notes.statements import CHILD as _CHILD
from coachplan.notes.statements import FINITE as _FINITE
from coachplan.notes.statements import NOT_ED as _NOT_ED
from coachplan.notes.statements import SUBJECT as _SUBJECT
from coachplan.notes.statements import VERBS as _VERBS
from coachplan.notes.statements import begins
from coachplan.notes.tokens import COMMA, LINE

__all__ = ["KINDS", "NAYS", "cue_behind", "kind_of"]

#: What a mention can be. Only `affirmed` fires.
KINDS = MENTION_KINDS

# -- words that the rules below ask for by themselves

#: Words that deny.
NAYS = frozenset(
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
_TRUE = frozenset("true cierto verdad".split())
_PARTS = frozenset("lips lip face mouth skin nails fingers hands tongue eyes chest ribs body".split())
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
_LINKS = frozenset("a an the some then also got had un una el la los las con tambien se le lo".split())
_FORCING = tuple(
    "squeez pinch shov forc stuff pin strap tie tying held hold restrain spoon cram slap spank smack beat grab drag "
    "yank".split()
)
_THINGS = frozenset(
    "pill pills tablet tablets capsule capsules medicine medicines meds medication medications battery batteries "
    "magnet magnets pastilla pastillas pila pilas iman imanes medicina medicinas".split()
)
_DONE_TO = frozenset("le lo la los nos".split())
_OWN_PARTS = frozenset(
    "head hand hands finger fingers thumb toe toes foot feet leg legs arm arms back knee knees ankle wrist shoulder "
    "neck elbow tooth teeth eye eyes lip tongue face hip rib ribs".split()
)
_BARELY = frozenset("hardly barely even really just almost always not".split())
_MINE = frozenset("i me my myself mi conmigo".split())
_MILD = frozenset(
    "almost nearly just literally was am have had been even got felt basically kind of actually also really honestly "
    "then".split()
)
_IRREALIS = frozenset(
    "will ll would could might may can shell hell itll theyll going ever if one day someday vaya pueda".split()
)


def _finite(s: Sentence, hit: Hit) -> bool:
    words = [s.words[place] for place in hit.places]
    return any(word in _FINITE or (word.endswith("ed") and word not in _NOT_ED) for word in words[:3])


# -- negation


def _denied(s: Sentence, hit: Hit, language: str) -> bool:
    if any(s.words[place] in NAYS for place in hit.places):
        # the negation is the sign itself; but "didn't choke, didn't cough" denies its beginning
        just_before = s.words[hit.first - 1] if hit.first else ""
        return s.words[hit.first].startswith("chok") and just_before in ("not", "no", "never")
    between = set(range(hit.first, hit.last)) - set(hit.places)
    inner = sum(s.words[place] in NAYS and not _pseudo_at(s, place) for place in between)
    if inner:
        return inner == 1  # "I can't promise I won't"
    if _answered_no(s, hit) or _corrected(s, hit):
        return True
    if s.words[hit.first] == "just":
        return False
    before = s.words[max(0, hit.first - 2) : hit.first]
    if before[-1:] and before[-1] in ("nothing", "nada") and not s.breaks[hit.first] and before[0] != "la":
        return True  # but "de la nada" is suddenly
    for place, _ in s.back(hit, 9):
        cue = s.last_cue(place, "pseudo", "no-thing", "no-doing", "no-thought", "no", "no-creo", "turn")
        if cue is None:
            continue
        if cue.kind in ("pseudo", "turn") or place in s.spoken_for:
            return False
        if _turned_round(s, cue):
            return False
        spanish = language == "es" and (cue.kind in ("no", "no-creo") or s.words[cue.first] in ("no", "nunca"))
        return _reaches_es(s, cue, hit) if spanish else _reaches(s, cue, hit)
    return False


def _turned_round(s: Sentence, cue: Cue) -> bool:
    """
    Two negations: "not without choking", "no meal without choking", "it is not true that he did not choke".
    """
    for place in range(cue.first - 1, max(-1, cue.first - 7), -1):
        if s.breaks[place + 1] or s.words[place] in ("and", "y"):
            return False
        if s.words[place] in ("not", "no", "never", "nunca"):
            between = {*s.words[place + 1 : cue.first]}
            if not between:
                return cue.kind != "no"
            return bool(_TRUE & between) or (s.words[cue.first] in ("without", "sin") and not _VERBS & between)
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
    if s.words[hit.first] in _PARTS and not _LIGHT.issuperset(said) and not {"or", "nor"} & {*said}:
        return False  # "no fever lips are blue" says two things
    if s.words[cue.first] == "instead" and _OUR & {*said}:
        return False  # "instead of sleeping my husband ..."
    thought = cue.kind in ("no-thought", "no-creo")
    if thought:
        return len(strange) <= 4 and not comma
    if any(word in _SUBJECT for word in said):
        return False
    listed = bool({"or", "nor"} & {*said, *s.words[hit.first : hit.last + 2]})
    if comma and not listed:
        closed = hit.last >= len(s.words) or s.breaks[hit.last]
        if strange or not closed:
            return False  # "no rash, choking today" tells of today
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
    loose = first.endswith(("r", "se", "do", "da", "s", "miento")) and first != "se"
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
    if any(cue.kind == "loss" for cue in s.touching(hit)) and not _came_back(s, hit):
        return False
    near = s.cues_near(hit, *_NEAR, "past", "past-before", "recent")
    cues = [cue for cue in near if cue.last <= hit.first or cue.first >= hit.last]
    old = [cue for cue in cues if cue.kind != "recent" and _tells_time(s, cue, hit)]
    if not old:
        return False
    nearest = min(_distance(cue, hit) for cue in old)
    for cue in cues:
        if cue.kind != "recent" or any(cue.first in range(one.first, one.last) for one in old):
            continue
        later = cue.first >= hit.last
        if later and _over(s, hit, cue):
            continue
        if (later and s.joined(hit.last, cue.first, COMMA)) or _distance(cue, hit) <= nearest:
            return False
    # "since last year" and "for years now" go on until now
    return not all(_SINCE & {*s.words[max(0, cue.first - 1) : cue.first + 1]} for cue in old)


#: How far from a sign the words may stand that tell its time, or what it is: before it, and after.
_NEAR = (16, 14)
_SINCE = frozenset("since desde for from".split())


def _came_back(s: Sentence, hit: Hit) -> bool:
    after = set(s.words[hit.last : hit.last + 14])
    return bool({"but", "pero"} & after) and bool(_CAME_BACK & after)


_CAME_BACK = frozenset("back fine over recovered caught volvio".split())
_WELL = frozenset("fine ok okay better good great healthy grown bien sano sana".split())
_AGAIN = frozenset("again came worse".split())
_OVER = frozenset("no not never fine ok okay better good great gone over grown have healthy stopped nunca bien".split())


def _over(s: Sentence, hit: Hit, recent: Cue) -> bool:
    """
    "Last year ... but he is fine now": the now after a *but* tells that it is over.
    """
    said = s.words[hit.last : recent.last + 2]
    if s.words[recent.first - 1] in ("not", "no", "never"):
        return True  # "..., not now"
    now = {*s.words[recent.first : recent.last + 7]}  # "as a newborn he ..., now he is five and fine"
    if _AGAIN & {*said, *now} or _compares(s, recent):
        return False  # "but never like today"
    if any(one == "not" and other in _WELL for one, other in pairwise(said)):
        return False  # "but he is not ok now"
    if {"but", "pero"} & set(said) and _OVER & set(said):
        return True
    if s.breaks[recent.first] != COMMA and s.breaks[recent.first - 1] != COMMA:
        return False
    return bool(_WELL & now) and not NAYS & now


def _distance(cue: Cue, hit: Hit) -> int:
    return hit.first - cue.last if cue.last <= hit.first else cue.first - hit.last


_COMPARED = frozenset("like as than como que".split())


def _compares(s: Sentence, cue: Cue) -> bool:
    """
    "like the one last year", "same as when he was a baby": this tells what it was like, and not when it was.
    """
    said = list(s.words[: cue.first])
    while said and said[-1] not in _COMPARED:
        if said.pop() not in _BETWEEN:
            return False
    return bool(said) and (said[-1] != "que" or "igual" in said)


_BETWEEN = frozenset(
    "the a an one ones he she they had did was it his her that same time times last when el la los las lo uno una "
    "otro otra vez del de tuvo tenia dio".split()
)


def _tells_time(s: Sentence, cue: Cue, hit: Hit) -> bool:
    if _compares(s, cue):
        return False
    if cue.last <= hit.first:
        words = s.words[cue.last : hit.first]
        if _IS & {*words} or any(s.last_cue(place, "turn") for place in range(cue.last, hit.first)):
            return False  # "last year he had surgery and he is not breathing"
        if cue.kind == "past-before":
            # "used to sleep well he chokes", "used to sleep well and choked"
            strays = s.words[cue.first] == "used" and (_SUBJECT & {*words} or _finite(s, hit))
            return not strays and s.joined(cue.last - 1, hit.first + 1)
        if not s.joined(cue.last - 1, hit.first + 1, COMMA):
            return False
        opens = (
            cue.first == 0
            or s.breaks[cue.first] > 0
            or s.words[cue.first - 1] in ("and", "but", "so", "back", "y", "pero")
        )
        return opens and len(words) <= 8
    if cue.kind == "past-before":
        return False
    words = s.words[hit.last : cue.first]
    if _ANOTHER & {*words}:
        return False
    ends = cue.last >= len(s.words) or s.breaks[cue.last] > 0
    if ends and s.breaks[cue.first] == COMMA:
        return True  # "..., four years ago" tells the time of all that was said
    return s.joined(hit.last - 1, cue.first + 1, COMMA if ends else 0) and not (_SUBJECT | _WHY) & {*words}


_IS = frozenset("is are esta estan".split())
_ANOTHER = frozenset("and but y pero".split())
_WHY = frozenset("so because porque".split())


# -- what-if


def _supposed(s: Sentence, hit: Hit, language: str) -> bool:
    first = s.words[hit.first]
    happened = _finite(s, hit) or (language == "es" and _preterite(s, hit))
    if any(cue.kind == "hazard" for cue in s.starting.get(hit.last, ())) and not s.breaks[hit.last]:
        return True
    if _came_true(s, hit) or _now(s, hit):
        return False
    if not happened and _asks(s, hit):
        return True
    for place, comma in s.back(hit, 11):
        word = s.words[place]
        cue = s.last_cue(place, "modal-no", "unsure", "what-if", "if", "fear", "modal", "advice", "turn")
        if cue is None:
            continue
        said = s.words[cue.last : hit.first]
        subjects = [one for one in said if one in _SUBJECT]
        if cue.kind == "what-if":
            if word == "are" and (place or said):
                continue  # only "are seizures common", where it opens
            if word == "does" and happened:
                return False  # "what does it mean that he choked"
            return len(subjects) <= 2 and not _said_apart(s, cue, hit) and not _like_lately(s, hit)
        if cue.kind == "modal-no" and s.words[place] == "have" and {*said[:1]} & {"a", "an", "another"}:
            return True  # "he might have another one"; "he might have choked" may well have happened
        if cue.kind == "modal-no" or (cue.kind == "modal" and cue.last == hit.first and first in NAYS):
            return False  # "could not breathe" has happened
        if cue.kind == "unsure" and (happened or "be" in said or first.endswith(("ing", "ndo"))):
            return False
        if cue.kind == "if":
            if word == "si" and (place in s.accents or happened):
                return False
            if _like_lately(s, hit):
                return False
            if said and said[0] in _ANYONE and s.parted(cue.last + 1, hit.first):
                return False  # "if anyone reads this, he ..."
            return not comma and len(subjects) <= 1 and len(said) <= 5 and not (happened and language != "en")
        if cue.kind == "advice":
            if word == "about" and _counts(s.words[place + 1 : place + 3]):
                continue
            apart = comma or s.parted(cue.last - 1, hit.first, frame=True)
            if not apart and not (subjects and (happened or first.endswith("ing"))):
                return True
        elif cue.kind == "fear":
            if not comma and not s.parted(cue.last - 1, hit.first, frame=True) and _feared(s, said, hit, happened):
                return True
        elif cue.kind == "modal":
            mine = any(s.words[one] in _MINE for one in hit.places)
            if not mine and not happened and _MODAL_GAP.issuperset(said) and not _always(s, hit, cue):
                # "he might be choking", "this could be a seizure"
                subject = s.words[cue.first - 1] if cue.first else ""
                return not ("be" in said and (first.endswith("ing") or subject in ("it", "this", "that")))
        elif word in ("but", "pero", "then", "because", "porque"):
            return False
    return False


def _came_true(s: Sentence, hit: Hit) -> bool:
    """
    "I said he would choke and he did", but not "... and he did great".
    """
    return any(
        cue.kind == "did" and not _WENT_WELL & {*s.words[cue.last : cue.last + 3]}
        for place in range(hit.last, hit.last + 8)
        for cue in s.starting.get(place, ())
    )


_WENT_WELL = frozenset("not well fine ok okay good great better".split())


def _now(s: Sentence, hit: Hit) -> bool:
    """
    Say whether it is said to be so at this moment: "what if he is choking right now", but not "if he chokes now".
    """
    said = s.words[hit.last : hit.last + 2]
    now = said[:1] if said[:1] not in (("right",), ("just",)) else said[1:]
    return bool(_NOW & {*now}) and bool(_IS & {*s.words[max(0, hit.first - 3) : hit.last]}) and not s.breaks[hit.last]


_NOW = frozenset("now ahora ahorita".split())
_IS = frozenset("is are esta estan".split())


_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten twelve fifteen twenty thirty forty half halfway".split()
)
_AMOUNTS = frozenset("minute hour half dozen week third quarter cup spoonful second".split())


def _counts(said: Sequence[str]) -> bool:
    """
    "about ten tries", "about an hour": a quantity, and not what somebody thinks of.
    """
    return said[0].isdigit() or said[0] in _NUMBERS or (said[0] in ("a", "an") and bool(_AMOUNTS & {*said}))


_IF = frozenset("if when whether that unless risk danger chance si cuando que or o ni nor".split())
_ARE = frozenset("is are was can has will does".split())
_ANYONE = frozenset("anyone anybody someone somebody it this that you".split())
_ASKS_SELF = frozenset("i we call worry panic ring".split())
_STATES = frozenset("is are was no not never nobody nothing ya esta estan estaba sigue tiene lleva".split())


def _said_apart(s: Sentence, cue: Cue, hit: Hit) -> bool:
    """
    Say whether it is no part of the question: "should I call, he is blue", "what if he dies, he is not breathing".
    """
    asks_if = bool(_IF & {*s.words[cue.first : cue.last]})
    for place in range(cue.last, hit.first + 1):
        word, before = s.words[place], s.words[place - 1]
        if before in _IF or word in _IF:
            continue
        states = _preterite(s, hit) or _STATES & {*s.words[place : hit.first + 1]}
        if states and s.breaks[place] == COMMA and word not in ("and", "y"):
            return True
        opens = word in _CHILD or _opens_with_theirs(s, place)
        if opens and not asks_if and (place > cue.last or before in _ASKS_SELF):
            return True
        if word in _CHILD and before != "and" and s.words[place + 1] in _ARE:
            return True
    return False


def _like_lately(s: Sentence, hit: Hit) -> bool:
    """
    Say whether it happened lately: "what if she stops breathing again like today".
    """
    return any(
        cue.first >= hit.last and s.words[cue.first] != "again" and _compares(s, cue)
        for cue in s.cues_near(hit, *_NEAR, "recent")
    )


def _opens_with_theirs(s: Sentence, place: int) -> bool:
    """
    Say whether a statement about the child's own begins here: "his lips are ...".
    """
    before = s.words[place - 1 : place]
    return s.words[place] in ("his", "her") and not _BEFORE_WHO & {*before} and begins(s.words, place)


_ASKING = frozenset("can could would will may do does".split())
_NOT_ASKED = frozenset("not barely hardly only just see hear feel tell count smell have be you".split())
_ASKED_OF = frozenset(
    "kids children babies toddlers they he she it a an too the this that i you we eating giving swinging spinning "
    "playing lying sleeping my his her one swings swing vests weighted spinning too".split()
)


def _asks(s: Sentence, hit: Hit) -> bool:
    """
    "Can too much swinging make them sick": a question that opens with what may be. "Can't ..." is none.
    """
    start = hit.first
    while start and s.breaks[start] == 0 and hit.first - start < 9:
        start -= 1
    if start == hit.first or s.words[start] not in _ASKING or s.words[start + 1] == "not":
        return False
    opens = s.words[start] in ("can", "could", "do", "does") and s.words[start + 1] not in _NOT_ASKED
    if s.words[start + 1] not in _ASKED_OF and not opens:
        return False
    if s.words[start + 1] in ("i", "we", "you") and s.parted(start, hit.first, frame=True):
        return False  # "do I call someone, his lips are blue"
    return not any(word in _VERBS or word in ("not", "hear", "see") for word in s.words[start + 1 : hit.first])


def _always(s: Sentence, hit: Hit, cue: Cue) -> bool:
    """
    "He will cough every time he drinks", "sometimes he will cough" is a habit, not a supposition.
    """
    if s.words[cue.first] not in ("will", "ll", "would"):
        return False
    before = s.words[max(0, cue.first - 6) : cue.first]
    if "i" in before:
        before = before[-2:]  # "I always think he will choke"
    return bool(_HABIT & {*before, *s.words[cue.first : hit.last + 6]})


_HABIT = frozenset("every always whenever sometimes usually each often".split())


def _feared(s: Sentence, said: Sequence[str], hit: Hit, happened: bool) -> bool:
    first = s.words[hit.first]
    if "que" in said:
        return not happened and "haya" not in said
    if any(one in _IRREALIS for one in said):
        return True
    return (
        not happened
        and not first.endswith("ing")
        and not _CHILD.isdisjoint(said)
        and not {"is", "has", "had", "was"} & {*said}
    )


def _preterite(s: Sentence, hit: Hit) -> bool:
    doing = next((s.words[place] for place in hit.places if s.words[place] not in _CLITICS), "")
    return doing.endswith(("o", "ron")) and not doing.endswith(("ndo", "no"))


_CLITICS = frozenset("se le lo la me les".split())


# -- who


def _somebody_else(s: Sentence, hit: Hit, urgency: str | None) -> bool:
    told = (s.last_cue(place, "story", "frame") for place, _ in s.back(hit, 12))
    if any(cue and _tells_a_story(s, cue, hit) for cue in told) or _my_own(s, hit, urgency):
        return True
    first, own = s.words[hit.first], {s.words[place] for place in hit.places}
    if _US & own or _AT_US & {*s.words[hit.last : hit.last + 1]}:
        return False  # "my brother has a knife and threatens us"
    before = s.words[max(0, hit.first - 2) : hit.first]
    if _DONE_TO & {*before[-1:]} and "se" not in before:
        return False  # "mi mama le mete ...": done to the child
    if first in _THINGS:
        return False  # "grandpa's pills are gone": whose they are is not who took them
    for place, comma in s.back(hit, 7):
        word = s.words[place]
        cue = s.last_cue(place, "who", "report", "turn")
        if cue is None:
            if _LINKS.issuperset(s.words[place + 1 : hit.first]) and _goes_on(s, place, urgency):
                continue
            if word == "they" and first.startswith("call") and any(s.last_cue(back, "who") for back in range(place)):
                return True  # "his classmate had ... and they called"
            if word in _NEXT or (word in _OWN_CHILD and _THE & {*s.words[max(0, place - 1) : place]}):
                return False  # also "I have my baby choking here"
            if word in _THAT and _TOLD & {*s.words[:place]}:
                return False  # "I told my husband that ..."
            if _opens_with_theirs(s, place):
                return False  # "my sister is here his lips ..."
            continue
        if (word == "dio" and s.words[place - 1] == "le") or (cue.kind == "turn" and word in _STILL):
            continue  # "a su primo le dio ..."
        if cue.kind != "who" or _is_among(s, cue, urgency):
            return False
        if first.startswith(_TOUCHES) or s.words[hit.last - 1] in _THEM:
            return False  # "somebody touched her ...", "my brother shook him": done to the child
        before_who = {*s.words[max(0, cue.first - 1) : cue.first]}
        if "a" not in before_who and _DONE_TO & own and first != "se":
            return False  # "mi hermano le dio una patada": done to the child
        if first.startswith(_FORCING):
            return False  # "our nanny keeps shoveling it in": done to the child
        return not comma and not _BEFORE_WHO & before_who
    return False


def _goes_on(s: Sentence, place: int, urgency: str | None) -> bool:
    """
    Say whether the same person goes on after this *and*: "fell and broke her hip", not "was feeding her and choked".

    Spanish need not name who comes next: after what was going on ("estaba y ..."), and where the sign is one of `now`,
    it is the child.
    """
    before = s.words[max(0, place - 4) : place]
    if s.words[place] == "y":
        return urgency != "now" and not any(word.endswith(_GOING) for word in before)
    return s.words[place] == "and" and not _THEM & {*before[-1:]}


_GOING = tuple("aba aban cia eia mia nia".split())
_AT_US = frozenset("me us nos".split())
_US = _MINE | _AT_US
#: Whoever does what comes after one of these is not who was named before it; Spanish need not say who it is.
_THE = frozenset("my our the mi nuestro nuestra el la".split())
_NEXT = _CHILD | frozenset("him i we and y".split())
_STILL = frozenset("just still also".split())
_THAT = frozenset("that que".split())
_TOUCHES = ("touch", "molest")
_THEM = frozenset("him her them lo la le".split())
_WITH_THEM = frozenset("he she they him el ella ellos son daughter baby twins hijo hija nino nina bebe".split())
_THEIRS = frozenset("his her su".split())
_CHILDREN = frozenset("kids children twins boys girls ninos ninas dos".split())
_ALL_OF_THEM = frozenset("the both my our all los las ambos mis nuestros".split())
_OF_OTHERS = frozenset("at next in from on who across down whose del de que en".split())


def _is_among(s: Sentence, cue: Cue, urgency: str | None) -> bool:
    """
    Say whether the child is one of those named: "he and his brother", and where it is urgent "the kids".
    """
    other = cue.first - 2
    if other >= 0 and s.words[other + 1] in ("and", "y"):
        opens = not other or s.breaks[other] or s.last_cue(other - 1, "turn")
        named = opens and s.words[cue.first] in _THEIRS
        if (named or s.words[other] in _WITH_THEM) and s.last_cue(other, "who", "story", "frame") is None:
            return True
    first = cue.last - 1
    if urgency != "now" or s.words[first] not in _CHILDREN or _OF_OTHERS & {*s.words[cue.last : cue.last + 1]}:
        return False
    return s.words[max(0, first - 1)] in _ALL_OF_THEM


_WHILE = frozenset("despues antes luego durante mitad medio final mientras".split())
_ARTICLES = frozenset("the a an el la los las un una".split())
_NO_TALE = _CHILD | frozenset("then when but now pero cuando luego".split())

_OUR = frozenset("my our mi nuestro nuestra".split())
_OWN_CHILD = frozenset("son daughter baby toddler boy girl kid child hijo hija bebe nino nina".split())
_TOLD = frozenset("told tell telling texted called dije digo conte avise decirle dijimos".split())


def _tells_a_story(s: Sentence, cue: Cue, hit: Hit) -> bool:
    """
    Say whether it is told: what is read or watched up to the next statement, "in the book ..." on to the next *he*.
    """
    frame = cue.kind == "frame"
    if frame and s.words[max(0, cue.first - 1)] in _WHILE:
        return False  # "despues del cuento"
    if not s.parted(cue.last - 1, hit.first, frame=frame):
        return True
    if any(one in _OUR and other in _OWN_CHILD for one, other in pairwise(s.words[cue.last : hit.last])):
        return False  # "in the book the wolf blew and my son ..."
    if not frame or _NO_TALE & {*s.words[cue.last : hit.first]}:
        return False
    return s.words[cue.first].startswith("de") or s.words[cue.last] in _ARTICLES


_NOT_ME = _CHILD | _THEM | _OWN_CHILD
_WE = frozenset("i we".split())
_CAN = frozenset("can could".split())
_IN = frozenset({"in"})
_HELD = _IN | frozenset("on over against".split())
_HAVING = frozenset("estoy tengo tuve ando estuve".split())


def _my_own(s: Sentence, hit: Hit, urgency: str | None) -> bool:
    """
    "I choked", "I burned my hand", "yo estoy con tos": what the writer's own body does.
    """
    doers = ((s.words[place], comma) for place, comma in s.back(hit, hit.first) if s.words[place] not in _MILD)
    if urgency is not None and s.words[hit.first].startswith(_BODY) and next(doers, None) == ("i", False):
        return True
    if s.words[hit.last - 1] == "breathe":
        spoken = [word for word in s.words[: hit.last - 1] if word not in _BARELY]
        if _WE & {*spoken[-2:-1]} and _CAN.issuperset(spoken[-1:]):
            return True  # "I can't breathe with this child on my face"; "I can't make him breathe" is not that
    around = s.words[max(0, hit.first - 4) : hit.last + 3]
    held = _HELD if urgency == "now" else _IN
    if {"i", "me"} & {*around} and not _NOT_ME & {*around}:
        for before, one, other in zip(("", *around), around, around[1:], strict=False):
            if one == "my" and other in _OWN_PARTS and before not in held:
                return True  # but who is limp in my arms is the child
    back = {*s.words[max(0, hit.first - 4) : hit.first]}
    return "yo" in back and bool(_HAVING & back)


# -- not meant so


_PLAYING = ("pretend", "fak")
_STUCK = frozenset("stuck choke choked choking throat stopped limp floppy".split())
_COLOURS = tuple("blue purple grey black red azul morad negr gris".split())


def _figurative(s: Sentence, hit: Hit) -> bool:
    colour = next((place for place in hit.places if s.words[place].startswith(_COLOURS)), None)
    for cue in s.cues_near(hit, hit.first, 0, "figure"):
        meets = cue.last > hit.first and (colour is None or cue.first <= colour < cue.last)
        playing = s.words[cue.first].startswith(_PLAYING)
        if meets and not s.parted(cue.first, cue.last - 1, cue.places, frame=playing):
            return True
    owned = (cue for cue in s.touching(hit) if cue.kind == "owned")
    if any(cue.last > hit.last for cue in owned):
        return True
    if _STUCK & {*s.words[max(0, hit.first - 12) : hit.last + 12]}:
        return False  # not the colour of what was eaten
    return colour is not None and any(_stains(s, cue, colour, hit) for cue in s.cues_near(hit, 8, 8, "stain"))


def _stains(s: Sentence, cue: Cue, colour: int, hit: Hit) -> bool:
    """
    Paint and popsicles colour what is said with them in one statement, and not where it says "not from the popsicle".
    """
    if not s.joined(min(cue.first, hit.first), max(cue.last, hit.last), COMMA):
        return False
    if NAYS & {*s.words[max(0, cue.first - 4) : cue.first]}:
        return False
    return not s.parted(min(cue.first, colour), max(cue.first, colour))


def kind_of(s: Sentence, hit: Hit, *, language: str, urgency: Urgency | None) -> MentionKind:
    """
    Say how a sign is meant: one of `KINDS`. *language* is that of the phrase found.
    """
    if _figurative(s, hit):
        return "figurative"
    if _somebody_else(s, hit, urgency):
        return "somebody-else"
    if _denied(s, hit, language):
        return "past" if any(s.cues_near(hit, *_NEAR, "since")) else "negated"
    if _past(s, hit):
        return "past"
    return "what-if" if _supposed(s, hit, language) else "affirmed"


#: Which cues make which kind.
_BEHIND = {
    "negated": ("no-thing", "no-doing", "no-thought", "no", "no-creo", "really"),
    "past": ("past", "past-before", "since"),
    "what-if": ("what-if", "if", "fear", "modal", "advice", "hazard"),
    "somebody-else": ("who", "story", "frame"),
    "figurative": ("figure", "stain", "owned"),
}


def cue_behind(s: Sentence, hit: Hit, kind: str) -> str:
    """
    Return the words around a sign that made it this kind, the nearest and longest; empty where there are none.
    """
    kinds = _BEHIND.get(kind, ())
    cues = list(s.cues_near(hit, *_NEAR, *kinds))
    if not cues:
        return ""
    nearest = min(cues, key=lambda cue: (abs(_distance(cue, hit)), cue.first - cue.last))
    return " ".join(s.words[nearest.first : nearest.last])
