"""
Chains of more reports than gum has: of PolNeAR's training part, of ewn's, and of reports that nobody marked.

    labels.tsv    0a1b2c3d4e5f6071    16-26 48-50 120-131,27-40 61-64

A report by the start of its text's SHA-256, its chains, the phrases of each as code points; no text. They were labelled
by a large language model that read the reports under a page of conventions made after OntoGUM's: whole noun phrases
with what follows the noun, no chains of one, no appositions or predicates apart, a verb only where a noun or pronoun
takes it up. Phrases that stand in no chain are not marked. Reports that share text with a gold report or with a
development document of gum are not among them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.rows import Row

__all__ = ["LABELS", "labelled_chains", "read_chains"]

LABELS = Path(__file__).parent / "labels.tsv"
_DIGITS = 16

Chain = list[tuple[int, int]]


def read_chains(path: Path = LABELS) -> dict[str, list[Chain]]:
    """Return the chains of each report by the start of its digest; ValueError where a line is no such row."""
    found: dict[str, list[Chain]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, _, chains = line.partition("\t")
        try:
            spans = [[_span(one) for one in chain.split()] for chain in chains.split(",")]
        except ValueError as error:
            raise ValueError(f"{path}: {error} for {digest!r}; expected chains as 16-26 48-50,27-40 61-64") from error
        if len(digest) != _DIGITS or any(len(chain) < 2 for chain in spans):
            raise ValueError(f"{path}: found {line[:60]!r}; expected {_DIGITS} digits and chains of two and more")
        found[digest] = spans
    return found


def _span(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    if not 0 <= int(start) < int(end):
        raise ValueError(f"found the span {text!r}")
    return int(start), int(end)


def labelled_chains(rows: Iterable[Row], chains: dict[str, list[Chain]]) -> Iterator[tuple[Row, list[Chain]]]:
    """Yield the rows that have chains, once each; ValueError where a chain leaves the text."""
    seen: set[str] = set()
    for row in rows:
        digest = hashlib.sha256(row.text.encode("utf-8")).hexdigest()[:_DIGITS]
        if digest not in chains or digest in seen:
            continue
        seen.add(digest)
        last = max(end for chain in chains[digest] for _, end in chain)
        if last > len(row.text):
            raise ValueError(f"{row.id}: a chain ends at {last}; expected at most {len(row.text)}, the text's length")
        yield row, chains[digest]
