"""
A scorer of pairs: many small decision trees whose leaves add up (gradient boosting, Friedman 2001).

    stem_near > 0.62 ? (days_apart > 3.1 ? -0.21 : +0.34) : ...   plus 150 others  ->  0.83

Weights are a JSON file of numbers written by `training/ledger`. Leaves are whole millionths, so
that a sum is the same whatever it is added up with, on every machine and in every batch.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Trees", "shipped_trees", "trees_from"]

MILLIONTHS = 1_000_000
_ROWS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """All trees side by side; arrays of shape [trees, nodes]."""

    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    """The next node where the value is at most the threshold; a leaf leads to itself."""
    right: NDArray[np.int64]
    missing_left: NDArray[np.bool_]
    value: NDArray[np.int64]
    """Millionths of log odds; 0 but in leaves."""
    base: int
    """Log odds before any tree, in millionths."""
    depth: int

    def scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each row [pairs, features] that its two sides are the same, [pairs]."""
        parts = [self._log_odds(rows[start : start + _ROWS]) for start in range(0, len(rows), _ROWS)]
        odds = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
        return 1.0 / (1.0 + np.exp(-odds / MILLIONTHS))

    def _log_odds(self, rows: NDArray[np.float64]) -> NDArray[np.int64]:
        """Walk the trees one by one, all rows of one at once: a few columns stay in the processor's cache."""
        missing = np.isnan(rows).ravel()
        flat = rows.ravel()
        start = np.arange(len(rows)) * rows.shape[1]
        odds = np.full(len(rows), self.base, dtype=np.int64)
        for n in range(len(self.feature)):
            node = np.zeros(len(rows), dtype=np.int64)
            for _ in range(self.depth):
                at = start + self.feature[n].take(node)
                goes_left = flat.take(at) <= self.threshold[n].take(node)
                goes_left |= missing.take(at) & self.missing_left[n].take(node)
                node = np.where(goes_left, self.left[n].take(node), self.right[n].take(node))
            odds += self.value[n].take(node)
        return odds


def trees_from(text: str, features: Sequence[str]) -> Trees:
    """Read trees; ValueError where they were fitted on other features than those asked for."""
    read = json.loads(text)
    if tuple(read["features"]) != tuple(features):
        raise ValueError(f"the trees see {read['features']}, expected {list(features)}: fit them again")
    widest = max(len(tree["feature"]) for tree in read["trees"])

    def column(name: str, kind: type) -> NDArray[Any]:
        return np.array([[*tree[name], *[0] * (widest - len(tree[name]))] for tree in read["trees"]], dtype=kind)

    return Trees(
        feature=column("feature", np.int64),
        threshold=column("threshold", np.float64),
        left=column("left", np.int64),
        right=column("right", np.int64),
        missing_left=column("missing_left", np.bool_),
        value=column("value", np.int64),
        base=read["base"],
        depth=read["depth"],
    )


@cache
def shipped_trees(name: str, features: tuple[str, ...]) -> Trees:
    """Return the trees of that name in the package."""
    return trees_from((files("onrecord.ledger.matching") / "tables" / f"{name}.json").read_text("utf-8"), features)
