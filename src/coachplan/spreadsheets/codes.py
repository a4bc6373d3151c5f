"""
What is written for a try: a declared code (`+`, `NR`, `PP`), several of them, `3/10` or `30 %`, with a level of cue.

Only what is declared is read. `P` is "prompted" on one sheet and "partial physical" on another, so it is nothing until
somebody says which. Knows nothing of sheets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from attrs import frozen

from coachplan.base.disclosure import found, found_code
from coachplan.base.errors import CoachplanError, Finding, suggest
from coachplan.model.skills import SUPPORTS, Support

__all__ = [
    "OUTCOMES",
    "Counts",
    "Outcome",
    "Result",
    "Share",
    "Try",
    "added",
    "cue_in",
    "meant_by",
    "one_try",
    "result_in",
    "successes_of",
    "undeclared",
    "unknown_code",
    "written_so",
]

#: success: it worked, at the help that was agreed; prompted: it needed help that is not named, so it was a try that did
#: not work; no-response: a try without an answer; not-offered: no try at all.
Outcome = Literal["success", "miss", "no-response", "prompted", "not-offered"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

#: Tries and successes, by the help that was given; None where none is named.
Counts = dict[Support | None, tuple[int, int]]


@frozen
class Try:
    """
    One try: how it went, and the help that was given.
    """

    outcome: Outcome
    support: Support | None = None

    @property
    def counts(self) -> Counts:
        """
        What it adds.
        """
        return {} if self.outcome == "not-offered" else {self.support: (1, int(self.outcome == "success"))}


@frozen
class Share:
    """
    A percentage as a share from 0 to 1, and how far the true one may be from it, as many digits as it was written with.
    """

    share: float
    within: float


@frozen(kw_only=True)
class Result:
    """
    What one cell says: counts, or a share of tries that stand elsewhere; and the help, where a cue is named.
    """

    counts: Counts | None = None
    share: Share | None = None
    support: Support | None = None


def meant_by(written: str) -> Try | None:
    """
    Return what a declared meaning says: an outcome, a kind of help (it worked with that), or both; None where neither.
    """
    outcome: Outcome | None = None
    support: Support | None = None
    for word in written.split():
        if word in OUTCOMES and outcome is None:
            outcome = word
        elif word in SUPPORTS and support is None:
            support = word
        else:
            return None
    if outcome is None and support is None:
        return None
    return Try(outcome or "success", support)


#: Other signs for plus and minus, as phones and word processors set them.
_SIGNS = str.maketrans("\u2212\u2013\u2014\u2012\uff0b\uff0d\u2795\u2796", "----+-+-")


def written_so(text: str) -> str:
    """
    Return a code as codes are compared: one sign for a plus and for a minus, without blanks around it.
    """
    return unicodedata.normalize("NFKC", text.translate(_SIGNS)).strip()


def one_try(text: str, codes: Mapping[str, Try]) -> Try | None:
    """
    Return what one code means: as it is written, else without capitals where one alone is so; None where it is none.
    """
    asked = written_so(text)
    if asked in codes:
        return codes[asked]
    alike = {known for code, known in codes.items() if code.casefold() == asked.casefold()}
    return alike.pop() if len(alike) == 1 else None


def unknown_code(text: str, codes: Iterable[str], *, alone: bool = True) -> CoachplanError:
    """
    Return the error of a code that was not declared; what could be no code is not told, nor a word out of a sentence.
    """
    asked = written_so(text)
    declared = ", ".join(sorted(codes)) or "none"
    hint = f"Declared: {declared}. Say what it means, as in codes = {{ PP = 'partial' }}."
    if asked.casefold() in ("p", "v", "i", "c", "m"):
        hint = f"It means one thing on one sheet and another elsewhere: say which. {hint}"
    told = repr(asked) if _is_sign(asked) else found_code(asked) if alone else found(asked)
    return CoachplanError(Finding(what=undeclared("code", told), hint=hint, code="unknown-word"))


def _is_sign(text: str) -> bool:
    # A tick, or `ok`, is no word of anybody's; two letters of another script can be a whole name.
    return 0 < len(text) <= 2 and (text.isascii() or not any(letter.isalnum() for letter in text))


def undeclared(kind: str, told: str) -> str:
    """
    Say that a code, a level of cue or a target was not declared; *told* is it in quotes, or what kind of thing it is.
    """
    return f"the {kind} {told} is not declared." if told[0] == "'" else f"this {kind} is not declared: {told}."


def cue_in(text: str, cues: Mapping[str, Support]) -> Support:
    """
    Return the help that a level of cue stands for. Raises `CoachplanError` where the level is not declared.
    """
    asked = " ".join(written_so(text).split())
    if asked in cues:
        return cues[asked]
    alike = {support for cue, support in cues.items() if cue.casefold() == asked.casefold()}
    if len(alike) == 1:
        return alike.pop()
    what = undeclared("cue level", found_code(asked))
    hint = f"{suggest(asked, cues)} Say what it means, as in cues = {{ VC = 'verbal' }}."
    raise CoachplanError(Finding(what=what, hint=hint, code="unknown-word"))


_OF = re.compile(r"([0-9]{1,5})\s*(?:/|of|out of|de)\s*([0-9]{1,5})(?![0-9/.,])\s*(.*)\Z", re.IGNORECASE | re.DOTALL)
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*%\s*(.*)\Z", re.DOTALL)
#: What stands before a level of cue without belonging to it.
_WITH = re.compile(r"(?:with|w/|con|c/|@|at)\s+", re.IGNORECASE)
_PARTED = re.compile(r"[\s,;|]+")


def result_in(text: str, codes: Mapping[str, Try], cues: Mapping[str, Support]) -> Result:
    """
    Read one cell: `+ + - +`, `++-`, `3/10`, `30 %`, each with or without a level of cue behind it.

    Raises `CoachplanError` where a part of it is not declared, or cannot be.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    counted = _OF.match(written)
    if counted:
        successes, tries = int(counted[1]), int(counted[2])
        if successes > tries:
            what = f"found {successes} of {tries}."
            raise CoachplanError(Finding(what=what, hint="No more can work than were tried.", code="out-of-range"))
        return Result(counts={None: (tries, successes)}, support=_cue(counted[3], cues))
    percent = _PERCENT.match(written)
    if percent:
        figure = percent[1].replace(",", ".")
        digits = len(figure.partition(".")[2])
        share = Share(float(figure) / 100, 0.5 * 10 ** -(digits + 2))
        return Result(share=_possible(share), support=_cue(percent[2], cues))
    return _marks(written, codes, cues)


