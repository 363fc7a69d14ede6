"""
The table of words that matching weighs by: in how many reports each stem stands, and what it means.

    raqqa  in 96 of 7,210 reports    vector of 48 bytes, near mosul

Counts are facts about the training texts. Vectors are those of single words under the encoder
that the reader starts from (all-MiniLM-L6-v2, mean of the pieces), centred, cut to the 48 directions
of greatest variance, one byte each.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import torch
from evaluation.corpora import jsonl
from safetensors.torch import load_file

from onrecord.ledger.matching.words import content_stems, stem
from onrecord.ledger.tokens import tokens_of, whole
from onrecord.reading.tokens import Tokenizer
from training.encoder import encoder_weights, vocabulary_file
from training.ledger.tables import TABLES
from training.model import Network

__all__ = ["compile_words"]

AT_LEAST = 4
"""Reports a stem has to stand in: rarer ones are names, all weighed alike and compared by their letters."""
DIRECTIONS = 48


def compile_words() -> None:
    """Write `words.tsv` and `vectors.npy` into the package."""
    in_reports: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    reports = 0
    for text in _texts():
        reports += 1
        words = [token.key for token in tokens_of(text, whole(text))]
        in_reports.update(set(content_stems(words)))
        for word in set(words):
            forms.setdefault(stem(word), Counter())[word] += 1
    kept = sorted(one for one, count in in_reports.items() if count >= AT_LEAST and not one.isdigit())
    vectors = _vectors([forms[one].most_common(1)[0][0] for one in kept])
    lines = [f"# stem\treports of {reports} that it stands in", *(f"{one}\t{in_reports[one]}" for one in kept)]
    (TABLES / "words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    np.save(TABLES / "vectors.npy", vectors, allow_pickle=False)
    print(f"{reports} reports, {len(kept)} stems, vectors {vectors.shape}")


def _texts() -> Iterator[str]:
    """The texts counted; of ecbplus the topics that scorers are tuned on."""
    for document in jsonl("corpora", "ecbplus", "train.jsonl"):
        if document["topic"] <= 30:
            yield " ".join(document["tokens"])
    for path in (
        ("plover-events", "train.jsonl"),
        ("wire-copies", "train.jsonl"),
        ("guardian-syria", "reports.jsonl"),
        ("entailment", "fnc1-bodies.train.jsonl"),
        ("muc4", "train.jsonl"),
    ):
        for row in jsonl("corpora", *path):
            yield row.get("text") or row["doctext"]


def _vectors(words: list[str]) -> np.ndarray:
    """One row of bytes a word."""
    torch.set_num_threads(1)
    network = Network().eval()
    network.load_encoder(load_file(encoder_weights()))
    tokenizer = Tokenizer.from_file(vocabulary_file())
    rows = []
    with torch.no_grad():
        for start in range(0, len(words), 256):
            rows.append(_encoded(network, tokenizer, words[start : start + 256]))
    vectors = np.concatenate(rows)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors -= vectors.mean(axis=0)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    vectors = vectors @ directions[:, ::-1][:, :DIRECTIONS]
    vectors /= np.abs(vectors).max(axis=1, keepdims=True)
    return np.round(vectors * 127).astype(np.int8)


def _encoded(network: Network, tokenizer: Tokenizer, words: list[str]) -> np.ndarray:
    """Mean of the encoder's vectors over the pieces of each word, borders included, [words, 384]."""
    pieces = [[tokenizer.first, *tokenizer(word).pieces.tolist(), tokenizer.last] for word in words]
    longest = max(map(len, pieces))
    mask = torch.tensor([[1.0] * len(one) + [0.0] * (longest - len(one)) for one in pieces])
    ids = torch.tensor([one + [tokenizer.padding] * (longest - len(one)) for one in pieces])
    encoder = network.encoder
    x = encoder.norm(encoder.words(ids) + encoder.positions.weight[:longest])
    for layer in encoder.layers:
        x = layer(x, (1.0 - mask)[:, None, None, :] * -1e4)
    return ((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)).numpy()
