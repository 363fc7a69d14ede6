"""
What a scorer sees of two events: how their words, sides, places and days compare.

    "killed" (Raqqa, 7 Aug) – "deaths" (Raqqa, unknown day)
    ->  stem_same 0, stem_near 0.58, place_same 1, days unknown, ...

Every number is the same with the sides swapped. What is unknown on one side is NaN, which
trees take a way of its own for, rather than a zero that would say "different".
"""

from collections.abc import Callable
from functools import lru_cache
from math import log1p, nan

from onrecord.ledger.matching.days import days_apart, days_between
from onrecord.ledger.matching.views import EventView, Party
from onrecord.ledger.matching.words import alike, content_stems, meaning, shared_weight, weight

__all__ = ["EVENT_FEATURES", "event_features"]

FAR = 400
"""Days beyond which it makes no difference how far two dates lie apart."""


def event_features(first: EventView, second: EventView) -> tuple[float, ...]:
    """Return the numbers of a pair of events, in the order of `EVENT_FEATURES`."""
    return (
        *_triggers(first, second),
        *_kinds(first, second),
        *_settings(first, second),
        *_sides(first.actors, second.actors),
        *_sides(first.recipients, second.recipients),
        *_swapped(first, second),
        *_places(first, second),
        *_days(first, second),
        *_numbers(first, second),
    )


EVENT_FEATURES = (
    *("stem_same", "stem_near", "stem_worth", "trigger_shared", "trigger_near", "trigger_meaning"),
    *("typed", "type_same", "mode_same", "quad_same"),
    *("sentence_shared", "sentence_meaning", "rest_shared", "story_shared", "same_report", "sentences_apart"),
    *("actor_shared", "actor_country", "actor_sector", "actor_conflict"),
    *("recipient_shared", "recipient_country", "recipient_sector", "recipient_conflict"),
    *("sides_swapped", "sides_all", "sides_in_sentence"),
    *("place_same", "place_country", "place_in_sentence"),
    *("days_apart", "published_apart"),
    *("numbers_shared", "objects_shared"),
)
"""Names of the numbers, for those who read a scorer."""


def _triggers(first: EventView, second: EventView) -> tuple[float, ...]:
    """The words for it."""
    ours, theirs = _stems_of(first.trigger), _stems_of(second.trigger)
    near = max((alike(a, b) for a in ours for b in theirs), default=0.0)
    return (
        float(first.stem == second.stem),
        alike(first.stem, second.stem),
        min(weight(first.stem), weight(second.stem)) if first.stem == second.stem else 0.0,
        shared_weight(ours, theirs),
        near,
        _cosine(ours, theirs),
    )


def _kinds(first: EventView, second: EventView) -> tuple[float, ...]:
    """What kind of event."""
    if first.type is None or second.type is None:
        return 0.0, nan, nan, nan
    mode = nan if first.mode is None or second.mode is None else float(first.mode == second.mode)
    return 1.0, float(first.type is second.type), mode, float(first.type.quad == second.type.quad)


def _settings(first: EventView, second: EventView) -> tuple[float, ...]:
    """The sentence and the report around it."""
    same = first.report == second.report
    return (
        shared_weight(first.stems, second.stems),
        _cosine(first.stems, second.stems),
        shared_weight(_rest(first.stems, first.stem), _rest(second.stems, second.stem)),
        shared_weight(first.story, second.story),
        float(same),
        float(min(30, abs(first.sentence - second.sentence))) if same else nan,
    )


