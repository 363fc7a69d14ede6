"""
Whether a statement's content stands in quotation marks.

    “We won,” -> direct      that they “won big” -> mixed      that they won -> indirect
"""

import re
from collections.abc import Sequence

from onrecord.records import Form, Span

__all__ = ["form_of"]

_OPENS = '\u201c\u201e\u00ab"'
_CLOSES = '\u201d\u00bb"'
_QUOTED = re.compile(
    r"\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb|\"[^\"]*\"|(?<!\w)\u2018[^\u2018]+?\u2019(?!\w)|(?<!\w)'[^']+'(?!\w)"
)


def form_of(text: str, content: Sequence[Span]) -> Form:
    """Return direct, mixed or indirect for the spans of one content."""
    kinds = {_form_of_span(span.slice(text).strip()) for span in content}
    return kinds.pop() if len(kinds) == 1 else Form.MIXED


def _form_of_span(text: str) -> Form:
    # A quotation that goes on over paragraphs opens each of them and closes only the last.
    opened, closed = text[:1] in _OPENS, text.rstrip(".,;:!?")[-1:] in _CLOSES or text[-1:] in _CLOSES
    if opened and (closed or not any(mark in text[1:] for mark in _CLOSES)):
        inner = text[1:-1] if closed else text[1:]
        return Form.DIRECT if not _leaves_quotation(inner) else Form.MIXED
    if text[:1] in "\u2018'" and text[-1:] in "\u2019'":
        return Form.DIRECT
    return Form.MIXED if _QUOTED.search(text) or opened or closed else Form.INDIRECT


def _leaves_quotation(inner: str) -> bool:
    """Whether the quotation closes before the end: “a” and “b”."""
    for mark in ("\u201d", "\u00bb", '"'):
        at = inner.find(mark)
        if at >= 0 and "\n" not in inner[at : at + 3] and inner[at + 1 :].strip(" .,;"):
            return True
    return False
