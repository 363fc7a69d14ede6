"""Pairs are bounded and looked at alike; links make chains."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.coreference.finder import traits_of
from onrecord.reading.coreference.links import chains_of, links_of
from onrecord.reading.coreference.pairs import (
    DENSE,
    NEW_DENSE,
    NEW_TABLE_ROWS,
    TABLE_ROWS,
    Pairs,
    new_looks,
    pair_looks,
    pairs_of,
)
from onrecord.reading.coreference.phrases import Phrases
from tests.reading.coreference.reports import encoded, phrases_at, seen_of

words = st.lists(
    st.sampled_from(["Anna", "she", "minister", "ministers", "and", "the", "“", "”", "Berg", "12"]), max_size=120
)


def _each_word(text: str) -> tuple[Phrases, object]:
    report = encoded(text)
    places = [(int(s), int(s), int(e)) for s, e in zip(report.words.starts, report.words.ends, strict=True)]
    phrases = phrases_at(report, places)
    return phrases, traits_of(seen_of(report), phrases)


@given(words)
def test_pairs_are_bounded_and_in_order(surface: list[str]) -> None:
    """A phrase is paired with earlier ones only, once each, and with no more than the bounds allow."""
    phrases, traits = _each_word(" ".join(surface))
    pairs = pairs_of(traits, nearest=4, alike=3)  # type: ignore[arg-type]
    assert (pairs.earlier < pairs.later).all()
    assert len({*zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True)}) == len(pairs.later)
    assert np.bincount(pairs.later, minlength=1).max() <= 7
    near = {(i, j) for i in range(len(phrases)) for j in range(max(0, i - 4), i)}
    assert near <= {*zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True)}


@given(words)
def test_looks_stay_in_their_tables(surface: list[str]) -> None:
    """Every category is a row of the tables and every number is finite."""
    phrases, traits = _each_word(" ".join(surface))
    looks, numbers = pair_looks(pairs_of(traits), phrases, traits)  # type: ignore[arg-type]
    rows, more = new_looks(phrases, traits)  # type: ignore[arg-type]
    for found, size in ((looks, TABLE_ROWS), (rows, NEW_TABLE_ROWS)):
        assert ((found >= 0) & (found < size)).all()
    assert numbers.shape[1] == DENSE
    assert more.shape[1] == NEW_DENSE
    assert np.isfinite(numbers).all()
    assert np.isfinite(more).all()


def test_a_far_phrase_with_the_same_word_is_in_reach() -> None:
    """A name far back is a candidate where the words between are not."""
    text = "Berg " + "river stone cloud " * 30 + "Berg"
    phrases, traits = _each_word(text)
    pairs = pairs_of(traits, nearest=5)  # type: ignore[arg-type]
    last = len(phrases) - 1
    assert (last, 0) in {*zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True)}
    assert (last, 30) not in {*zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True)}


def test_the_likeliest_earlier_phrase_is_joined() -> None:
    """A phrase joins its best pair where that beats being new, else nothing."""
    pairs = Pairs(np.array([1, 2, 2, 3], np.int32), np.array([0, 0, 1, 2], np.int32))
    scores, new = np.array([0.5, 2.0, 1.0, -1.0], np.float32), np.array([0.0, 1.0, 0.0, 0.0], np.float32)
    assert links_of(scores, new, pairs).tolist() == [-1, -1, 0, -1]


@pytest.mark.parametrize(
    ("joined", "expected"),
    [([], []), ([-1], []), ([-1, 0, -1, 1, 2], [[0, 1, 3], [2, 4]]), ([-1, -1, -1], [])],
)
def test_links_make_chains(joined: list[int], expected: list[list[int]]) -> None:
    """What is joined, directly or through others, is one chain; a phrase alone is none."""
    assert chains_of(np.array(joined, dtype=np.int32)) == expected
