"""
Which rows hold the words of a search.

    Haystack([("e1", "Moscow denied it."), …]).rows_with('moscow "denied it"')   ->   array([ True, …])

All texts are folded into one, a line each, the way the store folds words (`store/hits.py`:
letters and digits, without regard to case or accents), so that a search is a scan of one
string: a hundred thousand sentences take a few hundredths of a second.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

__all__ = ["Haystack", "every_word", "folded", "full_text", "phrases"]

_NO_WORD = re.compile(r"(?:[^\w\u0300-\u036f]|_)+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_KEPT_SEARCHES = 32
_ASCII_WORDS = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}


class Haystack:
    """The texts of rows, folded."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Fold the texts, one a row."""
        lines = [f" {folded(text)} " for text in texts]
        self._text = "\n".join(lines)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._asked: OrderedDict[str, NDArray[np.bool_]] = OrderedDict()

    def rows_with(self, wanted: str) -> NDArray[np.bool_]:
        """Return for each row whether every wanted word and every phrase in quotation marks stands in it."""
        known = self._asked.get(wanted)  # people turn pages and try facets with the words they have
        if known is not None:
            return known
        every = phrases(wanted)
        held = np.full(len(self._starts) - 1, bool(every))
        for phrase in every:
            here = np.zeros(len(self._starts) - 1, dtype=np.bool_)
            here[list(self._rows_of(phrase))] = True
            held &= here
        held.flags.writeable = False
        self._asked[wanted] = held
        while len(self._asked) > _KEPT_SEARCHES:
            self._asked.popitem(last=False)
        return held

    def _rows_of(self, phrase: str) -> Iterator[int]:
        needle, starts = f" {phrase} ", self._starts
        at = self._text.find(needle)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            yield row
            at = self._text.find(needle, starts[row + 1])


def phrases(wanted: str) -> list[str]:
    """Return the words, and the phrases in quotation marks, of a search, folded; what has no letters is none."""
    cut = (folded(phrase or single) for phrase, single in _PHRASE.findall(wanted))
    return [phrase for phrase in cut if phrase]


def full_text(wanted: str) -> str | None:
    """Return a search in the syntax of the store's full-text index; None where it holds no word."""
    spelled = (_NO_WORD.sub(" ", phrase or single).strip() for phrase, single in _PHRASE.findall(wanted))
    return " AND ".join(f'"{phrase}"' for phrase in spelled if phrase) or None


def every_word(wanted: str) -> str | None:
    """Return the words of a search in the syntax of the index, wherever they stand; None where there is none."""
    words = {word for phrase in phrases(wanted) for word in phrase.split()}
    return " AND ".join(f'"{word}"' for word in sorted(words)) or None


def folded(text: str) -> str:
    """Return the words of a text as they are compared, a space between two."""
    if text.isascii():  # most are, and this takes a third of the time
        return " ".join(text.translate(_ASCII_WORDS).split())
    words = _NO_WORD.sub(" ", text).strip()
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFD", words)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()
