"""
The small phrase language of the word lists, and how written text is cut into the words that phrases are held against.

Knows spelling: case, accents, apostrophes, short forms, slips of voice typing. Refuses to know what a phrase is for,
and whether what it finds is true, denied or feared.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, product

from attrs import define, field, frozen

from coachplan.errors import CoachplanError, Finding

__all__ = ["ASKED", "COMMA", "LINE", "STOP", "Hit", "Index", "Words", "cut"]

#: What stands before a word: nothing, a comma or the like, the end of a line, of a sentence, of a question.
COMMA, LINE, STOP, ASKED = 1, 2, 3, 4

#: Words that no gap may step over: what follows them is another statement.
_TURNS = frozenset({"but", "pero"})

_MOST_GAP = 12
_MOST_FORMS = 1000
_MOST_REMEMBERED = 4096

# -- how a word is compared

_NOT = "is are was were do does did has have had can could would should must need might dare"
_SHORT = {f"{verb}nt": (verb, "not") for verb in _NOT.split()} | {
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
    "nan": ("grandma",),
    "nana": ("grandma",),
    # Spanish as it is often typed
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


def _compared(raw: str) -> tuple[str, ...]:
    """
    Return the words that one written word stands for: `didn't` is `did not`, `chocked` is `choked`.
    """
    head, quote, tail = raw.rpartition("'")
    if quote and head in _SUBJECTS and tail in _ENDINGS:
        return (head, _ENDINGS[tail])
    bare = raw.replace("'", "")
    return _SHORT.get(bare) or (bare,)


class _Folds(dict[str, str]):
    """
    What becomes of one character: lower-case, without accents; nothing where it cannot be seen.
    """

    def __missing__(self, char: str) -> str:
        kind = unicodedata.category(char)
        if char in "\n\r\u2028\u2029\x0b\x0c\x85":
            made = "\n"
        elif char in "'\u2018\u2019\u02bc\u00b4`\u2032\uff07":
            made = "'"
        elif char == "\t" or kind == "Zs":
            made = " "
        elif kind in ("Cc", "Cf", "Mn", "Me"):
            made = ""
        elif kind in ("So", "Sk", "Co", "Cs", "Cn"):
            made = ","
        else:
            spread = unicodedata.normalize("NFKD", char.lower())
            made = "".join(part for part in spread if not unicodedata.combining(part)) or ","
        self[char] = made
        return made


_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")
_BLOCK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|h[1-6])\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_BARE = re.compile(r"[^\W_]+")
_GAP = re.compile(r"(?:\.\.\.|\u2026)(\d*)")
_PIECE = re.compile(r"([^\W_]+(?:'+[^\W_]+)*)|\n|[^\w\s]+")


def _untag(match: re.Match[str]) -> str:
    return (";" if _BLOCK.match(match[0]) else " ").ljust(len(match[0]))


def _unescape(match: re.Match[str]) -> str:
    said = html.unescape(match[0])
    return said + "\u200b" * (len(match[0]) - len(said)) if len(said) == 1 else match[0]


@frozen(eq=False)
class Words:
    """
    A text as words to compare: each with its place in the text (*starts*, *ends*) and what stands before it (*breaks*).
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[int]

    def written(self, first: int, last: int) -> tuple[int, str]:
        """
        Return where the words from *first* up to *last* begin, and the text as it was written.
        """
        start, end = self.starts[first], max(self.ends[first:last])
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return start, self.text[start:end]


def _break_of(mark: str) -> int:
    if mark == "\n":
        return LINE
    if "?" in mark:
        return ASKED
    if "!" in mark or ";" in mark or "\u3002" in mark:
        return STOP
    return STOP if mark.count(".") in (1, 2) else COMMA


def cut(text: str) -> Words:
    """
    Cut *text* into words, in one pass. A word said three times or more in a row counts twice.
    """
    shown = _TAG.sub(_untag, text) if "<" in text else text
    shown = _ENTITY.sub(_unescape, shown) if "&" in shown else shown
    folds = _Folds()
    pieces = [folds[char] for char in shown]
    clean = "".join(pieces)
    exact = len(clean) == len(text) and all(folds.values())
    places = [] if exact else [0, *accumulate(len(piece) for piece in pieces)]

    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    known: dict[str, tuple[str, ...]] = {}
    pause, lines = 0, 0
    for piece in _PIECE.finditer(clean):
        raw = piece[1]
        if raw is None:
            mark = piece[0]
            if mark == "." and clean[piece.end() : piece.end() + 1].isdigit():
                continue
            lines = lines + 1 if mark == "\n" else 0
            pause = max(pause, STOP if lines > 1 else _break_of(mark))
            continue
        said = known.get(raw)
        if said is None:
            said = known[raw] = _compared(raw)
        lines = 0
        if len(words) > 1 and pause < LINE and said == (words[-1],) and words[-2] == words[-1]:
            pause = 0
            continue
        start, end = piece.span()
        if not exact:
            start = bisect_right(places, start) - 1
            end = bisect_right(places, end - 1)
        for word in said:
            words.append(word)
            starts.append(start)
            ends.append(end)
            breaks.append(pause)
            pause = 0
    if breaks:
        breaks[0] = STOP
    return Words(text, words, starts, ends, breaks)


