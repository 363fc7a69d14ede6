"""
A scorer of pairs: many small decision trees whose leaves add up (gradient boosting, Friedman 2001).

    stem_near > 0.62 ? (days_apart > 3.1 ? -0.21 : +0.34) : ...   plus 150 others  ->  0.83

Weights are a JSON file of numbers written by `training/ledger`. Leaves are whole millionths, so
that a sum is the same whatever it is added up with, on every machine and in every batch.

Trees are not walked: each question that a number answers with no strikes out the leaves on its
left side, for all trees at once, and what is left first of a tree is the leaf reached
(QuickScorer, Lucchese et al. 2015). That takes a quarter of the time of walking.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Trees", "shipped_trees", "trees_from"]

MILLIONTHS = 1_000_000
_ROWS = 2_000
"""Rows scored at once: what they leave of the trees stays in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """All questions that trees ask about one feature."""

    feature: int
    thresholds: NDArray[np.float64]
    """Sorted."""
    left: NDArray[Any]
    """[thresholds + 2, trees] leaves left by a value above so many thresholds, a bit each; last by a missing one."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """All trees side by side."""

    questions: tuple[_Question, ...]
    leaves: NDArray[np.int64]
    """[trees, leaves] millionths of log odds, from left to right."""
    base: int
    """Log odds before any tree, in millionths."""

    def scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each row [pairs, features] that its two sides are the same, [pairs]."""
        parts = [self._log_odds(rows[start : start + _ROWS]) for start in range(0, len(rows), _ROWS)]
        odds = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
        return 1.0 / (1.0 + np.exp(-odds / MILLIONTHS))

    def _log_odds(self, rows: NDArray[np.float64]) -> NDArray[np.int64]:
        trees, widest = self.leaves.shape
        kind = _bits_for(widest)
        left = np.full((len(rows), trees), np.iinfo(kind).max, dtype=kind)
        for question in self.questions:
            values = rows[:, question.feature]
            above = np.searchsorted(question.thresholds, values, side="left")
            above[np.isnan(values)] = len(question.thresholds) + 1
            left &= question.left.take(above, axis=0, mode="clip")  # all are inside: to look for others takes longer
        lowest = (left & (~left + kind.type(1))).astype(np.float64)  # a power of two, which frexp takes apart exactly
        leaf = np.frexp(lowest)[1] - 1
        leaf += np.arange(trees, dtype=leaf.dtype) * widest
        odds: NDArray[np.int64] = self.leaves.ravel().take(leaf, mode="clip").sum(axis=1) + self.base
        return odds


def trees_from(text: str, features: Sequence[str]) -> Trees:
    """Read trees; ValueError where they were fitted on other features than those asked for."""
    read = json.loads(text)
    if tuple(read["features"]) != tuple(features):
        raise ValueError(f"the trees see {read['features']}, expected {list(features)}: fit them again")
    leaves: list[list[int]] = []
    asked: dict[int, list[tuple[float, int, int, bool]]] = {}
    for number, tree in enumerate(read["trees"]):
        found: list[int] = []
        for node, struck in _walked(tree, 0, found):
            asked.setdefault(tree["feature"][node], []).append(
                (tree["threshold"][node], number, struck, bool(tree["missing_left"][node]))
            )
        leaves.append(found)
    widest = max(map(len, leaves))
    return Trees(
        questions=tuple(
            _question(feature, asked[feature], len(leaves), _bits_for(widest)) for feature in sorted(asked)
        ),
        leaves=np.array([[*found, *[0] * (widest - len(found))] for found in leaves], dtype=np.int64),
        base=read["base"],
    )


def _walked(tree: Mapping[str, Any], node: int, leaves: list[int]) -> list[tuple[int, int]]:
    """Gather the leaves under a node, left to right; return its questions, each with what a no strikes out."""
    if tree["left"][node] == node:
        leaves.append(tree["value"][node])
        return []
    first = len(leaves)
    inside = _walked(tree, tree["left"][node], leaves)
    struck = sum(1 << leaf for leaf in range(first, len(leaves)))
    inside.append((node, struck))
    return inside + _walked(tree, tree["right"][node], leaves)


def _question(
    feature: int, asked: Sequence[tuple[float, int, int, bool]], trees: int, kind: np.dtype[Any]
) -> _Question:
    """All questions about one feature, answered beforehand for every place between two thresholds."""
    listed = sorted(asked)
    most = np.iinfo(kind).max
    left = np.full((len(listed) + 2, trees), most, dtype=kind)
    for place, (_, tree, struck, missing_left) in enumerate(listed):
        kept = kind.type(int(most) - struck)
        left[place + 1 : -1, tree] &= kept
        if not missing_left:
            left[-1, tree] &= kept
    return _Question(feature, np.array([threshold for threshold, *_ in listed]), left)


def _bits_for(leaves: int) -> np.dtype[Any]:
    """The narrowest whole numbers that have a bit for each leaf of a tree."""
    for bits in (16, 32, 64):
        if leaves <= bits:
            return np.dtype(f"uint{bits}")
    raise ValueError(f"a tree has {leaves} leaves, expected at most 64: fit smaller ones")


@cache
def shipped_trees(name: str, features: tuple[str, ...]) -> Trees:
    """Return the trees of that name in the package."""
    return trees_from((files("onrecord.ledger.matching") / "tables" / f"{name}.json").read_text("utf-8"), features)
