"""
Long lists in short pages: which part is shown, and where the rest is.

    part(total=130, page=2, size=50)   ->   Part(first=51, last=100, total=130, page=2, pages=3)
"""

from dataclasses import dataclass

__all__ = ["Part", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of a list that a page shows."""

    page: int
    """From 1."""
    pages: int
    size: int
    total: int

    @property
    def skip(self) -> int:
        """How many stand before the first shown."""
        return (self.page - 1) * self.size

    @property
    def first(self) -> int:
        """Number of the first shown, from 1; 0 where nothing is."""
        return min(self.skip + 1, self.total)

    @property
    def last(self) -> int:
        """Number of the last shown."""
        return min(self.skip + self.size, self.total)


def part(total: int, page: int, size: int) -> Part:
    """Return a part of a list; a page past the end is the last one."""
    pages = max(1, -(-total // size))
    return Part(page=max(1, min(page, pages)), pages=pages, size=size, total=total)
