"""
What is our own proposal, as one document for clinicians to sign: every number, rule, sign and ladder, in plain words.

Written from the catalogue, so that it can never say another number than the one in force. Knows grades of evidence, and
nothing of whether a proposal is a good one. `python -m coachplan.testing.sign_off` writes it for what is installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from coachplan.base.ids import CORE_NAMESPACE, namespace_of
from coachplan.engine import Engine
from coachplan.knowledge.catalogue import Catalogue
from coachplan.knowledge.rules import Parameter, Rule
from coachplan.model.cautions import Caution
from coachplan.model.flags import Answer, RedFlag, Worse
from coachplan.model.skills import Skill, Source
from coachplan.model.strategies import Barrier, Strategy
from coachplan.notes.patterns import takes_out

__all__ = ["own_items", "sign_off", "without_source"]

OWN = "OWN"

#: What each kind of item is called in the document, in the order in which it is signed.
SHELVES: Mapping[str, str] = {
    "flags": "Signs that need a person, and how soon",
    "rules": "Rules: when which small step is offered or held back",
    "parameters": "Numbers that the rules are read with",
    "skills": "Ladders of small steps",
    "strategies": "Ways of helping",
    "cautions": "What can rule something out, and what is a kind of what",
    "barriers": "What gets in the way, and what we ask then",
    "never_suggest": "What is never suggested, and what we say instead",
    "answers": "Careful answers to common questions",
}

DISCIPLINES: Mapping[str, str] = {
    "core": "For every discipline",
    "ot": "Occupational therapy",
    "speech": "Speech and language",
    "feeding": "Feeding",
}

GRADES: Mapping[str, str] = {
    "SR": "systematic review",
    "RCT": "randomised trial",
    "SCD": "single-case study",
    "OBS": "observation",
    "CON": "consensus",
    "WEAK": "studied, with weak or no results",
    OWN: "our proposal",
}

_URGENCY: Mapping[str, str] = {"now": "Call for help now", "today": "Call today", "soon": "Tell within days"}

_KIND: Mapping[str, str] = {
    "pause": "stop the practice",
    "lighten": "ask for less",
    "step-down": "go back a step",
    "change-strategy": "change the way of helping",
    "change-routine": "change the time or place",
    "clarify": "ask and talk it over",
    "continue": "go on as it is",
    "maintain": "stop practising, and look in now and then",
    "generalise": "do it in another place or with another person",
    "step-up": "go up a step",
}

#: What stands where a sentence is filled in for a family.
_GAPS: Mapping[str, str] = {"child": "Sam", "counted": "", "interest": "train"}

_INTRO = """# For clinicians to sign off

This page is written from the catalogue, so it says what is in force. Do not change it by hand; write it anew:
`python -m coachplan.testing.sign_off > docs/reference/sign-off.md`.

Everything below is a proposal of ours. It decides what a family is told, so a clinician of the discipline should agree
to it before a family meets it. **Wholly ours**: no source stands behind the item. **Partly ours**: a source stands
behind the idea, and the number, the words or the order of the steps are ours. What rests on sources alone is not
listed.

