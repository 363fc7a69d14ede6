"""
Spans: the only way to point at text.

`text[span.start:span.end]` is the evidence. Offsets are half-open and count
Unicode code points of `Report.text`, which is stored once and never re-derived.
"""

from dataclasses import dataclass

__all__ = ["Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, `0 <= start < end`."""

    start: int
    """First code point of the span."""
    end: int
    """One past the last code point of the span."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, found [{self.start}, {self.end})")

    def slice(self, text: str) -> str:
        """Return the characters the span points at; `ValueError` when it leaves the text."""
        if self.end > len(text):
            raise ValueError(f"span [{self.start}, {self.end}) leaves a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end
