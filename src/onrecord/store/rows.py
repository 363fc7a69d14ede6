"""
A record as rows of tables: one dataclass is one table, a span is two columns and its quote.

    Participant(span=Span(12, 30), actor="a7…")
    -> participants: event e3…, role actor, ordinal 0, start 12, end 30, quote "Russia's defense …", actor a7…

Quotes are sliced from the text here, once, when the record is stored.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from onrecord.records import EventDate, EventPlace, Record, Span
from onrecord.store.runs import pack_runs

__all__ = ["Row", "record_rows"]

Row = dict[str, Any]


def record_rows(record: Record) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table and its rows, parents before children."""
    yield "reports", [_report_row(record)]
    yield "zones", list(_zone_rows(record))
    yield "facts", list(_fact_rows(record))
    yield "sentences", [{**_at(record.report.id, n), **_bounds(span)} for n, span in enumerate(record.sentences)]
    yield "actors", list(_actor_rows(record))
    yield "mentions", list(_mention_rows(record))
    yield "actor_mentions", list(_link_rows(record))
    yield "statements", list(_statement_rows(record))
    yield "spans", list(_span_rows(record))
    yield "events", list(_event_rows(record))
    yield "participants", list(_participant_rows(record))
    yield "objects", list(_object_rows(record))
    yield "event_statements", list(_relation_rows(record))
    yield "own_types", list(_own_type_rows(record))


def _report_row(record: Record) -> Row:
    report, published, origin = record.report, record.report.published, record.report.origin
    names = ("id", "sha256", "text", "title", "url", "path", "outlet", "byline", "dateline", "credit", "language")
    return {
        **{name: getattr(report, name) for name in names},
        "published_start": published.start,
        "published_end": published.end,
        "published_basis": published.basis.value,
        **_bounds(published.span, "published_span_"),
        "model": record.model,
        "origin_sha256": origin.sha256,
        "origin_media_type": origin.media_type,
        "origin_encoding": origin.encoding,
        "origin_size_bytes": origin.size_bytes,
        "origin_runs": pack_runs(origin.runs),
    }


def _zone_rows(record: Record) -> Iterator[Row]:
    for n, zone in enumerate(record.report.zones):
        yield {**_at(record.report.id, n), "kind": zone.kind.value, **_bounds(zone.span)}


def _fact_rows(record: Record) -> Iterator[Row]:
    report = record.report
    for n, fact in enumerate(report.facts):
        yield {
            **_at(report.id, n),
            "field": fact.field,
            "basis": fact.basis.value,
            **_bounds(fact.span),
            "quote": fact.span.slice(report.text) if fact.span else None,
            **_bounds(fact.raw, "raw_"),
            "rule": fact.rule,
        }


def _actor_rows(record: Record) -> Iterator[Row]:
    names = ("id", "name", "country", "office", "rank", "wikidata", "rule", "score")
    for n, actor in enumerate(record.actors):
        yield {
            **_at(record.report.id, n),
            **{name: getattr(actor, name) for name in names},
            "kind": actor.kind.value,
            "sectors": json.dumps([sector.value for sector in actor.sectors]),
        }


def _link_rows(record: Record) -> Iterator[Row]:
    for actor in record.actors:
        for n, mention in enumerate(actor.mentions):
            yield {"actor": actor.id, "ordinal": n, "mention": mention}


def _mention_rows(record: Record) -> Iterator[Row]:
    for n, mention in enumerate(record.mentions):
        yield {
            **_at(record.report.id, n),
            "id": mention.id,
            **_quoted(mention.span, record.report.text),
            **_bounds(mention.head, "head_"),
            "kind": mention.kind.value,
            "score": mention.score,
            "actor": mention.actor,
            "rule": mention.rule,
            **_date_columns(mention.date),
        }


