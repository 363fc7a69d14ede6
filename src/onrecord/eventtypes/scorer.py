"""
A small judge made of the examples: does this sentence tell of the type, as far as its words go?

    yes "North Korea [[shipped]] shells to Russia."   no "The agency [[shipped]] rice to Sudan."
    "Iran [[sent]] drones to the front."   ->   0.77

Logistic regression (Cox 1958) on the mean word vectors of the sentence and of the trigger, with both classes of
the same weight and a ridge penalty, fitted by Newton's steps. It takes little time and gives the same numbers each
time, so it is fitted when a type is read and there is no file of weights that could be out of date.

A handful of examples teaches such a judge little. On PLOVER's modes, told apart within their type, it is right on 68 %
of both sorts after six examples of each, 72 % after ten, 76 % after twenty, 78 % after forty
(`python -m evaluation.own_types`). So it has a say only where it is right often enough on examples that it was not
fitted to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from onrecord.eventtypes.definition import Example, Vocabulary, words_of
from onrecord.records import Span

__all__ = ["LEAST_EXAMPLES", "LEAST_RIGHT", "LINE", "Scorer", "fitted_scores", "held_out_scores", "share_right"]

LEAST_EXAMPLES = 10
"""Of either sort; below that a fit follows single words, and the conditions decide alone."""
LEAST_RIGHT = 0.7
"""
Share of held-out examples, mean of the two sorts, that has to be right: with ten of each, guessing gets there by luck
six times in a hundred.
"""
_RIDGE = 0.5
"""
Weight of the penalty against one example: on PLOVER's modes (`evaluation.own_types`) it does better than 0.1, by one
point with forty examples of each and by none with six.
"""
LINE = 0.5
"""A score below this is a no: yes and no examples weigh the same in the fit, so one half is where they balance."""
_STEPS = 25
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
        """Return what the examples teach; None where they are too few, or not right often enough when held out."""
        held_out = held_out_scores(examples, vocabulary)
        if held_out is None or share_right(examples, held_out) < LEAST_RIGHT:
            return None
        return cls(_weights(_table(examples, vocabulary), _sorts(examples)), vocabulary)

    def score(self, text: str, trigger: Span) -> float:
        """Return how likely the sentence tells of the type, 0 to 1, where both were equally likely before."""
        return float(_logistic(_features(text, trigger, self.vocabulary) @ self.weights))


def held_out_scores(examples: Sequence[Example], vocabulary: Vocabulary) -> list[float] | None:
    """
    Return for each example the score by a fit that has not seen it; None where there are too few for that.

    A tenth of either sort is left out at a time.
    """
    if not _enough(examples):
        return None
    features, wanted = _table(examples, vocabulary), _sorts(examples)
    order = np.argsort(~wanted, kind="stable")
    scores = np.zeros(len(examples))
    for fold in range(_FOLDS):
        left_out = order[fold::_FOLDS]
        rest = np.setdiff1d(order, left_out)
        scores[left_out] = _logistic(features[left_out] @ _weights(features[rest], wanted[rest]))
    return [float(score) for score in scores]


def fitted_scores(examples: Sequence[Example], others: Sequence[Example], vocabulary: Vocabulary) -> list[float]:
    """Return the scores of other sentences by a fit to the examples, however few they are."""
    weights = _weights(_table(examples, vocabulary), _sorts(examples))
    return [float(score) for score in _logistic(_table(others, vocabulary) @ weights)]


def share_right(examples: Sequence[Example], scores: Sequence[float]) -> float:
    """Return the share of examples that the scores are right on, the mean of the two sorts."""
    right = [
        [(score >= LINE) == sort for each, score in zip(examples, scores, strict=True) if each.is_one == sort]
        for sort in (True, False)
    ]
    return sum(sum(sort) / len(sort) for sort in right) / len(right)


def _table(examples: Sequence[Example], vocabulary: Vocabulary) -> FloatArray:
    """Return the features of each example, [examples, features]."""
    return np.stack([_features(each.text, each.trigger, vocabulary) for each in examples])


def _sorts(examples: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([each.is_one for each in examples])


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
