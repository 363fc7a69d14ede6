"""
`score`: a model folder against the development parts, by the shared scorers.

Reads rows as they are (no cleaning, no resolution), so it measures the network and
its decoding alone; `evaluation/score.py` measures the whole through the command line.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.reading import Reader
from onrecord.records import Origin, Reading, Report, ReportId, Span, Zone, ZoneKind, text_digest
from training.labels import MENTION_TARGETS
from training.rows import Row, read_rows

__all__ = ["as_record", "as_report", "score", "tables"]

SETS = ("polnear", "plover-events")


def score(prepared: Path, shared: Path, model: Path, names: Iterable[str] = SETS, limit: int | None = None) -> None:
    """Print the scorers' tables for each development set, and the reading speed."""
    sys.path.insert(0, str(shared / "score"))
    reader = Reader.load(model)
    for name in names:
        rows = list(read_rows(prepared / "dev" / f"{name}.jsonl")) if name != "gold" else _gold(shared)
        rows = rows[:limit]
        started = time.perf_counter()
        readings = [r for at in range(0, len(rows), 16) for r in reader([as_report(row) for row in rows[at : at + 16]])]
        seconds = time.perf_counter() - started
        records = {row.id: as_record(reading) for row, reading in zip(rows, readings, strict=True)}
        print(f"{name}: {len(rows) / seconds:.1f} reports a second")
        for table in tables(name, rows, records, shared):
            for line in table.items():
                print(f"  {line[0]:28} {line[1]}")


def _gold(shared: Path) -> list[Row]:
    with (shared / "gold" / "dev.jsonl").open(encoding="utf-8") as lines:
        return [Row(id=r["id"], corpus="gold", text=r["text"]) for r in map(json.loads, lines)]


def as_report(row: Row) -> Report:
    """Wrap a row's text, all of it to be read, in a report."""
    zones = [Zone(kind=ZoneKind.TITLE, span=Span(0, row.title_end))] if row.title_end else []
    zones.append(Zone(kind=ZoneKind.BODY, span=Span(row.title_end, len(row.text))))
    origin = Origin(sha256="", media_type="application/json", encoding="utf-8", size_bytes=0)
    return Report(
        id=ReportId(row.id), sha256=text_digest(row.text), text=row.text, zones=tuple(zones), path=row.id, origin=origin
    )


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def as_record(reading: Reading) -> dict[str, Any]:
    """The parts of a reading that the scorers look at, as JSON objects."""
    statements = [
        {"id": s.id, "source": [_pair(x) for x in s.source], "cue": [_pair(x) for x in s.cue],
         "content": [_pair(x) for x in s.content], "source_kind": s.source_kind, "form": s.form, "act": s.act,
         "score": s.score, "parent": s.parent}
        for s in reading.statements
    ]  # fmt: skip
    events = [
        {"id": e.id, "type": e.type, "trigger": _pair(e.trigger), "factuality": e.factuality,
         "actors": [{"span": _pair(p.span)} for p in e.actors],
         "recipients": [{"span": _pair(p.span)} for p in e.recipients],
         "place": _pair(e.place.span) if e.place else None,
         "date": {"span": _pair(e.date.span)} if e.date and e.date.span else None,
         "stated_by": list(e.stated_by), "denied_by": list(e.denied_by), "score": e.score}
        for e in reading.events
    ]  # fmt: skip
    return {
        "report": {"id": reading.report.id, "text": reading.report.text},
        "statements": statements,
        "events": events,
        "mentions": [{"span": _pair(m.span), "kind": m.kind} for m in reading.mentions],
    }


def tables(name: str, rows: list[Row], records: dict[str, Any], shared: Path) -> Iterator[dict[str, Any]]:
    """Yield what the shared scorers say of the records of one development set; of ewn, our own count."""
    import attribution
    import record

    if name in ("polnear", "statement-labels"):
        gold = {row.id: {"text": row.text, "statements": row.statements} for row in rows}
        yield attribution.score(gold, records)
    elif name == "plover-events":
        path = shared / "corpora" / "plover-events" / "dev.jsonl"
        gold = _with_no_statements(path, rows)
        yield record.score(gold, records) | _span_lines(gold, records, record.pair_events)
    elif name == "ewn":
        yield {"mention exact": _mention_figures(rows, records)}
    elif name == "gold":
        with (shared / "gold" / "dev.jsonl").open(encoding="utf-8") as lines:
            gold = {r["id"]: r for r in map(json.loads, lines)}
        yield attribution.score(gold, records)
        yield record.score(gold, records)


def _mention_figures(rows: list[Row], records: dict[str, Any]) -> dict[str, float]:
    """Exact spans of a kind that the gold label may stand for; kinds that the corpus does not mark are left aside."""
    judged = {kind for label, kinds in MENTION_TARGETS.items() if label.startswith("ewn:") for kind in kinds}
    right = asked = given = 0
    for row in rows:
        gold = {(start, end): MENTION_TARGETS[label] for start, end, label in row.mentions or ()}
        found = [m for m in records[row.id]["mentions"] if m["kind"] in judged]
        right += sum(m["kind"] in gold.get(tuple(m["span"]), ()) for m in found)
        asked, given = asked + len(gold), given + len(found)
    return {"f1": round(200 * right / max(1, asked + given), 1), "gold": asked, "given": given}


def _span_lines(gold: dict[str, Any], records: dict[str, Any], pair: Any) -> dict[str, Any]:
    """Place and date spans that overlap in typed pairs; the shared scorer judges dates by their days only."""
    lines = {}
    for role in ("place", "date"):
        right = asked = given = 0
        for key, row in gold.items():
            found = records[key]["events"]
            wanted = [_role_span(e, role) for e in row["events"]]
            asked += sum(span is not None for span in wanted)
            given += sum(_role_span(e, role) is not None for e in found)
            for g, p in pair(row["events"], found, row["text"]):
                mine, theirs = _role_span(g, role), _role_span(p, role)
                right += bool(
                    g["type"] == p["type"] and mine and theirs and mine[0] < theirs[1] and theirs[0] < mine[1]
                )
        lines[f"{role} span"] = {"f1": round(200 * right / max(1, asked + given), 1), "gold": asked, "given": given}
    return lines


def _role_span(event: dict[str, Any], role: str) -> list[int] | None:
    value = event.get(role)
    return (value or {}).get("span") if role == "date" else value


def _with_no_statements(path: Path, rows: list[Row]) -> dict[str, Any]:
    wanted = {row.id for row in rows}
    with path.open(encoding="utf-8") as lines:
        return {r["id"]: r | {"statements": []} for r in map(json.loads, lines) if r["id"] in wanted}
