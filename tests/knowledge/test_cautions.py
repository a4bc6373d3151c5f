"""
What somebody meant who wrote a caution: every spelling, synonym and code is the one word; what is not known is unknown.
"""

from __future__ import annotations

import re
import unicodedata

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coachplan.engine import Engine, core_catalogue
from coachplan.knowledge.cautions import spelt
from coachplan.knowledge.checks import check
from coachplan.model.cautions import Caution
from coachplan.model.skills import Skill, Step
from coachplan.model.strategies import Strategy
from coachplan.testing.builders import Bringing

CORE = core_catalogue()
KNOWN = CORE.known_cautions
TITLES = CORE.words.by_language
#: Each name that a family may write, with the one thing it means.
NAMES = [
    (name, item)
    for item, caution in CORE.cautions.items()
    for name in (
        item,
        caution.title,
        TITLES["es"][f"{item}#title"],
        *(word for words in caution.synonyms.values() for word in words),
    )
]
CODES = [(code, item) for item, each in CORE.cautions.items() for code in (*each.icd10, *each.snomed)]


def plural(word):
    """The last word in the plural, as English or Spanish has it."""
    last = word[-1:].casefold()
    if last == "y":
        return word[:-1] + "ies"
    return word + ("es" if last in "sxzh" else "s")


SPELLINGS = {
    "as it is": lambda name: name,
    "in capitals": str.upper,
    "as a title": str.title,
    "hyphens": lambda name: re.sub(r"[\s-]+", "-", name),
    "spaces": lambda name: re.sub(r"[\s-]+", " ", name),
    "underscores": lambda name: re.sub(r"[\s-]+", "_", name),
    "as one word": lambda name: re.sub(r"[\s-]+", "", name),
    "without accents": lambda name: "".join(
        each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each)
    ),
    "accents apart": lambda name: unicodedata.normalize("NFD", name),
    "typed in a hurry": lambda name: f"  {name} . ",
    "a curly apostrophe": lambda name: name.replace("'", "\u2019"),
    "no apostrophe": lambda name: name.replace("'", ""),
    "in the plural": plural,
}


@settings(max_examples=400)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(sorted(SPELLINGS)), max_size=3))
def test_a_name_is_one_word_however_it_is_spelt(named, spellings):
    """Capitals, accents, hyphens, spaces, the plural, and several of these: the same one caution, and no other."""
    name, item = named
    for spelling in sorted(set(spellings), key=lambda each: each == "in the plural"):
        name = SPELLINGS[spelling](name)
    assert (item,) == KNOWN.meant(name)


@settings(max_examples=200)
@given(
    st.sampled_from(CODES),
    st.sampled_from(["{}", " {} ", "ICD-10 {}", "icd10: {}", "ICD-10-CM {}", "CIE-10 {}", "SNOMED CT {}", "sct {}"]),
    st.booleans(),
)
def test_a_code_from_a_letter_is_the_caution(coded, form, lower):
    """With or without its dot, in small letters, with the name of its system before it."""
    code, item = coded
    for one in (code, code.replace(".", "")):
        written = form.format(one)
        assert item in KNOWN.meant(written.casefold() if lower else written)


@settings(max_examples=200)
@given(st.sampled_from([each for each in CODES if not each[0].isdigit()]), st.text("0123456789", max_size=2))
def test_an_icd_code_stands_for_all_that_begin_so(coded, more):
    """R13.10 is R13; of two the longer says more: Z91.010 is peanuts, Z91.01 food."""
    written = (coded[0].replace(".", "") + more)[:7]
    begin_so = [(len(code), item) for code, item in CODES if written.startswith(code.replace(".", ""))]
    assert {item for length, item in begin_so if length == max(begin_so)[0]} == {*KNOWN.meant(written)}
    assert ("peanut-allergy",) == KNOWN.meant("Z91.010")
    assert ("food-allergy",) == KNOWN.meant("Z91.018")


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "-", "Zzz", "disphagia", "peanut alergy", "no peanut allergy", "severe peanut allergy", "ED", "R1",
        "R99", "Z91.0", "4073900", "407390001", "R13 or so", "R13.10 dysphagia", "E10 minutes", "13",
        "allergic", "he coughs when he drinks", "\u4e0d\u80fd\u541e\u54bd",
    ],
)  # fmt: skip
def test_what_is_not_known_means_nothing(written):
    """A slip, a denial, half a code, a sentence: nobody guesses, and nobody takes a part for the whole."""
    assert () == KNOWN.meant(written)


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_be_looked_up(written):
    """It is known or not; its nearest is one there is, or nothing."""
    assert set(KNOWN.meant(written)) <= set(CORE.cautions)
    assert KNOWN.nearest(written) in {"", *CORE.cautions}
    assert spelt(written) == spelt(written.upper()) or written.upper().casefold() != written.casefold()


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("disphagia", "swallowing"),
        ("peanut alergy", "peanut-allergy"),
        ("severe peanut allergy (has an epipen)", "peanut-allergy"),
        ("dysphagia, oral phase", "swallowing"),
        ("epilepsia refractaria", "seizures"),
        ("breathing trouble, and no wheat", "breathing"),  # the longest of what stands in it
        ("chips with sauce", ""),  # a hip is too short to be looked for in the middle of a word
        ("touch", ""),
        ("Zzz", ""),
    ],
)
def test_the_nearest_is_named(written, nearest):
    """A slip, and a word with more around it."""
    assert nearest == KNOWN.nearest(written)
    assert (f"Did you mean {nearest!r}?" if nearest else "Known: 'airway'") in KNOWN.hint(written)


