"""
Mentions, statements and events as a W3C annotation collection: JSON-LD with a position and a quotation for each span.

    {"type": "Annotation", "motivation": "classifying", "body": [{"type": "TextualBody", "value": "ASSAULT", …}],
     "target": {"type": "SpecificResource", "source": {"id": "urn:sha256:9f…", "type": "Text"}, "scope": "https://…",
                "selector": [{"type": "TextPositionSelector", "start": 31, "end": 37},
                             {"type": "TextQuoteSelector", "exact": "shelled", "prefix": "…", "suffix": "…"}]}}

Positions count Unicode code points, from 0, end exclusive, as the recommendation says: "The selection of the text MUST
be in terms of unicode code points". They point into the text of record, named by its digest, and not into a page.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from onrecord.exports.addresses import page
from onrecord.exports.json_text import known, write_list
from onrecord.exports.marks import Link, Mark, marks_of
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.records import Record, Span

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("id", "urn:onrecord, the id of the row and its part."),
    ("motivation", "classifying; linking for a tie between two annotations."),
    ("body, purpose classifying", "The label: kind of mention, part of a statement, PLOVER type."),
    ("body, purpose tagging", "Act and form of a statement; factuality and tense of an event."),
    ("body, purpose identifying", "Wikidata, of whom a mention refers to."),
    (
        "body, purpose linking",
        "The annotation that this one is tied to: a cue to its source, a trigger to its actor, …",
    ),
    ("target.source", "The text of record, as urn:sha256 of it in UTF-8."),
    ("target.scope", "The URL of the report."),
    ("target.selector", "TextPositionSelector in code points, and TextQuoteSelector with 32 characters on each side."),
)
LEFT_OUT = (
    "probabilities; actors, countries, places and days as resolved, but for Wikidata ids",
    "what the ledger says: claims, sources, copies, corrections",
    "lone surrogates: JSON-LD is UTF-8, which has no bytes for them; each is U+FFFD, so that positions stay",
)
_CONTEXT = 32
"""Characters of prefix and suffix, as many as annotation clients give."""


def write(selection: Selection, target: Target) -> Written:
    """Write one collection whose one page holds every annotation."""
    before = (
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:onrecord:collection", '
        '"type": "AnnotationCollection", "label": "onrecord", '
        '"first": {"id": "urn:onrecord:collection:1", "type": "AnnotationPage", "startIndex": 0, "items": [\n'
    )
    with target.text() as stream:
        rows = (row for record in selection.records() for row in _annotations(record))
        count = write_list(stream, rows, before=before, after="\n]}")
        stream.write(f', "total": {count}}}\n')
    return Written(counts={"annotations": count}, left_out={})


def _annotations(record: Record) -> Iterator[dict[str, Any]]:
    marks, links = marks_of(record)
    bodies = _bodies(record)
    known_marks = {mark.key: mark for mark in marks}
    for mark in marks:
        label = {"type": "TextualBody", "purpose": "classifying", "value": mark.label}
        yield {
            "id": _iri(mark.key),
            "type": "Annotation",
            "motivation": "classifying",
            "generator": {"id": "urn:onrecord:model", "type": "Software", "name": record.model},
            "body": [label, *(bodies.get(mark.row, []) if mark.part in ("mention", "cue", "trigger") else [])],
            "target": _target(record, mark.span),
        }
    for link in links:
        yield _tie(record, link, known_marks[link.tail])


def _tie(record: Record, link: Link, tail: Mark) -> dict[str, Any]:
    return {
        "id": _iri(f"{link.tail}-{link.label}-{link.head}"),
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": _iri(link.head)},
            {"type": "TextualBody", "purpose": "tagging", "value": link.label},
        ],
        "target": _target(record, tail.span),
    }


def _bodies(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Return what is said of each row beside its label."""
    found: dict[str, list[dict[str, Any]]] = {}
    for statement in record.statements:
        found[statement.id] = [_tag(statement.act.value), _tag(statement.form.value)]
    for event in record.events:
        found[event.id] = [_tag(event.factuality.value), _tag(event.tense.value)]
    wikidata = {actor.id: actor.wikidata for actor in record.actors if actor.wikidata}
    for mention in record.mentions:
        if mention.actor in wikidata:
            source = f"http://www.wikidata.org/entity/{quote(wikidata[mention.actor], safe='', errors='replace')}"
            found[mention.id] = [{"type": "SpecificResource", "purpose": "identifying", "source": source}]
    return found


def _tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _target(record: Record, span: Span) -> dict[str, Any]:
    report = record.report
    text = report.text
    return known(
        type="SpecificResource",
        source=known(
            id=f"urn:sha256:{report.sha256}", type="Text", format="text/plain", language=report.language or None
        ),
        scope=page(report.url),
        selector=[
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.slice(text),
                "prefix": text[max(0, span.start - _CONTEXT) : span.start],
                "suffix": text[span.end : span.end + _CONTEXT],
            },
        ],
    )


def _iri(key: str) -> str:
    return f"urn:onrecord:{quote(key, safe='.-', errors='replace')}"