# -- the phrase language

#: A phrase made plain: at each place the words that may stand there, or how many words a gap may step over.
Form = tuple["tuple[str, ...] | int", ...]


def _wrong(phrase: str, what: str, mend: str) -> CoachplanError:
    return CoachplanError(Finding(item=repr(phrase), what=what, mend=mend))


def _one_word(part: str, phrase: str) -> tuple[str, ...]:
    """
    Read one alternative: a word, or a beginning with `*`. A short form such as `can't` is two words.
    """
    stem = part.removesuffix("*")
    if "*" in stem:
        raise _wrong(phrase, f"{part!r} has a * inside.", "Put * at the end of a word, as in chok*.")
    read = cut(stem).words
    if not read:
        raise _wrong(phrase, f"{part!r} is not a word.", "Write letters, as in chok* or blue|grey.")
    if stem != part:
        bare = "".join(_BARE.findall("".join(map(_Folds().__getitem__, stem))))
        if len(bare) < 2:
            raise _wrong(phrase, f"{part!r} would be almost any word.", "Put two letters or more before the *.")
        return (f"{bare}*",)
    return tuple(read)


def _column(part: str, phrase: str) -> list[Form]:
    """
    Read `blue|grey` as one place where any of the words may stand; those that are two words stand apart.
    """
    read = [_one_word(choice, phrase) for choice in part.split("|")]
    single = tuple(sorted({choice[0] for choice in read if len(choice) == 1}))
    return [
        *([(single,)] if single else []),
        *(tuple((word,) for word in choice) for choice in read if len(choice) > 1),
    ]


def forms(phrase: str) -> tuple[Form, ...]:
    """
    Return every plain form of a phrase, with each optional word and without it.

    A malformed phrase raises `CoachplanError` naming the phrase and the mend.
    """
    parts = phrase.split()
    if not parts:
        raise _wrong(phrase, "A phrase has no words.", "Write at least one word.")
    columns: list[list[Form]] = []
    number, after_gap = 1, False
    for place, part in enumerate(parts):
        gap = _GAP.fullmatch(part)
        if gap:
            most = int(gap[1]) if gap[1] else 3
            if place in (0, len(parts) - 1):
                raise _wrong(phrase, "A gap stands at the edge.", "Put words on both sides of the ... .")
            if after_gap:
                raise _wrong(phrase, "Two gaps stand side by side.", "Write one, such as ...6 .")
            if not 1 <= most <= _MOST_GAP:
                raise _wrong(phrase, f"A gap of {most} words.", f"Let it be from 1 to {_MOST_GAP}.")
            columns.append([(most,)])
        elif part.startswith("[") or part.endswith("]"):
            if not (part.startswith("[") and part.endswith("]") and len(part) > 2):
                raise _wrong(phrase, f"{part!r} is not closed.", "Write one optional word as [really].")
            columns.append([(), *_column(part[1:-1], phrase)])
        elif set(part) & set("[]()") or "..." in part:
            raise _wrong(phrase, f"{part!r} cannot be read.", "Put spaces around ... and around [words].")
        else:
            columns.append(_column(part, phrase))
        after_gap = gap is not None
        number *= len(columns[-1])
        if number > _MOST_FORMS:
            raise _wrong(phrase, f"It has more than {_MOST_FORMS} forms.", "Split it into several phrases.")
    made = dict.fromkeys(tuple(place for choice in row for place in choice) for row in product(*columns))
    if any(not form or isinstance(form[0], int) or isinstance(form[-1], int) for form in made):
        raise _wrong(phrase, "Without its optional words nothing is left at an edge.", "Make one word there certain.")
    return tuple(made)


# -- finding phrases


@define(eq=False)
class _Node:
    #: What may come next: by word, how many words a gap may step over before it, and where it leads.
    after: dict[str, list[tuple[int, _Node]]] = field(factory=dict)
    children: dict[tuple[int, tuple[str, ...]], _Node] = field(factory=dict)
    ends: list[int] = field(factory=list)
    widest: int = 0


@frozen
class Hit:
    """
    One phrase found: which, from which word up to which, and the places of the words that the phrase itself names.
    """

    phrase: int
    first: int
    last: int
    places: tuple[int, ...]


