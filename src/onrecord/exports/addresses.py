"""
URLs of reports as a URI, which other formats insist on, and None for what is none.

    page("https://example.org/a?q={x}#top")   ->   "https://example.org/a?q=%7Bx%7D#top"
    page("see the archive")                   ->   None
"""

import re
from urllib.parse import quote, urlsplit

__all__ = ["page"]

_KEPT = "/:?@!$&'()*+,;=%-._~"
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SCHEMES = ("http", "https", "ftp")


def page(url: str | None) -> str | None:
    """Return the address of a page with every character that a URI cannot hold in per cent; None for no page."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:  # a bracket that opens no IPv6 address, and the like: no page can be found there
        return None
    if parts.scheme not in _SCHEMES or not host:
        return None
    before, mark, after = _BARE_PERCENT.sub("%25", url.strip()).partition("#")
    brackets = "[]" if "[" in parts.netloc else ""
    return quote(before, safe=_KEPT + brackets, errors="replace") + mark + quote(after, safe=_KEPT, errors="replace")
