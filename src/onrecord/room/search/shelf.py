"""
All rows of one kind with their facets, in memory, so that a search counts every facet at once.

    shelf.passing(Narrowing(facets={"type": {17}}, …))   ->   which rows pass, and for each facet which pass all but it

The counts of a facet are those of the rows that pass all other facets: one sees what else
could be chosen. A value stands in a row once, however often the row has it.

A shelf is what the cards of the record say (`store/room/cards.py`), taken apart a column at a time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.store.room.cards import CODE_BITS, FACETS, HEAD, LAST_DAY, MARK, UNKNOWN_DAY

__all__ = ["Facet", "Mask", "Narrowing", "Shelf", "leading"]

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet of all rows: pairs of a row and the code of a value."""

    rows: NDArray[np.int32]
    codes: NDArray[np.uint32]

    def having(self, wanted: Iterable[int], size: int) -> Mask:
        """Return for each row whether it has one of the wanted values."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[np.isin(self.codes, np.fromiter(wanted, dtype=np.uint32))]] = True
        return mask

    def counts(self, passing: Mask | None) -> dict[int, int]:
        """Return for each value how many of the passing rows have it, where some do; None: all rows pass."""
        found = np.bincount(self.codes if passing is None else self.codes[passing[self.rows]])
        codes = np.flatnonzero(found)
        return dict(zip(codes.tolist(), found[codes].tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a search asks of the rows."""

    facets: Mapping[str, frozenset[int]]
    """The codes of the values chosen of each facet."""
    since: int | None = None
    """First day, as `day_number` counts."""
    until: int | None = None
    actors: frozenset[int] | None = None
    """Only rows with one of these values of the facet `actor`."""
    least_weight: float = 0.0
    holding: NDArray[np.int64] | None = None
    """Only rows whose cards have these numbers, which are in order."""


class Shelf:
    """The rows of one kind."""

    def __init__(self, first_number: int, cards: bytes) -> None:
        """Take the number that those of all cards come after, and the cards in the order of their turns."""
        numbers = np.frombuffer(cards, dtype="<u4")
        heads = np.flatnonzero(numbers & MARK)
        self.numbers = numbers[heads + 1].astype(np.int64) + first_number
        self._first = (numbers[heads] ^ MARK).astype(np.int64)
        self._last = numbers[heads + 2].astype(np.int64)
        self._weights = numbers[heads + 3].view("<f4")
        self._facets = _facets(numbers, heads)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.numbers)

    @property
    def facets(self) -> Mapping[str, Facet]:
        """The facets that some row has a value of."""
        return self._facets

    def passing(self, wanted: Narrowing) -> tuple[Mask | None, dict[str, Mask | None]]:
        """
        Return which rows pass, and for each facet that narrows which pass all but it; None where all do.

        What no facet narrows passes by the same rows as the whole.
        """
        base = self._base(wanted)
        masks = {name: self._having(name, codes) for name, codes in wanted.facets.items()}
        whole = _all_of([base, *masks.values()])
        others = {name: _all_of([base, *(mask for other, mask in masks.items() if other != name)]) for name in masks}
        return whole, others

    def _base(self, wanted: Narrowing) -> Mask | None:
        """Return which rows pass all but the facets."""
        masks: list[Mask] = []
        if wanted.holding is not None:
            masks.append(self._held(wanted.holding))
        if wanted.actors is not None:
            masks.append(self._having("actor", wanted.actors))
        if wanted.since is not None:
            masks.append((self._last >= wanted.since) & (self._last != UNKNOWN_DAY))
        if wanted.until is not None:
            masks.append((self._first <= wanted.until) & (self._first != UNKNOWN_DAY))
        if wanted.least_weight:
            masks.append(self._weights >= np.float32(wanted.least_weight))
        return _all_of(masks)

    def _held(self, numbers: NDArray[np.int64]) -> Mask:
        """Return which rows have one of the numbers, which are in order as those of the rows are."""
        mask = np.zeros(len(self), dtype=np.bool_)
        if len(self):
            places = np.minimum(np.searchsorted(self.numbers, numbers), len(self) - 1)
            mask[places[self.numbers[places] == numbers]] = True
        return mask

    def _having(self, name: str, codes: Iterable[int]) -> Mask:
        size = len(self)
        return self.facets[name].having(codes, size) if name in self.facets else np.zeros(size, dtype=np.bool_)

    def ordered(
        self,
        passing: Mask | None,
        sort: str,
        start: int,
        stop: int,
        ids_of: Callable[[Sequence[int]], Mapping[int, str]],
    ) -> list[str]:
        """
        Return the ids of the passing rows from `start` to `stop` of their order.

        Newest, oldest, surest or most repeated first; what has no day comes last; equals by id, which `ids_of`
        gives for numbers of cards: it is asked for the rows between the two, and for what equals the outermost.
        """
        rows = np.arange(len(self)) if passing is None else np.flatnonzero(passing)
        if start >= len(rows):
            return []
        keys = self._keys(rows, sort)
        if stop < len(rows):
            near = np.flatnonzero(keys <= np.partition(keys, stop - 1)[stop - 1])
            rows, keys = rows[near], keys[near]
        order = np.argsort(keys, kind="stable")
        rows, keys = rows[order], keys[order]
        before = int(np.searchsorted(keys, keys[start], side="left"))
        numbers = self.numbers[rows[before:]].tolist()
        known = ids_of(numbers)
        ranked = sorted(
            (key, known[number]) for key, number in zip(keys[before:].tolist(), numbers, strict=True) if number in known
        )
        return [row for _, row in ranked[start - before : stop - before]]

    def _keys(self, rows: NDArray[np.int64], sort: str) -> NDArray[np.int64]:
        """Return a number for each row that is the smaller the earlier the row comes."""
        days = self._first[rows]
        if sort == "oldest":
            return np.where(days == UNKNOWN_DAY, LAST_DAY + 1, days)
        if sort in ("surest", "repeated"):
            # The bits of floats that are not negative sort as the floats do.
            return ((MARK - self._weights[rows].view("<u4").astype(np.int64)) << 23) + LAST_DAY - days
        return LAST_DAY - days


def leading(counts: Mapping[int, int], most: int) -> list[int]:
    """Return the codes of the largest counts, so many and what equals the last of them, in no order."""
    if len(counts) <= most:
        return list(counts)
    least = sorted(counts.values(), reverse=True)[most - 1]
    return [code for code, count in counts.items() if count >= least]


def _facets(numbers: NDArray[np.uint32], heads: NDArray[np.int64]) -> dict[str, Facet]:
    """Return the facets on cards that begin at these places, each in the order of the rows."""
    facets = (numbers >> CODE_BITS).astype(np.uint8)
    for place in range(HEAD):
        facets[heads + place] = 0
    rows = np.repeat(np.arange(len(heads), dtype=np.int32), np.diff(np.append(heads, len(numbers))))
    found = {}
    for number, name in enumerate(FACETS, 1):
        places = np.flatnonzero(facets == number)
        if len(places):
            found[name] = Facet(rows=rows[places], codes=numbers[places] & np.uint32((1 << CODE_BITS) - 1))
    return found


def _all_of(masks: Sequence[Mask | None]) -> Mask | None:
    """Return which rows pass all masks; None where all rows do."""
    narrow = [mask for mask in masks if mask is not None]
    return np.logical_and.reduce(narrow) if len(narrow) > 1 else narrow[0] if narrow else None
