"""
How sure an event or a statement is, from the word that carries it and from what that word found around it.

    a rare trip by [Russia's minister]actor to [North Korea]recipient [last week]date

A faint trigger with clear participants is more likely an event than one alone, and so is a faint cue with
a clear content. A logistic curve over a few features gives the chance that the row is right; its weights
are fitted on development parts and kept in `decoder.json`.
"""

import math
from collections.abc import Sequence

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.cues import Cue, Standing
from onrecord.reading.labels import EVENT_ROLES
from onrecord.records import Event, EventType, changed

__all__ = [
    "EVENT_FEATURES",
    "STATEMENT_FEATURES",
    "chance_of",
    "event_features",
    "given_events",
    "log_odds",
    "statement_features",
]

_ROLES = ("actor", "recipient", "place", "date")
_BEGINS = [1 + 2 * EVENT_ROLES.index(role) for role in _ROLES]
"""The tags by which a word begins each of them."""
EVENT_FEATURES = (
    "log odds of the trigger",
    "log odds of its type",
    *(f"chance of a {role}" for role in _ROLES),
    "log odds by the judge",
    "one",
)
STATEMENT_FEATURES = (
    "log odds of the cue, by the chain",
    "log odds of the cue, by its own head",
    "chance of its content",
    "log of the content's words",
    "chance of its source",
    "faint",
    "one",
)
_EDGE = 1e-3


def log_odds(chance: FloatArray) -> FloatArray:
    """Return the logarithms of the odds, as if no chance were below or above all doubt."""
    p = np.clip(chance, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(p / (1 - p)), dtype=np.float32)


def _log_odds(chance: float) -> float:
    p = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def event_features(inside: float, type_share: float, chances: FloatArray, judged: float) -> FloatArray:
    """
    Return the features [8] of a trigger.

    chances [L, 11] are those of the event roles at the words around it; `judged` are the log odds of its being one
    by the judge of triggers.
    """
    begins = np.maximum.reduce(chances, axis=0, initial=0.0)[_BEGINS].tolist()
    return np.array([_log_odds(inside), _log_odds(type_share), *begins, judged, 1.0], dtype=np.float32)


def statement_features(cue: Cue, *, source: float, content: float, words: int) -> FloatArray:
    """
    Return the features [7] of a cue that found a content of so many words; source and content are mean chances.

    The flat chain cannot see a cue inside a content: there its part is left to the head of cues.
    """
    chain = 0.0 if cue.is_nested else _log_odds(cue.chain)
    faint = float(cue.standing is Standing.FAINT)
    return np.array([chain, _log_odds(cue.head), content, np.log1p(words), source, faint, 1.0], dtype=np.float32)


def chance_of(features: FloatArray, weights: Sequence[float]) -> float:
    """Return the chance that a row is right, 0 to 1."""
    return float(1 / (1 + np.exp(-np.clip(features @ np.array(weights, dtype=np.float32), -30, 30))))


def given_events(sure: Sequence[tuple[float, Event]], least: float, surest: float) -> list[Event]:
    """Return the events of a report that are given: from `least` on, of each type the likeliest from `surest` on."""
    best: dict[EventType, float] = {}
    for chance, event in sure:
        best[event.type] = max(chance, best.get(event.type, 0.0))
    return [
        changed(event, score=chance)
        for chance, event in sure
        if chance >= (surest if chance == best[event.type] else least)
    ]
