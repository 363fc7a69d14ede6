"""
`relabel`: the head of the kind of source anew, on what a finished run sees of each labelled statement.

Averaging the weights of several runs costs this small head most, for it was fitted on few statements in each. It is
fitted again on the averaged network, with dropout on what it sees and in itself; seconds, once the vectors are made.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.reading.tokens import Tokenizer
from training.batches import collate
from training.encoder import vocabulary_file
from training.examples import IGNORED, label_report, windows_of
from training.model import Network
from training.rows import read_rows
from training.train import load_network, save_tensors

__all__ = ["relabel"]

CUTS = 4
"""How often the training reports are cut into windows, each time elsewhere."""
EPOCHS, BATCH, RATE, DECAY, SEED = 12, 64, 1e-3, 0.05, 20261129
DROPOUT_SEEN, DROPOUT_INSIDE, SMOOTHING = 0.2, 0.5, 0.05


def relabel(prepared: Path, run: Path) -> None:
    """Replace the head in a run's averaged weights; print its accuracy on the development part before and after."""
    torch.manual_seed(SEED)
    network = load_network(run)
    seen, kinds = _statements(network, prepared / "train" / "statement-labels.jsonl", CUTS)
    judged, wanted = _statements(network, prepared / "dev" / "statement-labels.jsonl", 1)
    head = network.arguments.kind
    before = _accuracy(head, judged, wanted)
    _fit(head, seen, kinds)
    print(f"kind: {before:.1f} before, {_accuracy(head, judged, wanted):.1f} after, on {len(judged)} statements")
    state = load_file(str(run / "average.safetensors"))
    state |= {f"arguments.kind.{name}": tensor for name, tensor in head.state_dict().items()}
    save_tensors(run / "average.safetensors", state)


@torch.no_grad()
def _statements(network: Network, path: Path, cuts: int) -> tuple[Tensor, Tensor]:
    """Return what the head sees of each statement [N, H + 3 D] and the kind it is labelled with [N]."""
    rng, tokenizer = np.random.default_rng(SEED), Tokenizer.from_file(vocabulary_file())
    reports = [label_report(row, tokenizer) for row in read_rows(path)]
    seen: list[Tensor] = []
    kinds: list[Tensor] = []
    hook = network.arguments.kind.register_forward_hook(lambda _, given, __: seen.append(given[0]))
    for _ in range(cuts):
        windows = sorted((w for r in reports for w in windows_of(r, rng)), key=lambda w: w.end - w.start)
        for at in range(0, len(windows), 16):
            batch = collate(windows[at : at + 16], tokenizer)
            p = batch.predicates.get("statement")
            if p is None:
                continue
            vectors = network.encoder(batch.pieces, batch.features, batch.mask, batch.firsts)[0]
            words = vectors[p.window[:, None], p.words]
            predicate = (vectors[p.window, p.start] + vectors[p.window, p.end - 1]) / 2
            network.arguments(words, predicate, p.distance, p.type, p.mask, p.centre)
            kinds.append(p.labels["kind"])
    hook.remove()
    return torch.cat(seen), torch.cat(kinds)


def _fit(head: nn.Sequential, seen: Tensor, kinds: Tensor) -> None:
    for part in head:
        if isinstance(part, nn.Linear):
            part.reset_parameters()
        if isinstance(part, nn.Dropout):
            part.p = DROPOUT_INSIDE
    head.train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(seen)).split(BATCH):
            scores = head(F.dropout(seen[chosen], DROPOUT_SEEN))
            cost = F.cross_entropy(scores, kinds[chosen], ignore_index=IGNORED, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
    head.eval()


@torch.no_grad()
def _accuracy(head: nn.Sequential, seen: Tensor, kinds: Tensor) -> float:
    known = kinds != IGNORED
    return 100 * float((head(seen).argmax(-1) == kinds)[known].float().mean())
