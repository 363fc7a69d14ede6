"""
Step 3, `refit`: the mention head alone, on the vectors of a finished run.

In the mixture names are a small part, and the encoder serves many masters; the head, two small layers over each
word and its neighbours, takes many more passes than the encoder could, in minutes. Vectors are computed once.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from onrecord.reading.tokens import Tokenizer
from training.batches import collate
from training.encoder import vocabulary_file
from training.examples import IGNORED, label_report, windows_of
from training.labels import mention_masks
from training.model import MentionHead, Network
from training.rows import read_rows

__all__ = ["refit"]

PASSES = {"ewn": 1, "re3d": 4}
"""How often each corpus counts."""
EPOCHS, WINDOWS, RATE, SEED = 8, 24, 2e-3, 20261125
HEAD = "encoder.mentions."

_Pair = tuple[Tensor, Tensor]
"""Vectors [words, hidden] of a window in half precision, and their target rows [words]."""


def refit(prepared: Path, run: Path) -> None:
    """Replace the mention head of a run's averaged weights; the file is written whole or not at all."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    path = run / "average.safetensors"
    state = {name: tensor for name, tensor in load_file(str(path)).items() if not name.startswith(HEAD)}
    network = Network()
    network.load_state_dict(network.state_dict() | state)
    tokenizer = Tokenizer.from_file(vocabulary_file())
    pairs: list[_Pair] = []
    for corpus, times in PASSES.items():
        found = list(_windows(prepared / "train" / f"{corpus}.jsonl", network.eval(), tokenizer))
        pairs += found * times
        print(f"{corpus}: {len(found)} windows, counted {times} times", flush=True)
    head = _fitted(pairs, network.sizes.hidden, network.sizes.dropout, rng)
    state |= {HEAD + name: tensor for name, tensor in head.state_dict().items()}
    part = path.with_suffix(".part")
    save_file({name: tensor.contiguous() for name, tensor in state.items()}, str(part))
    part.rename(path)


def _fitted(pairs: list[_Pair], hidden: int, dropout: float, rng: np.random.Generator) -> MentionHead:
    head = MentionHead(hidden, dropout)
    masks = torch.from_numpy(mention_masks()[1])
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    batches = len(pairs) // WINDOWS + 1
    rate = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * batches)
    for epoch in range(EPOCHS):
        total = words = 0.0
        for chosen in np.array_split(rng.permutation(len(pairs)), batches):
            x = torch.nn.utils.rnn.pad_sequence([pairs[i][0].float() for i in chosen], batch_first=True)
            y = torch.nn.utils.rnn.pad_sequence([pairs[i][1] for i in chosen], batch_first=True, padding_value=IGNORED)
            known = y != IGNORED
            log = F.log_softmax(head(x)[known], -1)
            cost = -torch.logsumexp(log.masked_fill(~masks[y[known]], -1e4), -1).mean()
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
            rate.step()
            total += float(cost.detach()) * int(known.sum())
            words += int(known.sum())
        print(f"epoch {epoch + 1}: {total / words:.4f}", flush=True)
    return head.eval()


@torch.no_grad()
def _windows(path: Path, network: Network, tokenizer: Tokenizer) -> Iterator[_Pair]:
    rng = np.random.default_rng(SEED)
    for row in read_rows(path):
        for window in windows_of(label_report(row, tokenizer), rng):
            batch = collate([window], tokenizer)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = network.encoder(batch.pieces, batch.features, batch.mask, batch.firsts)[0]
            yield vectors[0].half(), batch.tags["mentions"][0]
