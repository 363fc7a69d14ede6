"""
A small judge made of the examples: does this sentence tell of the type, as far as its words go?

    yes "North Korea [[shipped]] shells to Russia."   no "The agency [[shipped]] rice to Sudan."
    "Iran [[sent]] drones to the front."   ->   0.87

Logistic regression (Cox 1958) on the mean word vectors of the sentence and of the trigger, with both classes of
the same weight and a ridge penalty, fitted by Newton's steps. It takes a few milliseconds and gives the same
numbers each time, so it is fitted when a type is read and there is no file of weights that could be out of date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from onrecord.eventtypes.definition import Example, Vocabulary, words_of
from onrecord.records import Span

__all__ = ["LEAST_EXAMPLES", "Scorer", "held_out_scores"]

LEAST_EXAMPLES = 5
"""Of either sort; below that a fit follows single words, and the conditions decide alone."""
_RIDGE = 0.1
"""Weight of the penalty against one example; vectors are of length 1, so this lets a dozen examples speak."""
_STEPS = 25
_MOST_LEFT_OUT_ONE_BY_ONE = 60
_FOLDS = 10
_DIGITS = 6
"""Weights are rounded to so many places: the last bits differ between builds of the linear algebra."""

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scorer:
    """The fitted weights."""

    weights: FloatArray
    """[2 · 48 + 1]: words of the sentence, words of the trigger, and the constant."""
    vocabulary: Vocabulary

    @classmethod
    def fit(cls, examples: Sequence[Example], vocabulary: Vocabulary) -> "Self | None":
        """Return what the examples teach; None where there are fewer than `LEAST_EXAMPLES` of either sort."""
        if not _enough(examples):
            return None
        features = np.stack([_features(each.text, each.trigger, vocabulary) for each in examples])
        return cls(_weights(features, np.array([each.is_one for each in examples])), vocabulary)

    def score(self, text: str, trigger: Span) -> float:
        """Return how likely the sentence tells of the type, 0 to 1, where both were equally likely before."""
        return float(_logistic(_features(text, trigger, self.vocabulary) @ self.weights))


def held_out_scores(examples: Sequence[Example], vocabulary: Vocabulary) -> list[float] | None:
    """
    Return for each example the score by a fit that has not seen it; None where there are too few for that.

    Up to sixty examples are left out one by one, more in ten parts. A sort that has just `LEAST_EXAMPLES` is fitted
    with one less.
    """
    if not _enough(examples):
        return None
    features = np.stack([_features(each.text, each.trigger, vocabulary) for each in examples])
    wanted = np.array([each.is_one for each in examples])
    count = len(examples)
    order = np.argsort(~wanted, kind="stable")
    parts = count if count <= _MOST_LEFT_OUT_ONE_BY_ONE else _FOLDS
    scores = np.zeros(count)
    for part in range(parts):
        left_out = order[part::parts]
        rest = np.setdiff1d(np.arange(count), left_out)
        scores[left_out] = _logistic(features[left_out] @ _weights(features[rest], wanted[rest]))
    return [float(score) for score in scores]


def _enough(examples: Sequence[Example]) -> bool:
    yes = sum(each.is_one for each in examples)
    return min(yes, len(examples) - yes) >= LEAST_EXAMPLES


def _features(text: str, trigger: Span, vocabulary: Vocabulary) -> FloatArray:
    """Return the features of a sentence: what its other words mean, what the trigger means, and a constant."""
    around = text[: trigger.start] + " " + text[trigger.end :]
    parts = [_meaning(part, vocabulary) for part in (around, trigger.slice(text))]
    return np.concatenate([*parts, np.ones(1)])


def _meaning(text: str, vocabulary: Vocabulary) -> FloatArray:
    return vocabulary.meaning(frozenset(vocabulary.content_stems(words_of(text)))).astype(np.float64)


def _weights(features: FloatArray, wanted: NDArray[np.bool_]) -> FloatArray:
    """Return the weights that fit best; the constant carries no penalty but a trace that keeps the system solvable."""
    weights = np.zeros(features.shape[1])
    worth = np.where(wanted, 0.5 / wanted.sum(), 0.5 / (~wanted).sum()) * len(wanted)
    penalty = np.full(len(weights), _RIDGE)
    penalty[-1] = 1e-6
    for _ in range(_STEPS):
        found = _logistic(features @ weights)
        slope = features.T @ (worth * (found - wanted)) + penalty * weights
        bend = (features.T * (worth * found * (1 - found))) @ features + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return np.round(weights, _DIGITS)


def _logistic(values: FloatArray) -> FloatArray:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -40.0, 40.0))))
