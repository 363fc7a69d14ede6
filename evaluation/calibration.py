"""
Whether scores say how often rows are right, on the development parts.

    a statement that says 0.8 should pair with a gold one at half overlap eight times in ten

Right means: a statement that pairs with a gold one at half overlap (PolNeAR; statements inside another's content
are left out, which PolNeAR does not mark), an event that pairs with a gold one of its type (plover-events), a
mention with exactly the span and class of a gold one (ewn). The curves were fitted on these very parts by two
numbers a kind; `gold dev`, which nothing was fitted on, is shown beside them. `python -m training calibrate`
prints the error of curves fitted on the other half.
"""

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from evaluation.parts import SHARED, Row
from evaluation.sets import Line, described, value_line
from onrecord.records import Record
from onrecord.records.wire import record_from_json
from onrecord.scoring import GoldReport, judge, read_gold
from onrecord.scoring.calibration import above_each_line, expected_error
from onrecord.scoring.judge import Judged

__all__ = ["NAME", "calibration"]

NAME = "calibration"
POLNEAR, EVENTS, GOLD = "corpora/polnear/dev.jsonl", "corpora/plover-events/dev.jsonl", "gold/dev.jsonl"
Rows = list[list[Judged]]


def calibration(records: Mapping[str, Mapping[str, Row]], mentions: Rows) -> dict[str, Any]:
    """Return the entry: the expected error of each kind of row, and what is left above each score."""
    judged = {
        "statements": _statements(SHARED / POLNEAR, records[POLNEAR], nested=False),
        "events": _events(SHARED / EVENTS, records[EVENTS]),
        "mentions": mentions,
        "statements, gold dev": _statements(SHARED / GOLD, records[GOLD], nested=True),
        "events, gold dev": _events(SHARED / GOLD, records[GOLD]),
    }
    lines = {f"expected error, {kind}": _line(rows) for kind, rows in judged.items()}
    above = {
        kind: [
            {"line": at.line, "rows": at.rows, "right": round(at.right, 3), "kept": round(at.kept, 3)}
            for at in above_each_line(list(chain.from_iterable(rows)))
        ]
        for kind, rows in judged.items()
    }
    reports = sum(map(len, judged.values()))
    return {**described("", "expected calibration error", "as the parts", reports, lines), "above_each_score": above}


def _line(rows: Rows) -> Line:
    return value_line(rows, lambda drawn: expected_error(chain.from_iterable(drawn)), sum(map(len, rows)))


def _both(path: Path, records: Mapping[str, Row]) -> list[tuple[GoldReport, Record]]:
    """Each report that has a record, with it."""
    return [(gold, record_from_json(dict(records[gold.id]))) for gold in read_gold(path) if gold.id in records]


def _statements(path: Path, records: Mapping[str, Row], *, nested: bool) -> Rows:
    rows: Rows = []
    for gold, record in _both(path, records):
        judged = judge(gold, record).statements
        rows.append([each for each, s in zip(judged, record.statements, strict=True) if nested or s.parent is None])
    return rows


def _events(path: Path, records: Mapping[str, Row]) -> Rows:
    return [list(judge(gold, record).events) for gold, record in _both(path, records)]
