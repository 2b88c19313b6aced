"""The exported network made small: 8-bit weights with products in full precision, attention in one operation.

onnxruntime's own dynamic quantization also rounds what goes into each product, on a scale taken from its largest entry.
A hair's breadth in one piece of a report then moved every vector of its window by a tenth, on another processor too:
claims changed with names that meant nothing to them (docs/decisions/0013-the-encoders-products-are-exact.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]

_CONTEXT = re.compile(r"(.*/attention/self/)Reshape_4_output_0")
"""The output of a layer's attention, before its dense part, as torch's exporter names it."""
BLOCK = 32
"""Weights of a column, or of a piece's vector, that share a scale."""
_CUT = np.linspace(0.7, 1.0, 13, dtype=np.float32)
"""Shares of the largest entry that are tried for the end of a scale."""


def small(model: bytes, heads: int) -> bytes:
    """An ONNX file of a network in full precision with its weights in 8 bits, on a scale for each column.

    The attention (of so many heads), exported as a dozen operations with a mask over nothing, becomes one.
    """
    import onnx

    read = onnx.load_from_string(model)
    weights = {one.name: onnx.numpy_helper.to_array(one) for one in read.graph.initializer}
    nodes: list[Any] = []
    made: list[Any] = []
    for node in read.graph.node:
        new, rounded = _replaced(node, weights, heads)
        nodes.extend(new)
        made.extend(rounded)
    read.graph.initializer.extend(made)
    _keep_needed(read.graph, nodes)
    read.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    return bytes(read.SerializeToString())


def rounded(rows: Floats) -> tuple[Bytes, Floats]:
    """Each row in 8 bits, and its scale (count, 1): the one under which the least is lost."""
    largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12)
    best = np.full((len(rows), 1), np.inf, dtype=np.float32)
    scales = largest / 127
    for cut in _CUT:
        scale = largest * cut / 127
        lost = ((np.clip(np.round(rows / scale), -127, 127) * scale - rows) ** 2).sum(axis=1, keepdims=True)
        scales = np.where(lost < best, scale, scales)
        best = np.minimum(lost, best)
    scales = scales.astype(np.float32)
    return np.clip(np.round(rows / scales), -127, 127).astype(np.int8), scales


def _replaced(node: Any, weights: dict[str, Any], heads: int) -> tuple[Sequence[Any], Sequence[Any]]:
    """What stands in the place of a node, and the weights that it brings."""
    from onnx import helper, numpy_helper

    output = node.output[0]
    if (found := _CONTEXT.fullmatch(output)) is not None:
        given = [f"{found.group(1)}{part}/Add_output_0" for part in ("query", "key", "value")]
        return [helper.make_node("MultiHeadAttention", given, [output], domain="com.microsoft", num_heads=heads)], []
    if node.op_type == "MatMul" and node.input[1] in weights:
        name = node.input[1]
        rows, columns = weights[name].shape
        table, scale = rounded(weights[name].T.reshape(-1, BLOCK))
        blocks, scales = table.reshape(columns, -1, BLOCK), scale.reshape(columns, -1, 1)
        made = {
            f"{name}.small": np.ascontiguousarray(blocks.transpose(1, 2, 0)),
            f"{name}.scale": np.ascontiguousarray(scales.transpose(1, 2, 0)),
            f"{name}.shape": np.array([rows, columns], dtype=np.int64),
        }
        product = [
            helper.make_node("Cast", [f"{name}.small"], [f"{name}.wide"], to=1),
            helper.make_node("Mul", [f"{name}.wide", f"{name}.scale"], [f"{name}.blocks"]),
            helper.make_node("Reshape", [f"{name}.blocks", f"{name}.shape"], [f"{name}.whole"]),
            helper.make_node("MatMul", [node.input[0], f"{name}.whole"], [output]),
        ]
        return product, [numpy_helper.from_array(value, key) for key, value in made.items()]
    if node.op_type == "Gather" and node.input[0] in weights and weights[node.input[0]].ndim == 2:
        name, which = node.input
        width = weights[name].shape[1]
        table, scale = rounded(weights[name].reshape(-1, BLOCK))
        made = {
            f"{name}.small": table.reshape(-1, width // BLOCK, BLOCK),
            f"{name}.scale": scale.reshape(-1, width // BLOCK, 1),
            f"{output}.shape": np.array([0, 0, width], dtype=np.int64),
        }
        taken = [
            helper.make_node("Gather", [f"{name}.small", which], [f"{output}.small"]),
            helper.make_node("Gather", [f"{name}.scale", which], [f"{output}.scale"]),
            helper.make_node("Cast", [f"{output}.small"], [f"{output}.wide"], to=1),
            helper.make_node("Mul", [f"{output}.wide", f"{output}.scale"], [f"{output}.blocks"]),
            helper.make_node("Reshape", [f"{output}.blocks", f"{output}.shape"], [output]),
        ]
        return taken, [numpy_helper.from_array(value, key) for key, value in made.items()]
    return [node], []


def _keep_needed(graph: Any, nodes: list[Any]) -> None:
    """Leave in the graph what its outputs need, in order."""
    needed, kept = {output.name for output in graph.output}, []
    for node in reversed(nodes):
        if any(output in needed for output in node.output):
            kept.append(node)
            needed.update(node.input)
    weights = [weight for weight in graph.initializer if weight.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(weights)
