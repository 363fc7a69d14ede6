"""
What the encoder's uncased vocabulary does not see, one small integer a word.

shape     case and digits: the vocabulary is uncased
quote     outside, inside double marks, inside single marks, or a mark itself
opening   the word opens a sentence, a paragraph, the text, or nothing
place     title, first paragraphs, further on

Quotation marks are respected but not trusted: a paragraph that ends with an
open mark closes it, unless the next one opens with a mark again.
"""

from functools import lru_cache

import numpy as np

from onrecord.reading.tokens import IntArray, Words
from onrecord.records import Span

__all__ = ["FEATURE_SIZES", "word_features"]

FEATURE_SIZES = (8, 4, 4, 4)
"""Number of values of each feature, in the order of the columns."""

_OPENING = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c"}
_CLOSING = frozenset("\u201d\u00bb")
_SINGLE = frozenset("\u2018\u2019'")


def word_features(text: str, words: Words, sentences: list[Span], title_end: int = 0) -> IntArray:
    """Return an array [words, 4] of the features named above; `title_end` is where the title stops."""
    out = np.zeros((len(words), 4), dtype=np.int32)
    if not len(words):
        return out
    surface = [text[s:e] for s, e in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    out[:, 0] = [_shape(word) for word in surface]
    gaps = [text[e:s] for e, s in zip(words.ends[:-1].tolist(), words.starts[1:].tolist(), strict=True)]
    breaks = np.array([True, *("\n" in gap for gap in gaps)])
    out[:, 1] = _quote_states(surface, breaks, ["\n", *gaps])
    opens = np.zeros(len(words), dtype=np.int32)
    firsts = np.searchsorted(words.starts, [s.start for s in sentences])
    opens[firsts[firsts < len(words)]] = 1
    opens[breaks] = 2
    opens[0] = 3
    out[:, 2] = opens
    paragraph = np.cumsum(breaks) - 1 - int(title_end > 0)
    out[:, 3] = np.where(words.starts < title_end, 0, np.where(paragraph <= 0, 1, np.where(paragraph <= 4, 2, 3)))
    return out


@lru_cache(maxsize=1 << 13)
def _shape(word: str) -> int:
    if not word[0].isalnum():
        return 0
    if word.isdigit():
        return 5
    if any(c.isdigit() for c in word):
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 7
    return 2 if word[0].isupper() and word[1:].islower() else 4


def _quote_states(surface: list[str], breaks: np.ndarray, gaps: list[str]) -> list[int]:
    """Walk the words once, keeping the closing mark that is awaited."""
    states = []
    awaited, single = "", False
    last = len(surface) - 1
    for i, word in enumerate(surface):
        if breaks[i] and awaited:
            awaited = ""
        if breaks[i]:
            single = False
        if word in _OPENING and awaited != word:
            awaited = _OPENING[word]
            states.append(3)
        elif word in _CLOSING or word == awaited:
            awaited = ""
            states.append(3)
        elif word == '"':
            awaited = "" if awaited == '"' else '"'
            states.append(3)
        elif word in _SINGLE and (
            apart := (bool(gaps[i]), i == last or bool(gaps[i + 1]) or not surface[i + 1].isalnum())
        ):
            before, after = apart
            if before and not after:
                single = True
                states.append(3)
            elif single and after:
                single = False
                states.append(3)
            else:
                states.append(1 if awaited else 2 if single else 0)
        else:
            states.append(1 if awaited else 2 if single else 0)
    return states
