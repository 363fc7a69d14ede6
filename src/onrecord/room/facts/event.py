"""
All that the page of an event says: what happened, who took part, and how each report tells it.

    event_facts(store, "g7q…")
    ->  "Sergei Shoigu met Kim Jong Un on 26 Jul 2023, in Pyongyang"
        told in 8 sentences of 6 reports; in own voice 5 times, on the word of a source 3 times
"""

import re
from dataclasses import dataclass, replace

from onrecord.room.facts.history import Line, Moment, line
from onrecord.room.facts.paging import Part, part
from onrecord.room.facts.sentences import deed_words, standing_since, voices, when_and_where
from onrecord.room.wording import counted, factuality_word
from onrecord.store import FoundClaim, Store
from onrecord.store.room.claims import Told, deed
from onrecord.store.room.events import (
    EventHead,
    EventLink,
    EventPart,
    TellingRow,
    event_head,
    event_links,
    event_moments,
    event_own_types,
    event_parts,
    event_tellings,
)
from onrecord.store.room.passages import Passage, passages

__all__ = ["TELLINGS", "EventFacts", "Telling", "event_facts", "event_rows"]

TELLINGS = 40
"""Reports of an event on one page."""
_MOST_PARTS = 24
_MOST_LINKS = 10
_MOST_ROWS = 20_000
"""Rows of the page as CSV."""
_STEMMED = re.compile("one word|same actor|same recipient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The event as one report tells it."""

    row: TellingRow
    sure: str
    """How sure the closest source is."""
    whose: str
    """Whose word it is."""
    passage: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """An event as it is shown."""

    id: str
    sentence: str
    head: EventHead
    own_types: tuple[str, ...]
    """Types of the user's own that some report's telling of it is of."""
    told: Told
    claim: FoundClaim
    standing_words: str
    counts: str
    actors: tuple[EventPart, ...]
    recipients: tuple[EventPart, ...]
    tellings: tuple[Telling, ...]
    history: Line
    links: tuple[EventLink, ...]
    part: Part


def event_facts(store: Store, id: str, *, page: int = 1) -> EventFacts | None:
    """Return an event, found by its id or that of one report's telling of it; None where there is none."""
    head = store.look_up(event_head, id)
    told = store.look_up(deed, head.row) if head else None
    if head is None or told is None:
        return None
    shown = part(head.mentions, page, TELLINGS)
    rows = store.look_up(event_tellings, head.id, shown.skip, shown.size)
    found = store.look_up(passages, [row.event for row in rows])
    parts = store.look_up(event_parts, head.id, _MOST_PARTS)
    claim = store.claims.claim(head.claim)
    return EventFacts(
        id=head.id,
        sentence=deed_words(told) + when_and_where(told),
        head=head,
        own_types=store.look_up(event_own_types, head.id),
        told=told,
        claim=claim,
        standing_words=standing_since(claim.standing, claim.first_published, claim.first_denied),
        counts=_counts(head),
        actors=tuple(each for each in parts if each.role == "actor"),
        recipients=tuple(each for each in parts if each.role == "recipient"),
        tellings=tuple(_telling(row, found.get(row.event)) for row in rows),
        history=line(
            (Moment(day=published, lane=voice) for published, voice in store.look_up(event_moments, head.id)),
            ("in own voice", "on the word of a source"),
        ),
        links=tuple(map(_plainly, store.look_up(event_links, head.id, _MOST_LINKS))),
        part=shown,
    )


def event_rows(store: Store, id: str) -> list[TellingRow]:
    """Return the event across reports of that id as each of its reports tells it."""
    return store.look_up(event_tellings, id, 0, _MOST_ROWS)


def _counts(head: EventHead) -> str:
    outlets = f" of {counted(head.outlets, 'named outlet')}" if head.outlets else ""
    words = f"Told {counted(head.mentions, 'time')} in {counted(head.reports, 'report')}{outlets}"
    if head.families != head.reports:
        words += ", all of one text" if head.families == 1 else f", with {head.families:,} different texts"
    return words + (f"; at least {counted(head.sources, 'independent source')}" if head.sources else "")


def _plainly(link: EventLink) -> EventLink:
    """Return a link whose reasons are for people: words as they were cut for comparing are left out."""
    return replace(link, reasons=tuple(each.split(": ")[0] if _STEMMED.match(each) else each for each in link.reasons))


def _telling(row: TellingRow, passage: Passage | None) -> Telling:
    whose = voices(row.stated_by, row.denied_by, row.outlet)
    sure = factuality_word(row.factuality) + (", yet to come" if row.tense == "future" else "")
    return Telling(row=row, sure=sure, whose=whose, passage=passage)
