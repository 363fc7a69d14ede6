"""
What a search narrows down by: for each row its facets and its words, and the rows that are shown.

    facet_rows(connection, "events")        ->   ("e3…", "type", "ASSAULT"), ("e3…", "actor", "w7…"), …
    words_of(connection, "events")          ->   ("e3…", "the sentence the event stands in"), …
    found_events(connection, ["e3…", …])    ->   rows of the page, in the order asked for

All facets of a kind are read at once and counted in memory: no index answers eight counts together.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["KINDS", "actor_names", "dates_of", "facet_rows", "found", "report_numbers", "reports_with", "words_of"]

KINDS = ("events", "statements", "claims", "reports", "actors")

_STANDING = """
SELECT row, 'standing', standing FROM (
    SELECT accounts.row AS row, claims.standing AS standing FROM accounts JOIN claims ON claims.id = accounts.claim
    UNION SELECT accounts.via, claims.standing FROM accounts JOIN claims ON claims.id = accounts.claim
) WHERE row GLOB '{letter}*'
"""
# The month that a row lies in, of its own date or else of publication; none where it may lie in several.
_MONTH = """
SELECT id, 'month', substr(first, 1, 7) FROM (
    SELECT {table}.id AS id, coalesce(date_start, published_start) AS first,
        CASE WHEN date_start IS NULL THEN coalesce(published_end, published_start)
            ELSE coalesce(date_end, date_start) END AS last
    FROM {table} JOIN reports ON reports.id = report
) WHERE length(first) >= 7 AND substr(first, 1, 7) = substr(last, 1, 7)
"""
_FACETS = {
    "events": (
        "SELECT id, 'type', type FROM events",
        "SELECT id, 'factuality', factuality FROM events",
        "SELECT id, 'country', place_country FROM events WHERE place_country IS NOT NULL",
        "SELECT event, 'country', country FROM participants WHERE country IS NOT NULL",
        "SELECT event, 'actor', member_of FROM participants JOIN ledger_rows ON ledger_rows.row = actor",
        "SELECT events.id, 'outlet', outlet FROM events JOIN reports ON reports.id = report WHERE outlet IS NOT NULL",
        _MONTH.format(table="events"),
        "SELECT event, 'speaker', source_kind FROM event_statements JOIN statements ON statements.id = statement "
        "WHERE relation = 'stated_by'",
        "SELECT id, 'speaker', 'own' FROM events WHERE id NOT IN "
        "(SELECT event FROM event_statements WHERE relation = 'stated_by')",
        _STANDING.format(letter="e"),
    ),
    "statements": (
        "SELECT id, 'act', act FROM statements",
        "SELECT id, 'speaker', source_kind FROM statements",
        "SELECT statements.id, 'actor', member_of FROM statements JOIN ledger_rows ON ledger_rows.row = speaker",
        "SELECT statements.id, 'country', country FROM statements JOIN actors ON actors.id = speaker "
        "WHERE country IS NOT NULL",
        "SELECT statements.id, 'outlet', outlet FROM statements JOIN reports ON reports.id = report "
        "WHERE outlet IS NOT NULL",
        _MONTH.format(table="statements"),
        _STANDING.format(letter="s"),
    ),
    "claims": (
        "SELECT id, 'standing', standing FROM claims",
        "SELECT id, 'type', type FROM claims WHERE type IS NOT NULL",
        "SELECT id, 'month', substr(first_published, 1, 7) FROM claims WHERE first_published IS NOT NULL",
        "SELECT DISTINCT claim, 'actor', world_actor FROM accounts WHERE world_actor IS NOT NULL",
        "SELECT DISTINCT claim, 'outlet', outlet FROM accounts JOIN reports ON reports.id = report "
        "WHERE outlet IS NOT NULL",
        "SELECT DISTINCT claim, 'speaker', source_kind FROM accounts",
    ),
    "reports": (
        "SELECT id, 'outlet', outlet FROM reports WHERE outlet IS NOT NULL",
        "SELECT id, 'credit', credit FROM reports WHERE credit IS NOT NULL",
        "SELECT id, 'month', substr(published_start, 1, 7) FROM reports WHERE published_start IS NOT NULL",
    ),
    "actors": (
        "SELECT id, 'kind_of_actor', kind FROM world_actors",
        "SELECT id, 'country', country FROM world_actors WHERE country IS NOT NULL",
    ),
}
_DATES = {
    "events": "SELECT events.id, coalesce(date_start, published_start), coalesce(date_end, date_start, published_end), "
    "score FROM events JOIN reports ON reports.id = report",
    "statements": "SELECT statements.id, coalesce(date_start, published_start), "
    "coalesce(date_end, date_start, published_end), score FROM statements JOIN reports ON reports.id = report",
    "claims": "SELECT id, first_published, coalesce(last_published, first_published), families FROM claims",
    "reports": "SELECT id, published_start, coalesce(published_end, published_start), 1 FROM reports",
    "actors": "SELECT id, NULL, NULL, reports FROM world_actors",
}
_WORDS = {
    "events": "SELECT id, coalesce(sentence, quote) FROM events",
    "statements": "SELECT statement, group_concat(quote, ' … ') FROM "
    "(SELECT statement, quote FROM spans WHERE role = 'content' ORDER BY statement, ordinal) GROUP BY statement",
    "claims": "SELECT id, what || coalesce(' ' || place, '') FROM claims",
    "actors": "SELECT id, name FROM world_actors",
}
_FOUND = {
    "events": "SELECT who_did_what.*, events.sentence_start, events.place_latitude AS latitude, "
    "events.place_longitude AS longitude, events.place_precision, accounts.claim, claims.standing "
    "FROM who_did_what JOIN events ON events.id = who_did_what.event "
    "LEFT JOIN accounts ON accounts.row = events.id LEFT JOIN claims ON claims.id = accounts.claim "
    "WHERE who_did_what.event IN (SELECT value FROM json_each(?)) GROUP BY who_did_what.event",
    "statements": "SELECT who_said_what.*, accounts.claim, claims.standing FROM who_said_what "
    "LEFT JOIN accounts ON accounts.row = who_said_what.statement LEFT JOIN claims ON claims.id = accounts.claim "
    "WHERE who_said_what.statement IN (SELECT value FROM json_each(?)) GROUP BY who_said_what.statement",
    "claims": "SELECT id AS claim, * FROM claims WHERE id IN (SELECT value FROM json_each(?))",
    "reports": "SELECT id AS report, title, outlet, byline, credit, published_start, published_end, path, url, "
    "text FROM reports WHERE id IN (SELECT value FROM json_each(?))",
    "actors": "SELECT id AS actor, name, kind, country, wikidata, reports FROM world_actors "
    "WHERE id IN (SELECT value FROM json_each(?))",
}
_KEYS = {"events": "event", "statements": "statement", "claims": "claim", "reports": "report", "actors": "actor"}


def facet_rows(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the facet and the value of each row; a row may have many values of one facet, or none."""
    for question in _FACETS[kind]:
        yield from _tuples(connection, question)