def _sides(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> tuple[float, ...]:
    """Who does it, or to whom: names, countries, sectors; NaN where one side names nobody."""
    if not ours or not theirs:
        return nan, nan, nan, nan
    names = max(shared_weight(a.stems, b.stems) for a in ours for b in theirs)
    country = _agree(ours, theirs, lambda party: party.country)
    sector = _agree(ours, theirs, lambda party: party.sector)
    return names, country, sector, float(country == 0.0)


def _swapped(first: EventView, second: EventView) -> tuple[float, ...]:
    """Sides held against each other crosswise, together, and against the other's sentence."""
    crosswise = [
        shared_weight(a.stems, b.stems)
        for ours, theirs in ((first.actors, second.recipients), (second.actors, first.recipients))
        for a in ours
        for b in theirs
    ]
    ours, theirs = _all(first), _all(second)
    inside = [_inside(ours, second.stems), _inside(theirs, first.stems)]
    known = [one for one in inside if one is not None]
    return (
        max(crosswise, default=nan),
        shared_weight(ours, theirs) if ours and theirs else nan,
        sum(known) / len(known) if known else nan,
    )


def _places(first: EventView, second: EventView) -> tuple[float, ...]:
    """Where."""
    inside = [
        float(set(content_stems(one.place.split())) <= other.stems)
        for one, other in ((first, second), (second, first))
        if one.place
    ]
    country = nan
    if first.place_country and second.place_country:
        country = float(first.place_country == second.place_country)
    if not first.place or not second.place:
        return nan, country, max(inside, default=nan)
    if first.geonameid is not None and first.geonameid == second.geonameid:
        return 1.0, country, max(inside)
    return _name_shared(first.place, second.place), country, max(inside)


def _days(first: EventView, second: EventView) -> tuple[float, ...]:
    """When, and when it was told."""
    apart = days_apart((first.start, first.end), (second.start, second.end))
    told = days_between(first.day, second.day)
    return (
        nan if apart is None else log1p(min(apart, FAR)),
        nan if told is None else log1p(min(told, FAR)),
    )


def _numbers(first: EventView, second: EventView) -> tuple[float, ...]:
    """Figures of the sentence, and things that change hands."""
    figures = nan
    if first.numbers and second.numbers:
        figures = len(first.numbers & second.numbers) / min(len(first.numbers), len(second.numbers))
    things = shared_weight(first.objects, second.objects) if first.objects and second.objects else nan
    return figures, things


def _agree(
    ours: tuple[Party, ...], theirs: tuple[Party, ...], field: Callable[[Party], str | None]
) -> float:
    """1 where a value is found on both sides, 0 where values are known and none is; NaN where one side has none."""
    first = {value for party in ours if (value := field(party)) is not None}
    second = {value for party in theirs if (value := field(party)) is not None}
    return float(bool(first & second)) if first and second else nan


@lru_cache(maxsize=1 << 15)
def _stems_of(trigger: str) -> frozenset[str]:
    """The stems of a trigger; all its words where none means anything."""
    words = trigger.split()
    return frozenset(content_stems(words) or words)


@lru_cache(maxsize=1 << 15)
def _rest(stems: frozenset[str], trigger: str) -> frozenset[str]:
    """A sentence without the word for the event."""
    return stems - {trigger}


def _all(view: EventView) -> frozenset[str]:
    """The stems of all sides of an event."""
    return _union(view.actors, view.recipients)


@lru_cache(maxsize=1 << 15)
def _union(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> frozenset[str]:
    """The stems of all parties."""
    return frozenset(one for party in (*actors, *recipients) for one in party.stems)


@lru_cache(maxsize=1 << 16)
def _name_shared(first: str, second: str) -> float:
    """How far two names of places agree."""
    return shared_weight(frozenset(content_stems(first.split())), frozenset(content_stems(second.split())))


def _inside(stems: frozenset[str], sentence: frozenset[str]) -> float | None:
    """The share of the sides' words, by worth, that stand in the other sentence; None where there are none."""
    whole = sum(map(weight, sorted(stems)))
    return sum(map(weight, sorted(stems & sentence))) / whole if whole else None


def _cosine(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How near the meanings of two sets of stems are; NaN where the table knows none of one."""
    first, second = meaning(ours), meaning(theirs)
    return nan if first is None or second is None else float(first @ second)
