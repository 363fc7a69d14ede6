"""
Two tellings of one quotation, word by word: quote drift.

    "We will never sell them shells"   and   "we would not sell them any shells"
    ->  we=we, will/would, never/not, sell=sell, them=them, +any, shells=shells

Alignment of least cost (Wagner and Fischer 1974): a changed word costs a little less than
one dropped and one added, so that words stand beside what took their place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.ledger.tokens import Token, tokens_of
from onrecord.records import Span

__all__ = ["AlignedQuote", "WordPair", "align"]

_CHANGED = 1.6
_LONGEST = 2000
"""Words of a quotation that are aligned: speeches longer than that are not quotations of a report."""


@dataclass(frozen=True, slots=True)
class WordPair:
    """A word of the first beside its word in the second; one side is None where a word was added or left out."""

    first: Span | None
    second: Span | None
    same: bool
    """Whether both say the same word; capitals and the form of apostrophes do not count."""


@dataclass(frozen=True, slots=True)
class AlignedQuote:
    """All words of both, in order."""

    pairs: tuple[WordPair, ...]

    @property
    def drift(self) -> tuple[WordPair, ...]:
        """The pairs that differ."""
        return tuple(pair for pair in self.pairs if not pair.same)

    @property
    def share(self) -> float:
        """Words in common of all words of both, 0 to 1; 1 for two empty quotations."""
        words = sum((pair.first is not None) + (pair.second is not None) for pair in self.pairs)
        return 2 * sum(pair.same for pair in self.pairs) / words if words else 1.0


def align(first_text: str, first: Iterable[Span], second_text: str, second: Iterable[Span]) -> AlignedQuote:
    """
    Align the words inside the spans of one text with those inside the spans of another.

    Every word of both stands in exactly one pair, in order; offsets are those of the two texts.
    Raises ValueError where a side has more than 2,000 words.
    """
    ours, theirs = tokens_of(first_text, first), tokens_of(second_text, second)
    if max(len(ours), len(theirs)) > _LONGEST:
        raise ValueError(f"quotations of {len(ours)} and {len(theirs)} words, expected at most {_LONGEST}: cut them")
    return AlignedQuote(tuple(_walk(ours, theirs, _costs(ours, theirs))))


def _costs(ours: Sequence[Token], theirs: Sequence[Token]) -> np.ndarray:
    """The least cost of aligning the first i words with the first j, shape [ours + 1, theirs + 1]."""
    number = {key: place for place, key in enumerate({token.key: None for token in (*ours, *theirs)})}
    columns = np.array([number[token.key] for token in theirs], dtype=np.int64)
    steps = np.arange(len(theirs) + 1, dtype=np.float64)
    costs = np.empty((len(ours) + 1, len(theirs) + 1))
    costs[0] = steps
    for row, token in enumerate(ours, 1):
        costs[row, 0] = row
        above = costs[row - 1]
        beside = np.where(columns == number[token.key], 0.0, _CHANGED)
        best = np.minimum(above[1:] + 1, above[:-1] + beside)
        # A row's own insertions: the least of `best[k] + (j - k)` over k <= j
        whole_row = np.concatenate(([float(row)], best)) - steps
        costs[row] = np.minimum.accumulate(whole_row) + steps
    return costs


def _walk(ours: Sequence[Token], theirs: Sequence[Token], costs: np.ndarray) -> list[WordPair]:
    """Go back along the least cost; same words first, then changed, left out, added."""
    pairs = []
    row, column = len(ours), len(theirs)
    while row or column:
        here = costs[row, column]
        if row and column:
            same = ours[row - 1].key == theirs[column - 1].key
            if abs(costs[row - 1, column - 1] + (0.0 if same else _CHANGED) - here) < 1e-9:
                pairs.append(WordPair(ours[row - 1].span, theirs[column - 1].span, same))
                row, column = row - 1, column - 1
                continue
        if row and abs(costs[row - 1, column] + 1 - here) < 1e-9:
            pairs.append(WordPair(ours[row - 1].span, None, False))
            row -= 1
        else:
            pairs.append(WordPair(None, theirs[column - 1].span, False))
            column -= 1
    return pairs[::-1]
