"""A chart as a journal would print it: no line across a change, no label on another, nothing that stays changed."""

import subprocess
import sys
import warnings
from functools import partial
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Message
from coachplan.charts import draw
from coachplan.papers.points import Point
from coachplan.papers.series import series
from coachplan.testing.builders import ENGINE, OPEN, D, day, entry, of_five

sys.path.insert(0, str(Path(__file__).parent))
from drawn_series import LABELS, any_series, on  # beside the tests, and no package

KNOWN = ENGINE.catalogue


def plain(log=None, number=5):
    return series(OPEN, log or of_five(1, 2, 3, 4), "f1", on=day(number), catalogue=KNOWN)


def words_of(ax):
    """Every text that is seen, with its box in pixels."""
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    texts = [text for text in (*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels()) if text.get_text()]
    return [(text, text.get_window_extent()) for text in texts if text.get_visible()]


def meet(one, other):
    """Whether two boxes share more than an edge."""
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5 and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5


def data_lines(ax):
    """The lines that join days: in the units of the axes, with more than one point, and black or grey."""
    return [line for line in ax.lines if line.get_zorder() == 3 and len(line.get_xdata()) > 1]


# -- laws

#: A drawing takes a tenth of a second, and a series that is made smaller and smaller says little more.
CHEAP = partial(settings, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))


@CHEAP(max_examples=40)
@given(any_series(), st.sampled_from(["en", "es"]))
def test_no_words_meet_others_and_none_leave_the_figure(drawn, language):
    """Title, labels, numbers, days, values and key, whatever is shown."""
    ax = draw(drawn, language=language)
    found = words_of(ax)
    page = ax.get_figure(root=True).bbox
    for place, (text, box) in enumerate(found):
        assert page.x0 <= box.x0 and box.x1 <= page.x1, text.get_text()  # noqa: PT018
        assert page.y0 <= box.y0 and box.y1 <= page.y1, text.get_text()  # noqa: PT018
        for other, beside in found[place + 1 :]:
            assert not meet(box, beside), (text.get_text(), other.get_text())


@CHEAP(max_examples=25)
@given(any_series())
def test_no_line_of_a_phase_runs_through_words(drawn):
    """It ends below a label that stands over it."""
    ax = draw(drawn)
    found = words_of(ax)
    lines = [line.get_window_extent() for line in [*ax.artists, *ax.lines] if line.get_zorder() == 2.5]
    assert len(lines) == sum(1 for phase in drawn.phases if phase.first > drawn.since)
    for line in lines:
        for text, box in found:
            crossed = box.x0 + 0.3 < line.x0 < box.x1 - 0.3 and line.y1 > box.y0 + 0.5 and line.y0 < box.y1 - 0.5
            assert not crossed, text.get_text()


@CHEAP(max_examples=25)
@given(any_series())
def test_no_line_is_drawn_across_a_change_or_a_gap(drawn):
    """Each segment lies in one phase, and no long time lies under it."""
    ax = draw(drawn)
    changes = [phase.first.toordinal() - 0.5 for phase in drawn.phases[1:]]
    breaks = [(off.first.toordinal(), off.last.toordinal()) for off in drawn.off if off.kind != "ill"]
    for line in data_lines(ax):
        days = list(line.get_xdata())
        for one, other in pairwise(days):
            assert not any(one < change < other for change in changes)
            assert not any(one < last and first < other for first, last in breaks)
            assert other - one <= drawn.line_days


@CHEAP(max_examples=25)
@given(any_series())
def test_every_point_has_its_sign_at_its_place(drawn):
    """On its day, at its value; what has none stands under the axis."""
    ax = draw(drawn)
    signs = {
        (x, y)
        for line in ax.lines
        if line.get_zorder() in (4, 4.5)
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    }
    for point in drawn.points:
        if point.value is not None:
            assert (point.on.toordinal(), point.value) in signs
        else:
            assert any(x == point.on.toordinal() and y < drawn.low for x, y in signs)


# -- what is seen


def test_the_axis_is_fixed():
    """From 0 to 100, whether one day is shown or many."""
    for log in (of_five(5), of_five(1, 1, 1), []):
        ax = draw(plain(log))
        assert ["0", "25", "50", "75", "100"] == [label.get_text() for label in ax.get_yticklabels()]
        low, high = ax.get_ylim()
        assert low < 0
        assert high > 1


def test_tries_are_numbers_where_they_fit_and_sizes_where_they_do_not():
    """And the key says what a size is."""
    few = draw(plain([entry(1, 1, 3), entry(2, 4, 9)]))
    many = draw(plain([entry(number, 1, 3 + 3 * (number % 3)) for number in range(1, 90)], 90))
    said = {text.get_text() for text in many.texts}

    assert {"3", "9", "Tries"} <= {text.get_text() for text in few.texts}
    assert "Tries" not in said
    assert {"3 tries", "9 tries"} <= said
    sizes = {line.get_markersize() for line in many.lines if line.get_zorder() == 4.5}
    assert 3 == len(sizes)


def test_the_two_observers_differ_without_colour():
    """By shape and by filling; their lines by strokes."""
    log = [entry(n, 1, 5) for n in (1, 2)] + [entry(n, 3, 5, id=f"c{n}", role="clinician") for n in (1, 2)]
    ax = draw(plain(log))
    looks = {(line.get_marker(), line.get_markerfacecolor()) for line in ax.lines if line.get_zorder() in (4, 4.5)}

    assert {("o", "#000000"), ("s", "#ffffff")} == looks
    assert 2 == len({str(line._dash_pattern) for line in data_lines(ax)})


