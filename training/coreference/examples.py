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
from onrecord.reading.coreference.weights import PhraseWeights
from onrecord.reading.coreference.words import own_vectors
from onrecord.reading.encoding import EncodedReport, encode_report
from onrecord.reading.tokens import Tokenizer
from onrecord.records import text_digest
from training.coreference.heads import heads_of
from training.rows import Row
from training.score import as_report

__all__ = ["Example", "examples_of", "labelled_examples"]

Pair = tuple[int, int]


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
    whole: bool = True
    """Whether phrases in no chain are told too."""


def examples_of(shared: Path, split: str, model: Path, cache: Path, meaning: np.ndarray) -> list[Example]:
    """Return the documents of `gum/{split}` with the outputs of the encoder of a model folder."""
    texts = list(read_chained_texts(shared / "corpora" / "gum", split))
    rows = [Row(id=text.id, corpus="gum", text=text.text) for text in texts]
    return [
        _example(text, *outputs, meaning) for text, outputs in zip(texts, _encoded(rows, model, cache), strict=True)
    ]


def labelled_examples(
    texts: Sequence[tuple[Row, list[list[Pair]]]], model: Path, cache: Path, meaning: np.ndarray, weights: PhraseWeights
) -> list[Example]:
    """
    Return reports whose chains alone are told, likewise.

    The head of a phrase is the word that a fitted net holds likeliest to head just these words.
    """
    encoded = _encoded([row for row, _ in texts], model, cache)
    examples = []
    for (row, chains), (report, vectors, mentions) in zip(texts, encoded, strict=True):
        seen = see(report, vectors, mentions, meaning)
        spans = sorted({span for chain in chains for span in chain})
        words = [(span, place) for span in spans if (place := _words_of(report, span)) is not None]
        heads = heads_of(seen.inputs, seen.sentences, [place for _, place in words], weights)
        head_of = {span: head for (span, _), head in zip(words, heads, strict=True) if head is not None}
        phrases = {head_of[span]: place for span, place in words if span in head_of}
        examples.append(
            Example(
                id=row.id,
                report=report,
                seen=seen,
                phrases=phrases,
                chain_of={head_of[s]: n for n, chain in enumerate(chains) for s in chain if s in head_of},
                chains=chains,
                whole=False,
            )
        )
    return examples


def _words_of(report: EncodedReport, span: Pair) -> tuple[int, int] | None:
    """The words [first, last) of a span; None where none are."""
    words = report.words
    first, last = (
        int(np.searchsorted(words.ends, span[0], "right")),
        int(np.searchsorted(words.starts, span[1], "left")),
    )
    return (first, last) if first < last else None


def _encoded(rows: Sequence[Row], model: Path, cache: Path) -> Iterator[tuple[EncodedReport, np.ndarray, np.ndarray]]:
    """The outputs of the encoder, kept under the cache folder by the digests of encoder and text."""
    digest = hashlib.sha256((model / "encoder.onnx").read_bytes()).hexdigest()[:16]
    folder = cache / digest
    folder.mkdir(parents=True, exist_ok=True)
    reader: Reader | None = None
    tokenizer = Tokenizer.from_file(model / "vocab.txt")
    for row in rows:
        kept = folder / f"{text_digest(row.text)[:16]}.npz"
        report = as_report(row)
        if not kept.is_file():
            reader = reader or Reader.load(model)
            ((encoded, scores),) = reader.infer([report])
            vectors = own_vectors(encoded, scores)
            np.savez(kept, vectors=vectors.astype(np.float16), mentions=scores.mentions.astype(np.float16))
        with np.load(kept) as arrays:
            vectors, mentions = arrays["vectors"].astype(np.float32), arrays["mentions"].astype(np.float32)
        yield encode_report(report, tokenizer), vectors, mentions


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
