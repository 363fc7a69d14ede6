"""
Which reports carry the same text: sketches, the pairs that overlap, families, credits and corrections.

    r1 --copy, 0.92 of the one in the other, five shared sentences--> r2   both of the family f1…
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.store.inserting import Inserter, as_text
from onrecord.store.rows import Row

__all__ = ["CopyRow", "CopyTables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """Two reports that share text."""

    report_a: str
    report_b: str
    relation: str
    share_a: float
    share_b: float
    jaccard: float


class CopyTables:
    """sketches, sketch_anchors, copies, shared_sentences, agencies and supersessions."""

    def __init__(self, connection: sqlite3.Connection, inserter: Inserter) -> None:
        """Take the connection of an open store."""
        self._connection = connection
        self._inserter = inserter

    def put_sketch(self, report: str, sketch: bytes, anchors: Iterable[int]) -> None:
        """Store the sketch of a report and the hashes it is looked up by, each a signed integer of 64 bits."""
        self._inserter.insert("sketches", [{"report": report, "sketch": sketch, "family": None}])
        self._inserter.insert("sketch_anchors", [{"anchor": each, "report": report} for each in sorted(set(anchors))])

    def sharing_anchors(self, report: str) -> list[str]:
        """Return the other reports that have an anchor in common with this one."""
        rows = self._connection.execute(
            "SELECT DISTINCT theirs.report FROM sketch_anchors AS mine "
            "JOIN sketch_anchors AS theirs ON theirs.anchor = mine.anchor AND theirs.report <> mine.report "
            "WHERE mine.report = CAST(? AS TEXT) ORDER BY 1",
            (as_text(report),),
        )
        return [row[0] for row in rows]

    def sketch(self, report: str) -> bytes | None:
        """Return the packed sketch of a report; None where it has none."""
        row = self._connection.execute(
            "SELECT sketch FROM sketches WHERE report = CAST(? AS TEXT)", (as_text(report),)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def families(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the family of each of the reports that has one."""
        rows = self._connection.execute(
            "SELECT report, family FROM sketches WHERE family IS NOT NULL "
            "AND report IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(reports)),),
        )
        return dict(map(tuple, rows))

    def partners(self, reports: Iterable[str]) -> set[str]:
        """Return the reports that are copies of one of these."""
        rows = self._connection.execute(
            "SELECT report_b FROM copies WHERE relation = 'copy' AND report_a IN (SELECT value FROM json_each(?1)) "
            "UNION SELECT report_a FROM copies WHERE relation = 'copy' "
            "AND report_b IN (SELECT value FROM json_each(?1))",
            (json.dumps(sorted(reports)),),
        )
        return {row[0] for row in rows}

    def among(self, reports: Iterable[str]) -> list[CopyRow]:
        """Return the pairs of which both are among these."""
        rows = self._connection.execute(
            "SELECT * FROM copies WHERE report_a IN (SELECT value FROM json_each(?1)) "
            "AND +report_b IN (SELECT value FROM json_each(?1)) ORDER BY report_a, report_b",
            (json.dumps(sorted(reports)),),
        )
        return [CopyRow(**dict(row)) for row in rows]

    def put_copies(self, copies: Sequence[CopyRow], sentences: Mapping[tuple[str, str], Sequence[Row]]) -> None:
        """Store pairs with the sentences they share: start_a, end_a, start_b, end_b each."""
        names = ("report_a", "report_b", "relation", "share_a", "share_b", "jaccard")
        self._inserter.insert("copies", [{name: getattr(each, name) for name in names} for each in copies])
        self._inserter.insert(
            "shared_sentences",
            [
                {"report_a": a, "report_b": b, "ordinal": n, **row}
                for (a, b), rows in sentences.items()
                for n, row in enumerate(rows)
            ],
        )

    def set_families(self, families: Mapping[str, str | None]) -> None:
        """Say which family each report belongs to."""
        self._connection.executemany(
            "UPDATE sketches SET family = CAST(? AS TEXT) WHERE report = CAST(? AS TEXT)",
            [(as_text(family), as_text(report)) for report, family in families.items()],
        )

    def family_members(self, families: Iterable[str]) -> list[str]:
        """Return the reports of these families."""
        rows = self._connection.execute(
            "SELECT report FROM sketches WHERE family IN (SELECT value FROM json_each(?)) ORDER BY report",
            (json.dumps(sorted(families)),),
        )
        return [row[0] for row in rows]

    def shared_among(self, reports: Iterable[str]) -> list[tuple[str, int, str, int]]:
        """Return the sentences that copies among these reports share: report and beginning of each of the two."""
        rows = self._connection.execute(
            "SELECT shared_sentences.report_a, start_a, shared_sentences.report_b, start_b FROM shared_sentences "
            "JOIN copies USING (report_a, report_b) WHERE relation = 'copy' "
            "AND report_a IN (SELECT value FROM json_each(?1)) AND +report_b IN (SELECT value FROM json_each(?1)) "
            "ORDER BY 1, 3, 2",
            (json.dumps(sorted(reports)),),
        )
        return [(a, start_a, b, start_b) for a, start_a, b, start_b in rows]

    def put_agencies(self, rows: Iterable[Row]) -> None:
        """Store the agencies that a report credits."""
        self._inserter.insert("agencies", rows)

    def agencies(self, reports: Iterable[str]) -> dict[str, list[str]]:
        """Return the agencies that each of the reports comes from as a whole."""
        rows = self._connection.execute(
            "SELECT report, agency FROM agencies WHERE whole AND report IN (SELECT value FROM json_each(?)) "
            "ORDER BY report, ordinal",
            (json.dumps(sorted(reports)),),
        )
        found: dict[str, list[str]] = {}
        for report, agency in rows:
            found.setdefault(report, []).append(agency)
        return found

    def put_supersessions(self, rows: Iterable[Row]) -> None:
        """Store which report stands in place of which."""
        self._inserter.insert("supersessions", rows, replacing=True)

    def superseded(self, reports: Iterable[str]) -> set[str]:
        """Return those of the reports that another one stands in place of."""
        rows = self._connection.execute(
            "SELECT superseded FROM supersessions WHERE superseded IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(reports)),),
        )
        return {row[0] for row in rows}

    def supersession_partners(self, report: str) -> set[str]:
        """Return the reports that this one stands in place of, or that stand in place of it."""
        rows = self._connection.execute(
            "SELECT superseded FROM supersessions WHERE report = CAST(?1 AS TEXT) "
            "UNION SELECT report FROM supersessions WHERE superseded = CAST(?1 AS TEXT)",
            (as_text(report),),
        )
        return {row[0] for row in rows}

    def drop(self, report: str) -> None:
        """Delete what is known of a report; its anchors, pairs and credits go with it."""
        self._connection.execute("DELETE FROM sketches WHERE report = CAST(? AS TEXT)", (as_text(report),))
