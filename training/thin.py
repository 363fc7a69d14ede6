"""
`thin`: inner neurons of the encoder's layers that say least are taken out, and the rest fitted to say what all said.

    a layer's second half is  out = down · gelu(up · x)  with 1,536 neurons between; so many of them are kept

One neuron after the other goes, always the one whose loss can best be made good by those that stay, and they make it
good at once (optimal brain surgeon: Hassibi and Stork 1993; for whole columns, Frantar and Alistarh 2022). What neurons
say is seen on windows of training texts; labels are not looked at and nothing else is trained.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor, nn

from onrecord.reading.encoding import WindowInputs, encode_report, window_inputs
from onrecord.reading.tokens import Tokenizer
from training.encoder import vocabulary_file
from training.model import Layer
from training.rows import read_rows
from training.score import as_report
from training.train import load_network

__all__ = ["thin", "thinned"]

SEEN = {"polnear": 100, "plover-events": 60, "unlabelled": 120}
"""Windows of each corpus; some 45,000 word pieces."""
DAMPING = 1e-4
"""Share of the mean power that is added to every neuron's own, so that nothing is divided by 0."""


@torch.no_grad()
def thin(prepared: Path, run: Path, kept: int) -> None:
    """Leave so many neurons in each layer of a run's averaged weights; the file is written whole or not at all."""
    network = load_network(run)
    encoder = network.encoder
    tokenizer = Tokenizer.from_file(vocabulary_file())
    states = [encoder.embedded(*_tensors(each)) for each in _windows(prepared, tokenizer)]
    for number, layer in enumerate(encoder.layers):
        between = [layer.attended(x, None) for x in states]
        power = sum(a.double().T @ a.double() for a in (F.gelu(layer.up(h))[0] for h in between))
        lost = _thin_layer(layer, power, kept)
        states = [layer.passed_on(h) for h in between]
        said = f"{100 * lost:.2f} % of the power of what they said is lost"
        print(f"layer {number + 1}: {kept} of {len(power)} neurons kept, {said}", flush=True)
    path = run / "average.safetensors"
    part = path.with_suffix(".part")
    save_file({name: tensor.contiguous() for name, tensor in network.state_dict().items()}, str(part))
    part.rename(path)


def _thin_layer(layer: Layer, power: Tensor, kept: int) -> float:
    """Take neurons out of one layer; return the share of its output's power that is lost."""
    weights, places = thinned(layer.down.weight.double(), power, kept)
    before = layer.down.weight.double()
    rest = before.clone()
    rest[:, places] -= weights
    lost = torch.trace(rest @ power @ rest.T) / torch.trace(before @ power @ before.T)
    up, down = nn.Linear(layer.up.in_features, kept), nn.Linear(kept, layer.down.out_features)
    up.weight.copy_(layer.up.weight[places])
    up.bias.copy_(layer.up.bias[places])
    down.weight.copy_(weights)
    down.bias.copy_(layer.down.bias)
    layer.up, layer.down = up, down
    return float(lost)


def thinned(weights: Tensor, power: Tensor, kept: int) -> tuple[Tensor, Tensor]:
    """
    weights [H, N] of N neurons, power [N, N] the sum of products of what they say -> weights [H, kept], their places.

    The new weights are those that give what the old ones gave with the least squared difference.
    """
    weights = weights.clone()
    inverse = torch.linalg.inv(power + DAMPING * power.diagonal().mean() * torch.eye(len(power), dtype=power.dtype))
    there = torch.ones(len(power), dtype=torch.bool)
    for _ in range(len(power) - kept):
        own = inverse.diagonal()
        price = torch.where(there, weights.square().sum(0) / own.clamp(min=1e-30), torch.inf)
        least = int(price.argmin())
        row = inverse[least].clone()
        weights.addr_(weights[:, least].clone(), row, alpha=-1 / float(row[least]))
        inverse.addr_(row, row, alpha=-1 / float(row[least]))
        there[least] = False
        weights[:, least] = 0.0
    places = torch.nonzero(there)[:, 0]
    return weights[:, places], places


def _windows(prepared: Path, tokenizer: Tokenizer) -> Iterator[WindowInputs]:
    for corpus, count in SEEN.items():
        rows = read_rows(prepared / "train" / f"{corpus}.jsonl")
        reports = (encode_report(as_report(row), tokenizer) for row in rows)
        # The first two windows of a report alone: many reports say more than many windows of one.
        found = (window_inputs(each, window, tokenizer) for each in reports for window in each.windows[:2])
        yield from islice(found, count)


def _tensors(window: WindowInputs) -> tuple[Tensor, Tensor]:
    return torch.from_numpy(window.pieces).long(), torch.from_numpy(window.features).long()
