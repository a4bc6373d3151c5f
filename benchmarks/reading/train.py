"""
Make the table of the second reader from the notes of many people, and measure it on people that it has not seen.

    python benchmarks/reading/train.py              # makes src/coachplan/notes/second_reader.zip anew
    python benchmarks/reading/train.py --check      # says whether the table that is there is the one that this makes
    python benchmarks/reading/train.py --figures    # trains without a fifth of the people at a time, and counts there
    python benchmarks/reading/train.py --curve      # how much more people teach

Wants the packages of `benchmarks/reading/requirements.txt`. The same notes and the same releases make the same table:
nothing is drawn by chance but who is left out together, from a seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import figures
import numpy as np
import tells
from attrs import frozen
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from coachplan import Engine, Reading
from coachplan.model.told import Told
from coachplan.notes.both_readers import doubt
from coachplan.notes.pieces import letter_runs, pieces, word_runs
from coachplan.notes.reader import read
from coachplan.notes.second_reader import PIVOT, SCALE, SOUNDS
from coachplan.notes.second_table import packed, unpacked
from coachplan.notes.tokens import Words, cut

TABLE = Path(__file__).resolve().parents[2] / "src" / "coachplan" / "notes" / "second_reader.zip"
LABELLED = Path(__file__).resolve().parents[2] / "tests" / "notes" / "labelled"
LANGUAGES = ("en", "es")

#: A run that stands in fewer pieces teaches nothing that holds for anybody else.
LEAST_PIECES = 3
#: How freely weights may grow (the inverse of the penalty); half or twice as much made no difference of a point.
FREEDOM = 20
#: A sentence of a note without danger counts half: there are many of them.
HALF = 0.5
#: What we say ourselves, and the notes that the lists were mended for, count no more than others: they are few voices.
OWN = 1.0
FOLDS, INNER, SEED = 5, 4, 1

#: What the thresholds are to keep to, on people left out. The second reader alone may pause so many look-alikes and so
#: many everyday notes; say "soon" of so many everyday notes; call so many notes of a danger today an emergency; and
#: with the lists together show so many everyday notes to a therapist. It holds the second key to lower a sign where no
#: more than so many notes of a danger now or today sound as harmless.
PAUSES_LOOKALIKES, PAUSES_EVERYDAY = 0.03, 0.015
SOON_EVERYDAY = 0.025
NOW_OF_TODAY = 0.2
SEEN_EVERYDAY = 0.115
HARMLESS = 0.03

Note = Mapping[str, Any]


@frozen(eq=False)
class Sample:
    """
    One text: its runs, its level as a number, what it counts in learning (nothing where it is only scored), and whether
    it is scored.
    """

    words: frozenset[str]
    letters: frozenset[str]
    level: int
    counts: float
    scored: bool


@frozen(eq=False)
class Prepared:
    """
    A note cut once: its samples, and whether the lists alone raise anything.
    """

    note: Note
    samples: tuple[Sample, ...]
    listed: bool


def _sample(words: Sequence[str], level: int, counts: float = 1.0, *, scored: bool = True) -> Sample:
    runs = frozenset(run for _, _, run in word_runs(words))
    return Sample(runs, frozenset(run for word in set(words) for run in letter_runs(word)), level, counts, scored)


def prepared(note: Note, engine: Engine) -> Prepared:
    """
    Cut a note. What is learnt: the whole; of a danger the words that carry it, and the sentences that hold them; of a
    note without one each sentence. What is scored: the whole, and each sentence.
    """
    text, level = note["text"], figures.LEVELS.index(note["level"])
    cutting = cut(text)
    whole, sentences = pieces(cutting)
    samples = [_sample(cutting.words[first:last], level) for first, last in whole]
    at = text.find(note["words"]) if level and note["words"] else -1
    end = at + len(note["words"])
    for first, last in sentences:
        holds = at >= 0 and cutting.starts[first] <= at + 1 and end <= cutting.ends[last - 1] + 3
        samples.append(_sample(cutting.words[first:last], level, float(holds) if level else HALF))
    if at >= 0 and note["words"].strip() != text.strip():
        samples.append(_sample(cut(note["words"]).words, level, scored=False))
    return Prepared(note, tuple(samples), _is_told(note, cutting, engine))


def _is_told(note: Note, cutting: Words, engine: Engine) -> bool:
    """
    Say whether the lists alone tell anybody of a note, but for what is so little of a sign that nothing is made of it
    once a table agrees.
    """
    language = "es" if note["lang"] == "es" else "en"
    fired = [mention for mention in read(engine.catalogue.lexicon, note["text"], language).mentions if mention.urgency]
    little = [mention for mention in fired if (ground := doubt(mention, cutting)) and ground.kind == "affirmed"]
    if fired:
        return len(little) < len(fired)
    with figures.read_with("no table"):
        (heard,) = figures.read_all(engine, [note])
    return heard.level != "none"


def own_words(engine: Engine) -> Iterator[Prepared]:
    """
    Yield what is no emergency by our own making: tiny wins and steps as the content says them, in each language, and
    the notes without danger, or of one within days, that the lists were mended for. Those that are locked stay out.
    """
    words = engine.catalogue.words
    levels: dict[str, str] = {}
    for skill in engine.catalogue.skills.values():
        parts = [f"tiny_wins.{number}" for number in range(1, len(skill.tiny_wins) + 1)]
        parts += [
            f"steps.{number}.{part}" for number in range(1, len(skill.steps) + 1) for part in ("title", "look_for")
        ]
        found = (words.find(f"{skill.id}#{part}", language) for language in LANGUAGES for part in parts)
        levels |= {said.replace("{child}", "Sam"): "none" for said in found if said}
    for file in sorted(LABELLED.glob("*.toml")):
        if not file.stem.startswith("locked"):
            labelled = tomllib.loads(file.read_text(encoding="utf-8"))
            kinds = [labelled.get("everyday", {}), *labelled.get("hard", {}).values()]
            levels |= {note: "none" for kind in kinds for notes in kind.values() for note in notes}
            levels |= {note: "soon" for notes in labelled.get("soon", {}).values() for note in notes}
    for text, level in levels.items():
        cutting = cut(text)
        if cutting.words:
            sample = _sample(cutting.words, figures.LEVELS.index(level), OWN, scored=False)
            note = {"persona": "", "level": level, "kind": "", "text": text}
            yield Prepared(note, (sample,), listed=False)


def _columns(runs: Iterable[frozenset[str]]) -> tuple[list[str], sparse.csc_matrix]:
    numbers: dict[str, int] = {}
    rows, columns = [], []
    for row, found in enumerate(runs):
        # In order, so that the same notes make the same table, whatever order a set has.
        columns.extend(numbers.setdefault(run, len(numbers)) for run in sorted(found))
        rows.extend([row] * len(found))
    ones = np.ones(len(rows))
    return list(numbers), sparse.csc_matrix((ones, (rows, columns)), shape=(max(rows) + 1, len(numbers)))


@frozen(eq=False)
class Notes:
    """
    All notes at once: a row a sample, in columns of runs of words and of letters.
    """

    notes: Sequence[Prepared]
    words: list[str]
    letters: list[str]
    in_words: sparse.csc_matrix
    in_letters: sparse.csc_matrix
    note: np.ndarray
    level: np.ndarray
    counts: np.ndarray
    scored: np.ndarray

    @classmethod
    def of(cls, notes: Sequence[Prepared]) -> Notes:
        """
        Put notes in rows and columns.
        """
        samples = [sample for each in notes for sample in each.samples]
        words, in_words = _columns(sample.words for sample in samples)
        letters, in_letters = _columns(sample.letters for sample in samples)
        return cls(
            notes, words, letters, in_words, in_letters,
            note=np.repeat(np.arange(len(notes)), [len(each.samples) for each in notes]),
            level=np.array([sample.level for sample in samples]),
            counts=np.array([sample.counts for sample in samples]),
            scored=np.array([sample.scored for sample in samples]),
        )  # fmt: skip


@frozen(eq=False)
class Fitted:
    """
    What was learnt: the runs, how rare each is, its weights for each of `SOUNDS`, the biases; and the scores that each
    note has by them, the highest of its pieces. *whole* has a row a note: how each run weighs in the whole of it.
    """

    words: list[str]
    letters: list[str]
    rarity: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    loudest: np.ndarray
    whole: sparse.csr_matrix


def fit(notes: Notes, of: np.ndarray) -> Fitted:
    """
    Learn from those notes for which *of* is true, and score all.
    """
    learnt = of[notes.note] & (notes.counts > 0)
    blocks, names, rarity = [], [], []
    for found, runs in ((notes.in_words, notes.words), (notes.in_letters, notes.letters)):
        counts = np.asarray(found[np.flatnonzero(learnt)].sum(axis=0)).ravel()
        kept = np.flatnonzero(counts >= LEAST_PIECES)
        kept = kept[np.argsort(np.array([runs[number] for number in kept]))]
        rare = 1 + np.log((1 + learnt.sum()) / (1 + counts[kept]))
        weighed = found[:, kept] @ sparse.diags(rare)
        length = np.sqrt(PIVOT + np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        blocks.append(sparse.diags(1 / length) @ weighed)
        names.append([runs[number] for number in kept])
        rarity.append(rare)
    given = sparse.hstack(blocks).tocsr()
    known, levels, counts = given[np.flatnonzero(learnt)], notes.level[learnt], notes.counts[learnt]
    weights, bias = [], []
    for least in range(1, len(SOUNDS) + 1):
        grow = tells.contrast(known, levels >= least)
        model = LogisticRegression(C=FREEDOM, max_iter=500, class_weight="balanced")
        model.fit(known @ sparse.diags(grow), levels >= least, sample_weight=counts)
        weights.append(model.coef_[0] * grow)
        bias.append(model.intercept_[0])
    scores = np.asarray(given @ np.array(weights).T) + np.array(bias)
    loudest = np.full((len(notes.notes), len(SOUNDS)), -np.inf)
    np.maximum.at(loudest, notes.note[notes.scored], scores[notes.scored])
    _, first = np.unique(notes.note, return_index=True)
    rare = np.concatenate(rarity)
    return Fitted(names[0], names[1], rare, np.array(weights), np.array(bias), loudest, whole=given[first])


def folds(notes: Notes, of: np.ndarray, count: int) -> Iterator[np.ndarray]:
    """
    Yield which notes are left out, *count* times, of those for which *of* is true: all that somebody wrote, or none.
    """
    wrote = np.array([each.note["persona"] for each in notes.notes])
    people = sorted(set(wrote[of]) - {""})
    random.Random(SEED).shuffle(people)
    for fold in range(count):
        yield of & np.isin(wrote, people[fold::count])


def by_somebody(notes: Notes) -> np.ndarray:
    """
    Return which notes one of the people wrote: the others are ours, and nothing is measured on them.
    """
    return np.array([bool(each.note["persona"]) for each in notes.notes])


def left_out(notes: Notes, of: np.ndarray) -> np.ndarray:
    """
    Return the scores of notes by tables that were made without those who wrote them.
    """
    scores = np.full((len(notes.notes), len(SOUNDS)), np.nan)
    for out in folds(notes, of, INNER):
        scores[out] = fit(notes, of & ~out).loudest[out]
    return scores[of & by_somebody(notes)]


def thresholds(notes: Sequence[Prepared], scores: np.ndarray) -> dict[str, float]:
    """
    Return from which score on a note is taken for what, so that the shares above are kept to.
    """
    soon, today, now = scores.T
    level = np.array([each.note["level"] for each in notes])
    kind = np.array([each.note["kind"] for each in notes])
    listed = np.array([each.listed for each in notes])
    alike = (level == "none") & np.isin(kind, figures.LOOKALIKES)
    everyday = (level == "none") & np.isin(kind, figures.EVERYDAY)

    def above(values: np.ndarray, share: float) -> float:
        return float(np.quantile(values, 1 - share))

    shown = max(0.0, SEEN_EVERYDAY - listed[everyday].mean()) / (1 - listed[everyday].mean())
    found = {
        "soon": above(soon[everyday], SOON_EVERYDAY),
        "look": above(soon[everyday & ~listed], shown),
        "harmless": float(np.quantile(soon[(level == "now") | (level == "today")], HARMLESS)),
    }
    found["soon"] = max(found["soon"], found["look"])
    # What does not sound like anything at all is nothing of today, either.
    today = np.where(soon > found["look"], today, -99.0)
    found["today"] = max(above(today[alike], PAUSES_LOOKALIKES), above(today[everyday], PAUSES_EVERYDAY))
    paused = today > found["today"]
    found["now"] = above(np.where(paused, now, -99.0)[level == "today"], NOW_OF_TODAY)
    return {name: round(value, 3) for name, value in sorted(found.items())}


def table(notes: Notes, of: np.ndarray) -> bytes:
    """
    Return the table that those notes make for which *of* is true, packed.
    """
    theirs = of & by_somebody(notes)
    chosen = [each for each, taken in zip(notes.notes, theirs, strict=True) if taken]
    cuts, fitted = thresholds(chosen, left_out(notes, of)), fit(notes, of)
    told, what = told_weights(notes, fitted, theirs)
    whole = [np.rint(SCALE * fitted.rarity**2), *(np.rint(SCALE * fitted.rarity * each) for each in fitted.weights)]
    columns = [array("h", [int(number) for number in np.clip(column, -32767, 32767)]) for column in whole]
    about = {
        "languages": LANGUAGES,
        "bias": [round(float(each), 4) for each in fitted.bias],
        "thresholds": cuts,
        "tells": what,
        "from": {"notes": len(chosen), "people": len({each.note["persona"] for each in chosen})},
    }
    return packed(about, fitted.words, fitted.letters, columns, told)


def told_weights(
    notes: Notes, fitted: Fitted, of: np.ndarray
) -> tuple[list[dict[int, int]], list[dict[str, Any]]]:
    """
    Return what is learnt of what else notes tell, by the notes for which *of* is true: the weights of the runs, and the
    name, bias and threshold of each.
    """
    labels = tells.Labels.of([each.note for each in notes.notes])
    scores = np.full((len(notes.notes), len(tells.NAMES)), np.nan)
    for out in folds(notes, of, INNER):
        for place, (known, positive) in enumerate(labels.targets()):
            scores[out, place] = tells.learn(fitted.whole, of & ~out & known, positive).scores[out]
    least = tells.thresholds(labels, scores, of)
    learnt = [tells.learn(fitted.whole, of & known, positive) for known, positive in labels.targets()]
    told = [
        {number: round(SCALE * fitted.rarity[number] * weight) for number, weight in one.weights.items()}
        for one in learnt
    ]
    what = [
        {"name": name, "bias": round(one.bias, 4), "least": round(at, 4)}
        for name, one, at in zip(tells.NAMES, learnt, least, strict=True)
    ]
    return told, what


def reliability(notes: Sequence[Prepared], scores: np.ndarray) -> str:
    """
    Return of how many notes that score so and so each is one that somebody should hear of, on people left out.
    """
    danger = np.array([each.note["level"] != "none" for each in notes])
    rows = []
    for low, high in pairwise((-99, -6, -4, -2, 0, 1, 2, 3, 4, 6, 99)):
        here = (scores[:, 0] >= low) & (scores[:, 0] < high)
        name = f"below {high}" if low == -99 else f"{low} and more" if high == 99 else f"{low} to {high}"
        rows.append((name, [int(here.sum()), figures.Share(int(danger[here].sum()), int(here.sum()))]))
    return figures.table("score", rows, ("notes", "of them a danger"))


def curve(notes: Notes) -> str:
    """
    Return what the second reader alone sees of people left out, by how many people it learnt from, where it takes 6 %
    of look-alikes for a danger too.
    """
    level, kind = (np.array([each.note[name] for each in notes.notes]) for name in ("level", "kind"))
    alike = (level == "none") & np.isin(kind, figures.LOOKALIKES)
    wrote, written = np.array([each.note["persona"] for each in notes.notes]), by_somebody(notes)
    everybody = np.full(len(notes.notes), fill_value=True)
    rows = []
    for share in (8, 4, 2, 1):
        scores = np.full((len(notes.notes), len(SOUNDS)), np.nan)
        people = 0
        for out in folds(notes, everybody, FOLDS):
            known = sorted(set(wrote[~out]) - {""})
            random.Random(SEED).shuffle(known)
            taken = known[: len(known) // share]
            people += len(taken)
            scores[out] = fit(notes, np.isin(wrote, ["", *taken])).loudest[out]
        shares = []
        for name, column in (("now", 1), ("today", 1), ("soon", 0)):
            least = np.quantile(scores[alike & written, column], 0.94)
            chosen = written & (level == name)
            shares.append(figures.Share(int((scores[chosen, column] > least).sum()), int(chosen.sum())))
        rows.append((str(round(people / FOLDS)), shares))
    return figures.table("people learnt from", rows, ("now", "today", "soon"))


def _read(engine: Engine, note: Note) -> Reading:
    return engine.read(note["text"], "es" if note["lang"] == "es" else "en")


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Make the table, or check it, or print the figures.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="make nothing; exit 1 where the table is another")
    parser.add_argument("--figures", action="store_true", help="make nothing; print how well people left out are read")
    parser.add_argument("--curve", action="store_true", help="make nothing; print what more people teach")
    chosen = parser.parse_args(arguments)
    engine = Engine()
    notes = Notes.of([*(prepared(note, engine) for note in figures.voices()), *own_words(engine)])
    everybody = np.full(len(notes.notes), fill_value=True)
    if chosen.curve:
        print(curve(notes))
        return 0
    if chosen.figures:
        pairs: list[figures.Pair] = []
        told: list[tuple[Note, Told]] = []
        for number, out in enumerate(folds(notes, everybody, FOLDS), start=1):
            reader = unpacked(table(notes, ~out))
            unknown = [notes.notes[index].note for index in np.flatnonzero(out)]
            with figures.read_with(reader):
                pairs += zip(unknown, figures.read_all(engine, unknown), strict=True)
                told += [(note, _read(engine, note).told) for note in unknown if note["persona"]]
            print(f"{number} of {FOLDS}: {dict(reader.thresholds)}", file=sys.stderr)
        print("\n\n".join([*figures.tables(pairs), *tells.tables(told)]))
        written = [each for each in notes.notes if each.note["persona"]]
        print("\n" + reliability(written, left_out(notes, everybody)))
        return 0
    made = table(notes, everybody)
    if chosen.check:
        same = TABLE.exists() and unpacked(TABLE.read_bytes()).about["digest"] == unpacked(made).about["digest"]
        print("the same table" if same else f"{TABLE.name} is not the table that these notes make")
        return 0 if same else 1
    TABLE.write_bytes(made)
    print(f"{TABLE.name}: {len(made) / 1e6:.2f} MB, {unpacked(made).about['runs']}, {unpacked(made).thresholds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
