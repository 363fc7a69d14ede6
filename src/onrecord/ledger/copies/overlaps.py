"""
How much of one text stands in another, and what to call it.

    the wire story (60 runs), the outlet's cut of it (25 runs, all of them in the story)
    ->  Jaccard 0.42, but the cut is contained whole: a copy

A paragraph taken over into a report of one's own is a partial reuse: the two are not
one story, and neither are they wholly independent.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from onrecord.ledger.copies.sketches import Sketch

__all__ = ["Overlap", "Reuse", "compare"]

COPY_CONTAINED = 0.35
"""
Share of the shorter text's runs found in the longer from which it is a copy. One word in twenty changed breaks
a quarter of all runs, so a story thinned, moved, edited and padded keeps two fifths of them; two reports of one
press conference share a tenth. Set on near-copies made of wire-copies, training/ledger/LOG.md.
"""
COPY_RUNS = 12
"""A copy shares at least so many runs; two sentences that all outlets print make no family."""
DIGEST = 0.1
"""A text with less than this share of the other's runs is a passage of it, not its copy."""
PARTIAL_RUNS = 8
"""Twelve words in a row, or two runs of eight: the shortest reuse worth a word."""
PARTIAL_CONTAINED = 0.02


class Reuse(StrEnum):
    """What two texts are to each other."""

    COPY = "copy"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How two texts overlap; `first` and `second` as given to `compare`."""

    shared: int
    """Runs of five words that both have."""
    first: int
    """Runs of the first."""
    second: int
    """Runs of the second."""
    reuse: Reuse

    @property
    def jaccard(self) -> float:
        """Shared runs of all runs; 0 where there are none."""
        union = self.first + self.second - self.shared
        return self.shared / union if union else 0.0

    @property
    def first_in_second(self) -> float:
        """The share of the first that stands in the second."""
        return self.shared / self.first if self.first else 0.0

    @property
    def second_in_first(self) -> float:
        """The share of the second that stands in the first."""
        return self.shared / self.second if self.second else 0.0


def compare(first: Sketch, second: Sketch) -> Overlap:
    """Return how two texts overlap; symmetric but for the order of the sides."""
    shared = int(np.intersect1d(first.hashes, second.hashes, assume_unique=True).size)
    return Overlap(shared=shared, first=len(first), second=len(second), reuse=_reuse(shared, len(first), len(second)))


def _reuse(shared: int, first: int, second: int) -> Reuse:
    """Name the relation of two texts by the runs they share."""
    if not shared:
        return Reuse.NONE
    shorter, longer = min(first, second), max(first, second)
    if shared / shorter >= COPY_CONTAINED and shorter / longer >= DIGEST and shared >= min(COPY_RUNS, shorter):
        return Reuse.COPY
    if shared >= PARTIAL_RUNS and shared / shorter >= PARTIAL_CONTAINED:
        return Reuse.PARTIAL
    return Reuse.NONE
