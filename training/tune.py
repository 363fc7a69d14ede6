"""
`tune`: the lines of decoding, one after the other, on development parts.

Each line is tried over a small grid with the others as they stand; the best value by
its own measure is kept. Statement lines are set on PolNeAR dev, event lines on
plover-events dev, that of mentions on ewn dev. The lines of whole rows are those of `rank`. The
gold reports are never looked at.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from operator import itemgetter
from pathlib import Path

from onrecord.reading import Reader
from onrecord.reading.thresholds import Thresholds
from training.manifest import rewrite_manifest
from training.rows import Row, read_rows
from training.score import as_record, as_report, tables

__all__ = ["tune"]

# (line, values, development set, what is measured)
GRID: tuple[tuple[str, tuple[float, ...], str, tuple[str, ...]], ...] = (
    ("statement_bias", (-0.3, 0.0, 0.3, 0.6), "polnear", ("source exact", "cue exact", "content exact")),
    ("content_link", (0.1, 0.2, 0.3, 0.5), "polnear", ("linked exact", "linked half")),
    ("source_link", (0.1, 0.2, 0.3, 0.5), "polnear", ("linked exact", "linked half")),
    ("lone_span", (0.4, 0.6, 0.8, 1.1), "polnear", ("linked exact", "linked half", "content exact")),
    ("mention_bias", (-0.6, -0.3, 0.0, 0.3, 0.6), "ewn", ("mention exact",)),
    ("role_link", (0.05, 0.1, 0.15, 0.2, 0.3, 1.1), "plover-events", ("place span", "date span")),
    ("event_role_bias", (0.0, 0.4, 0.8, 1.2), "plover-events", ("actor span", "recipient span")),
)

SETS = ("polnear", "plover-events", "ewn")
NEVER = 1.1
"""PolNeAR marks no statement inside another's content, so its figures tune the rest without them."""


def tune(prepared: Path, shared: Path, model: Path) -> None:
    """Set the lines of a model folder and print every figure on the way."""
    sys.path.insert(0, str(shared / "score"))
    reader = Reader.load(model)
    lines = replace(reader.thresholds, nested=NEVER)
    rows = {name: list(read_rows(prepared / "dev" / f"{name}.jsonl")) for name in SETS}
    scored = {name: reader.infer([as_report(row) for row in some]) for name, some in rows.items()}
    for line, values, name, measures in GRID:
        figures = {}
        for value in values:
            readings = reader.with_thresholds(replace(lines, **{line: value})).decode(scored[name])
            figures[value] = _measure(name, rows[name], [as_record(r) for r in readings], measures, shared)
        best = max(figures.items(), key=itemgetter(1))[0]
        tried = "  ".join(f"{value:g} -> {figure:.2f}" for value, figure in figures.items())
        print(f"{line}: {tried}  kept {best:g}", flush=True)
        lines = replace(lines, **{line: best})
    decoder_file = model / "decoder.json"
    decoder = json.loads(decoder_file.read_text(encoding="utf-8"))
    decoder["thresholds"] = asdict(replace(lines, nested=Thresholds().nested))
    decoder_file.write_text(json.dumps(decoder), encoding="utf-8")
    rewrite_manifest(model)


def _measure(name: str, rows: list[Row], records: list[dict], measures: Sequence[str], shared: Path) -> float:
    by_id = {row.id: record for row, record in zip(rows, records, strict=True)}
    table = {key: value for t in tables(name, rows, by_id, shared) for key, value in t.items()}
    return sum(t["f1"] if isinstance(t := table[m], dict) else t for m in measures) / len(measures)
