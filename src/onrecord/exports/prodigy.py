"""
Prodigy tasks: a text with tokens, spans and relations, one a line.

    {"text": "Kyiv denied …", "tokens": [{"text": "Kyiv", "start": 0, "end": 4, "id": 0, "ws": true}, …],
     "spans": [{"start": 0, "end": 4, "token_start": 0, "token_end": 0, "label": "source"}, …],
     "relations": [{"head": 1, "child": 0, "label": "source", "head_span": {…}, "child_span": {…}}], "meta": {…}}

For `spans.manual` and `rel.manual`: spans overlap. Offsets count code points, as Prodigy does; a token_end is the last
token, not one past it.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from onrecord.exports.excerpts import Excerpt, excerpts
from onrecord.exports.json_text import line
from onrecord.exports.marks import Mark
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.exports.tokens import tokens_of

__all__ = ["COLUMNS", "LEFT_OUT", "write"]

COLUMNS = (
    ("text", "The excerpt, or the whole text."),
    ("tokens", "Words, marks and spaces; every span begins and ends with one. `ws`: a space follows."),
    ("spans", "Mentions, parts of statements and events; `row` is the id of the row, `score` its probability."),
    ("relations", "Links between spans, by the last token of each."),
    ("meta", "The report: id, where the excerpt stands in it, title, outlet, day, URL, digest of the text, model."),
    ("_input_hash, _task_hash", "Made from the report, the place and the spans, so that a second export is the same."),
)
LEFT_OUT = (
    "actors, countries, places and days as resolved: spans carry a label and the id of their row only",
    "form, act and kind of source of a statement; factuality, tense, mode and contexts of an event",
    "what the ledger says: claims, sources, copies, corrections",
)


def write(selection: Selection, target: Target) -> Written:
    """Write one task for each excerpt, or for each report with the whole text."""
    tasks, lost = 0, 0
    with target.text() as stream:
        for record in selection.records():
            found, between = excerpts(record, full_text=selection.full_text)
            lost += between
            for excerpt in found:
                stream.write(line(_task(excerpt)) + "\n")
                tasks += 1
    return Written(counts={"tasks": tasks}, left_out={"links from one excerpt to another": lost})


def _task(excerpt: Excerpt) -> dict[str, Any]:
    tokens = tokens_of(excerpt.text, (mark.span for mark in excerpt.marks))
    first = {token.start: n for n, token in enumerate(tokens)}
    last = {token.end: n for n, token in enumerate(tokens)}
    spans = {mark.key: _span(mark, first, last) for mark in excerpt.marks}
    return {
        "text": excerpt.text,
        "tokens": [
            {
                "text": excerpt.text[token.start : token.end],
                "start": token.start,
                "end": token.end,
                "id": n,
                "ws": token.space_after,
            }
            for n, token in enumerate(tokens)
        ],
        "spans": list(spans.values()),
        "relations": list(_relations(excerpt, spans)),
        "meta": excerpt.about,
        "_input_hash": _hash(excerpt.id),
        "_task_hash": _hash(excerpt.id, *(f"{mark.key}:{mark.label}" for mark in excerpt.marks)),
    }


def _span(mark: Mark, first: dict[int, int], last: dict[int, int]) -> dict[str, Any]:
    return {
        "start": mark.span.start,
        "end": mark.span.end,
        "token_start": first[mark.span.start],
        "token_end": last[mark.span.end],
        "label": mark.label,
        "row": mark.row,
        "score": round(mark.score, 4),
    }


def _relations(excerpt: Excerpt, spans: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    names = ("start", "end", "token_start", "token_end", "label")
    for link in excerpt.links:
        head, child = spans[link.tail], spans[link.head]
        yield {
            "head": head["token_end"],
            "child": child["token_end"],
            "head_span": {name: head[name] for name in names},
            "child_span": {name: child[name] for name in names},
            "label": link.label,
        }


def _hash(*parts: str) -> int:
    """Return a signed number of 32 bits, as Prodigy's own hashes are."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big", signed=True)
