"""
Where the words of a search stand in the text.

    hits('munitions "North Korea"', "... munitions from North Korea ...")   ->   [Span(4, 13), Span(19, 30)]

SQLite's full-text index says which report holds a word, not where. The words are
found again here the way the index cuts them (letters and digits, without regard to
case or accents), with offsets in the text as stored.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records import Span

__all__ = ["Word", "hits", "holds", "words_in"]

# Letters, digits and the marks that sit on letters; the underscore is neither.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, and the form it is compared in."""

    span: Span
    folded: str


def words_in(text: str) -> list[Word]:
    """Return the words of a text, in order."""
    return [Word(Span(match.start(), match.end()), _fold(match[0])) for match in _WORD.finditer(text)]


def hits(wanted: str, text: str) -> list[Span]:
    """Return the spans of the text that the wanted words, or "phrases in quotation marks", stand at."""
    found = list(_WORD.finditer(text))
    words = [_fold(match[0]) for match in found]
    return sorted(
        {
            Span(found[n].start(), found[n + len(phrase) - 1].end())
            for phrase in _phrases(wanted)
            for n in _phrase_places(phrase, words)
        }
    )


def holds(wanted: str, text: str) -> bool:
    """Whether every wanted word and every phrase in quotation marks stands in the text."""
    phrases = _phrases(wanted)
    words = [_fold(word) for word in _WORD.findall(text)]
    return bool(phrases) and all(any(True for _ in _phrase_places(phrase, words)) for phrase in phrases)


def _phrases(wanted: str) -> list[tuple[str, ...]]:
    cut = (words_in(phrase or single) for phrase, single in _PHRASE.findall(wanted))
    return [tuple(word.folded for word in words) for words in cut if words]


def _phrase_places(phrase: tuple[str, ...], words: list[str]) -> Iterator[int]:
    """Yield where the words of a phrase follow one another, by the place of the first."""
    place = -1
    try:
        while True:
            place = words.index(phrase[0], place + 1)
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield place
    except ValueError:  # no further word is the first of the phrase
        return


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()
