"""Gold annotations as the reader would have found them, so that resolution is scored on its own."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from evaluation.corpora import jsonl
from onrecord.records import (
    Act,
    Event,
    EventDate,
    EventId,
    EventPlace,
    EventType,
    Factuality,
    Form,
    Origin,
    Participant,
    Published,
    Reading,
    Record,
    Report,
    ReportId,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Tense,
    text_digest,
)
from onrecord.resolution import Resolver

__all__ = ["dates", "labelled_speakers", "participants", "reading_of", "speakers", "undated"]

Pair = tuple[dict[str, Any], dict[str, Any]]


def reading_of(row: dict[str, Any]) -> Reading:
    """Return a gold report as a reading: spans and labels, nothing resolved."""
    text = row["text"]
    report = Report(
        id=ReportId(row["id"]), sha256=text_digest(text), text=text, zones=(), path=row["id"],
        origin=Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0),
        published=Published(start=row.get("published"), end=row.get("published")),
    )  # fmt: skip
    statements = tuple(_statement(s) for s in row["statements"] if s["cue"] or s["content"])
    events = tuple(_event(e) for e in row.get("events", ()))
    return Reading(report=report, sentences=(), mentions=(), statements=statements, events=events, model="gold")


def _spans(value: Any) -> tuple[Span, ...]:
    if not value:
        return ()
    pairs = [value] if isinstance(value[0], int) else value
    return tuple(Span(a, b) for a, b in pairs)


def _statement(row: dict[str, Any]) -> Statement:
    return Statement(
        id=StatementId(row["id"]), source=_spans(row["source"]), cue=_spans(row["cue"]), content=_spans(row["content"]),
        source_kind=SourceKind(row.get("source_kind") or "none"), form=Form(row.get("form") or "indirect"),
        act=Act(row.get("act") or "assert"), score=1.0,
    )  # fmt: skip


def _event(row: dict[str, Any]) -> Event:
    when, where = row.get("date"), row.get("place")
    return Event(
        id=EventId(row["id"]), type=EventType(row["type"]), mode=None, trigger=_spans(row["trigger"])[0],
        factuality=Factuality(row["factuality"]), tense=Tense(row["tense"] or "none"), score=1.0,
        actors=tuple(Participant(span=s) for p in row["actors"] for s in _spans(p.get("span"))[:1]),
        recipients=tuple(Participant(span=s) for p in row["recipients"] for s in _spans(p.get("span"))[:1]),
        place=EventPlace(span=_spans(where)[0]) if where else None,
        date=EventDate(span=_spans(when["span"])[0]) if when and when.get("span") else None,
    )  # fmt: skip


def _records() -> Iterator[tuple[dict[str, Any], Record]]:
    resolver = Resolver.load()
    for row in jsonl("gold", "dev.jsonl"):
        yield row, resolver([reading_of(row)])[0]


def participants() -> Iterator[Pair]:
    """Yield country and first sector of every participant of the gold, given its span; one span may hold two actors."""
    for row, record in _records():
        found = {e.id: e for e in record.events}
        for event in row["events"]:
            mine = found[EventId(event["id"])]
            for role in ("actors", "recipients"):
                for n, gold in enumerate(event[role]):
                    if not gold.get("span"):
                        continue
                    span = _spans(gold["span"])[0]
                    parts = [p for p in getattr(mine, role) if span.contains(p.span)]
                    same = [g for g in event[role] if g.get("span") == gold["span"]]
                    p = parts[min(same.index(gold), len(parts) - 1)]
                    key = f"{row['id']}/{event['id']}/{role}/{n}"
                    expect = {"country": [g["country"] for g in same], "code_1": [g["sector"] for g in same]}
                    sector = [p.sector.value] if p.sector else []
                    answer = {"id": key, "country": p.country, "sectors": sector, "rule": p.rule}
                    yield {"id": key, "doc": row["id"], "text": span.slice(row["text"]), "expect": expect}, answer


def dates() -> Iterator[Pair]:
    """Yield when each event of the gold happens, given the span of its date."""
    yield from _event_dates(has_span=True)


def undated() -> Iterator[Pair]:
    """Yield when each event without a date of its own happens; most have none, and then none is right."""
    yield from _event_dates(has_span=False)


def _event_dates(*, has_span: bool) -> Iterator[Pair]:
    for row, record in _records():
        found = {e.id: e for e in record.events}
        for event in row["events"]:
            when = event["date"]
            if bool(when and when["span"]) is not has_span:
                continue
            mine = found[EventId(event["id"])].date
            span = Span(*when["span"]) if has_span else _spans(event["trigger"])[0]
            key = f"{row['id']}/{event['id']}"
            expect = {"start": when["start"], "end": when["end"]} if when else None
            gold = {"id": key, "doc": row["id"], "text": f"{span.slice(row['text'])}  [{row['published']}]"}
            answer = {"id": key, "start": mine.start if mine else None, "end": mine.end if mine else None}
            yield gold | {"expect": expect}, answer | {"rule": mine.rule if mine else None}


def speakers() -> Iterator[Pair]:
    """Yield whether the speaker of each statement of the gold is right, by the scorer's rule for names."""
    for row, record in _records():
        yield from _speaker_rows(row, record)


def labelled_speakers() -> Iterator[Pair]:
    """The same on the reports of statement-labels, both parts."""
    resolver = Resolver.load()
    for part in ("train", "dev"):
        for row in jsonl("corpora", "statement-labels", f"{part}.jsonl"):
            yield from _speaker_rows(row, resolver([reading_of(row)])[0])


def _speaker_rows(row: dict[str, Any], record: Record) -> Iterator[Pair]:
    said = {s.id: s for s in record.statements}
    for statement in row["statements"]:
        if statement["source_kind"] not in ("person", "organization") or not statement.get("speaker"):
            continue
        mine = said.get(StatementId(statement["id"]))
        actor = record.actor(mine.speaker) if mine else None
        got = actor.name if actor else None
        source = " … ".join(s.slice(row["text"]) for s in _spans(statement["source"]))
        key = f"{row['id']}/{statement['id']}"
        gold = {"id": key, "doc": row["id"], "text": source, "expect": statement["speaker"]}
        right = same_name(statement["speaker"], got)
        yield gold, {"id": key, "right": right, "got": got, "rule": mine.speaker_rule if mine else None}


def same_name(wanted: str, got: str | None) -> bool:
    """The scorer's rule: one name's words within the other's."""
    a, b = _words(wanted), _words(got or "")
    return bool(a and b) and (a <= b or b <= a)


def _words(name: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return set(re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c)))) - {"the", "of"}
