"""
Identifiers made from content and position, so that a second run writes the same rows.

`row_id("s", report.id, Span(31, 35))` -> `s4kq2…`: a letter for the table and 60 bits
of a digest in lower-case base 32, short enough to type and safe to about 10^8 rows.
"""

import hashlib

from onrecord.records.span import Span

__all__ = ["row_id", "text_digest"]

_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(a + b for a in _DIGITS for b in _DIGITS)
"""Two digits of base 32 (RFC 4648) for each ten bits: a report has hundreds of ids, and these are made at once."""


def row_id(table: str, report: str, *parts: Span | str) -> str:
    """Return the id of a row of the table letter, of the report, at the spans."""
    pieces = [report, *(f"{p.start}:{p.end}" if isinstance(p, Span) else p for p in parts)]
    digest = hashlib.sha256("\x1f".join(pieces).encode("utf-8", "surrogatepass")).digest()
    bits = int.from_bytes(digest[:8]) >> 4
    return table + "".join([_PAIRS[bits >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0)])


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text of record, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
