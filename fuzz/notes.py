"""
Notes in English and Spanish, by both readers: nothing raises, and what is mentioned stands in the note.

No sign that the lists hold to be *now* is lost by what is written after it on a line of its own. How a whole note
sounds may change with each sentence more; the second reader promises nothing of that.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from random import Random

from held import ROOT, grows_evenly, holds, lines_changed, put_in, text_of

from coachplan.documents.codec import dumps, loads
from coachplan.model.evidence import Reading
from coachplan.testing.builders import installed

_ENGINE = installed()
_LANGUAGES = ("en", "es")
#: What nobody could take for a sign, nor for a word on one.
_HARMLESS = {"en": "We had soup for lunch.", "es": "Comimos sopa al mediodía."}


@cache
def _phrases() -> tuple[str, ...]:
    catalogue = _ENGINE.catalogue
    phrases = [each for flag in catalogue.flags.values() for name in _LANGUAGES for each in flag.words.get(name, ())]
    said = {re.sub(r"[^\w' ]+", " ", phrase).strip() for phrase in phrases}
    return tuple(sorted(phrase for phrase in said if phrase))


#: Words that turn a sign, and marks that part sentences; the phrases of the signs themselves stand in the samples.
WORDS = (
    *"no not never without yesterday last if might when almost didn't don't isn't her his sister cousin dad".split(),
    *"doll said says like scared he she I we they and but then again suddenly today now week year ago".split(),
    *"nunca sin ayer si casi cuando su hermana prima dijo como ella yo pero de repente hoy ahora semana año".split(),
    ". ", "? ", "! ", "\n", "\n\n", "\r\n", ", ", " - ", '"', "\u201c", "\u201d", "\u00bf", "\u00a1", "(", ")", "...",
    "&amp;", "<br>", "\u200b", "\u0301", "\u2019", "\U0001f622", "\x00",
    "\ud800", "38.9", "39,2", "101F", "7 weeks", "3 times", "5 of 8", "4/5", "2019", "ch0king", "stopped breathing",
    "no respira", "blood", "sangre", "choked", "fever", "fiebre",
)  # fmt: skip

#: What is longer takes longer, and reaches no more.
LONGEST = 2048


def samples() -> list[bytes]:
    """
    Return notes that people could have written, and each phrase of a list by itself.
    """
    whole = tomllib.loads((ROOT / "tests" / "notes" / "sentences.toml").read_text(encoding="utf-8"))
    return [each.encode() for each in (*list(dict.fromkeys(_texts(whole)))[::12], *_phrases()[::40])]


def _texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part] if " " in part else []
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for each in inner for text in _texts(each)]


def check(data: bytes) -> None:
    """
    A note is read in one of the languages, alike each time, in a time that grows with it.
    """
    text, language = text_of(data), _LANGUAGES[sum(data) % 2]
    reading = _ENGINE.read(text, language)
    for one in reading.mentions:
        holds(one.words == text[one.start : one.start + len(one.words)], f"{one.words!r} does not stand at {one.start}")
        holds(one.words.strip(), "nothing is mentioned")
    holds(loads(Reading, dumps(reading)) == reading, "a reading does not come back equal")
    if any(one.urgency == "now" and one.source != "second-reader" for one in reading.mentions):
        longer = _ENGINE.read(f"{text}\n\n{_HARMLESS[language]}", language)
        holds(any(one.urgency == "now" for one in longer.mentions), "what was written after it lowers a sign of now")
    if sum(data) % 32 < 2:
        holds(reading == _ENGINE.read(text, language), "read twice, it is another")
        grows_evenly(lambda times: _ENGINE.read(text * times, language))


def changed(data: bytes, chance: Random) -> bytes:
    """
    Return a note with words put into it, its own lines among them.
    """
    if chance.random() < 0.3:
        return lines_changed(data, chance, WORDS)
    text = text_of(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = put_in(text, chance, _phrases() if chance.random() < 0.3 else WORDS, over=chance.random() < 0.3)
    return text.encode("utf-8", "surrogatepass")
