"""
RSS and Atom: each entry that carries its full text is a report.

    <item><title>Rebels take the town</title><content:encoded><![CDATA[<p>MOURA …]]></content:encoded></item>
    ->  RawReport("feed.xml:1", b"<article><h1>Rebels take the town</h1>…", "text/html")

An entry becomes a page of its own, title first. Feeds that give a teaser only are
common; a teaser is not the report, so such an entry is listed with what to fetch.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import FileKind
from onrecord.intake.limits import Limits
from onrecord.intake.parts import Found, failure
from onrecord.intake.url_lists import is_address
from onrecord.intake.xml_events import MendedAmpersands, XmlReader
from onrecord.records import Failure, Given, RawReport

__all__ = ["read_feed"]

_CHUNK_BYTES = 16 * 1024
_FULL_WORDS = 150
"""Words from which a description counts as the report itself; teasers have 20 to 60 (a guess on the safe side)."""
_ROOTS = frozenset({"rss", "feed", "rdf"})
_ENTRIES = frozenset({"item", "entry"})
_FULL = frozenset({"encoded", "content", "fulltext"})
_SHORT = frozenset({"description", "summary"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
"""Elements of HTML that have no end: a second `br` would be a second line break."""
_FIELDS = frozenset({"title", "link", "pubdate", "published", "date", "updated", "guid", "id", *_FULL, *_SHORT})


def read_feed(stream: BinaryIO, path: str, limits: Limits, *, head: Sequence[bytes] = ()) -> Found:
    """
    Yield a page, or a failure, for each entry, in the order of the feed.

    Raises ReportError where the XML is damaged (the entries before that were
    yielded), is no feed, or holds no entry.
    """
    entries = _Entries(limits)
    reader = XmlReader(entries)
    mender = MendedAmpersands()
    count = 0
    chunk = b"".join(head)
    while True:
        error = None
        try:
            reader.feed(mender.mended(chunk, is_last=False), is_last=False)
            if not (chunk := stream.read(_CHUNK_BYTES)):
                reader.feed(mender.mended(b"", is_last=True), is_last=True)
        except ReportError as raised:
            error = raised
        for entry in entries.taken():
            count += 1
            yield _report(entry, entries.outlet, f"{path}:{count}")
        if error is not None:
            after = f"; the {count} entries before that were read" if count else ""
            raise ReportError(f"{error}{after}", error.reason) from error
        if not chunk:
            break
    if not count:
        raise ReportError("there is no entry in the feed", SkipReason.EMPTY)


class _Entry:
    """The fields of one entry, as they come."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.is_text = False
        self.too_long = False


class _Entries:
    """Hears of the elements of a feed and gathers its entries."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.max_file_bytes
        self._names: list[str] = []
        self._entry: _Entry | None = None
        self._entries: list[_Entry] = []
        self._field: str | None = None
        self._field_depth = 0
        self._pieces: list[str] = []
        self._length = 0
        self._is_xhtml = False
        self.outlet: str | None = None

    def taken(self) -> Iterator[_Entry]:
        """Yield the entries that are complete, once."""
        entries, self._entries = self._entries, []
        yield from entries

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note where an entry or one of its fields begins."""
        plain = _plain(name)
        if not self._names and plain not in _ROOTS:
            message = f"XML with a root element <{name}>; expected a feed: <rss>, <feed> or <rdf:RDF>"
            raise ReportError(message, SkipReason.UNSUPPORTED)
        self._names.append(plain)
        if self._field is not None:
            self._add(f"<{plain}{_attributes(attributes)}>" if self._is_xhtml else "")
        elif self._entry is None and plain in _ENTRIES:
            self._entry = _Entry()
            self._length = 0
        elif plain in _FIELDS and not name.startswith(("media:", "itunes:")):
            is_of_feed = self._entry is None and plain == "title" and len(self._names) <= 3
            if is_of_feed or (self._entry is not None and self._names[-2] in _ENTRIES):
                self._open(plain, attributes)

    def _open(self, field: str, attributes: Mapping[str, str]) -> None:
        self._field, self._field_depth, self._pieces = field, len(self._names), []
        self._is_xhtml = attributes.get("type") == "xhtml"
        if self._entry is not None and field in _FULL and attributes.get("type", "html") in ("text", "text/plain"):
            self._entry.is_text = True
        if self._entry is not None and field == "link" and attributes.get("rel", "alternate") == "alternate":
            self._add(attributes.get("href", ""))

    def text(self, characters: str) -> None:
        """Keep what stands in a field."""
        if self._field is not None:
            self._add(html.escape(characters, quote=False) if self._is_xhtml else characters)

    def end(self, name: str) -> None:
        """Close a field or an entry."""
        if self._field is not None and len(self._names) == self._field_depth:
            self._close()
        elif self._field is not None and self._is_xhtml and self._names[-1] not in _VOID:
            self._add(f"</{_plain(name)}>")
        if self._entry is not None and self._field is None and self._names[-1] in _ENTRIES:
            self._entries.append(self._entry)
            self._entry = None
        self._names.pop()

    def _close(self) -> None:
        field, value = self._field or "", "".join(self._pieces).strip()
        self._field, self._pieces = None, []
        if self._entry is None:
            self.outlet = self.outlet or value or None
        elif value:
            self._entry.fields.setdefault(field, value)

    def _add(self, characters: str) -> None:
        self._length += len(characters)
        if self._entry is not None and self._length > self._most:
            self._entry.too_long = True
        else:
            self._pieces.append(characters)


def _plain(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items() if _is_plain(name))


def _is_plain(name: str) -> bool:
    return ":" not in name and name != "xmlns"


def _report(entry: _Entry, outlet: str | None, path: str) -> RawReport | Failure:
    fields = entry.fields
    title = " ".join(html.unescape(fields.get("title", "")).split()) or None
    url = next((fields[name] for name in ("link", "guid", "id") if is_address(fields.get(name, ""))), None)
    full = next((fields[name] for name in ("encoded", "content", "fulltext") if name in fields), "")
    short = max((fields.get(name, "") for name in _SHORT), key=len)
    if entry.too_long:
        return failure(path, SkipReason.TOO_LARGE, "the entry is larger than max_file_bytes")
    text = full or (short if len(short.split()) >= _FULL_WORDS else "")
    if not text:
        found = f"the entry {title or 'without a title'!r} has a teaser of {len(short.split())} words, not its text"
        hint = f"; fetch its page: onrecord fetch {url} -o page.warc.gz" if url else "; it has no address either"
        return failure(path, SkipReason.NOT_FETCHED if url else SkipReason.NO_TEXT, found + hint)
    if entry.is_text:
        text = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
    heading = f"<h1>{html.escape(title)}</h1>\n" if title else ""
    body = f"<article>{heading}{text}</article>".encode("utf-8", "surrogatepass")
    when = next((fields[name] for name in ("pubdate", "published", "date", "updated") if name in fields), None)
    given = Given(title=title, published=_day(when), url=url, outlet=outlet)
    return RawReport(path=path, body=body, media_type=FileKind.HTML.value, given=given)


def _day(written: str | None) -> str | None:
    """Return a date of RSS (`Thu, 02 May 2024 10:00:00 GMT`) in ISO 8601; that of Atom is."""
    if written is None or written[:4].isdecimal():
        return written
    try:
        return parsedate_to_datetime(written).isoformat()
    except ValueError:
        return None
