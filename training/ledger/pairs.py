"""
Pairs of events and of reports with what a scorer sees of them and whether they are one.

Negatives are many and mostly easy: pairs that share a key are kept whole or thinned by a fixed
draw, and weighed so that the thinned ones count for those left out.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from onrecord.ledger.matching.links import Row, candidate_pairs

__all__ = ["Pairs", "make_pairs"]

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows, by their ids; arrays of one row a pair."""

    ids: list[tuple[str, str]]
    rows: np.ndarray
    """[pairs, features]"""
    same: np.ndarray
    """[pairs] whether the two are one"""
    weights: np.ndarray
    """[pairs] how many pairs each stands for"""

    def __add__(self, other: "Pairs") -> "Pairs":
        return Pairs(
            self.ids + other.ids,
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.same, other.same]),
            np.concatenate([self.weights, other.weights]),
        )

    def where(self, chosen: np.ndarray) -> "Pairs":
        """The pairs of a mask."""
        ids = [pair for pair, keep in zip(self.ids, chosen, strict=True) if keep]
        return Pairs(ids, self.rows[chosen], self.same[chosen], self.weights[chosen])


def make_pairs(
    gold: Sequence[tuple[R, str]],
    keys: Callable[[R], Sequence[str]],
    features: Callable[[R, R], tuple[float, ...]],
    *,
    keep: float = 1.0,
) -> Pairs:
    """Return the candidate pairs of views with their gold groups; a share `keep` of those that are not one."""
    group = {view.id: name for view, name in gold}
    rng = random.Random(3)
    ids, rows, same = [], [], []
    for first, second in candidate_pairs([view for view, _ in gold], keys):
        one = group[first.id] == group[second.id]
        if one or keep >= 1 or rng.random() < keep:
            ids.append((first.id, second.id))
            rows.append(features(first, second))
            same.append(one)
    print(f"{len(ids)} pairs, {sum(same)} the same of {_same_in_all(group.values())}", flush=True)
    labels = np.array(same)
    return Pairs(ids, np.array(rows), labels, np.where(labels, 1.0, 1 / keep))


def _same_in_all(groups: Iterable[str]) -> int:
    """The pairs of one group, whether they share a key or not."""
    names = list(groups)
    return sum(count * (count - 1) // 2 for count in (names.count(name) for name in set(names)))
