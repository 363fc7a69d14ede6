"""
What a scorer sees of two events: how their words, sides, places and days compare.

    "killed" (Raqqa, 7 Aug) – "deaths" (Raqqa, unknown day)
    ->  stem_same 0, stem_near 0.58, place_same 1, days unknown, ...

Every number is the same with the sides swapped. What is unknown on one side is NaN, which
trees take a way of its own for, rather than a zero that would say "different".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.matching.prepared import Prepared, Vectors, event_rows, prepare
from onrecord.ledger.matching.views import EventView

__all__ = ["EVENT_FEATURES", "event_features", "feature_parts", "pair_features", "row_features"]

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


def event_features(first: EventView, second: EventView) -> tuple[float, ...]:
    """Return the numbers of one pair of events, in the order of `EVENT_FEATURES`."""
    return tuple(map(float, pair_features([first, second], [(0, 1)])[0]))


def pair_features(views: Sequence[EventView], pairs: Sequence[tuple[int, int]]) -> Floats:
    """Return the numbers of pairs of views, given by their places, [pairs, features]."""
    return row_features(event_rows(views), np.array(pairs, dtype=np.int64).reshape(-1, 2))


def row_features(rows: NDArray[np.void], pairs: Rows) -> Floats:
    """
    Return the numbers of pairs of rows of `event_rows`, given by their places [pairs, 2], as [pairs, features].

    Fastest where pairs that share their first place stand together.
    """
    return np.concatenate([np.zeros((0, len(EVENT_FEATURES))), *feature_parts(rows, pairs)])


def feature_parts(rows: NDArray[np.void], pairs: Rows) -> Iterator[Floats]:
    """Yield the same some thousand pairs at a time: the numbers of all of a batch would take forty megabytes."""
    if not len(pairs):
        return
    events = prepare(rows)
    for start in range(0, len(pairs), _CHUNK):
        yield _features(_held(events, pairs[start : start + _CHUNK])).round(DECIMALS)


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Pairs of events held against each other."""

    events: Prepared
    a: Rows
    """[pairs] the row of one side"""
    b: Rows
    place: Rows
    """[pairs] where the row of the one side stands in the tables"""
    tables: Mapping[str, NDArray[np.int32]]
    """
    [different rows of the one side, stems] what each stem is worth that a set of the one side holds, else 0: what it
    shares with a set of the other side is then looked up stem by stem, and no two stems have to be compared
    """


def _held(events: Prepared, pairs: Rows) -> _Pairs:
    """Pairs of rows, [pairs, 2], with what is looked up for them."""
    firsts, place = np.unique(pairs[:, 0], return_inverse=True)
    tables = {}
    for name, sets in events.sets.items():
        tables[name] = np.zeros((len(firsts), events.stems), dtype=np.int32)
        np.put_along_axis(tables[name], sets.places[firsts], sets.worths[firsts], axis=1)
        tables[name][:, 0] = 0
    return _Pairs(events, pairs[:, 0], pairs[:, 1], place.reshape(-1), tables)


def _features(pairs: _Pairs) -> Floats:
    """The numbers of pairs."""
    events, a, b = pairs.events, pairs.a, pairs.b
    return np.stack(
        [
            *_triggers(pairs),
            *_kinds(events, a, b),
            *_settings(pairs),
            *_side(pairs, "actors", events.countries[0], events.sectors[0]),
            *_side(pairs, "recipients", events.countries[1], events.sectors[1]),
            *_together(pairs),
            *_places(pairs),
            *_days(events, a, b),
            _of_fewer(pairs, "numbers"),
            _cosine_known(pairs, "objects", "objects"),
        ],
        axis=1,
    )


def _triggers(pairs: _Pairs) -> list[Floats]:
    """The words for it."""
    events, a, b = pairs.events, pairs.a, pairs.b
    same = (events.stem[a] == events.stem[b]).astype(float)
    shared = _cosine(pairs, "trigger", "trigger")
    near = np.ones(len(a))
    other = np.flatnonzero(shared <= 0)  # those that share no word; the others are as near as can be
    vectors, (first, second) = events.trigger_vectors, (a[other], b[other])
    dots = np.matmul(vectors.values[first], vectors.values[second].transpose(0, 2, 1)).astype(float)
    near[other] = (dots / (vectors.lengths[first][:, :, None] * vectors.lengths[second][:, None, :])).max(axis=(1, 2))
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


