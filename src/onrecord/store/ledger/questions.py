"""
What the ledger answers: claims, their accounts, why some do not count beside others, who gives which detail.

    claims.find(ClaimFilters(standing="disputed"))   ->   FoundClaim(what="…", standing="disputed", sources=2, …)
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from onrecord.errors import StoreError
from onrecord.store.connection import fetched, plain_errors
from onrecord.store.search import add_matchers, encodable, query

__all__ = [
    "ClaimFilters",
    "FoundAccount",
    "FoundClaim",
    "FoundDependence",
    "FoundDetail",
    "LedgerQuestions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilters:
    """What narrows claims down; None narrows nothing."""

    who: str | None = None
    """Who does it, to whom, or who speaks: part of a name, a country code, a Wikidata id or the id of an actor."""
    type: str | None = None
    """PLOVER event type."""
    standing: str | None = None
    denied: bool = False
    min_sources: int | None = None
    """Least number of original sources that say it is so."""
    min_reports: int | None = None
    first_since: str | None = None
    """First reported on this day or later, ISO 8601."""
    since: str | None = None
    until: str | None = None
    text: str | None = None
    """Words that all stand in one account."""
    report: str | None = None
    confirmed: bool = False
    """Only claims of which somebody confirmed a row."""
    min_score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """One row of `claims`."""

    id: str
    kind: str
    type: str | None
    what: str
    who: str | None
    to_whom: str | None
    place: str | None
    date_start: str | None
    date_end: str | None
    row: str
    report: str
    standing: str
    standing_words: str
    accounts: int
    reports: int
    outlets: int
    families: int
    sources: int
    sources_own: int
    sources_denying: int
    first_published: str | None
    last_published: str | None
    first_denied: str | None
    score: float
    own_types: str | None = None
    """Types of the user's own that an event of the claim is one of, apart by semicolons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAccount:
    """One account of a claim, with its report and the words that give it."""

    claim: str
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
    outlet: str | None
    title: str | None
    path: str
    family: str | None
    quote: str | None
    """The sentence of an event; what is said, of a statement."""
    start: int | None
    """Of the quote, in the text of the report."""
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDependence:
    """Why one account does not count beside another."""

    ordinal_a: int
    ordinal_b: int
    reason: str
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDetail:
    """A value of a field of a claim and the account that gives it."""

    field: str
    value: str
    ordinal: int


class LedgerQuestions:
    """Read-only questions on the ledger of an open store."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take the connection of an open store."""
        self._connection = connection
        self._path = path

    def pending(self) -> int:
        """Return how many reports were stored or dropped since the ledger was brought up to date."""
        return int(self._all("SELECT count(*) AS n FROM ledger_queue")[0]["n"])

    def find(self, filters: ClaimFilters = ClaimFilters()) -> Iterator[FoundClaim]:  # frozen
        """Yield the claims that pass the filters, those of most reports first."""
        add_matchers(self._connection)
        values = {each.name: getattr(filters, each.name) or None for each in fields(filters)}
        values["min_score"] = filters.min_score
        plain = {name: encodable(value) if isinstance(value, str) else value for name, value in values.items()}
        with plain_errors(self._path):
            for row in fetched(self._connection.execute(query("find_claims"), plain)):
                yield FoundClaim(**dict(row))

    def claim(self, id: str) -> FoundClaim:
        """Return a claim by its id, or by that of one of its rows; `StoreError` where there is none."""
        rows = self._all(
            "SELECT claims.* FROM claims WHERE id = ?1 UNION SELECT claims.* FROM accounts "
            "JOIN claims ON claims.id = accounts.claim WHERE accounts.row = ?1 OR accounts.via = ?1 "
            "UNION SELECT claims.* FROM event_groups JOIN claims ON claims.id = event_groups.claim "
            "WHERE event_groups.id = ?1 ORDER BY accounts DESC, id LIMIT 1",
            id,
        )
        if not rows:
            raise StoreError(f"{self._path} holds no claim {id!r}, and no claim of that row; see: onrecord claims")
        own = self._all(
            "SELECT group_concat(type, '; ') AS types FROM (SELECT DISTINCT own_types.type FROM accounts "
            "JOIN own_types ON own_types.event = accounts.row WHERE accounts.claim = ? ORDER BY own_types.type)",
            rows[0]["id"],
        )
        return FoundClaim(**dict(rows[0]), own_types=own[0]["types"])

    def accounts(self, claim: str) -> list[FoundAccount]:
        """Return the accounts of a claim, in order."""
        rows = self._all(query("claim_accounts"), claim)
        return [FoundAccount(**{**dict(row), "chain": tuple(json.loads(row["chain"]))}) for row in rows]

    def dependences(self, claim: str) -> list[FoundDependence]:
        """Return why accounts of a claim do not count beside others."""
        rows = self._all(
            "SELECT ordinal_a, ordinal_b, reason, evidence FROM dependences WHERE claim = ? ORDER BY 1, 2", claim
        )
        return [FoundDependence(**dict(row)) for row in rows]

    def details(self, claim: str) -> list[FoundDetail]:
        """Return the values that the accounts of a claim give."""
        rows = self._all("SELECT field, value, ordinal FROM details WHERE claim = ? ORDER BY 1, 2, 3", claim)
        return [FoundDetail(**dict(row)) for row in rows]

    def rows(self, question: str, *values: object) -> list[dict[str, Any]]:
        """Return the rows of a named question, a file of `queries/`, as dicts."""
        add_matchers(self._connection)
        return [dict(row) for row in self._all(query(question), *values)]

    def confirmed(self) -> dict[str, str]:
        """Return the rows that somebody confirmed, and the table of each."""
        return {row["row"]: row["in_table"] for row in self._all("SELECT row, in_table FROM confirmed")}

    def corrections_of(self, row: str) -> dict[str, str]:
        """Return the fields of a row that were set by a correction, with its id, who made it and why."""
        found = self._all(
            "SELECT corrections.field, corrections.id, corrections.author, corrections.reason FROM correction_outcomes "
            "JOIN corrections ON corrections.id = correction_outcomes.correction WHERE correction_outcomes.row = ? "
            "AND outcome = 'applied' AND action = 'set' ORDER BY corrections.number",
            row,
        )
        return {
            field: f"correction {correction} by {author}" + (f": {reason}" if reason else "")
            for field, correction, author, reason in found
        }

    def _all(self, question: str, *values: object) -> Sequence[sqlite3.Row]:
        with plain_errors(self._path):
            return self._connection.execute(question, values).fetchall()
