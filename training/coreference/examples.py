"""
The documents of gum as the chain finder meets them, with what it should find.

The encoder runs once over each document; its outputs are kept under the run folder, named by the
digests of encoder and text, so that a second fit starts at once.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evaluation.ontogum import ChainedText, read_chained_texts

from onrecord.reading import Reader
from onrecord.reading.coreference.finder import Seen, see
from onrecord.reading.coreference.words import own_vectors
from onrecord.reading.encoding import EncodedReport, encode_report
from onrecord.reading.tokens import Tokenizer
from onrecord.records import text_digest
from training.rows import Row
from training.score import as_report

__all__ = ["Example", "examples_of"]


@dataclass(frozen=True, slots=True)
class Example:
    """One document: its words as the chain finder sees them, and gold phrases as word indices."""

    id: str
    report: EncodedReport
    seen: Seen
    phrases: dict[int, tuple[int, int]]
    """Head word to [start, end) of its phrase."""
    chain_of: dict[int, int]
    """Head word to the number of its chain."""
    chains: list[list[tuple[int, int]]]
    """Gold chains, code points."""


def examples_of(shared: Path, split: str, model: Path, cache: Path, meaning: np.ndarray) -> list[Example]:
    """Return the documents of `gum/{split}` with the outputs of the encoder of a model folder."""
    digest = hashlib.sha256((model / "encoder.onnx").read_bytes()).hexdigest()[:16]
    folder = cache / digest
    folder.mkdir(parents=True, exist_ok=True)
    texts = list(read_chained_texts(shared / "corpora" / "gum", split))
    return [_example(text, *outputs, meaning) for text, outputs in _encoded(texts, model, folder)]


def _encoded(
    texts: Sequence[ChainedText], model: Path, folder: Path
) -> Iterator[tuple[ChainedText, tuple[EncodedReport, np.ndarray, np.ndarray]]]:
    reader: Reader | None = None
    tokenizer = Tokenizer.from_file(model / "vocab.txt")
    for text in texts:
        kept = folder / f"{text.id}-{text_digest(text.text)[:8]}.npz"
        report = as_report(Row(id=text.id, corpus="gum", text=text.text))
        if not kept.is_file():
            reader = reader or Reader.load(model)
            ((encoded, scores),) = reader.infer([report])
            vectors = own_vectors(encoded, scores)
            np.savez(kept, vectors=vectors.astype(np.float16), mentions=scores.mentions.astype(np.float16))
        with np.load(kept) as arrays:
            vectors, mentions = arrays["vectors"].astype(np.float32), arrays["mentions"].astype(np.float32)
        yield text, (encode_report(report, tokenizer), vectors, mentions)


def _example(
    text: ChainedText, report: EncodedReport, vectors: np.ndarray, mentions: np.ndarray, meaning: np.ndarray
) -> Example:
    words = report.words
    phrases: dict[int, tuple[int, int]] = {}
    head_of: dict[tuple[int, int], int] = {}
    for (start, end), head in text.phrases.items():
        first, last = int(np.searchsorted(words.ends, start, "right")), int(np.searchsorted(words.starts, end, "left"))
        at = int(np.searchsorted(words.ends, head, "right"))
        if first <= at < last and at not in phrases:
            phrases[at] = (first, last)
            head_of[start, end] = at
    return Example(
        id=text.id,
        report=report,
        seen=see(report, vectors, mentions, meaning),
        phrases=phrases,
        chain_of={head_of[s]: n for n, chain in enumerate(text.chains) for s in chain if s in head_of},
        chains=text.chains,
    )
