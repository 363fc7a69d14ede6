"""
The documents that the chain finder is fitted on, and what it should find in them.

The reader runs once over each document for its chances of mentions; they are kept under the run folder, named by the
digests of encoder and text, so that a second fit starts at once.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from evaluation.ontogum import ChainedText

from onrecord.reading import Reader
from onrecord.reading.coreference.finder import Seen, see
from onrecord.reading.coreference.weights import PhraseWeights
from onrecord.reading.encoding import EncodedReport, encode_report
from onrecord.reading.tokens import Tokenizer
from onrecord.records import text_digest
from training.coreference.heads import heads_of
from training.coreference.tower import Tower, Windows, lower_states
from training.model import Encoder
from training.rows import Row
from training.score import as_report

__all__ = ["Document", "Example", "documents_of", "labelled_examples", "ontogum_examples", "with_vectors"]

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A text before anything is known of its chains."""

    id: str
    report: EncodedReport
    windows: Windows
    seen: Seen


@dataclass(frozen=True, slots=True)
class Example:
    """A document and what should be found: phrases as word indices."""

    document: Document
    phrases: dict[int, Pair]
    """Head word to [start, end) of its phrase."""
    chain_of: dict[int, int]
    """Head word to the number of its chain."""
    chains: list[list[Pair]]
    """Code points."""
    whole: bool
    """Whether phrases in no chain are told too."""

    @property
    def seen(self) -> Seen:
        """The words as the chain finder sees them."""
        return self.document.seen


def documents_of(rows: Sequence[Row], model: Path, cache: Path, encoder: Encoder, tower: Tower) -> Iterator[Document]:
    """Yield the texts with the states under the tower and the vectors that it gives as it is."""
    digest = hashlib.sha256((model / "encoder.onnx").read_bytes()).hexdigest()[:16]
    folder = cache / digest
    folder.mkdir(parents=True, exist_ok=True)
    reader: Reader | None = None
    tokenizer = Tokenizer.from_file(model / "vocab.txt")
    tower.eval()
    for row in rows:
        kept = folder / f"{text_digest(row.text)[:16]}.npy"
        report = encode_report(as_report(row), tokenizer)
        if not kept.is_file():
            reader = reader or Reader.load(model)
            ((_, scores),) = reader.infer([report.report])
            np.save(kept, scores.mentions.astype(np.float16))
        mentions = np.load(kept).astype(np.float32)
        windows = lower_states(report, encoder, tokenizer)
        with torch.no_grad():
            vectors = windows.vectors(tower).numpy()
        yield Document(row.id, report, windows, see(report, vectors, mentions))


def with_vectors(example: Example, vectors: np.ndarray) -> Example:
    """Return an example whose words have other vectors [W, H]."""
    inputs = example.seen.inputs.copy()
    inputs[:, : vectors.shape[1]] = vectors
    return replace(example, document=replace(example.document, seen=replace(example.seen, inputs=inputs)))


def ontogum_examples(texts: Sequence[ChainedText], documents: Sequence[Document]) -> list[Example]:
    """Return documents of gum with all their phrases, in chains or not."""
    examples = []
    for text, document in zip(texts, documents, strict=True):
        phrases: dict[int, Pair] = {}
        head_of: dict[Pair, int] = {}
        for span, head in text.phrases.items():
            at = int(np.searchsorted(document.report.words.ends, head, "right"))
            place = _words_of(document.report, span)
            if place is not None and place[0] <= at < place[1] and at not in phrases:
                phrases[at] = place
                head_of[span] = at
        chain_of = {head_of[span]: n for n, chain in enumerate(text.chains) for span in chain if span in head_of}
        examples.append(Example(document, phrases, chain_of, text.chains, whole=True))
    return examples


def labelled_examples(
    chains: Sequence[list[list[Pair]]], documents: Sequence[Document], weights: PhraseWeights
) -> list[Example]:
    """
    Return documents whose chains alone are told.

    The head of a phrase is the word that a fitted net holds likeliest to head just these words.
    """
    examples = []
    for told, document in zip(chains, documents, strict=True):
        spans = sorted({span for chain in told for span in chain})
        words = [(span, place) for span in spans if (place := _words_of(document.report, span)) is not None]
        heads = heads_of(document.seen.inputs, document.seen.sentences, [place for _, place in words], weights)
        head_of = {span: head for (span, _), head in zip(words, heads, strict=True) if head is not None}
        phrases = {head_of[span]: place for span, place in words if span in head_of}
        chain_of = {head_of[span]: n for n, chain in enumerate(told) for span in chain if span in head_of}
        examples.append(Example(document, phrases, chain_of, told, whole=False))
    return examples


def _words_of(report: EncodedReport, span: Pair) -> Pair | None:
    """The words [first, last) of a span; None where none are."""
    words = report.words
    first = int(np.searchsorted(words.ends, span[0], "right"))
    last = int(np.searchsorted(words.starts, span[1], "left"))
    return (first, last) if first < last else None
