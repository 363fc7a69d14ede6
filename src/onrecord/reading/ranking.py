"""
How sure an event is, from its trigger and from what the trigger found around it.

    a rare trip by [Russia's minister]actor to [North Korea]recipient [last week]date

A faint trigger with clear participants is more likely an event than one alone. A
logistic curve over six features gives the chance that trigger and type are right;
its weights are fitted on development parts and kept in `decoder.json`.
"""

from collections.abc import Sequence

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.labels import EVENT_ROLES

__all__ = ["FEATURES", "event_chance", "event_features"]

_ROLES = ("actor", "recipient", "place", "date")
FEATURES = ("log odds of the trigger", "log odds of its type", *(f"chance of a {role}" for role in _ROLES), "one")
_EDGE = 1e-3


def event_features(inside: float, type_share: float, chances: FloatArray) -> FloatArray:
    """Return the features [7]; chances [L, 11] are those of the event roles at the words around the trigger."""
    odds = [np.log(p / (1 - p)) for p in np.clip([inside, type_share], _EDGE, 1 - _EDGE)]
    begins = [float(chances[:, 1 + 2 * EVENT_ROLES.index(role)].max(initial=0.0)) for role in _ROLES]
    return np.array([*odds, *begins, 1.0], dtype=np.float32)


def event_chance(features: FloatArray, weights: Sequence[float]) -> float:
    """Return the chance that trigger and type are right, 0 to 1."""
    return float(1 / (1 + np.exp(-np.clip(features @ np.array(weights, dtype=np.float32), -30, 30))))
