"""Windows: owned stretches tile the report, and no window is too large."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.predicates import DISTANCES, REACH, distance_buckets, neighbourhoods
from onrecord.reading.windows import cut_windows


@given(st.lists(st.integers(1, 5), max_size=300), st.sets(st.integers(0, 299), max_size=40))
def test_owned_stretches_tile_the_words(counts: list[int], firsts: set[int]) -> None:
    """Every word is owned by exactly one window, which also sees it."""
    windows = cut_windows(np.array(counts, dtype=np.int32), sorted(firsts), max_pieces=40, context_pieces=8)
    owned = [w for window in windows for w in range(window.own_start, window.own_end)]
    assert owned == list(range(len(counts)))
    for window in windows:
        assert window.start <= window.own_start < window.own_end <= window.end
        assert sum(counts[window.start : window.end]) <= 40


def test_a_window_ends_at_a_sentence_where_it_can() -> None:
    """Borders between windows are sentence borders."""
    windows = cut_windows(np.ones(100, dtype=np.int32), [0, 20, 35, 60, 90], max_pieces=40, context_pieces=5)
    assert [w.own_end for w in windows] == [20, 35, 60, 90, 100]


@given(st.integers(0, 400), st.integers(1, 4), st.integers(0, 200))
def test_a_neighbourhood_holds_its_predicate(start: int, size: int, after: int) -> None:
    """The words around a predicate lie in its window, and the predicate is at distance 0."""
    length = start + size + after
    around = neighbourhoods(np.array([start]), np.array([start + size]), np.array([length]))
    real = around.words[0][around.mask[0] == 1]
    assert real[0] == max(0, start - REACH)
    assert real[-1] == min(length, start + size + REACH) - 1
    assert around.words[0, around.centre[0]] == start
    assert (around.distance[0][(around.words[0] >= start) & (around.words[0] < start + size)] == 0).all()


def test_distance_buckets_tell_left_from_right() -> None:
    """Near distances have a bucket each, far ones share; the two sides never do."""
    relative = np.arange(-300, 301)
    buckets = distance_buckets(relative)
    assert set(buckets[relative < 0]).isdisjoint(buckets[relative > 0])
    assert buckets.min() == 0
    assert buckets.max() == DISTANCES - 1
