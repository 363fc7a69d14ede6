"""
`refit`: the mention head alone, on the vectors of a finished run.

The head is one linear layer, so it can be fitted anew in minutes when its targets
change, with the encoder as it stands. Vectors are computed once, in windows as
the runtime cuts them; the layer is then trained on them by Adam.
"""

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
from training.rows import read_rows
from training.train import load_network

__all__ = ["refit"]

PASSES = {"ewn": 1, "re3d": 4}
"""How often each corpus counts."""
EPOCHS, ROWS, RATE, SEED = 6, 8192, 2e-3, 20261125


def refit(prepared: Path, run: Path) -> None:
    """Replace the mention head of a run's weights; the file is written whole or not at all."""
    torch.manual_seed(SEED)
    network = load_network(run)
    tokenizer = Tokenizer.from_file(vocabulary_file())
    vectors, targets = [], []
    for corpus, times in PASSES.items():
        x, y = _vectors(prepared / "train" / f"{corpus}.jsonl", network, tokenizer)
        vectors += [x] * times
        targets += [y] * times
        print(f"{corpus}: {len(y)} words, counted {times} times", flush=True)
    x, y = torch.cat(vectors), torch.cat(targets)
    head = network.encoder.mentions
    masks = torch.from_numpy(mention_masks()[1])
    optimizer = torch.optim.Adam(head.parameters(), lr=RATE)
    steps = EPOCHS * (len(y) // ROWS + 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for epoch in range(EPOCHS):
        total = 0.0
        for rows in torch.randperm(len(y)).split(ROWS):
            log = F.log_softmax(head(x[rows].float()), -1)
            cost = -torch.logsumexp(log.masked_fill(~masks[y[rows]], -1e4), -1).mean()
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
            schedule.step()
            total += float(cost.detach()) * len(rows)
        print(f"epoch {epoch + 1}: {total / len(y):.4f}", flush=True)
    _store(run, head.state_dict())


@torch.no_grad()
def _vectors(path: Path, network: torch.nn.Module, tokenizer: Tokenizer) -> tuple[Tensor, Tensor]:
    """Return the vectors [words, 384] in half precision and the target rows [words] of a corpus."""
    rng = np.random.default_rng(SEED)
    x, y = [], []
    for row in read_rows(path):
        for window in windows_of(label_report(row, tokenizer), rng):
            batch = collate([window], tokenizer)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = network.encoder(batch.pieces, batch.features, batch.mask, batch.firsts)[0]
            known = batch.tags["mentions"] != IGNORED
            x.append(out[known].half())
            y.append(batch.tags["mentions"][known])
    return torch.cat(x), torch.cat(y)


def _store(run: Path, head: dict[str, Tensor]) -> None:
    for name in ("average", "weights"):
        path = run / f"{name}.safetensors"
        if path.exists():
            state = load_file(str(path))
            state |= {f"encoder.mentions.{part}": tensor for part, tensor in head.items()}
            part_file = path.with_suffix(".part")
            save_file({key: tensor.contiguous() for key, tensor in state.items()}, str(part_file))
            part_file.rename(path)
