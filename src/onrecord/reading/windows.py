"""
Long reports into overlapping windows, and decisions back.

Each window owns a stretch of whole sentences and sees some of the sentences
around it; what the network says of a word is taken from the window that owns
it. Owned stretches tile the report. A sentence longer than a window is cut.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.reading.tokens import IntArray

__all__ = ["MAX_PIECES", "Window", "cut_windows"]

MAX_PIECES = 190
"""Word pieces of a window, the two border pieces not counted; sizes compared in training/LOG.md, 8."""
CONTEXT_PIECES = 4
"""Word pieces that a window sees, at the most, on either side of what it owns; 0 to 16 are compared in
training/LOG.md, 55."""


@dataclass(frozen=True, slots=True)
class Window:
    """Word indices, half-open: what is seen, and what of it is owned."""

    start: int
    end: int
    own_start: int
    own_end: int


def cut_windows(
    piece_counts: IntArray,
    sentence_firsts: list[int],
    *,
    max_pieces: int = MAX_PIECES,
    context_pieces: int = CONTEXT_PIECES,
) -> list[Window]:
    """
    Cut a text of `len(piece_counts)` words into windows.

    `sentence_firsts` are the indices of the words that open a sentence, ascending;
    the first is taken to be 0. No window sees more than `max_pieces` pieces, save
    one that owns a single word of more.
    """
    total = len(piece_counts)
    if not total:
        return []
    edges = np.concatenate(([0], np.cumsum(piece_counts)))
    if edges[-1] <= max_pieces:
        return [Window(0, total, 0, total)]
    budget = max_pieces - 2 * context_pieces
    borders = sorted({0, total, *(f for f in sentence_firsts if 0 < f < total)})
    windows, own_start = [], 0
    while own_start < total:
        limit = int(np.searchsorted(edges, edges[own_start] + budget, side="right")) - 1
        whole = [b for b in borders if own_start < b <= limit]
        own_end = whole[-1] if whole else max(limit, own_start + 1)
        start = int(np.searchsorted(edges, edges[own_start] - context_pieces, side="left"))
        end = int(np.searchsorted(edges, edges[own_end] + context_pieces, side="right")) - 1
        windows.append(Window(min(start, own_start), max(end, own_end), own_start, own_end))
        own_start = own_end
    return windows