def _tuples(connection: sqlite3.Connection, question: str) -> list[tuple[Any, ...]]:
    """Return all rows, millions of cells: in strict UTF-8, and only where that fails in the way that takes any text."""
    lenient = connection.text_factory
    for text_factory in (str, lenient):
        cursor = connection.cursor()
        cursor.row_factory = None
        connection.text_factory = text_factory
        try:
            return cursor.execute(question).fetchall()
        except sqlite3.OperationalError as error:
            if text_factory is lenient or "decode" not in str(error):
                raise
        finally:
            connection.text_factory = lenient
    return []


def dates_of(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str | None, str | None, float]]:
    """Yield every row's id, first and last day, and weight: its score, how often it is told, …"""
    yield from _tuples(connection, _DATES[kind])


def words_of(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str]]:
    """Yield every row's id and the text that is searched; nothing for reports, which have an index of their own."""
    if kind in _WORDS:
        yield from _tuples(connection, _WORDS[kind])


def reports_with(connection: sqlite3.Connection, full_text: str) -> set[int]:
    """Return the numbers of the reports that hold all words of a question in the full-text index's syntax."""
    rows = connection.execute("SELECT rowid FROM reports_fts WHERE reports_fts MATCH ?", (full_text,))
    return {row[0] for row in rows}


def report_numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of every report in the full-text index, by id."""
    return dict(map(tuple, connection.execute("SELECT id, number FROM reports")))


def actor_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the name of every actor across reports, by id."""
    return dict(map(tuple, connection.execute("SELECT id, name FROM world_actors")))


def found(connection: sqlite3.Connection, kind: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a list shows of the rows of these ids, in the order asked for; rows gone meanwhile are left out."""
    rows = {row[_KEYS[kind]]: dict(row) for row in connection.execute(_FOUND[kind], (json.dumps(list(ids)),))}
    return [rows[each] for each in ids if each in rows]
