"""
The cautions of the core as a page: what each is called, what people write for it, and what it is a kind of.

Written from the content, so that it says what is in force. `python -m coachplan.testing.caution_list` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from coachplan.base.messages import Message, key
from coachplan.engine import core_catalogue
from coachplan.knowledge.catalogue import Catalogue
from coachplan.model.cautions import Caution

__all__ = ["caution_list"]

_INTRO = """# Cautions

This page is written from the content of the core, so it says what is in force. Do not change it by hand; write it anew:
`python -m coachplan.testing.caution_list > docs/reference/cautions.md`.

A caution is one word for one thing that can rule a skill or a way of helping out. It is no diagnosis: it says what to
leave out, not why.

**A family writes what they like** in `Child.cautions`: the id, the title or a synonym, in either language, with or
without capitals, accents, hyphens and the plural, or a code from a letter (`R13.10`, `ICD-10 R13`, a SNOMED number).
It is kept as it was written, and understood where it is used. An ICD-10 code stands for all that begin so. What a
caregiver is told is the title, in their language.

**What is a kind of another** is ruled out with it, both ways: a peanut allergy by what names food allergies, and a food
allergy by what names peanuts, since it may be just that. Never across: a peanut allergy says nothing of eggs.

**One that is not known** is an error with the nearest, in a family that is read or proposed for. In a plan that is
reviewed it stops nothing: it is named under `missing`, whatever has any caution is offered no more, and what is
practised with one rests until a clinician has looked. So does a focus that a known caution stands over.

**A clinician opens** an item in spite of a caution by name, on a day, in the plan's approval:
`Approval("Dana, SLP", day, despite={"feeding/open-cup": ["swallowing"]})`. It is then offered, and who opened it is
said. Another caution of the same child, such as one that was written later, rules it out as before. Opening all that
fits (`Approval.everything`) opens nothing in spite of a caution, and nothing that a caregiver writes does.

**A plugin or a clinic adds its own** as `[[caution]]` in its content, under its namespace (see [the
design](../design.md), section 7). It may be a kind of one of these. A word that stands for two cautions counts as both.

Synonyms and what is a kind of what are our proposals, and stand [for clinicians to sign off](sign-off.md). Each code
was looked up: ICD-10-CM of 2018, and the SNOMED terms of the International Patient Summary, which are free to use."""


def caution_list(catalogue: Catalogue) -> str:
    """
    Return the page for the cautions of a catalogue.
    """
    rows = ["| caution | told in English | told in Spanish | people write | a kind of | codes |"]
    rows += ["| --- | --- | --- | --- | --- | --- |"]
    rows += [f"| {' | '.join(_cells(caution, catalogue))} |" for caution in catalogue.cautions.values()]
    return "\n\n".join([_INTRO, "\n".join(rows), *_assessments(catalogue)]) + "\n"


def _cells(caution: Caution, catalogue: Catalogue) -> Iterator[str]:
    yield f"`{caution.id}`"
    for language in ("en", "es"):
        yield catalogue.words.say(Message(key(caution.id, "title")), language)
    yield "; ".join(", ".join(words) for words in caution.synonyms.values())
    yield ", ".join(f"`{each}`" for each in caution.broader)
    codes = (*(("ICD-10", code) for code in caution.icd10), *(("SNOMED", code) for code in caution.snomed))
    yield ", ".join(" ".join(code) for code in codes)


def _assessments(catalogue: Catalogue) -> Iterator[str]:
    yield """## Assessments

What a way of helping may need on file before it is offered (`requires`), as `Child.assessed` names it. A plugin adds
its own as `[[assessment]]`."""
    rows = ["| assessment | told in English | told in Spanish |", "| --- | --- | --- |"]
    for each in catalogue.assessments:
        told = [catalogue.words.say(Message(key(each, "title")), language) for language in ("en", "es")]
        rows.append(f"| `{each}` | {' | '.join(told)} |")
    yield "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(caution_list(core_catalogue()))
