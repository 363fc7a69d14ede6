"""
What people vouched for: records with confirmed rows alone, and corrections as rows to train on.

    {"action": "set", "table": "events", "field": "factuality", "before": "CT+", "after": "PS+",
     "quote": "accused", "start": 412, "end": 419, "sentence": "…", "report_sha256": "9f…"}
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.records import Record, Statement
from onrecord.store import Store

__all__ = ["confirmed_records", "training_rows"]


def confirmed_records(store: Store) -> Iterator[Record]:
    """Yield each record that holds a confirmed row, with these rows and what they point at, by id."""
    confirmed = store.claims.confirmed()
    for record in store.records(by_id=True):
        kept = _only(record, confirmed)
        if kept is not None:
            yield kept


def _only(record: Record, confirmed: dict[str, str]) -> Record | None:
    events = tuple(each for each in record.events if each.id in confirmed)
    known = {each.id: each for each in record.statements}
    wanted: set[str] = {each for event in events for each in (*event.stated_by, *event.denied_by)}
    wanted |= {key for key in known if key in confirmed}
    for key in list(wanted):
        wanted |= _parents(known, key)
    statements = tuple(each for each in record.statements if each.id in wanted)
    actors = {each.id for each in record.actors if each.id in confirmed}
    actors |= {each.actor for event in events for each in (*event.actors, *event.recipients) if each.actor}
    actors |= {actor for each in statements for actor in (each.speaker, each.addressee) if actor}
    mentions = {each.id for each in record.mentions if each.id in confirmed}
    actors |= {each.actor for each in record.mentions if each.id in mentions and each.actor}
    mentions |= {each for actor in record.actors if actor.id in actors for each in actor.mentions}
    if not (events or statements or actors or mentions):
        return None
    return replace(
        record,
        mentions=tuple(each for each in record.mentions if each.id in mentions),
        actors=tuple(each for each in record.actors if each.id in actors),
        statements=statements,
        events=events,
    )


def _parents(known: dict[Any, Statement], key: str) -> set[str]:
    found: set[str] = set()
    here = known[key].parent
    while here is not None and here not in found:
        found.add(here)
        here = known[here].parent
    return found


def training_rows(store: Store) -> Iterator[dict[str, Any]]:
    """
    Yield the corrections in force on rows of reports, in the order of the log.

    Each has the words it is about with their offsets, the sentence they stand in, and
    what was there before and stands there now. What is not applied is left out.
    """
    for row in store.claims.rows("training_rows"):
        before, after = (json.loads(row[name]) if row[name] is not None else None for name in ("before", "after"))
        yield {**row, "before": before, "after": after}
