"""
Which rows go out, and whether the texts go with them.

    Selection(store=store, min_score=0.5)   ->   records without what is less likely, one at a time

An event that goes out keeps the statements that say or deny it, whatever their score: without them it would look as if
the outlet said so in its own voice.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import StoreError
from onrecord.records import Record, Statement
from onrecord.records.faults import record_faults
from onrecord.store import Store

__all__ = ["EventStanding", "Selection", "WorldActor", "Written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldActor:
    """An actor across reports, to whom an actor of a report belongs."""

    id: str
    name: str
    kind: str
    country: str | None
    wikidata: str | None
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStanding:
    """What the ledger says of an event of a report."""

    event_group: str
    claim: str
    standing: str | None
    standing_words: str | None
    tellings: int
    """Times that reports tell of it."""
    reports: int
    outlets: int
    sources: int
    """Original sources that say it happened, at least."""
    sources_denying: int | None
    first_published: str | None
    """Day of the earliest report of its claim."""
    stands_for_all: bool
    """Whether this telling is the one to show where each event is shown once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came out of an export."""

    counts: Mapping[str, int]
    """Rows written, by what they are: {"events": 12}."""
    left_out: Mapping[str, int]
    """Rows of this record that the format could not hold, by what they are and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is to be written."""

    store: Store
    source: Callable[[], Iterator[Record]] | None = None
    """Where records come from; None for all of the store. For confirmed rows only: `confirmed_records`."""
    confirmed: bool = False
    min_score: float = 0.0
    full_text: bool = False

    def records(self) -> Iterator[Record]:
        """Yield the records in the order of their ids, one in memory at a time; `StoreError` for an unsound one."""
        records = self.source() if self.source else self.store.records(by_id=True)
        for record in records:
            for fault in record_faults(record):
                raise StoreError(f"report {record.report.id}: {fault}; see: onrecord verify {self.store.path}")
            yield _likely(record, self.min_score) if self.min_score > 0 else record

    def world_actors(self, report: str) -> dict[str, WorldActor]:
        """Return the actors across reports that the actors of a report are, by the id of the latter."""
        rows = self.store.answers("report_actors", report=report)
        return {row.pop("actor"): WorldActor(**row) for row in rows}

    def standings(self, report: str) -> dict[str, EventStanding]:
        """Return what the ledger says of the events of a report, by their ids."""
        rows = self.answers("report_events", report=report)
        return {
            row.pop("event"): EventStanding(**{**row, "stands_for_all": bool(row["stands_for_all"])}) for row in rows
        }

    def answers(self, question: str, **values: object) -> Iterator[dict[str, Any]]:
        """Yield the rows of a named question about what is selected."""
        return self.store.answers(question, score=self.min_score, confirmed=int(self.confirmed), **values)


def _likely(record: Record, least: float) -> Record:
    """Return the record without the rows below a score, but with all that the others rest on."""
    events = tuple(event for event in record.events if event.score >= least)
    known: dict[str, Statement] = {each.id: each for each in record.statements}
    kept = {each.id for each in record.statements if each.score >= least}
    kept |= {key for event in events for key in (*event.stated_by, *event.denied_by)}
    for key in list(kept):
        parent = known[key].parent
        while parent is not None and parent not in kept:
            kept.add(parent)
            parent = known[parent].parent
    mentions = {mention.id for mention in record.mentions if mention.score >= least}
    return replace(
        record,
        events=events,
        statements=tuple(each for each in record.statements if each.id in kept),
        mentions=tuple(each for each in record.mentions if each.id in mentions),
        actors=tuple(
            replace(actor, mentions=tuple(each for each in actor.mentions if each in mentions))
            for actor in record.actors
        ),
    )
