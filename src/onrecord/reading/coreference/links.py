"""
Who is who: each phrase joins its likeliest earlier phrase or is new, and what is joined is a chain.

    "The minister" new · "Oslo" new · "she" -> The minister · "the capital" -> Oslo

A mention-ranking model (Denis and Baldridge 2008; Wiseman et al. 2015): a small network scores every
pair by its traits and the encoder's vectors of both phrases, another how new a phrase is.
"""

from collections.abc import Sequence

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.coreference.pairs import Pairs, new_looks, pair_looks
from onrecord.reading.coreference.phrases import Phrases
from onrecord.reading.coreference.traits import Traits
from onrecord.reading.coreference.weights import LinkWeights
from onrecord.reading.tokens import IntArray

__all__ = ["chains_of", "link_scores", "links_of"]

_ROWS = 4096
"""Pairs scored at once: their hidden units stay in the caches."""


def link_scores(
    inputs: FloatArray, pairs: Pairs, phrases: Phrases, traits: Traits, nets: Sequence[LinkWeights]
) -> tuple[FloatArray, FloatArray]:
    """Return the score of each pair [P] and of each phrase being new [M], means over the nets; the highest wins."""
    looks, numbers = pair_looks(pairs, phrases, traits)
    new_rows, new_numbers = new_looks(phrases, traits)
    scores, new = np.zeros(len(looks), dtype=np.float32), np.zeros(len(phrases), dtype=np.float32)
    for net in nets:
        view = _view(inputs, phrases, net)
        scores += _pair_scores(view, pairs, looks, numbers, net) / len(nets)
        hidden = net.new_tables[new_rows].sum(1) + view @ net.new_view + new_numbers @ net.new_dense
        new += (np.maximum(hidden + net.new_bias, 0.0) @ net.new_out + net.new_line) / len(nets)
    return scores, new


def _view(inputs: FloatArray, phrases: Phrases, net: LinkWeights) -> FloatArray:
    """What a network sees of each phrase [M, p], from its head and first word."""
    seen = inputs[phrases.heads] @ net.view_head + inputs[phrases.starts] @ net.view_start
    view: FloatArray = np.tanh(seen + net.view_bias)
    return view


def _pair_scores(view: FloatArray, pairs: Pairs, looks: IntArray, numbers: FloatArray, net: LinkWeights) -> FloatArray:
    later, earlier = view @ net.later + net.pair_bias, view @ net.earlier
    scores = np.empty(len(looks), dtype=np.float32)
    for at in range(0, len(looks), _ROWS):
        part = slice(at, at + _ROWS)
        i, j = pairs.later[part], pairs.earlier[part]
        hidden = (view[i] * view[j]) @ net.product + numbers[part] @ net.dense
        hidden += later[i]
        hidden += earlier[j]
        for column in range(looks.shape[1]):
            hidden += net.tables[looks[part, column]]
        scores[part] = np.maximum(hidden, 0.0) @ net.pair_out
    return scores


def links_of(scores: FloatArray, new: FloatArray, pairs: Pairs) -> IntArray:
    """Return the earlier phrase that each phrase joins, or -1; [M]."""
    joined = np.full(len(new), -1, dtype=np.int32)
    order = np.lexsort((scores, pairs.later))
    last = np.flatnonzero(np.diff(pairs.later[order], append=-1) != 0)
    best = order[last]
    better = best[scores[best] > new[pairs.later[best]]]
    joined[pairs.later[better]] = pairs.earlier[better]
    return joined


def chains_of(joined: IntArray) -> list[list[int]]:
    """Return the chains of two and more phrases, in text order, as indices of phrases."""
    number, chains = [0] * len(joined), list[list[int]]()
    for row, earlier in enumerate(joined.tolist()):
        if earlier < 0:
            number[row] = len(chains)
            chains.append([row])
        else:
            number[row] = number[earlier]
            chains[number[earlier]].append(row)
    return [chain for chain in chains if len(chain) > 1]
