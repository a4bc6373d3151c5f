"""
Where the labels of phases stand above a chart, so that none meets another or the line of a phase.

Works on widths in points, from whoever can measure words. Knows no chart and no language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

__all__ = ["Label", "Labels", "fitted", "letter", "placed", "wrapped"]

#: Returns how wide words are, in points.
Measure = Callable[[str], float]

#: Points between a line and its label, between two labels, and what a label of words needs at least to be read.
BESIDE, APART, NARROWEST = 3.0, 5.0, 62.0

#: More lines, or more rows of labels above one another, than this are read worse than letters with a key.
MOST_LINES, MOST_ROWS, MOST_WORDED = 3, 2, 8


@frozen(kw_only=True)
class Label:
    """
    The words of a label, its left end in points from the axis, and in which row above the chart it stands.
    """

    words: str
    left: float
    row: int
    lines: int = 1


@frozen(kw_only=True)
class Labels:
    """
    The labels; how far up each phase's line goes, as a row (None: it has no label of its own); and whether they are
    letters, which a key then explains.
    """

    labels: tuple[Label, ...]
    reach: tuple[int | None, ...]
    lettered: bool

    @property
    def rows(self) -> int:
        """
        How many rows there are.
        """
        return max((label.row + 1 for label in self.labels), default=0)

    @property
    def lines(self) -> int:
        """
        How many lines the tallest label has.
        """
        return max((label.lines for label in self.labels), default=1)


def letter(place: int) -> str:
    """
    Return the letter of a phase by its place from 0: a, b ... z, aa. No number, which would be read as a step's.
    """
    before, own = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + own)


def fitted(words: str, width: float, measure: Measure) -> str:
    """
    Return words cut to a width, with an ellipsis where something is gone.
    """
    if measure(words) <= width:
        return words
    few, many = 0, len(words)
    while few < many:
        half = (few + many + 1) // 2
        few, many = (half, many) if measure(words[:half].rstrip() + "…") <= width else (few, half - 1)
    return words[:few].rstrip() + "…"


def wrapped(words: str, width: float, measure: Measure, most: int) -> list[str] | None:
    """
    Return words in lines of a width; None where they do not fit in *most* lines.
    """
    lines: list[str] = []
    for word in words.split():
        if measure(word) > width:
            return None
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        elif len(lines) == most:
            return None
        else:
            lines.append(word)
    return lines or [""]


def placed(words: Sequence[str], at: Sequence[float], right: float, measure: Measure, bold: Measure) -> Labels:
    """
    Place the label of each phase, whose line stands *at* so many points, left of *right*: its words where they fit in
    at most two rows, else letters, several of which are one (c to e) where they would meet.
    """
    return _worded(words, at, right, measure) or _lettered(at, right, bold)


def _worded(words: Sequence[str], at: Sequence[float], right: float, measure: Measure) -> Labels | None:
    if len(words) > MOST_WORDED:
        return None
    texts: list[list[str]] = []
    for place, start in enumerate(at):
        end = at[place + 1] if place + 1 < len(at) else right
        width = min(max(end - start - BESIDE - APART, NARROWEST), right - start - BESIDE)
        # In as few lines as there is room for, and then in one as narrow as those lines allow.
        lines = wrapped(words[place], width, measure, MOST_LINES)
        if lines is None:
            return None
        texts.append(lines)
    ends = [start + BESIDE + max(map(measure, lines)) + APART for start, lines in zip(at, texts, strict=True)]
    # From the right: whatever reaches over the line of a later phase stands in a row above that line's own label.
    rows = [0] * len(at)
    for place in reversed(range(len(at))):
        under = [rows[later] for later in range(place + 1, len(at)) if at[later] < ends[place]]
        rows[place] = max(under) + 1 if under else 0
    if max(rows, default=0) >= MOST_ROWS:
        return None
    labels = [
        Label(words="\n".join(lines), left=start + BESIDE, row=row, lines=len(lines))
        for start, lines, row in zip(at, texts, rows, strict=True)
    ]
    return Labels(labels=tuple(labels), reach=tuple(rows), lettered=False)


def _lettered(at: Sequence[float], right: float, measure: Measure) -> Labels:
    groups = [(place, place) for place in range(len(at))]

    def spans() -> list[tuple[float, float, str]]:
        found = []
        for first, last in groups:
            letters = letter(first) if first == last else f"{letter(first)}–{letter(last)}"
            width = measure(letters)
            left = min(at[first] + BESIDE, right - width)
            found.append((left, left + width, letters))
        return found

    met = True
    while met:
        now = spans()
        met = False
        for place in range(len(now) - 1):
            if now[place][1] + APART > min(now[place + 1][0], at[groups[place + 1][0]]):
                groups[place : place + 2] = [(groups[place][0], groups[place + 1][1])]
                met = True
                break
    firsts = {first for first, _ in groups}
    return Labels(
        labels=tuple(Label(words=letters, left=left, row=0) for left, _, letters in spans()),
        reach=tuple(0 if place in firsts else None for place in range(len(at))),
        lettered=True,
    )
