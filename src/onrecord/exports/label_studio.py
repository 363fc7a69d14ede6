"""
Label Studio: tasks with predictions as one JSON list, and beside it the labelling configuration that shows them.

    tasks.json        [{"data": {"text": "…"}, "predictions": [{"result": [{"type": "labels", "value": {…}}, …]}]}]
    tasks.config.xml  <View><Relations>…</Relations><Labels name="label" toName="text">…</Labels><Text …/></View>

Its editor runs in a browser but converts what JavaScript counts: start and end are code points ("In python and other
modern tools complex unicode symbols handled as code points", selection-tools.js of 1.23.2, whose DOM manager slices
`[...text]`). Each value also carries the text that they cut, by which a shift would show.
"""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from onrecord.exports.excerpts import Excerpt, excerpts
from onrecord.exports.json_text import write_list
from onrecord.exports.marks import LINKS, Mark
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.records import EventType, MentionKind

__all__ = ["COLUMNS", "LEFT_OUT", "configuration", "write"]

COLUMNS = (
    ("data", "`text`, and what is known of the report: id, place in it, title, outlet, day, URL, digest."),
    ("predictions", "One, with the model's name and a result for each span and each link between two."),
    ("result, type labels", "`value`: start, end, text and labels; `meta`: id of the row; `score`."),
    ("result, type relation", "`from_id`, `to_id`, `direction` and labels."),
)
LEFT_OUT = (
    "actors, countries, places and days as resolved",
    "form, act and kind of source of a statement; factuality, tense, mode and contexts of an event",
    "what the ledger says: claims, sources, copies, corrections",
)
_PARTS = ("source", "cue", "content", "actor", "recipient", "object", "place", "date")


def write(selection: Selection, target: Target) -> Written:
    """Write one task for each excerpt, or for each report with the whole text, and the configuration."""
    lost = [0]

    def tasks() -> Iterator[dict[str, Any]]:
        for record in selection.records():
            found, between = excerpts(record, full_text=selection.full_text)
            lost[0] += between
            yield from map(_task, found)

    with target.text() as stream:
        count = write_list(stream, tasks())
    if target.path is not None:
        place = Target(target.path.with_name(f"{target.path.name}.config.xml"))
        with place.text() as stream:
            stream.write(configuration())
    return Written(counts={"tasks": count}, left_out={"links from one excerpt to another": lost[0]})


def configuration() -> str:
    """Return the labelling configuration: the labels and relations that a task may hold."""
    labels = dict.fromkeys((*_PARTS, *(each.value for each in MentionKind), *(each.value for each in EventType)))
    relations = dict.fromkeys(name.strip() for names, _ in LINKS for name in names.split(","))
    lines = [
        "<View>",
        "  <Relations>",
        *(f"    <Relation value={quoteattr(each)}/>" for each in relations),
        "  </Relations>",
        '  <Labels name="label" toName="text">',
        *(f"    <Label value={quoteattr(each)}/>" for each in labels),
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _task(excerpt: Excerpt) -> dict[str, Any]:
    spans = [_span(mark, excerpt.text) for mark in excerpt.marks]
    ties = [
        {
            "type": "relation",
            "from_id": link.tail,
            "to_id": link.head,
            "direction": "right",
            "labels": [link.label],
        }
        for link in excerpt.links
    ]
    return {
        "data": {"text": excerpt.text, **excerpt.about},
        "predictions": [{"model_version": excerpt.record.model, "result": [*spans, *ties]}],
    }


def _span(mark: Mark, text: str) -> dict[str, Any]:
    return {
        "id": mark.key,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": mark.span.start,
            "end": mark.span.end,
            "text": mark.span.slice(text),
            "labels": [mark.label],
        },
        "score": round(mark.score, 4),
        "meta": {"row": [mark.row]},
    }
