"""
Events from triggers and the words they win.

    [China]actor [halted]SANCTION exports of drones to [Russia]recipient on [July 31]date

One event per trigger. A trigger is a stretch of words whose chance of being part
of any event is high enough; its type is the one with the most chance over all
of it. From each trigger the argument part tags who, to whom, where and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import Chain, FloatArray, biased, spans_of
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.labels import EVENT_ROLES, FACTUALITIES, MODE_NAMES, MODES, TENSES
from onrecord.reading.scores import PredicateScores
from onrecord.reading.tokens import IntArray
from onrecord.records import (
    Event,
    EventDate,
    EventId,
    EventPlace,
    EventType,
    Factuality,
    Participant,
    Span,
    Tense,
    row_id,
)

__all__ = ["Trigger", "assemble_events", "find_triggers"]

_TYPES = tuple(EventType)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words [start, end) that carry an event, its type, and how likely both are."""

    start: int
    end: int
    type: EventType
    score: float

    @property
    def sort(self) -> int:
        """The type as the argument part counts it, 1 to 16."""
        return 1 + _TYPES.index(self.type)


def find_triggers(scores: FloatArray, breaks: IntArray, least: float) -> list[Trigger]:
    """
    Return the triggers of one report in text order.

    scores [W, 33] are O and B, I of each type, breaks [W] those of the report; a word is part of a
    trigger from the chance `least` on.
    """
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    chance = shifted / shifted.sum(-1, keepdims=True)
    opens, goes_on = chance[:, 1::2], chance[:, 2::2]
    by_type = opens + goes_on
    inside = 1 - chance[:, 0] >= least
    # A word opens an event when it looks more like a beginning than like the rest of one.
    begins = opens.sum(1) >= goes_on.sum(1)
    tags = np.where(inside, np.where(begins, 1, 2), 0).astype(np.int32)
    triggers = []
    for a, b, _ in spans_of(tags, breaks):
        total = by_type[a:b].sum(0)
        best = int(total.argmax())
        triggers.append(Trigger(a, b, _TYPES[best], float(by_type[a:b, best].max())))
    return triggers


def assemble_events(
    report: EncodedReport, triggers: Sequence[Trigger], predicates: PredicateScores, chain: Chain, bias: float
) -> list[Event]:
    """
    Give each trigger its participants, place, date and labels; `predicates` are in the order of `triggers`.

    `bias` is added to the scores of all roles.
    """
    scores = predicates.scores
    tags = chain.best(biased(scores.event_roles, bias), predicates.length)
    events = []
    for n, trigger in enumerate(triggers):
        base = int(predicates.place[n, 0])
        spans: dict[str, list[tuple[int, Span]]] = {role: [] for role in EVENT_ROLES}
        length = int(predicates.length[n])
        for a, b, kind in spans_of(tags[n, :length], report.breaks[base : base + length]):
            spans[EVENT_ROLES[kind]].append((abs(base + a - trigger.start), report.span(base + a, base + b)))
        place = min(spans["place"], default=None)
        date = min(spans["date"], default=None)
        span = report.span(trigger.start, trigger.end)
        events.append(
            Event(
                id=EventId(row_id("e", report.report.id, span)),
                type=trigger.type,
                mode=_mode(trigger.type, scores.mode[n]),
                trigger=span,
                factuality=Factuality(FACTUALITIES[int(scores.factuality[n].argmax())]),
                tense=Tense(TENSES[int(scores.tense[n].argmax())]),
                score=round(trigger.score, 4),
                actors=tuple(Participant(span=s) for _, s in sorted(spans["actor"], key=lambda x: x[1])),
                recipients=tuple(Participant(span=s) for _, s in sorted(spans["recipient"], key=lambda x: x[1])),
                place=EventPlace(span=place[1]) if place else None,
                date=EventDate(span=date[1]) if date else None,
            )
        )
    return events


def _mode(type: EventType, scores: FloatArray) -> str | None:
    """Return the likeliest mode among those of the type; None where none is likeliest."""
    allowed = [0, *(MODE_NAMES.index(mode) for mode in MODES.get(type.value, ()))]
    best = max(allowed, key=lambda i: scores[i])
    return MODE_NAMES[best] if best else None
