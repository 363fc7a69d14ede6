"""
Reports of 700 words into a record with its ledger, on two cores, beside what the encoder alone could do.

    python -m benchmarks.end_to_end [REPORTS] [--limit N] [--words 700]

The reports are those of `../shared/corpora/guardian-syria`, each cut after a sentence near the
words asked for, or generated ones where that folder is not there. One `onrecord build`, start
to end, start of the processes and both models' loading included. The encoder's own speed is
that of two threads that do nothing else, over the same reports. Floors: 10 reports a second,
and half of the encoder's speed.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.parts import SHARED, gold_rows
from evaluation.speed import measure
from evaluation.throughput import encoder_alone

from benchmarks.floors import ENDED, ONRECORD, Floor, conclude, two_cores
from benchmarks.generated import reports as generated

__all__ = ["cut", "cut_rows"]

GUARDIAN = SHARED / "corpora" / "guardian-syria" / "reports.jsonl"
FLOORS = (Floor("reports_per_second", least=10.0), Floor("share_of_the_encoder", least=0.5))
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s")


def cut(text: str, words: int) -> str:
    """Return a text up to the end of the sentence in which its so-manieth word stands."""
    at = None
    for n, match in enumerate(re.finditer(r"\S+", text), 1):
        if n == words:
            at = match.end()
            break
    if at is None:
        return text
    end = _SENTENCE_END.search(text, max(at - 1, 0))
    return text[: end.end()].rstrip() if end else text


def cut_rows(rows: Iterable[Any], words: int) -> Iterator[dict[str, Any]]:
    """Yield rows of JSON lines with their texts cut."""
    for row in rows:
        yield {**row, "text": cut(row["text"], words)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, run the encoder alone, print, and fail below a floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.end_to_end")
    parser.add_argument("reports", nargs="?", type=Path, help="JSON lines with id and text")
    parser.add_argument("--limit", type=int, default=199)
    parser.add_argument("--words", type=int, default=700)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    source = options.reports or (GUARDIAN if GUARDIAN.exists() else None)
    found = gold_rows(source) if source else generated(options.limit, words=options.words)
    rows = list(cut_rows(found, options.words))[: options.limit]
    with tempfile.TemporaryDirectory() as folder:
        path, record = Path(folder) / "reports.jsonl", Path(folder) / "speed.record"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        build = ("build", str(path), "-o", str(record), "--workers", str(options.workers))
        run = measure([*ONRECORD, *build])
        if run.code not in ENDED:
            raise SystemExit(f"benchmarks: onrecord build ended with {run.code}:\n{run.talk[-2000:]}")
    two_cores()
    encoder_seconds = encoder_alone([row["text"] for row in rows])
    rate = len(rows) / run.seconds
    result = {
        "command": "python -m benchmarks.end_to_end",
        "reports": len(rows),
        "words_per_report": round(sum(len(row["text"].split()) for row in rows) / len(rows)),
        "seconds": round(run.seconds, 1),
        "reports_per_second": round(rate, 2),
        "encoder_reports_per_second": round(len(rows) / encoder_seconds, 2),
        "share_of_the_encoder": round(rate * encoder_seconds / len(rows), 2),
        "peak_mb": round(run.peak_bytes / 1e6),
    }
    conclude(result, FLOORS)


if __name__ == "__main__":
    main()
