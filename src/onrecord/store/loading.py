"""
Rows of tables back into a record: the other half of `rows.py`.

    reports, zones, sentences, mentions, … where report = 'r1'   ->   Record(report=Report(id="r1", …), …)

An `EventDate` without one known column comes back as None: it says nothing.
"""

import json
import sqlite3
from collections import defaultdict
from typing import Any

from onrecord.records import (
    Act,
    Actor,
    DateBasis,
    Event,
    EventDate,
    EventPlace,
    EventType,
    Fact,
    Factuality,
    Form,
    Mention,
    MentionKind,
    Object,
    Origin,
    Participant,
    Precision,
    Published,
    PublishedBasis,
    Record,
    Report,
    Sector,
    Size,
    SourceKind,
    Span,
    Statement,
    Tense,
    Zone,
    ZoneKind,
)
from onrecord.store.runs import unpack_runs

__all__ = ["load_record"]

_CHILDREN = {
    "spans": "statement",
    **dict.fromkeys(("participants", "objects", "event_statements", "own_types"), "event"),
}
_OF_DATE = ("date_rule", "date_start", "date_end", "date_precision", "date_basis", "date_span_start")
_PARENTS = {"statement": "statements", "event": "events"}


def load_record(connection: sqlite3.Connection, report: str) -> Record | None:
    """Return the record of the report of that id; None where there is none."""
    careful, connection.text_factory = connection.text_factory, str
    try:
        return _loaded(connection, report)
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):
            raise
    finally:
        connection.text_factory = careful
    return _loaded(connection, report)  # it holds lone surrogates, which the quick way has no characters for


def _loaded(connection: sqlite3.Connection, report: str) -> Record | None:
    found = connection.execute("SELECT * FROM reports WHERE id = ?", (report,)).fetchone()
    if found is None:
        return None

    def rows(table: str) -> list[sqlite3.Row]:
        return connection.execute(f"SELECT * FROM {table} WHERE report = ? ORDER BY ordinal", (report,)).fetchall()  # noqa: S608  # names of our own tables

    mentions_of: defaultdict[str, list[Any]] = defaultdict(list)
    query = (
        "SELECT actor, mention FROM actor_mentions JOIN actors ON actors.id = actor WHERE report = ? "
        "ORDER BY actor, actor_mentions.ordinal"
    )
    for actor, mention in connection.execute(query, (report,)):
        mentions_of[actor].append(mention)
    spans, participants, objects, relations, own = (_children(connection, table, report) for table in _CHILDREN)
    return Record(
        report=_report(found, rows("zones"), rows("facts")),
        sentences=tuple(_required(row) for row in rows("sentences")),
        mentions=tuple(_mention(row) for row in rows("mentions")),
        actors=tuple(_actor(row, tuple(mentions_of[row["id"]])) for row in rows("actors")),
        statements=tuple(_statement(row, spans[row["id"]]) for row in rows("statements")),
        events=tuple(
            _event(row, *(children[row["id"]] for children in (participants, objects, relations, own)))
            for row in rows("events")
        ),
        model=found["model"],
    )


def _children(connection: sqlite3.Connection, table: str, report: str) -> defaultdict[str, list[sqlite3.Row]]:
    """Return the rows of a child table by the id of their parent, in order."""
    key = _CHILDREN[table]
    query = (
        f"SELECT {table}.* FROM {table} JOIN {_PARENTS[key]} ON {_PARENTS[key]}.id = {table}.{key} "  # noqa: S608  # names of our own tables
        f"WHERE {_PARENTS[key]}.report = ? ORDER BY {table}.ordinal"
    )
    found: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.execute(query, (report,)):
        found[row[key]].append(row)
    return found


def _report(row: sqlite3.Row, zones: list[sqlite3.Row], facts: list[sqlite3.Row]) -> Report:
    names = ("id", "sha256", "text", "title", "url", "path", "outlet", "byline", "dateline", "credit", "language")
    return Report(
        **{name: row[name] for name in names},
        zones=tuple(Zone(kind=ZoneKind(zone["kind"]), span=_required(zone)) for zone in zones),
        facts=tuple(
            Fact(
                field=fact["field"],
                basis=PublishedBasis(fact["basis"]),
                span=_span(fact),
                raw=_span(fact, "raw_"),
                rule=fact["rule"],
            )
            for fact in facts
        ),
        origin=Origin(
            sha256=row["origin_sha256"],
            media_type=row["origin_media_type"],
            encoding=row["origin_encoding"],
            size_bytes=row["origin_size_bytes"],
            runs=unpack_runs(row["origin_runs"]),
        ),
        published=Published(
            start=row["published_start"],
            end=row["published_end"],
            basis=PublishedBasis(row["published_basis"]),
            span=_span(row, "published_span_"),
        ),
    )


