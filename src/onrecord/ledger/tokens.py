"""
Words as texts are compared by: no case, one kind of apostrophe, nothing of punctuation and layout.

    'It wasn’t "so".'  ->  it wasn't so
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Span

__all__ = ["Token", "tokens_of", "whole"]

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    key: str
    """The form in which it is compared."""
    span: Span


def tokens_of(text: str, spans: Iterable[Span]) -> tuple[Token, ...]:
    """Return the words inside the spans of a text, in the order of the spans; offsets are those of the text."""
    return tuple(
        Token(match[0].casefold().replace("’", "'").replace("ʼ", "'"), Span(match.start(), match.end()))
        for span in spans
        for match in _WORD.finditer(text, span.start, min(span.end, len(text)))
    )


def whole(text: str) -> tuple[Span, ...]:
    """Return the one span that covers a text; none where it is empty."""
    return (Span(0, len(text)),) if text else ()