Sign each line: write what you agree to, or what it should be instead, with your name and the day. Until then it is a
draft that is in force."""


def own_items(catalogue: Catalogue, *, wholly: bool) -> Iterator[tuple[str, str, Any]]:
    """
    Yield (shelf, id, value) of what is our proposal: with no other source (*wholly*), or beside another.
    """
    for shelf, item, value in _sourced(catalogue):
        grades = {source.grade for source in _supporting(value)}
        if OWN in grades and wholly is (grades == {OWN}):
            yield shelf, item, value


def _supporting(value: Any) -> tuple[Source, ...]:
    # What warns of an item stands behind nothing in it.
    uses = value.uses if isinstance(value, Strategy) else ()
    return tuple(dict.fromkeys((*value.sources, *(source for use in uses for source in use.sources))))


def without_source(catalogue: Catalogue) -> tuple[str, ...]:
    """
    Return the ids of what ought to have a source and has none.
    """
    return tuple(item for _, item, value in _sourced(catalogue) if not value.sources)


def sign_off(catalogue: Catalogue) -> str:
    """
    Write the document: by discipline, what is wholly ours and what is partly ours, a line an item.
    """
    spaces = {_space(item) for _, item, _ in _sourced(catalogue)}
    ordered = [space for space in DISCIPLINES if space in spaces]
    ordered += sorted(spaces - set(ordered))
    parts = [_INTRO, "\n".join(_counts(catalogue, ordered))]
    for space in ordered:
        parts.append(f"## {_called(space)}")
        for wholly, heading in ((True, "Wholly ours"), (False, "Partly ours")):
            tables = list(_tables(catalogue, space, wholly=wholly))
            if tables:
                parts.append(f"### {_called(space)}: {heading.lower()}")
                parts += tables
    return "\n\n".join(parts) + "\n"


def _space(item: str) -> str:
    # What has no namespace, such as a caution, is the core's.
    return namespace_of(item) if "/" in item else CORE_NAMESPACE


def _called(space: str) -> str:
    return DISCIPLINES.get(space, space.replace("-", " ").capitalize())


def _sourced(catalogue: Catalogue) -> Iterator[tuple[str, str, Any]]:
    for shelf in SHELVES:
        for item, value in sorted(getattr(catalogue, shelf).items()):
            yield shelf, item, value


def _counts(catalogue: Catalogue, spaces: Iterable[str]) -> Iterator[str]:
    yield "| | wholly ours | partly ours | all |"
    yield "| --- | ---: | ---: | ---: |"
    for space in spaces:
        wholly, partly = (
            sum(1 for _, item, _ in own_items(catalogue, wholly=each) if _space(item) == space)
            for each in (True, False)
        )
        every = sum(1 for _, item, _ in _sourced(catalogue) if _space(item) == space)
        yield f"| {_called(space)} | {wholly} | {partly} | {every} |"


def _tables(catalogue: Catalogue, space: str, *, wholly: bool) -> Iterator[str]:
    for shelf, heading in SHELVES.items():
        rows = [
            (item, value)
            for where, item, value in own_items(catalogue, wholly=wholly)
            if where == shelf and _space(item) == space
        ]
        if rows:
            yield "\n".join(_table(heading, rows, wholly=wholly))


def _table(heading: str, rows: Iterable[tuple[str, Any]], *, wholly: bool) -> Iterator[str]:
    yield f"**{heading}**"
    yield ""
    if wholly:
        yield "| which | what we propose | agreed, or change to | name, day |"
        yield "| --- | --- | --- | --- |"
    else:
        yield "| which | what we propose | what stands behind it | agreed, or change to | name, day |"
        yield "| --- | --- | --- | --- | --- |"
    for item, value in rows:
        behind = "" if wholly else f" {_cell(_behind(_supporting(value)))} |"
        yield f"| {_which(item, value)} | {_cell(_told(value))} |{behind} | |"


def _which(item: str, value: Any) -> str:
    title = getattr(value, "title", "")
    name = item.rpartition("/")[2].replace("-", " ")
    return _cell(title or name)


def _behind(sources: Iterable[Source]) -> str:
    return "; ".join(f"{source.citation} ({GRADES[source.grade]})" for source in sources if source.grade != OWN)


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "/").split())


def _filled(words: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: _GAPS.get(found[1], f"({found[1].replace('_', ' ')})"), words).strip()


# -- one item in plain words


def _told(value: Any) -> str:
    return _TELLERS[type(value)](value)


def _of_answer(answer: Answer) -> str:
    return f"{_examples(answer.words)} We say: “{_filled(answer.say)}”"


def _of_flag(flag: RedFlag) -> str:
    paused = "; practice pauses" if flag.pauses_plan else "; practice goes on, and nothing gets harder"
    tags = f" Or ticked: {', '.join(flag.tags)}." if flag.tags else ""
    moves = "".join(f" {_URGENCY[worse.urgency]}, {_when_worse(worse)}." for worse in flag.worse)
    if flag.may_be_expected:
        moves += " Within days, where a clinician expects it of this child."
    if flag.quiet:
        moves += " What was written is not said back."
    return f"{_URGENCY[flag.urgency]}{paused}. {_examples(flag.words)}{tags}{moves} We say: “{_filled(flag.say)}”"


def _when_worse(worse: Worse) -> str:
    if worse.times is not None:
        return f"on {worse.times} days of {worse.days}"
    if worse.beside:
        return f"beside {worse.beside.rpartition('/')[2].replace('-', ' ')} on the same day"
    return f"for a child with the caution {worse.caution}"


def _of_rule(rule: Rule) -> str:
    does = [_KIND[rule.then]] if rule.then else []
    does += [f"do not {_KIND[kind]}" for kind in rule.holds]
    waits = f" Not before {rule.after} practised days." if rule.after else ""
    who = " The clinician decides." if rule.needs == "clinician" else ""
    return f"{_filled(rule.basis)} So: {'; '.join(does)}.{waits}{who}"


def _of_parameter(parameter: Parameter) -> str:
    return f"{parameter.value:g}: {parameter.what}."


def _of_skill(skill: Skill) -> str:
    there = " Only with a clinician there."
    steps = " ".join(
        f"{number}. {_filled(step.title)}.{there if step.clinician else ''}"
        for number, step in enumerate(skill.steps, start=1)
    )
    wins = "; ".join(_filled(win) for win in skill.tiny_wins)
    return f"{steps}{_never_with(skill.cautions)}{f' Tiny wins: {wins}' if wins else ''}"


def _of_strategy(strategy: Strategy) -> str:
    warned = f" What warns of it: {_behind(strategy.cautioned_by)}." if strategy.cautioned_by else ""
    return f"{_filled(strategy.what)} {_filled(strategy.when)}{_never_with(strategy.cautions)}{warned}"


def _never_with(cautions: Iterable[str]) -> str:
    named = ", ".join(caution.replace("-", " ") for caution in cautions)
    return f" Never with: {named}." if named else ""


def _of_caution(caution: Caution) -> str:
    called = ", ".join(caution.synonyms.get("en", ()))
    kind_of = " and ".join(each.replace("-", " ") for each in caution.broader)
    codes = ", ".join((*(f"ICD-10 {code}" for code in caution.icd10), *(f"SNOMED {code}" for code in caution.snomed)))
    parts = (called and f"Also called: {called}.", kind_of and f"A kind of: {kind_of}.", codes and f"Codes: {codes}.")
    return " ".join(filter(None, parts))


def _of_barrier(barrier: Barrier) -> str:
    return f"{_examples(barrier.words)} It may mean: {barrier.means}. We ask: “{_filled(barrier.ask)}”"


_TELLERS: Mapping[type, Callable[[Any], str]] = {
    RedFlag: _of_flag,
    Rule: _of_rule,
    Parameter: _of_parameter,
    Skill: _of_skill,
    Strategy: _of_strategy,
    Caution: _of_caution,
    Barrier: _of_barrier,
    Answer: _of_answer,
}


def _examples(words: Mapping[str, Iterable[str]], most: int = 3) -> str:
    # Phrases without marks come first, since they read as a family writes.
    english = [phrase for phrase in words.get("en", ()) if not takes_out(phrase)]
    plain = [phrase for phrase in english if re.fullmatch(r"[\w' -]+", phrase)]
    plain += [_readable(phrase) for phrase in english if phrase not in plain]
    shown = [f"“{phrase}”" for phrase in plain[:most]]
    if not shown:
        return ""
    return f"When a note says {', '.join(shown)}{' and the like' if len(english) > len(shown) else ''}."


def _readable(phrase: str) -> str:
    # One of the ways that a phrase can be written; a gap is three dots, and a set is called by its name.
    words = re.sub(r"\[[^\]]*\]", " ", phrase)
    words = re.sub(r"\|\S+", "", words).replace("*", "…")
    words = re.sub(r"\.{3}\d*", " … ", words)
    return " ".join(re.sub(r"[<>]", "", re.sub(r"&\d*", "…", words)).split())


if __name__ == "__main__":
    sys.stdout.write(sign_off(Engine().catalogue))
