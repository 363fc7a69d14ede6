"""
All rows of one kind with their facets, in memory, so that a search counts every facet at once.

    shelf.answer({"type": {"ASSAULT"}}, …)   ->   the rows that pass, and for each facet its values with counts

The counts of a facet are those of the rows that pass all other facets: one sees what else
could be chosen. A value stands in a row once, however often the row has it.

Facets and words are gathered when a search first asks for them: most searches are for one kind, many without words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from onrecord.room.search.words import Haystack

__all__ = ["Columns", "Facet", "Narrowing", "Shelf", "day_number"]

Mask = NDArray[np.bool_]
Columns = tuple[Sequence[str], Sequence[Sequence[str | None]]]
"""Names of facets, and columns: ids of rows, then the value of each facet, None where the row has none."""
UNKNOWN_DAY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet of all rows: pairs of a row and a value."""

    rows: NDArray[np.int32]
    codes: NDArray[np.int32]
    values: tuple[str, ...]
    """By code, in order."""

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Return for each row whether it has one of the wanted values."""
        chosen = [code for code, value in enumerate(self.values) if value in set(wanted)]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[np.isin(self.codes, chosen)]] = True
        return mask

    def counts(self, passing: Mask) -> dict[str, int]:
        """Return for each value how many of the passing rows have it, the most frequent first, equals in order."""
        found = np.bincount(self.codes[passing[self.rows]], minlength=len(self.values))
        order = np.lexsort((np.arange(len(found)), -found))
        return {self.values[code]: int(found[code]) for code in order if found[code]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a search asks of the rows."""

    facets: Mapping[str, frozenset[str]]
    text: str | None = None
    since: int | None = None
    """First day, as `day_number` counts."""
    until: int | None = None
    actors: frozenset[str] | None = None
    """Only rows with one of these actors."""
    least_weight: float = 0.0


class Shelf:
    """The rows of one kind."""

    def __init__(
        self,
        dated: Sequence[Sequence[str | None]],
        facet_columns: Callable[[], Iterable[Columns]],
        texts: Callable[[], Mapping[str, str]],
    ) -> None:
        """
        Take columns of every row's id, first day, last day and weight, and what tells of the rest once it is asked for.

        Facets and texts of ids that are not among the rows are left out.
        """
        ids, first, last, weights = dated
        size = len(ids)
        named = [each or "" for each in ids]
        order = np.array(sorted(range(size), key=named.__getitem__), dtype=np.int64)
        self.ids = [named[row] for row in order]
        self._first = np.fromiter(map(day_number, first), dtype=np.int32, count=size)[order]
        self._last = np.fromiter(map(day_number, last), dtype=np.int32, count=size)[order]
        self._weights = np.fromiter((float(each or 0) for each in weights), dtype=np.float32, count=size)[order]
        self._facet_columns, self._texts = facet_columns, texts
        self._facets: Mapping[str, Facet] | None = None
        self._haystack: Haystack | None = None
        self._gathering = RLock()

    @property
    def facets(self) -> Mapping[str, Facet]:
        """The facets that some row has a value of."""
        return self.gather_facets()

    def gather_facets(self) -> Mapping[str, Facet]:
        """Have the facets at hand, and return them."""
        with self._gathering:
            if self._facets is None:
                self._facets = _facets(self.ids, self._facet_columns())
            return self._facets

    @property
    def has_words(self) -> bool:
        """Whether the words have been gathered, so that no search has to wait for them."""
        return self._haystack is not None

    def gather_words(self) -> Haystack:
        """Have the words of the rows at hand, and return them."""
        with self._gathering:
            if self._haystack is None:
                texts = self._texts()
                self._haystack = Haystack(texts.get(each, "") for each in self.ids)
            return self._haystack

    def passing(self, wanted: Narrowing, reports: frozenset[str] | None = None) -> tuple[Mask, dict[str, Mask]]:
        """
        Return which rows pass, and for each facet that narrows which pass all but it.

        `reports` are the rows that hold the words, where another index has found them.
        """
        size = len(self.ids)
        base = np.ones(size, dtype=np.bool_)
        if wanted.text is not None and reports is None:
            base &= self.gather_words().rows_with(wanted.text)
        if reports is not None:
            base &= np.fromiter((each in reports for each in self.ids), dtype=np.bool_, count=size)
        if wanted.actors is not None:
            base &= self._having("actor", wanted.actors)
        if wanted.since is not None:
            base &= (self._last >= wanted.since) & (self._last != UNKNOWN_DAY)
        if wanted.until is not None:
            base &= (self._first <= wanted.until) & (self._first != UNKNOWN_DAY)
        if wanted.least_weight:
            base &= self._weights >= wanted.least_weight
        masks = {name: self._having(name, values) for name, values in wanted.facets.items() if values}
        whole = base.copy()
        for mask in masks.values():
            whole &= mask
        others: dict[str, Mask] = {}
        for name in masks:
            others[name] = base.copy()
            for other, mask in masks.items():
                if other != name:
                    others[name] &= mask
        return whole, others

    def _having(self, name: str, values: Iterable[str]) -> Mask:
        size = len(self.ids)
        return self.facets[name].having(values, size) if name in self.facets else np.zeros(size, dtype=np.bool_)

    def ordered(self, passing: Mask, sort: str, start: int, stop: int) -> list[str]:
        """
        Return the ids of the passing rows from `start` to `stop` of their order.

        Newest, oldest, surest or most repeated first; what has no day comes last.
        """
        rows = np.flatnonzero(passing)
        days, weights = self._first[rows].astype(np.int64), self._weights[rows]
        undated = days == UNKNOWN_DAY
        if sort in ("surest", "repeated"):
            order = np.lexsort((rows, -days, -weights))
        elif sort == "oldest":
            order = np.lexsort((rows, days, undated))
        else:
            order = np.lexsort((rows, -days, undated))
        return [self.ids[row] for row in rows[order[start:stop]]]


