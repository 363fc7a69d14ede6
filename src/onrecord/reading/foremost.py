"""
Which event a passage is foremost about, where it tells of several.

    Serbia [lifted]CONCEDE a curfew in a town where twenty people were [killed]ASSAULT in [riots]PROTEST

A report's record holds all three. Codebooks of event data ask for one a sentence, what its main clause says: by its
actor at the beginning, by its place before the others, by not being planned or denied. Each event that may be one
gets a score from a few such features, and the highest wins (a choice model, McFadden 1974); the weights are fitted
by `python -m training foremost` and kept in `decoder.json`. What is only promised is a commitment or a threat
(`promises.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.events import Candidate
from onrecord.reading.promises import types_with_promises
from onrecord.records import Event, EventType, Factuality, Span

__all__ = ["FAINTEST", "FOREMOST_FEATURES", "Foremost", "foremost_features", "foremost_of"]

FAINTEST = 0.1
"""Chance from which an event is looked at: below the line of those that are given, for some event there mostly is."""
FOREMOST_FEATURES = (
    "log odds of the event",
    "events before it",
    "first",
    "share of the passage before it",
    "actor before it",
    "actor opens the passage",
    "uncommitted",
    "denied",
    "after a preposition",
    "after a promise",
    "after a request",
    "after a threat, refusal or accusation",
    "only says",
    "after that",
    "after a word that subordinates",
)
_NEAR_START = 15
"""Characters within which the actor that opens a passage begins."""
_BEFORE = 60
_WORD = re.compile(r"[\w’'-]+|[,;:()]")
_SAYING = re.compile(
    r"(?:said|says?|saying|announc(?:e[ds]?|ing)|declar(?:e[ds]?|ing)|confirm(?:s|ed|ing)?|conclud(?:e[ds]?|ing)|told|"
    r"report(?:s|ed)?|state[ds]|claim(?:s|ed)?)\b",
    re.IGNORECASE,
)
_SUBORDINATING = frozenset(
    "despite amid following after before during because since over as while when until unless although whose who which "
    "if where".split()
)
_PREPOSITIONS = frozenset(
    "after following for by of against over amid during despite since because in on at from with about if unless "
    "until before when while as whose who which that where".split()
)
_CONFLICT = frozenset({EventType.THREATEN, EventType.REJECT, EventType.ACCUSE})
_DENIED = frozenset({Factuality.CERTAIN_NOT, Factuality.PROBABLE_NOT, Factuality.POSSIBLE_NOT})
_EDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Foremost:
    """What a passage is foremost about."""

    type: EventType
    trigger: Span
    score: float
    """Chance that it is an event of this type, 0 to 1."""


def foremost_features(text: str, passage: Span, events: Sequence[tuple[float, Event]]) -> FloatArray:
    """Return the features [events, 15] of the events of a passage, given with their chances in text order."""
    rows = []
    for n, (chance, event) in enumerate(events):
        start = event.trigger.start
        before = [w.lower() for w in _WORD.findall(text[max(passage.start, start - _BEFORE) : start])][-6:]
        actors = [p.span.start for p in event.actors if p.span is not None]
        previous = events[n - 1][1].type if n else None
        bounded = min(max(chance, _EDGE), 1 - _EDGE)
        rows.append(
            [
                np.log(bounded / (1 - bounded)),
                n,
                n == 0,
                (start - passage.start) / (passage.end - passage.start),
                bool(actors) and actors[0] < start,
                bool(actors) and min(actors) < passage.start + _NEAR_START,
                event.factuality is Factuality.UNCOMMITTED,
                event.factuality in _DENIED,
                not _PREPOSITIONS.isdisjoint(before[-2:]),
                previous is EventType.AGREE,
                previous is EventType.REQUEST,
                previous in _CONFLICT,
                _SAYING.match(text, start, event.trigger.end) is not None,
                "that" in before,
                not _SUBORDINATING.isdisjoint(before[-3:]),
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(FOREMOST_FEATURES))


def foremost_of(
    text: str, passage: Span, candidates: Sequence[tuple[float, Candidate]], weights: Sequence[float]
) -> Foremost | None:
    """Return the foremost of the candidates, given with their chances, in a passage; None where it tells of none."""
    inside = [
        (chance, each.event)
        for chance, each in candidates
        if chance >= FAINTEST and passage.contains(each.event.trigger)
    ]
    if not inside:
        return None
    scores = foremost_features(text, passage, inside) @ np.array(weights, dtype=np.float32)
    at = int(scores.argmax())
    chance, event = inside[at]
    types = types_with_promises(text, passage, [each for _, each in inside])
    return Foremost(types[at], event.trigger, round(chance, 4))
