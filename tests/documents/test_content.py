"""
Content: what a therapist writes is read whole, or every mistake in it is told with its file and item.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from coachplan.base.errors import CoachplanError
from coachplan.base.messages import Message, Text
from coachplan.documents.content import content_from_text, read_catalogue
from coachplan.documents.files import loads_toml
from coachplan.knowledge.rules import Rule
from coachplan.model.flags import Answer
from coachplan.model.skills import Skill, Source, Step
from coachplan.model.strategies import RoutineKind, Strategy, Tag, Use

FORMAT = 'format = "coachplan-content/1"\n'
OWN = Source("ot/own", "Our proposal", "OWN")
SOURCE = '[[source]]\nid = "ot/own"\ncitation = "Our proposal"\ngrade = "OWN"\n'
SOCKS = """
[[skill]]
id = "ot/socks"
title = "Pulls up socks"
discipline = "ot"
ages = [30, 84]
sources = ["ot/own"]

  [[skill.step]]
  title = "The last inch"
  look_for = "The sock is up."
  support = "full"

  [[skill.step]]
  title = "All of it"
  look_for = "The sock is up, with nobody's hands."
"""
CHAIN = """
[[strategy]]
id = "ot/chain"
title = "You start, {child} finishes"
what = "Do all but the last bit."
when = "Each time you dress."
why = "Every try ends in a win."
tags = ["sensory"]
"""


def design():
    """The example of content in the design page, with the sources it cites but does not list."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "design.md").read_text(encoding="utf-8")
    example = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0]
    return example + "".join(SOURCE.replace("ot/own", f"ot/{n}") for n in ("own", "chaining-6", "cpsc-2024"))


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(FORMAT + text, encoding="utf-8")
    return folder


def said(folder, **files):
    with pytest.raises(CoachplanError) as caught:
        read_catalogue(write(folder, **files), name="mine")
    return str(caught.value).splitlines()


# -- what is read


def test_the_example_of_the_design_is_read():
    """Each kind of table in the design page comes out on its shelf, with its sources as values."""
    catalogue = content_from_text(design())

    assert ("ot/novak-2009", "ot/own") == tuple(s.id for s in catalogue.skills["ot/pull-up-socks"].sources)
    assert (30, 84) == catalogue.skills["ot/pull-up-socks"].ages
    assert "full" == catalogue.skills["ot/pull-up-socks"].steps[0].support
    assert ("joint-pain",) == catalogue.strategies["ot/backward-chaining"].cautions
    assert ("pause", ("step-up",)) == (
        catalogue.rules["ot/stop-when-wilder"].then, catalogue.rules["ot/stop-when-wilder"].holds,
    )  # fmt: skip
    assert {"en": ("went stiff and jerk*", "not ... wake"), "es": ("convulsion*",)} == catalogue.flags[
        "ot/seizure"
    ].words
    assert ("ot/stable-seat", "lighten") == catalogue.barriers["ot/would-not-sit"].try_next
    assert Answer(
        "speech/home-language", {"en": ["stop ... our language"]}, say="Keep using the language you know best."
    ) == catalogue.answers["speech/home-language"]  # fmt: skip
    assert ["ot/weighted-items"] == list(catalogue.never_suggest)
    assert Tag("speech/imitated", "said it after you") == catalogue.tags["speech/imitated"]
    assert RoutineKind("dressing", "getting dressed") == catalogue.routine_kinds["dressing"]


def test_an_item_is_the_value_it_says():
    """What stands in the file is what stands in the value, no more and no less."""
    catalogue = content_from_text(FORMAT + SOURCE + SOCKS + CHAIN)

    steps = [Step("The last inch", "The sock is up.", support="full"),
             Step("All of it", "The sock is up, with nobody's hands.")]  # fmt: skip
    assert Skill(
        "ot/socks", "Pulls up socks", discipline="ot", steps=steps, ages=(30, 84), sources=(OWN,)
    ) == catalogue.skills["ot/socks"]  # fmt: skip
    assert Strategy(
        "ot/chain", "You start, {child} finishes", what="Do all but the last bit.", when="Each time you dress.",
        why="Every try ends in a win.", tags=("sensory",),
    ) == catalogue.strategies["ot/chain"]  # fmt: skip


