"""
The same event in several reports, and told again in one.

    "A strike on Raqqa killed 12 people on Monday"  –  "Monday's bombing of Raqqa"
    ->  0.91: same type, "strike" is near "bombing", same place, dates meet

What happened, was planned, is denied or asked for is one occurrence; that somebody
announced or denied it is another. A report tells of nothing as a fact that begins after it came out.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.days import days_apart, days_said, this_and_next
from onrecord.ledger.matching.features import EVENT_FEATURES, feature_parts
from onrecord.ledger.matching.links import Link, candidate_pairs, scores_of
from onrecord.ledger.matching.prepared import event_rows
from onrecord.ledger.matching.trees import shipped_trees
from onrecord.ledger.matching.views import EventView, Party
from onrecord.ledger.matching.words import alike, content_stems, weight

__all__ = ["event_link", "event_links", "event_reasons", "event_scores", "group_events", "keys_of", "link_events"]

LINE = 0.5
"""Mean score from which two groups of events are one; set by cross-fitting on event-links."""
WORTH_KEEPING = 0.2
"""Weaker links are dropped: they are two thirds of all, and with them event-links scores 0.1 more, ecbplus the same."""
COMMON = 0.2
"""Worth of a word below which it brings no two events together."""
RARE = 0.45
"""Worth of a word that brings two events together by itself; see training/ledger/LOG.md, 10."""
STORY_KEYS, SIDE_KEYS = 12, 6
TIME_ZONES = 1
"""Days by which a report may seem to come out before what it tells of."""
NEAR = 0.5
"""How near two words for it are where that is a reason to name."""


def keys_of(view: EventView) -> tuple[str, ...]:
    """
    Return the keys under which an event is looked up: two events that share none are never linked.

    Its type with the word for it, in one quarter or the next; with any two words of whoever and whatever place it
    names; with one of these that is rare, or names all there is, in one year or the next; with the countries of
    both sides, in one month or the next. Events without a type are looked up by the word for it and by what
    their report is about. Without the times, the events of a year of news would be held against those of ten.
    """
    if view.type is None:
        keys = {f"t:{view.stem}"} if view.stem else set()
        return tuple(sorted(keys | {f"e:{stem}" for stem in _worthiest(view.story, STORY_KEYS)}))
    day = view.start or view.day
    quarters, years = ([f"@{each}" for each in this_and_next(day, months)] or [""] for months in (3, 12))
    keys = {f"{view.type}!{view.stem}{quarter}" for quarter in quarters if view.stem}
    sides = frozenset(stem for party in (*view.actors, *view.recipients) for stem in party.stems)
    named = {*_worthiest(sides, SIDE_KEYS), *content_stems((view.place or "").split())}
    keys |= {f"{view.type}:{' '.join(pair)}" for pair in combinations(sorted(named), 2)}
    telling = [stem for stem in named if len(named) == 1 or weight(stem) >= RARE]
    keys |= {f"{view.type}:{stem}{year}" for stem in telling for year in years}
    for ours in {party.country for party in view.actors} or {None}:
        for theirs in {party.country for party in view.recipients} or {None}:
            if ours or theirs:
                keys |= {f"{view.type}@{month}:{ours or '?'}>{theirs or '?'}" for month in this_and_next(day, 1)}
    return tuple(sorted(keys))


def _worthiest(stems: frozenset[str], most: int) -> list[str]:
    """The stems of a set that are worth most; words found in most reports bring nothing together."""
    return sorted((one for one in stems if weight(one) >= COMMON), key=lambda one: (-weight(one), one))[:most]


def event_link(first: EventView, second: EventView) -> Link | None:
    """
    Return the link of two events; None where it is not worth keeping. Symmetric: the sides may be swapped.

    For more than a few pairs `link_events` gives the same links a hundred times faster.
    """
    return next(iter(link_events([(first, second)])), None)


def link_events(pairs: Iterable[tuple[EventView, EventView]]) -> tuple[Link, ...]:
    """Return the links worth keeping of the given pairs: the same as one by one, and much faster."""
    listed = [pair for pair in pairs if pair[0].id != pair[1].id]
    views = list({view.id: view for pair in listed for view in pair}.values())
    place = {view.id: number for number, view in enumerate(views)}
    places = np.array([(place[a.id], place[b.id]) for a, b in listed], dtype=np.int64).reshape(-1, 2)
    scores = event_scores(event_rows(views), places)
    found = []
    for row in np.flatnonzero(scores >= WORTH_KEEPING):
        first, second = sorted(listed[row], key=lambda view: view.id)
        found.append(
            Link(first=first.id, second=second.id, score=float(scores[row]), reasons=event_reasons(first, second))
        )
    return tuple(found)


def event_scores(rows: NDArray[np.void], pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """
    Return how likely pairs of rows of `event_rows`, given by their places [pairs, 2], are one occurrence, [pairs].

    0 where a report tells one as a fact and came out before the other can have begun.
    """
    told, begins = rows["days"][:, 2], np.where(rows["is_fact"], 0.0, np.inf)
    foretold = [rows["begins"][b] - (told[a] + begins[a]) > TIME_ZONES for a, b in (pairs.T, pairs.T[::-1])]
    scores: NDArray[np.float64] = np.zeros(len(pairs))
    open_pairs = ~(foretold[0] | foretold[1])
    trees = shipped_trees("events", EVENT_FEATURES)
    parts = [trees.scores(part) for part in feature_parts(rows, pairs[open_pairs])]
    scores[open_pairs] = np.concatenate([np.zeros(0), *parts]).round(6)
    return scores


def event_links(views: Iterable[EventView]) -> tuple[Link, ...]:
    """Return all links worth keeping between the events, by ids."""
    return link_events(candidate_pairs(views, keys_of))


def group_events(views: Iterable[EventView], links: Iterable[Link] | None = None) -> tuple[tuple[str, ...], ...]:
    """
    Return the groups of events that are one, single ones included; the same for any order of the views.

    `links` are those of `event_links`, where they are at hand. Groups never reach across parts that no
    link of at least `LINE` ties together, so that only parts that a new report touches need grouping again.
    """
    known = tuple(views)
    found = event_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)


def event_reasons(first: EventView, second: EventView) -> tuple[str, ...]:
    """Return what speaks for two events being one, and how far the days lie apart."""
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
