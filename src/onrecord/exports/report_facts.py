"""
What is known of the reports, without their texts: title, outlet, byline, day, URL.

    for report in report_facts(selection):
        print(report["outlet"], report["title"])
"""

from collections.abc import Iterator
from typing import Any

from onrecord.exports.selection import Selection

__all__ = ["report_facts"]


def report_facts(selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield the columns of each selected report by name, in the order of ids."""
    table = selection.store.table("reports", confirmed=selection.confirmed)
    names = [column.column for column in table.columns]
    for row in table.rows:
        yield dict(zip(names, row, strict=True))