def test_a_folder_is_read_together(tmp_path):
    """Files may cite each other's sources and translate each other's items; other files are left alone."""
    (tmp_path / "notes.md").write_text("not content", encoding="utf-8")
    write(
        tmp_path,
        a_skills=SOCKS,
        b_es='language = "es"\n["ot/socks"]\ntitle = "Calcetines"\n'
        'steps = [ { title = "El final" }, { look_for = "x" } ]\n',
        c_sources=SOURCE,
    )

    catalogue = read_catalogue(tmp_path)

    assert (OWN,) == catalogue.skills["ot/socks"].sources
    assert {
        Text(key="ot/socks#title", language="es", words="Calcetines"),
        Text(key="ot/socks#steps.1.title", language="es", words="El final"),
        Text(key="ot/socks#steps.2.look_for", language="es", words="x"),
    } == set(catalogue.texts.values())
    assert "Calcetines" == catalogue.words.say(Message("ot/socks#title"), "es")
    assert "Pulls up socks" == catalogue.words.say(Message("ot/socks#title"), "en")


def test_texts_of_the_core_have_plurals(tmp_path):
    """The text table gives words by key; a table of one and other gives the plural forms, in each language."""
    english = '[text]\n"core/bye" = "Bye."\n"core/days" = { one = "{n} day", other = "{n} days" }\n'
    spanish = 'language = "es"\n[text]\n"core/days" = { one = "{n} día", other = "{n} días" }\n'
    words = read_catalogue(write(tmp_path, en=english, es=spanish)).words

    assert "Bye." == words.say(Message("core/bye"), "es")
    assert ["1 day", "2 days"] == [words.say(Message("core/days", {"n": n})) for n in (1, 2)]
    assert ["1 día", "2 días"] == [words.say(Message("core/days", {"n": n}), "es") for n in (1, 2)]


def test_a_folder_inside_an_archive_is_read(tmp_path):
    """A package need not be unpacked: whatever importlib.resources hands over is read."""
    with zipfile.ZipFile(tmp_path / "wheel.zip", "w") as archive:
        archive.writestr("catalogue/own.toml", FORMAT + SOURCE + SOCKS)

    catalogue = read_catalogue(zipfile.Path(tmp_path / "wheel.zip", "catalogue/"))

    assert ["ot/socks"] == list(catalogue.skills)


def test_marks_and_line_endings_of_other_systems_are_fine(tmp_path):
    """A byte order mark and Windows line endings change nothing."""
    text = "\ufeff" + (FORMAT + SOURCE + SOCKS).replace("\n", "\r\n")
    (tmp_path / "own.toml").write_bytes(text.encode())

    assert content_from_text(FORMAT + SOURCE + SOCKS) == read_catalogue(tmp_path)


