"""
How much two sets of spans cover of the same text.

    "the army's" against "army"   8 letters and 4 of them shared: 4 / 9 with the mark

Only characters that are not white space count, so that a line break inside a quotation costs nothing.
"""

from collections.abc import Iterable, Set

from onrecord.records import Span

__all__ = ["HALF", "letters", "overlap"]

HALF = 0.5
"""Spans that share at least this much of what they cover together are taken for the same."""


def letters(spans: Iterable[Span], text: str) -> frozenset[int]:
    """Return the places of the visible characters that the spans cover."""
    return frozenset(at for span in spans for at in range(span.start, span.end) if not text[at : at + 1].isspace())


def overlap(a: Set[int], b: Set[int]) -> float:
    """Return intersection over union, 0 to 1; two empty sets agree fully."""
    return 1.0 if not a and not b else len(a & b) / len(a | b)