def _squeeze(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


@frozen(eq=False)
class Index:
    """
    Many phrases as one tree of words, so that reading takes the same few looks a word however many phrases there are.
    """

    openers: dict[str, _Node]
    reach: int
    whole: frozenset[str]
    stems: frozenset[str]
    sizes: tuple[int, ...]
    squeezed: dict[str, str]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Index:
        """
        Compile phrases; a hit names each by its place in the order given. All malformed ones are raised together.
        """
        root, reach = _Node(), 1
        atoms: set[str] = set()
        wrong: list[Finding] = []
        for number, phrase in enumerate(phrases):
            try:
                for form in forms(phrase):
                    _plant(root, form, number)
                    reach = max(reach, _length(form))
                    atoms.update(atom for place in form if not isinstance(place, int) for atom in place)
            except CoachplanError as error:
                wrong += error.findings
        if wrong:
            raise CoachplanError(wrong)
        whole = frozenset(atom for atom in atoms if not atom.endswith("*"))
        squeezed = {_squeeze(word): word for word in sorted(whole) if len(word) >= 6}
        openers = {atom: _merged(node for _, node in ways) for atom, ways in root.after.items()}
        stems = frozenset(atom for atom in atoms if atom.endswith("*"))
        return cls(openers, reach, whole, stems, tuple(sorted({len(stem) - 1 for stem in stems})), squeezed)

    def _exact(self, word: str) -> tuple[str, ...]:
        stems = tuple(stem for size in self.sizes if size <= len(word) and (stem := f"{word[:size]}*") in self.stems)
        return (word, *stems) if word in self.whole else stems

    def atoms(self, word: str) -> tuple[str, ...]:
        """
        Return the words and beginnings in the phrases that *word* answers to, mending doubled letters where none does.
        """
        found = self._exact(word)
        if found or len(word) > 40:
            return found
        for letters in (r"\1\1", r"\1") if _RUN.search(word) else ():
            shorter = _RUN.sub(letters, word)
            if shorter != word:
                mended = tuple(a for part in _compared(shorter) for a in self._exact(part))
                if mended:
                    return mended
        close = self.squeezed.get(_squeeze(word)) if len(word) >= 6 else None
        return (close,) if close else ()

    def find(self, words: Sequence[str], breaks: Sequence[int], starts: Iterable[int] | None = None) -> Iterator[Hit]:
        """
        Yield every phrase found that begins at one of *starts* (anywhere, where not given).

        None reaches past the end of a sentence; a gap steps over no *but*. What follows a word is remembered, so that
        a text that says the same over and over costs little.
        """
        cache: dict[str, tuple[str, ...]] = {word: self.atoms(word) for word in set(words)}
        atoms = [cache[word] for word in words]
        memory: dict[tuple[object, ...], list[tuple[int, tuple[int, ...]]]] = {}
        openers = self.openers
        for first in range(len(words)) if starts is None else starts:
            nodes = [openers[atom] for atom in atoms[first] if atom in openers]
            if not nodes:
                continue
            stop = first + self.reach
            ahead = (*words[first:stop], *breaks[first + 1 : stop])
            found = memory.get(ahead)
            if found is None:
                found = [
                    (number, tuple(place - first for place in places))
                    for node in nodes
                    for number, places in _follow(node, first, words, breaks, atoms)
                ]
                if len(memory) < _MOST_REMEMBERED:
                    memory[ahead] = found
            for number, steps in found:
                yield Hit(number, first, first + steps[-1] + 1, tuple(first + step for step in steps))


def _plant(root: _Node, form: Form, number: int) -> None:
    node, gap = root, 0
    for place in form:
        if isinstance(place, int):
            gap += place
            continue
        child = node.children.get((gap, place))
        if child is None:
            child = node.children[gap, place] = _Node()
            node.widest = max(node.widest, gap)
            for atom in place:
                node.after.setdefault(atom, []).append((gap, child))
        node, gap = child, 0
    if number not in node.ends:
        node.ends.append(number)


def _merged(nodes: Iterable[_Node]) -> _Node:
    """
    Make one node of several, so that the first step of all phrases that begin with a word is one look.
    """
    made = _Node()
    for node in nodes:
        for atom, ways in node.after.items():
            made.after.setdefault(atom, []).extend(ways)
        made.ends.extend(node.ends)
        made.widest = max(made.widest, node.widest)
    return made


def _length(form: Form) -> int:
    return sum(place if isinstance(place, int) else 1 for place in form)


def _follow(
    node: _Node, first: int, words: Sequence[str], breaks: Sequence[int], atoms: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """
    Follow the tree from the word at *first*, breadth first, so that the nearest end of each phrase comes first.
    """
    said: set[int] = set()
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[_Node, tuple[int, ...]]] = [(node, (first,))]
    while waiting:
        later: list[tuple[_Node, tuple[int, ...]]] = []
        for here, places in waiting:
            for number in here.ends:
                if number not in said:
                    said.add(number)
                    yield number, places
            place = places[-1] + 1
            after = here.after
            for step in range(place, min(place + here.widest + 1, len(words)) if after else place):
                if breaks[step] >= STOP:
                    break
                for atom in atoms[step]:
                    for gap, child in after.get(atom, ()):
                        if step - place <= gap and (id(child), step) not in seen:
                            seen.add((id(child), step))
                            later.append((child, (*places, step)))
                if words[step] in _TURNS:
                    break
        waiting = later
