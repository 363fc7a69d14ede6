"""
Reports set in another style, shown to the network in the one it knows.

    ‘We agreed,’ she said.        single marks as double ones, where a report quotes with single ones
    TALKS HAVE RESUMED IN CAIRO   capitals as no sign of a name, where nothing is in small letters

What the network is shown changes, not the text: all offsets stay. Both rules were measured on the perturbed
development reports (`python -m evaluation.perturbed`, the lines `British quotes` and `all capitals`).
"""

from dataclasses import replace

import numpy as np

from onrecord.reading.tokens import IntArray, Tokenizer, Words

__all__ = ["as_usually_set"]

_QUOTE, _SHAPE = 1, 0
_IN_DOUBLE, _IN_SINGLE, _MARK = 1, 2, 3
_SMALL, _TITLE, _CAPITALS, _MIXED, _CAPITAL = 1, 2, 3, 4, 7
"""Shapes of `onrecord.reading.features`: sunday, Sunday, SUNDAY, iSunday, S."""
_SINGLE = frozenset("‘’'")
_DOUBLE = frozenset('“”«»„"')
_LEAST_WORDS = 12
"""A text of fewer words in capitals is a headline or a name, which capitals tell nothing of."""


def as_usually_set(text: str, words: Words, features: IntArray, tokenizer: Tokenizer) -> tuple[Words, IntArray]:
    """Return words and features as they would be in a report of the usual setting; the same ones where it is one."""
    if not len(words):
        return words, features
    marks = np.flatnonzero(features[:, _QUOTE] == _MARK)
    surface = [text[start:end] for start, end in zip(words.starts[marks], words.ends[marks], strict=True)]
    singles = [n for n, mark in enumerate(surface) if mark in _SINGLE]
    if len(singles) > len(surface) - len(singles):
        single_marks = marks[singles].astype(np.int32)
        words, features = _with_double(words, features, single_marks, [surface[n] for n in singles], tokenizer)
    return words, _as_headline(features)


def _with_double(
    words: Words, features: IntArray, marks: IntArray, surface: list[str], tokenizer: Tokenizer
) -> tuple[Words, IntArray]:
    """Show single marks as double ones; an opening mark is one that the quoted words follow."""
    states = features[:, _QUOTE]
    inside = np.append(states, 0)[marks + 1] == _IN_SINGLE
    before = np.insert(states, 0, 0)[marks] == _IN_SINGLE
    pieces = words.pieces.copy()
    plain, opening, closing = (tokenizer.pieces_of(mark)[0] for mark in '"“”')
    for at, mark, opens in zip(marks, surface, inside & ~before, strict=True):
        pieces[words.first_piece[at]] = plain if mark == "'" else opening if opens else closing
    shown = features.copy()
    shown[states == _IN_SINGLE, _QUOTE] = _IN_DOUBLE
    return replace(words, pieces=pieces), shown


def _as_headline(features: IntArray) -> IntArray:
    """Take all words for those of a headline where none has small letters; taken for small ones they read worse."""
    shapes = features[:, _SHAPE]
    capitals = np.isin(shapes, (_CAPITALS, _CAPITAL))
    lettered = capitals | np.isin(shapes, (_SMALL, _TITLE, _MIXED))
    if capitals.sum() < _LEAST_WORDS or capitals.sum() < lettered.sum():
        return features
    shown = features.copy()
    shown[capitals, _SHAPE] = _TITLE
    return shown
