"""
Events from triggers and the words they win.

    [China]actor [halted]SANCTION exports of drones to [Russia]recipient on [July 31]date

One event per trigger. A trigger is a stretch of words whose chance of being part
of any event is high enough; its type is the one with the most chance over all
of it. From each trigger the argument part tags who, to whom, where and when.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.reading.boundaries import bounded_type
from onrecord.reading.chains import Chain, FloatArray, biased, row_spans, spans_of
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.labels import EVENT_ROLES, FACTUALITIES, MODE_NAMES, MODES, TENSES
from onrecord.reading.ranking import event_features
from onrecord.reading.scores import PredicateScores, ReportScores, vectors_of
from onrecord.reading.thresholds import Thresholds
from onrecord.reading.tokens import IntArray
from onrecord.reading.trigger_judge import TriggerJudge, TriggerViews
from onrecord.reading.trigger_words import TriggerWords, clues_of
from onrecord.records import (
    Event,
    EventDate,
    EventId,
    EventPlace,
    EventType,
    Factuality,
    Mention,
    MentionKind,
    Participant,
    Span,
    Tense,
    changed,
    row_id,
)

__all__ = [
    "Candidate",
    "Trigger",
    "assemble_events",
    "find_triggers",
    "trigger_at",
    "trigger_views",
    "with_borders",
    "with_words",
]

_TYPES = tuple(EventType)
LONE_DISCOUNT = 0.6
"""The only date or place of the trigger's sentence needs this share of the chance that one among several needs."""
_NAMED = {
    "date": frozenset({MentionKind.DATE}),
    "place": frozenset({MentionKind.PLACE, MentionKind.FACILITY}),
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words [start, end) that carry an event, its type, and how likely both are."""

    start: int
    end: int
    type: EventType
    score: float
    """Chance that its likeliest word is part of any event."""
    type_share: float
    """Share of its type in that."""
    shares: FloatArray = field(compare=False, repr=False)
    """[16] share of each type."""
    judged: float = 0.0
    """Log odds that it carries an event, by the judge of triggers; 0 where there is none."""

    @property
    def likelihood(self) -> float:
        """Chance that it carries an event by network and judge, whose odds count alike."""
        return 1 / (1 + math.sqrt((1 - self.score) / max(self.score, 1e-9)) * math.exp(-self.judged / 2))

    @property
    def sort(self) -> int:
        """The type as the argument part counts it, 1 to 16."""
        return 1 + _TYPES.index(self.type)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that may be one, and what its chance rests on."""

    event: Event
    features: FloatArray


def find_triggers(scores: FloatArray, breaks: IntArray, least: float) -> list[Trigger]:
    """
    Return the triggers of one report in text order.

    scores [W, 33] are O and B, I of each type, breaks [W] those of the report; a word is part of a
    trigger from the chance `least` on.
    """
    chance = _chances(scores)
    opens, goes_on = chance[:, 1::2], chance[:, 2::2]
    inside = 1 - chance[:, 0] >= least
    # A word opens an event when it looks more like a beginning than like the rest of one.
    begins = opens.sum(1) >= goes_on.sum(1)
    tags = np.where(inside, np.where(begins, 1, 2), 0).astype(np.int32)
    return [_seen(chance[a:b], a) for a, b, _ in spans_of(tags, breaks)]


def trigger_at(scores: FloatArray, start: int, end: int) -> Trigger:
    """Return the words [start, end) as a trigger, whether the network sees one there or not; scores [W, 33]."""
    return _seen(_chances(scores[start:end]), start)


def _seen(chances: FloatArray, start: int) -> Trigger:
    """The trigger whose words, from `start` on, have these chances [words, 33]."""
    total = (chances[:, 1::2] + chances[:, 2::2]).sum(0)
    return _trigger(start, start + len(chances), float((1 - chances[:, 0]).max()), total / total.sum())


def _trigger(start: int, end: int, score: float, shares: FloatArray, judged: float = 0.0) -> Trigger:
    best = int(shares.argmax())
    return Trigger(start, end, _TYPES[best], score, float(shares[best]), shares, judged)


def _chances(scores: FloatArray) -> FloatArray:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    chances: FloatArray = shifted / shifted.sum(-1, keepdims=True)
    return chances


def with_words(
    report: EncodedReport,
    scores: ReportScores,
    triggers: Sequence[Trigger],
    words: TriggerWords,
    judge: TriggerJudge | None,
) -> list[Trigger]:
    """Return the triggers with types and shares in which their words and what the judge says are weighed too."""
    if not triggers:
        return []
    views = trigger_views(report, scores, triggers, words)
    shares, odds = judge.judged(views) if judge is not None else (views.weighed, np.zeros(len(triggers), np.float32))
    told = zip(triggers, shares, odds.tolist(), strict=True)
    return [_trigger(t.start, t.end, t.score, own, judged) for t, own, judged in told]


def trigger_views(
    report: EncodedReport, scores: ReportScores, triggers: Sequence[Trigger], words: TriggerWords
) -> TriggerViews:
    """Return what is seen of some triggers, one or more."""
    starts, ends = np.array([[t.start, t.end] for t in triggers], dtype=np.int32).T
    clues = [list(clues_of(report.report.text, report.span(t.start, t.end))) for t in triggers]
    shares, by_words = np.stack([t.shares for t in triggers]), words.chances(clues)
    sure = np.array([t.score for t in triggers], dtype=np.float32)
    vectors = vectors_of(report, scores, starts, ends)
    return TriggerViews(clues, sure, shares, by_words, words.weighed(shares, by_words), vectors)


def with_borders(report: EncodedReport, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers with the types that PLOVER's boundary rules give them."""
    text = report.report.text
    return [changed(t, type=bounded_type(text, report.span(t.start, t.end), t.type)) for t in triggers]


def assemble_events(
    report: EncodedReport,
    triggers: Sequence[Trigger],
    predicates: PredicateScores,
    mentions: Sequence[Mention],
    chain: Chain,
    thresholds: Thresholds,
) -> list[Candidate]:
    """
    Give each trigger its participants, place, date and labels; `predicates` are in the order of `triggers`.

    The score of each event is yet the trigger's own; the features say what it rests on.
    """
    scores = predicates.scores
    emissions = biased(scores.event_roles, thresholds.event_role_bias)
    chances = chain.marginals(emissions, predicates.length)
    seen = row_spans(chances.argmax(-1).astype(np.int32), report.breaks[predicates.place])
    named = {role: _named(report, mentions, kinds) for role, kinds in _NAMED.items()}
    candidates = []
    for n, trigger in enumerate(triggers):
        base = int(predicates.place[n, 0])
        spans: dict[str, list[tuple[int, Span]]] = {role: [] for role in EVENT_ROLES}
        length = int(predicates.length[n])
        for a, b, kind in seen[n]:
            spans[EVENT_ROLES[kind]].append((abs(base + a - trigger.start), report.span(base + a, base + b)))
        for role, places in named.items():
            if not spans[role]:
                spans[role] = _linked(report, trigger, places, role, chances[n, :length], base, thresholds.role_link)
        place = min(spans["place"], default=None)
        date = min(spans["date"], default=None)
        span = report.span(trigger.start, trigger.end)
        features = event_features(trigger.score, trigger.type_share, chances[n, :length], trigger.judged)
        candidates.append(
            Candidate(
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
                ),
                features,
            )
        )
    return candidates


def _named(report: EncodedReport, mentions: Sequence[Mention], kinds: frozenset[MentionKind]) -> list[tuple[int, int]]:
    """Word ranges of the mentions of some kinds."""
    chosen = [m.span for m in mentions if m.kind in kinds]
    firsts = np.searchsorted(report.words.starts, [s.start for s in chosen])
    lasts = np.searchsorted(report.words.starts, [s.end for s in chosen])
    return [(int(a), int(b)) for a, b in zip(firsts, lasts, strict=True)]


def _linked(
    report: EncodedReport,
    trigger: Trigger,
    places: Sequence[tuple[int, int]],
    role: str,
    chances: FloatArray,
    base: int,
    least: float,
) -> list[tuple[int, Span]]:
    """The mention that most likely plays the role, seen from the trigger; nothing where none is likely enough."""
    tag = 1 + 2 * EVENT_ROLES.index(role)
    scored = [
        (float(chances[a - base : b - base, tag : tag + 2].sum(-1).mean()), a, b)
        for a, b in places
        if base <= a and b <= base + len(chances) and (b <= trigger.start or trigger.end <= a)
    ]
    best = max(scored, default=(0.0, 0, 0))
    home = report.sentence_of(trigger.start)
    rivals = [a for _, a, _ in scored if report.sentence_of(a) == home]
    if len(rivals) == 1 and report.sentence_of(best[1]) == home:
        least *= LONE_DISCOUNT
    return [(0, report.span(best[1], best[2]))] if scored and best[0] >= least else []


def _mode(type: EventType, scores: FloatArray) -> str | None:
    """Return the likeliest mode among those of the type; None where none is likeliest."""
    allowed = [0, *(MODE_NAMES.index(mode) for mode in MODES.get(type.value, ()))]
    best = max(allowed, key=lambda i: scores[i])
    return MODE_NAMES[best] if best else None
