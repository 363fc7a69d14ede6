"""
A report on its way in: the bytes as found, then the text of record.

RawReport is what intake hands over. Report is what cleaning makes of it: one
text that is never re-derived, cut into zones, with every character mapped back
to the bytes of the file.
"""

from dataclasses import dataclass, field
from typing import NewType

from onrecord.records.labels import PublishedBasis, ZoneKind
from onrecord.records.span import Span

__all__ = ["Fact", "Given", "Origin", "Published", "RawReport", "Report", "ReportId", "Run", "Zone"]

ReportId = NewType("ReportId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What came with the text from outside: fields of a JSON line, options of the caller."""

    id: str | None = None
    text: str | None = None
    """The text itself, when the input is a JSON line; it becomes `Report.text` unchanged."""
    title: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time, as given."""
    url: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawReport:
    """One report as found, not yet decoded."""

    path: str
    """Where it was found, for people: `news.zip!/a/b.html`, `export.jsonl:12`, `-`."""
    body: bytes
    """The bytes of the file, of the archive member, or of the JSON line."""
    media_type: str
    """`text/html`, `text/plain`, `text/markdown` or `application/json`; `application/pdf`, `text/csv` and the like
    where the text was taken out of the file and is `given`."""
    given: Given = field(default_factory=Given)
    facts: "tuple[Fact, ...]" = ()
    """What is known of the text from where it was found: page and box of each line, place in an archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One block of the text of record and what it is; zones do not overlap and lie in text order."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The date of publication as an interval of ISO days, with how it is known."""

    start: str | None = None
    end: str | None = None
    basis: PublishedBasis = PublishedBasis.UNKNOWN
    span: Span | None = None
    """Where the text of record says so; null where only markup, URL or the caller does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    The evidence of one field about the report itself (title, byline, outlet, credit, …).

    The fields `line` and `capture` tell where the text was found: a line's page and
    box in a PDF, the record of a web archive that a page came from (`raw`: its bytes
    in the archive, as packed).
    """

    field: str
    basis: PublishedBasis
    span: Span | None = None
    """Where in the text of record."""
    raw: Span | None = None
    """Where in the bytes of the file, for values that stand in markup only."""
    rule: str = ""
    """Which rule read it, e.g. `html:meta[og:title]`."""


@dataclass(frozen=True, slots=True)
class Run:
    """
    A run of characters that map to the bytes in step.

    Character `text_start + i` (0 <= i < length) comes from the bytes
    `[raw_start + i * width, raw_start + (i + 1) * width)`. A character made
    from an entity is a run of length 1 whose width is the entity's. Characters
    that cleaning put in itself (a paragraph break) have width 0.
    """

    text_start: int
    length: int
    raw_start: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The file that a text was made from."""

    sha256: str
    """Of the bytes of the file, of the archive member, or of the JSON line."""
    media_type: str
    encoding: str
    """Python codec name the bytes were decoded with."""
    size_bytes: int
    runs: tuple[Run, ...] = ()
    """Tile the text of record, in order; empty where the text was given: by a JSON line, a row of a table, a PDF."""

    def raw_span(self, span: Span) -> Span | None:
        """Return the bytes that a span of the text came from; None where it came from none."""
        starts, ends = [], []
        for run in self.runs:
            lo, hi = max(run.text_start, span.start), min(run.text_start + run.length, span.end)
            if lo < hi and run.width:
                starts.append(run.raw_start + (lo - run.text_start) * run.width)
                ends.append(run.raw_start + (hi - run.text_start) * run.width)
        return Span(min(starts), max(ends)) if starts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The text of record and what is known about it. All spans of a record point into `text`."""

    id: ReportId
    sha256: str
    """Of `text` in UTF-8 (lone surrogates passed through)."""
    text: str
    zones: tuple[Zone, ...]
    path: str
    origin: Origin
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    credit: str | None = None
    published: Published = field(default_factory=Published)
    language: str | None = None
    facts: tuple[Fact, ...] = ()

    def places(self, span: Span) -> tuple[str, ...]:
        """Return where in the file a span of the text stands, line by line; nothing where no lines are known."""
        lines = (fact for fact in self.facts if fact.field == "line" and fact.span is not None)
        return tuple(fact.rule for fact in lines if fact.span and _overlap(fact.span, span))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
