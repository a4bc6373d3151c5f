"""
Every sentence that the twelve families, and their therapists, are told: printed to be read from top to bottom.

`python tests/voices.py` writes `docs/explanation/voices/`, a page a language; `test_voice.py` holds that they are as
the code says it. Beside them stand the sentences that take a name, a routine or an interest, filled with awkward ones.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path

from coachplan import Review
from coachplan.base.messages import Message, gaps
from coachplan.model.interests import Interest
from coachplan.testing import load_scenarios
from coachplan.testing.builders import installed

HERE = Path(__file__).parent
PAGES = HERE.parent / "docs" / "explanation" / "voices"
LANGUAGES = {"en": "English", "es": "español"}

#: What people are called, and what they love: two words, a vowel, an ending in s, a plural, a name with its article.
NAMES = ("Ana", "Jesús", "María José", "Io")
INTERESTS = {
    "en": ("trains", "character: Elsa", "activity: swimming", "animal: the neighbour's cat"),
    "es": ("los trenes", "personaje: Elsa", "actividad: nadar", "animal: la gata de la abuela"),
}
#: Routines as a family calls them, in the middle of a sentence and at its end.
ROUTINES = {"en": ("bath", "our evening walks", "Oma's dinner"), "es": ("el baño", "nuestras tardes", "la cena de Oma")}
#: What stands above each part, and how soon an alert is, in the language of the page.
HEADINGS = {
    "en": {},
    "es": {
        "First": "Primero",
        "What went well": "Lo que salió bien",
        "The step": "El paso",
        "What they want": "Lo que quiere la familia",
        "Asked": "Lo que preguntaron",
        "From the words": "Lo que entendimos",
        "To note": "Para tener en cuenta",
        "For the therapist": "Para terapia",
        "Asked why no step up": "Si se pregunta por qué no toca un paso más",
        "now": "ahora",
        "today": "hoy",
        "soon": "pronto",
        "week": "semana",
        "Sentences with awkward values": "Frases con valores difíciles de encajar",
        "“{}”": "«{}»",
    },
}


def _listed(title: str, lines: Iterator[str] | tuple[str, ...] | list[str]) -> Iterator[str]:
    lines = [line for line in lines if line]
    if lines:
        yield f"*{title}*"
        yield ""
        yield from (f"- {line}" for line in lines)
        yield ""


def told(review: Review, language: str) -> Iterator[str]:
    """
    Yield all that a caregiver is shown of a review, and the lines of a clinician.
    """
    view, engine = review.for_caregiver(language), installed()
    named = {each: HEADINGS[language].get(each, each) for each in HEADINGS["es"]}
    yield from _listed(named["First"], [f"({named[alert.urgency]}) {alert.words}" for alert in view.alerts])
    yield from _listed(named["What went well"], view.wins)
    for step in view.next_steps:
        yield from _listed(named["The step"], step.lines)
    yield from _listed(named["What they want"], view.goals)
    quoted = named["“{}”"]
    asked = ([quoted.format(each.words), each.answered, *each.answers, each.waits] for each in view.questions)
    yield from _listed(named["Asked"], [" ".join(filter(None, parts)) for parts in asked])
    yield from _listed(named["From the words"], view.from_words)
    yield from _listed(named["To note"], view.notes)
    for suggestion in review.next_steps:
        said = engine.say(suggestion, language=language, audience="clinician", numbers=False).splitlines()
        yield from _listed(named["For the therapist"], said[2:])
        yield from _listed(named["Asked why no step up"], [review.why_not(suggestion.focus, "step-up").say(language)])


def families(language: str) -> Iterator[str]:
    """
    Yield one page: three looks at each family, in one language.
    """
    yield f"# What twelve families are told ({LANGUAGES[language]})"
    yield ""
    yield "Written by `python tests/voices.py`; the families and their logs stand in `tests/families/`."
    yield ""
    for path in sorted((HERE / "families").glob("*.toml")):
        for scenario in load_scenarios(path):
            yield f"## {scenario.name}"
            yield ""
            yield from told(installed().review(scenario.plan, scenario.entries, on=scenario.review_day), language)


def demo(language: str) -> Iterator[str]:
    """
    Yield one page: the families of the demo week by week, in one language.
    """
    made = runpy.run_path(str(HERE.parent / "examples" / "demo.py"))
    yield f"# What the families of the demo are told ({LANGUAGES[language]})"
    yield ""
    for sample in made["FAMILIES"]:
        for week, (plan, review, _) in enumerate(made["loop"](installed(), sample), start=1):
            yield f"## {plan.family.child.name}, {HEADINGS[language].get('week', 'week')} {week}"
            yield ""
            yield from told(review, language)


def awkward(language: str) -> Iterator[str]:
    """
    Yield each sentence that takes a name, a routine or an interest, filled with values that are hard to fill in.
    """
    catalogue = installed().catalogue
    title = "Sentences with awkward values"
    yield f"## {HEADINGS[language].get(title, title)} ({LANGUAGES[language]})"
    yield ""
    number = 0
    for key, words in sorted(catalogue.words.by_language[language].items()):
        asked = gaps(words)
        if key in catalogue.for_clinicians or not asked & {"routine", "interest", "new_routine"}:
            continue
        number += 1
        routine = ROUTINES[language][number % 3]
        values = {"child": NAMES[number % 4], "routine": routine, "new_routine": routine, "n": 2}
        strategy = catalogue.strategies.get(key.partition("#")[0])
        loved = [Interest.written(each) for each in INTERESTS[language]]
        kinds = strategy.interest_kinds if strategy is not None else ()
        fitting = [each.words for each in loved if not kinds or each.kind in kinds]
        values["interest"] = fitting[number % len(fitting)]
        yield f"- {catalogue.words.say(Message(key, values), language)}"
    yield ""


def pages() -> dict[str, str]:
    """
    Return each page by the name of its file.
    """
    made = {f"{language}.md": (*families(language), *awkward(language)) for language in LANGUAGES}
    made |= {f"demo.{language}.md": tuple(demo(language)) for language in LANGUAGES}
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


def main() -> None:
    """
    Write the pages.
    """
    PAGES.mkdir(exist_ok=True)
    for name, words in pages().items():
        (PAGES / name).write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
