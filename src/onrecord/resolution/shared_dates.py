"""
A date for an event that has none of its own, where the report tells the same event with one.

    "flew to Kenya last week" ... "Mrs. Brandt's visit to Kenya was her first"  -> last week, for the visit too

The same event: one type, one tense, an actor in common, and a recipient in common; where it names no
recipient, the dated one is told in the same word (`trip`). Where the report gives two such
events different dates, nothing is taken over. The date keeps the span it was read from, and its rule names the
event that it came from.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import ActorId, Event, EventDate, Participant

__all__ = ["share_dates"]


def share_dates(events: Sequence[Event], text: str) -> tuple[Event, ...]:
    """Return the events, those without a date with that of the same event elsewhere, where there is one alone."""
    dated = [event for event in events if event.date is not None and event.date.start is not None]
    return tuple(_with_date(event, dated, text) if event.date is None else event for event in events)


def _with_date(event: Event, dated: Sequence[Event], text: str) -> Event:
    same = [other for other in dated if _is_same(event, other, text)]
    found = {(other.date.start, other.date.end) for other in same if other.date}
    if len(found) != 1:
        return event
    nearest = min(same, key=lambda other: abs(other.trigger.start - event.trigger.start))
    date: EventDate | None = nearest.date
    return replace(event, date=replace(date, rule=f"same event {nearest.id}: {date.rule}")) if date else event


def _is_same(event: Event, other: Event, text: str) -> bool:
    if event.type is not other.type or event.tense is not other.tense:
        return False
    if event.mode and other.mode and event.mode != other.mode:
        return False
    if not _who(event.actors) & _who(other.actors):
        return False
    recipients = _who(event.recipients)
    if recipients:
        return bool(recipients & _who(other.recipients))
    return _last_word(event, text) == _last_word(other, text)


def _who(participants: Sequence[Participant]) -> set[ActorId]:
    return {participant.actor for participant in participants if participant.actor is not None}


def _last_word(event: Event, text: str) -> str:
    return event.trigger.slice(text).lower().split()[-1]
