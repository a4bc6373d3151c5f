"""
A series drawn as a single-case chart, as journals print it: black on white, told apart by shape and not by colour.

A line for each change with its label, none of the data across one; a fixed axis; tries by number or size; days off,
gaps, the aim and alerts. Draws what a series has. Measures and judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, Affine2DBase, ScaledTranslation, Transform

from coachplan.base.arguments import checked
from coachplan.base.clean import one_line
from coachplan.base.languages import language_code
from coachplan.base.messages import Message
from coachplan.charts.calendar_axis import Tick, ticks
from coachplan.charts.labels import Labels, fitted, letter, placed
from coachplan.charts.signs import BLACK, GREY, MIDDLE, PALE, SIGNS, Shown, shown
from coachplan.charts.style import FONT, SIZES, style, wide
from coachplan.papers.alternative import title
from coachplan.papers.series import Series

__all__ = ["draw"]

#: In points. As wide as a column of text on A4.
_WIDTH, _PLOT = 16 / 2.54 * 72, 150.0
_LEFT, _RIGHT = 44.0, 18.0
_LINE, _ROW, _EDGE = 9.6, 12.0, 5.0

#: The room under what was counted, for practice without a count, and over it, for alerts; as parts of the axis.
_UNDER, _OVER = 0.13, 0.12

#: Dots an inch of a figure of our own, unless a picture asks for others.
_DOTS = 200


@checked
def draw(series: Series, *, ax: Axes | None = None, language: str | None = None) -> Axes:
    """
    Draw a series, and return the axes. Without *ax* it makes a figure as wide as a column (16 cm) and as high as its
    labels ask for; with one, the labels stand above it and the key below, where the figure must leave them room.

    No global setting stays changed, and pyplot is not used. Raises `InvalidError` for what is no language, and for axes
    that are no `Axes`.
    """
    chosen = language_code(language) if language else series.language
    with style():
        return _Drawing(series, chosen).on(ax)


def _figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None  # axes are made in a figure
    return figure


def _size(ax: Axes) -> tuple[float, float]:
    # Width and height in points.
    extent, dpi = ax.get_window_extent(), _figure_of(ax).dpi
    return extent.width * 72 / dpi, extent.height * 72 / dpi


class _Drawing:
    """
    One drawing on its way: what is measured first decides how high the figure is.
    """

    def __init__(self, series: Series, language: str) -> None:
        self.series = series
        self.language = language
        self.first = series.since.toordinal()
        # A week at least, so that three days stand beside one another and not at the edges.
        self.last = max(series.until.toordinal(), self.first + 6)
        self.say: Callable[[Message], str] = lambda message: one_line(series.say(message, language))

    def on(self, ax: Axes | None) -> Axes:
        own = ax is None
        width = _WIDTH - _LEFT - _RIGHT if ax is None else _size(ax)[0]
        labels = self.labels(width)
        self.shown = shown(self.series, width / (self.last - self.first + 2), self.fits)
        key = self.key(width)
        explained = self.explained(labels, width)
        if ax is None:
            above = _EDGE + _ROW + 3 + self.rise(labels)
            below = _EDGE + 2 * _LINE + 8 + _ROW * len(key) + self.deep(explained)
            high = above + _PLOT + below
            figure = Figure(figsize=(_WIDTH / 72, high / 72), dpi=_DOTS)
            FigureCanvasAgg(figure)
            ax = figure.add_axes((_LEFT / _WIDTH, below / high, width / _WIDTH, _PLOT / high))
        self.ax = ax
        self.width = width
        self.frame(own)
        self.bands()
        self.phases(labels)
        self.aim()
        self.data()
        self.flags()
        self.keys(key, explained)
        return ax

    # -- what is measured

    def place(self, on: float) -> float:
        # The first phase begins at the axis.
        return (on - self.first + 1) / (self.last - self.first + 2)

    def fits(self, number: str) -> float:
        return wide(number, "small")

    def labels(self, width: float) -> Labels:
        words = [self.say(phase.label) for phase in self.series.phases]
        begins = [phase.first.toordinal() for phase in self.series.phases]
        at = [0.0 if each <= self.first else width * self.place(each - 0.5) for each in begins]
        return placed(words, at, width + _RIGHT - 3, wide, partial(wide, weight="bold"))

    def rise(self, labels: Labels) -> float:
        return (labels.lines * _LINE + 2) * labels.rows

    def explained(self, labels: Labels, width: float) -> list[tuple[float, int, str]]:
        """
        Return the phases that have letters: how far right, in which line, and the words; in two columns where they fit.
        """
        if not labels.lettered:
            return []
        words = [f"{letter(place)}  {self.say(phase.label)}" for place, phase in enumerate(self.series.phases)]
        half = (width + _RIGHT) / 2
        two = len(words) > 3 and all(wide(each) < half - 10 for each in words)
        deep = (len(words) + 1) // 2 if two else len(words)
        return [(half * (place // deep), place % deep, fitted(each, width, wide)) for place, each in enumerate(words)]

    def deep(self, explained: list[tuple[float, int, str]]) -> float:
        return _LINE * (max(line for _, line, _ in explained) + 1) + 4 if explained else 0

    def key(self, width: float) -> list[list[tuple[float, Shown, str]]]:
        rows: list[list[tuple[float, Shown, str]]] = [[]]
        at = 0.0
        for sign, message in self.shown.key:
            room = 16.0 if sign.sign else 0.0
            words = fitted(self.say(message), width - room, wide)
            long = room + wide(words) + 12
            if rows[-1] and at + long - 12 > width + _RIGHT - 4:
                rows.append([])
                at = 0.0
            rows[-1].append((at, sign, words))
            at += long
        return rows if rows[0] else []

    # -- what is drawn

    def text(self, x: float, y: float, words: str, where: Transform, size: str = "text", **more: Any) -> None:
        self.ax.text(
            x, y, words, transform=where, fontsize=SIZES[size], family=FONT, parse_math=False, clip_on=False, **more
        )

    def points(self, x: float, y: float, down: float, up: float) -> Transform:
        """
        Return the transform of points from a corner of the axes.
        """
        # What places axes in a figure only moves and stretches, though its type does not say so.
        corner = ScaledTranslation(x, y, cast(Affine2DBase, self.ax.transAxes))
        return Affine2D().translate(down, up).scale(1 / 72) + _figure_of(self.ax).dpi_scale_trans + corner

    def frame(self, own: bool) -> None:
        ax, series = self.ax, self.series
        span = series.high - series.low
        ax.set_xlim(self.first - 1, self.last + 1)
        ax.set_ylim(series.low - _UNDER * span, series.high + _OVER * span)
        at = [series.low + span * part / 4 for part in range(5)]
        if series.measure in ("count", "duration"):
            at = [series.low + span * part / 5 for part in range(6)]
        of = 100 if series.measure == "tries" else 1
        ax.set_yticks(at, [f"{value * of:g}".replace("-", "−") for value in at])
        marks: list[Tick] = ticks(self.first, self.last, self.width, self.place, wide, self.say)
        ax.set_xticks([tick.at for tick in marks], [tick.words for tick in marks])
        ax.tick_params(labelsize=SIZES["text"], labelfontfamily=FONT, colors=BLACK, width=0.7, length=3, pad=2)
        for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
            label.set_parse_math(False)
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            ax.spines[side].set(linewidth=0.7, color=BLACK)
        ax.spines["left"].set_bounds(series.low, series.high)
        ax.set_axisbelow(True)
        words = self.say(Message(f"core/chart.axis.{series.measure}"))
        middle = (0.5 + _UNDER) / (1 + _UNDER + _OVER)
        self.text(-30, 0, words, self.points(0, middle, 0, 0), rotation=90, ha="center", va="center")
        if own:
            high = self.rise(self.labels(self.width)) + 5
            head = self.say(title(series))
            head = fitted(head, self.width + _RIGHT, lambda each: wide(each, "title", "bold"))
            self.text(-_LEFT + _EDGE, high, head, self.points(0, 1, 0, 0), "title", weight="bold", va="bottom")

    def bands(self) -> None:
        for off in self.series.off:
            begin, end = off.first.toordinal() - 0.5, off.last.toordinal() + 0.5
            if off.kind == "gap":
                # Two strokes through the axis, as where an axis is broken.
                self.ax.plot(
                    [(begin + end) / 2], [0], transform=self.ax.get_xaxis_transform(), clip_on=False, zorder=6,
                    **SIGNS["gap"],
                )  # fmt: skip
                continue
            self.ax.axvspan(begin, end, zorder=0.4, **self.band(off.kind))

    def band(self, kind: str) -> dict[str, Any]:
        if kind == "agreed":
            return {"facecolor": PALE, "edgecolor": "none", "linewidth": 0}
        if self.shown.dense:  # too narrow for strokes
            return {"facecolor": MIDDLE, "edgecolor": "none", "linewidth": 0}
        return {"facecolor": "none", "edgecolor": GREY, "hatch": "//////", "linewidth": 0}

    def phases(self, labels: Labels) -> None:
        rise = labels.lines * _LINE + 2
        for phase, row in zip(self.series.phases, labels.reach, strict=True):
            at = phase.first.toordinal()
            if at <= self.first:
                continue
            top = (row or 0) * rise + (rise if row is not None else 0)
            # From the axis up beside its label: a line of its own in points, so that it reaches over the axes.
            height = _size(self.ax)[1]
            where = self.points(self.place(at - 0.5), 0, 0, 0)
            self.ax.add_artist(
                Line2D([0, 0], [0, height + top], transform=where, color=BLACK, linewidth=0.8, linestyle=(0, (4, 2.5)),
                       clip_on=False, zorder=2.5)
            )  # fmt: skip
        for label in labels.labels:
            weight = "bold" if labels.lettered else "normal"
            self.text(
                label.left, label.row * rise + 3, label.words, self.points(0, 1, 0, 0), va="bottom", ha="left",
                linespacing=1.1, weight=weight,
            )  # fmt: skip

    def aim(self) -> None:
        series = self.series
        for phase in series.phases:
            if phase.target is not None:
                across = [max(phase.first, series.since).toordinal() - 0.5, phase.last.toordinal() + 0.5]
                self.ax.plot(across, [phase.target] * 2, zorder=1, **SIGNS["target"])
        aim = series.aim
        if aim is None:
            return
        begin = max(aim.first, series.since)
        bends = [begin, *([aim.aim_day] if aim.aim_day and begin < aim.aim_day < series.until else []), series.until]
        self.ax.plot([on.toordinal() for on in bends], [aim.at(on) for on in bends], zorder=1, **SIGNS["aim"])

    def data(self) -> None:
        for line in self.series.lines:
            xs, ys = [point.on.toordinal() for point in line], [point.value or 0.0 for point in line]
            dashed = line[0].observer == "clinician"
            self.ax.plot(
                xs, ys, color=GREY if self.shown.dense else BLACK, linewidth=self.shown.line,
                linestyle=(0, (2.5, 1.5)) if dashed else "-", zorder=3,
            )  # fmt: skip
        under = self.series.low - _UNDER / 2 * (self.series.high - self.series.low)
        alike: dict[tuple[str, float], list[tuple[int, float]]] = {}
        for mark in self.shown.marks:
            alike.setdefault((mark.sign, mark.size), []).append((mark.on, under if mark.value is None else mark.value))
        for (sign, size), at in alike.items():
            look = {**SIGNS[sign], "markersize": size}
            over = 4 if sign.endswith(".clinician") else 4.5
            self.ax.plot([on for on, _ in at], [y for _, y in at], clip_on=False, zorder=over, **look)
        for on, number in self.shown.numbers:
            self.text(on, under, number, self.ax.transData, "small", ha="center", va="center")
        if self.shown.numbers:
            low = _UNDER / 2 / (1 + _UNDER + _OVER)
            words = self.say(Message("core/chart.tries"))
            self.text(-4, 0, words, self.points(0, low, 0, 0), "small", ha="right", va="center")

    def flags(self) -> None:
        over = self.series.high + _OVER * 0.62 * (self.series.high - self.series.low)
        for flag in self.series.flags:
            look = SIGNS["flag-cleared" if flag.cleared else "flag"]
            self.ax.plot([flag.on.toordinal()], [over], clip_on=False, zorder=5, **look)

    def keys(self, key: list[list[tuple[float, Shown, str]]], explained: list[tuple[float, int, str]]) -> None:
        begin = -(2 * _LINE + 8 + _ROW / 2)
        for number, row in enumerate(key):
            for left, sign, words in row:
                where = self.points(0, 0, 0, 0)
                high = begin - _ROW * number
                if not sign.sign:
                    self.text(left, high, words, where, va="center_baseline")
                    continue
                if sign.sign in ("agreed", "ill"):
                    look = self.band(sign.sign)
                    self.ax.add_artist(Rectangle((left, high - 3.5), 12, 7, transform=where, clip_on=False, **look))
                else:
                    across = [left, left + 12] if sign.sign in ("aim", "target") else [left + 6]
                    look = dict(SIGNS[sign.sign])
                    if sign.size:
                        look["markersize"] = sign.size
                    self.ax.add_artist(Line2D(across, [high] * len(across), transform=where, clip_on=False, **look))
                self.text(left + 16, high, words, where, va="center_baseline")
        under = begin - _ROW * len(key) + _ROW / 2 - _LINE / 2
        for left, line, words in explained:
            self.text(left, under - 4 - _LINE * line, words, self.points(0, 0, 0, 0), va="center")
