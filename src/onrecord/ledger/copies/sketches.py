"""
What is kept of a text to find its copies: the runs of five words in it, as numbers.

    "the ministry said on Monday that talks had begun"
    ->  the·ministry·said·on·monday, ministry·said·on·monday·that, ...  ->  sorted 64-bit hashes

Runs of words (shingles, Broder 1997) survive other headlines, cuts and moved paragraphs.
The hashes of a text of 1,000 words take 8 kB; a few of them, chosen alike in every text
(its anchors), are enough to look up in an index which texts might share anything.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.tokens import words_in
from onrecord.records import Report, Span

__all__ = ["Sketch", "anchors_of", "pack", "read_spans", "sketch", "unpack"]

RUN = 5
"""Words of a run: shorter ones are shared by chance, longer ones do not survive light editing."""
ANCHOR_EVERY = 16
"""One run in so many is an anchor: a paragraph taken over whole (40 runs and more) has one with probability 0.92."""
ANCHORS_AT_LEAST = 8
"""The smallest hashes are anchors too, so that short texts have some (MinHash, Broder 1997)."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_SIGNED = np.uint64(0x7FFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The runs of five words of one text."""

    hashes: NDArray[np.uint64]
    """Sorted, each once; empty for a text of fewer than five words."""

    def __len__(self) -> int:
        return int(self.hashes.size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sketch) and bool(np.array_equal(self.hashes, other.hashes))

    def __hash__(self) -> int:
        return hash(self.hashes.tobytes())


def read_spans(report: Report) -> tuple[Span, ...]:
    """Return the zones of a report that are compared: what is read, without title and notices of correction."""
    return tuple(zone.span for zone in report.zones if zone.kind.is_read and zone.kind.value in _COMPARED)


_COMPARED = frozenset({"body", "quote"})
"""Outlets write their own titles and captions; a notice of correction is no part of the story."""


def sketch(text: str, spans: Iterable[Span]) -> Sketch:
    """Return the sketch of the words inside the spans; runs go on from one span to the next."""
    words = np.fromiter(map(_word_hash, words_in(text, spans)), dtype=np.uint64)
    if words.size < RUN:
        return Sketch(np.zeros(0, dtype=np.uint64))
    runs = np.zeros(words.size - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        runs = runs * _MULTIPLIER + words[place : words.size - RUN + 1 + place]
    return Sketch(np.unique(_mixed(runs)))


def anchors_of(sketch: Sketch) -> tuple[int, ...]:
    """
    Return the hashes to keep in an index, as integers below 2^63, sorted.

    Two texts that share a paragraph nearly always share an anchor; two that share nothing never do.
    """
    chosen = (sketch.hashes % np.uint64(ANCHOR_EVERY)) == 0
    chosen[:ANCHORS_AT_LEAST] = True
    return tuple(sorted({int(value) for value in sketch.hashes[chosen] & _SIGNED}))


def pack(sketch: Sketch) -> bytes:
    """Return the sketch as bytes, eight a run, little-endian."""
    return sketch.hashes.astype("<u8").tobytes()


def unpack(packed: bytes) -> Sketch:
    """Return the sketch that was packed; ValueError where the bytes are no sketch."""
    if len(packed) % 8:
        raise ValueError(f"a sketch has 8 bytes a run, found {len(packed)} bytes")
    hashes = np.frombuffer(packed, dtype="<u8").astype(np.uint64)
    if hashes.size > 1 and not bool(np.all(hashes[1:] > hashes[:-1])):
        raise ValueError("the runs of a sketch are sorted and each stands once; these are not")
    return Sketch(hashes)


@lru_cache(maxsize=1 << 15)
def _word_hash(key: str) -> int:
    """64 bits of a digest: the same on every machine and in every run, unlike `hash`."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits (splitmix64), so that the remainder of a hash says nothing about its words."""
    values = (values ^ (values >> np.uint64(30))) * _MIX_1
    values = (values ^ (values >> np.uint64(27))) * _MIX_2
    return values ^ (values >> np.uint64(31))
