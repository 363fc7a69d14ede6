"""Trees as numbers: what they add up to, what is missing, and what they refuse."""

import json
from typing import Any

import numpy as np
import pytest

from onrecord.ledger.matching.trees import trees_from


def stump(threshold: float, low: int, high: int, *, missing_left: bool) -> dict[str, Any]:
    """Return a tree of one question about the first feature."""
    return {
        "feature": [0, 0, 0],
        "threshold": [threshold, 0, 0],
        "left": [1, 1, 2],
        "right": [2, 1, 2],
        "missing_left": [int(missing_left), 0, 0],
        "value": [0, low, high],
    }


def written(*trees: dict[str, Any]) -> str:
    """Return trees as they stand in the package."""
    return json.dumps({"features": ["near", "far"], "base": -1_000_000, "depth": 1, "trees": trees})


def test_leaves_add_up_to_log_odds() -> None:
    """A row goes left up to the threshold and right above it, and the leaves of all trees are added to the base."""
    both = written(stump(0.5, -1_000_000, 2_000_000, missing_left=True), stump(0.9, 0, 1_000_000, missing_left=False))
    scores = trees_from(both, ["near", "far"]).scores(np.array([[0.5, 7], [0.6, 7], [1.0, 7]]))
    assert scores == pytest.approx([1 / (1 + np.e**2), 1 / (1 + np.e**-1), 1 / (1 + np.e**-2)])


def test_what_is_missing_has_a_way_of_its_own() -> None:
    """A missing value goes the way that its tree learnt for missing values."""
    rows = np.array([[np.nan, 0.0]])
    left = trees_from(written(stump(0.5, -1_000_000, 1_000_000, missing_left=True)), ["near", "far"]).scores(rows)
    right = trees_from(written(stump(0.5, -1_000_000, 1_000_000, missing_left=False)), ["near", "far"]).scores(rows)
    assert left[0] < right[0] == pytest.approx(0.5)


def test_no_rows_have_no_scores() -> None:
    """No pairs give no scores."""
    assert trees_from(written(stump(0, 0, 0, missing_left=True)), ["near", "far"]).scores(np.zeros((0, 2))).size == 0


def test_trees_of_other_features_are_refused() -> None:
    """Trees that were fitted on other numbers are not used."""
    with pytest.raises(ValueError, match="fit them again"):
        trees_from(written(stump(0, 0, 0, missing_left=True)), ["near"])


def grown(random: np.random.Generator, leaves: int) -> dict[str, Any]:
    """Return a tree of random questions."""
    tree: dict[str, list[float]] = {name: [0] for name in ("feature", "threshold", "left", "right", "missing_left")}
    tree["value"] = [int(random.integers(-9, 9)) * 100_000]
    for _ in range(leaves - 1):
        ends = [node for node, left in enumerate(tree["left"]) if left == node]
        node = int(random.choice(ends))
        first = len(tree["left"])
        tree["feature"][node], tree["threshold"][node] = int(random.integers(2)), float(random.integers(4)) / 2
        tree["left"][node], tree["right"][node] = first, first + 1
        tree["missing_left"][node] = int(random.integers(2))
        for end in (first, first + 1):
            for name in ("feature", "threshold", "missing_left"):
                tree[name].append(0)
            tree["left"].append(end)
            tree["right"].append(end)
            tree["value"].append(int(random.integers(-9, 9)) * 100_000)
    return tree


def walked(tree: dict[str, Any], row: Any) -> int:
    """Return the leaf that a row reaches, found the slow way."""
    node = 0
    while tree["left"][node] != node:
        value = row[tree["feature"][node]]
        goes_left = bool(tree["missing_left"][node]) if np.isnan(value) else value <= tree["threshold"][node]
        node = tree["left" if goes_left else "right"][node]
    return int(tree["value"][node])


@pytest.mark.parametrize("leaves", [1, 5, 16, 17, 40, 64])
def test_leaves_are_those_that_walking_reaches(leaves: int) -> None:
    """Striking out leaves question by question ends where walking from the root does."""
    random = np.random.default_rng(leaves)
    trees = [grown(random, leaves), grown(random, 3), grown(random, leaves)]
    rows = random.integers(-1, 6, (200, 2)) / 2
    rows[random.random(rows.shape) < 0.2] = np.nan
    odds = np.array([sum(walked(tree, row) for tree in trees) - 1_000_000 for row in rows])
    scores = trees_from(written(*trees), ["near", "far"]).scores(rows)
    assert scores.tolist() == (1 / (1 + np.exp(-odds / 1_000_000))).tolist()


def test_trees_of_more_leaves_than_bits_are_refused() -> None:
    """A tree of more than 64 leaves cannot be read."""
    with pytest.raises(ValueError, match="at most 64"):
        trees_from(written(grown(np.random.default_rng(0), 65)), ["near", "far"])
