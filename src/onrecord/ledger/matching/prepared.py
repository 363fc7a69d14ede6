"""
Events as arrays, so that a hundred thousand pairs are compared in a second.

    {raqqa, strik, kill}  ->  [3735928559, 195948557, 1203124, 0, ...]   worths  [0.61, 0.44, 0.39, 0, ...]

Words become 32-bit numbers of their own letters, worths and vectors whole numbers: sums of whole
numbers are exact, so a pair scores the same alone, in any batch and on any machine.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.matching.days import day_number
from onrecord.ledger.matching.views import EventView
from onrecord.ledger.matching.words import content_stems, meaning, vector, weight

__all__ = ["Prepared", "StemSets", "prepare"]

SENTENCE, STORY, SIDE, TRIGGER, PLACE = 40, 40, 12, 4, 4
"""Stems kept of each: the ones worth most. A longer sentence is told by its forty rarest words."""
THOUSANDTHS = 1000
UNKNOWN = np.nan


@dataclass(frozen=True, slots=True, eq=False)
class StemSets:
    """Sets of stems, one a row, padded with zeros."""

    ids: NDArray[np.uint32]
    """[rows, width]"""
    worths: NDArray[np.int64]
    """[rows, width] square of what each is worth, in millionths; 0 where there is none."""
    totals: NDArray[np.int64]
    """[rows] sum of the worths"""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Events side by side; every array has one row an event."""

    stem: NDArray[np.uint32]
    stem_worth: NDArray[np.float64]
    trigger: StemSets
    trigger_vectors: NDArray[np.float32]
    """[events, 4, 48] whole numbers; 0 for a stem that the table does not know"""
    trigger_meaning: NDArray[np.float32]
    """[events, 48] whole numbers"""
    sentence: StemSets
    sentence_meaning: NDArray[np.float32]
    stories: StemSets
    """One row a story, not an event."""
    story: NDArray[np.int64]
    """Which story."""
    actors: StemSets
    recipients: StemSets
    sides: StemSets
    objects: StemSets
    numbers: StemSets
    place: StemSets
    codes: NDArray[np.float64]
    """[events, 6] type, mode, quad, place's country, place's id, report; NaN where unknown"""
    countries: tuple[NDArray[np.uint64], NDArray[np.uint64]]
    """Countries of the actors and of the recipients as bits"""
    sectors: tuple[NDArray[np.uint64], NDArray[np.uint64]]
    days: NDArray[np.float64]
    """[events, 3] first and last day, day of publication; NaN where unknown"""
    position: NDArray[np.float64]
    """Number of the sentence"""


def prepare(views: Sequence[EventView]) -> Prepared:
    """Return the arrays of events, in the order of the views."""
    stories = list(dict.fromkeys(view.story for view in views))
    place_of = {story: row for row, story in enumerate(stories)}
    triggers = [_trigger(view.trigger) for view in views]
    both = [_stems(view, actors=True) | _stems(view, actors=False) for view in views]
    return Prepared(
        stem=np.array([_number(view.stem) for view in views], dtype=np.uint32),
        stem_worth=np.array([weight(view.stem) for view in views]),
        trigger=_sets(triggers, TRIGGER),
        trigger_vectors=np.array([_vectors(one) for one in triggers], dtype=np.float32),
        trigger_meaning=np.array([_meaning(one) for one in triggers], dtype=np.float32),
        sentence=_sets((view.stems for view in views), SENTENCE),
        sentence_meaning=np.array([_meaning(view.stems) for view in views], dtype=np.float32),
        stories=_sets(stories, STORY),
        story=np.array([place_of[view.story] for view in views], dtype=np.int64),
        actors=_sets((_stems(view, actors=True) for view in views), SIDE),
        recipients=_sets((_stems(view, actors=False) for view in views), SIDE),
        sides=_sets(both, SIDE),
        objects=_sets((view.objects for view in views), SIDE),
        numbers=_sets((view.numbers for view in views), SIDE),
        place=_sets((frozenset(content_stems((view.place or "").split())) for view in views), PLACE),
        codes=np.array([_codes(view) for view in views], dtype=np.float64).reshape(-1, 6),
        countries=(
            _bits([party.country for party in view.actors] for view in views),
            _bits([party.country for party in view.recipients] for view in views),
        ),
        sectors=(
            _bits([party.sector for party in view.actors] for view in views),
            _bits([party.sector for party in view.recipients] for view in views),
        ),
        days=np.array(
            [[_day(view.start or view.end), _day(view.end or view.start), _day(view.day)] for view in views],
            dtype=np.float64,
        ).reshape(-1, 3),
        position=np.array([float(view.sentence) for view in views]),
    )


def _sets(sets: Iterable[frozenset[str]], width: int) -> StemSets:
    """Sets of stems as rows of numbers."""
    rows = [_row(stems, width) for stems in sets]
    ids = np.array([row[0] for row in rows], dtype=np.uint32).reshape(-1, width)
    worths = np.array([row[1] for row in rows], dtype=np.int64).reshape(-1, width)
    return StemSets(ids, worths, worths.sum(axis=1))


@lru_cache(maxsize=1 << 14)
def _row(stems: frozenset[str], width: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The stems of a set that are worth most, as numbers, and their worths."""
    best = sorted(stems, key=lambda one: (-weight(one), one))[:width]
    empty = (0,) * (width - len(best))
    return (*map(_number, best), *empty), (*(round((weight(one) * THOUSANDTHS) ** 2) for one in best), *empty)


@lru_cache(maxsize=1 << 16)
def _number(stem: str) -> int:
    """32 bits of a digest of a stem, never 0; two stems in four billion have the same."""
    return int.from_bytes(hashlib.blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little") or 1


@lru_cache(maxsize=1 << 14)
def _trigger(trigger: str) -> frozenset[str]:
    """The stems of a trigger; all its words where none means anything."""
    words = trigger.split()
    return frozenset(content_stems(words) or words)


def _stems(view: EventView, *, actors: bool) -> frozenset[str]:
    """The stems of one side of an event."""
    return frozenset(stem for party in (view.actors if actors else view.recipients) for stem in party.stems)


@lru_cache(maxsize=1 << 14)
def _vectors(stems: frozenset[str]) -> NDArray[np.int8]:
    """The vectors of up to four stems, [4, 48]; zeros where there are fewer, as for a trigger without letters."""
    best = sorted(stems, key=lambda one: (-weight(one), one))[:TRIGGER]
    return np.array([vector(one) for one in (*best, *[""] * (TRIGGER - len(best)))])


@lru_cache(maxsize=1 << 14)
def _meaning(stems: frozenset[str]) -> NDArray[np.float32]:
    """The mean vector of a set as whole numbers up to 127; zeros where the table knows none."""
    mean = meaning(stems)
    return np.round(mean * 127)


def _codes(view: EventView) -> list[float]:
    """What can be equal or not."""
    return [
        UNKNOWN if value is None else float(_number(str(value)))
        for value in (
            view.type,
            view.mode,
            view.type.quad if view.type else None,
            view.place_country,
            view.geonameid,
            view.report,
        )
    ]


def _bits(values: Iterable[list[str | None]]) -> NDArray[np.uint64]:
    """Sets of codes as bits; two codes in sixty-four share one, which costs a little certainty and no order."""
    return np.array(
        [sum({1 << (_number(code) % 64) for code in codes if code is not None}) for codes in values], dtype=np.uint64
    )


def _day(day: str | None) -> float:
    """The number of a day; NaN where it is unknown."""
    return UNKNOWN if day is None else float(day_number(day))
