"""
Whether a score of 0.9 is right nine times in ten.

    scores 0.9 0.8 0.9 0.85, of which three are right  ->  0.86 said, 0.75 true: off by 0.11

Expected calibration error (Naeini, Cooper and Hauskrecht 2015): rows are put into ten bins of equal width by
their score; the gap between mean score and share right is averaged over the bins, each weighted by its rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.scoring.judge import Judged

__all__ = ["BINS", "LINES", "AtLine", "above_each_line", "expected_error"]

BINS = 10
LINES = (0.0, 0.3, 0.5, 0.7, 0.9)
"""Where people draw the line; `docs/scores.md` shows what each gives."""


@dataclass(frozen=True, slots=True)
class AtLine:
    """What is left when rows below a score are hidden."""

    line: float
    rows: int
    right: float
    """Share of the rows left that are right; 0 where none is left."""
    kept: float
    """Share of all right rows that are left; 0 where there was none."""


def expected_error(judged: Iterable[Judged]) -> float:
    """Return the expected calibration error, 0 to 1; 0 for no rows."""
    said, right, rows = [0.0] * BINS, [0] * BINS, 0
    for score, is_right in judged:
        place = min(int(score * BINS), BINS - 1)
        said[place] += score
        right[place] += is_right
        rows += 1
    return sum(abs(s - r) for s, r in zip(said, right, strict=True)) / max(rows, 1)


def above_each_line(judged: Sequence[Judged], lines: Sequence[float] = LINES) -> list[AtLine]:
    """Return how many rows a line leaves, how many of them are right, and how much of what is right it keeps."""
    all_right = sum(is_right for _, is_right in judged)
    out = []
    for line in lines:
        left = [is_right for score, is_right in judged if score >= line]
        out.append(AtLine(line, len(left), sum(left) / max(len(left), 1), sum(left) / max(all_right, 1)))
    return out
