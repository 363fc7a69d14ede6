"""
Where the time of a report goes.

    python -m evaluation.costs [--limit N] [--output FILE]

Reads PolNeAR development reports on one thread, stores them, and takes the time of each step. Steps that are inside
another (the encoder and the argument network inside reading) are taken out of it, so that the shares add up.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evaluation.parts import gold_rows
from evaluation.score import SCORES, merge
from evaluation.throughput import REPORTS, raw_reports
from onrecord.cleaning import Cleaner
from onrecord.reading import Reader
from onrecord.reading.encoding import encode_report
from onrecord.reading.scores import score_report
from onrecord.reading.session import ArgumentScores, Session
from onrecord.reading.tokens import Tokenizer
from onrecord.reading.weights import open_weights
from onrecord.records import RawReport
from onrecord.records.wire import record_to_line
from onrecord.resolution import Resolver
from onrecord.store import Input, Store

__all__ = ["costs"]

STEPS = {
    "cleaning": "decoding, zones, what the report says of itself",
    "words and features": "sentences, words, word pieces, windows",
    "encoder": "the first network, window by window",
    "arguments": "the second network, around cues and triggers",
    "decoding": "chains, links, events, voices, calibration",
    "resolution": "actors, dates, places",
    "JSON": "one record a line",
    "storing": "one transaction a report",
}


class _Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, step: str) -> Iterator[None]:
        """Count what is done inside."""
        started = time.perf_counter()
        yield
        self.seconds[step] += time.perf_counter() - started


class _TimedSession(Session):
    """Both networks, their time taken."""

    def __init__(self, folder: Path, clock: _Clock) -> None:
        super().__init__(folder)
        self._clock = clock

    def arguments(self, *inputs: Any) -> ArgumentScores:
        """Run the second network."""
        with self._clock.on("arguments"):
            return super().arguments(*inputs)


def costs(raws: Sequence[RawReport], store: Path) -> dict[str, float]:
    """Return the milliseconds a report takes in each step; one report is read first and not counted."""
    clock = _Clock()
    weights = open_weights()
    session = _TimedSession(weights.folder, clock)
    reader, tokenizer = Reader(weights, session, 1), Tokenizer.from_file(weights.vocabulary)
    cleaner, resolver = Cleaner(), Resolver.load()
    with Store(store, "w") as opened:
        opened.begin("costs")

        def read(raw: RawReport) -> None:
            _read(raw, clock, cleaner, tokenizer, session, reader, resolver, opened.add)

        read(raws[0])
        clock.seconds.clear()
        for raw in raws[1:]:
            read(raw)
    clock.seconds["decoding"] -= clock.seconds["arguments"]
    return {step: round(1000 * clock.seconds[step] / max(1, len(raws) - 1), 2) for step in STEPS}


def _read(
    raw: RawReport,
    clock: _Clock,
    cleaner: Cleaner,
    tokenizer: Tokenizer,
    session: Session,
    reader: Reader,
    resolver: Resolver,
    add: Callable[..., object],
) -> None:
    with clock.on("cleaning"):
        (report,) = cleaner([raw])
    with clock.on("words and features"):
        encoded = encode_report(report, tokenizer)
    with clock.on("encoder"):
        scores = score_report(encoded, session, tokenizer)
    with clock.on("decoding"):
        (reading,) = reader.decode([(encoded, scores)])
    with clock.on("resolution"):
        (record,) = resolver([reading])
    with clock.on("JSON"):
        record_to_line(record)
    with clock.on("storing"):
        add(record, Input.of(raw))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, as Markdown, and write it into scores.json."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.costs", description="Where the time of a report goes.")
    parser.add_argument("--limit", type=int, default=40, help="reports (default: 40)")
    parser.add_argument("--output", type=Path, default=SCORES)
    options = parser.parse_args(arguments)
    raws = raw_reports(gold_rows(REPORTS)[: options.limit + 1])
    with tempfile.TemporaryDirectory() as folder:
        spent = costs(raws, Path(folder) / "costs.record")
    whole = sum(spent.values())
    shares = {step: round(100 * each / whole, 1) for step, each in spent.items()}
    result = {
        "command": "python -m evaluation.costs",
        "reports": len(raws) - 1,
        "milliseconds": spent,
        "percent": shares,
    }
    merge(options.output, "costs", result, open_weights().name)
    print(json.dumps({"total_ms": round(whole, 1)}), file=sys.stderr)
    print("| step | what | ms a report | share |\n|---|---|--:|--:|")
    for step, what in STEPS.items():
        print(f"| {step} | {what} | {spent[step]:.1f} | {shares[step]:.0f} % |")


if __name__ == "__main__":
    main()