def _possible(share: Share) -> Share:
    if not 0 <= share.share <= 1:
        what = f"found {share.share * 100:g} %."
        raise CoachplanError(Finding(what=what, hint="Expected 0 to 100 %.", code="out-of-range"))
    return share


def _cue(rest: str, cues: Mapping[str, Support]) -> Support | None:
    rest = rest.strip().strip("()[],;:").strip()
    rest = _WITH.sub("", rest, count=1) if _WITH.match(rest) else rest
    return cue_in(rest, cues) if rest else None


def _marks(written: str, codes: Mapping[str, Try], cues: Mapping[str, Support]) -> Result:
    parts = [part for part in _PARTED.split(written) if part]
    counts: Counts = {}
    for position, part in enumerate(parts):
        tries = _tries(part, codes)
        if tries is None:
            # What stands behind the marks may be a level of cue, of one word or of several.
            if position == 0 or not cues or any(_tries(after, codes) for after in parts[position + 1 :]):
                raise unknown_code(part, codes, alone=len(parts) == 1)
            return Result(counts=counts, support=_cue(" ".join(parts[position:]), cues))
        for each in tries:
            counts = added(counts, each.counts)
    return Result(counts=counts)


def _tries(part: str, codes: Mapping[str, Try]) -> list[Try] | None:
    whole = one_try(part, codes)
    if whole is not None:
        return [whole]
    signs = list(written_so(part))
    if len(signs) < 2:
        return None
    # Codes without a blank between them, one sign each. Where a longer code stands in it, it could be read two ways.
    longer = [code for code in codes if len(code) > 1 and code.casefold() in "".join(signs).casefold()]
    each = [one_try(sign, codes) for sign in signs]
    if longer and None not in each:
        what = f"the codes in {found(part)} can be parted in more than one way."
        raise CoachplanError(Finding(what=what, hint="Put a blank between them.", code="invalid-value"))
    return [known for known in each if known is not None] if None not in each else None


def added(counts: Counts, more: Counts) -> Counts:
    """
    Return two counts together.
    """
    made = dict(counts)
    for support, (tries, successes) in more.items():
        before = made.get(support, (0, 0))
        made[support] = (before[0] + tries, before[1] + successes)
    return made


def successes_of(share: Share, tries: int | None) -> int:
    """
    Return how many worked of so many tries. Raises `CoachplanError` where that cannot be told from the percentage.
    """
    shown = f"{share.share * 100:.6g} %"
    if tries is None:
        what = f"{shown} of how many tries is not said, so it cannot be counted."
        hint = "Write 3/10, add a column of tries, or declare tries = 10 where it is always as many."
        raise CoachplanError(Finding(what=what, hint=hint, code="missing-field"))
    # No more candidates than a share so exact can have.
    middle, reach = share.share * tries, share.within * tries + 1e-9
    fits = [n for n in range(max(0, int(middle - reach)), min(tries, int(middle + reach) + 1) + 1)
            if abs(n - middle) <= reach][:3]  # fmt: skip
    if len(fits) != 1:
        what = f"{shown} of {tries} tries is no whole number." if not fits else f"{shown} of {tries} could be several."
        raise CoachplanError(Finding(what=what, hint=f"Write how many of the {tries} worked.", code="invalid-value"))
    return fits[0]
