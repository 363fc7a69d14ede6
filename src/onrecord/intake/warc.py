"""
Web archives (WARC, also WET): every page that was answered is a report, with its place in the archive.

    pages.warc.gz!/512 https://example.org/a        offset of the record, address of the page

A crawl holds more than pages: pictures, styles, redirects, requests. They are counted,
not read, and told of on one line per archive, `pages.warc.gz!/*`.
"""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.http_payload import http_payload, plain_media_type
from onrecord.intake.kinds import FileKind, Packing, kind_of_media_type, sniff_kind
from onrecord.intake.limits import Limits
from onrecord.intake.parts import STAGE, Part, failure
from onrecord.intake.warc_records import WarcFault, WarcRecord, warc_records
from onrecord.records import Failure, Given, Span
from onrecord.records.labels import PublishedBasis
from onrecord.records.report import Fact

__all__ = ["warc_parts"]

_PAGES = (FileKind.HTML, FileKind.TEXT, FileKind.PDF)
_CAPTURES = ("response", "resource", "conversion")
_ABOUT_CAPTURES = ("warcinfo", "request", "metadata", "continuation")
_SHOWN_KINDS = 6


def warc_parts(stream: BinaryIO, path: str, packing: Packing, limits: Limits) -> Iterator[Part | Failure]:
    """
    Yield the pages of a web archive in their order, and what could not be read in its place.

    Raises ReportError where it is cut short or no web archive at all; the pages
    before that were yielded.
    """
    if packing not in (Packing.NONE, Packing.GZIP, Packing.ZSTD):
        message = f"a web archive packed by {packing}; expected .warc, .warc.gz or .warc.zst"
        raise ReportError(message, SkipReason.UNSUPPORTED)
    left_out: Counter[str] = Counter()
    pages = records = 0
    cut: ReportError | None = None
    for found in warc_records(stream, packing, limits):
        if isinstance(found, WarcFault):
            if found.is_last and (found.error.reason is SkipReason.TRUNCATED or not records):
                cut = found.error
            else:
                yield Failure.of(found.error, path=f"{path}!/{found.offset}", stage=STAGE)
            continue
        records += 1
        try:
            part = _part(found, path, limits, left_out)
        except ReportError as error:
            yield Failure.of(error, path=_where(path, found), stage=STAGE)
            continue
        if part is not None:
            pages += 1
            yield part
    if left_out:
        yield failure(f"{path}!/*", SkipReason.UNSUPPORTED, _counted(left_out))
    if cut is not None:
        raise ReportError(f"{cut}; the {pages} pages before that were read" if records else str(cut), cut.reason)
    if not records:
        raise ReportError("there is no record in the web archive", SkipReason.EMPTY)


def _part(record: WarcRecord, path: str, limits: Limits, left_out: Counter[str]) -> Part | None:
    """Return the page in a record; None for what is none, which is counted where a reader might look for it."""
    kind = record.headers.get("warc-type", "").lower()
    if kind in _ABOUT_CAPTURES:
        return None
    if kind not in _CAPTURES:
        left_out["revisits (the page is where it was first met)" if kind == "revisit" else f"{kind!r} records"] += 1
        return None
    media_type = plain_media_type(record.headers.get("content-type", ""))
    if kind == "response" and media_type == "application/http":
        answer = http_payload(record.block)
        if answer.status != 200:
            left_out[f"answers {answer.status}"] += 1
            return None
        media_type = answer.media_type
        read = answer.body
    else:
        read = None
    page = _page_kind(media_type, record, b"" if media_type else record.block[:1024])
    if page is None:
        left_out[media_type or "without a media type"] += 1
        return None
    if record.size_bytes > len(record.block):
        raise ReportError(f"larger than {limits.max_file_bytes} bytes (max_file_bytes)", SkipReason.TOO_LARGE)
    body = read(limits.max_file_bytes) if read else record.block
    if not body.strip():
        left_out["empty pages"] += 1
        return None
    given = Given(url=record.headers.get("warc-target-uri", "").strip("<>") or None)
    return Part(path=_where(path, record), kind=page, body=body, given=given, facts=_facts(record))


def _page_kind(media_type: str, record: WarcRecord, head: bytes) -> FileKind | None:
    """Return what kind of page a record holds; None for what is no page."""
    kind = kind_of_media_type(media_type) if media_type else sniff_kind(head)
    address = record.headers.get("warc-target-uri", "").strip("<>").lower()
    if kind is FileKind.TEXT and address.endswith("/robots.txt"):
        return None
    return kind if kind in _PAGES else None


def _where(path: str, record: WarcRecord) -> str:
    """Name a record by its offset, which no other has, and its address."""
    place = str(record.offset) if record.offset >= 0 else record.headers.get("warc-record-id", "").strip("<>")
    return f"{path}!/{place} {record.headers.get('warc-target-uri', '').strip('<>')}".rstrip()


def _facts(record: WarcRecord) -> tuple[Fact, ...]:
    """Tell where the page was captured, and when; the day of capture is no day of publication."""
    raw = Span(record.offset, record.offset + record.length) if record.offset >= 0 else None
    when = record.headers.get("warc-date", "")[:40]
    return (Fact(field="capture", basis=PublishedBasis.DECLARED, raw=raw, rule=f"warc:record {when}".rstrip()),)


def _counted(left_out: Counter[str]) -> str:
    kinds = [f"{count} {what}" for what, count in left_out.most_common(_SHOWN_KINDS)]
    rest = sum(count for _, count in left_out.most_common()[_SHOWN_KINDS:])
    listed = ", ".join([*kinds, f"{rest} others"] if rest else kinds)
    return f"{left_out.total()} records that are no pages were left out: {listed}"
