"""
What a search narrows down by: for each row its facets and its words, and the rows that are shown.

    facet_columns(connection, "events")     ->   ("type", "outlet", …), [["e3…", …], ["ASSAULT", …], ["Post", …], …]
    words_of(connection, "events")          ->   ("e3…", "the sentence the event stands in"), …
    found_events(connection, ["e3…", …])    ->   rows of the page, in the order asked for

All facets of a kind are read at once and counted in memory: no index answers eight counts together.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

__all__ = [
    "KINDS",
    "OF_REPORTS",
    "Column",
    "actor_names",
    "counted",
    "dates_of",
    "facet_columns",
    "found",
    "report_numbers",
    "reports_with",
    "words_of",
]

Column = Sequence[str | None]
KINDS = ("events", "statements", "claims", "reports", "actors")

_MONTH = (
    "CASE WHEN date_start IS NULL "
    "THEN CASE WHEN length(published_start) >= 7 AND (published_end IS NULL "
    "OR substr(published_start, 1, 7) = substr(published_end, 1, 7)) THEN substr(published_start, 1, 7) END "
    "ELSE CASE WHEN length(date_start) >= 7 AND (date_end IS NULL "
    "OR substr(date_start, 1, 7) = substr(date_end, 1, 7)) THEN substr(date_start, 1, 7) END END"
)
"""The month that a row lies in, of its own date or else of publication; none where it may lie in several."""
_FACETS = {
    "events": (
        (
            ("type", "factuality", "country", "outlet", "month", "standing", "speaker"),
            (
                *("events.id", "events.type", "events.factuality", "place_country", "reports.outlet", _MONTH),
                *("room_events.standing", "CASE WHEN voice = 'own' THEN voice END"),
            ),
            "events JOIN reports ON reports.id = report LEFT JOIN room_events ON room_events.event = events.id",
        ),
        (("country",), ("event", "country"), "participants WHERE country IS NOT NULL"),
        (
            ("actor", "actor"),
            ("event", "doer", "receiver"),
            "room_pairs JOIN room_events ON room_events.number = room_pairs.number",
        ),
        (
            ("speaker",),
            ("event", "source_kind"),
            "event_statements JOIN statements ON statements.id = statement WHERE relation = 'stated_by'",
        ),
    ),
    "statements": (
        (
            ("act", "speaker", "outlet", "month", "actor", "country"),
            (
                *("statements.id", "statements.act", "statements.source_kind", "reports.outlet", _MONTH),
                *("room_sayings.speaker", "actors.country"),
            ),
            "statements JOIN reports ON reports.id = statements.report "
            "LEFT JOIN room_sayings ON room_sayings.statement = statements.id "
            "LEFT JOIN actors ON actors.id = statements.speaker",
        ),
        (
            ("standing",),
            ("accounts.row", "standing"),
            "claims CROSS JOIN accounts ON accounts.claim = claims.id WHERE accounts.row GLOB 's*'",
        ),
        (
            ("standing",),
            ("accounts.via", "standing"),
            "claims CROSS JOIN accounts ON accounts.claim = claims.id WHERE accounts.via <> accounts.row",
        ),
    ),
    "claims": (
        (("standing", "type", "month"), ("id", "standing", "type", "substr(first_published, 1, 7)"), "claims"),
        (
            ("actor", "speaker", "outlet"),
            ("claim", "world_actor", "source_kind", "outlet"),
            "accounts JOIN reports ON reports.id = accounts.report",
        ),
    ),
    "reports": (
        (("outlet", "credit", "month"), ("id", "outlet", "credit", "substr(published_start, 1, 7)"), "reports"),
    ),
    "actors": ((("kind_of_actor", "country"), ("id", "kind", "country"), "world_actors"),),
}
"""Of each kind: facets, the columns of the id of a row and its value of each, null where it has none, and where."""
_TABLES = {kind: "world_actors" if kind == "actors" else kind for kind in KINDS}
_OWN_DAYS = ("coalesce(date_start, published_start)", "coalesce(date_end, date_start, published_end)", "score")
_DATES = {
    "events": (("events.id", *_OWN_DAYS), "events JOIN reports ON reports.id = report"),
    "statements": (("statements.id", *_OWN_DAYS), "statements JOIN reports ON reports.id = report"),
    "claims": (("id", "first_published", "coalesce(last_published, first_published)", "families"), "claims"),
    "reports": (("id", "published_start", "coalesce(published_end, published_start)", "1"), "reports"),
    "actors": (("id", "NULL", "NULL", "reports"), "world_actors"),
}
_WORDS = {
    "events": ("id", "SELECT id, coalesce(sentence, quote) FROM events WHERE 1 {within}"),
    "statements": (
        "statement",
        "SELECT statement, group_concat(quote, ' … ') FROM (SELECT statement, quote FROM spans "
        "WHERE role = 'content' {within} ORDER BY statement, ordinal) GROUP BY statement",
    ),
    "claims": ("id", "SELECT id, what || coalesce(' ' || place, '') FROM claims"),
    "actors": ("id", "SELECT id, name FROM world_actors"),
}
OF_REPORTS = ("events", "statements")
"""Kinds whose rows stand in one report each, with all their words."""
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


def counted(connection: sqlite3.Connection, kind: str) -> int:
    """Return how many rows of a kind there are."""
    return int(connection.execute(f"SELECT count(*) FROM {_TABLES[kind]}").fetchone()[0])  # noqa: S608  # our own


def facet_columns(
    connection: sqlite3.Connection, kind: str, reports: Iterable[int] | None = None
) -> Iterator[tuple[tuple[str, ...], list[Column]]]:
    """
    Yield names of facets, and columns: the ids of rows, then their values of each facet, None where there is none.

    A row may come again with further values, and so may a facet. With numbers of reports, their rows alone.
    """
    for names, columns, where in _FACETS[kind]:
        yield names, _columns(connection, columns, where, _within(kind, reports))


def _within(kind: str, reports: Iterable[int] | None) -> str | None:
    """Return the question for the ids of the rows of some reports; None for all."""
    if reports is None:
        return None
    numbers = ", ".join(str(int(number)) for number in reports)
    return (
        f"SELECT mine.id FROM reports AS held CROSS JOIN {kind} AS mine ON mine.report = held.id "  # noqa: S608  # our own
        f"WHERE held.number IN ({numbers})"
    )


_END, _NONE = "\x1f", "\x1e"


def _columns(
    connection: sqlite3.Connection, columns: Sequence[str], where: str, within: str | None = None
) -> list[Column]:
    """
    Return the columns of all rows as texts.

    Each comes as one long text that is cut here: a hundred thousand rows of ten columns would be
    a million objects to make one by one. A text that holds one of the signs that cut is why it is then done so.
    """
    if within is not None:
        where += f" {'AND' if ' WHERE ' in where else 'WHERE'} {columns[0]} IN ({within})"
    joined = ", ".join(f"group_concat(ifnull({column}, char(30)), char(31)), count(*)" for column in columns)
    row = connection.execute(f"SELECT {joined} FROM {where}").fetchone()  # noqa: S608  # our own
    if not row[1]:
        return [[] for _ in columns]
    texts = [str(row[n]).split(_END) for n in range(0, len(row), 2)]
    if all(len(text) == row[1] for text in texts):
        return [[None if value == _NONE else value for value in text] if _NONE in text else text for text in texts]
    plain = ", ".join(f"CAST({column} AS TEXT)" for column in columns)
    found = _tuples(connection, f"SELECT {plain} FROM {where}")  # noqa: S608  # our own
    return [list(column) for column in zip(*found, strict=True)]


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


def dates_of(connection: sqlite3.Connection, kind: str, reports: Iterable[int] | None = None) -> list[Column]:
    """
    Return four columns: every row's id, first day, last day, and weight: its score, how often it is told, …

    With numbers of reports, of their rows alone.
    """
    return _columns(connection, *_DATES[kind], _within(kind, reports))


def words_of(
    connection: sqlite3.Connection, kind: str, reports: Iterable[int] | None = None
) -> Iterator[tuple[str, str]]:
    """
    Yield every row's id and the text that is searched; nothing for reports, which have an index of their own.

    With numbers of reports, of their rows alone.
    """
    if kind in _WORDS:
        within = _within(kind, reports)
        key, question = _WORDS[kind]
        yield from _tuples(connection, question.format(within=f"AND {key} IN ({within})" if within else ""))


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
