"""
The same event in several reports, and told again in one.

    "A strike on Raqqa killed 12 people on Monday"  –  "Monday's bombing of Raqqa"
    ->  0.91: same type, "strike" is near "bombing", same place, dates meet

What happened, was planned, is denied or asked for is one occurrence; that somebody
announced or denied it is another. A report tells of nothing as a fact that begins after it came out.
"""

from collections.abc import Iterable

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.days import day_number, days_apart, days_said
from onrecord.ledger.matching.features import EVENT_FEATURES, pair_features
from onrecord.ledger.matching.links import CANDIDATE, Link, candidate_pairs, scores_of
from onrecord.ledger.matching.trees import shipped_trees
from onrecord.ledger.matching.views import EventView, Party
from onrecord.ledger.matching.words import alike, content_stems, weight
from onrecord.records import Factuality

__all__ = ["event_link", "event_links", "group_events", "keys_of", "link_events"]

LINE = 0.5
"""Mean score from which two groups of events are one; set by cross-fitting on event-links."""
COMMON = 0.2
"""Worth of a word below which it brings no two events together."""
STORY_KEYS, SIDE_KEYS = 12, 8
TIME_ZONES = 1
"""Days by which a report may seem to come out before what it tells of."""
NEAR = 0.5
"""How near two words for it are where that is a reason to name."""


def keys_of(view: EventView) -> tuple[str, ...]:
    """
    Return the keys under which an event is looked up: two events that share none are never linked.

    The word for it; its type with whoever or whatever place it names; its type with the countries of
    both sides in one month or the next. Events without a type are looked up by what their report is about.
    """
    keys = {f"t:{view.stem}"} if view.stem else set()
    if view.type is None:
        return tuple(sorted(keys | {f"e:{stem}" for stem in _worthiest(view.story, STORY_KEYS)}))
    sides = frozenset(stem for party in (*view.actors, *view.recipients) for stem in party.stems)
    keys |= {f"{view.type}:{stem}" for stem in _worthiest(sides, SIDE_KEYS)}
    if view.place:
        keys |= {f"{view.type}:{stem}" for stem in content_stems(view.place.split())}
    months = _months(view)
    for ours in {party.country for party in view.actors} or {None}:
        for theirs in {party.country for party in view.recipients} or {None}:
            if ours or theirs:
                keys |= {f"{view.type}@{month}:{ours or '?'}>{theirs or '?'}" for month in months}
    return tuple(sorted(keys))


def _worthiest(stems: frozenset[str], most: int) -> list[str]:
    """The stems of a set that are worth most; words found in most reports bring nothing together."""
    return sorted((one for one in stems if weight(one) >= COMMON), key=lambda one: (-weight(one), one))[:most]


def _months(view: EventView) -> tuple[int, ...]:
    """The month of an event, else of its report, and the next, as numbers; none where both are unknown."""
    day = view.start or view.day
    if day is None:
        return ()
    month = int(day[:4]) * 12 + int(day[5:7])
    return month, month + 1


def event_link(first: EventView, second: EventView) -> Link | None:
    """
    Return the link of two events; None where it is not worth keeping. Symmetric: the sides may be swapped.

    For more than a few pairs `link_events` gives the same links a hundred times faster.
    """
    return next(iter(link_events([(first, second)])), None)


def link_events(pairs: Iterable[tuple[EventView, EventView]]) -> tuple[Link, ...]:
    """Return the links worth keeping of the given pairs: the same as one by one, and much faster."""
    sorted_pairs = [(first, second) if first.id < second.id else (second, first) for first, second in pairs]
    distinct = [(a, b) for a, b in sorted_pairs if a.id != b.id and not (_foretold(a, b) or _foretold(b, a))]
    views = list({view.id: view for pair in distinct for view in pair}.values())
    place = {view.id: number for number, view in enumerate(views)}
    rows = pair_features(views, [(place[first.id], place[second.id]) for first, second in distinct])
    scores = shipped_trees("events", EVENT_FEATURES).scores(rows)
    return tuple(
        Link(first=first.id, second=second.id, score=round(float(score), 6), reasons=_reasons(first, second))
        for (first, second), score in zip(distinct, scores, strict=True)
        if score >= CANDIDATE
    )


def event_links(views: Iterable[EventView]) -> tuple[Link, ...]:
    """Return all links worth keeping between the events, by ids."""
    return link_events(candidate_pairs(views, keys_of))


def group_events(views: Iterable[EventView], links: Iterable[Link] | None = None) -> tuple[tuple[str, ...], ...]:
    """
    Return the groups of events that are one, single ones included; the same for any order of the views.

    `links` are those of `event_links`, where they are at hand. Groups never reach across parts that no
    link of at least `CANDIDATE` ties together, so that only parts that a new report touches need grouping again.
    """
    known = tuple(views)
    found = event_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)


def _foretold(first: EventView, second: EventView) -> bool:
    """Whether the first is told as a fact in a report that came out before the second can have begun."""
    if first.day is None or second.start is None or first.factuality is Factuality.UNCOMMITTED:
        return False
    published, begins = day_number(first.day), day_number(second.start)
    return begins - published > TIME_ZONES


def _reasons(first: EventView, second: EventView) -> tuple[str, ...]:
    """What speaks for it, and how far the days lie apart."""
    reasons = []
    if first.stem == second.stem:
        reasons.append(f"same word: {first.trigger}" if first.trigger == second.trigger else f"one word: {first.stem}")
    elif alike(first.stem, second.stem) >= NEAR:
        reasons.append(f'"{first.trigger}" is near "{second.trigger}"')
    if first.type is not None and first.type is second.type:
        reasons.append(f"same type: {first.type.value}")
    for side, ours, theirs in (
        ("actor", first.actors, second.actors),
        ("recipient", first.recipients, second.recipients),
    ):
        shared = sorted(_stems(ours) & _stems(theirs))
        if shared:
            reasons.append(f"same {side}: {', '.join(shared[:3])}")
    if first.place and first.place == second.place:
        reasons.append(f"same place: {first.place}")
    apart = days_apart((first.start, first.end), (second.start, second.end))
    if apart is not None:
        reasons.append("dates meet" if apart == 0 else f"dates {days_said(apart)}")
    return tuple(reasons)


def _stems(parties: tuple[Party, ...]) -> frozenset[str]:
    """The stems of all parties of one side."""
    return frozenset(stem for party in parties for stem in party.stems)
