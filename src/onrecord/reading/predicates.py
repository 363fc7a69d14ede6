"""
The words around a predicate, as the argument part of the network sees them.

    [Mr. Lankov] believes [Mr. Shoigu was not simply seeking munitions]
     -2  -1       0         +1 …                                          distance to the predicate

A predicate is a cue or a trigger. It sees `REACH` words to either side within
its window; distances are put into buckets that widen as they grow.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.reading.tokens import IntArray

__all__ = ["DISTANCES", "REACH", "Neighbourhood", "distance_buckets", "neighbourhoods"]

REACH = 48
"""Words to either side of a predicate in training; reading shows it 36 or 24 (training/LOG.md, 7, 20 and 63)."""
_EDGES = np.array([1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97], dtype=np.int32)
DISTANCES = 1 + 2 * len(_EDGES)
"""Number of buckets: 0 inside the predicate, then to the left, then to the right."""


def distance_buckets(relative: IntArray) -> IntArray:
    """Return the bucket of each signed distance in words; 0 is the predicate itself."""
    size = np.searchsorted(_EDGES, np.abs(relative), side="right").astype(np.int32)
    return np.where(relative > 0, size + len(_EDGES), size).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Arrays over N predicates and the L words around each; padded words have mask 0."""

    words: IntArray
    """[N, L] index of the word within its window."""
    distance: IntArray
    """[N, L] bucket of its distance to the predicate."""
    mask: IntArray
    """[N, L] 1 on real words."""
    centre: IntArray
    """[N] place of the predicate's first word in L."""


def neighbourhoods(starts: IntArray, ends: IntArray, lengths: IntArray, reach: int = REACH) -> Neighbourhood:
    """Lay out `reach` words around predicates [starts, ends) in windows of `lengths` words; all arrays [N]."""
    low = np.maximum(starts - reach, 0)
    high = np.minimum(ends + reach, lengths)
    longest = int((high - low).max()) if len(starts) else 1
    places = low[:, None] + np.arange(longest, dtype=np.int32)
    inside = places < high[:, None]
    words = np.minimum(places, high[:, None] - 1).astype(np.int32)
    before = np.minimum(words - starts[:, None], 0)
    after = np.maximum(words - (ends[:, None] - 1), 0)
    return Neighbourhood(
        words=words,
        distance=distance_buckets((before + after).astype(np.int32)),
        mask=inside.astype(np.int32),
        centre=(starts - low).astype(np.int32),
    )
