"""
`export`: a trained network to the int8 graphs that ship, with their manifest.

Writes `encoder.onnx`, `arguments.onnx`, `decoder.json` (transition scores), `vocab.txt`
and `manifest.json` (digests of all of them, of the labels and of the training data).
"""

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import vocabulary_file
from training.manifest import write_manifest
from training.model import Network, attention
from training.train import load_network

__all__ = ["OPSET", "export", "fused_attention"]

OPSET = 17


class _FusedAttention(torch.autograd.Function):
    """One onnxruntime kernel for `training.model.attention`, where nothing is padding."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, mask: None, heads: int) -> Tensor:
        return attention(q, k, v, mask, heads)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, _: None, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


fused_attention = _FusedAttention.apply


class _EncoderGraph(nn.Module):
    """The encoder, and the part of `Arguments` that sees words alone: done once a word, not once for each predicate."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder, self.word = network.encoder, network.arguments.word
        for layer in self.encoder.layers:
            layer.attend = fused_attention

    def forward(self, pieces: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        vectors, *scores = self.encoder(pieces, features, None, firsts)
        return (vectors, self.word(vectors), *scores)


class _ArgumentGraph(nn.Module):
    """The rest of `Arguments.forward`."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.arguments = network.arguments

    def forward(
        self, words: Tensor, predicate: Tensor, distance: Tensor, sort: Tensor, mask: Tensor, centre: Tensor
    ) -> tuple[Tensor, ...]:
        a = self.arguments
        x = words + (a.predicate(predicate) + a.sort(sort))[:, None] + a.distance(distance)
        x = a.norm(x + words * a.product(predicate)[:, None])
        for layer in a.layers:
            x = layer(x, mask)
        own = x.gather(1, centre[:, None, None].expand(-1, 1, x.shape[-1]))[:, 0]
        roles = a.statement(x)
        return (roles, a.event(x), *a.labels(x, predicate, own, roles, mask))


def export(run: Path, prepared: Path, out: Path, version: str, *, quantize: bool = True) -> None:
    """Write the model folder `out` from the run's weights (averaged where there are some)."""
    network = load_network(run)
    out.mkdir(parents=True, exist_ok=True)
    work = run / "export"
    work.mkdir(exist_ok=True)
    _write_encoder(network, work / "encoder.onnx")
    _write_arguments(network, work / "arguments.onnx")
    for name in ("encoder.onnx", "arguments.onnx"):
        if quantize:
            quantize_dynamic(
                work / name, out / name, weight_type=QuantType.QInt8, per_channel=True,
                extra_options={"MatMulConstBOnly": True},
            )  # fmt: skip
        else:
            shutil.copyfile(work / name, out / name)
    chains = {
        name: getattr(network, f"{name}_chain").scores().detach().round(decimals=4).tolist()
        for name in ("statement", "mention", "statement_role", "event_role")
    }
    (out / "decoder.json").write_text(json.dumps({"transitions": chains}), encoding="utf-8")
    shutil.copyfile(vocabulary_file(), out / "vocab.txt")
    # They were fitted on the encoder that has just been replaced; the step `coreference` makes them anew.
    for name in ("coreference.npz", "coreference.onnx"):
        (out / name).unlink(missing_ok=True)
    write_manifest(run, prepared, out, version)


def _write_encoder(network: Network, path: Path) -> None:
    pieces = torch.ones(2, 9, dtype=torch.int64)
    features = torch.ones(2, 9, 4, dtype=torch.int64)
    firsts = torch.ones(2, 5, dtype=torch.int64)
    piece, word = {0: "windows", 1: "pieces"}, {0: "windows", 1: "words"}
    heads = ["vectors", "seen", "statements", "cues", "triggers", "mentions", "certainty"]
    torch.onnx.export(
        _EncoderGraph(network).eval(), (pieces, features, firsts), str(path), opset_version=OPSET, dynamo=False,
        custom_opsets={"com.microsoft": 1},
        input_names=["pieces", "features", "firsts"], output_names=heads,
        dynamic_axes={"pieces": piece, "features": piece, "firsts": word, **dict.fromkeys(heads, word)},
    )  # fmt: skip


def _write_arguments(network: Network, path: Path) -> None:
    count, length = 3, 7
    inputs = (
        torch.zeros(count, length, network.sizes.argument_hidden), torch.zeros(count, network.sizes.hidden),
        torch.zeros(count, length, dtype=torch.int64), torch.zeros(count, dtype=torch.int64),
        torch.ones(count, length), torch.zeros(count, dtype=torch.int64),
    )  # fmt: skip
    names = ["words", "predicate", "distance", "sort", "mask", "centre"]
    outputs = ["statement_roles", "event_roles", "kind", "act", "factuality", "tense", "mode"]
    seen, one = {0: "predicates", 1: "around"}, {0: "predicates"}
    axes = {"words": seen, "distance": seen, "mask": seen}
    axes |= dict.fromkeys(("predicate", "sort", "centre", *outputs[2:]), one) | dict.fromkeys(outputs[:2], seen)
    torch.onnx.export(
        _ArgumentGraph(network).eval(), inputs, str(path), opset_version=OPSET, dynamo=False,
        input_names=names, output_names=outputs, dynamic_axes=axes,
    )  # fmt: skip
