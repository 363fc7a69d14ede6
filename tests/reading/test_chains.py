"""Chains: the best path and the marginals agree with counting all paths."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.chains import Chain, spans_of


def _paths(chain: Chain, emissions: np.ndarray) -> list[tuple[float, tuple[int, ...]]]:
    length, tags = emissions.shape
    out = []
    for path in product(range(tags), repeat=length):
        score = chain.scores[-1, path[0]] + sum(emissions[t, y] for t, y in enumerate(path))
        score += sum(chain.scores[a, b] for a, b in pairwise(path))
        out.append((float(score), path))
    return out


@given(st.integers(0, 10_000))
def test_best_path_and_marginals_agree_with_enumeration(seed: int) -> None:
    """Viterbi finds the highest path; forward-backward gives each tag's share of all paths."""
    rng = np.random.default_rng(seed)
    chain = Chain(rng.normal(size=(4, 3)).astype(np.float32))
    lengths = np.array([4, 2], dtype=np.int32)
    emissions = rng.normal(size=(2, 4, 3)).astype(np.float32)
    best = chain.best(emissions, lengths)
    chances = chain.marginals(emissions, lengths)
    for row, length in enumerate(lengths):
        paths = _paths(chain, emissions[row, :length])
        assert tuple(best[row, :length]) == max(paths)[1]
        weights = np.exp([score for score, _ in paths])
        for t in range(length):
            for tag in range(3):
                share = sum(w for w, (_, p) in zip(weights, paths, strict=True) if p[t] == tag) / weights.sum()
                assert abs(share - chances[row, t, tag]) < 1e-4
        assert not best[row, length:].any()


def test_forbidden_steps_are_never_taken() -> None:
    """No path begins with the inside of a span."""
    scores = np.zeros((4, 3), dtype=np.float32)
    scores[[0, 3], 2] = -1e4
    chain = Chain(scores)
    emissions = np.tile(np.array([0.0, 0.0, 5.0], dtype=np.float32), (1, 3, 1))
    assert chain.best(emissions, np.array([3], dtype=np.int32)).tolist() == [[1, 2, 2]]
    assert chain.marginals(emissions, np.array([3], dtype=np.int32))[0, 0, 2] == 0


def test_spans_of_tags() -> None:
    """Two spans of a kind side by side stay two; a stray inside tag opens a span."""
    tags = np.array([0, 1, 2, 1, 0, 4, 4, 3, 2], dtype=np.int32)
    assert spans_of(tags) == [(1, 3, 0), (3, 4, 0), (5, 7, 1), (7, 8, 1), (8, 9, 0)]
    assert spans_of(np.zeros(3, dtype=np.int32)) == []


def test_spans_stop_at_paragraphs_and_at_text_that_is_not_read() -> None:
    """Only the kind that may run on goes over a paragraph, and nothing goes over unread text."""
    breaks = np.array([0, 1, 2, 0], dtype=np.int32)
    assert spans_of(np.array([1, 2, 2, 2], dtype=np.int32), breaks) == [(0, 1, 0), (1, 2, 0), (2, 4, 0)]
    assert spans_of(np.array([3, 4, 4, 4], dtype=np.int32), breaks, runs_on=1) == [(0, 2, 1), (2, 4, 1)]
