"""
Copies: which reports carry the text of a new one, whose text it is, and which version stands.

    r9 arrives: its anchors are those of r1 and r4  ->  compared with these two alone; r1 is a copy: one family
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from onrecord.errors import StoreError
from onrecord.ledger.copies import (
    CreditRole,
    Reuse,
    Sketch,
    agencies_of,
    anchors_of,
    compare,
    families,
    pack,
    read_spans,
    shared_sentences,
    sketch,
    supersedes,
    unpack,
)
from onrecord.ledger.grouping import components
from onrecord.records import Record
from onrecord.store.ledger import LedgerTables
from onrecord.store.ledger.copies import CopyRow

__all__ = ["find_copies", "passages", "regroup_families", "take_in_text"]


def take_in_text(tables: LedgerTables, record: Record) -> None:
    """Store what the copies of a report are found by, and the agencies it credits."""
    report = record.report
    made = sketch(report.text, read_spans(report))
    tables.copies.put_sketch(report.id, pack(made), anchors_of(made))
    found = [(each.agency, each.role, each.span) for each in agencies_of(report)]
    rows: list[dict[str, Any]] = [
        {
            "report": report.id,
            "ordinal": n,
            "agency": agency,
            "whole": int(role is CreditRole.AUTHOR),
            "start": span.start,
            "end": span.end,
            "quote": span.slice(report.text),
            "rule": role.value,
        }
        for n, (agency, role, span) in enumerate(found)
    ]
    if report.credit and not any(row["whole"] for row in rows):
        bare: dict[str, Any] = {
            "agency": report.credit,
            "whole": 1,
            "start": None,
            "end": None,
            "quote": None,
            "rule": "declared",
        }
        rows.append({"report": report.id, "ordinal": len(rows), **bare})
    tables.copies.put_agencies(rows)


def find_copies(tables: LedgerTables, record: Record) -> None:
    """Compare a report with those that share an anchor with it; store the pairs that share text."""
    mine = _sketch(tables, record.report.id)
    for other in tables.copies.sharing_anchors(record.report.id):
        if tables.copies.among([record.report.id, other]):
            continue  # compared when the other one was taken in
        theirs = _sketch(tables, other)
        if compare(mine, theirs).reuse is Reuse.NONE:
            continue
        partner = tables.log.current(other)
        if partner is not None:
            _store_pair(tables, *sorted((record, partner), key=lambda each: each.report.id))


def _store_pair(tables: LedgerTables, first: Record, second: Record) -> None:
    a, b = first.report.id, second.report.id
    overlap = compare(_sketch(tables, a), _sketch(tables, b))
    copy = CopyRow(
        report_a=a,
        report_b=b,
        relation=overlap.reuse.value,
        share_a=overlap.first_in_second,
        share_b=overlap.second_in_first,
        jaccard=overlap.jaccard,
    )
    sentences = [
        {"start_a": each.first.start, "end_a": each.first.end, "start_b": each.second.start, "end_b": each.second.end}
        for each in shared_sentences(first, second)
    ]
    tables.copies.put_copies([copy], {(a, b): sentences})
    for newer, older in ((first, second), (second, first)):
        sketches = _sketch(tables, newer.report.id), _sketch(tables, older.report.id)
        found = supersedes(newer.report, older.report, compare(*sketches))
        if found is not None:
            row = {
                "report": found.newer,
                "superseded": found.older,
                "kind": found.kind.value,
                "start": found.span.start,
                "end": found.span.end,
                "quote": found.span.slice(newer.report.text),
            }
            tables.copies.put_supersessions([row])


def regroup_families(tables: LedgerTables, reports: Iterable[str]) -> set[str]:
    """Make the families around these reports anew; return all reports that copies tie to them."""
    reached = set(reports)
    edge = set(reached)
    while edge:
        edge = tables.copies.partners(edge) - reached
        reached |= edge
    pairs = [
        (each.report_a, each.report_b) for each in tables.copies.among(reached) if each.relation == Reuse.COPY.value
    ]
    now: dict[str, str | None] = dict.fromkeys(reached)
    now |= {report: _family_id(family[0]) for family in families(pairs) for report in family}
    before = tables.copies.families(reached)
    changed = {report: family for report, family in now.items() if before.get(report) != family}
    tables.copies.set_families(changed)
    return reached


def passages(tables: LedgerTables, families_wanted: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return for each report of these families where its shared sentences begin, each with a name copies share."""
    pairs = tables.copies.shared_among(tables.copies.family_members(families_wanted))
    ends = [(_place(a, start_a), _place(b, start_b)) for a, start_a, b, start_b in pairs]
    found: dict[str, list[tuple[int, str]]] = {}
    for part in components({end for pair in ends for end in pair}, ends):
        for place in part:
            report, start = json.loads(place)
            found.setdefault(report, []).append((start, part[0]))
    return {report: tuple(sorted(some)) for report, some in found.items()}


def _place(report: str, start: int) -> str:
    return json.dumps([report, start])


def _family_id(first: str) -> str:
    """Return f and a digest of the first report of the family."""
    return "f" + hashlib.sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _sketch(tables: LedgerTables, report: str) -> Sketch:
    packed = tables.copies.sketch(report)
    try:
        return unpack(packed or b"")
    except ValueError as error:
        raise StoreError(f"the sketch of report {report} is damaged: {error}; build the record again") from error
