"""
Score the shipped reader on the development parts and write `evaluation/scores.json`.

    python -m evaluation.score [--only NAME]… [--output FILE] [--records FILE]

`--only` scores sets by name (`python -m evaluation.score --list`) and keeps the others that were made with the
same model. `--records` judges records made elsewhere (`onrecord read --format jsonl`) instead of reading the
reports again. The file keeps the results of `evaluation.seed`, `evaluation.speed` and `evaluation.costs` that it
already holds where they were made with the same model.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from evaluation import calibration, certainty, coreference, entities, given, perturbed, sentence_types
from evaluation.loaded import Loaded
from evaluation.parts import PARTS, ROOT, SHARED, Part, Row, gold_rows
from evaluation.reading import read_records
from evaluation.scorers import MACRO, TYPE, Scorer
from evaluation.sets import Line, count_lines, described
from onrecord.records.wire import record_from_json
from onrecord.scoring import judge, read_gold
from onrecord.scoring.counts import f1_of, macro_f1_of, total
from onrecord.scoring.judge import KIND, TYPED

__all__ = ["FORMAT", "SCORES", "merge", "model_of", "part_scores"]

FORMAT = "onrecord-scores/1"
SCORES = ROOT / "evaluation" / "scores.json"
SECTIONS = ("parts", "seed", "speed", "costs", "resolution")


def part_scores(part: Part, rows: Sequence[Row], records: Mapping[str, Row]) -> dict[str, Any]:
    """Return what scores.json says of one part: every line with its F1 and interval, then types and kinds of source."""
    reports = Scorer(SHARED / "score", part.scorer).counts(rows, records)
    lines = count_lines(reports, {line: macro_f1_of(TYPE) if line == MACRO else f1_of(line) for line in part.lines})
    missing = sum(row["id"] not in records for row in rows)
    entry = described(part.path, part.scorer, part.labelled_by, len(reports), lines, missing)
    return {**entry, "detail": _detail(part, records)} if part.scorer == "record" else entry


def _detail(part: Part, records: Mapping[str, Row]) -> dict[str, Line]:
    """Lines by event type and by kind of source, where the part has them."""
    judged = []
    for gold in read_gold(SHARED / part.path):
        record = records.get(gold.id)
        judged.append(judge(gold, record_from_json(dict(record)) if record else None).counts)
    names = sorted(name for name, count in total(judged).items() if name.startswith((KIND, TYPED)) and count.gold)
    return count_lines(judged, {name: f1_of(name) for name in names})


def own_sets(records: Callable[[str], Mapping[str, Row]], loaded: Loaded) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what judges each set that the shared scorers do not, by its name; `records` reads those of a path."""

    @cache
    def marked() -> list[entities.Marked]:
        return entities.mentions_of(loaded)

    def calibrated() -> dict[str, Any]:
        paths = (calibration.POLNEAR, calibration.EVENTS, calibration.GOLD)
        return calibration.calibration({path: records(path) for path in paths}, entities.judged(marked()))

    return {
        given.NAME: lambda: given.labels_given_spans(loaded),
        entities.NAME: lambda: entities.named_entities(marked()),
        sentence_types.NAME: lambda: sentence_types.sentence_types(loaded),
        **{name: lambda name=name: certainty.certainty_error(name, loaded) for name in certainty.SETS},  # type: ignore[misc]
        calibration.NAME: calibrated,
        perturbed.NAME: perturbed.losses,
        coreference.NAME: lambda: coreference.chain_scores(loaded),
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
    before = kept(path, model)
    scores = {
        "format": FORMAT,
        "version": f"onrecord {metadata.version('onrecord')}",
        "model": model,
        **before,
        section: {"date": dt.datetime.now(tz=dt.UTC).date().isoformat(), **result},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return scores


def kept(path: Path, model: str) -> dict[str, Any]:
    """Return the sections of scores.json that were made with this model; none where there is no such file."""
    if not path.is_file():
        return {}
    before = json.loads(path.read_text(encoding="utf-8"))
    same = before.get("format") == FORMAT and before.get("model") == model
    return {name: before[name] for name in SECTIONS if name in before} if same else {}


def _show(name: str, part: Mapping[str, Any]) -> None:
    print(f"\n{name} ({part['reports']} reports, labels by {part['labelled_by']})", file=sys.stderr)
    for line, row in part["lines"].items():
        digits = 1 if "f1" in row or line.startswith("loss") else 3
        interval = f"[{row['low']:.{digits}f}, {row['high']:.{digits}f}]" if row["low"] is not None else ""
        print(f"  {line:26}{row.get('f1', row.get('value')):6.{digits}f}  {interval}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, score, write and print."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.score", description=(__doc__ or "").strip().split("\n")[0]
    )
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="score this set; may be repeated")
    parser.add_argument("--list", action="store_true", help="print the names of the sets and stop")
    parser.add_argument("--output", type=Path, default=SCORES, help="where to write (default: evaluation/scores.json)")
    parser.add_argument("--records", type=Path, help="judge these records instead of reading the reports")
    options = parser.parse_args(arguments)
    loaded = Loaded()

    @cache
    def records(path: str) -> Mapping[str, Row]:
        return _records(options.records) if options.records else read_records(gold_rows(SHARED / path))

    own = own_sets(records, loaded)
    names = [*(part.name for part in PARTS), *(() if options.records else own)]
    if options.list:
        print("\n".join(names))
        return
    if unknown := sorted(set(options.only) - set(names)):
        raise SystemExit(f"evaluation: there is no set {unknown[0]!r}; expected one of {', '.join(names)}")
    asked = [name for name in names if not options.only or name in options.only]
    parts = {part.name: part for part in PARTS}
    model = model_of(records(PARTS[0].path)) if options.records else loaded.reader.model
    before = kept(options.output, model).get("parts", {}).get("sets", {}) if options.only else {}
    results = {}
    for name in asked:
        part = parts.get(name)
        results[name] = part_scores(part, gold_rows(SHARED / part.path), records(part.path)) if part else own[name]()
        _show(name, results[name])
    sets = {name: results.get(name, before.get(name)) for name in names if name in results or name in before}
    merge(options.output, "parts", {"command": "python -m evaluation.score", "sets": sets}, model)
    print(f"\n{model}\nwritten: {options.output}", file=sys.stderr)


def _records(path: Path) -> Mapping[str, Row]:
    """Return the records of a file by report."""
    lines = filter(None, path.read_text(encoding="utf-8").splitlines())
    return {record["report"]["id"]: record for record in map(json.loads, lines)}


if __name__ == "__main__":
    main()
