"""
Reports that belong together: copies of one text, and what stands in place of what.

    related_reports(connection, "r1")   ->   (RelatedReport(relation="copy", outlet="Harbor Sun", …), …)
"""

import sqlite3
from dataclasses import dataclass

__all__ = ["RelatedReport", "related_reports"]

_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedReport:
    """Another report and what it is to this one."""

    relation: str
    """copy, partial, corrects, corrected by, …"""
    id: str
    outlet: str | None
    title: str | None
    published: str | None
    share: float | None
    """Part of this report that stands in the other, 0 to 1."""


def related_reports(connection: sqlite3.Connection, id: str) -> tuple[RelatedReport, ...]:
    """Return the reports that share text with one, or take its place, the nearest first; fifty at most."""
    rows = connection.execute(
        "SELECT relation, reports.id, outlet, title, published_start AS published, share FROM ("
        "  SELECT relation, report_b AS other, share_a AS share FROM copies WHERE report_a = ?1"
        "  UNION ALL SELECT relation, report_a, share_b FROM copies WHERE report_b = ?1"
        "  UNION ALL SELECT kind || ' of', superseded, NULL FROM supersessions WHERE report = ?1"
        "  UNION ALL SELECT 'has ' || kind, report, NULL FROM supersessions WHERE superseded = ?1"
        ") JOIN reports ON reports.id = other ORDER BY share IS NOT NULL, share DESC, published, reports.id LIMIT ?2",
        (id, _MOST),
    )
    return tuple(RelatedReport(**dict(row)) for row in rows)
