"""
A link: how likely two rows of different reports are the same, and why.

    e7 – e31   0.91   "same trigger: strike", "same place: Raqqa", "dates meet"

Links are made only between rows that share a key, so that the pairs to look at stay few
and a new report meets only what it could be about. Everything here is a function of
the two rows alone: no count over the collection enters, so that links never change
because another report arrived.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

__all__ = ["CANDIDATE", "Link", "Row", "candidate_pairs", "linked", "scores_of"]

CANDIDATE = 0.1
"""Links below this score are not worth keeping: they change no grouping, as a missing link counts 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two rows and how likely they are the same; `first` is the smaller id."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...] = ()
    """What speaks for it, in plain words, the strongest first."""


class Row(Protocol):
    """What links join: a row with an id."""

    @property
    def id(self) -> str:
        """The id of the row."""


R = TypeVar("R", bound=Row)


def candidate_pairs(rows: Iterable[R], keys: Callable[[R], Sequence[str]]) -> Iterator[tuple[R, R]]:
    """Yield every pair of rows that share a key, once, the smaller id first, in order."""
    by_id = {row.id: row for row in rows}
    having: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_id):
        for key in set(keys(by_id[name])):
            having[key].append(name)
    beside: dict[str, set[str]] = defaultdict(set)
    for ids in having.values():
        for place, first in enumerate(ids):
            beside[first].update(ids[place + 1 :])
    for first in sorted(beside):
        for second in sorted(beside[first]):
            yield by_id[first], by_id[second]


def linked(pairs: Iterable[tuple[R, R]], link: Callable[[R, R], Link | None]) -> tuple[Link, ...]:
    """Return the links of the pairs that are worth keeping."""
    found = (link(first, second) for first, second in pairs)
    return tuple(one for one in found if one is not None and one.score >= CANDIDATE)


def scores_of(links: Iterable[Link]) -> Mapping[tuple[str, str], float]:
    """Return the score of each pair of ids."""
    return {(link.first, link.second): link.score for link in links if link.score >= CANDIDATE}
