"""
Rows that are looked up only when a page is asked for as CSV.

    Page(template="claim.html", facts=facts, rows=Lazily(lambda: claim_rows(store, id)))
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Lazily"]


@dataclass(frozen=True, slots=True)
class Lazily:
    """An iterable that asks for its rows when it is read."""

    ask: Callable[[], Iterable[Any]]

    def __iter__(self) -> Iterator[Any]:
        """Look the rows up."""
        return iter(self.ask())
