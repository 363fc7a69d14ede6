"""
The network at work: arrays in, arrays out. The only module that imports onnxruntime.

Two graphs read: `encoder.onnx` gives every word of a window its vector and tag scores,
`arguments.onnx` looks at the words around each predicate. A third, `coreference.onnx`,
is loaded when chains are asked for: upper layers of its own on the encoder's lower ones.
All are int8 and run on the CPU, each call on the one thread that makes it: reports, not
matrices, are shared out among threads (`onrecord.reading.reader`).
"""

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from onrecord.errors import ModelError
from onrecord.reading.chains import FloatArray
from onrecord.reading.predicates import Neighbourhood
from onrecord.reading.tokens import IntArray

__all__ = ["ArgumentScores", "EncoderScores", "Session"]


@dataclass(frozen=True, slots=True)
class EncoderScores:
    """Of B windows and W words: vectors [B, W, H], what predicates see of them [B, W, D], and scores [B, W, tags]."""

    vectors: FloatArray
    seen: FloatArray
    statements: FloatArray
    cues: FloatArray
    triggers: FloatArray
    mentions: FloatArray
    certainty: FloatArray


@dataclass(frozen=True, slots=True)
class ArgumentScores:
    """Of N predicates and L words around each: roles [N, L, tags], labels [N, labels]."""

    statement_roles: FloatArray
    event_roles: FloatArray
    kind: FloatArray
    act: FloatArray
    factuality: FloatArray
    tense: FloatArray
    mode: FloatArray


_HEADS = [field.name for field in fields(EncoderScores)]


class Session:
    """The graphs, loaded once per process; calls may come from several threads at once."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        # Left to itself onnxruntime starts a thread per core, which fails or thrashes under affinity masks.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest batch it ever saw; windows of many lengths would grow it without end.
        options.enable_cpu_mem_arena = False
        self._folder, self._options = folder, options
        self._encoder = _open(folder / "encoder.onnx", options)
        self._arguments = _open(folder / "arguments.onnx", options)

    def encode(self, pieces: IntArray, features: IntArray, firsts: IntArray) -> EncoderScores:
        """pieces [B, P] without padding, features [B, P, 4], firsts [B, W] -> scores of every word."""
        feeds = {
            "pieces": pieces.astype(np.int64),
            "features": features.astype(np.int64),
            "firsts": firsts.astype(np.int64),
        }
        return EncoderScores(*self._encoder.run(_HEADS, feeds))

    def chain_vectors(self, pieces: IntArray, features: IntArray, firsts: IntArray) -> FloatArray:
        """As `encode` -> the chain finder's vector of every word [B, W, H]; ModelError where the model has none."""
        upper = self._upper  # first, so that a model without it is told of before anything runs
        words = {"features": features.astype(np.int64), "firsts": firsts.astype(np.int64)}
        (lower,) = self._encoder.run(["lower"], {"pieces": pieces.astype(np.int64), **words})
        vectors: FloatArray
        (vectors,) = upper.run(None, {"lower": lower, **words})
        return vectors

    @cached_property
    def _upper(self) -> onnxruntime.InferenceSession:
        return _open(self._folder / "coreference.onnx", self._options)

    def arguments(
        self, words: FloatArray, around: Neighbourhood, predicates: FloatArray, sorts: IntArray
    ) -> ArgumentScores:
        """
        words [N, L, D] around each predicate, predicates [N, H] their own vectors, sorts [N] (0 a cue, 1 to 16 a
        trigger's type) -> scores of every word seen from each predicate.
        """
        feeds = {
            "words": words.astype(np.float32, copy=False),
            "predicate": predicates.astype(np.float32, copy=False),
            "distance": around.distance.astype(np.int64),
            "sort": sorts.astype(np.int64),
            "mask": around.mask.astype(np.float32),
            "centre": around.centre.astype(np.int64),
        }
        return ArgumentScores(*self._arguments.run(None, feeds))


def _open(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    try:
        # The fused kernel for a sum and its normalisation costs eight times the two apart (training/LOG.md).
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
    except Exception as error:  # onnxruntime raises its own unrelated classes for every kind of bad file
        raise ModelError(
            f"{path.name} could not be loaded ({error}); expected an ONNX graph that this onnxruntime runs; "
            "reinstall onrecord"
        ) from error
