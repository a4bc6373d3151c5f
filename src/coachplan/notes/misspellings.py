"""
How words are written in a hurry: short forms, slips of voice typing and of tired fingers, letters drawn or left out.

Knows which word a written word may stand for. Refuses to know any phrase, and what a word means.
"""

from __future__ import annotations

import re

__all__ = ["MATTER", "SHORT_FORMS", "drawn_out", "mended", "squeezed", "standing_for"]

# -- how a word is compared

_NOT = "is are was were do does did has have had can could would should must need might dare"
#: Written words that stand for others.
SHORT_FORMS = {f"{verb}nt": (verb, "not") for verb in _NOT.split()} | {
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "wont": ("will", "not"),
    "aint": ("is", "not"),
    "arent": ("are", "not"),
    "dosent": ("does", "not"),
    "doesent": ("does", "not"),
    "dident": ("did", "not"),
    "wouldent": ("would", "not"),
    "couldent": ("could", "not"),
    "hes": ("he", "is"),
    "shes": ("she", "is"),
    "its": ("it", "is"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "id": ("i", "would"),
    "theyre": ("they", "are"),
    "thats": ("that", "is"),
    "theres": ("there", "is"),
    "whats": ("what", "is"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "kinda": ("kind", "of"),
    "sorta": ("sort", "of"),
    # voice typing and tired fingers
    "anymore": ("any", "more"),
    "alot": ("a", "lot"),
    "chocked": ("choked",),
    "chocking": ("choking",),
    "chokeing": ("choking",),
    "chokin": ("choking",),
    "chocks": ("chokes",),
    "asperated": ("aspirated",),
    "asperating": ("aspirating",),
    "coff": ("cough",),
    "coffing": ("coughing",),
    "couging": ("coughing",),
    "coughin": ("coughing",),
    "brething": ("breathing",),
    "breating": ("breathing",),
    "breathin": ("breathing",),
    "breath": ("breathe",),
    "breth": ("breathe",),
    "siezure": ("seizure",),
    "siezures": ("seizures",),
    "seisure": ("seizure",),
    "seizer": ("seizure",),
    "unconcious": ("unconscious",),
    "unconsious": ("unconscious",),
    "unconsciouss": ("unconscious",),
    "conscience": ("conscious",),
    "concious": ("conscious",),
    "swollowed": ("swallowed",),
    "swolowed": ("swallowed",),
    "swallered": ("swallowed",),
    "batery": ("battery",),
    "dipers": ("diapers",),
    "dyper": ("diaper",),
    "nappys": ("nappies",),
    "gray": ("grey",),
    "bluish": ("blue",),
    "blueish": ("blue",),
    "greyish": ("grey",),
    "grayish": ("grey",),
    "purplish": ("purple",),
    "mum": ("mom",),
    "mummy": ("mom",),
    "mommy": ("mom",),
    "mama": ("mom",),
    "mam": ("mom",),
    "daddy": ("dad",),
    "grandmas": ("grandma",),
    "grandpas": ("grandpa",),
    "grampas": ("grandpa",),
    "grampa": ("grandpa",),
    "gramps": ("grandpa",),
    "nanas": ("grandma",),
    "moms": ("mom",),
    "mums": ("mom",),
    "dads": ("dad",),
    "nan": ("grandma",),
    "nana": ("grandma",),
    "cudnt": ("could", "not"),
    "cudn": ("could", "not"),
    "wudnt": ("would", "not"),
    "shudnt": ("should", "not"),
    "cuz": ("because",),
    "wen": ("when",),
    "wat": ("what",),
    "wiv": ("with",),
    "w": ("with",),
    "n": ("and",),
    "u": ("you",),
    "r": ("are",),
    "b4": ("before",),
    "bout": ("about",),
    "abt": ("about",),
    "hr": ("hour",),
    "hrs": ("hours",),
    "secs": ("seconds",),
    "mins": ("minutes",),
    "yday": ("yesterday",),
    "tho": ("though",),
    "thru": ("through",),
    "hosp": ("hospital",),
    "hx": ("history", "of"),
    "pmh": ("history", "of"),
    "pmhx": ("history", "of"),
    "sz": ("seizure",),
    "szs": ("seizures",),
    "infectn": ("infection",),
    "bro": ("brother",),
    "sis": ("sister",),
    "bff": ("friend",),
    "blu": ("blue",),
    "purpel": ("purple",),
    "swalloed": ("swallowed",),
    "vomitted": ("vomited",),
    "vomitting": ("vomiting",),
    "diarhea": ("diarrhea",),
    "numonia": ("pneumonia",),
    "newmonia": ("pneumonia",),
    "brused": ("bruised",),
    "bleading": ("bleeding",),
    "hospitol": ("hospital",),
    "emergancy": ("emergency",),
    "alergic": ("allergic",),
    # Spanish as it is often typed
    "bn": ("bien",),
    "kiso": ("quiso",),
    "kiere": ("quiere",),
    "ai": ("hay",),
    "ase": ("hace",),
    "aser": ("hacer",),
    "asia": ("hacia",),
    "iso": ("hizo",),
    "guevo": ("huevo",),
    "guevos": ("huevos",),
    "inchado": ("hinchado",),
    "inchada": ("hinchada",),
    "incho": ("hincho",),
    "incharon": ("hincharon",),
    "vajando": ("bajando",),
    "vajo": ("bajo",),
    "cabesa": ("cabeza",),
    "callo": ("cayo",),
    "aogando": ("ahogando",),
    "aogar": ("ahogar",),
    "orita": ("ahorita",),
    "horita": ("ahorita",),
    "resp": ("respiratory",),
    "q": ("que",),
    "xq": ("porque",),
    "pq": ("porque",),
    "aogo": ("ahogo",),
    "aoga": ("ahoga",),
    "ahugo": ("ahogo",),
    "haogo": ("ahogo",),
    "atraganta2": ("atragantado",),
    "conbulsiono": ("convulsiono",),
    "desmallo": ("desmayo",),
    "desmallado": ("desmayado",),
}
_ENDINGS = {"s": "is", "ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would"}
_SUBJECTS = frozenset("i you he she it we they that there what who".split())
_RUN = re.compile(r"(.)\1\1+")
_TWICE = re.compile(r"(.)\1+")


def standing_for(raw: str) -> tuple[str, ...]:
    """
    Return the words that one written word stands for: `didn't` is `did not`, `chocked` is `choked`.
    """
    head, quote, tail = raw.rpartition("'")
    if quote and head in _SUBJECTS and tail in _ENDINGS:
        return (head, _ENDINGS[tail])
    bare = raw.replace("'", "")
    return SHORT_FORMS.get(bare) or (bare,)


def squeezed(word: str) -> str:
    """
    Return *word* with every doubled letter written once.
    """
    return _TWICE.sub(r"\1", word)


def drawn_out(word: str) -> tuple[tuple[str, ...], ...]:
    """
    Return what a word with a letter drawn out may stand for, as in `bluuue`: with the letter twice, then once.
    """
    if not _RUN.search(word):
        return ()
    shorter = (_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word))
    return tuple(standing_for(one) for one in shorter if one != word)


# -- slips

#: Words that are often misspelt in a hurry, and matter. One slip in one of them is mended.
MATTER = (
    "choking choked breathing breathes breathe seizure seizures seizing swallow swallowed swallowing vomit "
    "vomited vomiting  convulsion convulsions convulsing unconscious unresponsive allergic reaction swelling "
    "swollen bleeding ambulance  paramedics dehydrated dehydration pneumonia bronchitis infection infections "
    "throat stomach constipated constipation  limping drooling coughing coughed gagging gagged stuttering "
    "stammering screaming medicine hospital hospitalized  floppy purple battery batteries magnets bruises "
    "bruised forehead fainted fainting wheezing gasping struggling  suicidal suicide overdose poisoned evicted "
    "homeless formula diaper diapers nappies reflux tiptoes twitching jerking  atraganto atraganta atragantado "
    "atraganto ahogando respirar respiraba respira convulsiono convulsion convulsionando  desmayo desmayado "
    "vomito vomitando hinchado hinchada hincho ronchas garganta moretones sangrando sangre ambulancia "
    "urgencias neumonia bronquitis calentura estrenido tartamudea cachetada obligue"
).split()
#: Words one slip away from those that mean something else.
_NO_SLIP = frozenset(
    "cooked chocked coked spelling dwelling shelling smelling shallow streaming screening inflection injection "
    "injections threat throats limpid lisping breeding bleating sputtering shuttering stuttering drolling "
    "purples supple floppy sloppy battery buttery formula formal reflex respire respiro chocking cooking "
    "gapping gaping bagging tagging coaching broth breather stomp forehand painted fainter feinted sailing "
    "jerkin wheeling galling hospice medicines vomits seize seized choker chokers reactions swallows ronchar "
    "sangra sangro sangria hincha ronca roncas roncha sangres bruiser bruises magnet magnetic magnate diapered "
    "tinkling switching stitching twitch stammer scheming creaming jerkings breathed breather evited invited "
    "eviction limpiando limpia limpio hopeless sallow blending drooping selling sizing redaction oblique "
    "honcho urgencies medicina medicinas".split()
)


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _slips() -> dict[str, str]:
    table: dict[str, str] = {}
    for word in MATTER:
        for part in (word, *sorted(_shortened(word))):
            table.setdefault(part, word)
    return table


_SLIPS = _slips()
#: How these words begin and end: one slip leaves the one or the other as it was, so most words need no closer look.
_HEADS = frozenset(word[:3] for word in MATTER)
_TAILS = frozenset(word[0] + word[-2:] for word in MATTER)


def mended(word: str) -> str | None:
    """
    Return the word that *word* was likely meant to be: a letter missing, added or swapped, or wrong in a long word.

    Only for words that matter and are often misspelt, from six letters on, with the first letter right.
    """
    if not 6 <= len(word) <= 18 or word in _NO_SLIP:
        return None
    if word[:3] not in _HEADS and word[0] + word[-2:] not in _TAILS:
        return None
    for part in (word, *sorted(_shortened(word))):
        meant = _SLIPS.get(part)
        if meant is not None and meant[0] == word[0] and _one_slip(word, meant):
            return meant
    return None


def _one_slip(word: str, meant: str) -> bool:
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    one, other = word[start:], meant[start:]
    return (
        one[1:] == other
        or one == other[1:]
        or one[1:] == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )
