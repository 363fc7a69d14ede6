"""
The tables people ask for, row by row, with the type and the meaning of every column.

    table_rows(connection, "events")   ->   columns ("report_title", …), types ("TEXT", …), rows one by one

A table is a question whose columns are those of one table or view of the record, and a few of its own.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache

from onrecord.store.catalog import Column, catalog
from onrecord.store.connection import fetched
from onrecord.store.migrations import migrate

__all__ = ["TABLES", "TableRows", "columns_of", "table_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableOut:
    """One table as it goes out."""

    question: str
    """
    :score is the least score, :confirmed 1 for confirmed rows only; CONFIRMED(column) that the row of that id is one,
    CONFIRMED_CLAIMS, CONFIRMED_GROUPS and CONFIRMED_REPORTS what holds such a row.
    """
    base: str
    """The table or view that says what most columns are."""
    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Type and meaning of the columns that the base does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """The rows of a table, to be read once."""

    columns: tuple[Column, ...]
    rows: Iterator[tuple[object, ...]]


_CONFIRMED = (re.compile(r"CONFIRMED\(([\w.]+)\)"), r"(NOT :confirmed OR \1 IN (SELECT row FROM confirmed))")
_SETS = {
    "CONFIRMED_CLAIMS": "(SELECT claim FROM accounts WHERE row IN (SELECT row FROM confirmed))",
    "CONFIRMED_GROUPS": "(SELECT member_of FROM ledger_rows WHERE row IN (SELECT row FROM confirmed))",
    "CONFIRMED_REPORTS": "(SELECT report FROM confirmed)",
}
_ACTOR_NAME = {"actor_name": ("TEXT", "Name of the actor.")}
_REPORT = (
    "SELECT id, sha256, title, url, path, outlet, byline, dateline, credit, published_start, published_end, "
    "published_basis, language, model{text} FROM reports "
    "WHERE NOT :confirmed OR id IN CONFIRMED_REPORTS ORDER BY id"
)

_TABLES = {
    "events": _TableOut(
        base="who_did_what",
        question="SELECT * FROM who_did_what WHERE score >= :score AND CONFIRMED(event) ORDER BY report, start, event",
    ),
    "statements": _TableOut(
        base="who_said_what",
        question="SELECT * FROM who_said_what WHERE score >= :score AND CONFIRMED(statement) "
        "ORDER BY report, start, statement",
    ),
    "disputed": _TableOut(
        base="disputed",
        question="SELECT * FROM disputed WHERE 1 AND CONFIRMED(event) ORDER BY report, start, event",
    ),
    "mentions": _TableOut(
        base="mentions",
        question="SELECT mentions.*, actors.name AS actor_name FROM mentions LEFT JOIN actors "
        "ON actors.id = mentions.actor WHERE mentions.score >= :score AND CONFIRMED(mentions.id) "
        "ORDER BY mentions.report, mentions.ordinal",
        own=_ACTOR_NAME,
    ),
    "actors": _TableOut(
        base="actors", question="SELECT * FROM actors WHERE 1 AND CONFIRMED(id) ORDER BY report, ordinal"
    ),
    "participants": _TableOut(
        base="participants",
        question="SELECT participants.*, actors.name AS actor_name FROM participants LEFT JOIN actors "
        "ON actors.id = participants.actor WHERE 1 AND CONFIRMED(participants.event) "
        "ORDER BY event, role, participants.ordinal",
        own=_ACTOR_NAME,
    ),
    "reports": _TableOut(base="reports", question=_REPORT),
    "sources": _TableOut(
        base="sources",
        question="SELECT sources.name, report_sources.role, count(*) AS reports FROM report_sources "
        "JOIN sources ON sources.id = report_sources.source "
        "WHERE NOT :confirmed OR report IN CONFIRMED_REPORTS GROUP BY 1, 2 ORDER BY 3 DESC, 1",
        own={
            "role": ("TEXT", "outlet or credit."),
            "reports": ("INTEGER", "Reports that it published, or that credit it."),
        },
    ),
    "skipped": _TableOut(
        base="failures",
        question="SELECT failures.*, inputs.sha256 FROM failures JOIN inputs ON inputs.path = failures.input "
        "WHERE NOT :confirmed ORDER BY input",
        own={"sha256": ("TEXT", "Of the bytes; null where they could not be had.")},
    ),
    "claims": _TableOut(
        base="claims",
        question="SELECT * FROM claims WHERE score >= :score "
        "AND (NOT :confirmed OR id IN CONFIRMED_CLAIMS) ORDER BY id",
    ),
    "accounts": _TableOut(
        base="accounts", question="SELECT * FROM accounts WHERE 1 AND CONFIRMED(row) ORDER BY claim, ordinal"
    ),
    "dependences": _TableOut(
        base="dependences",
        question="SELECT * FROM dependences WHERE NOT :confirmed OR claim IN CONFIRMED_CLAIMS "
        "ORDER BY claim, ordinal_a, ordinal_b",
    ),
    "details": _TableOut(
        base="details",
        question="SELECT * FROM details WHERE NOT :confirmed OR claim IN CONFIRMED_CLAIMS "
        "ORDER BY claim, field, value, ordinal",
    ),
    "event_groups": _TableOut(
        base="event_groups",
        question="SELECT * FROM event_groups WHERE NOT :confirmed OR id IN CONFIRMED_GROUPS ORDER BY id",
    ),
    "world_actors": _TableOut(
        base="world_actors",
        question="SELECT * FROM world_actors WHERE NOT :confirmed OR id IN CONFIRMED_GROUPS ORDER BY id",
    ),
    "members": _TableOut(
        base="ledger_rows",
        question="SELECT member_of, kind, row, report FROM ledger_rows WHERE kind <> 'naming' AND CONFIRMED(row) "
        "ORDER BY 1, 3",
    ),
    "copies": _TableOut(
        base="copies",
        question="SELECT * FROM copies WHERE NOT :confirmed OR report_a IN CONFIRMED_REPORTS "
        "ORDER BY report_a, report_b",
    ),
    "families": _TableOut(
        base="sketches",
        question="SELECT family, report FROM sketches WHERE family IS NOT NULL "
        "AND (NOT :confirmed OR report IN CONFIRMED_REPORTS) ORDER BY 1, 2",
    ),
    "corrections": _TableOut(
        base="correction_log",
        question="SELECT * FROM correction_log WHERE 1 AND CONFIRMED(row) ORDER BY number, row",
    ),
}
TABLES = tuple(_TABLES)
"""Names of the tables, in the order in which they are written."""

# Columns of views that SQLite gives no type for because they are computed, and that are no text.
_COMPUTED = {("who_said_what", "start"), ("who_said_what", "end"), ("disputed", "denial_start")}
_COMPUTED |= {("disputed", "denial_end")}


def table_rows(
    connection: sqlite3.Connection, name: str, *, min_score: float, confirmed: bool, full_text: bool
) -> TableRows:
    """Return a table with its rows one by one; `full_text` adds the text of record to the reports."""
    cursor = connection.execute(_question(name, full_text=full_text), {"score": min_score, "confirmed": int(confirmed)})
    return TableRows(columns=columns_of(name, full_text=full_text), rows=(tuple(row) for row in fetched(cursor)))


@cache
def columns_of(name: str, *, full_text: bool = False) -> tuple[Column, ...]:
    """Return the columns of a table: name, type (TEXT, INTEGER or REAL) and meaning."""
    table = _TABLES[name]
    known = {each.column: each for each in _catalog() if each.table == table.base}
    found = []
    for column in _column_names(_question(name, full_text=full_text)):
        if column in table.own:
            kind, meaning = table.own[column]
            found.append(Column(table=name, kind="table", column=column, type=kind, meaning=meaning))
        else:
            computed = "INTEGER" if (table.base, column) in _COMPUTED else "TEXT"
            found.append(replace(known[column], table=name, type=known[column].type or computed))
    return tuple(found)


def _question(name: str, *, full_text: bool) -> str:
    question = _TABLES[name].question.replace("{text}", ", text" if full_text else "")
    question = _CONFIRMED[0].sub(_CONFIRMED[1], question)
    for name_of_set, rows in _SETS.items():
        question = question.replace(name_of_set, rows)
    return question


def _column_names(question: str) -> list[str]:
    """Return the columns of a question, as an empty record of this version answers it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        cursor = connection.execute(question, {"score": 0.0, "confirmed": 0})
        return [column[0] for column in cursor.description]


@cache
def _catalog() -> tuple[Column, ...]:
    return tuple(catalog())