# -- what is wrong


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SOCKS, ("mine/own.toml: ot/socks: sources: there is no source 'ot/own' in this folder. "
                "Nothing of this kind is known here.")),
        (SOURCE + SOCKS.replace('"ot/own"', '"ot/onw"'),
         "mine/own.toml: ot/socks: sources: there is no source 'ot/onw' in this folder. Did you mean 'ot/own'?"),
        (CHAIN.replace("title", "titel"),
         "mine/own.toml: ot/chain: titel: there is no such field. Did you mean 'title'?"),
        (CHAIN.replace("why = ", "# "), "mine/own.toml: ot/chain: why: this is missing."),
        (CHAIN.replace('["sensory"]', '"sensory"'),
         "mine/own.toml: ot/chain: tags: found a text of 7 characters. Expected a list."),
        (SOURCE + SOCKS.replace('"full"', '"fulll"'),
         "mine/own.toml: ot/socks: step 1, support: found 'fulll'. Did you mean 'full'?"),
        (SOURCE + SOCKS.replace("look_for = \"The sock is up, with nobody's hands.\"", ""),
         "mine/own.toml: ot/socks: step 2, look_for: this is missing."),
        (SOURCE + SOCKS.replace("skill.step", "skill.steps"),
         "mine/own.toml: ot/socks: steps: there is no such field. Did you mean 'step'?"),
        (SOURCE + SOCKS.partition("  [[")[0], "mine/own.toml: ot/socks: step: this is missing."),
        (SOURCE + SOCKS.replace("[30, 84]", "[30]"),
         "mine/own.toml: ot/socks: ages: found a list of 1. Expected a list of 2."),
        (SOURCE + SOCKS.replace("[30, 84]", "[30, 84.5]"),
         "mine/own.toml: ot/socks: ages, number 2: found the number 84.5. Expected a whole number."),
        (SOURCE.replace('"OWN"', '"OWNN"') + SOCKS, "mine/own.toml: ot/own: grade: found 'OWNN'. Did you mean 'OWN'?"),
        (CHAIN.replace("[[strategy]]", "[[stategy]]"),
         "mine/own.toml: stategy: there is no such table. Did you mean 'strategy'?"),
        (CHAIN.replace("[[strategy]]", "[strategy]"),
         "mine/own.toml: strategy: this is not a list of items. Begin each with [[strategy]]."),
        (CHAIN.replace('id = "ot/chain"', ""),
         "mine/own.toml: strategy 'You start, {child} finishes': id: this is missing."),
        (CHAIN + CHAIN, "mine/own.toml: ot/chain: this id is used twice in this file. Give each its own."),
        (SOURCE + SOCKS.replace('support = "full"', 'support = "full"\n  kind = "jion"'),
         "mine/own.toml: ot/socks: step 1, kind: found 'jion'. Did you mean 'join'?"),
        (CHAIN + 'kinds = ["do", "doo"]\n',
         "mine/own.toml: ot/chain: kinds, number 2: found 'doo'. Did you mean 'do'?"),
        (CHAIN + 'supports = "full"\n',
         "mine/own.toml: ot/chain: supports: found a text of 4 characters. Expected a list."),
        (SOURCE + CHAIN + 'cautioned_by = ["ot/onw"]\n',
         "mine/own.toml: ot/chain: cautioned_by: there is no source 'ot/onw' in this folder. Did you mean 'ot/own'?"),
        (SOURCE + CHAIN + '[[strategy.use]]\nskills = ["ot/socks"]\nsources = ["ot/onw"]\n',
         "mine/own.toml: ot/chain: use 1, sources: there is no source 'ot/onw' in this folder. Did you mean 'ot/own'?"),
        (SOURCE + CHAIN + '[[strategy.use]]\nsources = ["ot/own"]\n',
         "mine/own.toml: ot/chain: use 1, skills: this is missing."),
        ('[[flag]]\nid = "ot/f"\nurgency = "nwo"\nsay = "x"\nwords = { en = ["chok*"] }\n',
         "mine/own.toml: ot/f: urgency: found 'nwo'. Did you mean 'now'?"),
        ('[[flag]]\nid = "ot/f"\nurgency = "now"\nsay = "x"\nwords = { en = "chok*" }\n',
         "mine/own.toml: ot/f: words.en: found a text of 5 characters. Expected a list."),
        ('[[rule]]\nid = "ot/r"\nwhen = "true"\nthen = "stepup"\n',
         "mine/own.toml: ot/r: then: found 'stepup'. Did you mean 'step-up'?"),
        ('[text]\n"core/x" = { one = "x", many = "y", other = "z" }\n',
         "mine/own.toml: text: core/x: there is no plural form 'many'. Known: 'one', 'other'."),
        ('[text]\n"core/x" = { one = "x" }\n', "mine/own.toml: text: core/x: the plural form 'other' is missing."),
        ('[text]\n"core/x" = " "\n', "mine/own.toml: text: core/x: found no words. Expected a text."),
        ("a = \n", "mine/own.toml: this is not TOML at line 2, column 5: Invalid value."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_readable_sentence(tmp_path, text, sentence):
    """One mistake: the file, the item, the place in it, what was found, and what would be right."""
    assert [sentence] == said(tmp_path, own=text)


@pytest.mark.parametrize(
    ("spanish", "sentence"),
    [
        ('["ot/sock"]\ntitle = "x"\n', "there is no such item in this folder to translate. Did you mean 'ot/socks'?"),
        ('["ot/socks"]\ntitel = "x"\n', "there is no such text to translate. Did you mean 'title'?"),
        ('["ot/chain"]\ninterest = "x"\n', "this has no words in English to translate."),
        ('["ot/socks"]\ntitle = 3\n', "found 3. Expected a text."),
        ('["ot/socks"]\ntitle = ""\n', "found no words. Expected a text."),
        ('["ot/socks"]\nsteps = [{}, {}, {}]\n', "3 steps are translated, but the skill has 2."),
        ('["ot/socks"]\nsteps = [{ lookfor = "x" }]\n', "there is no such text to translate. Did you mean 'look_for'?"),
        (CHAIN, "a file of translations holds only texts. Move it to a file that has no language."),
        ('[text]\n"core/bey" = "x"\n', "there is no such text in English to translate. Did you mean 'core/bye'?"),
    ],
)
def test_a_translation_of_nothing_is_a_mistake(tmp_path, spanish, sentence):
    """Words for an item, a part or a text that does not exist would never be said, so they are told."""
    english = SOURCE + SOCKS + CHAIN + '[text]\n"core/bye" = "Bye."\n'

    (found,) = said(tmp_path, a=english, b=f'language = "es"\n{spanish}')

    assert found.startswith("mine/b.toml: ")
    assert found.endswith(f": {sentence}")


def test_a_condition_that_cannot_be_read_names_its_rule(tmp_path):
    """A rule's condition is read with its file, so that its mistake has a place."""
    (found,) = said(tmp_path, own='[[rule]]\nid = "ot/r"\nwhen = "days >< 3"\nthen = "pause"\n')

    assert found.startswith("mine/own.toml: ot/r: when: ")


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    """A file that is not TOML, another format and a wrong item: all are named, in the order of the files."""
    (tmp_path / "a.toml").write_text("x = \n", encoding="utf-8")
    (tmp_path / "b.toml").write_text('format = "coachplan-content/2"\n', encoding="utf-8")
    (tmp_path / "c.toml").write_text("", encoding="utf-8")
    (tmp_path / "d.toml").write_bytes(b'x = "\xf1"\n')

    assert {
        "mine/a.toml: this is not TOML at line 1, column 5: Invalid value.",
        (
            "mine/b.toml: format: 'coachplan-content/2' was made with a newer coachplan; this one reads "
            "'coachplan-content/1'. Update coachplan to read it."
        ),
        "mine/c.toml: format: this is missing. Begin with format: 'coachplan-content/1'.",
        "mine/d.toml: line 1 is not UTF-8 (byte 0xF1); it may be Windows-1252. Save it as UTF-8.",
        "mine/e.toml: ot/chain: why: this is missing.",
        "mine/f.toml: ot/chain: this id is used twice; it stands in mine/e.toml too. Give each its own.",
    } == set(said(tmp_path, e=CHAIN.replace("why = ", "# "), f=CHAIN))


def test_a_folder_without_content_is_a_mistake(tmp_path):
    """A folder that is not there or holds nothing is told: in silence its flags would be missing."""
    assert ["mine: there is no .toml file in this folder."] == said(tmp_path)
    with pytest.raises(CoachplanError, match="there is no such folder"):
        read_catalogue(tmp_path / "nowhere")


def test_a_rule_comes_out_whole():
    """Every field of a rule can be written."""
    text = """
[[rule]]
id = "ot/r"
when = "calm-days < 3"
holds = ["step-up"]
say = "a"
basis = "b"
needs = "clinician"
after = 2
about = "safety"
skills = ["ot/socks"]
tags = ["sensory"]
sources = ["ot/own"]
"""
    assert Rule(
        "ot/r", "calm-days < 3", holds=("step-up",), say="a", basis="b", needs="clinician", after=2, about="safety",
        skills=("ot/socks",), tags=("sensory",), sources=(OWN,),
    ) == content_from_text(FORMAT + SOURCE + text).rules["ot/r"]  # fmt: skip


def test_a_way_of_helping_says_for_what_it_is_made_and_by_whom_supported():
    """Its kinds of step and help, what it meets, its uses with their sources, and what warns of it."""
    trial = SOURCE.replace("ot/own", "ot/trial").replace("OWN", "RCT")
    text = """kinds = ["join", "do"]
supports = ["full"]
barriers = ["ot/too-tired"]
sources = ["ot/own"]
cautioned_by = ["ot/trial"]

  [[strategy.use]]
  skills = ["ot/socks"]
  sources = ["ot/trial"]
"""
    way = content_from_text(FORMAT + SOURCE + trial + CHAIN + text).strategies["ot/chain"]
    found = Source("ot/trial", "Our proposal", "RCT")
    assert (("join", "do"), ("full",), ("ot/too-tired",)) == (way.kinds, way.supports, way.barriers)
    assert ((OWN,), (found,)) == (way.sources, way.cautioned_by)
    assert (Use(skills=["ot/socks"], sources=[found]),) == way.uses
    ladder = SOCKS.replace('support = "full"', 'support = "full"\n  kind = "join"\n  clinician = true')
    first, second = content_from_text(FORMAT + SOURCE + ladder).skills["ot/socks"].steps
    assert [("join", True), (None, False)] == [(step.kind, step.clinician) for step in (first, second)]


_LONG = ".".join(["a"] * 32)


@pytest.mark.parametrize(
    "written",
    [
        f"{_LONG} = 1",
        f"[{_LONG}]",
        f"[[{_LONG}]]",
        f"b = {{ {_LONG} = 1 }}",
        _LONG.replace("a", '"a.b"').replace(".", " . ") + " = 1",
        _LONG.replace("a", "'a'") + " = 1",
    ],
)
@pytest.mark.parametrize("before", ["", 'x = "a\\"b"\n', "y = '''\n\n'''\n", '# "\n', 'z = """"a"""""\n'])
def test_a_key_of_many_parts_is_told_with_its_line(before, written):
    """A reader takes the square of the dots to read it, so it is refused before."""
    text = f"{before}{written}\n"
    with pytest.raises(CoachplanError, match=r"a\.toml: line \d+ has a key with more than 30 dots") as caught:
        loads_toml(text, name="a.toml")
    assert f"line {text.count(chr(10))} " in str(caught.value)


@pytest.mark.parametrize("quoted", ['"{}"', "'{}'", '"""{}"""', "'''\n{}'''", '[ "{}", 1 ]  # {}'])
def test_dots_in_a_text_are_none_of_a_key(quoted):
    """Prose, links and lists of numbers have as many dots as they like; a key has thirty."""
    assert loads_toml(f"x = {quoted.replace('{}', _LONG * 40)}")
    assert loads_toml(f"{'a.' * 30}b = {[1.5] * 40}")


def test_a_contract_that_cannot_be_read_hides_nothing_else():
    """It is one mistake among the others; what is made for another contract is told alone."""
    rule = '[[rule]]\nid = "c/r"\nwehn = "days > 1"\nthen = "pause"\nsay = "x"\n'
    head = 'format = "coachplan-content/1"\n'
    with pytest.raises(CoachplanError) as caught:
        content_from_text(f"{head}contract = []\n{rule}", "c/a.toml")
    assert {"contract", "c/r: wehn"} <= {finding.item for finding in caught.value.findings}
    with pytest.raises(CoachplanError) as caught:
        content_from_text(f'{head}contract = ">=2"\n{rule}', "c/a.toml")
    assert ["contract"] == [finding.item for finding in caught.value.findings]
