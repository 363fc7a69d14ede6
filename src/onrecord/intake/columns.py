"""
Which column of a table, or which field of an export, holds what.

    headline,story,date          ->  title, text, published, found by their names
    [columns] text = "Volltext"  ->  as the settings say

A number or name in an `id` column is taken over only where the settings name the
column: every table counts from 1, and two reports under one id are one too many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from onrecord.errors import ReportError, SkipReason

__all__ = ["Columns", "columns_of"]

# In this order; case, spaces, dashes and underscores do not count.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "fulltext", "articletext", "articlebody", "bodytext", "maintext", "contenttext", "plaintext"),
        *("rawtext", "body", "content", "article", "story", "articlecontent", "storytext", "documenttext"),
    ),
    "title": ("title", "headline", "articletitle", "hed"),
    "published": (
        *("published", "publishdate", "publisheddate", "publicationdate", "pubdate", "datepublished", "publishedat"),
        *("date", "articledate", "datetime"),
    ),
    "url": ("url", "link", "sourceurl", "weburl", "articleurl", "permalink", "uri"),
    "outlet": ("outlet", "publisher", "publication", "medianame", "newspaper", "source", "sitename", "domain"),
    "id": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of columns, where their own names do not say what they hold; case counts for nothing."""

    text: str | None = None
    """Column of the text of the report."""
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    id: str | None = None
    """Column of ids that are the report's own in all tables that are read into one record."""


def columns_of(header: Sequence[str], given: Columns) -> dict[str, int]:
    """Return the position of each column there is; ReportError where one that was given is not."""
    plain = [_plain(name) for name in header]
    found: dict[str, int] = {}
    for each in fields(Columns):
        wanted = getattr(given, each.name)
        if wanted is not None:
            if _plain(wanted) not in plain:
                known = ", ".join(header[:20])
                message = f"there is no column {wanted!r} (columns.{each.name}); the columns are: {known}"
                raise ReportError(message, SkipReason.MALFORMED)
            found[each.name] = plain.index(_plain(wanted))
            continue
        position = next((plain.index(name) for name in _NAMES[each.name] if name in plain), None)
        if position is not None and position not in found.values():
            found[each.name] = position
    return found


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
