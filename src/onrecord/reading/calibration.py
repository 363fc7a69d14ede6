"""
Scores that mean what they say: 0.9 is right about nine times in ten.

The network's own confidence is mapped by a logistic curve with two numbers per
kind of row (Platt 1999), fitted on development parts and kept in `decoder.json`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from onrecord.reading.chains import FloatArray

__all__ = ["IDENTITY", "MOST_CERTAIN", "Calibration", "CertaintyCurve"]

IDENTITY = (1.0, 0.0)
_EDGE = 1e-4
MOST_CERTAIN = 3.0
"""The scale of certainty runs from minus this, certainly not, to this, certainly."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Slope and intercept of the curve for statements, events and mentions."""

    curves: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __call__(self, kind: str, confidence: float) -> float:
        """Return the calibrated probability of a confidence in 0..1, rounded to four places."""
        slope, intercept = self.curves.get(kind, IDENTITY)
        bounded = min(max(confidence, _EDGE), 1 - _EDGE)
        odds = slope * math.log(bounded / (1 - bounded)) + intercept
        return round(1 / (1 + math.exp(-odds)), 4)


@dataclass(frozen=True, slots=True)
class CertaintyCurve:
    """
    The network's rating of a word to the one that annotators would most likely give, both from -3 to 3.

    A network that is trained to be near on average shrinks from the ends of the scale, where most ratings are;
    the curve goes through the medians of the training ratings (`python -m training calibrate`).
    """

    points: tuple[tuple[float, float], ...] = ()
    """Ratings of the network, ascending, and medians, never descending; none leaves ratings as they are."""

    def __call__(self, ratings: FloatArray) -> FloatArray:
        """Return the curve's value at each rating, held level beyond its ends."""
        bounded = np.clip(ratings, -MOST_CERTAIN, MOST_CERTAIN)
        if not self.points:
            return bounded
        x, y = np.array(self.points).T
        return np.asarray(np.interp(bounded, x, y), dtype=np.float32)
