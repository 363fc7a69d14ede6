"""
Offsets in the unit that another program counts in.

    "😀 Kyiv"   code points [2, 6)   UTF-16 units [3, 7)   UTF-8 bytes [5, 9)

Records count Unicode code points, as Python, W3C selectors, RFC 5147, Prodigy and Label Studio do. Java (UIMA,
INCEpTION) and JavaScript as it comes (doccano) count UTF-16 units: a character beyond U+FFFF is two of them.
"""

import re
from bisect import bisect_left

from onrecord.records import Span

__all__ = ["Utf16", "fragment", "storable", "xml_storable"]

_LONE = re.compile("[\ud800-\udfff]")
# Everything that XML 1.0 has no way to write: most control characters, surrogates, two non-characters.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Utf16:
    """The offsets of one text in UTF-16 units."""

    def __init__(self, text: str) -> None:
        """Find the characters of the text that take two units."""
        self._wide = [n for n, character in enumerate(text) if character > "\uffff"]

    def at(self, offset: int) -> int:
        """Return the units before a code point."""
        return offset + bisect_left(self._wide, offset)

    def span(self, span: Span) -> tuple[int, int]:
        """Return the units [start, end) of a span."""
        return self.at(span.start), self.at(span.end)


def fragment(span: Span) -> str:
    """Return the fragment of RFC 5147 that points at a span of a plain text: `char=12,30`."""
    return f"char={span.start},{span.end}"


def storable(text: str) -> str:
    """Return a text that UTF-8 has bytes for: each lone surrogate becomes U+FFFD, so that offsets stay."""
    return _LONE.sub("\ufffd", text)


def xml_storable(text: str) -> str:
    """Return a text that XML can hold: each character it cannot becomes U+FFFD, so that offsets stay."""
    return _NOT_XML.sub("\ufffd", text)
