"""
Training windows as bad typists, telegraph offices and careless pages would have left them.

    WINDOW IN CAPITALS      every word has the shape of one in capitals
    no capitals at all      every word has the shape of one without
    no paragraphs           the window is one paragraph
    hidden pieces           some word pieces are masked, so that no span hangs on one word alone

The words stay the same (the vocabulary is uncased), so labels keep their places.
"""

import numpy as np

from onrecord.reading.tokens import IntArray

__all__ = ["HIDDEN", "MASK", "disturb"]

MASK = 103
"""Number of [MASK] in the vocabulary of the encoder."""
HIDDEN = 0.05
"""Share of word pieces that a window loses."""
CAPITALS, SMALL, JOINED = 0.05, 0.02, 0.05
_LOWER, _TITLE, _UPPER, _MIXED, _LETTER = 1, 2, 3, 4, 7
_SHAPE, _OPENING, _PLACE = 0, 2, 3


def disturb(pieces: IntArray, features: IntArray, rng: np.random.Generator) -> None:
    """
    Change one window in place: pieces [P] without the border pieces, features [P, 4] as the encoder gets them
    (value + 1).
    """
    pieces[rng.random(len(pieces)) < HIDDEN] = MASK
    lettered = np.isin(features[:, _SHAPE] - 1, (_LOWER, _TITLE, _UPPER, _MIXED, _LETTER))
    case = rng.random()
    if case < CAPITALS:
        features[lettered, _SHAPE] = _UPPER + 1
    elif case < CAPITALS + SMALL:
        features[lettered, _SHAPE] = _LOWER + 1
    if rng.random() < JOINED:
        features[features[:, _OPENING] == 2 + 1, _OPENING] = 1 + 1
        features[features[:, _PLACE] > 0 + 1, _PLACE] = 1 + 1
