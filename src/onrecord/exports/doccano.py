"""
doccano: texts with entities and relations, one a line, for import as "JSONL(relation)".

    {"text": "😀 Kyiv denied …", "entities": [{"id": 1, "start_offset": 3, "end_offset": 7, "label": "source"}],
     "relations": [{"id": 1, "from_id": 2, "to_id": 1, "type": "source"}], "report": "r1", …}

The pages of doccano cut the text with JavaScript's own substr (its v-annotator, in 1.8.4), so its offsets are UTF-16
units: 3 and 7 above, where Python counts 2 and 6. The project must allow overlapping spans and must not count grapheme
clusters as one character, which is off by default.
"""

from typing import Any

from onrecord.exports.excerpts import Excerpt, excerpts
from onrecord.exports.json_text import line
from onrecord.exports.offsets import Utf16
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("text", "The excerpt, or the whole text."),
    ("entities", "Mentions, parts of statements and events: id, start_offset, end_offset, label."),
    ("relations", "Links between entities: id, from_id, to_id, type."),
    ("report, start, end, title, outlet, …", "The report and where the excerpt stands in it, in code points."),
)
LEFT_OUT = (
    "ids and probabilities of rows: an entity has a label only",
    "actors, countries, places and days as resolved",
    "form, act and kind of source of a statement; factuality, tense, mode and contexts of an event",
    "what the ledger says: claims, sources, copies, corrections",
)


def write(selection: Selection, target: Target) -> Written:
    """Write one example for each excerpt, or for each report with the whole text."""
    count, lost, at = 0, 0, 1
    with target.text() as stream:
        for record in selection.records():
            found, between = excerpts(record, full_text=selection.full_text)
            lost += between
            for excerpt in found:
                stream.write(line(_example(excerpt, at)) + "\n")
                at += len(excerpt.marks) + len(excerpt.links)
                count += 1
    return Written(counts={"examples": count}, left_out={"links from one excerpt to another": lost})


def _example(excerpt: Excerpt, at: int) -> dict[str, Any]:
    """Return an example; ids of entities and relations are whole numbers from `at`, unique in the file."""
    units = Utf16(excerpt.text)
    ids = {mark.key: at + n for n, mark in enumerate(excerpt.marks)}
    entities = []
    for mark in excerpt.marks:
        start, end = units.span(mark.span)
        entities.append({"id": ids[mark.key], "start_offset": start, "end_offset": end, "label": mark.label})
    relations = [
        {"id": at + len(ids) + n, "from_id": ids[link.tail], "to_id": ids[link.head], "type": link.label}
        for n, link in enumerate(excerpt.links)
    ]
    return {"text": excerpt.text, "entities": entities, "relations": relations, **excerpt.about}
