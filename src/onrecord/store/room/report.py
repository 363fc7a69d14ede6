"""
What the page of a report shows: the report, its text, and who says what and what happens in a stretch of it.

    report_head(connection, "r1")            ->   ReportHead(outlet="…", characters=2157, zones=(…), family="…", …)
    statement_notes(connection, "r1", 0, 900) ->   (StatementNote(id="s…", speaker_name="…", act="deny", …), …)

A long report is shown a stretch at a time, so only the rows that touch the stretch are read.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.records import Span

__all__ = [
    "ClaimLink",
    "EventNote",
    "NamedSpan",
    "ReportHead",
    "StatementNote",
    "ZoneSpan",
    "event_notes",
    "report_head",
    "report_text",
    "statement_notes",
]


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """A block of the text and what it is."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """What is known about a report itself."""

    id: str
    sha256: str
    title: str | None
    url: str | None
    path: str
    outlet: str | None
    byline: str | None
    dateline: str | None
    credit: str | None
    published_start: str | None
    published_end: str | None
    published_basis: str
    language: str | None
    model: str
    origin_sha256: str
    origin_media_type: str
    origin_encoding: str
    origin_size_bytes: int
    characters: int
    statements: int
    events: int
    family: str | None
    """The family of copies it belongs to."""
    family_reports: int
    """Reports of that family, this one among them; 1 where it has no copy."""
    zones: tuple[ZoneSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """The claim that a row is an account of, and how that stands."""

    claim: str
    standing: str
    standing_words: str
    sources: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpan:
    """Words of the text that name somebody or something."""

    start: int
    end: int
    quote: str
    name: str | None
    """By name where known."""
    actor: str | None
    """The actor of the report."""
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementNote:
    """A statement as its report's page shows it."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_quote: str | None
    cue_quote: str | None
    said: str | None
    source_kind: str
    form: str
    act: str
    speaker: str | None
    speaker_name: str | None
    speaker_rule: str | None
    addressee_name: str | None
    parent: str | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    date_basis: str | None
    score: float
    claim: ClaimLink | None

    @property
    def start(self) -> int:
        """The first character of any of its parts."""
        return min(span.start for span in (*self.source, *self.cue, *self.content))

    @property
    def who(self) -> str | None:
        """Who says it: by name where known, else in the words of the report; None where nobody is named."""
        return self.speaker_name or self.source_quote


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNote:
    """An event as its report's page shows it."""

    id: str
    type: str
    own_types: tuple[str, ...]
    """Types of the user's own that it is of, beside PLOVER's."""
    mode: str | None
    start: int
    end: int
    quote: str
    factuality: str
    tense: str
    actors: tuple[NamedSpan, ...]
    recipients: tuple[NamedSpan, ...]
    objects: tuple[str, ...]
    place_quote: str | None
    place_name: str | None
    place_country: str | None
    place_precision: str | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    date_basis: str | None
    dead: int | None
    injured: int | None
    arrested: int | None
    score: float
    stated_by: tuple[str, ...]
    """The statements that say so; none where the outlet does in its own voice."""
    denied_by: tuple[str, ...]
    claim: ClaimLink | None


def report_head(connection: sqlite3.Connection, id: str) -> ReportHead | None:
    """Return a report without its text; None where there is none of that id."""
    row = connection.execute(
        "SELECT id, reports.sha256, title, url, path, outlet, byline, dateline, credit, published_start, "
        "published_end, published_basis, language, model, origin_sha256, origin_media_type, origin_encoding, "
        "origin_size_bytes, family, "
        "(SELECT count(*) FROM statements WHERE report = reports.id) AS statements, "
        "(SELECT count(*) FROM events WHERE report = reports.id) AS events, "
        "(SELECT count(*) FROM sketches AS others WHERE others.family = sketches.family) AS family_reports "
        "FROM reports LEFT JOIN sketches ON sketches.report = reports.id WHERE id = ?",
        (id,),
    ).fetchone()
    if row is None:
        return None
    zones = connection.execute("SELECT kind, start, end FROM zones WHERE report = ? ORDER BY ordinal", (id,))
    known = dict(row) | {"family_reports": row["family_reports"] or 1}
    return ReportHead(
        **known, characters=len(report_text(connection, id)), zones=tuple(ZoneSpan(*zone) for zone in zones)
    )


def report_text(connection: sqlite3.Connection, id: str) -> str:
    """Return the text of record; empty for an id that there is no report of."""
    row = connection.execute("SELECT text FROM reports WHERE id = ?", (id,)).fetchone()
    return str(row["text"]) if row else ""


