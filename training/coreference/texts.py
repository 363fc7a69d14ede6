"""
The texts that `labels.tsv` speaks of: prepared rows, and the documents of propbank-ewt set as running text.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from training.rows import Row, read_rows

__all__ = ["labelled_texts"]

_PREPARED = ("polnear", "ewn", "unlabelled")


def labelled_texts(prepared: Path, shared: Path) -> Iterator[Row]:
    """Yield the rows among which the labelled reports are."""
    for name in _PREPARED:
        yield from read_rows(prepared / "train" / f"{name}.jsonl")
    yield from _documents(shared / "corpora" / "propbank-ewt" / "train.jsonl")


def _documents(path: Path) -> Iterator[Row]:
    """The documents of a file of sentences, which stand in order; a space between two sentences."""
    sentences = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    for name, some in groupby(sentences, key=lambda sentence: sentence["doc"]):
        texts = (
            "".join(word + " " * space for word, space in zip(each["words"], each["space_after"], strict=True)).strip()
            for each in some
        )
        yield Row(id=name, corpus="propbank-ewt", text=" ".join(texts))
