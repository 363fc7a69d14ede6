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
from onrecord.reading.coreference.traits import FORMS, GENDERS, NUMBERS, POSITIONS, Traits
from onrecord.reading.tokens import IntArray
from onrecord.records import MentionKind

__all__ = ["DENSE", "NEW_DENSE", "NEW_TABLE_ROWS", "TABLE_ROWS", "Pairs", "new_looks", "pair_looks", "pairs_of"]

NEAREST = 28
"""Phrases before a phrase that it is paired with."""
ALIKE = 10
"""Earlier phrases with a word in common that it is paired with besides."""

_F, _K, _P = len(FORMS), len(MentionKind) + 1, len(POSITIONS)
_SENTENCES = np.array([0, 1, 2, 3, 4, 8, 16])
_STEPS = np.array([1, 2, 3, 4, 5, 8, 12, 20, 32, 80])
_LIKENESS = 11
TABLE_SIZES = (
    _F * _F,
    _F * len(_SENTENCES),
    _F * len(_STEPS),
    _LIKENESS * 4,
    len(NUMBERS) ** 2 * len(GENDERS) ** 2,
    _F * 6,
    _F * 8,
    _F * _P * _P,
    _F * 4,
    _K * _K,
)
"""Categories of each trait of a pair."""
TABLE_ROWS = sum(TABLE_SIZES)
_OFFSETS = np.concatenate(([0], np.cumsum(TABLE_SIZES)[:-1])).astype(np.int32)
DENSE = 8
"""Numbers of a pair."""
NEW_TABLE_SIZES = (_F * _P, _F * 4, _F * 2, _K)
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
    for row, (initials, *words) in enumerate(np.column_stack((traits.initials, traits.content)).tolist()):
        seen: set[int] = set()
        for word in (initials, *words):
            if word < 0:
                continue
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
    name = FORMS.index("name")
    quote_i, quote_j = traits.quote[i], traits.quote[j]
    one_quote = (quote_i == quote_j) & (quote_i > 0)
    looks = np.stack(
        (
            form_i * _F + form_j,
            form_i * len(_SENTENCES) + np.searchsorted(_SENTENCES, np.maximum(apart, 0), "right") - 1,
            form_i * len(_STEPS) + np.searchsorted(_STEPS, i - j, "right") - 1,
            _likeness(traits, pairs, shared, part_i, part_j) * 4 + (form_i == name) * 2 + (form_j == name),
            ((traits.number[i] * 3 + traits.number[j]) * 4 + traits.gender[i]) * 4 + traits.gender[j],
            form_i * 6 + _nesting(phrases, i, j) * 2 + (apart == 0),
            form_i * 8 + one_quote * 4 + (quote_i > 0) * 2 + (quote_j > 0),
            (form_i * _P + traits.position[i]) * _P + traits.position[j],
            form_i * 4 + _times_before(traits)[j],
            traits.kind[i] * _K + traits.kind[j],
        ),
        axis=1,
    )
    lengths = np.log1p(phrases.ends - phrases.starts)
    steps = np.log1p(phrases.heads[i] - phrases.heads[j]) / 4
    sure = phrases.chained / 4
    numbers = np.stack((sure[j], sure[i], part_i, part_j, shared / 2, steps, lengths[j], lengths[i]), axis=1)
    return (looks + _OFFSETS).astype(np.int32), numbers.astype(np.float32)


def _likeness(traits: Traits, pairs: Pairs, shared: IntArray, part_i: FloatArray, part_j: FloatArray) -> IntArray:
    """From 0, no word in common, over parts of each other and one head, to 9, the same words; 10 is an acronym."""
    i, j = pairs.later, pairs.earlier
    all_i, all_j = part_i >= 1, part_j >= 1
    head_in = (traits.content[j] == traits.stem[i][:, None]) | (traits.content[i] == traits.stem[j][:, None])
    chosen = np.select(
        (
            traits.written[i] == traits.written[j],
            (traits.initials[i] == traits.written[j]) | (traits.written[i] == traits.initials[j]),
            traits.stem[i] == traits.stem[j],
            head_in.any(1),
            shared > 0,
        ),
        (np.int64(9), np.int64(10), 5 + 2 * all_i + all_j, 3 + all_i, 1 + all_i),
        np.int64(0),
    )
    return chosen.astype(np.int32)


def _nesting(phrases: Phrases, i: IntArray, j: IntArray) -> IntArray:
    """1 where the later phrase stands in the earlier, 2 where it holds it, else 0."""
    starts, ends = phrases.starts, phrases.ends
    inside = (starts[j] <= starts[i]) & (ends[j] >= ends[i])
    outside = (starts[i] <= starts[j]) & (ends[i] >= ends[j])
    return np.where(inside, 1, np.where(outside, 2, 0)).astype(np.int32)


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
    looks = np.stack(
        (
            traits.form * _P + traits.position,
            traits.form * 4 + before,
            traits.form * 2 + (traits.quote > 0),
            traits.kind,
        ),
        axis=1,
    )
    numbers = np.stack(
        (
            phrases.chained / 4,
            np.log1p(phrases.ends - phrases.starts),
            np.log1p(np.arange(len(phrases))) / 4,
        ),
        axis=1,
    )
    return (looks + _NEW_OFFSETS).astype(np.int32), numbers.astype(np.float32)
