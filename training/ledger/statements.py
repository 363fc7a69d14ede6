"""
Weights for likeness of what is said, fitted to graded pairs of news sentences (STSb-news).

Two sentences of grade 3.5 and more ("roughly equivalent" and up) bear on one proposition.
"""

import json
from typing import Any

import numpy as np
from evaluation.corpora import jsonl
from sklearn.linear_model import LogisticRegression

from onrecord.ledger.matching.statements import SAID_FEATURES, said_features
from onrecord.ledger.matching.words import content_stems
from onrecord.ledger.tokens import tokens_of, whole
from training.ledger.tables import TABLES

__all__ = ["fit_statements"]

ALIKE = 3.5


def fit_statements() -> None:
    """Write `statements.json` into the package and print what the line of 0.5 gives on the development part."""
    rows, labels = _pairs("stsb-news.train.jsonl")
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=500).fit(rows, labels)
    weights = [round(float(weight), 4) for weight in model.coef_[0]]
    text = json.dumps({"features": list(SAID_FEATURES), "weights": weights}) + "\n"
    (TABLES / "statements.json").write_text(text, encoding="utf-8")
    rows, labels = _pairs("stsb-news.dev.jsonl")
    scores = 1 / (1 + np.exp(-(rows @ np.array(weights))))
    for line in (0.4, 0.5, 0.6, 0.7):
        found = scores >= line
        right = float((found & labels).sum())
        print(f"line {line}: precision {right / found.sum():.3f} recall {right / labels.sum():.3f}")
    print(dict(zip(SAID_FEATURES, weights, strict=True)))


def _pairs(name: str) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the pairs, and whether they are alike."""
    found: list[tuple[tuple[float, ...], bool]] = []
    for row in jsonl("corpora", "entailment", name):
        first, second = _words(row, "s1"), _words(row, "s2")
        features = said_features(first, frozenset(content_stems(first)), second, frozenset(content_stems(second)))
        found.append((features, float(row["score"]) >= ALIKE))
    return np.array([features for features, _ in found]), np.array([alike for _, alike in found])


def _words(row: dict[str, Any], side: str) -> tuple[str, ...]:
    """The words of one side."""
    return tuple(token.key for token in tokens_of(row[side], whole(row[side])))
