"""The network of `onrecord.reading.coreference.phrases` in torch, and its fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.reading.coreference.phrases import REACH_AHEAD, REACH_BACK
from onrecord.reading.coreference.weights import PhraseWeights
from training.coreference.examples import Example

__all__ = ["PhraseNet", "PhraseTargets", "fit_phrases", "phrase_loss", "phrase_targets", "phrase_weights"]

HIDDEN = 96
VIEW = 48
IGNORED = -100


class PhraseNet(nn.Module):
    """Hidden state, head odds and border scores of every word of a document."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.inward = nn.Linear(inputs, HIDDEN)
        self.around = nn.Parameter(torch.randn(3, HIDDEN, HIDDEN) * HIDDEN**-0.5)
        self.around_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.heads = nn.Linear(HIDDEN, 2)
        self.start = nn.Parameter(torch.randn(2, HIDDEN, VIEW) * HIDDEN**-0.5)
        self.start_bias = nn.Parameter(torch.zeros(REACH_BACK + 1))
        self.end = nn.Parameter(torch.randn(2, HIDDEN, VIEW) * HIDDEN**-0.5)
        self.end_bias = nn.Parameter(torch.zeros(REACH_AHEAD + 1))
        self.inside = nn.Parameter(torch.zeros(HIDDEN, 2))
        self.drop = nn.Dropout(0.3)

    def forward(self, inputs: Tensor) -> tuple[Tensor, Tensor]:
        """inputs [W, i] -> hidden [W, h], log odds [W, 2]."""
        # Columns are dropped for a whole document at a time: as good, and the draw costs nothing.
        kept = self.drop(torch.ones(inputs.shape[1]))
        first = torch.relu(inputs @ (self.inward.weight * kept).T + self.inward.bias)
        middle = first @ self.around[1]
        middle = middle + nn.functional.pad(first[:-1] @ self.around[0], (0, 0, 1, 0))
        middle = middle + nn.functional.pad(first[1:] @ self.around[2], (0, 0, 0, 1))
        hidden = self.drop(torch.relu(middle + self.around_bias) + first)
        return hidden, self.heads(hidden)

    def borders(self, hidden: Tensor, heads: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of each border seen from heads [M]: [M, back + 1] and [M, ahead + 1]."""
        costs = nn.functional.pad((hidden @ self.inside).cumsum(0), (0, 0, 1, 0))
        steps = torch.arange(max(REACH_BACK, REACH_AHEAD) + 1)
        before = heads[:, None] - steps[: REACH_BACK + 1]
        after = heads[:, None] + steps[: REACH_AHEAD + 1]
        taken_before = costs[heads, 0][:, None] - costs[before.clamp_min(0), 0]
        taken_after = costs[after.clamp_max(len(hidden) - 1) + 1, 1] - costs[heads + 1, 1][:, None]
        scored = []
        for places, both, known in (
            (before, self.start, self.start_bias + taken_before),
            (after, self.end, self.end_bias + taken_after),
        ):
            inside = (places >= 0) & (places < len(hidden))
            within = places.clamp(0, len(hidden) - 1)
            inside &= sentences[within] == sentences[heads][:, None]
            scores = torch.einsum("md,mkd->mk", hidden[heads] @ both[0], (hidden @ both[1])[within]) + known
            scored.append(scores.masked_fill(~inside, -1e4))
        return scored[0], scored[1]


@dataclass(frozen=True, slots=True)
class PhraseTargets:
    """What a phrase net should say of one document: N words, M phrases."""

    sentences: Tensor
    labels: Tensor
    """[N, 2]: heads a phrase, heads one in a chain"""
    known: Tensor
    """[N, 2] of 0 and 1"""
    heads: Tensor
    starts: Tensor
    """[M] steps from the head back to the first word; out of reach: IGNORED"""
    ends: Tensor
    weight: Tensor
    """[M]"""


def phrase_targets(example: Example) -> PhraseTargets:
    """Lay out what should be found in a document."""
    labels = np.zeros((len(example.seen.inputs), 2), dtype=np.float32)
    known = np.ones_like(labels)
    heads = np.array(sorted(example.phrases), dtype=np.int64)
    chained = np.array([head in example.chain_of for head in heads.tolist()])
    labels[heads, 0] = 1.0
    labels[heads[chained], 1] = 1.0
    if not example.whole:
        known[:, 0] = labels[:, 0]  # other words may head phrases that stand in no chain
    borders = np.array([example.phrases[head] for head in heads.tolist()])
    back, ahead = heads - borders[:, 0], borders[:, 1] - 1 - heads
    back[back > REACH_BACK] = IGNORED
    ahead[ahead > REACH_AHEAD] = IGNORED
    # The chains' own conventions for borders count for more than those of phrases outside chains.
    weight = np.where(chained, 2.0, 0.7).astype(np.float32)
    sentences = example.seen.sentences.astype(np.int64)
    return PhraseTargets(*map(torch.from_numpy, (sentences, labels, known, heads, back, ahead, weight)))


def phrase_loss(net: PhraseNet, inputs: Tensor, targets: PhraseTargets) -> Tensor:
    """Cost of heads, of which stand in chains, and of borders; inputs [N, i]."""
    hidden, odds = net(inputs)
    loss = 2 * nn.functional.binary_cross_entropy_with_logits(odds, targets.labels, weight=targets.known)
    by_start, by_end = net.borders(hidden, targets.heads, targets.sentences)
    for scores, gold in ((by_start, targets.starts), (by_end, targets.ends)):
        each = nn.functional.cross_entropy(scores, gold, ignore_index=IGNORED, reduction="none")
        loss = loss + 0.3 * (each * targets.weight).mean()
    return loss


def fit_phrases(examples: Sequence[Example], *, passes: int, seed: int, rate: float = 2e-3) -> PhraseNet:
    """Fit a net on documents whose vectors stay as they are."""
    torch.manual_seed(seed)
    net = PhraseNet(examples[0].seen.inputs.shape[1])
    ready = [(torch.from_numpy(example.seen.inputs), phrase_targets(example)) for example in examples]
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02)
    steps = passes * len(ready)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    order = np.random.default_rng(seed)
    net.train()
    for _ in range(passes):
        for at in order.permutation(len(ready)):
            loss = phrase_loss(net, *ready[at])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return net.eval()


def phrase_weights(net: PhraseNet, least_phrase: float, least_chained: float) -> PhraseWeights:
    """Return the arrays of a fitted net, with the lines from which words head phrases."""
    arrays: dict[str, Tensor] = {
        "inward": net.inward.weight.T, "inward_bias": net.inward.bias, "around": net.around,
        "around_bias": net.around_bias, "heads": net.heads.weight.T, "heads_bias": net.heads.bias,
        "start": net.start, "start_bias": net.start_bias, "end": net.end, "end_bias": net.end_bias,
        "inside": net.inside,
    }  # fmt: skip
    lines = {"least_phrase": np.float32(least_phrase), "least_chained": np.float32(least_chained)}
    return PhraseWeights(**{name: array.detach().numpy() for name, array in arrays.items()}, **lines)
