"""A chain finder with numbers drawn by lot: the right shapes, and no knowledge."""

import numpy as np

from onrecord.reading.coreference import ChainWeights
from onrecord.reading.coreference.pairs import DENSE, NEW_DENSE, NEW_TABLE_ROWS, TABLE_ROWS
from onrecord.reading.coreference.phrases import REACH_AHEAD, REACH_BACK
from onrecord.reading.coreference.weights import LinkWeights, PhraseWeights
from onrecord.reading.coreference.words import INPUT_EXTRAS

__all__ = ["drawn_weights"]

_HIDDEN, _VIEW, _UNITS = 8, 4, 6


def drawn_weights(vectors: int = 384, *, seed: int = 7, nets: int = 2) -> ChainWeights:
    """Return weights that find phrases everywhere and link about half of them."""
    draw = np.random.default_rng(seed)
    inputs = vectors + INPUT_EXTRAS

    def array(*shape: int) -> np.ndarray:
        return draw.normal(0, 0.3, shape).astype(np.float32)

    phrase = PhraseWeights(
        inward=array(inputs, _HIDDEN), inward_bias=array(_HIDDEN), around=array(3, _HIDDEN, _HIDDEN),
        around_bias=array(_HIDDEN), heads=array(_HIDDEN, 2), heads_bias=array(2), start=array(2, _HIDDEN, _VIEW),
        start_bias=array(REACH_BACK + 1), end=array(2, _HIDDEN, _VIEW), end_bias=array(REACH_AHEAD + 1),
        inside=array(_HIDDEN, 2), least_phrase=np.float32(-9), least_chained=np.float32(-9),
    )  # fmt: skip
    links = tuple(
        LinkWeights(
            view_head=array(inputs, _VIEW), view_start=array(inputs, _VIEW), view_bias=array(_VIEW),
            tables=array(TABLE_ROWS, _UNITS), dense=array(DENSE, _UNITS), later=array(_VIEW, _UNITS),
            earlier=array(_VIEW, _UNITS), product=array(_VIEW, _UNITS), pair_bias=array(_UNITS),
            pair_out=array(_UNITS), new_tables=array(NEW_TABLE_ROWS, _UNITS), new_view=array(_VIEW, _UNITS),
            new_dense=array(NEW_DENSE, _UNITS), new_bias=array(_UNITS), new_out=array(_UNITS), new_line=np.float32(0.4),
        )
        for _ in range(nets)
    )  # fmt: skip
    return ChainWeights(phrase, links)
