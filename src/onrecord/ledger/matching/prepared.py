"""
Events as arrays, so that a hundred thousand pairs are compared in a second.

    {raqqa, strik, kill}  ->  [3735928559, 195948557, 1203124, 0, ...]   worths  [0.61, 0.44, 0.39, 0, ...]

Words become 32-bit numbers of their own letters, worths and vectors whole numbers: sums of whole
numbers are exact, so a pair scores the same alone, in any batch and on any machine. As bytes the
numbers are kept beside the event, so that a new report meets it without its words being taken apart again.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.matching.days import day_number
from onrecord.ledger.matching.kept import kept
from onrecord.ledger.matching.views import EventView
from onrecord.ledger.matching.words import content_stems, meaning, vector, weight
from onrecord.records import Factuality

__all__ = ["Prepared", "StemSets", "Vectors", "event_rows", "packed_rows", "prepare", "unpacked_rows"]

SENTENCE, STORY, SIDE, TRIGGER, PLACE = 40, 40, 12, 4, 4
"""Stems kept of each: the ones worth most. A longer sentence is told by its forty rarest words."""
THOUSANDTHS = 1000
UNKNOWN = np.nan
_WIDTHS = {
    "trigger": TRIGGER,
    "sentence": SENTENCE,
    "story": STORY,
    "actors": SIDE,
    "recipients": SIDE,
    "sides": SIDE,
    "objects": SIDE,
    "numbers": SIDE,
    "place": PLACE,
}
_MEANING = 48
_KEPT = 1 << 12
"""
Sets of stems whose numbers are kept at hand, of each sort: those of a report and of the reports around it, which share
a story and its names. A sentence of forty stems takes 4 kB, so that all of them take 20 MB, however many reports come.
"""

_ROW = np.dtype(
    [
        *((f"{name}_ids", "<u4", (width,)) for name, width in _WIDTHS.items()),
        *((f"{name}_worths", "<i4", (width,)) for name, width in _WIDTHS.items()),
        ("stem", "<u4"),
        ("sentence_number", "<i4"),
        ("stem_worth", "<f8"),
        ("trigger_vectors", "i1", (TRIGGER, _MEANING)),
        ("trigger_meaning", "i1", (_MEANING,)),
        ("sentence_meaning", "i1", (_MEANING,)),
        ("codes", "<f8", (6,)),
        ("countries", "<u8", (2,)),
        ("sectors", "<u8", (2,)),
        ("days", "<f8", (3,)),
        ("begins", "<f8"),
        ("is_fact", "?"),
    ]
)
"""One event as numbers; worths are squares of what a stem is worth, in millionths."""


@dataclass(frozen=True, slots=True, eq=False)
class StemSets:
    """Sets of stems, one a row, padded with zeros."""

    places: NDArray[np.int64]
    """[rows, width] places of the stems in a list of all stems of the events; 0 where there is none."""
    worths: NDArray[np.int32]
    """[rows, width] square of what each is worth, in millionths; 0 where there is none."""
    totals: NDArray[np.int64]
    """[rows] sum of the worths"""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Vectors of whole numbers with their lengths."""

    values: NDArray[np.float32]
    """[..., 48]"""
    lengths: NDArray[np.float64]
    """[...] 1 for zeros, so that they can divide"""

    @classmethod
    def of(cls, values: NDArray[np.int8]) -> "Vectors":
        """Return vectors out of the numbers of rows."""
        squares = (values.astype(np.float64) ** 2).sum(axis=-1)
        return cls(values.astype(np.float32), np.sqrt(np.where(squares > 0, squares, 1.0)))

    @property
    def known(self) -> NDArray[np.bool_]:
        """[...] which of them are not zeros."""
        known: NDArray[np.bool_] = np.any(self.values != 0, axis=-1)
        return known


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Events side by side; every array has one row an event."""

    stem: NDArray[np.uint32]
    stem_worth: NDArray[np.float64]
    sets: Mapping[str, StemSets]
    """Stems of the trigger, the sentence, the story, the actors, the recipients, both sides, the objects, the
    numbers and the place."""
    stems: int
    """How many different stems all sets hold."""
    trigger_vectors: Vectors
    """[events, 4, 48] 0 for a stem that the table does not know"""
    trigger_meaning: Vectors
    """[events, 48]"""
    sentence_meaning: Vectors
    codes: NDArray[np.float64]
    """[events, 6] type, mode, quad, place's country, place's id, report; NaN where unknown"""
    countries: tuple[NDArray[np.uint64], NDArray[np.uint64]]
    """Countries of the actors and of the recipients as bits"""
    sectors: tuple[NDArray[np.uint64], NDArray[np.uint64]]
    days: NDArray[np.float64]
    """[events, 3] first and last day, day of publication; NaN where unknown"""
    position: NDArray[np.float64]
    """Number of the sentence"""


def event_rows(views: Sequence[EventView]) -> NDArray[np.void]:
    """Return events as numbers, one row a view, in their order."""
    rows = np.zeros(len(views), dtype=_ROW)
    triggers = [_trigger(view.trigger) for view in views]
    actors, recipients = ([_stems(view, actors=of_actors) for view in views] for of_actors in (True, False))
    sets: dict[str, list[frozenset[str]]] = {
        "trigger": triggers,
        "sentence": [view.stems for view in views],
        "story": [view.story for view in views],
        "actors": actors,
        "recipients": recipients,
        "sides": [ours | theirs for ours, theirs in zip(actors, recipients, strict=True)],
        "objects": [view.objects for view in views],
        "numbers": [view.numbers for view in views],
        "place": [frozenset(content_stems((view.place or "").split())) for view in views],
    }
    if not views:
        return rows
    for name, width in _WIDTHS.items():
        pairs = [_row(stems, width) for stems in sets[name]]
        rows[f"{name}_ids"], rows[f"{name}_worths"] = [one[0] for one in pairs], [one[1] for one in pairs]
    sides = [(view.actors, view.recipients) for view in views]
    rows["trigger_vectors"], rows["trigger_meaning"] = (
        [_vectors(one) for one in triggers],
        [_meaning(one) for one in triggers],
    )
    rows["sentence_meaning"] = [_meaning(view.stems) for view in views]
    rows["stem"], rows["stem_worth"] = [_number(view.stem) for view in views], [weight(view.stem) for view in views]
    rows["codes"], rows["begins"] = [_codes(view) for view in views], [_day(view.start) for view in views]
    rows["days"] = [[_day(view.start or view.end), _day(view.end or view.start), _day(view.day)] for view in views]
    rows["countries"] = [[_bits(party.country for party in side) for side in both] for both in sides]
    rows["sectors"] = [[_bits(party.sector for party in side) for side in both] for both in sides]
    rows["sentence_number"] = [view.sentence for view in views]
    rows["is_fact"] = [view.factuality is not Factuality.UNCOMMITTED for view in views]
    return rows


def packed_rows(rows: NDArray[np.void]) -> list[bytes]:
    """Return each row as bytes, the same on every machine."""
    return [row.tobytes() for row in rows]


def unpacked_rows(packed: Sequence[bytes]) -> NDArray[np.void]:
    """Return rows out of bytes; ValueError where the bytes are no rows."""
    if any(len(one) != _ROW.itemsize for one in packed):
        sizes = sorted({len(one) for one in packed})
        raise ValueError(f"an event has {_ROW.itemsize} bytes, found {', '.join(map(str, sizes))}")
    return np.frombuffer(b"".join(packed), dtype=_ROW)


def prepare(rows: NDArray[np.void]) -> Prepared:
    """Return the arrays of events, in the order of the rows."""
    ids = [rows[f"{name}_ids"] for name in _WIDTHS]
    known = np.unique(np.concatenate([np.zeros(1, "<u4"), *(one[one > 0] for one in ids)]))
    sets = {}
    for name, one in zip(_WIDTHS, ids, strict=True):
        places, worths = np.zeros(one.shape, dtype=np.int64), np.ascontiguousarray(rows[f"{name}_worths"])
        places[one > 0] = np.searchsorted(known, one[one > 0])
        sets[name] = StemSets(places, worths, worths.sum(axis=1, dtype=np.int64))
    return Prepared(
        sets=sets,
        stems=len(known),
        stem=rows["stem"],
        stem_worth=rows["stem_worth"],
        trigger_vectors=Vectors.of(rows["trigger_vectors"]),
        trigger_meaning=Vectors.of(rows["trigger_meaning"]),
        sentence_meaning=Vectors.of(rows["sentence_meaning"]),
        codes=rows["codes"],
        countries=(rows["countries"][:, 0], rows["countries"][:, 1]),
        sectors=(rows["sectors"][:, 0], rows["sectors"][:, 1]),
        days=rows["days"],
        position=rows["sentence_number"].astype(np.float64),
    )


@kept(_KEPT)
def _row(stems: frozenset[str], width: int) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """The stems of a set that are worth most, as numbers, and their worths."""
    ids, worths = np.zeros(width, dtype=np.uint32), np.zeros(width, dtype=np.int32)
    best = sorted(stems, key=lambda one: (-weight(one), one))[:width]
    if best:
        ids[: len(best)] = [_number(one) for one in best]
        worths[: len(best)] = [round((weight(one) * THOUSANDTHS) ** 2) for one in best]
    return ids, worths


@kept(1 << 15)
def _number(stem: str) -> int:
    """32 bits of a digest of a stem, never 0; two stems in four billion have the same."""
    return int.from_bytes(hashlib.blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little") or 1


@kept(_KEPT)
def _trigger(trigger: str) -> frozenset[str]:
    """The stems of a trigger; all its words where none means anything."""
    words = trigger.split()
    return frozenset(content_stems(words) or words)


def _stems(view: EventView, *, actors: bool) -> frozenset[str]:
    """The stems of one side of an event."""
    return frozenset(stem for party in (view.actors if actors else view.recipients) for stem in party.stems)


@kept(_KEPT)
def _vectors(stems: frozenset[str]) -> NDArray[np.int8]:
    """The vectors of up to four stems, [4, 48]; zeros where there are fewer, as for a trigger without letters."""
    best = sorted(stems, key=lambda one: (-weight(one), one))[:TRIGGER]
    return np.array([vector(one) for one in (*best, *[""] * (TRIGGER - len(best)))])


@kept(_KEPT)
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


def _bits(codes: Iterable[str | None]) -> int:
    """A set of codes as bits; two codes in sixty-four share one, which costs a little certainty and no order."""
    return sum({1 << (_number(code) % 64) for code in codes if code is not None})


def _day(day: str | None) -> float:
    """The number of a day; NaN where it is unknown."""
    number = None if day is None else day_number(day)
    return UNKNOWN if number is None else float(number)
