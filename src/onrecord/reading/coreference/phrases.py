"""
Noun phrases: which words head one, and how far it reaches.

    The [foreign minister]head of … -> "The foreign minister of Norway", head `minister`

A word may head one phrase. Its borders are looked for among the words of its own sentence,
a bounded way to either side (Dobrovolskii 2021 finds spans from heads in this manner): a border
scores by itself, by its distance, and by the words that it takes in, a main verb costing much and
an adjective little. A second score says how likely the phrase is to stand in a chain at all.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.coreference.weights import PhraseWeights
from onrecord.reading.tokens import IntArray

__all__ = ["REACH_AHEAD", "REACH_BACK", "Phrases", "find_phrases", "phrase_scores"]

REACH_BACK = 16
"""Words a phrase may begin before its head: all but 0.1 % of gum's do."""
REACH_AHEAD = 32
"""Words a phrase may go on after its head."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """M phrases of one report in the order of their heads; word indices, `end` one past the last."""

    heads: IntArray
    starts: IntArray
    ends: IntArray
    chained: FloatArray
    """[M] log odds that the phrase stands in a chain."""

    def __len__(self) -> int:
        return len(self.heads)


def phrase_scores(inputs: FloatArray, weights: PhraseWeights) -> tuple[FloatArray, FloatArray]:
    """Return the hidden state of every word [W, h] and its log odds [W, 2]: heads a phrase, heads a chained one."""
    first = np.maximum(inputs @ weights.inward + weights.inward_bias, 0.0)
    middle = first @ weights.around[1]
    middle[1:] += first[:-1] @ weights.around[0]
    middle[:-1] += first[1:] @ weights.around[2]
    hidden = np.maximum(middle + weights.around_bias, 0.0) + first
    return hidden, hidden @ weights.heads + weights.heads_bias


def find_phrases(inputs: FloatArray, sentences: IntArray, weights: PhraseWeights) -> Phrases:
    """Return the phrases of a report that may stand in a chain; inputs [W, …], sentences [W] their numbers."""
    hidden, odds = phrase_scores(inputs, weights)
    likely = (odds[:, 0] > weights.least_phrase) & (odds[:, 1] > weights.least_chained)
    heads = np.flatnonzero(likely).astype(np.int32)
    back, ahead = np.arange(REACH_BACK + 1), np.arange(REACH_AHEAD + 1)
    # The sum of what a stretch of words costs is the difference of two running sums.
    costs = np.zeros((len(hidden) + 1, 2))
    np.cumsum(hidden @ weights.inside, axis=0, out=costs[1:])
    before, after = heads[:, None] - back, heads[:, None] + ahead
    taken_in = costs[heads, 0][:, None] - costs[np.maximum(before, 0), 0]
    starts = heads - _border(hidden, heads, before, sentences, weights.start, weights.start_bias + taken_in)
    taken_in = costs[np.minimum(after, len(hidden) - 1) + 1, 1] - costs[heads + 1, 1][:, None]
    ends = heads + _border(hidden, heads, after, sentences, weights.end, weights.end_bias + taken_in) + 1
    chained = odds[heads, 1].astype(np.float32)
    # Two heads of one phrase: the likelier has it.
    ranked = np.lexsort((-chained, ends, starts))
    same = np.zeros(len(heads), dtype=bool)
    same[1:] = (np.diff(starts[ranked]) == 0) & (np.diff(ends[ranked]) == 0)
    kept = np.sort(ranked[~same])
    return Phrases(
        heads[kept].astype(np.int32), starts[kept].astype(np.int32), ends[kept].astype(np.int32), chained[kept]
    )


def _border(
    hidden: FloatArray, heads: IntArray, places: IntArray, sentences: IntArray, both: FloatArray, known: FloatArray
) -> IntArray:
    """The number of steps from each head to its likeliest border; never out of its sentence."""
    asking, asked = hidden[heads] @ both[0], hidden @ both[1]
    inside = (places >= 0) & (places < len(hidden))
    places = np.clip(places, 0, max(len(hidden) - 1, 0))
    inside &= sentences[places] == sentences[heads][:, None]
    scores = np.einsum("md,mkd->mk", asking, asked[places]) + known
    best: IntArray = np.where(inside, scores, -np.inf).argmax(1)
    return best
