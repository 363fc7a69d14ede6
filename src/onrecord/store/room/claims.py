"""
What the page of a claim asks: all its accounts, lightly; the words of the row that stands for it.

    c4k…  ->  Voiced(ordinal=0, stance="assert", source=1, speaker_name="White House", outlet="Harbour Courier", …), …

A claim may have thousands of accounts. Those of all are read without their texts; the
sentences are fetched for the few that a page shows (`passages`).
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "OWN_TYPES",
    "Told",
    "Voiced",
    "claim_of",
    "claims_of_rows",
    "deed",
    "deeds",
    "event_group_of",
    "quoted_spans",
    "voiced",
]

OWN_TYPES = (
    # Nothing is looked up claim by claim where nobody defined a type.
    "CASE WHEN EXISTS (SELECT 1 FROM own_types) THEN (SELECT group_concat(type, '; ') FROM ("
    "SELECT DISTINCT own_types.type FROM accounts JOIN own_types ON own_types.event = accounts.row "
    "WHERE accounts.claim = claims.id ORDER BY own_types.type)) END AS own_types"
)
"""A column of a question of claims: the types of the user's own that their events are of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """One account of a claim without its text."""

    ordinal: int
    row: str
    report: str
    via: str | None
    stance: str
    factuality: str | None
    source_kind: str
    speaker: str | None
    world_actor: str | None
    speaker_name: str | None
    chain: tuple[str, ...]
    published: str | None
    source: int
    """Number of its original source within its side."""
    family: str | None
    outlet: str | None
    title: str | None
    agency: str | None
    """The agency that its report as a whole comes from."""

    @property
    def is_own(self) -> bool:
        """Whether the outlet says so in its own voice."""
        return self.source_kind == "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as one report tells it, in the fields that a sentence is made of."""

    row: str
    type: str
    mode: str | None
    who: str | None
    did: str
    to_whom: str | None
    with_what: str | None
    place: str | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    factuality: str
    tense: str


def claim_of(connection: sqlite3.Connection, id: str) -> str | None:
    """Return the id of the claim of that id, or that the row or event of that id belongs to; None where none does."""
    row = connection.execute(
        "SELECT id FROM claims WHERE id = ?1 UNION ALL SELECT claim FROM event_groups WHERE id = ?1 LIMIT 1", (id,)
    ).fetchone()
    if row is not None:
        return str(row["id"])
    of_row = claims_of_rows(connection, [id]).get(id)
    return of_row[0] if of_row else None


def voiced(connection: sqlite3.Connection, claim: str) -> list[Voiced]:
    """Return all accounts of a claim, in order."""
    rows = connection.execute(
        "SELECT accounts.ordinal, accounts.row, accounts.report, accounts.via, accounts.stance, accounts.factuality, "
        "accounts.source_kind, accounts.speaker, accounts.world_actor, accounts.speaker_name, accounts.chain, "
        "accounts.published, accounts.source, sketches.family, reports.outlet, reports.title, "
        "(SELECT agency FROM agencies WHERE agencies.report = accounts.report AND whole ORDER BY ordinal LIMIT 1) "
        "AS agency FROM accounts JOIN reports ON reports.id = accounts.report "
        "LEFT JOIN sketches ON sketches.report = accounts.report WHERE accounts.claim = ? ORDER BY accounts.ordinal",
        (claim,),
    )
    return [Voiced(**{**dict(row), "chain": tuple(json.loads(row["chain"]))}) for row in rows]


def deed(connection: sqlite3.Connection, event: str) -> Told | None:
    """Return an event as its report tells it; None where there is no such event."""
    return deeds(connection, [event]).get(event)


def deeds(connection: sqlite3.Connection, events: Iterable[str]) -> dict[str, Told]:
    """Return each of the events that there is as its report tells it."""
    rows = connection.execute(
        "SELECT event AS row, type, mode, who, did, to_whom, with_what, place, date_start, date_end, date_precision, "
        "factuality, tense FROM who_did_what WHERE event IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(events))),),
    )
    return {row["row"]: Told(**dict(row)) for row in rows}


def event_group_of(connection: sqlite3.Connection, event: str) -> str | None:
    """Return the event across reports that an event of a report is one telling of; None for other rows."""
    row = connection.execute("SELECT member_of FROM ledger_rows WHERE row = ? AND kind = 'event'", (event,)).fetchone()
    return None if row is None else row["member_of"]


def claims_of_rows(connection: sqlite3.Connection, rows: Iterable[str]) -> dict[str, tuple[str, str]]:
    """
    Return the claim of each of these events and statements, and how it stands.

    A statement that no claim is made of has the claim that somebody gives an account of through it,
    that of most accounts where there are several.
    """
    asked = json.dumps(sorted(set(rows)))
    found: dict[str, tuple[str, str]] = {}
    for column in ("row", "via"):
        for row in connection.execute(
            f"SELECT accounts.{column} AS row, claims.id AS claim, claims.standing AS standing FROM accounts "  # noqa: S608
            f"JOIN claims ON claims.id = accounts.claim WHERE accounts.{column} IN (SELECT value FROM json_each(?)) "
            "ORDER BY claims.accounts DESC, claims.id",
            (asked,),
        ):
            found.setdefault(row["row"], (row["claim"], row["standing"]))
    return found


def quoted_spans(connection: sqlite3.Connection, statements: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Return where what is said stands, of those statements that quote word by word, wholly or in part."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in connection.execute(
        "SELECT spans.statement AS id, spans.start, spans.end FROM spans "
        "JOIN statements ON statements.id = spans.statement WHERE spans.role = 'content' "
        "AND statements.form IN ('direct', 'mixed') AND statements.id IN (SELECT value FROM json_each(?)) "
        "ORDER BY 1, spans.ordinal",
        (json.dumps(sorted(set(statements))),),
    ):
        found.setdefault(row["id"], []).append((row["start"], row["end"]))
    return found
