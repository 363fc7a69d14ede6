"""The tower as an int8 graph, and the encoder's graph made to tell what its lower layers give."""

from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.coreference.tower import Tower
from training.export import OPSET, fused_attention

__all__ = ["open_lower", "write_tower"]

LOWER = "lower"


def open_lower(path: Path, depth: int) -> None:
    """Add to an encoder's graph the output `lower`, the states under its last layers; nothing where it is there."""
    graph = onnx.load(path)
    if any(output.name == LOWER for output in graph.graph.output):
        return
    layers = 1 + max(int(n.name.split("layers.")[1].split("/")[0]) for n in graph.graph.node if "layers." in n.name)
    last = f"/encoder/layers.{layers - depth - 1}/norm2/"
    (found,) = (
        node.output[0]
        for node in graph.graph.node
        if node.op_type == "LayerNormalization" and node.name.startswith(last)
    )
    graph.graph.node.append(onnx.helper.make_node("Identity", [found], [LOWER], name=LOWER))
    shape = ["windows", "pieces", None]
    graph.graph.output.append(onnx.helper.make_tensor_value_info(LOWER, onnx.TensorProto.FLOAT, shape))
    onnx.save(graph, path)


def write_tower(tower: Tower, work: Path, out: Path) -> None:
    """Write a tower as an int8 graph: lower [B, P, H], features [B, P, 4], firsts [B, W] -> vectors [B, W, H]."""
    for layer in tower.layers:
        layer.attend = fused_attention
    hidden = tower.mix.out_features
    inputs = (
        torch.zeros(2, 9, hidden), torch.ones(2, 9, 4, dtype=torch.int64), None, torch.ones(2, 5, dtype=torch.int64),
    )  # fmt: skip
    piece, word = {0: "windows", 1: "pieces"}, {0: "windows", 1: "words"}
    work.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        tower.eval(), inputs, str(work / out.name), opset_version=OPSET, dynamo=False,
        custom_opsets={"com.microsoft": 1},
        input_names=[LOWER, "features", "firsts"], output_names=["vectors"],
        dynamic_axes={LOWER: piece, "features": piece, "firsts": word, "vectors": word},
    )  # fmt: skip
    quantize_dynamic(
        work / out.name, out, weight_type=QuantType.QInt8, per_channel=True,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
