"""
onrecord as a component of a spaCy pipeline: who says what and who did what, on the documents of spaCy.

    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2024-05-02"})
    doc = nlp("Moscow accused Kyiv of shelling the port. Kyiv denied it.")
    doc.spans["statements"], doc.spans["events"], doc.spans["mentions"]
    doc._.onrecord.statements           # the record itself
    doc.spans["events"][0]._.row        # the event of the record that a span belongs to
    displacy.render(as_displacy(doc._.onrecord, "events"), style="span", manual=True)

spaCy's spans are made of its tokens: one that begins or ends inside a token is widened to it, and `span._.exact` has
the very characters. A document that cannot be read (not English, empty) keeps `doc._.onrecord` None and says why in
`doc._.onrecord_failure`.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Self

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.assembly import default_pipeline
from onrecord.exports.docbin import GROUPS
from onrecord.exports.marks import Mark, marks_of
from onrecord.exports.tokens import tokens_of
from onrecord.pipeline import Pipeline
from onrecord.records import Failure, Given, RawReport, Record
from onrecord.records.wire import record_from_line, record_to_line
from onrecord.settings import Settings

__all__ = ["OnrecordPipe", "as_displacy", "make_pipe"]


# What the attributes are made from, as spaCy can store it and send it to another process.
_RECORD, _FAILURE, _EXACT = "onrecord_record", "onrecord_failure", "onrecord_exact"


class OnrecordPipe:
    """Reads each document and puts what it finds into span groups and extension attributes."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Take the pipeline to read with, and register the extension attributes."""
        self._pipeline = pipeline
        for name, of_doc in (("onrecord", _record), ("onrecord_failure", _failure)):
            if not Doc.has_extension(name):
                Doc.set_extension(name, getter=of_doc)
        for name, of_span in (("exact", _exact), ("row", _row)):
            if not Span.has_extension(name):
                Span.set_extension(name, getter=of_span)

    def __call__(self, doc: Doc) -> Doc:
        """Read one document; its text stays as it is."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Read documents in batches."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            for doc, outcome in zip(docs, self._pipeline([_raw(doc.text) for doc in docs]), strict=True):
                if isinstance(outcome, Failure):
                    doc.user_data[_FAILURE] = outcome.message
                else:
                    _annotate(doc, outcome)
                yield doc

    def to_disk(self, _path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # spaCy's name
        """Write nothing: the component is made anew from its settings and from the model of the package."""

    def from_disk(self, _path: str | Path, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002  # spaCy's name
        """Return itself: there is nothing to read back."""
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002  # spaCy's name
        """Return nothing: see `to_disk`."""
        return b""

    def from_bytes(self, _stored: bytes, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002  # spaCy's name
        """Return itself: see `from_disk`."""
        return self


@Language.factory(
    "onrecord",
    default_config={"published": None, "threads": None},
    assigns=["doc._.onrecord", "doc._.onrecord_failure", "doc.spans", "span._.exact", "span._.row"],
)
def make_pipe(nlp: Language, name: str, published: str | None, threads: int | None) -> OnrecordPipe:  # noqa: ARG001
    """Return the component; `published` is the day (ISO 8601) that texts without one were published."""
    return OnrecordPipe(default_pipeline(Settings(threads=threads), published))


def as_displacy(record: Record, group: str = "statements", *, title: str | None = None) -> dict[str, Any]:
    """
    Return what `displacy.render(…, style="span", manual=True)` shows: "mentions", "statements" or "events".

    Works on the exact characters, with any record: it needs no spaCy pipeline.
    """
    text = record.report.text
    marks = [mark for mark in marks_of(record)[0] if mark.part in GROUPS[group]]
    tokens = tokens_of(text, (mark.span for mark in marks))
    first = {token.start: n for n, token in enumerate(tokens)}
    last = {token.end: n + 1 for n, token in enumerate(tokens)}
    return {
        "text": text,
        "tokens": [text[token.start : token.end] for token in tokens],
        "spans": [
            {
                "start": mark.span.start,
                "end": mark.span.end,
                "start_token": first[mark.span.start],
                "end_token": last[mark.span.end],
                "label": mark.label,
            }
            for mark in marks
        ],
        "title": title or record.report.title,
    }


def _raw(text: str) -> RawReport:
    """Return a text as a JSON line would bring it: it is taken as given, character by character."""
    return RawReport(
        path="-", body=json.dumps({"text": text}).encode(), media_type="application/json", given=Given(text=text)
    )


def _annotate(doc: Doc, record: Record) -> None:
    doc.user_data[_RECORD] = record_to_line(record, complete=True)
    marks, _ = marks_of(record)
    doc.user_data[_EXACT] = {mark.key: (mark.span.start, mark.span.end) for mark in marks}
    for group, parts in GROUPS.items():
        spans = (_span(doc, mark) for mark in marks if mark.part in parts)
        doc.spans[group] = SpanGroup(doc, name=group, spans=[span for span in spans if span is not None])


def _span(doc: Doc, mark: Mark) -> Span | None:
    """Return a span of spaCy's tokens; None where the characters belong to none, such as a space between two."""
    found = doc.char_span(mark.span.start, mark.span.end, label=mark.label, alignment_mode="expand")
    return Span(doc, found.start, found.end, label=mark.label, span_id=mark.key) if found else None


def _record(doc: Doc) -> Record | None:
    line: str | None = doc.user_data.get(_RECORD)
    return None if line is None else _read_back(line)


@lru_cache(maxsize=64)
def _read_back(line: str) -> Record:
    return record_from_line(line)


def _failure(doc: Doc) -> str | None:
    message: str | None = doc.user_data.get(_FAILURE)
    return message


def _exact(span: Span) -> tuple[int, int] | None:
    """Return the very characters of a span that this component made; spans of one place differ by their id."""
    found = span.doc.user_data.get(_EXACT, {}).get(span.id_)
    return (found[0], found[1]) if found else None


def _row(span: Span) -> str | None:
    """Return the row of the record that a span is part of; None for the spans of others."""
    return span.id_.rpartition(".")[0] or None
