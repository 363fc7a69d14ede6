"""
`pretrain`: the encoder goes on guessing hidden words, on the news at hand, before it learns any task.

The weights it starts from were last fitted to tell sentences apart, not words. Fifteen in a hundred words are hidden
whole (Devlin et al. 2019; whole words as in its later release); what they were is guessed from the rest and from the
features that the vocabulary lacks, so the tables of features are trained here too. Development texts are not read.
"""

import json
import math
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reading.features import word_features
from onrecord.reading.sentences import split_sentences
from onrecord.reading.tokens import Tokenizer
from training.disturb import MASK
from training.encoder import encoder_weights, vocabulary_file
from training.model import Network
from training.rows import read_rows
from training.train import save_tensors

__all__ = ["pretrain"]

CORPORA = ("unlabelled", "polnear", "plover-events", "plover-synthetic", "ewn", "gum", "statement-labels")
PIECES, WINDOWS = 256, 64
"""Word pieces of a window, border pieces included; windows of a batch."""
HIDDEN = 0.15
RATE, WARMUP, SEED = 3e-4, 0.05, 20261126
_UNKNOWN = 100


class _Guess(nn.Module):
    """What a hidden piece was, over the encoder's own table of pieces."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        hidden = network.sizes.hidden
        self.turn = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.bias = nn.Parameter(torch.zeros(network.sizes.vocabulary))

    def forward(self, vectors: Tensor, table: Tensor) -> Tensor:
        """vectors [M, H], table [V, H] -> scores [M, V]."""
        return F.linear(self.norm(F.gelu(self.turn(vectors))), table, self.bias)


def pretrain(prepared: Path, run: Path, *, passes: float, device: str = "cpu") -> None:
    """Write a run folder whose averaged weights `train --start` can begin with."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    tokenizer = Tokenizer.from_file(vocabulary_file())
    texts = [_pieces(row.text, row.title_end, tokenizer) for name in CORPORA
             for row in read_rows(prepared / "train" / f"{name}.jsonl")]  # fmt: skip
    pieces, features, words = (torch.from_numpy(np.concatenate(part)) for part in zip(*texts, strict=True))
    steps = max(1, int(passes * len(pieces) / (WINDOWS * (PIECES - 2))))
    print(f"{len(pieces)} word pieces, {steps} steps", flush=True)
    network = Network()
    network.load_encoder(load_file(str(encoder_weights())))
    network.to(device).train()
    guess = _Guess(network).to(device)
    pieces, features, words = (x.to(device) for x in (pieces, features, words))
    parameters = [*network.encoder.parameters(), *guess.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01, betas=(0.9, 0.98), foreach=True)
    started, costs = time.monotonic(), []
    for step, starts in enumerate(_starts(len(pieces), steps, rng)):
        at = torch.from_numpy(starts).to(device)[:, None] + torch.arange(PIECES - 2, device=device)
        with torch.autocast(torch.device(device).type, dtype=torch.bfloat16):
            cost = _cost(network, guess, pieces[at], features[at], words[at], tokenizer)
        optimizer.zero_grad()
        cost.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        done = step / steps
        for group in optimizer.param_groups:
            group["lr"] = RATE * (done / WARMUP if done < WARMUP else 0.5 + 0.5 * math.cos(math.pi * done))
        optimizer.step()
        costs.append(cost.detach())
        if step % 200 == 199:
            rate = (step + 1) * WINDOWS * (PIECES - 2) / (time.monotonic() - started)
            print(f"step {step + 1} {rate:.0f} pieces/s cost {float(torch.stack(costs).mean()):.3f}", flush=True)
            costs.clear()
    run.mkdir(parents=True, exist_ok=True)
    save_tensors(run / "average.safetensors", network.state_dict())
    made = {"step": "pretrain", "passes": passes, "pieces": len(pieces), "seed": SEED}
    (run / "mixture.json").write_text(json.dumps(made, indent=1), encoding="utf-8")


def _pieces(text: str, title_end: int, tokenizer: Tokenizer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pieces of a text, their features + 1 and the number of the word that each belongs to."""
    words = tokenizer(text)
    features = word_features(text, words, split_sentences(text), title_end)
    counts = words.piece_counts
    return (
        np.asarray(words.pieces, dtype=np.int64),
        np.repeat(features, counts, 0).astype(np.int64) + 1,
        np.repeat(np.arange(len(words)), counts),
    )


def _starts(length: int, steps: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield where the windows of each batch begin: a pass tiles the texts from a random place, in random order."""
    made = 0
    while made < steps:
        tiles = np.arange(rng.integers(PIECES), length - PIECES, PIECES - 2)
        rng.shuffle(tiles)
        for at in range(0, len(tiles) - WINDOWS + 1, WINDOWS):
            if made < steps:
                yield tiles[at : at + WINDOWS]
                made += 1


def _cost(
    network: Network, guess: _Guess, pieces: Tensor, features: Tensor, words: Tensor, tokenizer: Tokenizer
) -> Tensor:
    # A word is hidden whole: pieces of one word share one draw. Numbers of words repeat from text to text, which
    # at worst hides two words by one draw.
    draw = torch.rand(len(pieces), 4096, device=pieces.device).gather(1, words % 4096)
    hidden = (draw < HIDDEN) & (pieces != _UNKNOWN)
    kind = torch.rand(pieces.shape, device=pieces.device)
    other = torch.randint(1000, network.sizes.vocabulary, pieces.shape, device=pieces.device)
    seen = torch.where(hidden & (kind < 0.8), MASK, torch.where(hidden & (kind < 0.9), other, pieces))
    edge = torch.ones_like(pieces[:, :1])
    seen = torch.cat([edge * tokenizer.first, seen, edge * tokenizer.last], 1)
    nothing = torch.zeros_like(features[:, :1])
    vectors = network.encoder.contextual(seen, torch.cat([nothing, features, nothing], 1), None)[:, 1:-1]
    scores = guess(vectors[hidden], network.encoder.words.weight)
    return F.cross_entropy(scores.float(), pieces[hidden])
