"""
Words of a phrase, and the form in which tables are looked up.

`the U.S. envoy Hay’at al-Şam's` -> the, us, envoy, hayat, al, sam (+ possessive):
case, accents, dots and apostrophes do not decide whether two names are the same,
hyphens separate words, and a possessive is a fact about the word before it.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Word", "fold", "key_of", "phrases", "words_of", "words_of_report"]

_APOSTROPHES = "'’‘ʼ`´"
_MARKS = frozenset(_APOSTROPHES)
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # abbreviations: U.S., D.P.R.K.
    rf"|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*"
)
_POSSESSIVE = re.compile(rf"(?:[{_APOSTROPHES}][sS]|(?<=[sS])[{_APOSTROPHES}])$")
_PIECE = 900
"""Characters of a report cut into words at a time; less than the longest phrase."""
_made = tuple.__new__
"""Makes a named tuple in half the time that calling its class takes."""
_LONGEST = 1000
"""Words beyond this many characters of a phrase are not looked at: no name is that long."""


class Word(NamedTuple):
    """
    One word: its characters without a possessive ending, its lookup form, where it stands.

    A named tuple: a report has a thousand of them, and they are made three times faster than frozen dataclasses.
    """

    text: str
    key: str
    start: int
    end: int
    possessive: bool = False
    """Whether 's or s' follows: Russia's."""
    joined: bool = False
    """Whether a hyphen ties it to the word before: US-backed."""

    @property
    def is_capitalised(self) -> bool:
        """Whether its first letter is upper case."""
        return self.text[:1].isupper()


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the lookup form of one word: no case, accents, dots or apostrophes."""
    if word.isascii():
        return word.lower().replace(".", "").replace("'", "").replace("`", "")
    folded = unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ø", "o").replace("ł", "l")).casefold()
    return "".join(c for c in folded if c.isalnum())


def words_of(text: str, offset: int = 0) -> list[Word]:
    """Cut a phrase into words with their offsets; `offset` is added to each."""
    found = []
    for match in _WORD.finditer(text, 0, min(len(text), _LONGEST)):
        surface, (start, end) = match[0], match.span()
        possessive = False
        # Nearly all words are letters alone and have no ending to look for.
        if not surface.isalnum() and (surface[-1] in _MARKS or surface[-2:-1] in _MARKS):
            ending = _POSSESSIVE.search(surface)
            if ending is not None:
                possessive, surface = True, surface[: ending.start()]
                if not surface:
                    continue
        if not possessive and surface[-1] in "sS" and text[end : end + 1] in _MARKS:
            possessive = True
        joined = start > 0 and text[start - 1] in "-–‑"
        key = fold(surface)
        if key:
            found.append(_made(Word, (surface, key, start + offset, end + offset, possessive, joined)))
    return found


@lru_cache(maxsize=8)
def words_of_report(text: str) -> tuple[Word, ...]:
    """Return the words of a whole report with their offsets; cut once for all that look through it."""
    found: list[Word] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text) and (space := text.rfind(" ", start, end)) > start:
            end = space
        found += words_of(text[start:end], start)
        start = end
    return tuple(found)


def key_of(name: str) -> str:
    """Return the lookup form of a whole name, words joined by single spaces."""
    return " ".join(word.key for word in words_of(name))


def phrases(listed: str) -> frozenset[str]:
    """Return the set of the phrases in a list with commas: `"aide, chief of staff"`."""
    return frozenset(phrase.strip() for phrase in listed.split(",") if phrase.strip())
