"""
What notes tell beside a danger, learnt: the tags that would have been ticked, and how practice went.

Two people read what a note tells: who wrote it, and one who read it for nothing else (`told.jsonl`). It is learnt from
the second; of what is found that is right which either says, and found should be what both say.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import figures
import numpy as np
from attrs import frozen
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from coachplan.model.entries import CORE_TAGS
from coachplan.model.told import MARKS, Told
from coachplan.notes.telling import LISTED, SAID, STEPS, UPSET

HERE = Path(__file__).resolve().parent
#: The tags that are weighed; those of `LISTED` have words of their own.
WEIGHED = tuple(tag for tag in CORE_TAGS if tag not in LISTED)
NAMES = (*WEIGHED, SAID, *STEPS)

#: How freely weights may grow, as for the danger; and how many runs speak for or against one thing.
FREEDOM = 20
RUNS = 2000
#: What the weights tell is to be right so often. A false word of distress, refusal or pressure costs a week, and one
#: that is missed hurts a child: more of those may be wrong. How it went is told with its chances, and they weigh little
#: where it may be anything: here it counts only that the note says it at all.
RIGHT, RIGHT_UPSET, RIGHT_SAID = 0.85, 0.78, 0.9


def read_told() -> dict[str, Mapping[str, Any]]:
    """
    Return what a second person read each note to tell, by the note's id; of notes that nobody read so, nothing.
    """
    lines = (HERE / "told.jsonl").read_text(encoding="utf-8").splitlines()
    return {told["id"]: told for told in map(json.loads, lines)}


@frozen(eq=False)
class Labels:
    """
    What each note tells, a row a note: for each of `WEIGHED` whether the writer says so (*wrote*) and whether the
    second person does (*read*); how it went by both, -1 where they say nothing; and which notes were *twice* read.
    """

    wrote: np.ndarray
    read: np.ndarray
    wrote_went: np.ndarray
    read_went: np.ndarray
    twice: np.ndarray

    @classmethod
    def of(cls, notes: Sequence[Mapping[str, Any]]) -> Labels:
        """
        Gather the labels of notes.
        """
        told = read_told()
        second = [told.get(note.get("id", ""), note) for note in notes]

        def tags(labels: Sequence[Mapping[str, Any]]) -> np.ndarray:
            return np.array([[tag in one.get("tags", ()) for tag in WEIGHED] for one in labels])

        def went(labels: Sequence[Mapping[str, Any]]) -> np.ndarray:
            return np.array([MARKS.index(one["went"]) if one.get("went") else -1 for one in labels])

        twice = np.array([note.get("id", "") in told for note in notes])
        return cls(tags(notes), tags(second), went(notes), went(second), twice)

    def targets(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """
        Yield for each of `NAMES` of which notes it is learnt, and what.
        """
        everybody = np.full(len(self.twice), fill_value=True)
        for place in range(len(WEIGHED)):
            yield everybody, self.read[:, place]
        yield everybody, self.read_went >= 0
        for least in range(1, len(MARKS)):
            yield self.read_went >= 0, self.read_went >= least


def tables(pairs: Iterable[tuple[Mapping[str, Any], Told]]) -> Iterator[str]:
    """
    Yield how well it is told what notes tell, of those notes that two people read so: of each tag how much of what is
    found one of the two says, and how much of what both say is found; and how many marks off it is how practice went.
    """
    second = read_told()
    twice = [(note, second[note["id"]], told) for note, told in pairs if note["id"] in second]
    rows = []
    for tag in CORE_TAGS:
        found = [({tag} <= {*note["tags"]}, {tag} <= {*other["tags"]}, _has(told, tag)) for note, other, told in twice]
        right = figures.Share(sum(h and (w or r) for w, r, h in found), sum(h for _, _, h in found))
        heard = figures.Share(sum(h and w and r for w, r, h in found), sum(w and r for w, r, _ in found))
        agreed = figures.Share(sum(w and r for w, r, _ in found), sum(w or r for w, r, _ in found))
        rows.append((tag, (right, heard, agreed)))
    heads = ("of what is found, right", "of what both say, found", "of what either says, both do")
    yield figures.table("tag", rows, heads)
    off = Counter(_off_by(note, other, told.went.mark) for note, other, told in twice if told.went is not None)
    said = sum(off.values())
    tells = sum(1 for note, other, _ in twice if note["went"] and other["went"])
    names = {-1: "neither says", 0: "as one of the two says", 1: "one mark off", 2: "two off", 3: "three off"}
    wrote = [(name, [figures.Share(off[number], said)]) for number, name in names.items()]
    yield figures.table("how it went", wrote, (f"of {said} told, where both say so of {tells} of {len(twice)}",))


def _has(told: Told, tag: str) -> bool:
    return any(one.tag == tag for one in told.tags)


def _off_by(note: Mapping[str, Any], other: Mapping[str, Any], mark: str) -> int:
    here = [MARKS.index(one["went"]) for one in (note, other) if one["went"]]
    return min((abs(MARKS.index(mark) - one) for one in here), default=-1)


def contrast(given: sparse.csr_matrix, positive: np.ndarray) -> np.ndarray:
    """
    Return by how much each run is commoner on one side: weights may grow the more freely (Wang and Manning 2012).
    """
    stands = (given > 0).astype(float)
    with_it = np.asarray(stands[positive].sum(axis=0)).ravel() + 1
    without = np.asarray(stands[~positive].sum(axis=0)).ravel() + 1
    return np.sqrt(np.abs(np.log((with_it / with_it.sum()) / (without / without.sum()))))


@frozen(eq=False)
class Learnt:
    """
    Of one thing that notes tell: the weights by the number of a run, the bias, and the score of every note.
    """

    weights: Mapping[int, float]
    bias: float
    scores: np.ndarray


def learn(given: sparse.csr_matrix, known: np.ndarray, positive: np.ndarray) -> Learnt:
    """
    Learn one thing from those rows (a note each) that are *known*; of all runs those that weigh most are kept.
    """
    rows, labels = given[np.flatnonzero(known)], positive[known]
    grow = contrast(rows, labels)
    first = LogisticRegression(C=FREEDOM, max_iter=300).fit(rows @ sparse.diags(grow), labels)
    weighs = np.abs(first.coef_[0]) * grow * np.sqrt(np.asarray(rows.multiply(rows).sum(axis=0)).ravel())
    kept = np.sort(np.argsort(-weighs, kind="stable")[:RUNS])
    model = LogisticRegression(C=FREEDOM, max_iter=300).fit(rows[:, kept] @ sparse.diags(grow[kept]), labels)
    weights = model.coef_[0] * grow[kept]
    scores = np.asarray(given[:, kept] @ weights).ravel() + model.intercept_[0]
    return Learnt(dict(zip(kept.tolist(), weights.tolist(), strict=True)), float(model.intercept_[0]), scores)


def thresholds(labels: Labels, scores: np.ndarray, of: np.ndarray) -> list[float]:
    """
    Return from which score on each of `NAMES` is told, by the scores of notes that nothing was learnt from.
    """
    chosen = of & labels.twice
    found = [
        _least(
            scores[chosen, place],
            labels.wrote[chosen, place] | labels.read[chosen, place],
            RIGHT_UPSET if tag in UPSET else RIGHT,
        )
        for place, tag in enumerate(WEIGHED)
    ]
    said = (labels.wrote_went >= 0) | (labels.read_went >= 0)
    return [*found, _least(scores[chosen, len(WEIGHED)], said[chosen], RIGHT_SAID), 0.0, 0.0, 0.0]


def _least(scores: np.ndarray, right: np.ndarray, wanted: float) -> float:
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= wanted)
    return float(scores[order][enough[-1]]) if len(enough) else float(scores.max()) + 1
