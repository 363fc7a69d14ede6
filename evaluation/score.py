"""
Score the shipped reader on the development parts and write `evaluation/scores.json`.

    python -m evaluation.score [--output FILE] [--records FILE]

`--records` judges records made elsewhere (`onrecord read --format jsonl`) instead of
reading the reports again. The file keeps the results of `evaluation.seed` and
`evaluation.speed` that it already holds where they were made with the same model.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from evaluation.counts import Counts, bootstrap, f1_of, macro_f1_of, total
from evaluation.parts import PARTS, ROOT, SHARED, Part, Row, gold_rows
from evaluation.reading import read_records
from evaluation.scorers import MACRO, TYPE, Scorer

__all__ = ["FORMAT", "SCORES", "merge", "model_of", "part_scores"]

FORMAT = "onrecord-scores/1"
SCORES = ROOT / "evaluation" / "scores.json"


def part_scores(part: Part, reports: Sequence[Counts], missing: int) -> dict[str, Any]:
    """Return what scores.json says of one part: every line with its F1 and interval."""
    summed = total(reports)
    measures = {line: macro_f1_of(TYPE) if line == MACRO else f1_of(line) for line in part.lines}
    intervals = bootstrap(reports, measures)
    lines: dict[str, dict[str, float | int | None]] = {}
    for line, measure in measures.items():
        interval = intervals.get(line)
        row: dict[str, float | int | None] = {"f1": round(measure(summed), 1)}
        if line in summed:
            count = summed[line]
            row |= {"precision": round(count.precision, 1), "recall": round(count.recall, 1), "gold": count.gold}
        row["low"] = round(interval.low, 1) if interval else None
        row["high"] = round(interval.high, 1) if interval else None
        lines[line] = row
    return {
        "path": part.path,
        "scorer": part.scorer,
        "labelled_by": part.labelled_by,
        "reports": len(reports),
        "reports_without_record": missing,
        "lines": lines,
    }


def model_of(records: Mapping[str, Row]) -> str:
    """Return the one model that made all the records; SystemExit where there are none or several."""
    models = sorted({record["model"] for record in records.values()})
    if len(models) != 1:
        raise SystemExit(f"evaluation: expected records of one model, found {models or 'no records'}")
    return str(models[0])


def merge(path: Path, section: str, result: Mapping[str, Any], model: str) -> dict[str, Any]:
    """
    Put one section into scores.json and write the file.

    Sections made with another model are dropped: figures of two models never share a file.
    """
    kept: dict[str, Any] = {}
    if path.is_file():
        before = json.loads(path.read_text(encoding="utf-8"))
        if before.get("format") == FORMAT and before.get("model") == model:
            kept = {name: before[name] for name in ("parts", "seed", "speed", "resolution") if name in before}
    scores = {
        "format": FORMAT,
        "version": f"onrecord {metadata.version('onrecord')}",
        "model": model,
        **kept,
        section: {"date": dt.datetime.now(tz=dt.UTC).date().isoformat(), **result},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return scores


def _show(name: str, part: Mapping[str, Any]) -> None:
    print(f"\n{name} ({part['reports']} reports, labels by {part['labelled_by']})", file=sys.stderr)
    for line, row in part["lines"].items():
        interval = f"[{row['low']:.1f}, {row['high']:.1f}]" if row["low"] is not None else ""
        print(f"  {line:26}{row['f1']:6.1f}  {interval}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, score, write and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.score", description=__doc__.strip().splitlines()[0])
    parser.add_argument("--output", type=Path, default=SCORES, help="where to write (default: evaluation/scores.json)")
    parser.add_argument("--records", type=Path, help="judge these records instead of reading the reports")
    options = parser.parse_args(arguments)

    rows = {part.path: gold_rows(SHARED / part.path) for part in PARTS}
    if options.records:
        lines = options.records.read_text(encoding="utf-8").splitlines()
        made = {record["report"]["id"]: record for record in map(json.loads, filter(None, lines))}
        records = dict.fromkeys(rows, made)
    else:
        records = {path: read_records(part_rows) for path, part_rows in rows.items()}
    model = model_of({f"{path}/{key}": record for path, made in records.items() for key, record in made.items()})
    results = {}
    for part in PARTS:
        made = records[part.path]
        counts = Scorer(SHARED / "score", part.scorer).counts(rows[part.path], made)
        missing = sum(row["id"] not in made for row in rows[part.path])
        results[part.name] = part_scores(part, counts, missing)
        _show(part.name, results[part.name])
    merge(options.output, "parts", {"command": "python -m evaluation.score", "sets": results}, model)
    print(f"\n{model}\nwritten: {options.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
