"""
What resolution costs beside reading: processor time of both stages on the same reports, in one run.

A ratio within one run holds on any computer and under any load, where seconds would not.
"""

import time
from collections.abc import Sequence
from typing import Any

from onrecord.cleaning import Cleaner
from onrecord.reading import Reader
from onrecord.records import Given, RawReport
from onrecord.resolution import Resolver

__all__ = ["cost_percent", "reports_of"]

_MOST = 30
"""Reports measured: enough that one long report does not decide."""


def reports_of(rows: Sequence[Any]) -> list[RawReport]:
    """Return the first of some rows with `id`, `text` and `published` as reports, as a text file would give them."""
    return [
        RawReport(
            path=str(row["id"]),
            body=row["text"].encode("utf-8"),
            media_type="text/plain",
            given=Given(published=row.get("published")),
        )
        for row in rows[:_MOST]
    ]


def cost_percent(raws: Sequence[RawReport]) -> float:
    """Return the processor time of resolution as a percentage of that of reading; tables are loaded before."""
    reader, resolver, reading, resolving = Reader.load(threads=1), Resolver.load(), 0.0, 0.0
    reports = Cleaner()(raws)
    resolver(reader(reports[:1]))  # what is loaded and compiled at first use costs once, not by the report
    for report in reports:
        started = time.process_time()
        readings = reader([report])
        between = time.process_time()
        resolver(readings)
        reading, resolving = reading + between - started, resolving + time.process_time() - between
    return round(100 * resolving / reading, 1)
