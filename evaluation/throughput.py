"""
How fast reports are read once everything is loaded, beside what the encoder alone could do.

    python -m evaluation.throughput OUT.json [--reports FILE] [--limit N]

Run by `evaluation.speed` in a process of its own on two cores: it loads the pipeline, then has two processes read the
PolNeAR development reports as `onrecord read` does, after a few that are not counted, while which they start and
load; then it runs the encoder alone over the same windows on two threads. A word piece of a report counts once in
reading; the encoder's own pieces are all that it was fed, the context of each window included.
"""

import argparse
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from evaluation.parts import SHARED, Row, gold_rows

__all__ = ["PROCESSES", "THREADS", "encoder_alone", "raw_reports", "throughput"]

PROCESSES = THREADS = 2
WARMING = 16
"""Reports read before the clock starts: batches enough that each process gets one."""
REPORTS = SHARED / "corpora" / "polnear" / "dev.jsonl"


def raw_reports(rows: Sequence[Row]) -> list[Any]:
    """Return the reports as intake would find them on JSON lines."""
    from onrecord.records import Given, RawReport

    raws = []
    for row in rows:
        given = {name: row[name] for name in ("id", "text", "title", "published") if row.get(name) is not None}
        body = json.dumps(given).encode()
        raws.append(RawReport(path=row["id"], body=body, media_type="application/json", given=Given(**given)))
    return raws


def throughput(rows: Sequence[Row]) -> dict[str, float]:
    """Load, read, and run the encoder alone; seconds are of the wall clock."""
    started = time.perf_counter()
    from onrecord.assembly import Parts, default_pipeline
    from onrecord.pipeline import Pool
    from onrecord.records import Record
    from onrecord.settings import Settings

    default_pipeline(Settings(threads=1)).ready()
    load_seconds = time.perf_counter() - started
    raws = raw_reports(rows)
    recipe = Parts().recipe(Settings())
    assert recipe is not None  # the default pipeline is found by name
    with Pool(recipe, PROCESSES) as pool:
        list(pool.records(raws[:WARMING]))
        started = time.perf_counter()
        records = [each for each in pool.records(raws) if isinstance(each, Record)]
        read_seconds = time.perf_counter() - started
    pieces, fed, encoder_seconds = _encoder_alone([record.report for record in records])
    return {
        "load_seconds": round(load_seconds, 2),
        "read_reports": len(records),
        "read_reports_per_second": round(len(records) / read_seconds, 2),
        "read_pieces_per_second": round(pieces / read_seconds),
        "encoder_pieces_per_second": round(fed / encoder_seconds),
        "share_of_the_encoder": round(pieces / read_seconds / (fed / encoder_seconds), 2),
    }


def _encoder_alone(reports: Sequence[Any]) -> tuple[int, int, float]:
    """Return the word pieces of the reports, those the encoder was fed, and the seconds it took."""
    from onrecord.reading.encoding import encode_report, window_inputs
    from onrecord.reading.session import Session
    from onrecord.reading.tokens import Tokenizer
    from onrecord.reading.weights import open_weights

    weights = open_weights()
    session, tokenizer = Session(weights.folder), Tokenizer.from_file(weights.vocabulary)
    encoded = [encode_report(report, tokenizer) for report in reports]
    inputs = [[window_inputs(report, window, tokenizer) for window in report.windows] for report in encoded]

    def run(windows: Sequence[Any]) -> None:
        for each in windows:
            session.encode(each.pieces, each.features, each.firsts)

    started = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(run, inputs))
    seconds = time.perf_counter() - started
    fed = sum(each.pieces.shape[1] for windows in inputs for each in windows)
    return sum(len(report.words.pieces) for report in encoded), fed, seconds


def encoder_alone(texts: Sequence[str]) -> float:
    """Return the seconds that two threads take over the windows of some texts with the encoder and nothing else."""
    from onrecord.cleaning import Cleaner

    rows = [{"id": f"t{n}", "text": text} for n, text in enumerate(texts)]
    return _encoder_alone(Cleaner()(raw_reports(rows)))[2]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.throughput", description="Reading once all is loaded.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args(arguments)
    result = throughput(gold_rows(options.reports)[: options.limit])
    options.output.write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
