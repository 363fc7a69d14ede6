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

    def _partition(self, emissions: Tensor, mask: Tensor) -> Tensor:
        scores = self.scores()
        inner, start = scores[:-1], scores[-1]
        alpha = emissions[:, 0] + start
        for t in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + inner, dim=1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        return torch.logsumexp(alpha, dim=1)
