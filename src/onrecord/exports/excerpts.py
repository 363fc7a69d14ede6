"""
The pieces of a report that leave a record when its whole text does not: the sentences that hold a row.

    text   "Rain fell all day. Kyiv denied that it had shelled the port. The market was open."
    out    "Kyiv denied that it had shelled the port."   with its marks, offsets counted from its own start

Sentences that one quotation runs through stay together. With the whole text, a report is one piece.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.exports.marks import Link, Mark, marks_of
from onrecord.records import Record, Span

__all__ = ["Excerpt", "excerpts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A piece of a report."""

    record: Record
    span: Span
    """Where it stands in the text of the report."""
    text: str
    marks: tuple[Mark, ...]
    """Spans count from the start of the excerpt."""
    links: tuple[Link, ...]
    """Between marks of this excerpt."""

    @property
    def id(self) -> str:
        """The report, and the characters of it."""
        return f"{self.record.report.id}#char={self.span.start},{self.span.end}"

    @property
    def about(self) -> dict[str, object]:
        """What is known of the report it comes from, for the margin of an annotation tool."""
        report = self.record.report
        fields = {
            "report": report.id,
            "start": self.span.start,
            "end": self.span.end,
            "title": report.title,
            "outlet": report.outlet,
            "published": report.published.start,
            "url": report.url,
            "sha256": report.sha256,
            "model": self.record.model,
        }
        return {name: value for name, value in fields.items() if value is not None}


def excerpts(record: Record, *, full_text: bool) -> tuple[list[Excerpt], int]:
    """Return the excerpts of a record in the order of text, and how many links run from one to another."""
    marks, links = marks_of(record)
    areas = [Span(0, len(record.report.text))] if full_text else _areas(record, marks)
    found, kept = [], 0
    for area in areas:
        inside = [mark for mark in marks if area.contains(mark.span)]
        keys = {mark.key for mark in inside}
        ties = tuple(link for link in links if link.tail in keys and link.head in keys)
        kept += len(ties)
        found.append(
            Excerpt(
                record=record,
                span=area,
                text=area.slice(record.report.text),
                marks=tuple(replace(mark, span=_shifted(mark.span, area)) for mark in inside),
                links=ties,
            )
        )
    return found, len(links) - kept


def _areas(record: Record, marks: tuple[Mark, ...]) -> list[Span]:
    """Return the runs of sentences that hold a part of a statement or an event; mentions alone ask for none."""
    wanted = sorted({_widened(mark.span, record.sentences) for mark in marks if mark.part != "mention"})
    return list(_merged(wanted))


def _widened(span: Span, sentences: tuple[Span, ...]) -> Span:
    touched = [sentence for sentence in sentences if sentence.overlaps(span)]
    starts, ends = [span.start, *(each.start for each in touched)], [span.end, *(each.end for each in touched)]
    return Span(min(starts), max(ends))


def _merged(spans: list[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current is not None and span.start < current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _shifted(span: Span, area: Span) -> Span:
    return Span(span.start - area.start, span.end - area.start)
