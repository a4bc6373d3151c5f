"""
How large a handout's letters can be, so that all of it stays on one printed page: as large as there is room for.

Reckons in lines: how many each part takes at the width that it has, with its heading and the room around it. The
measures are those of `handout.html.j2`, as printed. Where letters are wider than here, the room that is kept is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from coachplan.papers.handout import Handout

__all__ = ["SIZES", "Size", "lines", "room", "size_of"]


@frozen
class Size:
    """
    Letters of so many *points*; and where it is *close*, lines, gaps and drawings take less room before letters do.
    """

    points: float
    close: bool = False

    @property
    def called(self) -> str:
        """
        The classes of a sheet in this size.
        """
        return f"type-{self.points:g}".replace(".", "-") + (" close" if self.close else "")


#: Largest first. Nothing is printed smaller than the last.
SIZES = (
    Size(15),
    Size(14),
    Size(13),
    Size(13, close=True),
    Size(12.5, close=True),
    Size(12, close=True),
    Size(11.25, close=True),
    Size(10.5, close=True),
)

#: Width and height between the margins of a page, in points; where the printer chooses, the less of both.
_PAPERS = {"A4": (521.6, 785.2), "Letter": (538.2, 735.3), "": (521.6, 735.3)}

#: How wide letters are, in parts of their size; others are as wide as most.
_WIDTHS = {
    0.27: "'’.,:;!¡|ijlíIJ ",
    0.33: '()[]-“”"/ft',
    0.43: "rz",
    0.52: "csvyxFLkE?¿«»–",
    0.75: "ADGHNUw",
    0.95: "MmWOQ…—",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_MOST, _WIDEST = 0.6, 1.0
#: So much wider are bold letters; and so much more room than this is kept, since faces differ.
_BOLD, _KEPT = 1.06, 1.07
#: From here on letters are as wide as high.
_SQUARE = "\u2e80"
#: Points that stay free at the foot of a page, and those of lines that are drawn.
_FREE, _DRAWN = 14.0, 6.0


def size_of(one: Handout, t: Callable[[str], str], paper: str = "") -> Size:
    """
    Return the largest size in which a handout stays on one page of a paper; *t* says its headings. What is too much for
    any size has the smallest.
    """
    return next((size for size in SIZES if room(one, t, size, paper) <= _PAPERS[paper][1] - _FREE), SIZES[-1])


def room(one: Handout, t: Callable[[str], str], size: Size, paper: str = "") -> float:
    """
    Return how high a handout is as it is printed, in points.
    """
    wide = _PAPERS[paper][0] / size.points
    return size.points * sum(_heights(one, t, wide, close=size.close)) + _DRAWN


def lines(words: str, wide: float, *, bold: bool = False) -> int:
    """
    Return how many lines words take where one is so *wide*, in sizes of its letters.
    """
    factor = _KEPT * (_BOLD if bold else 1)
    blank = factor * _WIDTH[" "]
    count, at = 0, wide
    for word in words.split():
        long = factor * sum(_letter(letter) for letter in word)
        if at + blank + long <= wide:
            at += blank + long
        else:  # a word that no line holds is broken
            broken = int(long // wide)
            count, at = count + 1 + broken, long - broken * wide
    return count


def _letter(letter: str) -> float:
    return _WIDTH.get(letter, _WIDEST if letter >= _SQUARE else _MOST)


def _heights(one: Handout, t: Callable[[str], str], wide: float, *, close: bool) -> Iterator[float]:
    # In sizes of the body's letters; *wide* is the page in the same.
    leading = 1.25 if close else 1.35
    gap = 0.3 if close else 0.55
    drawn = 1.9 if close else 2.3
    beside = wide - drawn - 0.7

    def text(words: str, width: float = beside, scale: float = 1.0, *, bold: bool = False) -> float:
        return lines(words, width / scale, bold=bold) * scale * leading + 0.2

    def part(name: str, *heights: float, drawing: float = drawn) -> float:
        heading = lines(t(name), beside / 1.05, bold=True) * 1.05 * 1.15
        return max(drawing, heading + sum(heights)) + gap

    def boxed(*heights: float) -> float:
        return sum(heights) + 1.0 + gap + 0.5

    within = wide - 3.0
    title = lines(t("first") if one.paused else one.title, (wide - 4.2) / 1.6, bold=True) * 1.6 * 1.15
    yield max(3.5, title + (text(one.where, wide - 4.2) if one.where else 0))
    if one.alerts:
        told = [each.partition(". ") for each in one.alerts]
        yield boxed(
            0 if one.paused else 1.05 * 1.15,
            *(lines(first, within / 1.84, bold=True) * 1.84 * 1.2 + 0.6 for first, _, _ in told),
            *(text(rest, within, 1.15) for _, _, rest in told),
        )
    if one.rest and not one.paused:
        yield boxed(1.05 * 1.15, text(one.rest, within))
    if not one.rest and not one.paused:
        if one.goal:
            yield part("goal", text(one.goal))
        yield lines(one.when, (wide - 2.0) / 1.12, bold=True) * 1.12 * 1.25 + 1.0 + 0.35 + 1.12 * gap
        helps = text(f"{t('helps')}: {one.helps}") if one.helps else 0
        yield part("do", text(one.how or one.what, scale=1.08, bold=True), helps)
        for name, words in (
            ("success", one.success),
            ("amount", one.amount),
            ("if-hard", one.if_hard),
            ("why", one.why),
            ("write", one.write),
        ):
            if words:
                yield part(name, text(words))
        if one.wins:
            yield part("wins", *(text(each, beside - 1.3) - 0.2 for each in one.wins), 0.2)
    if one.call:
        yield part("call", *(text(each) for each in one.call)) + 0.8
    if one.made:
        yield text(one.made, wide, 0.8) + 0.3
