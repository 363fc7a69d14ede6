"""
All rows of one kind with their facets, in memory, so that a search counts every facet at once.

    shelf.answer({"type": {"ASSAULT"}}, …)   ->   the rows that pass, and for each facet its values with counts

The counts of a facet are those of the rows that pass all other facets: one sees what else
could be chosen. A value stands in a row once, however often the row has it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.room.search.words import Haystack

__all__ = ["Facet", "Narrowing", "Shelf", "build_shelf", "day_number"]

Mask = NDArray[np.bool_]
UNKNOWN_DAY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet of all rows: pairs of a row and a value."""

    rows: NDArray[np.int32]
    codes: NDArray[np.int32]
    values: tuple[str, ...]
    """By code."""

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Return for each row whether it has one of the wanted values."""
        chosen = [code for code, value in enumerate(self.values) if value in set(wanted)]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[np.isin(self.codes, chosen)]] = True
        return mask

    def counts(self, passing: Mask) -> dict[str, int]:
        """Return for each value how many of the passing rows have it, the most frequent first."""
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
        ids: Sequence[str],
        facets: Mapping[str, Facet],
        days: tuple[NDArray[np.int32], NDArray[np.int32]],
        weights: NDArray[np.float32],
        haystack: Haystack,
    ) -> None:
        """Take what `build_shelf` has gathered."""
        self.ids = ids
        self.facets = facets
        self._first, self._last = days
        self._weights = weights
        self._haystack = haystack

    def passing(self, wanted: Narrowing, reports: frozenset[str] | None = None) -> tuple[Mask, dict[str, Mask]]:
        """
        Return which rows pass, and for each facet that narrows which pass all but it.

        `reports` are the rows that hold the words, where another index has found them.
        """
        size = len(self.ids)
        base = np.ones(size, dtype=np.bool_)
        if wanted.text is not None and reports is None:
            base &= self._haystack.rows_with(wanted.text)
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


def build_shelf(
    dated: Iterable[tuple[str, str | None, str | None, float]],
    facet_rows: Iterable[tuple[str, str, str]],
    texts: Mapping[str, str],
) -> Shelf:
    """Return the shelf of the rows; facets of ids that are not among them are left out."""
    gathered = sorted(dated)
    ids = [each[0] for each in gathered]
    numbers = {each: n for n, each in enumerate(ids)}
    first = np.fromiter((day_number(each[1]) for each in gathered), dtype=np.int32, count=len(ids))
    last = np.fromiter((day_number(each[2]) for each in gathered), dtype=np.int32, count=len(ids))
    weights = np.fromiter((each[3] for each in gathered), dtype=np.float32, count=len(ids))
    pairs: defaultdict[str, _Pairs] = defaultdict(_Pairs)
    for row, name, value in facet_rows:
        number = numbers.get(row)
        if number is not None and value is not None:
            found = pairs[name]
            found.rows.append(number)
            found.codes.append(found.values.setdefault(value, len(found.values)))
    facets = {name: _facet(found) for name, found in pairs.items()}
    return Shelf(ids, facets, (first, last), weights, Haystack(texts.get(each, "") for each in ids))


def day_number(day: str | None) -> int:
    """Return a day as a number that sorts like it; 0 for a day that is not known or not written as ISO 8601."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:  # a record made elsewhere may hold anything
        return UNKNOWN_DAY


@dataclass(slots=True)
class _Pairs:
    """A facet while it is gathered."""

    rows: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)


def _facet(found: _Pairs) -> Facet:
    size = max(1, len(found.values))
    once = np.unique(np.array(found.rows, dtype=np.int64) * size + np.array(found.codes, dtype=np.int64))
    return Facet(rows=(once // size).astype(np.int32), codes=(once % size).astype(np.int32), values=tuple(found.values))