def _statement_rows(record: Record) -> Iterator[Row]:
    names = ("id", "speaker", "speaker_rule", "addressee", "parent", "score")
    for n, statement in enumerate(record.statements):
        yield {
            **_at(record.report.id, n),
            **{name: getattr(statement, name) for name in names},
            **{name: getattr(statement, name).value for name in ("source_kind", "form", "act")},
            **_date_columns(statement.date),
        }


def _span_rows(record: Record) -> Iterator[Row]:
    for statement in record.statements:
        for role in ("source", "cue", "content"):
            for n, span in enumerate(getattr(statement, role)):
                place = {"statement": statement.id, "role": role, "ordinal": n}
                yield {**place, **_quoted(span, record.report.text)}


def _event_rows(record: Record) -> Iterator[Row]:
    text = record.report.text
    sentences = sorted(record.sentences)
    for n, event in enumerate(record.events):
        sentence = _sentence_of(event.trigger, sentences)
        yield {
            **_at(record.report.id, n),
            **{name: getattr(event, name) for name in ("id", "mode", "quad", "score")},
            **{name: getattr(event, name).value for name in ("type", "factuality", "tense")},
            "contexts": json.dumps(event.contexts),
            **_quoted(event.trigger, text),
            **_bounds(sentence, "sentence_"),
            "sentence": sentence.slice(text) if sentence else None,
            **_place_columns(event.place, text),
            **_date_columns(event.date),
            **{name: getattr(event.size, name) for name in ("dead", "injured", "arrested")},
        }


def _participant_rows(record: Record) -> Iterator[Row]:
    for event in record.events:
        for role, participants in (("actor", event.actors), ("recipient", event.recipients)):
            for n, each in enumerate(participants):
                yield {
                    "event": event.id,
                    "role": role,
                    "ordinal": n,
                    **_quoted(each.span, record.report.text),
                    **{name: getattr(each, name) for name in ("actor", "country", "score", "rule")},
                    "sector": each.sector.value if each.sector else None,
                }


def _object_rows(record: Record) -> Iterator[Row]:
    for event in record.events:
        for n, each in enumerate(event.objects):
            place = {"event": event.id, "ordinal": n}
            yield {**place, **_quoted(each.span, record.report.text), "kind": each.kind.value, "family": each.family}


def _relation_rows(record: Record) -> Iterator[Row]:
    for event in record.events:
        for relation in ("stated_by", "denied_by"):
            for n, statement in enumerate(getattr(event, relation)):
                yield {"event": event.id, "relation": relation, "ordinal": n, "statement": statement}


def _own_type_rows(record: Record) -> Iterator[Row]:
    for event in record.events:
        for n, slug in enumerate(event.own_types):
            yield {"event": event.id, "ordinal": n, "type": slug}


def _sentence_of(trigger: Span, sentences: list[Span]) -> Span | None:
    at = bisect_right(sentences, (trigger.start, float("inf")), key=lambda span: (span.start, span.end))
    return sentences[at - 1] if at and sentences[at - 1].contains(trigger) else None


def _place_columns(place: EventPlace | None, text: str) -> Row:
    names = ("name", "country", "latitude", "longitude", "geonameid", "rule")
    return {
        **_bounds(place.span if place else None, "place_"),
        "place_quote": place.span.slice(text) if place else None,
        **{f"place_{name}": getattr(place, name, None) for name in names},
        "place_precision": place.precision.value if place and place.precision else None,
    }


def _date_columns(date: EventDate | None) -> Row:
    return {
        **{f"date_{name}": getattr(date, name, None) for name in ("start", "end", "rule")},
        "date_precision": date.precision.value if date and date.precision else None,
        "date_basis": date.basis.value if date and date.basis else None,
        **_bounds(date.span if date else None, "date_span_"),
    }


def _at(report: str, ordinal: int) -> Row:
    return {"report": report, "ordinal": ordinal}


def _quoted(span: Span, text: str) -> Row:
    return {**_bounds(span), "quote": span.slice(text)}


def _bounds(span: Span | None, prefix: str = "") -> Row:
    return {f"{prefix}start": span.start if span else None, f"{prefix}end": span.end if span else None}
