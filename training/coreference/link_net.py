"""The network of `onrecord.reading.coreference.links` in torch, and its fit."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.reading.coreference.pairs import (
    DENSE,
    NEW_DENSE,
    NEW_TABLE_ROWS,
    TABLE_ROWS,
    new_looks,
    pair_looks,
    pairs_of,
)
from onrecord.reading.coreference.phrases import Phrases
from onrecord.reading.coreference.traits import Traits
from onrecord.reading.coreference.weights import LinkWeights

__all__ = ["LinkNet", "Linked", "link_loss", "link_weights", "linked_of"]

VIEW = 64
HIDDEN = 64


@dataclass(frozen=True, slots=True)
class Linked:
    """One document ready to be fitted on: M phrases, P pairs."""

    heads: Tensor
    starts: Tensor
    looks: Tensor
    numbers: Tensor
    later: Tensor
    earlier: Tensor
    new_looks: Tensor
    new_numbers: Tensor
    right: Tensor
    """[P] whether both stand in one gold chain."""
    is_new: Tensor
    """[M] whether no pair of the phrase is right."""
    inputs: Tensor


def linked_of(
    inputs: np.ndarray,
    phrases: Phrases,
    traits: Traits,
    gold: Mapping[int, tuple[int, int]],
    chain_of: Mapping[int, int],
) -> Linked:
    """
    Pair the phrases of a document; `gold` tells the phrase of a head word and `chain_of` its chain.

    A phrase that is found is the gold one of the same words, whatever its head (Professor or Eastman?), else that of
    the same head.
    """
    chain_at = {gold[head]: chain for head, chain in chain_of.items()}
    pairs = pairs_of(traits)
    looks, numbers = pair_looks(pairs, phrases, traits)
    rows, more = new_looks(phrases, traits)
    found = zip(phrases.starts.tolist(), phrases.ends.tolist(), phrases.heads.tolist(), strict=True)
    chain = np.array([chain_at.get((s, e), chain_of.get(head, -1 - n)) for n, (s, e, head) in enumerate(found)])
    right = chain[pairs.later] == chain[pairs.earlier]
    is_new = np.ones(len(phrases), dtype=bool)
    is_new[pairs.later[right]] = False
    arrays = (phrases.heads, phrases.starts, looks, numbers, pairs.later, pairs.earlier, rows, more, right, is_new)
    whole = (torch.from_numpy(a.astype(np.int64) if a.dtype == np.int32 else a) for a in arrays)
    return Linked(*whole, inputs=torch.from_numpy(inputs))


class LinkNet(nn.Module):
    """Scores of the pairs and of newness of one document."""

    def __init__(self, inputs: int, drop: float = 0.3) -> None:
        super().__init__()
        self.view_head = nn.Parameter(torch.randn(inputs, VIEW) * inputs**-0.5)
        self.view_start = nn.Parameter(torch.randn(inputs, VIEW) * 0.3 * inputs**-0.5)
        self.view_bias = nn.Parameter(torch.zeros(VIEW))
        self.tables = nn.Parameter(torch.randn(TABLE_ROWS, HIDDEN) * 0.1)
        self.dense = nn.Parameter(torch.randn(DENSE, HIDDEN) * 0.2)
        self.later = nn.Parameter(torch.randn(VIEW, HIDDEN) * 0.5 * VIEW**-0.5)
        self.earlier = nn.Parameter(torch.randn(VIEW, HIDDEN) * 0.5 * VIEW**-0.5)
        self.product = nn.Parameter(torch.randn(VIEW, HIDDEN) * VIEW**-0.5)
        self.pair_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.pair_out = nn.Parameter(torch.randn(HIDDEN) * HIDDEN**-0.5)
        self.new_tables = nn.Parameter(torch.randn(NEW_TABLE_ROWS, HIDDEN) * 0.1)
        self.new_view = nn.Parameter(torch.randn(VIEW, HIDDEN) * VIEW**-0.5)
        self.new_dense = nn.Parameter(torch.randn(NEW_DENSE, HIDDEN) * 0.2)
        self.new_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.new_out = nn.Parameter(torch.randn(HIDDEN) * HIDDEN**-0.5)
        self.drop = nn.Dropout(drop)

    def forward(self, linked: Linked) -> tuple[Tensor, Tensor]:
        """Return scores of the pairs [P] and of newness [M]."""
        kept = self.drop(torch.ones(linked.inputs.shape[1]))[:, None]
        seen = linked.inputs[linked.heads] @ (self.view_head * kept)
        seen = seen + linked.inputs[linked.starts] @ (self.view_start * kept)
        view = self.drop(torch.tanh(seen + self.view_bias))
        i, j = linked.later, linked.earlier
        hidden = nn.functional.embedding_bag(linked.looks, self.tables, mode="sum")
        hidden = hidden + linked.numbers @ self.dense + self.pair_bias
        hidden = hidden + (view @ self.later)[i] + (view @ self.earlier)[j] + (view[i] * view[j]) @ self.product
        scores = self.drop(torch.relu(hidden)) @ self.pair_out
        hidden = nn.functional.embedding_bag(linked.new_looks, self.new_tables, mode="sum")
        hidden = hidden + view @ self.new_view + linked.new_numbers @ self.new_dense + self.new_bias
        return scores, self.drop(torch.relu(hidden)) @ self.new_out


def link_loss(scores: Tensor, new: Tensor, linked: Linked) -> Tensor:
    """Mean negative log likelihood that each phrase joins one of its chain, or is new where it is."""
    count = len(new)
    highest = torch.maximum(new, torch.full_like(new, -1e9).scatter_reduce(0, linked.later, scores, "amax")).detach()
    each = torch.exp(scores - highest[linked.later])
    first = torch.exp(new - highest)
    every = first + torch.zeros(count).index_add(0, linked.later, each)
    good = first * linked.is_new + torch.zeros(count).index_add(0, linked.later, each * linked.right)
    return (torch.log(every) - torch.log(good.clamp_min(1e-12))).mean()


def link_weights(net: LinkNet, line: float) -> LinkWeights:
    """Return the arrays of a fitted net, with the line between linking and being new."""
    arrays = {name: parameter.detach().numpy() for name, parameter in net.named_parameters()}
    return LinkWeights(**arrays, new_line=np.float32(line))
