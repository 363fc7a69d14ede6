"""
Tokens for tools that only take spans of whole tokens: words, marks and spaces, cut where a span begins or ends.

    "Kyiv's port", a span [0, 4)   ->   Kyiv | ' | s␣ | port

Nothing is lost: the tokens with the space after each make up the text again.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.records import Span

__all__ = ["Token", "tokens_of"]

# A word with the marks that sit on its letters; one other character with its marks; a run of spaces.
_JOINED = "[\u0300-\u036f\u200c\u200d\ufe0e\ufe0f]"
_PIECE = re.compile(rf"(?:\w|{_JOINED})+|\s+|[^\w\s]{_JOINED}*")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text."""

    start: int
    end: int
    space_after: bool
    """Whether one space follows that belongs to no other token."""


def tokens_of(text: str, spans: Iterable[Span]) -> list[Token]:
    """Return the tokens of a text; each span begins with one and ends with one."""
    wanted = list(spans)
    starts, ends = {span.start for span in wanted}, {span.end for span in wanted}
    found: list[Token] = []
    for start, end in _pieces(text, starts | ends):
        is_bare = found and not found[-1].space_after and not text[found[-1].start : found[-1].end].isspace()
        if is_bare and text[start:end] == " " and start not in starts and end not in ends:
            found[-1] = Token(found[-1].start, found[-1].end, True)
        else:
            found.append(Token(start, end, False))
    return found


def _pieces(text: str, edges: set[int]) -> Iterator[tuple[int, int]]:
    for match in _PIECE.finditer(text):
        start = match.start()
        for n in range(match.start() + 1, match.end()):
            if n in edges:
                yield start, n
                start = n
        yield start, match.end()
