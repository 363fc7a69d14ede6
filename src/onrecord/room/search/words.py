"""
Which rows hold the words of a search.

    Haystack([("e1", "Moscow denied it."), …]).rows_with('moscow "denied it"')   ->   array([ True, …])

All texts are folded into one, a line each, the way the store folds words (`store/hits.py`:
letters and digits, without regard to case or accents), so that a search is a scan of one
string: a hundred thousand sentences take a few hundredths of a second.
"""

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Haystack", "folded", "full_text", "phrases"]

_NO_WORD = re.compile(r"(?:[^\w\u0300-\u036f]|_)+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


class Haystack:
    """The texts of rows, folded."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Fold the texts, one a row."""
        lines = [f" {folded(text)} " for text in texts]
        self._text = "\n".join(lines)
        sizes = np.fromiter((len(line) + 1 for line in lines), dtype=np.int64, count=len(lines))
        self._starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)[:-1]]) if lines else sizes
        self._count = len(lines)

    def rows_with(self, wanted: str) -> NDArray[np.bool_]:
        """Return for each row whether every wanted word and every phrase in quotation marks stands in it."""
        every = phrases(wanted)
        held = np.full(self._count, bool(every))
        for phrase in every:
            pattern = re.compile(f" {re.escape(phrase)}(?= )")
            at = np.fromiter((match.start() for match in pattern.finditer(self._text)), dtype=np.int64)
            here = np.zeros(self._count, dtype=np.bool_)
            here[np.searchsorted(self._starts, at, side="right") - 1] = True
            held &= here
        return held


def phrases(wanted: str) -> list[str]:
    """Return the words, and the phrases in quotation marks, of a search, folded; what has no letters is none."""
    cut = (folded(phrase or single) for phrase, single in _PHRASE.findall(wanted))
    return [phrase for phrase in cut if phrase]


def full_text(wanted: str) -> str | None:
    """Return a search in the syntax of the store's full-text index; None where it holds no word."""
    spelled = (_NO_WORD.sub(" ", phrase or single).strip() for phrase, single in _PHRASE.findall(wanted))
    return " AND ".join(f'"{phrase}"' for phrase in spelled if phrase) or None


def folded(text: str) -> str:
    """Return the words of a text as they are compared, a space between two."""
    words = _NO_WORD.sub(" ", text).strip()
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFD", words)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()
