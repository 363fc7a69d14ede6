"""
The tables of a record file, built in numbered steps.

    schema/0001_tables.sql   ->   PRAGMA user_version = 1, a row in `migrations`

Each step and its row are one transaction: a run killed halfway leaves the step
before it. A step that has been published is never edited; a change is a new step.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from onrecord.store.connection import APPLICATION_ID, transaction

__all__ = ["LATEST", "Migration", "is_behind", "migrate", "migrations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step."""

    version: int
    name: str
    sql: str


# The number of the last file under schema/; a test keeps the two in step.
LATEST = 8


def migrations() -> list[Migration]:
    """Return all steps, in order."""
    folder = files("onrecord.store").joinpath("schema")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".sql"))
    return [
        Migration(version=int(name[:4]), name=name[5:-4], sql=folder.joinpath(name).read_text(encoding="utf-8"))
        for name in names
    ]


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether a record file is of an earlier version."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version) < LATEST


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a record file, or an empty one, to the latest version."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for migration in migrations()[version:]:
        with transaction(connection):
            for statement in _statements(migration.sql):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migrations (version, name, applied) VALUES (?, ?, datetime('now'))",
                (migration.version, migration.name),
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {migration.version}")


def _statements(sql: str) -> Iterator[str]:
    """Yield the statements of a script; a trigger is one, the semicolons inside it too."""
    gathered = ""
    for line in sql.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
