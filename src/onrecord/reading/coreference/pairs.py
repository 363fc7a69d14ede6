"""
Which earlier phrases a phrase may join, and how each pair looks.

    "Maria Weber" … "the minister" … [she]   pairs: (she, the minister), (she, Maria Weber)

Each phrase is paired with the nearest phrases before it and with the last ones that share its head
or a word with it, so that the number of pairs grows with the length of a report and no faster.
What a pair looks like is a set of categories, each a row of a fitted table, and a few numbers.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.coreference.phrases import Phrases
from onrecord.reading.coreference.traits import FORMS, GENDERS, NUMBERS, Traits
from onrecord.reading.tokens import IntArray
from onrecord.records import MentionKind

__all__ = ["DENSE", "NEW_DENSE", "NEW_TABLE_ROWS", "TABLE_ROWS", "Pairs", "new_looks", "pair_looks", "pairs_of"]

NEAREST = 28
"""Phrases before a phrase that it is paired with."""
ALIKE = 10
"""Earlier phrases with a word in common that it is paired with besides."""

_F, _K = len(FORMS), len(MentionKind) + 1
_SENTENCES = np.array([0, 1, 2, 3, 4, 8, 16])
_STEPS = np.array([1, 2, 3, 4, 5, 8, 12, 20, 32, 80])
_LIKENESS = 10
TABLE_SIZES = (
    _F * _F,
    _F * len(_SENTENCES),
    _F * len(_STEPS),
    _LIKENESS * 4,
    len(NUMBERS) ** 2 * len(GENDERS) ** 2,
    _F * 6,
    _F * 8,
    _F * 4,
    _F * 4,
    _K * _K,
)
"""Categories of each trait of a pair."""
TABLE_ROWS = sum(TABLE_SIZES)
_OFFSETS = np.concatenate(([0], np.cumsum(TABLE_SIZES)[:-1])).astype(np.int32)
DENSE = 8
"""Numbers of a pair."""
NEW_TABLE_SIZES = (_F, _F * 4, _F * 2, _K)
NEW_TABLE_ROWS = sum(NEW_TABLE_SIZES)
_NEW_OFFSETS = np.concatenate(([0], np.cumsum(NEW_TABLE_SIZES)[:-1])).astype(np.int32)
NEW_DENSE = 3


@dataclass(frozen=True, slots=True)
class Pairs:
    """P pairs of phrases, sorted by the later one; indices of phrases."""

    later: IntArray
    earlier: IntArray


def pairs_of(traits: Traits, nearest: int = NEAREST, alike: int = ALIKE) -> Pairs:
    """Pair the phrases of one report."""
    count = len(traits.form)
    steps = np.arange(1, nearest + 1)
    rows = np.repeat(np.arange(count), nearest)
    before = (np.arange(count)[:, None] - steps).ravel()
    near = before >= 0
    pairs = [np.stack((rows[near], before[near]))]
    found = _sharing(traits, nearest, alike)
    if len(found):
        pairs.append(found.T)
    together = np.concatenate(pairs, axis=1)
    order = np.lexsort((together[1], together[0]))
    later, earlier = together[:, order].astype(np.int32)
    return Pairs(later, earlier)


def _sharing(traits: Traits, nearest: int, alike: int) -> IntArray:
    """(later, earlier) of phrases further apart than `nearest` with a word in common, [N, 2]."""
    where: dict[int, list[int]] = {}
    found: list[tuple[int, int]] = []
    for row, words in enumerate(traits.content.tolist()):
        seen: set[int] = set()
        for word in words:
            if word < 0:
                break
            places = where.setdefault(word, [])
            if places:
                # The first is kept too: it is the fullest more often than not.
                seen.update(place for place in (places[0], *places[-alike:]) if place < row - nearest)
            places.append(row)
        found.extend((row, place) for place in sorted(seen)[-alike:])
    return np.array(found, dtype=np.int32).reshape(-1, 2)


def pair_looks(pairs: Pairs, phrases: Phrases, traits: Traits) -> tuple[IntArray, FloatArray]:
    """Return the table rows of each pair [P, tables] and its numbers [P, DENSE]."""
    i, j = pairs.later, pairs.earlier
    form_i, form_j = traits.form[i], traits.form[j]
    apart = traits.sentence[i] - traits.sentence[j]
    shared, part_i, part_j = _overlap(traits.content, i, j)
    same_stem, same_written = traits.stem[i] == traits.stem[j], traits.written[i] == traits.written[j]
    head_in = (traits.content[j] == traits.stem[i][:, None]).any(1) | (
        traits.content[i] == traits.stem[j][:, None]
    ).any(1)
    likeness = np.where(
        same_written, 9,
        np.where(
            same_stem, np.where(part_i >= 1, np.where(part_j >= 1, 8, 7), np.where(part_j >= 1, 6, 5)),
            np.where(head_in, np.where(part_i >= 1, 4, 3), np.where(shared > 0, np.where(part_i >= 1, 2, 1), 0)),
        ),
    )  # fmt: skip
    name = FORMS.index("name")
    nested = np.where(
        (phrases.starts[j] <= phrases.starts[i]) & (phrases.ends[j] >= phrases.ends[i]), 1,
        np.where((phrases.starts[i] <= phrases.starts[j]) & (phrases.ends[i] >= phrases.ends[j]), 2, 0),
    )  # fmt: skip
    quote_i, quote_j = traits.quote[i], traits.quote[j]
    one_quote = (quote_i == quote_j) & (quote_i > 0)
    before = _times_before(traits)
    steps = np.searchsorted(_STEPS, i - j, "right") - 1
    looks = np.stack(
        (
            form_i * _F + form_j,
            form_i * len(_SENTENCES) + np.searchsorted(_SENTENCES, np.maximum(apart, 0), "right") - 1,
            form_i * len(_STEPS) + steps,
            likeness * 4 + (form_i == name) * 2 + (form_j == name),
            ((traits.number[i] * 3 + traits.number[j]) * 4 + traits.gender[i]) * 4 + traits.gender[j],
            form_i * 6 + nested * 2 + (apart == 0),
            form_i * 8 + one_quote * 4 + (quote_i > 0) * 2 + (quote_j > 0),
            form_i * 4 + traits.opens[i] * 2 + traits.opens[j],
            form_i * 4 + before[j],
            traits.kind[i] * _K + traits.kind[j],
        ),
        axis=1,
    )
    numbers = np.stack(
        (
            phrases.chained[j] / 4,
            phrases.chained[i] / 4,
            part_i,
            part_j,
            shared / 2,
            np.log1p(phrases.heads[i] - phrases.heads[j]) / 4,
            np.log1p(phrases.ends[j] - phrases.starts[j]),
            np.log1p(phrases.ends[i] - phrases.starts[i]),
        ),
        axis=1,
    )
    return (looks + _OFFSETS).astype(np.int32), numbers.astype(np.float32)


def _overlap(content: IntArray, i: IntArray, j: IntArray) -> tuple[IntArray, FloatArray, FloatArray]:
    """Words in common, and which part of the words of each they are."""
    both = (content[i][:, :, None] == content[j][:, None, :]) & (content[i] >= 0)[:, :, None]
    shared = both.any(2).sum(1)
    sizes = np.maximum((content >= 0).sum(1), 1)
    return shared.astype(np.int32), (shared / sizes[i]).astype(np.float32), (shared / sizes[j]).astype(np.float32)


def _times_before(traits: Traits) -> IntArray:
    """How often the head of each phrase was a head before it: 0, 1, 2 or more than 2 times."""
    times: dict[int, int] = {}
    out = np.zeros(len(traits.stem), dtype=np.int32)
    for row, head in enumerate(traits.stem.tolist()):
        out[row] = min(times.get(head, 0), 3)
        times[head] = out[row] + 1
    return out


def new_looks(phrases: Phrases, traits: Traits) -> tuple[IntArray, FloatArray]:
    """Return the table rows [M, tables] and numbers [M, NEW_DENSE] of what tells that a phrase is new in the report."""
    before = _times_before(traits)
    looks = np.stack((traits.form, traits.form * 4 + before, traits.form * 2 + (traits.quote > 0), traits.kind), axis=1)
    numbers = np.stack(
        (
            phrases.chained / 4,
            np.log1p(phrases.ends - phrases.starts),
            np.log1p(np.arange(len(phrases))) / 4,
        ),
        axis=1,
    )
    return (looks + _NEW_OFFSETS).astype(np.int32), numbers.astype(np.float32)
