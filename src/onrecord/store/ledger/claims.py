"""
Claims and their accounts, event groups and actors across reports, as rows of tables.

Rows are whole: what is written replaces what was there under the same id.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.store.inserting import Inserter
from onrecord.store.rows import Row

__all__ = ["ClaimTables"]


class ClaimTables:
    """world_actors, event_groups, claims, accounts, dependences and details."""

    def __init__(self, connection: sqlite3.Connection, inserter: Inserter) -> None:
        """Take the connection of an open store."""
        self._connection = connection
        self._inserter = inserter

    def of_rows(self, rows: Iterable[str]) -> set[str]:
        """Return the claims that one of the rows is an account of."""
        found = self._connection.execute(
            "SELECT DISTINCT claim FROM accounts WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(rows)),),
        )
        return {row[0] for row in found}

    def of_reports(self, reports: Iterable[str]) -> set[str]:
        """Return the claims that one of the reports gives an account of."""
        found = self._connection.execute(
            "SELECT DISTINCT claim FROM accounts WHERE report IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(reports)),),
        )
        return {row[0] for row in found}

    def of_speakers(self, actors: Iterable[str]) -> set[str]:
        """Return the claims that one of the actors of reports gives an account of, or is named in."""
        found = self._connection.execute(
            "SELECT claim FROM accounts WHERE speaker IN (SELECT value FROM json_each(?1)) "
            "UNION SELECT accounts.claim FROM participants JOIN accounts ON accounts.row = participants.event "
            "WHERE participants.actor IN (SELECT value FROM json_each(?1))",
            (json.dumps(sorted(actors)),),
        )
        return {row[0] for row in found}

    def rows_of(self, claims: Iterable[str]) -> set[str]:
        """Return the events and statements that the claims are made of."""
        found = self._connection.execute(
            "SELECT DISTINCT row FROM accounts WHERE claim IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(claims)),),
        )
        return {row[0] for row in found}

    def drop(self, claims: Iterable[str]) -> None:
        """Delete claims and all that belongs to them."""
        self._connection.execute(
            "DELETE FROM claims WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(claims)),)
        )

    def drop_groups(self, groups: Iterable[str]) -> None:
        """Delete event groups and actors across reports."""
        wanted = json.dumps(sorted(groups))
        for table in ("event_groups", "world_actors"):
            question = f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608  # our own names
            self._connection.execute(question, (wanted,))

    def put(
        self, claims: Sequence[Row], accounts: Sequence[Row], dependences: Sequence[Row], details: Sequence[Row]
    ) -> None:
        """Store claims that are not there yet, with all that belongs to them."""
        self._inserter.insert("claims", claims)
        self._inserter.insert("accounts", accounts)
        self._inserter.insert("dependences", dependences)
        self._inserter.insert("details", details)

    def put_event_groups(self, rows: Iterable[Row]) -> None:
        """Store event groups in place of those of the same id."""
        self._inserter.insert("event_groups", rows, replacing=True)

    def put_world_actors(self, groups: Iterable[str]) -> None:
        """Store the actors across reports of these ids, as the names most of their members have."""
        wanted = json.dumps(sorted(groups))
        counted = dict(map(tuple, self._connection.execute(_COUNTED, (wanted,))))
        members: dict[str, list[Row]] = {}
        for row in map(dict, self._connection.execute(_UNNAMED, (wanted,))):
            members.setdefault(row["member_of"], []).append(row)
        namings: dict[str, Row] = {}
        for group, naming, times, view in self._connection.execute(_NAMED, (wanted,)):
            if naming not in namings:
                shown = json.loads(view)["view"]
                namings[naming] = {name: shown.get(name) for name in _ACTOR_COLUMNS}
            members.setdefault(group, []).append({**namings[naming], "times": times})
        self._inserter.insert(
            "world_actors",
            [
                {
                    "id": group,
                    **{name: _most([(row[name], row["times"]) for row in rows]) for name in _ACTOR_COLUMNS},
                    "reports": counted[group],
                }
                for group, rows in members.items()
            ],
            replacing=True,
        )

    def published(self, reports: Iterable[str]) -> Mapping[str, str | None]:
        """Return the first day that each of the reports may have been published."""
        found = self._connection.execute(
            "SELECT id, published_start FROM reports WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(reports)),),
        )
        return dict(map(tuple, found))


_COUNTED = (
    "SELECT member_of, count(DISTINCT report) FROM ledger_rows "
    "WHERE member_of IN (SELECT value FROM json_each(?)) GROUP BY 1"
)
_UNNAMED = (
    "SELECT member_of, actors.name, actors.kind, actors.country, actors.wikidata, 1 AS times FROM ledger_rows "
    "JOIN actors ON actors.id = ledger_rows.row "
    "WHERE member_of IN (SELECT value FROM json_each(?)) AND naming IS NULL"
)
_NAMED = (
    "SELECT found.member_of, found.naming, found.times, view FROM (SELECT member_of, naming, count(*) AS times "
    "FROM ledger_rows WHERE member_of IN (SELECT value FROM json_each(?)) AND naming IS NOT NULL GROUP BY 1, 2) "
    "AS found JOIN ledger_rows AS namings ON namings.row = found.naming JOIN ledger_views USING (number)"
)
_ACTOR_COLUMNS = ("name", "kind", "country", "wikidata")


def _most(values: Sequence[tuple[str | None, int]]) -> str | None:
    """Return the value that most give, the longest and then the first by letters of equals; None says nothing."""
    times: Counter[str] = Counter()
    for value, count in values:
        if value:
            times[value] += count
    return min(times, key=lambda value: (-times[value], -len(value), value), default=None)
