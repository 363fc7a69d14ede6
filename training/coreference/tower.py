"""
The chain finder's own upper layers: what the encoder's lower layers give, to one vector a word.

    pieces -> encoder's layers 1 to 3, as they are -> layers 4 to 6, fitted to phrases and chains -> words

They begin as the encoder's own. The lower layers and the rest of the network stay as they are, so that nothing else
that the reader says changes by it; three layers are what the size of the model has room for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onrecord.reading.encoding import EncodedReport, window_inputs
from onrecord.reading.features import FEATURE_SIZES
from onrecord.reading.tokens import Tokenizer
from training.model import Encoder, Layer, Sizes

__all__ = ["DEPTH", "Tower", "Windows", "lower_states"]

DEPTH = 3
"""Layers of its own: as many as the size of the model has room for (LOG.md, coreference 14)."""


class Tower(nn.Module):
    """States of pieces under the own layers in, one vector a word out."""

    def __init__(self, sizes: Sizes, depth: int = DEPTH) -> None:
        super().__init__()
        h = sizes.hidden
        self.layers = nn.ModuleList(Layer(h, sizes.heads, sizes.inner, sizes.dropout) for _ in range(depth))
        self.shape = nn.Embedding(FEATURE_SIZES[0] + 1, 32)
        self.quote = nn.Embedding(FEATURE_SIZES[1] + 1, 16)
        self.mix = nn.Linear(h + 48, h)
        self.dropout = nn.Dropout(sizes.dropout)

    def take_from(self, encoder: Encoder) -> None:
        """Begin as the upper layers of an encoder."""
        for own, theirs in zip(self.layers, list(encoder.layers)[-len(self.layers) :], strict=True):
            own.load_state_dict(theirs.state_dict())
        for name in ("shape", "quote", "mix"):
            getattr(self, name).load_state_dict(getattr(encoder, name).state_dict())

    def forward(self, lower: Tensor, features: Tensor, mask: Tensor | None, firsts: Tensor) -> Tensor:
        """lower [B, P, H], features [B, P, 4], mask [B, P] of 0 and 1 (None: all 1), firsts [B, W] -> [B, W, H]."""
        x = self.dropout(lower)
        for layer in self.layers:
            x = layer(x, mask)
        at = firsts[..., None]
        seen = x.gather(1, at.expand(-1, -1, x.shape[-1]))
        cased = features.gather(1, at.expand(-1, -1, features.shape[-1]))
        marks = [self.shape(cased[..., 0]).to(seen.dtype), self.quote(cased[..., 1]).to(seen.dtype)]
        return self.dropout(F.gelu(self.mix(torch.cat([seen, *marks], -1))) + seen)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of one report, padded to one size, and which words of each window are its own."""

    lower: Tensor
    """[B, P, H], bfloat16"""
    features: Tensor
    """[B, P, 4], int8"""
    mask: Tensor
    firsts: Tensor
    own: list[tuple[int, int]]

    def vectors(self, tower: Tower) -> Tensor:
        """Return the vector of every word of the report, [W, H]."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = tower(self.lower.float(), self.features.long(), self.mask, self.firsts)
        return torch.cat([out[n, start:end] for n, (start, end) in enumerate(self.own)]).float()


def lower_states(report: EncodedReport, encoder: Encoder, tokenizer: Tokenizer, depth: int = DEPTH) -> Windows:
    """Run the layers under the tower over the windows of a report."""
    inputs = [window_inputs(report, window, tokenizer) for window in report.windows]
    pieces = _padded([i.pieces[0] for i in inputs])
    features = _padded([i.features[0] for i in inputs])
    mask = _padded([np.ones(i.pieces.shape[1], dtype=np.int64) for i in inputs]).float()
    own = [(w.own_start - w.start, w.own_end - w.start) for w in report.windows]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        x = encoder.embedded(pieces, features)
        for layer in list(encoder.layers)[:-depth]:
            x = layer(x, mask)
    firsts = _padded([i.firsts[0] for i in inputs])
    return Windows(x.to(torch.bfloat16), features.to(torch.int8), mask, firsts, own)


def _padded(rows: Sequence[np.ndarray]) -> Tensor:
    longest = max(len(row) for row in rows)
    return torch.from_numpy(
        np.stack([np.pad(row.astype(np.int64), [(0, longest - len(row)), *[(0, 0)] * (row.ndim - 1)]) for row in rows])
    )
