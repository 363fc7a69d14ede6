"""
Words and word pieces with exact offsets.

    "Shoigu’s trip" -> words  Shoigu | ’ | s | trip
                       pieces sho ##ig ##u | ’ | s | trip

A word is a run of letters and digits, or any other single visible character.
Offsets are always those of the text as it stands: folding (case, accents,
invisible format characters) happens inside a word and never moves a border.
The vocabulary and the greedy longest-match pieces are those of BERT (uncased).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.records import Span

__all__ = ["IntArray", "Tokenizer", "Words", "split_words"]

IntArray = npt.NDArray[np.int32]

# Marks and format characters that ride on a word: combining accents, soft hyphen, joiners, direction marks.
_RIDERS = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
# Scripts written without spaces are cut into single characters, as the vocabulary has them.
_SINGLES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_WORD = re.compile(rf"[{_SINGLES}]|(?:(?![{_SINGLES}])[^\W_]|[{_RIDERS}])+|[^\w\s]|_")
_MAX_WORD_CHARACTERS = 100


@dataclass(frozen=True)
class Words:
    """The words of one text; arrays of shape [words] and [pieces]."""

    starts: IntArray
    """First code point of each word."""
    ends: IntArray
    """One past its last code point."""
    pieces: IntArray
    """Vocabulary ids, all words one after the other."""
    first_piece: IntArray
    """Index into `pieces` of each word's first piece; one more entry closes the last word."""

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def piece_counts(self) -> IntArray:
        """Number of pieces of each word."""
        return np.diff(self.first_piece).astype(np.int32)


def split_words(text: str, ranges: Sequence[Span] | None = None) -> list[tuple[int, int]]:
    """Return the half-open code-point range of each word in the ranges (the whole text by default), in text order."""
    if ranges is None:
        return [match.span() for match in _WORD.finditer(text)]
    return [match.span() for span in ranges for match in _WORD.finditer(text, span.start, span.end)]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))


class Tokenizer:
    """Cuts text into words and each word into pieces of a fixed vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: index for index, piece in enumerate(vocabulary)}
        self.unknown = self._ids["[UNK]"]
        self.first = self._ids["[CLS]"]
        self.last = self._ids["[SEP]"]
        self.padding = self._ids["[PAD]"]
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def from_file(cls, path: Path) -> "Tokenizer":
        """Read a vocabulary of one piece a line, the line number being the id."""
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def __call__(self, text: str, within: Sequence[Span] | None = None) -> Words:
        """Return the words of the text, or of the spans of it that are to be read, and their pieces."""
        ranges = split_words(text, within)
        cache = self._cache
        pieces: list[int] = []
        firsts = [0]
        for start, end in ranges:
            word = text[start:end]
            ids = cache.get(word)
            if ids is None:
                ids = self.pieces_of(word)
                if len(cache) < 200_000:  # bounds memory on hostile input; news has far fewer word forms
                    cache[word] = ids
            pieces.extend(ids)
            firsts.append(len(pieces))
        borders = np.array(ranges, dtype=np.int32).reshape(-1, 2)
        return Words(
            starts=borders[:, 0].copy(),
            ends=borders[:, 1].copy(),
            pieces=np.array(pieces, dtype=np.int32),
            first_piece=np.array(firsts, dtype=np.int32),
        )

    def pieces_of(self, word: str) -> tuple[int, ...]:
        """Greedy longest match from the left; one unknown piece where the vocabulary has no way through."""
        folded = _fold(word)
        if not folded or len(folded) > _MAX_WORD_CHARACTERS:
            return (self.unknown,)
        ids, start = [], 0
        while start < len(folded):
            for end in range(len(folded), start, -1):
                piece = folded[start:end] if start == 0 else "##" + folded[start:end]
                if piece in self._ids:
                    ids.append(self._ids[piece])
                    start = end
                    break
            else:
                return (self.unknown,)
        return tuple(ids)
