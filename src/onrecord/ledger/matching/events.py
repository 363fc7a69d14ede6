"""
The same event in several reports, and told again in one.

    "A strike on Raqqa killed 12 people on Monday"  –  "Monday's bombing of Raqqa"
    ->  0.91: same type, "strike" is near "bombing", same place, dates meet

What happened, was planned, is denied or asked for is one occurrence; that somebody
announced or denied it is another.
"""

from collections.abc import Iterable

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.days import days_apart
from onrecord.ledger.matching.links import Link, candidate_pairs, linked, scores_of
from onrecord.ledger.matching.views import EventView, Party
from onrecord.ledger.matching.words import shared_weight

__all__ = ["event_link", "event_links", "group_events", "keys_of"]

LINE = 0.5
"""Mean score from which two groups of events are one."""


def keys_of(view: EventView) -> tuple[str, ...]:
    """Return the keys under which an event is looked up: two events that share none are never linked."""
    kind = view.type.value if view.type else "event"
    names = {stem for party in (*view.actors, *view.recipients) for stem in party.stems}
    if view.place:
        names.add(view.place)
    return tuple(sorted({f"t:{view.stem}", *(f"{kind}:{name}" for name in names)}))


def event_link(first: EventView, second: EventView) -> Link | None:
    """Return the link of two events; None where they cannot be one. Symmetric: the sides may be swapped."""
    low, high = sorted((first, second), key=lambda view: view.id)
    if low.id == high.id:
        return None
    reasons = []
    score = 0.6 * shared_weight(low.stems, high.stems)
    if low.stem == high.stem:
        score += 0.25
        reasons.append(f"same word: {low.stem}")
    if low.type is high.type and low.type is not None:
        score += 0.1
        reasons.append(f"same type: {low.type.value}")
    if low.place and low.place == high.place:
        score += 0.15
        reasons.append(f"same place: {low.place}")
    apart = days_apart((low.start, low.end), (high.start, high.end))
    if apart is not None:
        score += 0.15 if apart == 0 else -0.4 if apart > 7 else 0
        if apart == 0:
            reasons.append("dates meet")
    if _stems(low.actors) & _stems(high.actors):
        score += 0.1
        reasons.append("same actor")
    if _stems(low.recipients) & _stems(high.recipients):
        score += 0.1
        reasons.append("same recipient")
    return Link(first=low.id, second=high.id, score=max(0.0, min(1.0, score)), reasons=tuple(reasons))


def event_links(views: Iterable[EventView]) -> tuple[Link, ...]:
    """Return all links worth keeping between the events, by ids."""
    return linked(candidate_pairs(views, keys_of), event_link)


def group_events(views: Iterable[EventView], links: Iterable[Link] | None = None) -> tuple[tuple[str, ...], ...]:
    """
    Return the groups of events that are one, single ones included; the same for any order of the views.

    `links` are those of `event_links`, where they are at hand. Groups never reach across parts that no
    link of at least `CANDIDATE` ties together, so that only parts that a new report touches need grouping again.
    """
    known = tuple(views)
    found = event_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)


def _stems(parties: tuple[Party, ...]) -> frozenset[str]:
    """The stems of all parties of one side."""
    return frozenset(stem for party in parties for stem in party.stems)
