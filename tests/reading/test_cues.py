"""Where cues come from: the flat tags, and the head that speaks of cues alone."""

import numpy as np

from onrecord.reading.cues import Standing, bearing_cues, find_cues

_BREAKS = np.zeros(6, dtype=np.int32)


def _heads(*chances: float) -> np.ndarray:
    """Scores [words, 3] of the head of cues that give each word its chance."""
    p = np.clip(np.array(chances), 1e-6, 1 - 1e-6)
    return np.stack([np.log(1 - p), np.log(p), np.full(len(p), -30.0)], 1).astype(np.float32)


def _flat(tags: list[int]) -> tuple[np.ndarray, np.ndarray]:
    chosen = np.array(tags, dtype=np.int32)
    chances = np.full((len(tags), 7), 0.02, dtype=np.float32)
    chances[np.arange(len(tags)), chosen] = 0.88
    return chosen, chances


def test_a_cue_of_the_flat_tags_needs_no_second_witness() -> None:
    """The head's doubt takes nothing from the chain; it becomes part of the chance."""
    tags, chances = _flat([1, 3, 5, 6, 0, 0])
    (cue,) = find_cues(tags, chances, _heads(0, 0, 0, 0, 0, 0), _BREAKS, 0.15)
    assert (cue.start, cue.end, cue.standing) == (1, 2, Standing.FLAT)
    assert cue.chain > 0.8
    assert cue.head < 0.01


def test_a_word_that_the_flat_tags_pass_over_is_a_faint_cue() -> None:
    """Outside all contents the head's cue is faint, inside one it is nested."""
    tags, chances = _flat([1, 3, 5, 6, 0, 0])
    found = find_cues(tags, chances, _heads(0, 0.9, 0, 0.6, 0, 0.3), _BREAKS, 0.15)
    assert [(c.start, c.standing) for c in found] == [(1, Standing.FLAT), (3, Standing.NESTED), (5, Standing.FAINT)]
    assert found[1].is_nested
    assert not found[2].is_nested


def test_the_line_keeps_faint_words_out() -> None:
    """Below the line a word is no candidate."""
    tags, chances = _flat([0] * 6)
    assert find_cues(tags, chances, _heads(0.1, 0.14, 0, 0, 0, 0), _BREAKS, 0.15) == []


def test_a_nested_cue_is_looked_at_where_something_happens() -> None:
    """Without an event in its content a nested cue is left out; cues outside contents stay either way."""
    tags, chances = _flat([1, 3, 5, 6, 0, 0])
    found = find_cues(tags, chances, _heads(0, 0.9, 0, 0.6, 0, 0.3), _BREAKS, 0.15)
    outside = np.array([5], dtype=np.int32)
    inside = np.array([2, 5], dtype=np.int32)
    assert [c.start for c in bearing_cues(found, tags, _BREAKS, outside)] == [1, 5]
    assert [c.start for c in bearing_cues(found, tags, _BREAKS, inside)] == [1, 3, 5]