@lru_cache(maxsize=1 << 14)
def day_number(day: str | None) -> int:
    """Return a day as a number that sorts like it; 0 for a day that is not known or not written as ISO 8601."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:  # a record made elsewhere may hold anything
        return UNKNOWN_DAY


def _facets(ids: Sequence[str], columns: Iterable[Columns]) -> dict[str, Facet]:
    """Return the facets of the rows of these ids."""
    place_of = {each: n for n, each in enumerate(ids)}
    codes: defaultdict[str, dict[str, int]] = defaultdict(dict)
    pairs: defaultdict[str, list[tuple[NDArray[np.int32], NDArray[np.int32]]]] = defaultdict(list)
    for names, (keys, *listed) in columns:
        size = len(keys)
        rows = np.fromiter((place_of.get(key or "", -1) for key in keys), dtype=np.int32, count=size)
        for name, values in zip(names, listed, strict=True):
            known = codes[name]
            coded = np.fromiter(
                (-1 if value is None else known.setdefault(value, len(known)) for value in values), np.int32, size
            )
            kept = (rows >= 0) & (coded >= 0)
            if kept.any():
                pairs[name].append((rows[kept], coded[kept]))
    return {name: _facet(tuple(codes[name]), some) for name, some in pairs.items()}


def _facet(values: tuple[str, ...], pairs: Sequence[tuple[NDArray[np.int32], NDArray[np.int32]]]) -> Facet:
    """Return a facet; its values are in order, so that those of equal counts are too."""
    order = sorted(range(len(values)), key=values.__getitem__)
    place = np.empty(len(values), dtype=np.int64)
    place[order] = np.arange(len(values))
    values = tuple(values[code] for code in order)
    rows = np.concatenate([pair[0] for pair in pairs]).astype(np.int64)
    codes = place[np.concatenate([pair[1] for pair in pairs])]
    once = np.unique(rows * len(values) + codes)
    found, code = np.divmod(once, len(values))
    return Facet(rows=found.astype(np.int32), codes=code.astype(np.int32), values=values)
