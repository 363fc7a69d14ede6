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
