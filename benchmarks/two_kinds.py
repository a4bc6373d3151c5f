"""
What numbers by discipline buy a clinic of two kinds of families, and what they cost one of a single kind: coachplan as
shipped, with the numbers of all, and with those of each discipline.

    python benchmarks/two_kinds.py FOLDER two one

Each clinic has so many families of one discipline and as many of another. It is fitted once (seeds from 0 on), and
judged on others of the same kinds (seed 5000), which live under each of the three with the same luck. What was done is
kept in FOLDER, and not done again. Prints a table of each clinic. A fit of 200 families takes some two minutes, and
judging as many another three.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import attrs
from fitted_cohorts import ALL, JUDGED, TOLD, figure, shown

from coachplan.documents.codec import read, write
from coachplan.fitting import fit, table
from coachplan.model.fitted import Fitted
from coachplan.simulation import TEXTBOOK, Outcome, clinic, coached_by, draw, engine_for, live

#: Each clinic: the cohort of its families, and the skill that they practise.
CLINICS = {
    "two": [("slow-and-steep", "ot/put-on-shoes"), ("fine-ladder", "speech/asks-with-words")],
    "one": [("steady", "ot/put-on-shoes"), ("steady", "speech/asks-with-words")],
}

PLUGINS = ("coachplan_ot", "coachplan_speech")

WEEKS = 26

#: No two families of a clinic have the same seed.
APART = 1000

NAMES = {"shipped": "shipped", "all": "numbers of all", "groups": "numbers of each discipline"}


def fitted_to(folder, name, families):
    """Return what was fitted to a clinic: read, or fitted now and kept, with all that was told of it."""
    file = folder / f"{name}.json"
    if not file.exists():
        cases = [
            case
            for number, (cohort, skill) in enumerate(CLINICS[name])
            for case in clinic(ALL[cohort], families, seed=number * APART, skill=skill, plugins=PLUGINS)
        ]
        begun = time.perf_counter()
        found = fit(cases, engine_for((), PLUGINS))
        took = time.perf_counter() - begun
        (folder / f"{name}.txt").write_text(f"{table(found)}\n\n{took:.0f} s\n", encoding="utf-8")
        write(found.document(by="benchmark", on=date(2026, 3, 2)), file)
    return read(Fitted, file)


def lives(folder, name, families, fitted):
    """Let so many families of each kind live under each policy, but for those that did already; keep each."""
    engine = engine_for((), PLUGINS)
    engines = {"shipped": engine}
    if fitted.recommended:
        engines["all"] = engine.with_fitted(attrs.evolve(fitted, groups=()))
    if fitted.grouped:
        engines["groups"] = engine.with_fitted(fitted)
    for cohort, skill in CLINICS[name]:
        steps = len(engine.catalogue.skills[skill].steps)
        drawn = attrs.evolve(ALL[cohort], steps=(steps, steps))
        policies = [TEXTBOOK["never"], TEXTBOOK["oracle"]]
        policies += [coached_by(own, name=called, skill=skill) for called, own in engines.items()]
        file = _file(folder, name, skill)
        kept = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        with file.open("a", encoding="utf-8") as stream:
            for seed in range(JUDGED + len(kept), JUDGED + families):
                truth = draw(drawn, seed, WEEKS * 7)
                lived = [attrs.asdict(live(drawn, seed, each, weeks=WEEKS, truth=truth)) for each in policies]
                stream.write(json.dumps(lived) + "\n")


def _file(folder, name, skill):
    return folder / f"{name}-{skill.replace('/', '-')}.lives"


def told(folder, name, fitted):
    """Print how a clinic's families are foretold, and how others fare, as Markdown."""
    for held, called in ((fitted.held_out, "all, less shipped"), (fitted.by_group, "groups, less all")):
        if held is not None:
            of = f"{held.shipped:.4f} {held.fitted:.4f} {held.gain:.4f} ({held.low:.4f} to {held.high:.4f})"
            print(f"{name}: {called}: {of}; {held.families} families, {held.days} days")
    heads = ["clinic, practised", "numbers", *TOLD.values()]
    print("| " + " | ".join(heads) + " |", "|" + " --- |" * 2 + " ---: |" * (len(heads) - 2), sep="\n")
    for cohort, skill in CLINICS[name]:
        rows = _file(folder, name, skill).read_text(encoding="utf-8").splitlines()
        families = [{each["policy"]: Outcome(**each) for each in json.loads(row)} for row in rows]
        here = [each for each in NAMES if each in families[0]]
        about = f"{name}: {cohort}, {skill}, {len(families)}"
        for policy in here:
            cells = [shown(figure(each, families, policy)) for each in TOLD]
            print("| " + " | ".join([about, NAMES[policy], *cells]) + " |")
        for other, policy in pairwise(here):
            more = [shown(figure(each, families, policy, other), "+") for each in TOLD]
            print("| " + " | ".join([about, f"*{policy} less {other}*", *more]) + " |")
    print()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("clinics", nargs="+", choices=CLINICS)
    parser.add_argument("--fit", type=int, default=100, help="Families of each kind that are fitted to.")
    parser.add_argument("--families", type=int, default=100, help="Other families of each kind, to be judged by.")
    given = parser.parse_args()
    given.folder.mkdir(exist_ok=True)
    for each in given.clinics:
        own = fitted_to(given.folder, each, given.fit)
        lives(given.folder, each, given.families, own)
        told(given.folder, each, own)