def test_each_that_is_not_known_is_found_at_its_place():
    """Where, which of the list, what was found and the nearest; those that are known are passed over."""
    (found,) = KNOWN.unknown(["heart", "disphagia", "g-tube"], item="child.cautions", where="sam")
    said = "sam: child.cautions[1]: there is no caution 'disphagia'. Did you mean 'swallowing'?"
    assert (said, "unknown-caution") == (str(found), found.code)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("nariz", "narices"),
        ("cavity", "cavities"),
        ("shunt", "shunts"),
        ("peanut allergy", "peanuts allergies"),
    ],
)
def test_one_and_many_are_one_word(one, many):
    """In English and in Spanish; what is left over may be no word."""
    assert spelt(one) & spelt(many)


def test_every_caution_of_the_core_says_what_it_is():
    """A title and synonyms in both languages, a source; and each name means one thing."""
    for item, caution in CORE.cautions.items():
        assert {"en", "es"} == set(caution.synonyms), item
        assert caution.sources, item
        assert f"{item}#title" in TITLES["es"], item
        assert caution.title[0].islower() or caution.title.split()[0].isupper(), item
        assert not caution.title.endswith("."), item
    for name, item in NAMES:
        assert (item,) == KNOWN.meant(name), name


def test_every_code_is_of_its_system():
    """ICD-10-CM as it is printed, SNOMED with its check digit right; and a source that says where it was looked up."""
    for item, caution in CORE.cautions.items():
        assert all(re.fullmatch(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", code) for code in caution.icd10), item
        assert all(verhoeff(code) for code in caution.snomed), item
        cited = {source.id for source in caution.sources}
        assert bool(caution.icd10) == ("core/icd-10-cm" in cited), item
        assert bool(caution.snomed) == ("core/snomed-ips" in cited), item


def verhoeff(code):
    """Whether the last digit is the check digit of those before it."""
    times = [[a if not b else 0 for b in range(10)] for a in range(10)]
    for a in range(10):
        for b in range(10):
            turn, flip = (a % 5 + b % 5) % 5, (a % 5 - b % 5) % 5
            times[a][b] = {(0, 0): turn, (0, 1): turn + 5, (1, 0): flip + 5, (1, 1): flip}[a // 5, b // 5]
    swap = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
    for _ in range(6):
        swap.append([swap[-1][each] for each in swap[1]])
    check_digit = 0
    for place, digit in enumerate(reversed(code)):
        check_digit = times[check_digit][swap[place % 8][int(digit)]]
    return check_digit == 0


# -- what rules out what


def rules_out(has, named):
    return bool([*KNOWN.in_the_way(has, named)])


@pytest.mark.parametrize(
    ("has", "named", "expected"),
    [
        ("peanut-allergy", "peanut-allergy", True),
        ("peanut-allergy", "nut-allergy", True),
        ("peanut-allergy", "food-allergy", True),
        ("food-allergy", "peanut-allergy", True),  # it may be just that
        ("peanut-allergy", "tree-nut-allergy", False),
        ("peanut-allergy", "egg-allergy", False),
        ("tracheostomy", "swallowing", True),
        ("asthma", "breathing", True),
        ("lungs", "lung", True),
        ("g-tube", "feeding-tube", True),
        ("swallowing", "heart", False),
    ],
)
def test_what_is_a_kind_of_another_is_ruled_out_with_it(has, named, expected):
    """Up the line, and down it; never across."""
    assert expected is rules_out([has], [named])


@settings(max_examples=300)
@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_filter_is_the_same_for_every_name_and_goes_both_ways(has, named, other):
    """A synonym rules out what its id does, in the family and in the content; and one more never rules out less."""
    assert rules_out([has[0]], [named[0]]) is rules_out([has[1]], [named[1]]) is rules_out([named[0]], [has[0]])
    assert rules_out([has[0], other[0]], [named[0]]) >= rules_out([has[0]], [named[0]])
    assert rules_out([has[0]], [named[0], other[0]]) >= rules_out([has[0]], [named[0]])


@settings(max_examples=200)
@given(st.text(max_size=20).filter(lambda text: not KNOWN.meant(text)), st.lists(st.sampled_from(NAMES)), st.booleans())
def test_what_is_not_known_rules_out_whatever_has_a_caution(odd, named, in_content):
    """It may be just that. Of what names none there is nothing to be ruled out by."""
    names = [name for name, _ in named]
    has, of_item = (names, [odd]) if in_content else ([odd], names)
    assert bool(names) is rules_out(has, of_item)


def test_each_caution_is_told_as_it_was_written_and_by_what_it_means():
    """Only those that are in the way, each once."""
    found = KNOWN.in_the_way(["heart", "Peanuts", "Peanuts", "Zzz"], ["food-allergy"])
    assert [("Peanuts", ("peanut-allergy",)), ("Zzz", ())] == [*found]
    assert [] == [*KNOWN.in_the_way([], ["food-allergy"])]


# -- what a plugin or a clinic adds


def caution(name, **more):
    return Caution(f"clinic/{name}", more.pop("title", name), **more)


def added(*cautions, **shelves):
    return Engine(plugins=[Bringing("clinic", cautions=cautions, **shelves)])


def test_a_clinic_adds_its_own_cautions():
    """Under its namespace: known by id, bare name, title, synonym and translation, and a kind of one of the core's."""
    halo = caution("halo-vest", title="a halo vest", synonyms={"en": ["halo brace"]}, broader=["neck-instability"])
    known = added(halo).catalogue.known_cautions
    for written in ("clinic/halo-vest", "halo vest", "A halo vest", "Halo braces"):
        assert ("clinic/halo-vest",) == known.meant(written)
    assert [*known.in_the_way(["halo vest"], ["neck-instability"])]


@settings(max_examples=100)
@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_what_a_clinic_adds_takes_no_meaning_away(taken, named):
    """A caution that takes a word of the core's stands beside it: whatever was ruled out still is."""
    name, item = taken
    mine = caution("mine", synonyms={"en": [name]})
    known = evolve(CORE, cautions=[*CORE.cautions.values(), mine]).known_cautions
    assert {item, "clinic/mine"} >= {*known.meant(name)} >= {item}
    if rules_out([name], [named[1]]):
        assert [*known.in_the_way([name], [named[1]])]


SKILL = Skill("clinic/a", "A", discipline="clinic", steps=[Step("s", "l")])
STRATEGY = Strategy("clinic/s", "S", what="w", when="w", why="y")


@pytest.mark.parametrize(
    ("shelves", "item", "what", "hint"),
    [
        ({"skills": [evolve(SKILL, cautions=["disphagia"])]}, "clinic/a", "no caution 'disphagia'", "'swallowing'"),
        ({"skills": [evolve(SKILL, cautions=["peanut alergy"])]}, "clinic/a", "'peanut alergy'", "'peanut-allergy'"),
        ({"strategies": [evolve(STRATEGY, cautions=["hart"])]}, "clinic/s", "no caution 'hart'", "'heart'"),
        ({"strategies": [evolve(STRATEGY, requires=["sensory-asessment"])]}, "clinic/s", "no assessment", "'sensory-a"),
        ({"cautions": [caution("a", broader=["hart"])]}, "clinic/a", "no caution 'hart'", "'heart'"),
        ({"cautions": [caution("a", broader=["clinic/a"])]}, "clinic/a", "a kind of itself", "Mend"),
        (
            {"cautions": [caution("a", broader=["clinic/b"]), caution("b", broader=["clinic/a"])]},
            "clinic/a",
            "a kind of itself",
            "Mend",
        ),
        ({"cautions": [Caution("mine", "mine")]}, "mine", "not an id", "namespace"),
    ],
)
def test_content_that_names_an_unknown_caution_is_told_the_nearest(shelves, item, what, hint):
    """Which item, what was found, and what would be right; the plugin is refused."""
    plugin = added(**shelves) if "cautions" not in shelves else added(*shelves["cautions"])
    assert ["failed"] == [each.status for each in plugin.plugins]
    part = Bringing("clinic", **shelves).part
    found = [each for each in check(part, evolve(part, cautions=[*CORE.cautions.values(), *part.cautions.values()],
             assessments=CORE.assessments)) if each.item == item]  # fmt: skip
    assert any(what in each.what and hint in each.hint for each in found), found


def test_content_may_use_a_synonym():
    """What a therapist writes is read as what a family writes: `feeding-tube`, `lungs`, a code."""
    used = [evolve(SKILL, cautions=["feeding-tube", "lungs", "R13"])]
    assert ["loaded"] == [each.status for each in added(skills=used).plugins]
