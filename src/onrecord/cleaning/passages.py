"""
The passages of a text: paragraphs and lines, each to become one zone or a few.

A page's passages are its blocks, with what the markup says of them. A plain text has
empty lines between paragraphs, or each paragraph on a line of its own, or lines cut
at a fixed width; headings, labels and bylines then stand on short lines between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.cleaning.furniture import is_furniture
from onrecord.cleaning.phrases import find_byline, is_correction, is_credit, is_date_line
from onrecord.records import Span, ZoneKind

__all__ = ["Passage", "front_matter", "plain_passages", "trimmed"]

_PARAGRAPH_BREAK = re.compile(r"(?:\r\n|\n|\r|\u2029)[^\S\r\n\u2029]*(?:\r\n|\n|\r|\u2029)\s*")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n){0,80}?---[ \t]*(?:\r?\n|$)")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_QUOTE = re.compile(r">[ \t]?")
_PICTURE = re.compile(r"!\\?\[[^\]]*\]\([^)]*\)\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_WRAP_WIDTHS = range(55, 101)
"""Widths at which mail and old systems cut lines."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of the text that stands apart, and what is known of it before its words are looked at."""

    span: Span
    kind: ZoneKind | None = None
    """Set by markup; None leaves it to the words."""
    is_heading: bool = False


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def front_matter(text: str) -> int:
    """Return where the YAML block that opens a Markdown file ends; 0 where there is none."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def plain_passages(text: str, *, is_markdown: bool = False) -> list[Passage]:
    """Cut a plain text into passages, in order."""
    passages: list[Passage] = []
    start = front_matter(text) if is_markdown else 0
    if start and (span := trimmed(text, 0, start)):
        passages.append(Passage(span, ZoneKind.FURNITURE))
    for span in _chunks(text, start):
        for line in _lines(text, span):
            passages.append(_markdown(text, line) if is_markdown else Passage(line))
    return passages


def _chunks(text: str, position: int) -> Iterator[Span]:
    for match in _PARAGRAPH_BREAK.finditer(text, position):
        if span := trimmed(text, position, match.start()):
            yield span
        position = match.end()
    if span := trimmed(text, position, len(text)):
        yield span


def _lines(text: str, chunk: Span) -> list[Span]:
    """Part a chunk into its lines where they are paragraphs; keep lines cut at a width together."""
    lines = [
        span
        for match in _LINE.finditer(text, chunk.start, chunk.end)
        if (span := trimmed(text, match.start(), match.end()))
    ]
    if len(lines) < 2:
        return lines
    if not _is_wrapped(text, lines):
        return lines
    head = 0
    while head < len(lines) - 1 and _stands_alone(lines[head].slice(text)):
        head += 1
    return [*lines[:head], Span(lines[head].start, lines[-1].end)]


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether lines run on into each other: most stop inside a sentence, none is longer than a page is wide."""
    if max(line.end - line.start for line in lines) >= _WRAP_WIDTHS.stop:
        return False
    inner = lines[:-1]
    open_ended = sum(
        1 for line in inner if not _SENTENCE_END.search(line.slice(text)) and not _stands_alone(line.slice(text))
    )
    return open_ended * 2 >= len(inner) and max(line.end - line.start for line in lines) >= _WRAP_WIDTHS.start


def _stands_alone(line: str) -> bool:
    return (
        is_furniture(line)
        or is_credit(line)
        or is_date_line(line)
        or is_correction(line)
        or find_byline(line) is not None
    )


def _markdown(text: str, span: Span) -> Passage:
    """Tell headings, quotations and pictures by their marks, which stay outside the passage."""
    if match := _HEADING.match(text, span.start, span.end):
        return Passage(Span(match.end(), span.end), is_heading=True) if match.end() < span.end else Passage(span)
    if match := _QUOTE.match(text, span.start, span.end):
        return Passage(Span(match.end(), span.end), ZoneKind.QUOTE) if match.end() < span.end else Passage(span)
    return Passage(span, ZoneKind.FURNITURE) if _PICTURE.match(text, span.start, span.end) else Passage(span)
