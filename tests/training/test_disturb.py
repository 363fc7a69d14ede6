"""Disturbed windows keep their words; only what a bad page would lose is lost."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from training.disturb import HIDDEN, MASK, disturb

_SHAPE, _QUOTE, _OPENING, _PLACE = range(4)


def _window(seed: int, size: int = 400) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    pieces = rng.integers(1000, 20000, size)
    features = np.stack([rng.integers(1, 9, size), *(rng.integers(1, 5, size) for _ in range(3))], 1)
    return pieces, features


@given(st.integers(0, 10_000))
def test_a_disturbed_window_keeps_places_and_marks(seed: int) -> None:
    """Pieces are kept or masked, quotation states stay, and every value remains one the encoder has a row for."""
    pieces, features = _window(seed)
    after, changed = pieces.copy(), features.copy()
    disturb(after, changed, np.random.default_rng(seed))
    assert ((after == pieces) | (after == MASK)).all()
    assert (changed[:, _QUOTE] == features[:, _QUOTE]).all()
    assert (changed >= 1).all()
    assert (changed[:, _SHAPE] <= 8).all()
    assert (changed[:, 1:] <= 4).all()
    digits = np.isin(features[:, _SHAPE], (1, 6, 7))
    assert (changed[digits, _SHAPE] == features[digits, _SHAPE]).all()


def test_every_kind_of_disturbance_comes_up() -> None:
    """Over many windows some are in capitals, some without, some without paragraphs, and pieces are masked."""
    rng = np.random.default_rng(0)
    capitals = small = joined = masked = 0
    for seed in range(300):
        pieces, features = _window(seed, 60)
        before = features.copy()
        disturb(pieces, features, rng)
        letters = np.isin(before[:, _SHAPE], (2, 3, 4, 5, 8))
        capitals += bool((features[letters, _SHAPE] == 4).all())
        small += bool((features[letters, _SHAPE] == 2).all())
        joined += not (features[:, _OPENING] == 3).any()
        masked += int((pieces == MASK).sum())
    assert min(capitals, small, joined) >= 1
    assert capitals < 60
    assert 0.5 * HIDDEN < masked / (300 * 60) < 2 * HIDDEN
