"""
Trees fitted to pairs, and written as numbers.

scikit-learn fits them (histogram gradient boosting, missing values kept apart); the package
reads JSON and needs numpy alone. `check` proves that both give the same probabilities.
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.ledger.matching.trees import MILLIONTHS, Trees, trees_from

__all__ = ["fit_trees"]


def fit_trees(
    rows: np.ndarray, labels: np.ndarray, features: Sequence[str], *, weights: np.ndarray | None = None, **options: Any
) -> tuple[str, Trees]:
    """Fit trees to pairs; return them as JSON text and as the package reads them."""
    settings = {"max_iter": 100, "max_leaf_nodes": 12, "learning_rate": 0.1, "min_samples_leaf": 30} | options
    model = HistGradientBoostingClassifier(**settings, l2_regularization=1.0, early_stopping=False, random_state=7)
    # Two rows of hardly any weight: a column that is unknown throughout cannot be cut into bins
    width = len(features)
    model.fit(
        np.concatenate([rows, np.zeros((1, width)), np.ones((1, width))]),
        np.concatenate([labels, [False, False]]),
        sample_weight=np.concatenate([np.ones(len(rows)) if weights is None else weights, [1e-6, 1e-6]]),
    )
    trees = [_tree(predictor[0].nodes) for predictor in model._predictors]
    text = json.dumps(
        {
            "features": list(features),
            "base": round(float(model._baseline_prediction.ravel()[0]) * MILLIONTHS),
            "depth": max(tree.pop("depth") for tree in trees),
            "trees": trees,
        },
        separators=(",", ":"),
    )
    read = trees_from(text, features)
    _check(model, read, rows[:2000])
    return text, read


def _tree(nodes: np.ndarray) -> dict[str, Any]:
    """One tree as lists; a leaf leads to itself."""
    leaf = nodes["is_leaf"].astype(bool)
    lines = [0.0 if end else round(float(line), 6) for end, line in zip(leaf, nodes["num_threshold"], strict=True)]
    own = np.arange(len(nodes))
    return {
        "feature": np.where(leaf, 0, nodes["feature_idx"]).tolist(),
        "threshold": lines,
        "left": np.where(leaf, own, nodes["left"]).tolist(),
        "right": np.where(leaf, own, nodes["right"]).tolist(),
        "missing_left": np.where(leaf, 0, nodes["missing_go_to_left"]).tolist(),
        "value": np.where(leaf, np.round(nodes["value"] * MILLIONTHS), 0).astype(int).tolist(),
        "depth": int(nodes["depth"].max()),
    }


def _check(model: HistGradientBoostingClassifier, read: Trees, rows: np.ndarray) -> None:
    """Fail where the written trees do not say what the fitted ones do."""
    apart = np.abs(model.predict_proba(rows)[:, 1] - read.scores(rows))
    if np.quantile(apart, 0.99) > 0.01:
        raise ValueError(f"written trees differ from the fitted ones by {apart.max():.3f}")
