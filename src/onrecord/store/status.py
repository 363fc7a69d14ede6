"""
What a record holds, in numbers, and what was left out of it.

    Status(reports=199, statements=2840, events=1422, disputed=37, skipped={"empty": 2}, …)
"""

import sqlite3
from dataclasses import dataclass

from onrecord.errors import SkipReason
from onrecord.records import Failure
from onrecord.store.search import query

__all__ = ["Status", "skipped", "status"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts of a record."""

    inputs: int
    """Files, archive members and JSON lines seen."""
    reports: int
    sentences: int
    mentions: int
    actors: int
    statements: int
    events: int
    attributed: int
    """Events that some source states and the outlet does not say in its own voice."""
    disputed: int
    """Events that a source of the same report denies."""
    claims: int
    """Claims that the events and statements of all reports form."""
    disputed_claims: int
    """Claims that somebody makes and somebody denies, in any report."""
    outlets: int
    """Different outlets named by the reports."""
    credited: int
    """Reports that credit an agency: wire copies, not sources of their own."""
    copies: int
    """Reports that carry the text of another."""
    undated: int
    """Reports without a known date of publication."""
    corrections: int
    """Lines of the log of corrections."""
    corrections_lost: int
    """Corrections in force that find their words no longer; `onrecord fix --log` lists them."""
    ledger_behind: int
    """Reports stored or dropped that the ledger has not taken in yet."""
    stale: int
    """Inputs last read by another pipeline than the latest one; a build reads them again."""
    skipped: dict[str, int]
    """Inputs left out, by reason."""
    pipeline: str | None
    """The stages and versions of the latest build."""
    built: str | None
    """When the latest build finished, in UTC; None where it was interrupted."""


def status(connection: sqlite3.Connection) -> Status:
    """Return the counts."""
    row = connection.execute(query("status")).fetchone()
    reasons = "SELECT reason, count(*) FROM inputs WHERE status = 'skipped' GROUP BY reason ORDER BY 2 DESC, 1"
    return Status(**dict(row), skipped=dict(map(tuple, connection.execute(reasons))))


def skipped(connection: sqlite3.Connection) -> list[Failure]:
    """Return every input left out, by path."""
    rows = connection.execute(
        "SELECT input, stage, failures.reason, message, sha256 FROM failures "
        "JOIN inputs ON inputs.path = failures.input ORDER BY input"
    )
    return [
        Failure(path=path, stage=stage, reason=SkipReason(reason), message=message, sha256=sha256)
        for path, stage, reason, message, sha256 in rows
    ]