def _mention(row: sqlite3.Row) -> Mention:
    return Mention(
        **{name: row[name] for name in ("id", "score", "actor", "rule")},
        span=_required(row),
        head=_required(row, "head_"),
        kind=MentionKind(row["kind"]),
        date=_date(row),
    )


def _actor(row: sqlite3.Row, mentions: tuple[Any, ...]) -> Actor:
    names = ("id", "name", "country", "office", "rank", "wikidata", "rule", "score")
    return Actor(
        **{name: row[name] for name in names},
        kind=MentionKind(row["kind"]),
        sectors=tuple(Sector(code) for code in json.loads(row["sectors"])),
        mentions=mentions,
    )


def _statement(row: sqlite3.Row, spans: list[sqlite3.Row]) -> Statement:
    names = ("id", "speaker", "speaker_rule", "addressee", "parent", "score")
    return Statement(
        **{name: row[name] for name in names},
        source=_spans(spans, "source"),
        cue=_spans(spans, "cue"),
        content=_spans(spans, "content"),
        source_kind=SourceKind(row["source_kind"]),
        form=Form(row["form"]),
        act=Act(row["act"]),
        date=_date(row),
    )


def _event(
    row: sqlite3.Row,
    participants: list[sqlite3.Row],
    objects: list[sqlite3.Row],
    relations: list[sqlite3.Row],
    own: list[sqlite3.Row],
) -> Event:
    return Event(
        **{name: row[name] for name in ("id", "mode", "score")},
        type=EventType(row["type"]),
        trigger=_required(row),
        factuality=Factuality(row["factuality"]),
        tense=Tense(row["tense"]),
        contexts=tuple(json.loads(row["contexts"])),
        actors=tuple(_participant(each) for each in participants if each["role"] == "actor"),
        recipients=tuple(_participant(each) for each in participants if each["role"] == "recipient"),
        objects=tuple(
            Object(span=_required(each), kind=MentionKind(each["kind"]), family=each["family"]) for each in objects
        ),
        place=_place(row),
        date=_date(row),
        stated_by=tuple(each["statement"] for each in relations if each["relation"] == "stated_by"),
        denied_by=tuple(each["statement"] for each in relations if each["relation"] == "denied_by"),
        own_types=tuple(each["type"] for each in own),
        size=Size(**{name: row[name] for name in ("dead", "injured", "arrested")}),
    )


def _participant(row: sqlite3.Row) -> Participant:
    return Participant(
        span=_required(row),
        **{name: row[name] for name in ("actor", "country", "score", "rule")},
        sector=Sector(row["sector"]) if row["sector"] else None,
    )


def _place(row: sqlite3.Row) -> EventPlace | None:
    span = _span(row, "place_")
    if span is None:
        return None
    names = ("name", "country", "latitude", "longitude", "geonameid", "rule")
    return EventPlace(
        span=span,
        **{name: row[f"place_{name}"] for name in names},
        precision=Precision(row["place_precision"]) if row["place_precision"] else None,
    )


def _date(row: sqlite3.Row) -> EventDate | None:
    if all(row[name] is None for name in _OF_DATE):
        return None
    return EventDate(
        span=_span(row, "date_span_"),
        **{name: row[f"date_{name}"] for name in ("start", "end", "rule")},
        precision=Precision(row["date_precision"]) if row["date_precision"] else None,
        basis=DateBasis(row["date_basis"]) if row["date_basis"] else None,
    )


def _spans(rows: list[sqlite3.Row], role: str) -> tuple[Span, ...]:
    return tuple([_required(row) for row in rows if row["role"] == role])


def _span(row: sqlite3.Row, prefix: str = "") -> Span | None:
    start, end = row[f"{prefix}start"], row[f"{prefix}end"]
    return None if start is None or end is None else Span(start, end)


def _required(row: sqlite3.Row, prefix: str = "") -> Span:
    return Span(row[f"{prefix}start"], row[f"{prefix}end"])
