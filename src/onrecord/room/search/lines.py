"""
A found row as a line of the page: its words with the hits marked, never cut inside one.

    cut("… moved shells by rail …", "shells")   ->   ("… moved ", no), ("shells", hit), (" by rail …", no)
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.records import Span
from onrecord.store.hits import hits

__all__ = ["Line", "Piece", "line_of", "pieces"]

_AROUND = 120
"""Characters shown before and after a hit in a long text."""
_MOST = 400
"""Characters shown of a text without hits."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together; `is_hit` where they are words of the search."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the page shows of a row."""

    pieces: tuple[Piece, ...]
    start: int | None
    """Where the link into the report's text leads, in code points."""
    end: int | None
    row: Mapping[str, Any]


def line_of(kind: str, row: Mapping[str, Any], wanted: str | None) -> Line:
    """Return the line of a found row."""
    if kind == "events":
        return Line(pieces=pieces(row["sentence"] or row["did"], wanted), start=row["start"], end=row["end"], row=row)
    if kind == "statements":
        return Line(pieces=pieces(row["said"] or "…", wanted), start=row["start"], end=row["end"], row=row)
    if kind == "claims":
        return Line(pieces=pieces(row["what"], wanted), start=None, end=None, row=row)
    if kind == "actors":
        return Line(pieces=pieces(row["name"], wanted), start=None, end=None, row=row)
    found = hits(wanted, row["text"]) if wanted else []
    first = found[0] if found else None
    shown = {name: value for name, value in row.items() if name != "text"}
    return Line(
        pieces=pieces(row["text"], wanted) if found else (Piece(row["title"] or row["path"], False),),
        start=first.start if first else None,
        end=first.end if first else None,
        row=shown,
    )


def pieces(text: str, wanted: str | None) -> tuple[Piece, ...]:
    """Return the text in pieces, hits apart; of a long text what stands around the first hits."""
    found = _apart(hits(wanted, text)) if wanted else []
    if not found:
        return (Piece(text if len(text) <= _MOST else _trimmed(text[:_MOST]) + " …", False),)
    return tuple(_pieces(text, found[:12]))


def _pieces(text: str, found: Sequence[Span]) -> Iterator[Piece]:
    at = 0
    for n, hit in enumerate(found):
        between = text[at : hit.start]
        most = _AROUND if n == 0 else 2 * _AROUND
        if len(between) > most:
            yield Piece(_gap(between, first=n == 0), False)
        elif between:
            yield Piece(between, False)
        yield Piece(text[hit.start : hit.end], True)
        at = hit.end
    after = text[at:]
    if len(after) > _AROUND:
        yield Piece(_trimmed(after[:_AROUND]) + " …", False)
    elif after:
        yield Piece(after, False)


def _gap(between: str, *, first: bool) -> str:
    end = between[-_AROUND:].partition(" ")[2]
    return f"… {end}" if first else f"{_trimmed(between[:_AROUND])} … {end}"


def _trimmed(text: str) -> str:
    return text.rpartition(" ")[0] or text


def _apart(found: Sequence[Span]) -> list[Span]:
    """Return hits so that none overlaps the one before: a phrase and a word of it are one."""
    joined: list[Span] = []
    for hit in found:
        if joined and hit.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, hit.end))
        else:
            joined.append(hit)
    return joined
