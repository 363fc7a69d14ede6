"""
What other programs export as JSON: trafilatura's articles, Zotero's libraries, lists of addresses.

    {"title": "…", "hostname": "…", "date": "…", "text": "…", "source": "https://…"}   trafilatura
    [{"itemType": "newspaperArticle", "attachments": [{"path": "files/7/a.pdf"}], …}]    Zotero (Better BibTeX)
    [{"type": "article-newspaper", "container-title": "…", "URL": "https://…"}]          Zotero (CSL JSON)
    {"articles": [{"url": "https://…", "seendate": "…"}]}                                GDELT's search

Zotero holds texts in files beside its catalogue; what it says of an item is told to
the reading of its file. An item without a file has only an address, if that.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.json_rows import json_rows
from onrecord.intake.kinds import FileKind
from onrecord.intake.limits import Limits
from onrecord.intake.parts import STAGE, Attached, failure
from onrecord.intake.url_lists import fetch_first, is_address
from onrecord.records import Failure, Given, RawReport

__all__ = ["export_parts"]

_LISTS = ("items", "articles", "results", "stories")
"""Fields that hold the rows, where the document is one object around them."""
_SNAPSHOT_TYPES = frozenset({"text/html", "application/pdf", "text/plain", "application/xhtml+xml", ""})


def export_parts(stream: BinaryIO, path: str, limits: Limits) -> Iterator[RawReport | Failure | Attached]:
    """
    Yield a report, its failure, or the file that holds it, for each row of the document.

    Raises ReportError where the document is damaged, holds addresses only, or is of
    a kind we do not know.
    """
    first_address: str | None = None
    none = True
    for number, (row, written) in enumerate(_rows(stream, limits), start=1):
        none = False
        where = f"{path}:{number}"
        try:
            if not isinstance(row, dict):
                expected = "expected an object with text, or an item of Zotero"
                raise ReportError(f"found {type(row).__name__}, {expected}", SkipReason.MALFORMED)
            if _is_zotero(row):
                yield from _zotero(row, where)
            elif address := _bare_address(row):
                first_address = first_address or address
            else:
                given = _article(row)
                yield RawReport(path=where, body=written, media_type=FileKind.LINES.value, given=given)
        except ReportError as error:
            yield Failure.of(error, path=where, stage=STAGE)
    if first_address:
        raise fetch_first(path, "a list of addresses", first_address)
    if none:
        raise ReportError("there is nothing in it", SkipReason.EMPTY)


def _rows(stream: BinaryIO, limits: Limits) -> Iterator[tuple[Any, bytes]]:
    for row, written in json_rows(stream, limits):
        inner = next((row[name] for name in _LISTS if isinstance(row.get(name), list)), None) if _holds(row) else None
        if inner is None:
            yield row, written
        else:
            # The bytes of the whole are those of each, but a row knows itself by its own.
            yield from ((each, _plain(each)) for each in inner)


def _holds(row: Any) -> bool:
    """Whether an object is only the wrapper of a list."""
    return isinstance(row, dict) and not isinstance(row.get("text"), str)


def _plain(row: Any) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _text(row: Mapping[str, Any], *names: str) -> str | None:
    """Return the first of these fields that is a text with something in it."""
    return next((row[name] for name in names if isinstance(row.get(name), str) and row[name].strip()), None)


def _article(row: Mapping[str, Any]) -> Given:
    """Read an article as trafilatura writes it, or any object that names its text."""
    if str(row.get("format", "")).startswith("onrecord/"):
        message = "a record that onrecord made; expected a report. Records of several stores: onrecord merge"
        raise ReportError(message, SkipReason.UNSUPPORTED)
    text = _text(row, "text", "raw_text", "body", "content", "maintext")
    if text is None:
        known = ", ".join(sorted(map(str, row))[:8]) or "none"
        message = (
            f"the object has no text; its fields are: {known}. Expected one with text, or Zotero's or trafilatura's"
        )
        raise ReportError(message, SkipReason.MALFORMED)
    source = _text(row, "source")
    address = _text(row, "url", "source_url", "link") or (source if source and is_address(source) else None)
    outlet = _text(row, "sitename", "source-hostname", "outlet", "publisher", "hostname")
    return Given(
        id=None if "hostname" in row or "source-hostname" in row else _text(row, "id"),
        text=text,
        title=_text(row, "title", "headline"),
        published=_text(row, "date", "published", "publish_date"),
        url=address,
        outlet=outlet or (source if source and not is_address(source) else None),
    )


def _bare_address(row: Mapping[str, Any]) -> str | None:
    """Return the address of a row that has one and no text."""
    if _text(row, "text", "raw_text", "body", "content", "maintext"):
        return None
    address = _text(row, "url", "link")
    return address if address and is_address(address) else None


def _is_zotero(row: Mapping[str, Any]) -> bool:
    if isinstance(row.get("data"), dict) and "itemType" in row["data"]:
        return True
    return "itemType" in row or ("type" in row and any(name in row for name in ("container-title", "issued", "URL")))


def _zotero(row: Mapping[str, Any], path: str) -> Iterator[Failure | Attached]:
    """Yield the files of an item, or the failure that says it has none."""
    row = row["data"] if isinstance(row.get("data"), dict) else row
    if row.get("itemType") in ("attachment", "note", "annotation"):
        return
    given = Given(
        title=_text(row, "title"),
        published=_text(row, "date") or _issued(row.get("issued")),
        url=_text(row, "url", "URL"),
        outlet=_text(row, "publicationTitle", "websiteTitle", "blogTitle", "container-title", "publisher"),
    )
    files = [name for each in _list(row.get("attachments")) if (name := _file(each))]
    yield from (Attached(path=path, name=name, given=given) for name in files)
    if not files:
        hint = f"fetch its page: onrecord fetch {given.url} -o page.warc.gz" if given.url else "attach its text"
        found = f"the Zotero item {given.title or 'without a title'!r} has no file with its text"
        reason = SkipReason.NOT_FETCHED if given.url else SkipReason.NO_TEXT
        yield failure(path, reason, f"{found}; export with files, or {hint}")


def _file(attachment: Any) -> str | None:
    """Return the name of a file that can be a report."""
    if not isinstance(attachment, dict) or _text(attachment, "contentType", "mimeType") not in {None, *_SNAPSHOT_TYPES}:
        return None
    return _text(attachment, "path", "localPath")


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _issued(issued: Any) -> str | None:
    """Return a date of CSL JSON, `{"date-parts": [[2024, 5, 2]]}`, as an ISO date of the same precision."""
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not 1 <= len(first) <= 3:
        return None
    if not all(str(part).isdecimal() for part in first):
        return None
    return "-".join(f"{int(part):0{4 if n == 0 else 2}}" for n, part in enumerate(first))
