"""
The words a row rests on, inside the sentences they stand in, and where in the report that is.

    s4k…  ->  “Brig. Ryder told reporters that [shells had arrived].”   paragraph 3, characters 412 to 468

A statement alone would be shown without its "denied that"; so rows are quoted with
their whole sentences, and the words themselves are marked. The text is sliced here,
from the text of record, and never put together from stored quotes.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.records import Span

__all__ = ["LONGEST", "Passage", "passages", "texts"]

LONGEST = 1200
"""Characters of a passage: long enough for three sentences of news; a longer one is cut and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some sentences of a report that give a row, and the report they stand in."""

    row: str
    report: str
    start: int
    """Of the sentences, in characters of the text of record."""
    end: int
    text: str
    """The characters from start to end."""
    marks: tuple[Span, ...]
    """The words of the row itself, inside start and end, in order and apart."""
    is_cut_before: bool
    """Whether its first sentence begins before the start."""
    is_cut_after: bool
    """Whether its last sentence goes on behind the end."""
    zone: str | None
    """Kind of the zone that the passage begins in."""
    paragraph: int | None
    """Number of its paragraph among those of the body, from 1; None outside the body, and in a body of one."""
    sentence: int | None
    """Number of its first sentence among all of the report, from 1; None where it begins in none."""
    outlet: str | None
    title: str | None
    url: str | None
    path: str
    sha256: str
    """Of the text of record."""
    published: str | None
    published_end: str | None

    @property
    def span(self) -> Span:
        """The sentences, in the text of record."""
        return Span(self.start, self.end)

    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """Return the text in pieces, each with whether it is marked; joined they are the text."""
        found, at = [], self.start
        for mark in self.marks:
            for start, end, is_marked in ((at, mark.start, False), (mark.start, mark.end, True)):
                if end > start:
                    found.append((self.text[start - self.start : end - self.start], is_marked))
            at = mark.end
        if at < self.end:
            found.append((self.text[at - self.start :], False))
        return tuple(found)


def passages(connection: sqlite3.Connection, rows: Iterable[str]) -> dict[str, Passage]:
    """Return the passage of each of these events and statements; rows that are not there are left out."""
    found = _found(connection, sorted(set(rows)))
    reports = _reports(connection, {each.report for each in found.values()})
    return {row: _passage(connection, row, reports[each.report], each) for row, each in found.items()}


def texts(connection: sqlite3.Connection, reports: Iterable[str]) -> dict[str, str]:
    """Return the text of record of each of these reports."""
    return {report: row["text"] for report, row in _reports(connection, set(reports)).items()}


@dataclass(slots=True)
class _Found:
    """What is known of a row before its report is looked at."""

    report: str
    marked: list[Span]
    """The trigger of an event; what is said of a statement."""
    first: int
    """Where the row begins: a statement with its source and cue, an event with its sentence."""
    last: int
    is_whole: bool
    """Whether these are whole sentences already."""


def _found(connection: sqlite3.Connection, rows: list[str]) -> dict[str, _Found]:
    asked = json.dumps(rows)
    found: dict[str, _Found] = {}
    for row in connection.execute(
        "SELECT id, report, start, end, sentence_start, sentence_end FROM events "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (asked,),
    ):
        whole = row["sentence_start"] is not None and row["sentence_end"] is not None
        first = min(row["start"], row["sentence_start"]) if whole else row["start"]
        last = max(row["end"], row["sentence_end"]) if whole else row["end"]
        found[row["id"]] = _Found(row["report"], [Span(row["start"], row["end"])], first, last, whole)
    for row in connection.execute(
        "SELECT statements.id, statements.report, spans.role, spans.start, spans.end FROM statements "
        "JOIN spans ON spans.statement = statements.id WHERE statements.id IN (SELECT value FROM json_each(?)) "
        "ORDER BY statements.id, spans.start",
        (asked,),
    ):
        known = found.setdefault(row["id"], _Found(row["report"], [], row["start"], row["end"], False))
        known.first, known.last = min(known.first, row["start"]), max(known.last, row["end"])
        if row["role"] == "content":
            known.marked.append(Span(row["start"], row["end"]))
    return found


def _reports(connection: sqlite3.Connection, reports: set[str]) -> Mapping[str, sqlite3.Row]:
    rows = connection.execute(
        "SELECT id, text, outlet, title, url, path, sha256, published_start, published_end FROM reports "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(reports)),),
    )
    return {row["id"]: row for row in rows}


def _passage(connection: sqlite3.Connection, row: str, report: sqlite3.Row, found: _Found) -> Passage:
    start, end = found.first, found.last
    if not found.is_whole:
        start, end = _sentences(connection, report["id"], start, end)
    begun, ended = start, end
    if end - start > LONGEST:
        mark = found.marked[0].start if found.marked else found.first
        start = start if mark - start < LONGEST // 2 else mark - LONGEST // 4
        end = min(end, start + LONGEST)
    zone, paragraph = _place(connection, report, start)
    return Passage(
        row=row,
        report=report["id"],
        start=start,
        end=end,
        text=report["text"][start:end],
        marks=_marks(found.marked, start, end),
        is_cut_before=start > begun,
        is_cut_after=end < ended,
        zone=zone,
        paragraph=paragraph,
        sentence=_sentence(connection, report["id"], start),
        outlet=report["outlet"],
        title=report["title"],
        url=report["url"],
        path=report["path"],
        sha256=report["sha256"],
        published=report["published_start"],
        published_end=report["published_end"],
    )


def _sentences(connection: sqlite3.Connection, report: str, first: int, last: int) -> tuple[int, int]:
    """Return where the sentences around the characters begin and end; the characters themselves in none."""
    row = connection.execute(
        "SELECT min(start) AS start, max(end) AS end FROM sentences WHERE report = ? AND start < ? AND end > ?",
        (report, last, first),
    ).fetchone()
    if row["start"] is None:
        return first, last
    return min(row["start"], first), max(row["end"], last)


def _place(connection: sqlite3.Connection, report: sqlite3.Row, start: int) -> tuple[str | None, int | None]:
    """Return the kind of zone that a character stands in, and the number of its paragraph in the body."""
    kind, number, paragraphs = None, None, 0
    for zone in connection.execute(
        "SELECT kind, start, end FROM zones WHERE report = ? ORDER BY ordinal", (report["id"],)
    ):
        inside = zone["start"] <= start < zone["end"]
        kind = zone["kind"] if inside and kind is None else kind
        if zone["kind"] in ("body", "quote"):
            text = report["text"][zone["start"] : zone["end"]]
            if inside and number is None:
                number = paragraphs + _paragraphs(text[: start - zone["start"] + 1])
            paragraphs += _paragraphs(text)
    return kind, number if paragraphs > 1 else None


def _paragraphs(text: str) -> int:
    """Return how many paragraphs a text has: apart by empty lines, else by lines."""
    lines = text.replace("\r\n", "\n").strip().split("\n\n")
    lines = lines if len(lines) > 1 else text.strip().splitlines()
    return sum(bool(line.strip()) for line in lines)


def _sentence(connection: sqlite3.Connection, report: str, start: int) -> int | None:
    row = connection.execute(
        "SELECT ordinal FROM sentences WHERE report = ? AND start <= ? AND end > ? ORDER BY ordinal LIMIT 1",
        (report, start, start),
    ).fetchone()
    return None if row is None else int(row["ordinal"]) + 1


def _marks(spans: list[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the spans inside the passage, joined where they touch."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        inside = (max(span.start, start), min(span.end, end))
        if inside[0] >= inside[1]:
            continue
        if joined and inside[0] <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, inside[1]))
        else:
            joined.append(Span(*inside))
    return tuple(joined)
