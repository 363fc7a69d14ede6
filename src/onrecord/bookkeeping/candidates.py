"""
Which rows to compare: those that share a key, as pairs of numbers.

    key 17: rows 3, 8, 9; key 21: rows 3, 9; row 9 is new   ->   (9, 3), (9, 8)

Pairs are made with arrays, some hundred thousand in a few milliseconds, and given out in
portions, so that a common key of a large collection does not fill the memory.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["pairs_of"]

_MOST_PAIRS = 4_000
"""
Of a portion, before those that share several keys are counted once. All rows of a portion are in memory as numbers,
6 kB an event: in a collection of years so many pairs are of some thousand rows. With 50,000 the storing process grew
by 60 MB more over 6,000 reports.
"""

Numbers = NDArray[np.int64]


def pairs_of(
    shared: Numbers | Sequence[tuple[int, int]], fresh: Iterable[int], *, most_pairs: int = _MOST_PAIRS
) -> Iterator[Numbers]:
    """
    Yield the pairs of a fresh row and another row that have a key in common, each pair once, as arrays [pairs, 2].

    `shared` are keys with the numbers of rows that have them. The fresh row stands first, and the
    pairs of one fresh row follow each other; of two fresh rows the smaller number stands first.
    """
    if not len(shared):
        return
    table = np.array(shared, dtype=np.int64)
    table = table[np.argsort(table[:, 0], kind="stable")]
    _, starts, of_key, counts = np.unique(table[:, 0], return_index=True, return_inverse=True, return_counts=True)
    rows, of_key = table[:, 1], of_key.reshape(-1)
    wanted = np.unique(np.fromiter(fresh, dtype=np.int64))
    entries = np.flatnonzero(np.isin(rows, wanted))
    entries = entries[np.argsort(rows[entries], kind="stable")]
    sizes = counts[of_key[entries]]
    for portion in _portions(rows[entries], sizes, most_pairs):
        some, size = entries[portion], sizes[portion]
        first = np.repeat(rows[some], size)
        step = np.arange(len(first)) - np.repeat(np.cumsum(size) - size, size)
        second = rows[np.repeat(starts[of_key[some]], size) + step]
        kept = (first < second) | ((first > second) & ~np.isin(second, wanted))
        yield np.unique(np.stack([first[kept], second[kept]], axis=1), axis=0)


def _portions(rows: Numbers, sizes: Numbers, most_pairs: int) -> Iterator[slice]:
    """Cut entries, sorted by row, where the pairs of a row end, into portions of no more pairs than wanted."""
    if not len(rows):
        return
    ends = np.append(np.flatnonzero(np.diff(rows)) + 1, len(rows))
    made = np.cumsum(sizes)
    start, before = 0, 0
    for end, following in zip(ends, np.append(ends[1:], len(rows)), strict=True):
        if end == len(rows) or made[following - 1] - before > most_pairs:
            yield slice(start, int(end))
            start, before = int(end), int(made[end - 1])