def test_everything_is_black_white_or_grey():
    """So that it can be copied."""
    log = [entry(1, 1), entry(2, went="mostly"), entry(3, tags=["ill"]), entry(4, 1, tags=["pressured"]), entry(40, 2)]
    ax = draw(plain(log, 60))
    colours = {mpl.colors.to_rgb(line.get_color()) for line in ax.lines}
    colours |= {patch.get_facecolor()[:3] for patch in ax.patches} | {text.get_color() for text in ax.texts} - {"black"}

    assert all(len(set(colour)) == 1 for colour in colours)


@pytest.mark.parametrize("kind", ["counted", "coarse", "apart", "practised"])
def test_the_key_names_what_is_there_and_nothing_else(kind):
    """A sign that is not used needs no words."""
    said = {k: KNOWN.words.say(Message(f"core/chart.key.{k}")) for k in ("counted", "coarse", "apart", "practised")}
    value, tries = None if kind == "practised" else 0.5, 5 if kind == "counted" else 0
    point = Point(on=D, phase=0, observer="caregiver", kind=kind, value=value, tries=tries)
    texts = {text.get_text() for text in draw(evolve(plain([entry(1, 1)], 1), points=[point])).texts}

    assert said[kind] in texts
    assert texts.isdisjoint(words for name, words in said.items() if name != kind)


def test_no_chart_is_drawn_into_axes_of_ones_own_in_another_size():
    """They are filled, and what was set on the figure stays."""
    figure = Figure(figsize=(9, 5))
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.1, 0.3, 0.8, 0.5))
    drawn = draw(plain(), ax=ax)

    assert drawn is ax
    assert (9.0, 5.0) == tuple(figure.get_size_inches())
    assert isinstance(draw(plain()), Axes)


def test_what_is_no_language_is_refused():
    """With a sentence."""
    with pytest.raises(CoachplanError, match="language"):
        draw(plain(), language="no language at all")


# -- nothing stays changed


def test_no_setting_stays_changed_and_none_of_the_program_counts():
    """A dark style of the program around changes nothing here, and is there again afterwards."""
    own = {"axes.facecolor": "black", "font.size": 30.0, "svg.fonttype": "path", "text.usetex": True}
    with mpl.rc_context(own):
        before = dict(mpl.rcParams)
        ax = draw(plain())
        assert before == dict(mpl.rcParams)
    assert (1.0, 1.0, 1.0, 1.0) == ax.get_facecolor()


def test_a_mistake_on_the_way_leaves_no_setting_behind():
    """Whatever fails."""
    before = dict(mpl.rcParams)
    with pytest.raises(CoachplanError):
        draw(evolve(plain(), texts=type(KNOWN.words)({})))

    assert before == dict(mpl.rcParams)


@pytest.mark.whole
def test_pyplot_is_never_loaded_and_nothing_heavy_comes_with_coachplan():
    """Neither by the core nor by a drawing."""
    code = (
        "import sys, coachplan, coachplan.papers.series; assert 'matplotlib' not in sys.modules\n"
        "import coachplan.charts; assert 'matplotlib.pyplot' not in sys.modules; print('fine')"
    )

    assert "fine\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_without_the_extra_one_sentence_says_how_to_get_it():
    """And it is a kind of ImportError, so that a page can show the table instead."""
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from coachplan import MissingExtraError\n"
        "try:\n    import coachplan.charts\nexcept MissingExtraError as error:\n    print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert 'charts need matplotlib, which is not installed. pip install "coachplan[charts]"\n' == said


# -- hostile words

HOSTILE = [
    r"$\frac{$ costs $5 and $6", "<script>alert(1)</script> & \"x\" ' ]]> <!--", "\x1b[31mred\x07", "\u202etxet",
    "a\nb\tc", "x" * 500, "ع" * 20, "😀 " * 30, "{child}", "\ud800", "%s %d \\n",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_words_of_others_are_drawn_as_words(words):
    """No formula, no sign that turns the writing, no line end; and what is too long is cut."""
    label = Message("core/chart.phase.step", {"step": 1, "title": words})
    drawn = plain()
    drawn = evolve(drawn, skill=label, phases=[evolve(drawn.phases[0], label=label)])
    with warnings.catch_warnings():
        # What the font lacks is said by matplotlib, where somebody draws an Axes by themselves.
        warnings.filterwarnings("ignore", message="Glyph")
        ax = draw(drawn)
        found = words_of(ax)
    page = ax.get_figure(root=True).bbox

    assert not any(set(text.get_text()) & set("\x1b\x07\u202e\t") for text, _ in found)
    assert not any(text.get_parse_math() for text, _ in found)
    assert all(box.x1 <= page.x1 for _, box in found)


def test_many_phases_have_letters_and_a_key():
    """Each line of the key begins with its letter."""
    drawn = plain(number=40)
    phases = [evolve(drawn.phases[0], first=on(n), last=on(n), label=LABELS[n % 4]) for n in range(12)]
    said = [text.get_text() for text in draw(evolve(drawn, phases=phases, points=[])).texts]

    assert "l  Begun anew" in said
    assert "a" in {words.split("–")[0] for words in said}
