"""
Scores that add up, and how far they would move with other reports.

A score is kept as counts per report: `Count(correct=3, predicted=4, gold=6)` is a
precision of 75, a recall of 50 and an F1 of 60. Counts of several reports add;
F1 values do not. The 95 % interval comes from the percentile bootstrap over whole
reports (Efron and Tibshirani 1993, chapter 13): sentences of one report stand or
fall together, so they are drawn together.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

__all__ = [
    "Count",
    "Counts",
    "Interval",
    "Measure",
    "bootstrap",
    "f1_of",
    "macro_f1_of",
    "middle",
    "resampled",
    "total",
]

_Of = TypeVar("_Of")

ROUNDS = 1000
"""Resamples; the third digit of an interval end is stable from about 500 on."""

SEED = 20230804
"""Any fixed number: the same records give the same interval."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many were right, how many were given, how many were asked for."""

    correct: int
    predicted: int
    gold: int

    def __add__(self, other: "Count") -> "Count":
        return Count(self.correct + other.correct, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Percent of the predicted that are right; 0 where none was predicted."""
        return 100 * self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Percent of the gold that was found; 0 where there is no gold."""
        return 100 * self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Counts = Mapping[str, Count]
"""Counts by the name of the score line, for one report or for many."""

Measure = Callable[[Counts], float]
"""One figure, in percent, out of counts."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the resampled scores."""

    low: float
    high: float


def total(reports: Iterable[Counts]) -> dict[str, Count]:
    """Add the counts of the reports, name by name."""
    summed: dict[str, Count] = {}
    for counts in reports:
        for name, count in counts.items():
            summed[name] = summed.get(name, Count(0, 0, 0)) + count
    return summed


def f1_of(name: str) -> Measure:
    """Return the measure that takes the F1 of one line."""

    def measure(counts: Counts) -> float:
        return counts[name].f1 if name in counts else 0.0

    return measure


def macro_f1_of(prefix: str) -> Measure:
    """Return the measure that averages the F1 of every line under a prefix that occurs in the gold."""

    def measure(counts: Counts) -> float:
        occurring = [count.f1 for name, count in counts.items() if name.startswith(prefix) and count.gold]
        return sum(occurring) / len(occurring) if occurring else 0.0

    return measure


def bootstrap(
    reports: Sequence[Counts], measures: Mapping[str, Measure], *, rounds: int = ROUNDS, seed: int = SEED
) -> dict[str, Interval]:
    """
    Draw the reports again with replacement and return where each measure falls, by its name.

    Returns nothing for fewer than two reports: one report says nothing about others.
    """
    if len(reports) < 2:
        return {}
    draw = random.Random(seed)  # noqa: S311 - resampling, not secrecy
    names = sorted({name for counts in reports for name in counts})
    nothing = Count(0, 0, 0)
    table = np.array([[_three(counts.get(name, nothing)) for name in names] for counts in reports], dtype=np.int64)
    scores: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        drawn = draw.choices(range(len(reports)), k=len(reports))
        summed = table[drawn].sum(0).tolist()
        counts = {name: Count(*three) for name, three in zip(names, summed, strict=True)}
        for name, measure in measures.items():
            scores[name].append(measure(counts))
    return {name: middle(values) for name, values in scores.items()}


def _three(count: Count) -> tuple[int, int, int]:
    return count.correct, count.predicted, count.gold


def middle(values: Sequence[float]) -> Interval:
    """Return where the middle 95 % of some values lie."""
    ordered = sorted(values)
    low, high = int(0.025 * (len(ordered) - 1)), round(0.975 * (len(ordered) - 1))
    return Interval(ordered[low], ordered[high])


def resampled(
    reports: Sequence[_Of], measure: Callable[[Sequence[_Of]], float], *, rounds: int = ROUNDS, seed: int = SEED
) -> Interval | None:
    """Return where a measure of whatever the reports gave falls, drawn again as by `bootstrap`; None below two."""
    if len(reports) < 2:
        return None
    draw = random.Random(seed)  # noqa: S311 - resampling, not secrecy
    return middle([measure(draw.choices(reports, k=len(reports))) for _ in range(rounds)])
