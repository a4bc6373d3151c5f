"""
A text as phones, forms and pages send it is read as the text that was written; nothing is skipped and nothing moves.
"""

# ruff: noqa: E501 -- a note stands on one line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachplan.notes.repair import seams, unwrapped
from coachplan.notes.tokens import ASKED, COMMA, LINE, STOP, cut
from coachplan.testing.builders import installed

ENGINE = installed()
SIGNS = (
    "he choked on a grape and turned blue",
    "she stopped breathing",
    "he was not breathing",
    "she can't breathe",
    "he hit his head and passed out",
    "she swallowed a button battery",
    "i could not wake him up",
    "lips went blue",
    "he had no wet nappy all day",
    "she went stiff and jerked",
    "se puso morado",
    "no puede respirar",
    "se atragantó con pan",
    "I wanted to shake him",
    "he is not drinking anything at all",
    "his face is swelling",
)
SIGN = st.sampled_from(SIGNS)
SPACE = st.sampled_from(
    ["\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "&nbsp;", "<br>", "<br />\r\n", "\\n", "\\r\\n", "  "]
)


def fired(text):
    """The flags that fire, each with its urgency."""
    return {(one.flag, one.urgency) for one in ENGINE.read(text).mentions if one.urgency}


def words(text):
    return cut(text).words


@given(SIGN, st.data())
def test_every_space_may_be_a_line_end(sign, data):
    """A line end in any convention, or what stands for one, hides no sign."""
    said = sign.split(" ")
    joined = "".join(part for word in said for part in (word, data.draw(SPACE))).strip()

    assert fired(sign) == fired(joined)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_one_line_end_goes_on_and_a_blank_line_ends(end):
    """In every convention one line end is a line end, and two are the end of a statement."""
    assert [STOP, LINE] == cut(f"stopped{end}breathing").breaks
    assert [STOP, STOP] == cut(f"stopped{end}{end}breathing").breaks
    assert [STOP, STOP] == cut(f"stopped{end} \t{end}breathing").breaks


WRAPS = (
    "<{}>", "< {} >", "<b>{}</b>", "<p>{}</p>", '<p class="MsoNormal">{}</p>', "<div>{}</div>", "<Alex: {}>", "<!-- {} -->",
    "<strong>{}</strong>", "<b {}>", "<p {}", "ate <a spoon. {} >:(", "&lt;{}&gt;", "&lt;p&gt;{}&lt;/p&gt;", "<<{}>>",
    '<img alt="{}">', "<a title='{}' href=x>", '<p class="{}">', "temp >39 <b4 nap {}", "<{}/>", "<x-{}>", "({})", "[{}]",
)  # fmt: skip


@pytest.mark.parametrize("wrap", WRAPS)
def test_brackets_hide_no_words(wrap):
    """Whatever stands between < and > is read, but for markup that nobody can have meant as words."""
    assert [] == [sign for sign in SIGNS if not fired(sign) <= fired(wrap.format(sign))]


@pytest.mark.parametrize(
    "tag", ['<p class="post body">', "<span style='color: red'>", '<p class="is-active x1" id=he>', "<div data-x='1'>"]
)
def test_the_names_of_styles_are_no_words(tag):
    """What only markup says is passed over."""
    assert ["stopped", "breathing"] == words(f"stopped {tag}breathing")


@given(SIGN, st.sampled_from(["b", "i", "em", "span", "strong", "u"]), st.data())
def test_markup_around_a_word_parts_and_glues_nothing(sign, tag, data):
    """Any word of a sign may be bold, with attributes or without."""
    parts = sign.split(" ")
    index = data.draw(st.integers(0, len(parts) - 1))
    style = data.draw(st.sampled_from(["", ' class="x y"', " style='color:red; top: 1'", ' id=a1 dir="ltr"']))
    parts[index] = f"<{tag}{style}>{parts[index]}</{tag}>"

    assert fired(sign) == fired(" ".join(parts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>he stopped</p><p>breathing is fine now</p>", [("he", STOP), ("stopped", 0), ("breathing", STOP), ("is", 0), ("fine", 0), ("now", 0)]),
        ("stopped<div>breathing</div>", [("stopped", STOP), ("breathing", LINE)]),
        ("<li>a<li>b", [("a", STOP), ("b", STOP)]),
        ("stopped<b>breathing</b>", [("stopped", STOP), ("breathing", 0)]),
        ("a <button> battery", [("a", STOP), ("button", COMMA), ("battery", COMMA)]),
        ("a <button>b</button>", [("a", STOP), ("b", 0)]),
        ("a<3 b", [("a", STOP), ("3", COMMA), ("b", 0)]),
        ("stopped!breathing", [("stopped", STOP), ("breathing", LINE)]),
        ("stopped!Breathing", [("stopped", STOP), ("breathing", STOP)]),
        ("stopped! breathing", [("stopped", STOP), ("breathing", STOP)]),
        ("choking?no", [("choking", STOP), ("no", ASKED)]),
        ("stopped?breathing", [("stopped", STOP), ("breathing", LINE)]),
        ("stopped..breathing", [("stopped", STOP), ("breathing", LINE)]),
        ("he.stopped.breathing", [("he", STOP), ("stopped", 0), ("breathing", 0)]),
        ("at 3.5 it", [("at", STOP), ("3", 0), ("5", 0), ("it", 0)]),
    ],
)  # fmt: skip
def test_each_mark_parts_as_much_as_it_should(text, expected):
    """A statement ends at a paragraph, a line at a break, and a slip of the finger ends nothing."""
    cutting = cut(text)

    assert expected == list(zip(cutting.words, cutting.breaks, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can&#39;t", "can not"), ("can&amp;#39;t", "can not"), ("can\\u0027t", "can not"), ("can\\'t", "can not"),
        ("can%27t%20he", "can not he"), ("can?t", "can not"), ("can\ufffdt", "can not"), ("didn;t", "did not"),
        ("isn t", "is not"), ("in t", "in t"), ("he?s", "he is"), ("can\u00e2\u20ac\u2122t", "can not"), ("can\u201a\u00c4\u00f4t", "can not"),
        ("respir\u00c3\u00b3", "respiro"), ("s\u00c3\u0192\u00c2\u00a9", "se"), ("ni\ufffdo", "nino"), ("respir\ufffd", "respiro"),
        ("est\ufffd", "esta"), ("convulsi\ufffdn", "convulsion"), ("100%20 he", "100 20 he"), ("\\not here", "not here"),
        ("No\0respira", "no respira"), ("no\x1frespira", "no respira"), ("dej? de respirar", "dejo de respirar"), ("Se trag? una pila", "se trago una pila"),
        ("perdi? el conocimiento", "perdio el conocimiento"), ("mi ni?o", "mi nino"), ("convulsi?n", "convulsion"), ("dej=C3=B3 de", "dejo de"), ("a=C3=28", "a c3 28"),
        ("he stop<b>p</b>ed", "he stopped"), ("he is um not uh breathing", "he is not breathing"), ("No um respira", "no respira"),
        ("a\\tb", "a b"), ("\\turned", "turned"), ("3pmno", "3 pm no"), ("5minsnot", "5 minutes not"), ("5mins", "5 minutes"), ("10months", "10 months"),
        ("3x 2nd 4yo o2 b4 b12", "3x 2nd 4yo o2 before b12"), ("choking2", "choking 2"), ("atraganta2", "atragantado"),
        ("blue5minsago", "blue 5 minutes ago"), ("heStoppedBreathing", "he stopped breathing"), ("HeIsChoking", "he is choking"),
        ("IThinkHeChoked", "i think he choked"), ("sheChoked", "she choked"), ("iPad YouTube FaceTime McDonald EpiPen", "ipad youtube facetime mcdonald epipen"),
        ("sToPpEd ChOkEd STOPPED", "stopped choked stopped"), ("NoPuedeRespirar", "no puede respirar"),
        ("\u0441hoking", "choking"), ("st\u03bfpped", "stopped"), ("\u041dE STOPPED", "he stopped"), ("\u043d\u0435", "\u043d\u0435"),
        ("\uff43\uff48\uff4f\uff4b\uff45", "choke"), ("\U0001d41c\U0001d421\U0001d428\U0001d424\U0001d41e", "choke"),
        ("\u24d1\u24db\u24e4\u24d4", "blue"), ("\ua731\u1d1b\u1d0f\u1d18", "stop"), ("zjad\u0142 \u00f8", "zjadl o"), ("\u2122 \u2103", ""),
    ],
)  # fmt: skip
def test_what_a_phone_or_form_did_is_undone(text, expected):
    """Escapes, damaged letters, letters that only look like ours, and words run together become the words meant."""
    assert expected == " ".join(words(text))


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("No <!-- x --> respira", False),
        ("He S T O P P E D breathing", False),
        ("he is c h o k i n g", False),
        ("we practised A B C D E", True),
        ("he said e e e e and o o o o", True),
    ],
)
def test_what_is_spelled_or_remarked_within_is_unread(text, checked):
    """A sign taken apart is not passed over in silence; letters that are practised are."""
    assert checked is ENGINE.read(text).checked


