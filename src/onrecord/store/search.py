"""
What to look for in a record, and what is found.

    Filters(actor="Shoigu", type="CONSULT")   ->   FoundEvent(event="e3…", who="Sergei Shoigu", …)

Every found row is one row of a view, `who_did_what` or `who_said_what`.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.records import Span
from onrecord.store.connection import fetched
from onrecord.store.hits import hits, holds, words_in

__all__ = [
    "Filters",
    "FoundEvent",
    "FoundStatement",
    "add_matchers",
    "encodable",
    "find_events",
    "find_statements",
    "query",
]

# The areas that `Filters.text` looks at: what is said, and the sentence of the event.
_CONTENT = "SELECT start, end FROM spans WHERE statement = ? AND role = 'content' ORDER BY ordinal"
_SENTENCE = "SELECT sentence_start, sentence_end FROM events WHERE id = ? AND sentence_start IS NOT NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a search down; None narrows nothing. Names match whole words, without regard to case or accents."""

    actor: str | None = None
    """Who does it, or who says it: part of a name, the quoted words, a country code or a Wikidata id."""
    recipient: str | None = None
    """To whom it is done, or who is spoken to."""
    speaker: str | None = None
    """Who says so; of an event, one of those who state or deny it."""
    type: str | None = None
    """PLOVER event type, or one of the user's own by its short name, `arms-transfer`."""
    place: str | None = None
    """Name or country code of the place."""
    since: str | None = None
    """First day, ISO 8601: of the event where known, else of publication."""
    until: str | None = None
    """Last day, ISO 8601."""
    factuality: str | None = None
    act: str | None = None
    """What a statement does: assert, deny, accuse, …"""
    voice: Literal["own", "attributed"] | None = None
    denied: bool = False
    """Only events that a source of any report denies, and statements that deny."""
    disputed: bool = False
    """Only what is part of a disputed claim: somebody says so and somebody denies it."""
    min_sources: int | None = None
    """Only what is part of a claim with so many original sources, or more."""
    first_since: str | None = None
    """Only what is part of a claim first reported on this day or later, ISO 8601."""
    confirmed: bool = False
    """Only rows that somebody confirmed."""
    text: str | None = None
    """Words that all stand in what is said, or in the sentence of the event."""
    report: str | None = None
    min_score: float = 0.0

    def given(self) -> dict[str, object]:
        """Return the filters that narrow something, by name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name)}

    def without(self, name: str) -> "Filters":
        """Return these filters with one of them lifted."""
        return replace(self, **{name: getattr(Filters(), name)})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """One row of `who_said_what`."""

    report_title: str | None
    outlet: str | None
    published: str | None
    speaker: str | None
    source: str | None
    cue: str | None
    said: str | None
    act: str
    form: str
    source_kind: str
    speaker_country: str | None
    addressee: str | None
    date_start: str | None
    date_end: str | None
    score: float
    start: int | None
    end: int | None
    parent: str | None
    statement: str
    report: str
    path: str
    hits: tuple[tuple[int, int], ...] = ()
    """Where the words of `Filters.text` stand in the text of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """One row of `who_did_what`."""

    report_title: str | None
    outlet: str | None
    published: str | None
    who: str | None
    type: str
    mode: str | None
    own_types: str | None
    """Types of the user's own that it is one of, apart by semicolons."""
    did: str
    to_whom: str | None
    with_what: str | None
    place: str | None
    place_country: str | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    factuality: str
    tense: str
    voice: str
    stated_by: str | None
    denied_by: str | None
    sentence: str | None
    score: float
    start: int
    end: int
    event: str
    report: str
    path: str
    hits: tuple[tuple[int, int], ...] = ()
    """Where the words of `Filters.text` stand in the text of the report."""

    @property
    def trigger(self) -> Span:
        """The words that name the event."""
        return Span(self.start, self.end)


def find_statements(connection: sqlite3.Connection, filters: Filters) -> Iterator[FoundStatement]:
    """Yield the statements that pass the filters, in the order of reports and of text."""
    if any((filters.type, filters.place, filters.factuality, filters.voice)):
        return
    for row in _rows(connection, "find_statements", filters):
        places = _hits(connection, filters.text, row["report"], _CONTENT, row["statement"])
        yield FoundStatement(**{name: row[name] for name in _columns(FoundStatement)}, hits=places)


def find_events(connection: sqlite3.Connection, filters: Filters) -> Iterator[FoundEvent]:
    """Yield the events that pass the filters, in the order of reports and of text."""
    if filters.act:
        return
    for row in _rows(connection, "find_events", filters):
        places = _hits(connection, filters.text, row["report"], _SENTENCE, row["event"])
        yield FoundEvent(**{name: row[name] for name in _columns(FoundEvent)}, hits=places)


@cache
def query(name: str) -> str:
    """Return the SQL of one question asked of a record."""
    return files("onrecord.store").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


@cache
def _columns(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name != "hits")


def _hits(
    connection: sqlite3.Connection, wanted: str | None, report: str, areas: str, row: str
) -> tuple[tuple[int, int], ...]:
    """Return where the wanted words stand in the areas of a row, as offsets in the text of the report."""
    if wanted is None:
        return ()
    (text,) = connection.execute("SELECT text FROM reports WHERE id = ?", (report,)).fetchone()
    spans = [Span(start, end) for start, end in connection.execute(areas, (row,))]
    found = (
        Span(area.start + hit.start, area.start + hit.end) for area in spans for hit in hits(wanted, area.slice(text))
    )
    return tuple((hit.start, hit.end) for hit in found)


def _rows(connection: sqlite3.Connection, name: str, filters: Filters) -> Iterator[sqlite3.Row]:
    add_matchers(connection)
    values = {each.name: getattr(filters, each.name) or None for each in fields(filters)}
    # In the index's own syntax, each word in quotation marks; the empty phrase matches nothing.
    spelled = (word.span.slice(filters.text or "") for word in words_in(filters.text or ""))
    values["full_text"] = " AND ".join(f'"{word}"' for word in spelled) or '""'
    values["min_score"] = filters.min_score
    plain = {each: encodable(value) if isinstance(value, str) else value for each, value in values.items()}
    yield from fetched(connection.execute(query(name), plain))


def add_matchers(connection: sqlite3.Connection) -> None:
    """Give the connection `named(wanted, found)` and `has_words(wanted, found)`, which the questions are asked with."""
    connection.create_function("named", 2, _is_named, deterministic=True)
    connection.create_function("has_words", 2, _has_words, deterministic=True)


def encodable(text: str) -> str:
    """Return a wanted text without what UTF-8 has no bytes for; such a character names nothing."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_named(wanted: str, found: bytes | None) -> bool:
    """Whether the wanted words stand in the found name one after the other, as whole words."""
    if found is None:
        return False
    wanted_words, found_words = _folded(wanted), _folded(found.decode("utf-8", "surrogatepass"))
    size = len(wanted_words)
    return bool(size) and any(found_words[n : n + size] == wanted_words for n in range(len(found_words) - size + 1))


def _has_words(wanted: str, found: bytes | None) -> bool:
    return found is not None and holds(wanted, found.decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=4096)
def _folded(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_in(name))