def statement_notes(connection: sqlite3.Connection, report: str, start: int, end: int) -> tuple[StatementNote, ...]:
    """Return the statements of a report that touch the characters from `start` to `end`, in reading order."""
    parts: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    touching = connection.execute(
        "SELECT spans.* FROM statements JOIN spans ON spans.statement = statements.id "
        "WHERE report = ? ORDER BY statements.ordinal, spans.ordinal",
        (report,),
    )
    for span in touching:
        parts[span["statement"]].append(span)
    wanted = [
        each for each, spans in parts.items() if any(span["start"] < end and start < span["end"] for span in spans)
    ]
    claims = _claims(connection, report, wanted)
    rows = connection.execute(
        "SELECT statements.*, speakers.name AS speaker_name, addressees.name AS addressee_name FROM statements "
        "LEFT JOIN actors AS speakers ON speakers.id = statements.speaker "
        "LEFT JOIN actors AS addressees ON addressees.id = statements.addressee "
        "WHERE statements.id IN (SELECT value FROM json_each(?)) ORDER BY statements.ordinal",
        (json.dumps(wanted),),
    )
    notes = (_statement(row, parts[row["id"]], claims.get(row["id"])) for row in rows)
    return tuple(sorted(notes, key=lambda note: note.start))


def event_notes(connection: sqlite3.Connection, report: str, start: int, end: int) -> tuple[EventNote, ...]:
    """Return the events of a report whose trigger touches the characters from `start` to `end`, in reading order."""
    rows = connection.execute(
        "SELECT * FROM events WHERE report = ? AND start < ? AND end > ? ORDER BY start, ordinal", (report, end, start)
    ).fetchall()
    ids = [row["id"] for row in rows]
    claims, among = _claims(connection, report, ids), (json.dumps(ids),)
    named: defaultdict[tuple[str, str], list[NamedSpan]] = defaultdict(list)
    for row in connection.execute(
        "SELECT participants.*, actors.name AS name FROM participants LEFT JOIN actors ON actors.id = actor "
        "WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, role, participants.ordinal",
        among,
    ):
        keys = ("start", "end", "quote", "name", "actor", "country")
        named[row["event"], row["role"]].append(NamedSpan(**{key: row[key] for key in keys}))
    objects = _gathered(
        connection.execute(
            "SELECT event, quote FROM objects WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, ordinal",
            among,
        )
    )
    own_types = _gathered(
        connection.execute(
            "SELECT event, type FROM own_types WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, ordinal",
            among,
        )
    )
    relations = {
        relation: _gathered(
            connection.execute(
                "SELECT event, statement FROM event_statements WHERE event IN (SELECT value FROM json_each(?1)) "
                "AND relation = ?2 ORDER BY event, ordinal",
                (*among, relation),
            )
        )
        for relation in ("stated_by", "denied_by")
    }
    names = [each for each in EventNote.__slots__ if each not in _EVENT_PARTS]
    return tuple(
        EventNote(
            **{name: row[name] for name in names},
            actors=tuple(named[row["id"], "actor"]),
            recipients=tuple(named[row["id"], "recipient"]),
            objects=tuple(objects[row["id"]]),
            own_types=tuple(own_types[row["id"]]),
            stated_by=tuple(relations["stated_by"][row["id"]]),
            denied_by=tuple(relations["denied_by"][row["id"]]),
            claim=claims.get(row["id"]),
        )
        for row in rows
    )


_EVENT_PARTS = ("actors", "recipients", "objects", "own_types", "stated_by", "denied_by", "claim")
_PLAIN = ("id", "source_kind", "form", "act", "speaker", "speaker_name", "speaker_rule", "addressee_name", "parent")
_DATED = ("date_start", "date_end", "date_precision", "date_basis", "score")


def _statement(row: sqlite3.Row, parts: list[sqlite3.Row], claim: ClaimLink | None) -> StatementNote:
    spans = {role: tuple(Span(*part[3:5]) for part in parts if part["role"] == role) for role in _ROLES}
    quotes = {role: " … ".join(part["quote"] for part in parts if part["role"] == role) or None for role in _ROLES}
    return StatementNote(
        **{name: row[name] for name in (*_PLAIN, *_DATED)},
        source=spans["source"],
        cue=spans["cue"],
        content=spans["content"],
        source_quote=quotes["source"],
        cue_quote=quotes["cue"],
        said=quotes["content"],
        claim=claim,
    )


_ROLES = ("source", "cue", "content")


def _claims(connection: sqlite3.Connection, report: str, rows: Collection[str]) -> dict[str, ClaimLink]:
    """Return, for rows of a report, the claim that each is an account of, or gives an account of."""
    wanted = set(rows)
    found: dict[str, ClaimLink] = {}
    for row in connection.execute(
        "SELECT accounts.row, accounts.via, claims.id AS claim, standing, standing_words, sources, outlets "
        "FROM accounts JOIN claims ON claims.id = accounts.claim WHERE accounts.report = ? "
        "ORDER BY accounts.via IS NOT NULL, claims.accounts DESC, claims.id",
        (report,),
    ):
        keys = ("claim", "standing", "standing_words", "sources", "outlets")
        link = ClaimLink(**{key: row[key] for key in keys})
        for each in {row["row"], row["via"]} & wanted:
            found.setdefault(each, link)
    return found


def _gathered(rows: Iterable[sqlite3.Row]) -> defaultdict[str, list[str]]:
    """Return the second column by the first."""
    gathered: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in rows:
        gathered[key].append(value)
    return gathered
