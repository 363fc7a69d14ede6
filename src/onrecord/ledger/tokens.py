"""
Words as texts are compared by: no case, one kind of apostrophe, nothing of punctuation and layout.

    'It wasn’t "so".'  ->  it wasn't so
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.records import Span

__all__ = ["Token", "tokens_of", "whole", "words_in"]

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    key: str
    """The form in which it is compared."""
    span: Span


def tokens_of(text: str, spans: Iterable[Span]) -> tuple[Token, ...]:
    """Return the words inside the spans of a text, in the order of the spans; offsets are those of the text."""
    return tuple(
        Token(_key(match[0]), Span(match.start(), match.end()))
        for span in spans
        for match in _WORD.finditer(text, span.start, min(span.end, len(text)))
    )


def words_in(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """Return the keys of `tokens_of`; a text that is asked for many times is taken apart once."""
    keys, starts, ends = (_short if len(text) < _LONG else _long)(text)
    found: list[str] = []
    for span in spans:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if (first and ends[first - 1] > span.start) or (last and ends[last - 1] > span.end):
            found += (token.key for token in tokens_of(text, (span,)))  # it cuts a word in two
        else:
            found += keys[first:last]
    return tuple(found)


_LONG = 400
_Words = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]


def _words(text: str) -> _Words:
    """All words of a text and where they start and end."""
    spans = [match.span() for match in _WORD.finditer(text)]
    starts, ends = tuple(start for start, _ in spans), tuple(end for _, end in spans)
    folded = _key(text)
    if len(folded) == len(text):  # each character has become one, so that words stand where they stood
        return tuple(folded[start:end] for start, end in spans), starts, ends
    return tuple(_key(text[start:end]) for start, end in spans), starts, ends


_short = lru_cache(maxsize=1 << 11)(_words)
"""Names and headlines; 4 kB each."""
_long = lru_cache(maxsize=4)(_words)
"""The reports that are at hand: one, and one that it is compared with."""


def _key(word: str) -> str:
    """The form in which a word is compared."""
    return word.casefold().replace("’", "'").replace("ʼ", "'")


def whole(text: str) -> tuple[Span, ...]:
    """Return the one span that covers a text; none where it is empty."""
    return (Span(0, len(text)),) if text else ()