ODD = st.text(
    alphabet="aeHTt<>/!&;#39\\nu0%27 .?'\"=-b\ufffd\u00c3\u00b3\u00e2\u20ac\u2122\u0441\u03bf\r\n\u200b3pm", max_size=80
)


@given(st.one_of(ODD, st.text(max_size=80)))
def test_nothing_moves(text):
    """Every character keeps its place, and every word lies inside the text, in order."""
    cutting = cut(text)

    assert len(text) == len(unwrapped(text))
    assert all(0 <= one < other <= len(text) for one, other in zip(cutting.starts, cutting.ends, strict=True))
    assert cutting.starts == sorted(cutting.starts)
    assert seams(text) == sorted(set(seams(text)))


@pytest.mark.sweep(one_in=9)
@pytest.mark.parametrize(
    ("first", "unit"),
    [("<", "\u200b"), ("", "<\u200b"), ("", "\\"), ("", "<strong>"), ("", "</strong><small>"), ("", "\u00c3\u0192\u00c2"), ("", "\u201a\u00c4\u00f4"), ("&", "amp;"), ("<b", " ")],
)  # fmt: skip
def test_a_million_characters_are_unwrapped_in_one_pass(first, unit):
    """Marks that lead nowhere are looked at once: looked at again from each of them, this would not end."""
    text = first + unit * (1_000_000 // len(unit))

    assert len(text) == len(unwrapped(text))


@given(st.text(alphabet="abc <>/!-=\"' \n", max_size=40))
def test_no_letter_between_brackets_is_lost(text):
    """Without a known tag in it, each letter of a text is read, in its order, brackets or none."""
    plain = text.replace("<", " ").replace(">", " ")
    if not any(f"<{mark}{tag}" in text for mark in ("", "/") for tag in "ab"):
        assert words(plain) == words(text)


@given(SIGN)
def test_a_disguised_letter_hides_nothing(sign):
    """One letter of another script, dots for spaces, capitals for spaces, or capitals throughout change nothing."""
    assert fired(sign) == fired(sign.replace("o", "\u043e").replace("e", "\u0435"))
    assert fired(sign) == fired(sign.replace(" ", "."))
    assert fired(sign) == fired(sign.replace(" ", "_"))
    assert fired(sign) == fired(sign.upper())
    if "'" not in sign:
        assert fired(sign) == fired(sign.title().replace(" ", ""))
