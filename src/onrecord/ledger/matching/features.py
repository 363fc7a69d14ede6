"""
What a scorer sees of two events: how their words, sides, places and days compare.

    "killed" (Raqqa, 7 Aug) – "deaths" (Raqqa, unknown day)
    ->  stem_same 0, stem_near 0.58, place_same 1, days unknown, ...

Every number is the same with the sides swapped. What is unknown on one side is NaN, which
trees take a way of its own for, rather than a zero that would say "different".
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.matching.prepared import Prepared, StemSets, prepare
from onrecord.ledger.matching.views import EventView

__all__ = ["EVENT_FEATURES", "event_features", "pair_features"]

FAR = 400
"""Days beyond which it makes no difference how far two dates lie apart."""
DECIMALS = 4
"""Numbers are rounded, so that no line of a tree runs between two roundings of one number."""
_CHUNK = 4000

EVENT_FEATURES = (
    *("stem_same", "stem_worth", "trigger_shared", "trigger_near", "trigger_meaning"),
    *("typed", "type_same", "mode_same", "quad_same", "same_report", "sentences_apart"),
    *("sentence_shared", "sentence_meaning", "story_shared"),
    *("actor_shared", "actor_country", "actor_sector"),
    *("recipient_shared", "recipient_country", "recipient_sector"),
    *("sides_swapped", "sides_all", "sides_in_sentence"),
    *("place_shared", "place_in_sentence", "place_country"),
    *("days_apart", "published_apart", "numbers_shared", "objects_shared"),
)
"""Names of the numbers, for those who read a scorer."""

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Bits = NDArray[np.uint64]


def event_features(first: EventView, second: EventView) -> tuple[float, ...]:
    """Return the numbers of one pair of events, in the order of `EVENT_FEATURES`."""
    return tuple(map(float, pair_features([first, second], [(0, 1)])[0]))


def pair_features(views: Sequence[EventView], pairs: Sequence[tuple[int, int]]) -> Floats:
    """Return the numbers of pairs of views, given by their places, [pairs, features]."""
    if not pairs:
        return np.zeros((0, len(EVENT_FEATURES)))
    events = prepare(views)
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    parts = [
        _features(events, places[start : start + _CHUNK, 0], places[start : start + _CHUNK, 1])
        for start in range(0, len(places), _CHUNK)
    ]
    return np.concatenate(parts).round(DECIMALS)


def _features(events: Prepared, a: Rows, b: Rows) -> Floats:
    """The numbers of the pairs of rows a and b."""
    return np.stack(
        [
            *_triggers(events, a, b),
            *_kinds(events, a, b),
            *_settings(events, a, b),
            *_sides(events.actors, events.countries[0], events.sectors[0], a, b),
            *_sides(events.recipients, events.countries[1], events.sectors[1], a, b),
            *_together(events, a, b),
            *_places(events, a, b),
            *_days(events, a, b),
            _of_fewer(events.numbers, a, b),
            _cosine_known(events.objects, events.objects, a, b),
        ],
        axis=1,
    )


def _triggers(events: Prepared, a: Rows, b: Rows) -> list[Floats]:
    """The words for it."""
    same = (events.stem[a] == events.stem[b]).astype(float)
    ours, theirs = events.trigger_vectors[a], events.trigger_vectors[b]
    dots = np.einsum("pid,pjd->pij", ours, theirs).astype(float)
    norms = _norms(ours)[:, :, None] * _norms(theirs)[:, None, :]
    shared = _cosine(events.trigger, events.trigger, a, b)
    near = np.where(shared > 0, 1.0, (dots / norms).max(axis=(1, 2)))
    return [same, same * events.stem_worth[a], shared, near, _mean_cosine(events.trigger_meaning, a, b)]


def _kinds(events: Prepared, a: Rows, b: Rows) -> list[Floats]:
    """What kind of event, and whether one report tells both."""
    typed = ~np.isnan(events.codes[a, 0]) & ~np.isnan(events.codes[b, 0])
    same_report = events.codes[a, 5] == events.codes[b, 5]
    apart = np.minimum(30.0, np.abs(events.position[a] - events.position[b]))
    return [
        typed.astype(float),
        *(_equal(events.codes[:, column], a, b) for column in range(3)),
        same_report.astype(float),
        np.where(same_report, apart, np.nan),
    ]


def _settings(events: Prepared, a: Rows, b: Rows) -> list[Floats]:
    """The sentence and the report around it."""
    stories, back = np.unique(np.sort(np.stack([events.story[a], events.story[b]], 1), 1), axis=0, return_inverse=True)
    story = _cosine(events.stories, events.stories, stories[:, 0], stories[:, 1])
    return [
        _cosine(events.sentence, events.sentence, a, b),
        _mean_cosine(events.sentence_meaning, a, b),
        story[back.reshape(-1)],
    ]


def _sides(
    sets: StemSets, countries: NDArray[np.uint64], sectors: NDArray[np.uint64], a: Rows, b: Rows
) -> list[Floats]:
    """Who does it, or to whom: names, countries, sectors."""
    return [_cosine_known(sets, sets, a, b), _meet(countries, a, b), _meet(sectors, a, b)]


def _together(events: Prepared, a: Rows, b: Rows) -> list[Floats]:
    """Sides held against each other crosswise, together, and against the other's sentence."""
    crosswise = np.fmax(
        _cosine_known(events.actors, events.recipients, a, b), _cosine_known(events.recipients, events.actors, a, b)
    )
    inside = _both(_inside(events.sides, events.sentence, a, b), _inside(events.sides, events.sentence, b, a))
    return [crosswise, _cosine_known(events.sides, events.sides, a, b), inside]