def _settings(pairs: _Pairs) -> list[Floats]:
    """The sentence and the report around it."""
    return [
        _cosine(pairs, "sentence", "sentence"),
        _mean_cosine(pairs.events.sentence_meaning, pairs.a, pairs.b),
        _cosine(pairs, "story", "story"),
    ]


def _side(pairs: _Pairs, name: str, countries: NDArray[np.uint64], sectors: NDArray[np.uint64]) -> list[Floats]:
    """Who does it, or to whom: names, countries, sectors."""
    a, b = pairs.a, pairs.b
    return [_cosine_known(pairs, name, name), _meet(countries, a, b), _meet(sectors, a, b)]


def _together(pairs: _Pairs) -> list[Floats]:
    """Sides held against each other crosswise, together, and against the other's sentence."""
    crosswise = np.fmax(_cosine_known(pairs, "actors", "recipients"), _cosine_known(pairs, "recipients", "actors"))
    return [crosswise, _cosine_known(pairs, "sides", "sides"), _both(*_inside(pairs, "sides"))]


def _places(pairs: _Pairs) -> list[Floats]:
    """Where."""
    codes, a, b = pairs.events.codes, pairs.a, pairs.b
    shared = _cosine_known(pairs, "place", "place")
    ids = _equal(codes[:, 4], a, b)
    inside = np.fmax(*_inside(pairs, "place"))
    return [np.where(ids == 1, 1.0, shared), inside, _equal(codes[:, 3], a, b)]


def _days(events: Prepared, a: Rows, b: Rows) -> list[Floats]:
    """When, and when it was told."""
    starts, ends, told = (events.days[:, column] for column in range(3))
    apart = np.maximum(0.0, np.maximum(starts[a] - ends[b], starts[b] - ends[a]))
    return [np.log1p(np.minimum(apart, FAR)), np.log1p(np.minimum(np.abs(told[a] - told[b]), FAR))]


def _shared(pairs: _Pairs, ours: str, theirs: str) -> NDArray[np.int64]:
    """The worth of the stems that a set of the one side and a set of the other side share."""
    table = pairs.tables[ours]
    at = pairs.events.sets[theirs].places.take(pairs.b, axis=0)
    at += (pairs.place * table.shape[1])[:, None]
    # Every place is one of the table; to wrap those that are not is twice as fast as to look for them.
    shared: NDArray[np.int64] = table.ravel().take(at, mode="wrap").sum(axis=1, dtype=np.int64)
    return shared


def _totals(pairs: _Pairs, ours: str, theirs: str) -> tuple[Floats, Floats]:
    """What the whole sets are worth."""
    sets = pairs.events.sets
    return sets[ours].totals[pairs.a].astype(float), sets[theirs].totals[pairs.b].astype(float)


def _cosine(pairs: _Pairs, ours: str, theirs: str) -> Floats:
    """Cosine of sets, each stem by its worth; 0 where one is empty."""
    first, second = _totals(pairs, ours, theirs)
    lengths = np.sqrt(first) * np.sqrt(second)
    return _shared(pairs, ours, theirs) / np.where(lengths > 0, lengths, 1.0)


def _cosine_known(pairs: _Pairs, ours: str, theirs: str) -> Floats:
    """Cosine of sets; NaN where one is empty."""
    first, second = _totals(pairs, ours, theirs)
    return np.where((first > 0) & (second > 0), _cosine(pairs, ours, theirs), np.nan)


def _inside(pairs: _Pairs, name: str) -> tuple[Floats, Floats]:
    """The share of a set's worth that stands in the other's sentence, for each side; NaN where it is empty."""
    first, second = _totals(pairs, name, name)
    shared = _shared(pairs, name, "sentence"), _shared(pairs, "sentence", name)
    return _share(shared[0], first), _share(shared[1], second)


def _of_fewer(pairs: _Pairs, name: str) -> Floats:
    """Shared worth of that of the smaller set; NaN where one is empty."""
    return _share(_shared(pairs, name, name), np.minimum(*_totals(pairs, name, name)))


def _share(part: NDArray[np.int64], total: Floats) -> Floats:
    """A part of a total; NaN where the total is 0."""
    return np.where(total > 0, part / np.where(total > 0, total, 1.0), np.nan)


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


def _mean_cosine(vectors: Vectors, a: Rows, b: Rows) -> Floats:
    """Cosine of mean vectors; NaN where one is unknown."""
    dots = np.einsum("pd,pd->p", vectors.values[a], vectors.values[b]).astype(float)
    known, lengths = vectors.known, vectors.lengths
    return np.where(known[a] & known[b], dots / (lengths[a] * lengths[b]), np.nan)
