"""
`refit`: the mention head and its chain alone, on the vectors of a finished run.

In the mixture names are a small part, and the encoder serves many masters; the head, two small layers over each
word and its neighbours under a chain, takes many more passes than the encoder could, in minutes. Vectors are
computed once. The first passes judge each word alone, which is fast; the last ones whole sequences.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from onrecord.reading.tokens import Tokenizer
from training.batches import collate
from training.crf import LinearChain
from training.encoder import vocabulary_file
from training.examples import IGNORED, label_report, windows_of
from training.labels import mention_masks, opened_mentions
from training.model import MentionHead, Network
from training.rows import read_rows

__all__ = ["refit"]

PASSES = {"ewn": 1, "re3d": 4}
"""How often each corpus counts."""
WORD_EPOCHS, CHAIN_EPOCHS = 5, 3
STRETCH, STRETCHES = 48, 96
"""Words of a sequence, sequences of a batch."""
RATE, CHAIN_RATE, SEED = 2e-3, 5e-3, 20261125
HEADS = ("encoder.mentions.", "mention_chain.")

_Pair = tuple[Tensor, Tensor]
"""Vectors [words, hidden] of a stretch in half precision, and their target rows [words]."""


def refit(prepared: Path, run: Path) -> None:
    """Replace the mention head of a run's averaged weights; the file is written whole or not at all."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    path = run / "average.safetensors"
    state = {name: tensor for name, tensor in load_file(str(path)).items() if not name.startswith(HEADS)}
    network = Network()
    network.load_state_dict(network.state_dict() | state)
    tokenizer = Tokenizer.from_file(vocabulary_file())
    pairs: list[_Pair] = []
    for corpus, times in PASSES.items():
        found = list(_stretches(prepared / "train" / f"{corpus}.jsonl", network.eval(), tokenizer))
        pairs += found * times
        print(f"{corpus}: {len(found)} stretches, counted {times} times", flush=True)
    head, chain = network.encoder.mentions, network.mention_chain
    _fit(head.train(), chain, pairs, rng)
    for prefix, part in zip(HEADS, (head, chain), strict=True):
        state |= {prefix + name: tensor for name, tensor in part.state_dict().items()}
    part = path.with_suffix(".part")
    save_file({name: tensor.contiguous() for name, tensor in state.items()}, str(part))
    part.rename(path)


def _fit(head: MentionHead, chain: LinearChain, pairs: list[_Pair], rng: np.random.Generator) -> None:
    masks = torch.from_numpy(mention_masks()[1])
    optimizer = torch.optim.AdamW(
        [{"params": head.parameters()}, {"params": chain.parameters(), "lr": CHAIN_RATE}], lr=RATE, weight_decay=0.01
    )
    batches = len(pairs) // STRETCHES + 1
    rate = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, (WORD_EPOCHS + CHAIN_EPOCHS) * batches)
    for epoch in range(WORD_EPOCHS + CHAIN_EPOCHS):
        total = words = 0.0
        for chosen in np.array_split(rng.permutation(len(pairs)), batches):
            x = pad_sequence([pairs[i][0].float() for i in chosen], batch_first=True)
            y = pad_sequence([pairs[i][1] for i in chosen], batch_first=True, padding_value=IGNORED)
            known, allowed, scores = y != IGNORED, masks[y.clamp(min=0)], head(x)
            if epoch < WORD_EPOCHS:
                log = F.log_softmax(scores[known], -1)
                cost = -torch.logsumexp(log.masked_fill(~allowed[known], -1e4), -1).sum()
            else:
                cost = chain.open_cost(scores, allowed, known).sum()
            optimizer.zero_grad()
            (cost / known.sum()).backward()
            optimizer.step()
            rate.step()
            total += float(cost.detach())
            words += int(known.sum())
        print(f"epoch {epoch + 1}: {total / words:.4f}", flush=True)


@torch.no_grad()
def _stretches(path: Path, network: Network, tokenizer: Tokenizer) -> Iterator[_Pair]:
    rng = np.random.default_rng(SEED)
    for row in read_rows(path):
        for window in windows_of(label_report(row, tokenizer), rng):
            batch = collate([window], tokenizer)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = network.encoder(batch.pieces, batch.features, batch.mask, batch.firsts)[0]
            targets = batch.tags["mentions"][0].split(STRETCH)
            opened = [torch.from_numpy(opened_mentions(t.numpy())) for t in targets]
            yield from zip(vectors[0].half().split(STRETCH), opened, strict=True)
