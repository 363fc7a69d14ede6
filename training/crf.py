"""
Linear-chain conditional random field with BIO constraints (Lafferty et al. 2001).

Forbidden transitions (O -> I-x, B-x -> I-y) carry a large penalty in training
and in decoding, so the best path is always a set of whole spans.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

__all__ = ["FORBIDDEN", "LinearChain", "bio_penalty"]

FORBIDDEN = -1e4


def bio_penalty(tags: Sequence[str]) -> Tensor:
    """Return [tags + 1, tags] penalties; the last row is the start of a sequence."""
    penalty = torch.zeros(len(tags) + 1, len(tags))
    for j, to in enumerate(tags):
        if to.startswith("I-"):
            for i, origin in enumerate([*tags, "O"]):
                if origin[2:] != to[2:]:
                    penalty[i, j] = FORBIDDEN
    return penalty


class LinearChain(nn.Module):
    """Transition scores and the likelihood of a tag sequence."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(tags) + 1, len(tags)))
        self.register_buffer("penalty", bio_penalty(tags), persistent=False)

    def scores(self) -> Tensor:
        """Return [tags + 1, tags] transition scores, penalties included."""
        return self.transitions + self.penalty

    def forward(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """
        Return the negative log likelihood of each sequence, [sequences].

        emissions [sequences, length, tags], labels [sequences, length] (any value where
        masked), mask [sequences, length] True on real words; the first word is real.
        """
        emissions = emissions.float()
        scores = self.scores()
        inner, start = scores[:-1], scores[-1]
        labels = labels.clamp(min=0)
        taken = emissions.gather(2, labels[..., None])[..., 0]
        steps = inner[labels[:, :-1], labels[:, 1:]]
        gold = taken[:, 0] + start[labels[:, 0]] + ((taken[:, 1:] + steps) * mask[:, 1:]).sum(1)
        return self._partition(emissions, mask) - gold

    def open_cost(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """
        Return the negative log likelihood of all sequences that the labels leave open, [sequences].

        As `forward`, with allowed [sequences, length, tags] True for each tag that a word may have.
        """
        emissions = emissions.float()
        return self._partition(emissions, mask) - self._partition(emissions.masked_fill(~allowed, FORBIDDEN), mask)

    def marginals(self, emissions: Tensor, mask: Tensor, *, differentiable: bool = False) -> Tensor:
        """
        Return the chance of each tag at each word, [sequences, length, tags]; 0 where masked.

        The gradient of the log partition with respect to the emissions; `differentiable` lets a cost flow through it.
        """
        with torch.enable_grad():
            seen = emissions.float()
            if not differentiable:
                seen = seen.detach().requires_grad_()
            total = self._partition(seen, mask).sum()
            (chance,) = torch.autograd.grad(total, seen, create_graph=differentiable)
        return chance * mask[..., None]

    def _partition(self, emissions: Tensor, mask: Tensor) -> Tensor:
        scores = self.scores()
        inner, start = scores[:-1], scores[-1]
        alpha = emissions[:, 0] + start
        if emissions.is_cuda and emissions.shape[1] > 1:
            # Many small steps starve a GPU: there, transition matrices are joined in pairs, then pairs of pairs.
            return torch.logsumexp(alpha[:, :, None] + _joined(emissions[:, 1:], inner, mask[:, 1:]), dim=(1, 2))
        for t in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + inner, dim=1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        return torch.logsumexp(alpha, dim=1)


def _joined(emissions: Tensor, inner: Tensor, mask: Tensor) -> Tensor:
    """emissions [S, T, K], inner [K, K], mask [S, T] -> [S, K, K]: log sums over all paths of T steps."""
    count = inner.shape[0]
    nothing = torch.full((count, count), FORBIDDEN, device=inner.device).fill_diagonal_(0.0)
    steps = torch.where(mask[..., None, None], inner + emissions[:, :, None, :], nothing)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, nothing.expand(steps.shape[0], 1, count, count)], 1)
        left, right = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    return steps[:, 0]