def _places(events: Prepared, a: Rows, b: Rows) -> list[Floats]:
    """Where."""
    shared = _cosine_known(events.place, events.place, a, b)
    ids = _equal(events.codes[:, 4], a, b)
    inside = np.fmax(_inside(events.place, events.sentence, a, b), _inside(events.place, events.sentence, b, a))
    return [np.where(ids == 1, 1.0, shared), inside, _equal(events.codes[:, 3], a, b)]


def _days(events: Prepared, a: Rows, b: Rows) -> list[Floats]:
    """When, and when it was told."""
    starts, ends, told = (events.days[:, column] for column in range(3))
    apart = np.maximum(0.0, np.maximum(starts[a] - ends[b], starts[b] - ends[a]))
    return [np.log1p(np.minimum(apart, FAR)), np.log1p(np.minimum(np.abs(told[a] - told[b]), FAR))]


def _shared(first: StemSets, second: StemSets, a: Rows, b: Rows) -> NDArray[np.int64]:
    """The worth of the stems that rows a of the first and rows b of the second share."""
    there = (first.ids[a][:, :, None] == second.ids[b][:, None, :]).any(axis=2)
    shared: NDArray[np.int64] = (first.worths[a] * there).sum(axis=1)
    return shared


def _cosine(first: StemSets, second: StemSets, a: Rows, b: Rows) -> Floats:
    """Cosine of sets, each stem by its worth; 0 where one is empty."""
    lengths = np.sqrt(first.totals[a].astype(float)) * np.sqrt(second.totals[b].astype(float))
    return _shared(first, second, a, b) / np.where(lengths > 0, lengths, 1.0)


def _cosine_known(first: StemSets, second: StemSets, a: Rows, b: Rows) -> Floats:
    """Cosine of sets; NaN where one is empty."""
    known = (first.totals[a] > 0) & (second.totals[b] > 0)
    return np.where(known, _cosine(first, second, a, b), np.nan)


def _inside(first: StemSets, second: StemSets, a: Rows, b: Rows) -> Floats:
    """The share of a set's worth that stands in another; NaN where it is empty."""
    totals = first.totals[a].astype(float)
    return np.where(totals > 0, _shared(first, second, a, b) / np.where(totals > 0, totals, 1.0), np.nan)


def _of_fewer(sets: StemSets, a: Rows, b: Rows) -> Floats:
    """Shared worth of that of the smaller set; NaN where one is empty."""
    fewer = np.minimum(sets.totals[a], sets.totals[b]).astype(float)
    return np.where(fewer > 0, _shared(sets, sets, a, b) / np.where(fewer > 0, fewer, 1.0), np.nan)


def _both(first: Floats, second: Floats) -> Floats:
    """The mean of two numbers; of the known one where the other is unknown."""
    return np.where(np.isnan(first), second, np.where(np.isnan(second), first, (first + second) / 2))


def _equal(codes: Floats, a: Rows, b: Rows) -> Floats:
    """1 where two codes are equal, 0 where not; NaN where one is unknown."""
    return np.where(np.isnan(codes[a]) | np.isnan(codes[b]), np.nan, (codes[a] == codes[b]).astype(float))


def _meet(bits: NDArray[np.uint64], a: Rows, b: Rows) -> Floats:
    """1 where two sets of codes meet, 0 where not; NaN where one is empty."""
    known = (bits[a] > 0) & (bits[b] > 0)
    return np.where(known, ((bits[a] & bits[b]) > 0).astype(float), np.nan)


def _mean_cosine(vectors: NDArray[np.float32], a: Rows, b: Rows) -> Floats:
    """Cosine of mean vectors; NaN where one is unknown."""
    dots = (vectors[a] * vectors[b]).sum(axis=1).astype(float)
    known = (np.abs(vectors[a]).max(axis=1, initial=0) > 0) & (np.abs(vectors[b]).max(axis=1, initial=0) > 0)
    return np.where(known, dots / (_norms(vectors[a]) * _norms(vectors[b])), np.nan)


def _norms(vectors: NDArray[np.float32]) -> Floats:
    """Lengths along the last axis; 1 for zeros, so that they can divide."""
    squares = (vectors.astype(np.float64) ** 2).sum(axis=-1)
    return np.sqrt(np.where(squares > 0, squares, 1.0))
