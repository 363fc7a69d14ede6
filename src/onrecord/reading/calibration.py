"""
Scores that mean what they say: 0.9 is right about nine times in ten.

The network's own confidence is mapped by a logistic curve with two numbers per
kind of row (Platt 1999), fitted on development parts and kept in `decoder.json`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["IDENTITY", "Calibration"]

IDENTITY = (1.0, 0.0)
_EDGE = 1e-4


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
