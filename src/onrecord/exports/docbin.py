"""
spaCy documents in a DocBin: texts with span groups, read with `DocBin().from_disk("news.spacy")`.

    doc.spans["mentions"]     person, organization, place, …
    doc.spans["statements"]   source, cue, content
    doc.spans["events"]       ASSAULT, CONSULT, … and actor, recipient, object, place, date

Each span's id is the row of the record and the part of it: `e4kq2….actor0`. Tokens are cut where spans begin and end,
so each span covers its very characters; `doc.user_data["onrecord"]` says which report and which part of it it is.
"""

from collections.abc import Mapping
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span, SpanGroup

from onrecord.exports.excerpts import Excerpt, excerpts
from onrecord.exports.offsets import storable
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.exports.tokens import tokens_of

__all__ = ["COLUMNS", "GROUPS", "LEFT_OUT", "document", "write"]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "mentions": ("mention",),
    "statements": ("source", "cue", "content"),
    "events": ("trigger", "actor", "recipient", "object", "place", "date"),
}
COLUMNS = (
    ('doc.spans["mentions"]', "Labels are kinds: person, organization, place, …"),
    (
        'doc.spans["statements"]',
        "Labels are source, cue and content; the id of a span begins with that of its statement.",
    ),
    (
        'doc.spans["events"]',
        "The label of a trigger is its PLOVER type; other labels are actor, recipient, object, place and date; the id "
        "of a span begins with that of its event.",
    ),
    ('doc.user_data["onrecord"]', "Report, place in it, title, outlet, day, URL, digest of the text, model, links."),
)
LEFT_OUT = (
    "lone surrogates: spaCy holds UTF-8, which has no bytes for them; each is U+FFFD, so that offsets stay",
    "actors, countries, places and days as resolved",
    "form, act and kind of source of a statement; factuality, tense, mode and contexts of an event",
    "what the ledger says: claims, sources, copies, corrections",
)
_DOCUMENTS = 1_000
"""Documents of one file of a folder: what is held in memory."""


def write(selection: Selection, target: Target) -> Written:
    """
    Write one document for each excerpt, or for each report with the whole text.

    A name that ends in `.spacy` is one file, which is made in memory; any other is a folder of files of a thousand
    documents, which spaCy's training reads as it is.
    """
    is_folder = target.path is not None and target.path.suffix.lower() != ".spacy"
    vocab, number, count, lost = spacy.blank("en").vocab, 0, 0, 0
    binary = DocBin(store_user_data=True)
    for record in selection.records():
        found, between = excerpts(record, full_text=selection.full_text)
        lost += between
        for excerpt in found:
            binary.add(document(excerpt, vocab))
            count += 1
        if is_folder and len(binary) >= _DOCUMENTS:
            _write(binary, target.within(f"{number:05}.spacy"))
            binary, number = DocBin(store_user_data=True), number + 1
    if len(binary) or not is_folder:
        _write(binary, target.within(f"{number:05}.spacy") if is_folder else target)
    return Written(counts={"documents": count}, left_out={"links from one excerpt to another": lost})


def _write(binary: DocBin, place: Target) -> None:
    with place.binary() as stream:
        stream.write(binary.to_bytes())


def document(excerpt: Excerpt, vocab: Any) -> Doc:
    """Return an excerpt as a spaCy document."""
    text = storable(excerpt.text)
    tokens = tokens_of(text, (mark.span for mark in excerpt.marks))
    doc = Doc(
        vocab, words=[text[each.start : each.end] for each in tokens], spaces=[each.space_after for each in tokens]
    )
    first = {token.start: n for n, token in enumerate(tokens)}
    last = {token.end: n + 1 for n, token in enumerate(tokens)}
    for group, parts in GROUPS.items():
        spans = [
            Span(doc, first[mark.span.start], last[mark.span.end], label=mark.label, span_id=mark.key)
            for mark in excerpt.marks
            if mark.part in parts
        ]
        doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
    links = [[link.tail, link.head, link.label] for link in excerpt.links]
    doc.user_data["onrecord"] = {**excerpt.about, "links": links}
    return doc
