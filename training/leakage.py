"""
Which training rows share text with a development part, and are therefore left out.

Corpora here share reports under other names and other cuts (plover-events takes
texts of ewn, re3d and PolNeAR; statement-labels is PolNeAR again), so ids do not
tell. Eight-word shingles of the folded text do, whatever the tokenization.
"""

import re
from collections.abc import Iterable

from training.rows import Row

__all__ = ["SHINGLE_WORDS", "Fingerprints"]

SHINGLE_WORDS = 8


def _shingles(text: str) -> set[int]:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return {hash(tuple(words[i : i + SHINGLE_WORDS])) for i in range(len(words) - SHINGLE_WORDS + 1)}


class Fingerprints:
    """The shingles of all texts that are kept apart."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: set[int] = set()
        for text in texts:
            self._known |= _shingles(text)

    def share(self, row: Row) -> float:
        """Return the share of the row's shingles that a kept-apart text has too, 0 to 1."""
        own = _shingles(row.text)
        return len(own & self._known) / len(own) if own else 0.0
